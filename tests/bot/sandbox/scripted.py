"""A small bot with a fixed script, so that the page can be tried without the real one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import (
    Bot,
    BotCommand,
    CallbackQuery,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Message,
    Update,
)
from telegram import InlineKeyboardButton as Key

from bot.sandbox.dummies import picture
from bot.sandbox.request import SandboxRequest
from bot.sandbox.telegram import Telegram

ANSWER = """<b>Die Presse gewinnen</b>

Ruf <i>eine</i> Person in der Lokalredaktion an. <code>0203 1</code> &amp; mehr auf https://example.org/presse

<blockquote>Bereich: Kommune</blockquote>"""
SHARE = "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fquartierslotse_bot%3Fstart%3De_12&text=Schau%20mal"
KEYBOARD = InlineKeyboardMarkup(
    [
        [
            Key("Passt nicht", callback_data="edit"),
            Key("Hinweis", callback_data="alert"),
        ],
        [Key("Langsam", callback_data="slow"), Key("Teilen", url=SHARE)],
    ]
)


@asynccontextmanager
async def scripted_bot(telegram: Telegram) -> AsyncIterator[None]:
    bot = Bot(telegram.token, request=SandboxRequest(telegram), get_updates_request=SandboxRequest(telegram))
    async with bot:
        await bot.set_my_commands([BotCommand("themen", "Alle Themen"), BotCommand("hilfe", "Was ich kann")])
        await bot.set_my_description("Ich begleite dich im neuen Quartier.")
        await bot.set_my_short_description("Rat für den Anfang")
        polling = asyncio.create_task(_poll(bot))
        try:
            yield
        finally:
            polling.cancel()
            with suppress(asyncio.CancelledError):
                await polling


async def _poll(bot: Bot) -> None:
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=10):
            offset = update.update_id + 1
            await _answer(update)


async def _answer(update: Update) -> None:
    if update.inline_query is not None:
        content = InputTextMessageContent("Ein <b>Tipp</b>", parse_mode="HTML")
        results = [InlineQueryResultArticle(str(number), f"Presse {number}", content) for number in range(3)]
        await update.inline_query.answer(results if update.inline_query.query != "nichts" else [])
    elif update.callback_query is not None:
        await _answer_tap(update.callback_query)
    elif update.message is not None and update.message.via_bot is None:
        await _answer_message(update.message)


async def _answer_tap(query: CallbackQuery) -> None:
    if query.data == "alert":
        await query.answer("Das ist wichtig.", show_alert=True)
    elif query.data == "slow":
        await asyncio.sleep(0.6)
        await query.answer("Gemerkt.")
    else:
        again = InlineKeyboardMarkup([[Key("Zurück", callback_data="slow")]])
        await query.edit_message_text("Dann <b>anders</b>.", parse_mode="HTML", reply_markup=again)
        await query.answer()


async def _answer_message(message: Message) -> None:
    text = message.text or ""
    if "datei" in text:
        await message.reply_document(b"BEGIN:VCALENDAR", filename="jour-fixe.ics", caption="Dein Kalender")
        await message.reply_photo(picture(640, 360), caption="Ein Bild")
    elif "lang" in text:
        await message.reply_text("Donaudampfschifffahrt" * 40)
    elif "tippt" in text:
        await message.reply_chat_action("typing")
        await asyncio.sleep(0.6)
        await message.reply_text("Fertig getippt")
    elif "sticker" in text or message.voice is not None:
        await message.reply_text("Das kann ich nicht lesen.", do_quote=True)
    else:
        await message.reply_text(ANSWER, parse_mode="HTML", reply_markup=KEYBOARD)
