"""Texts and captions as a call gives them: parse mode, explicit entities, limits."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import entities, markup, utf16
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import bad_request

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_RAW = 1 << 15


@dataclass(frozen=True)
class Formatted:
    text: str
    entities: list[dict[str, Any]] = field(default_factory=list)

    def fields(self, text: str, entities: str) -> dict[str, Any]:
        """As part of a message; an empty text or list is absent there."""
        parts: dict[str, Any] = {}
        if self.text:
            parts[text] = self.text
        if self.entities:
            parts[entities] = self.entities
        return parts


def message_text(p: Parameters) -> Formatted:
    if not p.text("text"):
        raise bad_request("message text is empty")
    return required(_formatted(p, "text", "entities"))


def caption(p: Parameters) -> Formatted:
    return checked_caption(_formatted(p, "caption", "caption_entities"))


def content(value: dict[str, Any]) -> Formatted:
    """The text of an InputTextMessageContent."""
    inner = Parameters(value)
    if not inner.text("message_text"):
        raise bad_request("message text is empty")
    return required(_formatted(inner, "message_text", "entities"))


def required(formatted: Formatted) -> Formatted:
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if utf16.length(formatted.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return formatted


def checked_caption(formatted: Formatted) -> Formatted:
    if utf16.length(formatted.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return formatted


def typed(text: str) -> Formatted:
    """As a person types it."""
    return Formatted(*entities.settled(entities.clean(text), []))


def _formatted(p: Parameters, text_name: str, entities_name: str) -> Formatted:
    text = p.text(text_name)
    if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        raise bad_request("strings must be encoded in UTF-8")
    if len(text.encode()) > LONGEST_RAW:
        raise bad_request("text is too long")
    text = entities.clean(text)
    mode = p.text("parse_mode").lower()
    if mode in ("", "none"):
        given = p.json(entities_name, "entities") or []
    elif mode == "html":
        text, given = markup.parse(text)
    elif mode in ("markdown", "markdownv2"):
        raise bad_request(f"the sandbox does not read {p.text('parse_mode')}; use HTML")
    else:
        raise bad_request("unsupported parse_mode")
    return Formatted(*entities.settled(text, [entity for entity in given if _is_entity(entity)]))


def _is_entity(value: object) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise bad_request("can't parse MessageEntity: expected an Object")
    if not isinstance(value.get("offset"), int) or not isinstance(value.get("length"), int):
        raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
    return True
