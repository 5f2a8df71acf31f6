"""What a feature brings: its commands, the deeds behind its buttons, and the prompts it opens."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.arrival import Arrival
from handlers.desk import Desk
from handlers.reply import Reply
from scheduler.people import Right
from scheduler.stores.prompts import Prompt

Handler = Callable[[Arrival, Desk], Awaitable[Reply]]
Presser = Callable[[Arrival, Desk, Any], Awaitable[Reply]]
Answerer = Callable[[Arrival, Desk, Prompt], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Command:
    """`names` without the slash, the first being the one in menus. `personal`: only in the private chat; in a group
    it is answered with the way there. `needs` is asked of who sends it, however it is sent."""

    names: tuple[str, ...]
    handler: Handler
    personal: bool = False
    needs: Right = Right.USING


@dataclass(frozen=True, slots=True)
class Feature:
    """`deeds`: the verbs of a `buttons.Deed` of this feature. `prompts`: kinds of prompts, each with who takes the text
    that is typed next; those in `takes_media` also take a photo or a document.

    `needs` is asked of whoever presses or types; `exceptions` names verbs and prompts that ask for something else. What
    belongs to a team is asked once more by the handler, which knows which team that is (`desk.allows`).
    """

    name: str
    commands: tuple[Command, ...] = ()
    deeds: Mapping[str, Presser] = field(default_factory=dict)
    prompts: Mapping[str, Answerer] = field(default_factory=dict)
    needs: Right = Right.USING
    exceptions: Mapping[str, Right] = field(default_factory=dict)
    takes_media: frozenset[str] = frozenset()

    def right_for(self, verb: str) -> Right:
        return self.exceptions.get(verb, self.needs)
