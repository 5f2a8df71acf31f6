"""/wissen: what a team lead takes over becomes part of the knowledge, once it has been checked and wanted."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

import pytest

from handlers.buttons import deed, encode, hash_name
from handlers.curation_draft import ASKED
from handlers.texts import NEXT_PAGE
from handlers.texts import curation as texts
from handlers.texts import curation_decided as decided
from knowledge.changes import ENTRY_LONGEST, WORDING_LONGEST, Change, What
from knowledge.fields import TITLE_LONGEST
from knowledge.gate import Report, Shift
from knowledge.library import SHIPPED
from scheduler.curations import Curation, State, drafted
from scheduler.people import Role
from scheduler.questions import LeadAnswer, OpenQuestion, QuestionState
from scheduler.teams import Team
from tests.phone import Exchange, Phone, open_exchange

pytestmark = pytest.mark.slow  # each check asks all question files twice; tests/dialogs/wissen.txt is the quick one

KIM, ALEX, ROBIN, TONI = 1001, 1002, 1003, 1004
ENTRY = "kommune-herausforderung-1"
TITLE = "Im Rathaus ist niemand zuständig"
HARMLESS = "Welche Abteilung nimmt mir die Sache mit den Parkbänken endlich ab?"
STEALING = "Hallo, wann ist mein Netzwerk eigentlich fertig aufgebaut?"
OWNER = "einstieg-tipp-2"
STOLEN = "Wann ist mein Netzwerk eigentlich fertig aufgebaut?"
ANSWER = "Frag im Bürgerbüro nach dem Fundus.\n\nDort gibt es Pavillons zum Ausleihen."
FUND = "Wo leihe ich einen Pavillon fürs Sommerfest?"


async def team_of(exchange: Exchange, name: str, lead: int, *newcomers: int) -> Team:
    async with exchange.app.storage.transaction() as records:
        team = await records.teams.add(name, exchange.clock.now())
        assert team is not None
        for member_id in (lead, *newcomers):
            await records.members.welcome(member_id, exchange.clock.now())
            await records.teams.join(member_id, team.id, Role.LEAD if member_id == lead else Role.NEWCOMER, team.since)
        lead_member = await records.members.get(lead)
        assert lead_member is not None
        await records.members.save(replace(lead_member, name=f"Leitung {name}"))
    return team


async def answered(exchange: Exchange, text: str = FUND, answer: str = ANSWER, asker: int = KIM) -> OpenQuestion:
    now = exchange.clock.now()
    question = OpenQuestion(0, asker, text, now, state=QuestionState.OPEN, asked_at=now, teams=(1,))
    async with exchange.app.storage.transaction() as records:
        asked = await records.questions.add(question)
        sent = LeadAnswer(0, ALEX, (asked.id,), now, answer)
        await records.questions.settle([asked.id], QuestionState.ANSWERED, sent, now)
        return asked


async def all_of(exchange: Exchange, reader: int = ALEX) -> list[Curation]:
    async with exchange.app.storage.look() as records:
        return await records.curations.readable_by(reader)


async def newest(exchange: Exchange, reader: int = ALEX) -> Curation:
    return (await all_of(exchange, reader))[0]


async def put(exchange: Exchange, change: Change, author: int = ALEX, **values: Any) -> Curation:
    async with exchange.app.storage.transaction() as records:
        curation = replace(drafted(change, author, exchange.clock.now()), **values)
        return await records.curations.add(curation)


async def make_live(exchange: Exchange, change: Change, author: int = ALEX) -> Curation:
    async with exchange.app.storage.transaction() as records:
        number = await records.curations.next_version()
    now = exchange.clock.now()
    curation = await put(exchange, change, author, state=State.LIVE, version=number, live_at=now)
    await exchange.app.curator.take_in()
    return curation


def answer_to(exchange: Exchange, question: str) -> tuple[str, str]:
    """Outcome and first hit."""
    answer = exchange.app.knowledge.matcher.answer(question)
    return answer.outcome.value, answer.hits[0].id if answer.hits else ""


def title_of(exchange: Exchange, entry: str) -> str:
    return exchange.app.knowledge.library.recommendations[entry].title


def answers(exchange: Exchange) -> list[object]:
    knowledge = exchange.app.knowledge
    return [knowledge.matcher.answer(gold.question) for gold in knowledge.library.questions]


async def press(phone: Phone, verb: str, *args: int | str) -> None:
    await phone.tap_data(phone.last, encode(deed("curation", verb, *args)))


@pytest.fixture(scope="session")
def lesser(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped collection with a third of its gold questions: the gate then takes less time."""
    folder = tmp_path_factory.mktemp("lesser")
    copytree(SHIPPED, folder, dirs_exist_ok=True, ignore=ignore_patterns("*.py", "*.json", "__pycache__"))
    file = folder / "questions.yaml"
    gold = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("- {")]
    kept = [line for place, line in enumerate(gold) if place % 3 == 0 or STOLEN in line]
    file.write_text("\n".join(kept), encoding="utf-8")
    return folder


