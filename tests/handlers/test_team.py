"""/team: belonging, leaving, leading, administering."""

import asyncio

import pytest

from handlers.buttons import deed, encode
from handlers.texts.teams import author_name
from scheduler.people import Member, Role
from scheduler.rounding import rounded
from tests.crew import ALEX, KIM, NORTH, ROBIN, TONI, add_team, invite, key_of, role_of, set_role, settle_in
from tests.phone import START, Exchange, Phone, open_exchange


@pytest.fixture
async def alex(exchange: Exchange) -> Phone:
    await settle_in(exchange)
    return exchange.phone(ALEX)


async def admins(exchange: Exchange) -> list[int]:
    async with exchange.app.storage.look() as records:
        return [leader.member_id for leader in await records.teams.admins()]


async def name_of(exchange: Exchange, member_id: int) -> str:
    async with exchange.app.storage.look() as records:
        member = await records.members.get(member_id)
    assert member is not None
    return member.name


@pytest.mark.parametrize(
    ("number", "said"), [(0, None), (1, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15)]
)
def test_numbers_of_people_are_never_exact(number: int, said: int | None) -> None:
    assert rounded(number) == said


async def test_a_team_is_a_number_and_its_leads_names(exchange: Exchange, alex: Phone) -> None:
    kim = exchange.phone(KIM)
    await kim.type("/team")
    assert "unter 5 Menschen" in kim.text
    assert "Teamleitung: Alex" in kim.text
    assert "Robin" not in kim.text
    for number in range(2001, 2006):
        async with exchange.app.storage.transaction() as records:
            await records.members.welcome(number, START)
            await records.teams.join(number, NORTH, Role.NEWCOMER, START)
    await kim.type("/team")
    assert "rund 10 Menschen" in kim.text


async def test_leaving_is_asked_for_and_happens_once(exchange: Exchange, alex: Phone) -> None:
    kim = exchange.phone(KIM)
    await kim.type("/team")
    await kim.tap("Quartier Nord")
    await kim.tap("Team verlassen")
    assert await role_of(exchange, KIM) is Role.NEWCOMER
    message, data = key_of(kim, "Ja, verlassen")
    await kim.tap_data(message, data)
    await kim.tap_data(message, data)
    assert await role_of(exchange, KIM) is None
    assert "zu keinem Team" in kim.text
    await kim.type("/themen")
    assert "Themen" in kim.text, "and everything else goes on"


async def test_who_leaves_where_an_invitation_is_needed_is_told_so() -> None:
    async with open_exchange(access="invited") as closed:
        await settle_in(closed)
        kim = closed.phone(KIM)
        await kim.type("/team")
        await kim.tap("Quartier Nord")
        await kim.tap("Team verlassen")
        assert "erst mit einer neuen Einladung" in kim.text
        await kim.tap("Ja, verlassen")
        await kim.type("/themen")
        assert "brauchst du eine Einladung" in kim.text


async def test_another_team_is_closed(exchange: Exchange, alex: Phone) -> None:
    south = await add_team(exchange, "Quartier Süd")
    kim = exchange.phone(KIM)
    await kim.type("/team")
    for data in (f"1:d:team:one:{south.id}", "1:d:team:one:99", "1:d:team:one", "1:d:team:one:x"):
        await kim.tap_data(kim.last, data)
        assert "Quartier Süd" not in kim.text
        assert "gibt es hier nicht mehr" in kim.text


@pytest.mark.parametrize(("typed", "said"), [("…", "keinen Namen"), ("x" * 41, "höchstens 40"), ("😀", "keinen Namen")])
async def test_names_that_cannot_be_shown_are_asked_again(
    exchange: Exchange, alex: Phone, typed: str, said: str
) -> None:
    await alex.type("/team")
    await alex.tap("Mein Name")
    await alex.type(typed)
    assert said in alex.text
    assert await name_of(exchange, ALEX) == "Alex"


async def test_a_name_is_taken_as_text(exchange: Exchange, alex: Phone) -> None:
    await alex.type("/team")
    await alex.tap("Mein Name")
    await alex.type("<b>Alex</b>\n& Co")
    assert await name_of(exchange, ALEX) == "<b>Alex</b> & Co"
    assert "<b>Alex</b> & Co" in alex.text
    await alex.tap("Mein Name")
    await alex.tap("Vorname aus Telegram")
    assert await name_of(exchange, ALEX) == "Alex"


async def test_no_name_is_kept_of_who_leads_no_more(exchange: Exchange, alex: Phone) -> None:
    robin = exchange.phone(ROBIN)
    await robin.open_link(await invite(exchange, Role.LEAD))
    await robin.tap("Vorname aus Telegram")
    assert await name_of(exchange, ROBIN) == "Robin"
    await robin.tap("Quartier Nord")
    await robin.tap("Leitung abgeben")
    await robin.tap("Ja, abgeben")
    assert await role_of(exchange, ROBIN) is Role.NEWCOMER
    assert await name_of(exchange, ROBIN) == ""


