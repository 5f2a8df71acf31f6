import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import library
from knowledge.answers import Answer, Outcome
from knowledge.entries import GoldQuestion, Library, Recommendation, Smalltalk
from knowledge.matcher import Matcher
from knowledge.thresholds import CAREFUL
from tests.benchmarks.variations import grown


def entry(id_: str, title: str, *phrasings: str, answer: str = "Sprich mit den Leuten.") -> Recommendation:
    return Recommendation(id_, title, answer, "garten", phrasings=phrasings)


GARDEN = Library(
    {
        one.id: one
        for one in (
            entry("giessen", "Richtig gießen", "Wie oft gieße ich Tomaten?", "meine tomaten sind trocken"),
            entry("schnitt", "Hecke schneiden", "Wann schneide ich die Hecke?", "heckenschere geliehen und nun"),
            entry("kompost", "Kompost anlegen", "Was darf auf den Kompost?", "mein kompost stinkt"),
            entry("rasen", "Rasen mähen", "Wie kurz mähe ich den Rasen?", "rasenmäher springt nicht an"),
        )
    },
    decoys=("Wo kaufe ich Tomatensuppe?", "Was kostet eine Hecke im Baumarkt?"),
    smalltalk=(Smalltalk("greeting", "Hallo", phrasings=("hallo",)), Smalltalk("who", "Ich", ("wer bist du",))),
)
TINY = Matcher(GARDEN)


@pytest.fixture(scope="module")
def shipped() -> Library:
    return library.load()


@pytest.fixture(scope="module")
def matcher(shipped: Library) -> Matcher:
    return Matcher(shipped)


def first(answer: Answer) -> str:
    return answer.hits[0].id if answer.hits else answer.topic


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("wann muss ich die hecke schneiden", "schnitt"),
        ("Komposthaufen: was darf drauf", "kompost"),
        ("tomatn giesen", "giessen"),
        ("RASENMÄHER", "rasen"),
        ("rasen maeher geht nicht", "rasen"),
    ],
)
def test_the_nearest_entry_comes_first(question: str, expected: str) -> None:
    assert first(TINY.answer(question)) == expected


def test_confidences_fall_along_the_ranking_and_lie_between_0_and_1() -> None:
    confidences = [hit.confidence for hit in TINY.answer("Wie oft schneide ich Tomaten und Hecke?").hits]
    assert len(confidences) > 1
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= confidence <= 1 for confidence in confidences)


def test_a_text_typed_word_for_word_means_its_entry(matcher: Matcher, shipped: Library) -> None:
    for one in shipped.recommendations.values():
        for text in (one.title, *one.phrasings):
            answer = matcher.answer(f"{text.upper()}. Danke!")
            assert (answer.outcome, first(answer)) == (Outcome.ANSWER, one.id), text


def test_a_decoy_lowers_the_confidence() -> None:
    without = Matcher(replace(GARDEN, decoys=()))
    question = "Was kostet eine Hecke?"
    assert first(TINY.answer(question)) == first(without.answer(question))
    assert TINY.answer(question).hits[0].confidence < without.answer(question).hits[0].confidence


def test_what_has_nothing_in_common_has_no_hits() -> None:
    answer = TINY.answer("Привет, как дела?")
    assert (answer.outcome, answer.hits) == (Outcome.UNKNOWN, ())


@pytest.mark.parametrize("question", ["", "   ", "?!", "...", "\u200b\u200f", "\ud800"])
def test_without_words_nothing_is_known(question: str) -> None:
    answer = TINY.answer(question)
    assert (answer.outcome, answer.hits) == (Outcome.UNKNOWN, ())


def test_smalltalk_that_no_rule_lists_is_recognized_too() -> None:
    assert TINY.answer("sag mir mal wer du bist wer bist du").topic == "who"


def test_limit_says_how_many_hits_there_are(matcher: Matcher) -> None:
    question = "Wie rede ich mit der Stadt?"
    assert [len(matcher.answer(question, limit=limit).hits) for limit in (1, 5, 8)] == [1, 5, 8]
    assert len(matcher.answer(question).hits) == 5


