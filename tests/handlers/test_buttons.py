"""Callback data: every form that ever shipped stays readable."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import buttons
from handlers import cards as all_cards
from handlers.buttons import Button, decode, encode
from handlers.routes import BUTTONS, DEEDS

# What hangs under messages on people's phones. Lines may be added, never changed or removed.
EVER_SHIPPED: dict[str, Button] = {
    "1:e:kommune-loesungsweg-2": buttons.OpenEntry("kommune-loesungsweg-2"),
    "1:b:kommune-loesungsweg-2": buttons.BrowseEntry("kommune-loesungsweg-2"),
    "1:o:kommune-loesungsweg-2:zz": buttons.PickEntry("kommune-loesungsweg-2", 1295),
    "1:n:7:1": buttons.NotFitting(7, 1),
    "1:y:kommune-loesungsweg-2:7": buttons.Helped("kommune-loesungsweg-2", 7),
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
    "1:d:nudge:done:1f:2": buttons.deed("nudge", "done", 51, 2),
    "1:d:nudge:every": buttons.deed("nudge", "every"),
    "1:d:nudge:snooze:1f:w": buttons.deed("nudge", "snooze", 51, "w"),
    "1:d:nudge:undo:1f:later": buttons.deed("nudge", "undo", 51, "later"),
    "1:d:nudge:switch:press:1": buttons.deed("nudge", "switch", "press", 1),
    "1:d:nudge:remind:kommune-loesungsweg-2": buttons.deed("nudge", "remind", "kommune-loesungsweg-2"),
    "1:d:nudge:set:kommune-loesungsweg-2:0:m": buttons.deed("nudge", "set", "kommune-loesungsweg-2", 0, "m"),
    "1:d:curation:take:7": buttons.deed("curation", "take", 7),
    "1:d:curation:as:7:phrasing:1a2b3c4d": buttons.deed("curation", "as", 7, "phrasing", "1a2b3c4d"),
    "1:d:curation:new:entry": buttons.deed("curation", "new", "entry"),
    "1:d:curation:ask:7:title": buttons.deed("curation", "ask", 7, "title"),
    "1:d:curation:area:7:1a2b3c4d": buttons.deed("curation", "area", 7, "1a2b3c4d"),
    "1:d:curation:accept:7": buttons.deed("curation", "accept", 7),
    "1:d:curation:new:occasion": buttons.deed("curation", "new", "occasion"),
    "1:d:curation:rule:7:1a2b3c4d": buttons.deed("curation", "rule", 7, "1a2b3c4d"),
    "1:d:curation:publish:7": buttons.deed("curation", "publish", 7),
    "1:d:curation:renew:7": buttons.deed("curation", "renew", 7),
    "1:d:jour_fixe:date": buttons.deed("jour_fixe", "date"),
    "1:d:jour_fixe:date:1f:2": buttons.deed("jour_fixe", "date", 51, 2),
    "1:d:jour_fixe:plan:51:2:20260421:0930:60:s": buttons.Deed(
        "jour_fixe", "plan", ("51", "2", "20260421", "0930", "60", "s")
    ),
    "1:d:jour_fixe:agenda:1f": buttons.deed("jour_fixe", "agenda", 51),
    "1:d:jour_fixe:forget:1f": buttons.deed("jour_fixe", "forget", 51),
    "1:d:jour_fixe:forget:1f:2": buttons.deed("jour_fixe", "forget", 51, 2),
    "1:d:jour_fixe:turn:2": buttons.deed("jour_fixe", "turn", 2),
    "1:d:tour:land:BY": buttons.deed("tour", "land", "BY"),
    "1:d:tour:first:monday": buttons.deed("tour", "first", "monday"),
    "1:d:tour:done:gleiche-aufgabe": buttons.deed("tour", "done", "gleiche-aufgabe"),
    "1:d:tour:set:press": buttons.deed("tour", "set", "press"),
    "1:d:tour:end": buttons.deed("tour", "end"),
    "1:d:times:hour:g": buttons.deed("times", "hour", 16),
    "1:d:times:weeks:2": buttons.deed("times", "weeks", 2),
    "1:d:ask:pass:1f": buttons.deed("ask", "pass", 51),
    "1:d:ask:write": buttons.deed("ask", "write"),
    "1:d:ask:nameless:1f": buttons.deed("ask", "nameless", 51),
    "1:d:ask:helps:1f:2": buttons.deed("ask", "helps", 51, 2),
    "1:d:offen:show": buttons.deed("offen", "show"),
    "1:d:offen:open:1f:2": buttons.deed("offen", "open", 51, 2),
    "1:d:offen:entry:1f:kommune-loesungsweg-2": buttons.deed("offen", "entry", 51, "kommune-loesungsweg-2"),
    "1:d:offen:send:1f": buttons.deed("offen", "send", 51),
    "1:d:privacy:erase": buttons.deed("privacy", "erase"),
    "1:d:team:mine": buttons.deed("team", "mine"),
    "1:d:team:one:1f": buttons.deed("team", "one", 51),
    "1:d:team:leave_yes:1f": buttons.deed("team", "leave_yes", 51),
    "1:d:team:demote_yes:1f": buttons.deed("team", "demote_yes", 51),
    "1:d:team:unadmin_yes:1f": buttons.deed("team", "unadmin_yes", 51),
    "1:d:team:all:2": buttons.deed("team", "all", 2),
    "1:d:invite:hub": buttons.deed("invite", "hub"),
    "1:d:invite:role:newcomer:1": buttons.deed("invite", "role", "newcomer", 1),
    "1:d:statistics:show:1f:answers": buttons.deed("statistics", "show", 51, "answers"),
    "1:d:statistics:whose:0": buttons.deed("statistics", "whose", 0),
    "1:d:statistics:whose:1:t": buttons.deed("statistics", "whose", 1, "t"),
    "1:d:invite:team:lead:1f": buttons.deed("invite", "team", "lead", 51),
    "1:d:invite:make:newcomer:1f:5:1f": buttons.deed("invite", "make", "newcomer", 51, 5, 51),
    "1:d:invite:one:1f": buttons.deed("invite", "one", 51),
    "1:d:invite:switch:1f:AbCdEfGhIjKlMn-_": buttons.deed("invite", "switch", 51, "AbCdEfGhIjKlMn-_"),
    "1:d:broadcast:unplan:1f": buttons.deed("broadcast", "unplan", 51),
    "1:d:broadcast:new": buttons.deed("broadcast", "new"),
    "1:d:broadcast:list:1": buttons.deed("broadcast", "list", 1),
    "1:d:broadcast:open:1f": buttons.deed("broadcast", "open", 51),
    "1:d:broadcast:tips:1f:1a2b3c4d:2": buttons.deed("broadcast", "tips", 51, "1a2b3c4d", 2),
    "1:d:broadcast:tip:1f:1a2b3c4d": buttons.deed("broadcast", "tip", 51, "1a2b3c4d"),
    "1:d:broadcast:team:1f:2:1": buttons.deed("broadcast", "team", 51, 2, 1),
    "1:d:broadcast:fresh:1f:6": buttons.deed("broadcast", "fresh", 51, 6),
    "1:d:broadcast:at:1f:202603040900": buttons.deed("broadcast", "at", 51, "202603040900"),
    "1:d:broadcast:window:1f:c:i": buttons.deed("broadcast", "window", 51, 12, 18),
    "1:d:broadcast:button:1f:0": buttons.deed("broadcast", "button", 51, 0),
    "1:d:broadcast:send:1f:11:3": buttons.deed("broadcast", "send", 51, 37, 3),
    "1:d:broadcast:amend:1f:1g": buttons.deed("broadcast", "amend", 51, 52),
    "1:d:broadcast:amend:1f:1g:2": buttons.deed("broadcast", "amend", 51, 52, 2),
    "1:d:broadcast:series_pick:1f:1a2b3c4d:1": buttons.deed("broadcast", "series_pick", 51, "1a2b3c4d", 1),
    "1:d:broadcast:series_skip:1f:fupq": buttons.deed("broadcast", "series_skip", 51, 739646),
    "1:d:contact:log:1f:0:2": buttons.deed("contact", "log", 51, 0, 2),
    "1:d:contact:kind:1a2b3c4d:1f": buttons.deed("contact", "kind", "1a2b3c4d", 51),
    "1:d:contact:weeks:1f:6:s": buttons.deed("contact", "weeks", 51, 6, "s"),
}


@pytest.mark.parametrize(("data", "button"), EVER_SHIPPED.items())
def test_every_form_that_ever_shipped_is_read_and_served(data: str, button: Button) -> None:
    assert decode(data) == button
    assert type(button) in BUTTONS
    assert not isinstance(button, buttons.Deed) or (button.feature, button.verb) in DEEDS


@pytest.mark.parametrize("button", EVER_SHIPPED.values())
def test_what_is_written_now_is_read_back(button: Button) -> None:
    assert decode(encode(button)) == button


def test_every_button_there_is_stands_in_the_table() -> None:
    assert {type(button) for button in EVER_SHIPPED.values()} == set(BUTTONS)


def modules_of_cards() -> Iterator[ModuleType]:
    for path in sorted(Path(next(iter(all_cards.__path__))).glob("*.py")):
        yield importlib.import_module(f"handlers.cards.{path.stem}".removesuffix(".__init__"))


def deeds_in(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Feature and verb of every key that is drawn there: written in `deed` itself, or handed to a function of the same
    file that makes a key of its `verb`."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    helpers = {
        each.name: [arg.arg for arg in each.args.args if arg.arg != "self"].index("verb")
        for each in ast.walk(tree)
        if isinstance(each, ast.FunctionDef) and "verb" in [arg.arg for arg in each.args.args]
    }
    for call in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        feature: object = getattr(module, "FEATURE", None)
        if name == "deed":
            given = call.args[0]
            feature = (
                given.value if isinstance(given, ast.Constant) else getattr(module, getattr(given, "id", ""), None)
            )
        place = 1 if name == "deed" else helpers.get(name)
        verb = call.args[place] if place is not None and place < len(call.args) else None
        for one in ast.walk(verb) if isinstance(verb, ast.Constant | ast.IfExp) else ():
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and isinstance(feature, str):
                yield feature, one.value


def test_every_key_that_is_drawn_has_a_deed() -> None:
    drawn = {each for module in modules_of_cards() for each in deeds_in(module)}
    assert len(drawn) > 150, "the search finds what there is"
    assert {feature for feature, _ in drawn} == {feature for feature, _ in DEEDS}
    assert drawn - set(DEEDS) == set()


def test_the_longest_ids_fit() -> None:
    longest_turn = 36**12 - 1  # more turns than there will ever be
    for button in (
        buttons.PickEntry("x" * 40, 36**8),
        buttons.NotFitting(longest_turn, 99),
        buttons.Rephrase(longest_turn),
        buttons.deed("tour", "after", "x" * 40),
        buttons.deed("nudge", "set", "x" * 40, 99, "d"),
        buttons.deed("nudge", "undo", longest_turn, "later"),
        buttons.deed("nudge", "done", longest_turn, longest_turn),
        buttons.deed("broadcast", "send", longest_turn, 10**9, 10**9),
        buttons.deed("broadcast", "series_pick", longest_turn, "1a2b3c4d", 1),
    ):
        assert len(encode(button).encode()) <= buttons.LIMIT_BYTES


@given(st.text(max_size=64))
def test_forged_data_is_never_an_error(data: str) -> None:
    button = decode(data)
    assert button is None or type(button) in BUTTONS


@given(st.sampled_from("eobntxmrpch"), st.lists(st.text(alphabet="0123456789az-_ :", max_size=20), max_size=4))
def test_nearly_right_data_is_never_an_error(letter: str, parts: list[str]) -> None:
    decode(":".join(["1", letter, *parts]))
