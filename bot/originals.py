"""What somebody wrote, sent on exactly as it was: their text with its formatting, their picture or document."""

import json

from telegram import Bot, InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto, Message, MessageEntity

from handlers.screens import Original


async def send(bot: Bot, chat_id: int, original: Original, markup: InlineKeyboardMarkup | None) -> Message:
    """Raises TelegramError."""
    entities = _entities(bot, original)
    match original.kind:
        case "photo":
            return await bot.send_photo(
                chat_id, original.file_id, original.text or None, caption_entities=entities, reply_markup=markup
            )
        case "document":
            return await bot.send_document(
                chat_id, original.file_id, original.text or None, caption_entities=entities, reply_markup=markup
            )
    return await bot.send_message(chat_id, original.text, entities=entities, reply_markup=markup)


async def edit(
    bot: Bot, chat_id: int, message_id: int, original: Original, markup: InlineKeyboardMarkup | None
) -> None:
    """Raises TelegramError. A file comes with its caption, whichever of them has changed."""
    entities = _entities(bot, original)
    if original.kind == "text":
        await bot.edit_message_text(original.text, chat_id, message_id, entities=entities, reply_markup=markup)
        return
    kind = InputMediaPhoto if original.kind == "photo" else InputMediaDocument
    media = kind(original.file_id, original.text or None, caption_entities=entities)
    await bot.edit_message_media(media, chat_id, message_id, reply_markup=markup)


def _entities(bot: Bot, original: Original) -> list[MessageEntity]:
    """An empty list rather than None: the text must not be read as HTML."""
    return list(MessageEntity.de_list(json.loads(original.entities), bot)) if original.entities else []
