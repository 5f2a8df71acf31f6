"""What must be remembered, as Protocols, one file a noun. `bot.storage` keeps them."""

from typing import Protocol

from scheduler.stores.contacts import Contacts
from scheduler.stores.dues import Dues
from scheduler.stores.exports import Exports
from scheduler.stores.jour_fixes import JourFixes
from scheduler.stores.members import Members
from scheduler.stores.prompts import Prompts
from scheduler.stores.teams import Teams
from scheduler.stores.turns import Turns


class Stores(Protocol):
    """All memory within one transaction: what is written through it becomes true together, or not at all."""

    @property
    def contacts(self) -> Contacts: ...

    @property
    def dues(self) -> Dues: ...

    @property
    def exports(self) -> Exports: ...

    @property
    def jour_fixes(self) -> JourFixes: ...

    @property
    def members(self) -> Members: ...

    @property
    def prompts(self) -> Prompts: ...

    @property
    def teams(self) -> Teams: ...

    @property
    def turns(self) -> Turns: ...
