"""Asking to change to another team, or to lead one's own; and deciding on it."""

from datetime import timedelta

import pytest

from scheduler.people import Role
from scheduler.team_requests import TeamRequest
from scheduler.teams import Team
from tests.crew import ALEX, KIM, NORTH, ROBIN, TONI, add_team, key_of, role_of, set_role, settle_in
from tests.phone import Exchange, Phone
from tests.teamwork import open_chat, pass_on


@pytest.fixture
async def south(exchange: Exchange) -> Team:
    """Toni leads it; Kim and Robin are new in the north, which Alex leads, who administers as well."""
    await settle_in(exchange)
    for member_id, name in ((ALEX, "Alex"), (KIM, "Kim"), (ROBIN, "Robin"), (TONI, "Toni")):
        open_chat(exchange, member_id, name)
    return await add_team(exchange, "Quartier Süd", [TONI])


async def ask_to_change(phone: Phone) -> None:
    await phone.type("/team")
    await phone.tap("Team wechseln")
    await phone.tap("Quartier Süd")
    await phone.type("Kimberly")


async def ask_to_lead(phone: Phone) -> None:
    await phone.type("/team")
    await phone.tap("Quartier Nord")
    await phone.tap("Ich übernehme die Leitung")
    await phone.tap("Vorname aus Telegram")


async def request_of(exchange: Exchange, member_id: int) -> TeamRequest | None:
    async with exchange.app.storage.look() as records:
        return await records.requests.of(member_id)


async def test_what_the_leads_read_is_shown_before_it_goes(exchange: Exchange, south: Team) -> None:
    kim, toni = exchange.phone(KIM), exchange.phone(TONI)
    await ask_to_change(kim)
    said = "Kimberly möchte ins Team Quartier Süd wechseln."
    assert said in kim.text
    assert "nicht mehr zu: Quartier Nord" in kim.text
    assert not toni.shown
    await kim.tap("So anfragen")
    assert said in toni.text
    assert not exchange.phone(ALEX).shown, "only those who lead there"
    assert await role_of(exchange, KIM, south.id) is None


async def test_accepted_by_a_lead_of_the_team_somebody_changes(exchange: Exchange, south: Team) -> None:
    kim, toni = exchange.phone(KIM), exchange.phone(TONI)
    await ask_to_change(kim)
    await kim.tap("So anfragen")
    await toni.tap("Annehmen")
    assert await role_of(exchange, KIM, south.id) is Role.NEWCOMER
    assert await role_of(exchange, KIM, NORTH) is None
    assert "Du gehörst jetzt zum Team Quartier Süd." in kim.text
    assert await request_of(exchange, KIM) is None, "the name goes with the answer"
    async with exchange.app.storage.look() as records:
        member = await records.members.get(KIM)
    assert member is not None
    assert member.name == ""


async def test_declined_everything_stays(exchange: Exchange, south: Team) -> None:
    kim, toni = exchange.phone(KIM), exchange.phone(TONI)
    await ask_to_change(kim)
    await kim.tap("So anfragen")
    message, accept = key_of(toni, "Annehmen")
    await toni.tap("Ablehnen")
    assert "abgelehnt" in kim.text
    await toni.tap_data(message, accept)
    assert toni.toast == "Schon erledigt."
    assert await role_of(exchange, KIM) is Role.NEWCOMER
    assert await role_of(exchange, KIM, south.id) is None


async def test_what_somebody_leads_they_keep(exchange: Exchange, south: Team) -> None:
    await set_role(exchange, KIM, Role.LEAD)
    kim = exchange.phone(KIM)
    await ask_to_change(kim)
    await kim.tap("So anfragen")
    await exchange.phone(TONI).tap("Annehmen")
    assert await role_of(exchange, KIM) is Role.LEAD
    assert await role_of(exchange, KIM, south.id) is Role.NEWCOMER


async def test_open_questions_stay_and_that_is_said_before_and_after(exchange: Exchange, south: Team) -> None:
    kim = exchange.phone(KIM)
    await pass_on(kim)
    await kim.tap("Ohne Namen senden")
    await ask_to_change(kim)
    assert "Die Leitung von Quartier Süd liest sie nicht." in kim.text
    await kim.tap("So anfragen")
    toni, before = exchange.phone(TONI), len(kim.shown)
    await toni.tap("Annehmen")
    assert any("Zurückziehen" in str(message.get("reply_markup")) for message in kim.shown[before:])
    await toni.type("/offen")
    assert "Pflegegeld" not in toni.text


async def test_an_admin_decides_who_leads(exchange: Exchange, south: Team) -> None:
    await set_role(exchange, TONI, Role.LEAD)
    kim, alex, toni = exchange.phone(KIM), exchange.phone(ALEX), exchange.phone(TONI)
    await ask_to_lead(kim)
    await kim.tap("So anfragen")
    assert "Kim möchte das Team Quartier Nord leiten." in alex.text
    assert not toni.shown, "leading it is not enough"
    await toni.type("/team")
    assert not any("Anfragen" in key for key in toni.keys)
    await alex.tap("Annehmen")
    assert await role_of(exchange, KIM) is Role.LEAD
    assert "Du leitest jetzt das Team Quartier Nord." in kim.text
    await kim.type("/team")
    assert "Mein Name: Kim" in kim.keys


