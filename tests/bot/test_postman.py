"""The postman: what is in the outbox reaches its chat, in order, and one chat's trouble stays its own."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from telegram._utils.types import ODVInput
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.app import App, make_bot
from bot.logs import Redaction
from bot.postman import IN_FLIGHT
from bot.sandbox.request import SandboxRequest
from bot.sandbox.telegram import TOKEN, Telegram
from bot.settings import Settings
from bot.storage import tables
from bot.storage.engine import Storage
from bot.storage.outbox import DROPPED, FAILED, SENDING, SENT, UNCLEAR, WAITING, Letter
from handlers import texts
from handlers.cards import NoticeCard, Showcase, freeze
from handlers.cards.contacts import ContactListCard
from handlers.screens import Screen
from scheduler.contacts import Contact
from scheduler.people import Member
from tests.phone import HandClock, knowledge_of

KIM, ALEX, GROUP = 1001, 1002, -2001
SECOND = timedelta(seconds=1)
HURRY, NUDGE, BROADCAST = 0, 1, 2


class Line(SandboxRequest):
    """The way to Telegram, on which a test can hold chats up, answer in Telegram's place, or cut the cable."""

    def __init__(self, telegram: Telegram) -> None:
        super().__init__(telegram)
        self.held: dict[int, asyncio.Event] = {}
        self.answers: dict[int, dict[str, Any]] = {}
        self.is_cut = False
        self.on_it: list[int] = []
        self.most = 0

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self.is_cut:
            raise NetworkError("httpx.ConnectError") from httpx.ConnectError("connection refused")
        chat = int(request_data.json_parameters.get("chat_id", 0)) if request_data else 0
        self.on_it.append(chat)
        self.most = max(self.most, len(self.on_it))
        try:
            if chat in self.held:
                await self.held[chat].wait()
            if chat in self.answers:
                body = self.answers.pop(chat)
                return body["error_code"], json.dumps(body).encode()
            return await super().do_request(url, method, request_data)
        finally:
            self.on_it.remove(chat)


