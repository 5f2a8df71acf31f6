"""/offen: who sees what, one answer for who asks the same, nothing twice and nothing lost."""

from datetime import timedelta

import pytest

from bot.sandbox import dummies, hands
from handlers.buttons import deed, encode
from scheduler.people import Role
from scheduler.questions import OpenQuestion, QuestionState
from tests.phone import Exchange, Phone, open_exchange
from tests.teamwork import ALEX, KIM, ROBIN, TONI, UNKNOWN, join, kept, open_chat, pass_on

SAME = "wie hoch ist pflegegeld bei pflegegrad 3"
OTHER = "was kostet ein platz im pflegeheim"


@pytest.fixture
async def team(exchange: Exchange) -> None:
    """Alex leads; Kim and Robin are new; Toni leads another team."""
    await join(exchange, ALEX, role=Role.LEAD)
    await join(exchange, KIM)
    await join(exchange, ROBIN)
    await join(exchange, TONI, team="Süd", role=Role.LEAD)


@pytest.fixture
def alex(exchange: Exchange, team: None) -> Phone:
    return open_chat(exchange, ALEX, "Alex")


@pytest.fixture
def robin(exchange: Exchange, team: None) -> Phone:
    return open_chat(exchange, ROBIN, "Robin")


@pytest.fixture
def toni(exchange: Exchange, team: None) -> Phone:
    return open_chat(exchange, TONI, "Toni")


async def ask(phone: Phone, text: str = UNKNOWN, key: str = "Ohne Namen senden") -> None:
    await pass_on(phone, text)
    await phone.tap(key)


async def open_first(lead: Phone) -> None:
    await lead.type("/offen")
    await lead.tap("1 ·")


async def reply(lead: Phone, text: str) -> None:
    """To the newest message, by Telegram's own means."""
    await lead.type(text, reply_to=lead.last["message_id"])


# Who sees what


async def test_who_leads_nothing_is_refused(exchange: Exchange, phone: Phone, team: None) -> None:
    await ask(phone)
    [question] = await kept(exchange)
    await phone.type("/offen")
    assert "für Teamleitungen" in phone.text
    for verb in ("show", "list", "open", "answer", "entry", "close", "decline", "shut", "send", "add", "redo"):
        await phone.tap_data(phone.last, encode(deed("offen", verb, question.id)))
        assert "für Teamleitungen" in phone.text
    assert (await kept(exchange))[0].state is QuestionState.OPEN


async def test_a_lead_of_another_team_sees_and_changes_nothing(exchange: Exchange, phone: Phone, toni: Phone) -> None:
    await ask(phone)
    [question] = await kept(exchange)
    await toni.type("/offen")
    assert "wartet niemand" in toni.text
    under = toni.last
    for verb in ("open", "answer", "close", "decline", "shut"):
        await toni.tap_data(under, encode(deed("offen", verb, question.id)))
    await toni.tap_data(under, encode(deed("offen", "entry", question.id, "kommune-loesungsweg-2")))
    assert not any("Pflegegrad" in message["text"] for message in toni.shown)
    assert all(message["text"].startswith(("Offene", "Diese Frage ist nicht mehr da")) for message in toni.shown)
    await toni.type("Das ist die Antwort.")
    assert await kept(exchange) == [question]


async def test_who_was_a_lead_yesterday_sends_nothing(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone)
    await open_first(alex)
    await reply(alex, "Ruf die Pflegekasse an.")
    await join(exchange, ALEX, role=Role.NEWCOMER)
    await alex.tap("Senden")
    assert "für Teamleitungen" in alex.text
    assert (await kept(exchange))[0].state is QuestionState.OPEN


async def test_a_draft_of_another_lead_is_out_of_reach(
    exchange: Exchange, phone: Phone, alex: Phone, toni: Phone
) -> None:
    await ask(phone)
    await open_first(alex)
    await reply(alex, "Ruf die Pflegekasse an.")
    await toni.type("/offen")
    for verb in ("send", "first", "add", "redo", "discard"):
        await toni.tap_data(toni.last, encode(deed("offen", verb, 1)))
        assert "Pflegekasse" not in toni.text
    await alex.tap("Senden")
    assert "Pflegekasse" in phone.text


async def test_an_admin_sees_all_but_their_own(exchange: Exchange, phone: Phone, team: None) -> None:
    await ask(phone)
    async with open_exchange(admin_ids=str(TONI)) as other:
        await join(other, ALEX, role=Role.LEAD)
        await join(other, KIM)
        await join(other, TONI)
        kim, admin = other.phone(KIM, "Kim"), open_chat(other, TONI, "Toni")
        await ask(kim)
        await ask(admin, OTHER)
        await open_first(admin)
        assert UNKNOWN in admin.text
        await admin.type("/offen")
        assert "pflegeheim" not in admin.text


