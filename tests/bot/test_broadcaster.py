"""Broadcasts on their way: everybody once, nobody who does not want it, nothing that was stopped."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from telegram import Bot

from bot import delivery
from bot.delivery import Outcome, Result
from bot.ledger import Drawn, Slip
from bot.sandbox.dummies import content as dummy
from bot.storage.outbox import Letter
from bot.storage.records import Records
from handlers.texts import broadcasts as texts
from scheduler.broadcasting import cancel, correct, mark_read, pause, resume, unschedule
from scheduler.broadcasts import Audience, Content, CopyState, Report, Series, State
from scheduler.people import Role
from scheduler.recalling import recall
from scheduler.series import paused, started
from tests.town import FIRST, LEAD, TEXT, Town, open_town

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SAID = TEXT.text
KIM, ALEX, ROBIN = FIRST, FIRST + 1, FIRST + 2


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    """Tuesday, nine o'clock; three members of one team."""
    async with open_town(3) as town:
        yield town


async def test_everybody_gets_it_once_and_the_report_says_so(town: Town) -> None:
    broadcast = await town.send()
    assert town.all_got() == [[SAID]] * 3
    assert (broadcast.state, broadcast.finished_at) == (State.FINISHED, town.clock.now())
    assert await town.report(broadcast) == Report(delivered=3, total=3)
    copy = await town.copy(broadcast, KIM)
    assert (copy.message_id, copy.sent_at) == (town.telegram.screen(KIM)[0]["message_id"], town.clock.now())
    await town.exchange.pass_time(DAY)
    assert town.all_got() == [[SAID]] * 3


async def test_it_arrives_exactly_as_it_was_written(town: Town) -> None:
    bold = json.dumps([{"type": "bold", "offset": 3, "length": 7}])
    await town.send(Content("text", "Am <b>Freitag ist Fest &amp; Musik", bold), read_button=False)
    shown = town.telegram.screen(KIM)[0]
    assert shown["text"] == "Am <b>Freitag ist Fest &amp; Musik"
    assert shown["entities"] == [{"type": "bold", "offset": 3, "length": 7}]
    assert "reply_markup" not in shown


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_a_file_goes_with_its_caption(town: Town, kind: str) -> None:
    given = dummy(kind, town.telegram.world.archive, town.telegram.world.directory.person(KIM))
    file = given[kind][0] if kind == "photo" else given[kind]
    await town.send(Content(kind, "Der Aushang", file_id=file["file_id"]))  # type: ignore[arg-type]
    shown = town.telegram.screen(ALEX)[0]
    assert (shown["caption"], kind in shown) == ("Der Aushang", True)


async def test_a_tip_of_the_week_is_drawn_as_its_recommendation(town: Town) -> None:
    entry = next(iter(town.app.knowledge.library.recommendations.values()))
    await town.send(Content("entry", entry=entry.id))
    assert town.got(KIM)[0].startswith(texts.TIP_OF_THE_WEEK)
    assert entry.title in town.got(KIM)[0]


async def test_a_tip_that_is_gone_meanwhile_goes_to_nobody(town: Town) -> None:
    broadcast = await town.send(Content("entry", entry="gibt-es-nicht"))
    assert town.all_got() == [[], [], []]
    assert await town.report(broadcast) == Report(failed=3, total=3)


async def test_nobody_outside_the_audience_gets_it(town: Town) -> None:
    town.telegram.add_person(2001, "Niemand").wrote = True
    async with town.app.storage.transaction() as records:
        await records.members.welcome(2001, town.clock.now())
        south = await records.teams.add("Süd", town.clock.now())
        assert south is not None
        await records.teams.join(ROBIN, south.id, Role.NEWCOMER, town.clock.now())
    await town.send(audience=Audience("teams", (south.id,)))
    assert (town.all_got(), town.got(2001)) == ([[], [], [SAID]], [])


async def test_whoever_opted_out_left_or_blocked_between_confirmation_and_sending_gets_nothing(town: Town) -> None:
    broadcast = await town.confirm(await town.draft(send_at=town.clock.now() + HOUR))
    assert broadcast.state is State.SCHEDULED
    await town.change(KIM, muted=frozenset({"broadcast"}))
    await town.ask(lambda records: records.teams.leave(ALEX, town.team.id))
    town.telegram.block(ROBIN)
    await town.exchange.pass_time(HOUR)
    assert town.all_got() == [[], [], []]
    assert await town.report(broadcast) == Report(opted_out=1, left=1, blocked=1, total=3)
    assert (await town.now(broadcast)).state is State.FINISHED


