"""Samples for the thresholds, from the best questions that a collection brings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from knowledge.entries import GoldQuestion, Library, Recommendation
from knowledge.memory import remembered
from knowledge.ranking import Ranking, subject
from knowledge.smalltalk import SmalltalkRules
from knowledge.thresholds import CAREFUL, CAREFUL_WITH_DECOYS, FEWEST, Sample, Thresholds, fitted

# Without gold questions: each round over the collection costs one more index. Entries and decoys are bounded apart, so
# that decoys have a say in large collections too; three to one as among the gold questions: with twice as many decoys
# 0.73 instead of 0.86 of a foreign writer's questions were answered outright, and hardly more of these right.
_ROUNDS = 5
_ENTRIES_ASKED, _DECOYS_ASKED = 60, 20
_Item = TypeVar("_Item")


def calibrated(library: Library, ranking: Ranking, smalltalk: SmalltalkRules) -> Thresholds:
    """Those that were computed before for just this collection, or else computed now."""
    return remembered(library) or computed(library, ranking, smalltalk)


def computed(library: Library, ranking: Ranking, smalltalk: SmalltalkRules) -> Thresholds:
    """From the gold questions; else by leaving phrasings out; else the careful ones."""
    careful = CAREFUL_WITH_DECOYS if len(library.decoys) >= FEWEST else CAREFUL
    asked = [question for question in library.questions if question.ids or not smalltalk.topic(question.question)]
    if sum(bool(question.ids) for question in asked) >= FEWEST:
        return fitted([sample for question in asked if (sample := _sample(ranking, question))], careful)
    return fitted(list(_left_out(library)), careful)


def _sample(ranking: Ranking, question: GoldQuestion) -> Sample | None:
    """None for smalltalk and single vague words, for which no threshold is asked."""
    ranked = ranking.rank(question.question, 1)
    if ranked.topic or ranked.vague:
        return None
    if not ranked.candidates:
        return Sample(0.0, False, bool(question.ids))
    best = ranked.candidates[0]
    return Sample(best.confidence, best.id in question.ids, bool(question.ids))


def _left_out(library: Library) -> Iterator[Sample]:
    """Round by round, one phrasing of each entry and every fifth decoy are asked of a ranking that lacks them."""
    owners = _owners(library)
    for turn in range(_ROUNDS):
        asked = [(entry, place) for entry in library.recommendations.values() if (place := _place(entry, turn))]
        if not asked:
            return
        ranking = Ranking(_reduced(library, turn))
        phrasings = [entry.phrasings[place] for entry, place in _some(asked, _ENTRIES_ASKED, turn)]
        questions = [GoldQuestion(phrasing, owners[_plain(phrasing)]) for phrasing in phrasings]
        decoys = _some(library.decoys[turn::_ROUNDS], _DECOYS_ASKED, turn)
        questions += [GoldQuestion(decoy, ()) for decoy in decoys]
        yield from (sample for question in questions if (sample := _sample(ranking, question)))


def _owners(library: Library) -> Mapping[str, tuple[str, ...]]:
    """Who has a phrasing. Left out of one entry it still stands in the others, and whoever finds those is right."""
    owners: dict[str, tuple[str, ...]] = {}
    for entry in library.recommendations.values():
        for text in {_plain(text) for text in (entry.title, *entry.phrasings, *entry.keywords)}:
            owners[text] = (*owners.get(text, ()), entry.id)
    return owners


def _plain(text: str) -> str:
    return " ".join(subject(text))


def _some(items: Sequence[_Item], most: int, turn: int) -> Sequence[_Item]:
    """Not more than so many, from everywhere in the list, and others in each turn."""
    step = -(-len(items) // most) or 1
    return items[turn % step :: step]


def _place(entry: Recommendation, turn: int) -> int:
    """Which phrasing of an entry is left out, 0 for none: the first stays. Spread, as writers list them by style."""
    places = len(entry.phrasings) - 1
    return 1 + turn * places // min(places, _ROUNDS) if turn < places else 0


def _reduced(library: Library, turn: int) -> Library:
    """The collection without what is asked in this turn."""
    entries = {id_: _without(entry, _place(entry, turn)) for id_, entry in library.recommendations.items()}
    decoys = tuple(decoy for place, decoy in enumerate(library.decoys) if place % _ROUNDS != turn)
    return replace(library, recommendations=entries, decoys=decoys)


def _without(entry: Recommendation, place: int) -> Recommendation:
    if not place:
        return entry
    return replace(entry, phrasings=entry.phrasings[:place] + entry.phrasings[place + 1 :])
