"""Who is there: people, groups, and whether the bot may write to them."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import bad_request, forbidden


@dataclass
class Person:
    id: int
    first_name: str
    language_code: str
    username: str | None = None
    note: str = ""  # who this is in the play; the page shows it, the bot never sees it
    wrote: bool = False  # a bot can't write first
    blocked: bool = False
    extra: bool = False  # fills the stage: has no phone on the page

    def user(self) -> dict[str, Any]:
        known = {"id": self.id, "is_bot": False, "first_name": self.first_name, "language_code": self.language_code}
        return known | ({"username": self.username} if self.username else {})

    def chat(self) -> dict[str, Any]:
        known: dict[str, Any] = {"id": self.id, "type": "private", "first_name": self.first_name}
        return known | ({"username": self.username} if self.username else {})


@dataclass
class Group:
    id: int
    title: str
    members: set[int] = field(default_factory=set)
    has_bot: bool = True

    def chat(self) -> dict[str, Any]:
        return {"id": self.id, "type": "group", "title": self.title, "all_members_are_administrators": True}


class Directory:
    def __init__(self) -> None:
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}

    def person(self, user_id: int) -> Person:
        """For what people do; a caller's slip is a KeyError, not a refusal."""
        return self.people[user_id]

    def find(self, chat_id: int) -> Person | Group:
        chat = self.people.get(chat_id) or self.groups.get(chat_id)
        if chat is None:
            raise KeyError(f"there is no chat {chat_id}")
        return chat

    def named(self, p: Parameters, name: str = "chat_id") -> Person | Group:
        """The chat that a call names, or Telegram's refusal."""
        if not p.has(name):
            raise bad_request("chat_id is empty")
        value = p.text(name).strip()
        if value.startswith("@"):
            chat: Person | Group | None = next(
                (person for person in self.people.values() if person.username == value[1:]), None
            )
        else:
            chat_id = p.integer(name)
            chat = self.people.get(chat_id) or self.groups.get(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def _by_username(self, username: str) -> Person | Group | None:
        return next((person for person in self.people.values() if person.username == username), None)

    def writable(self, p: Parameters) -> Person | Group:
        """The chat that a call wants to write to, or Telegram's refusal."""
        chat = self.named(p)
        if isinstance(chat, Group):
            if not chat.has_bot:
                raise forbidden("bot was kicked from the group chat")
        elif chat.blocked:
            raise forbidden("bot was blocked by the user")
        elif not chat.wrote:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def may_speak(self, chat_id: int, user_id: int) -> Person:
        """The person, if this is a chat where they can write."""
        person = self.person(user_id)
        chat = self.find(chat_id)
        if isinstance(chat, Group) and user_id not in chat.members:
            raise ValueError(f"{user_id} is not in the group {chat_id}")
        if isinstance(chat, Person) and chat_id != user_id:
            raise ValueError(f"{user_id} can't write in the private chat of {chat_id}")
        return person


def chat_instance(chat_id: int) -> str:
    return str(int.from_bytes(hashlib.sha256(str(chat_id).encode()).digest()[:8], "big", signed=True))
