"""The shipped collection: complete, chained as the source is, and rich enough to be found."""

import re
from collections import Counter

import pytest
from rapidfuzz import fuzz, process

from knowledge.checks import sameness
from knowledge.entries import Library, Recommendation
from knowledge.library import load

# The source's own numbering.
COUNTS = {
    "konkurrenz-herausforderung": 8,
    "konkurrenz-loesungsweg": 8,
    "konkurrenz-umsetzungsidee": 7,
    "kommune-herausforderung": 4,
    "kommune-loesungsweg": 6,
    "kommune-umsetzungsidee": 4,
    "einstieg-tipp": 9,
}
IDS = [f"{group}-{number}" for group, count in COUNTS.items() for number in range(1, count + 1)]
TOPICS = {"emergency", "greeting", "thanks", "goodbye", "who_are_you", "help", "stop", "insult", "emoji"}
SENTENCE_END = re.compile(r"(?<!\d)[.!?…][“\"»)]*(?=\s|$)")  # not the point of a date


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


@pytest.fixture(params=IDS)
def entry(library: Library, request: pytest.FixtureRequest) -> Recommendation:
    return library.recommendations[request.param]


def related_kinds(library: Library, entry: Recommendation) -> list[str]:
    return [library.recommendations[related].kind for related in entry.related]


def sentences(text: str) -> int:
    return len(SENTENCE_END.findall(text))


def test_it_has_the_46_entries_of_the_source_and_no_other(library: Library) -> None:
    assert len(IDS) == 46
    assert set(library.recommendations) == set(IDS)


def test_an_id_tells_area_and_kind(entry: Recommendation) -> None:
    assert entry.id.rsplit("-", 1)[0] == f"{entry.area}-{entry.kind}"


def test_an_entry_is_short_enough_for_a_phone(entry: Recommendation) -> None:
    assert len(entry.title) <= 60
    assert 2 <= sentences(entry.answer) <= 5
    assert 1 <= len(entry.steps) <= 4


def test_an_entry_can_be_found(entry: Recommendation) -> None:
    assert len(entry.phrasings) >= 10
    assert entry.keywords


def test_the_chain_of_the_source_is_kept(library: Library, entry: Recommendation) -> None:
    kinds = related_kinds(library, entry)
    match entry.kind:
        case "herausforderung":
            assert kinds[:1] == ["loesungsweg"]
        case "loesungsweg":
            assert "umsetzungsidee" in kinds
        case "tipp":
            assert {"loesungsweg", "umsetzungsidee"} & set(kinds)
        case kind:
            assert kind == "umsetzungsidee"


@pytest.mark.parametrize("field", ["title", "answer"])
def test_no_text_stands_in_two_entries(field: str, library: Library) -> None:
    texts = Counter(sameness(getattr(entry, field)) for entry in library.recommendations.values())
    assert [text for text, count in texts.items() if count > 1] == []


def test_areas_and_kinds_have_names(library: Library) -> None:
    assert library.areas == tuple(library.naming.areas) == ("konkurrenz", "kommune", "einstieg")
    assert {entry.kind for entry in library.recommendations.values()} == set(library.naming.kinds)
    assert library.naming.examples


def test_decoys(library: Library) -> None:
    assert len(library.decoys) >= 100


def test_smalltalk_covers_its_topics(library: Library) -> None:
    assert {topic.id for topic in library.smalltalk} >= TOPICS


@pytest.mark.parametrize("number", ["112", "116 117", "0800 111 0 111"])
def test_an_emergency_gets_the_numbers(number: str, library: Library) -> None:
    (emergency,) = (topic for topic in library.smalltalk if topic.id == "emergency")
    assert re.search(rf"(?<!\d){number}(?!\d)", emergency.reply.replace("\u00a0", " "))
    assert emergency.phrasings
    assert emergency.contains


def test_gold_questions_ask_for_every_entry(library: Library) -> None:
    first = Counter(question.ids[0] for question in library.questions if question.ids)
    assert len(library.questions) >= 200
    assert [id_ for id_ in IDS if first[id_] < 3] == []
    assert any(not question.ids for question in library.questions)
    assert all(question.style for question in library.questions)


@pytest.mark.parametrize("source", ["phrasings", "decoys"])
def test_gold_questions_test_what_was_not_taught(source: str, library: Library) -> None:
    """Nearly the same words would measure memory instead of understanding."""
    phrasings = [text for entry in library.recommendations.values() for text in entry.phrasings]
    taught = [sameness(text) for text in (phrasings if source == "phrasings" else library.decoys)]
    near = {question.question: taught_as(question.question, taught) for question in library.questions}
    assert {question: text for question, text in near.items() if text} == {}


def taught_as(question: str, taught: list[str]) -> str | None:
    found = process.extractOne(sameness(question), taught, scorer=fuzz.token_sort_ratio, score_cutoff=90)
    return found[0] if found else None
