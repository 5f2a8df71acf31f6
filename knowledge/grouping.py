"""Questions that ask the same, put together.

Two questions ask the same if the same entry answers both outright, or if they are worded alike. On the gold questions,
pair by pair: of 1,099 pairs with one id the first finds 910, beside 60 of 95,701 pairs that ask for something else (94
of 100 are right). Wording adds nothing there, as those were written to differ; it is for what no entry answers. It puts
together no pair that asks for something else, and 98 of 100 questions with the same in lower case with typos.
"""

from collections.abc import Sequence

from knowledge.answers import Outcome
from knowledge.matcher import Matcher
from knowledge.ranking import subject
from knowledge.similarity import Similarity

# Of all pairs of gold questions that ask for different things the most alike have 0.66.
ALIKE = 0.7


def groups(questions: Sequence[str], matcher: Matcher) -> list[list[int]]:
    """Places in `questions`, each in one group. A group is of the first of its questions and those that ask the same as
    that one: a chain of neighbours could lead anywhere."""
    words = [subject(question) for question in questions]
    wording = Similarity([], [[text] for text in words])
    entries = [_entry(question, matcher) for question in questions]
    found: list[list[int]] = []
    for place, text in enumerate(words):
        scores = wording.scores(text)
        group = next((one for one in found if _same(entries[one[0]], entries[place], scores[one[0]])), None)
        if group is None:
            found.append([place])
        else:
            group.append(place)
    return found


def _entry(question: str, matcher: Matcher) -> str:
    answer = matcher.answer(question, limit=1)
    return answer.hits[0].id if answer.outcome is Outcome.ANSWER else ""


def _same(entry: str, other: str, score: float) -> bool:
    return (entry != "" and entry == other) or score >= ALIKE
