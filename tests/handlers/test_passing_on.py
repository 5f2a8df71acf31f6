"""A question is passed on only by a tap, exactly as shown, and taken back while it is open."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handlers.buttons import deed, encode
from scheduler.people import Role
from scheduler.questions import MOST_OPEN, OpenQuestion, QuestionState, forget
from scheduler.round import tick
from tests.crew import NORTH, add_team, invite, settle_in
from tests.phone import Exchange, Phone, open_exchange
from tests.teamwork import ALEX, KIM, PASS_ON, ROBIN, TONI, UNKNOWN, join, kept, open_chat, pass_on


async def rows(exchange: Exchange, query: str) -> list[Any]:
    async with exchange.app.storage.engine.connect() as connection:
        return [row[0] for row in await connection.exec_driver_sql(query)]


@pytest.fixture
async def alex(exchange: Exchange) -> Phone:
    """Leads the team that Kim is in."""
    await join(exchange, ALEX, role=Role.LEAD)
    await join(exchange, KIM)
    return open_chat(exchange, ALEX, "Alex")


# Who is offered it


async def test_nobody_without_a_team_lead_is_offered_it(phone: Phone) -> None:
    await phone.type(UNKNOWN)
    assert PASS_ON not in phone.keys
    assert "Einen Menschen fragen" in phone.keys
    assert "reply_to_message" not in phone.last


async def test_the_only_lead_is_not_offered_to_ask_themselves(alex: Phone) -> None:
    await alex.type(UNKNOWN)
    assert PASS_ON not in alex.keys


async def test_it_is_offered_when_nothing_is_known_and_after_two_misses(alex: Phone, phone: Phone) -> None:
    await phone.type(UNKNOWN)
    assert PASS_ON in phone.keys
    await phone.type("was kostet ein platz im pflegeheim")
    assert "Hier hilft ein Mensch" in phone.text
    assert PASS_ON in phone.keys
    await phone.type("Wie komme ich in die Lokalzeitung?")
    await phone.tap("Nein, passt nicht")
    await phone.tap("Nichts davon")
    assert PASS_ON in phone.keys


async def test_a_leads_team_that_was_left_meanwhile_is_offered_a_person(
    exchange: Exchange, alex: Phone, phone: Phone
) -> None:
    await phone.type(UNKNOWN)
    async with exchange.app.storage.transaction() as records:
        await records.teams.leave(KIM, 1)
    await phone.tap(PASS_ON)
    assert "Hier hilft ein Mensch" in phone.text
    assert await kept(exchange) == []


# Nothing without the tap


async def test_no_wording_is_kept_before_the_key_is_pressed(
    exchange: Exchange, alex: Phone, phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await phone.type(UNKNOWN)
    await assert_nowhere(exchange, "Pflegegrad")
    await phone.tap(PASS_ON)
    assert await rows(exchange, "SELECT text FROM open_questions") == [UNKNOWN]
    await phone.tap("Ohne Namen senden")
    await assert_nowhere(exchange, "Pflegegrad", besides="open_questions")
    assert "Pflegegrad" not in "".join(record.getMessage() for record in caplog.records if "quartier" in record.name)


async def assert_nowhere(exchange: Exchange, word: str, besides: str = "") -> None:
    """In no text of any table."""
    from bot.storage.tables import metadata

    async with exchange.app.storage.engine.connect() as connection:
        for table in metadata.sorted_tables:
            found = [row for row in await connection.execute(table.select()) if word in repr(row)]
            assert found == [] or table.name == besides, table.name


async def test_that_it_may_stay_in_the_knowledge_is_said_before_it_goes(
    exchange: Exchange, alex: Phone, phone: Phone
) -> None:
    await pass_on(phone)
    assert "ohne deinen Namen ins Wissen übernehmen. Dort bleibt sie." in phone.text
    assert "wer fragt, wenn ihr wenige seid" in phone.text
    assert [draft.state for draft in await kept(exchange)] == [QuestionState.DRAFT], "nothing has gone"


async def test_a_lead_sees_nothing_of_a_draft(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await pass_on(phone)
    assert alex.shown == []
    await alex.type("/offen")
    assert "wartet niemand" in alex.text
    [draft] = await kept(exchange)
    await alex.tap_data(alex.last, encode(deed("offen", "open", draft.id)))
    assert "Pflegegrad" not in alex.text


async def test_after_an_hour_a_draft_is_gone(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await pass_on(phone)
    await exchange.pass_time(timedelta(minutes=61))
    await phone.tap("Mit meinem Namen senden")
    assert "Entwurf ist nicht mehr da" in phone.text
    async with exchange.app.storage.transaction() as records:
        await tick(records, exchange.clock.now())
        await forget(records, exchange.clock.now())
    assert await kept(exchange) == []
    assert alex.shown == []


# What is shown is what goes


async def test_with_the_name_exactly_as_shown(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await pass_on(phone)
    assert f"„{UNKNOWN}“" in phone.text
    assert "So stünde er da: Kim" in phone.text
    await phone.tap("Mit meinem Namen senden")
    [question] = await kept(exchange)
    assert (question.text, question.name, question.state) == (UNKNOWN, "Kim", QuestionState.OPEN)
    assert "Gesendet mit deinem Namen: Kim" in phone.text
    assert "/meinedaten" in phone.text


async def test_without_the_name_it_is_not_kept(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await pass_on(phone)
    await phone.tap("Ohne Namen senden")
    [question] = await kept(exchange)
    assert (question.name, question.state) == ("", QuestionState.OPEN)
    await alex.tap("Offene Fragen ansehen")
    await alex.tap("1 ·")
    assert "ohne Namen" in alex.text
    assert "Kim" not in alex.text


async def test_pressed_twice_it_goes_once(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await phone.type(UNKNOWN)
    under = phone.last
    await phone.tap(PASS_ON)
    first = phone.last
    await phone.tap(PASS_ON, under)
    assert len(await kept(exchange)) == 1
    await phone.tap("Ohne Namen senden")
    await phone.tap_data(first, encode(deed("ask", "named", (await kept(exchange))[0].id)))
    [question] = await kept(exchange)
    assert (question.name, question.state) == ("", QuestionState.OPEN)
    assert len(alex.shown) == 1
    await phone.tap(PASS_ON, under)
    assert "schon weitergegeben" in phone.toast
    assert len(await kept(exchange)) == 1


async def test_the_edited_question_goes_as_it_stands_then(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    asked = await phone.type(UNKNOWN)
    await phone.edit(asked, "Wie hoch ist das Pflegegeld bei Pflegegrad 4?")
    await phone.tap(PASS_ON)
    assert "Pflegegrad 4" in phone.text
    assert "Pflegegrad 3" not in phone.text


async def test_a_deleted_question_is_asked_for_anew(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    asked = await phone.type(UNKNOWN)
    message = exchange.telegram.world.shelf.get(KIM, asked["message_id"])
    assert message is not None
    exchange.telegram.world.shelf.remove(message)
    await phone.tap(PASS_ON)
    assert "Wortlaut habe ich nicht mehr" in phone.text
    assert await kept(exchange) == []
    await phone.type("Was zahlt die Pflegekasse?")
    assert "„Was zahlt die Pflegekasse?“" in phone.text


async def test_an_example_that_was_pressed_is_not_taken_for_the_bots_words(
    exchange: Exchange, alex: Phone, phone: Phone
) -> None:
    """The message that it came from is the bot's: its words are nobody's question."""
    await phone.type("/hilfe")
    await phone.tap(phone.keys[0])
    await phone.tap("Nein, passt nicht")
    await phone.tap("Nichts davon")
    await phone.tap(PASS_ON)
    assert "Schreib mir die Frage" in phone.text
    assert await kept(exchange) == []


async def test_worded_anew(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await pass_on(phone)
    await phone.tap("Anders formulieren")
    assert await kept(exchange) == []
    await exchange.restart()
    await phone.type("Wer berät bei uns zum Pflegegeld?")
    assert "„Wer berät bei uns zum Pflegegeld?“" in phone.text
    await phone.tap("Ohne Namen senden")
    assert [one.text for one in await kept(exchange)] == ["Wer berät bei uns zum Pflegegeld?"]


async def test_never_mind(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await pass_on(phone)
    await phone.tap("Doch nicht")
    assert "nichts ist weggegangen" in phone.text
    assert await kept(exchange) == []
    assert alex.shown == []


async def test_a_name_in_it_is_hinted_at_and_goes_only_if_wanted(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await pass_on(phone, "Was zahlt die Pflegekasse für Anna Schmidt?")
    assert "Lass so etwas besser weg" in phone.text
    assert alex.shown == []
    await phone.tap("Ohne Namen senden")
    assert "Anna Schmidt" in (await kept(exchange))[0].text


async def test_too_long_is_said_and_asked_again(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await phone.type(UNKNOWN)
    await phone.tap(PASS_ON)
    await phone.tap("Anders formulieren")
    await phone.type("Pflege " * 300)
    assert "mehr als 2.000 Zeichen" in phone.text
    await phone.type("🎉🎉")
    assert "keine Worte" in phone.text
    await phone.type("x" * 2000)
    assert "Genau das geht" in phone.text
    await phone.tap("Ohne Namen senden")
    assert len((await kept(exchange))[0].text) == 2000


@pytest.mark.parametrize("text", ["Zeile eins\nZeile & <zwei> \x00 \u202eende", "a\ud83db"])
async def test_strange_signs_are_shown_and_kept(exchange: Exchange, alex: Phone, phone: Phone, text: str) -> None:
    await pass_on(phone)
    await phone.tap("Anders formulieren")
    await phone.type(text)
    await phone.tap("Ohne Namen senden")
    [question] = await kept(exchange)
    assert question.text in phone.text
    question.text.encode()


async def test_in_a_group_the_key_leads_to_the_private_chat(exchange: Exchange, alex: Phone) -> None:
    exchange.telegram.add_group(-2001, "Runde", [KIM, ALEX])
    exchange.phone(KIM)
    group = exchange.phone(KIM, chat_id=-2001)
    await group.type(f"@quartierslotse_bot {UNKNOWN}")
    await group.tap(PASS_ON)
    assert "unter uns" in group.text
    assert await kept(exchange) == []


# Taking back


async def test_withdrawn_it_is_gone_from_the_leads_list(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await pass_on(phone)
    await phone.tap("Ohne Namen senden")
    await alex.tap("Offene Fragen ansehen")
    shown = alex.last
    await phone.tap("Zurückziehen")
    assert "Zurückgezogen und gelöscht" in phone.text
    assert await kept(exchange) == []
    await alex.tap("1 ·", shown)
    assert "nicht mehr da" in alex.text


async def test_nobody_takes_back_what_is_not_theirs(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await join(exchange, ROBIN)
    await pass_on(phone)
    await phone.tap("Ohne Namen senden")
    [question] = await kept(exchange)
    robin = exchange.phone(ROBIN, "Robin")
    await robin.type("/themen")
    for verb in ("withdraw", "drop", "named", "nameless", "reword", "helps"):
        await robin.tap_data(robin.last, encode(deed("ask", verb, question.id)))
        assert "Pflegegrad" not in robin.text
    assert await kept(exchange) == [question]


async def test_deleting_everything_takes_the_question_along(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await pass_on(phone)
    await phone.tap("Mit meinem Namen senden")
    await phone.type("/loeschen")
    await phone.tap("Ja, alles löschen")
    assert await kept(exchange) == []
    await alex.type("/offen")
    assert "wartet niemand" in alex.text


async def test_what_was_passed_on_stands_in_the_own_data(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await pass_on(phone)
    await phone.tap("Mit meinem Namen senden")
    await phone.type("/meinedaten")
    assert f"Frage: {UNKNOWN}" in "".join(message.get("text", "") for message in phone.shown)


# The leads hear of it


async def test_leads_hear_once_a_day_and_not_what(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await pass_on(phone)
    await phone.tap("Ohne Namen senden")
    assert "Aus deinem Team ist eine Frage da" in alex.text
    assert "Pflegegrad" not in alex.text
    await pass_on(phone, "was kostet ein platz im pflegeheim")
    await phone.tap("Ohne Namen senden")
    assert len(alex.shown) == 1
    await exchange.pass_time(timedelta(days=1))
    await pass_on(phone, "Wie wird das Wetter in Bottrop?")
    await phone.tap("Ohne Namen senden")
    assert len(alex.shown) == 2


async def test_a_lead_who_wants_silence_is_not_written_to(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await alex.type("/stopp")
    before = len(alex.shown)
    await pass_on(phone)
    await phone.tap("Ohne Namen senden")
    assert len(alex.shown) == before


async def test_leads_of_other_teams_hear_nothing(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await join(exchange, ROBIN, team="Süd", role=Role.LEAD)
    await pass_on(phone)
    await phone.tap("Ohne Namen senden")
    assert exchange.phone(ROBIN, "Robin").shown == []


async def test_all_of_it_on_each_database(database_url: str) -> None:
    async with open_exchange(database_url) as exchange:
        await join(exchange, ALEX, role=Role.LEAD)
        await join(exchange, KIM)
        kim, alex = exchange.phone(), open_chat(exchange, ALEX, "Alex")
        await pass_on(kim)
        await kim.tap("Mit meinem Namen senden")
        await alex.tap("Offene Fragen ansehen")
        await alex.tap("1 ·")
        await alex.type("Frag den Pflegestützpunkt.", reply_to=alex.last["message_id"])
        await alex.tap("Senden")
        assert "Frag den Pflegestützpunkt." in kim.text
        [question] = await kept(exchange)
        assert (question.state, question.answered_by) == (QuestionState.ANSWERED, ALEX)
        await alex.type("/loeschen")
        await alex.tap("Ja, alles löschen")
        [question] = await kept(exchange)
        assert (question.state, question.answered_by) == (QuestionState.ANSWERED, None)


# Who reads it


async def test_who_reads_it_is_said_before_it_goes(exchange: Exchange) -> None:
    """The lead of the team, and whoever administers: also of a team that is not theirs, with the name if it went."""
    await settle_in(exchange)
    await add_team(exchange, "Quartier Süd", [TONI])
    async with exchange.app.storage.transaction() as records:
        await records.teams.leave(ROBIN, NORTH)
        await records.teams.join(ROBIN, 2, Role.NEWCOMER, exchange.clock.now())
    robin, admin = open_chat(exchange, ROBIN, "Robin"), open_chat(exchange, ALEX, "Alex")
    await pass_on(robin)
    assert "an deine Teamleitung und die Verwaltung" in robin.text
    await robin.tap("Mit meinem Namen senden")
    await admin.type("/offen")
    await admin.tap("1 ·")
    assert "Robin" in admin.text
    await robin.type("/datenschutz")
    assert "Deine Teamleitung und die Verwaltung" in robin.text


async def test_an_admin_is_told_that_they_read_what_was_passed_on(exchange: Exchange) -> None:
    await settle_in(exchange)
    alex = open_chat(exchange, ALEX, "Alex")
    await alex.type("/team")
    await alex.tap("Verwaltung")
    assert "liest auch die Fragen, die jemand ausdrücklich weitergibt" in alex.text
    toni = open_chat(exchange, TONI, "Toni")
    await toni.open_link(await invite(exchange, Role.ADMIN))
    assert any("Weitergegebene Fragen aus allen Teams" in message["text"] for message in toni.shown)


# When somebody leaves


async def pass_on_named(phone: Phone, text: str = UNKNOWN) -> None:
    await pass_on(phone, text)
    await phone.tap("Mit meinem Namen senden")


async def test_a_question_does_not_follow_its_asker_to_another_team(
    exchange: Exchange, alex: Phone, phone: Phone
) -> None:
    await join(exchange, TONI, team="Süd", role=Role.LEAD)
    toni = open_chat(exchange, TONI, "Toni")
    await pass_on_named(phone, "Wie hoch ist das Pflegegeld, das mein Chef Alex mir nicht erklärt?")
    await alex.type("/offen")
    await alex.tap("1 ·")
    await alex.type("Ruf die Pflegekasse an.", reply_to=alex.last["message_id"])
    await phone.type("/team")
    await phone.tap("Nord")
    await phone.tap("Team verlassen")
    assert "bleiben bei diesem Team" in phone.text
    await phone.tap("Ja, verlassen")
    assert "Deine offene Frage bleibt beim alten Team." in phone.text
    await join(exchange, KIM, team="Süd")
    await toni.type("/offen")
    assert "wartet niemand" in toni.text
    [question] = await kept(exchange)
    for verb in ("open", "answer", "close", "shut"):
        await toni.tap_data(toni.last, encode(deed("offen", verb, question.id)))
        assert "Chef" not in toni.text
    await alex.tap("Senden")
    assert "Gesendet." in alex.text, "what was finished before they left still arrives"
    assert "Pflegekasse" in phone.text
    assert "von: die Teamleitung" in phone.text, "theirs is another one by now"


async def test_who_leaves_may_take_their_questions_along(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await pass_on_named(phone)
    await pass_on_named(phone, "was kostet ein platz im pflegeheim")
    await phone.type("/team")
    await phone.tap("Nord")
    await phone.tap("Team verlassen")
    await phone.tap("Ja, verlassen")
    assert phone.keys == ["1 zurückziehen", "2 zurückziehen"]
    await phone.tap("1 zurückziehen")
    assert phone.keys == ["Zurückziehen"]
    assert UNKNOWN not in phone.text
    assert [one.text for one in await kept(exchange)] == ["was kostet ein platz im pflegeheim"]
    await phone.tap("Zurückziehen")
    assert "keine mehr offen" in phone.text
    assert await kept(exchange) == []


async def test_who_changes_teams_by_a_link_is_told_as_well(exchange: Exchange) -> None:
    await settle_in(exchange)
    south = await add_team(exchange, "Quartier Süd", [TONI])
    kim, toni = open_chat(exchange, KIM, "Kim"), open_chat(exchange, TONI, "Toni")
    await pass_on_named(kim)
    await kim.open_link(await invite(exchange, team_id=south.id))
    await kim.tap("Wechseln")
    assert any("bleibt beim alten Team" in message["text"] for message in kim.shown)
    await toni.type("/offen")
    assert "wartet niemand" in toni.text


async def test_of_a_team_that_is_gone_the_administration_reads_them(exchange: Exchange) -> None:
    await settle_in(exchange)
    south = await add_team(exchange, "Quartier Süd", [TONI])
    async with exchange.app.storage.transaction() as records:
        await records.teams.leave(ROBIN, NORTH)
        await records.teams.join(ROBIN, south.id, Role.NEWCOMER, exchange.clock.now())
    robin, alex = open_chat(exchange, ROBIN, "Robin"), open_chat(exchange, ALEX, "Alex")
    toni = open_chat(exchange, TONI, "Toni")
    await pass_on_named(robin)
    await alex.type("/team")
    await alex.tap("Alle Teams")
    await alex.tap("Quartier Süd")
    await alex.tap("Team löschen")
    assert "sieht nur noch die Verwaltung" in alex.text
    await alex.tap("Ja, löschen")
    assert "liest jetzt nur noch die Verwaltung" in robin.text
    await toni.type("/offen")
    assert "für Teamleitungen" in toni.text
    async with exchange.app.storage.transaction() as records:
        member = await records.members.get(ALEX)
        assert member is not None
        await records.members.save(replace(member, name=""))
    await alex.type("/offen")
    await alex.tap("1 ·")
    await alex.type("Ruf die Pflegekasse an.", reply_to=alex.last["message_id"])
    await alex.tap("Senden")
    assert "von: die Verwaltung" in robin.text


async def test_a_list_of_open_questions_shows_nobody_elses(exchange: Exchange, alex: Phone, phone: Phone) -> None:
    await join(exchange, ROBIN)
    await pass_on_named(phone)
    [question] = await kept(exchange)
    robin = open_chat(exchange, ROBIN, "Robin")
    await robin.type("/themen")
    await robin.tap_data(robin.last, encode(deed("ask", "withdraw", question.id, "own_questions")))
    assert "Pflegegrad" not in robin.text
    assert await kept(exchange) == [question]


# Where no lead is there


async def without_a_lead(exchange: Exchange) -> tuple[Phone, Phone]:
    """Kim is in a team that nobody leads; Alex administers."""
    await settle_in(exchange)
    async with exchange.app.storage.transaction() as records:
        await records.teams.join(ALEX, NORTH, Role.NEWCOMER, exchange.clock.now())
    return open_chat(exchange, KIM, "Kim"), open_chat(exchange, ALEX, "Alex")


async def test_in_a_team_without_a_lead_it_goes_to_the_administration(exchange: Exchange) -> None:
    kim, alex = await without_a_lead(exchange)
    await kim.type(UNKNOWN)
    assert PASS_ON not in kim.keys
    assert "gib die Frage an die Verwaltung weiter" in kim.text
    await kim.tap("An die Verwaltung weitergeben")
    assert "Genau das geht an die Verwaltung:" in kim.text
    assert "neue Leitung" in kim.text
    await kim.tap("Anders formulieren")
    assert "für die Verwaltung" in kim.text
    await kim.type(UNKNOWN)
    await kim.tap("Ohne Namen senden")
    assert "für die es gerade keine Teamleitung gibt" in alex.text
    await alex.tap("Offene Fragen ansehen")
    await alex.tap("1 ·")
    assert UNKNOWN in alex.text


async def test_the_administration_is_not_told_where_a_lead_is(exchange: Exchange) -> None:
    await settle_in(exchange)
    await add_team(exchange, "Quartier Süd", [TONI])
    async with exchange.app.storage.transaction() as records:
        await records.teams.leave(ROBIN, NORTH)
        await records.teams.join(ROBIN, 2, Role.NEWCOMER, exchange.clock.now())
    robin, alex = open_chat(exchange, ROBIN, "Robin"), open_chat(exchange, ALEX, "Alex")
    toni = open_chat(exchange, TONI, "Toni")
    await pass_on_named(robin)
    assert "Aus deinem Team" in toni.text
    assert alex.shown == []


async def test_an_admin_alone_is_not_offered_to_ask_themselves(exchange: Exchange) -> None:
    _, alex = await without_a_lead(exchange)
    await alex.type(UNKNOWN)
    assert "An die Verwaltung weitergeben" not in alex.keys


async def test_who_belongs_to_no_team_is_offered_nobody(exchange: Exchange) -> None:
    await settle_in(exchange)
    toni = exchange.phone(TONI, "Toni")
    await toni.type(UNKNOWN)
    assert "Einen Menschen fragen" in toni.keys


async def test_an_admin_of_the_operator_counts_once_they_have_written(exchange: Exchange) -> None:
    async with open_exchange(admin_ids=str(TONI)) as other:
        await join(other, KIM)
        kim, toni = other.phone(KIM, "Kim"), other.phone(TONI, "Toni")
        await kim.type(UNKNOWN)
        assert "Einen Menschen fragen" in kim.keys
        await toni.type("/start")
        await kim.type("was kostet ein platz im pflegeheim")
        await kim.tap("An die Verwaltung weitergeben")
        await kim.tap("Ohne Namen senden")
        assert "keine Teamleitung" in toni.text


# How many may wait


async def test_ten_may_wait_and_one_that_is_taken_back_makes_room(
    exchange: Exchange, alex: Phone, phone: Phone
) -> None:
    now = exchange.clock.now()
    async with exchange.app.storage.transaction() as records:
        for number in range(MOST_OPEN - 1):
            one = OpenQuestion(0, KIM, f"Frage {number}", now, state=QuestionState.OPEN, asked_at=now, teams=(1,))
            await records.questions.add(one)
    await pass_on(phone)
    draft = phone.last
    async with exchange.app.storage.transaction() as records:
        one = OpenQuestion(0, KIM, "Noch eine", now, state=QuestionState.OPEN, asked_at=now, teams=(1,))
        await records.questions.add(one)
    await phone.tap("Ohne Namen senden", draft)
    assert "10 deiner Fragen warten auf Antwort." in phone.text
    assert len([one for one in await kept(exchange) if one.state is QuestionState.OPEN]) == MOST_OPEN
    await pass_on(phone, "was kostet ein platz im pflegeheim")
    assert "Mehr als 10 auf einmal gehen nicht" in phone.text
    await phone.tap("3 zurückziehen")
    assert "9 deiner Fragen warten auf Antwort." in phone.text
    await phone.tap("An die Teamleitung weitergeben")
    await phone.tap("Ohne Namen senden")
    assert "weitergegeben" in phone.text
