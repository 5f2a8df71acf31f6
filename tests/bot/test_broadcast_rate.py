"""A broadcast is as fast as it may be, and never too fast: against a stand-in that enforces Telegram's limits."""

import asyncio
import os

import pytest

from tests.benchmarks.broadcast import measure

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("PYTEST_XDIST_WORKER" in os.environ, reason="needs the machine to itself: make test-rate"),
]

PEOPLE = 1000
"""Forty seconds; `python -m tests.benchmarks.broadcast` does it with ten thousand."""


@pytest.mark.parametrize("database_url", ["sqlite-file"], indirect=True)
async def test_nearly_the_whole_rate_and_not_one_refusal(database_url: str) -> None:
    measured = await asyncio.to_thread(measure, PEOPLE, 1.0, database_url)
    print(measured)  # noqa: T201
    assert measured.report.delivered == PEOPLE
    assert (measured.refused, measured.doubled) == (0, 0)
    assert measured.most <= 30
    assert measured.share >= 0.95, "0.99 on a quiet machine"
