"""Thresholds that were computed before, so that a start need not ask every gold question again.

They belong to one collection and one engine: both are in the digest, so a change of either makes them unknown, and
they are computed anew. `python -m knowledge.memory` computes and writes those of the shipped collection.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from knowledge.entries import Library
from knowledge.thresholds import Thresholds

FILE = Path(__file__).with_name("thresholds.json")
# Whatever a confidence depends on.
_ENGINE = (
    "german.py", "features.py", "vectors.py", "spelling.py", "similarity.py", "ranking.py", "smalltalk.py",
    "thresholds.py", "calibration.py",
)  # fmt: skip


def remembered(library: Library, file: Path = FILE) -> Thresholds | None:
    """None if this collection with this engine is not the one that was written down."""
    try:
        known = json.loads(file.read_bytes())
        if known["digest"] == digest(library):
            return Thresholds(known["answer"], known["clarify"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None


def remember(library: Library, thresholds: Thresholds, file: Path = FILE) -> None:
    known = {"digest": digest(library), "answer": thresholds.answer, "clarify": thresholds.clarify}
    file.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def digest(library: Library) -> str:
    """Of all texts that are matched and of the engine's own code. OSError where that can't be read (a zip).

    A checksum and the length: it tells changes apart, not forgeries, and hashlib would cost 4 MB of memory.
    """
    checksum = length = 0
    for piece in _pieces(library):
        checksum, length = crc32(piece, checksum), length + len(piece)
    return f"{checksum:08x}-{length}"


def _pieces(library: Library) -> Iterator[bytes]:
    """One text at a time: a megabyte at once would stay with the process."""
    for part in (library.recommendations.values(), library.decoys, library.smalltalk, library.questions):
        yield from (repr(item).encode("utf-8", "replace") for item in part)
    yield from (Path(__file__).with_name(name).read_bytes() for name in _ENGINE)


def main() -> None:
    from knowledge.calibration import computed
    from knowledge.library import load
    from knowledge.ranking import Ranking
    from knowledge.smalltalk import SmalltalkRules

    library = load()
    remember(library, computed(library, Ranking(library), SmalltalkRules(library.smalltalk)))


if __name__ == "__main__":
    main()