def test_a_clarify_offers_the_first_two_or_three(matcher: Matcher, shipped: Library) -> None:
    answers = [matcher.answer(gold.question) for gold in shipped.questions]
    clarifies = [answer for answer in answers if answer.outcome is Outcome.CLARIFY]
    assert {len(answer.offered) for answer in clarifies} == {2, 3}
    for answer in answers:
        assert answer.offered == answer.hits[: len(answer.offered)]
        assert answer.outcome is Outcome.CLARIFY or not answer.offered


def test_a_single_entry_without_anything_else_works() -> None:
    alone = Matcher(Library({"eins": Recommendation("eins", "Guide to gardening", "Water your plants.", "garden")}))
    assert alone.thresholds == CAREFUL
    assert first(alone.answer("how do I water plants")) == "eins"
    assert alone.answer("who invented the telephone").outcome is Outcome.UNKNOWN


def test_no_entry_at_all_is_no_error() -> None:
    assert Matcher(Library({})).answer("Hallo").outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("phrase", ["Hi", "Danke schön", "Guten Tag"])
def test_courtesies_can_be_what_an_entry_is_about(phrase: str) -> None:
    greeted = replace(GARDEN, recommendations={**GARDEN.recommendations, "gruss": entry("gruss", phrase)}, smalltalk=())
    assert first(Matcher(greeted).answer(phrase)) == "gruss"


@pytest.mark.parametrize("word", ["Stadt", "die stadt", "verein", "Termine", "sitzung", "kontakt", "Zusammenarbeit?"])
def test_a_word_of_many_entries_brings_buttons(word: str, matcher: Matcher) -> None:
    answer = matcher.answer(word)
    assert answer.outcome is Outcome.CLARIFY
    assert len(answer.offered) > 1


@pytest.mark.parametrize("word", ["Wetter", "Auto", "pizza"])
def test_a_word_of_no_entry_stays_unknown(word: str, matcher: Matcher) -> None:
    assert matcher.answer(word).outcome is Outcome.UNKNOWN


def test_a_keyword_is_answered_outright(matcher: Matcher, shipped: Library) -> None:
    owners = Counter(keyword.lower() for one in shipped.recommendations.values() for keyword in one.keywords)
    for one in shipped.recommendations.values():
        for keyword in one.keywords:
            if owners[keyword.lower()] == 1:
                assert first(matcher.answer(keyword)) == one.id, keyword


def test_an_entry_is_not_first_for_being_short() -> None:
    """A cosine would prefer the entry that says nothing but one of the words to the one that says both."""
    early = "Im Sommer gießt du früh am Morgen. Mulch aus Rinde schützt die Beete, damit die Erde das Wasser hält."
    answer = "Halte das Wasser mit Mulch im Beet, und jäte, bevor die Samen reif sind. Ernte am Abend, nach der Hitze."
    long = entry("lang", "Beete", early, answer=answer)
    pair = Library({"kurz": entry("kurz", "Sommer", answer="Sonne."), "lang": long})
    assert first(Matcher(pair).answer("mulch im sommer")) == "lang"


def test_thresholds_come_from_the_gold_questions(shipped: Library) -> None:
    strict = replace(
        shipped, questions=tuple(replace(gold, ids=()) if n % 2 else gold for n, gold in enumerate(shipped.questions))
    )
    assert Matcher(strict).thresholds.answer > Matcher(shipped).thresholds.answer


def test_without_gold_questions_phrasings_are_left_out(shipped: Library, matcher: Matcher) -> None:
    thresholds = Matcher(replace(shipped, questions=())).thresholds
    assert thresholds != matcher.thresholds
    assert 0 < thresholds.clarify < thresholds.answer < 1


