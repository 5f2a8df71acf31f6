"""/statistik: rounded, closed weeks, five people at least, for those who lead; a picture and its words."""

import struct
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from matplotlib.font_manager import findfont, get_font

from handlers.buttons import deed, encode
from handlers.cards.statistics import caption
from handlers.charts import PAGES, Chart, chart
from handlers.painting import _fitting, _footer, _is_known, paint
from handlers.texts import statistics as texts
from handlers.texts.numbers import number_words, short_number
from knowledge.library import load
from scheduler.contacts import Contact
from scheduler.overview import Overview, survey
from scheduler.people import Role
from scheduler.round import look_soon
from scheduler.stores.totals import Total
from scheduler.totals import ABOUT_GROUPS, EVERYBODY, WEEK, Metric, closed_weeks, count
from tests.phone import Exchange, Phone, words_of
from tests.town import FIRST, open_town

ALEX, SAM, KIM = 1002, 1003, 1001
ROOT = Path(__file__).parents[2]
LIBRARY = load()
NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
EARLY = NOW - timedelta(weeks=30)
WEEKS = closed_weeks(NOW)
LAST = {WEEKS[-1]: (EVERYBODY,)}
LONG = "Sehr langer Name eines Teams mit $Zeichen$ und 🙂, wie ihn eine Verwaltung wählt"


async def found(exchange: Exchange, name: str, size: int, first: int, lead: int | None = None) -> int:
    """A team whose people have been there for long."""
    async with exchange.app.storage.transaction() as records:
        team = await records.teams.add(name, EARLY)
        assert team is not None
        for member in range(first, first + size):
            await records.members.welcome(member, EARLY)
            await records.teams.join(member, team.id, Role.LEAD if member == lead else Role.NEWCOMER, EARLY)
        for week in WEEKS:
            await records.totals.add(week, team.id, Metric.HEADS, "", size)
        return team.id


async def counted(exchange: Exchange, number: int, *teams: int, metric: Metric = Metric.ANSWERED) -> None:
    """In the last week that is over."""
    async with exchange.app.storage.transaction() as records:
        await count(records, teams, metric, "kommune/tipp", NOW - WEEK, number)


async def make_admin(exchange: Exchange, member_id: int) -> None:
    async with exchange.app.storage.transaction() as records:
        member = await records.members.welcome(member_id, EARLY)
        await records.members.save(replace(member, admin_since=EARLY))


@pytest.fixture
def alex(exchange: Exchange) -> Phone:
    return exchange.phone(ALEX, "Alex")


@pytest.fixture
async def north(exchange: Exchange) -> int:
    """Alex leads eight people; eight more are in the south."""
    return await found(exchange, "Nord", 8, 1002, lead=ALEX)


@pytest.fixture
async def south(exchange: Exchange, north: int) -> int:
    return await found(exchange, "Süd", 8, 2001, lead=2001)


def is_picture(phone: Phone) -> bool:
    return "photo" in phone.last


# Who may


async def test_only_leads_are_answered_however_they_ask(exchange: Exchange, phone: Phone, north: int) -> None:
    await phone.type("/statistik")
    assert "Das ist für Teamleitungen" in phone.text
    for data in ("1:d:statistics:show:0:asked", f"1:d:statistics:show:{north}:asked", "1:d:statistics:whose:0"):
        await phone.tap_data(phone.last, data)
        assert "Das ist für Teamleitungen" in phone.text
        assert not is_picture(phone)


async def test_who_was_a_lead_yesterday_is_refused(exchange: Exchange, alex: Phone, north: int, south: int) -> None:
    await counted(exchange, 30, north)
    await alex.type("/statistik")
    assert is_picture(alex)
    async with exchange.app.storage.transaction() as records:
        await records.teams.join(ALEX, north, Role.NEWCOMER, NOW)
    await alex.tap(texts.PAGES["answers"])
    assert "Das ist für Teamleitungen" in alex.text


async def test_a_lead_sees_all_and_own_teams_only(exchange: Exchange, alex: Phone, north: int, south: int) -> None:
    await counted(exchange, 30, south)
    await alex.type("/statistik")
    await alex.tap(texts.WHICH)
    assert alex.keys == ["Alle", "Nord"]
    await alex.tap_data(alex.last, f"1:d:statistics:show:{south}:asked")
    assert texts.NOT_YOURS_TITLE in alex.text
    assert "30" not in alex.text