@pytest.fixture
async def exchange(lesser: Path) -> AsyncIterator[Exchange]:
    async with open_exchange(knowledge_dir=lesser) as exchange:
        yield exchange


@pytest.fixture
async def alex(exchange: Exchange) -> AsyncIterator[Phone]:
    """Leads the team in which Kim is new; Robin leads another."""
    await team_of(exchange, "Nord", ALEX, KIM)
    await team_of(exchange, "Süd", ROBIN, TONI)
    phone = exchange.phone(ALEX, "Alex")
    await phone.type("/wissen")
    yield phone


@pytest.fixture
def robin(exchange: Exchange, alex: Phone) -> Phone:
    return exchange.phone(ROBIN, "Robin")


async def propose_phrasing(exchange: Exchange, phone: Phone, wording: str, entry: str = ENTRY) -> None:
    await phone.type("/wissen")
    await phone.tap(texts.NEW_PHRASING)
    await phone.type(wording)
    await press(phone, "entry", (await newest(exchange, phone.user_id)).id, hash_name(entry))
    await phone.tap(texts.PROPOSE)


# The way to a proposal -----------------------------------------------------------------------------------------------


async def test_an_answered_question_becomes_a_phrasing(exchange: Exchange, alex: Phone) -> None:
    question = await answered(exchange, HARMLESS)
    await press(alex, "take", question.id)
    assert texts.TAKE_TITLE in alex.text
    assert HARMLESS in alex.text
    assert len(alex.keys) == 3 + 4, "three candidates, another, new, decoy, back"
    await press(alex, "as", question.id, What.PHRASING.value, hash_name(ENTRY))
    assert HARMLESS in alex.text
    assert texts.REWORD in alex.text
    assert (await newest(exchange)).change.text == "", "the asker's words are shown, and in no draft"
    await alex.tap(texts.USE)
    assert HARMLESS in alex.text
    assert TITLE in alex.text
    assert "für alle Teams" in alex.text
    await alex.tap(texts.PROPOSE)
    assert texts.HARMLESS_TITLE in alex.text
    assert texts.FOUND[What.PHRASING] in alex.text
    assert (await newest(exchange)).state is State.CHECKED
    await alex.tap(texts.ACCEPT)
    assert "Gilt seit Dienstag, 3. März, 9 Uhr" in alex.text
    assert "Leitung Nord" in alex.text
    assert answer_to(exchange, HARMLESS) == ("answer", ENTRY)
    assert (await newest(exchange)).version == 1


async def test_an_answered_question_becomes_an_entry(exchange: Exchange, alex: Phone) -> None:
    question = await answered(exchange)
    assert answer_to(exchange, FUND)[0] != "answer"
    await press(alex, "as", question.id, What.ENTRY.value)
    await alex.tap(texts.USE)
    await alex.type("Leihen statt kaufen")
    assert "Bürgerbüro" in alex.text, "the answer that was sent is offered"
    await alex.tap(texts.USE)
    assert texts.AREA_TITLE in alex.text
    await alex.tap("Kommune")
    assert texts.KIND_TITLE in alex.text
    await alex.tap("Umsetzungsideen")
    assert "Dort gibt es Pavillons" in alex.text
    await alex.tap(texts.CHANGE_STEPS)
    await alex.type("- Ruf an.\n- Hol ihn ab.")
    assert "2. Hol ihn ab." in alex.text
    await alex.tap(texts.PROPOSE)
    await alex.tap(texts.ACCEPT)
    [curation] = await all_of(exchange)
    entry = exchange.app.knowledge.library.recommendations[f"kommune-neu-{curation.id}"]
    assert (entry.title, entry.kind, entry.answer) == ("Leihen statt kaufen", "umsetzungsidee", ANSWER)
    assert entry.steps == ("Ruf an.", "Hol ihn ab.")
    await alex.type("Wo leih ich nen Pavillon fürs Sommerfest")
    assert "Leihen statt kaufen" in alex.text


