"""Cards: kept as keys, drawn from the collection as it is then."""

import json

import pytest

from handlers.buttons import hash_name
from handlers.cards import (
    Card,
    ClarifyCard,
    EntryCard,
    NoticeCard,
    Showcase,
    SmalltalkCard,
    TopicsCard,
    freeze,
    thaw,
)
from handlers.cards.notices import _NOTICES
from handlers.screens import Screen
from knowledge.entries import Library, Recommendation
from knowledge.library import load

LIBRARY = load()
SHOWCASE = Showcase(LIBRARY, "lotse_bot", "AWO Musterstadt", "Büro im Quartier, 0234 123")
ENTRY = "kommune-loesungsweg-2"
PRESS_LINE = {"due": 7, "kind": "press", "subject": "3", "days": 42, "met": True}
SAMPLES: dict[str, dict[str, object]] = {
    "entry": {"entry": ENTRY, "turn": 3, "round": 1},
    "clarify": {"options": [ENTRY, "kommune-loesungsweg-6"], "turn": 3},
    "smalltalk": {"topic": "greeting"},
    "notice": {"what": "loss"},
    "refusal": {"needs": "leading"},
    "media": {"media": "voice"},
    "ahead": {"member": 5, "day": "2026-03-03", "lines": [{**PRESS_LINE, "day": "2026-03-09"}]},
    "digest": {"member": 5, "day": "2026-03-03", "lines": [PRESS_LINE]},
    "nudge_later": {"member": 5, "day": "2026-03-03", "line": PRESS_LINE},
    "nudge_settled": {"member": 5, "day": "2026-03-03", "line": PRESS_LINE, "what": "done"},
    "remind_step": {"entry": ENTRY},
    "remind_day": {"entry": ENTRY, "step": 0},
    "remind_set": {"due": 7, "subject": f"{ENTRY}:0", "chosen": "2026-03-07", "day": "2026-03-09"},
}


def draw_small(*entries: Recommendation, card: Card) -> Screen:
    return card.draw(Showcase(Library({entry.id: entry for entry in entries}), "lotse_bot"))


@pytest.mark.parametrize("name", sorted(Card.kinds))
def test_every_card_thaws_and_draws(name: str) -> None:
    card = thaw(json.dumps({"card": name} | SAMPLES.get(name, {})))
    screen = card.draw(SHOWCASE)
    assert screen.html.strip()
    assert thaw(freeze(card)) == card


def test_a_card_of_a_newer_version_loses_only_what_is_unknown() -> None:
    assert thaw(json.dumps({"card": "entry", "entry": ENTRY, "sparkle": True})) == EntryCard(ENTRY)


@pytest.mark.parametrize("what", sorted(_NOTICES))
def test_every_notice_says_something(what: str) -> None:
    assert len(NoticeCard(what, 3).draw(SHOWCASE).html) > 20


@pytest.mark.parametrize("entry", LIBRARY.recommendations.values(), ids=lambda entry: entry.id)
def test_every_recommendation_fits_and_leads_on(entry: Recommendation) -> None:
    screen = EntryCard(entry.id, turn=5).draw(SHOWCASE)
    labels = [key.label for row in screen.rows for key in row]
    assert len(screen.html) < 4096
    assert entry.steps[0].split()[0] in screen.html
    assert labels[-2:] == ["Ja, beantwortet", "Nein, passt nicht"]
    assert sum(label.startswith("➜") for label in labels) == 3
    if entry.kind == "herausforderung":
        first = LIBRARY.recommendations[entry.related[0]]
        assert first.kind == "loesungsweg", "a challenge shows its way out first"
        assert f"➜ {first.title}" in labels


def test_texts_are_escaped() -> None:
    entry = Recommendation("x", "Fest & <Feier>", "a < b & c", "a&b")
    screen = draw_small(entry, card=EntryCard("x"))
    assert "Fest &amp; &lt;Feier&gt;" in screen.html
    assert "a &lt; b &amp; c" in screen.html


def test_a_vanished_entry_leads_to_the_topics() -> None:
    screen = EntryCard("gone-for-good").draw(SHOWCASE)
    assert "gibt es nicht mehr" in screen.html
    assert [key.label for row in screen.rows for key in row] == ["Themen ansehen"]


def test_options_keep_their_numbers_when_one_has_vanished() -> None:
    html = ClarifyCard((ENTRY, "gone", "kommune-loesungsweg-6"), 3).draw(SHOWCASE).html
    assert "<b>1</b>" in html
    assert "<b>2</b>" not in html
    assert "<b>3</b>" in html


def test_a_topic_that_a_collection_does_not_have_still_gets_an_answer() -> None:
    assert draw_small(Recommendation("x", "X", "X", "a"), card=SmalltalkCard("greeting")).html


def test_a_long_list_has_pages_and_every_entry_stands_on_one() -> None:
    entries = [Recommendation(f"e-{n}", f"Eintrag {n}", "Text", "wir", "art") for n in range(20)]
    seen: list[str] = []
    for page in range(3):
        screen = draw_small(*entries, card=TopicsCard(hash_name("wir"), hash_name("art"), page))
        seen += [key.label for row in screen.rows for key in row if key.label.startswith("Eintrag")]
    assert seen == [entry.title for entry in entries]


def test_a_collection_without_kinds_lists_its_entries_at_once() -> None:
    screen = draw_small(Recommendation("x", "Nur eins", "Text", "wir"), card=TopicsCard(hash_name("wir")))
    assert [key.label for row in screen.rows for key in row] == ["Nur eins", "‹ Alle Themen"]
