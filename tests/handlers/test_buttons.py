"""Callback data: every form that ever shipped stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import buttons
from handlers.buttons import Button, decode, encode
from handlers.routes import BUTTONS

# What hangs under messages on people's phones. Lines may be added, never changed or removed.
EVER_SHIPPED: dict[str, Button] = {
    "1:e:kommune-loesungsweg-2": buttons.OpenEntry("kommune-loesungsweg-2"),
    "1:b:kommune-loesungsweg-2": buttons.BrowseEntry("kommune-loesungsweg-2"),
    "1:o:kommune-loesungsweg-2:zz": buttons.PickEntry("kommune-loesungsweg-2", 1295),
    "1:n:7:1": buttons.NotFitting(7, 1),
    "1:t:::0": buttons.Topics(),
    "1:t:1a2b3c4d::0": buttons.Topics("1a2b3c4d"),
    "1:t:1a2b3c4d:00000000:2": buttons.Topics("1a2b3c4d", "00000000", 2),
    "1:m": buttons.OpenTopics(),
    "1:x:1a2b3c4d": buttons.AskExample("1a2b3c4d"),
    "1:r:7": buttons.Rephrase(7),
    "1:p:7": buttons.AskPerson(7),
    "1:c": buttons.Cancel(),
    "1:h": buttons.ShowHelp(),
    "1:d:nudge:done:1f": buttons.deed("nudge", "done", 51),
}


@pytest.mark.parametrize(("data", "button"), EVER_SHIPPED.items())
def test_every_form_that_ever_shipped_is_read_and_served(data: str, button: Button) -> None:
    assert decode(data) == button
    assert type(button) in BUTTONS


@pytest.mark.parametrize("button", EVER_SHIPPED.values())
def test_what_is_written_now_is_read_back(button: Button) -> None:
    assert decode(encode(button)) == button


def test_every_button_there_is_stands_in_the_table() -> None:
    assert {type(button) for button in EVER_SHIPPED.values()} == set(BUTTONS)


def test_the_longest_ids_fit() -> None:
    longest_turn = 36**12 - 1  # more turns than there will ever be
    for button in (
        buttons.PickEntry("x" * 40, 36**8),
        buttons.NotFitting(longest_turn, 99),
        buttons.Rephrase(longest_turn),
    ):
        assert len(encode(button).encode()) <= buttons.LIMIT_BYTES


@given(st.text(max_size=64))
def test_forged_data_is_never_an_error(data: str) -> None:
    button = decode(data)
    assert button is None or type(button) in BUTTONS


@given(st.sampled_from("eobntxmrpch"), st.lists(st.text(alphabet="0123456789az-_ :", max_size=20), max_size=4))
def test_nearly_right_data_is_never_an_error(letter: str, parts: list[str]) -> None:
    decode(":".join(["1", letter, *parts]))