async def test_an_answered_question_becomes_a_decoy(exchange: Exchange, alex: Phone) -> None:
    question = await answered(exchange, "Wo kaufe ich gute Kopfhörer für Videokonferenzen?")
    await press(alex, "take", question.id)
    await alex.tap(texts.NEW_DECOY)
    await alex.tap(texts.USE)
    await alex.tap(texts.PROPOSE)
    await alex.tap(texts.ACCEPT)
    assert exchange.app.knowledge.library.decoys[-1] == question.text
    assert answer_to(exchange, question.text)[0] == "unknown"


@pytest.mark.parametrize("what", [What.PHRASING, What.DECOY, What.ENTRY])
async def test_what_points_to_somebody_is_said_in_the_leads_own_words(
    exchange: Exchange, alex: Phone, robin: Phone, what: What
) -> None:
    """The wording would outlive the asker's /loeschen, before the leads of all teams."""
    question = await answered(exchange, "Wer hilft meinem Vater in der Blumenstraße mit dem Pavillon?")
    await press(alex, "as", question.id, what.value, hash_name(ENTRY))
    assert "Blumenstraße" in alex.text
    assert texts.USE not in alex.keys
    await press(alex, "wording", (await newest(exchange)).id, question.id)
    assert texts.REWORD in alex.text, "forged or old, the key does nothing"
    await alex.type(HARMLESS)
    [draft] = await all_of(exchange)
    assert (draft.change.what, draft.change.text) == (what, HARMLESS)
    async with exchange.app.storage.engine.connect() as connection:
        kept = [row[0] for row in await connection.exec_driver_sql("SELECT content FROM curations")]
    assert not any("Blumenstraße" in content for content in kept)
    await robin.type("/wissen")
    await press(robin, "wording", draft.id, question.id)
    assert "Blumenstraße" not in str(robin.shown)


async def test_a_question_that_was_deleted_meanwhile_is_not_used(exchange: Exchange, alex: Phone) -> None:
    question = await answered(exchange, HARMLESS)
    await press(alex, "as", question.id, What.DECOY.value)
    asked = alex.last
    async with exchange.app.storage.transaction() as records:
        await records.members.remove(KIM)
    await alex.tap(texts.USE, asked)
    assert HARMLESS not in alex.text
    assert texts.ASKED["decoy"] in alex.text


async def test_an_entry_is_searched_by_typing(exchange: Exchange, alex: Phone) -> None:
    await alex.tap(texts.NEW_PHRASING)
    await alex.type(HARMLESS)
    await alex.tap(texts.OTHER_ENTRY)
    await alex.type("xqzw")
    assert "keine Empfehlung" in alex.text
    await alex.type("im rathaus ist niemand")
    await alex.tap(TITLE)
    assert (await newest(exchange)).change == Change(What.PHRASING, HARMLESS, ENTRY)


@pytest.mark.parametrize("verb", ["take", "as"])
async def test_a_question_of_another_team_stays_theirs(exchange: Exchange, robin: Phone, verb: str) -> None:
    question = await answered(exchange)
    await robin.type("/wissen")
    await press(robin, verb, question.id, What.PHRASING.value, hash_name(ENTRY))
    assert texts.QUESTION_GONE_TITLE in robin.text
    assert all(FUND not in str(message) for message in robin.shown)
    assert await all_of(exchange, ROBIN) == []


async def test_pressing_twice_makes_one_draft(exchange: Exchange, alex: Phone) -> None:
    question = await answered(exchange, HARMLESS)
    for _ in range(2):
        await press(alex, "as", question.id, What.PHRASING.value, hash_name(ENTRY))
        await alex.type("/wissen")
        await alex.tap(texts.NEW_ENTRY)
        await alex.type("/wissen")
    assert len(await all_of(exchange)) == 2


