"""German as people type it: folding, words, stems, greetings. Pure functions, no collection and no state.

Everything here is applied to both sides, to what is written in a collection and to what somebody types. So a fold may
lose information ("neue" becomes "neu") as long as it loses the same on both sides.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

# Combining marks; and what no reader sees: zero-width and direction marks, lone surrogates, controls, private use.
_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cs", "Co", "Cn", "Cc"})
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_AFTER_UMLAUT = re.compile(r"([aou])e+")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_WORD = re.compile(r"[^\W_]+")

# Words that a sentence needs and that say nothing of its subject.
FUNCTION_WORDS = (
    "ab", "aber", "alle", "allem", "allen", "aller", "alles", "als", "also", "am", "an", "andere", "anderen", "auch",
    "auf", "aus", "bei", "beim", "bin", "bis", "bist", "bitte", "da", "dabei", "damit", "dann", "daran", "darauf",
    "darf", "das", "dass", "davon", "dazu", "dein", "deine", "dem", "den", "denn", "der", "des", "dich", "die",
    "dies", "diese", "diesem", "diesen", "dieser", "dieses", "dir", "doch", "du", "durch", "ein", "eine", "einem",
    "einen", "einer", "eines", "einfach", "er", "es", "etwas", "für", "ganz", "gar", "geht", "gerade", "gibt", "gut",
    "hab", "habe", "haben", "hat", "hatte", "hier", "ich", "ihm", "ihn", "ihnen", "ihr", "ihre", "ihren", "im",
    "immer", "in", "ins", "ist", "ja", "jede", "jeden", "jeder", "jetzt", "kann", "kannst", "kein", "keine", "keinen",
    "können", "könnte", "machen", "mache", "man", "mehr", "mein", "meine", "meinem", "meinen", "meiner", "mich",
    "mir", "mit", "muss", "müssen", "nach", "nicht", "nix", "noch", "nun", "nur", "ob", "oder", "oft", "ohne",
    "schon", "sein", "sich", "sie", "sind", "so", "soll", "sollen", "sollte", "tun", "über", "um", "und", "uns",
    "unser", "unsere", "unseren", "unter", "viel", "vom", "von", "vor", "wann", "war", "warum", "was", "weil",
    "welche", "welchen", "welcher", "wem", "wen", "wenn", "wer", "werde", "werden", "wie", "wieder", "will", "wir",
    "wird", "wo", "woher", "wohin", "wurde", "zu", "zum", "zur",
)  # fmt: skip
# What people put in front of a question, and behind it. No single word that can also begin or end the question itself
# ("Tag der Nachbarn", "Mahlzeit", "Frage").
OPENINGS = (
    "hallo", "hallöchen", "halli hallo", "hi", "hey", "hej", "hei", "huhu", "heyho", "hello", "moin", "moinsen",
    "servus", "grüß gott", "grüß dich", "grüß euch", "grüezi", "guten morgen", "guten tag", "guten abend",
    "schönen guten tag", "schönen guten morgen", "schönen guten abend", "nabend", "tach", "tach auch",
    "hallo zusammen", "hi zusammen", "moin zusammen", "guten morgen zusammen", "guten tag zusammen", "hallo ihr",
    "hallo du", "hey du", "hallo ihr lieben", "hallo liebes team", "hallo team", "liebes team", "hallo alle",
    "hallo bot", "hallo lieber bot", "lieber bot", "hey bot", "hi bot", "hallo lotse", "hallo lieber lotse",
    "lieber lotse", "hallo quartierslotse", "hey quartierslotse", "hey lotse", "lieber quartierslotse",
    "sehr geehrte damen und herren", "na du", "sag mal", "sagt mal", "kurze frage", "mal ne frage",
    "mal eine frage", "mal ne kurze frage", "ich hab mal ne frage", "ich habe mal eine frage", "ich hab ne frage",
    "ich hab eine frage", "ich habe eine frage", "ich hätte eine frage", "ich hätte mal eine frage",
    "ich hab da mal ne frage", "ich hab da mal eine frage", "ich habe da mal eine frage", "ich habe da eine frage",
)  # fmt: skip
CLOSINGS = (
    "danke", "danke dir", "danke euch", "danke schön", "dankeschön", "danke sehr", "danke im voraus", "danke vorab",
    "danke schon mal", "danke schonmal", "danke für die hilfe", "danke für deine hilfe", "danke für eure hilfe",
    "schon mal danke", "schonmal danke", "vielen dank", "vielen dank im voraus", "vielen dank vorab",
    "vielen dank schon mal", "vielen dank für die hilfe", "vielen dank für deine hilfe", "vielen lieben dank",
    "vielen herzlichen dank", "besten dank", "besten dank im voraus", "herzlichen dank", "lieben dank",
    "tausend dank", "1000 dank", "dank dir", "dank euch", "thx", "thanks", "merci", "tschüss", "tschüssi", "tschau",
    "ciao", "bye", "bis dann", "bis bald", "bis später", "schönen tag", "schönen tag noch", "schönen abend",
    "schönen abend noch", "schönen feierabend", "schönes wochenende", "auf wiedersehen",
)  # fmt: skip
# Behind these a name may stand.
REGARDS = (
    "lg", "vg", "mfg", "bg", "gruß", "grüße", "liebe grüße", "viele grüße", "beste grüße", "schöne grüße",
    "herzliche grüße", "lieben gruß", "mit freundlichen grüßen",
)  # fmt: skip


def fold(text: str) -> str:
    """Lower case, and one spelling for ä/ae/a, ö/oe/o, ü/ue/u and ß/ss. Folding twice changes nothing more."""
    plain = text.lower().replace("ä", "a").replace("ö", "o").replace("ü", "u").replace("ß", "ss")
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
        plain = "".join(char for char in decomposed if char.isspace() or unicodedata.category(char) not in _UNSEEN)
    return _AFTER_UMLAUT.sub(r"\1", plain)


def words(text: str) -> list[str]:
    """The words of a text in their order, folded and with doubled letters made single.

    "komunne" and "kommune" are one word to us: a letter too many or too few is the commonest slip of the thumb.
    """
    if "<" in text:
        text = _TAG.sub(" ", text)
    return _WORD.findall(_DOUBLED.sub(r"\1", fold(text)))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A light stem of a folded word, after CISTEM (Weissweiler and Fraser 2017) without its prefix rule.

    Endings go as long as four letters remain, so that "machn", "machen" and "machst" meet.
    """
    while len(word) > 4:
        if len(word) > 5 and word.endswith(("em", "er", "nd")):
            word = word[:-2]
        elif word[-1] in "esnt":
            word = word[:-1]
        else:
            break
    return word


