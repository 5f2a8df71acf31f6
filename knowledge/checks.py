"""What must be right between the entries and files of a collection, beyond each file's own form."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from knowledge.drafts import Draft
from knowledge.faults import Fault, nearest, shorten
from knowledge.fields import DECOYS, MESSAGE_ROOM, OCCASIONS
from knowledge.readings import Placed, Reading

Wordings = dict[str, tuple[str, int, str]]  # sameness → file, line and what it is there

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def draft_faults(draft: Draft) -> Iterator[Fault]:
    """Every fault that one file alone does not show."""
    smalltalk, steps = draft.records("smalltalk.yaml"), draft.parts("onboarding.yaml", "steps")
    occasions, contacts = draft.records(OCCASIONS), draft.records("contacts.yaml")
    for readings in (draft.entries, smalltalk, steps, occasions, contacts):
        yield from _taken_ids(readings)
    yield from _too_long(draft.entries, "title", "answer", "steps")
    yield from _too_long(smalltalk, "reply")
    yield from _too_long(steps, "title", "text", "task")
    yield from _too_long(draft.records("onboarding.yaml"), "summary")
    yield from _too_long(occasions, "title", "why", "opening")
    yield from _too_long(contacts, "title", "why", "starter")
    if not draft.unreadable:
        yield from _wrong_references(draft)
    yield from _repeated_wordings(draft)


def _wrong_references(draft: Draft) -> Iterator[Fault]:
    """Every id of an entry, wherever it is named, is that of an entry; and none leads in a circle."""
    steps = draft.parts("onboarding.yaml", "steps")
    ids = [id_ for reading in draft.entries for id_ in reading.texts("id")]
    yield from _own_ids(draft.entries, "related", "id", "the entry `{}` is related to itself")
    yield from _unknown_ids(draft.entries, "related", ids)
    yield from _unknown_ids(draft.records("questions.yaml"), "ids", ids)
    yield from _unknown_ids(steps, "recommendation", ids)
    yield from _own_ids(steps, "links", "recommendation", "the step is about `{}` and links to it")
    yield from _unknown_ids(steps, "links", ids)
    yield from _unknown_ids(draft.records("contacts.yaml"), "recommendation", ids)


def sameness(text: str) -> str:
    """Equal for texts that differ in case, punctuation and spaces only."""
    return _BETWEEN_WORDS.sub(" ", text.casefold()).strip() or text


def message_units(*texts: str) -> int:
    """The length of the texts as paragraphs of one message, as Telegram counts it."""
    return len("\n\n".join(texts).encode("utf-16-le", "surrogatepass")) // 2


def _taken_ids(readings: Iterable[Reading]) -> Iterator[Fault]:
    first: dict[str, tuple[str, int]] = {}
    for reading in readings:
        for id_, line, _ in reading.places("id"):
            if id_ in first:
                file, at = first[id_]
                problem = f"the id `{shorten(id_)}` is taken, first by {file}:{at}"
                yield Fault(reading.file, line, problem, "choose another, or remove one of the two")
            else:
                first[id_] = (reading.file, line)


def _too_long(readings: Iterable[Reading], *fields: str) -> Iterator[Fault]:
    """One fault for each record whose fields together fill more than a message, at the longest text."""
    for reading in readings:
        places = [place for field in fields for place in reading.places(field)]
        units = message_units(*(place.text for place in places))
        if units > MESSAGE_ROOM:
            longest = max(places, key=lambda place: len(place.text))
            problem = f"{' + '.join(fields)} would not fit a Telegram message ({units} characters)"
            yield Fault(reading.file, longest.line, problem, f"shorten by {units - MESSAGE_ROOM} characters")


def _own_ids(readings: Iterable[Reading], field: str, own: str, problem: str) -> Iterator[Fault]:
    """An id in the field that is the record's own."""
    for reading in readings:
        for place in reading.places(field):
            if place.text == reading.text(own):
                yield Fault(reading.file, place.line, problem.format(shorten(place.text)), "remove the id")


def _unknown_ids(readings: Iterable[Reading], field: str, ids: Iterable[str]) -> Iterator[Fault]:
    """An id in the field that no entry has, or that stands there twice."""
    existing = dict.fromkeys(ids)
    for reading in readings:
        seen: set[str] = set()
        for place in reading.places(field):
            if wrong := _wrong_id(place, seen, existing):
                yield Fault(reading.file, place.line, *wrong)
            seen.add(place.text)


def _wrong_id(place: Placed, seen: set[str], existing: Mapping[str, None]) -> tuple[str, str] | None:
    if place.text in seen:
        return f"the id `{shorten(place.text)}` stands here twice", "remove one"
    if place.text not in existing:
        near = nearest(place.text, existing)
        return f"there is no entry `{shorten(place.text)}`", f"did you mean `{near}`?" if near else "remove the id"
    return None


def _repeated_wordings(draft: Draft) -> Iterator[Fault]:
    """One wording can't lead to two answers, nor can a gold question test what a phrasing or a decoy has taught."""
    seen: Wordings = {}
    for reading in draft.entries:
        yield from _repeated(reading, "phrasings", f"a phrasing of `{shorten(reading.text('id'))}`", seen)
    yield from _repeated_smalltalk(draft, dict(seen))
    for reading in draft.records(DECOYS):
        yield from _repeated(reading, "texts", "a decoy", seen)
    for reading in draft.records("questions.yaml"):
        yield from _repeated(reading, "question", "a gold question", seen)


def _repeated_smalltalk(draft: Draft, seen: Wordings) -> Iterator[Fault]:
    """Milder than for entries: "Hallo" beside "Hallo!" does no harm, and decoys or gold questions may be smalltalk."""
    for reading in draft.records("smalltalk.yaml"):
        once = {sameness(place.text): place for place in reversed(reading.places("phrasings"))}
        topic = replace(reading, values={**reading.values, "phrasings": tuple(reversed(once.values()))})
        yield from _repeated(topic, "phrasings", f"a phrasing of `{shorten(reading.text('id'))}`", seen)


def _repeated(reading: Reading, field: str, what: str, seen: Wordings) -> Iterator[Fault]:
    """What the field says that was said before; adds the rest to `seen`. `what` names it to those who say it again."""
    for place in reading.places(field):
        key = sameness(place.text)
        if key not in seen:
            seen[key] = (reading.file, place.line, what)
            continue
        file, line, first = seen[key]
        problem = f"“{shorten(place.text)}” stands already in {file}:{line} as {first}"
        yield Fault(reading.file, place.line, problem, "remove or reword one of the two")
