"""Entries ranked for a question, each with a confidence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import exp

from knowledge import german
from knowledge.entries import Library, Recommendation, Smalltalk
from knowledge.similarity import Similarity

# How much of a message is matched: what follows is retelling, and costs time.
_MATCHED_CHARACTERS = 600
# Evidence = similarity + lead over the best rival - half the similarity of the best decoy. Decoys at 0.3 to 0.6 and
# the lead at 0.5 to 1.5 did equally well on the gold questions: AUROC 0.98, without decoys and lead 0.95.
_DECOY_WEIGHT = 0.5
# Logistic regression of "is right" on the evidence, over 440 gold questions: 0.5 means right every other time. Changes
# how confidences look, not what is answered: the thresholds follow.
_EVEN_EVIDENCE = 0.06
_STEEPNESS = 41.0
# A message is smalltalk that is so similar to a topic, and so many times as similar as to the best entry. No gold
# question that an entry answers came near both.
_TOPIC_SIMILARITY = 0.2
_TOPIC_LEAD = 2.0
# A single word that so many of the entries hold ("Stadt", "Sitzung") asks for none of them yet. No single word among
# the gold questions stands in more than three of 46.
_VAGUE = 0.15
_VAGUE_AT_LEAST = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    id: str
    similarity: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """`topic` is set when the message is rather smalltalk than a question; `vague` when it is one word of many."""

    candidates: tuple[Candidate, ...]
    topic: str = ""
    vague: bool = False


class Ranking:
    def __init__(self, library: Library) -> None:
        entries = tuple(library.recommendations.values())
        # Alarms are left to their own phrases: nobody gets emergency numbers because a message sounds a bit like it.
        topics = [topic for topic in library.smalltalk if topic.phrasings and not topic.contains]
        documents = [_texts(entry) for entry in entries]
        others = [[subject(decoy)] for decoy in library.decoys] + [_phrasings(topic) for topic in topics]
        self._ids = [entry.id for entry in entries]
        self._topics = [topic.id for topic in topics]
        self._similarity = Similarity(documents, others)
        self._verbatim = _verbatim(documents)

    def rank(self, question: str, limit: int) -> Ranked:
        """The best entries with anything in common with the question, best first."""
        words = subject(question)
        entries, decoy, topics = self._scores(words)
        best, second = (*nlargest(2, entries), 0.0, 0.0)[:2]
        # Sorting is stable: entries that are equally near keep the order of the collection.
        ranked = sorted(zip(entries, self._ids, strict=True), key=lambda pair: -pair[0])[:limit]
        candidates = tuple(
            Candidate(id_, score, _confidence(score, second if rank == 0 else best, decoy))
            for rank, (score, id_) in enumerate(ranked)
            if score > 0
        )
        topic = self._topic(topics, max(_TOPIC_SIMILARITY, _TOPIC_LEAD * best, decoy))
        return Ranked(candidates, topic, self._vague(words))

    def _vague(self, words: Sequence[str]) -> bool:
        common = max(_VAGUE_AT_LEAST, _VAGUE * len(self._ids))
        return " ".join(words) not in self._verbatim and self._similarity.holding(words) >= common

    def _scores(self, words: Sequence[str]) -> tuple[list[float], float, list[float]]:
        """Of the entries, of the nearest decoy, of the topics of smalltalk."""
        scores = self._similarity.scores(words)
        entries, others = scores[: len(self._ids)], scores[len(self._ids) :]
        if (place := self._verbatim.get(" ".join(words))) is not None:
            entries[place] = 1.0
        decoys = len(others) - len(self._topics)
        return entries, max(others[:decoys], default=0.0), others[decoys:]

    def _topic(self, similarities: Sequence[float], least: float) -> str:
        nearest = max(zip(similarities, self._topics, strict=True), default=(0.0, ""))
        return nearest[1] if nearest[0] >= least else ""


def subject(text: str) -> list[str]:
    """The words of a text that are matched. Where there is nothing but courtesies, these are what it is about."""
    words = german.words(text[:_MATCHED_CHARACTERS])
    return german.without_courtesies(words) or words


def _texts(entry: Recommendation) -> list[list[str]]:
    return [subject(text) for text in (entry.title, *entry.phrasings, *entry.keywords, entry.answer, *entry.steps)]


def _phrasings(topic: Smalltalk) -> list[list[str]]:
    return [german.words(phrasing) for phrasing in topic.phrasings]


def _verbatim(documents: Sequence[Sequence[Sequence[str]]]) -> dict[str, int]:
    """Texts that stand in one entry only: who types one of them means that entry, whatever else is similar."""
    places = [(text, place) for place, texts in enumerate(documents) for text in set(map(" ".join, texts))]
    owners = Counter(text for text, _ in places)
    return {text: place for text, place in places if text and owners[text] == 1}


def _confidence(similarity: float, rival: float, decoy: float) -> float:
    evidence = similarity + (similarity - rival) - _DECOY_WEIGHT * decoy
    return 1 / (1 + exp(_STEEPNESS * (_EVEN_EVIDENCE - evidence)))
