"""Cards: what the bot says, as values that can be kept and drawn later.

A card holds keys (an entry's id, a turn's number), never a text somebody wrote. It is drawn when it is sent, from the
collection as it is then. Cards are kept as JSON: a field may be added with a default, none may change its meaning.
"""

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import ClassVar

from handlers import texts
from handlers.buttons import AskExample, OpenTopics, ShowHelp, hash_name
from handlers.screens import Row, Screen, press
from knowledge.entries import Library
from scheduler.people import OPEN_TO_ALL, Admission
from scheduler.seals import Seal, unsealed
from scheduler.stores import Stores


@dataclass(frozen=True, slots=True)
class Showcase:
    """What cards are drawn from. `responsible`, `person`, `backup_days` and `admission` come from the settings; `seal`
    makes what stands in invitation links."""

    library: Library
    bot: str = ""
    responsible: str = ""
    person: str = ""
    backup_days: int = 0
    admission: Admission = OPEN_TO_ALL
    seal: Seal = unsealed


class Card:
    """Base of all cards; a subclass is a frozen dataclass whose fields are JSON values.

    `fleeting`: its row in the outbox is gone once it has been sent.
    """

    name: ClassVar[str]
    fleeting: ClassVar[bool] = False
    kinds: ClassVar[dict[str, type["Card"]]] = {}

    def __init_subclass__(cls, name: str = "", **rest: object) -> None:
        super().__init_subclass__(**rest)
        if name:
            cls.name = name
            Card.kinds[name] = cls

    def draw(self, showcase: Showcase) -> Screen:
        raise TypeError(f"{type(self).__name__} can't be drawn")


class KeptCard(Card):
    """A card about what a person keeps here (contacts, notes): those words are looked up when it is sent, so that none
    of them lies in the outbox. `draw` is what is said when nothing of it is there any more."""

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        raise TypeError(f"{type(self).__name__} can't be drawn")


def freeze(card: Card) -> str:
    return json.dumps({"card": card.name} | asdict(card))  # type: ignore[call-overload]


def thaw(frozen: str) -> Card:
    """The card again. Fields that this version does not know are left out.

    Raises KeyError for a card of another version that is not known here at all.
    """
    values = json.loads(frozen)
    kind = Card.kinds[values.pop("card")]
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: _tuple(value) for name, value in values.items() if name in known})


def said_on(on: str) -> date | None:
    """The day on which a card is said, where it keeps it; older ones don't."""
    return date.fromisoformat(on) if on else None


def _tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


TOPICS_ROW: Row = (press(texts.TOPICS, OpenTopics()),)
HELP_ROW: Row = (press(texts.HELP, ShowHelp()), *TOPICS_ROW)


def example_rows(library: Library) -> tuple[Row, ...]:
    return tuple((press(example, AskExample(hash_name(example))),) for example in library.naming.examples)
