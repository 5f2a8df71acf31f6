"""/rundruf: put together, shown as it will be, confirmed with a number, and only by who may."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox import dummies, hands
from handlers.broadcast_feature import BROADCASTS
from handlers.buttons import deed, encode
from scheduler.broadcasts import MUTED, Broadcast, State
from scheduler.people import Role
from scheduler.teams import MOST_TEAMS
from tests.phone import Exchange, Phone, open_exchange

ADMIN, LEAD, OTHER_LEAD, SECOND_LEAD, OUTSIDER = 1, 11, 12, 13, 99
NORTH, SOUTH = (101, 102, 103), (201, 202)
BOLD = [{"type": "bold", "offset": 0, "length": 7}, {"type": "italic", "offset": 3, "length": 4}]


@pytest.fixture
async def exchange() -> AsyncIterator[Exchange]:
    """Two teams: the lead's has three members, another lead's has two. Everybody has opened the chat."""
    async with open_exchange(admin_ids=frozenset({ADMIN})) as exchange:
        await set_up(exchange)
        yield exchange


async def set_up(exchange: Exchange) -> None:
    now = exchange.clock.now()
    async with exchange.app.storage.transaction() as records:
        for name, lead, newcomers in (("Nord", LEAD, NORTH), ("Süd", OTHER_LEAD, SOUTH)):
            team = await records.teams.add(name, now)
            assert team is not None
            for member in (lead, *newcomers):
                await records.members.welcome(member, now)
                role = Role.LEAD if member == lead else Role.NEWCOMER
                await records.teams.join(member, team.id, role, now)
    for person in (ADMIN, LEAD, OTHER_LEAD, SECOND_LEAD, OUTSIDER, *NORTH, *SOUTH):
        exchange.phone(person, f"P{person}")
        exchange.telegram.world.directory.people[person].wrote = True


async def send(phone: Phone, exchange: Exchange, content: dict[str, Any]) -> None:
    """Something that a phone sends beside plain text."""
    hands._post(exchange.telegram.world, phone.chat_id, phone.user_id, content, None)
    await exchange.settle()


def photo(exchange: Exchange, caption: str = "", **more: Any) -> dict[str, Any]:
    world = exchange.telegram.world
    content = dummies.content("photo", world.archive, world.directory.person(LEAD))
    return content | ({"caption": caption} if caption else {}) | more


async def compose(phone: Phone, text: str = "Am Freitag ist Sommerfest.") -> None:
    await phone.type("/rundruf")
    await phone.tap("Neuer Rundruf")
    await phone.type(text)


async def send_out(phone: Phone) -> None:
    """To everybody, at once."""
    await compose(phone)
    await phone.tap("Vorschau und senden")
    await phone.tap("An 4 Menschen senden")


async def press(phone: Phone, *button: Any) -> None:
    """A button that is forged, or as old as you like."""
    await phone.tap_data(phone.screen[-1], encode(deed("broadcast", *button)))


async def all_of(exchange: Exchange, *states: State) -> list[Broadcast]:
    async with exchange.app.storage.look() as records:
        return await records.broadcasts.in_states(*(states or tuple(State)))


async def only(exchange: Exchange) -> Broadcast:
    (broadcast,) = await all_of(exchange)
    return broadcast


def got(exchange: Exchange, members: tuple[int, ...]) -> list[int]:
    return [len(exchange.phone(member).shown) for member in members]


async def later(exchange: Exchange, phone: Phone) -> None:
    """Sent now, but not to arrive before noon: it is under way."""
    await phone.tap("Uhrzeiten")
    await phone.tap("12 bis 18 Uhr")
    await phone.tap("Vorschau und senden")
    await phone.tap("Menschen senden")


# The way to a broadcast ----------------------------------------------------------------------------------------------


async def test_it_arrives_as_it_was_shown_with_its_formatting(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await phone.type("/rundruf")
    await phone.tap("Neuer Rundruf")
    text = "👩‍👩‍👧 Fest am Markt\n\n  eingerückt & <b>kein</b> HTML"
    await send(phone, exchange, {"text": text, "entities": BOLD})
    await phone.tap("Vorschau und senden")
    preview = phone.shown[-2]
    await phone.tap("An 4 Menschen senden")
    for member in NORTH:
        message = exchange.phone(member).last
        assert (message["text"], message["entities"]) == (text, preview["entities"])
        assert message["reply_markup"] == preview["reply_markup"]
    assert preview["entities"] == BOLD
    assert got(exchange, SOUTH) == [0, 0]


async def test_a_picture_goes_with_its_caption(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await phone.type("/rundruf")
    await phone.tap("Neuer Rundruf")
    await send(phone, exchange, photo(exchange, "Unser Plakat", caption_entities=BOLD[:1]))
    assert "Bild mit Text, 12 Zeichen: „Unser Plakat“" in phone.text
    await phone.tap("Vorschau und senden")
    await phone.tap("Menschen senden")
    message = exchange.phone(NORTH[0]).last
    assert (message["caption"], message["caption_entities"]) == ("Unser Plakat", BOLD[:1])
    assert message["photo"]


async def test_of_an_album_one_picture_is_taken_and_that_is_said_once(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await phone.type("/rundruf")
    await phone.tap("Neuer Rundruf")
    before = len(phone.shown)
    await send(phone, exchange, photo(exchange, "Drei Bilder"))
    await send(phone, exchange, photo(exchange))
    await send(phone, exchange, photo(exchange))
    assert len(phone.shown) == before + 2
    assert "Ich habe nur das erste genommen" in phone.text
    assert (await only(exchange)).content.text == "Drei Bilder"
    await phone.type("Wer ist im Rathaus zuständig?")
    assert "Ansprechperson" in phone.text, "a question is a question again"


async def test_the_rest_of_a_text_that_telegram_split_is_no_question(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone, "wort " * 819)
    await phone.type("und der Rest davon")
    assert "nur der erste Teil" in phone.text


async def test_a_draft_survives_a_restart_and_a_month_old_key_still_opens_it(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    old = phone.last
    await exchange.restart()
    await exchange.pass_time(timedelta(days=20))
    await phone.tap("An wen", old)
    assert "An wen geht der Rundruf?" in phone.text
    await phone.tap("Zum Entwurf")
    assert "Am Freitag ist Sommerfest." in phone.text


async def test_the_number_is_rounded_until_it_is_confirmed(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    assert "Nord (unter 5 Menschen)" in phone.text
    async with exchange.app.storage.transaction() as records:
        for member in range(301, 304):
            await records.members.welcome(member, exchange.clock.now())
            await records.teams.join(member, 1, Role.NEWCOMER, exchange.clock.now())
    await phone.tap("An wen")
    assert "Nord (etwa 5 Menschen)" in phone.text
    await phone.tap("Zum Entwurf")
    await phone.tap("Vorschau und senden")
    assert "An 7 Menschen senden" in phone.keys


async def test_a_lead_chooses_among_the_own_teams_only(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("An wen")
    assert [key for key in phone.keys if key in ("Alle", "Süd", "✓ Nord")] == ["✓ Nord"]
    draft = await only(exchange)
    for forged in (("all", draft.id), ("team", draft.id, 2, 1), ("fresh", draft.id, 7), ("fresh", draft.id, "-5")):
        await press(phone, *forged)
        assert (await only(exchange)).audience == draft.audience
    await phone.tap("Nord")
    await press(phone, "fresh", draft.id, 3)
    audience = (await only(exchange)).audience
    assert (audience.kind, audience.teams, audience.months) == ("newcomers", (1,), 3), "never everybody's newcomers"


async def test_an_admin_reaches_all_and_newcomers_of_the_last_months(exchange: Exchange) -> None:
    phone = exchange.phone(ADMIN)
    await compose(phone)
    await phone.tap("An wen")
    await phone.tap("Neu seit 3 Monaten")
    assert "in den letzten 3 Monaten" in phone.text
    await phone.tap("Zum Entwurf")
    await phone.tap("Vorschau und senden")
    assert "An 5 Menschen senden" in phone.keys
    await phone.tap("Noch ändern")
    await phone.tap("An wen")
    await phone.tap("Alle")
    await phone.tap("Zum Entwurf")
    await phone.tap("Vorschau und senden")
    assert "An 7 Menschen senden" in phone.keys


@pytest.mark.parametrize("series", [False, True])
async def test_two_hundred_teams_stand_on_pages(exchange: Exchange, series: bool) -> None:
    async with exchange.app.storage.transaction() as records:
        for number in range(3, MOST_TEAMS + 1):
            await records.teams.add(f"Team {number:03}", exchange.clock.now())
    phone = exchange.phone(ADMIN)
    if series:
        await phone.type("/rundruf")
        await phone.tap("Serien")
        await phone.tap("Neue Serie")
    else:
        await compose(phone)
    await phone.tap("An wen")
    found = 0
    while "Weitere ›" in phone.keys:
        found += len([key for key in phone.keys if key.startswith("Team ")])
        await phone.tap("Weitere ›")
    assert found + len([key for key in phone.keys if key.startswith("Team ")]) == MOST_TEAMS - 2
    await phone.tap("Team 199")
    assert "✓ Team 199" in phone.keys, "on the same page"
    await phone.tap("‹ Vorige", phone.last)
    assert "Team 179" in phone.keys


async def test_a_tip_picked_twice_makes_one_draft(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await phone.type("/rundruf")
    await phone.tap("Neuer Rundruf")
    await phone.tap("Tipp aus der Sammlung")
    await phone.type("Presse")
    menu = phone.last
    await phone.tap("Guter Draht zur Lokalredaktion", menu)
    data = menu["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await phone.tap_data(phone.last, data)
    assert (await only(exchange)).content.entry == "einstieg-tipp-8"


async def test_deleting_a_draft_asks_first(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Entwurf löschen")
    await phone.tap("Nein, behalten")
    assert "Dein Entwurf" in phone.text
    await phone.tap("Entwurf löschen")
    await phone.tap("Ja, löschen")
    assert "gelöscht" in phone.text
    assert await all_of(exchange) == []


# Bad input -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sticker", "voice", "video_note", "location", "contact", "poll"])
async def test_what_is_no_text_picture_or_file_is_refused_and_asked_again(exchange: Exchange, kind: str) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone, "Der alte Text")
    await phone.tap("Inhalt ändern")
    await phone.send(kind)
    assert "nicht als Rundruf senden" in phone.text
    assert "Dein Entwurf ist unverändert" in phone.text
    assert (await only(exchange)).content.text == "Der alte Text"
    await phone.type("Der neue Text")
    assert (await only(exchange)).content.text == "Der neue Text"


async def test_a_caption_that_is_too_long_is_told_with_both_numbers(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone, "Der alte Text")
    await phone.tap("Inhalt ändern")
    await send(phone, exchange, photo(exchange, "😀" * 513))
    assert "hat 1.026 Zeichen. Mehr als 1.024" in phone.text
    assert (await only(exchange)).content.text == "Der alte Text"
    await send(phone, exchange, photo(exchange, "😀" * 512))
    assert (await only(exchange)).content.text == "😀" * 512


async def test_a_picture_over_the_limit_is_refused(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await phone.type("/rundruf")
    await phone.tap("Neuer Rundruf")
    content = photo(exchange)
    content["photo"] = [size | {"file_size": 10_000_001} for size in content["photo"]]
    await send(phone, exchange, content)
    assert "Das Bild ist 11 MB groß" in phone.text
    assert await all_of(exchange) == []


@pytest.mark.parametrize("typed", ["gestern um 9", "heute 8 Uhr", "1.1.2020 9 Uhr"])
async def test_a_time_gone_by_is_asked_back_with_keys(exchange: Exchange, typed: str) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Wann")
    await phone.type(typed)
    assert "liegt schon hinter uns" in phone.text
    assert "Morgen, 9 Uhr" in phone.keys
    assert (await only(exchange)).send_at is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3.3. um 9", "liegt schon hinter uns"),  # and not a year ahead
        ("3.3.2027 um 9", "Mittwoch, 3. März 2027, 9 Uhr"),
        ("1.1. um 9", "Freitag, 1. Januar 2027, 9 Uhr"),
        ("1.12. um 9", "Dienstag, 1. Dezember, 9 Uhr"),
        ("10.3. um 9", "Dienstag, 10. März, 9 Uhr"),
    ],
)
async def test_a_day_without_its_year_that_has_just_passed_is_not_next_years(
    exchange: Exchange, typed: str, said: str
) -> None:
    await exchange.pass_time(timedelta(days=6))  # 9 March 2026
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Wann")
    await phone.type(typed)
    assert said in phone.text


@pytest.mark.parametrize("day_first", [False, True])
@pytest.mark.parametrize(
    "typed", ["31.2. um 9", "32.3. um 9 Uhr", "30.2. 14 Uhr", "Montag, 3.5. um 9", "jeden Dienstag um 9"]
)
async def test_a_day_that_can_not_be_read_is_no_other_day(exchange: Exchange, typed: str, day_first: bool) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Wann")
    if day_first:
        await phone.type("Donnerstag")
    await phone.type(typed)
    assert "Die Zeit verstehe ich nicht" in phone.text
    assert (await only(exchange)).send_at is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("14 Uhr", "Dienstag, 3. März, 14 Uhr"),
        ("am besten um 8", "Mittwoch, 4. März, 8 Uhr"),
        ("dann bitte gegen halb neun", "Mittwoch, 4. März, 8:30 Uhr"),
        ("um neun abends", "Dienstag, 3. März, 21 Uhr"),
        ("9", "Mittwoch, 4. März, 9 Uhr"),
    ],
)
async def test_a_clock_alone_is_the_next_time_it_is_that_late(exchange: Exchange, typed: str, said: str) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Wann")
    await phone.type(typed)
    assert said in phone.text


async def test_a_day_of_another_year_is_told_with_it(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Wann")
    await phone.type("8.1.2027")
    assert "am Freitag, 8. Januar 2027?" in phone.text
    await phone.type("um 9")
    await phone.tap("Vorschau und senden")
    assert "Freitag, 8. Januar 2027, 9 Uhr" in phone.text
    await phone.tap("Menschen einplanen")
    assert "Ich sende am Freitag, 8. Januar 2027, 9 Uhr" in phone.text
    await phone.type("/rundruf")
    assert any(key.startswith("Geplant, 8. Januar 2027: ") for key in phone.keys)


async def test_a_key_for_a_time_that_has_passed_meanwhile_asks_anew(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Wann")
    menu = phone.last
    await exchange.pass_time(timedelta(days=2))
    await phone.tap("Morgen, 9 Uhr", menu)
    assert "liegt schon hinter uns" in phone.text


async def test_a_planned_time_that_passes_before_the_last_word_is_asked_back(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Wann")
    await phone.type("heute 14 Uhr")
    await phone.tap("Vorschau und senden")
    await exchange.pass_time(timedelta(hours=6))
    await phone.tap("Menschen einplanen")
    assert "liegt schon hinter uns" in phone.text
    assert (await only(exchange)).state is State.DRAFT


async def test_a_question_while_a_time_is_asked_for_is_answered(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Wann")
    await phone.type("Wer ist im Rathaus mein Ansprechpartner für Seniorenarbeit?")
    assert "Ansprechperson" in phone.text
    await phone.type("morgen um 10")
    assert "Mittwoch, 4. März, 10 Uhr (deutsche Zeit)" in phone.text


async def test_an_audience_of_nobody_can_not_be_confirmed(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("An wen")
    await phone.tap("Nord")
    assert "noch niemand (unter 5 Menschen)" in phone.text
    await phone.tap("Zum Entwurf")
    await phone.tap("Vorschau und senden")
    assert "Dort ist gerade niemand" in phone.text
    assert "An wen" in phone.keys


async def test_what_is_over_before_anybody_may_be_written_to_can_not_be_confirmed(exchange: Exchange) -> None:
    await exchange.pass_time(timedelta(days=3, hours=11))  # Friday evening
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Gültigkeit")
    await phone.tap("1 Tag")
    await phone.tap("Vorschau und senden")
    assert "So käme er bei niemandem an" in phone.text
    assert {"Gültigkeit", "Wann"} <= set(phone.keys)
    await phone.tap("Gültigkeit")
    await phone.tap("3 Tage")
    await phone.tap("Vorschau und senden")
    await phone.tap("Menschen senden")
    await exchange.pass_time(timedelta(days=2, hours=13))
    assert got(exchange, NORTH) == [1, 1, 1]


CHOSEN = "Er kommt erst zu den gewählten Uhrzeiten an, und nicht an freien Tagen."
FREE = "Wer gerade frei hat, bekommt ihn zur nächsten eigenen Zeit."


async def test_outside_the_usual_hours_it_says_that_it_will_wait(exchange: Exchange) -> None:
    await exchange.pass_time(timedelta(days=3, hours=13))  # Friday, ten in the evening
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Vorschau und senden")
    assert FREE in phone.text
    await phone.tap("Menschen senden")
    assert phone.toast == f"Bestätigt. {FREE}"
    await exchange.pass_time(timedelta(days=2, hours=11))
    assert got(exchange, NORTH) == [1, 1, 1]


@pytest.mark.parametrize(
    ("typed", "hours", "said"),
    [
        ("Donnerstag 10 Uhr", "", ""),
        ("Samstag 10 Uhr", "", "Wer dann frei hat, bekommt ihn zur nächsten eigenen Zeit."),
        ("Donnerstag 10 Uhr", "12 bis 18 Uhr", CHOSEN),
        ("Donnerstag 20 Uhr", "8 bis 21 Uhr", ""),
    ],
)
async def test_what_is_planned_outside_the_usual_hours_says_so(
    exchange: Exchange, typed: str, hours: str, said: str
) -> None:
    async with exchange.app.storage.transaction() as records:
        for number in NORTH:  # which must not show
            member = await records.members.get(number)
            assert member is not None
            await records.members.save(replace(member, days=frozenset({6}), hour=20))
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Wann")
    await phone.type(typed)
    if hours:
        await phone.tap("Uhrzeiten")
        await phone.tap(hours)
    await phone.tap("Gültigkeit")
    await phone.tap("14 Tage")
    await phone.tap("Vorschau und senden")
    assert said in phone.text
    assert bool(said) == ("frei" in phone.text)
    await phone.tap("Menschen einplanen")
    assert phone.toast == f"Eingeplant. {said}".strip()


async def test_a_single_recipients_leave_can_not_be_read_from_the_preview(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Gültigkeit")
    await phone.tap("1 Tag")
    today = exchange.clock.now().date()
    async with exchange.app.storage.transaction() as records:
        for member in (LEAD, *NORTH):
            known = await records.members.get(member)
            assert known is not None
            await records.members.save(replace(known, leave_from=today, leave_until=today + timedelta(days=20)))
    await phone.tap("Vorschau und senden")
    assert "An 4 Menschen senden" in phone.keys


async def test_the_same_word_twice_sends_once(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Vorschau und senden")
    confirm = phone.last
    await phone.tap("Menschen senden", confirm)
    await phone.tap_data(confirm, confirm["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    assert phone.toast == "Das ist schon geschehen."
    assert got(exchange, NORTH) == [1, 1, 1]


async def test_another_number_is_shown_and_asked_again(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    await phone.tap("Vorschau und senden")
    async with exchange.app.storage.transaction() as records:
        await records.teams.leave(NORTH[0], 1)
    await phone.tap("An 4 Menschen senden")
    assert "Jetzt sind es 3 Menschen" in phone.text
    assert got(exchange, NORTH[1:]) == [0, 0]
    await phone.tap("An 3 Menschen senden")
    assert got(exchange, NORTH[1:]) == [1, 1]
    assert exchange.phone(NORTH[0]).shown == []


async def opt_out(exchange: Exchange, member: int) -> None:
    phone = exchange.phone(member)
    await phone.type("/erinnerungen")
    await phone.tap("Woran ich erinnere")
    await phone.tap("Rundrufe der Teamleitung")


async def block(exchange: Exchange, member: int) -> None:
    async with exchange.app.storage.transaction() as records:
        await records.members.set_blocked(member, exchange.clock.now())


@pytest.mark.parametrize("turn_away", [opt_out, block])
@pytest.mark.parametrize("how_many", [1, 3])
async def test_who_wants_none_can_not_be_read_before_it_goes(
    exchange: Exchange, turn_away: Callable[[Exchange, int], Awaitable[None]], how_many: int
) -> None:
    """Not from the draft, the choice of people, the preview, nor from what the key says when it is pressed."""
    phone = exchange.phone(LEAD)
    await compose(phone)

    async def look() -> list[Any]:
        seen: list[Any] = []
        for label in ("An wen", "Zum Entwurf", "Vorschau und senden"):
            await phone.tap(label)
            seen.append((phone.text, phone.keys))
        await phone.tap("Noch ändern")
        return seen

    before = await look()
    assert "An 4 Menschen senden" in before[-1][1]
    assert "Wer Rundrufe abbestellt hat, bekommt ihn nicht." in before[-1][0]
    for member in NORTH[:how_many]:
        await turn_away(exchange, member)
    assert await look() == before
    shown = got(exchange, NORTH[:how_many])
    await phone.tap("Vorschau und senden")
    await phone.tap("An 4 Menschen senden")
    assert "Jetzt sind es" not in phone.text
    assert got(exchange, NORTH[:how_many]) == shown
    assert got(exchange, NORTH[how_many:]) == [1] * (3 - how_many)
    broadcast = await only(exchange)
    async with exchange.app.storage.look() as records:
        found = await records.broadcasts.report(broadcast.id)
    assert (broadcast.state, broadcast.confirmed, found.total) == (State.FINISHED, 4, 4)
    assert (found.delivered, found.opted_out + found.blocked) == (4 - how_many, how_many)


async def test_a_draft_that_was_changed_is_shown_once_more_before_it_goes(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone, "Die erste Fassung")
    draft_card = phone.last
    await phone.tap("Vorschau und senden")
    confirm = phone.last
    await phone.tap("Inhalt ändern", draft_card)
    await phone.type("Die zweite Fassung")
    await phone.tap("Menschen senden", confirm)
    assert phone.shown[-2]["text"] == "Die zweite Fassung"
    assert "hat sich etwas geändert" in phone.text
    assert got(exchange, NORTH) == [0, 0, 0]
    await phone.tap("Menschen senden")
    assert exchange.phone(NORTH[0]).text == "Die zweite Fassung"


async def test_an_edit_while_it_is_being_sent_leads_to_the_correction(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone, "Unterwegs")
    draft = await only(exchange)
    await later(exchange, phone)
    for verb in ("what", "whom", "when", "life", "drop", "erase", "rush", "at"):
        await press(phone, verb, draft.id, 1)
        assert "Korrigieren" in phone.text
    now = await only(exchange)
    assert (now.state, now.content.text) == (State.SENDING, "Unterwegs")


async def test_two_leads_at_once_both_reach_their_people_one_a_day(exchange: Exchange) -> None:
    admin, lead = exchange.phone(ADMIN), exchange.phone(LEAD)
    await compose(admin, "Für alle")
    await admin.tap("Vorschau und senden")
    await compose(lead, "Für Nord")
    await lead.tap("Vorschau und senden")
    await admin.tap("Menschen senden")
    await lead.tap("Menschen senden")
    assert [exchange.phone(member).text for member in (*NORTH, *SOUTH)] == ["Für alle"] * 5
    await exchange.pass_time(timedelta(days=1))
    assert [exchange.phone(member).text for member in (*NORTH, *SOUTH)] == ["Für Nord"] * 3 + ["Für alle"] * 2
    assert got(exchange, (*NORTH, *SOUTH)) == [2, 2, 2, 1, 1]


async def take_leave(exchange: Exchange, until: tuple[str, ...]) -> None:
    for member, day in zip(NORTH, until, strict=False):
        await exchange.phone(member).type(f"/pause bis {day}")


async def end_leave(exchange: Exchange) -> None:
    for member in NORTH[:2]:
        await exchange.phone(member).tap("Pause beenden")


def arrived(exchange: Exchange) -> list[int]:
    """How often it did with each."""
    return [
        [m.get("text") for m in exchange.phone(member).shown].count("Am Freitag ist Sommerfest.") for member in NORTH
    ]


async def test_who_is_back_early_gets_what_still_counts(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await take_leave(exchange, ("20.3.", "6.3."))  # longer than it counts, and not so long
    await send_out(phone)
    await exchange.pass_time(timedelta(hours=1))
    assert arrived(exchange) == [0, 0, 1]
    await end_leave(exchange)
    assert arrived(exchange) == [1, 1, 1], "on their day, in their hours: at once"
    assert (await only(exchange)).state is State.FINISHED
    await exchange.pass_time(timedelta(days=6))
    assert arrived(exchange) == [1, 1, 1]


async def test_who_is_back_before_it_begins_gets_it_when_it_does(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await take_leave(exchange, ("20.3.", "6.3."))
    await compose(phone)
    await phone.tap("Wann")
    await phone.type("Donnerstag 9 Uhr")
    await phone.tap("Vorschau und senden")
    await phone.tap("Für 4 Menschen einplanen")
    await exchange.pass_time(timedelta(days=1))
    await end_leave(exchange)
    assert arrived(exchange) == [0, 0, 0]
    await exchange.pass_time(timedelta(days=1))
    assert arrived(exchange) == [1, 1, 1]


async def test_who_is_back_at_night_gets_it_in_the_morning(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await take_leave(exchange, ("20.3.", "6.3."))
    await send_out(phone)
    await exchange.pass_time(timedelta(hours=13))
    await end_leave(exchange)
    assert arrived(exchange) == [0, 0, 1]
    await exchange.pass_time(timedelta(hours=11))
    assert arrived(exchange) == [1, 1, 1]


async def test_who_goes_on_leave_and_stays_away_does_not_get_it(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await take_leave(exchange, ("20.3.", "20.3."))
    await send_out(phone)
    await take_leave(exchange, ("20.3.", "24.3."))  # another end, and all waits for longer
    for _ in range(8):
        await exchange.pass_time(timedelta(days=1))
    broadcast = await only(exchange)
    async with exchange.app.storage.look() as records:
        found = await records.broadcasts.report(broadcast.id)
    assert arrived(exchange) == [0, 0, 1]
    assert (broadcast.state, found.delivered, found.expired, found.open) == (State.FINISHED, 2, 2, 0)


async def test_other_days_and_hours_count_for_what_waits(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    async with exchange.app.storage.transaction() as records:
        member = await records.members.get(NORTH[0])
        assert member is not None
        await records.members.save(replace(member, days=frozenset({4}), hour=16))
    await send_out(phone)
    await exchange.phone(NORTH[0]).type("/zeiten")
    await exchange.phone(NORTH[0]).tap("Tage und Uhrzeit")
    await exchange.phone(NORTH[0]).tap("Mi")
    await exchange.phone(NORTH[0]).tap("10 Uhr")
    assert arrived(exchange) == [0, 1, 1]
    await exchange.pass_time(timedelta(hours=25))
    assert arrived(exchange) == [1, 1, 1]


async def test_too_many_drafts_are_refused(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    async with exchange.app.storage.transaction() as records:
        for _ in range(30):
            await records.broadcasts.add(Broadcast(0, LEAD, exchange.clock.now()))
    await phone.type("/rundruf")
    await phone.tap("Neuer Rundruf")
    assert "schon viele Entwürfe" in phone.text


# Who may -------------------------------------------------------------------------------------------------------------


async def test_newcomers_and_strangers_are_refused_however_they_ask(exchange: Exchange) -> None:
    lead = exchange.phone(LEAD)
    await compose(lead)
    draft = await only(exchange)
    for person in (NORTH[0], OUTSIDER):
        phone = exchange.phone(person)
        await phone.type("/rundruf")
        before = len(phone.shown)
        verbs = [verb for verb in BROADCASTS.deeds if verb != "read"]
        for verb in verbs:
            forged = encode(deed("broadcast", verb, draft.id, 1, 1))
            exchange.telegram.tap(person, person, phone.last["message_id"], forged, force=True)
        await exchange.settle()
        assert len(phone.shown) == before + len(verbs)
        assert all("Das ist für Teamleitungen" in message["text"] for message in phone.shown)
    assert await only(exchange) == draft


async def test_a_lead_of_another_team_can_do_nothing_with_it(exchange: Exchange) -> None:
    lead, other = exchange.phone(LEAD), exchange.phone(OTHER_LEAD)
    await compose(lead)
    await later(exchange, lead)
    before = await only(exchange)
    await other.type("/rundruf")
    assert "Sommerfest" not in str(other.last)
    about_new = {"list", "new", "tips", "tip", "read", "series", "series_new"}
    for verb in BROADCASTS.deeds:
        if verb not in about_new and not verb.startswith("series_"):
            await press(other, verb, before.id, 4, before.version)
            assert "Team, das du nicht leitest" in other.text, verb
    assert await only(exchange) == before


async def test_a_lead_who_is_none_any_more_is_refused_while_it_goes_on(exchange: Exchange) -> None:
    lead, second = exchange.phone(LEAD), exchange.phone(SECOND_LEAD)
    await compose(lead)
    await later(exchange, lead)
    async with exchange.app.storage.transaction() as records:
        await records.members.welcome(SECOND_LEAD, exchange.clock.now())
        await records.teams.join(SECOND_LEAD, 1, Role.LEAD, exchange.clock.now())
        await records.teams.join(LEAD, 1, Role.NEWCOMER, exchange.clock.now())
    await lead.tap("Anhalten")
    assert "Das ist für Teamleitungen" in lead.text
    assert (await only(exchange)).state is State.SENDING
    await second.type("/rundruf")
    await second.tap("Läuft gerade")
    await second.tap("Anhalten")
    assert (await only(exchange)).state is State.PAUSED
    await second.tap("Weiter senden")
    await exchange.pass_time(timedelta(hours=4))
    assert got(exchange, NORTH) == [1, 1, 1]


async def test_who_leads_no_more_sees_no_more_of_its_way(exchange: Exchange) -> None:
    lead, second = exchange.phone(LEAD), exchange.phone(SECOND_LEAD)
    await compose(lead)
    await later(exchange, lead)
    async with exchange.app.storage.transaction() as records:
        await records.members.welcome(SECOND_LEAD, exchange.clock.now())
        await records.teams.join(SECOND_LEAD, 1, Role.LEAD, exchange.clock.now())
        await records.teams.join(LEAD, 1, Role.NEWCOMER, exchange.clock.now())
    board = lead.text
    await exchange.pass_time(timedelta(hours=3))
    assert [message["text"] for message in lead.shown][-2:] == [board, "Am Freitag ist Sommerfest."]
    await second.type("/rundruf")
    await second.tap("Gesendet")
    assert "Er war für 4 Menschen." in second.text


async def test_who_has_lost_a_team_must_choose_anew(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    async with exchange.app.storage.transaction() as records:
        await records.teams.join(LEAD, 2, Role.LEAD, exchange.clock.now())
    await compose(phone)
    await phone.tap("Vorschau und senden")
    async with exchange.app.storage.transaction() as records:
        await records.teams.leave(LEAD, 2)
    await phone.tap("Menschen senden")
    assert "ein Team, das du nicht leitest" in phone.text
    assert got(exchange, SOUTH) == [0, 0]
    await phone.tap("An wen")
    await phone.tap("Alle meine Teams" if "Alle meine Teams" in phone.keys else "Nord")
    assert (await only(exchange)).audience.teams in ((), (1,))


async def test_the_draft_of_a_deleted_lead_is_left_to_the_team(exchange: Exchange) -> None:
    lead = exchange.phone(LEAD)
    await compose(lead)
    async with exchange.app.storage.transaction() as records:
        await records.members.welcome(SECOND_LEAD, exchange.clock.now())
        await records.teams.join(SECOND_LEAD, 1, Role.LEAD, exchange.clock.now())
    second = exchange.phone(SECOND_LEAD)
    await second.type("/rundruf")
    assert not any("Sommerfest" in key for key in second.keys), "a draft is its maker's own"
    async with exchange.app.storage.transaction() as records:
        await records.members.remove(LEAD)
    await second.type("/rundruf")
    await second.tap("Entwurf")
    assert "ehemaligen Teamleitung" in second.text
    await second.tap("Vorschau und senden")
    await second.tap("Menschen senden")
    assert got(exchange, NORTH) == [1, 1, 1]


@pytest.mark.slow  # five hundred taps
async def test_no_forged_button_goes_wrong(exchange: Exchange) -> None:
    phone = exchange.phone(LEAD)
    await compose(phone)
    number = (await only(exchange)).id
    for args in (
        (),
        ("",),
        (0,),
        ("-1",),
        ("zz",),
        (9**9,),
        (number, "x", "y"),
        (number, "zzzzzzzzzzzz", 1),
        (number,),
    ):
        for verb in BROADCASTS.deeds:
            forged = encode(deed("broadcast", verb, *args))
            exchange.telegram.tap(LEAD, LEAD, phone.last["message_id"], forged, force=True)
        await exchange.settle()
    assert not [message for message in phone.shown if "etwas schief" in message.get("text", "")]


async def test_switched_off_broadcasts_stay_off_in_another_team(exchange: Exchange) -> None:
    member = exchange.phone(NORTH[0])
    await member.type("/erinnerungen")
    await member.tap("Woran ich erinnere")
    assert "auch keine dringenden" in member.text
    await member.tap("Rundrufe der Teamleitung: an")
    assert "Rundrufe der Teamleitung: aus" in member.keys
    async with exchange.app.storage.transaction() as records:
        await records.teams.leave(NORTH[0], 1)
        await records.teams.join(NORTH[0], 2, Role.NEWCOMER, exchange.clock.now())
        stored = await records.members.get(NORTH[0])
        assert stored is not None
        assert MUTED in stored.muted
    await compose(exchange.phone(OTHER_LEAD), "Für Süd")
    await exchange.phone(OTHER_LEAD).tap("Vorschau und senden")
    await exchange.phone(OTHER_LEAD).tap("An 4 Menschen senden")
    assert "Für Süd" not in [message.get("text") for message in member.shown]


async def test_what_is_under_way_stands_first_and_what_is_over_last(exchange: Exchange) -> None:
    """Whatever came later."""
    lead = exchange.phone(LEAD)
    for text in ("Unterwegs", "Vorbei", "Geplant", "Entwurf"):
        await compose(lead, text)
    made = {one.content.text: one for one in await all_of(exchange)}
    now = exchange.clock.now()
    changed = {
        "Unterwegs": replace(made["Unterwegs"], state=State.SENDING, confirmed_at=now),
        "Vorbei": replace(made["Vorbei"], state=State.FINISHED, confirmed_at=now, finished_at=now),
        "Geplant": replace(made["Geplant"], state=State.SCHEDULED, send_at=now + timedelta(days=1), confirmed_at=now),
    }
    async with exchange.app.storage.transaction() as records:
        for broadcast in changed.values():
            await records.broadcasts.save(broadcast)
    await lead.type("/rundruf")
    words = ("Unterwegs", "Entwurf", "Geplant", "Vorbei")
    listed = [next((word for word in words if key.endswith(word)), "") for key in lead.keys]
    assert tuple(filter(None, listed)) == words


async def test_who_only_looks_does_not_take_the_board(exchange: Exchange) -> None:
    """It goes on in the chat of who sent it."""
    lead, second = exchange.phone(LEAD), exchange.phone(SECOND_LEAD)
    await compose(lead)
    await later(exchange, lead)
    async with exchange.app.storage.transaction() as records:
        await records.members.welcome(SECOND_LEAD, exchange.clock.now())
        await records.teams.join(SECOND_LEAD, 1, Role.LEAD, exchange.clock.now())
    board, before = lead.last["message_id"], await only(exchange)
    await second.type("/rundruf")
    await second.tap("Läuft gerade")
    assert "wird gesendet" in second.text
    assert await only(exchange) == before
    await exchange.pass_time(timedelta(hours=4))
    followed = next(message for message in lead.shown if message["message_id"] == board)
    assert "fertig" in followed["text"]
    await second.type("/rundruf")
    await second.tap("Gesendet")
    after = await only(exchange)
    assert (after.board_chat, after.board_message) == (before.board_chat, before.board_message)
