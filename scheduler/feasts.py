"""Feasts that people date things by ("nach Ostern", "1. Advent"), whether or not they are public holidays."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.date_words import plain


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian rule (Meeus/Jones/Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def fourth_advent(year: int) -> date:
    """The Sunday before Christmas Day."""
    christmas = date(year, 12, 25)
    return christmas - timedelta(days=christmas.isoweekday())


@dataclass(frozen=True, slots=True)
class Feast:
    """So many days from an anchor; "vor" and "nach" it count from `before` days earlier and `after` days later."""

    anchor: Callable[[int], date]
    days: int = 0
    before: int = 0
    after: int = 0

    def in_year(self, year: int) -> date:
        return self.anchor(year) + timedelta(days=self.days)


def _fixed(month: int, day: int, before: int = 0, after: int = 0) -> Feast:
    return Feast(lambda year: date(year, month, day), 0, before, after)


_NAMED: Mapping[str, Feast] = {
    "Rosenmontag": Feast(easter, -48),
    "Faschingsdienstag": Feast(easter, -47),
    "Aschermittwoch": Feast(easter, -46),
    "Gründonnerstag": Feast(easter, -3),
    "Karfreitag": Feast(easter, -2),
    "Ostersonntag": Feast(easter),
    "Ostern": Feast(easter, 0, before=2, after=1),
    "Ostermontag": Feast(easter, 1),
    "Christi Himmelfahrt": Feast(easter, 39),
    "Himmelfahrt": Feast(easter, 39),
    "Vatertag": Feast(easter, 39),
    "Pfingstsonntag": Feast(easter, 49),
    "Pfingsten": Feast(easter, 49, after=1),
    "Pfingstmontag": Feast(easter, 50),
    "Fronleichnam": Feast(easter, 60),
    "Volkstrauertag": Feast(fourth_advent, -35),
    "Buß- und Bettag": Feast(fourth_advent, -32),
    "Buß und Bettag": Feast(fourth_advent, -32),
    "Totensonntag": Feast(fourth_advent, -28),
    "Neujahr": _fixed(1, 1),
    "Heilige Drei Könige": _fixed(1, 6),
    "Dreikönig": _fixed(1, 6),
    "Frauentag": _fixed(3, 8),
    "Tag der Arbeit": _fixed(5, 1),
    "Mariä Himmelfahrt": _fixed(8, 15),
    "Tag der Deutschen Einheit": _fixed(10, 3),
    "Reformationstag": _fixed(10, 31),
    "Allerheiligen": _fixed(11, 1),
    "Martinstag": _fixed(11, 11),
    "Nikolaus": _fixed(12, 6),
    "Heiligabend": _fixed(12, 24),
    "Heiliger Abend": _fixed(12, 24),
    "Weihnachten": _fixed(12, 25, before=1, after=1),
    "Silvester": _fixed(12, 31),
}
_WHICH_ADVENT = {1: "1. erster ersten", 2: "2. zweiter zweiten", 3: "3. dritter dritten", 4: "4. vierter vierten"}
_ADVENTS = {
    f"{word} Advent": Feast(fourth_advent, 7 * number - 28)
    for number, words in _WHICH_ADVENT.items()
    for word in words.split()
}
FEASTS: Mapping[str, Feast] = {plain(name): feast for name, feast in {**_NAMED, **_ADVENTS}.items()}
