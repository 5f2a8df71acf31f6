"""The records of one transaction, one store a noun."""

from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.contacts import ContactRecords
from bot.storage.dues import DueRecords
from bot.storage.exports import ExportRecords
from bot.storage.inbox import Inbox
from bot.storage.jour_fixes import JourFixeRecords
from bot.storage.members import MemberRecords
from bot.storage.outbox import Outbox
from bot.storage.prompts import PromptRecords
from bot.storage.teams import TeamRecords
from bot.storage.turns import TurnRecords


class Records:
    """All stores on one connection. Satisfies `scheduler.stores.Stores`; inbox and outbox are the shell's own."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self._connection)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self._connection)

    @cached_property
    def members(self) -> MemberRecords:
        return MemberRecords(self._connection)

    @cached_property
    def prompts(self) -> PromptRecords:
        return PromptRecords(self._connection)

    @cached_property
    def turns(self) -> TurnRecords:
        return TurnRecords(self._connection)

    @cached_property
    def teams(self) -> TeamRecords:
        return TeamRecords(self._connection)

    @cached_property
    def contacts(self) -> ContactRecords:
        return ContactRecords(self._connection)

    @cached_property
    def dues(self) -> DueRecords:
        return DueRecords(self._connection)

    @cached_property
    def exports(self) -> ExportRecords:
        return ExportRecords(self._connection)

    @cached_property
    def jour_fixes(self) -> JourFixeRecords:
        return JourFixeRecords(self._connection)
