"""Questions that ask the same come together; those that don't stay apart."""

from itertools import combinations

import pytest

from knowledge.entries import Library
from knowledge.grouping import groups
from knowledge.library import load
from knowledge.matcher import Matcher

RIGHT, FOUND = 0.93, 0.8
"""Shares of pairs on the gold questions: measured 0.95 and 0.83."""


@pytest.fixture(scope="module")
def shipped() -> Library:
    return load()


@pytest.fixture(scope="module")
def matcher(shipped: Library) -> Matcher:
    return Matcher(shipped)


def test_gold_questions_with_one_id_come_together_and_others_do_not(shipped: Library, matcher: Matcher) -> None:
    asked = [question for question in shipped.questions if question.ids]
    place_of = {
        place: number
        for number, group in enumerate(groups([question.question for question in asked], matcher))
        for place in group
    }
    pairs = list(combinations(range(len(asked)), 2))
    together = {(one, other) for one, other in pairs if place_of[one] == place_of[other]}
    right = {(one, other) for one, other in together if set(asked[one].ids) & set(asked[other].ids)}
    same = {(one, other) for one, other in pairs if asked[one].ids[0] == asked[other].ids[0]}
    assert len(right) / len(together) >= RIGHT
    assert len(right & same) / len(same) >= FOUND


def test_questions_that_nothing_answers_stay_apart(shipped: Library, matcher: Matcher) -> None:
    strays = [question.question for question in shipped.questions if not question.ids]
    assert [len(group) for group in groups(strays, matcher)] == [1] * len(strays)


def test_the_same_words_typed_differently_come_together(matcher: Matcher) -> None:
    asked = [
        "Wie hoch ist das Pflegegeld bei Pflegegrad 3?",
        "Was hilft gegen Blattläuse?",
        "hallo, wie hoch ist das pflegegeld bei pflegegrad 3 danke",
        "wie hoch ist das pflgegeld bei pflegegrad 3",
        "was hilft gegen blattlaeuse",
        "Was hilft gegen Schluckauf?",
    ]
    assert groups(asked, matcher) == [[0, 2, 3], [1, 4], [5]]


@pytest.mark.parametrize("asked", [[], ["🎉"], ["", "?!"], ["a" * 2000] * 2])
def test_whatever_is_asked_each_question_stands_in_one_group(asked: list[str], matcher: Matcher) -> None:
    places = [place for group in groups(asked, matcher) for place in group]
    assert sorted(places) == list(range(len(asked)))
