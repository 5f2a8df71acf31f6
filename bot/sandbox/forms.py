"""The bodies of HTTP requests: urlencoded, JSON, multipart."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from bot.sandbox.refusals import bad_request
from bot.sandbox.uploads import Upload

Fields = tuple[dict[str, Any], dict[str, Upload]]

_BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
_PARAMETER = re.compile(r';\s*(name|filename)="((?:[^"\\]|\\.)*)"', re.IGNORECASE)


def read(content_type: str, body: bytes) -> Fields:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        return _json(body), {}
    if kind == "multipart/form-data":
        return _multipart(content_type, body)
    return urlencoded(body.decode("utf-8", "replace")), {}


def urlencoded(query: str) -> dict[str, Any]:
    return dict(parse_qsl(query, keep_blank_values=True))


def _json(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("JSON object expected")
    return values


def _multipart(content_type: str, body: bytes) -> Fields:
    values: dict[str, Any] = {}
    files: dict[str, Upload] = {}
    for head, content in _parts(content_type, body):
        named = dict(_PARAMETER.findall(head.get("content-disposition", "")))
        if "filename" in named:
            mime_type = head.get("content-type", "application/octet-stream")
            files[_unquoted(named["name"])] = Upload(_unquoted(named["filename"]), content, mime_type)
        elif "name" in named:
            values[_unquoted(named["name"])] = content.decode("utf-8", "replace")
    return values, files


def _parts(content_type: str, body: bytes) -> Iterator[tuple[dict[str, str], bytes]]:
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        raise bad_request("can't find boundary in the multipart request")
    # the first delimiter may stand at the very beginning, all others follow a line break that belongs to them
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary[1].encode())[1:]:
        head, separator, content = part.partition(b"\r\n\r\n")
        if separator:
            yield _headers(head), content


def _headers(head: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n"))
    return {name.strip().lower(): value.strip() for name, separator, value in lines if separator}


def _unquoted(value: str) -> str:
    # browsers and httpx write a quotation mark in a name as %22
    return re.sub(r"\\(.)", r"\1", value).replace("%22", '"')
