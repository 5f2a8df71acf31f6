"""What the bot says about itself: commands, descriptions, name."""

import re
from typing import Any

from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
SCOPES = (
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators",
    "chat_member",
)  # fmt: skip


def get_me(world: World, p: Parameters) -> dict[str, Any]:
    names = world.profile.name
    return world.bot | {
        "first_name": names.get("") or world.bot["first_name"],
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy_mode,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, p: Parameters) -> bool:
    key = _scope(world, p), _language(p)
    given = p.json("commands", "commands")
    if given is None:
        given = []
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    commands = [_command(command) for command in given]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if commands:
        world.profile.commands[key] = commands
    else:
        world.profile.commands.pop(key, None)
    return True


def get_my_commands(world: World, p: Parameters) -> list[dict[str, str]]:
    return world.profile.commands.get((_scope(world, p), _language(p)), [])


def delete_my_commands(world: World, p: Parameters) -> bool:
    world.profile.commands.pop((_scope(world, p), _language(p)), None)
    return True


def shown_commands(world: World, chat_id: int, language_code: str) -> list[dict[str, str]]:
    """What a phone offers in a chat: the narrowest scope that has commands, the own language before none."""
    kind = "all_private_chats" if chat_id > 0 else "all_group_chats"
    for scope in (f"chat:{chat_id}", kind, "default"):
        for language in (language_code, ""):
            commands = world.profile.commands.get((scope, language))
            if commands:
                return commands
    return []


def _command(given: Any) -> dict[str, str]:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if name not in given:
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    command, description = str(given["command"]).removeprefix("/"), str(given["description"]).strip()
    if not command:
        raise bad_request("command must be non-empty")
    if not description:
        raise bad_request("command description must be non-empty")
    if not re.fullmatch(r"[a-z0-9_]{1,32}", command):
        raise bad_request("BOT_COMMAND_INVALID")
    if len(description) > LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def _scope(world: World, p: Parameters) -> str:
    scope = p.json("scope", "BotCommandScope")
    if scope is None:
        return "default"
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if not kind.startswith("chat"):
        return str(kind)
    inner = Parameters(scope)
    if not inner.has("chat_id"):
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    chat = world.directory.named(inner)
    return ":".join(str(part) for part in (kind, chat.id, scope.get("user_id")) if part is not None)


def _language(p: Parameters) -> str:
    language = p.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def set_my_name(world: World, p: Parameters) -> bool:
    return _set(world.profile.name, p, "name", 64, "NAME_INVALID")


def get_my_name(world: World, p: Parameters) -> dict[str, str]:
    return {"name": _get(world.profile.name, p) or world.bot["first_name"]}


def set_my_description(world: World, p: Parameters) -> bool:
    return _set(world.profile.description, p, "description", 512, "DESCRIPTION_TOO_LONG")


def get_my_description(world: World, p: Parameters) -> dict[str, str]:
    return {"description": _get(world.profile.description, p)}


def set_my_short_description(world: World, p: Parameters) -> bool:
    return _set(world.profile.short_description, p, "short_description", 120, "ABOUT_TOO_LONG")


def get_my_short_description(world: World, p: Parameters) -> dict[str, str]:
    return {"short_description": _get(world.profile.short_description, p)}


def _set(texts: dict[str, str], p: Parameters, name: str, longest: int, refusal: str) -> bool:
    language, text = _language(p), p.text(name).strip()
    if len(text) > longest:
        raise bad_request(refusal)
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)
    return True


def _get(texts: dict[str, str], p: Parameters) -> str:
    return texts.get(_language(p)) or texts.get("", "")
