"""How long engines take, side by side: only ratios within one run mean anything.

Question by question every engine has its turn, so that a busy machine is busy for all of them. What ours remembers
of words it has seen is forgotten before each round: nobody asks the same 400 questions twice.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import _lru_cache_wrapper, partial
from statistics import median, quantiles
from time import perf_counter

from tests.benchmarks.engines import YARDSTICK, Engine

Rounds = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds a question, and how many times as long as the yardstick took in the same round."""

    median: float
    p99: float
    ratio: float


def timings(engines: Mapping[str, Engine], questions: Sequence[str], rounds: int) -> dict[str, Timing]:
    measured = {name: list[list[float]]() for name in engines}
    for _ in range(rounds):
        forget()
        for name, milliseconds in _round(engines, questions).items():
            measured[name].append(milliseconds)
    return {name: _timing(own, measured[YARDSTICK]) for name, own in measured.items()}


def elapsed(deed: Callable[[], object]) -> float:
    """Milliseconds."""
    started = perf_counter()
    deed()
    return (perf_counter() - started) * 1000


def forget() -> None:
    """Empties every cache of the room `knowledge`, whoever holds it."""
    for cache in _caches():
        cache.cache_clear()
    gc.collect()


def _caches() -> Iterator["_lru_cache_wrapper[object]"]:
    for thing in gc.get_objects():
        if isinstance(thing, _lru_cache_wrapper) and str(getattr(thing, "__module__", "")).startswith("knowledge."):
            yield thing


def _round(engines: Mapping[str, Engine], questions: Sequence[str]) -> dict[str, list[float]]:
    measured = {name: list[float]() for name in engines}
    for question in questions:
        for name, engine in engines.items():
            measured[name].append(elapsed(partial(engine.rank, question)))
    return measured


def _timing(own: Rounds, yardstick: Rounds) -> Timing:
    usual = [median(question) for question in zip(*own, strict=True)]
    return Timing(
        median=median(usual),
        p99=quantiles(usual, n=100, method="inclusive")[98],
        ratio=median(sum(mine) / sum(theirs) for mine, theirs in zip(own, yardstick, strict=True)),
    )
