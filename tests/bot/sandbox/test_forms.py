"""Bodies of requests, as clients write them."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import forms
from bot.sandbox.refusals import Refusal


def read(request: httpx.Request) -> forms.Fields:
    return forms.read(request.headers["content-type"], request.read())


NAMES = st.from_regex(r"[a-z_]+", fullmatch=True)


@given(st.dictionaries(NAMES, st.text(st.characters(codec="utf-8"))), st.binary())
def test_multipart_comes_back_as_it_was(values: dict[str, str], content: bytes) -> None:
    request = httpx.Request("POST", "http://x", data=values, files={"datei": ('ä "b".ics', content, "text/calendar")})
    fields, files = read(request)
    assert fields == values
    assert (files["datei"].content, files["datei"].mime_type) == (content, "text/calendar")
    assert files["datei"].name == 'ä "b".ics'


def test_urlencoded_and_json() -> None:
    assert read(httpx.Request("POST", "http://x", data={"text": "a&b=ü", "empty": ""})) == (
        {"text": "a&b=ü", "empty": ""},
        {},
    )
    assert read(httpx.Request("POST", "http://x", json={"chat_id": 5})) == ({"chat_id": 5}, {})


@pytest.mark.parametrize(
    ("kind", "body"), [("application/json", b"["), ("application/json", b"[]"), ("multipart/form-data", b"")]
)
def test_what_cannot_be_read_is_refused(kind: str, body: bytes) -> None:
    with pytest.raises(Refusal):
        forms.read(kind, body)