# What is typed -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "typed", "fault"),
    [
        ("text", "…", "empty"),
        ("text", "wort " * WORDING_LONGEST, "long_text"),
        ("title", "T" * (TITLE_LONGEST + 1), "long_title"),
        ("answer", "Wort " * (ENTRY_LONGEST // 5), "long_answer"),
        ("steps", "eins\nzwei\ndrei\nvier\nfünf", "many_steps"),
        ("steps", "–\n–", "empty"),
    ],
)
async def test_what_does_not_fit_is_asked_again(
    exchange: Exchange, alex: Phone, what: str, typed: str, fault: str
) -> None:
    change = Change(What.ENTRY, FUND, "kommune-neu-1", "Titel", "Text.", "kommune", "tipp", ("Schritt.",))
    draft = await put(exchange, change)
    await press(alex, "ask", draft.id, what)
    await alex.type(typed)
    assert texts.FAULTS[fault] in alex.text
    assert (await newest(exchange)).change == change
    await alex.type("Etwas Kurzes")
    assert "Etwas Kurzes" in alex.text
    assert (await newest(exchange)).change != change


async def test_names_are_pointed_out_before_they_are_kept(exchange: Exchange, alex: Phone) -> None:
    await put(exchange, Change(What.PHRASING, "Was mache ich, wenn Frau Schmidt nie ans Telefon geht?", ENTRY))
    await alex.type("/wissen")
    await alex.tap("Was mache ich")
    assert texts.LOOKS_PERSONAL in alex.text
    assert texts.PROPOSE_ANYWAY in alex.keys


async def test_a_question_that_is_too_long_has_to_be_shortened(exchange: Exchange, alex: Phone) -> None:
    question = await answered(exchange, "Wo leihe ich ein Zelt? " * 40)
    await press(alex, "as", question.id, What.PHRASING.value, hash_name(ENTRY))
    assert texts.USE not in alex.keys
    await alex.type("Wo leihe ich ein Zelt? " * 40)
    assert texts.FAULTS["long_text"] in alex.text
    assert texts.REWORD in alex.text
    await alex.type(HARMLESS)
    assert texts.PROPOSE in alex.keys


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change(What.PHRASING, "An wen wende ich mich bei der Stadt", ENTRY), "schon genau so"),
        (Change(What.PHRASING, "An wen wende ich mich bei der Stadt?", "einstieg-tipp-1"), f"schon zu „{TITLE}“"),
        (Change(What.PHRASING, STOLEN, ENTRY), "prüfe ich mich selbst"),
        (Change(What.PHRASING, "fördermittel antrag", ENTRY), "Frage ohne Empfehlung"),
        (Change(What.PHRASING, HARMLESS, "gibt-es-nicht"), "gibt es nicht mehr"),
    ],
)
async def test_what_does_not_fit_the_knowledge_is_not_proposed(
    exchange: Exchange, alex: Phone, change: Change, said: str
) -> None:
    draft = await put(exchange, change)
    await press(alex, "open", draft.id)
    assert said in alex.text
    assert texts.PROPOSE not in alex.keys
    await press(alex, "propose", draft.id)
    assert (await newest(exchange)).state is State.DRAFT


async def test_cancelling_keeps_the_draft(exchange: Exchange, alex: Phone) -> None:
    await alex.tap(texts.NEW_ENTRY)
    await alex.type("/abbrechen")
    await alex.type("/wissen")
    await alex.tap(texts.NEW_ENTRY)
    await alex.type("Leihen statt kaufen")
    await alex.type("Frag im Bürgerbüro.")
    assert texts.AREA_TITLE in alex.text
    assert len(await all_of(exchange)) == 1


# The check and what follows ------------------------------------------------------------------------------------------


async def test_a_phrasing_that_takes_another_entrys_question_is_shown(exchange: Exchange, alex: Phone) -> None:
    await propose_phrasing(exchange, alex, STEALING)
    assert texts.HARMFUL_TITLE in alex.text
    assert f"„{STOLEN}“: bisher „{title_of(exchange, OWNER)}“, dann „{TITLE}“" in alex.text
    assert answer_to(exchange, STOLEN) == ("answer", OWNER), "nothing is live before somebody says so"
    await alex.tap(texts.ACCEPT_ANYWAY)
    assert answer_to(exchange, STOLEN) == ("answer", ENTRY)


@pytest.mark.parametrize(("stolen", "leaked"), [(14, 0), (7, 6), (0, 25), (33, 4)])
async def test_every_question_that_would_suffer_can_be_read(
    exchange: Exchange, alex: Phone, stolen: int, leaked: int
) -> None:
    """Before somebody takes the change over all the same."""
    worse = [Shift(f"Frage {number}?", OWNER, ENTRY, outright=True) for number in range(stolen + leaked)]
    report = Report(
        stolen=tuple(worse[:stolen]), leaked=tuple(worse[stolen:]), stolen_count=stolen, leaked_count=leaked
    )
    proposal = await put(exchange, Change(What.DECOY, HARMLESS), state=State.CHECKED, report=report.write())
    await press(alex, "open", proposal.id)
    await alex.tap(texts.ALL_WORSE)
    read = alex.text
    while NEXT_PAGE in alex.keys:
        await alex.tap(NEXT_PAGE)
        read += alex.text
    assert [shift.question for shift in worse if shift.question not in read] == []
    assert "weitere" not in read
    await alex.tap(texts.BACK)
    assert texts.ACCEPT_ANYWAY in alex.keys


