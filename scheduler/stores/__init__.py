"""What must be remembered, as Protocols, one file a noun. `bot.storage` keeps them."""

from typing import Protocol

from scheduler.stores.broadcasts import Broadcasts, SeriesStore
from scheduler.stores.contacts import Contacts
from scheduler.stores.curations import Curations
from scheduler.stores.dues import Dues
from scheduler.stores.exports import Exports
from scheduler.stores.invites import Invites
from scheduler.stores.jour_fixes import JourFixes
from scheduler.stores.letters import Letters
from scheduler.stores.members import Members
from scheduler.stores.prompts import Prompts
from scheduler.stores.questions import Questions
from scheduler.stores.requests import Requests
from scheduler.stores.teams import Teams
from scheduler.stores.totals import Totals
from scheduler.stores.turns import Turns


class Stores(Protocol):
    """All memory within one transaction: what is written through it becomes true together, or not at all."""

    @property
    def broadcasts(self) -> Broadcasts: ...

    @property
    def contacts(self) -> Contacts: ...

    @property
    def curations(self) -> Curations: ...

    @property
    def dues(self) -> Dues: ...

    @property
    def exports(self) -> Exports: ...

    @property
    def invites(self) -> Invites: ...

    @property
    def jour_fixes(self) -> JourFixes: ...

    @property
    def letters(self) -> Letters: ...

    @property
    def members(self) -> Members: ...

    @property
    def prompts(self) -> Prompts: ...

    @property
    def questions(self) -> Questions: ...

    @property
    def requests(self) -> Requests: ...

    @property
    def series(self) -> SeriesStore: ...

    @property
    def teams(self) -> Teams: ...

    @property
    def totals(self) -> Totals: ...

    @property
    def turns(self) -> Turns: ...
