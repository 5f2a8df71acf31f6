"""What people type where they could have pressed a button."""

import pytest

from handlers.typed import is_none_of_these, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2), (" 2 ", 2), ("2.", 2), ("2)", 2), ("2:", 2), ("Nummer 2", 2), ("nr. 3", 3), ("Option 1", 1),
        ("die 2", 2),
        ("zwei", 2), ("die Zweite", 2), ("das erste!", 1), ("der dritte bitte", None), ("2️⃣", 2), ("２", 2), ("12", 12),
        ("2 Vereine streiten sich", None), ("", None), ("zweitens", None), ("112", None), ("0", 0), ("die", None),
    ],
)  # fmt: skip
def test_numbers(text: str, number: int | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text", ["nichts davon", "Nichts davon.", "NIX DAVON", "keins davon!", "passt nicht", "weder noch"]
)
def test_none_of_these(text: str) -> None:
    assert is_none_of_these(text)


@pytest.mark.parametrize("text", ["nichts", "passt nicht zu uns", "nichts davon klappt mit der stadt", ""])
def test_what_only_looks_like_it(text: str) -> None:
    assert not is_none_of_these(text)
