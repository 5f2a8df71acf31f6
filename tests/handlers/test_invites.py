"""/einladen, and following a link."""

import json
from datetime import timedelta

import pytest

from bot.storage.tables import metadata
from handlers.cards.invites import InviteLinkCard, draw_code
from scheduler.people import Role
from scheduler.seals import seal_with
from scheduler.teams import Invite, hash_of
from tests.crew import (
    ALEX,
    KIM,
    NORTH,
    ROBIN,
    TONI,
    add_team,
    invite,
    key_of,
    parameter_of,
    role_of,
    set_role,
    settle_in,
)
from tests.phone import Exchange, Phone, open_exchange

LEADS_ONLY = "Das ist für Teamleitungen"


@pytest.fixture
async def alex(exchange: Exchange) -> Phone:
    await settle_in(exchange)
    return exchange.phone(ALEX)


async def make(phone: Phone, *labels: str) -> str:
    await phone.type("/einladen")
    for label in labels:
        await phone.tap(label)
    return parameter_of(phone.text)


async def everything_stored(exchange: Exchange) -> str:
    rows = []
    async with exchange.app.storage.engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows += [tuple(row) for row in await connection.execute(table.select())]
    return repr(rows)


async def test_a_link_is_random_enough_and_stored_nowhere(exchange: Exchange, alex: Phone) -> None:
    token = (await make(alex, "Neue im Team", "Für eine Person")).removeprefix("i_")
    assert len(token) * 6 >= 128
    stored = await everything_stored(exchange)
    assert token not in stored
    assert hash_of(token) in stored


async def test_the_picture_holds_the_link(exchange: Exchange, alex: Phone) -> None:
    parameter = await make(alex, "Neue im Team", "Für eine Person")
    assert "photo" in alex.last
    picture = draw_code(f"https://t.me/quartierslotse_bot?start={parameter}")
    assert picture.startswith(b"\x89PNG")
    assert picture != draw_code("https://t.me/quartierslotse_bot?start=i_other")


async def test_a_newcomers_link_lasts_fourteen_days(exchange: Exchange, alex: Phone) -> None:
    parameter = await make(alex, "Neue im Team", "Für fünf")
    exchange.clock.move(timedelta(days=14) - timedelta(seconds=1))
    await exchange.phone(TONI).open_link(parameter)
    assert await role_of(exchange, TONI) is Role.NEWCOMER
    exchange.clock.move(timedelta(seconds=1))
    late = exchange.phone(1009, "Sascha")
    await late.open_link(parameter)
    assert "abgelaufen" in late.text
    assert await role_of(exchange, 1009) is None


async def test_a_leads_link_lasts_a_day_and_works_once(exchange: Exchange, alex: Phone) -> None:
    parameter = await make(alex, "Teamleitung", "Link machen")
    await exchange.phone(TONI).open_link(parameter)
    assert await role_of(exchange, TONI) is Role.LEAD
    await exchange.phone(KIM).open_link(parameter)
    assert await role_of(exchange, KIM) is Role.NEWCOMER
    assert "aufgebraucht" in exchange.phone(KIM).text
    late = await make(alex, "Teamleitung", "Link machen")
    exchange.clock.move(timedelta(hours=24))
    await exchange.phone(KIM).open_link(late)
    assert "abgelaufen" in exchange.phone(KIM).text


@pytest.mark.parametrize("uses", [1, 3])
async def test_a_link_works_as_often_as_it_says(exchange: Exchange, alex: Phone, uses: int) -> None:
    parameter = await invite(exchange, uses=uses)
    people = [exchange.phone(2000 + number, f"Mensch {number}") for number in range(uses + 1)]
    for phone in people:
        await phone.open_link(parameter)
    assert [await role_of(exchange, phone.user_id) for phone in people] == [Role.NEWCOMER] * uses + [None]
    assert "aufgebraucht" in people[-1].text


async def test_a_second_visit_of_the_same_person_counts_nothing(exchange: Exchange, alex: Phone) -> None:
    parameter = await invite(exchange, uses=1)
    toni = exchange.phone(TONI)
    await toni.open_link(parameter)
    await toni.open_link(parameter)
    assert "schon im Team Quartier Nord" in toni.text
    async with exchange.app.storage.look() as records:
        used = await records.invites.by_hash(hash_of(parameter.removeprefix("i_")))
    assert used is not None
    assert used.used == 1