async def test_what_an_older_check_did_not_keep_is_a_number(exchange: Exchange, alex: Phone) -> None:
    worse = tuple(Shift(f"Frage {number}?", OWNER, ENTRY, outright=True) for number in range(30))
    report = Report(stolen=worse, stolen_count=44)
    proposal = await put(exchange, Change(What.DECOY, HARMLESS), state=State.CHECKED, report=report.write())
    await press(alex, "report", proposal.id)
    assert "weitere" not in alex.text
    await press(alex, "report", proposal.id, 99)
    assert "und 14 weitere" in alex.text


async def test_what_was_checked_can_be_changed_or_dropped(exchange: Exchange, alex: Phone) -> None:
    await propose_phrasing(exchange, alex, STEALING)
    await alex.tap(texts.CHANGE)
    await alex.tap(texts.CHANGE_TEXT)
    await alex.type(HARMLESS)
    await alex.tap(texts.PROPOSE)
    assert texts.HARMLESS_TITLE in alex.text
    await alex.tap(texts.DROP)
    assert alex.toast == texts.DROPPED
    assert await all_of(exchange) == []


async def test_another_lead_may_decide(exchange: Exchange, alex: Phone, robin: Phone) -> None:
    await propose_phrasing(exchange, alex, HARMLESS)
    await robin.type("/wissen")
    assert "Leitung Nord" in robin.text
    await robin.tap("Welche Abteilung")
    await robin.tap(texts.ACCEPT)
    assert answer_to(exchange, HARMLESS) == ("answer", ENTRY)
    assert (await newest(exchange)).live_by == ROBIN
    assert "Vorgeschlagen von: Leitung Nord. Übernommen von: Leitung Süd." in robin.text
    assert "Dein Vorschlag gilt jetzt." in alex.text
    assert "Übernommen von: Leitung Süd." in alex.text
    await alex.tap(decided.SHOW_IT)
    assert "Übernommen von: Leitung Süd." in alex.text


async def test_what_its_author_takes_over_names_them_once(exchange: Exchange, alex: Phone) -> None:
    await propose_phrasing(exchange, alex, HARMLESS)
    before = len(alex.shown)
    await alex.tap(texts.ACCEPT)
    assert (await newest(exchange)).live_by == ALEX
    assert "Übernommen von" not in alex.text
    assert len(alex.shown) == before


async def test_another_lead_drops_only_when_sure_and_the_author_gets_it_back(
    exchange: Exchange, alex: Phone, robin: Phone
) -> None:
    await propose_phrasing(exchange, alex, HARMLESS)
    proposal = await newest(exchange)
    await robin.type("/wissen")
    await robin.tap("Welche Abteilung")
    await robin.tap(texts.DROP)
    assert decided.DROP_TITLE in robin.text
    await robin.tap(decided.DROP_NO)
    assert await newest(exchange) == proposal
    await robin.tap(texts.DROP)
    await robin.tap(decided.DROP_YES)
    assert await all_of(exchange, ROBIN) == []
    assert "Dein Vorschlag ist nicht übernommen worden." in alex.text
    assert HARMLESS in alex.text
    await alex.tap(decided.SHOW_IT)
    assert texts.PROPOSE in alex.keys


async def test_another_lead_changes_a_copy(exchange: Exchange, alex: Phone, robin: Phone) -> None:
    await propose_phrasing(exchange, alex, HARMLESS)
    proposal = await newest(exchange)
    await robin.type("/wissen")
    await robin.tap("Welche Abteilung")
    for _ in range(2):
        await press(robin, "edit", proposal.id)
        assert robin.toast == decided.COPIED
    copy, original = await all_of(exchange, ROBIN)
    assert original == proposal
    assert (copy.made_by, copy.state, copy.change) == (ROBIN, State.DRAFT, proposal.change)


async def test_a_copy_of_a_new_entry_is_an_entry_of_its_own(exchange: Exchange, alex: Phone, robin: Phone) -> None:
    kind = next(iter(exchange.app.knowledge.library.kinds("kommune")))
    change = Change(What.ENTRY, FUND, "kommune-neu-7", "Pavillon leihen", "Frag im Fundus.", "kommune", kind)
    proposal = await put(exchange, change, state=State.CHECKED)
    await robin.type("/wissen")
    for _ in range(2):
        await press(robin, "edit", proposal.id)
    copy, original = await all_of(exchange, ROBIN)
    assert original == proposal
    assert copy.change.entry != change.entry
    assert replace(copy.change, entry=change.entry) == change