async def test_an_admin_sees_every_team(exchange: Exchange, north: int, south: int) -> None:
    await make_admin(exchange, SAM)
    await counted(exchange, 30, south)
    sam = exchange.phone(SAM, "Sam")
    await sam.type("/statistik")
    await sam.tap(texts.WHICH)
    assert sam.keys == ["Alle", "Nord", "Süd"]
    await sam.tap("Süd")
    assert is_picture(sam)
    assert "rund 30" in sam.text


# How many


@pytest.mark.parametrize(("inside", "outside", "told"), [(4, 9, False), (5, 4, False), (5, 5, True), (6, 6, True)])
async def test_a_team_is_told_from_five_people_inside_and_outside_on(
    exchange: Exchange, alex: Phone, inside: int, outside: int, told: bool
) -> None:
    team = await found(exchange, "Nord", inside, ALEX, lead=ALEX)
    await found(exchange, "Süd", outside, 2001)
    await counted(exchange, 30, team)
    await alex.tap_data(await alex.type("hallo"), f"1:d:statistics:show:{team}:asked")
    assert is_picture(alex) == told
    if not told:
        assert "Nord: noch keine Zahlen" in alex.text
        assert "fünf Menschen" in alex.text
        assert "30" not in alex.text


async def test_four_people_have_no_statistics(exchange: Exchange, alex: Phone) -> None:
    team = await found(exchange, "Nord", 4, ALEX, lead=ALEX)
    await counted(exchange, 30, team)
    await alex.type("/statistik")
    assert not is_picture(alex)
    assert "Zahlen zeige ich erst, wenn mindestens fünf Menschen dabei sind." in alex.text


async def test_before_the_first_week_is_over_a_sentence_says_so(exchange: Exchange, alex: Phone) -> None:
    async with exchange.app.storage.transaction() as records:
        team = await records.teams.add("Nord", NOW)
        assert team is not None
        for member in range(ALEX, ALEX + 9):
            await records.members.welcome(member, NOW)
            await records.teams.join(member, team.id, Role.LEAD if member == ALEX else Role.NEWCOMER, NOW)
    await alex.type("/statistik")
    assert "Die erste davon ist noch nicht vorbei." in alex.text


async def test_the_running_week_does_not_show(exchange: Exchange, alex: Phone, north: int) -> None:
    async with exchange.app.storage.transaction() as records:
        await count(records, [], Metric.ANSWERED, "kommune", NOW, 50)
    await alex.type("/statistik")
    assert not is_picture(alex)
    assert "weniger als fünfmal" in alex.text
    await exchange.pass_time(WEEK)
    await alex.type("/statistik")
    assert is_picture(alex)
    assert "rund 50 Fragen" in alex.text


@pytest.mark.parametrize(("inside", "outside", "told"), [(9, 10, False), (10, 9, False), (10, 10, True)])
async def test_how_far_a_group_is_is_told_from_ten_people_on(
    exchange: Exchange, alex: Phone, inside: int, outside: int, told: bool
) -> None:
    """Of five, "about five" without any step would be all of them."""
    north = await found(exchange, "Nord", inside, ALEX, lead=ALEX)
    south = await found(exchange, "Süd", outside, 2001)
    await counted(exchange, 20, north)
    await counted(exchange, 20, south)
    async with exchange.app.storage.transaction() as records:
        for team, number in ((EVERYBODY, inside + outside), (north, inside), (south, outside)):
            await records.totals.add(WEEKS[-1], team, Metric.TOUR, "0", number)
    await alex.type("/statistik")
    await alex.tap(texts.PAGES["tour"])
    assert is_picture(alex), "of all together"
    await alex.tap_data(alex.last, f"1:d:statistics:show:{north}:asked")
    assert is_picture(alex)
    await alex.tap(texts.PAGES["tour"])
    assert is_picture(alex) == told
    assert told or texts.TOUR_OF_MANY in alex.text


async def test_a_tour_on_which_all_are_spread_out_is_a_matter_of_a_day(
    exchange: Exchange, alex: Phone, north: int, south: int
) -> None:
    """A head count, and no twelve weeks."""
    await alex.type("/statistik")
    await alex.tap(texts.PAGES["tour"])
    assert "Stand: 1. März 2026. Auf jedem Stand sind weniger als fünf Menschen." in alex.text
    assert "Wochen" not in alex.text