async def test_a_lead_who_follows_a_newcomers_link_stays_lead(exchange: Exchange, alex: Phone) -> None:
    await alex.open_link(await invite(exchange))
    assert "leitest das Team Quartier Nord schon" in alex.text
    assert await role_of(exchange, ALEX) is Role.LEAD


async def test_a_newcomer_becomes_lead_by_a_leads_link(exchange: Exchange, alex: Phone) -> None:
    kim = exchange.phone(KIM)
    await kim.open_link(await invite(exchange, Role.LEAD))
    assert await role_of(exchange, KIM) is Role.LEAD
    assert any("Unter welchem Namen" in message["text"] for message in kim.shown)


@pytest.mark.parametrize("parameter", ["i_", "i_x", "i_" + "A" * 32, "i_%00", "i_" + "ä" * 30, "i_' OR 1=1"])
async def test_an_unknown_link_says_what_to_do_and_keeps_nothing(exchange: Exchange, parameter: str) -> None:
    phone = exchange.phone(TONI, "Toni")
    await phone.open_link(parameter)
    assert "kenne ich nicht" in phone.text
    assert "bitte deine Teamleitung" in phone.text
    async with exchange.app.storage.look() as records:
        assert await records.members.get(TONI) is None


async def test_the_choice_of_somebody_of_another_team(exchange: Exchange, alex: Phone) -> None:
    south = await add_team(exchange, "Quartier Süd", [ALEX])
    for label, teams in {"Nein": [NORTH], "In beiden": [NORTH, south.id], "Wechseln": [south.id]}.items():
        await set_role(exchange, KIM, Role.NEWCOMER)
        async with exchange.app.storage.transaction() as records:
            await records.teams.leave(KIM, south.id)
        kim = exchange.phone(KIM)
        await kim.open_link(await invite(exchange, team_id=south.id))
        assert await role_of(exchange, KIM, south.id) is None, "nothing before it is chosen"
        await kim.tap(label)
        async with exchange.app.storage.look() as records:
            assert sorted(one.team_id for one in await records.teams.of(KIM)) == teams


async def test_the_choice_pressed_twice_or_late_does_nothing_more(exchange: Exchange, alex: Phone) -> None:
    south = await add_team(exchange, "Quartier Süd", [ALEX])
    kim = exchange.phone(KIM)
    await kim.open_link(await invite(exchange, team_id=south.id))
    message, both = key_of(kim, "In beiden")
    await kim.tap_data(message, both)
    await kim.tap_data(message, both)
    assert "schon im Team Quartier Süd" in kim.screen[1]["text"]
    await exchange.phone(ROBIN).open_link(await invite(exchange, team_id=south.id, lasts=timedelta(minutes=1)))
    message, both = key_of(exchange.phone(ROBIN), "In beiden")
    exchange.clock.move(timedelta(minutes=2))
    await exchange.phone(ROBIN).tap_data(message, both)
    assert await role_of(exchange, ROBIN, south.id) is None
    assert "abgelaufen" in exchange.phone(ROBIN).text


async def test_the_choice_of_another_is_nobodys(exchange: Exchange, alex: Phone) -> None:
    """Its number alone could be guessed, and somebody else's button passed on."""
    south = await add_team(exchange, "Quartier Süd", [ALEX])
    kim, robin = exchange.phone(KIM), exchange.phone(ROBIN)
    await kim.open_link(await invite(exchange, Role.LEAD, team_id=south.id))
    _, both = key_of(kim, "In beiden")
    await robin.type("/hilfe")
    for forged in (both, "1:d:invite:both:1", "1:d:invite:both:1:", f"1:d:invite:both:1:{'A' * 16}"):
        await robin.tap_data(robin.last, forged)
        assert await role_of(exchange, ROBIN, south.id) is None


