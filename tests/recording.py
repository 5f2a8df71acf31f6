"""Keeps the requests of whole conversations, so that something else can check them against Telegram's specification."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def record(requests: Iterable[Mapping[str, Any]], path: Path | str | None) -> None:
    """Appends one JSON object a line: method, params and the names of uploaded files. Without a path: nothing.

    ASCII only, so that a lone surrogate which somebody typed survives as an escape.
    """
    if not path:
        return
    lines = [
        json.dumps({name: request.get(name, empty) for name, empty in (("method", ""), ("params", {}), ("files", []))})
        for request in requests
    ]
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("ab", buffering=0) as file:  # one write, so that tests side by side don't mix their lines
        file.write("".join(f"{line}\n" for line in lines).encode("ascii"))