class Office:
    """A post office: letters go in, phones show what came out. The clock stands still until it is moved."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        self.telegram = Telegram(self.clock.now)
        self.line = Line(self.telegram)
        # A file: a postman who is interrupted in the middle costs his connection, and memory lives in just one.
        self.storage = Storage(f"sqlite:///{folder / 'office.db'}")
        self.app = self._new_app()
        for user_id in (KIM, ALEX):
            self.move_in(user_id)

    def _new_app(self) -> App:
        settings = Settings(_env_file=None, responsible_body="Test")  # type: ignore[call-arg]
        bot = make_bot(settings, TOKEN, self.line)
        return App(settings, bot, self.storage, self.clock, knowledge_of(settings.knowledge_dir))

    def move_in(self, user_id: int) -> None:
        self.telegram.add_person(user_id, f"Person {user_id}").wrote = True

    async def post(self, chat_id: int, *numbers: int, **more: Any) -> None:
        """Letters, each of which shows its number."""
        async with self.storage.transaction() as records:
            for number in numbers:
                letter = Letter("test", number, chat_id, freeze(NoticeCard("out_of_range", number)), **more)
                await records.outbox.post(letter, self.clock.now())

    async def deliver(self) -> None:
        await self.app.postman.idle()

    async def wait(self, time: timedelta) -> None:
        self.clock.move(time)
        await self.deliver()

    async def restart(self) -> None:
        self.app = self._new_app()
        await self.app.prepare()
        await self.deliver()

    def shown(self, chat_id: int) -> list[int]:
        """The numbers on a phone, from top to bottom."""
        return [_number(message["text"]) for message in self.telegram.screen(chat_id)]

    async def letter(self, number: int) -> dict[str, Any]:
        query = select(tables.outbox).where(tables.outbox.c.ordinal == number)
        async with self.storage.engine.connect() as connection:
            return dict((await connection.execute(query)).one()._mapping)

    async def state(self, number: int) -> str:
        return str((await self.letter(number))["state"])

    async def is_put_back(self, number: int) -> bool:
        letter = await self.letter(number)
        return (letter["state"], letter["tries"]) == (WAITING, 1)

    async def member(self, member_id: int) -> Member:
        async with self.storage.look() as records:
            member = await records.members.get(member_id)
        assert member is not None
        return member


def _number(text: str) -> int:
    return int("".join(filter(str.isdigit, text.partition("Vorschläge")[0])))


@asynccontextmanager
async def running(office: Office) -> AsyncIterator[None]:
    """The postman at work by himself, not pushed by `deliver`."""
    work = asyncio.create_task(office.app.postman.run())
    try:
        yield
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not happened():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    office = Office(tmp_path)
    await office.app.prepare()
    yield office
    for gate in office.line.held.values():
        gate.set()
    await office.app.close()


async def test_letters_of_a_chat_arrive_in_the_order_they_were_written(office: Office) -> None:
    for number in range(1, 7):
        await office.post(KIM if number % 2 else ALEX, number)
    await office.deliver()
    assert (office.shown(KIM), office.shown(ALEX)) == ([1, 3, 5], [2, 4, 6])
    assert await office.state(6) == SENT


async def test_a_letter_is_written_once_however_often_it_is_posted(office: Office) -> None:
    await office.post(KIM, 1)
    await office.post(KIM, 1)
    await office.deliver()
    await office.post(KIM, 1)
    await office.deliver()
    assert office.shown(KIM) == [1]


async def test_one_slow_chat_holds_up_no_other_and_keeps_its_own_order(office: Office) -> None:
    gate = office.line.held[KIM] = asyncio.Event()
    await office.post(KIM, 1, 2)
    async with running(office):
        await until(lambda: office.line.on_it == [KIM])
        await office.post(ALEX, 3, 4, 5)
        office.app.postman.wake()
        await until(lambda: office.shown(ALEX) == [3, 4, 5])
        assert (office.shown(KIM), office.line.on_it) == ([], [KIM])
        gate.set()
        await until(lambda: office.shown(KIM) == [1, 2])


async def test_eight_at_most_are_on_their_way_at_once(office: Office) -> None:
    chats = range(3001, 3001 + IN_FLIGHT + 4)
    gate = asyncio.Event()
    for chat in chats:
        office.move_in(chat)
        office.line.held[chat] = gate
        await office.post(chat, chat)
    async with running(office):
        await until(lambda: len(office.line.on_it) == IN_FLIGHT)
        await asyncio.sleep(0.05)
        assert len(office.line.on_it) == IN_FLIGHT == 8
        gate.set()
        await until(lambda: all(office.shown(chat) == [chat] for chat in chats))
    assert office.line.most == IN_FLIGHT


async def test_telegrams_word_for_how_long_is_kept_to_the_second_and_by_this_chat_alone(office: Office) -> None:
    office.telegram.refuse_next("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7, chat_id=KIM)
    await office.post(KIM, 1, 2)
    await office.post(ALEX, 3)
    await office.deliver()
    assert (office.shown(KIM), office.shown(ALEX)) == ([], [3])
    await office.wait(6.9 * SECOND)
    assert office.shown(KIM) == []
    await office.wait(0.1 * SECOND)
    assert office.shown(KIM) == [1, 2]


async def test_being_told_to_wait_is_no_uncertain_try_however_often(office: Office) -> None:
    office.telegram.refuse_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3, times=5)
    await office.post(KIM, 1)
    for _ in range(6):
        await office.deliver()
        assert (await office.letter(1))["uncertain"] == 0
        await office.wait(3 * SECOND)
    assert (office.shown(KIM), await office.state(1)) == ([1], SENT)


async def test_a_letter_that_waits_wakes_the_postman_when_its_time_has_come(office: Office) -> None:
    office.telegram.refuse_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    await office.post(KIM, 1)
    async with running(office):
        async with asyncio.timeout(5):
            while not await office.is_put_back(1):  # noqa: ASYNC110
                await asyncio.sleep(0.002)
        assert office.shown(KIM) == []
        office.clock.move(SECOND)
        await until(lambda: office.shown(KIM) == [1])  # nobody called `wake`


async def test_a_lost_answer_costs_one_extra_copy_and_the_order_stays(office: Office) -> None:
    office.telegram.lose_answer_next("sendMessage")
    await office.post(KIM, 1, 2)
    await office.deliver()
    assert office.shown(KIM) == [1]
    await office.wait(10 * SECOND)
    assert office.shown(KIM) == [1, 1, 2]
    assert (await office.letter(1))["uncertain"] == 1


async def test_three_lost_answers_are_reported_as_unclear_and_never_as_sent(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.telegram.lose_answer_next("sendMessage", times=3)
    await office.post(KIM, 1, 2)
    for _ in range(2):
        await office.deliver()
        assert await office.state(1) == WAITING
        await office.wait(30 * SECOND)
    assert await office.state(1) == UNCLEAR
    assert f"letter {(await office.letter(1))['id']} is unclear" in caplog.text
    await office.wait(timedelta(hours=1))
    await office.app.beat()
    await office.deliver()
    assert office.shown(KIM) == [1, 1, 1, 2]  # the next letter goes on, a fourth copy does not
    assert await office.state(1) == UNCLEAR


async def test_a_blocked_chat_is_dropped_with_all_that_waits_and_others_go_on(office: Office) -> None:
    async with office.storage.transaction() as records:
        await records.members.welcome(KIM, office.clock.now())
        await records.members.welcome(ALEX, office.clock.now())
    office.telegram.block(KIM)
    await office.post(KIM, 1, 2)
    await office.post(ALEX, 3)
    await office.deliver()
    assert [await office.state(number) for number in (1, 2, 3)] == [DROPPED, DROPPED, SENT]
    assert (await office.member(KIM)).blocked_since == office.clock.now()
    assert (await office.member(ALEX)).blocked_since is None
    assert office.shown(ALEX) == [3]
    attempts = [request for request in office.telegram.requests if request["method"] == "sendMessage"]
    assert len(attempts) == 2  # the second letter was not even tried


async def test_uncertain_tries_outlast_a_short_outage(office: Office) -> None:
    office.telegram.lose_answer_next("sendMessage", times=2)
    await office.post(KIM, 1)
    pauses = []
    for _ in range(2):
        await office.deliver()
        letter = await office.letter(1)
        pauses.append((letter["not_before"] - office.clock.now()).total_seconds())
        office.clock.moment = letter["not_before"]
    await office.deliver()
    assert pauses == [5, 30]
    assert (office.shown(KIM), await office.state(1)) == ([1, 1, 1], SENT)


@pytest.mark.parametrize("reason", ["chat not found", "user is deactivated", "PEER_ID_INVALID"])
async def test_a_chat_that_is_gone_counts_as_blocked(office: Office, reason: str) -> None:
    office.telegram.refuse_next("sendMessage", 400, f"Bad Request: {reason}")
    await office.post(KIM, 1, 2)
    await office.deliver()
    assert [await office.state(1), await office.state(2)] == [DROPPED, DROPPED]


async def test_a_letter_refused_for_good_is_reported_and_the_next_one_goes(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.telegram.refuse_next("sendMessage", 400, "Bad Request: BUTTON_DATA_INVALID")
    await office.post(KIM, 1, 2)
    await office.deliver()
    assert (await office.state(1), office.shown(KIM)) == (FAILED, [2])
    assert "BUTTON_DATA_INVALID" in caplog.text.upper()


async def test_a_card_that_cant_be_drawn_holds_nothing_up(office: Office) -> None:
    async with office.storage.transaction() as records:
        await records.outbox.post(Letter("test", 1, KIM, '{"card": "from a later version"}'), office.clock.now())
    await office.post(KIM, 2)
    await office.deliver()
    assert (await office.state(1), office.shown(KIM)) == (FAILED, [2])


async def test_an_error_is_logged_with_its_place_and_without_what_somebody_wrote(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """While /kontakte is drawn, while a letter's fate is written down, and while the outbox is read."""

    async def fail(*_: object) -> None:
        raise ValueError("Küsterei Sonnenblume, 0203 1")

    def fail_to_draw(card: ContactListCard, showcase: Showcase, contacts: Sequence[Contact]) -> Screen:
        raise ValueError(", ".join(contact.role for contact in contacts))

    day = office.clock.now().date()
    async with office.storage.transaction() as records:
        await records.members.welcome(KIM, office.clock.now())
        await records.contacts.add(Contact(0, KIM, "kirche", "Küsterei Sonnenblume", 6, day))
        card = freeze(ContactListCard(KIM, day.isoformat()))
        await records.outbox.post(Letter("test", 1, KIM, card), office.clock.now())
    with monkeypatch.context() as trouble:
        trouble.setattr(ContactListCard, "draw_of", fail_to_draw)
        await office.deliver()
    assert await office.state(1) == FAILED
    await office.post(ALEX, 2)
    with monkeypatch.context() as trouble:
        trouble.setattr(office.app.postman, "_write_down", fail)
        await office.deliver()
    with monkeypatch.context() as trouble:
        trouble.setattr(office.app.postman, "_send_out", fail)
        async with running(office):
            await until(lambda: "the outbox can't be read" in caplog.text)
    said = "\n".join(map(Redaction([]).format, caplog.records)) + caplog.text
    for place in ("can't be drawn: ValueError at", "written down: ValueError at", "trying again: ValueError at"):
        assert place in said
    assert said.count("test_postman.py:") >= 3
    assert "Sonnenblume" not in said


