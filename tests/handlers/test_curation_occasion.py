"""/wissen: an occasion of a lead's own is shown exactly, live at once, named to whoever calls the press, taken back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.export import export_knowledge
from handlers.buttons import hash_name
from handlers.texts import curation as texts
from handlers.texts import occasions
from knowledge.changes import SENTENCE_LONGEST, Change, What
from knowledge.curation import merge
from knowledge.entries import Occasion
from knowledge.fields import TITLE_LONGEST
from knowledge.library import SHIPPED, load
from knowledge.occasions import FEASTS, rules_for
from scheduler.curations import State
from tests.handlers.test_curation import ALEX, KIM, ROBIN, TONI, all_of, make_live, newest, press, put, team_of
from tests.phone import Exchange, Phone, open_exchange

TITLE = "Stadtteilfest im Nordend"
WHY = "An diesem Tag ist das ganze Viertel auf der Straße."
OPENING = "Am Samstag feiert das Nordend, kommen Sie auf einen Kaffee vorbei?"
FEST = Change(What.OCCASION, title=TITLE, day="2026-04-25", when="2026-04-25", why=WHY, opening=OPENING)
WHOLE = replace(FEST, entry="anlass-neu-1")


@pytest.fixture
async def exchange(tmp_path: Path) -> AsyncIterator[Exchange]:
    async with open_exchange(f"sqlite:///{tmp_path / 'bot.db'}") as exchange:
        yield exchange


@pytest.fixture
async def alex(exchange: Exchange) -> AsyncIterator[Phone]:
    """Leads the team in which Kim is new; Robin leads another."""
    await team_of(exchange, "Nord", ALEX, KIM)
    await team_of(exchange, "Süd", ROBIN, TONI)
    phone = exchange.phone(ALEX, "Alex")
    await phone.type("/wissen")
    yield phone


def own_occasions(exchange: Exchange) -> list[Occasion]:
    return [one for one in exchange.app.knowledge.library.occasions if one.id.startswith("anlass-")]


async def fill_in(phone: Phone, day: str = "25.4.", rule: str = occasions.ONCE) -> None:
    await phone.type("/wissen")
    await phone.tap(texts.NEW_OCCASION)
    await phone.type(TITLE)
    await phone.type(day)
    await phone.tap(rule)
    await phone.type(WHY)
    await phone.type(OPENING)


# From the first word to the nudge ------------------------------------------------------------------------------------


async def test_it_is_shown_exactly_and_then_live_at_once(exchange: Exchange, alex: Phone) -> None:
    before = exchange.app.knowledge
    await fill_in(alex)
    assert texts.DRAFT_TITLES[What.OCCASION] in alex.text
    for shown in (TITLE, "Nur am Samstag, 25. April 2026", WHY, f"„{OPENING}“"):
        assert shown in alex.text
    assert f"Am Samstag, 25. April ist {TITLE}, das wäre ein Anlass." in alex.text
    assert own_occasions(exchange) == [], "nothing is live before somebody says so"
    await alex.tap(texts.ACCEPT)
    assert alex.toast == texts.ACCEPTED
    assert "Gilt seit Dienstag, 3. März, 9 Uhr. Eingetragen von: Leitung Nord." in alex.text
    [curation] = await all_of(exchange)
    assert (curation.state, curation.version, curation.report) == (State.LIVE, 1, "")
    assert own_occasions(exchange) == [Occasion("anlass-neu-1", TITLE, "2026-04-25", WHY, OPENING)]
    assert exchange.app.knowledge.matcher is before.matcher, "no answer can have changed"


async def test_whoever_is_reminded_of_the_press_is_told(exchange: Exchange, alex: Phone) -> None:
    kim = exchange.phone(KIM, "Kim")
    await kim.type("/kontakte")
    for label in ("Lokalredaktion", "Lokalredaktion", "6 Wochen", "Heute"):
        await kim.tap(label)
    await fill_in(alex)
    await alex.tap(texts.ACCEPT)
    await exchange.restart()
    await exchange.pass_until_next()
    assert f"Am Samstag, 25. April ist {TITLE}, das wäre ein Anlass." in kim.text
    assert WHY in kim.text
    assert OPENING in kim.text
    await press(alex, "undone", (await newest(exchange)).id)
    await exchange.pass_until_next()
    assert "vor 7 Wochen" in kim.text, "asked once more, a week later"
    assert TITLE not in kim.text


async def test_undo_brings_back_exactly_what_was(exchange: Exchange, alex: Phone) -> None:
    before = exchange.app.knowledge
    await fill_in(alex)
    await alex.tap(texts.ACCEPT)
    await alex.tap(texts.UNDO)
    assert occasions.UNDO_TEXT in alex.text
    await alex.tap(texts.UNDO_NO)
    assert own_occasions(exchange)
    await alex.tap(texts.UNDO)
    await alex.tap(texts.UNDO_YES)
    assert exchange.app.knowledge is before
    assert "Zurückgenommen am Dienstag, 3. März, 9 Uhr von: Leitung Nord." in alex.text
    await press(alex, "undone", (await newest(exchange)).id)
    assert (await newest(exchange)).version == 2


async def test_what_was_taken_back_can_be_put_in_other_words(exchange: Exchange, alex: Phone) -> None:
    await fill_in(alex)
    for label in (texts.ACCEPT, texts.UNDO, texts.UNDO_YES):
        await alex.tap(label)
    await alex.tap(occasions.RENEW)
    await press(alex, "renew", 1)
    assert len(await all_of(exchange)) == 2, "pressed twice it is one draft"
    await alex.tap(occasions.CHANGE_DAY)
    assert "25.4.2026" in alex.text, "what stands there can be copied"
    await alex.type("zweiter Samstag im Mai")
    await alex.tap("Jedes Jahr am zweiten Samstag im Mai")
    await alex.tap(occasions.CHANGE_WHY)
    await alex.type("Alle kommen.")
    await alex.tap(texts.ACCEPT)
    assert own_occasions(exchange) == [
        Occasion("anlass-neu-2", TITLE, "second saturday of may", "Alle kommen.", OPENING)
    ]


async def test_another_lead_sees_it_and_may_take_it_back(exchange: Exchange, alex: Phone) -> None:
    await fill_in(alex)
    await alex.tap(texts.ACCEPT)
    robin = exchange.phone(ROBIN, "Robin")
    await robin.type("/wissen")
    assert "Anlass, gilt seit 3. März, Leitung Nord" in robin.text
    await robin.tap(TITLE)
    await robin.tap(texts.UNDO)
    await robin.tap(texts.UNDO_YES)
    assert "von: Leitung Süd. Eingetragen hatte ihn: Leitung Nord." in robin.text
    assert own_occasions(exchange) == []


async def test_it_is_exported_as_it_was_live(exchange: Exchange, alex: Phone, tmp_path: Path) -> None:
    await fill_in(alex, "zweiter Samstag im Juni", "Jedes Jahr am zweiten Samstag im Juni")
    await alex.tap(texts.ACCEPT)
    await make_live(exchange, replace(WHOLE, title="Lichterfest", entry="anlass-neu-2"))
    target = tmp_path / "to"
    assert await asyncio.to_thread(export_knowledge, target, SHIPPED, exchange.url) == 0
    assert load(target) == exchange.app.knowledge.library
    assert 'when: "2026-04-25"' in (target / "occasions.yaml").read_text(encoding="utf-8")
    again = merge(load(target), [(one.id, one.change) for one in await all_of(exchange)])
    assert again.library == load(target), "what went into the files has nothing left to do"


# What is typed -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "rule", "kept"),
    [
        ("25.4.", occasions.ONCE, "2026-04-25"),
        ("am 12. Juni 2027", "Jedes Jahr am 12. Juni", "06-12"),
        ("2. Samstag im Juni", "Jedes Jahr am zweiten Samstag im Juni", "second saturday of june"),
        ("letzter Freitag im Mai", "Jedes Jahr am letzten Freitag im Mai", "last friday of may"),
        ("Pfingstmontag", "Jedes Jahr am Pfingstmontag", "easter+50"),
        ("2.3.", "Jedes Jahr am 2. März", "03-02"),
        ("heute", occasions.ONCE, "2026-03-03"),
        ("29.2.", "Jedes Jahr am 29. Februar", "02-29"),
    ],
)
async def test_a_day_becomes_the_rule_that_is_meant(
    exchange: Exchange, alex: Phone, typed: str, rule: str, kept: str
) -> None:
    await fill_in(alex, typed, rule)
    await alex.tap(texts.ACCEPT)
    assert [one.when for one in own_occasions(exchange)] == [kept]


@pytest.mark.parametrize(
    ("what", "typed", "fault"),
    [
        ("title", "…", "empty"),
        ("title", "T" * (TITLE_LONGEST + 1), "long_name"),
        ("title", "tag der Nachbarn!", "twin"),
        ("day", "wenn es warm ist", "unread_day"),
        ("day", "31.4.", "unread_day"),
        ("day", "12.6.2150", "unread_day"),
        ("day", "12.6.2025", "past_day"),
        ("day", "gestern", "past_day"),
        ("why", "–", "empty"),
        ("why", "w" * (SENTENCE_LONGEST + 1), "long_sentence"),
        ("opening", "o" * (SENTENCE_LONGEST + 1), "long_sentence"),
    ],
)
async def test_what_does_not_fit_is_asked_again(
    exchange: Exchange, alex: Phone, what: str, typed: str, fault: str
) -> None:
    draft = await put(exchange, WHOLE)
    await press(alex, "ask", draft.id, what)
    await alex.type(typed)
    assert texts.FAULTS[fault] in alex.text
    assert (await newest(exchange)).change == WHOLE
    await alex.type("9. Mai")
    assert texts.FAULTS[fault] not in alex.text
    assert (await newest(exchange)).change != WHOLE


async def test_another_day_asks_again_whether_it_comes_back(exchange: Exchange, alex: Phone) -> None:
    draft = await put(exchange, WHOLE)
    await press(alex, "ask", draft.id, "day")
    await alex.type("9. Mai")
    assert occasions.RULE_TEXT in alex.text
    await press(alex, "publish", draft.id)
    assert occasions.RULE_TEXT in alex.text
    await press(alex, "rule", draft.id, hash_name("2026-04-25"))  # from the message before
    assert (await newest(exchange)).change.when == ""
    await alex.tap(occasions.ONCE)
    assert (await newest(exchange)).change.when == "2026-05-09"


async def test_a_question_between_is_answered_and_the_day_still_awaited(exchange: Exchange, alex: Phone) -> None:
    await alex.tap(texts.NEW_OCCASION)
    await alex.type(TITLE)
    await alex.type("Wer ist im Rathaus für mich zuständig?")
    assert "Im Rathaus ist niemand zuständig" in alex.text
    await alex.type("25.4.")
    assert occasions.RULE_TEXT in alex.text


@pytest.mark.parametrize(
    ("change", "personal"),
    [
        (WHOLE, False),
        (replace(WHOLE, title="Fest der Kulturen"), False),
        (replace(WHOLE, title="Anna Müllers Abschied"), True),
        (replace(WHOLE, why="Frau Schmidt geht in den Ruhestand."), True),
        (replace(WHOLE, opening="Rufen Sie mich an: 0171 2345678."), True),
    ],
)
async def test_names_and_numbers_are_pointed_out(
    exchange: Exchange, alex: Phone, change: Change, personal: bool
) -> None:
    draft = await put(exchange, change)
    await press(alex, "open", draft.id)
    assert (texts.LOOKS_PERSONAL in alex.text) is personal
    assert (texts.ACCEPT_ANYWAY in alex.keys) is personal


async def test_the_name_of_a_fest_may_be_used_once_a_year(exchange: Exchange, alex: Phone) -> None:
    await make_live(exchange, replace(WHOLE, entry="anlass-neu-9"))
    await fill_in(alex, "24.4.2027")
    await alex.tap(texts.ACCEPT)
    assert len(own_occasions(exchange)) == 2
    await fill_in(alex, "25.4.")
    assert "Hier ist nichts mehr zu tun" in alex.text
    assert texts.ACCEPT not in alex.keys
    await alex.tap(occasions.CHANGE_DAY)
    await alex.type("25.4.")
    await alex.tap("Jedes Jahr am 25. April")
    assert " ".join(occasions.twin(TITLE)) in alex.text
    await press(alex, "publish", (await newest(exchange)).id)
    assert (await newest(exchange)).state is State.DRAFT


async def test_a_draft_that_waited_too_long_is_asked_for_another_day(exchange: Exchange, alex: Phone) -> None:
    draft = await put(exchange, replace(WHOLE, day="2026-03-02", when="2026-03-02"))
    await press(alex, "publish", draft.id)
    assert texts.FAULTS["past_day"] in alex.text
    await alex.type("25.4.")
    await alex.tap(occasions.ONCE)
    await alex.tap(texts.ACCEPT)
    assert [one.when for one in own_occasions(exchange)] == ["2026-04-25"]


async def test_the_longest_one_fits_every_message_about_it(exchange: Exchange, alex: Phone) -> None:
    longest = "Wort & " * (SENTENCE_LONGEST // 7)
    draft = await put(exchange, replace(WHOLE, title="T&" * 30, why=longest.strip(), opening=longest.strip()))
    for verb in ("open", "publish", "undo", "undone", "renew"):
        await press(alex, verb, draft.id)
        assert "T&" in alex.text


# Only so, and only by those who may ----------------------------------------------------------------------------------


async def test_pressing_twice_counts_once(exchange: Exchange, alex: Phone) -> None:
    await fill_in(alex)
    number = (await newest(exchange)).id
    for verb in ("publish", "publish", "propose", "accept", "edit", "drop", "rule", "rewrite", "more"):
        await press(alex, verb, number)
    assert [(one.state, one.version) for one in await all_of(exchange)] == [(State.LIVE, 1)]


@pytest.mark.parametrize("what", [What.PHRASING, What.DECOY, What.ENTRY])
async def test_what_changes_answers_does_not_get_round_the_check(exchange: Exchange, alex: Phone, what: What) -> None:
    wording = "Welche Abteilung nimmt mir die Parkbänke ab?"
    entry = "kommune-neu-1" if what is What.ENTRY else "kommune-herausforderung-1"
    draft = await put(exchange, Change(what, wording, entry, "Titel", "Text.", "kommune", "tipp"))
    await press(alex, "publish", draft.id)
    assert (await newest(exchange)).state is State.DRAFT
    assert texts.PROPOSE in alex.keys


async def test_an_occasion_is_never_proposed_nor_made_from_a_question(exchange: Exchange, alex: Phone) -> None:
    draft = await put(exchange, WHOLE)
    await press(alex, "propose", draft.id)
    assert (await newest(exchange)).state is State.DRAFT
    await press(alex, "as", 1, "occasion")
    for what in ("text", "answer", "steps", "search"):
        await press(alex, "ask", draft.id, what)
        assert texts.ACCEPT in alex.keys
    assert len(await all_of(exchange)) == 1


async def test_forged_numbers_and_words_do_no_harm(exchange: Exchange, alex: Phone) -> None:
    draft = await put(exchange, replace(FEST, when=""))
    phrasing = await put(exchange, Change(What.PHRASING, "Wie?", "kommune-herausforderung-1"), state=State.UNDONE)
    for verb in ("rule", "publish", "renew", "area", "areas", "kind", "entry", "blank", "use"):
        for args in ((), (999_999, "x"), ("zzzzzzzzzzzzzzz",), (draft.id, "unsinn"), (phrasing.id,)):
            await press(alex, verb, *args)
    assert {one.id: one.state for one in await all_of(exchange)} == {
        draft.id: State.DRAFT,
        phrasing.id: State.UNDONE,
    }
    assert own_occasions(exchange) == []


async def test_a_draft_is_its_authors_alone(exchange: Exchange, alex: Phone) -> None:
    draft = await put(exchange, WHOLE)
    robin = exchange.phone(ROBIN, "Robin")
    await robin.type("/wissen")
    for verb in ("open", "publish", "rule", "renew", "ask"):
        await press(robin, verb, draft.id, "day")
        assert TITLE not in robin.text
    assert await all_of(exchange) == [draft]


async def test_whoever_leads_no_team_is_refused(exchange: Exchange, alex: Phone) -> None:
    draft = await put(exchange, WHOLE, TONI)
    toni = exchange.phone(TONI, "Toni")
    await toni.type("/start")
    for verb in ("new", "publish", "rule", "renew"):
        await press(toni, verb, draft.id, "occasion")
    assert await all_of(exchange, TONI) == [draft]
    assert own_occasions(exchange) == []


async def test_cancelling_keeps_the_draft(exchange: Exchange, alex: Phone) -> None:
    await alex.tap(texts.NEW_OCCASION)
    await alex.type(TITLE)
    await alex.type("/abbrechen")
    await alex.type("/wissen")
    await alex.tap(TITLE)
    await alex.type("25.4.")
    await alex.tap(occasions.ONCE)
    assert texts.ASKED["why"] in alex.text


def test_every_rule_that_is_offered_can_be_said() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(366 * 4)]
    said = {rule: occasions.rhythm(rule) for day in days for rule in rules_for(day)}
    assert len(set(said.values())) == len(said)
    assert set(FEASTS) <= set(said)
    assert said["last friday of may"] == "Jedes Jahr am letzten Freitag im Mai"
