"""How similar a question is to every entry, and to everything else that is indexed beside them."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from math import sqrt
from operator import add

from knowledge import german
from knowledge.features import Tally, grams, tally, terms, word_grams
from knowledge.spelling import Spelling
from knowledge.vectors import Vectors

# Numbers that the memory of words may hold: the words of a few hundred questions for a small collection.
_REMEMBERED = 800_000
# A pair of words counts half as much as a word: with 1 the gold questions were no better and rare pairs decided.
_PAIR = 0.5

Text = Sequence[str]
Document = Sequence[Text]


class Similarity:
    """Two signals of equal weight on a fixed scale from 0 to 1: cosines of grams, cosines of stems and pairs.

    Each document is all its texts together. Only entries count for what is rare.
    """

    def __init__(self, entries: Sequence[Document], others: Sequence[Document]) -> None:
        self._grams = _GramSimilarity(entries, others)
        self._terms = _TermSimilarity(entries, others)

    def scores(self, words: Text) -> list[float]:
        """First the entries, then the others."""
        by_grams, by_terms = self._grams.scores(words), self._terms.scores(words)
        return [(one + other) / 2 for one, other in zip(by_grams, by_terms, strict=True)]


class _GramSimilarity:
    """Keeps its products per word: people use the same few hundred words again and again."""

    def __init__(self, entries: Sequence[Document], others: Sequence[Document]) -> None:
        documents, spread = _tallies(entries, others)
        # A text in which two words share a gram counts twice for that gram. It changed no figure and is much quicker.
        self._vectors = Vectors(map(grams, documents), grams(spread), sum(map(len, entries)))
        room = max(50, _REMEMBERED // (self._vectors.size + 1))
        self._products: Callable[[str], tuple[array[float], float]] = lru_cache(maxsize=room)(self._word_products)

    def _word_products(self, word: str) -> "tuple[array[float], float]":
        products, square = self._vectors.products(dict.fromkeys(word_grams(word), 1))
        return array("f", products), square

    def scores(self, words: Text) -> list[float]:
        scores = [0.0] * self._vectors.size
        squares = 0.0
        for word in dict.fromkeys(words):
            products, square = self._products(word)
            scores = list(map(add, scores, products))
            squares += square
        return _cosines(scores, squares)


class _TermSimilarity:
    def __init__(self, entries: Sequence[Document], others: Sequence[Document]) -> None:
        documents, spread = _tallies(map(_terms, entries), map(_terms, others))
        self._vectors = Vectors(documents, spread, sum(map(len, entries)), _weight)
        self._spelling = Spelling(word for document in documents for word in document if " " not in word)

    def scores(self, words: Text) -> list[float]:
        stems = [self._spelling.stem(word) for word in words]
        return _cosines(*self._vectors.products(Counter(terms(stems))))


def _terms(document: Document) -> Document:
    return [terms([german.stem(word) for word in text]) for text in document]


def _tallies(entries: Iterable[Document], others: Iterable[Document]) -> tuple[list[Tally], Tally]:
    """Each document as one tally, and in how many texts of entries each item stands."""
    documents: list[Tally] = []
    spread: Counter[str] = Counter()
    for entry in entries:
        occurrences, entry_spread = tally(entry)
        documents.append(occurrences)
        spread.update(entry_spread)
    documents += [Counter(chain.from_iterable(other)) for other in others]
    return documents, spread


def _cosines(products: Sequence[float], square: float) -> list[float]:
    length = sqrt(square) or 1.0
    return [product / length for product in products]


def _weight(term: str) -> float:
    return _PAIR if " " in term else 1.0
