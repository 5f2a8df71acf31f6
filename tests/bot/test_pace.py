"""How fast letters may go."""

import asyncio
from datetime import timedelta

from bot.pace import Pace
from bot.storage.outbox import BROADCAST_PRIORITY, FREE, Letter
from tests.phone import HandClock

KIM, ALEX, ROBIN = 1001, 1002, 1003
SECOND = timedelta(seconds=1)


def answer(chat: int) -> Letter:
    return Letter("u1", 0, chat, "")


def broadcast(chat: int) -> Letter:
    return Letter("b1:1", 0, chat, "", priority=BROADCAST_PRIORITY)


async def test_after_an_answer_only_another_answer_may_go_at_once() -> None:
    clock = HandClock()
    pace = Pace(clock)
    pace.sent(answer(KIM))
    brake = pace.brake()
    assert (brake.hushed, brake.resting) == (frozenset(), frozenset({KIM}))
    clock.move(0.9 * SECOND)
    assert pace.brake().resting == {KIM}
    clock.move(0.1 * SECOND)
    assert pace.brake() == FREE
    assert pace.seconds_of_rest() == 0


async def test_after_a_broadcast_nothing_goes_to_this_chat_for_a_second() -> None:
    clock = HandClock()
    pace = Pace(clock)
    pace.sent(broadcast(KIM))
    pace.sent(answer(ALEX))
    brake = pace.brake()
    assert (brake.hushed, brake.resting) == (frozenset({KIM}), frozenset({KIM, ALEX}))
    assert 0.9 < pace.seconds_of_rest() <= 1
    assert 0.9 < (pace.loosens_in() or 0) <= 1
    clock.move(SECOND)
    assert pace.brake() == FREE


async def test_a_clock_that_was_set_back_holds_nobody_up() -> None:
    clock = HandClock()
    pace = Pace(clock)
    pace.sent(broadcast(KIM))
    clock.moment -= timedelta(hours=1)
    await asyncio.sleep(1)
    assert pace.brake() == FREE


async def test_three_chats_told_to_wait_at_once_stop_broadcasts_and_nothing_else() -> None:
    clock = HandClock()
    pace = Pace(clock)
    for chat in (KIM, KIM, ALEX):
        pace.scolded(broadcast(chat), 7 * SECOND)
    assert not pace.brake().no_broadcasts, "two chats have troubles of their own"
    pace.scolded(broadcast(ROBIN), 7 * SECOND)
    assert pace.brake().no_broadcasts
    assert pace.brake().hushed == {KIM, ALEX, ROBIN}
    clock.move(6.9 * SECOND)
    assert pace.brake().no_broadcasts
    clock.move(0.1 * SECOND)
    assert pace.brake() == FREE


async def test_a_chat_that_must_wait_gets_nothing_at_all_and_others_go_on() -> None:
    clock = HandClock()
    pace = Pace(clock)
    pace.scolded(answer(KIM), 40 * SECOND)
    assert (pace.brake().hushed, pace.brake().no_broadcasts) == (frozenset({KIM}), False)
    assert 39 < (pace.loosens_in() or 0) <= 40
    assert pace.seconds_of_rest() == 0
    clock.move(40 * SECOND)
    assert pace.brake() == FREE


async def test_chats_told_to_wait_one_after_another_stop_nothing() -> None:
    clock = HandClock()
    pace = Pace(clock)
    for chat in (KIM, ALEX, ROBIN):
        pace.scolded(broadcast(chat), 7 * SECOND)
        clock.move(SECOND)
    assert not pace.brake().no_broadcasts


async def test_not_more_than_25_go_within_any_second() -> None:
    """Also after a moment in which nothing could go, and however unevenly they were drawn."""
    pace, loop = Pace(HandClock()), asyncio.get_running_loop()
    went: list[float] = []

    async def send(drawn_in: float) -> None:
        await asyncio.sleep(drawn_in)
        await pace.last_step()
        went.append(loop.time())

    letters: list[asyncio.Task[None]] = []
    begun = loop.time()
    while loop.time() - begun < 2.5:
        await pace.turn()
        letters.append(asyncio.create_task(send(0.0 if len(letters) % 2 else 0.15)))
        if len(letters) == 20:
            await asyncio.sleep(0.3)
    await asyncio.gather(*letters)
    assert len(went) > 45
    assert max(sum(first <= moment < first + 1 for moment in went) for first in went) <= 25