async def test_whoever_said_stop_gets_no_broadcast(town: Town) -> None:
    await town.change(KIM, quiet_since=town.clock.now())
    broadcast = await town.send()
    assert (town.all_got(), broadcast.confirmed) == ([[], [SAID], [SAID]], 3)
    assert await town.report(broadcast) == Report(delivered=2, opted_out=1, total=3)


async def test_an_opt_out_counts_even_when_the_letter_lies_in_the_outbox(town: Town) -> None:
    broadcast = await town.confirm(await town.draft())
    assert await town.app.broadcaster.work() == 3
    await town.change(KIM, muted=frozenset({"broadcast"}))
    await town.app.rest()
    assert town.all_got() == [[], [SAID], [SAID]]
    assert (await town.copy(broadcast, KIM)).state is CopyState.OPTED_OUT


async def test_a_letter_that_was_held_up_into_the_night_waits_for_the_morning(town: Town) -> None:
    broadcast = await town.confirm(await town.draft())
    await town.app.broadcaster.work()  # and here the process ends, for the rest of the day
    town.clock.move(12 * HOUR)
    await town.app.rest()
    assert town.all_got() == [[], [], []]
    assert (await town.copy(broadcast, KIM)).not_before == datetime(2026, 3, 4, 8, tzinfo=UTC)
    await town.exchange.pass_time(12 * HOUR)
    assert town.all_got() == [[SAID]] * 3


async def test_a_pause_takes_back_what_lies_in_the_outbox_and_resuming_goes_on(town: Town) -> None:
    broadcast = await town.confirm(await town.draft())
    assert await town.app.broadcaster.work() == 3
    assert (await town.do(pause, broadcast)).state is State.PAUSED
    await town.app.rest()
    await town.exchange.pass_time(HOUR)
    assert town.all_got() == [[], [], []]
    assert await town.report(broadcast) == Report(open=3, total=3)
    assert (await town.do(resume, broadcast)).state is State.SENDING
    await town.app.rest()
    assert town.all_got() == [[SAID]] * 3


async def test_a_pause_in_the_middle_lets_only_those_arrive_that_are_on_their_way(tmp_path: object) -> None:
    async with open_town(80, f"sqlite:///{tmp_path}/town.db") as town:
        broadcast = await town.confirm(await town.draft())
        sending = asyncio.create_task(town.app.rest())
        while sum(map(len, town.all_got())) < 3:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        await town.do(pause, broadcast)
        meanwhile = sum(map(len, town.all_got()))  # while the pause waited for the database's one pen
        await sending
        arrived = sum(map(len, town.all_got()))
        assert meanwhile <= arrived <= meanwhile + 8
        assert arrived < 80
        report = await town.report(broadcast)
        assert (report.delivered, report.open) == (arrived, 80 - arrived)
        await town.do(resume, broadcast)
        await town.app.rest()
        assert town.all_got() == [[SAID]] * 80
        assert (await town.now(broadcast)).state is State.FINISHED


async def test_cancelling_is_for_good(town: Town) -> None:
    broadcast = await town.confirm(await town.draft())
    await town.app.broadcaster.work()
    await town.do(cancel, broadcast)
    await town.do(resume, broadcast)
    await town.exchange.pass_time(HOUR)
    assert town.all_got() == [[], [], []]
    assert await town.report(broadcast) == Report(stopped=3, total=3)
    assert (await town.now(broadcast)).finished_at is not None


async def test_what_is_unscheduled_is_a_draft_again_and_may_be_confirmed_anew(town: Town) -> None:
    broadcast = await town.confirm(await town.draft(send_at=town.clock.now() + HOUR))
    draft = await town.do(unschedule, broadcast)
    assert draft.state is State.DRAFT
    assert await town.report(draft) == Report()
    await town.exchange.pass_time(HOUR / 2)
    assert (await town.confirm(draft)).state is State.SCHEDULED
    await town.exchange.pass_time(HOUR / 2)
    assert town.all_got() == [[SAID]] * 3


