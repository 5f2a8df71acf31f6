"""Documents as weighted vectors of features, and how near a question is to each of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from math import log, sqrt
from typing import Any

from knowledge.features import Tally

# What more than a fifth of the texts say ("die", "ich ") is left out: it changed no figure, and took a fifth of the
# time. Small collections keep everything: there, what is frequent is not known yet.
_COMMON = 0.2
_COMMON_AT_LEAST = 30


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
        spread: Tally,
        texts: int,
        weight: Callable[[str], float] = lambda feature: 1.0,
    ) -> None:
        """`spread` says in how many of `texts` texts a feature occurs, `weight` how much its kind counts."""
        self._rarity = _Rarity(spread, texts, weight)
        self._damped = _Damped()
        # Document, share, document, share, …: pairs of their own would cost a tenth of the memory of `ask`.
        self._postings: defaultdict[str, list[Any]] = defaultdict(list)
        self.size = 0
        for features in documents:
            self._add(features)

    def _add(self, features: Tally) -> None:
        document, postings = self.size, self._postings
        for feature, share in self._shares(features):
            postings[feature] += (document, share)
        self.size += 1

    def _shares(self, features: Tally) -> list[tuple[str, float]]:
        """The features that count, with their weights in a vector of length 1."""
        rarity, damped = self._rarity, self._damped
        weights = [(feature, rare * damped[count]) for feature, count in features.items() if (rare := rarity[feature])]
        length = sqrt(sum([weight * weight for _, weight in weights])) or 1.0
        return [(feature, weight / length) for feature, weight in weights]

    def add_cosines(self, features: Tally, scores: list[float], factor: float) -> None:
        """Adds to each document's score its cosine with a question, times a factor."""
        postings = self._postings
        for feature, share in self._shares(features):
            if feature in postings:
                weight = share * factor
                pairs = iter(postings[feature])
                for document, own_share in zip(pairs, pairs, strict=True):
                    scores[document] += weight * own_share