async def test_those_few_outside_the_teams_are_left_out_of_all(
    exchange: Exchange, alex: Phone, north: int, south: int
) -> None:
    await counted(exchange, 20, north)
    await counted(exchange, 20, south)
    await counted(exchange, 20)  # of two people without a team
    async with exchange.app.storage.transaction() as records:
        for member in (3001, 3002):
            await records.members.welcome(member, EARLY)
    await alex.type("/statistik")
    assert "rund 40 Fragen" in alex.text
    assert texts.PARTIAL in alex.text


# What is counted


async def test_what_becomes_of_a_nudge_is_counted_without_its_person(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/start")
    async with exchange.app.storage.transaction() as records:
        for role in ("Lokalredaktion", "Seniorenbeirat", "Küsterei"):
            await records.contacts.add(Contact(0, KIM, "seniorenbeirat", role, 1, exchange.clock.now().date()))
        await look_soon(records, KIM, exchange.clock.now())
    await exchange.pass_until_next()
    await phone.type("/heute")
    rows = await counts(exchange)
    assert not any(metric.startswith("nudge") for metric in rows)
    async with exchange.app.storage.look() as records:
        done, later, skipped = [due.id for due in await records.dues.of(KIM)]
    for verb, due, more in (("done", done, ()), ("snooze", later, ("3",)), ("skip", skipped, ())):
        await phone.tap_data(phone.last, encode(deed("nudge", verb, due, *more)))
    await phone.tap_data(phone.last, encode(deed("nudge", "done", done)))  # once more
    rows = await counts(exchange)
    assert {metric: number for metric, number in rows.items() if metric.startswith("nudge")} == {
        Metric.NUDGE_DONE: 1,
        Metric.NUDGE_LATER: 1,
        Metric.NUDGE_SKIPPED: 1,
    }


async def test_broadcasts_are_counted_when_they_arrive_and_when_they_are_read() -> None:
    async with open_town(3) as town:
        await town.send()
        await town.exchange.settle()
        await town.exchange.phone(FIRST).tap("Gelesen")
        await town.exchange.phone(FIRST + 1).tap("Gelesen")
        rows = await counts(town.exchange)
    assert (rows[Metric.BROADCASTS_SENT], rows[Metric.BROADCAST_DELIVERED], rows[Metric.BROADCAST_READ]) == (1, 3, 2)


async def counts(exchange: Exchange) -> dict[str, int]:
    async with exchange.app.storage.look() as records:
        return {one.metric: one.count for one in await records.totals.since(date(2020, 1, 6), [EVERYBODY])}


# The picture and its words


def test_nothing_loads_matplotlib_before_there_is_something_to_paint() -> None:
    """It takes most of a second and 50 MB, which whoever only asks questions should not pay."""
    code = "import sys, bot.app, handlers.cards.catalogue; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


async def test_pages_are_turned_and_every_one_is_a_picture(
    exchange: Exchange, alex: Phone, north: int, south: int
) -> None:
    for metric, topic in ((Metric.ANSWERED, ""), (Metric.NUDGE_DONE, "press"), (Metric.TOUR, "0")):
        async with exchange.app.storage.transaction() as records:
            await count(records, [north], metric, topic, NOW - WEEK, 30)
    await alex.type("/statistik")
    for page in PAGES[1:]:
        await alex.tap(texts.PAGES[page], alex.last)
        assert is_picture(alex)
        assert alex.text.startswith(texts.PAGES[page])
        assert len(alex.text) <= 1024


async def test_a_deleted_team_is_said_to_be_gone(exchange: Exchange, north: int, south: int) -> None:
    await make_admin(exchange, SAM)
    sam = exchange.phone(SAM, "Sam")
    await sam.type("/statistik")
    await sam.tap(texts.WHICH)
    async with exchange.app.storage.transaction() as records:
        await records.teams.remove(south)
    await sam.tap("Süd")
    assert texts.GONE_TITLE in sam.text


async def test_nothing_about_nobody_else_and_no_exact_number_is_ever_on_the_screen(
    exchange: Exchange, alex: Phone, north: int, south: int
) -> None:
    """Numbers that a page says are multiples of five, or dates, or steps of the tour."""
    await counted(exchange, 37, north)
    await counted(exchange, 4, north, metric=Metric.HELPFUL)
    await alex.type("/statistik")
    for page in PAGES[1:]:
        await alex.tap(texts.PAGES[page])
    said = " ".join(words_of(message) for message in alex.shown)
    assert "rund 35" in said
    assert "Ja: unter 5" in said
    assert "37" not in said
    assert len(alex.shown) == len(PAGES)
    for member in [*range(1002, 1010), *range(2001, 2009)]:
        assert str(member) not in said


def overview(number: int = 7) -> Overview:
    totals = [
        Total(week, EVERYBODY, metric, topic, number)
        for week in WEEKS
        for metric in Metric
        if metric not in ABOUT_GROUPS
        for topic in ("kommune/tipp", "konkurrenz/herausforderung", "")
    ]
    totals += [Total(WEEKS[-1], EVERYBODY, Metric.TOUR, str(steps), number) for steps in range(10)]
    return survey(totals, dict.fromkeys(WEEKS, (EVERYBODY,)), 9, LAST)


def charts(number: int = 7) -> list[Chart]:
    return [chart(page, overview(number), LONG, LIBRARY.naming) for page in PAGES]


@pytest.mark.parametrize("number", range(1, 9))
def test_what_a_chart_is_drawn_from_is_rounded(number: int) -> None:
    for drawn in charts(number):
        for panel in drawn.panels:
            for figure in (panel.whole, *(bar.figure for bar in panel.bars)):
                assert figure is None or (figure >= 5 and figure % 5 == 0)


def test_a_picture_fits_a_phone() -> None:
    for drawn in charts():
        picture = paint(drawn)
        width, height = struct.unpack(">II", picture[16:24])
        assert picture.startswith(b"\x89PNG")
        assert width == 1080
        assert 600 <= height <= 1350
        assert len(picture) < 300_000


def test_less_than_five_looks_the_same_whatever_it_is() -> None:
    one, four = (chart("tour", survey(_tour(number), LAST, 9, LAST), "Alle", LIBRARY.naming) for number in (1, 4))
    assert one == four
    assert paint(one) == paint(four)


def _tour(number: int) -> list[Total]:
    return [
        Total(WEEKS[-1], EVERYBODY, Metric.TOUR, "0", 20),
        Total(WEEKS[-1], EVERYBODY, Metric.TOUR, "2", number),
    ]


@pytest.mark.parametrize(
    ("name", "painted"),
    [
        ("Команда Север", "Команда Север"),
        ("Ομάδα  Βορρά", "Ομάδα Βορρά"),
        ("Nord 🙂 Süd", "Nord Süd"),
        ("Cafe\u0301\nOst", "Café Ost"),
        ("北队", texts.UNREADABLE),
        ("🙂 \u200d", texts.UNREADABLE),
        ("x" * 60, "x" * 41 + "…"),
    ],
)
def test_names_are_painted_as_far_as_the_typeface_goes(name: str, painted: str) -> None:
    assert _fitting(name) == painted


def test_the_typeface_has_every_sign_that_is_painted() -> None:
    face = get_font(findfont("DejaVu Sans"))
    signs = [sign for number in range(0x10000) if _is_known(sign := chr(number)) and not sign.isspace()]
    assert len(signs) > 1000
    assert [sign for sign in signs if not face.get_char_index(ord(sign))] == []


def test_a_picture_explains_its_signs_and_what_is_not_in_it() -> None:
    """It is passed on without the words below it."""
    busy, quiet = overview(), replace(overview(), weekly=(None,) * 11 + (5,), partial=True, tour_partial=True)
    assert _footer(chart("asked", busy, "Alle", LIBRARY.naming)) == [texts.FOOTER]
    for page in PAGES:
        told = _footer(chart(page, quiet, "Alle", LIBRARY.naming))
        assert told[-1] == texts.PARTIAL_FOOTER
        assert (texts.FEW_FOOTER in told) == (page == "asked")


def test_the_same_chart_is_painted_once() -> None:
    drawn = charts()[0]
    assert paint(drawn) is paint(drawn)


@pytest.mark.parametrize("page", PAGES)
def test_the_words_below_fit_and_hold_the_numbers(page: str) -> None:
    many = replace(overview(1_000_000), partial=True)
    said = caption(chart(page, many, LONG, LIBRARY.naming), many, page)
    assert len(said) <= 1024
    assert texts.CLOSED in said
    assert "Mio" not in said


def test_words_for_numbers() -> None:
    assert [number_words(number) for number in (None, 5, 1250)] == ["unter 5", "rund 5", "rund 1.250"]
    assert [short_number(number) for number in (None, 5, 1250)] == ["unter 5", "5", "1.250"]


def test_days_are_told_with_their_years() -> None:
    assert texts.span([date(2025, 12, 8), date(2026, 2, 23)]) == "2 Wochen: 8. Dezember 2025 bis 1. März 2026"
    assert texts.span([date(2026, 2, 23)]) == "1 Woche: 23. Februar bis 1. März 2026"