async def test_what_is_forged_shows_nobody_elses_answer(
    exchange: Exchange, phone: Phone, alex: Phone, robin: Phone
) -> None:
    await ask(phone)
    await open_first(alex)
    await reply(alex, "Nur für Kim bestimmt.")
    await alex.tap("Senden")
    await ask(robin, OTHER)
    own = next(one for one in await kept(exchange) if one.member_id == ROBIN)
    await robin.tap_data(robin.last, encode(deed("ask", "helps", own.id, 1)))
    assert "bestimmt" not in robin.text


# The list


async def test_oldest_first_and_who_asks_the_same_together(
    exchange: Exchange, phone: Phone, alex: Phone, robin: Phone
) -> None:
    await ask(phone, OTHER)
    await exchange.pass_time(timedelta(minutes=30))
    await ask(phone)
    await ask(robin, SAME, "Mit meinem Namen senden")
    await alex.type("/offen")
    assert alex.text.index(OTHER) < alex.text.index(UNKNOWN)
    assert "2 fragen das" in alex.text
    assert SAME not in alex.text
    await alex.tap("2 ·")
    assert f"„{UNKNOWN}“\nohne Namen" in alex.text
    assert f"„{SAME}“\nRobin" in alex.text
    assert "2 Menschen fragen das" in alex.text
    await alex.tap("‹ Offene Fragen")
    assert "Die älteste zuerst" in alex.text