async def test_two_proposals_at_once_are_checked_against_each_other(
    exchange: Exchange, alex: Phone, robin: Phone
) -> None:
    """Both are fine alone. Once one is live, the other would take its question, which its check did not know."""
    other = "Hallo, welche Abteilung nimmt mir die Sache mit den Parkbänken endlich ab?"
    await propose_phrasing(exchange, alex, HARMLESS, OWNER)
    await propose_phrasing(exchange, robin, other)
    assert texts.HARMLESS_TITLE in robin.text
    await alex.tap(texts.ACCEPT)
    await robin.tap(texts.ACCEPT)
    assert texts.HARMFUL_TITLE in robin.text
    assert HARMLESS[:40] in robin.text
    assert answer_to(exchange, HARMLESS) == ("answer", OWNER)
    await robin.tap(texts.ACCEPT_ANYWAY)
    assert "Gilt seit" in robin.text
    assert {one.version for one in await all_of(exchange)} == {1, 2}


async def test_a_stale_check_that_stays_harmless_goes_live_by_itself(
    exchange: Exchange, alex: Phone, robin: Phone
) -> None:
    await propose_phrasing(exchange, alex, HARMLESS)
    await propose_phrasing(exchange, robin, "Wer im Landratsamt hilft bei der Bushaltestelle vorm Pflegeheim?")
    await alex.tap(texts.ACCEPT)
    await robin.tap(texts.ACCEPT)
    assert "Gilt seit" in robin.text
    assert [one.version for one in await all_of(exchange)] == [2, 1]


async def test_pressing_accept_twice_counts_once(exchange: Exchange, alex: Phone) -> None:
    await propose_phrasing(exchange, alex, HARMLESS)
    under = alex.last
    await alex.tap(texts.ACCEPT)
    number = (await newest(exchange)).id
    for verb in ("accept", "edit", "drop", "propose"):
        await alex.tap_data(under, encode(deed("curation", verb, number)))
    assert (await newest(exchange)).version == 1
    assert (await newest(exchange)).state is State.LIVE


async def test_undo_brings_back_exactly_what_was(exchange: Exchange, alex: Phone) -> None:
    before = answers(exchange)
    await propose_phrasing(exchange, alex, STEALING)
    await alex.tap(texts.ACCEPT_ANYWAY)
    assert answers(exchange) != before
    await alex.tap(texts.UNDO)
    await alex.tap(texts.UNDO_NO)
    assert answers(exchange) != before
    await alex.tap(texts.UNDO)
    await alex.tap(texts.UNDO_YES)
    assert "Zurückgenommen am" in alex.text
    assert answers(exchange) == before
    await press(alex, "undone", (await newest(exchange)).id)
    assert (await newest(exchange)).version == 2


async def test_a_live_entry_gets_other_words_and_the_old_ones_back(exchange: Exchange, alex: Phone) -> None:
    change = Change(What.ENTRY, FUND, "kommune-neu-1", "Leihen statt kaufen", "Frag.", "kommune", "tipp")
    added = await make_live(exchange, change)
    await press(alex, "rewrite", added.id)
    assert texts.UNCHANGED in alex.text
    await alex.tap(texts.CHANGE_ANSWER)
    await alex.type("Frag im Bürgerbüro.")
    await alex.tap(texts.PROPOSE)
    await alex.tap(texts.ACCEPT)
    recommendations = exchange.app.knowledge.library.recommendations
    assert recommendations["kommune-neu-1"].answer == "Frag im Bürgerbüro."
    await alex.tap(texts.UNDO)
    await alex.tap(texts.UNDO_YES)
    assert exchange.app.knowledge.library.recommendations["kommune-neu-1"].answer == "Frag."


async def test_buttons_to_an_entry_that_was_taken_back_say_so(exchange: Exchange, alex: Phone) -> None:
    change = Change(What.ENTRY, FUND, "kommune-neu-1", "Leihen statt kaufen", "Frag.", "kommune", "tipp")
    added = await make_live(exchange, change)
    phrasing = await make_live(exchange, Change(What.PHRASING, "Pavillon borgen", "kommune-neu-1"))
    kim = exchange.phone()
    await kim.open_link("e_kommune-neu-1")
    assert "Leihen statt kaufen" in kim.text
    await press(alex, "undone", added.id)
    await kim.open_link("e_kommune-neu-1")
    assert "gibt es nicht mehr" in kim.text
    await press(alex, "open", phrasing.id)
    assert texts.RESTS in alex.text


