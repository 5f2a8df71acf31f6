"""What becomes of time and memory as a collection grows, for every engine."""

import gc
import tracemalloc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.entries import GoldQuestion, Library
from tests.benchmarks.engines import Build, Engine, available
from tests.benchmarks.quality import Quality, qualities
from tests.benchmarks.tables import ratio, share, show
from tests.benchmarks.timing import Timing, elapsed, forget, timings
from tests.benchmarks.variations import grown

SIZES = (46, 500, 5_000)
_HEADINGS = ("engine", "entries", "first", "ms", "to smallest", "to token_set_ratio", "build ms", "to smallest", "MB")


@dataclass(frozen=True, slots=True)
class Size:
    """One engine on a collection of one size."""

    entries: int
    quality: Quality
    timing: Timing
    build: float
    megabytes: float


def show_growth(library: Library, questions: Sequence[GoldQuestion], sizes: Sequence[int] = SIZES) -> None:
    """The questions are about the entries that every size holds: more entries are more that is beside the point."""
    measured: dict[str, list[Size]] = {name: [] for name in available()}
    for size in sizes:
        for name, row in _sized(grown(library, size), questions).items():
            measured[name].append(row)
    show("Growth", _HEADINGS, [_cells(name, row, rows[0]) for name, rows in measured.items() for row in rows])


def _sized(library: Library, questions: Sequence[GoldQuestion]) -> dict[str, Size]:
    engines: dict[str, Engine] = {}
    builds: dict[str, float] = {}
    for name, build in available().items():
        engines[name], builds[name] = _built(build, library)
    good = qualities(engines, questions)
    quick = timings(engines, [question.question for question in questions], rounds=1)
    engines.clear()
    megabytes = _held(available(), library)
    return {
        name: Size(len(library.recommendations), good[name], quick[name], builds[name], megabytes[name])
        for name in good
    }


def _built(build: Build, library: Library) -> tuple[Engine, float]:
    forget()
    engines: list[Engine] = []
    took = elapsed(lambda: engines.append(build(library)))
    return engines[0], took


def _held(builds: Mapping[str, Build], library: Library) -> dict[str, float]:
    """Megabytes that an engine holds once it is built, beside the texts themselves."""
    held = {}
    for name, build in builds.items():
        forget()
        tracemalloc.start()
        engine = build(library)
        gc.collect()
        held[name] = tracemalloc.get_traced_memory()[0] / 2**20
        tracemalloc.stop()
        del engine
    return held


def _cells(name: str, row: Size, smallest: Size) -> tuple[str, ...]:
    return (
        name,
        str(row.entries),
        share(row.quality.first),
        f"{row.timing.median:.2f}",
        ratio(row.timing.median / smallest.timing.median),
        ratio(row.timing.ratio),
        f"{row.build:.0f}",
        ratio(row.build / smallest.build),
        f"{row.megabytes:.1f}",
    )
