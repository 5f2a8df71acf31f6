"""How often an engine has a right entry first, and among the first three."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.entries import GoldQuestion
from tests.benchmarks.engines import Engine


@dataclass(frozen=True, slots=True)
class Quality:
    first: float
    first_three: float


def qualities(engines: Mapping[str, Engine], questions: Iterable[GoldQuestion]) -> dict[str, Quality]:
    answerable = [question for question in questions if question.ids]
    return {name: quality(engine, answerable) for name, engine in engines.items()}


def quality(engine: Engine, questions: Sequence[GoldQuestion]) -> Quality:
    """Over questions that have an answer."""
    ranked = [(engine.rank(question.question), question.ids) for question in questions]
    return Quality(
        first=sum(any(id_ in right for id_ in ids[:1]) for ids, right in ranked) / len(questions),
        first_three=sum(any(id_ in right for id_ in ids[:3]) for ids, right in ranked) / len(questions),
    )
