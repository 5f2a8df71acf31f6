"""One try to hand one letter to Telegram, and what it came to."""

import os
import re
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from html import unescape

import httpx
from telegram import Bot, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot import originals
from bot.drawing import keyboard
from bot.storage.outbox import Letter
from handlers.screens import Attachment, Screen

# Opts in to what comes anyway: RetryAfter then holds a timedelta, and making one is no DeprecationWarning.
os.environ.setdefault("PTB_TIMEDELTA", "true")

# Telegram's words for "it looks like that already" and for "there is nothing to change any more".
_UNCHANGED = "message is not modified"
_NOT_EDITABLE = ("message to edit not found", "message can't be edited", "message_id_invalid", "message not found")
_DELETED = ("message to delete not found", "message_id_invalid", "message not found")
_BAD_HTML = "can't parse entities"
_GONE_CHAT = ("chat not found", "user is deactivated", "bot was kicked", "peer_id_invalid", "have no rights to send")


class Outcome(Enum):
    SENT = "sent"
    FAILED = "failed"
    """Refused for good."""
    BLOCKED = "blocked"
    LATER = "later"
    """Refused for now, with Telegram's word for how long."""
    MOVED = "moved"
    UNREACHABLE = "unreachable"
    """It never left: no connection was made."""
    UNCERTAIN = "uncertain"
    """It left, and nobody knows whether it arrived."""


@dataclass(frozen=True, slots=True)
class Result:
    outcome: Outcome
    message_id: int | None = None
    fault: str = ""
    after: timedelta = timedelta()
    moved_to: int = 0


async def deliver(bot: Bot, letter: Letter, screen: Screen) -> Result:
    """Never raises a TelegramError."""
    try:
        return await _hand_over(bot, letter, screen)
    except TelegramError as error:
        return _judge(error)


async def _hand_over(bot: Bot, letter: Letter, screen: Screen) -> Result:
    if letter.op == "delete":
        return await _delete(bot, letter)
    if letter.op == "amend":
        return await _edit(bot, letter, letter.edits or 0, screen)
    if letter.op == "edit" and letter.edits is not None:
        try:
            return await _edit(bot, letter, letter.edits, screen)
        except BadRequest as error:
            if not _says(error, *_NOT_EDITABLE):
                raise
    return await _send(bot, letter, screen)


async def _delete(bot: Bot, letter: Letter) -> Result:
    """What is gone already is as good as deleted."""
    try:
        await bot.delete_message(letter.chat_id, letter.edits or 0)
    except BadRequest as error:
        if not _says(error, *_DELETED):
            raise
    return Result(Outcome.SENT, letter.edits)


async def _send(bot: Bot, letter: Letter, screen: Screen) -> Result:
    if screen.original is not None:
        message = await originals.send(bot, letter.chat_id, screen.original, keyboard(screen))
        return Result(Outcome.SENT, message.message_id)
    quoted = ReplyParameters(letter.reply_to, allow_sending_without_reply=True) if letter.reply_to else None
    if screen.attachment is not None:
        return await _send_file(bot, letter, screen, screen.attachment)
    try:
        message = await bot.send_message(
            letter.chat_id,
            screen.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(screen),
            reply_parameters=quoted,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
    except BadRequest as error:
        if not _says(error, _BAD_HTML):
            raise
        # Better plain than not at all: somebody is waiting for it.
        message = await bot.send_message(letter.chat_id, without_tags(screen.html), reply_markup=keyboard(screen))
    return Result(Outcome.SENT, message.message_id)


async def _send_file(bot: Bot, letter: Letter, screen: Screen, file: Attachment) -> Result:
    if file.picture:
        message = await bot.send_photo(
            letter.chat_id,
            file.content,
            caption=screen.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(screen),
            filename=file.name,
        )
    else:
        message = await bot.send_document(
            letter.chat_id,
            file.content,
            caption=screen.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(screen),
            filename=file.name,
        )
    return Result(Outcome.SENT, message.message_id)


async def _edit(bot: Bot, letter: Letter, message_id: int, screen: Screen) -> Result:
    try:
        if screen.original is not None:
            await originals.edit(bot, letter.chat_id, message_id, screen.original, keyboard(screen))
            return Result(Outcome.SENT, message_id)
        await bot.edit_message_text(
            screen.html,
            chat_id=letter.chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(screen),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
    except BadRequest as error:
        if screen.original is None and _says(error, _BAD_HTML):
            plain = without_tags(screen.html)
            await bot.edit_message_text(plain, letter.chat_id, message_id, reply_markup=keyboard(screen))
        elif not _says(error, _UNCHANGED):
            raise
    return Result(Outcome.SENT, message_id)


def _judge(error: TelegramError) -> Result:
    fault = f"{type(error).__name__}: {error.message}"[:200]
    match error:
        case RetryAfter():
            return Result(Outcome.LATER, fault=fault, after=_wait(error))
        case ChatMigrated():
            return Result(Outcome.MOVED, fault=fault, moved_to=error.new_chat_id)
        case Forbidden():
            return Result(Outcome.BLOCKED, fault=fault)
        case BadRequest():
            return Result(Outcome.BLOCKED if _says(error, *_GONE_CHAT) else Outcome.FAILED, fault=fault)
        case InvalidToken() | Conflict() | EndPointNotFound():
            # The operator must act; the letter waits until then.
            return Result(Outcome.UNREACHABLE, fault=fault)
        case NetworkError() if isinstance(
            error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout
        ):
            return Result(Outcome.UNREACHABLE, fault=fault)
    return Result(Outcome.UNCERTAIN, fault=fault)


def _wait(error: RetryAfter) -> timedelta:
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def _says(error: TelegramError, *phrases: str) -> bool:
    return any(phrase in error.message.lower() for phrase in phrases)


def without_tags(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))
