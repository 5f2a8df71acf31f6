"""How good the answers are on questions whose right answers are known."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.answers import Answer, Outcome
from knowledge.entries import GoldQuestion

SMALLTALK = "smalltalk"
"""The style of questions that are none."""


class Verdict(StrEnum):
    """What became of a question. For one that nothing answers, `REFUSED` and `TALKED` are right."""

    RIGHT = "right"
    AMONG = "right one among the buttons"
    BESIDE = "buttons without the right one"
    WRONG = "wrong"
    REFUSED = "don't know"
    TALKED = "smalltalk"


@dataclass(frozen=True, slots=True)
class Judged:
    gold: GoldQuestion
    answer: Answer

    @property
    def verdict(self) -> Verdict:
        match self.answer.outcome:
            case Outcome.ANSWER:
                return Verdict.RIGHT if self.place == 1 else Verdict.WRONG
            case Outcome.CLARIFY:
                among = any(hit.id in self.gold.ids for hit in self.answer.offered)
                return Verdict.AMONG if among else Verdict.BESIDE
            case Outcome.UNKNOWN:
                return Verdict.REFUSED
            case Outcome.SMALLTALK:
                return Verdict.TALKED

    @property
    def place(self) -> int:
        """The place of the best right hit in the ranking, from 1; 0 if none is there."""
        places = (place for place, hit in enumerate(self.answer.hits, start=1) if hit.id in self.gold.ids)
        return next(places, 0)

    @property
    def failed(self) -> bool:
        if self.gold.ids:
            return self.verdict not in (Verdict.RIGHT, Verdict.AMONG)
        return self.verdict not in (Verdict.REFUSED, Verdict.TALKED)


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares over some questions; ranking figures only make sense for those that have an answer."""

    count: int
    first: float
    first_three: float
    reciprocal: float
    verdicts: dict[Verdict, float]


def evaluate(answer: Callable[[str], Answer], questions: Iterable[GoldQuestion]) -> list[Judged]:
    return [Judged(gold, answer(gold.question)) for gold in questions]


def figures(judged: Sequence[Judged]) -> Figures:
    places = [one.place for one in judged]
    count = len(judged)
    return Figures(
        count,
        first=_share([place == 1 for place in places]),
        first_three=_share([1 <= place <= 3 for place in places]),
        reciprocal=sum(1 / place for place in places if place) / (count or 1),
        verdicts={verdict: _share([one.verdict is verdict for one in judged]) for verdict in Verdict},
    )


def by_style(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    """In scope and out of scope apart, also where they share a style; in the order in which they come."""
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(one.gold.style or ("in scope" if one.gold.ids else "out of scope"), []).append(one)
    return groups


def outright_right(judged: Iterable[Judged]) -> float:
    """Of all outright answers the share that is right; one to a question that nothing answers is wrong."""
    return _share([one.verdict is Verdict.RIGHT for one in judged if one.answer.outcome is Outcome.ANSWER])


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / (len(hits) or 1)


class QuestionFileError(Exception):
    """A file of questions that can't be evaluated; the message names the line."""


def parse(lines: Iterable[str], known: Iterable[str]) -> list[GoldQuestion]:
    """Lines of question, ids (comma separated, `-` for none) and style, tab separated, after an optional heading."""
    ids = frozenset(known)
    questions = []
    for number, line in enumerate(lines, start=1):
        if line.strip() and not (number == 1 and line.split("\t")[0].strip() == "question"):
            questions.append(_parse_line(number, line, ids))
    if not questions:
        raise QuestionFileError("there is no question in it")
    return questions


def _parse_line(number: int, line: str, known: frozenset[str]) -> GoldQuestion:
    columns = [column.strip() for column in line.rstrip("\r\n").split("\t")]
    if len(columns) < 2 or not columns[0] or not columns[1]:
        raise QuestionFileError(f"line {number}: a question and its ids (or -) are needed, with a tab between")
    ids = () if columns[1] == "-" else tuple(id_.strip() for id_ in columns[1].split(",") if id_.strip())
    if unknown := [id_ for id_ in ids if id_ not in known]:
        raise QuestionFileError(f"line {number}: the collection has no entry {', '.join(unknown)}")
    return GoldQuestion(columns[0], ids, columns[2] if len(columns) > 2 else "")
