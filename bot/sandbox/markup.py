"""Telegram's HTML: read into text and entities, or refused with Telegram's words.

Offsets in refusals are bytes of the text as sent, offsets in entities UTF-16 code units of the text as shown.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox import links, utf16
from bot.sandbox.refusals import bad_request

ENTITY_OF_TAG = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "span": "spoiler",
    "tg-spoiler": "spoiler", "a": "text_link", "tg-emoji": "custom_emoji", "tg-time": "date_time",
    "pre": "pre", "code": "code", "blockquote": "blockquote",
}  # fmt: skip
NAMED_CHARACTERS = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
SPACE = rb"\s\x00"

_CHARACTER = re.compile(rb"&(?:#x(?P<hex>[0-9a-fA-F]*)|#(?P<decimal>[0-9]*)|(?P<name>[a-zA-Z]*));?")
_TAG_NAME = re.compile(rb"[^>" + SPACE + rb"]*")
_ATTRIBUTE = re.compile(rb"[^=>/\"'" + SPACE + rb"]*")
_SPACES = re.compile(rb"[" + SPACE + rb"]*")
_TOKEN = re.compile(rb"[0-9a-zA-Z.\-]*")


@dataclass
class _OpenTag:
    name: str
    begin: int
    offset: int = 0
    shown_from: int = 0
    attributes: dict[str, str] = field(default_factory=dict)


def parse(text: str) -> tuple[str, list[dict[str, Any]]]:
    """Text and raw entities of Telegram's HTML; raises a Refusal where Telegram refuses it."""
    return _Reader(text).read()


def _cannot_parse(why: str) -> Exception:
    return bad_request(f"can't parse entities: {why}")


