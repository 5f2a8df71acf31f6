"""An appointment while it is being put together. It travels in buttons and prompts, so that a restart loses nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

SHORTEST, LONGEST = 15, 480
_NOTHING = "-"
_SURE = "s"


@dataclass(frozen=True, slots=True)
class Draft:
    """`moves` is the id of the jour fixe that is to be moved (0: a new one), `sequence` the one it had then.

    `sure`: what is odd about the day was asked and answered.
    """

    moves: int = 0
    sequence: int = 0
    day: date | None = None
    clock: time | None = None
    minutes: int = 0
    sure: bool = False

    def words(self) -> tuple[str, ...]:
        """As a button's arguments: no colon, about 35 bytes."""
        return (
            str(self.moves),
            str(self.sequence),
            f"{self.day:%Y%m%d}" if self.day else _NOTHING,
            f"{self.clock:%H%M}" if self.clock else _NOTHING,
            str(self.minutes),
            _SURE if self.sure else _NOTHING,
        )


def read_draft(words: Sequence[str]) -> Draft | None:
    """None for what no draft ever wrote."""
    if len(words) != 6:
        return None
    moves, sequence, day, clock, minutes, sure = words
    try:
        draft = Draft(_number(moves), _number(sequence), _day(day), _clock(clock), _number(minutes), sure == _SURE)
    except ValueError:
        return None
    return draft if draft.minutes == 0 or SHORTEST <= draft.minutes <= LONGEST else None


def _number(word: str) -> int:
    if not (word.isascii() and word.isdecimal() and len(word) <= 12):
        raise ValueError("no id is written like that")
    return int(word)


def _day(word: str) -> date | None:
    return None if word == _NOTHING else datetime.strptime(word, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone


def _clock(word: str) -> time | None:
    return None if word == _NOTHING else datetime.strptime(word, "%H%M").time()  # noqa: DTZ007 - a wall clock's time
