"""A sandbox with Kim, Alex and a group."""

import pytest

from bot.sandbox.telegram import Telegram
from tests.bot.sandbox.stage import Clock, peopled


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> Telegram:
    return peopled(Telegram(clock))
