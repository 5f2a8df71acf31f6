"""From a file on the disk to its tree."""

import re
from pathlib import Path

from knowledge.nodes import Node, Unreadable, parse

BYTES_MOST = 5_000_000  # the shipped collection has a fiftieth; more is a wrong file or an attack

# What YAML refuses, and what it takes for a line break while editors don't: the lines of all faults below would be off.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tree(path: Path) -> Node:
    """What a file says. Raises `Unreadable`."""
    return parse(_text(_bytes(path)))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(BYTES_MOST + 1)
    except OSError as error:
        raise Unreadable(1, f"this can't be read ({error.strerror})", "check that it is a file you may read") from None
    if len(content) > BYTES_MOST:
        raise Unreadable(1, "the file is larger than 5 MB", "split it, or check that it is the right file")
    return content


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(line, "this is not UTF-8", "save the file with the encoding UTF-8") from None
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        problem = f"the invisible character U+{ord(found.group()):04X} stands here"
        raise Unreadable(line, problem, "delete it and type the place anew")
    return text
