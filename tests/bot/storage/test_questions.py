"""Questions that were passed on, and their answers, on each database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.storage.engine import Storage
from bot.storage.outbox import SENT, Letter
from bot.storage.records import Records
from scheduler.questions import (
    DRAFT_LIFETIME,
    RETENTION,
    UNSENT_LIFETIME,
    LeadAnswer,
    OpenQuestion,
    QuestionState,
    forget,
)

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
KIM, ALEX, TONI = 5, 6, 7
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def people(storage: Storage) -> Storage:
    async with storage.transaction() as records:
        for member_id in (KIM, ALEX, TONI):
            await records.members.welcome(member_id, NOW)
    return storage


async def draft(records: Records, text: str = "Wer zahlt?", at: datetime = NOW) -> OpenQuestion:
    return await records.questions.add(OpenQuestion(0, KIM, text, at, "Kim"))


async def ask(records: Records, text: str = "Wer zahlt?", at: datetime = NOW) -> OpenQuestion:
    question = await draft(records, text, at)
    assert await records.questions.submit(question.id, "", [2, 3], at)
    found = await records.questions.get(question.id)
    assert found is not None
    return found


async def test_a_draft_is_sent_once_and_keeps_the_name_only_if_wanted(people: Storage) -> None:
    async with people.transaction() as records:
        question = await draft(records)
        assert (question.name, question.state, question.asked_at) == ("Kim", QuestionState.DRAFT, None)
        assert await records.questions.open_ones() == []
        assert await records.questions.submit(question.id, "", [2, 3], NOW)
        assert not await records.questions.submit(question.id, "Kim", [4], NOW + MINUTE)
        [sent] = await records.questions.open_ones()
        assert (sent.name, sent.teams, sent.asked_at) == ("", (2, 3), NOW)


async def test_open_ones_come_oldest_first(people: Storage) -> None:
    async with people.transaction() as records:
        late = await ask(records, "spät", NOW + MINUTE)
        early = await ask(records, "früh", NOW)
        assert [one.id for one in await records.questions.open_ones()] == [early.id, late.id]


async def test_of_two_leads_only_the_first_settles(people: Storage) -> None:
    async with people.transaction() as records:
        one, other = await ask(records), await ask(records, "Und wer noch?")
        first = await records.questions.draft_answer(LeadAnswer(0, ALEX, (one.id,), NOW, "Die Stadt."))
        second = await records.questions.draft_answer(LeadAnswer(0, TONI, (one.id, other.id), NOW, "Die AWO."))
    async with people.transaction() as records:
        answered = QuestionState.ANSWERED
        assert await records.questions.settle([one.id], answered, first, NOW) == [one.id]
        assert await records.questions.settle([one.id, other.id], answered, second, NOW) == [other.id]
        await records.questions.append([one.id], "Und die AWO.")
        found = await records.questions.get(one.id)
        assert found is not None
        assert (found.answer, found.answered_by) == ("Die Stadt.\n\nUnd die AWO.", ALEX)
        assert not await records.questions.withdraw(one.id)


async def test_an_answer_is_sent_once_and_dropped_only_before(people: Storage) -> None:
    async with people.transaction() as records:
        answer = await records.questions.draft_answer(LeadAnswer(0, ALEX, (3, 4), NOW, "Ja."))
        assert await records.questions.answer(answer.id) == answer
        assert await records.questions.send_answer(answer.id, NOW)
        assert not await records.questions.send_answer(answer.id, NOW)
        await records.questions.drop_answer(answer.id)
        assert await records.questions.answer(answer.id) is not None


async def test_a_lead_is_told_once_a_day(people: Storage) -> None:
    async with people.transaction() as records:
        day = date(2026, 3, 3)
        told = [await records.questions.tell(who, on) for who in (ALEX, TONI) for on in (day, day)]
        assert told == [True, False, True, False]
        assert await records.questions.tell(ALEX, day + timedelta(days=1))


async def test_it_is_rated_once(people: Storage) -> None:
    async with people.transaction() as records:
        question = await ask(records)
        assert await records.questions.rate(question.id)
        assert not await records.questions.rate(question.id)


async def test_what_is_past_its_time_is_forgotten(people: Storage) -> None:
    async with people.transaction() as records:
        lost, waiting, settled = await draft(records, "Entwurf"), await ask(records, "offen"), await ask(records)
        sent = await records.questions.draft_answer(LeadAnswer(0, ALEX, (settled.id,), NOW, "Ja."))
        unsent = await records.questions.draft_answer(LeadAnswer(0, ALEX, (waiting.id,), NOW, "Nein."))
        await records.questions.settle([settled.id], QuestionState.ANSWERED, sent, NOW)
        await records.questions.send_answer(sent.id, NOW)

        async def left(after: timedelta) -> tuple[list[int], list[int]]:
            await forget(records, NOW + after)
            answers = [one for one in (sent, unsent) if await records.questions.answer(one.id)]
            return [one.id for one in await records.questions.of(KIM)], [one.id for one in answers]

        assert await left(DRAFT_LIFETIME) == ([lost.id, waiting.id, settled.id], [sent.id, unsent.id])
        assert await left(DRAFT_LIFETIME + MINUTE) == ([waiting.id, settled.id], [sent.id, unsent.id])
        assert await left(UNSENT_LIFETIME + MINUTE) == ([waiting.id, settled.id], [sent.id])
        assert await left(RETENTION) == ([waiting.id, settled.id], [sent.id])
        assert await left(RETENTION + MINUTE) == ([waiting.id], [])


async def test_deleting_the_asker_takes_it_along_and_deleting_the_lead_the_name(people: Storage) -> None:
    async with people.transaction() as records:
        question = await ask(records)
        answer = await records.questions.draft_answer(LeadAnswer(0, ALEX, (question.id,), NOW, "Ja."))
        await records.questions.settle([question.id], QuestionState.ANSWERED, answer, NOW)
    async with people.transaction() as records:
        await records.members.remove(ALEX)
        found, written = await records.questions.get(question.id), await records.questions.answer(answer.id)
        assert found is not None
        assert written is not None
        assert (found.answer, found.answered_by, written.made_by) == ("Ja.", None, None)
        await records.members.remove(KIM)
        assert await records.questions.get(question.id) is None


async def test_what_a_message_shows_is_its_last_card(people: Storage) -> None:
    async with people.transaction() as records:
        for number, card in enumerate(("first", "second")):
            await records.outbox.post(Letter(f"u{number}", 0, KIM, card), NOW)
        for letter in [*await records.outbox.claim(NOW, [], 1), *await records.outbox.claim(NOW, [], 1)]:
            await records.outbox.finish(letter.id, SENT, NOW, message_id=77)
        assert await records.letters.card_at(KIM, 77) == "second"
        assert await records.letters.card_at(ALEX, 77) is None
        assert await records.letters.card_at(KIM, 78) is None