async def test_who_takes_back_somebody_elses_entry_knows_what_hangs_on_it_and_its_author_is_told(
    exchange: Exchange, alex: Phone, robin: Phone
) -> None:
    change = Change(What.ENTRY, FUND, "kommune-neu-1", "Leihen statt kaufen", "Frag.", "kommune", "tipp")
    added = await make_live(exchange, change)
    await make_live(exchange, Change(What.DECOY, "Wo leihe ich ein Trampolin aus?"))
    await make_live(exchange, Change(What.PHRASING, "Pavillon borgen", "kommune-neu-1"))
    await robin.type("/wissen")
    await press(robin, "undo", added.id)
    assert "Daran hängt eine weitere Änderung, die dann nicht mehr wirkt." in robin.text
    await make_live(exchange, Change(What.REWRITE, "", "kommune-neu-1", "Leihen", "Frag nach."))
    await press(robin, "undo", added.id)
    assert "Daran hängen 2 weitere Änderungen, die dann nicht mehr wirken." in robin.text
    before = len(alex.shown)
    await robin.tap(texts.UNDO_YES)
    assert len(alex.shown) == before + 1
    assert "Deine Änderung ist zurückgenommen worden." in alex.text
    assert "Leihen statt kaufen" in alex.text
    assert "Zurückgenommen von: Leitung Süd." in alex.text
    await alex.tap(decided.SHOW_IT)
    assert "Zurückgenommen am" in alex.text
    await robin.type("/wissen")
    assert "Formulierung, wirkt gerade nicht, Leitung Nord" in robin.text
    assert "Neuer Text, wirkt gerade nicht, Leitung Nord" in robin.text
    assert "Frage ohne Empfehlung, gilt seit 3. März, Leitung Nord" in robin.text
    phrasing = next(one for one in await all_of(exchange) if one.change.what is What.PHRASING)
    await press(robin, "undo", phrasing.id)
    assert "Daran häng" not in robin.text


async def test_what_does_nothing_any_more_names_only_keys_that_are_there(exchange: Exchange, alex: Phone) -> None:
    lasting = "Die Empfehlung dazu gibt es nicht mehr."
    for change in (
        Change(What.PHRASING, HARMLESS, "kommune-neu-9"),
        Change(What.REWRITE, "", "kommune-neu-9", "A", "B"),
    ):
        live = await make_live(exchange, change)
        await press(alex, "open", live.id)
        assert f"{lasting} Du kannst die Änderung zurücknehmen." in alex.text
        assert texts.UNDO in alex.keys
        draft = await put(exchange, change)
        await press(alex, "open", draft.id)
        choose = "Such eine andere aus, oder verwirf die Änderung."
        drop = "Du kannst die Änderung verwerfen."
        assert f"{lasting} {choose if texts.CHANGE_ENTRY in alex.keys else drop}" in alex.text
        assert texts.DROP in alex.keys
    taken = await make_live(exchange, Change(What.PHRASING, "An wen wende ich mich bei der Stadt?", "einstieg-tipp-1"))
    await press(alex, "open", taken.id)
    assert f"Diese Frage führt schon zu „{TITLE}“. Du kannst die Änderung zurücknehmen." in alex.text


async def test_who_takes_back_their_own_is_told_nothing(exchange: Exchange, alex: Phone) -> None:
    added = await make_live(exchange, Change(What.PHRASING, HARMLESS, ENTRY))
    before = len(alex.shown)
    await press(alex, "undo", added.id)
    await alex.tap(texts.UNDO_YES)
    assert len(alex.shown) == before


async def test_the_author_goes_and_the_change_stays(exchange: Exchange, alex: Phone, robin: Phone) -> None:
    await propose_phrasing(exchange, alex, HARMLESS)
    await alex.tap(texts.ACCEPT)
    async with exchange.app.storage.transaction() as records:
        await records.members.remove(ALEX)
    await robin.type("/wissen")
    assert texts.FORMER_LEAD in robin.text
    await robin.tap("Welche Abteilung")
    assert texts.FORMER_LEAD in robin.text
    assert answer_to(exchange, HARMLESS) == ("answer", ENTRY)


async def test_a_proposal_whose_author_has_gone_waits_for_the_others(
    exchange: Exchange, alex: Phone, robin: Phone
) -> None:
    proposal = await put(exchange, Change(What.PHRASING, HARMLESS, ENTRY), state=State.PROPOSED)
    async with exchange.app.storage.transaction() as records:
        await records.members.remove(ALEX)
    await robin.type("/wissen")
    await exchange.app.curator.work()
    await press(robin, "open", proposal.id)
    await robin.tap(texts.ACCEPT)
    assert answer_to(exchange, HARMLESS) == ("answer", ENTRY)


