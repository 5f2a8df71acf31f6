"""Loads a collection from its folder, whole and faultless or not at all.

`recommendations/*.yaml` are needed; the files beside them (`knowledge.fields.BESIDE`) are optional. Faults are
collected over all files, because whoever writes texts wants one list, not ten tries.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from knowledge.checks import draft_faults
from knowledge.drafts import Draft
from knowledge.entries import (
    LEAD_WEEKS,
    ContactKind,
    GoldQuestion,
    Library,
    Naming,
    Occasion,
    Onboarding,
    OnboardingStep,
    Recommendation,
    Smalltalk,
)
from knowledge.faults import CollectionError, Fault
from knowledge.fields import DECOYS, FOLDER, OCCASIONS
from knowledge.readings import Reading

SHIPPED = Path(__file__).parent


def load(directory: Path = SHIPPED) -> Library:
    """The collection in `directory`. Raises `CollectionError` with every fault of every file."""
    try:
        draft = Draft.read(directory)
    except OSError as error:
        remedy = "check that you may read the folder"
        raise CollectionError([Fault(FOLDER, 1, f"this can't be read ({error.strerror})", remedy)]) from None
    if faults := [*draft.faults, *_absence(directory, draft), *draft_faults(draft)]:
        raise CollectionError(faults)
    naming = _naming(draft)
    return Library(
        recommendations=MappingProxyType({entry.id: entry for entry in _recommendations(draft, naming)}),
        decoys=draft.texts(DECOYS),
        smalltalk=tuple(_smalltalk(reading) for reading in draft.records("smalltalk.yaml")),
        questions=tuple(_question(reading) for reading in draft.records("questions.yaml")),
        naming=naming,
        onboarding=_onboarding(draft),
        occasions=tuple(_occasion(reading) for reading in draft.records(OCCASIONS)),
        contact_kinds=tuple(_contact_kind(reading) for reading in draft.records("contacts.yaml")),
    )


def _absence(directory: Path, draft: Draft) -> Iterator[Fault]:
    """A collection without a single recommendation: probably the wrong folder."""
    if draft.entries or draft.unreadable:
        return
    remedy = f"write entries with `id`, `title` and `answer` into {directory / FOLDER / '*.yaml'}"
    if not directory.is_dir():
        yield Fault(FOLDER, 1, f"there is no folder {directory}", "name the folder of a collection")
    elif not (directory / FOLDER).is_dir():
        yield Fault(FOLDER, 1, "there is no such folder in the collection", remedy)
    else:
        yield Fault(FOLDER, 1, "there is not a single recommendation", remedy)


def _recommendations(draft: Draft, naming: Naming) -> list[Recommendation]:
    """In the order of the named areas, then of the files, then as they stand."""
    ranks = {area: rank for rank, area in enumerate(naming.areas)}
    entries = [_recommendation(reading) for reading in draft.entries]
    return sorted(entries, key=lambda entry: ranks.get(entry.area, len(ranks)))


def _recommendation(reading: Reading) -> Recommendation:
    return Recommendation(
        id=reading.text("id"),
        title=reading.text("title"),
        answer=reading.text("answer"),
        area=reading.text("area") or PurePosixPath(reading.file).stem,
        kind=reading.text("kind"),
        steps=reading.texts("steps"),
        phrasings=reading.texts("phrasings"),
        keywords=reading.texts("keywords"),
        related=reading.texts("related"),
    )


def _smalltalk(reading: Reading) -> Smalltalk:
    return Smalltalk(
        id=reading.text("id"),
        reply=reading.text("reply"),
        phrasings=reading.texts("phrasings"),
        contains=reading.texts("contains"),
        unless=reading.texts("unless"),
    )


def _question(reading: Reading) -> GoldQuestion:
    return GoldQuestion(reading.text("question"), reading.texts("ids"), reading.text("style"))


def _naming(draft: Draft) -> Naming:
    reading = next(iter(draft.records("collection.yaml")), None)
    if reading is None:
        return Naming()
    return Naming(_labels(reading, "areas"), _labels(reading, "kinds"), reading.texts("examples"))


def _labels(reading: Reading, name: str) -> MappingProxyType[str, str]:
    return MappingProxyType({place.key: place.text for place in reading.places(name)})


def _onboarding(draft: Draft) -> Onboarding:
    reading = next(iter(draft.records("onboarding.yaml")), None)
    if reading is None:
        return Onboarding()
    return Onboarding(tuple(_step(step) for step in reading.records("steps")), reading.text("summary"))


def _step(reading: Reading) -> OnboardingStep:
    return OnboardingStep(
        id=reading.text("id"),
        recommendation=reading.text("recommendation"),
        title=reading.text("title"),
        text=reading.text("text"),
        task=reading.text("task"),
        links=reading.texts("links"),
    )


def _occasion(reading: Reading) -> Occasion:
    return Occasion(
        id=reading.text("id"),
        title=reading.text("title"),
        when=reading.text("when"),
        why=reading.text("why"),
        opening=reading.text("opening"),
        lead_weeks=reading.number("lead_weeks", LEAD_WEEKS),
    )


def _contact_kind(reading: Reading) -> ContactKind:
    return ContactKind(
        id=reading.text("id"),
        title=reading.text("title"),
        interval_weeks=reading.number("interval_weeks"),
        why=reading.text("why"),
        recommendation=reading.text("recommendation"),
        starter=reading.text("starter"),
        press=reading.flag("press"),
    )
