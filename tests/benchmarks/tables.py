"""Tables as plain text: a heading, rows, the first column to the left."""

import sys
from collections.abc import Iterable, Sequence

Row = Sequence[str]


def show(title: str, headings: Row, rows: Iterable[Row]) -> None:
    sys.stdout.write(f"{title}\n" + "\n".join(lines(headings, rows)) + "\n\n")
    sys.stdout.flush()


def note(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def lines(headings: Row, rows: Iterable[Row]) -> list[str]:
    cells = [headings, *rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["  ".join([first.ljust(widths[0]), *_right(rest, widths[1:])]) for first, *rest in cells]


def _right(cells: Iterable[str], widths: Iterable[int]) -> list[str]:
    return [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]


def share(value: float) -> str:
    return f"{value:.3f}"


def ratio(value: float) -> str:
    return f"{value:.2f} x"
