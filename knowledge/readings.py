"""From a tree to texts that keep their lines, checked against the table of fields."""

import re
from collections.abc import Mapping as Map
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.faults import Fault, nearest, shorten
from knowledge.fields import Flag, Labels, Listing, Number, Plain, Record, Records, Text, Texts
from knowledge.nodes import Mapping, Node, Scalar, Sequence

# Control characters, halves of surrogate pairs, and marks that turn the direction of what follows.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_FILL = "write what belongs there, or remove it if it is not needed"


class Placed(NamedTuple):
    """A text and the line where it stands; `key` only for labels."""

    text: str
    line: int
    key: str = ""


Values = tuple[Placed, ...]
Found = dict[str, tuple[Node, Plain | Records, int]]  # field → what stands there, what should, line of the key


@dataclass(frozen=True, slots=True)
class Reading:
    """One record of a file. Every value is a tuple, that of a single text has one member; `parts` are records in it."""

    file: str
    line: int
    values: Map[str, Values]
    parts: Map[str, tuple["Reading", ...]]

    def places(self, name: str) -> Values:
        return self.values.get(name, ())

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(place.text for place in self.places(name))

    def text(self, name: str) -> str:
        return next(iter(self.texts(name)), "")

    def number(self, name: str, default: int = 0) -> int:
        return int(self.text(name) or default)

    def flag(self, name: str) -> bool:
        return self.text(name).lower() == "true"

    def records(self, name: str) -> tuple["Reading", ...]:
        return self.parts.get(name, ())


