"""Changing and removing what was sent."""

from datetime import timedelta
from typing import Any

from bot.sandbox import keyboard, media, texts
from bot.sandbox.chats import Group, Person
from bot.sandbox.messages import Message
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import bad_request, not_modified
from bot.sandbox.world import World

DELETABLE_FOR = timedelta(hours=48)
REACTIONS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ "
    "🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 "
    "🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
)


def edit_message_text(world: World, p: Parameters) -> dict[str, Any] | bool:
    markup = keyboard.inline_only(p)
    text = texts.message_text(p)
    message = _editable(world, p)
    if message.media:
        raise bad_request("there is no text in the message to edit")
    return _replace(world, message, text.fields("text", "entities"), markup, ("text", "entities"))


def edit_message_caption(world: World, p: Parameters) -> dict[str, Any] | bool:
    markup = keyboard.inline_only(p)
    caption = texts.caption(p)
    message = _editable(world, p)
    if not message.media:
        raise bad_request("there is no caption in the message to edit")
    parts = caption.fields("caption", "caption_entities")
    return _replace(world, message, parts, markup, ("caption", "caption_entities"))


def edit_message_reply_markup(world: World, p: Parameters) -> dict[str, Any] | bool:
    markup = keyboard.inline_only(p)
    return _replace(world, _editable(world, p), {}, markup, ())


def edit_message_media(world: World, p: Parameters) -> dict[str, Any] | bool:
    markup = keyboard.inline_only(p)
    wanted = p.json("media", "input media")
    if not isinstance(wanted, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = str(wanted.get("type"))
    if kind not in media.FOLDERS:
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    message = _editable(world, p)
    inner = Parameters(wanted, p.files)
    parts = media.given(kind, inner, world.archive, "media")
    parts |= texts.caption(inner).fields("caption", "caption_entities")
    old = ("text", "entities", "link_preview_options", "caption", "caption_entities", *media.FOLDERS)
    return _replace(world, message, parts, markup, old)


def _editable(world: World, p: Parameters) -> Message:
    if p.has("inline_message_id"):
        inline = world.shelf.by_inline_id(p.text("inline_message_id"))
        if inline is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return inline
    chat = world.directory.writable(p)
    message = world.shelf.named(chat.id, p, "message to edit")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return message


def _replace(
    world: World, message: Message, parts: dict[str, Any], markup: dict[str, Any] | None, old: tuple[str, ...]
) -> dict[str, Any] | bool:
    """Puts `parts` in the place of the fields `old`. A keyboard that is not sent again is gone."""
    kept = {key: value for key, value in message.body.items() if key not in (*old, "reply_markup", "edit_date")}
    body = kept | parts | ({"reply_markup": markup} if markup else {})
    if body == {key: value for key, value in message.body.items() if key != "edit_date"}:
        raise not_modified()
    message.body = body | {"edit_date": world.unix()}
    return True if message.inline_id else message.view()


def delete_message(world: World, p: Parameters) -> bool:
    chat = world.directory.named(p)
    _delete(world, chat, world.shelf.named(chat.id, p, "message to delete"))
    return True


def delete_messages(world: World, p: Parameters) -> bool:
    """Skips what it does not find, as Telegram does."""
    chat = world.directory.named(p)
    ids = p.json("message_ids", "message identifiers")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > 100:
        raise bad_request("too many message identifiers specified")
    for message in [world.shelf.get(chat.id, int(message_id)) for message_id in ids]:
        if message is not None:
            _delete(world, chat, message)
    return True


def _delete(world: World, chat: Person | Group, message: Message) -> None:
    if not message.by_bot and isinstance(chat, Group):
        raise bad_request("message can't be deleted")
    if world.unix() - message.body["date"] >= DELETABLE_FOR.total_seconds():
        raise bad_request("message can't be deleted for everyone")
    world.shelf.remove(message)


def pin_chat_message(world: World, p: Parameters) -> bool:
    chat = world.directory.writable(p)
    world.pinned[chat.id] = world.shelf.named(chat.id, p, "message to pin").id
    return True


def unpin_chat_message(world: World, p: Parameters) -> bool:
    chat = world.directory.writable(p)
    if p.has("message_id"):
        message = world.shelf.named(chat.id, p, "message to unpin")
        if world.pinned.get(chat.id) == message.id:
            del world.pinned[chat.id]
    elif world.pinned.pop(chat.id, None) is None:
        raise bad_request("message to unpin not found")
    return True


def set_message_reaction(world: World, p: Parameters) -> bool:
    chat = world.directory.writable(p)
    message = world.shelf.named(chat.id, p, "message to react")
    reactions = p.json("reaction", "reaction types") or []
    if not isinstance(reactions, list):
        raise bad_request("expected an Array of ReactionType")
    for reaction in reactions:
        if reaction.get("type") == "emoji" and reaction.get("emoji", "").rstrip("\ufe0f") not in REACTIONS.split():
            raise bad_request("REACTION_INVALID")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    message.reactions = reactions
    return True
