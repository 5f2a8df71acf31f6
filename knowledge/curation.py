"""The layer above the files: a library with changes in it.

A change is held against the same rules as a file. One that does not fit, or no longer, is left out and named: a newer
collection may have dropped the entry that a phrasing belongs to, or taken the change in itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from knowledge.changes import Change, What
from knowledge.checks import draft_faults, sameness
from knowledge.drafts import Draft, Page
from knowledge.entries import Library, Occasion, Recommendation
from knowledge.fields import FOLDER, OCCASION, OCCASIONS, RECOMMENDATIONS, Listing, Text
from knowledge.nodes import Mapping as Record
from knowledge.nodes import Node, Scalar
from knowledge.nodes import Sequence as Items
from knowledge.occasions import single_day
from knowledge.readings import Reader


class Misfit(StrEnum):
    """Why a change is left out."""

    GONE = "gone"
    """The entry that it is about is not there."""
    STANDS = "stands"
    """The collection says just that already."""
    TAKEN = "taken"
    """The wording leads elsewhere, or is one of the questions that the answers are tested with; or there is another
    occasion of that name."""
    FAULTY = "faulty"
    """No file could hold it: too long, empty, an id that is none."""


class Place(StrEnum):
    """Where a wording may stand."""

    PHRASING = "phrasing"
    DECOY = "decoy"
    GOLD = "gold"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Standing:
    """`id` is the entry that the wording leads to, "" for none."""

    place: Place
    id: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """`skipped` has the numbers of the changes that were left out."""

    library: Library
    skipped: Mapping[int, Misfit]


def merge(library: Library, changes: Iterable[tuple[int, Change]]) -> Merged:
    """The library with the changes in it, made in this order. The numbers are the caller's."""
    layer = _Layer.on(library)
    skipped = {number: misfit for number, change in changes if (misfit := layer.take(change)) is not None}
    return Merged(layer.library(library), MappingProxyType(skipped))


def misfit(library: Library, change: Change) -> Misfit | None:
    return misfits(library, [change])[0]


def misfits(library: Library, changes: Iterable[Change]) -> list[Misfit | None]:
    """Of each alone, as if none of the others were made."""
    layer = _Layer.on(library)
    return [layer.copy().take(change) for change in changes]


def standing_of(library: Library, wording: str) -> Standing | None:
    """Where a wording stands already, however it is spelt and punctuated."""
    return _wordings(library).get(sameness(wording))


def added(change: Change) -> Recommendation:
    """The entry that a change of kind ENTRY adds."""
    return Recommendation(
        change.entry,
        change.title,
        change.answer,
        change.area,
        change.kind,
        change.steps,
        phrasings=(change.text,) if change.text else (),
    )


def rewritten(entry: Recommendation, change: Change) -> Recommendation:
    """The entry in the words of a change of kind REWRITE."""
    return replace(entry, title=change.title, answer=change.answer, steps=change.steps)


def celebrated(change: Change) -> Occasion:
    """The occasion that a change of kind OCCASION adds."""
    return Occasion(change.entry, change.title, change.when, change.why, change.opening)


def twin_of(occasions: Iterable[Occasion], change: Change) -> Occasion | None:
    """The occasion that has its name already. What is on one day each is not the same, whatever it is called; of a
    change that has no day yet that is not known."""
    name = sameness(change.title)
    for one in occasions:
        apart = single_day(one.when) and (not change.when or (single_day(change.when) and one.when != change.when))
        if sameness(one.title) == name and not apart:
            return one
    return None


