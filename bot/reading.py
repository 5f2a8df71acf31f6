"""Reads an arrival out of Telegram's update."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from telegram import CallbackQuery, ChatMemberUpdated, Message, MessageEntity, Update
from telegram.constants import ChatMemberStatus, ChatType

from handlers.arrival import Arrival, Kind

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"]

_COMMAND = re.compile(r"/([A-Za-z0-9_äöüÄÖÜß]{1,64})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)

# A phone makes no command of "/löschen", but people type it.
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

# Attribute of Telegram's message → what the handlers call it.
_MEDIA = {
    "voice": "voice",
    "audio": "voice",
    "photo": "photo",
    "sticker": "sticker",
    "animation": "video",
    "video": "video",
    "video_note": "video",
    "document": "document",
    "location": "location",
    "venue": "location",
    "contact": "contact",
    "poll": "poll",
    "dice": "sticker",
    "game": "other",
    "story": "other",
    "invoice": "other",
    "checklist": "other",
}


def lane_of(update: Update) -> int:
    """The chat whose order an update must keep; 0 for what has none."""
    return update.effective_chat.id if update.effective_chat else 0


def read(update: Update, bot: str) -> Arrival | None:
    """None for what nobody here reacts to. `bot` is the bot's own username."""
    if update.message is not None:
        return _read_message(update.message, bot)
    if update.edited_message is not None:
        return _read_edit(update.edited_message, bot)
    if update.callback_query is not None:
        return _read_button(update.callback_query)
    if update.my_chat_member is not None:
        return _read_membership(update.my_chat_member)
    return None


def _read_message(message: Message, bot: str) -> Arrival | None:
    if message.from_user is None or message.from_user.is_bot or _is_own(message, bot):
        return None
    text = message.text or message.caption or ""
    if not text:
        media = _media(message)
        return _arrival(message, Kind.MEDIA, bot, media=media, **_file(message)) if media else None
    command = _COMMAND.fullmatch(text) if message.text else None
    if command is None:
        return _arrival(
            message,
            Kind.TEXT,
            bot,
            text=_without_mention(text, bot),
            exact=text,
            media=_media(message),
            entities=_entities(message),
            **_file(message),
        )
    if command[2] and command[2].lower() != bot.lower():
        return None
    return _arrival(
        message,
        Kind.COMMAND,
        bot,
        command=command[1].lower().translate(_SPELT_OUT),
        argument=(command[3] or "").strip(),
    )


def _media(message: Message) -> str:
    return next((name for attribute, name in _MEDIA.items() if getattr(message, attribute, None)), "")


def _entities(message: Message) -> str:
    entities = message.entities or message.caption_entities
    return json.dumps([entity.to_dict() for entity in entities]) if entities else ""


def _file(message: Message) -> dict[str, Any]:
    """A photo comes in several sizes, the largest last."""
    file = message.photo[-1] if message.photo else message.document
    return {} if file is None else {"file_id": file.file_id, "file_bytes": file.file_size or 0}


def _read_edit(message: Message, bot: str) -> Arrival | None:
    if message.from_user is None or message.from_user.is_bot or _is_own(message, bot):
        return None
    text = message.text or message.caption or ""
    if not text or _COMMAND.fullmatch(text):
        return None
    return _arrival(message, Kind.EDIT, bot, text=_without_mention(text, bot), exact=text)


def _read_button(query: CallbackQuery) -> Arrival | None:
    if query.message is None:
        return None
    chat = query.message.chat
    question = query.message.reply_to_message if isinstance(query.message, Message) else None
    return Arrival(
        kind=Kind.BUTTON,
        chat_id=chat.id,
        user_id=query.from_user.id,
        message_id=query.message.message_id,
        private=chat.type == ChatType.PRIVATE,
        button=query.data or "",
        name=query.from_user.first_name,
        quoted=_own_text(question, query.from_user.id),
    )


def _own_text(message: Message | None, user_id: int) -> str:
    """Of a message that this person wrote; "" for anybody else's, the bot's own among them."""
    if message is None or message.from_user is None or message.from_user.id != user_id:
        return ""
    return message.text or message.caption or ""


def _read_membership(change: ChatMemberUpdated) -> Arrival | None:
    if change.chat.type != ChatType.PRIVATE:
        return None
    gone = change.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    kind = Kind.BLOCKED if gone else Kind.UNBLOCKED
    return Arrival(kind, change.chat.id, change.from_user.id, message_id=0)


def _arrival(message: Message, kind: Kind, bot: str, **what: Any) -> Arrival:
    private = message.chat.type == ChatType.PRIVATE
    user = message.from_user
    return Arrival(
        kind=kind,
        chat_id=message.chat.id,
        user_id=user.id if user else 0,
        message_id=message.message_id,
        private=private,
        addressed=private or _is_addressed(message, bot),
        sent_at=message.date.astimezone(UTC) if isinstance(message.date, datetime) else None,
        name=user.first_name if user else "",
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
        replies_to_bot=_replies_to(message, bot),
        **what,
    )


def _is_own(message: Message, bot: str) -> bool:
    """Our own inline result, picked by a person in this very chat: no question to us."""
    return message.via_bot is not None and (message.via_bot.username or "").lower() == bot.lower()


def _is_addressed(message: Message, bot: str) -> bool:
    if _replies_to(message, bot):
        return True
    mentions = message.parse_entities([MessageEntity.MENTION]) | message.parse_caption_entities([MessageEntity.MENTION])
    return any(mention.lower() == f"@{bot.lower()}" for mention in mentions.values())


def _replies_to(message: Message, bot: str) -> bool:
    writer = message.reply_to_message.from_user if message.reply_to_message else None
    return writer is not None and (writer.username or "").lower() == bot.lower()


def _without_mention(text: str, bot: str) -> str:
    return re.sub(rf"@{re.escape(bot)}\b", " ", text, flags=re.IGNORECASE).strip() if bot else text
