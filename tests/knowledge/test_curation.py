"""A library with changes in it: held against the rules of the files, and never broken by one that does not fit."""

from dataclasses import replace
from typing import Any

import pytest

from knowledge.changes import ID_LONGEST, Change, What, new_id, read_change, tidy
from knowledge.curation import Misfit, Place, Standing, merge, misfit, standing_of, twin_of
from knowledge.entries import Occasion
from knowledge.library import load

LIBRARY = load()
ENTRY = "kommune-herausforderung-1"
PHRASING = Change(What.PHRASING, "Welche Abteilung nimmt mir die Sache mit den Parkbänken endlich ab?", ENTRY)
ADDED = Change(
    What.ENTRY, "Wo leihe ich einen Pavillon?", "kommune-neu-7", "Leihen", "Frag.", "kommune", "tipp", ("Geh.",)
)
FEST = Change(
    What.OCCASION,
    entry="anlass-neu-3",
    title="Stadtteilfest Nordend",
    day="2027-06-12",
    when="2027-06-12",
    why="Alle sind auf der Straße.",
    opening="Am Samstag feiern wir, kommen Sie vorbei?",
)


def test_each_change_does_what_it_says() -> None:
    changes = [
        PHRASING,
        ADDED,
        Change(What.DECOY, "Kopfhörer?"),
        Change(What.REWRITE, "", "kommune-neu-7", "Neu", "Text"),
        FEST,
    ]
    merged = merge(LIBRARY, enumerate(changes))
    assert not merged.skipped
    recommendations = merged.library.recommendations
    assert recommendations[ENTRY].phrasings == (*LIBRARY.recommendations[ENTRY].phrasings, PHRASING.text)
    assert merged.library.decoys == (*LIBRARY.decoys, "Kopfhörer?")
    fest = Occasion("anlass-neu-3", FEST.title, FEST.when, FEST.why, FEST.opening)
    assert merged.library.occasions == (*LIBRARY.occasions, fest)
    entry = recommendations["kommune-neu-7"]
    assert (entry.title, entry.answer, entry.steps, entry.phrasings) == ("Neu", "Text", (), (ADDED.text,))
    assert merged.library.kinds("kommune") == (*LIBRARY.kinds("kommune"), "tipp")
    assert merged.library.areas == LIBRARY.areas
    others = {id_: entry for id_, entry in recommendations.items() if id_ not in (ENTRY, "kommune-neu-7")}
    assert others == {id_: entry for id_, entry in LIBRARY.recommendations.items() if id_ != ENTRY}


def test_a_new_entry_stands_behind_the_last_of_its_area() -> None:
    ids = list(merge(LIBRARY, [(1, ADDED)]).library.recommendations)
    assert {id_.split("-")[0] for id_ in ids[: ids.index(ADDED.entry)]} == {"konkurrenz", "kommune"}
    assert {id_.split("-")[0] for id_ in ids[ids.index(ADDED.entry) + 1 :]} == {"einstieg"}


def test_the_library_below_is_not_touched_and_nothing_means_nothing() -> None:
    before = repr(LIBRARY)
    merge(LIBRARY, [(1, PHRASING), (2, ADDED)])
    assert repr(LIBRARY) == before
    assert merge(LIBRARY, []).library == LIBRARY


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change(What.PHRASING, "Ganz neu gefragt?", "gibt-es-nicht"), Misfit.GONE),
        (Change(What.REWRITE, "", "gibt-es-nicht", "T", "A"), Misfit.GONE),
        (Change(What.PHRASING, "an wen wende ich mich bei der stadt", ENTRY), Misfit.STANDS),
        (Change(What.PHRASING, "An wen wende ich mich bei der Stadt?", "einstieg-tipp-1"), Misfit.TAKEN),
        (Change(What.PHRASING, "Wann ist mein Netzwerk eigentlich fertig aufgebaut", ENTRY), Misfit.TAKEN),
        (Change(What.PHRASING, "fördermittel antrag", ENTRY), Misfit.TAKEN),
        (Change(What.PHRASING, "Hallo", ENTRY), Misfit.TAKEN),
        (Change(What.PHRASING, "", ENTRY), Misfit.FAULTY),
        (Change(What.PHRASING, "unsichtbar \u202e verkehrt", ENTRY), Misfit.FAULTY),
        (Change(What.DECOY, "Fördermittel-Antrag!"), Misfit.STANDS),
        (Change(What.DECOY, "An wen wende ich mich bei der Stadt?"), Misfit.TAKEN),
        (Change(What.ENTRY, "", ENTRY, "T", "A", "kommune"), Misfit.STANDS),
        (Change(What.ENTRY, "", "kommune-neu-1", "T" * 61, "A", "kommune"), Misfit.FAULTY),
        (Change(What.ENTRY, "", "kommune-neu-1", "T", "A" * 3800, "kommune"), Misfit.FAULTY),
        (Change(What.ENTRY, "", "kommune-neu-1", "", "A", "kommune"), Misfit.FAULTY),
        (Change(What.ENTRY, "", "Kein Id", "T", "A", "kommune"), Misfit.FAULTY),
        (Change(What.ENTRY, "", "kommune-neu-1", "T", "A", "kommune", "", ("s",) * 5), Misfit.FAULTY),
        (Change(What.ENTRY, "fördermittel antrag", "kommune-neu-1", "T", "A", "kommune"), Misfit.TAKEN),
        (Change(What.REWRITE, "", ENTRY, "T", "A" * 3800), Misfit.FAULTY),
        (replace(FEST, entry="nachbarn"), Misfit.STANDS),
        (replace(FEST, title="tag der nachbarn!"), Misfit.TAKEN),
        (replace(FEST, title="Tag der Nachbarn", when="05-28"), Misfit.TAKEN),
        (replace(FEST, when="2027-02-29"), Misfit.FAULTY),
        (replace(FEST, when="jedes Jahr"), Misfit.FAULTY),
        (replace(FEST, title="T" * 61), Misfit.FAULTY),
        (replace(FEST, title=""), Misfit.FAULTY),
        (replace(FEST, why=""), Misfit.FAULTY),
        (replace(FEST, opening="o" * 3800), Misfit.FAULTY),
        (replace(FEST, entry="Kein Id"), Misfit.FAULTY),
    ],
)
def test_what_does_not_fit_is_left_out_and_named(change: Change, why: Misfit) -> None:
    merged = merge(LIBRARY, [(1, PHRASING), (7, change), (8, ADDED)])
    assert dict(merged.skipped) == {7: why}
    assert merged.library == merge(LIBRARY, [(1, PHRASING), (8, ADDED)]).library
    assert misfit(LIBRARY, change) is why


