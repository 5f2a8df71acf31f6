"""What a phone sends that is not text; small stand-ins, enough for a bot to see the kind."""

import struct
import zlib
from typing import Any

from bot.sandbox import media
from bot.sandbox.chats import Person
from bot.sandbox.uploads import Archive, Upload

KINDS = ("voice", "photo", "sticker", "location", "document", "contact", "video_note", "poll")


def content(kind: str, archive: Archive, person: Person) -> dict[str, Any]:
    """The part of a message that makes it a message of this kind."""
    if kind == "photo":
        return media.described("photo", archive.keep("photos", Upload("photo.png", picture(320, 200), "image/png")))
    if kind == "document":
        text = Upload("note.txt", b"42\n", "text/plain")
        return media.described("document", archive.keep("documents", text))
    if kind == "location":
        return {"location": {"latitude": 51.4344, "longitude": 6.7623}}
    if kind == "contact":
        return {"contact": {"phone_number": "+4915100000000", "first_name": person.first_name, "user_id": person.id}}
    if kind == "poll":
        return {"poll": _poll()}
    if kind in ("voice", "sticker", "video_note"):
        return {kind: _file(kind, archive)}
    raise ValueError(f"{kind!r} is none of {', '.join(KINDS)}")


def _file(kind: str, archive: Archive) -> dict[str, Any]:
    stored = archive.keep(kind, Upload(f"{kind}.bin", kind.encode()))
    known: dict[str, Any] = {"file_id": stored.file_id, "file_unique_id": stored.unique_id}
    if kind == "voice":
        return known | {"duration": 4, "mime_type": "audio/ogg"}
    if kind == "video_note":
        return known | {"length": 240, "duration": 4}
    size = {"width": 512, "height": 512}
    return known | size | {"type": "regular", "is_animated": False, "is_video": False, "emoji": "👋"}


def _poll() -> dict[str, Any]:
    options = [{"text": text, "voter_count": 0, "persistent_id": str(place)} for place, text in enumerate("AB")]
    flags = dict.fromkeys(("is_closed", "allows_multiple_answers", "allows_revoting", "members_only"), False)
    head = {"id": "5000000000000001", "question": "A / B?", "options": options, "total_voter_count": 0}
    return head | flags | {"is_anonymous": True, "type": "regular"}


def picture(width: int, height: int) -> bytes:
    """A PNG with a soft gradient."""
    rows = b"".join(
        b"\x00" + bytes(shade for x in range(width) for shade in (90 + x * 100 // width, 150 + y * 60 // height, 190))
        for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
