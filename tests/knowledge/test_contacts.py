"""Kinds of contacts: how they load, and that the shipped ones are roles."""

from pathlib import Path

import pytest

from knowledge.checks import sameness
from knowledge.entries import ContactKind, Library
from knowledge.library import load
from tests.knowledge.prose import against_the_voice
from tests.knowledge.written import ENTRY, collection, faults

KIND = "- {id: a, title: A, interval_weeks: 6, why: B., recommendation: eins, starter: C.}\n"
ROLES = {
    "lokalredaktion",
    "ansprechperson-kommune",
    "seniorenbeirat",
    "gleichstellungsstelle",
    "buergermeisteramt",
    "schluesselperson",
    "anderer-traeger",
    "anderes-quartiersmanagement",
    "andere",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


@pytest.fixture(params=sorted(ROLES))
def kind(library: Library, request: pytest.FixtureRequest) -> ContactKind:
    return next(kind for kind in library.contact_kinds if kind.id == request.param)


# --- loading ----------------------------------------------------------------------------------------------------------


def test_they_are_optional(tmp_path: Path) -> None:
    assert load(collection(tmp_path, {"a.yaml": ENTRY})).contact_kinds == ()


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    press = KIND.replace("id: a", "id: b").replace("}", ", press: True}")
    no_press = KIND.replace("id: a", "id: c").replace("}", ", press: false}")
    assert load(collection(tmp_path, {"a.yaml": ENTRY, "contacts.yaml": KIND + press + no_press})).contact_kinds == (
        ContactKind("a", "A", 6, "B.", "eins", "C."),
        ContactKind("b", "A", 6, "B.", "eins", "C.", press=True),
        ContactKind("c", "A", 6, "B.", "eins", "C."),
    )


WEEKS = "write a whole number from 1 to 52, without quotes"
TRUTH = "write true or false, without quotes"
FAULTS = {
    "no list": (
        "id: a\n",
        "1: the file is a mapping (`key: value`), not a list, begin every contact with `- id:`",
    ),
    "no interval": (
        KIND.replace("interval_weeks: 6, ", ""),
        "1: the contact has no `interval_weeks`, add `interval_weeks: …`",
    ),
    "a misspelt field": (
        KIND.replace("interval_weeks", "interval"),
        "1: `interval` is no field of the contact, did you mean `interval_weeks`?",
        "1: the contact has no `interval_weeks`, add `interval_weeks: …`",
    ),
    "a text for a number": (KIND.replace("6", '"6"'), f"1: `interval_weeks` is the text “6”, {WEEKS}"),
    "a word for a number": (KIND.replace("6", "sechs"), f"1: `interval_weeks` is the text “sechs”, {WEEKS}"),
    "half a week": (KIND.replace("6", "1.5"), f"1: `interval_weeks` is a number (1.5), {WEEKS}"),
    "no week": (KIND.replace("6", "0"), f"1: `interval_weeks` is a number (0), {WEEKS}"),
    "below nothing": (KIND.replace("6", "-6"), f"1: `interval_weeks` is a number (-6), {WEEKS}"),
    "more than a year": (KIND.replace("6", "53"), f"1: `interval_weeks` is a number (53), {WEEKS}"),
    "an octal number": (KIND.replace("6", "010"), f"1: `interval_weeks` is a number (010), {WEEKS}"),
    "a list for a number": (KIND.replace("6", "[6]"), f"1: `interval_weeks` is a list, {WEEKS}"),
    "an empty number": (
        KIND.replace("6", "~"),
        "1: `interval_weeks` is empty, write what belongs there, or remove it if it is not needed",
    ),
    "a German yes": (KIND.replace("}", ", press: ja}"), f"1: `press` is the text “ja”, {TRUTH}"),
    "an English yes": (KIND.replace("}", ", press: yes}"), f"1: `press` is a yes/no value (yes), {TRUTH}"),
    "an unknown entry": (KIND.replace("eins", "einz"), "1: there is no entry `einz`, did you mean `eins`?"),
    "an id twice": (
        KIND + KIND,
        "2: the id `a` is taken, first by contacts.yaml:1, choose another, or remove one of the two",
    ),
    "longer than a message": (
        KIND.replace("C.", "x" * 3790),
        "1: title + why + starter would not fit a Telegram message (3797 characters), shorten by 1 characters",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults(name: str, tmp_path: Path) -> None:
    text, *expected = FAULTS[name]
    found = faults(tmp_path, {"a.yaml": ENTRY, "contacts.yaml": text})
    assert found == [f"contacts.yaml:{line}" for line in expected]


def test_a_kind_may_have_the_id_of_an_entry(tmp_path: Path) -> None:
    files = {"a.yaml": ENTRY, "contacts.yaml": KIND.replace("id: a", "id: eins")}
    assert load(collection(tmp_path, files)).contact_kinds[0].recommendation == "eins"


# --- the shipped kinds ------------------------------------------------------------------------------------------------


def test_the_roles_of_the_source_and_one_for_all_others(library: Library) -> None:
    assert {kind.id for kind in library.contact_kinds} == ROLES
    assert library.contact_kinds[-1].id == "andere"
    assert [kind.id for kind in library.contact_kinds if kind.press] == ["lokalredaktion"]


def test_a_kind_speaks_plainly(kind: ContactKind) -> None:
    assert 6 <= kind.interval_weeks <= 12
    assert against_the_voice(kind.why, kind.starter) == []


def test_all_of_them_together_are_about_one_call_a_week(library: Library) -> None:
    assert sum(1 / kind.interval_weeks for kind in library.contact_kinds) == pytest.approx(1, abs=0.1)


def test_no_text_stands_twice(library: Library) -> None:
    texts = [sameness(text) for kind in library.contact_kinds for text in (kind.title, kind.why, kind.starter)]
    assert len(texts) == len(set(texts))
