"""What must be remembered, as Protocols, one file a noun. `bot.storage` keeps them."""

from typing import Protocol

from scheduler.stores.members import Members
from scheduler.stores.prompts import Prompts
from scheduler.stores.turns import Turns


class Stores(Protocol):
    """All memory within one transaction: what is written through it becomes true together, or not at all."""

    @property
    def members(self) -> Members: ...

    @property
    def prompts(self) -> Prompts: ...

    @property
    def turns(self) -> Turns: ...
