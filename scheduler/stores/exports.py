"""Everything that is stored about one person, for that person."""

from collections.abc import Mapping, Sequence
from typing import Protocol

Row = Mapping[str, object]
"""A table's row, by column: numbers, texts, dates and aware moments."""
Export = Mapping[str, Sequence[Row]]
"""The rows of every table, by its name, also of those that hold nothing."""


class Exports(Protocol):
    async def of(self, member_id: int) -> Export: ...
