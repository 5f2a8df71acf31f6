"""What a handler returns: cards to be shown. Drawing and sending them is the shell's."""

from dataclasses import dataclass

from handlers.cards import Card


@dataclass(frozen=True, slots=True)
class Show:
    """A new message. `turn` ties it to a conversation turn, whose answer it then is; `reply_to` quotes a message. `to`
    is another member's private chat; without it the message goes where the arrival came from."""

    card: Card
    turn: int | None = None
    reply_to: int | None = None
    to: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Another card in a message that stands already: `message_id`, or else the answer of `turn`. What is gone meanwhile
    is sent anew, or with `anew` False stays gone."""

    card: Card
    message_id: int | None = None
    turn: int | None = None
    anew: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """`toast` is the short line that Telegram shows over the chat when a button was pressed; it may get lost. `roles`
    are members who may do more or less from now on: their menus of commands follow."""

    cards: tuple[Show | Change, ...] = ()
    toast: str = ""
    roles: frozenset[int] = frozenset()


SILENCE = Reply()


def show(card: Card, turn: int | None = None, reply_to: int | None = None) -> Reply:
    return Reply((Show(card, turn, reply_to),))
