"""/zeiten and /pause: changed in place, asked back when unclear."""

from datetime import date, timedelta

import pytest

from handlers.buttons import deed, encode
from handlers.texts.times import days_named
from scheduler.people import Member
from tests.phone import Exchange, Phone

TODAY = date(2026, 3, 3)


async def member(exchange: Exchange, user_id: int = 1001) -> Member:
    async with exchange.app.storage.look() as records:
        found = await records.members.get(user_id)
    assert found is not None
    return found


async def test_moving_from_bayern_to_berlin(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/zeiten")
    for land, code in (("Bayern", "BY"), ("Berlin", "BE")):
        await phone.tap("Bundesland ändern")
        await phone.tap(land)
        assert f"Bundesland: {land}" in phone.text
        known = await member(exchange)
        assert (known.bundesland, known.look_at) == (code, exchange.clock.now())
    assert len(phone.shown) == 1, "all in one message"
    await phone.tap("Bundesland ändern")
    await phone.tap("Ohne Bundesland")
    assert "bundesweiten Feiertage" in phone.text


async def test_days_and_hour_are_changed_in_place(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/zeiten")
    await phone.tap("Tage und Uhrzeit ändern")
    await phone.tap("Sa")
    await phone.tap("✓ Mo")
    await phone.tap("16 Uhr")
    await phone.tap("So passt es")
    assert "Tage: Dienstag bis Samstag" in phone.text
    assert "ab 16 Uhr" in phone.text
    assert len(phone.shown) == 1
    assert (await member(exchange)).days == frozenset({1, 2, 3, 4, 5})


async def test_an_hour_is_typed_and_a_question_meanwhile_answered(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/zeiten")
    await phone.tap("Tage und Uhrzeit ändern")
    await phone.tap("andere Uhrzeit")
    await phone.type("Wer ist im Rathaus zuständig?")
    assert "Im Rathaus ist niemand zuständig" in phone.text
    await phone.type("22 Uhr")
    assert "von 6 bis 20" in phone.text
    await phone.type("11")
    assert (await member(exchange)).hour == 11
    assert "✓ 11 Uhr" in phone.keys


async def test_going_back_closes_what_was_asked(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/zeiten")
    await phone.tap("Tage und Uhrzeit ändern")
    await phone.tap("andere Uhrzeit")
    await phone.tap("Zurück")
    await phone.type("11")
    assert (await member(exchange)).hour == 9


LEAVES = {
    "bis 15.8.": (TODAY, date(2026, 8, 15)),
    "15.8.": (TODAY, date(2026, 8, 15)),
    "bis Ende August": (TODAY, date(2026, 8, 31)),
    "zwei Wochen": (TODAY, TODAY + timedelta(days=14)),
    "vom 1.8. bis 15.8.": (date(2026, 8, 1), date(2026, 8, 15)),
    "28.12. bis 5.1.": (date(2026, 12, 28), date(2027, 1, 5)),
    "bis heute": (TODAY, TODAY),
    "ab morgen für zwei Wochen": (date(2026, 3, 4), date(2026, 3, 18)),
    "2 Wochen ab 1.4.": (date(2026, 4, 1), date(2026, 4, 15)),
    "1.3. bis 15.3.": (TODAY, date(2026, 3, 15)),
    "1.4.2026 bis 1.3.2027": (date(2026, 4, 1), date(2027, 3, 1)),
    "vom 1.4. bis 15.12.": (date(2026, 4, 1), date(2026, 12, 15)),
    "3. bis 5. Mai": (date(2026, 5, 3), date(2026, 5, 5)),
    "nächsten Monat": (date(2026, 4, 1), date(2026, 4, 30)),
    "im April": (date(2026, 4, 1), date(2026, 4, 30)),
}
APRIL = (date(2026, 4, 1), date(2026, 4, 7))
SPANS = {
    **dict.fromkeys(
        (
            "1.4. - 7.4.", "1.4. – 7.4.", "1.4. — 7.4.", "1.4.-7.4.", "1.4.–7.4.", "1.4.—7.4.", "1.-7.4.",
            "vom 1.4. bis 7.4.", "1.4. bis zum 7.4.", "1. April - 7. April", "1.4.2026-7.4.2026",
            "2026-04-01 - 2026-04-07", "zwischen 1.4. und 7.4.",
        ),
        APRIL,
    ),
    "nächste Woche": (date(2026, 3, 9), date(2026, 3, 15)),
    "die ganze nächste Woche": (date(2026, 3, 9), date(2026, 3, 15)),
    "diese Woche": (TODAY, date(2026, 3, 8)),
    "für 2 Wochen": (TODAY, TODAY + timedelta(days=14)),
    "für drei Tage": (TODAY, TODAY + timedelta(days=3)),
    "2 Wochen": (TODAY, TODAY + timedelta(days=14)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "leave"), (LEAVES | SPANS).items())
async def test_a_leave_as_people_type_it(exchange: Exchange, phone: Phone, text: str, leave: tuple[date, date]) -> None:
    await phone.type(f"/pause {text}")
    known = await member(exchange)
    assert (known.leave_from, known.leave_until) == leave
    assert "Ich bleibe still" in phone.text
    assert known.look_at == exchange.clock.now()


@pytest.mark.parametrize(
    ("text", "said"),
    {
        "bis 1.3.": "liegt schon hinter uns",
        "bis 1.3.2026": "liegt schon hinter uns",
        "gestern": "liegt schon hinter uns",
        "bis 31.2.": "nicht lesen",
        "bald": "nicht lesen",
        "ab 1.3.": "liegt schon hinter uns",
        "31.2. bis 5.4.": "nicht lesen",
        "32.4. - 35.4.": "nicht lesen",
        "für 999 Jahre": "nicht lesen",
        "letzte Woche": "liegt schon hinter uns",
        "💤": "nicht lesen",
    }.items(),
)
async def test_past_or_unreadable_is_asked_back_with_buttons(
    exchange: Exchange, phone: Phone, text: str, said: str
) -> None:
    await phone.type(f"/pause {text}")
    assert said in phone.text
    assert phone.keys == ["Eine Woche", "Zwei Wochen", "Anderer Tag"]
    assert (await member(exchange)).leave_until is None
    await exchange.restart()
    await phone.type("bis 20. März")
    assert (await member(exchange)).leave_until == date(2026, 3, 20)


@pytest.mark.parametrize("keys", [[], ["Anderer Tag"]], ids=["at once", "asked"])
@pytest.mark.parametrize(("text", "leave"), SPANS.items())
async def test_the_same_answers_what_the_bot_has_asked(
    exchange: Exchange, phone: Phone, keys: list[str], text: str, leave: tuple[date, date]
) -> None:
    await phone.type("/pause")
    for key in keys:
        await phone.tap(key)
    await phone.type(text)
    known = await member(exchange)
    assert (known.leave_from, known.leave_until) == leave


ONWARDS = ["ab 1.4.", "vom 1.4. an", "ab dem 1. April", "1.4. -"]


@pytest.mark.parametrize("text", ONWARDS)
@pytest.mark.parametrize("end", ["7.4.", "bis 7.4.", "1.4. - 7.4."])
async def test_a_start_alone_is_kept_while_the_end_is_asked_for(
    exchange: Exchange, phone: Phone, text: str, end: str
) -> None:
    await phone.type(f"/pause {text}")
    assert "beginnt am Mittwoch, 1. April." in phone.text
    assert "Bis wann" in phone.text
    assert (await member(exchange)).leave_until is None
    await phone.type("Wie komme ich in die Lokalzeitung?")
    await phone.type("bald")
    assert "beginnt am Mittwoch, 1. April." in phone.text
    await exchange.restart()
    await phone.type(end)
    known = await member(exchange)
    assert (known.leave_from, known.leave_until) == APRIL


async def test_a_button_pressed_then_counts_from_that_start(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/pause")
    await phone.type("ab 1.4.")
    await phone.tap("Eine Woche")
    assert "von Mittwoch, 1. April, bis Mittwoch, 8. April" in phone.text
    await phone.tap("Anderes Ende")
    await phone.type("für drei Tage")
    known = await member(exchange)
    assert (known.leave_from, known.leave_until) == (date(2026, 4, 1), date(2026, 4, 4))


async def test_a_start_gone_by_when_a_button_is_pressed_is_the_day_of_the_press(
    exchange: Exchange, phone: Phone
) -> None:
    await phone.type("/pause ab 5.3.")
    await exchange.pass_time(timedelta(days=5))
    await phone.tap("Eine Woche")
    known = await member(exchange)
    assert (known.leave_from, known.leave_until) == (date(2026, 3, 8), date(2026, 3, 15))


@pytest.mark.parametrize("text", ["7.4. bis 1.4.", "7.4. - 1.4.", "vom 7.4.2026 bis 1.4.2026"])
async def test_an_end_before_its_start_is_asked_back(exchange: Exchange, phone: Phone, text: str) -> None:
    await phone.type(f"/pause {text}")
    assert "Das Ende liegt vor dem Anfang" in phone.text
    assert (await member(exchange)).leave_until is None
    await phone.type("14.4.")
    known = await member(exchange)
    assert (known.leave_from, known.leave_until) == (date(2026, 4, 7), date(2026, 4, 14))


async def test_an_offer_of_buttons_takes_no_other_text_for_its_answer(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/pause")
    await phone.type("Lokalzeitung")
    assert "Datum kann ich nicht lesen" not in phone.text
    assert (await member(exchange)).leave_until is None


async def test_pause_alone_asks_and_a_button_counts_from_the_press(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/pause")
    assert "Bis wann" in phone.text
    await exchange.pass_time(timedelta(days=5))
    await phone.tap("Eine Woche")
    assert "bis Sonntag, 15. März" in phone.text
    await phone.type("/pause")
    assert "bis Sonntag, 15. März" in phone.text, "the current leave is shown"
    await phone.tap("Pause beenden")
    assert "zu Ende" in phone.text
    assert (await member(exchange)).leave_until is None
    await phone.tap("Wann ich mich melden darf")
    assert "Pause: keine" in phone.text


async def test_another_day_is_typed(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/pause")
    await phone.tap("Anderer Tag")
    await phone.type("Wie komme ich in die Lokalzeitung?")
    assert "Lokalredaktion" in phone.text
    await phone.type("übermorgen")
    assert (await member(exchange)).leave_until == date(2026, 3, 5)


@pytest.mark.parametrize("text", ["beenden", "ende", "ist vorbei"])
async def test_a_leave_is_ended_in_words(exchange: Exchange, phone: Phone, text: str) -> None:
    await phone.type("/pause bis 15.8.")
    await phone.type(f"/pause {text}")
    assert (await member(exchange)).leave_until is None


async def test_a_leave_that_is_over_is_shown_no_more(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/pause bis 5.3.")
    await exchange.pass_time(timedelta(days=3))
    await phone.type("/pause")
    assert "Pause beenden" not in phone.keys
    await phone.type("/zeiten")
    assert "Pause: keine" in phone.text


async def test_the_year_is_said_where_it_is_another_one(phone: Phone) -> None:
    await phone.type("/pause bis 1.2.2027")
    assert "Montag, 1. Februar 2027" in phone.text


async def test_nobody_is_touched_but_who_presses(exchange: Exchange, phone: Phone) -> None:
    await phone.type("/zeiten")
    alex = exchange.phone(1002, "Alex")
    await alex.type("/zeiten")
    await alex.tap("Bundesland ändern")
    await alex.tap("Hessen")
    assert (await member(exchange)).bundesland == ""
    assert (await member(exchange, 1002)).bundesland == "HE"


FORGED = [
    deed("times", "land", "XX"),
    deed("times", "hour", 2),
    deed("times", "weeks", 99),
    deed("times", "weeks"),
    deed("times", "day", 9),
    deed("times", "day"),
]


@pytest.mark.parametrize("button", FORGED, ids=encode)
async def test_what_does_not_exist_changes_nothing(exchange: Exchange, phone: Phone, button: object) -> None:
    await phone.type("/zeiten")
    before = await member(exchange)
    await phone.tap_data(phone.last, encode(button))  # type: ignore[arg-type]
    assert await member(exchange) == before


async def test_in_a_group_the_way_to_the_private_chat_is_shown(exchange: Exchange) -> None:
    exchange.telegram.add_person(1001, "Kim")
    exchange.telegram.add_group(-2001, "Runde", [1001])
    group = exchange.phone(1001, "Kim", chat_id=-2001)
    for command in ("/zeiten", "/pause", "/einstieg", "/meinedaten", "/loeschen"):
        await group.type(command)
        assert "unter uns" in group.text
    phone = exchange.phone(1001)
    await phone.open_link("c_pause")
    assert "Bis wann" in phone.text


@pytest.mark.parametrize(
    ("days", "named"),
    {
        (0, 1, 2, 3, 4): "Montag bis Freitag",
        (1, 3): "Dienstag und Donnerstag",
        (0, 2, 4): "Montag, Mittwoch und Freitag",
        (5, 6): "Samstag und Sonntag",
        (6,): "Sonntag",
        tuple(range(7)): "jeden Tag",
    }.items(),
)
def test_days_as_people_say_them(days: tuple[int, ...], named: str) -> None:
    assert days_named(days) == named
