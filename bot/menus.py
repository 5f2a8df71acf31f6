"""The menus of commands that single chats show: whoever leads a team has more in it than everybody else.

What a chat shows is noted in the member's row after Telegram has taken it, and compared with every beat. So neither a
crash nor an error of Telegram's leaves a wrong menu for longer than until the next beat.
"""

import asyncio
import logging

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.faults import places
from bot.storage.engine import Storage
from handlers.buttons import hash_name
from handlers.texts import COMMANDS
from handlers.texts.teams import LEAD_COMMANDS
from scheduler.people import Admission

log = logging.getLogger("quartierslotse.menus")

LEAD_MENU = [BotCommand(name, what) for name, what in (*LEAD_COMMANDS.items(), *COMMANDS.items())]
EDITION = hash_name(repr([(command.command, command.description) for command in LEAD_MENU]))
"""Another menu (a newer version's) has another one, and is set anew."""


class Menus:
    def __init__(self, storage: Storage, bot: Bot, admission: Admission) -> None:
        self._storage, self._bot, self._admission = storage, bot, admission
        self._unsure: set[int] = set()
        self._refused: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._refreshing = asyncio.Lock()

    def follow(self, members: frozenset[int] = frozenset()) -> None:
        """These may do more or less since just now, or are forgotten altogether. Without any: looks after what was left
        undone. Nobody waits for it: Telegram may be slow."""
        if self._tasks and not members:
            return
        self._unsure |= members
        self._refused -= members
        task = asyncio.create_task(self._refresh_safely(), name="menus")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def idle(self) -> None:
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def refresh(self) -> None:
        """Sets what differs. What Telegram does not take now is tried again with the next beat."""
        async with self._refreshing:
            for member_id, menu in (await self._outdated()).items():
                if member_id not in self._refused:
                    await self._set(member_id, menu)

    async def _outdated(self) -> dict[int, str]:
        async with self._storage.look() as records:
            outdated = dict(await records.teams.outdated_menus(EDITION, self._admission))
            for member_id in self._unsure - set(outdated):
                member = await records.members.get(member_id)
                if member is None or not member.menu:  # nothing is noted of them: they have erased themselves
                    outdated[member_id] = ""
        return outdated

    async def _set(self, member_id: int, menu: str) -> None:
        scope = BotCommandScopeChat(member_id)
        try:
            if menu:
                await self._bot.set_my_commands(LEAD_MENU, scope=scope)
            else:
                await self._bot.delete_my_commands(scope=scope)
        except (Forbidden, BadRequest):
            # No such chat (any more): whoever has no chat sees no menu.
            self._refused.add(member_id)
            self._unsure.discard(member_id)
            return
        except TelegramError as error:
            log.warning("a menu of commands could not be set (%s); it will be with the next beat", type(error).__name__)
            return
        async with self._storage.transaction() as records:
            await records.teams.set_menu(member_id, menu)
        self._unsure.discard(member_id)

    async def _refresh_safely(self) -> None:
        try:
            await self.refresh()
        except Exception as error:
            log.error("the menus of commands are looked at again with the next beat: %s", places(error))