class _Reader:
    def __init__(self, text: str) -> None:
        self.source = text.encode("utf-8", "surrogatepass")
        self.position = 0
        self.shown: list[str] = []
        self.offset = 0
        self.open: list[_OpenTag] = []
        self.entities: list[dict[str, Any]] = []

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        while self.position < len(self.source):
            here = self.source[self.position : self.position + 1]
            if here == b"<":
                self._tag()
            elif here == b"&":
                self._show(self._character())
            else:
                self._show(self._plain())
        if self.open:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        return self._text(), self.entities

    def _text(self) -> str:
        shown = "".join(self.shown)
        if any(0xD800 <= ord(character) <= 0xDFFF for character in shown):
            raise _cannot_parse(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return shown

    def _show(self, piece: str) -> None:
        self.shown.append(piece)
        self.offset += utf16.length(piece)

    def _plain(self) -> str:
        begin = self.position
        ends = [end for end in (self.source.find(mark, begin) for mark in (b"<", b"&")) if end >= 0]
        self.position = min(ends, default=len(self.source))
        return self.source[begin : self.position].decode("utf-8", "surrogatepass")

    def _character(self) -> str:
        """One character reference, or the ampersand itself where it is none that Telegram knows."""
        found = _CHARACTER.match(self.source, self.position)
        decoded = _decode(found) if found else None
        if found is None or decoded is None:
            self.position += 1
            return "&"
        self.position = found.end()
        return decoded

    def _tag(self) -> None:
        if self.source[self.position + 1 : self.position + 2] == b"/":
            self._end_tag()
        else:
            self._start_tag()

    def _skip(self, pattern: re.Pattern[bytes]) -> bytes:
        found = pattern.match(self.source, self.position)
        taken = found.group() if found else b""
        self.position += len(taken)
        return taken

    def _at(self) -> bytes:
        return self.source[self.position : self.position + 1]

    def _start_tag(self) -> None:
        begin = self.position
        self.position += 1
        name = self._skip(_TAG_NAME).decode("utf-8", "replace").lower()
        if not self._at():
            raise _cannot_parse(f"Unclosed start tag at byte offset {begin}")
        if name not in ENTITY_OF_TAG:
            raise _cannot_parse(f'Unsupported start tag "{name}" at byte offset {begin}')
        tag = _OpenTag(name, begin, self.offset, len(self.shown))
        self._attributes(tag)
        self.position += 1
        if name == "span" and tag.attributes.get("class") != "tg-spoiler":
            raise _cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(tag)

    def _attributes(self, tag: _OpenTag) -> None:
        while True:
            self._skip(_SPACES)
            if self._at() == b">":
                return
            name = self._skip(_ATTRIBUTE).decode("utf-8", "replace")
            if not name:
                raise _cannot_parse(f'Empty attribute name in the tag "{tag.name}" at byte offset {tag.begin}')
            self._skip(_SPACES)
            value = ""
            if self._at() == b"=":
                self.position += 1
                value = self._attribute_value(tag)
            elif not self._at():
                raise _cannot_parse(f'Unclosed start tag "{tag.name}" at byte offset {tag.begin}')
            tag.attributes[name] = value

    def _attribute_value(self, tag: _OpenTag) -> str:
        self._skip(_SPACES)
        quote = self._at()
        if not quote:
            raise _cannot_parse(f'Unclosed start tag "{tag.name}" at byte offset {tag.begin}')
        if quote in (b"'", b'"'):
            value = self._quoted(quote)
        else:
            begin = self.position
            value = self._skip(_TOKEN).decode().lower()
            if self._at() and not re.match(rb"[>" + SPACE + rb"]", self._at()):
                raise _cannot_parse(f"Unexpected end of name token at byte offset {begin}")
        if not self._at():
            raise _cannot_parse(f"Unclosed start tag at byte offset {tag.begin}")
        return value

    def _quoted(self, quote: bytes) -> str:
        begin = self.position + 1
        end = self.source.find(quote, begin)
        if end < 0:
            self.position = len(self.source)
            return ""
        self.position = end + 1
        return _CHARACTER.sub(_reference, self.source[begin:end]).decode("utf-8", "replace")

    def _end_tag(self) -> None:
        begin = self.position
        if not self.open:
            raise _cannot_parse(f"Unexpected end tag at byte offset {begin}")
        self.position += 2
        name = self._skip(_TAG_NAME).decode("utf-8", "replace").lower()
        self._skip(_SPACES)
        if self._at() != b">":
            raise _cannot_parse(f"Unclosed end tag at byte offset {begin}")
        self.position += 1
        tag = self.open[-1]
        if name and name != tag.name:
            raise _cannot_parse(
                f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{name}>"'
            )
        self.open.pop()
        if self.offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        entity = {"type": ENTITY_OF_TAG[tag.name], "offset": tag.offset, "length": self.offset - tag.offset}
        if tag.name == "a":
            entity |= _link(tag.attributes.get("href") or "".join(self.shown[tag.shown_from :]))
        elif tag.name == "tg-emoji":
            entity["custom_emoji_id"] = _emoji_id(tag.attributes.get("emoji-id", ""))
        elif tag.name == "tg-time":
            entity |= _date(tag.attributes)
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "code" and tag.attributes.get("class", "").startswith("language-"):
            entity["language"] = tag.attributes["class"].removeprefix("language-")
        if entity["type"] != "nothing":
            self.entities.append(entity)


def _decode(found: re.Match[bytes]) -> str | None:
    if found["name"] is not None:
        return NAMED_CHARACTERS.get(found["name"])
    digits, base = (found["hex"], 16) if found["hex"] is not None else (found["decimal"], 10)
    if not 0 < len(digits) < 8:
        return None
    code = int(digits, base)
    return chr(code) if 0 < code < 0x10FFFF else None


def _reference(found: re.Match[bytes]) -> bytes:
    decoded = _decode(found)
    return found.group() if decoded is None else decoded.encode("utf-8", "surrogatepass")


def _link(url: str) -> dict[str, Any]:
    mention = re.fullmatch(r"tg:(?://)?user\?id=(\d+)", url)
    if mention:
        return {"type": "text_mention", "user_id": int(mention[1])}
    try:
        return {"url": _with_path(links.checked(url))}
    except links.InvalidLink:
        return {"type": "nothing"}  # Telegram shows such a link as plain text


def _with_path(url: str) -> str:
    parts = urlsplit(url)
    return url if parts.path or not parts.scheme.startswith("http") else parts._replace(path="/").geturl()


def _emoji_id(value: str) -> str:
    if not value.isdecimal() or int(value) == 0:
        raise _cannot_parse("Invalid custom emoji identifier specified")
    return value


def _date(attributes: dict[str, str]) -> dict[str, Any]:
    unix = attributes.get("unix", "")
    if not unix.isdecimal() or int(unix) == 0:
        return {"type": "nothing"}
    known = {"unix_time": int(unix)}
    return known | ({"date_time_format": attributes["format"]} if attributes.get("format") else {})