@dataclass(slots=True)
class _Layer:
    """A library while changes are made in it."""

    entries: dict[str, Recommendation]
    decoys: list[str]
    occasions: list[Occasion]
    wordings: dict[str, Standing] = field(default_factory=dict)

    @classmethod
    def on(cls, library: Library) -> "_Layer":
        return cls(dict(library.recommendations), list(library.decoys), list(library.occasions), _wordings(library))

    def copy(self) -> "_Layer":
        return _Layer(dict(self.entries), list(self.decoys), list(self.occasions), dict(self.wordings))

    def library(self, below: Library) -> Library:
        return replace(
            below,
            recommendations=MappingProxyType(self.entries),
            decoys=tuple(self.decoys),
            occasions=tuple(self.occasions),
        )

    def take(self, change: Change) -> Misfit | None:
        """Makes the change, if it fits."""
        match change.what:
            case What.PHRASING:
                return self._add_phrasing(change)
            case What.ENTRY:
                return self._add_entry(change)
            case What.DECOY:
                return self._add_decoy(change)
            case What.REWRITE:
                return self._rewrite(change)
            case What.OCCASION:
                return self._add_occasion(change)

    def _add_phrasing(self, change: Change) -> Misfit | None:
        entry = self.entries.get(change.entry)
        if entry is None:
            return Misfit.GONE
        if objection := self._objection(change.text, Standing(Place.PHRASING, change.entry)):
            return objection
        self.entries[entry.id] = replace(entry, phrasings=(*entry.phrasings, change.text))
        return None

    def _add_entry(self, change: Change) -> Misfit | None:
        if change.entry in self.entries:
            return Misfit.STANDS
        entry = added(change)
        if _is_faulty(entry):
            return Misfit.FAULTY
        if change.text and (objection := self._objection(change.text, Standing(Place.PHRASING, change.entry))):
            return objection
        self.entries = _with(self.entries, entry)
        return None

    def _add_decoy(self, change: Change) -> Misfit | None:
        if objection := self._objection(change.text, Standing(Place.DECOY)):
            return objection
        self.decoys.append(change.text)
        return None

    def _rewrite(self, change: Change) -> Misfit | None:
        entry = self.entries.get(change.entry)
        if entry is None:
            return Misfit.GONE
        changed = rewritten(entry, change)
        if changed == entry:
            return Misfit.STANDS
        if _is_faulty(changed):
            return Misfit.FAULTY
        self.entries[entry.id] = changed
        return None

    def _add_occasion(self, change: Change) -> Misfit | None:
        occasion = celebrated(change)
        if occasion.id in (one.id for one in self.occasions):
            return Misfit.STANDS
        if _has_faults(OCCASIONS, _occasion_record(occasion), Listing(OCCASION)):
            return Misfit.FAULTY
        if twin := twin_of(self.occasions, change):
            same = replace(twin, id=occasion.id, lead_weeks=occasion.lead_weeks) == occasion
            return Misfit.STANDS if same else Misfit.TAKEN
        self.occasions.append(occasion)
        return None

    def _objection(self, text: str, wanted: Standing) -> Misfit | None:
        """What speaks against a wording at this place; if nothing does, it stands there now."""
        reader = Reader("")
        reader.listing(_items([text]), Listing(Text()))
        if reader.faults:
            return Misfit.FAULTY
        key = sameness(text)
        stands = self.wordings.get(key)
        if stands is not None and not (stands.place is Place.SMALLTALK and wanted.place is Place.DECOY):
            return Misfit.STANDS if stands == wanted else Misfit.TAKEN
        self.wordings[key] = wanted
        return None


def _wordings(library: Library) -> dict[str, Standing]:
    """Phrasings last, so that these are found first."""
    smalltalk = {
        sameness(text): Standing(Place.SMALLTALK, topic.id) for topic in library.smalltalk for text in topic.phrasings
    }
    gold = {sameness(one.question): Standing(Place.GOLD, next(iter(one.ids), "")) for one in library.questions}
    decoys = {sameness(text): Standing(Place.DECOY) for text in library.decoys}
    phrasings = {
        sameness(text): Standing(Place.PHRASING, entry.id)
        for entry in library.recommendations.values()
        for text in entry.phrasings
    }
    return smalltalk | gold | decoys | phrasings


def _with(entries: Mapping[str, Recommendation], entry: Recommendation) -> dict[str, Recommendation]:
    """The new one behind the last of its area."""
    ids = list(entries)
    last = max((place for place, id_ in enumerate(ids) if entries[id_].area == entry.area), default=len(ids) - 1)
    ids.insert(last + 1, entry.id)
    return {id_: entry if id_ == entry.id else entries[id_] for id_ in ids}


def _is_faulty(entry: Recommendation) -> bool:
    """By the rules of a file in which it would stand alone; whom it is related to is known already."""
    return _has_faults(f"{FOLDER}/new.yaml", _entry_record(entry), RECOMMENDATIONS)


def _has_faults(file: str, record: Node, shape: Listing) -> bool:
    reader = Reader(file)
    records = reader.listing(Items(1, [record]), shape)
    page = Page(reader.file, tuple(records), tuple(reader.faults))
    return bool(page.faults) or any(True for _ in draft_faults(Draft((page,))))


def _entry_record(entry: Recommendation) -> Node:
    texts = {"id": entry.id, "title": entry.title, "answer": entry.answer, "area": entry.area, "kind": entry.kind}
    lists = {"steps": entry.steps, "phrasings": entry.phrasings}
    pairs: list[Node] = []
    for name, text in texts.items():
        pairs += [Scalar(1, name), Scalar(1, text)] if text or name in ("title", "answer") else []
    for name, items in lists.items():
        pairs += [Scalar(1, name), _items(items)] if items else []
    return Record(1, pairs)


def _occasion_record(occasion: Occasion) -> Node:
    names = ("id", "title", "when", "why", "opening")
    return Record(1, [node for name in names for node in (Scalar(1, name), Scalar(1, getattr(occasion, name)))])


def _items(texts: Sequence[str]) -> Node:
    return Items(1, [Scalar(1, text) for text in texts])
