"""All that nudges follow from, of one person, as values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from knowledge.entries import Library
from scheduler.calendar import Rhythm
from scheduler.contacts import Contact
from scheduler.dues import Due, Kind
from scheduler.jour_fixe import JourFixe
from scheduler.occurrence import Key, Occurrence, key_of
from scheduler.people import Member

UNTIL_HOUR = 18
"""Local. A program that was down all day does not write at night."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the collection says: the tour's steps in their order, and which kinds of contacts are the press."""

    tour: tuple[str, ...] = ()
    press: frozenset[str] = frozenset()

    @classmethod
    def of(cls, library: Library) -> "Facts":
        press = frozenset(kind.id for kind in library.contact_kinds if kind.press)
        return cls(tuple(step.id for step in library.onboarding.steps), press)


@dataclass(frozen=True)
class Life:
    """`notes` counts what was noted for the next agenda. `journal` is the member's whole journal.

    `known` is what `nudges.occurrences` has found for a moment: one look asks it several times.
    """

    member: Member
    facts: Facts = Facts()
    contacts: Sequence[Contact] = ()
    jour_fixes: Sequence[JourFixe] = ()
    notes: int = 0
    journal: Sequence[Due] = ()
    known: dict[datetime, Sequence[Occurrence]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def rhythm(self) -> Rhythm:
        return rhythm_of(self.member)

    @cached_property
    def rows(self) -> dict[Key, Due]:
        return {key_of(due): due for due in self.journal}

    @cached_property
    def _by_subject(self) -> dict[tuple[Kind, str], list[Due]]:
        found: dict[tuple[Kind, str], list[Due]] = {}
        for due in self.journal:
            found.setdefault((due.kind, due.subject), []).append(due)
        return found

    def after(self, member: Member, changed: Iterable[Due]) -> "Life":
        """The same with the member as it is now and these rows in place of what the journal had under their keys."""
        rows = self.rows | {key_of(row): row for row in changed}
        return replace(self, member=member, journal=tuple(rows.values()))

    def rows_about(self, kind: Kind, subject: str) -> Sequence[Due]:
        return self._by_subject.get((kind, subject), ())

    def rows_of(self, kind: Kind) -> list[Due]:
        return [due for due in self.journal if due.kind is kind]


def rhythm_of(member: Member) -> Rhythm:
    return Rhythm(
        bundesland=member.bundesland,
        days=member.days,
        hour=member.hour,
        until_hour=max(UNTIL_HOUR, min(member.hour + 1, 24)),
        leave_from=member.leave_from,
        leave_until=member.leave_until,
    )