async def test_a_draft_is_its_authors_alone(exchange: Exchange, alex: Phone, robin: Phone) -> None:
    draft = await put(exchange, Change(What.PHRASING, HARMLESS, ENTRY))
    await robin.type("/wissen")
    assert HARMLESS not in robin.text
    for verb in ("open", "propose", "drop", "ask", "entries", "edit", "undone"):
        await press(robin, verb, draft.id, "text")
        assert HARMLESS not in robin.text
        assert texts.GONE_TITLE in robin.text
    assert await all_of(exchange) == [draft]


async def test_forged_numbers_and_words_do_no_harm(exchange: Exchange, alex: Phone) -> None:
    draft = await put(exchange, Change(What.ENTRY, FUND))
    for verb in ("ask", "entry", "area", "kind", "as", "new", "use", "propose", "blank", "areas", "entries", "list"):
        for args in ((), (999_999, "x", "y"), ("zzzzzzzzzzzzzzz",), (draft.id, "unsinn", "unsinn"), (draft.id,)):
            await press(alex, verb, *args)
    assert [one.state for one in await all_of(exchange)] == [State.DRAFT]


async def test_a_text_for_a_draft_that_is_gone_is_not_lost_silently(exchange: Exchange, alex: Phone) -> None:
    await alex.tap(texts.NEW_PHRASING)
    [draft] = await all_of(exchange)
    async with exchange.app.storage.transaction() as records:
        await records.curations.remove(draft.id)
    await alex.type(HARMLESS)
    assert texts.GONE_TITLE in alex.text


async def test_the_list_has_pages(exchange: Exchange, alex: Phone) -> None:
    for number in range(8):
        await put(exchange, Change(What.DECOY, f"Frage Nummer {number}?"), state=State.CHECKED)
    await alex.type("/wissen")
    assert "Frage Nummer 7?" in alex.text
    assert "Frage Nummer 0?" not in alex.text
    await alex.tap("Weitere")
    assert "Frage Nummer 0?" in alex.text


async def test_whoever_leads_no_team_is_refused(exchange: Exchange, alex: Phone) -> None:
    proposal = await put(exchange, Change(What.PHRASING, HARMLESS, ENTRY), state=State.CHECKED)
    toni = exchange.phone(TONI, "Toni")
    await toni.type("/wissen")
    assert "Teamleitung" in toni.text
    await press(toni, "accept", proposal.id)
    assert await all_of(exchange) == [proposal]


async def test_who_lost_the_right_while_typing_changes_nothing(exchange: Exchange, alex: Phone) -> None:
    await alex.tap(texts.NEW_PHRASING)
    async with exchange.app.storage.transaction() as records:
        [membership] = await records.teams.of(ALEX)
        await records.teams.leave(ALEX, membership.team_id)
    await alex.type(HARMLESS)
    [draft] = await all_of(exchange)
    assert draft.change.text == ""


async def test_the_longest_entry_fits_every_message_about_it(exchange: Exchange, alex: Phone) -> None:
    title, steps = "T" * TITLE_LONGEST, tuple(f"Schritt {n} &" for n in range(4))
    longest = "Wort & " * ((ENTRY_LONGEST - TITLE_LONGEST - 60) // 7)
    change = Change(What.ENTRY, "Wie? " * 119, "kommune-neu-1", title, longest.strip(), "kommune", "tipp", steps)
    draft = await put(exchange, change)
    for verb, *args in (("open",), ("ask", "answer"), ("ask", "text"), ("open",)):
        await press(alex, verb, draft.id, *args)
        assert len(alex.text) > 500
    await alex.tap(texts.PROPOSE)
    await alex.tap("bernehmen")
    assert longest.strip() in alex.text
    assert "Gilt seit" in alex.text


async def test_a_collection_without_kinds_asks_for_none(tmp_path: Any) -> None:
    folder = tmp_path / "recommendations"
    folder.mkdir()
    (folder / "wir.yaml").write_text("- {id: eins, title: Eins, answer: Tu dies.}\n", encoding="utf-8")
    async with open_exchange(knowledge_dir=tmp_path, admin_ids="1002") as exchange:
        phone = exchange.phone(ALEX, "Alex")
        await phone.type("/wissen")
        await phone.tap(texts.NEW_ENTRY)
        await phone.type("Zwei")
        await phone.type("Tu das.")
        await phone.tap("Wir")
        await phone.tap(texts.PROPOSE)
        await phone.tap(texts.ACCEPT)
        assert list(exchange.app.knowledge.library.recommendations) == ["eins", "wir-neu-1"]


def test_the_prompt_has_its_taker() -> None:
    from handlers.routes import PROMPTS

    assert ASKED in PROMPTS
