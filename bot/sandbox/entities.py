"""Entities of a text: found in it, cleaned with it, and kept in Telegram's order."""

import re
from collections.abc import Iterable
from typing import Any

from bot.sandbox import utf16

Entity = dict[str, Any]

MONOSPACED = ("pre", "code")
BLOCKQUOTES = ("blockquote", "expandable_blockquote")
LINKS = ("text_link", "text_mention", "custom_emoji", "date_time")

# What Telegram finds by itself, in the order in which one wins over another.
_FOUND = (
    ("url", re.compile(
        r"(?i)\bhttps?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]]"
        r"|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:de|com|org|net|eu|me)\b(?:/[^\s<>\"'.,;:!?)\]]+)*"
    )),
    ("email", re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-zA-Z]{2,}")),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/@])")),
    ("mention", re.compile(r"(?<![\w@])@[a-zA-Z][a-zA-Z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#&])#(?=\w*[^\W\d_])\w{1,256}")),
)  # fmt: skip
_REMOVED = re.compile("[\r\u2028-\u202e]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")


def clean(text: str) -> str:
    """The text without what Telegram takes out of every message."""
    return _CONTROL.sub(" ", _REMOVED.sub("", text))


def found(text: str) -> list[Entity]:
    entities: list[Entity] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            offset = utf16.length(text[: match.start()])
            entity = {"type": kind, "offset": offset, "length": utf16.length(match.group())}
            if not any(overlap(entity, other) for other in entities):
                entities.append(entity)
    return ordered(entities)


def overlap(one: Entity, other: Entity) -> bool:
    return bool(one["offset"] < _end(other) and other["offset"] < _end(one))


def _end(entity: Entity) -> int:
    return int(entity["offset"] + entity["length"])


def ordered(entities: Iterable[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def settled(text: str, given: list[Entity]) -> tuple[str, list[Entity]]:
    """Trimmed text with the entities that survive there: the given ones first, then those found in the text."""
    text, given = _trimmed(text, given)
    given = _without_conflicts(ordered(given))
    fixed = [entity for entity in given if entity["type"] in (*MONOSPACED, *LINKS)]
    extra = [entity for entity in found(text) if not any(overlap(entity, other) for other in fixed)]
    return text, ordered([*given, *extra])


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    start = utf16.length(text) - utf16.length(text.lstrip())
    text = text.strip()
    limit = utf16.length(text)
    moved = []
    for entity in entities:
        begin = min(max(entity["offset"] - start, 0), limit)
        end = min(max(_end(entity) - start, 0), limit)
        if end > begin:
            moved.append(entity | {"offset": begin, "length": end - begin})
    return text, moved


def _without_conflicts(entities: list[Entity]) -> list[Entity]:
    """Nothing inside monospaced text, no link in a link, no quote in a quote, no style twice."""
    kept: list[Entity] = []
    for entity in _code_in_pre(entities):
        if not any(_excludes(other, entity) for other in kept):
            kept.append(entity)
    monospaced = [entity for entity in kept if entity["type"] in MONOSPACED]
    return [
        entity
        for entity in kept
        if entity["type"] in (*MONOSPACED, *BLOCKQUOTES) or not any(overlap(entity, code) for code in monospaced)
    ]


def _excludes(kept: Entity, new: Entity) -> bool:
    if not overlap(kept, new):
        return False
    families = (MONOSPACED, BLOCKQUOTES, LINKS)
    same_family = any(kept["type"] in family and new["type"] in family for family in families)
    return same_family or kept["type"] == new["type"]


def _code_in_pre(entities: list[Entity]) -> list[Entity]:
    """<pre><code class="language-x"> is one block with a language; elsewhere the language is dropped."""
    languages = {
        (entity["offset"], entity["length"]): entity["language"] for entity in entities if entity.get("language")
    }
    result = []
    for entity in entities:
        plain = {key: value for key, value in entity.items() if key != "language"}
        language = languages.get((entity["offset"], entity["length"]))
        result.append(plain | {"language": language} if entity["type"] == "pre" and language else plain)
    return sorted(result, key=lambda entity: (entity["offset"], -entity["length"], entity["type"] != "pre"))
