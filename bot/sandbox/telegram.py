"""The stand-in for Telegram: a state machine with a bot on one side and people with phones on the other.

It reads no clock and does no I/O. `request.SandboxRequest` asks it directly, `server.build` serves it over HTTP.
"""

import copy
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from bot.sandbox import hands
from bot.sandbox.chats import Group, Person
from bot.sandbox.faults import Faults, RateLimits
from bot.sandbox.methods import METHODS
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import LostAnswer, Refusal, unknown_method
from bot.sandbox.updates import Queue
from bot.sandbox.uploads import Upload
from bot.sandbox.world import InlineQuery, Tap, World

# An invented token of the right form; python-telegram-bot reads the bot's id from it.
TOKEN = "4711:sandbox-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105


T = TypeVar("T")


class Telegram:
    def __init__(
        self,
        now: Callable[[], datetime],
        token: str = TOKEN,
        username: str = "quartierslotse_bot",
        first_update_id: int = 100_000_001,
        *,
        rate_limits: bool = False,
        privacy_mode: bool = True,
    ) -> None:
        """`privacy_mode` is Telegram's default for groups: a bot sees there only what is meant for it."""
        self.token = token
        bot = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Quartierslotse", "username": username}
        self.world = World(now, bot, Queue(first_update_id), privacy_mode)
        self.requests: list[dict[str, Any]] = []
        self.version = 0
        self._faults = Faults()
        self._limits = RateLimits() if rate_limits else None
        self._listeners: list[Callable[[], None]] = []

    # --- the bot's side

    def call(self, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None) -> dict[str, Any]:
        """The JSON body that Telegram would send back; raises LostAnswer where one was ordered."""
        self.requests.append({"method": method, "params": dict(params), "files": sorted(files or {})})
        name, p = method.lower(), Parameters(params, files)
        chat_id = p.integer("chat_id") or None
        try:
            result = self._result(name, chat_id, p)
        except Refusal as refusal:
            return refusal.body()
        if not name.startswith("get"):
            self._changed()
        if self._faults.lost(name, chat_id):
            raise LostAnswer(method)
        return {"ok": True, "result": copy.deepcopy(result)}

    def _result(self, name: str, chat_id: int | None, p: Parameters) -> Any:
        if name not in METHODS:
            raise unknown_method()
        ordered = self._faults.refused(name, chat_id)
        if ordered is not None:
            raise ordered
        if self._limits is not None:
            self._limits.check(name, chat_id, self.world.now())
        return METHODS[name](self.world, p)

    def look_again(self, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What a getUpdates that is still waiting would get now; not recorded as a request of its own."""
        updates: list[dict[str, Any]] = METHODS["getupdates"](self.world, Parameters(params))
        return copy.deepcopy(updates)

    # --- the people's side

    def add_person(
        self,
        user_id: int,
        first_name: str,
        language_code: str = "de",
        username: str | None = None,
        note: str = "",
    ) -> Person:
        person = Person(user_id, first_name, language_code, username, note)
        self.world.directory.people[user_id] = person
        return person

    def add_group(self, chat_id: int, title: str, member_ids: list[int]) -> Group:
        if chat_id >= 0:
            raise ValueError("ids of groups are negative")
        group = Group(chat_id, title, set(member_ids))
        self.world.directory.groups[chat_id] = group
        return group

    def type(self, chat_id: int, user_id: int, text: str, reply_to: int | None = None) -> dict[str, Any]:
        return self._done(hands.write(self.world, chat_id, user_id, text, reply_to).view())

    def open_link(self, user_id: int, start_parameter: str) -> dict[str, Any]:
        """What t.me/<bot>?start=<parameter> does once START is pressed."""
        return self.type(user_id, user_id, f"/start {start_parameter}".strip())

    def edit(self, chat_id: int, user_id: int, message_id: int, text: str) -> dict[str, Any]:
        return self._done(hands.edit(self.world, chat_id, user_id, message_id, text).view())

    def send(self, chat_id: int, user_id: int, kind: str) -> dict[str, Any]:
        return self._done(hands.send(self.world, chat_id, user_id, kind).view())

    def tap(self, chat_id: int, user_id: int, message_id: int, data: str, *, force: bool = False) -> str:
        """The callback query's id; ValueError if there is no such button, unless forced as by an old phone."""
        return self._done(hands.tap(self.world, chat_id, user_id, message_id, data, force).id)

    def ask_inline(self, user_id: int, text: str) -> str:
        return self._done(hands.ask_inline(self.world, user_id, text).id)

    def choose(self, query_id: str, result_id: str, chat_id: int) -> dict[str, Any]:
        return self._done(hands.choose(self.world, query_id, result_id, chat_id).view())

    def block(self, user_id: int) -> None:
        hands.set_blocked(self.world, user_id, True)
        self._changed()

    def unblock(self, user_id: int) -> None:
        hands.set_blocked(self.world, user_id, False)
        self._changed()

    def kick(self, chat_id: int, user_id: int) -> None:
        """Somebody removes the bot from a group."""
        hands.kick(self.world, chat_id, user_id)
        self._changed()

    def screen(self, chat_id: int) -> list[dict[str, Any]]:
        return [message.view() for message in self.world.shelf.of_chat(chat_id)]

    def answer_to(self, query_id: str) -> dict[str, Any] | None:
        """What the bot answered to a tap: text, show_alert, url; None as long as it has not."""
        return copy.deepcopy(self.world.taps[query_id].answer)

    def inline_query(self, query_id: str) -> InlineQuery:
        return self.world.inline_queries[query_id]

    def taps_of(self, user_id: int) -> list[Tap]:
        return [tap for tap in self.world.taps.values() if tap.user_id == user_id]

    def is_typing(self, chat_id: int) -> bool:
        return self.world.action_in(chat_id) is not None

    # --- troubles

    def refuse_next(
        self,
        method: str,
        code: int,
        description: str,
        retry_after: int | None = None,
        times: int = 1,
        chat_id: int | None = None,
    ) -> None:
        self._faults.refuse(method, Refusal(code, description, retry_after), times, chat_id)

    def lose_answer_next(self, method: str, times: int = 1) -> None:
        """The call takes effect, but whoever made it sees a broken connection."""
        self._faults.lose(method, times)

    # --- being watched

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Calls `listener` after every change; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _done(self, result: T) -> T:
        self._changed()
        return result

    def _changed(self) -> None:
        self.version += 1
        for listener in list(self._listeners):
            listener()
