"""The beat: regular, and stopped neither by a clock that was set back nor by a beat that fails."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, tzinfo

import apscheduler.schedulers.base
import apscheduler.triggers.interval
import pytest

from scheduler.heartbeat import PATIENCE_BEATS, Heartbeat

QUICK = 0.01


class Beats:
    """What is called at every beat; keeps count, and fails where that was ordered."""

    def __init__(self) -> None:
        self.count = 0
        self.failing: set[int] = set()

    async def __call__(self) -> None:
        self.count += 1
        if self.count in self.failing:
            raise RuntimeError("the database is away")

    async def reach(self, count: int) -> None:
        async with asyncio.timeout(5):
            while self.count < count:  # noqa: ASYNC110
                await asyncio.sleep(0.002)


class WallClock(datetime):
    """The wall clock that APScheduler reads, and that somebody may set back."""

    behind = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) - cls.behind


@pytest.fixture
def set_back(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    monkeypatch.setattr(apscheduler.schedulers.base, "datetime", WallClock)
    monkeypatch.setattr(apscheduler.triggers.interval, "datetime", WallClock)
    monkeypatch.setattr(WallClock, "behind", timedelta())
    return lambda by: monkeypatch.setattr(WallClock, "behind", by)


@asynccontextmanager
async def running(heartbeat: Heartbeat) -> AsyncIterator[None]:
    work = asyncio.create_task(heartbeat.run())
    await asyncio.sleep(0)
    try:
        yield
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


async def test_it_beats_and_stops_when_it_is_cancelled() -> None:
    beats = Beats()
    async with running(Heartbeat(beats, interval=QUICK)):
        await beats.reach(3)
    counted = beats.count
    await asyncio.sleep(5 * QUICK)
    assert beats.count == counted


async def test_a_beat_that_fails_does_not_end_the_beating(caplog: pytest.LogCaptureFixture) -> None:
    beats = Beats()
    beats.failing = {1, 2}
    async with running(Heartbeat(beats, interval=QUICK)):
        await beats.reach(4)
    assert "the database is away" in caplog.text


async def test_beats_never_run_side_by_side() -> None:
    at_once: list[int] = []
    most: list[int] = []

    async def slow() -> None:
        at_once.append(1)
        most.append(len(at_once))
        await asyncio.sleep(3 * QUICK)
        at_once.pop()

    async with running(Heartbeat(slow, interval=QUICK, watch=60)):
        await asyncio.sleep(12 * QUICK)
    assert set(most) == {1}


async def test_a_clock_that_was_set_back_stops_apscheduler_and_the_watchdog_starts_it_anew(
    set_back: Callable[[timedelta], None],
) -> None:
    beats = Beats()
    async with running(Heartbeat(beats, interval=QUICK, watch=20 * QUICK)):
        await beats.reach(1)
        set_back(timedelta(hours=1))
        await asyncio.sleep(5 * QUICK)
        stuck = beats.count
        await asyncio.sleep(5 * QUICK)
        assert beats.count == stuck  # as designed there; otherwise the watchdog is not needed any more
        await beats.reach(stuck + 3)


async def test_only_what_is_overdue_by_the_monotonic_clock_is_started_anew() -> None:
    moment = [1000.0]
    heartbeat = Heartbeat(Beats(), interval=60, monotonic=lambda: moment[0])
    async with running(heartbeat):
        moment[0] += PATIENCE_BEATS * 60
        assert not heartbeat.look_after()
        moment[0] += 1
        assert heartbeat.look_after()
        assert not heartbeat.look_after()  # it has been given its time again


async def test_a_long_beat_is_not_cut_off() -> None:
    """A beat that takes longer than the watchdog's patience is at work, not missing."""
    seconds = 0.0
    ended: list[bool] = []
    begun = asyncio.Event()
    go_on = asyncio.Event()

    async def beat() -> None:
        begun.set()
        await go_on.wait()
        ended.append(True)

    heart = Heartbeat(beat, interval=0.02, watch=0.01, monotonic=lambda: seconds)
    running = asyncio.create_task(heart.run())
    await begun.wait()
    seconds = 1000.0
    assert not heart.look_after()
    go_on.set()
    await asyncio.sleep(0.02)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert ended
