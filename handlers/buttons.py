"""Callback data: what a button means when it is pressed, perhaps months later.

Every form begins with its version and stays readable for ever: old messages keep their buttons. The table of forms
that ever shipped stands in the tests. Telegram takes 1 to 64 bytes.
"""

from dataclasses import dataclass
from zlib import crc32

LIMIT_BYTES = 64
_VERSION = "1"
_MOST_DIGITS = 12  # the largest number that a database's 64 bits hold for sure
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """Shows an entry in a new message."""

    entry: str


@dataclass(frozen=True, slots=True)
class BrowseEntry:
    """Shows an entry in place of the list it was picked from."""

    entry: str


@dataclass(frozen=True, slots=True)
class PickEntry:
    """Takes one of a turn's options."""

    entry: str
    turn: int


@dataclass(frozen=True, slots=True)
class NotFitting:
    """It does not fit: pressed under an answer or under options. `round` lets it count once."""

    turn: int
    round: int


@dataclass(frozen=True, slots=True)
class Helped:
    """It has answered the question: pressed under an answer, which then loses the question whether it did."""

    entry: str
    turn: int


@dataclass(frozen=True, slots=True)
class Topics:
    """A page of the topics: all areas, an area's kinds, a kind's entries. Names are hashes: they may be long."""

    area: str = ""
    kind: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenTopics:
    """The topics in a new message; what the button hangs under stays readable."""


@dataclass(frozen=True, slots=True)
class AskExample:
    example: str


@dataclass(frozen=True, slots=True)
class Rephrase:
    turn: int


@dataclass(frozen=True, slots=True)
class AskPerson:
    turn: int


@dataclass(frozen=True, slots=True)
class Cancel:
    pass


@dataclass(frozen=True, slots=True)
class ShowHelp:
    pass


@dataclass(frozen=True, slots=True)
class Deed:
    """Any other deed: which feature, what to do, and with what (ids and short words without a colon)."""

    feature: str
    verb: str
    args: tuple[str, ...] = ()

    def number(self, place: int) -> int:
        """The argument as an id; -1, which is nobody's, when it is missing or forged."""
        try:
            return _number(self.args[place])
        except (IndexError, ValueError):
            return -1

    def word(self, place: int) -> str:
        """The argument as it is; "" when it is missing."""
        return self.args[place] if place < len(self.args) else ""


def deed(feature: str, verb: str, *args: int | str) -> Deed:
    """A deed with its arguments as they stand in the button: numbers in base 36."""
    return Deed(feature, verb, tuple(_write(arg) if isinstance(arg, int) else arg for arg in args))


Button = (
    Deed
    | OpenEntry
    | BrowseEntry
    | PickEntry
    | NotFitting
    | Helped
    | Topics
    | OpenTopics
    | AskExample
    | Rephrase
    | AskPerson
    | Cancel
    | ShowHelp
)


def hash_name(name: str) -> str:
    """Eight hex digits for a name that might not fit into a button."""
    return f"{crc32(name.encode('utf-8', 'replace')):08x}"


def encode(button: Button) -> str:
    match button:
        case OpenEntry(entry):
            parts = ["e", entry]
        case BrowseEntry(entry):
            parts = ["b", entry]
        case PickEntry(entry, turn):
            parts = ["o", entry, _write(turn)]
        case NotFitting(turn, number):
            parts = ["n", _write(turn), _write(number)]
        case Helped(entry, turn):
            parts = ["y", entry, _write(turn)]
        case Topics(area, kind, page):
            parts = ["t", area, kind, _write(page)]
        case OpenTopics():
            parts = ["m"]
        case AskExample(example):
            parts = ["x", example]
        case Rephrase(turn):
            parts = ["r", _write(turn)]
        case AskPerson(turn):
            parts = ["p", _write(turn)]
        case Cancel():
            parts = ["c"]
        case ShowHelp():
            parts = ["h"]
        case Deed(feature, verb, args):
            parts = ["d", feature, verb, *args]
    return ":".join([_VERSION, *parts])


def decode(data: str) -> Button | None:
    """None: no form that ever shipped (forged, or from a newer version)."""
    version, *parts = data.split(":")
    if version != _VERSION:
        return None
    try:
        return _read(parts)
    except ValueError:
        return None


def _read(parts: list[str]) -> Button | None:
    match parts:
        case ["e", entry]:
            return OpenEntry(entry)
        case ["b", entry]:
            return BrowseEntry(entry)
        case ["o", entry, turn]:
            return PickEntry(entry, _number(turn))
        case ["n", turn, number]:
            return NotFitting(_number(turn), _number(number))
        case ["y", entry, turn]:
            return Helped(entry, _number(turn))
        case ["t", area, kind, page]:
            return Topics(area, kind, _number(page))
        case ["m"]:
            return OpenTopics()
        case ["x", example]:
            return AskExample(example)
        case ["r", turn]:
            return Rephrase(_number(turn))
        case ["p", turn]:
            return AskPerson(_number(turn))
        case ["c"]:
            return Cancel()
        case ["h"]:
            return ShowHelp()
        case ["d", feature, verb, *args]:
            return Deed(feature, verb, tuple(args))
    return None


def _number(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError("no id is that long")
    return int(digits, 36)


def _write(number: int) -> str:
    if number < 0:
        raise ValueError("ids and places are never negative")
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
