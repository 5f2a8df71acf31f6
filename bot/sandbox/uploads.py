"""Files that were sent, and how they are found again by file_id."""

import hashlib
import struct
from dataclasses import dataclass

from bot.sandbox.refusals import Refusal, bad_request

LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file as it comes in a request."""

    name: str
    content: bytes
    mime_type: str = "application/octet-stream"


@dataclass(frozen=True)
class StoredFile:
    file_id: str
    unique_id: str
    path: str
    upload: Upload


class Archive:
    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, folder: str, upload: Upload) -> StoredFile:
        digest = hashlib.sha256(upload.content + upload.name.encode("utf-8", "replace")).hexdigest()
        number = len(self._by_id) + 1
        suffix = upload.name.rpartition(".")[2] if "." in upload.name else "bin"
        stored = StoredFile(
            file_id=f"{folder[:2].upper()}CAgI{digest[:24]}{number:04d}",
            unique_id=f"AgAD{digest[:12]}",
            path=f"{folder}/file_{number}.{suffix}",
            upload=upload,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)


def check_document(upload: Upload) -> None:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > LARGEST_UPLOAD:
        raise Refusal(413, "Request Entity Too Large")


def check_photo(upload: Upload) -> tuple[int, int]:
    """Refuses what is no picture; returns width and height."""
    check_document(upload)
    if len(upload.content) > LARGEST_PHOTO:
        raise bad_request("file is too big")
    size = picture_size(upload.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG or GIF; None for anything else."""
    size: tuple[int, int] | None = None
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        size = struct.unpack(">II", content[16:24])
    elif content.startswith((b"GIF87a", b"GIF89a")) and len(content) >= 10:
        size = struct.unpack("<HH", content[6:10])
    elif content.startswith(b"\xff\xd8"):
        size = _jpeg_size(content)
    return size if size and min(size) > 0 else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return None
