"""python-telegram-bot talks to the sandbox without a network."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    Message,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.sandbox.dummies import KINDS, picture
from bot.sandbox.request import SandboxRequest
from bot.sandbox.telegram import Telegram
from tests.bot.sandbox.stage import ALEX, KIM


def bot_on(telegram: Telegram, token: str | None = None, lost_as: type[NetworkError] = NetworkError) -> Bot:
    request = SandboxRequest(telegram, lost_as)
    return Bot(token or telegram.token, request=request, get_updates_request=SandboxRequest(telegram))


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    async with bot_on(telegram) as bot:
        yield bot


async def test_a_conversation(telegram: Telegram, bot: Bot) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="ja")]])
    sent = await bot.send_message(KIM, "<b>Gut?</b>", parse_mode="HTML", reply_markup=keyboard)
    assert (sent.text_html, sent.chat.id) == ("<b>Gut?</b>", KIM)
    assert sent.date == datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    query_id = telegram.tap(KIM, KIM, sent.message_id, "ja")
    update = (await bot.get_updates(offset=-1))[0]
    assert update.callback_query is not None
    await update.callback_query.answer("Gemerkt.")
    await update.callback_query.edit_message_text("Schön.")
    assert telegram.answer_to(query_id) == {"text": "Gemerkt.", "show_alert": False, "url": ""}
    assert telegram.screen(KIM)[-1]["text"] == "Schön."
    assert await sent.delete()


async def test_every_kind_of_message_can_be_read(telegram: Telegram, bot: Bot) -> None:
    for kind in KINDS:
        telegram.send(KIM, KIM, kind)
    updates = await bot.get_updates(offset=-len(KINDS))
    assert all(update.message and update.message.effective_attachment for update in updates)
    telegram.block(KIM)
    assert (await bot.get_updates(offset=-1))[0].my_chat_member is not None


async def test_files(telegram: Telegram, bot: Bot) -> None:
    sent = await bot.send_document(
        KIM, b"BEGIN:VCALENDAR", filename="jour fixe.ics", caption="<i>Für dich</i>", parse_mode="HTML"
    )
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption) == ("jour fixe.ics", "Für dich")
    stored = await sent.document.get_file()
    assert bytes(await stored.download_as_bytearray()) == b"BEGIN:VCALENDAR"
    photo = await bot.send_photo(KIM, picture(30, 20))
    edited = await photo.edit_media(InputMediaPhoto(picture(40, 20), caption="neu"))
    assert isinstance(edited, Message)
    assert (edited.photo[-1].width, edited.caption) == (40, "neu")
    assert telegram.requests[-1]["files"] != []


async def test_inline_results_and_profile(telegram: Telegram, bot: Bot) -> None:
    query_id = telegram.ask_inline(KIM, "presse")
    update = (await bot.get_updates(offset=-1))[0]
    assert update.inline_query is not None
    await update.inline_query.answer([InlineQueryResultArticle("a", "Presse", InputTextMessageContent("Text"))])
    assert telegram.inline_query(query_id).results[0]["title"] == "Presse"
    assert await bot.set_my_commands([BotCommand("hilfe", "Was ich kann")], language_code="de")
    assert (await bot.get_my_commands(language_code="de"))[0].command == "hilfe"
    assert (await bot.get_me()).supports_inline_queries
    assert (await bot.get_chat(KIM)).first_name == "Kim"


async def test_refusals_become_exceptions(telegram: Telegram, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it, a RetryAfter warns of its own future
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(77, "Hallo")
    with pytest.raises(Forbidden, match="initiate"):
        await bot.send_message(ALEX, "Hallo")
    telegram.refuse_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    with pytest.raises(RetryAfter):
        await bot.send_message(KIM, "Hallo")
    with pytest.raises(InvalidToken):
        await bot_on(telegram, "4711:wrong").initialize()


@pytest.mark.parametrize("lost_as", [NetworkError, TimedOut])
async def test_a_lost_answer(telegram: Telegram, lost_as: type[NetworkError]) -> None:
    async with bot_on(telegram, lost_as=lost_as) as bot:
        telegram.lose_answer_next("sendMessage")
        with pytest.raises(lost_as):
            await bot.send_message(KIM, "Hallo")
    assert telegram.screen(KIM)[-1]["text"] == "Hallo"


async def test_a_long_poll_wakes_up(telegram: Telegram, bot: Bot) -> None:
    last = (await bot.get_updates())[-1].update_id
    loop = asyncio.get_running_loop()
    loop.call_later(0.02, telegram.type, KIM, KIM, "spät")
    began = loop.time()
    updates = await bot.get_updates(offset=last + 1, timeout=10)
    assert updates[0].message is not None
    assert updates[0].message.text == "spät"
    assert loop.time() - began < 5
    assert len([request for request in telegram.requests if request["method"] == "getUpdates"]) == 2


async def test_only_one_long_poll_at_a_time(telegram: Telegram, bot: Bot) -> None:
    last = (await bot.get_updates())[-1].update_id
    first = asyncio.create_task(bot.get_updates(offset=last + 1, timeout=10))
    await asyncio.sleep(0.02)
    assert await bot.get_updates(offset=last + 1) == ()
    with pytest.raises(Conflict):
        await first
