"""Series: a tip a week to the same people, put together, started, held and ended."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from handlers.arrival import Arrival
from handlers.broadcast_book import OPEN_PROMPTS, count_of, covers, say
from handlers.broadcast_choices import offered, page_of, wanted_audience
from handlers.broadcast_drafts import PATIENCE, first_audience
from handlers.buttons import Deed, hash_name
from handlers.cards import NoticeCard
from handlers.cards.base import Card
from handlers.cards.broadcast_choices import AudienceCard
from handlers.cards.series import (
    HOURS,
    WEEKDAYS,
    SeriesCard,
    SeriesEndCard,
    SeriesListCard,
    SeriesNoticeCard,
    SeriesTipCard,
    SeriesTipsCard,
    SeriesWhenCard,
    entries_of,
    known_entries,
)
from handlers.desk import Desk
from handlers.feature import Answerer, Presser
from handlers.interjection import close_prompt
from handlers.reply import Reply, Show, show
from handlers.texts import series as texts
from knowledge.answers import Outcome
from scheduler.broadcasts import Series
from scheduler.people import Standing
from scheduler.series import paused, started
from scheduler.stores.prompts import Prompt

TIP = "series_tip"
TUESDAY, MORNING = 1, 9
_FOUND = 3

SeriesDeed = Callable[[Arrival, Desk, Series, Deed], Awaitable[Reply]]


def _may_tend(standing: Standing, series: Series) -> bool:
    """Who leads all its teams. Until it has started it is also its maker's, who may have to choose other teams."""
    return covers(standing, series.audience) or (
        series.made_by == standing.member_id and bool(standing.leads) and series.next_on is None
    )


