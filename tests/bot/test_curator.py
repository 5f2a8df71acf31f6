"""What has gone live is what the bot answers with: at once, in every process, and after any kill."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.app import App, make_bot
from bot.sandbox.request import SandboxRequest
from bot.sandbox.telegram import TOKEN
from bot.storage.engine import Storage
from knowledge.changes import Change, What
from knowledge.curation import merge
from knowledge.library import SHIPPED, load
from scheduler.curations import DRAFT_LIFETIME, RETENTION, Curation, State, drafted
from tests.phone import START, Exchange, knowledge_of, open_exchange, words_of

pytestmark = pytest.mark.slow  # each check asks all question files twice; tests/dialogs/wissen.txt is the quick one

LEAD = 1002
ENTRY = "kommune-herausforderung-1"
WORDING = "Welche Abteilung nimmt mir die Sache mit den Parkbänken endlich ab?"
PHRASING = Change(What.PHRASING, WORDING, ENTRY)
FEST = Change(What.OCCASION, entry="anlass-neu-9", title="Fest", day="2026-06-13", when="06-13", why="W.", opening="O.")
STEALING = Change(What.PHRASING, "Hallo, wann ist mein Netzwerk eigentlich fertig aufgebaut?", ENTRY)


@pytest.fixture
async def exchange(tmp_path: Path) -> AsyncIterator[Exchange]:
    async with open_exchange(f"sqlite:///{tmp_path / 'bot.db'}") as exchange:
        await exchange.phone(LEAD, "Alex").type("/zeiten")
        yield exchange


def cards(exchange: Exchange) -> list[str]:
    """What the lead got without asking."""
    return [words_of(message) for message in exchange.phone(LEAD).shown[1:]]


async def put(storage: Storage, change: Change, **values: object) -> Curation:
    async with storage.transaction() as records:
        return await records.curations.add(replace(drafted(change, LEAD, START), **values))  # type: ignore[arg-type]


async def put_live(storage: Storage, change: Change) -> Curation:
    async with storage.transaction() as records:
        number = await records.curations.next_version()
        live = replace(drafted(change, LEAD, START), state=State.LIVE, version=number, live_at=START)
        return await records.curations.add(live)


async def state_of(storage: Storage, curation: Curation) -> Curation:
    async with storage.look() as records:
        found = await records.curations.get(curation.id)
    assert found is not None
    return found


def knows(app: App, change: Change = PHRASING) -> bool:
    return change.text in app.knowledge.library.recommendations[change.entry].phrasings


def second_app(exchange: Exchange) -> App:
    bot = make_bot(exchange.settings, TOKEN, SandboxRequest(exchange.telegram))
    return App(exchange.settings, bot, Storage(exchange.url), exchange.clock, knowledge_of(SHIPPED))


async def test_the_first_message_after_a_start_is_answered_with_what_is_live(exchange: Exchange) -> None:
    """Killed between "Übernehmen" and the swap: the decision stands in the database, and nowhere else."""
    await put_live(exchange.app.storage, PHRASING)
    assert not knows(exchange.app)
    started = second_app(exchange)
    await started.prepare()
    assert knows(started), "before anything is fetched"
    await started.close()
    await exchange.restart()
    assert knows(exchange.app)
    phone = exchange.phone()
    await phone.type(WORDING)
    assert "Im Rathaus ist niemand zuständig" in phone.text
    assert exchange.app.showcase().library is exchange.app.knowledge.library
    assert not knows_shipped()


def knows_shipped() -> bool:
    """The collection that all tests share is not touched."""
    return WORDING in knowledge_of(SHIPPED).library.recommendations[ENTRY].phrasings


async def test_an_occasion_leaves_everything_that_answers_as_it_is(exchange: Exchange) -> None:
    """Also above other changes: nothing is fitted anew for it, and undoing it fits nothing either."""
    await put_live(exchange.app.storage, PHRASING)
    await exchange.app.curator.take_in()
    answering = exchange.app.knowledge.matcher
    fest = await put_live(exchange.app.storage, FEST)
    await exchange.app.curator.take_in()
    assert exchange.app.knowledge.library.occasions[-1].title == "Fest"
    assert exchange.app.knowledge.matcher is answering
    async with exchange.app.storage.transaction() as records:
        await records.curations.save(replace(fest, state=State.UNDONE, version=3, undone_at=START, undone_by=LEAD))
    await exchange.app.curator.take_in()
    assert exchange.app.knowledge.library.occasions == knowledge_of(SHIPPED).library.occasions
    assert exchange.app.knowledge.matcher is answering


async def test_a_proposal_is_checked_after_a_kill(exchange: Exchange) -> None:
    proposal = await put(exchange.app.storage, STEALING, state=State.PROPOSED)
    await exchange.restart()
    [card] = cards(exchange)
    assert "Andere Fragen würden darunter leiden." in card
    assert (await state_of(exchange.app.storage, proposal)).state is State.CHECKED
    await exchange.restart()
    assert len(cards(exchange)) == 1


async def test_another_process_sees_it_with_its_next_beat(exchange: Exchange) -> None:
    other = second_app(exchange)
    await other.prepare()
    change = await put_live(exchange.app.storage, PHRASING)
    assert not knows(other)
    await other.beat()
    await other.curator.idle()
    assert knows(other)
    async with exchange.app.storage.transaction() as records:
        number = await records.curations.next_version()
        undone = replace(change, state=State.UNDONE, version=number, undone_at=START, undone_by=LEAD)
        await records.curations.save(undone)
    await other.beat()
    await other.curator.idle()
    assert other.knowledge is knowledge_of(SHIPPED), "without changes it is the very same"
    await other.close()


async def test_two_processes_check_a_proposal_once(exchange: Exchange) -> None:
    other = second_app(exchange)
    await other.prepare()
    await put(exchange.app.storage, PHRASING, state=State.PROPOSED)
    await exchange.app.curator.work()
    await other.curator.work()
    await exchange.settle()
    assert len(cards(exchange)) == 1
    await other.close()


async def test_what_does_not_fit_a_newer_collection_is_left_out(
    exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    await put_live(exchange.app.storage, Change(What.PHRASING, "Geheime Worte?", "gibt-es-nicht-mehr"))
    kept = await put_live(exchange.app.storage, PHRASING)
    unknown = await put_live(exchange.app.storage, PHRASING)
    async with exchange.app.storage.transaction() as records:
        await records.curations.save(replace(unknown, kind="hologram"))
    await exchange.restart()
    assert knows(exchange.app)
    assert "left out" in caplog.text
    assert "Geheime" not in caplog.text
    assert kept.version == 2


async def test_a_proposal_that_fits_no_more_comes_back_as_a_draft(exchange: Exchange) -> None:
    proposal = await put(exchange.app.storage, Change(What.PHRASING, WORDING, "gibt-es-nicht"), state=State.PROPOSED)
    await exchange.app.curator.work()
    await exchange.settle()
    assert (await state_of(exchange.app.storage, proposal)).state is State.DRAFT
    assert "gibt es nicht mehr" in cards(exchange)[0]


async def test_a_check_that_fails_holds_up_nobody(exchange: Exchange) -> None:
    broken = await put(exchange.app.storage, PHRASING, state=State.PROPOSED)
    async with exchange.app.storage.transaction() as records:
        await records.curations.save(replace(broken, kind="hologram"))
    fine = await put(exchange.app.storage, PHRASING, state=State.PROPOSED)
    await exchange.app.curator.work()
    assert (await state_of(exchange.app.storage, broken)).state is State.DRAFT
    assert (await state_of(exchange.app.storage, fine)).state is State.CHECKED


async def test_the_loop_works_when_it_is_woken_and_outlives_a_failure(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    curator, working = exchange.app.curator, exchange.app.curator.work
    tries: list[int] = []

    async def stumble() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("the database is away: geheim")
        await working()

    monkeypatch.setattr(curator, "work", stumble)
    running = asyncio.create_task(curator.run())
    proposal = await put(exchange.app.storage, PHRASING, state=State.PROPOSED)
    async with asyncio.timeout(30):
        while (await state_of(exchange.app.storage, proposal)).state is not State.CHECKED:
            await asyncio.sleep(0.05)
            curator.wake()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert "trying again" in caplog.text
    assert "geheim" not in caplog.text


async def test_drafts_and_what_was_taken_back_are_forgotten(storage: Storage) -> None:
    await storage.upgrade()
    async with storage.transaction() as records:
        await records.members.welcome(LEAD, START)
    old, young = START - DRAFT_LIFETIME - timedelta(seconds=1), START
    long_ago = START - RETENTION - timedelta(seconds=1)
    draft = await put(storage, PHRASING, made_at=old)
    orphan = await put(storage, PHRASING, made_at=young, made_by=None)
    kept = [
        await put(storage, PHRASING, made_at=young),
        await put(storage, PHRASING, made_at=long_ago, state=State.LIVE, version=3, live_at=long_ago),
        await put(storage, PHRASING, made_at=long_ago, state=State.CHECKED),
        await put(storage, PHRASING, made_at=long_ago, state=State.UNDONE, version=4, undone_at=long_ago),
    ]
    gone = await put(storage, PHRASING, made_at=long_ago, state=State.UNDONE, version=2, undone_at=long_ago)
    async with storage.transaction() as records:
        await records.curations.forget(START)
        left = await records.curations.readable_by(LEAD)
        assert await records.curations.version() == 4, "the newest version stays known"
    assert left == kept[::-1]
    assert not {draft.id, orphan.id, gone.id} & {one.id for one in left}


async def test_two_leads_never_get_the_same_version(storage: Storage) -> None:
    """On PostgreSQL the second waits; on SQLite there is one pen."""
    await storage.upgrade()
    async with storage.transaction() as records:
        await records.members.welcome(LEAD, START)
    await asyncio.gather(*(put_live(storage, Change(What.DECOY, f"Frage {n}?")) for n in range(8)))
    async with storage.look() as records:
        assert [one.version for one in await records.curations.live()] == list(range(1, 9))


# export-knowledge ----------------------------------------------------------------------------------------------------


async def test_the_export_is_what_was_live(exchange: Exchange, tmp_path: Path) -> None:
    changes = [PHRASING, Change(What.DECOY, "Wo kaufe ich Kopfhörer?")]
    for change in changes:
        await put_live(exchange.app.storage, change)
    await put(exchange.app.storage, STEALING, state=State.CHECKED)
    target = tmp_path / "export"
    assert run("export-knowledge", str(target), "--database-url", exchange.url) == (
        0,
        f"Wrote the collection with 2 changes to {target}. Check it: check --knowledge {target}\n",
    )
    assert load(target) == merge(load(), enumerate(changes)).library
    assert run("check", "--knowledge", str(target))[0] == 0
    again = run("export-knowledge", str(target), "--database-url", exchange.url, "--knowledge", str(target))
    assert again[0] == 0
    assert "0 changes" in again[1]
    assert "says just that already" in again[1]


async def test_nothing_is_overwritten_but_a_collection(exchange: Exchange, tmp_path: Path) -> None:
    target = tmp_path / "full"
    target.mkdir()
    (target / "diary.txt").write_text("mine", encoding="utf-8")
    code, said = run("export-knowledge", str(target), "--database-url", exchange.url)
    assert (code, "not empty and no collection" in said) == (2, True)
    (target / "recommendations").mkdir()
    (target / "recommendations" / "other.yaml").write_text("", encoding="utf-8")
    code, said = run("export-knowledge", str(target), "--database-url", exchange.url)
    assert (code, "other.yaml" in said) == (2, True)
    assert len(list(target.rglob("*.*"))) == 2


def test_without_a_database_it_says_where_it_looked(tmp_path: Path) -> None:
    code, said = run("export-knowledge", str(tmp_path / "to"), "--database-url", f"sqlite:///{tmp_path / 'no.db'}")
    assert (code, "There is no database" in said) == (2, True)
    code, said = run("export-knowledge", str(tmp_path / "to"), "--database-url", "mysql://x/y")
    assert (code, "not supported" in said) == (2, True)
    assert not list(tmp_path.iterdir())


def run(*arguments: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-m", "bot", *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_command_is_known() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export-knowledge"])
    assert ended.value.code == 2
