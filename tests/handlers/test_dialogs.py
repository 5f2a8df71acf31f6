"""Every file in tests/dialogs, played again: each word a person reads is reviewed there."""

import os
from pathlib import Path

import pytest

from tests.crew import settle_in
from tests.dialog import Stage
from tests.phone import open_exchange

FILES = sorted((Path(__file__).parents[1] / "dialogs").glob("*.txt"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_dialog(file: Path) -> None:
    script = file.read_text(encoding="utf-8")  # noqa: ASYNC240 - nothing else waits here
    settings = {"contact_person": "Büro im Quartier, 0234 123"} if "# mit Ansprechperson" in script else {}
    async with open_exchange(**settings) as exchange:
        if "# mit Team" in script:
            await settle_in(exchange)
        played = await Stage(exchange, exchange.phone()).play(script)
    if os.environ.get("UPDATE_DIALOGS"):
        file.write_text(played, encoding="utf-8")  # noqa: ASYNC240
    assert played == script


def test_there_are_dialogs() -> None:
    assert len(FILES) >= 8
