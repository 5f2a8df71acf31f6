"""What is compared: engines that rank the entries of a library for a question, all on the same texts.

The libraries of the others are dependencies of the benchmark only; without them, only ours and rapidfuzz's are there.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from itertools import islice
from math import log
from types import MappingProxyType
from typing import Protocol

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from knowledge.entries import Library, Recommendation
from knowledge.german import stem, words
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

    def scores(self, question: str) -> dict[str, float]:
        """Of each entry, 0 to 100."""
        found = process.extract(default_process(question), self._texts, scorer=fuzz.token_set_ratio, limit=None)
        best: dict[str, float] = {}
        for _, score, place in found:
            best.setdefault(self._owners[place], score)
        return best

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
        places = sorted(range(len(self._ids)), key=[-cosine for cosine in self.cosines(question)].__getitem__)
        return [self._ids[place] for place in places[:MOST]]

    def cosines(self, question: str) -> list[float]:
        return list((self._vectorizer.transform([question]) @ self._matrix).toarray()[0])


class ThreeSignals:
    """The reference design: character TF-IDF, soft overlap of stems by rarity, and token_set_ratio, in equal shares."""

    def __init__(self, library: Library) -> None:
        self._characters, self._sets = CharacterTfidf(library), TokenSet(library)
        self._ids = list(library.recommendations)
        self._stems = [{stem(word) for word in words(text)} for text in _joined(library)]
        spread = Counter(one for stems in self._stems for one in stems)
        self._rarity = {one: log(1 + len(self._ids) / count) for one, count in spread.items()}
        self._known = list(self._rarity)
        self._near = lru_cache(maxsize=50_000)(self._nearest)

    def rank(self, question: str) -> list[str]:
        sets = self._sets.scores(question)
        overlap = self._overlap(question)
        cosines = self._characters.cosines(question)
        scores = [cosine + overlap[at] + sets[self._ids[at]] / 100 for at, cosine in enumerate(cosines)]
        places = sorted(range(len(scores)), key=lambda at: -scores[at])
        return [self._ids[at] for at in places[:MOST]]

    def _overlap(self, question: str) -> list[float]:
        asked = [(found, self._rarity[found[0]]) for word in words(question) if (found := self._near(stem(word)))]
        whole = sum(rarity for _, rarity in asked) or 1.0
        return [sum(likeness * rarity for (one, likeness), rarity in asked if one in of) / whole for of in self._stems]

    def _nearest(self, one: str) -> tuple[str, float] | None:
        if one in self._rarity:
            return one, 1.0
        found = process.extractOne(one, self._known, scorer=fuzz.ratio, score_cutoff=80)
        return (found[0], found[1] / 100) if found else None


def _joined(library: Library) -> list[str]:
    return ["\n".join(texts(entry)) for entry in library.recommendations.values()]


Build = Callable[[Library], Engine]
_NEEDED: dict[str, tuple[str, ...]] = {
    "BM25": ("bm25s", "Stemmer"),
    "character TF-IDF": ("sklearn",),
    "three signals": ("sklearn",),
}
_ENGINES: dict[str, Build] = {
    OURS: Ours,
    "BM25": Bm25,
    YARDSTICK: TokenSet,
    "character TF-IDF": CharacterTfidf,
    "three signals": ThreeSignals,
}


def available() -> Mapping[str, Build]:
    """Those whose libraries are installed."""
    return MappingProxyType({name: build for name, build in _ENGINES.items() if not _missing(name)})


def missing() -> list[str]:
    return [name for name in _ENGINES if _missing(name)]


def _missing(name: str) -> bool:
    return any(find_spec(module) is None for module in _NEEDED.get(name, ()))