def test_two_changes_can_be_in_each_others_way() -> None:
    second = Change(What.DECOY, PHRASING.text)
    assert dict(merge(LIBRARY, [(1, PHRASING), (2, second), (3, PHRASING)]).skipped) == {
        2: Misfit.TAKEN,
        3: Misfit.STANDS,
    }
    orphan = Change(What.PHRASING, "Und wo einen Grill?", ADDED.entry)
    assert dict(merge(LIBRARY, [(1, ADDED), (2, orphan)]).skipped) == {}
    assert dict(merge(LIBRARY, [(2, orphan)]).skipped) == {2: Misfit.GONE}


def test_an_occasion_of_one_day_may_come_again_under_its_name() -> None:
    """Next year's fest is entered when its day is known; the one that was stays as it was."""
    again = replace(FEST, entry="anlass-neu-4", day="2028-06-10", when="2028-06-10")
    yearly = replace(FEST, entry="anlass-neu-5", when="second saturday of june")
    same = replace(FEST, entry="anlass-neu-6")
    assert dict(merge(LIBRARY, [(3, FEST), (4, again), (5, yearly), (6, same)]).skipped) == {
        5: Misfit.TAKEN,
        6: Misfit.STANDS,
    }
    assert dict(merge(LIBRARY, [(5, yearly), (3, FEST)]).skipped) == {3: Misfit.TAKEN}


@pytest.mark.parametrize(("when", "taken"), [("", False), ("2027-06-12", True), ("2027-06-13", False), ("06-12", True)])
def test_a_name_is_taken_as_far_as_that_is_known(when: str, taken: bool) -> None:
    there = merge(LIBRARY, [(3, FEST)]).library.occasions
    twin = twin_of(there, replace(FEST, title="STADTTEILFEST, Nordend", when=when))
    assert (twin is not None) == taken
    assert twin_of(there, Change(What.OCCASION, title="Heiligabend")) is not None


def test_a_decoy_may_be_smalltalk_but_no_entrys_phrasing() -> None:
    assert standing_of(LIBRARY, "hallo!") == Standing(Place.SMALLTALK, "greeting")
    assert misfit(LIBRARY, Change(What.DECOY, "Hallo")) is None


@pytest.mark.parametrize("change", [PHRASING, ADDED, FEST, Change(What.DECOY, 'Ä „ß“ \\ " \n')])
def test_a_change_is_read_back_as_it_was_written(change: Change) -> None:
    assert read_change(change.what.value, change.write()) == change


def test_an_occasion_lacks_what_is_to_be_asked_in_this_order() -> None:
    change = Change(What.OCCASION)
    for name in ("title", "day", "when", "why", "opening", "entry"):
        assert change.lacks == name
        filled: dict[str, Any] = {name: "x"}
        change = replace(change, **filled)
    assert change.lacks == ""


def test_a_newer_versions_fields_are_left_out_and_its_kinds_refused() -> None:
    assert read_change("decoy", '{"text": "a", "sparkle": 3}') == Change(What.DECOY, "a")
    with pytest.raises(ValueError, match="hologram"):
        read_change("hologram", "{}")


@pytest.mark.parametrize(
    ("area", "number", "wanted"),
    [
        ("kommune", 7, "kommune-neu-7"),
        ("Öffentliche Arbeit & Presse", 12, "oeffentliche-arbeit-presse-neu-12"),
        ("Straße", 1, "strasse-neu-1"),
        ("日本", 3, "eintrag-neu-3"),
    ],
)
def test_ids_are_made_from_the_area(area: str, number: int, wanted: str) -> None:
    assert new_id(area, number) == wanted


def test_ids_stay_short_enough_for_buttons() -> None:
    assert len(new_id("x" * 60, 123456)) <= ID_LONGEST


def test_typed_texts_are_tidied() -> None:
    assert tidy("  a\u202e b \x00c\n\n d ") == "a b c d"
    assert tidy("a \n\n\n\n b\u2028c", paragraphs=True) == "a\n\nb\nc"
    assert tidy("\u200e \x07") == "\u200e"
