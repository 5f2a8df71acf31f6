"""Menus of commands: leads see more, in their own chat, and nobody keeps what they lost."""

from typing import Any

import pytest

from bot.first_admin import first_admin_link
from bot.menus import LEAD_MENU
from bot.sandbox.profile import shown_commands
from handlers.routes import COMMANDS
from handlers.texts.teams import LEAD_COMMANDS
from scheduler.people import Admission, Right, Role
from scheduler.seals import seal_with
from tests.crew import ALEX, KIM, ROBIN, TONI, invite, parameter_of, role_of, set_role, settle_in
from tests.phone import Exchange, open_exchange

LEADS = list(LEAD_COMMANDS)


def menu(exchange: Exchange, chat_id: int) -> list[str]:
    """The commands that only leads are shown."""
    return [one["command"] for one in shown_commands(exchange.telegram.world, chat_id, "de") if one["command"] in LEADS]


def asked(exchange: Exchange, method: str) -> list[Any]:
    return [request for request in exchange.telegram.requests if request["method"] == method]


def test_every_command_in_the_menu_is_one_and_asks_for_the_right() -> None:
    rights = {name: command.needs for command in COMMANDS for name in command.names}
    assert {rights[name] for name in LEADS} == {Right.LEADING}
    assert len(LEAD_MENU) <= 100


async def test_leads_see_theirs_and_nobody_else(exchange: Exchange) -> None:
    await settle_in(exchange)
    await exchange.app.beat()
    await exchange.settle()
    assert menu(exchange, ALEX) == LEADS
    for chat_id in (KIM, ROBIN, TONI, -2001):
        assert menu(exchange, chat_id) == []
    before = len(exchange.telegram.requests)
    await exchange.app.beat()
    await exchange.settle()
    assert not asked(exchange, "setMyCommands")[1:]
    assert len(exchange.telegram.requests) == before + 1, "nothing but getUpdates"


async def test_a_menu_follows_its_role_at_once(exchange: Exchange) -> None:
    await settle_in(exchange)
    robin = exchange.phone(ROBIN)
    await robin.open_link(await invite(exchange, Role.LEAD))
    assert menu(exchange, ROBIN) == LEADS
    await robin.type("/team")
    await robin.tap("Quartier Nord")
    await robin.tap("Leitung abgeben")
    await robin.tap("Ja, abgeben")
    assert menu(exchange, ROBIN) == []
    assert asked(exchange, "deleteMyCommands")


@pytest.mark.parametrize(("code", "after"), [(502, None), (429, 3)])
async def test_an_error_is_made_up_for_with_the_next_beat(exchange: Exchange, code: int, after: int | None) -> None:
    await settle_in(exchange)
    exchange.telegram.refuse_next("setMyCommands", code, "trouble", after)
    await exchange.app.beat()
    await exchange.settle()
    assert menu(exchange, ALEX) == []
    await exchange.app.beat()
    await exchange.settle()
    assert menu(exchange, ALEX) == LEADS


async def test_what_a_crash_left_undone_is_done_after_it(exchange: Exchange) -> None:
    await settle_in(exchange)
    await set_role(exchange, ROBIN, Role.LEAD)  # committed, and nobody was told
    await exchange.restart()
    await exchange.app.beat()
    await exchange.settle()
    assert menu(exchange, ROBIN) == LEADS


async def test_a_blocked_chat_is_left_alone_until_it_is_back(exchange: Exchange) -> None:
    await settle_in(exchange)
    robin = exchange.phone(ROBIN)
    await robin.type("/hilfe")
    exchange.telegram.block(ROBIN)
    await exchange.settle()
    await set_role(exchange, ROBIN, Role.LEAD)
    for _ in range(3):
        await exchange.app.beat()
        await exchange.settle()
    assert len(asked(exchange, "setMyCommands")) == 1, "Alex's"
    exchange.telegram.unblock(ROBIN)
    await robin.type("/hilfe")
    await exchange.app.beat()
    await exchange.settle()
    assert menu(exchange, ROBIN) == LEADS


async def test_who_erases_everything_loses_the_menu_too(exchange: Exchange) -> None:
    await settle_in(exchange)
    await exchange.app.beat()
    await exchange.settle()
    alex = exchange.phone(ALEX)
    await alex.type("/loeschen")
    await alex.tap("Ja, alles löschen")
    assert menu(exchange, ALEX) == []


async def door(exchange: Exchange, admission: Admission | None = None) -> str | None:
    app = exchange.app
    async with app.storage.transaction() as records:
        return await first_admin_link(
            records, admission or Admission(), seal_with(app.bot.token), app.bot.username, exchange.clock.now()
        )


async def test_the_first_admin_comes_in_by_the_printed_link_once(exchange: Exchange) -> None:
    link = await door(exchange)
    assert link is not None
    kim, toni = exchange.phone(KIM, "Kim"), exchange.phone(TONI, "Toni")
    await kim.open_link(parameter_of(link))
    await toni.open_link(parameter_of(link))
    assert any("verwaltest jetzt" in message["text"] for message in kim.shown)
    assert "aufgebraucht" in toni.text
    assert menu(exchange, KIM) == LEADS
    assert await door(exchange) is None, "there is an admin now"


async def test_each_start_makes_the_link_before_it_worthless(exchange: Exchange) -> None:
    first, second = await door(exchange), await door(exchange)
    assert first is not None
    assert second is not None
    kim = exchange.phone(KIM, "Kim")
    await kim.open_link(parameter_of(first))
    assert "zurückgezogen" in kim.text
    await kim.open_link(parameter_of(second))
    assert any("verwaltest jetzt" in message["text"] for message in kim.shown)


async def test_a_printed_link_is_worthless_once_somebody_administers(exchange: Exchange) -> None:
    link = await door(exchange)
    assert link is not None
    await settle_in(exchange)
    toni = exchange.phone(TONI)
    await toni.open_link(parameter_of(link))
    assert "gilt nicht mehr" in toni.text
    assert await role_of(exchange, TONI) is None


async def test_with_admins_of_the_operators_there_is_no_link(exchange: Exchange) -> None:
    assert await door(exchange, Admission(admins=frozenset({5}))) is None


async def test_the_link_is_printed_and_not_logged(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    async with open_exchange() as exchange:
        await exchange.app._offer_administration()
    link = parameter_of(capsys.readouterr().out)
    assert link not in caplog.text
