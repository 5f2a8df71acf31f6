"""Questions that were passed on, and their answers, in the database."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import answers, open_questions, question_notices
from bot.storage.upsert import insert
from scheduler.questions import LeadAnswer, OpenQuestion, QuestionState

_columns = open_questions.c
_SETTLED = (QuestionState.ANSWERED.value, QuestionState.CLOSED.value)


class QuestionRecords:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, question: OpenQuestion) -> OpenQuestion:
        added = plain_insert(open_questions).values(
            member_id=question.member_id,
            text=question.text,
            name=question.name,
            state=question.state.value,
            made_at=question.made_at,
            asked_at=question.asked_at,
            teams=_joined(question.teams),
        )
        question_id = (await self._connection.execute(added.returning(_columns.id))).scalar_one()
        return next(iter(await self.some([question_id])))

    async def get(self, question_id: int) -> OpenQuestion | None:
        return next(iter(await self.some([question_id])), None)

    async def some(self, question_ids: Sequence[int]) -> list[OpenQuestion]:
        return await self._where(_columns.id.in_(question_ids))

    async def of(self, member_id: int) -> list[OpenQuestion]:
        return await self._where(_columns.member_id == member_id)

    async def open_ones(self) -> list[OpenQuestion]:
        return await self._where(_columns.state == QuestionState.OPEN.value, by_age=True)

    async def submit(self, question_id: int, name: str, teams: Sequence[int], now: datetime) -> bool:
        sent = update(open_questions).where(_columns.id == question_id, _columns.state == QuestionState.DRAFT.value)
        sent = sent.values(state=QuestionState.OPEN.value, name=name, teams=_joined(teams), asked_at=now)
        return bool((await self._connection.execute(sent)).rowcount)

    async def withdraw(self, question_id: int) -> bool:
        gone = delete(open_questions).where(_columns.id == question_id, _columns.state.not_in(_SETTLED))
        return bool((await self._connection.execute(gone)).rowcount)

    async def settle(
        self, question_ids: Sequence[int], state: QuestionState, answer: LeadAnswer, now: datetime
    ) -> list[int]:
        settled = update(open_questions).where(
            _columns.id.in_(question_ids), _columns.state == QuestionState.OPEN.value
        )
        settled = settled.values(
            state=state.value, answer=answer.text, entry=answer.entry, answered_by=answer.made_by, answered_at=now
        )
        return sorted((await self._connection.execute(settled.returning(_columns.id))).scalars())

    async def append(self, question_ids: Sequence[int], text: str) -> None:
        for question in await self.some(question_ids):
            whole = f"{question.answer}\n\n{text}".strip()
            await self._connection.execute(
                update(open_questions).where(_columns.id == question.id).values(answer=whole)
            )

    async def rate(self, question_id: int) -> bool:
        rated = update(open_questions).where(_columns.id == question_id, _columns.rated.is_(False)).values(rated=True)
        return bool((await self._connection.execute(rated)).rowcount)

    async def draft_answer(self, answer: LeadAnswer) -> LeadAnswer:
        added = plain_insert(answers).values(
            made_by=answer.made_by,
            asked=_joined(answer.asked),
            text=answer.text,
            entry=answer.entry,
            made_at=answer.made_at,
            message_id=answer.message_id,
        )
        answer_id = (await self._connection.execute(added.returning(answers.c.id))).scalar_one()
        drafted = await self.answer(answer_id)
        assert drafted is not None  # noqa: S101 - it was written in this transaction
        return drafted

    async def answer(self, answer_id: int) -> LeadAnswer | None:
        row = (await self._connection.execute(select(answers).where(answers.c.id == answer_id))).first()
        return None if row is None else _answer(dict(row._mapping))

    async def typed_in(self, member_id: int, message_id: int) -> LeadAnswer | None:
        query = select(answers).where(answers.c.made_by == member_id, answers.c.message_id == message_id)
        query = query.order_by(answers.c.id.desc()).limit(1)
        row = (await self._connection.execute(query)).first()
        return None if row is None else _answer(dict(row._mapping))

    async def reword(self, answer_id: int, text: str) -> None:
        unsent = update(answers).where(answers.c.id == answer_id, answers.c.sent_at.is_(None))
        await self._connection.execute(unsent.values(text=text))

    async def sent_since(self, moment: datetime, member_id: int) -> list[LeadAnswer]:
        own = {question.id for question in await self.of(member_id)}
        query = select(answers).where(answers.c.sent_at > moment).order_by(answers.c.sent_at, answers.c.id)
        sent = [_answer(dict(row._mapping)) for row in await self._connection.execute(query)]
        return [answer for answer in sent if own.intersection(answer.asked)]

    async def send_answer(self, answer_id: int, now: datetime) -> bool:
        sent = update(answers).where(answers.c.id == answer_id, answers.c.sent_at.is_(None)).values(sent_at=now)
        return bool((await self._connection.execute(sent)).rowcount)

    async def drop_answer(self, answer_id: int) -> None:
        await self._connection.execute(delete(answers).where(answers.c.id == answer_id, answers.c.sent_at.is_(None)))

    async def tell(self, member_id: int, today: date) -> bool:
        told = insert(self._connection, question_notices).values(member_id=member_id, told_on=today)
        told = told.on_conflict_do_update(
            index_elements=[question_notices.c.member_id],
            set_={"told_on": today},
            where=question_notices.c.told_on < today,
        )
        told_now = await self._connection.execute(told.returning(question_notices.c.member_id))
        return told_now.first() is not None

    async def forget_drafts_before(self, moment: datetime) -> int:
        old = (_columns.state == QuestionState.DRAFT.value, _columns.made_at < moment)
        return (await self._connection.execute(delete(open_questions).where(*old))).rowcount

    async def forget_answered_before(self, moment: datetime) -> int:
        await self._connection.execute(delete(answers).where(answers.c.sent_at < moment))
        old = _columns.answered_at < moment
        return (await self._connection.execute(delete(open_questions).where(old))).rowcount

    async def forget_unsent_before(self, moment: datetime) -> int:
        old = (answers.c.sent_at.is_(None), answers.c.made_at < moment)
        return (await self._connection.execute(delete(answers).where(*old))).rowcount

    async def _where(self, which: ColumnElement[bool], *, by_age: bool = False) -> list[OpenQuestion]:
        order = (_columns.asked_at, _columns.id) if by_age else (_columns.id,)
        rows = await self._connection.execute(select(open_questions).where(which).order_by(*order))
        return [_question(dict(row._mapping)) for row in rows]


def _question(columns: dict[str, Any]) -> OpenQuestion:
    return OpenQuestion(**columns | {"state": QuestionState(columns["state"]), "teams": _numbers(columns["teams"])})


def _answer(columns: dict[str, Any]) -> LeadAnswer:
    return LeadAnswer(**columns | {"asked": _numbers(columns["asked"])})


def _joined(numbers: Sequence[int]) -> str:
    return " ".join(map(str, numbers))


def _numbers(words: str) -> tuple[int, ...]:
    return tuple(map(int, words.split()))