async def test_an_edit_that_changes_nothing_counts_as_sent(office: Office) -> None:
    await office.post(KIM, 1)
    await office.deliver()
    message_id = (await office.letter(1))["message_id"]
    async with office.storage.transaction() as records:
        card = freeze(NoticeCard("out_of_range", 1))
        await records.outbox.post(Letter("test", 2, KIM, card, op="edit", edits=message_id), office.clock.now())
    await office.deliver()
    edit = await office.letter(2)
    assert (edit["state"], edit["message_id"], office.shown(KIM)) == (SENT, message_id, [1])


async def test_an_edit_changes_the_message_and_a_lost_answer_does_no_harm(office: Office) -> None:
    await office.post(KIM, 1)
    await office.deliver()
    office.telegram.lose_answer_next("editMessageText")
    await office.post(KIM, 2, op="edit", edits=(await office.letter(1))["message_id"])
    await office.deliver()
    await office.wait(SECOND)
    assert (office.shown(KIM), await office.state(2)) == ([2], SENT)


async def test_an_edit_of_a_message_that_vanished_becomes_a_new_message(office: Office) -> None:
    await office.post(KIM, 2, op="edit", edits=9999)
    await office.deliver()
    assert (office.shown(KIM), await office.state(2)) == ([2], SENT)


