"""From a question as typed to an answer: the one door to everything that matches."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers import Answer, Hit, Outcome
from knowledge.calibration import calibrated
from knowledge.entries import Library
from knowledge.ranking import Candidate, Ranking
from knowledge.smalltalk import SmalltalkRules
from knowledge.thresholds import Thresholds

# Buttons of a clarify. The third only when it is about as near as the second: at 0.8 every right third of the gold
# questions was offered still.
_FEWEST_OFFERED, _MOST_OFFERED = 2, 3
_NEAR = 0.8


class Matcher:
    def __init__(self, library: Library) -> None:
        self._library = library
        self._smalltalk = SmalltalkRules(library.smalltalk)
        self._ranking = Ranking(library)
        self.thresholds: Thresholds = calibrated(library, self._ranking, self._smalltalk)

    def answer(self, question: str, limit: int = 5) -> Answer:
        """Never raises, whatever was typed. `limit` is how many hits are wanted, at least what a clarify offers."""
        if topic := self._smalltalk.topic(question):
            return Answer(question, Outcome.SMALLTALK, topic=topic)
        ranked = self._ranking.rank(question, max(limit, _MOST_OFFERED))
        if ranked.topic:
            return Answer(question, Outcome.SMALLTALK, topic=ranked.topic)
        candidates = ranked.candidates
        hits = [self._hit(candidate) for candidate in candidates]
        # A vague word is near decoys, or near one entry by chance; what was meant is quicker picked than guessed.
        outcome = Outcome.CLARIFY if ranked.vague and candidates else self._outcome(candidates)
        if outcome is Outcome.CLARIFY:
            offered = _offered(candidates)
            hits = [replace(hit, offered=rank < offered) for rank, hit in enumerate(hits)]
        return Answer(question, outcome, tuple(hits[:limit]))

    def _outcome(self, candidates: Sequence[Candidate]) -> Outcome:
        confidence = candidates[0].confidence if candidates else 0.0
        if confidence >= self.thresholds.answer:
            return Outcome.ANSWER
        return Outcome.CLARIFY if confidence >= self.thresholds.clarify else Outcome.UNKNOWN

    def _hit(self, candidate: Candidate) -> Hit:
        return Hit(candidate.id, self._library.recommendations[candidate.id].title, round(candidate.confidence, 6))


def _offered(candidates: Sequence[Candidate]) -> int:
    near = len(candidates) >= _MOST_OFFERED and candidates[2].similarity >= _NEAR * candidates[1].similarity
    return _MOST_OFFERED if near else _FEWEST_OFFERED
