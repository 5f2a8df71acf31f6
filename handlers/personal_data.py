"""Tells whether a text names a person: full name, phone number, address. A rule of thumb: it asks, never forbids."""

import re

from handlers.texts import personal_data as words

_EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+\.\w{2,}")
_DATE = re.compile(r"(?<!\d)\d{1,2}\.\s?\d{1,2}\.(?:\s?(?:19|20)?\d{2}(?!\d))?|(?<!\d)(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)")
_NUMBER = re.compile(r"(?<![\d.,:])\+?\(?\d[\d ()/.–-]*\d")
_SAID_TO_BE_PHONE = re.compile(rf"\b(?:{'|'.join(words.PHONE_WORDS)})\b\W{{0,3}}\d[\d /-]{{2,}}", re.IGNORECASE)
_STREET = re.compile(
    rf"(?:{'|'.join(words.STREET_ENDINGS)})\.?,? (?:nr\.? ?)?\d{{1,3}} ?[a-h]?\b(?! ?(?:%|uhr|[.:]\d))",
    re.IGNORECASE,
)
_STREET_NAME = re.compile(  # "Blumenstraße", "Karl-Marx-Allee"
    rf"\b(?!(?:{'|'.join(words.KINDS_OF_STREETS)})(?:{'|'.join(words.STREETS)})\b)"
    rf"\w[\w-]{{2,40}}(?:(?:{'|'.join(words.STREETS)})\b|str\.)",
    re.IGNORECASE,
)
_AT_A_WAY = re.compile(  # "am Lindenweg", "in der Berliner Straße"
    rf"\b(?:[Aa]m|[Ii]m|[Vv]om|[Zz]um|[Bb]eim|(?:[Ii]n|[Aa]n|[Aa]uf|[Aa]us|[Bb]ei|[Vv]on) de[rm])"
    rf" (?!(?:{'|'.join(words.KINDS_OF_WAYS)})(?:{'|'.join(words.WAYS)})\b)"
    rf"[A-ZÄÖÜ][\w-]{{1,40}}"
    rf"(?:(?:{'|'.join(words.WAYS)})|(?: [A-ZÄÖÜ][\w-]{{1,40}})? (?:{'|'.join(words.WAYS_ALONE)}))\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.,;:!?()\n/&+|]+")
_LONGEST = 1000
_FEWEST_DIGITS, _FEWEST_WITHOUT_ZERO = 6, 9


def looks_personal(text: str) -> bool:
    text = text[:_LONGEST]
    return bool(_EMAIL.search(text) or _STREET.search(text)) or _has_phone(text) or _has_name(text)


def looks_traceable(text: str) -> bool:
    """Also where somebody lives without a number, for what others are going to read. In one's own notes a street may
    be what it is about."""
    shown = text[:_LONGEST]
    return looks_personal(text) or bool(_STREET_NAME.search(shown) or _AT_A_WAY.search(shown))


def _has_phone(text: str) -> bool:
    if _SAID_TO_BE_PHONE.search(text):
        return True
    return any(_is_phone(number) for number in _NUMBER.findall(_DATE.sub(" ; ", text)))


def _is_phone(number: str) -> bool:
    digits = sum(character.isdecimal() for character in number)
    return digits >= (_FEWEST_DIGITS if number.lstrip("(")[0] in "0+" else _FEWEST_WITHOUT_ZERO)


def _has_name(text: str) -> bool:
    phrases = [_WORD.findall(part) for part in _SENTENCE_END.split(text.replace("Dr.", "Dr").replace("Prof.", "Prof"))]
    phrases = [phrase for phrase in phrases if phrase]
    return any(_names_somebody(phrase) for phrase in phrases) or (len(phrases) == 1 and _is_only_a_name(phrases[0]))


def _names_somebody(phrase: list[str]) -> bool:
    """Somewhere in it: "Frau Kaya", "Anna Schmidt", "Anna von der Heide"."""
    for place, word in enumerate(phrase):
        after = [other for other in phrase[place + 1 :] if other.lower() not in words.NAME_PARTICLES]
        begins = word.lower() in words.HONORIFICS or _is_first_name(word)
        if begins and after and word[0].isupper() and _may_be_surname(after[:3]):
            return True
    return False


def _may_be_surname(following: list[str]) -> bool:
    """ "Anne Frank Schule" is a place: what it ends in says so."""
    capitals = []
    for word in following:
        if not word[0].isupper():
            break
        capitals.append(word)
    return bool(capitals) and not any(_is_place(word) or _is_role(word) for word in capitals)


def _is_only_a_name(phrase: list[str]) -> bool:
    """Two words and nothing else: also with a rare first name, and "anna schmidt" also when it is typed so."""
    names = [word for word in phrase if word.lower() not in words.NAME_PARTICLES]
    if len(names) != 2 or any(_is_place(word) or _is_role(word) for word in names):
        return False
    if _is_first_name(names[0]):
        return not names[1].islower() or not names[1].endswith("en")
    return (
        all(word[0].isupper() for word in names) and names[0].lower() not in words.ADJECTIVES and not _are_things(names)
    )


def _are_things(names: list[str]) -> bool:
    """Shouted or abbreviated words ("ÖPNV Anbindung"), and compounds that no name is as long as."""
    return any(len(word) > 1 and word.isupper() for word in names) or any(len(word) > 11 for word in names)


def _is_first_name(word: str) -> bool:
    return word.lower().partition("-")[0] in words.FIRST_NAMES


def _is_place(word: str) -> bool:
    lower = word.lower()
    return lower in words.NO_SURNAMES or lower.endswith(words.NO_SURNAME_ENDINGS)


def _is_role(word: str) -> bool:
    lower = word.lower()
    return lower.startswith(words.ROLE_STEMS) or lower.endswith(words.ROLE_ENDINGS)
