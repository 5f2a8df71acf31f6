"""The words dates are made of, and a text in the one spelling in which the forms look for them."""

import re
from collections.abc import Iterable
from itertools import product

from rapidfuzz.distance import OSA

from knowledge.german import fold

LONGEST_TEXT = 200
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip

_DOUBLED = re.compile(r"([^\W\d_])\1+")
_DASHES = re.compile("[‐‑‒–—−]")
_LETTERS = re.compile(r"[a-z]+")


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def plain(text: str) -> str:
    """Lower case, ä/ae/a as one, doubled letters single, single blanks: "Mittwoch" and "MITWOCH" are "mitwoch"."""
    return " ".join(_DASHES.sub("-", _DOUBLED.sub(r"\1", fold(text))).split())


def any_of(words: Iterable[str]) -> str:
    """A pattern for these words, longer ones first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))) + ")"


def _ordinal(number: int, cardinal: str) -> str:
    return _ODD_ORDINALS.get(number, cardinal + ("t" if number < 20 else "st"))


_CARDINALS = _listed(
    "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn zwanzig einundzwanzig zweiundzwanzig dreiundzwanzig vierundzwanzig fünfundzwanzig "
    "sechsundzwanzig siebenundzwanzig achtundzwanzig neunundzwanzig dreißig einunddreißig"
)
_ODD_ORDINALS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
_SHORTEST_MISTAKEN = 5

ONES = frozenset(map(plain, _listed("ein eine einem einen einer nem nen ner")))
CARDINALS = (
    {plain(word): number for number, word in enumerate(_CARDINALS, start=1)} | dict.fromkeys(ONES, 1) | {"zwo": 2}
)
ORDINALS = {
    plain(_ordinal(number, word) + ending): number
    for (number, word), ending in product(enumerate(_CARDINALS, start=1), ("e", "en", "er"))
}
WEEKDAY_NUMBERS = {plain(name): number for number, name in enumerate(WEEKDAYS)} | {"sonabend": 5, "wochenende": 5}
MONTH_NUMBERS = (
    {plain(name): number for number, name in enumerate(MONTHS, start=1)}
    | {plain(name)[:3]: number for number, name in enumerate(MONTHS, start=1)}
    | {"sept": 9, "mrz": 3, "janer": 1, "feber": 2, "juno": 6, "julei": 7}
)
# What stands before the thing meant, and how many steps away from the present one that is.
STEPS = {
    plain(word + ending): step
    for step, words in {
        -2: "vorletzt vorvorig", -1: "letzt vorig vergangen", 0: "dies laufend", 1: "nächst kommend", 2: "übernächst",
    }.items()
    for word, ending in product(_listed(words), ("e", "em", "en", "er", "es"))
}  # fmt: skip

NUMBER = f"(?:[0-9]{{1,3}}|{any_of(CARDINALS)})"
ORDINAL = any_of(ORDINALS)
MONTH = any_of(MONTH_NUMBERS)
STEP = any_of(STEPS)
DAYPART = any_of(map(plain, _listed("früh morgen vormittag mittag nachmittag abend nacht")))
WEEKDAY = f"(?:{any_of(WEEKDAY_NUMBERS)}{DAYPART}?)"

# What may follow a number, or a short name, that stands for itself: not the thing that is counted ("am 2. Treffen").
_FOLLOWS = _listed(
    "am an um ab im in mit bei bitte wegen zu zum gegen wieder noch nochmal dann abends morgens vormittags früh "
    "nachmittags mittags anrufen erinnern erinnere melden nachfragen schreiben bin hab habe hatte haben war kann geht"
)
_TIME = r"[0-9]{1,2}(?:[:.][0-9]{2})? ?uhr"
ALONE = rf"(?= ?(?:[,;!?)]|\.?$|- )| (?:{any_of(map(plain, _FOLLOWS))}|{_TIME})\b)"

_SPELT = frozenset(name for name in map(plain, (*WEEKDAYS, *MONTHS, "übermorgen")) if len(name) > _SHORTEST_MISTAKEN)
_SHORT = {plain(name)[:2]: plain(name) for name in WEEKDAYS}
_AFTER_SHORT = rf"\b(?:{ALONE}|(?=\.?,? (?:[0-9]|den |{STEP} |{DAYPART}\b)))\.?"
_SHORT_WEEKDAY = re.compile(
    rf"(?:^(?!so [a-z])|\b(?:am|woche|{STEP}) |\b(?:ab|bis) (?!so\b))(?P<name>{any_of(_SHORT)}){_AFTER_SHORT}"
)


def normal(text: str) -> str:
    """The beginning of a text as the forms expect it: plain, "di" written out, months and weekdays spelt right."""
    spelt = _LETTERS.sub(_respelt, plain(text[:LONGEST_TEXT]))
    return _SHORT_WEEKDAY.sub(_written_out, spelt)


def _written_out(match: re.Match[str]) -> str:
    before = match.string[match.start() : match.start("name")]
    return before + _SHORT[match["name"]]


def _respelt(match: re.Match[str]) -> str:
    """A name with one slip of the thumb put right, if only one name can be meant; endings ("Montage") are no slips."""
    word = match[0]
    if len(word) < _SHORTEST_MISTAKEN or word in _SPELT or word.startswith(tuple(_SPELT)):
        return word
    near = [name for name in _SPELT if name[0] == word[0] and OSA.distance(name, word, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else word


def number_of(word: str) -> int:
    return int(word) if word.isdecimal() else CARDINALS[word]


def weekday_of(word: str) -> int:
    """The number of a weekday, also with a part of the day grown to it ("dienstagabend")."""
    return next(number for name, number in WEEKDAY_NUMBERS.items() if word.startswith(name))