async def test_after_its_expiry_nothing_more_goes(town: Town) -> None:
    await town.change(KIM, leave_until=date(2026, 3, 4))
    broadcast = await town.send(expires_at=town.clock.now() + 30 * HOUR)
    assert town.all_got() == [[], [SAID], [SAID]]
    assert await town.report(broadcast) == Report(delivered=2, open=1, total=3), "a leave may be cut short"
    await town.change(ALEX, hour=14)
    later = await town.confirm(await town.draft(urgent=True, expires_at=town.clock.now() + 6 * HOUR))
    await town.app.rest()
    await town.do(pause, later)
    await town.exchange.pass_time(7 * HOUR)
    assert await town.report(later) == Report(delivered=1, expired=2, total=3)
    assert (await town.now(later)).state is State.FINISHED
    await town.exchange.pass_time(48 * HOUR)
    assert town.got(KIM) == []
    assert await town.report(broadcast) == Report(delivered=2, expired=1, total=3)
    assert (await town.now(broadcast)).state is State.FINISHED


async def test_other_hours_before_two_planned_ones_leave_it_at_one_a_day(town: Town) -> None:
    for said in ("Eins", "Zwei"):
        await town.confirm(await town.draft(Content("text", said), send_at=town.clock.now() + 2 * DAY))
    await town.exchange.phone(KIM).type("/pause bis 20.3.")
    await town.exchange.phone(KIM).tap("Pause beenden")
    await town.exchange.pass_time(2 * DAY)
    assert [said for said in town.got(KIM) if said in ("Eins", "Zwei")] == ["Eins"]
    await town.exchange.pass_time(DAY)
    assert [said for said in town.got(KIM) if said in ("Eins", "Zwei")] == ["Eins", "Zwei"]


async def test_one_broadcast_a_day_unless_it_is_urgent(town: Town) -> None:
    await town.send()
    second = await town.send(Content("text", "Noch etwas."))
    assert town.all_got() == [[SAID]] * 3
    await town.send(Content("text", "Sofort!"), urgent=True)
    assert town.all_got() == [[SAID, "Sofort!"]] * 3
    assert (await town.copy(second, KIM)).not_before == datetime(2026, 3, 4, 8, tzinfo=UTC)
    await town.exchange.pass_time(DAY)
    assert town.all_got() == [[SAID, "Sofort!", "Noch etwas."]] * 3


async def test_what_was_taken_back_takes_nobodys_day(town: Town) -> None:
    wrong = await town.send()
    await town.do(recall, wrong)
    await town.app.rest()
    await town.send(Content("text", "Richtig"))
    assert town.all_got() == [["Richtig"]] * 3


async def test_two_at_once_go_on_two_days(town: Town) -> None:
    first, second = await town.confirm(await town.draft()), await town.confirm(await town.draft(Content("text", "2")))
    await town.app.rest()
    assert town.all_got() == [[SAID]] * 3
    assert ((await town.report(first)).delivered, (await town.report(second)).open) == (3, 3)


async def test_three_lost_answers_make_a_copy_unclear_and_never_delivered(town: Town) -> None:
    town.telegram.block(ALEX)
    town.telegram.block(ROBIN)
    town.telegram.lose_answer_next("sendMessage", times=3)
    broadcast = await town.send()
    for _ in range(2):
        await town.exchange.pass_time(timedelta(seconds=31))
    assert await town.report(broadcast) == Report(unclear=1, blocked=2, total=3)
    await town.exchange.pass_time(HOUR)
    assert town.got(KIM) == [SAID] * 3
    assert (await town.now(broadcast)).state is State.FINISHED


async def test_a_draft_that_was_changed_often_was_never_corrected(town: Town) -> None:
    draft = (await town.draft()).redrafted().redrafted()
    await town.ask(lambda records: records.broadcasts.save(draft))
    town.telegram.block(ALEX)
    town.telegram.block(ROBIN)
    town.telegram.lose_answer_next("sendMessage", times=3)
    broadcast = await town.confirm(draft)
    for _ in range(3):
        await town.exchange.pass_time(timedelta(seconds=31))
    assert (await town.report(broadcast)).unclear == 1
    assert (await town.report(broadcast)).unreached == 0
    await town.do(correct, broadcast, Content("text", "Neu"))
    assert (await town.report(await town.now(broadcast))).unreached == 1


async def test_what_may_have_arrived_is_not_counted_as_stopped(town: Town) -> None:
    town.telegram.lose_answer_next("sendMessage", times=3)
    broadcast = await town.send()
    await town.do(cancel, broadcast)
    assert await town.report(broadcast) == Report(unclear=3, total=3)


