"""Recorded requests: one a line, as a checker reads them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.phone import Exchange
from tests.recording import record


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]


@pytest.mark.parametrize("nowhere", [None, ""])
def test_nothing_is_written_without_a_path(
    nowhere: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    record([{"method": "getMe", "params": {}, "files": []}], nowhere)
    assert list(tmp_path.iterdir()) == []


def test_a_request_becomes_one_line_whatever_stands_in_it(tmp_path: Path) -> None:
    odd = {"method": "sendMessage", "params": {"chat_id": 5, "text": "zwei\nZeilen, Ä, \ud83d"}, "files": ["photo"]}
    record([odd, {"method": "getMe"}], tmp_path / "new" / "calls.jsonl")
    assert read(tmp_path / "new" / "calls.jsonl") == [odd, {"method": "getMe", "params": {}, "files": []}]


def test_a_second_conversation_is_added_to_the_first(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    record([{"method": "getMe"}], path)
    record([{"method": "logOut"}], path)
    assert [request["method"] for request in read(path)] == ["getMe", "logOut"]


async def test_a_conversation_is_kept_whole(exchange: Exchange, tmp_path: Path) -> None:
    await exchange.phone().type("/hilfe")
    record(exchange.telegram.requests, tmp_path / "calls.jsonl")
    kept = read(tmp_path / "calls.jsonl")
    assert len(kept) == len(exchange.telegram.requests)
    sent = [request["params"] for request in kept if request["method"] == "sendMessage"]
    assert [params["chat_id"] for params in sent] == ["1001"]
