"""What people type where they could have pressed a button."""

import re

from handlers import texts
from knowledge.german import fold, visible

_NUMBER = re.compile(r"\s*(\d{1,2})\s*[.):]?\s*")
_NOT_A_WORD = re.compile(r"[^\w\s]|_")


def read_number(text: str) -> int | None:
    """2 for "2", "2.", "Nummer 2", "die zweite"; None when it is no choice of a number."""
    words = _words(text)
    digits = _NUMBER.fullmatch(_without_prefix(words))
    if digits:
        return int(digits[1])
    return _SPELT.get(words)


def is_none_of_these(text: str) -> bool:
    return _words(text) in _NONE


def _words(text: str) -> str:
    return " ".join(fold(_NOT_A_WORD.sub(" ", visible(text[:80]))).split())


def _without_prefix(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first in _PREFIXES else words


_SPELT = {_words(word): number for word, number in texts.NUMBER_WORDS.items()}
_NONE = frozenset(_words(word) for word in texts.NONE_WORDS)
_PREFIXES = frozenset(_words(word) for word in texts.NUMBER_PREFIXES)
