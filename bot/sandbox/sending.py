"""sendMessage and its kin."""

from typing import Any

from bot.sandbox import keyboard, media, texts
from bot.sandbox.chats import Group, Person
from bot.sandbox.messages import Message
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

CHAT_ACTIONS = (
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
)  # fmt: skip
# What a copy takes along besides text, caption and media.
COPIED = ("text", "entities", "caption", "caption_entities")


def send_message(world: World, p: Parameters) -> dict[str, Any]:
    markup = keyboard.reply_markup(p)
    text = texts.message_text(p)
    chat = world.directory.writable(p)
    content = text.fields("text", "entities") | _link_preview(p)
    return _send(world, chat, p, content, markup).view()


def send_photo(world: World, p: Parameters) -> dict[str, Any]:
    return _send_media(world, p, "photo")


def send_document(world: World, p: Parameters) -> dict[str, Any]:
    return _send_media(world, p, "document")


def _send_media(world: World, p: Parameters, kind: str) -> dict[str, Any]:
    markup = keyboard.reply_markup(p)
    caption = texts.caption(p).fields("caption", "caption_entities")
    chat = world.directory.writable(p)
    return _send(world, chat, p, media.given(kind, p, world.archive) | caption, markup).view()


def copy_message(world: World, p: Parameters) -> dict[str, Any]:
    markup = keyboard.reply_markup(p)
    chat = world.directory.writable(p)
    original = _original(world, p, "message to copy")
    kept = {key: value for key, value in original.view().items() if key in COPIED or key == original.media}
    if p.has("caption") and original.media:
        kept = {key: value for key, value in kept.items() if not key.startswith("caption")}
        kept |= texts.caption(p).fields("caption", "caption_entities")
    return {"message_id": _send(world, chat, p, kept, markup).id}


def forward_message(world: World, p: Parameters) -> dict[str, Any]:
    chat = world.directory.writable(p)
    original = _original(world, p, "message to forward")
    body = original.view()
    kept = {key: value for key, value in body.items() if key in COPIED or key == original.media}
    kept["forward_origin"] = {"type": "user", "sender_user": body["from"], "date": body["date"]}
    return _send(world, chat, p, kept, None).view()


def send_chat_action(world: World, p: Parameters) -> bool:
    chat = world.directory.writable(p)
    action = p.text("action")
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.actions[chat.id] = (action, world.now())
    return True


def _original(world: World, p: Parameters, what: str) -> Message:
    source = world.directory.named(p, "from_chat_id")
    return world.shelf.named(source.id, p, what)


def _send(
    world: World, chat: Person | Group, p: Parameters, content: dict[str, Any], markup: dict[str, Any] | None
) -> Message:
    quoted = _replied_to(world, chat, p)
    if quoted:
        content = {"reply_to_message": quoted.quoted(), **content}
    # only an inline keyboard stays with its message; other markups change the phone's own keyboard
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    if p.flag("protect_content"):
        content["has_protected_content"] = True
    return world.post(chat, world.bot, content)


def _replied_to(world: World, chat: Person | Group, p: Parameters) -> Message | None:
    reply = p.json("reply_parameters", "reply parameters")
    if reply is not None and not isinstance(reply, dict):
        raise bad_request("object expected as reply parameters")
    wanted = (
        Parameters(reply)
        if reply
        else Parameters(
            {
                "message_id": p.text("reply_to_message_id"),
                **{"allow_sending_without_reply": p.text("allow_sending_without_reply")},
            }
        )
    )
    message_id = wanted.integer("message_id")
    if not message_id:
        return None
    message = world.shelf.get(wanted.integer("chat_id", chat.id), message_id)
    if message is None and not wanted.flag("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


def _link_preview(p: Parameters) -> dict[str, Any]:
    options = p.json("link_preview_options", "link preview options")
    if options is None:
        return {}
    if not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    return {"link_preview_options": options}
