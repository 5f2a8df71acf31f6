"""Whoever works in a loop stops when told to, at whatever moment."""

import asyncio

import pytest

from bot.unbroken import rest
from tests.phone import Exchange


@pytest.mark.parametrize("who", ["postman", "broadcaster", "curator"])
async def test_who_is_told_to_stop_together_with_news_stops(exchange: Exchange, who: str) -> None:
    worker = getattr(exchange.app, who)
    running = asyncio.create_task(worker.run())
    await asyncio.sleep(0.2)  # it rests by now
    worker.wake()
    running.cancel()
    done, _ = await asyncio.wait({running}, timeout=5)
    running.cancel()
    assert done, "it heard the news and not that it has to stop"
    assert running.cancelled()


async def test_a_rest_ends_with_news_or_with_its_time() -> None:
    news = asyncio.Event()
    resting = asyncio.create_task(rest(news, 3600))
    await asyncio.sleep(0)
    news.set()
    await resting
    news.clear()
    await rest(news, 0.01)
