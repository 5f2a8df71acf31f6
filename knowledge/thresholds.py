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


# More than any confidence: nothing is answered outright.
NEVER = 2.0
# Without questions and phrasings, or with too few, there are buttons only: on a foreign set of titles and answers 0.39
# to 0.58 of the outright answers were right, however high the threshold. Measured on the shipped entries reduced to
# title, text, keywords and steps, on three sets: 0.67 to 0.82 of the questions find the right button; of the strays,
# 0.07 to 0.18 meet buttons with decoys, 0.37 to 0.45 without.
CAREFUL_WITH_DECOYS = Thresholds(NEVER, clarify=0.3)
CAREFUL = Thresholds(NEVER, clarify=0.9)
# With phrasings, but without strays to say what these would get.
_LEAST_WITHOUT_STRAYS = 0.9995


def fitted(samples: Sequence[Sample], careful: Thresholds = CAREFUL) -> Thresholds:
    """The lowest thresholds that keep both promises on the samples; careful ones where the samples are too few.

    Without enough strays among the samples nobody knows what strays would get: outright answers stay careful too.
    """
    strays = sorted((sample.confidence for sample in samples if not sample.in_scope), reverse=True)
    if len(samples) - len(strays) < FEWEST:
        return careful
    answer = _answer_threshold(samples)
    if len(strays) < FEWEST:
        return Thresholds(max(answer, _LEAST_WITHOUT_STRAYS), careful.clarify)
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
