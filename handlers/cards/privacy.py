"""What is kept about somebody: explained, shown, deleted. None of it lies in the outbox: it is read when it is sent."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from handlers.buttons import deed
from handlers.cards.base import Card, KeptCard, Showcase
from handlers.data_text import pages, total_of
from handlers.screens import Attachment, Screen, bold, italic, lines, paragraphs, plain, press
from handlers.texts import privacy as texts
from handlers.texts.teams import ERASE_LAST_ADMIN
from scheduler.round import BLOCKED_RETENTION
from scheduler.stores import Stores
from scheduler.stores.dues import JOUR_FIXE_RETENTION, SETTLED_RETENTION, TIP_RETENTION
from scheduler.stores.exports import Export

FEATURE = "privacy"


@dataclass(frozen=True)
class PrivacyCard(Card, name="privacy"):
    """/datenschutz. `whole`: everything there is to say."""

    whole: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        responsible = texts.responsible(showcase.responsible) if showcase.responsible else texts.RESPONSIBLE_LOCAL
        body = self._parts(showcase) if self.whole else (plain(texts.SHORT),)
        html = paragraphs(bold(texts.TITLE), *body, plain(responsible), plain(texts.BEFORE_WRITING))
        label, verb = (texts.READ_LESS, "short") if self.whole else (texts.READ_ALL, "whole")
        return Screen(html, ((press(label, deed(FEATURE, verb)),),))

    def _parts(self, showcase: Showcase) -> tuple[str, ...]:
        backups = texts.backups(showcase.backup_days)
        due = texts.due_things(SETTLED_RETENTION.days, TIP_RETENTION.days, JOUR_FIXE_RETENTION.days)
        parts = texts.whole(due, BLOCKED_RETENTION.days, backups)
        return tuple(lines([bold(head), plain(rest)]) for head, _, rest in (part.partition("\n") for part in parts))


@dataclass(frozen=True)
class DataFileCard(KeptCard, name="data_file"):
    """/meinedaten as a file: every row of every table, as it is."""

    member: int = 0

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        return self._draw(await stores.exports.of(self.member))

    def draw(self, showcase: Showcase) -> Screen:
        return self._draw({})

    def _draw(self, export: Export) -> Screen:
        content = json.dumps(export, ensure_ascii=False, indent=2, default=_moment).encode("utf-8", "replace")
        html = paragraphs(bold(texts.FILE_TITLE), plain(texts.FILE_TEXT))
        return Screen(html, attachment=Attachment(texts.FILE_NAME, content))


def _moment(value: object) -> str:
    assert isinstance(value, date | datetime)  # noqa: S101 - tables hold nothing else that JSON does not know
    return value.isoformat()


@dataclass(frozen=True)
class DataTextCard(KeptCard, name="data_text"):
    """/meinedaten to be read: one of `of` messages. The last one takes all that is left."""

    member: int = 0
    page: int = 0
    of: int = 1

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        return self._draw(showcase, await stores.exports.of(self.member))

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(plain(texts.NOTHING))

    def _draw(self, showcase: Showcase, export: Export) -> Screen:
        every = pages(export, showcase.library)
        if self.page >= len(every):
            return Screen(plain(texts.NO_MORE))
        last = self.page + 1 == self.of
        shown = paragraphs(*every[self.page :]) if last else every[self.page]
        numbered = italic(texts.part(self.page + 1, self.of)) if self.of > 1 else ""
        return Screen(
            paragraphs(
                bold(texts.DATA_TITLE) if self.page == 0 else "",
                numbered,
                shown,
                italic(texts.CHANGE_HINT) if last else "",
            )
        )


@dataclass(frozen=True)
class DeleteCard(KeptCard, name="delete"):
    """/loeschen asks first, and says exactly what goes."""

    member: int = 0

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        others = [leader.member_id for leader in await stores.teams.admins() if leader.member_id != self.member]
        standing = await stores.teams.standing(self.member, showcase.admission)
        last_admin = standing.admin and not others and not showcase.admission.admins
        return self._draw(showcase, await stores.exports.of(self.member), ERASE_LAST_ADMIN if last_admin else "")

    def draw(self, showcase: Showcase) -> Screen:
        return self._draw(showcase, {}, "")

    def _draw(self, showcase: Showcase, export: Export, warning: str) -> Screen:
        gone = [texts.goes(table, total_of(export, table)) for table in texts.GOES if total_of(export, table)]
        html = paragraphs(
            bold(texts.DELETE_TITLE),
            plain(warning),
            lines([plain(texts.DELETE_WHAT), *(plain(f"• {what}") for what in (*gone, *texts.DELETE_ALWAYS))]),
            plain(texts.backups(showcase.backup_days)),
            plain(texts.DELETE_AFTER),
            plain(texts.DELETE_FIRST),
        )
        yes, no = press(texts.DELETE_YES, deed(FEATURE, "erase")), press(texts.DELETE_NO, deed(FEATURE, "keep"))
        return Screen(html, ((yes,), (no,)))


@dataclass(frozen=True)
class KeptAllCard(Card, name="kept_all"):
    def draw(self, showcase: Showcase) -> Screen:
        return Screen(plain(texts.KEPT))


@dataclass(frozen=True)
class ErasedCard(Card, name="erased"):
    """The farewell: its own row in the outbox goes as soon as it has been sent."""

    fleeting: ClassVar[bool] = True

    def draw(self, showcase: Showcase) -> Screen:
        backups = texts.backups(showcase.backup_days)
        return Screen(paragraphs(bold(texts.ERASED_TITLE), plain(texts.ERASED), plain(backups)))
