"""What is compared: engines that rank the entries of a library for a question, all on the same texts.

The libraries of the others are dependencies of the benchmark only; without them, only ours and rapidfuzz's are there.
"""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from itertools import islice
from types import MappingProxyType
from typing import Protocol

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from knowledge.entries import Library, Recommendation
from knowledge.matcher import Matcher

MOST = 3
OURS, YARDSTICK = "Quartierslotse", "token_set_ratio"


class Engine(Protocol):
    def rank(self, question: str) -> list[str]:
        """The ids of the best three entries, best first."""


def texts(entry: Recommendation) -> list[str]:
    return [entry.title, entry.answer, *entry.steps, *entry.keywords, *entry.phrasings]


class Ours:
    """The whole matcher: smalltalk, ranking, thresholds. What it takes for smalltalk has no first place."""

    def __init__(self, library: Library) -> None:
        self.answer = Matcher(library).answer

    def rank(self, question: str) -> list[str]:
        return [hit.id for hit in self.answer(question, MOST).hits]


class TokenSet:
    """The best of an entry's texts decides."""

    def __init__(self, library: Library) -> None:
        owned = [
            (default_process(text), entry.id) for entry in library.recommendations.values() for text in texts(entry)
        ]
        self._texts = [text for text, _ in owned]
        self._owners = [owner for _, owner in owned]

    def rank(self, question: str) -> list[str]:
        found = process.extract(default_process(question), self._texts, scorer=fuzz.token_set_ratio, limit=None)
        return list(islice(dict.fromkeys(self._owners[place] for _, _, place in found), MOST))


class Bm25:
    """bm25s with German stems, over an entry's joined texts. Without stop words: it is the better for it here."""

    def __init__(self, library: Library) -> None:
        import bm25s
        import Stemmer

        self._ids = list(library.recommendations)
        self._stemmer = Stemmer.Stemmer("german")
        self._tokenize = bm25s.tokenize
        self._index = bm25s.BM25()
        self._index.index(self._tokens(_joined(library)), show_progress=False)

    def rank(self, question: str) -> list[str]:
        tokens = self._tokens([question])
        if not tokens[0]:
            return []
        places, _ = self._index.retrieve(tokens, k=min(MOST, len(self._ids)), show_progress=False)
        return [self._ids[place] for place in places[0]]

    def _tokens(self, documents: list[str]) -> list[list[str]]:
        return list(
            self._tokenize(documents, stopwords=[], stemmer=self._stemmer, return_ids=False, show_progress=False)
        )


class CharacterTfidf:
    """scikit-learn's TF-IDF of 2 to 5 characters within words, over an entry's joined texts."""

    def __init__(self, library: Library) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._ids = list(library.recommendations)
        self._vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        self._matrix = self._vectorizer.fit_transform(_joined(library)).T.tocsr()

    def rank(self, question: str) -> list[str]:
        cosines = (self._vectorizer.transform([question]) @ self._matrix).toarray()[0]
        return [self._ids[place] for place in (-cosines).argsort(kind="stable")[:MOST]]


def _joined(library: Library) -> list[str]:
    return ["\n".join(texts(entry)) for entry in library.recommendations.values()]


Build = Callable[[Library], Engine]
_NEEDED: dict[str, tuple[str, ...]] = {"BM25": ("bm25s", "Stemmer"), "character TF-IDF": ("sklearn",)}
_ENGINES: dict[str, Build] = {OURS: Ours, "BM25": Bm25, YARDSTICK: TokenSet, "character TF-IDF": CharacterTfidf}


def available() -> Mapping[str, Build]:
    """Those whose libraries are installed."""
    return MappingProxyType({name: build for name, build in _ENGINES.items() if not _missing(name)})


def missing() -> list[str]:
    return [name for name in _ENGINES if _missing(name)]


def _missing(name: str) -> bool:
    return any(find_spec(module) is None for module in _NEEDED.get(name, ()))
