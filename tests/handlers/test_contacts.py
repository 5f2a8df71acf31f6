"""/kontakte: kept by role, logged with one tap, touched by nobody else."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.texts import typed
from handlers.buttons import deed, encode, hash_name
from handlers.contacts import CONTACTS
from handlers.texts import contacts as texts
from handlers.typed import read_weeks
from scheduler.calendar import local_day
from scheduler.contacts import MOST_CONTACTS, Contact
from scheduler.dues import Due, Kind, State
from tests.phone import Exchange, Message, Phone, open_exchange

KIM, ALEX = 1001, 1002
TODAY = date(2026, 3, 3)
DAY = timedelta(days=1)
OLD_BUTTON = "schon älter"


@pytest.fixture
def alex(exchange: Exchange) -> Phone:
    return exchange.phone(ALEX, "Alex")


async def put(exchange: Exchange, member_id: int = KIM, **changes: Any) -> Contact:
    """A contact on somebody's list, without the way there."""
    contact = replace(Contact(0, member_id, "lokalredaktion", "Lokalredaktion", 6, TODAY), **changes)
    async with exchange.app.storage.transaction() as records:
        await records.members.welcome(member_id, exchange.clock.now())
        return await records.contacts.add(contact)


async def put_due(exchange: Exchange, contact: Contact) -> Due:
    async with exchange.app.storage.transaction() as records:
        return await records.dues.enter(Due(0, contact.member_id, Kind.PRESS, str(contact.id), "x", TODAY, asked=1))


async def state_of(exchange: Exchange, due: Due) -> State:
    async with exchange.app.storage.look() as records:
        found = await records.dues.get(due.id)
    assert found is not None
    return found.state


async def kept(exchange: Exchange, member_id: int = KIM) -> list[Contact]:
    async with exchange.app.storage.look() as records:
        return await records.contacts.of(member_id)


async def only(exchange: Exchange) -> Contact:
    [contact] = await kept(exchange)
    return contact


