"""Rounded numbers in words."""

FEW = "unter 5"


def number_words(rounded: int | None) -> str:
    """What `scheduler.rounding.rounded` gives: "unter 5", "rund 25"."""
    return FEW if rounded is None else f"rund {thousands(rounded)}"


def short_number(rounded: int | None) -> str:
    """The same where room is short and "gerundet" is said once for all: "unter 5", "25"."""
    return FEW if rounded is None else thousands(rounded)


def thousands(number: int) -> str:
    """As it is written in German: 12.345."""
    return f"{number:,}".replace(",", ".")
