"""Samples for the thresholds, from the best questions that a collection brings."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from knowledge.entries import GoldQuestion, Library, Recommendation
from knowledge.memory import remembered
from knowledge.ranking import Ranking
from knowledge.smalltalk import SmalltalkRules
from knowledge.thresholds import CAREFUL, CAREFUL_WITH_DECOYS, FEWEST, Sample, Thresholds, fitted

# Without gold questions: so many samples are enough, and each round over the collection costs one more index.
_WANTED = 300
_ROUNDS = 5


def calibrated(library: Library, ranking: Ranking, smalltalk: SmalltalkRules) -> Thresholds:
    """Those that were computed before for just this collection, or else computed now."""
    return remembered(library) or computed(library, ranking, smalltalk)


def computed(library: Library, ranking: Ranking, smalltalk: SmalltalkRules) -> Thresholds:
    """From the gold questions; else by leaving phrasings out; else the careful ones."""
    careful = CAREFUL_WITH_DECOYS if len(library.decoys) >= FEWEST else CAREFUL
    asked = [question for question in library.questions if question.ids or not smalltalk.topic(question.question)]
    if sum(bool(question.ids) for question in asked) >= FEWEST:
        return fitted([sample for question in asked if (sample := _sample(ranking, question))], careful)
    return fitted(list(islice(_left_out(library), _WANTED)), careful)


def _sample(ranking: Ranking, question: GoldQuestion) -> Sample | None:
    """None for smalltalk, for which no threshold is asked."""
    ranked = ranking.rank(question.question, 1)
    if ranked.topic:
        return None
    if not ranked.candidates:
        return Sample(0.0, False, bool(question.ids))
    best = ranked.candidates[0]
    return Sample(best.confidence, best.id in question.ids, bool(question.ids))


def _left_out(library: Library) -> Iterator[Sample]:
    """Round by round, one phrasing of each entry and every fifth decoy are asked of a ranking that lacks them."""
    for turn in range(_ROUNDS):
        asked = [(entry, place) for entry in library.recommendations.values() if (place := _place(entry, turn))]
        if not asked:
            return
        ranking = Ranking(_reduced(library, turn))
        questions = [GoldQuestion(entry.phrasings[place], (entry.id,)) for entry, place in asked]
        questions += [GoldQuestion(decoy, ()) for decoy in library.decoys[turn::_ROUNDS]]
        yield from (sample for question in questions if (sample := _sample(ranking, question)))


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