async def test_a_long_list_has_pages(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    words = ("Pflegegeld", "Blattläuse", "Fahrrad", "Tomaten", "Weltall", "Gitarre", "Zahnarzt", "Kuchen")
    for word in words:
        await ask(phone, f"{word} {word}?")
    await alex.type("/offen")
    assert "Seite 1 von 2" in alex.text
    await alex.tap("Weitere")
    assert "7  Zahnarzt" in alex.text
    await alex.tap("8 ·")
    await alex.tap("‹ Offene Fragen")
    assert "Seite 2 von 2" in alex.text
    await alex.tap("‹ Vorige")
    assert "1  Pflegegeld" in alex.text


async def test_the_oldest_are_put_together_and_the_rest_is_counted(
    exchange: Exchange, alex: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many wait, a key answers soon."""
    monkeypatch.setattr("handlers.question_book.GROUPED", 3)
    now = exchange.clock.now()
    async with exchange.app.storage.transaction() as records:
        for word in ("Pflegegeld", "Blattläuse", "Fahrrad", "Tomaten", "Weltall"):
            one = OpenQuestion(0, KIM, f"{word} {word}?", now, state=QuestionState.OPEN, asked_at=now, teams=(1,))
            last = await records.questions.add(one)
    await alex.type("/offen")
    assert "3  Fahrrad" in alex.text
    assert "Tomaten" not in alex.text
    assert "Dahinter warten noch 2." in alex.text
    await alex.tap_data(alex.last, encode(deed("offen", "open", last.id)))
    assert "Weltall" in alex.text


async def test_many_long_questions_fit_into_one_message(
    exchange: Exchange, phone: Phone, alex: Phone, robin: Phone
) -> None:
    long = "Wer & wann <b>? " * 124
    for asker in (phone, robin):
        await pass_on(asker)
        await asker.tap("Anders formulieren")
        await asker.type(long + asker.keys[0])
        await asker.tap("Ohne Namen senden")
    await open_first(alex)
    assert "2 Menschen fragen das" in alex.text
    assert len(alex.text) <= 4096
    await alex.tap("Antworten")
    await alex.type("Ja & nein <i> " * 140)
    await alex.tap("An alle 2 senden")
    for asker in (phone, robin):
        assert "Ja & nein <i>" in asker.text
        assert len(asker.text) <= 4096


async def test_each_wording_of_a_group_can_be_read_whole(
    exchange: Exchange, phone: Phone, alex: Phone, robin: Phone
) -> None:
    long = "Wie hoch ist das Pflegegeld bei Pflegegrad 3? " * 40
    for asker, end in ((phone, "Ende bei Kim"), (robin, "Ende bei Robin")):
        await pass_on(asker)
        await asker.tap("Anders formulieren")
        await asker.type(long + end)
        await asker.tap("Ohne Namen senden")
    await open_first(alex)
    assert "Ende bei Kim" in alex.text
    assert "Ende bei Robin" not in alex.text
    assert alex.keys[0] == "Frage 2 ganz lesen"
    await alex.tap("Frage 2 ganz lesen")
    assert "Ende bei Robin" in alex.text
    await reply(alex, "Ruf die Pflegekasse an.")
    await alex.tap("Senden")
    assert "Pflegekasse" in robin.text
    assert "Pflegekasse an" not in phone.text, "what is read alone is answered alone"


async def test_a_question_with_long_additions_can_be_opened(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone)
    await open_first(alex)
    shown = alex.last["message_id"]
    for key in ("Senden", "Als Nachtrag senden", "Als Nachtrag senden"):
        await alex.type("Ja & nein " * 190, reply_to=shown)
        await alex.tap(key)
    await alex.tap_data(alex.last, encode(deed("offen", "open", 1, 0)))
    assert "schon beantwortet, von: dir" in alex.text
    assert "Ja & nein" in alex.text


async def test_a_recommendation_that_was_sent_is_named_to_the_second_lead(
    exchange: Exchange, phone: Phone, alex: Phone, robin: Phone
) -> None:
    await join(exchange, ROBIN, role=Role.LEAD)
    await ask(phone, OTHER)
    await open_first(robin)
    await open_first(alex)
    title = next(key for key in alex.keys if key.startswith("Schick: ")).removeprefix("Schick: ")
    await alex.tap("Schick: ")
    await alex.tap("Senden")
    await reply(robin, "Frag die Heimleitung.")
    assert f"Geschickt wurde: {title}" in robin.text
    await robin.tap_data(robin.last, encode(deed("offen", "open", 1, 0)))
    assert f"Geschickt wurde: {title}" in robin.text


# Answering


async def test_one_answer_for_all_who_ask_the_same(exchange: Exchange, phone: Phone, alex: Phone, robin: Phone) -> None:
    await ask(phone)
    await ask(robin, SAME)
    await open_first(alex)
    await reply(alex, "Ruf die <Pflegekasse> an.")
    assert "So kommt es an" in alex.text
    assert "Pflegekasse" not in phone.text, "not before it is confirmed"
    await alex.tap("An alle 2 senden")
    for asker, asked in ((phone, UNKNOWN), (robin, SAME)):
        assert f"„{asked}“" in asker.text
        assert "Ruf die <Pflegekasse> an." in asker.text
        assert "von: die Teamleitung" in asker.text
    assert {one.state for one in await kept(exchange)} == {QuestionState.ANSWERED}


async def test_the_leads_chosen_name_stands_above_it(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    from dataclasses import replace

    async with exchange.app.storage.transaction() as records:
        member = await records.members.get(ALEX)
        assert member is not None
        await records.members.save(replace(member, name="Alex aus Nord"))
    await ask(phone)
    await open_first(alex)
    await reply(alex, "Ja.")
    await alex.tap("Senden")
    assert "von: Alex aus Nord" in phone.text


async def test_only_the_first_is_answered_if_they_are_not_the_same(
    exchange: Exchange, phone: Phone, alex: Phone, robin: Phone
) -> None:
    await ask(phone)
    await ask(robin, SAME)
    before = len(robin.shown)
    await open_first(alex)
    await reply(alex, "Ruf die Pflegekasse an.")
    await alex.tap("Nur auf die erste")
    assert "Pflegekasse" in phone.text
    assert len(robin.shown) == before
    assert sorted(one.state for one in await kept(exchange)) == ["answered", "open"]


async def test_who_asked_since_does_not_get_an_answer_to_what_the_lead_has_not_read(
    exchange: Exchange, phone: Phone, alex: Phone, robin: Phone
) -> None:
    await ask(phone)
    await open_first(alex)
    card = alex.last
    await ask(robin, SAME)
    await alex.tap("Antworten", card)
    await alex.type("Ruf die Pflegekasse an.")
    await alex.tap("Senden")
    assert "Pflegekasse" in phone.text
    assert "Pflegekasse" not in robin.text


async def test_somebody_who_asked_twice_gets_one_message(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone)
    await ask(phone, SAME)
    before = len(phone.shown)
    await open_first(alex)
    assert "Eine offene Frage" in alex.text
    await reply(alex, "Ruf die Pflegekasse an.")
    await alex.tap("Senden")
    assert len(phone.shown) == before + 1
    assert {one.state for one in await kept(exchange)} == {QuestionState.ANSWERED}


async def test_a_recommendation_is_sent_as_the_answer(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone, OTHER)
    await open_first(alex)
    title = next(key for key in alex.keys if key.startswith("Schick: ")).removeprefix("Schick: ")
    await alex.tap("Schick: ")
    assert title in alex.text
    assert title not in phone.text
    await alex.tap("Senden")
    assert title in phone.text
    assert (await kept(exchange))[0].entry in exchange.app.knowledge.library.recommendations


async def test_pressed_twice_it_is_sent_once(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone)
    before = len(phone.shown)
    await open_first(alex)
    await reply(alex, "Ruf die Pflegekasse an.")
    preview = alex.last
    await alex.tap("Senden")
    for verb in ("send", "first", "add", "redo", "discard"):
        await alex.tap_data(preview, encode(deed("offen", verb, 1)))
        assert "schon gesendet" in alex.toast
    assert len(phone.shown) == before + 1


async def test_changed_before_it_goes(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone)
    await open_first(alex)
    await reply(alex, "Erster Versuch.")
    await alex.tap("Ändern")
    await exchange.restart()
    await alex.type("Zweiter Versuch.")
    await alex.tap("Senden")
    assert "Zweiter Versuch." in phone.text
    assert not any("Erster Versuch." in message["text"] for message in phone.shown)


async def test_discarded_it_stays_open(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone)
    await open_first(alex)
    await reply(alex, "Lieber nicht.")
    await alex.tap("Verwerfen")
    assert "Die Frage bleibt offen" in alex.text
    assert (await kept(exchange))[0].state is QuestionState.OPEN


@pytest.mark.parametrize(("text", "said"), {"x" * 2001: "mehr als 2.000", "🎉": "keine Worte"}.items())
async def test_what_cant_be_sent_is_said_and_asked_again(
    exchange: Exchange, phone: Phone, alex: Phone, text: str, said: str
) -> None:
    await ask(phone)
    await open_first(alex)
    await reply(alex, text)
    assert said in alex.text
    await alex.type("x" * 2000)
    await alex.tap("Senden")
    assert "x" * 2000 in phone.text


async def test_an_answer_that_speaks_of_an_emergency_is_an_answer(
    exchange: Exchange, phone: Phone, alex: Phone
) -> None:
    await ask(phone)
    await open_first(alex)
    await reply(alex, "Sagt jemand „ich will nicht mehr leben“: Ruf sofort 112.")
    assert "So kommt es an" in alex.text


async def test_a_reply_to_another_message_is_a_question(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone)
    await alex.type("/hilfe")
    await reply(alex, "Wie komme ich in die Lokalzeitung?")
    assert "Lokalredaktion" in alex.text


async def test_a_week_later_it_is_opened_again(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone)
    await open_first(alex)
    old = alex.last
    await exchange.pass_time(timedelta(days=8))
    await alex.tap("Antworten", old)
    assert "Was antwortest du?" in alex.text
    await alex.type("Ruf die Pflegekasse an.")
    await alex.tap("Senden")
    assert "Pflegekasse" in phone.text


async def test_answered_by_replying_to_what_asks_for_it(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    """Also when its quarter of an hour is over."""
    await ask(phone)
    await open_first(alex)
    await alex.tap("Antworten")
    await exchange.pass_time(timedelta(minutes=16))
    await reply(alex, "Ruf die Pflegekasse an.")
    assert "So kommt es an" in alex.text
    await alex.tap("Senden")
    assert "Pflegekasse" in phone.text


async def test_all_who_asked_are_meant_by_a_reply_to_what_asks_for_it(
    exchange: Exchange, phone: Phone, alex: Phone, robin: Phone
) -> None:
    await ask(phone)
    await ask(robin, SAME)
    await open_first(alex)
    await alex.tap("Antworten")
    await exchange.pass_time(timedelta(minutes=16))
    await reply(alex, "Ruf die Pflegekasse an.")
    assert "An alle 2 senden" in alex.keys


async def test_a_reply_to_the_preview_takes_its_place(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone)
    await open_first(alex)
    await reply(alex, "Erster Versuch.")
    first = alex.last
    await reply(alex, "🎉")
    assert "keine Worte" in alex.text
    await alex.type("Zweiter Versuch.", reply_to=first["message_id"])
    assert "Zweiter Versuch." in alex.text
    assert "Diese Fassung gilt nicht mehr" in next(
        message["text"] for message in alex.shown if message["message_id"] == first["message_id"]
    )
    await alex.tap_data(first, encode(deed("offen", "send", 1)))
    assert "Versuch" not in phone.text
    await alex.tap("Senden")
    assert "Zweiter Versuch." in phone.text


async def test_a_reply_to_a_message_that_is_too_old_says_where_to_answer(
    exchange: Exchange, phone: Phone, alex: Phone
) -> None:
    await ask(phone)
    await open_first(alex)
    own = await alex.type("Wie komme ich in die Lokalzeitung?")
    card = alex.shown[0]["message_id"]
    await exchange.pass_time(timedelta(days=8))
    await alex.type("Ruf die Pflegekasse an.", reply_to=card)
    assert "zu alt" in alex.text
    assert alex.keys == ["‹ Offene Fragen"]
    await alex.type("Sie will nicht mehr leben.", reply_to=card)
    assert "112" in alex.text
    await alex.type("Wie komme ich in die Lokalzeitung?", reply_to=own["message_id"])
    assert "Lokalredaktion" in alex.text
    await phone.tap("Zurückziehen")
    await alex.type("Wie komme ich in die Lokalzeitung?", reply_to=card)
    assert "Lokalredaktion" in alex.text, "nothing waits: it is a question"


@pytest.mark.parametrize("kind", ["photo", "voice"])
@pytest.mark.parametrize("asked_for", [True, False])
async def test_an_answer_that_is_no_text_is_asked_for_as_text(
    exchange: Exchange, phone: Phone, alex: Phone, asked_for: bool, kind: str
) -> None:
    await ask(phone)
    await open_first(alex)
    if asked_for:
        await alex.tap("Antworten")
    world = exchange.telegram.world
    content = dummies.content(kind, world.archive, world.directory.person(ALEX))
    hands._post(world, alex.chat_id, ALEX, content, None if asked_for else alex.last["message_id"])
    await exchange.settle()
    assert "Eine Antwort geht nur als Text. Schreib sie mir bitte." in alex.text
    await alex.type("Ruf die Pflegekasse an.")
    await alex.tap("Senden")
    assert "Ruf die Pflegekasse an." in phone.text


async def questions_counted(exchange: Exchange) -> int:
    async with exchange.app.storage.engine.connect() as connection:
        query = "SELECT coalesce(sum(count), 0) FROM totals WHERE metric IN ('answered', 'clarified', 'unknown')"
        return int((await connection.exec_driver_sql(query)).scalar_one())


async def test_a_reply_to_the_notice_answers_the_only_question_that_waits(
    exchange: Exchange, phone: Phone, alex: Phone
) -> None:
    await ask(phone)
    notice, counted = alex.last, await questions_counted(exchange)
    assert "ist eine Frage da" in notice["text"]
    await alex.type("/kontakte")
    typed = await alex.type("Wie komme ich in die Lokalzeitung?", reply_to=notice["message_id"])
    assert "So kommt es an" in alex.text
    assert f"„{UNKNOWN}“" in alex.text
    assert await questions_counted(exchange) == counted
    await alex.edit(typed, "Ruf die Pflegekasse an.")
    await alex.tap("Senden")
    assert "Ruf die Pflegekasse an." in phone.text
    await alex.type("Wie komme ich in die Lokalzeitung?", reply_to=notice["message_id"])
    assert "wartet niemand auf eine Antwort" in alex.text
    assert await questions_counted(exchange) == counted


async def test_a_reply_to_the_notice_of_several_asks_to_open_one_first(
    exchange: Exchange, phone: Phone, alex: Phone
) -> None:
    await ask(phone)
    await ask(phone, OTHER)
    notice, counted = alex.last, await questions_counted(exchange)
    typed = await alex.type("Wie komme ich in die Lokalzeitung?", reply_to=notice["message_id"])
    assert alex.text == "Öffne erst die Frage, dann antworte auf sie."
    assert alex.keys == ["‹ Offene Fragen"]
    assert await questions_counted(exchange) == counted
    before = len(alex.shown)
    await alex.edit(typed, "Wie komme ich in die Zeitung?")
    assert len(alex.shown) == before, "nor is it one when it is edited"
    await alex.tap("‹ Offene Fragen")
    await alex.tap("1 ·")
    await alex.tap("Antworten")
    await alex.type("Ruf die Pflegekasse an.", reply_to=notice["message_id"])
    assert f"„{UNKNOWN}“" in alex.text, "it was being asked for"


async def test_a_reply_to_the_notice_leaves_open_what_another_feature_asks(
    exchange: Exchange, phone: Phone, alex: Phone
) -> None:
    await alex.type("/jourfixe")
    await alex.tap("Notiz")
    await ask(phone)
    await alex.type("Ruf die Pflegekasse an.", reply_to=alex.last["message_id"])
    assert "So kommt es an" in alex.text
    await alex.type("Bänke am Markt")
    async with exchange.app.storage.look() as records:
        assert [note.text for note in await records.jour_fixes.notes_of(ALEX)] == ["Bänke am Markt"]


async def test_an_emergency_in_reply_to_the_notice_gets_the_numbers_first(
    exchange: Exchange, phone: Phone, alex: Phone
) -> None:
    await ask(phone)
    before = len(alex.shown)
    await reply(alex, "Sagt jemand „ich will nicht mehr leben“: Ruf sofort 112.")
    assert "116 117" in alex.shown[before]["text"]
    assert "So kommt es an" in alex.text


async def test_who_leads_no_more_is_refused_under_the_notice(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone)
    await join(exchange, ALEX, role=Role.NEWCOMER)
    await reply(alex, "Ruf die Pflegekasse an.")
    assert "für Teamleitungen" in alex.text


# What is corrected by Telegram's own means


async def test_an_edited_answer_changes_what_is_shown_before_it_goes(
    exchange: Exchange, phone: Phone, alex: Phone
) -> None:
    await ask(phone)
    await open_first(alex)
    typed = await alex.type("Ruf die Pflegekase an", reply_to=alex.last["message_id"])
    before = len(alex.shown)
    await alex.edit(typed, "Ruf die Pflegekasse an")
    assert "Pflegekasse an" in alex.text
    assert "Pflegekase" not in alex.text
    assert len(alex.shown) == before, "in place"
    await alex.edit(typed, "🎉")
    assert "keine Worte" in alex.text
    await alex.tap("Senden", alex.shown[before - 1])
    assert "Pflegekasse an" in phone.text


async def test_an_answer_that_is_edited_after_it_went_says_which_version_did(
    exchange: Exchange, phone: Phone, alex: Phone, robin: Phone
) -> None:
    await ask(phone)
    await ask(robin, SAME)
    await open_first(alex)
    typed = await alex.type("Ruf Montag an.", reply_to=alex.last["message_id"])
    await alex.tap("An alle 2 senden")
    await alex.edit(typed, "Ruf Montag an.")
    assert "Gesendet an 2" in alex.text, "the same words"
    await alex.edit(typed, "Wie komme ich in die Lokalzeitung?")
    assert alex.text.startswith("Gesendet ist die alte Fassung.")
    before = len(phone.shown), len(robin.shown)
    await alex.tap("Nachtrag schreiben")
    await alex.type("Ruf Dienstag an.")
    await alex.tap("Als Nachtrag senden")
    for asker, count in zip((phone, robin), before, strict=True):
        assert "Ein Nachtrag zu deiner Frage" in asker.text
        assert "Ruf Dienstag an." in asker.text
        assert len(asker.shown) == count + 1


async def test_an_addition_goes_to_none_who_did_not_get_the_edited_answer(
    exchange: Exchange, phone: Phone, alex: Phone, robin: Phone
) -> None:
    await ask(phone)
    await ask(robin, SAME)
    await open_first(alex)
    typed = await alex.type("Ruf Montag an.", reply_to=alex.last["message_id"])
    await alex.tap("Nur auf die erste")
    await alex.edit(typed, "Ruf Dienstag an.")
    await reply(alex, "Ruf Dienstag an.")
    await alex.tap("Als Nachtrag senden")
    assert "Dienstag" in phone.text
    assert "Dienstag" not in robin.text


async def test_of_a_question_that_is_gone_the_edited_answer_has_no_key(
    exchange: Exchange, phone: Phone, alex: Phone
) -> None:
    await ask(phone)
    await open_first(alex)
    typed = await alex.type("Ruf Montag an.", reply_to=alex.last["message_id"])
    await alex.tap("Senden")
    await phone.type("/loeschen")
    await phone.tap("Ja, alles löschen")
    await alex.edit(typed, "Ruf Dienstag an.")
    assert alex.text.startswith("Gesendet ist die alte Fassung.")
    assert alex.keys == ["‹ Offene Fragen"]


@pytest.mark.parametrize("after", ["Verwerfen", "Ändern"])
async def test_an_edited_answer_that_was_given_up_is_no_question(
    exchange: Exchange, phone: Phone, alex: Phone, after: str
) -> None:
    await ask(phone)
    await open_first(alex)
    await alex.tap("Antworten")
    typed = await alex.type("Wie komme ich in die Lokalzeitung?")
    await alex.tap(after)
    shown = [message["text"] for message in alex.shown]
    await alex.edit(typed, "Wie komme ich in die Zeitung?")
    assert [message["text"] for message in alex.shown] == shown


async def test_what_was_typed_because_it_was_asked_for_is_no_question_when_edited(
    exchange: Exchange, phone: Phone
) -> None:
    await phone.type("/jourfixe")
    await phone.tap("Notiz")
    note = await phone.type("Wer ist im Rathaus zuständig")
    shown = [message["text"] for message in phone.shown]
    await phone.edit(note, "Wer im Rathaus ist zuständig")
    assert [message["text"] for message in phone.shown] == shown
    await phone.edit(note, "Ich will nicht mehr leben")
    assert "112" in phone.text, "an emergency is answered wherever it stands"


# When it comes too late


async def test_the_first_lead_wins_and_the_second_text_is_not_lost(
    exchange: Exchange, phone: Phone, alex: Phone, robin: Phone
) -> None:
    await join(exchange, ROBIN, role=Role.LEAD)
    await ask(phone)
    for lead, text in ((alex, "Ruf die Pflegekasse an."), (robin, "Frag den Pflegestützpunkt.")):
        await open_first(lead)
        await reply(lead, text)
    await alex.tap("Senden")
    before = len(phone.shown)
    await robin.tap("Senden")
    assert "schon beantwortet" in robin.text
    assert "Ruf die Pflegekasse an." in robin.text
    assert "Frag den Pflegestützpunkt." in robin.text
    assert len(phone.shown) == before, "nothing twice"
    await exchange.restart()
    await robin.tap("Als Nachtrag senden")
    assert "Nachtrag" in phone.text
    assert "Frag den Pflegestützpunkt." in phone.text
    [question] = await kept(exchange)
    assert question.answered_by == ALEX
    assert question.answer == "Ruf die Pflegekasse an.\n\nFrag den Pflegestützpunkt."
    assert len(phone.shown) == before + 1


async def test_a_reply_to_what_is_answered_already_shows_the_answer(
    exchange: Exchange, phone: Phone, alex: Phone
) -> None:
    await ask(phone)
    await open_first(alex)
    card = alex.last["message_id"]
    await alex.type("Ruf die Pflegekasse an.", reply_to=card)
    await alex.tap("Senden")
    await alex.type("Und nimm Unterlagen mit.", reply_to=card)
    assert "schon beantwortet, von: dir" in alex.text
    assert "Ruf die Pflegekasse an." in alex.text
    await alex.tap("Als Nachtrag senden")
    assert "Und nimm Unterlagen mit." in phone.text


async def test_of_a_lead_who_has_left_it_says_so(exchange: Exchange, phone: Phone, alex: Phone, robin: Phone) -> None:
    await join(exchange, ROBIN, role=Role.LEAD)
    await ask(phone)
    await open_first(robin)
    shown = robin.last
    await open_first(alex)
    await reply(alex, "Ruf die Pflegekasse an.")
    await alex.tap("Senden")
    await alex.type("/loeschen")
    await alex.tap("Ja, alles löschen")
    await robin.tap("Antworten", shown)
    await robin.type("Und noch etwas.")
    assert "ehemalige Teamleitung" in robin.text
    await phone.tap("Danke, das hilft")
    assert "ehemalige Teamleitung" in phone.text


async def test_withdrawn_meanwhile_nothing_is_sent(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone)
    await open_first(alex)
    await reply(alex, "Ruf die Pflegekasse an.")
    await phone.tap("Zurückziehen")
    await alex.tap("Senden")
    assert "nicht mehr da" in alex.text
    assert "Pflegekasse" not in phone.text


async def test_an_answered_question_cant_be_withdrawn(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone)
    passed = phone.last
    await open_first(alex)
    await reply(alex, "Ruf die Pflegekasse an.")
    await alex.tap("Senden")
    await phone.tap("Zurückziehen", passed)
    assert any("schon beantwortet" in message["text"] for message in phone.shown)
    assert len(await kept(exchange)) == 1


async def test_that_an_asker_has_blocked_the_bot_is_nobodys_business(
    exchange: Exchange, phone: Phone, alex: Phone, robin: Phone
) -> None:
    await ask(phone, key="Mit meinem Namen senden")
    await ask(robin, SAME)
    exchange.telegram.block(KIM)
    await exchange.settle()
    await open_first(alex)
    await reply(alex, "Ruf die Pflegekasse an.")
    await alex.tap("An alle 2 senden")
    assert alex.text.startswith("Gesendet an 2 Menschen.\n")
    assert "Pflegekasse" in robin.text
    await ask(robin, OTHER)
    await open_first(alex)
    await reply(alex, "Frag die Heimleitung.")
    await alex.tap("Senden")
    reached = alex.text
    exchange.telegram.block(ROBIN)
    await exchange.settle()
    async with exchange.app.storage.transaction() as records:
        now = exchange.clock.now()
        again = OpenQuestion(0, ROBIN, OTHER, now, state=QuestionState.OPEN, asked_at=now, teams=(1,))
        await records.questions.add(again)
    await open_first(alex)
    await reply(alex, "Frag die Heimleitung.")
    await alex.tap("Senden")
    assert alex.text == reached, "word for word as for somebody who reads it"


async def test_an_answer_arrives_when_the_asker_is_back(
    exchange: Exchange, phone: Phone, alex: Phone, robin: Phone
) -> None:
    await ask(phone)
    await ask(robin, SAME)
    for person in (KIM, ROBIN):
        exchange.telegram.block(person)
    await exchange.settle()
    await exchange.pass_time(timedelta(hours=1))
    await open_first(alex)
    shown = alex.last["message_id"]
    await reply(alex, "Ruf die Pflegekasse an.")
    await alex.tap("Nur auf die erste")
    await exchange.pass_time(timedelta(hours=1))
    await alex.type("Und nimm Unterlagen mit.", reply_to=shown)
    await alex.tap("Senden")
    before = len(phone.shown), len(robin.shown)
    for person in (KIM, ROBIN):
        exchange.telegram.unblock(person)
    await exchange.settle()
    assert "Pflegekasse" in phone.text
    assert len(phone.shown) == before[0] + 1, "once"
    assert "Unterlagen" in robin.text
    assert len(robin.shown) == before[1] + 1, "the first answer was not for them"
    for person in (KIM, ROBIN):
        exchange.telegram.block(person)
        await exchange.settle()
        exchange.telegram.unblock(person)
    await exchange.settle()
    assert (len(phone.shown), len(robin.shown)) == (before[0] + 1, before[1] + 1), "and not again"


# Closing


async def test_closed_with_word_or_without(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone)
    await ask(phone, OTHER)
    before = len(phone.shown)
    await open_first(alex)
    await alex.tap("Kann ich nicht beantworten")
    await alex.tap("‹ Zurück")
    await alex.tap("Kann ich nicht beantworten")
    await alex.tap("Bescheid geben")
    assert "kommt leider keine Antwort" in phone.text
    await open_first(alex)
    await alex.tap("Kann ich nicht beantworten")
    closing = alex.last
    await alex.tap("Ohne Nachricht")
    assert len(phone.shown) == before + 1
    assert {one.state for one in await kept(exchange)} == {QuestionState.CLOSED}
    await alex.tap_data(closing, encode(deed("offen", "decline", (await kept(exchange))[1].id)))
    assert len(phone.shown) == before + 1, "nothing twice"
    assert "schon geschlossen" in alex.text


# What the asker says to it


@pytest.mark.parametrize(("key", "metric"), {"Danke, das hilft": "helpful", "Das hilft mir nicht": "unhelpful"}.items())
async def test_whether_it_helps_is_counted_once(
    exchange: Exchange, phone: Phone, alex: Phone, key: str, metric: str
) -> None:
    await ask(phone)
    await open_first(alex)
    await reply(alex, "Ruf die Pflegekasse an.")
    await alex.tap("Senden")
    card = phone.last
    await phone.tap(key)
    await phone.tap_data(card, encode(deed("ask", "helps", 1, 1)))
    assert phone.keys == ["Nachfragen"]
    async with exchange.app.storage.engine.connect() as connection:
        query = "SELECT metric, team_id, count FROM totals WHERE metric LIKE '%helpful'"
        counted = [tuple(row) for row in await connection.exec_driver_sql(query)]
    assert sorted(counted) == [(metric, 0, 1), (metric, 1, 1)]


# Nothing typed lies where it should not


async def test_no_answer_and_no_question_lies_in_the_outbox(exchange: Exchange, phone: Phone, alex: Phone) -> None:
    await ask(phone, UNKNOWN, "Mit meinem Namen senden")
    await open_first(alex)
    await alex.tap("Antworten")
    await alex.type("Ruf die Pflegekasse an.")
    await alex.tap("Senden")
    async with exchange.app.storage.engine.connect() as connection:
        for query in ("SELECT card FROM outbox", "SELECT data FROM prompts", "SELECT options FROM turns"):
            for (text,) in await connection.exec_driver_sql(query):
                assert "Pflege" not in text
                assert "Kim" not in text
