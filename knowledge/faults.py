"""What is wrong with a collection, said so that the person who wrote it can put it right."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """One thing that is wrong. `file` is relative to the collection's folder, `line` counts from 1."""

    file: str
    line: int
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}, {self.remedy}"


class CollectionError(Exception):
    """A collection that can't be used. Carries every fault of every file, by file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def shorten(text: str) -> str:
    """A quotation that leaves room in its line, and can be printed whatever stands in the file."""
    line = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in " ".join(text.split()))
    return line if len(line) <= 60 else line[:59] + "…"


def nearest(word: str, words: Iterable[str], *, at_least: int = 0) -> str | None:
    """The word that was probably meant, if one of them is similar by `at_least` percent."""
    found = process.extractOne(word.lower(), list(words), scorer=fuzz.ratio, score_cutoff=at_least)
    return found[0] if found else None
