"""The gate: before a change goes live it is known which questions would be answered worse."""

import pytest

from knowledge.changes import Change, What
from knowledge.curation import merge
from knowledge.entries import GoldQuestion
from knowledge.gate import KEPT, Report, Shift, examine, fingerprint, read_report
from knowledge.library import load
from knowledge.matcher import Matcher

pytestmark = pytest.mark.slow  # each check asks all question files twice; tests/dialogs/wissen.txt is the quick one

LIBRARY = load()
LIVE = Matcher(LIBRARY)
ENTRY, OWNER = "kommune-herausforderung-1", "einstieg-tipp-2"
GOLD = next(gold for gold in LIBRARY.questions if gold.ids == (OWNER,))
HARMLESS = Change(What.PHRASING, "Welche Abteilung nimmt mir die Sache mit den Parkbänken endlich ab?", ENTRY)


def examined(change: Change, *live: Change) -> Report:
    base = merge(LIBRARY, enumerate(live)).library
    merged = merge(base, [(0, change)])
    assert not merged.skipped
    return examine(change, live, Matcher(base) if live else LIVE, merged.library)


def test_a_harmless_phrasing_passes() -> None:
    assert LIVE.answer(HARMLESS.text).hits[0].id != ENTRY, "or nothing is learned"
    report = examined(HARMLESS)
    assert (report.harmless, report.found, report.instead) == (True, True, "")
    assert report.asked == len(LIBRARY.questions) + len(LIBRARY.decoys)


def test_a_phrasing_that_takes_another_entrys_question_is_caught() -> None:
    """A real gold question, with nothing but a courtesy before it."""
    report = examined(Change(What.PHRASING, f"Hallo, {GOLD.question}", ENTRY))
    assert not report.harmless
    assert Shift(GOLD.question, OWNER, ENTRY, outright=True) in report.stolen
    assert report.stolen_count == len(report.stolen)


def test_a_phrasing_that_answers_what_nobody_can_answer_is_caught() -> None:
    stray = next(decoy for decoy in LIBRARY.decoys if "Spendenquittung" in decoy)
    gold = next(gold for gold in LIBRARY.questions if not gold.ids and LIVE.answer(gold.question).outcome == "unknown")
    report = examined(Change(What.PHRASING, f"Guten Tag, {gold.question}", ENTRY))
    assert gold.question in {shift.question for shift in report.leaked}
    assert next(shift for shift in report.leaked if shift.question == gold.question).after == ENTRY
    report = examined(Change(What.PHRASING, f"Hallo, {stray}", ENTRY))
    assert not report.harmless or not report.found, "a decoy in the way of its own wording is seen"


def test_a_decoy_that_silences_a_question_is_caught() -> None:
    report = examined(Change(What.DECOY, f"Hallo, {GOLD.question}"))
    assert Shift(GOLD.question, OWNER, "", outright=False) in report.stolen


def test_a_decoy_that_is_answered_all_the_same_is_told() -> None:
    report = examined(Change(What.DECOY, f"{LIBRARY.recommendations[ENTRY].title}!"))
    assert (report.found, report.instead) == (False, ENTRY)


def test_what_one_lead_taught_another_does_not_undo_unseen() -> None:
    mine = Change(What.PHRASING, HARMLESS.text, OWNER)
    report = examined(Change(What.PHRASING, f"Hallo, {HARMLESS.text}", ENTRY), mine)
    assert Shift(HARMLESS.text, OWNER, ENTRY, outright=True) in report.stolen


def test_a_change_that_does_not_find_itself_says_what_is_found() -> None:
    mine = Change(What.PHRASING, HARMLESS.text, ENTRY)
    report = examined(Change(What.PHRASING, f"Hallo, {HARMLESS.text}", OWNER), mine)
    assert (report.harmless, report.found, report.instead) == (True, False, ENTRY)


def test_an_entry_is_found_by_its_title_and_its_question() -> None:
    change = Change(What.ENTRY, "Wo leihe ich einen Pavillon?", "kommune-neu-7", "Zelte leihen", "Frag.", "kommune")
    assert examined(change).found


@pytest.mark.parametrize(
    "gold", [gold for gold in LIBRARY.questions if gold.ids][::23], ids=lambda gold: gold.question[:30]
)
def test_gold_questions_put_elsewhere_are_always_noticed(gold: GoldQuestion) -> None:
    """Whichever is taken: it is seen that its owner loses it, unless the thief doesn't even get it."""
    thief = OWNER if OWNER not in gold.ids else ENTRY
    report = examined(Change(What.PHRASING, f"Hallo, {gold.question}", thief))
    served = LIVE.answer(gold.question)
    if served.hits and served.hits[0].id in gold.ids and served.outcome == "answer":
        assert gold.question in {shift.question for shift in report.stolen}


def test_a_report_is_read_back_and_compared() -> None:
    one, two = Shift("a?", OWNER, ENTRY, True), Shift("b?", "", ENTRY, False)
    report = Report(3, "f", 700, (one,), (two,), 1, 1, found=False, instead=OWNER)
    assert read_report(report.write()) == report
    assert read_report("") is None
    assert not report.worse_than(report)
    assert report.worse_than(Report(stolen=(one,), stolen_count=1))
    assert Report(stolen=(one,) * KEPT, stolen_count=50).worse_than(Report(stolen=(one,) * KEPT, stolen_count=40))
    assert not Report().worse_than(report)
    assert Report(found=False).worse_than(Report())


def test_the_fingerprint_tells_collections_apart() -> None:
    assert fingerprint(LIBRARY) == fingerprint(load())
    assert fingerprint(LIBRARY) != fingerprint(merge(LIBRARY, [(1, HARMLESS)]).library)
