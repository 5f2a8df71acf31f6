"""A collection as it was read: complete with lines, not yet known to be right."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.faults import Fault
from knowledge.fields import BESIDE, FOLDER, RECOMMENDATIONS, Listing, Record
from knowledge.nodes import Unreadable
from knowledge.readings import Reader, Reading
from knowledge.sources import tree


@dataclass(frozen=True, slots=True)
class Page:
    """One file. An unreadable one has no records and a single fault."""

    name: str
    records: tuple[Reading, ...]
    faults: tuple[Fault, ...]

    @property
    def has_entries(self) -> bool:
        return self.name.startswith(FOLDER)


@dataclass(frozen=True, slots=True)
class Draft:
    """All files of a collection, recommendations first and by name."""

    pages: tuple[Page, ...]

    @classmethod
    def read(cls, directory: Path) -> "Draft":
        pages = [_page(directory, name, shape) for name, shape in _files(directory)]
        return cls((*pages, *(_overlooked(path.name) for path in (directory / FOLDER).glob("*.yml"))))

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(fault for page in self.pages for fault in page.faults)

    @property
    def entries(self) -> tuple[Reading, ...]:
        return tuple(record for page in self.pages if page.has_entries for record in page.records)

    @property
    def unreadable(self) -> bool:
        """Whether recommendations are missing that may well exist."""
        return any(page.has_entries and page.faults and not page.records for page in self.pages)

    def records(self, name: str) -> tuple[Reading, ...]:
        return tuple(record for page in self.pages if page.name == name for record in page.records)

    def parts(self, name: str, field: str) -> tuple[Reading, ...]:
        """The records that stand in a field of the file's own records."""
        return tuple(part for record in self.records(name) for part in record.records(field))

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(text for record in self.records(name) for text in record.texts("texts"))


def _files(directory: Path) -> Iterator[tuple[str, Listing | Record]]:
    for path in sorted((directory / FOLDER).glob("*.yaml")):
        yield f"{FOLDER}/{path.name}", RECOMMENDATIONS
    for name, shape in BESIDE.items():
        if (directory / name).exists():
            yield name, shape


def _page(directory: Path, name: str, shape: Listing | Record) -> Page:
    reader = Reader(name)
    try:
        node = tree(directory / name)
    except Unreadable as error:
        return Page(name, (), (error.fault(name),))
    records = [reader.record(node, shape)] if isinstance(shape, Record) else reader.listing(node, shape)
    return Page(name, tuple(records), tuple(reader.faults))


def _overlooked(name: str) -> Page:
    fault = Fault(f"{FOLDER}/{name}", 1, "files that end in .yml are not read", "let the name end in .yaml")
    return Page(fault.file, (), (fault,))