def without_courtesies(words: Sequence[str]) -> list[str]:
    """The question itself: without greetings in front of it, and without thanks and goodbyes behind it."""
    start, end = 0, len(words)
    while length := _matched(_OPENINGS, words[start : min(end, start + _LONGEST)]):
        start += length
    while length := _closing(words[max(start, end - _LONGEST) : end][::-1]):
        end -= length
    return list(words[start:end])


def _closing(backwards: Sequence[str]) -> int:
    """How many words the closing has that these words, read backwards, begin with. A name may follow regards."""
    if length := _matched(_CLOSINGS, backwards):
        return length
    signed = _matched(_REGARDS, backwards[1:])
    return signed + 1 if signed else 0


def _matched(phrases: frozenset[tuple[str, ...]], words: Sequence[str]) -> int:
    """How many words the longest phrase has that these words begin with."""
    return next((length for length in range(len(words), 0, -1) if tuple(words[:length]) in phrases), 0)


def _backwards(phrases: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words(phrase)[::-1]) for phrase in phrases)


_OPENINGS = frozenset(tuple(words(opening)) for opening in OPENINGS)
_REGARDS = _backwards(REGARDS)
_CLOSINGS = _backwards(CLOSINGS) | _REGARDS
_LONGEST = max(map(len, _OPENINGS | _CLOSINGS))
