"""Documents as weighted vectors of features, and how near a question is to each of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import log, sqrt
from typing import Any

from knowledge.features import Tally

# What more than a fifth of the texts say ("die", "ich ") is left out: it changed no figure, and took a fifth of the
# time. Small collections keep everything: there, what is frequent is not known yet.
_COMMON = 0.2
_COMMON_AT_LEAST = 30
# An entry's vector is divided by so much of its own length and for the rest by the usual length (Singhal et al. 1996).
# With 1, the cosine, entries of few words win too often. Right first with 1, 0.8, 0.7, 0.6 and 0.4: on a foreign set of
# 304 questions 0.31, 0.34, 0.33, 0.35, 0.34; on one of 4,518 questions 0.77, 0.79, 0.80, 0.80, 0.80; on our own the
# same down to 0.7. Among 500 entries of which 454 are made-up variations, 0.93, 0.90 and 0.88 down to 0.7: these are
# longer. Decoys and smalltalk stay cosines: these are as short as questions.
_SLOPE = 0.8


class _Rarity(dict[str, float]):
    """How much features weigh for being rare: the logarithm of how few texts hold them, 0 for common ones.

    Counted over texts and not over documents (an entry holds many texts): what 20 phrasings of one entry say is
    typical of that entry, not rare. It took an eighth off the log loss of the gold questions.
    """

    def __init__(self, spread: Tally, texts: int, weight: Callable[[str], float]) -> None:
        limit = max(_COMMON_AT_LEAST, _COMMON * texts)
        most = max(spread.values(), default=0)
        by_count = [log((1 + texts) / (1 + count)) + 1 if count <= limit else 0.0 for count in range(most + 1)]
        super().__init__((feature, by_count[count] * weight(feature)) for feature, count in spread.items())
        self._rarest = by_count[0]
        self._weight = weight

    def __missing__(self, feature: str) -> float:
        return self._rarest * self._weight(feature)


class _Damped(dict[int, float]):
    """What is said ten times doesn't count ten times."""

    def __missing__(self, count: int) -> float:
        return self.setdefault(count, 1 + log(count))


class Vectors:
    """TF-IDF vectors with logarithmic term frequencies, in an inverted index."""

    def __init__(
        self,
        documents: Iterable[Tally],
        entries: int,
        spread: Tally,
        texts: int,
        weight: Callable[[str], float] = lambda feature: 1.0,
    ) -> None:
        """The first `entries` documents are entries, the rest is what they are compared with.

        `spread` says in how many of `texts` texts a feature occurs, `weight` how much its kind counts.
        """
        self._rarity = _Rarity(spread, texts, weight)
        self._damped = _Damped()
        # Document, share, document, share, …: pairs of their own would cost a tenth of the memory of `ask`.
        self._postings: defaultdict[str, list[Any]] = defaultdict(list)
        lengths = [self._add(document, features) for document, features in enumerate(documents)]
        self._scales = _scales(lengths, entries)

    def _add(self, document: int, features: Tally) -> float:
        """How long the document's vector was before it was divided by its length."""
        postings = self._postings
        length, shares = self._shares(features)
        for feature, share in shares:
            postings[feature] += (document, share)
        return length

    def _shares(self, features: Tally) -> tuple[float, list[tuple[str, float]]]:
        """The length of a vector, and what in it counts, as if it were of length 1."""
        rarity, damped = self._rarity, self._damped
        weights = [(feature, rare * damped[count]) for feature, count in features.items() if (rare := rarity[feature])]
        length = sqrt(sum([weight * weight for _, weight in weights])) or 1.0
        return length, [(feature, weight / length) for feature, weight in weights]

    def similarities(self, features: Tally) -> list[float]:
        """Of each document with a question: a cosine, which grows with the length of an entry."""
        postings, scores = self._postings, [0.0] * len(self._scales)
        for feature, share in self._shares(features)[1]:
            if feature in postings:
                pairs = iter(postings[feature])
                for document, own_share in zip(pairs, pairs, strict=True):
                    scores[document] += share * own_share
        return [score * scale for score, scale in zip(scores, self._scales, strict=True)]

    def holders(self, feature: str) -> list[int]:
        """The documents that hold a feature, unless it is too common to count."""
        return self._postings[feature][::2] if feature in self._postings else []


def _scales(lengths: Sequence[float], entries: int) -> list[float]:
    """What turns a document's cosine into its similarity: for entries a pivoted length in place of the own one."""
    own = lengths[:entries]
    usual = sum(own) / (len(own) or 1)
    return [length / ((1 - _SLOPE) * usual + _SLOPE * length) for length in own] + [1.0] * (len(lengths) - entries)
