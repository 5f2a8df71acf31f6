"""Answers inline queries. They go past the inbox: an answer that comes late is worth nothing, and nothing is stored."""

import asyncio
import logging
from collections.abc import Callable

from telegram import (
    Bot,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.drawing import keyboard
from bot.storage.engine import Storage
from handlers import texts
from handlers.cards import Showcase
from handlers.inline import Finding, find
from knowledge.matcher import Matcher
from scheduler.people import OPEN_TO_ALL, Admission, Right, may

log = logging.getLogger("quartierslotse.inline")

CACHE_SECONDS = 300
REFUSED_SECONDS = 5
"""For whom it is not open; they may be in the next minute."""


class InlineDesk:
    def __init__(
        self,
        bot: Bot,
        matcher: Callable[[], Matcher],
        showcase: Callable[[], Showcase],
        storage: Storage,
        admission: Admission = OPEN_TO_ALL,
    ) -> None:
        self._bot, self._matcher, self._showcase = bot, matcher, showcase
        self._storage, self._admission = storage, admission
        self._tasks: set[asyncio.Task[None]] = set()

    def answer(self, query: InlineQuery) -> None:
        task = asyncio.create_task(self._answer(query), name="inline query")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def idle(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _answer(self, query: InlineQuery) -> None:
        try:
            invited = await self._is_invited(query.from_user.id)
            findings = find(query.query, self._matcher(), self._showcase()) if invited else []
            await self._bot.answer_inline_query(
                query.id,
                [_article(finding) for finding in findings],
                cache_time=CACHE_SECONDS if invited else REFUSED_SECONDS,
                is_personal=not self._admission.open,  # else Telegram would show a member's results to everybody
                button=InlineQueryResultsButton(texts.TO_PRIVATE_CHAT, start_parameter="inline"),
            )
        except TelegramError as error:
            log.info("an inline query went unanswered: %s", type(error).__name__)
        except Exception as error:
            log.error("an inline query failed: %s", type(error).__name__)

    async def _is_invited(self, user_id: int) -> bool:
        if self._admission.open:
            return True
        async with self._storage.look() as records:
            return may(await records.teams.standing(user_id, self._admission), Right.USING)


def _article(finding: Finding) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        finding.screen.html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(
        finding.id, finding.title, content, description=finding.summary, reply_markup=keyboard(finding.screen)
    )