async def test_who_has_left_the_team_meanwhile_does_not_lead_it(exchange: Exchange, south: Team) -> None:
    kim, alex = exchange.phone(KIM), exchange.phone(ALEX)
    await ask_to_lead(kim)
    await kim.tap("So anfragen")
    async with exchange.app.storage.transaction() as records:
        await records.teams.leave(KIM, NORTH)
    await alex.tap("Annehmen")
    assert await role_of(exchange, KIM) is None
    assert alex.toast == "Schon erledigt."


async def test_a_team_without_lead_is_the_admins_affair(exchange: Exchange, south: Team) -> None:
    await add_team(exchange, "Quartier West")
    kim = exchange.phone(KIM)
    await kim.type("/team")
    await kim.tap("Team wechseln")
    await kim.tap("Quartier West")
    await kim.type("Kim")
    assert "Genau das liest die Verwaltung" in kim.text
    await kim.tap("So anfragen")
    assert "Kim möchte ins Team Quartier West wechseln." in exchange.phone(ALEX).text


async def test_it_can_be_withdrawn_and_sent_once(exchange: Exchange, south: Team) -> None:
    kim, toni = exchange.phone(KIM), exchange.phone(TONI)
    await ask_to_change(kim)
    message, send = key_of(kim, "So anfragen")
    await kim.tap_data(message, send)
    await kim.tap_data(message, send)
    assert len(toni.shown) == 1
    await kim.type("/team")
    await kim.tap("Meine Anfrage")
    await kim.tap("Anfrage zurückziehen")
    assert kim.toast == "Zurückgezogen."
    await toni.tap("Annehmen")
    assert await role_of(exchange, KIM, south.id) is None


async def test_after_a_week_it_is_over(exchange: Exchange, south: Team) -> None:
    kim, toni = exchange.phone(KIM), exchange.phone(TONI)
    await ask_to_change(kim)
    await kim.tap("So anfragen")
    message, accept = key_of(toni, "Annehmen")
    exchange.clock.move(timedelta(days=7))
    await toni.tap_data(message, accept)
    assert await role_of(exchange, KIM, south.id) is None
    await exchange.pass_time(timedelta(minutes=2))
    assert await request_of(exchange, KIM) is None


async def test_one_that_did_not_go_is_forgotten_soon(exchange: Exchange, south: Team) -> None:
    kim = exchange.phone(KIM)
    await ask_to_change(kim)
    exchange.clock.move(timedelta(hours=1))
    await kim.tap("So anfragen")
    assert not exchange.phone(TONI).shown
    await exchange.pass_time(timedelta(minutes=2))
    assert await request_of(exchange, KIM) is None


async def test_one_request_at_a_time(exchange: Exchange, south: Team) -> None:
    kim = exchange.phone(KIM)
    await kim.type("/team")
    listed, change = key_of(kim, "Team wechseln")
    await ask_to_change(kim)
    await kim.tap("So anfragen")
    await kim.tap_data(listed, change)
    assert "Deine Anfrage ist unterwegs." in kim.text


@pytest.mark.parametrize(("name", "fault"), [("…", "keinen Namen"), ("K" * 41, "zu lang")])
async def test_a_name_that_is_none_is_asked_for_again(exchange: Exchange, south: Team, name: str, fault: str) -> None:
    kim = exchange.phone(KIM)
    await kim.type("/team")
    await kim.tap("Team wechseln")
    await kim.tap("Quartier Süd")
    await kim.type(name)
    assert fault in kim.text
    await kim.type("Kim")
    assert "Kim möchte ins Team" in kim.text


async def test_a_lead_who_asked_for_silence_finds_it_under_team(exchange: Exchange, south: Team) -> None:
    kim, toni = exchange.phone(KIM), exchange.phone(TONI)
    await toni.type("/stopp")
    before = len(toni.shown)
    await ask_to_change(kim)
    await kim.tap("So anfragen")
    assert len(toni.shown) == before
    await toni.type("/team")
    await toni.tap("Anfragen (1)")
    await toni.tap("Kimberly: ins Team Quartier Süd")
    await toni.tap("Annehmen")
    assert await role_of(exchange, KIM, south.id) is Role.NEWCOMER


async def test_without_anybody_to_decide_it_says_so(exchange: Exchange, south: Team) -> None:
    async with exchange.app.storage.transaction() as records:
        await records.teams.make_admin(ALEX, None)
    kim = exchange.phone(KIM)
    await kim.type("/team")
    await kim.tap("Quartier Nord")
    await kim.tap("Ich übernehme die Leitung")
    assert "Gerade kann niemand darüber entscheiden." in kim.text


async def test_who_belongs_to_no_team_asks_for_none(exchange: Exchange, south: Team) -> None:
    """Into a first team only a link leads."""
    async with exchange.app.storage.transaction() as records:
        await records.teams.leave(KIM, NORTH)
    kim = exchange.phone(KIM)
    await kim.type("/team")
    assert "Team wechseln" not in kim.keys
