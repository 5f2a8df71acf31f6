"""The benchmark's own pieces on a tiny collection, so that they don't rot between the times somebody measures."""

from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from knowledge.entries import GoldQuestion, Library, Recommendation
from tests.benchmarks import command, comparison, foreign, lives
from tests.benchmarks.engines import OURS, YARDSTICK, Build, Engine, Ours, TokenSet, available, missing
from tests.benchmarks.faq_sets import read_intents, read_pairs
from tests.benchmarks.growth import show_growth
from tests.benchmarks.quality import quality
from tests.benchmarks.tables import lines
from tests.benchmarks.timing import timings
from tests.benchmarks.variations import grown

GARDEN = Recommendation(
    "garten",
    "Gemeinsam gärtnern",
    "Ein Hochbeet reicht für den Anfang.",
    "feste",
    phrasings=("Wo können wir Tomaten pflanzen?", "Wer gießt die Beete im Sommer?"),
)
PARTY = Recommendation(
    "fest",
    "Ein Straßenfest feiern",
    "Lade die ganze Straße ein.",
    "feste",
    phrasings=("Wie organisiere ich ein Straßenfest?", "Wir wollen mit den Nachbarn feiern."),
)
LIBRARY = Library(MappingProxyType({entry.id: entry for entry in (GARDEN, PARTY)}))
QUESTIONS = (
    GoldQuestion("Wer gießt unsere Tomaten?", ("garten",)),
    GoldQuestion("Wie plane ich das Straßenfest?", ("fest",)),
    GoldQuestion("Was kostet ein Reisepass?", ()),
)
PAIRS = """question_1,question_2,similar
Wie lange dauert der Test?,Wann habe ich das Ergebnis?,1
"Wer zahlt, wenn ich krank bin?",Bekomme ich weiter Gehalt?,1
Wie lange dauert der Test?,Bekomme ich weiter Gehalt?,0
"""
ANSWERS = "question\tanswer\tlang\nWie lange dauert der Test?\tZwei Tage.\tde\n"
INTENTS = """## intent:uhrzeit
- Wie spät ist es?
- Wie viel Uhr ist es?
- Sag mir die [Uhrzeit]{"entity": "time"}
- Uhrzeit!
- uhrzeit
- Weißt du, wie spät es ist?
- Hast du eine Uhr?

## intent:zu-wenig
- Moin
"""
DOMAIN = (
    "responses:\n  utter_uhrzeit:\n  - custom:\n      answers:\n      - {type: html, text: <p>Kurz vor zwölf.</p>}\n"
)


@pytest.mark.parametrize("build", [Ours, TokenSet])
def test_what_is_always_there_finds_the_right_entry(build: Build) -> None:
    found = quality(build(LIBRARY), [question for question in QUESTIONS if question.ids])
    assert (found.first, found.first_three) == (1.0, 1.0)


@pytest.mark.parametrize(("name", "library"), [("BM25", "bm25s"), ("character TF-IDF", "sklearn")])
def test_engines_of_others_find_it_too(name: str, library: str) -> None:
    pytest.importorskip(library)
    if name in missing():
        pytest.skip("a part of it is not installed")
    engine = available()[name](LIBRARY)
    assert engine.rank(QUESTIONS[0].question)[0] == "garten"
    assert engine.rank("")[3:] == []


def test_times_are_ratios_to_the_yardstick() -> None:
    engines: dict[str, Engine] = {OURS: Ours(LIBRARY), YARDSTICK: TokenSet(LIBRARY)}
    measured = timings(engines, [question.question for question in QUESTIONS], rounds=2)
    assert measured[YARDSTICK].ratio == 1.0
    assert measured[OURS].p99 >= measured[OURS].median > 0


def test_collections_grow_the_same_way_each_time() -> None:
    larger = grown(LIBRARY, 9)
    assert len(larger.recommendations) == 9
    assert larger == grown(LIBRARY, 9)
    assert list(grown(LIBRARY, 1).recommendations) == ["garten"]


@pytest.mark.slow  # all engines
def test_tables_print(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    always = {OURS: Ours, YARDSTICK: TokenSet}
    for module in ("comparison", "growth"):
        monkeypatch.setattr(f"tests.benchmarks.{module}.available", lambda: always)
    comparison.compare("Wenig", LIBRARY, QUESTIONS, rounds=1)
    comparison.outcomes({"Wenig": (LIBRARY, QUESTIONS)})
    show_growth(LIBRARY, QUESTIONS[:2], sizes=(2, 4))
    printed = capsys.readouterr().out
    assert "2 entries, 2 questions with an answer" in printed
    assert printed.count(OURS) == 1 + 2
    assert lines(("a", "b"), [("long", "1")]) == ["a     b", "long  1"]


def test_ask_is_measured_as_a_whole_process() -> None:
    took, held = command.measured("Wie finde ich Verbündete?", runs=1, names=["ask"])["ask"]
    assert took > 0
    assert held > 1


def test_pairs_become_a_collection(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text(PAIRS, encoding="utf-8")
    (tmp_path / "answers.tsv").write_text(ANSWERS, encoding="utf-8")
    read = read_pairs(tmp_path / "pairs.csv", tmp_path / "answers.tsv")
    assert [entry.answer for entry in read.library.recommendations.values()] == [
        "Zwei Tage.",
        "Wer zahlt, wenn ich krank bin?",
    ]
    assert [question.ids for question in read.questions] == [("entry-0",), ("entry-1",)]
    assert read.unlike == (("Bekomme ich weiter Gehalt?", "entry-0"),)
    assert [question.ids for question in read.without_every(2).questions] == [("entry-0",), ()]


def test_intents_become_a_collection(tmp_path: Path) -> None:
    (tmp_path / "nlu.md").write_text(INTENTS, encoding="utf-8")
    (tmp_path / "domain.yml").write_text(DOMAIN, encoding="utf-8")
    read = read_intents(tmp_path / "nlu.md", tmp_path / "domain.yml")
    (entry,) = read.library.recommendations.values()
    assert (entry.title, entry.answer) == ("Wie spät ist es?", "Kurz vor zwölf.")
    assert entry.phrasings == ("Sag mir die Uhrzeit", "Weißt du, wie spät es ist?")
    assert [question.question for question in read.questions] == [
        "Wie viel Uhr ist es?",
        "Uhrzeit!",
        "Hast du eine Uhr?",
    ]


def test_foreign_sets_need_files() -> None:
    with pytest.raises(SystemExit):
        foreign.main([])


async def test_lives_make_messages_in_memory_and_in_a_database() -> None:
    engine = lives.in_memory(2, lives.BEGIN + timedelta(weeks=12))
    database = await lives.in_database(2, lives.BEGIN + timedelta(weeks=12))
    assert 2 * 9 <= engine.messages <= engine.looks
    assert abs(engine.messages - database.messages) <= 2 * 6  # as many answers, but not to the same questions