async def test_what_is_resumed_keeps_its_uncertain_tries(town: Town) -> None:
    town.telegram.lose_answer_next("sendMessage", times=9)
    broadcast = await town.send()
    for _ in range(3):
        await town.do(pause, broadcast)
        await town.do(resume, broadcast)
        await town.exchange.pass_time(timedelta(seconds=31))
    assert town.all_got() == [[SAID] * 3] * 3
    assert await town.report(broadcast) == Report(unclear=3, total=3)


async def test_a_refused_copy_is_failed_and_the_others_go_on(town: Town) -> None:
    town.telegram.refuse_next("sendMessage", 400, "Bad Request: something else", chat_id=KIM)
    broadcast = await town.send()
    assert await town.report(broadcast) == Report(delivered=2, failed=1, total=3)


async def test_whoever_blocks_is_blocked_for_every_broadcast_that_lies_there(town: Town) -> None:
    one = await town.confirm(await town.draft(urgent=True))
    two = await town.confirm(await town.draft(urgent=True))
    await town.app.broadcaster.work()
    town.telegram.block(KIM)
    await town.app.rest()
    states = [(await town.copy(each, KIM)).state for each in (one, two)]
    assert states == [CopyState.BLOCKED, CopyState.BLOCKED]
    assert {(await town.now(each)).state for each in (one, two)} == {State.FINISHED}


async def test_a_member_deleted_on_the_way_has_left(town: Town) -> None:
    broadcast = await town.confirm(await town.draft())
    await town.app.broadcaster.work()
    await town.ask(lambda records: records.members.remove(KIM))
    await town.app.rest()
    assert town.all_got() == [[], [SAID], [SAID]]
    assert await town.report(broadcast) == Report(delivered=2, left=1, total=3)
    assert (await town.now(broadcast)).state is State.FINISHED


async def test_a_correction_changes_what_was_sent_and_what_is_still_to_go(town: Town) -> None:
    await town.change(KIM, hour=12)
    broadcast = await town.send()
    old = town.telegram.screen(ROBIN)[0]["message_id"]
    town.telegram.call("deleteMessage", {"chat_id": ROBIN, "message_id": old})
    corrected = await town.do(correct, broadcast, Content("text", "Am Samstag ist Sommerfest."))
    await town.app.rest()
    assert town.all_got() == [[], ["Am Samstag ist Sommerfest."], []], "what is gone is not sent anew"
    assert town.telegram.screen(ALEX)[0]["reply_markup"], "the button stays"
    await town.exchange.pass_time(3 * HOUR)
    assert town.got(KIM) == ["Am Samstag ist Sommerfest."]
    done = await town.now(corrected)
    assert (done.state, done.version) == (State.FINISHED, 2)
    assert await town.report(done) == Report(delivered=3, unreached=1, total=3)


async def test_a_correction_after_the_end_goes_round_and_ends(town: Town) -> None:
    given = dummy("photo", town.telegram.world.archive, town.telegram.world.directory.person(KIM))
    file_id = given["photo"][0]["file_id"]
    broadcast = await town.send(Content("photo", "Alt", file_id=file_id))
    corrected = await town.do(correct, broadcast, Content("photo", "Neu", file_id=file_id))
    assert corrected.finished_at is None
    await town.app.rest()
    assert town.all_got() == [["Neu"]] * 3
    assert (await town.now(broadcast)).finished_at is not None
    assert {(await town.copy(broadcast, person)).version for person in town.people} == {2}


async def test_a_lost_answer_to_a_correction_does_no_harm(town: Town) -> None:
    broadcast = await town.send()
    town.telegram.lose_answer_next("editMessageText", times=2)
    await town.do(correct, broadcast, Content("text", "Neu"))
    await town.app.rest()
    await town.exchange.pass_time(timedelta(minutes=1))
    assert town.all_got() == [["Neu"]] * 3
    assert (await town.report(await town.now(broadcast))).unreached == 0


