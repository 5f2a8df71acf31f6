"""The parameters of one call: over HTTP everything is text, from JSON it may be anything."""

import json
from collections.abc import Mapping
from typing import Any

from bot.sandbox.refusals import bad_request
from bot.sandbox.uploads import Upload


class Parameters:
    def __init__(self, values: Mapping[str, Any], files: Mapping[str, Upload] | None = None) -> None:
        self._values = values
        self.files: Mapping[str, Upload] = files or {}

    def has(self, name: str) -> bool:
        return self._values.get(name) not in (None, "")

    def text(self, name: str) -> str:
        value = self._values.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        # Telegram's own conversion is as forgiving: what is no number counts as absent
        try:
            return int(self.text(name).strip())
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def json(self, name: str, noun: str) -> Any:
        """The decoded value or None; `noun` is what Telegram calls it when it can't read it."""
        value = self._values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {noun} JSON object") from None
