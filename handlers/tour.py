"""/einstieg: the steps of the first weeks, one after the other, at one's own pace."""

from collections.abc import Mapping
from datetime import timedelta

from handlers import rhythm
from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards import Card, NoticeCard
from handlers.cards.onboarding import NoTourCard, StepCard, TourPausedCard, place_of
from handlers.desk import Desk
from handlers.feature import Command, Presser
from handlers.reply import Change, Reply, show
from handlers.tour_end import look_back, press_end, set_up
from scheduler.people import Member

GENTLE = timedelta(weeks=1)
"""After a pause the first tip that comes unasked waits that long: the step itself was just looked at."""


async def open_tour(arrival: Arrival, desk: Desk) -> Reply:
    """Goes on where it was left; when everything is done, with the end."""
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    step = _where(desk, member)
    if step is None:
        return show(await look_back(arrival, desk) if desk.library.onboarding.steps else NoTourCard())
    return show(await _enter(arrival, desk, step))


async def press_open(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """Into a new message; with a step's id that step."""
    if place_of(desk.library, button.word(0)) is None:
        return await open_tour(arrival, desk)
    return show(await _enter(arrival, desk, button.word(0)))


async def go(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    if place_of(desk.library, button.word(0)) is None:
        return _gone()
    return _instead(arrival, await _enter(arrival, desk, button.word(0)))


async def go_on(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """The step after this one, or the end."""
    return await _follow(arrival, desk, button.word(0))


async def tick_off(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """With the last that was open the tour is over, whichever it is."""
    step = button.word(0)
    if place_of(desk.library, step) is None:
        return _gone()
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    if step not in member.tour_done:
        member = await rhythm.change(arrival, desk, tour_done=(*member.tour_done, step))
    return await _follow(arrival, desk, step, over=_first_open(desk, member) is None)


async def open_again(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """It was not done after all."""
    step = button.word(0)
    if place_of(desk.library, step) is None:
        return _gone()
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    await rhythm.change(arrival, desk, tour_done=tuple(each for each in member.tour_done if each != step))
    return _instead(arrival, await _enter(arrival, desk, step))


async def leave_for_later(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """No tips until it is taken up again."""
    step = button.word(0)
    if place_of(desk.library, step) is None:
        return _gone()
    await rhythm.change(arrival, desk, tour_at=step, tour_paused=True)
    return _instead(arrival, TourPausedCard(arrival.user_id, desk.today.isoformat(), step))


async def _follow(arrival: Arrival, desk: Desk, step: str, over: bool = False) -> Reply:
    place, steps = place_of(desk.library, step), desk.library.onboarding.steps
    if place is None:
        return _gone()
    if place + 1 < len(steps) and not over:
        return _instead(arrival, await _enter(arrival, desk, steps[place + 1].id))
    await rhythm.change(arrival, desk, tour_at=step, tour_paused=False)
    return _instead(arrival, await look_back(arrival, desk))


async def _enter(arrival: Arrival, desk: Desk, step: str) -> StepCard:
    """The step is the open one now; a pause is over with it."""
    member = await desk.stores.members.welcome(arrival.user_id, desk.now)
    later = {"tour_from": desk.today + GENTLE} if member.tour_paused else {}
    await rhythm.change(arrival, desk, tour_at=step, tour_paused=False, **later)
    return StepCard(arrival.user_id, desk.today.isoformat(), step, again=member.tour_paused)


def _where(desk: Desk, member: Member) -> str | None:
    """The step that was left, or else the first that is not done. None: all are."""
    steps = [step.id for step in desk.library.onboarding.steps]
    if member.tour_at in steps and member.tour_at not in member.tour_done:
        return member.tour_at
    return _first_open(desk, member)


def _first_open(desk: Desk, member: Member) -> str | None:
    return next((step.id for step in desk.library.onboarding.steps if step.id not in member.tour_done), None)


def _gone() -> Reply:
    return show(NoticeCard("old_button"))


def _instead(arrival: Arrival, card: Card) -> Reply:
    return Reply((Change(card, message_id=arrival.message_id),))


COMMANDS = (Command(("einstieg",), open_tour, personal=True),)
DEEDS: Mapping[str, Presser] = {
    "open": press_open,
    "go": go,
    "after": go_on,
    "done": tick_off,
    "undo": open_again,
    "later": leave_for_later,
    "end": press_end,
    "set": set_up,
}