def test_who_shares_a_phrasing_is_right_too(shipped: Library) -> None:
    """Left out of one entry, a phrasing hits the other one word for word, at a confidence of 1."""
    shared = {}
    for number, one in enumerate(shipped.recommendations.values()):
        phrasing = f"Wer hat den Schlüssel {number // 2}?"
        asked, kept = (one.title, phrasing, *one.phrasings), (*one.phrasings, phrasing)
        shared[one.id] = replace(one, phrasings=kept if number % 2 else asked)
    assert Matcher(replace(shipped, recommendations=shared, questions=())).thresholds.answer < 0.9995


def test_large_collections_ask_decoys_too(shipped: Library) -> None:
    """More than 300 entries, whose own phrasings once were all that was asked: then `answer` is nearly 1."""
    short = {id_: replace(one, phrasings=one.phrasings[:4]) for id_, one in shipped.recommendations.items()}
    many = grown(replace(shipped, recommendations=short, questions=(), decoys=shipped.decoys[:100]), 310)
    assert Matcher(many).thresholds.answer < 0.9995


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec=None), max_size=700))
def test_nothing_that_can_be_typed_raises(question: str) -> None:
    answer = TINY.answer(question)
    assert answer.question == question


@pytest.mark.parametrize(
    "question",
    [
        "<b>Wer</b> mäht &amp; gießt <script>alert(1)</script> den Rasen",
        "\u202eRasen\u202c mähen \ud83d halb",
        "Rasen " * 700,
        "".join(chr(0x4E00 + n) for n in range(4096)),
        " ".join(f"wort{n}" for n in range(600)),
        "﷽" * 600,
        "🌱" * 4096,
    ],
)
def test_odd_messages_are_answered_too(question: str, matcher: Matcher) -> None:
    for asked in (TINY, matcher):
        assert asked.answer(question).question == question


def sharp(question: str, change: Callable[[str], str], matcher: Matcher) -> bool:
    return first(matcher.answer(question)) == first(matcher.answer(change(question)))


SAME = {
    "greeting": lambda question: f"Hallo zusammen, {question}",
    "another greeting": lambda question: f"hey {question}",
    "thanks": lambda question: f"{question} Vielen Dank im Voraus!",
    "regards": lambda question: f"{question}\nLG Petra",
    "umlauts spelled out": lambda text: (
        text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss").replace("Ü", "Ue")
    ),
    "umlauts bare": lambda text: text.replace("ä", "a").replace("ö", "o").replace("ü", "u").replace("ß", "ss"),
    "lower case": str.lower,
    "upper case": str.upper,
    "no punctuation": lambda question: re.sub(r"[^\w\s]", "", question),
    "more punctuation": lambda question: re.sub(r"\s", " … ", question) + "???",
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME.keys())
def test_manners_and_spelling_change_no_first_hit(
    change: Callable[[str], str], matcher: Matcher, shipped: Library
) -> None:
    questions = [gold.question for gold in shipped.questions if gold.ids]
    same = sum(sharp(question, change, matcher) for question in questions)
    assert same >= 0.97 * len(questions)


def mistyped(question: str, dice: random.Random) -> str:
    """One slip in each word of seven letters or more."""

    def slip(match: re.Match[str]) -> str:
        word = match[0]
        place = dice.randrange(1, len(word) - 1)
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        dropped, doubled = word[:place] + word[place + 1 :], word[:place] + word[place:][:1] + word[place:]
        return dice.choice((swapped, dropped, doubled))

    return re.sub(r"\w{7,}", slip, question)


def right_first(questions: list[GoldQuestion], matcher: Matcher) -> float:
    return sum(first(matcher.answer(gold.question)) in gold.ids for gold in questions) / len(questions)


def test_typos_in_long_words_cost_at_most_three_points(matcher: Matcher, shipped: Library) -> None:
    dice = random.Random(7)  # noqa: S311 - not for secrets
    questions = [gold for gold in shipped.questions if gold.ids]
    typos = [replace(gold, question=mistyped(gold.question, dice)) for gold in questions]
    assert right_first(typos, matcher) >= right_first(questions, matcher) - 0.03