async def test_an_edit_finds_the_answer_of_its_turn_even_if_that_went_out_just_before(office: Office) -> None:
    await office.post(KIM, 1, turn_id=7)
    await office.post(KIM, 2, turn_id=7, op="edit")
    await office.deliver()
    assert office.shown(KIM) == [2]


@pytest.mark.parametrize(("method", "op"), [("sendMessage", "send"), ("editMessageText", "edit")])
async def test_html_that_telegram_does_not_take_goes_out_plain(office: Office, method: str, op: str) -> None:
    await office.post(KIM, 1)
    await office.deliver()
    message_id = (await office.letter(1))["message_id"]
    office.telegram.refuse_next(method, 400, "Bad Request: can't parse entities: unexpected end tag at byte offset 9")
    async with office.storage.transaction() as records:
        letter = Letter("test", 2, KIM, freeze(NoticeCard("loss")), op=op, edits=message_id)
        await records.outbox.post(letter, office.clock.now())
    await office.deliver()
    shown = office.telegram.screen(KIM)[-1]
    assert shown["text"].startswith(texts.LOSS_TITLE)
    assert "entities" not in shown
    assert shown["reply_markup"]["inline_keyboard"]
    assert await office.state(2) == SENT


async def test_a_group_that_became_a_supergroup_gets_everything_under_its_new_number(office: Office) -> None:
    new = -1_002_001
    office.telegram.add_group(GROUP, "Quartiersrunde", [KIM])
    office.telegram.add_group(new, "Quartiersrunde", [KIM])
    office.line.answers[GROUP] = {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new},
    }
    await office.post(GROUP, 1, 2)
    await office.deliver()
    assert (office.shown(GROUP), office.shown(new)) == ([], [1, 2])


