"""Cards, loaded at the first use of any of them.

`catalogue` lists them and makes each of them thaw. Who imports a card from its own module, as `ask` on the command line
does, spares the others: a quarter of a second of imports on a slow machine and 6 MB.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handlers.cards.catalogue import *  # noqa: F403


def __getattr__(name: str) -> object:
    # Not `from handlers.cards import catalogue`: that would ask here for it first, for ever.
    return getattr(import_module("handlers.cards.catalogue"), name)