def test_authors_have_a_name_whoever_they_were() -> None:
    assert author_name(None) == "ehemalige Teamleitung"
    assert author_name(Member(5, START, name="Robin")) == "Robin"
    assert author_name(Member(5, START)) == "Teamleitung"


async def test_demoting_works_at_once_and_is_told(exchange: Exchange, alex: Phone) -> None:
    robin = exchange.phone(ROBIN)
    await robin.open_link(await invite(exchange, Role.LEAD))
    await robin.type("/einladen")
    old = robin.last
    await alex.type("/team")
    await alex.tap("Quartier Nord")
    await alex.tap("ohne Namen: nicht mehr als Teamleitung")
    message, data = key_of(alex, "Ja, entziehen")
    await alex.tap_data(message, data)
    await alex.tap_data(message, data)
    assert await role_of(exchange, ROBIN) is Role.NEWCOMER
    assert sum("nicht mehr" in shown["text"] for shown in robin.shown) == 1, "told, and once"
    await robin.tap("Neue im Team", old)
    assert "Das ist für Teamleitungen" in robin.text


async def test_links_of_who_leads_no_more_can_be_revoked(exchange: Exchange, alex: Phone) -> None:
    await set_role(exchange, ROBIN, Role.LEAD)
    theirs = [await invite(exchange, made_by=ROBIN, uses=None), await invite(exchange, Role.LEAD, made_by=ROBIN)]
    others = await invite(exchange, uses=None)
    await alex.type("/team")
    await alex.tap("Quartier Nord")
    await alex.tap("ohne Namen: nicht mehr als Teamleitung")
    await alex.tap("Ja, entziehen")
    assert "Ein Link für Neue im Team Quartier Nord gilt noch." in alex.text
    message, revoke = key_of(alex, "Links zurückziehen")
    await exchange.phone(2001, "Vor Mensch").open_link(theirs[0])
    await alex.tap_data(message, revoke)
    assert "gilt kein Link mehr" in alex.text
    await exchange.phone(2002, "Nach Mensch").open_link(theirs[0])
    assert await role_of(exchange, 2001) is Role.NEWCOMER, "whoever is in stays in"
    assert await role_of(exchange, 2002) is None
    await exchange.phone(2002, "Nach Mensch").open_link(others)
    assert await role_of(exchange, 2002) is Role.NEWCOMER


async def test_an_old_key_revokes_nothing_of_who_leads_again(exchange: Exchange, alex: Phone) -> None:
    await set_role(exchange, ROBIN, Role.LEAD)
    parameter = await invite(exchange, made_by=ROBIN)
    await alex.type("/team")
    await alex.tap("Quartier Nord")
    await alex.tap("ohne Namen: nicht mehr als Teamleitung")
    await alex.tap("Ja, entziehen")
    await set_role(exchange, ROBIN, Role.LEAD)
    await alex.tap("Links zurückziehen")
    await exchange.phone(2001, "Neuer Mensch").open_link(parameter)
    assert await role_of(exchange, 2001) is Role.NEWCOMER


async def test_nothing_is_said_of_links_where_there_are_none(exchange: Exchange, alex: Phone) -> None:
    await set_role(exchange, ROBIN, Role.LEAD)
    await alex.type("/team")
    await alex.tap("Quartier Nord")
    await alex.tap("ohne Namen: nicht mehr als Teamleitung")
    before = len(alex.shown)
    await alex.tap("Ja, entziehen")
    assert len(alex.shown) == before


async def test_an_old_demotion_does_not_mean_a_new_membership(exchange: Exchange, alex: Phone) -> None:
    await set_role(exchange, ROBIN, Role.LEAD)
    await alex.type("/team")
    await alex.tap("Quartier Nord")
    message, data = key_of(alex, "nicht mehr als Teamleitung")
    async with exchange.app.storage.transaction() as records:
        await records.teams.leave(ROBIN, NORTH)
        await records.teams.join(ROBIN, NORTH, Role.LEAD, START)
    await alex.tap_data(message, data.replace("demote", "demote_yes"))
    assert await role_of(exchange, ROBIN) is Role.LEAD


async def test_a_deleted_team_takes_nothing_but_itself(exchange: Exchange, alex: Phone) -> None:
    south = await add_team(exchange, "Quartier Süd", [ROBIN])
    await exchange.phone(ROBIN).type("/start")
    parameter = await invite(exchange, team_id=south.id)
    await alex.type("/team")
    await alex.tap("Alle Teams")
    await alex.tap("Quartier Süd")
    await alex.tap("Team löschen")
    message, data = key_of(alex, "Ja, löschen")
    await alex.tap_data(message, data)
    await alex.tap_data(message, data)
    assert "gibt es nicht mehr" in exchange.phone(ROBIN).text
    assert await role_of(exchange, ROBIN) is Role.NEWCOMER, "in the other team"
    toni = exchange.phone(TONI)
    await toni.open_link(parameter)
    assert "kenne ich nicht" in toni.text


