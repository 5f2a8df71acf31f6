"""Times of day as people type them: "9", "halb zehn", "um neun", "14.15 Uhr", "3 Uhr nachmittags", "mittags"."""

import re
from collections.abc import Callable, Sequence
from datetime import time

from scheduler.date_words import ALONE, CARDINALS, NUMBER, any_of, normal, number_of, plain

_HOUR = rf"(?P<hour>{NUMBER})"
_TO = r"(?:um|gegen|ab|ca\.?|circa)"
_AWAY = rf"(?P<away>{NUMBER}) (?:minuten )?(?P<side>vor|nach)"
_COLON_TIME = r"(?<![0-9.,:])(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?![0-9]|[.:,][0-9])"
_DOTTED_TIME = _COLON_TIME.replace("):(", r")\.(")
_LATER = re.compile(r"\b(?:abends?|nachmitags?)\b|[a-z]tag(?:nachmitag|abend)\b")
_NIGHT = re.compile(r"\bnachts?\b")
_EARLY = re.compile(r"\b(?:morgens|fruh|vormitags?)\b|[a-z]tag(?:vormitag|morgen|fruh)\b")
_WORDS = re.compile(r"\w+")
_QUARTERS = {"viertel": 15, "halb": 30, "dreiviertel": 45}
_DAY = 24 * 60
_NOON = 12 * 60
_DAYBREAK = 6 * 60


_BESIDE_A_CLOCK = frozenset(
    plain(
        "ab also am besser besten bis bitte ca circa dann der doch erst etwa gegen genau gern gerne h in lieber ok "
        "punkt schon so uhr um von abend abends früh mittag mittags morgen morgens nachmittag nachmittags nacht "
        "nachts vormittag vormittags"
    ).split()
)
"""What may be said with a time of day without naming a day."""


def read_clock(text: str) -> time | None:
    """The first time of day in a text.

    A bare hour counts only if it is all there is, or after "um" and the like: "2 Vereine" is none. Said without
    minutes, one to five mean the afternoon unless the text says otherwise ("nachts", "morgens", "03:00"): nobody here
    works at three in the night. "24 Uhr" is midnight.
    """
    found = _find(normal(text))
    if found is None:
        return None
    match, read = found
    minutes = read(match)
    return None if minutes is None else time(*divmod(minutes % _DAY, 60))


def is_clock_alone(text: str) -> bool:
    """Whether a text names a time of day and nothing else: with "31.2. um 9" somebody means a day, if none there is."""
    said = normal(text)
    found = _find(said)
    if found is None:
        return False
    match, _ = found
    rest = f"{said[: match.start()]} {said[match.end() :].lstrip('0123456789')}"
    return all(word in _BESIDE_A_CLOCK for word in _WORDS.findall(rest))


def _find(said: str) -> tuple[re.Match[str], Callable[[re.Match[str]], int | None]] | None:
    """The form that begins first, and of those the longest."""
    matches = [(match, read) for pattern, read in _FORMS if (match := pattern.search(said))]
    return min(matches, key=lambda found: (found[0].start(), -found[0].end()), default=None)


def _exact(match: re.Match[str]) -> int | None:
    """ "9:30", "14.15 Uhr", "9 Uhr 30": as written, but for "abends"."""
    minute = number_of(match["minute"])
    hour = number_of(match["hour"])
    if minute > 59 or hour * 60 + minute > _DAY:
        return None
    return _in_its_half(hour * 60 + minute, match.string)


def _hour(match: re.Match[str]) -> int | None:
    hour = number_of(match["hour"])
    if hour > 24:
        return None
    if match["hour"].startswith("0"):
        return hour * 60
    return _by_day(hour * 60, match.string)


def _spoken(match: re.Match[str]) -> int | None:
    """ "halb zehn", "viertel zehn" (9:15), "zehn vor acht", "viertel nach neun", "fünf vor halb zehn"."""
    hour, groups = number_of(match["hour"]), match.groupdict()
    if not 1 <= hour <= 24:
        return None
    minutes = hour * 60 - (60 - _QUARTERS[groups["part"]] if groups.get("part") else 0)
    if groups.get("side"):
        away = _QUARTERS.get(groups["away"]) or number_of(groups["away"])
        minutes += -away if groups["side"] == "vor" else away
    return _by_day(minutes, match.string)


def _noon(match: re.Match[str]) -> int | None:
    return _NOON


def _midnight(match: re.Match[str]) -> int | None:
    return 0


def _by_day(minutes: int, text: str) -> int:
    told = _in_its_half(minutes, text)
    if told != minutes or _EARLY.search(text) or _NIGHT.search(text) or minutes >= _DAYBREAK or minutes == 0:
        return told
    return minutes + _NOON


def _in_its_half(minutes: int, text: str) -> int:
    """ "8 Uhr abends" is 20 o'clock; "11 Uhr nachts" 23, "zwölf Uhr nachts" midnight."""
    if _LATER.search(text) and 60 <= minutes < _NOON:
        return minutes + _NOON
    if _NIGHT.search(text) and _DAYBREAK + 60 <= minutes <= _NOON + 59:
        return minutes + _NOON
    return minutes


_FORMS: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], int | None]]] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (_COLON_TIME, _exact),
        (rf"\b{_TO} {_DOTTED_TIME}", _exact),
        (rf"{_DOTTED_TIME}(?= ?(?:uhr|h)\b)", _exact),
        (rf"^{_DOTTED_TIME}$", _exact),
        (r"^(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])$", _exact),
        (rf"(?<![0-9.,:])\b{_HOUR} ?(?:uhr|h)(?: ?(?P<minute>[0-5][0-9]|{any_of(CARDINALS)}))\b(?! ?[a-z]*\.)", _exact),
        (rf"(?<![0-9.,:])\b{_HOUR} ?uhr\b", _hour),
        (rf"\b{_TO} {_HOUR}{ALONE}", _hour),
        (rf"^(?:{_TO} )*{_HOUR} ?h?[.!]?$", _hour),
        (rf"\bvon {_HOUR} ?(?:-|bis) ?[0-9]", _hour),
        (rf"^{_HOUR} ?(?:-|bis) ?[0-9]+(?: uhr)?$", _hour),
        (rf"\b(?:{_AWAY} )?(?P<part>halb|dreiviertel|viertel) {_HOUR}\b", _spoken),
        (rf"\b(?P<away>viertel) (?P<side>vor|nach) {_HOUR}\b", _spoken),
        (rf"(?:^|\b{_TO} ){_AWAY} {_HOUR}\b{ALONE}", _spoken),
        (r"(?:\b|tag|woch)mitags?\b", _noon),
        (r"\bmiternachts?\b", _midnight),
    )
)
