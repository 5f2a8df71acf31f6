"""The whole thing on one machine: the bot, and the stand-in for Telegram with a phone in the browser.

Everything lives in a folder that is gone afterwards; no token, no account, no network.
"""

import sys
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.app import serve
from bot.clock import Clock
from bot.invented_past import invent_past
from bot.sandbox import cast, server
from bot.sandbox.telegram import Telegram
from bot.settings import Settings
from bot.storage.engine import Storage
from bot.storage.records import Records
from bot.time_machine import TimeMachine
from scheduler.people import Role


async def try_out(settings: Settings) -> None:
    """Until SIGINT or SIGTERM. Raises `server.PortTaken`."""
    clock = Clock()
    telegram = Telegram(clock.now)
    cast.enter(telegram)
    cast.enter_extras(telegram)
    machine = TimeMachine(clock)
    with tempfile.TemporaryDirectory(prefix="quartierslotse-") as folder:
        async with server.serve(server.build(telegram, machine), port=settings.sandbox_port) as address:
            sys.stdout.write(f"\n  Quartierslotse is ready to be tried: {address}\n  Stop it with Ctrl+C.\n\n")
            sys.stdout.flush()
            local = _local(settings, address, Path(folder))
            await _settle(local, clock.now())
            await serve(local, telegram.token, clock, machine.board)


async def _settle(settings: Settings, now: datetime) -> None:
    storage = Storage(settings.database)
    await storage.upgrade()
    async with storage.transaction() as records:
        await form_teams(records, now)
        await invent_past(records, now)
    await storage.close()


async def form_teams(records: Records, now: datetime) -> None:
    """The cast's teams and who leads them, so that everybody's part can be tried side by side."""
    roles = cast.roles()
    for group in roles.teams:
        team = await records.teams.add(group.name, now)
        assert team is not None  # noqa: S101 - the database is new
        for member_id in (*group.leads, *group.newcomers):
            await records.members.welcome(member_id, now)
            role = Role.LEAD if member_id in group.leads else Role.NEWCOMER
            await records.teams.join(member_id, team.id, role, now)
    named = {*roles.admins, *(member_id for group in roles.teams for member_id in group.leads)}
    for member_id in sorted(named):
        member = await records.members.welcome(member_id, now)
        admin_since = now if member_id in roles.admins else None
        await records.members.save(replace(member, name=roles.names[member_id], admin_since=admin_since))


def _local(settings: Settings, address: str, folder: Path) -> Settings:
    """The same settings, but nothing outside is reached: neither Telegram nor a database that is in use."""
    here = {"telegram_api_url": address, "data_dir": folder, "database_url": None, "responsible_body": ""}
    return settings.model_copy(update=here)