async def test_a_demoted_leads_invitations_lead_to_nothing_more_than_newcomers(exchange: Exchange, alex: Phone) -> None:
    await set_role(exchange, ROBIN, Role.LEAD)
    parameters = {role: await invite(exchange, role, made_by=ROBIN) for role in (Role.LEAD, Role.NEWCOMER)}
    await set_role(exchange, ROBIN, Role.NEWCOMER)
    toni = exchange.phone(TONI)
    await toni.open_link(parameters[Role.LEAD])
    assert "darf dafür nicht mehr einladen" in toni.text
    assert await role_of(exchange, TONI) is None
    await toni.open_link(parameters[Role.NEWCOMER])
    assert await role_of(exchange, TONI) is Role.NEWCOMER


async def test_an_admins_link_ends_with_the_admin(exchange: Exchange, alex: Phone) -> None:
    parameter = await invite(exchange, Role.ADMIN)
    async with exchange.app.storage.transaction() as records:
        await records.teams.make_admin(ALEX, None)
    await exchange.phone(TONI).open_link(parameter)
    assert "darf dafür nicht mehr einladen" in exchange.phone(TONI).text
    async with exchange.app.storage.transaction() as records:
        await records.teams.make_admin(ALEX, exchange.clock.now())
        await records.members.remove(ALEX)
    await exchange.phone(TONI).open_link(parameter)
    async with exchange.app.storage.look() as records:
        assert await records.teams.admins() == [], "not even now that there is nobody at all"


async def test_an_older_message_makes_what_it_asks_about(exchange: Exchange, alex: Phone) -> None:
    """Not the invitation to lead that was made since, from another message."""
    await alex.type("/einladen")
    await alex.tap("Neue im Team")
    asked = alex.last
    leads = await make(alex, "Teamleitung", "Link machen")
    await alex.tap("Für fünf", asked)
    assert "Neu im Team Quartier Nord" in alex.text
    assert parameter_of(alex.text) != leads
    await exchange.phone(TONI).open_link(parameter_of(alex.text))
    assert await role_of(exchange, TONI) is Role.NEWCOMER


async def test_an_older_message_never_shows_a_link_into_another_team(exchange: Exchange, alex: Phone) -> None:
    south = await add_team(exchange, "Quartier Süd", [TONI])
    await set_role(exchange, TONI, Role.LEAD)
    toni = exchange.phone(TONI)
    await toni.type("/einladen")
    await toni.tap("Neue im Team")
    await toni.tap("Quartier Süd")
    asked = toni.last
    await make(toni, "Neue im Team", "Quartier Nord", "Für beliebig viele")
    async with exchange.app.storage.transaction() as records:
        await records.teams.leave(TONI, NORTH)
    await toni.tap("Für eine Person", asked)
    assert "Neu im Team Quartier Süd" in toni.text
    await exchange.phone(KIM).open_link(parameter_of(toni.text))
    await exchange.phone(KIM).tap("In beiden bleiben")
    assert await role_of(exchange, KIM, south.id) is Role.NEWCOMER


async def test_what_was_pressed_twice_a_while_ago_makes_a_new_one(exchange: Exchange, alex: Phone) -> None:
    await alex.type("/einladen")
    await alex.tap("Neue im Team")
    asked, data = key_of(alex, "Für fünf")
    await alex.tap_data(asked, data)
    first = parameter_of(alex.text)
    exchange.clock.move(timedelta(minutes=9))
    await alex.tap_data(asked, data)
    assert parameter_of(alex.text) == first
    exchange.clock.move(timedelta(minutes=1))
    await alex.tap_data(asked, data)
    assert parameter_of(alex.text) != first


async def test_who_leads_no_more_when_a_link_is_sent_does_not_read_it(exchange: Exchange, alex: Phone) -> None:
    """A letter may wait: the right is asked for once more when it is drawn."""
    await set_role(exchange, ROBIN, Role.LEAD)
    parameter = await invite(exchange, made_by=ROBIN)
    async with exchange.app.storage.look() as records:
        made = await records.invites.by_hash(hash_of(parameter.removeprefix("i_")))
        assert made is not None
        card = InviteLinkCard(ROBIN, exchange.clock.now().isoformat(), made.id)
        showcase = exchange.app.showcase()
        assert parameter in (await card.draw_kept(showcase, records)).html
    await set_role(exchange, ROBIN, Role.NEWCOMER)
    async with exchange.app.storage.look() as records:
        screen = await card.draw_kept(showcase, records)
    assert parameter not in screen.html
    assert screen.attachment is None
    assert "leitest du nicht" in screen.html