class Reader:
    """Reads one file; collects faults and goes on, so that all of them can be reported at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, line: int, problem: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, line, problem, remedy))

    def listing(self, node: Node, shape: Listing) -> list[Reading]:
        """The records of a file. A list of texts comes as one record with the field "texts"."""
        if isinstance(shape.item, Text):
            values = self._texts(node, Texts(shape.item), "the file") if node.sort != "nothing" else ()
            return [Reading(self.file, node.line, {"texts": values}, {})]
        return self._records(node, shape.item, "the file") if node.sort != "nothing" else []

    def record(self, node: Node, record: Record) -> Reading:
        """A record with what can be read of it; an empty one where there is none."""
        if not isinstance(node, Mapping):
            self._no_record(node, record)
            return Reading(self.file, node.line, {}, {})
        found = self._fields(node, record)
        for field in record.fields:
            if field.required and field.name not in found:
                self.fault(node.line, f"the {record.noun} has no `{field.name}`", f"add `{field.name}: …`")
        return self._filled(node.line, found)

    def _filled(self, at: int, found: Found) -> Reading:
        values: dict[str, Values] = {}
        parts: dict[str, tuple[Reading, ...]] = {}
        for name, (value, shape, line) in found.items():
            if value.sort == "nothing":
                self.fault(line, f"`{name}` is empty", _FILL)
            elif isinstance(shape, Records):
                parts[name] = tuple(self._records(value, shape.item, f"`{name}`", line))
            else:
                values[name] = self._values(value, shape, f"`{name}`", line)
        return Reading(self.file, at, values, parts)

    def _records(self, node: Node, record: Record, name: str, line: int | None = None) -> list[Reading]:
        remedy = f"begin every {record.noun} with `- {record.names[0]}:`"
        if not isinstance(node, Sequence):
            self.fault(line or node.line, f"{name} is {_called(node)}, not a list", remedy)
            return []
        if line and not node.items:
            self.fault(line, f"{name} is empty", remedy)
        return [self.record(item, record) for item in node.items]

    def _no_record(self, node: Node, record: Record) -> None:
        required = [f"`{field.name}: …`" for field in record.fields if field.required]
        if node.sort == "nothing" and not required:
            return  # an empty file is a good one
        remedy = f"write {' and '.join(required) or f'`{record.names[0]}: …`'}"
        self.fault(node.line, f"{_called(node)} stands where the {record.noun} should be", remedy)

    def _fields(self, node: Mapping, record: Record) -> Found:
        """Known keys with their nodes, shapes and lines; complains about the others."""
        known = {field.name: field.shape for field in record.fields}
        found: Found = {}
        for key, value in node.pairs:
            name = key.text if isinstance(key, Scalar) else key.sort
            if name not in known:
                self.fault(key.line, f"`{shorten(name)}` is no field of the {record.noun}", _nearest_key(name, record))
            elif name in found:
                first = found[name][2]
                self.fault(key.line, f"`{name}` stands twice (first in line {first})", "keep one of them")
            else:
                found[name] = (value, known[name], key.line)
        return found

    def _values(self, node: Node, shape: Plain, name: str, line: int) -> Values:
        match shape:
            case Text():
                return self._text(node, shape, name)
            case Texts():
                return self._texts(node, shape, name, line)
            case Labels():
                return self._labels(node, shape, name)
            case Number():
                return self._number(node, shape, name)
            case Flag():
                return self._flag(node, name)

    def _texts(self, node: Node, shape: Texts, name: str, line: int | None = None) -> Values:
        line = line or node.line
        if not isinstance(node, Sequence):
            self.fault(line, f"{name} is {_called(node)}, not a list", "write every text on its own line after `- `")
            return ()
        count = len(node.items)
        if count < shape.least:
            self.fault(line, f"{name} is empty", f"write at least {shape.least}, or remove the line")
        if shape.most is not None and count > shape.most:
            self.fault(line, f"{name} has {count} items", f"keep the best {shape.most}")
        return tuple(place for item in node.items for place in self._text(item, shape.item, f"an item of {name}"))

    def _labels(self, node: Node, shape: Labels, name: str) -> Values:
        if not isinstance(node, Mapping):
            self.fault(node.line, f"{name} is {_called(node)}, not a mapping", "write lines like `id: Label`")
            return ()
        places: dict[str, Placed] = {}
        for key, value in node.pairs:
            label = self._text(value, shape.label, f"the label in {name}")
            for place in self._text(key, Text(), f"the id in {name}"):
                if place.text in places:
                    first = places[place.text].line
                    self.fault(
                        key.line, f"`{shorten(place.text)}` stands twice (first in line {first})", "keep one of them"
                    )
                elif label:
                    places[place.text] = Placed(label[0].text, key.line, place.text)
        return tuple(places.values())

    def _number(self, node: Node, shape: Number, name: str) -> Values:
        whole = isinstance(node, Scalar) and node.sort == "a number" and re.fullmatch("0|[1-9][0-9]{0,8}", node.text)
        if whole and shape.least <= int(whole.group()) <= shape.most:
            return (Placed(whole.group(), node.line),)
        remedy = f"write a whole number from {shape.least} to {shape.most}, without quotes"
        self.fault(node.line, f"{name} is {_called(node)}", remedy)
        return ()

    def _flag(self, node: Node, name: str) -> Values:
        if isinstance(node, Scalar) and node.sort == "a yes/no value" and node.text.lower() in ("true", "false"):
            return (Placed(node.text, node.line),)
        self.fault(node.line, f"{name} is {_called(node)}", "write true or false, without quotes")
        return ()

    def _text(self, node: Node, shape: Text, name: str) -> Values:
        """One text in a tuple, or nothing if there is none to go on with."""
        if not isinstance(node, Scalar) or node.sort not in ("text", "nothing"):
            self.fault(node.line, f"{name} is {_called(node)}, not a text", _quote(node))
            return ()
        text = _tidied(node.text, shape) if node.sort == "text" else ""
        if not text:
            self.fault(node.line, f"{name} is empty", _FILL)
            return ()
        self._check(Placed(text, node.line), shape, name)
        return (Placed(text, node.line),)

    def _check(self, place: Placed, shape: Text, name: str) -> None:
        text, line, _ = place
        if found := _HARMFUL.search(text):
            problem = f"{name} has the invisible character U+{ord(found.group()):04X}"
            self.fault(line, problem, "delete it and type the place anew")
        elif shape.pattern and not re.fullmatch(shape.pattern, text):
            self.fault(line, f"{name} is “{shorten(text)}”", f"use {shape.meant}")
        if shape.longest is not None and len(text) > shape.longest:
            self.fault(line, f"{name} has {len(text)} characters", f"shorten it to {shape.longest}")


def _tidied(text: str, shape: Text) -> str:
    return text.strip() if shape.paragraphs else " ".join(text.split())


def _called(node: Node) -> str:
    if not isinstance(node, Scalar):
        return node.sort
    if node.sort == "text":
        return f"the text “{shorten(node.text)}”"
    return node.sort if node.sort == "nothing" else f"{node.sort} ({shorten(node.text)})"


def _quote(node: Node) -> str:
    if isinstance(node, Mapping):
        return "put a text that contains `: ` in quotes"
    if isinstance(node, Sequence):
        return "write one text, without `- ` or brackets, or put it in quotes"
    return f'put it in quotes: "{shorten(node.text)}"'


def _nearest_key(name: str, record: Record) -> str:
    near = nearest(name, record.names, at_least=70)
    return f"did you mean `{near}`?" if near else f"use one of: {', '.join(record.names)}"
