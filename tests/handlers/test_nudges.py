"""Buttons under nudges: pressed twice, a month later, by somebody else, about something that is gone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.buttons import deed, encode
from scheduler.calendar import local_day
from scheduler.contacts import Contact
from scheduler.dues import Due, State
from scheduler.jour_fixe import JourFixe
from tests.phone import Exchange, Message, Phone

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
LONG_AGO = date(2026, 1, 20)
KEYS = ["Kontakt gehabt", "Kontakt gestern", "Anderes Datum", "Später", "Diesmal nicht"]


@pytest.fixture
async def nudged(exchange: Exchange, phone: Phone) -> Message:
    """The message about one contact."""
    await phone.type("/hilfe")
    await have_contact(exchange, phone)
    await exchange.pass_time(timedelta(minutes=1))
    assert "Letzter Kontakt vor 6 Wochen" in phone.text
    return phone.last


async def have_contact(exchange: Exchange, phone: Phone, **changes: object) -> Contact:
    contact = Contact(0, phone.user_id, "lokalredaktion", "Stadtteilblatt", 6, LONG_AGO, last_on=LONG_AGO)
    async with exchange.app.storage.transaction() as records:
        member = await records.members.welcome(phone.user_id, exchange.clock.now())
        await records.members.save(replace(member, look_at=exchange.clock.now()))
        return await records.contacts.add(replace(contact, **changes))  # type: ignore[arg-type]


async def contacts(exchange: Exchange) -> list[Contact]:
    async with exchange.app.storage.look() as records:
        return await records.contacts.of(1001)


async def rows(exchange: Exchange) -> list[Due]:
    async with exchange.app.storage.look() as records:
        return await records.dues.of(1001)


def today(exchange: Exchange) -> date:
    return local_day(exchange.clock.now())


async def test_a_nudge_says_why_now_and_what_could_be_said(nudged: Message, phone: Phone) -> None:
    assert "Stadtteilblatt" in phone.text
    assert "das wäre ein Anlass" in phone.text
    assert "Zum Beispiel so: „" in phone.text
    assert phone.keys == KEYS


async def test_a_contact_of_yesterday_or_of_another_day_is_noted_from_the_nudge(
    exchange: Exchange, phone: Phone, nudged: Message
) -> None:
    await phone.tap("Kontakt gestern", nudged)
    assert (await contacts(exchange))[0].last_on == today(exchange) - DAY
    assert [row.state for row in await rows(exchange)] == [State.DONE]
    await phone.tap("Rückgängig")
    assert (await contacts(exchange))[0].last_on == LONG_AGO
    assert [row.state for row in await rows(exchange)] == [State.OPEN]
    await phone.tap("Anderes Datum")
    await phone.type("letzten Freitag")
    assert (await contacts(exchange))[0].last_on == date(2026, 2, 27)
    assert [row.state for row in await rows(exchange)] == [State.DONE]


async def test_contact_made_is_noted_once_and_the_message_says_so(
    exchange: Exchange, phone: Phone, nudged: Message
) -> None:
    await phone.tap("Kontakt gehabt", nudged)
    assert phone.text.startswith("Notiert: Stadtteilblatt, Kontakt heute.")
    data = encode(deed("nudge", "done", (await rows(exchange))[0].id))
    await phone.tap_data(nudged, data)
    assert phone.toast == "Das ist schon erledigt."
    (contact,) = await contacts(exchange)
    assert (contact.last_on, contact.before_on) == (today(exchange), LONG_AGO)


async def test_contact_made_can_be_noted_a_month_later_under_the_old_message(
    exchange: Exchange, phone: Phone, nudged: Message
) -> None:
    await exchange.pass_time(30 * DAY)
    await phone.tap("Kontakt gehabt", nudged)
    assert (await contacts(exchange))[0].last_on == today(exchange)
    assert {row.state for row in await rows(exchange)} == {State.DONE}


async def forget_nudge(exchange: Exchange, phone: Phone) -> None:
    """The contact was noted elsewhere, and so long ago that the journal knows nothing of the nudge any more."""
    await phone.type("/kontakte")
    await phone.tap("Kontakt gehabt")
    await exchange.pass_time(60 * DAY)
    async with exchange.app.storage.transaction() as records:
        await records.dues.forget_settled_before(today(exchange) - 30 * DAY)


async def test_contact_made_can_be_noted_when_the_nudge_is_long_forgotten(
    exchange: Exchange, phone: Phone, nudged: Message
) -> None:
    (row,) = await rows(exchange)
    await forget_nudge(exchange, phone)
    before = (await contacts(exchange))[0].last_on
    assert row.id not in [each.id for each in await rows(exchange)]
    await phone.tap("Kontakt gehabt", nudged)
    changed = next(each for each in phone.shown if each["message_id"] == nudged["message_id"])
    assert changed["text"].startswith("Stadtteilblatt")
    assert (await contacts(exchange))[0].last_on == today(exchange)
    await phone.tap("Kontakt gehabt", nudged)
    assert (await contacts(exchange))[0].before_on == before, "pressed twice it is noted once"
    await phone.tap("Rückgängig", changed)
    assert (await contacts(exchange))[0].last_on == before


@pytest.mark.parametrize("days", [1, 20])
async def test_contact_made_can_be_noted_under_a_nudge_that_another_contact_has_settled(
    exchange: Exchange, phone: Phone, nudged: Message, days: int
) -> None:
    await phone.type("/kontakte")
    await phone.tap("Kontakt gehabt")
    await phone.tap("Kontakt gehabt", nudged)
    assert phone.toast == "Das ist schon erledigt.", "on the same day"
    await exchange.pass_time(days * DAY)
    await phone.tap("Kontakt gehabt", nudged)
    assert (await contacts(exchange))[0].last_on == today(exchange)


async def test_a_key_of_a_forgotten_nudge_reaches_no_other_contact(
    exchange: Exchange, phone: Phone, nudged: Message
) -> None:
    (row,) = await rows(exchange)
    await forget_nudge(exchange, phone)
    before = await contacts(exchange)
    other = exchange.phone(1002, "Alex")
    await other.type("/hilfe")
    for pressing, args in (
        (other, (row.id, before[0].id)),
        (phone, (row.id, 999)),
        (phone, (row.id, "-1")),
        (phone, (row.id,)),
    ):
        await pressing.tap_data(pressing.last, encode(deed("nudge", "done", *args)))
        assert "Diese Erinnerung hat sich erledigt." in pressing.text
    assert await contacts(exchange) == before


@pytest.mark.parametrize("key", ["Später", "Diesmal nicht"])
async def test_a_month_later_the_other_keys_still_mean_what_they_say(
    exchange: Exchange, phone: Phone, nudged: Message, key: str
) -> None:
    await exchange.pass_time(30 * DAY)
    await phone.tap(key, nudged)
    if key == "Später":
        await phone.tap("Morgen")
        assert [row.snoozed_to for row in await rows(exchange)] == [today(exchange) + DAY]
        await exchange.pass_until_next()
        assert "Letzter Kontakt vor 11 Wochen." in phone.text
        assert today(exchange) == date(2026, 4, 7), "after Easter"
    else:
        assert any(message["text"].startswith("Gut, diesmal nicht: Stadtteilblatt.") for message in phone.shown)
        assert [row.state for row in await rows(exchange)] == [State.SKIPPED]


async def test_later_taken_back_leaves_one_repeat_and_later_itself_too(
    exchange: Exchange, phone: Phone, nudged: Message
) -> None:
    await phone.tap("Später", nudged)
    await phone.tap("In 3 Tagen")
    await phone.tap("Rückgängig")
    assert [(row.asked, row.snoozed_to) for row in await rows(exchange)] == [(1, None)]
    await phone.tap("Später", nudged)
    await phone.tap("In 3 Tagen")
    await exchange.pass_until_next()
    assert "Ich frage noch einmal" not in phone.text
    await exchange.pass_until_next()
    assert "Ich frage noch einmal, danach lasse ich es ruhen." in phone.text
    assert today(exchange) == date(2026, 3, 13)


async def test_undone_it_is_as_before(exchange: Exchange, phone: Phone, nudged: Message) -> None:
    await phone.tap("Kontakt gehabt", nudged)
    await phone.tap("Rückgängig")
    assert (await contacts(exchange))[0].last_on == LONG_AGO
    assert [row.state for row in await rows(exchange)] == [State.OPEN]
    assert phone.keys == KEYS
    await exchange.pass_time(WEEK)
    assert "Ich frage noch einmal" in phone.text


async def test_undoing_late_when_something_else_has_come_since_is_refused(
    exchange: Exchange, phone: Phone, nudged: Message
) -> None:
    await phone.tap("Kontakt gehabt", nudged)
    (contact,) = await contacts(exchange)
    async with exchange.app.storage.transaction() as records:
        await records.contacts.save(replace(contact, last_on=today(exchange) + DAY))
    await phone.tap("Rückgängig")
    assert phone.toast == "Das lässt sich nicht mehr zurücknehmen."


@pytest.mark.parametrize("key", ["Kontakt gehabt", "Später", "Diesmal nicht"])
async def test_under_a_deleted_contact_every_key_gets_a_friendly_word(
    exchange: Exchange, phone: Phone, nudged: Message, key: str
) -> None:
    async with exchange.app.storage.transaction() as records:
        await records.contacts.remove((await records.contacts.of(1001))[0].id)
    await phone.tap(key, nudged)
    assert phone.text.startswith("Diese Erinnerung hat sich erledigt.")


async def test_under_a_vanished_row_too(exchange: Exchange, phone: Phone, nudged: Message) -> None:
    for verb in ("open", "done", "later", "skip", "snooze", "undo", "back", "drop"):
        await phone.tap_data(nudged, encode(deed("nudge", verb, 999_999, "m")))
        assert "hat sich erledigt" in phone.text
    for verb in ("when", "set", "remind", "switch", "ahead", "kinds", "today"):
        await phone.tap_data(nudged, encode(deed("nudge", verb, "forged", "x", "y")))
    assert "ging etwas schief" not in "".join(message["text"] for message in phone.shown)


async def test_nobody_reaches_somebody_elses_nudge(exchange: Exchange, phone: Phone, nudged: Message) -> None:
    other = exchange.phone(1002, "Alex")
    await other.type("/hilfe")
    row = (await rows(exchange))[0]
    for verb in ("open", "done", "later", "skip", "snooze", "undo", "back", "drop"):
        await other.tap_data(other.last, encode(deed("nudge", verb, row.id, "1")))
        assert "Stadtteilblatt" not in other.text
    assert await rows(exchange) == [row]


async def test_not_this_time_twice(exchange: Exchange, phone: Phone, nudged: Message) -> None:
    await phone.tap("Diesmal nicht", nudged)
    assert "Ich melde mich um den 14. April wieder." in phone.text
    await phone.tap_data(nudged, encode(deed("nudge", "skip", (await rows(exchange))[0].id)))
    assert phone.toast == "Das ist schon erledigt."


async def test_the_prompt_for_a_day_survives_a_restart_and_a_wrong_day(
    exchange: Exchange, phone: Phone, nudged: Message
) -> None:
    await phone.tap("Später", nudged)
    await phone.tap("Anderer Tag")
    await exchange.restart()
    await phone.type("gestern")
    assert "Das Datum liegt schon hinter uns. Welchen Tag meinst du?" in phone.text
    await phone.type("heute")
    assert "Heute ist schon da." in phone.text
    await phone.type("3.3.2031")
    assert "zu lange hin" in phone.text
    await phone.type("am Sonntag")
    assert phone.text == "Gut, am Montag, 9. März frage ich wieder: Stadtteilblatt."
    await exchange.pass_until_next()
    assert today(exchange) == date(2026, 3, 9)
    assert "Ich frage noch einmal" not in phone.text, "it was wanted"


async def test_what_has_a_deadline_is_not_postponed_beyond_it(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/hilfe")
    await have_contact(exchange, phone, paused=True)
    at = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
    async with exchange.app.storage.transaction() as records:
        await records.jour_fixes.add(JourFixe(0, 1001, "2026-1", at, 60, "uid"))
    await exchange.pass_time(timedelta(minutes=1))
    assert "Jour fixe vorbereiten" in phone.text
    assert "Morgen ist es so weit: am Mittwoch, 4. März, 10 Uhr." in phone.text
    await phone.tap("Später")
    await phone.tap("In 3 Tagen")
    assert "Dann ist es dafür zu spät." in phone.text
    await phone.tap("Morgen")
    assert phone.text == "Gut, am Mittwoch, 4. März frage ich wieder: Jour fixe vorbereiten."


async def test_a_kind_that_is_switched_off_stays_off(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/erinnerungen")
    await phone.tap("Woran ich erinnere")
    await phone.tap("Presse: an")
    await have_contact(exchange, phone)
    await exchange.pass_time(timedelta(minutes=1))
    await exchange.pass_time(63 * DAY)
    assert "Woran soll ich dich erinnern?" in phone.text
    await phone.tap("Presse: aus")
    await exchange.pass_time(timedelta(minutes=1))
    assert "Stadtteilblatt" in phone.text


async def test_a_kind_that_is_switched_off_is_promised_for_no_day(
    exchange: Exchange, phone: Phone, nudged: Message
) -> None:
    await phone.type("/erinnerungen")
    await phone.tap("Woran ich erinnere")
    await phone.tap("Presse: an")
    await phone.tap("Später", nudged)
    await phone.tap("Morgen")
    assert any("Diese Art Erinnerung hast du abgeschaltet." in message["text"] for message in phone.shown)


async def test_today_can_be_asked_at_night_and_does_not_count_as_a_reminder(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/hilfe")
    exchange.clock.move(timedelta(hours=14))
    await have_contact(exchange, phone)
    await phone.type("/heute")
    assert "Stadtteilblatt" in phone.text
    await exchange.pass_until_next()
    assert phone.text.startswith("Heute passt das gut:")
    assert [row.asked for row in await rows(exchange)] == [1]


async def test_a_tip_that_is_done_is_ticked_off_in_the_tour(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/hilfe")
    async with exchange.app.storage.transaction() as records:
        member = await records.members.welcome(1001, exchange.clock.now())
        await records.members.save(replace(member, first_day=today(exchange), look_at=exchange.clock.now()))
    await exchange.pass_time(timedelta(minutes=1))
    assert "Tipp 1 von 9" in phone.text
    await phone.tap("Erledigt")
    async with exchange.app.storage.look() as records:
        done = await records.members.get(1001)
    assert done is not None
    assert len(done.tour_done) == 1
    await phone.tap("Rückgängig")
    async with exchange.app.storage.look() as records:
        undone = await records.members.get(1001)
    assert undone is not None
    assert undone.tour_done == ()


async def test_remind_me_in_a_group_leads_to_the_private_chat(exchange: Exchange) -> None:
    exchange.phone(1001)
    exchange.telegram.add_group(-100, "Team", [1001])
    group = exchange.phone(1001, chat_id=-100)
    await group.type("@quartierslotse_bot Wie komme ich in die Lokalzeitung?")
    await group.tap("Erinnere mich")
    assert "unter uns" in group.text


async def begin_on(exchange: Exchange, phone: Phone, first_day: date, **changes: object) -> None:
    """Somebody whose tour and seasons count from that day."""
    await phone.type("/hilfe")
    async with exchange.app.storage.transaction() as records:
        member = await records.members.welcome(phone.user_id, exchange.clock.now())
        member = replace(member, first_day=first_day, look_at=exchange.clock.now(), **changes)  # type: ignore[arg-type]
        await records.members.save(member)


async def test_the_last_tip_ends_with_the_summary_of_the_tour(exchange: Exchange, phone: Phone) -> None:
    steps = [step.id for step in exchange.app.knowledge.library.onboarding.steps]
    await begin_on(exchange, phone, today(exchange), tour_done=tuple(steps[:-1]))
    await exchange.pass_time(timedelta(minutes=1))
    assert "Tipp 9 von 9" in phone.text
    await phone.tap("Erledigt")
    assert "Alle 9 Schritte sind erledigt" in phone.text
    assert "Pressekontakt anlegen" in phone.keys


async def test_a_tip_that_is_called_by_a_question_gets_no_second_full_stop(exchange: Exchange, phone: Phone) -> None:
    await begin_on(exchange, phone, today(exchange), tour_done=tuple(steps_of(exchange)[:1]))
    await exchange.pass_time(timedelta(minutes=1))
    await phone.tap("Diesmal nicht")
    assert phone.text == "Gut, diesmal nicht: Wer kennt hier alle?"


async def test_the_last_tip_declined_ends_with_the_summary_too(exchange: Exchange, phone: Phone) -> None:
    await begin_on(exchange, phone, today(exchange), tour_done=tuple(steps_of(exchange)[:-1]))
    await exchange.pass_time(timedelta(minutes=1))
    await phone.tap("Diesmal nicht")
    assert "8 von 9 Schritten sind erledigt" in phone.text
    assert "Pressekontakt anlegen" in phone.keys


@pytest.mark.parametrize("key", ["Erledigt", "Diesmal nicht"])
async def test_a_tip_after_which_none_is_open_ends_with_the_summary(exchange: Exchange, phone: Phone, key: str) -> None:
    steps = steps_of(exchange)
    await begin_on(exchange, phone, today(exchange), tour_done=tuple(steps[:6] + steps[7:]))
    await exchange.pass_time(timedelta(minutes=1))
    assert "Tipp 7 von 9" in phone.text
    await phone.tap(key)
    assert "Das waren die neun Tipps." in phone.text


async def leave_last_tip_unanswered(exchange: Exchange, phone: Phone) -> None:
    await begin_on(exchange, phone, today(exchange), tour_done=tuple(steps_of(exchange)[:-1]))
    await exchange.pass_time(timedelta(minutes=1))
    assert "Tipp 9 von 9" in phone.text


async def test_a_last_tip_left_unanswered_is_followed_by_one_word_about_the_end(
    exchange: Exchange, phone: Phone
) -> None:
    await leave_last_tip_unanswered(exchange, phone)
    await exchange.pass_until_next()
    assert today(exchange) == date(2026, 3, 10)
    assert phone.text == (
        "Heute passt das gut:\n\nAbschluss vom Einstieg\n"
        "Die 9 Tipps hast du jetzt alle. Wenn du magst, schauen wir, was schon eingerichtet ist und was noch fehlt."
    )
    assert phone.keys == ["Abschluss ansehen", "Später", "Diesmal nicht"]
    await phone.tap("Abschluss ansehen")
    assert "Das waren die neun Tipps." in phone.text
    await never_again(exchange)


@pytest.mark.parametrize("answer", ["Diesmal nicht", None])
async def test_the_word_about_the_end_comes_once_only(exchange: Exchange, phone: Phone, answer: str | None) -> None:
    await leave_last_tip_unanswered(exchange, phone)
    await exchange.pass_until_next()
    if answer is not None:
        await phone.tap(answer)
        assert phone.text == "Gut, diesmal nicht: Abschluss vom Einstieg."
    await never_again(exchange)


async def test_the_word_about_the_end_can_be_postponed(exchange: Exchange, phone: Phone) -> None:
    await leave_last_tip_unanswered(exchange, phone)
    await exchange.pass_until_next()
    await phone.tap("Später")
    await phone.tap("In 3 Tagen")
    await exchange.pass_until_next()
    assert today(exchange) == date(2026, 3, 13)
    assert "Abschluss vom Einstieg" in phone.text
    await never_again(exchange)


async def test_the_word_about_the_end_comes_however_far_it_is_postponed(exchange: Exchange, phone: Phone) -> None:
    """The tips before it are forgotten by then."""
    await leave_last_tip_unanswered(exchange, phone)
    await exchange.pass_until_next()
    await phone.tap("Später")
    await phone.tap("Anderer Tag")
    await phone.type("in 5 Monaten")
    assert "10. August" in phone.text
    for _ in range(160):
        await exchange.pass_time(DAY)
    (word,) = [message["text"] for message in phone.shown if "Die 9 Tipps hast du jetzt alle" in message["text"]]
    assert "Abschluss vom Einstieg" in word
    await never_again(exchange)


async def test_who_has_seen_the_summary_gets_no_word_about_it(exchange: Exchange, phone: Phone) -> None:
    await leave_last_tip_unanswered(exchange, phone)
    await phone.type("/einstieg")
    await phone.tap("Weiter")
    assert "8 von 9 Schritten sind erledigt" in phone.text
    await never_again(exchange)


async def test_among_several_things_its_key_opens_the_summary_at_once(exchange: Exchange, phone: Phone) -> None:
    await leave_last_tip_unanswered(exchange, phone)
    await have_contact(exchange, phone, last_on=date(2026, 1, 27))
    await exchange.pass_until_next()
    assert phone.keys == ["Stadtteilblatt", "Abschluss vom Einstieg"]
    await phone.tap("Abschluss vom Einstieg")
    assert "Das waren die neun Tipps." in phone.text
    await phone.tap("Abschluss vom Einstieg")
    assert "Das waren die neun Tipps." in phone.text, "a second press is no dead end"


def steps_of(exchange: Exchange) -> list[str]:
    return [step.id for step in exchange.app.knowledge.library.onboarding.steps]


async def never_again(exchange: Exchange) -> None:
    """Nothing of the tour, for half a year."""
    said = len(exchange.telegram.requests)
    for _ in range(26):
        await exchange.pass_time(WEEK)
    texts = [str(request) for request in exchange.telegram.requests[said:]]
    assert not any("Abschluss" in text or "Tipp" in text for text in texts)


async def test_a_tip_before_the_last_ends_nothing(exchange: Exchange, phone: Phone) -> None:
    steps = [step.id for step in exchange.app.knowledge.library.onboarding.steps]
    await begin_on(exchange, phone, today(exchange), tour_done=tuple(steps[:-2]))
    await exchange.pass_time(timedelta(minutes=1))
    await phone.tap("Erledigt")
    assert phone.text.startswith("Erledigt: ")


async def test_a_season_is_settled_by_a_date_and_by_nothing_else(exchange: Exchange, phone: Phone) -> None:
    await begin_on(exchange, phone, date(2026, 1, 7), tour_paused=True, season_months=(3, 9))
    await exchange.pass_time(timedelta(minutes=1))
    first = phone.last
    assert "steht noch kein Termin" in phone.text
    assert phone.keys == ["Termin eintragen", "Später", "Diesmal nicht"]
    await phone.type("/heute")
    assert "steht noch kein Termin" in phone.text
    await exchange.pass_until_next()
    assert "steht immer noch kein Termin" in phone.text
    await phone.tap_data(first, encode(deed("nudge", "done", (await rows(exchange))[0].id)))
    assert [row.state for row in await rows(exchange)] == [State.OPEN]
    await phone.type("21.4. 9 Uhr")
    await phone.tap("60 Minuten")
    await phone.type("/heute")
    assert "Termin für den Jour fixe" not in phone.text


async def test_a_season_is_not_postponed_beyond_its_half_year(exchange: Exchange, phone: Phone) -> None:
    await begin_on(exchange, phone, date(2026, 1, 7), tour_paused=True, season_months=(3, 9))
    await exchange.pass_time(timedelta(minutes=1))
    await phone.tap("Später")
    await phone.tap("Anderer Tag")
    await phone.type("5.7.")
    assert "Dann ist es dafür zu spät. Welcher Tag davor passt?" in phone.text
    await phone.type("29.6.")
    assert "am Montag, 29. Juni frage ich wieder" in phone.text


async def test_four_weeks_after_an_appointment_there_is_something_to_ask(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/hilfe")
    await have_contact(exchange, phone, paused=True)
    async with exchange.app.storage.transaction() as records:
        at = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)
        await records.jour_fixes.add(JourFixe(0, 1001, "2026-1", at, 60, "uid"))
    await exchange.pass_time(timedelta(minutes=1))
    await phone.tap("Nachfrage zum Kopieren")
    assert "unser Gespräch am Dienstag, 3. Februar" in phone.text
    await phone.tap("Notiz")
    await phone.type("Bank am Marktplatz")
    assert "kommt auf die nächste Tagesordnung" in phone.text