async def test_answers_overtake_nudges_and_nudges_overtake_broadcasts(office: Office) -> None:
    await office.post(KIM, 3, priority=BROADCAST)
    await office.post(KIM, 2, priority=NUDGE)
    await office.post(KIM, 1, priority=HURRY)
    await office.deliver()
    assert office.shown(KIM) == [1, 2, 3]


async def test_an_answer_does_not_wait_behind_a_broadcast_to_many(office: Office) -> None:
    chats = range(3001, 3001 + IN_FLIGHT + 2)
    for chat in chats:
        office.move_in(chat)
        await office.post(chat, chat, priority=BROADCAST)
    await office.post(KIM, 1)
    await office.deliver()
    sent = [request["params"]["chat_id"] for request in office.telegram.requests if request["method"] == "sendMessage"]
    assert [int(chat) for chat in sent].index(KIM) == 0
    assert len(sent) == len(chats) + 1


async def test_what_never_left_is_tried_again_with_growing_pauses_and_is_never_unclear(office: Office) -> None:
    office.line.is_cut = True
    await office.post(KIM, 1)
    pauses = []
    for _ in range(10):
        await office.deliver()
        letter = await office.letter(1)
        assert (letter["state"], letter["uncertain"]) == (WAITING, 0)
        pauses.append((letter["not_before"] - office.clock.now()).total_seconds())
        office.clock.moment = letter["not_before"]
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    office.line.is_cut = False
    await office.deliver()
    assert (office.shown(KIM), await office.state(1)) == ([1], SENT)


async def test_after_a_crash_what_was_on_its_way_goes_again_once(office: Office) -> None:
    await office.post(KIM, 1, 2)
    async with office.storage.transaction() as records:
        await records.outbox.claim(office.clock.now(), [], IN_FLIGHT)  # and here the process ends
    await office.restart()
    assert office.shown(KIM) == [1, 2]
    assert [(await office.letter(number))["uncertain"] for number in (1, 2)] == [1, 0]


async def test_a_letter_that_three_crashes_met_is_unclear(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    await office.post(KIM, 1, 2)
    for _ in range(3):
        async with office.storage.transaction() as records:
            await records.outbox.claim(office.clock.now(), [], IN_FLIGHT)
        await office.app.postman.recover()
    assert await office.state(1) == UNCLEAR
    assert "is unclear" in caplog.text
    await office.deliver()
    assert office.shown(KIM) == [2]


async def test_the_beat_does_not_take_a_letter_from_the_hand_that_carries_it(office: Office) -> None:
    gate = office.line.held[KIM] = asyncio.Event()
    await office.post(KIM, 1)
    async with running(office):
        await until(lambda: office.line.on_it == [KIM])
        await office.app.beat()
        assert await office.state(1) == SENDING
        gate.set()
        await until(lambda: office.shown(KIM) == [1])
    await office.deliver()
    assert (office.shown(KIM), (await office.letter(1))["uncertain"]) == ([1], 0)


async def test_a_letter_whose_fate_could_not_be_written_down_is_found_by_the_beat(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.post(KIM, 1)
    with monkeypatch.context() as trouble:
        trouble.setattr(office.app.postman, "_write_down", _fail)
        await office.deliver()
    assert (office.shown(KIM), await office.state(1)) == ([1], SENDING)
    await office.app.beat()
    await office.deliver()
    assert (office.shown(KIM), await office.state(1)) == ([1, 1], SENT)


async def _fail(*_: object) -> None:
    raise OSError("the disk is full")


async def test_a_database_that_fails_for_a_moment_does_not_end_the_postman(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.post(KIM, 1)
    with monkeypatch.context() as trouble:
        trouble.setattr(office.app.postman, "_send_out", _fail)
        async with running(office):
            await asyncio.sleep(0.02)
            trouble.undo()
            office.app.postman.wake()
            await until(lambda: office.shown(KIM) == [1])


async def test_stopping_lets_what_is_on_its_way_arrive(office: Office) -> None:
    gate = office.line.held[KIM] = asyncio.Event()
    await office.post(KIM, 1)
    async with running(office):
        await until(lambda: office.line.on_it == [KIM])
    stopping = asyncio.create_task(office.app.postman.stop())
    await asyncio.sleep(0.01)
    gate.set()
    await stopping
    assert (office.shown(KIM), await office.state(1)) == ([1], SENT)
