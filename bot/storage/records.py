"""The records of one transaction, one store a noun."""

from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.broadcasts import BroadcastRecords
from bot.storage.contacts import ContactRecords
from bot.storage.copies import Copies
from bot.storage.curations import CurationRecords
from bot.storage.dues import DueRecords
from bot.storage.exports import ExportRecords
from bot.storage.inbox import Inbox
from bot.storage.invites import InviteRecords
from bot.storage.jour_fixes import JourFixeRecords
from bot.storage.members import MemberRecords
from bot.storage.outbox import Outbox
from bot.storage.prompts import PromptRecords
from bot.storage.questions import QuestionRecords
from bot.storage.requests import RequestRecords
from bot.storage.series import SeriesRecords
from bot.storage.teams import TeamRecords
from bot.storage.totals import TotalRecords
from bot.storage.turns import TurnRecords


class Records:
    """All stores on one connection. Satisfies `scheduler.stores.Stores`; inbox, outbox, copies are the shell's own."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @property
    def used(self) -> frozenset[str]:
        """The names of the stores that somebody has had in hand, to know who might have news."""
        return frozenset(vars(self)) - {"_connection"}

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

    @property
    def letters(self) -> Outbox:
        return self.outbox

    @cached_property
    def questions(self) -> QuestionRecords:
        return QuestionRecords(self._connection)

    @cached_property
    def requests(self) -> RequestRecords:
        return RequestRecords(self._connection)

    @cached_property
    def curations(self) -> CurationRecords:
        return CurationRecords(self._connection)

    @cached_property
    def totals(self) -> TotalRecords:
        return TotalRecords(self._connection)

    @cached_property
    def turns(self) -> TurnRecords:
        return TurnRecords(self._connection)

    @cached_property
    def teams(self) -> TeamRecords:
        return TeamRecords(self._connection)

    @cached_property
    def invites(self) -> InviteRecords:
        return InviteRecords(self._connection)

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

    @cached_property
    def broadcasts(self) -> BroadcastRecords:
        return BroadcastRecords(self._connection)

    @cached_property
    def copies(self) -> Copies:
        return Copies(self._connection)

    @cached_property
    def series(self) -> SeriesRecords:
        return SeriesRecords(self._connection)
