"""Changes that team leads make in the knowledge, from the first draft to the day they are taken back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from knowledge.changes import Change, read_change
from knowledge.gate import Report, read_report

DRAFT_LIFETIME = timedelta(days=1)
RETENTION = timedelta(days=400)
"""How long a change that was taken back can still be read."""


Numbered = tuple[int, Change]
"""A change with the number of its row."""


class State(StrEnum):
    DRAFT = "draft"
    """Seen by its author only."""
    PROPOSED = "proposed"
    """Waits to be checked."""
    CHECKED = "checked"
    """Waits for a person's decision."""
    ACCEPTED = "accepted"
    """Decided upon, but the check is out of date: it is checked again and then goes live, unless it got worse."""
    LIVE = "live"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Curation:
    """`kind`, `content` and `report` are as they are kept; `change` and `checked` are what they say.

    `version` counts everything that went live or was taken back, over all changes. `live_by` is who has said yes to it.
    """

    id: int
    made_by: int | None
    made_at: datetime
    kind: str
    content: str
    state: State = State.DRAFT
    report: str = ""
    version: int | None = None
    live_at: datetime | None = None
    undone_by: int | None = None
    undone_at: datetime | None = None
    live_by: int | None = None

    @property
    def change(self) -> Change:
        return read_change(self.kind, self.content)

    @property
    def checked(self) -> Report | None:
        return read_report(self.report)

    def having(self, change: Change) -> "Curation":
        return replace(self, kind=change.what.value, content=change.write())


def drafted(change: Change, author: int, now: datetime) -> Curation:
    return Curation(0, author, now, change.what.value, change.write())


def changes_of(curations: Iterable[Curation]) -> tuple[list[Numbered], list[int]]:
    """What they say, in this order; and the numbers of those that only a newer version can read."""
    changes: list[Numbered] = []
    unknown: list[int] = []
    for curation in curations:
        try:
            changes.append((curation.id, curation.change))
        except (ValueError, TypeError):
            unknown.append(curation.id)
    return changes, unknown
