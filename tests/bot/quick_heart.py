"""`python -m bot` with a heart that beats every other second: for tests that move the clock and don't want to wait."""

import sys
from functools import partial

import bot.app
from bot.__main__ import main
from scheduler.heartbeat import Heartbeat

BEAT_SECONDS = 2

if __name__ == "__main__":
    bot.app.Heartbeat = partial(Heartbeat, interval=BEAT_SECONDS, watch=3600)  # type: ignore[assignment, attr-defined]
    sys.exit(main([]))
