"""What the matcher says about a question."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """Three outcomes for a question and no fourth; `SMALLTALK` is for what is no question."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    UNKNOWN = "unknown"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place of the ranking. `confidence` lies between 0 and 1; `offered` marks a button of a clarify."""

    id: str
    title: str
    confidence: float
    offered: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """`hits` is the ranking, best first, never cut by the outcome. `topic` names the smalltalk topic, else ""."""

    question: str
    outcome: Outcome
    hits: tuple[Hit, ...] = ()
    topic: str = ""

    @property
    def offered(self) -> tuple[Hit, ...]:
        return tuple(hit for hit in self.hits if hit.offered)