@pytest.mark.parametrize(
    ("uses", "times", "said"),
    [
        (1, 0, "Noch nicht benutzt."),
        (5, 0, "Benutzt: unter 5-mal."),
        (None, 4, "Benutzt: unter 5-mal."),
        (None, 7, "Benutzt: rund 5-mal."),
        (20, 13, "Benutzt: rund 15-mal."),
    ],
)
async def test_how_often_it_was_used_is_told_as_coarsely_as_the_team(
    exchange: Exchange, alex: Phone, uses: int | None, times: int, said: str
) -> None:
    parameter = await invite(exchange, uses=uses)
    async with exchange.app.storage.transaction() as records:
        made = await records.invites.by_hash(hash_of(parameter.removeprefix("i_")))
        assert made is not None
        for _ in range(times):
            assert await records.invites.use(made.id, exchange.clock.now())
    await alex.type("/einladen")
    await alex.tap("Offene Einladungen (1)")
    await alex.tap("Neu im Team")
    assert said in alex.text


async def test_pressed_twice_makes_one_invitation(exchange: Exchange, alex: Phone) -> None:
    await alex.type("/einladen")
    await alex.tap("Neue im Team")
    message, data = key_of(alex, "Für fünf")
    await alex.tap_data(message, data)
    first = parameter_of(alex.text)
    await alex.tap_data(message, data)
    assert parameter_of(alex.text) == first
    await alex.type("/einladen")
    await alex.tap("Offene Einladungen (1)")


async def test_the_link_can_be_seen_again_and_revoked(exchange: Exchange, alex: Phone) -> None:
    parameter = await make(alex, "Neue im Team", "Für beliebig viele")
    await exchange.phone(TONI).open_link(parameter)
    await alex.tap("Offene Einladungen", alex.last)
    await alex.tap("Neu im Team Quartier Nord")
    assert "Benutzt: unter 5-mal" in alex.text
    assert "Toni" not in alex.text
    await alex.tap("Link zeigen")
    assert parameter_of(alex.text) == parameter
    await alex.tap("Zurückziehen")
    await alex.tap("Ja, zurückziehen")
    late = exchange.phone(1009, "Sascha")
    await late.open_link(parameter)
    assert "zurückgezogen" in late.text
    assert await role_of(exchange, 1009) is None
    assert await role_of(exchange, TONI) is Role.NEWCOMER, "whoever is in stays in"


async def test_a_link_of_another_key_is_not_shown_as_if_it_worked(exchange: Exchange, alex: Phone) -> None:
    await alex.type("/einladen")
    now = exchange.clock.now()
    async with exchange.app.storage.transaction() as records:
        blank = Invite(0, ALEX, "", Role.NEWCOMER, NORTH, now, now + timedelta(days=1))
        await records.invites.add(blank, seal_with("4711:an-older-token"))
    await alex.type("/einladen")
    await alex.tap("Offene Einladungen")
    await alex.tap("Neu im Team")
    await alex.tap("Link zeigen")
    assert "kann ich nicht mehr zeigen" in alex.text
    assert "Neue Einladung" in alex.keys


async def test_a_lead_sees_and_makes_only_what_is_of_their_team(exchange: Exchange, alex: Phone) -> None:
    south = await add_team(exchange, "Quartier Süd", [ROBIN])
    await invite(exchange, team_id=NORTH)
    await invite(exchange, Role.ADMIN)
    await invite(exchange, team_id=south.id)
    robin = exchange.phone(ROBIN)
    await robin.type("/einladen")
    assert robin.keys == ["Neue im Team", "Teamleitung", "Offene Einladungen (1)"]
    before = await everything_stored_of(exchange, "invites")
    forged = [
        f"1:d:invite:make:newcomer:{NORTH}:1:0",
        f"1:d:invite:make:lead:{NORTH}:1:0",
        "1:d:invite:make:admin:0:1:0",
        f"1:d:invite:make:admin:{south.id}:1:0",
        f"1:d:invite:make:lead:{south.id}:0:0",
        f"1:d:invite:make:lead:{south.id}:5:0",
        f"1:d:invite:make:newcomer:{south.id}:9:0",
        f"1:d:invite:team:newcomer:{NORTH}",
        "1:d:invite:role:admin",
        "1:d:invite:one:1",
        "1:d:invite:revoke:1",
        "1:d:invite:revoked:1",
        "1:d:invite:show:2",
    ]
    for data in forged:
        shown = len(robin.shown)
        await robin.tap_data(robin.last, data)
        assert len(robin.shown) == shown + 1, data
        assert "t.me/" not in robin.text, data
    assert await everything_stored_of(exchange, "invites") == before


