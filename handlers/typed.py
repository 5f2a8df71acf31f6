"""What people type where they could have pressed a button."""

import re

from handlers import texts
from knowledge.german import words
from scheduler.date_words import NUMBER, number_of
from scheduler.date_words import plain as normal_words

_LONGEST = 80
"""Longer than any way to say a number: a question that only begins like one."""


def read_number(text: str) -> int | None:
    """2 for "2", "2.", "Nummer 2", "die zweite"; None when it is no choice of a number."""
    typed = words(text[:_LONGEST])
    if len(typed) > 1 and typed[0] in _PREFIXES and typed[1].isdecimal():
        typed = typed[1:]
    if len(typed) == 1 and typed[0].isdecimal() and len(typed[0]) <= 2:
        return int(typed[0])
    return _SPELT.get(" ".join(typed))


def read_weeks(text: str) -> int | None:
    """10 for "10", "zehn Wochen", "alle 10 Wochen"; 9 for "zwei Monate". None when it is no length of time in these."""
    found = _WEEKS.fullmatch(normal_words(text[:_LONGEST]).rstrip(".!"))
    if found is None or not (found["number"] or found["unit"]):
        return None
    number = number_of(found["number"] or "1")
    return round(number * WEEKS_A_MONTH) if (found["unit"] or "").startswith("monat") else number


def is_none_of_these(text: str) -> bool:
    return _plain(text) in _NONE


def _plain(text: str) -> str:
    return " ".join(words(text[:_LONGEST]))


_SPELT = {_plain(word): number for word, number in texts.NUMBER_WORDS.items()}
_NONE = frozenset(_plain(word) for word in texts.NONE_WORDS)
_PREFIXES = frozenset(_plain(word) for word in texts.NUMBER_PREFIXES)
WEEKS_A_MONTH = 52 / 12
_WEEKS = re.compile(rf"(?:(?:ale|jede[nr]?|nach) )*(?P<number>{NUMBER})? ?(?P<unit>wochen?|monate?n?)?")