async def test_a_correction_meets_a_letter_on_its_way(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawn before, written down after it: the copy is corrected all the same."""
    broadcast = await town.confirm(await town.draft())
    await town.app.broadcaster.work()
    drawn = town.app.postman._draw

    async def late(letter: Letter, slip: Slip | None) -> Drawn | Outcome:
        screen = await drawn(letter, slip)
        await town.do(correct, broadcast, Content("text", "Neu"))
        return screen

    with monkeypatch.context() as patched:
        patched.setattr(town.app.postman, "_draw", late)
        await town.app.postman.idle()
    assert SAID in {text for got in town.all_got() for text in got}
    await town.app.rest()
    assert town.all_got() == [["Neu"]] * 3


@pytest.mark.parametrize(("hours", "gone"), [(47, True), (49, False)])
async def test_a_recall_reaches_copies_of_the_last_48_hours(town: Town, hours: int, gone: bool) -> None:
    broadcast = await town.send()
    await town.exchange.pass_time(hours * HOUR)
    recalled = await town.do(recall, broadcast)
    await town.app.rest()
    assert town.all_got() == ([[]] * 3 if gone else [[SAID]] * 3)
    assert await town.report(recalled) == (Report(recalled=3, total=3) if gone else Report(delivered=3, total=3))
    done = await town.now(broadcast)
    assert done.state is (State.RECALLED if gone else State.FINISHED)
    assert done.finished_at is not None
    if not gone:
        await town.do(correct, done, Content("text", "Neu"))
        await town.app.rest()
        assert town.all_got() == [["Neu"]] * 3


@pytest.mark.parametrize(("late", "state"), [(0, State.FINISHED), (4, State.FINISHED), (5, State.RECALLED)])
async def test_that_a_few_got_it_late_can_not_be_seen_from_a_recall(late: int, state: State) -> None:
    async with open_town(10) as town:
        for person in town.people[:late]:
            await town.change(person, leave_from=date(2026, 3, 3), leave_until=date(2026, 3, 4))
        broadcast = await town.send()
        await town.exchange.pass_time(49 * HOUR)
        assert (await town.report(broadcast)).delivered == 10
        assert (await town.do(recall, broadcast)).state is state
        await town.app.rest()
        assert town.all_got() == [[] if state is State.RECALLED and n < late else [SAID] for n in range(10)]


async def test_of_a_few_only_the_time_says_whether_it_can_be_taken_back(town: Town) -> None:
    await town.change(KIM, leave_from=date(2026, 3, 3), leave_until=date(2026, 3, 4))
    broadcast = await town.send()
    await town.change(ROBIN, leave_from=date(2026, 3, 3), leave_until=date(2026, 3, 30))
    await town.exchange.pass_time(49 * HOUR)
    waiting = await town.send(urgent=True, expires_at=town.clock.now() + 60 * DAY)
    assert (await town.do(recall, broadcast)).state is State.FINISHED
    await town.exchange.pass_time(49 * HOUR)
    assert (await town.do(recall, waiting)).state is State.CANCELLED
    assert (await town.report(waiting)).stopped == 1
    await town.exchange.pass_time(28 * DAY)
    assert len(town.got(ROBIN)) == 1


async def test_what_went_on_friday_evening_and_came_on_monday_can_be_taken_back(town: Town) -> None:
    await town.exchange.pass_time(3 * DAY + 11 * HOUR)
    broadcast = await town.send()
    await town.exchange.pass_time(2 * DAY + 15 * HOUR)
    assert town.all_got() == [[SAID]] * 3
    await town.do(recall, broadcast)
    await town.app.rest()
    assert town.all_got() == [[]] * 3


async def test_a_recall_stops_what_was_not_sent(town: Town) -> None:
    await town.change(KIM, hour=12)
    broadcast = await town.send()
    await town.do(recall, broadcast)
    await town.app.rest()
    await town.exchange.pass_time(DAY)
    assert town.all_got() == [[], [], []]
    assert await town.report(await town.now(broadcast)) == Report(stopped=1, recalled=2, total=3)


async def test_telegram_may_refuse_to_delete(town: Town) -> None:
    broadcast = await town.send()
    town.telegram.refuse_next("deleteMessage", 400, "Bad Request: message can't be deleted for everyone", chat_id=KIM)
    await town.do(recall, broadcast)
    await town.app.rest()
    assert await town.report(await town.now(broadcast)) == Report(delivered=1, recalled=2, unreached=1, total=3)


async def test_a_crash_in_the_middle_costs_at_most_one_copy_more(town: Town) -> None:
    broadcast = await town.confirm(await town.draft())
    await town.app.broadcaster.work()
    async with town.app.storage.transaction() as records:
        claimed = await records.outbox.claim(town.clock.now(), [], 2)
    town.telegram.call("sendMessage", {"chat_id": claimed[0].chat_id, "text": SAID})  # one arrived, and here it ends
    await town.exchange.restart()
    await town.exchange.pass_time(timedelta(seconds=5))
    assert sorted(map(len, town.all_got())) == [1, 1, 2]
    assert await town.report(broadcast) == Report(delivered=3, total=3)
    assert (await town.now(broadcast)).state is State.FINISHED


async def test_three_crashes_with_the_same_letter_leave_it_unclear(town: Town) -> None:
    broadcast = await town.confirm(await town.draft())
    await town.app.broadcaster.work()
    for _ in range(3):
        async with town.app.storage.transaction() as records:
            await records.outbox.claim(town.clock.now(), [], 8)
        await town.app.postman.recover()
        town.clock.move(timedelta(seconds=30))
    await town.app.rest()
    assert await town.report(broadcast) == Report(unclear=3, total=3)
    assert (await town.now(broadcast)).state is State.FINISHED


async def test_the_board_follows_in_one_message_and_ends_with_the_report(town: Town) -> None:
    sent = town.telegram.call("sendMessage", {"chat_id": LEAD, "text": "…"})["result"]["message_id"]
    await town.change(KIM, hour=12)
    broadcast = await town.confirm(await town.draft(), (LEAD, sent))
    await town.app.rest()
    (board,) = town.telegram.screen(LEAD)
    assert board["text"].startswith("Rundruf: wird gesendet")
    await town.exchange.pass_time(timedelta(seconds=3))
    (board,) = town.telegram.screen(LEAD)
    assert "Ich bin noch nicht durch." in board["text"]
    edits = len(town.telegram.requests)
    await town.exchange.pass_time(timedelta(minutes=10))
    assert not [r for r in town.telegram.requests[edits:] if r["method"] != "getUpdates"], "nothing new, no edit"
    await town.exchange.pass_time(3 * HOUR)
    (board,) = town.telegram.screen(LEAD)
    assert board["text"].startswith("Rundruf: fertig")
    assert "Er war für 3 Menschen." in board["text"]
    assert (await town.report(broadcast)).delivered == 3


async def test_a_board_whose_message_is_gone_is_not_sent_anew(town: Town) -> None:
    await town.confirm(await town.draft(), (LEAD, 9999))
    await town.app.rest()
    assert town.telegram.screen(LEAD) == []
    assert town.all_got() == [[SAID]] * 3


async def test_reading_is_counted_once(town: Town) -> None:
    broadcast = await town.send()
    news = []
    for person in (KIM, KIM, 2001):
        async with town.app.storage.transaction() as records:
            news.append(await mark_read(records, broadcast.id, person))
    assert news == [True, False, False]
    assert (await town.report(broadcast)).read == 1


def press_read(town: Town, person: int) -> None:
    """Not waiting for what comes of it."""
    message = town.telegram.screen(person)[-1]
    data = message["reply_markup"]["inline_keyboard"][-1][0]["callback_data"]
    town.telegram.tap(person, person, message["message_id"], data)


async def test_what_is_read_while_it_is_taken_back_does_not_come_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    broadcast = await town.send()
    await town.do(recall, broadcast)
    await town.app.broadcaster.work()
    delete = delivery._delete

    async def late(bot: Bot, letter: Letter) -> Result:
        if letter.chat_id == KIM:
            press_read(town, KIM)
            await town.app.intake.fetch(None, 0)
            await town.app.dispatcher.idle()
        return await delete(bot, letter)

    with monkeypatch.context() as patched:
        patched.setattr(delivery, "_delete", late)
        await town.app.rest()
    await town.exchange.settle()
    assert town.all_got() == [[], [], []]
    assert await town.report(await town.now(broadcast)) == Report(recalled=3, read=1, total=3)


async def test_a_copy_that_its_reader_deletes_stays_away(town: Town) -> None:
    await town.send()
    press_read(town, KIM)
    town.telegram.call("deleteMessage", {"chat_id": KIM, "message_id": town.telegram.screen(KIM)[-1]["message_id"]})
    await town.exchange.settle()
    assert town.got(KIM) == []


async def test_what_is_too_old_to_be_taken_back_can_still_be_read(town: Town) -> None:
    broadcast = await town.send()
    await town.exchange.pass_time(49 * HOUR)
    await town.do(recall, broadcast)
    await town.app.rest()
    kim = town.exchange.phone(KIM)
    await kim.tap("Gelesen")
    assert kim.keys == ["Als gelesen gemerkt"]


async def test_answers_overtake_a_broadcast_to_many(town: Town) -> None:
    await town.confirm(await town.draft())
    await town.app.broadcaster.work()
    lying = await town.ask(lambda records: records.outbox.count_broadcasts(town.clock.now()))
    assert lying == (3, 3)
    await town.exchange.phone(LEAD).type("/hilfe")
    sent = [int(request["params"]["chat_id"]) for request in town.telegram.requests if "send" in request["method"]]
    assert sent[0] == LEAD


async def test_the_next_moment_is_known_so_that_time_can_leap(town: Town) -> None:
    later = town.clock.now() + 5 * HOUR
    await town.change(KIM, hour=16)
    await town.confirm(await town.draft(send_at=later))
    assert await town.exchange.next_due() == later
    await town.exchange.pass_time(5 * HOUR)
    assert await town.exchange.next_due() == datetime(2026, 3, 3, 15, tzinfo=UTC)
    await town.exchange.pass_time(2 * HOUR)
    assert await town.exchange.next_due() is None
    assert town.all_got() == [[SAID]] * 3


async def begun(town: Town, *entries: str, hour: int = 10) -> Series:
    """Every Tuesday; today is one."""
    async with town.app.storage.transaction() as records:
        new = Series(0, LEAD, town.clock.now(), Audience(), 1, hour, 0, entries)
        series: Series = await records.series.add(started(new, town.clock.now()))
    return series


def some_entries(town: Town, count: int) -> tuple[str, ...]:
    return tuple(town.app.knowledge.library.recommendations)[:count]


async def test_a_series_sends_a_tip_a_week_at_its_hour_and_ends(town: Town) -> None:
    series = await begun(town, *some_entries(town, 5))
    moments = []
    while (due := await town.exchange.next_due()) is not None:
        await town.exchange.pass_time(due - town.clock.now())
        moments.append(due)
    spoken = [datetime.fromtimestamp(message["date"], UTC) for message in town.telegram.screen(KIM)]
    assert spoken == moments
    assert [moment.isoformat()[5:16] for moment in moments] == [
        "03-03T09:00",
        "03-10T09:00",
        "03-17T09:00",
        "03-24T09:00",
        "03-31T08:00",  # the clocks have changed: still ten o'clock
    ]
    ended = await town.ask(lambda records: records.series.get(series.id))
    assert (ended.entries, ended.is_running, ended.ended_at) == ((), False, moments[-1])


async def test_after_a_time_out_of_work_a_series_sends_one_tip_and_no_flood(town: Town) -> None:
    series = await begun(town, *some_entries(town, 5))
    await town.exchange.pass_time(timedelta(days=16, hours=3))
    assert len(town.got(KIM)) == 1
    current = await town.ask(lambda records: records.series.get(series.id))
    assert (len(current.entries), current.next_on) == (4, date(2026, 3, 24))


async def test_a_paused_series_is_silent_and_goes_on_with_the_next_week(town: Town) -> None:
    series = await begun(town, *some_entries(town, 2))
    await town.ask(lambda records: records.series.save(paused(series)))
    await town.exchange.pass_time(timedelta(days=8))
    assert town.got(KIM) == []
    assert await town.exchange.next_due() is None
    await town.ask(lambda records: records.series.save(started(series, town.clock.now())))
    assert await town.exchange.next_due() == datetime(2026, 3, 17, 9, tzinfo=UTC)


async def test_a_series_leaves_out_what_the_collection_does_not_have_any_more(town: Town) -> None:
    (known,) = some_entries(town, 1)
    series = await begun(town, "gibt-es-nicht", known)
    await town.exchange.pass_time(2 * HOUR)
    assert len(town.got(KIM)) == 1
    assert (await town.ask(lambda records: records.series.get(series.id))).ended_at is not None


async def test_a_series_without_anybody_to_send_it_to_keeps_its_tips(town: Town) -> None:
    series = await begun(town, *some_entries(town, 2))
    for person in town.people:
        await town.ask(partial(_leave, person=person, team=town.team.id))
    await town.exchange.pass_time(2 * HOUR)
    current = await town.ask(lambda records: records.series.get(series.id))
    assert (len(current.entries), current.next_on) == (2, date(2026, 3, 10))


async def _leave(records: Records, person: int, team: int) -> None:
    await records.teams.leave(person, team)
