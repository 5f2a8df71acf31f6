"""How similar a question is to every entry, and to everything else that is indexed beside them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from knowledge import german
from knowledge.features import Tally, Text, grams, occurrences, spread, terms
from knowledge.spelling import Spelling
from knowledge.vectors import Vectors

# A pair of words counts half as much as a word: with 1 the gold questions were no better and rare pairs decided.
_PAIR = 0.5

Document = Sequence[Text]


# In a small collection "wie oft" is as rare as "Tomaten". So it is assumed that there are so many texts more, and that
# any function word stands in so many of them. In a large collection that changes nothing.
_ASSUMED_TEXTS, _ASSUMED_HOLDING = 30, 5
_FUNCTION_WORDS = frozenset(german.words(" ".join(german.FUNCTION_WORDS)))
_FUNCTION_STEMS = frozenset(map(german.stem, _FUNCTION_WORDS))


class Similarity:
    """Two signals of equal weight on a fixed scale: of grams, and of stems with their pairs.

    0 is nothing in common; 1 the very same words, for a decoy or for an entry of the usual length.

    Each document is all its texts together. Only entries count for what is rare.
    """

    def __init__(self, entries: Sequence[Document], others: Sequence[Document]) -> None:
        documents = [*entries, *others]
        self._entries = len(entries)
        texts = list(chain.from_iterable(entries))
        count = len(texts) + _ASSUMED_TEXTS
        # A text in which two words share a gram counts twice for that gram: it changed no figure and is much quicker.
        held = grams(_assumed(spread(texts), _FUNCTION_WORDS))
        self._grams = Vectors(map(grams, map(occurrences, documents)), len(entries), held, count)
        termed = [_terms(document) for document in documents]
        held = _assumed(spread(list(chain.from_iterable(termed[: len(entries)]))), _FUNCTION_STEMS)
        self._terms = Vectors(map(occurrences, termed), len(entries), held, count, _weight)
        self._spelling = Spelling(
            {term for document in termed for text in document for term in text if " " not in term}
        )

    def scores(self, words: Text) -> list[float]:
        """First the entries, then the others."""
        by_grams = self._grams.similarities(grams(Counter(words)))
        stems = [self._spelling.stem(word) for word in words]
        by_terms = self._terms.similarities(Counter(terms(stems)))
        return [(one + other) / 2 for one, other in zip(by_grams, by_terms, strict=True)]

    def holding(self, words: Text) -> int:
        """How many entries hold the one word that these are but for function words; 0 if they are more or none."""
        stems = {self._spelling.stem(word) for word in words if word not in _FUNCTION_WORDS}
        if len(stems) != 1:
            return 0
        return sum(document < self._entries for document in self._terms.holders(*stems))


def _assumed(held: Tally, function_words: Iterable[str]) -> Tally:
    return Counter(held) + Counter(dict.fromkeys(function_words, _ASSUMED_HOLDING))


def _terms(document: Document) -> Document:
    return [terms([german.stem(word) for word in text]) for text in document]


def _weight(term: str) -> float:
    return _PAIR if " " in term else 1.0