def data_of(message: Message, label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    return str(next(key["callback_data"] for row in rows for key in row if label in key["text"]))


async def open_card(phone: Phone, role: str = "Lokalredaktion") -> None:
    await phone.type("/kontakte")
    await phone.tap(role, phone.last)


# The list


async def test_an_empty_list_says_why_and_begins_with_the_press(phone: Phone) -> None:
    await phone.type("/kontakte")
    assert "Ich erinnere dich" in phone.text
    assert phone.keys[0] == "Lokalredaktion"
    assert len(phone.keys) == 9


async def test_the_list_is_grouped(exchange: Exchange, phone: Phone) -> None:
    await put(exchange, role="Küsterin", last_on=TODAY - 10 * DAY, paused=True)
    await put(exchange, role="Seniorenbeirat")
    await put(exchange, role="Bürgermeisteramt", last_on=TODAY - 40 * DAY)
    await put(exchange, last_on=TODAY - 44 * DAY)
    await phone.type("/kontakte")
    lines = phone.text.splitlines()
    wanted = ["Jetzt dran", "Lokalredaktion", "Bald dran", "Bürgermeisteramt", "Gerade gut", "Seniorenbeirat"]
    assert [line for line in lines if line in [*wanted, "Pausiert", "Küsterin"]] == [*wanted, "Pausiert", "Küsterin"]
    assert "letzter Kontakt vor 6 Wochen, dran seit Sonntag, 1. März" in lines
    assert "letzter Kontakt vor 5 Wochen, wieder dran am Donnerstag, 5. März" in lines
    assert "noch kein Kontakt, dran am Dienstag, 14. April" in lines
    assert "letzter Kontakt vor 10 Tagen, ruht" in lines


async def test_a_long_list_has_pages_and_each_contact_stands_on_one(exchange: Exchange, phone: Phone) -> None:
    for number in range(20):
        await put(exchange, role=f"Rolle {number}")
    await phone.type("/kontakte")
    seen = [key for key in phone.keys if key.startswith("Rolle")]
    for _ in range(2):
        await phone.tap("Weitere")
        seen += [key for key in phone.keys if key.startswith("Rolle")]
    assert seen == [f"Rolle {number}" for number in range(20)]
    assert len(phone.shown) == 1, "it turns its pages in place"
    await phone.tap("Vorige")
    assert "Seite 2 von 3" in phone.text


async def test_one_tap_in_the_list_logs_and_one_takes_it_back(exchange: Exchange, phone: Phone) -> None:
    before = await put(exchange, last_on=TODAY - 44 * DAY)
    due = await put_due(exchange, before)
    await phone.type("/kontakte")
    await phone.tap("Kontakt gehabt")
    assert (await only(exchange)).last_on == TODAY
    assert await state_of(exchange, due) is State.DONE
    assert "Notiert: Lokalredaktion, heute." in phone.text
    await phone.tap("Rückgängig")
    assert await only(exchange) == replace(before, changed_on=TODAY)
    assert await state_of(exchange, due) is State.OPEN
    assert len(phone.shown) == 1


async def test_a_second_press_changes_nothing(exchange: Exchange, phone: Phone) -> None:
    await put(exchange, last_on=TODAY - 44 * DAY)
    await phone.type("/kontakte")
    data = data_of(phone.last, "Kontakt gehabt")
    await phone.tap_data(phone.last, data)
    undo = data_of(phone.last, "Rückgängig")
    await phone.tap_data(phone.last, data)
    assert (await only(exchange)).before_on == TODAY - 44 * DAY
    await phone.tap_data(phone.last, undo)
    await phone.tap_data(phone.last, undo)
    assert (await only(exchange)).last_on == TODAY - 44 * DAY


async def test_today_is_the_day_in_berlin_on_which_it_is_pressed(exchange: Exchange, phone: Phone) -> None:
    await put(exchange)
    await phone.type("/kontakte")
    exchange.clock.move(timedelta(hours=15, minutes=30))
    await phone.tap("Kontakt gehabt")
    assert (await only(exchange)).last_on == TODAY + DAY, "23:30 UTC is half past midnight"


# Adding


async def test_adding_takes_five_taps_and_survives_a_restart_at_each(exchange: Exchange, phone: Phone) -> None:
    for label in ("/kontakte", "Lokalredaktion", "Lokalredaktion", "6 Wochen", "Letzte Woche"):
        if label.startswith("/"):
            await phone.type(label)
        else:
            await phone.tap(label)
        await exchange.restart()
    contact = await only(exchange)
    assert (contact.role, contact.interval_weeks, contact.last_on) == ("Lokalredaktion", 6, TODAY - 7 * DAY)
    assert "Wieder dran" in phone.text


async def test_a_kind_pressed_twice_adds_one_contact(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/kontakte")
    await phone.tap("Seniorenbeirat")
    data = data_of(phone.last, "Seniorenbeirat")
    await phone.tap_data(phone.last, data)
    await phone.tap_data(phone.last, data)
    assert (await only(exchange)).role == "Seniorenbeirat"
    await phone.type("/kontakte")
    for label in ("Neuer Kontakt", "Seniorenbeirat", "Seniorenbeirat 2"):
        await phone.tap(label)
    assert [contact.role for contact in await kept(exchange)] == ["Seniorenbeirat", "Seniorenbeirat 2"]


async def test_a_role_of_ones_own_after_a_restart(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/kontakte")
    await phone.tap_data(phone.last, encode(deed("contact", "kind", hash_name("andere"), 0)))
    assert phone.keys == ["‹ Zurück"], "that kind says nothing about the role"
    await exchange.restart()
    await phone.type("  Küsterin\n St. Anna ")
    assert (await only(exchange)).role == "Küsterin St. Anna"


async def test_a_question_in_between_is_a_question(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/kontakte")
    await phone.tap("Lokalredaktion")
    await phone.type("Wie komme ich in die Lokalzeitung?")
    assert "Nächste Schritte" in phone.text
    assert await kept(exchange) == []


@pytest.mark.parametrize(("text", "fault"), [("Leitung " * 10, "zu lang"), ("x" * 4096, "zu lang"), ("\u2800", "Text")])
async def test_what_is_no_role_is_asked_for_again(exchange: Exchange, phone: Phone, text: str, fault: str) -> None:
    await phone.type("/kontakte")
    await phone.tap("Lokalredaktion")
    await phone.type(text)
    assert fault in phone.text
    await phone.type("Stadtteilredaktion")
    assert (await only(exchange)).role == "Stadtteilredaktion"


async def test_other_intervals_are_typed(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/kontakte")
    for label in ("Lokalredaktion", "Lokalredaktion", "Anderer Abstand"):
        await phone.tap(label)
    await phone.type("alle hundert Jahre")
    assert "verstehe ich nicht" in phone.text
    await phone.type("53")
    assert "verstehe ich nicht" in phone.text
    await phone.type("zehn Wochen")
    assert (await only(exchange)).interval_weeks == 10
    assert "zuletzt Kontakt" in phone.text, "adding goes on"


async def test_the_thirty_first_is_one_too_many(exchange: Exchange, phone: Phone) -> None:
    for number in range(MOST_CONTACTS):
        await put(exchange, role=f"Rolle {number}", kind="andere")
    await phone.type("/kontakte")
    await phone.tap("Neuer Kontakt")
    assert "Mehr als 30" in phone.text
    await phone.tap_data(phone.last, encode(deed("contact", "take", hash_name("lokalredaktion"), 99)))
    assert "Mehr als 30" in phone.text
    assert len(await kept(exchange)) == MOST_CONTACTS


# What looks personal


@pytest.mark.parametrize("text", ["Anna Schmidt", "0171 2345678", "Gartenstraße 12"])
async def test_what_looks_personal_is_kept_only_if_wanted(exchange: Exchange, phone: Phone, text: str) -> None:
    await phone.type("/kontakte")
    await phone.tap("Lokalredaktion")
    await phone.type(text)
    assert "Rolle genügt" in phone.text
    assert await kept(exchange) == []
    await exchange.restart()
    await phone.tap("Trotzdem speichern")
    assert (await only(exchange)).role == text


async def test_the_role_is_written_instead(exchange: Exchange, phone: Phone) -> None:
    await put(exchange)
    await open_card(phone)
    await phone.tap("Umbenennen")
    await phone.type("Anna Schmidt")
    hint = phone.last
    await phone.tap("Rolle schreiben")
    await phone.type("Redaktion Süd")
    assert (await only(exchange)).role == "Redaktion Süd"
    await phone.tap_data(hint, encode(deed("contact", "keep")))
    assert "zu lange her" in phone.toast
    assert (await only(exchange)).role == "Redaktion Süd"


async def test_what_waits_for_a_yes_is_forgotten_after_a_quarter_of_an_hour(exchange: Exchange, phone: Phone) -> None:
    await put(exchange)
    await open_card(phone)
    await phone.tap("Notiz")
    await phone.type("Anna Schmidt, 0171 2345678")
    await exchange.pass_time(timedelta(minutes=16))
    await phone.tap("Trotzdem speichern")
    assert (await only(exchange)).note == ""


async def test_nothing_typed_lies_in_the_outbox(exchange: Exchange, phone: Phone) -> None:
    await put(exchange, role="Geheimrolle", note="Geheimnotiz")
    await open_card(phone, "Geheimrolle")
    await phone.tap("Löschen")
    assert "Notiz und letzter Kontakt gehen mit. Erinnert wirst du daran nicht mehr." in phone.text
    async with exchange.app.storage.engine.connect() as connection:
        cards = list(await connection.exec_driver_sql("SELECT card FROM outbox"))
    assert len(cards) == 3
    assert not any("Geheim" in row[0] for row in cards)


# One contact


async def test_a_press_card_names_what_is_ahead_and_a_first_sentence(exchange: Exchange, phone: Phone) -> None:
    await put(exchange, last_on=TODAY - 35 * DAY, note="donnerstags")
    await open_card(phone)
    for part in ("vor 5 Wochen (Dienstag, 27. Januar)", "Dienstag, 10. März (alle 6 Wochen)", "Notiz: donnerstags"):
        assert part in phone.text
    assert "Internationaler Frauentag, Sonntag, 8. März" in phone.text
    assert "➜ Guter Draht zur Lokalredaktion" in phone.keys


async def test_other_contacts_have_no_occasions(exchange: Exchange, phone: Phone) -> None:
    await put(exchange, kind="seniorenbeirat", role="Seniorenbeirat")
    await open_card(phone, "Seniorenbeirat")
    assert "Frauentag" not in phone.text


async def test_a_day_gone_by_is_typed_and_one_ahead_is_asked_back(exchange: Exchange, phone: Phone) -> None:
    await put(exchange)
    await open_card(phone)
    await phone.tap("Anderes Datum")
    await phone.type("5.5.2027")
    assert "liegt noch vor uns" in phone.text
    await exchange.restart()
    await phone.type("vor zwei Wochen")
    assert (await only(exchange)).last_on == TODAY - 14 * DAY
    await phone.tap("Rückgängig")
    assert (await only(exchange)).last_on is None


async def test_a_later_contact_stays(exchange: Exchange, phone: Phone) -> None:
    await put(exchange, last_on=TODAY - DAY)
    await open_card(phone)
    await phone.tap("Anderes Datum")
    await phone.type("vor drei Wochen")
    assert "späterer Kontakt" in phone.text
    assert (await only(exchange)).last_on == TODAY - DAY


async def test_notes_are_short_and_can_be_deleted(exchange: Exchange, phone: Phone) -> None:
    await put(exchange)
    await open_card(phone)
    await phone.tap("Notiz")
    await phone.type("sehr lang " * 30)
    assert "zu lang" in phone.text
    await phone.type("donnerstags & freitags <gut>")
    assert "donnerstags & freitags <gut>" in phone.text
    await phone.tap("Notiz")
    await phone.tap("Notiz löschen")
    assert (await only(exchange)).note == ""


async def test_the_longest_note_that_looks_personal_fits_the_prompt(exchange: Exchange, phone: Phone) -> None:
    await put(exchange)
    await open_card(phone)
    await phone.tap("Notiz")
    note = "Anna Schmidt " + "x" * 167
    await phone.type(note)
    async with exchange.app.storage.engine.connect() as connection:
        [row] = list(await connection.exec_driver_sql("SELECT data FROM prompts"))
    assert len(row[0]) <= 200
    await phone.tap("Trotzdem speichern")
    assert (await only(exchange)).note == note


async def test_pause_and_going_on(exchange: Exchange, phone: Phone) -> None:
    await put(exchange)
    await open_card(phone)
    await phone.tap("Pause")
    assert (await only(exchange)).paused
    assert "Ich erinnere dich nicht" in phone.text
    await phone.tap("Weiter erinnern")
    assert not (await only(exchange)).paused


async def test_the_interval_changes_while_a_nudge_is_out(exchange: Exchange, phone: Phone) -> None:
    due = await put_due(exchange, await put(exchange, last_on=TODAY - 44 * DAY))
    await open_card(phone)
    await phone.tap("Abstand ändern")
    await phone.tap("12 Wochen")
    assert "Wieder dran: Sonntag, 12. April (alle 12 Wochen)" in phone.text
    assert await state_of(exchange, due) is State.OPEN, "what becomes of it is the nudges' business"


async def test_deleting_asks_first_and_ends_what_was_due(exchange: Exchange, phone: Phone) -> None:
    due = await put_due(exchange, await put(exchange))
    await open_card(phone)
    card = data_of(phone.last, "Notiz")
    await phone.tap("Löschen")
    await phone.tap("Nein, behalten")
    await phone.tap("Löschen")
    await phone.tap("Ja, löschen")
    assert await kept(exchange) == []
    assert await state_of(exchange, due) is State.EXPIRED
    assert "Noch steht niemand" in phone.text
    await phone.tap_data(phone.last, card)
    assert OLD_BUTTON in phone.text


async def test_a_contact_deleted_while_its_note_is_asked_for(exchange: Exchange, phone: Phone) -> None:
    contact = await put(exchange)
    await open_card(phone)
    await phone.tap("Notiz")
    async with exchange.app.storage.transaction() as records:
        await records.contacts.remove(contact.id)
    await phone.type("donnerstags")
    assert "nicht mehr auf deiner Liste" in phone.text


async def test_pressing_on_ends_what_was_asked(exchange: Exchange, phone: Phone) -> None:
    await put(exchange)
    await open_card(phone)
    await phone.tap("Notiz")
    await phone.tap("Zurück")
    await phone.type("Wie komme ich in die Lokalzeitung")
    assert (await only(exchange)).note == ""
    assert "Nächste Schritte" in phone.text


async def test_a_prompt_of_another_feature_stays_open(exchange: Exchange, phone: Phone) -> None:
    await put(exchange)
    await phone.type("/kontakte")
    listed = phone.last
    await phone.type("Wie hoch ist das Pflegegeld bei Pflegegrad 3?")
    await phone.tap("Anders fragen")
    await phone.tap("Lokalredaktion", listed)
    async with exchange.app.storage.engine.connect() as connection:
        assert [row[0] for row in await connection.exec_driver_sql("SELECT kind FROM prompts")] == ["rephrase"]


# Whose contacts they are


async def test_in_a_group_the_command_leads_to_the_private_chat(exchange: Exchange, phone: Phone) -> None:
    await put(exchange, role="Geheimrolle")
    exchange.telegram.add_group(-2001, "Runde", [KIM])
    group = exchange.phone(KIM, chat_id=-2001)
    await group.type("/kontakte@quartierslotse_bot")
    assert "unter uns" in group.text
    url = group.last["reply_markup"]["inline_keyboard"][0][0]["url"]
    await phone.open_link(url.partition("start=")[2])
    assert "Geheimrolle" in phone.text


async def test_somebody_elses_contact_is_an_old_button(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    contact = await put(exchange)
    await alex.type("/kontakte")
    for verb in sorted(CONTACTS.deeds.keys() - {"list", "new", "kind", "take", "keep"}):
        await alex.tap_data(alex.shown[0], encode(deed("contact", verb, contact.id, 1)))
        assert OLD_BUTTON in alex.text, verb
    assert await only(exchange) == contact


arguments = st.one_of(
    st.integers(-1, 50).map(str), st.text(max_size=6), st.just(hash_name("lokalredaktion")), st.just("s")
)


verbs = st.sampled_from([*CONTACTS.deeds, "x"])
forgeries = st.tuples(verbs, st.lists(arguments, max_size=4), st.text(max_size=30))


async def test_a_contact_turned_down_is_not_due_before_its_next_turn(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/hilfe")
    day = local_day(exchange.clock.now())
    async with exchange.app.storage.transaction() as records:
        member = await records.members.welcome(phone.user_id, exchange.clock.now())
        await records.members.save(replace(member, look_at=exchange.clock.now()))
        contact = Contact(0, phone.user_id, "seniorenbeirat", "Seniorenbeirat", 4, day - timedelta(weeks=4))
        await records.contacts.add(contact)
    await exchange.pass_time(timedelta(minutes=1))
    await phone.type("/kontakte")
    assert "Jetzt dran" in phone.text
    await phone.tap("Diesmal nicht")
    assert any("um den 31. März wieder" in message["text"] for message in phone.shown)
    await phone.type("/kontakte")
    assert "Gerade gut" in phone.text
    assert "dran am Dienstag, 31. März" in phone.text
    await phone.tap("Seniorenbeirat")
    assert "Dienstag, 31. März" in phone.text


@settings(max_examples=25, deadline=None)
@given(st.lists(forgeries, max_size=5))
async def test_forged_deeds_never_fail_and_never_touch_anothers_contacts(
    forged: list[tuple[str, list[str], str]],
) -> None:
    async with open_exchange() as exchange:
        exchange.phone(KIM)
        mine = [await put(exchange, role=f"Rolle {number}", last_on=TODAY) for number in range(3)]
        dues = [await put_due(exchange, contact) for contact in mine]
        alex = exchange.phone(ALEX, "Alex")
        await alex.type("/kontakte")
        for verb, args, text in forged:
            data = ":".join(["1", "d", "contact", verb, *args]).encode()[:64].decode(errors="ignore")
            await alex.tap_data(alex.shown[0], data)
            if typed(text).text:
                await alex.type(text)
        assert not any("ging etwas schief" in message["text"] for message in alex.shown)
        assert not any("Rolle 1" in message["text"] for message in alex.shown)
        assert await kept(exchange) == mine
        assert [await state_of(exchange, due) for due in dues] == [State.OPEN] * 3


# Cards and words


@pytest.mark.parametrize("verb", CONTACTS.deeds)
def test_every_deed_fits_into_a_button(verb: str) -> None:
    button = deed("contact", verb, 36**12 - 1, date.max.toordinal(), 3)
    assert len(encode(button).encode()) <= 64


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "heute"), (0, "heute"), (1, "gestern"), (2, "vor 2 Tagen"), (13, "vor 13 Tagen"), (14, "vor 2 Wochen"),
     (41, "vor 5 Wochen"), (365, "vor 52 Wochen"), (366, "vor über einem Jahr"), (3000, "vor über einem Jahr")],
)  # fmt: skip
def test_how_long_ago(days: int, said: str) -> None:
    assert texts.ago(TODAY - days * DAY, TODAY) == said


def test_another_year_is_said() -> None:
    assert texts.day_name(date(2027, 1, 4), TODAY) == "Montag, 4. Januar 2027"
    assert texts.day_name(date(2026, 5, 4), TODAY) == "Montag, 4. Mai"


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("10", 10), ("10.", 10), ("zehn Wochen", 10), ("alle 10 Wochen", 10), ("jede Woche", 1), ("zwei Monate", 9),
        ("alle 3 monate", 13), ("jeden Monat", 4), ("", None), ("hallo", None), ("10 Tage", None), ("999", 999),
    ],
)  # fmt: skip
def test_lengths_of_time(text: str, weeks: int | None) -> None:
    assert read_weeks(text) == weeks
