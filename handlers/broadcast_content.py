"""What a lead typed or sent, as the content of a broadcast; or why it can't be one."""

from dataclasses import dataclass

from handlers.arrival import Arrival
from handlers.portions import units
from handlers.texts.broadcast_content import LONGEST_CAPTION, LONGEST_TEXT, MEGABYTE
from scheduler.broadcasts import Content

LARGEST_PHOTO, LARGEST_FILE = 10, 50
"""Megabytes. Telegram sets no limit where a file is only sent on, but every phone has to load it on the way."""
SPLIT_FROM = 4000
"""A phone splits a longer text at a space: the first part is a little shorter than what Telegram takes."""
_NAMED = frozenset({"voice", "sticker", "video"})


@dataclass(frozen=True, slots=True)
class Fault:
    """`what` is "empty", "too_long", "too_large", or the kind of thing that can't be sent. `amount` are characters, or
    megabytes; `file` is "photo" or "document" where it is about one."""

    what: str
    amount: int = 0
    file: str = ""


def read_content(arrival: Arrival) -> Content | Fault:
    """Text keeps its formatting: offsets count in UTF-16, so nothing may be cut off or put in."""
    if arrival.media and arrival.media not in ("photo", "document"):
        return Fault(arrival.media if arrival.media in _NAMED else "other")
    text = storable(arrival.exact)
    if not arrival.media:
        return _text(text, arrival.entities)
    largest = LARGEST_PHOTO if arrival.media == "photo" else LARGEST_FILE
    if arrival.file_bytes > largest * MEGABYTE:
        return Fault("too_large", -(-arrival.file_bytes // MEGABYTE), arrival.media)
    if not arrival.file_id:
        return Fault("other")
    if units(text) > LONGEST_CAPTION:
        return Fault("too_long", units(text), arrival.media)
    return Content("photo" if arrival.media == "photo" else "document", text, arrival.entities, arrival.file_id)


def _text(text: str, entities: str) -> Content | Fault:
    if not any(sign.isprintable() and not sign.isspace() for sign in text):
        return Fault("empty")
    if units(text) > LONGEST_TEXT:
        return Fault("too_long", units(text))
    return Content("text", text, entities)


def storable(text: str) -> str:
    """Without what no database keeps (NUL, half a surrogate pair), each replaced by one sign, so that the formatting
    stays where it is."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if sign == "\0" or "\ud800" <= sign <= "\udfff" else sign for sign in text
    )


def may_be_split(content: Content) -> bool:
    return content.kind == "text" and units(content.text) >= SPLIT_FROM