@pytest.mark.parametrize("typed", ["", "…", "x" * 41])
async def test_a_team_needs_a_name(exchange: Exchange, alex: Phone, typed: str) -> None:
    await alex.type("/team")
    await alex.tap("Alle Teams")
    await alex.tap("Neues Team")
    await alex.type(typed or "\u00ad?")
    async with exchange.app.storage.look() as records:
        assert [team.name for team in await records.teams.all()] == ["Quartier Nord"]


async def test_the_last_admin_stays(exchange: Exchange, alex: Phone) -> None:
    await alex.type("/team")
    for data in ("1:d:team:abdicate", "1:d:team:abdicate_yes", f"1:d:team:unadmin_yes:{_base36(ALEX)}"):
        await alex.tap_data(alex.last, data)
        assert "als Letzte*r in der Verwaltung" in alex.text, data
        assert await admins(exchange) == [ALEX]
    await alex.type("/team")
    await alex.tap("Quartier Nord")
    await alex.tap("Team verlassen")
    await alex.tap("Ja, verlassen")
    assert await admins(exchange) == [ALEX], "a team can be left; administering is no part of it"


async def test_of_two_admins_one_can_go(exchange: Exchange, alex: Phone) -> None:
    robin = exchange.phone(ROBIN)
    await alex.type("/hilfe")
    await robin.open_link(await invite(exchange, Role.ADMIN))
    assert await admins(exchange) == [ALEX, ROBIN]
    await robin.type("/team")
    await robin.tap("Verwaltung")
    await robin.tap("Alex: nicht mehr in der Verwaltung")
    await robin.tap("Ja, entziehen")
    assert await admins(exchange) == [ROBIN]
    assert "nicht mehr zur Verwaltung" in alex.text


async def test_the_operators_own_admins_stay() -> None:
    async with open_exchange(admin_ids=f"{TONI}") as exchange:
        await settle_in(exchange)
        toni, alex = exchange.phone(TONI), exchange.phone(ALEX)
        await toni.type("/team")
        await toni.tap("Verwaltung")
        assert "Fest eingetragen: eine Person" in toni.text
        await toni.tap("Verwaltung abgeben")
        assert "fest eingetragen" in toni.text
        await alex.type("/team")
        await alex.tap_data(alex.last, f"1:d:team:unadmin_yes:{_base36(TONI)}")
        assert "niemand ändern" in alex.text
        await alex.type("/team")
        await alex.tap("Verwaltung")
        await alex.tap("Verwaltung abgeben")
        await alex.tap("Ja, abgeben")
        assert await admins(exchange) == [], "somebody still administers"
        await alex.type("/team")
        assert "Alle Teams" not in alex.keys


async def test_an_admin_who_leads_nothing_and_chose_no_name_has_none(exchange: Exchange, alex: Phone) -> None:
    robin = exchange.phone(ROBIN)
    await robin.open_link(await invite(exchange, Role.ADMIN))
    await robin.type("/team")
    assert "Mein Name: noch keiner" in robin.keys
    await set_role(exchange, ROBIN, Role.LEAD)
    await robin.type("/team")
    assert "Mein Name: Teamleitung" in robin.keys, "that is what the team reads"


async def test_the_name_stands_where_it_is_said_to(exchange: Exchange, alex: Phone) -> None:
    await alex.type("/team")
    await alex.tap("Mein Name")
    assert "Er steht bei deinem Team und über deinen Antworten." in alex.text


async def test_the_last_admin_may_erase_themselves_and_knows_what_follows(exchange: Exchange, alex: Phone) -> None:
    await alex.type("/loeschen")
    assert "als Letzte*r in der Verwaltung" in alex.text
    assert "beim nächsten Start" in alex.text
    await alex.tap("Ja, alles löschen")
    assert await admins(exchange) == []
    kim = exchange.phone(KIM)
    await kim.type("/loeschen")
    assert "als Letzte*r" not in kim.text


async def test_two_admins_who_go_at_once_are_not_both_let_go(database_url: str) -> None:
    async with open_exchange(database_url) as exchange:
        await settle_in(exchange)
        await exchange.phone(ROBIN).open_link(await invite(exchange, Role.ADMIN))
        for number in (ALEX, ROBIN):
            await exchange.phone(number).type("/hilfe")
        for number in (ALEX, ROBIN):
            under = exchange.phone(number).last["message_id"]
            exchange.telegram.tap(number, number, under, "1:d:team:abdicate_yes", force=True)
        await asyncio.wait_for(exchange.settle(), 20)
        assert len(await admins(exchange)) == 1


def _base36(number: int) -> str:
    return encode(deed("x", "y", number)).rpartition(":")[2]
