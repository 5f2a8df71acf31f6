"""Photos and documents of a call: uploaded now, or known by file_id."""

from typing import Any

from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import bad_request
from bot.sandbox.uploads import Archive, StoredFile, Upload, check_document, check_photo

FOLDERS = {"photo": "photos", "document": "documents"}


def given(kind: str, p: Parameters, archive: Archive, name: str | None = None) -> dict[str, Any]:
    """The media part of a message, from the parameter `name` (normally the kind itself)."""
    name = name or kind
    upload = p.files.get(name)
    reference = p.text(name)
    if upload is None and reference.startswith("attach://"):
        upload = p.files.get(reference.removeprefix("attach://"))
    if upload is not None:
        return described(kind, _kept(kind, upload, archive))
    if not reference or reference.startswith("attach://"):
        raise bad_request(f"there is no {kind} in the request")
    if "://" in reference:
        raise bad_request("failed to get HTTP URL content")
    stored = archive.by_id(reference)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return described(kind, stored)


def _kept(kind: str, upload: Upload, archive: Archive) -> StoredFile:
    if kind == "photo":
        check_photo(upload)
    else:
        check_document(upload)
    return archive.keep(FOLDERS[kind], upload)


def described(kind: str, stored: StoredFile) -> dict[str, Any]:
    known = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.upload.content),
    }
    if kind == "photo":
        width, height = check_photo(stored.upload)
        return {"photo": [known | {"width": width, "height": height}]}
    return {kind: known | {"file_name": stored.upload.name, "mime_type": stored.upload.mime_type}}
