"""What a phone shows, as data for the page."""

from typing import Any

from bot.sandbox import profile
from bot.sandbox.chats import Group, Person
from bot.sandbox.telegram import Telegram

SHOWN_MESSAGES = 300
SHOWN_TAPS = 20


def overview(telegram: Telegram) -> dict[str, Any]:
    """Who has a phone here, and which chats are on it."""
    directory = telegram.world.directory
    groups = [{"id": group.id, "title": group.title, "members": sorted(group.members)} for group in _groups(telegram)]
    played = [person for person in directory.people.values() if not person.extra]
    people = [{"id": person.id, "name": person.first_name, "note": person.note} for person in played]
    return {"bot": _bot(telegram), "people": people, "groups": groups, "version": telegram.version}


def _groups(telegram: Telegram) -> list[Group]:
    return list(telegram.world.directory.groups.values())


def _bot(telegram: Telegram) -> dict[str, str]:
    world = telegram.world
    return {
        "username": world.username,
        "name": _own_language(world.profile.name) or str(world.bot["first_name"]),
        "description": _own_language(world.profile.description),
        "short_description": _own_language(world.profile.short_description),
    }


def _own_language(texts: dict[str, str]) -> str:
    return texts.get("de") or texts.get("", "")


def chat(telegram: Telegram, user_id: int, chat_id: int) -> dict[str, Any]:
    """One chat as this person sees it."""
    world = telegram.world
    person = world.directory.may_speak(chat_id, user_id)
    messages = world.shelf.of_chat(chat_id)[-SHOWN_MESSAGES:]
    return {
        "version": telegram.version,
        "bot": _bot(telegram),
        "now": world.unix(),
        "title": _title(telegram, world.directory.find(chat_id)),
        "blocked": person.blocked,
        "action": world.action_in(chat_id),
        "commands": profile.shown_commands(world, chat_id, person.language_code),
        "pinned": world.pinned.get(chat_id),
        "messages": [message.view() | {"reactions": message.reactions} for message in messages],
        "taps": [
            {"id": tap.id, "answer": tap.answer}
            for tap in telegram.taps_of(user_id)[-SHOWN_TAPS:]
            if tap.chat_id == chat_id
        ],
    }


def _title(telegram: Telegram, found: Person | Group) -> str:
    return found.title if isinstance(found, Group) else _bot(telegram)["name"]


def inline(telegram: Telegram, query_id: str) -> dict[str, Any]:
    query = telegram.inline_query(query_id)
    results = [
        {"id": result["id"], "title": result["title"], "description": result.get("description", "")}
        for result in query.results
    ]
    return {"answered": query.answer is not None, "results": results}
