"""The first day's three questions, and the tour: at one's own pace, and never in the way of a question."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from handlers.buttons import deed, encode
from knowledge.library import load
from scheduler.people import Member
from tests.phone import Exchange, Message, Phone, open_exchange

QUESTION = "Wer ist im Rathaus zuständig?"
STEPS = load().onboarding.steps


async def member(exchange: Exchange, user_id: int = 1001) -> Member:
    async with exchange.app.storage.look() as records:
        found = await records.members.get(user_id)
    assert found is not None
    return found


async def set_up(phone: Phone) -> None:
    await phone.type("/start")
    await phone.tap("Bayern")
    await phone.tap("Heute")
    await phone.tap("So passt es")


# The first day ---------------------------------------------------------------------------------------------------


async def test_three_questions_turn_in_one_message_and_end_with_examples(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/start")
    assert len(phone.shown) == 2
    await phone.tap("Nordrhein-Westfalen")
    await phone.tap("Nächsten Montag")
    await phone.tap("12 Uhr")
    await phone.tap("Fr")
    await phone.tap("So passt es")
    assert len(phone.shown) == 2, "the questions took each other's place"
    assert "Erster Arbeitstag: Montag, 9. März" in phone.text
    assert any("Rathaus" in key for key in phone.keys)
    known = await member(exchange)
    assert (known.bundesland, known.first_day, known.hour) == ("NW", date(2026, 3, 9), 12)
    assert known.days == frozenset({0, 1, 2, 3})
    assert known.look_at == exchange.clock.now(), "nudges follow from it"


async def test_everything_can_be_skipped(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/start")
    await phone.tap("Überspringen")
    await phone.tap("Überspringen")
    await phone.tap("So passt es")
    known = await member(exchange)
    expected = Member(1001, known.since, first_day=date(2026, 3, 3), look_at=known.look_at)
    assert known == expected, "the defaults, and the tour begins today"


TYPED_FIRST_DAYS = {
    "9. März": date(2026, 3, 9),
    "1.4.": date(2026, 4, 1),
    "nächsten Montag": date(2026, 3, 9),
    "seit 1.2.": date(2026, 2, 1),
    "15.1.": date(2026, 1, 15),
    "1.10.2025": date(2025, 10, 1),
    "letzten Montag": date(2026, 3, 2),
}


@pytest.mark.parametrize(("text", "day"), TYPED_FIRST_DAYS.items())
async def test_a_first_day_can_be_typed_also_one_gone_by(
    exchange: Exchange, phone: Phone, text: str, day: date
) -> None:
    await phone.type("/start")
    await phone.tap("Bayern")
    await phone.type(text)
    assert "Frage 3 von 3" in phone.text
    assert (await member(exchange)).first_day == day


async def test_another_day_is_asked_for_and_what_is_no_date_asked_back(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/start")
    await phone.tap("Bayern")
    await phone.tap("Anderer Tag")
    assert "Schreib mir das Datum" in phone.text
    await phone.type("demnexxt")
    assert "kann ich nicht lesen" in phone.text
    assert "Nächsten Montag" in phone.keys
    await exchange.restart()
    await phone.type("am 1. April")
    assert (await member(exchange)).first_day == date(2026, 4, 1)


async def test_a_question_in_between_is_answered_and_the_date_still_taken(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/start")
    await phone.tap("Bayern")
    await phone.type(QUESTION)
    assert "Im Rathaus ist niemand zuständig" in phone.text
    await phone.type("Eine Bewohnerin sagt, sie will nicht mehr leben")
    assert "112" in phone.text
    await phone.type("9.3.")
    assert (await member(exchange)).first_day == date(2026, 3, 9)


async def test_a_question_that_names_a_date_is_a_question(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/start")
    await phone.tap("Bayern")
    await phone.type("Wie komme ich bis zum 3. Mai in die Lokalzeitung?")
    assert "Lokalredaktion" in phone.text
    assert (await member(exchange)).first_day is None


async def test_a_number_typed_after_a_question_in_between_picks_from_its_answer(phone: Phone) -> None:
    await phone.type("/start")
    await phone.tap("Bayern")
    await phone.type("die caritas blockt alles ab was tun")
    assert "Ich bin nicht ganz sicher" in phone.text
    await phone.type("2")
    assert "Nächste" in phone.text


async def test_while_buttons_are_open_text_is_a_question(phone: Phone) -> None:
    await phone.type("/start")
    await phone.type(QUESTION)
    assert "Im Rathaus ist niemand zuständig" in phone.text


@pytest.mark.parametrize(("text", "hour"), {"9": 9, "um sieben": 7, "halb zehn": 10, "14 Uhr": 14}.items())
async def test_another_hour_is_typed(exchange: Exchange, phone: Phone, text: str, hour: int) -> None:
    await phone.type("/start")
    await phone.tap("Bayern")
    await phone.tap("Heute")
    await phone.tap("andere Uhrzeit")
    await phone.type(text)
    assert (await member(exchange)).hour == hour


@pytest.mark.parametrize("text", ["3:30", "23 Uhr", "blaxx"])
async def test_an_hour_at_night_is_asked_back(exchange: Exchange, phone: Phone, text: str) -> None:
    await phone.type("/start")
    await phone.tap("Bayern")
    await phone.tap("Heute")
    await phone.tap("andere Uhrzeit")
    await phone.type(text)
    assert "von 6 bis 20" in phone.text
    assert (await member(exchange)).hour == 9


async def test_one_day_always_stays(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/start")
    await phone.tap("Bayern")
    await phone.tap("Heute")
    for day in ("Mo", "Di", "Mi", "Do", "Fr"):
        await phone.tap(f"✓ {day}")
    assert "Ein Tag muss bleiben" in phone.toast
    assert (await member(exchange)).days == frozenset({4})


@pytest.mark.parametrize("first", ["Heute", "Ich bin schon da", "Überspringen", "2.3."])
async def test_no_tip_comes_while_it_is_asked_when_it_may_come(exchange: Exchange, phone: Phone, first: str) -> None:
    await phone.type("/start")
    await phone.tap("Nordrhein-Westfalen")
    await (phone.type(first) if first == "2.3." else phone.tap(first))
    await exchange.pass_time(timedelta(minutes=1))
    await phone.tap("12 Uhr")
    await exchange.pass_time(timedelta(minutes=14))
    assert "Frage 3 von 3" in phone.text
    await phone.tap("So passt es")
    await exchange.pass_time(timedelta(minutes=1))
    assert "Gut, das habe ich mir gemerkt." in phone.text
    await exchange.pass_until_next()
    assert "Tipp 1 von 9" in phone.text
    assert exchange.clock.now() == datetime(2026, 3, 3, 11, tzinfo=UTC), "twelve o'clock, as was wished"


async def test_within_the_wished_hours_the_first_tip_comes_when_all_is_answered(
    exchange: Exchange, phone: Phone
) -> None:
    await set_up(phone)
    await exchange.pass_time(timedelta(minutes=1))
    assert "Tipp 1 von 9" in phone.text


async def test_questions_left_unanswered_hold_up_the_tips_for_minutes_only(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/start")
    await phone.tap("Nordrhein-Westfalen")
    await phone.tap("Heute")
    await exchange.pass_until_next()
    assert "Tipp 1 von 9" in phone.text
    assert exchange.clock.now() == datetime(2026, 3, 3, 8, 15, tzinfo=UTC)


async def test_who_comes_back_is_not_asked_again(phone: Phone) -> None:
    await set_up(phone)
    await phone.type("/start")
    assert "wieder da" in phone.text
    await phone.tap("Einstellungen ändern")
    assert "Bundesland: Bayern" in phone.text


async def test_start_lifts_the_silence_that_was_asked_for(exchange: Exchange, phone: Phone) -> None:
    await set_up(phone)
    await phone.type("/stopp")
    assert (await member(exchange)).quiet_since is not None
    await phone.type("/start")
    assert (await member(exchange)).quiet_since is None


async def test_a_link_opens_what_it_names_and_asks_nothing(phone: Phone) -> None:
    await phone.open_link("e_kommune-loesungsweg-2")
    assert "Frage 1" not in phone.text
    assert len(phone.shown) == 1
    await phone.open_link("c_zeiten")
    assert "Wann ich mich melden darf" in phone.text


async def test_the_questions_survive_a_restart_at_any_step(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/start")
    for key in ("Berlin", "Ich bin schon da", "16 Uhr", "So passt es"):
        await exchange.restart()
        await phone.tap(key)
    assert "Bundesland: Berlin" in phone.text
    assert (await member(exchange)).hour == 16


async def test_pressed_twice_or_much_later_is_harmless(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/start")
    under = phone.last
    for data in (deed("tour", "land", "BY"), deed("tour", "land", "BY"), deed("tour", "first", "here")):
        await phone.tap_data(under, encode(data))
    await phone.tap("So passt es")
    await exchange.pass_time(timedelta(days=40))
    await phone.tap_data(under, encode(deed("tour", "first", "monday")))
    assert (await member(exchange)).first_day == date(2026, 4, 13), "the Monday after the press"


FORGED = [
    deed("tour", "land", "XX"),
    deed("tour", "first", "x"),
    deed("tour", "hour", 3),
    deed("tour", "hour"),
    deed("tour", "go", "gibt-es-nicht"),
    deed("tour", "done"),
    deed("tour", "later", "x"),
    deed("tour", "after", "x"),
    deed("tour", "set", "alles"),
    deed("tour", "undo", "x"),
]


@pytest.mark.parametrize("button", FORGED, ids=encode)
async def test_what_does_not_exist_changes_nothing(exchange: Exchange, phone: Phone, button: object) -> None:
    await set_up(phone)
    before = await member(exchange)
    await phone.tap_data(phone.last, encode(button))  # type: ignore[arg-type]
    assert "schon älter" in phone.text
    assert await member(exchange) == before


# The tour --------------------------------------------------------------------------------------------------------


async def test_the_tour_goes_on_where_it_was_left(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/einstieg")
    assert STEPS[0].title in phone.text
    assert "Schritt 1 von 9" in phone.text
    assert "‹ Zurück" not in phone.keys
    await phone.tap("Erledigt")
    await phone.tap("Weiter")
    await exchange.restart()
    await phone.type("/einstieg")
    assert STEPS[2].title in phone.text
    assert "●○○" in phone.text
    await phone.tap("‹ Zurück")
    assert STEPS[1].title in phone.text
    assert (await member(exchange)).tour_at == STEPS[1].id


async def test_what_was_ticked_off_can_be_opened_again(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/einstieg")
    await phone.tap("Erledigt")
    await phone.tap("Zurück")
    assert "Schritt 1 von 9, erledigt" in phone.text
    await phone.tap("Doch noch offen")
    assert (await member(exchange)).tour_done == ()
    assert "Erledigt" in phone.keys


async def test_ticked_off_twice_counts_once(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/einstieg")
    under = phone.last
    for _ in range(2):
        await phone.tap_data(under, encode(deed("tour", "done", STEPS[0].id)))
    assert (await member(exchange)).tour_done == (STEPS[0].id,)
    assert STEPS[1].title in phone.text


async def test_links_open_recommendations_beside_the_step(phone: Phone) -> None:
    await phone.type("/einstieg")
    await phone.tap("➜ Such Leute mit derselben Aufgabe")
    assert "Such Leute mit derselben Aufgabe" in phone.text
    assert STEPS[0].title in phone.shown[0]["text"]


async def test_later_pauses_the_tips_and_taking_it_up_again_is_gentle(exchange: Exchange, phone: Phone) -> None:
    await set_up(phone)
    await phone.type("/einstieg")
    await phone.tap("Weiter")
    await phone.tap("Später")
    paused = await member(exchange)
    assert paused.tour_paused
    assert "bei Schritt 2 von 9" in phone.text
    await exchange.pass_time(timedelta(days=60))
    await phone.type("/einstieg")
    assert "Schön, dass du weitermachst" in phone.text
    assert STEPS[1].title in phone.text
    today = date(2026, 5, 2)
    again = await member(exchange)
    assert (again.tour_paused, again.tour_from) == (False, today + timedelta(days=7))


async def test_the_end_sums_up_and_leads_to_what_keeps_in_touch(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/einstieg")
    for _ in STEPS:
        await phone.tap("Erledigt")
    assert "Alle 9 Schritte sind erledigt" in phone.text
    end = phone.last
    for key in ("Pressekontakt anlegen", "Wichtige Kontakte", "Jour fixe"):
        before = len(phone.shown)
        await phone.tap(key, end)
        assert len(phone.shown) == before + 1, "the three stay, what they open comes below"
    await phone.type("/einstieg")
    assert "Alle 9 Schritte sind erledigt" in phone.text
    await phone.tap("Noch einmal ansehen")
    assert STEPS[0].title in phone.text


@pytest.mark.parametrize("last", [0, 4, 8])
async def test_whichever_step_is_ticked_off_last_the_summary_follows(
    exchange: Exchange, phone: Phone, last: int
) -> None:
    await phone.type("/einstieg")
    async with exchange.app.storage.transaction() as records:
        known = await records.members.get(1001)
        assert known is not None
        done = tuple(step.id for place, step in enumerate(STEPS) if place != last)
        await records.members.save(replace(known, tour_done=done, tour_at=""))
    await phone.type("/einstieg")
    assert f"Schritt {last + 1} von 9" in phone.text
    await phone.tap("Erledigt")
    assert "Alle 9 Schritte sind erledigt" in phone.text
    await phone.tap("Noch einmal ansehen")
    await phone.tap("Weiter")
    assert "Schritt 2 von 9, erledigt" in phone.text, "who looks again is not sent away"


async def test_the_press_contact_is_set_up_from_the_end_of_the_tour(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/einstieg")
    for _ in STEPS:
        await phone.tap("Weiter")
    assert "0 von 9 Schritten" in phone.text
    await phone.tap("Pressekontakt anlegen")
    await phone.type("Redaktion Westanzeiger")
    async with exchange.app.storage.look() as records:
        (contact,) = await records.contacts.of(1001)
    assert contact.role == "Redaktion Westanzeiger"


async def reach_end(phone: Phone) -> Message:
    await phone.type("/einstieg")
    await phone.tap_data(phone.last, encode(deed("tour", "after", STEPS[-1].id)))
    return phone.last


async def test_what_is_set_up_already_is_marked_and_opens_instead_of_being_made_twice(
    exchange: Exchange, phone: Phone
) -> None:
    await add_contact(phone, "Lokalredaktion")
    await phone.type("/jourfixe 21.4. 9 Uhr")
    await phone.tap("60 Minuten")
    end = await reach_end(phone)
    assert "richten wir jetzt noch drei Dinge ein" not in phone.text
    assert "Es fehlen noch deine wichtigen Kontakte." in phone.text
    assert phone.keys[:3] == ["✓ Pressekontakt", "Wichtige Kontakte", "✓ Jour fixe mit der Kommune"]
    await phone.tap("✓ Pressekontakt", end)
    assert phone.text.startswith("Lokalredaktion\n")
    assert "Lokalredaktion 2" not in str(phone.shown)
    await phone.tap("✓ Jour fixe", end)
    assert "Dienstag, 21. April, 9 Uhr" in phone.text


async def test_several_press_contacts_open_the_list(phone: Phone) -> None:
    await add_contact(phone, "Lokalredaktion")
    await add_contact(phone, "Lokalredaktion", "Lokalredaktion 2")
    await reach_end(phone)
    await phone.tap("✓ Pressekontakt")
    assert "Deine Kontakte" in phone.text


async def test_an_old_key_under_an_old_summary_makes_no_second_press_contact(phone: Phone) -> None:
    end = await reach_end(phone)
    await add_contact(phone, "Lokalredaktion")
    await phone.tap("Pressekontakt anlegen", end)
    assert phone.text.startswith("Lokalredaktion\n")


async def test_one_part_leads_to_the_next_and_back(exchange: Exchange, phone: Phone) -> None:
    await reach_end(phone)
    await phone.tap("Pressekontakt anlegen")
    await phone.tap("Lokalredaktion")
    await phone.tap("8 Wochen")
    await exchange.restart()
    await phone.tap("Heute")
    assert "‹ Abschluss vom Einstieg" in phone.keys
    await phone.tap("Weiter: wichtige Kontakte")
    await phone.tap("Seniorenbeirat")
    await phone.type("Seniorenbeirat Mitte")
    await phone.tap("12 Wochen")
    await phone.tap("Länger her")
    await phone.tap("Weiter: Jour fixe")
    assert "‹ Abschluss vom Einstieg" in phone.keys
    await phone.tap("Termin festlegen")
    await phone.type("21.4. 9 Uhr")
    await phone.tap("60 Minuten")
    await phone.tap("‹ Abschluss vom Einstieg")
    assert "ist alles eingerichtet" in phone.text
    assert phone.keys[:3] == ["✓ Pressekontakt", "✓ Wichtige Kontakte", "✓ Jour fixe mit der Kommune"]


async def test_the_way_on_leaves_out_what_is_there_and_is_gone_the_day_after(exchange: Exchange, phone: Phone) -> None:
    await add_contact(phone, "Seniorenbeirat")
    await reach_end(phone)
    assert "Es fehlen noch der Pressekontakt und der Jour fixe mit der Kommune." in phone.text
    await add_contact(phone, "Lokalredaktion")
    assert "Weiter: Jour fixe" in phone.keys
    await exchange.pass_time(timedelta(days=1))
    await phone.type("/kontakte")
    assert "Deine Kontakte" in phone.text
    assert not [key for key in phone.keys if "Weiter" in key or "Abschluss" in key]


async def add_contact(phone: Phone, kind: str, role: str = "") -> None:
    await phone.type("/kontakte")
    if "Neuer Kontakt" in phone.keys:
        await phone.tap("Neuer Kontakt")
    await phone.tap(kind)
    await phone.tap(role or kind)
    await phone.tap("8 Wochen")
    await phone.tap("Heute")


async def test_a_step_that_vanished_from_the_collection_is_no_dead_end(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/einstieg")
    async with exchange.app.storage.transaction() as records:
        known = await records.members.get(1001)
        assert known is not None
        await records.members.save(replace(known, tour_at="weggefallen", tour_done=("auch-weg", STEPS[0].id)))
    await phone.type("/einstieg")
    assert STEPS[1].title in phone.text


@pytest.fixture
async def without_tour(tmp_path: Path) -> AsyncIterator[Phone]:
    folder = tmp_path / "recommendations"
    folder.mkdir()
    (folder / "wir.yaml").write_text("- {id: x, title: Fest feiern, answer: Lade alle ein.}\n", encoding="utf-8")
    async with open_exchange(knowledge_dir=tmp_path) as exchange:
        yield exchange.phone()


async def test_a_collection_without_tour_says_so_kindly(without_tour: Phone) -> None:
    await without_tour.type("/einstieg")
    assert "gibt es hier nicht" in without_tour.text
    assert without_tour.keys == ["Themen ansehen"]
    await set_up(without_tour)
    assert "Zum Einstieg" not in without_tour.keys
    await without_tour.tap_data(without_tour.last, encode(deed("tour", "open")))
    assert "gibt es hier nicht" in without_tour.text
