"""Whatever is typed: a sensible reply, no exception, nothing lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox.texts import typed
from tests.phone import open_exchange


def can_be_sent(text: str) -> bool:
    """Telegram cuts invisible characters at the ends, and sends nothing that then is empty."""
    return bool(typed(text).text)


STRANGE = {
    "4096 characters": "Wie finde ich Partner? " * 178 + "!!",
    "one endless word": "a" * 4096,
    "only emoji": "🎉🎉",
    "only punctuation": "?!… -",
    "zero-width": "\u200b\u200d\ufeff",
    "html": "<b>Wie</b> <script>alert(1)</script> komme ich in die Zeitung & so?",
    "right to left": "\u202eWie komme ich in die Zeitung\u202c",
    "lone surrogate": "Wie komme ich \ud83d in die Zeitung?",
    "only a surrogate": "\udc00",
    "nul": "Zeitung\x00?",
    "english": "Who is responsible at the town hall?",
    "ukrainian": "Хто відповідає за квартал у мерії?",
    "arabic": "من المسؤول في البلدية؟",
    "chinese": "谁负责社区工作?",
    "turkish": "Belediyede kim sorumlu?",
    "markdown": "*Zeitung* _wie_ [hier](http://x.y) `code`",
    "number": "42",
    "many lines": "Zeitung\n\n\n\n?\n" * 50,
    "sql": "'; DROP TABLE turns; --",
    "json": '{"card": "entry"}',
    "slash alone": "/",
    "only mention": "@quartierslotse_bot",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
async def test_strange_text_gets_one_sensible_reply(text: str) -> None:
    async with open_exchange() as exchange:
        phone = exchange.phone()
        await phone.type(text)
        assert len(phone.shown) == 1
        assert "ging etwas schief" not in phone.text
        assert phone.keys, "there is a way on"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(min_size=1, max_size=200).filter(can_be_sent), min_size=1, max_size=5))
async def test_any_text_gets_one_reply(texts: list[str]) -> None:
    async with open_exchange() as exchange:
        phone = exchange.phone()
        for text in texts:
            await phone.type(text)
        assert len(phone.shown) == len(texts)
        assert not any("ging etwas schief" in message["text"] for message in phone.shown)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=64), min_size=1, max_size=5))
async def test_any_forged_button_is_acknowledged(forged: list[str]) -> None:
    async with open_exchange() as exchange:
        phone = exchange.phone()
        await phone.type("/themen")
        for data in forged:
            await phone.tap_data(phone.last, data)
        assert not any("ging etwas schief" in message["text"] for message in phone.shown)
