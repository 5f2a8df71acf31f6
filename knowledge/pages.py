"""A file of a collection as lines into which others are put, with the places that YAML's parser found in it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import yaml

from knowledge.entries import Recommendation
from knowledge.rendering import entry_lines, item_line, list_lines

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BYTE_ORDER_MARK = "\ufeff"


class Page:
    """The places are those of the file as it was read: whoever changes more than one begins with the lowest."""

    def __init__(self, text: str) -> None:
        text = re.sub("\r(?!\n)", "\n", text)
        self._mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
        text = text.removeprefix(self._mark)
        self._return = "\r" if "\r\n" in text else ""
        self._lines = text.split("\n")
        self._root: Any = yaml.compose(text, Loader=_LOADER)
        items = self._root.value if isinstance(self._root, yaml.SequenceNode) else []
        self.entries: dict[str, Any] = {id_: item for item in items if (id_ := _id_of(item))}

    @classmethod
    def of(cls, content: bytes) -> "Page":
        return cls(content.decode("utf-8"))

    @property
    def in_brackets(self) -> bool:
        return bool(getattr(self._root, "flow_style", False))

    @property
    def _column(self) -> int:
        """Of the dashes of the file's items."""
        return int(self._root.start_mark.column) if self._root is not None else 0

    def written(self) -> bytes:
        return (self._mark + "\n".join(self._lines)).encode("utf-8")

    def write_anew(self, lines: Sequence[str]) -> None:
        """Only remarks at the top stay."""
        top = next((n for n, line in enumerate(self._lines) if not line.startswith("#")), len(self._lines))
        self._lines = [*self._lines[:top], *self._with_return(lines), ""]

    def insert(self, place: int, lines: Sequence[str]) -> None:
        if lines and place == len(self._lines):
            self._lines.append("")  # the last line was not ended
        self._lines[place:place] = self._with_return(lines)

    def rendered(self, entry: Recommendation) -> list[str]:
        return entry_lines(entry, self._column)

    def end_of(self, id_: str) -> int:
        """The line behind the entry."""
        return self._end(self.entries[id_])

    def update(self, id_: str, before: Recommendation, after: Recommendation) -> None:
        node = self.entries[id_]
        added = after.phrasings[len(before.phrasings) :]
        if after == before:
            return
        if replace(after, phrasings=before.phrasings) != before or node.flow_style:
            self._replace(node, self.rendered(after))
            return
        phrasings = next((value for key, value in node.value if key.value == "phrasings"), None)
        if phrasings is None:
            column = " " * node.start_mark.column
            self.insert(self._end(node), [column + line for line in list_lines("phrasings", added)])
        elif phrasings.flow_style:
            self._replace(node, self.rendered(after))
        else:
            column = " " * phrasings.start_mark.column
            self.insert(self._end(phrasings.value[-1]), [column + item_line(text) for text in added])

    def append_items(self, added: Sequence[str], all_of_them: Sequence[str]) -> None:
        if self.in_brackets:
            self.write_anew(all_of_them)
            return
        items = self._root.value if self._root is not None else []
        end = len(self._lines) - (self._lines[-1].strip() == "")
        column = " " * self._column
        self.insert(self._end(items[-1]) if items else end, [f"{column}{line}" if line else "" for line in added])

    def _replace(self, node: Any, lines: Sequence[str]) -> None:
        start = node.start_mark.line
        if not self._lines[start][: node.start_mark.column].strip():
            start -= 1  # the dash stands on a line of its own
        self._lines[start : self._end(node)] = self._with_return(lines)

    def _with_return(self, lines: Sequence[str]) -> list[str]:
        return [line + self._return for line in lines]

    def _end(self, node: Any) -> int:
        """The line behind a node; blank lines and remarks after it don't belong to it."""
        if not isinstance(node, yaml.ScalarNode) and not node.flow_style:
            last = node.value[-1]
            return self._end(last[1] if isinstance(node, yaml.MappingNode) else last)
        mark = node.end_mark
        end: int = mark.line + (mark.column > 0)
        while end > 1 and not self._lines[end - 1].strip():
            end -= 1
        return end


def _id_of(node: Any) -> str:
    if not isinstance(node, yaml.MappingNode):
        return ""
    return next((str(value.value) for key, value in node.value if key.value == "id"), "")
