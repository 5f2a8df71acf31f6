"""A long text in as many messages as it takes: divided between its pieces, never within one."""

from collections.abc import Iterable

LIMIT = 3700
"""Units a message; Telegram takes 4,096, and a heading and a last line come to it."""


def units(text: str) -> int:
    """As Telegram counts: in UTF-16, where an emoji is two or more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, length: int) -> str:
    """As much of it as so many units hold; no sign is divided."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * length].decode("utf-16-le", "ignore")


def portions(pieces: Iterable[str], limit: int = LIMIT) -> list[str]:
    """Pieces hold the line breaks before them; what begins a portion loses its own."""
    packed: list[str] = []
    for piece in pieces:
        if packed and units(packed[-1]) + units(piece) <= limit:
            packed[-1] += piece
        else:
            packed.append(piece.lstrip("\n"))
    return packed