async def everything_stored_of(exchange: Exchange, table: str) -> list[tuple[object, ...]]:
    async with exchange.app.storage.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(metadata.tables[table].select())]


async def test_too_many_open_ones_are_refused(exchange: Exchange, alex: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.invites.MOST_OPEN", 2)
    for _ in range(2):
        await make(alex, "Neue im Team", "Für eine Person")
    await alex.type("/einladen")
    await alex.tap("Neue im Team")
    await alex.tap("Für eine Person")
    assert "schon viele Einladungen offen" in alex.text


async def test_nothing_of_who_came_is_kept_with_an_invitation(exchange: Exchange, alex: Phone) -> None:
    await exchange.phone(TONI).open_link(await invite(exchange))
    (row,) = await everything_stored_of(exchange, "invites")
    assert TONI not in row


async def test_in_a_group_a_link_opens_nothing(exchange: Exchange, alex: Phone) -> None:
    parameter = await invite(exchange)
    exchange.telegram.add_group(-2002, "Runde", [TONI])
    group = exchange.phone(TONI, chat_id=-2002)
    await group.type(f"/start {parameter}")
    assert "unter uns" in group.text
    assert await role_of(exchange, TONI) is None
    await exchange.phone(TONI).open_link(parameter)
    assert await role_of(exchange, TONI) is Role.NEWCOMER


async def test_with_invitations_only_a_link_is_the_way_in() -> None:
    async with open_exchange(access="invited") as exchange:
        await settle_in(exchange)
        toni = exchange.phone(TONI)
        for text in ("Wie komme ich in die Lokalzeitung?", "/start", "/themen", "/team", "/start e_einstieg-tipp-8"):
            await toni.type(text)
            assert "brauchst du eine Einladung" in toni.text, text
        async with exchange.app.storage.look() as records:
            assert await records.members.get(TONI) is None
        await toni.type("Sie will nicht mehr leben")
        assert "112" in toni.text
        for command, said in {"/hilfe": "So hilft", "/datenschutz": "Daten", "/loeschen": "löschen"}.items():
            await toni.type(command)
            assert said in toni.text
        await toni.open_link(await invite(exchange))
        await toni.type("Wie komme ich in die Lokalzeitung?")
        assert "Lokalredaktion" in toni.text


async def test_with_invitations_only_inline_queries_answer_members() -> None:
    async with open_exchange(access="invited") as closed:
        await settle_in(closed)
        found = {}
        for member_id in (KIM, TONI):
            query = closed.telegram.ask_inline(member_id, "presse")
            await closed.settle()
            found[member_id] = closed.telegram.inline_query(query).results
        assert found[KIM]
        assert found[TONI] == []
        sent = [request["params"] for request in closed.telegram.requests if request["method"] == "answerInlineQuery"]
        assert all(json.loads(str(params["is_personal"]).lower()) for params in sent), "else a stranger gets a member's"
        assert "button" in sent[-1]


async def test_of_many_who_press_one_link_at_once_one_gets_in(database_url: str) -> None:
    async with open_exchange(database_url) as exchange:
        await settle_in(exchange)
        parameter = await invite(exchange)
        for number in range(2001, 2007):
            exchange.phone(number, f"Mensch {number}")
            exchange.telegram.open_link(number, parameter)
        await exchange.settle()
        roles = [await role_of(exchange, number) for number in range(2001, 2007)]
        assert sorted(roles, key=str) == [None] * 5 + [Role.NEWCOMER]
        said = [exchange.phone(number).shown[0]["text"] for number in range(2001, 2007)]
        assert sum("aufgebraucht" in text for text in said) == 5


async def test_leads_only(exchange: Exchange, alex: Phone) -> None:
    for number in (KIM, TONI):
        await exchange.phone(number).type("/einladen")
        assert LEADS_ONLY in exchange.phone(number).text
