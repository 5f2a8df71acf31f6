"""Texts and entries as lines of YAML, in the style of the shipped files. Each is read back before it is trusted."""

import json
from collections.abc import Sequence

from knowledge.entries import LEAD_WEEKS, Occasion, Recommendation
from knowledge.nodes import Mapping, Node, Scalar, Unreadable, parse
from knowledge.nodes import Sequence as Items

WIDTH = 118


def entry_lines(entry: Recommendation, column: int = 0) -> list[str]:
    """An item of a file of recommendations whose dash stands in this column."""
    lines = [f"id: {entry.id}", f"area: {scalar(entry.area)}"]
    lines += [f"kind: {scalar(entry.kind)}"] if entry.kind else []
    lines += [f"title: {scalar(entry.title)}", *_answer(entry.answer, column + 2)]
    lines += [line for name in ("steps", "phrasings") for line in list_lines(name, getattr(entry, name))]
    for name in ("keywords", "related"):
        if texts := getattr(entry, name):
            lines.append(f"{name}: [{', '.join(_in_brackets(text) for text in texts)}]")
    return _item(lines, column)


def occasion_lines(occasion: Occasion, column: int = 0) -> list[str]:
    """The same for a file of occasions."""
    lines = [f"id: {occasion.id}"]
    lines += [f"{name}: {scalar(getattr(occasion, name))}" for name in ("title", "when", "why", "opening")]
    lines += [f"lead_weeks: {occasion.lead_weeks}"] if occasion.lead_weeks != LEAD_WEEKS else []
    return _item(lines, column)


def _item(lines: Sequence[str], column: int) -> list[str]:
    first, *others = lines
    return [f"{' ' * column}- {first}", *(f"{' ' * (column + 2)}{line}" if line else "" for line in others)]


def list_lines(name: str, texts: Sequence[str]) -> list[str]:
    return [f"{name}:", *(f"  {item_line(text)}" for text in texts)] if texts else []


def item_line(text: str) -> str:
    return f"- {scalar(text)}"


def scalar(text: str) -> str:
    """As it is where YAML would read just that, else in quotes."""
    if _reads(f"- {text}", text) and _reads(f"field: {text}", text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _in_brackets(text: str) -> str:
    return text if _reads(f"[{text}]", text) else json.dumps(text, ensure_ascii=False)


def _answer(text: str, column: int) -> list[str]:
    """Folded where it is one paragraph, else line by line."""
    if "\n" in text:
        block = ["answer: |", *(f"  {line}" if line else "" for line in text.split("\n"))]
    else:
        block = ["answer: >", *(f"  {line}" for line in _folded(text, WIDTH - column))]
    return block if _reads("\n".join(block), text) else [f"answer: {json.dumps(text, ensure_ascii=False)}"]


def _folded(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _reads(yaml: str, text: str) -> bool:
    """Whether the only text in it is this one."""
    try:
        node = parse(yaml)
    except Unreadable:
        return False
    value = _only(node)
    return isinstance(value, Scalar) and value.sort == "text" and value.text.strip() == text


def _only(node: Node) -> Node | None:
    if isinstance(node, Mapping):
        return node.items[1] if len(node.items) == 2 else None
    return node.items[0] if isinstance(node, Items) and len(node.items) == 1 else None