def _tended(do: SeriesDeed) -> Presser:
    async def press(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
        found = await _find(arrival, desk, button.number(0))
        await close_prompt(arrival, desk, {*OPEN_PROMPTS, TIP})
        return show(found) if isinstance(found, Card) else await do(arrival, desk, found, button)

    return press


def _living(do: SeriesDeed) -> Presser:
    """Only while it has not ended; after that it is shown as it is."""

    async def press(arrival: Arrival, desk: Desk, series: Series, button: Deed) -> Reply:
        return await (do if series.ended_at is None else _open)(arrival, desk, series, button)

    return _tended(press)


async def _find(arrival: Arrival, desk: Desk, number: int) -> Series | Card:
    series = await desk.stores.series.get(number) if number > 0 else None
    if series is None:
        return SeriesNoticeCard("gone")
    return series if _may_tend(await desk.standing(arrival.user_id), series) else SeriesNoticeCard("not_yours")


async def list_all(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    await close_prompt(arrival, desk, {*OPEN_PROMPTS, TIP})
    return say(arrival, await _list(arrival, desk))


async def _list(arrival: Arrival, desk: Desk) -> Card:
    return SeriesListCard(tuple(one.id for one in await _theirs(arrival, desk)))


async def _theirs(arrival: Arrival, desk: Desk) -> list[Series]:
    standing = await desk.standing(arrival.user_id)
    return [one for one in await desk.stores.series.all() if one.ended_at is None and _may_tend(standing, one)]


async def begin(arrival: Arrival, desk: Desk, _button: Deed) -> Reply:
    """One that was begun and has no tips yet is gone on with: pressed twice, the key makes no two."""
    await close_prompt(arrival, desk, {*OPEN_PROMPTS, TIP})
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    blank = [one for one in await _theirs(arrival, desk) if one.made_by == arrival.user_id and not one.entries]
    audience = first_audience(await desk.standing(arrival.user_id))
    new = Series(0, arrival.user_id, desk.now, audience, TUESDAY, MORNING, 0, (), paused=True)
    series = blank[0] if blank else await desk.stores.series.add(new)
    return say(arrival, await _card(desk, series))


async def _card(desk: Desk, series: Series, said: str = "") -> Card:
    return SeriesCard(series.id, await count_of(desk, series.audience), said)


async def _open(arrival: Arrival, desk: Desk, series: Series, _button: Deed) -> Reply:
    return say(arrival, await _card(desk, series))


async def _show_next(arrival: Arrival, desk: Desk, series: Series, _button: Deed) -> Reply:
    return Reply((Show(SeriesTipCard(series.id)), Show(await _card(desk, series))))


async def _save(desk: Desk, series: Series) -> Series:
    await desk.stores.series.save(series)
    return series


# When, to whom, which tips -------------------------------------------------------------------------------------------


async def _ask_when(arrival: Arrival, desk: Desk, series: Series, _button: Deed) -> Reply:
    return say(arrival, SeriesWhenCard(series.id))


async def _set_when(arrival: Arrival, desk: Desk, series: Series, button: Deed) -> Reply:
    number = button.number(1)
    if button.verb == "series_day" and number in WEEKDAYS:
        changed = replace(series, weekday=number)
    elif button.verb == "series_hour" and any(number in row for row in HOURS):
        changed = replace(series, hour=number, minute=0)
    else:
        return show(NoticeCard("old_button"))
    if changed != series:
        await _save(desk, await _started(desk, changed) if series.is_running else changed)
    return say(arrival, SeriesWhenCard(series.id))


async def _started(desk: Desk, series: Series) -> Series:
    return started(series, desk.now, await desk.stores.series.last_issue(series.id))


async def _ask_whom(arrival: Arrival, desk: Desk, series: Series, button: Deed) -> Reply:
    standing = await desk.standing(arrival.user_id)
    count, teams = await count_of(desk, series.audience), await offered(desk, standing)
    card = AudienceCard(series.id, count, teams, standing.admin, series=True, page=page_of(button))
    return say(arrival, card)


async def _set_whom(arrival: Arrival, desk: Desk, series: Series, button: Deed) -> Reply:
    standing = await desk.standing(arrival.user_id)
    plain_verb = replace(button, verb=button.verb.removeprefix("series_"))
    audience = wanted_audience(series.audience, plain_verb, standing, await offered(desk, standing))
    if audience is None:
        return show(NoticeCard("old_button"))
    # Nobody sends to nobody: without any team it rests until one is chosen.
    rests = series.paused or not covers(standing, audience)
    return await _ask_whom(arrival, desk, await _save(desk, replace(series, audience=audience, paused=rests)), button)


async def _ask_tips(arrival: Arrival, desk: Desk, series: Series, _button: Deed) -> Reply:
    await _await_words(arrival, desk, series)
    return say(arrival, SeriesTipsCard(series.id))


async def _await_words(arrival: Arrival, desk: Desk, series: Series) -> None:
    prompt = Prompt(TIP, 0, desk.now + PATIENCE, str(series.id))
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)


async def _search(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    found = await _find(arrival, desk, int(prompt.data))
    if isinstance(found, Card):
        return show(found)
    await _await_words(arrival, desk, found)
    answer = desk.matcher.answer(arrival.text, limit=_FOUND)
    hits = () if answer.outcome is Outcome.UNKNOWN else answer.hits
    return show(SeriesTipsCard(found.id, tuple(hit.id for hit in hits), searched=True))


async def _set_tips(arrival: Arrival, desk: Desk, series: Series, button: Deed) -> Reply:
    """An area's tips, or a single one: on or off. New ones come behind those that were there."""
    meant = _meant(desk, button)
    if not meant:
        return show(NoticeCard("old_button"))
    others = tuple(entry for entry in series.entries if entry not in meant)
    added = tuple(entry for entry in meant if entry not in series.entries)
    entries = (*series.entries, *added) if button.number(2) == 1 else others
    series = await _save(desk, replace(series, entries=entries, paused=series.paused or not entries))
    await _await_words(arrival, desk, series)
    shown = meant if button.verb == "series_pick" else ()
    return say(arrival, SeriesTipsCard(series.id, shown, searched=bool(shown)))


def _meant(desk: Desk, button: Deed) -> tuple[str, ...]:
    """Ids, in the order of the collection."""
    wanted = button.word(1)
    if button.verb == "series_area":
        area = next((area for area in desk.library.areas if hash_name(area) == wanted), None)
        chosen = entries_of(area, desk.library) if area is not None else set()
        return tuple(entry for entry in desk.library.recommendations if entry in chosen)
    return tuple(entry for entry in desk.library.recommendations if hash_name(entry) == wanted)


# Its life ------------------------------------------------------------------------------------------------------------


async def _start(arrival: Arrival, desk: Desk, series: Series, _button: Deed) -> Reply:
    """Also after a pause; what fell into it is not made up for. Whoever starts it answers for it."""
    why = await _hindrance(arrival, desk, series)
    if why:
        return say(arrival, await _card(desk, series, why))
    if series.is_running:
        return say(arrival, await _card(desk, series))
    running = await _save(desk, replace(await _started(desk, series), made_by=arrival.user_id))
    return say(arrival, await _card(desk, running, "started"))


async def _hindrance(arrival: Arrival, desk: Desk, series: Series) -> str:
    if not known_entries(series, desk.library):
        return "no_tips"
    if not covers(await desk.standing(arrival.user_id), series.audience):
        return "not_yours" if series.audience.teams else "nobody"
    return "" if await count_of(desk, series.audience) else "nobody"


async def _pause(arrival: Arrival, desk: Desk, series: Series, _button: Deed) -> Reply:
    return say(arrival, await _card(desk, await _save(desk, paused(series))))


async def _skip(arrival: Arrival, desk: Desk, series: Series, button: Deed) -> Reply:
    """Only the date that stood on the screen."""
    if series.next_on is None or not series.is_running or series.next_on.toordinal() != button.number(1):
        return say(arrival, await _card(desk, series))
    later = await _save(desk, series.from_day(_day_after(series.next_on)))
    return say(arrival, await _card(desk, later, "skipped"))


def _day_after(day: date) -> date:
    return day + timedelta(days=1)


async def _ask_end(arrival: Arrival, desk: Desk, series: Series, _button: Deed) -> Reply:
    return say(arrival, SeriesEndCard(series.id))


async def _end(arrival: Arrival, desk: Desk, series: Series, _button: Deed) -> Reply:
    await _save(desk, replace(series, ended_at=desk.now, next_on=None))
    return say(arrival, await _list(arrival, desk), texts.ENDED_TOAST)


DEEDS: Mapping[str, Presser] = {
    "series": list_all,
    "series_new": begin,
    "series_open": _tended(_open),
    "series_show": _living(_show_next),
    "series_when": _living(_ask_when),
    "series_day": _living(_set_when),
    "series_hour": _living(_set_when),
    "series_whom": _living(_ask_whom),
    **dict.fromkeys(("series_all", "series_mine", "series_team", "series_fresh"), _living(_set_whom)),
    "series_tips": _living(_ask_tips),
    "series_area": _living(_set_tips),
    "series_pick": _living(_set_tips),
    "series_go": _living(_start),
    "series_pause": _living(_pause),
    "series_skip": _living(_skip),
    "series_end": _living(_ask_end),
    "series_over": _living(_end),
}
PROMPTS: Mapping[str, Answerer] = {TIP: _search}
