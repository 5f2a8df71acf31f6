"""YAML as a tree that knows its lines.

Built from the parser's events rather than by `yaml.compose`: the C composer recurses, and a file of 20,000 brackets
ends the process. Aliases are refused for the same reason (a few lines can stand for gigabytes), and because nobody
who edits texts needs them.
"""

import re
from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from yaml.resolver import Resolver

from knowledge.faults import Fault

DEEPEST = 8  # a collection needs five levels

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # PyYAML without libyaml is five times slower, and as right
_RESOLVER = Resolver()  # decides what a plain scalar is
_TEXT = "tag:yaml.org,2002:str"
_SORTS = {
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:bool": "a yes/no value",
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:null": "nothing",
}
_REMEDIES = {
    "mapping values are not allowed": "put a text that contains `: ` in quotes, and check the indentation",
    "cannot start any token": "indent with spaces instead of tabs, and put a text that begins with @, ` or % in quotes",
    "tab character": "indent with spaces instead of tabs",
    "could not find expected ':'": "indent the lines of a text deeper than its field, and write `field: text`",
    "did not find expected '-'": "start items with `- ` in one column; put all of a text in quotes or none of it",
    "did not find expected key": "indent the fields of an entry alike; put all of a text in quotes or none of it",
    "unexpected end of stream": "close the quotation mark",
    "expected ',' or": "close the bracket, and put commas between the items",
    "escape": "write a backslash twice, or use single quotes",
}


class Unreadable(Exception):
    """No tree can be made of the text."""

    def __init__(self, line: int, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.line, self.problem, self.remedy = line, problem, remedy

    def fault(self, file: str) -> Fault:
        return Fault(file, self.line, self.problem, self.remedy)


@dataclass(slots=True)
class Scalar:
    """`sort` is "text", or in words what YAML takes it for."""

    line: int
    text: str
    sort: str = "text"


@dataclass(slots=True)
class Sequence:
    line: int
    items: "list[Node]" = field(default_factory=list)
    sort: str = "a list"


@dataclass(slots=True)
class Mapping:
    """`items` has keys and values by turns, as they come."""

    line: int
    items: "list[Node]" = field(default_factory=list)
    sort: str = "a mapping (`key: value`)"

    @property
    def pairs(self) -> "list[tuple[Node, Node]]":
        return list(zip(self.items[::2], self.items[1::2], strict=True))


Node = Scalar | Sequence | Mapping


def parse(text: str) -> Node:
    """The tree of a YAML text; an empty text is "nothing". Raises `Unreadable`."""
    try:
        return _tree(text)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or "no reason given"
        raise Unreadable(_fault_line(error), f"this is not valid YAML ({problem})", _remedy(problem)) from None


def _tree(text: str) -> Node:
    top = Sequence(1)
    open_nodes: list[Sequence | Mapping] = [top]
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, CollectionEndEvent):
            open_nodes.pop()
        elif (node := _node(event, started=bool(top.items))) is not None:
            open_nodes[-1].items.append(node)
            if not isinstance(node, Scalar):
                open_nodes.append(node)
        if len(open_nodes) > DEEPEST:
            raise Unreadable(_line(event), "this is nested too deeply", "check indentation and brackets")
    return top.items[0] if top.items else Scalar(1, "", "nothing")


def _node(event: Event, *, started: bool) -> Node | None:
    if isinstance(event, ScalarEvent):
        return Scalar(_line(event), event.value, _sort(event))
    if isinstance(event, SequenceStartEvent):
        return Sequence(_line(event))
    if isinstance(event, MappingStartEvent):
        return Mapping(_line(event))
    if isinstance(event, AliasEvent):
        remedy = "write the text out, or put it in quotes if it begins with a star"
        raise Unreadable(_line(event), f"`*{event.anchor}` refers to another place", remedy)
    if isinstance(event, DocumentStartEvent) and started:
        raise Unreadable(_line(event), "a second document begins here", "remove the line `---`")
    return None


def _sort(event: ScalarEvent) -> str:
    tag = _tag(event)
    return "text" if tag == _TEXT else _SORTS.get(tag, f"a value of type {tag.rpartition(':')[2]}")


def _tag(event: ScalarEvent) -> str:
    plain, quoted = event.implicit
    if plain:
        return str(_RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit))  # type: ignore[no-untyped-call]
    return _TEXT if quoted else str(event.tag)


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _fault_line(error: yaml.YAMLError) -> int:
    """Where the text went wrong; for a quotation or bracket that is never closed where it was opened."""
    never_closed = re.search("quoted|flow", str(getattr(error, "context", "")))
    mark = getattr(error, "context_mark" if never_closed else "problem_mark", None)
    return mark.line + 1 if mark else 1


def _remedy(problem: str) -> str:
    for part, remedy in _REMEDIES.items():
        if part in problem:
            return remedy
    return "check indentation, quotes and brackets in this line and the one before"
