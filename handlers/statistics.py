"""/statistik: rounded totals of weeks that are over, of everybody or of one team. Nobody's own numbers exist."""

from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards.statistics import FEATURE, NOT_THEIRS, StatisticsCard, WhoseCard
from handlers.charts import PAGES
from handlers.desk import Desk
from handlers.feature import Command, Feature
from handlers.reply import Change, Reply, show
from scheduler.people import Right
from scheduler.totals import EVERYBODY


async def show_statistics(arrival: Arrival, desk: Desk) -> Reply:
    return await _show(arrival, desk, EVERYBODY, PAGES[0])


async def turn_to(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """Another page or team: a new message, as a picture can't become a text."""
    page = button.word(1)
    return await _show(arrival, desk, button.number(0), page if page in PAGES else PAGES[0])


async def _show(arrival: Arrival, desk: Desk, team: int, page: str) -> Reply:
    teams = await _teams_of(arrival, desk)
    is_theirs = team in (EVERYBODY, *teams) or (await desk.standing(arrival.user_id)).admin
    chosen = team if is_theirs else NOT_THEIRS
    return show(StatisticsCard(desk.now.isoformat(), chosen, page, teams))


async def choose_whose(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """The list of teams. Its own keys turn it in place; under a picture it comes as a message of its own."""
    teams = await _teams_of(arrival, desk)
    card = WhoseCard(teams, button.number(0))
    if button.word(1):
        return Reply((Change(card, message_id=arrival.message_id),))
    return show(card)


async def _teams_of(arrival: Arrival, desk: Desk) -> tuple[int, ...]:
    """Those whose numbers somebody may ask for: a lead their own, an admin all."""
    standing = await desk.standing(arrival.user_id)
    if standing.admin:
        return tuple(team.id for team in await desk.stores.teams.all())
    return tuple(sorted(standing.leads))


STATISTICS = Feature(
    FEATURE,
    commands=(Command(("statistik",), show_statistics, personal=True, needs=Right.LEADING),),
    deeds={"show": turn_to, "whose": choose_whose},
    needs=Right.LEADING,
)
