"""From which confidence on a recommendation is given outright, and from which on buttons are offered.

Computed from the collection at hand, because confidences drift as it grows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

# Of what is answered outright, so much has to be right on the questions that the thresholds are made from.
_RIGHT = 0.97
# Of the questions that nothing in the collection answers, at most so many may meet buttons.
_OFFERED = 0.13
# Fewer samples than this say nothing about three in a hundred.
FEWEST = 30


@dataclass(frozen=True, slots=True)
class Sample:
    """A question whose answer is known: how confident the ranking was, and whether its first place was right."""

    confidence: float
    right: bool
    in_scope: bool


@dataclass(frozen=True, slots=True)
class Thresholds:
    answer: float
    clarify: float


# Without questions and phrasings, or with too few. Measured on the shipped entries reduced to title, text, keywords and
# steps, on the gold questions and the ruler: with decoys 0.97 of the outright answers were right and 0.01 of the strays
# were answered, without 0.93 and 0.06. Reduced to title and text alone: 0.93 and 0.90 right, 0.01 and 0.04 answered.
CAREFUL_WITH_DECOYS = Thresholds(answer=0.99, clarify=0.3)
CAREFUL = Thresholds(answer=0.9995, clarify=0.9)


def fitted(samples: Sequence[Sample], careful: Thresholds = CAREFUL) -> Thresholds:
    """The lowest thresholds that keep both promises on the samples; careful ones where the samples are too few.

    Without enough strays among the samples nobody knows what strays would get: outright answers stay careful too.
    """
    strays = sorted((sample.confidence for sample in samples if not sample.in_scope), reverse=True)
    if len(samples) - len(strays) < FEWEST:
        return careful
    answer = _answer_threshold(samples)
    if len(strays) < FEWEST:
        return Thresholds(max(answer, careful.answer), careful.clarify)
    return Thresholds(answer, min(answer, strays[int(_OFFERED * len(strays))]))


def _answer_threshold(samples: Iterable[Sample]) -> float:
    """The lowest confidence of a right one, from which on upwards the share of right ones is kept."""
    ranked = sorted(samples, key=lambda sample: (-sample.confidence, sample.right))
    right = accumulate(sample.right for sample in ranked)
    kept = [
        sample.confidence
        for rank, (sample, so_far) in enumerate(zip(ranked, right, strict=True), start=1)
        if sample.right and so_far >= _RIGHT * rank
    ]
    return kept[-1] if kept else 1.0
