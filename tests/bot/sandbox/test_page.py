"""The phone in a real browser. Slow: `make test-all`. Needs Chromium; CHROMIUM names another one than the path's."""

import importlib
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.sandbox import cast, server
from bot.sandbox.telegram import Telegram
from tests.bot.sandbox.scripted import scripted_bot
from tests.bot.sandbox.stage import ALEX, KIM, ROUND, Machine

pytestmark = pytest.mark.slow

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WIDE = {"viewport": {"width": 1180, "height": 860}}
CLIPPED = """line => new Promise(painted => requestAnimationFrame(() => setTimeout(painted)))
  .then(() => line.scrollHeight - line.clientHeight)"""
LONG_KEYS = [
    "Baden-Württemberg",
    "Brandenburg",
    "Hessen",
    "Mecklenburg-Vorpommern",
    "Niedersachsen",
    "Thüringen",
    "Testen",
    "Anhalten",
    "Zurückholen",
]
# Words that stand on two lines; a hyphen may end a line.
BROKEN_WORDS = """() => [...document.querySelectorAll('.key-text')].flatMap((key) => {
  const text = key.firstChild;
  return [...text.data.matchAll(/[^\\s-]+-?/g)].filter((word) => {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    return new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1;
  }).map(([word]) => word);
})"""
NARROW = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}

# Playwright is installed for the slow suite only, so its types can't be relied on.
Page = Any
Open = Callable[..., Awaitable[Page]]


@pytest.fixture
async def browser() -> AsyncIterator[Any]:
    if not CHROMIUM and not os.environ.get("CI"):
        pytest.skip("there is no chromium on the path")
    playwright = importlib.import_module("playwright.async_api")
    async with playwright.async_playwright() as drivers:
        browser = await drivers.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
def telegram() -> Telegram:
    telegram = Telegram(lambda: datetime.now(UTC))
    cast.enter(telegram)
    return telegram


@pytest.fixture
async def open_page(telegram: Telegram, browser: Any) -> AsyncIterator[Open]:
    """Opens the page with a scripted bot behind it; any error in its console fails the test."""
    errors: list[str] = []
    pages: list[Page] = []
    async with server.serve(server.build(telegram)) as address, scripted_bot(telegram):

        async def opened(**options: Any) -> Page:
            page = await browser.new_page(locale="de-DE", **options)
            pages.append(page)
            page.set_default_timeout(8000)
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
            await page.goto(address)
            await page.locator(f"#phone-{KIM}").wait_for()
            return page

        yield opened
        for page in pages:
            await page.close()
    assert errors == []


def phone(page: Page, user_id: int = KIM) -> Any:
    return page.locator(f"#phone-{user_id}")


async def say(on: Any, text: str) -> None:
    line = on.get_by_role("textbox")
    await line.fill(text)
    await line.press("Enter")


async def begin(page: Page, user_id: int = KIM) -> Any:
    on = phone(page, user_id)
    await on.get_by_role("button", name="START").click()
    await on.get_by_text("Die Presse gewinnen").wait_for()
    return on


async def evaluate(page: Page, script: str) -> Any:
    return await page.evaluate(script)


async def test_start_type_and_read(open_page: Open, telegram: Telegram) -> None:
    page = await open_page(**WIDE)
    kim = phone(page)
    assert await page.get_by_text("Lokale Probe: nichts verlässt diesen Rechner.").is_visible()
    assert await kim.get_by_text("Ich begleite dich im neuen Quartier.").is_visible()
    await begin(page)
    assert telegram.screen(KIM)[0]["text"] == "/start"
    await say(kim, "wie gewinne ich die <b>presse</b>?")
    await kim.locator(".own", has_text="<b>presse</b>").wait_for()
    answer = kim.locator(".other .text").last
    await kim.locator(".other").nth(1).wait_for()
    assert await answer.locator("strong").inner_text() == "Die Presse gewinnen"
    assert await answer.locator("em").inner_text() == "eine"
    assert await answer.locator("code").inner_text() == "0203 1"
    assert await answer.locator("a").get_attribute("href") == "https://example.org/presse"
    assert await answer.locator("blockquote").inner_text() == "Bereich: Kommune"
    assert await kim.locator(".day").inner_text() == "Heute"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_the_line_to_write_in_is_as_high_as_what_stands_in_it(open_page: Open, size: dict[str, Any]) -> None:
    page = await open_page(**size)
    kim = await begin(page)
    line = kim.get_by_role("textbox")
    assert await line.evaluate(CLIPPED) == 0
    one = await line.evaluate("line => line.clientHeight")
    await line.fill("erste Zeile\nzweite Zeile")
    assert await line.evaluate(CLIPPED) == 0
    assert await line.evaluate("line => line.clientHeight") > one
    await page.reload()
    await kim.get_by_text("Die Presse gewinnen").wait_for()
    assert await line.evaluate(CLIPPED) == 0
    if size is NARROW:
        await page.get_by_role("tab", name="Alex (leitet und verwaltet)").click()
        alex = await begin(page, ALEX)
        await page.reload()
        await page.get_by_role("tab", name="Alex (leitet und verwaltet)").click()
        assert await alex.get_by_role("textbox").evaluate(CLIPPED) == 0, "begun on a phone that lay at the back"


async def test_taps_toasts_alerts_and_edits(open_page: Open) -> None:
    page = await open_page(**WIDE)
    kim = await begin(page)
    slow = kim.get_by_role("button", name="Langsam")
    await slow.click()
    await kim.locator(".key.pressed").wait_for()
    await kim.get_by_role("status").get_by_text("Gemerkt.").wait_for()
    assert await kim.locator(".key.pressed").count() == 0
    await kim.get_by_role("button", name="Hinweis").click()
    await page.get_by_role("dialog").get_by_text("Das ist wichtig.").wait_for()
    await page.keyboard.press("Escape")
    await page.get_by_role("dialog").wait_for(state="detached")
    again = kim.get_by_role("button", name="Passt nicht")
    await again.focus()
    await page.keyboard.press("Enter")
    await kim.get_by_text("Dann anders.").wait_for()
    assert "bearbeitet" in await kim.locator(".other .time").last.inner_text()
    focused = "document.activeElement.textContent"
    assert await evaluate(page, focused) == "Zurück", "the focus stays in the keyboard"


async def test_editing_and_answering_by_keyboard(open_page: Open, telegram: Telegram) -> None:
    page = await open_page(**WIDE)
    kim = await begin(page)
    line = kim.get_by_role("textbox")
    await line.fill("erste Zeile")
    await line.press("Shift+Enter")
    await line.press_sequentially("zweite Zeile lang")
    await line.press("Enter")
    await kim.get_by_text("Donaudampfschifffahrt").wait_for()
    assert telegram.screen(KIM)[2]["text"] == "erste Zeile\nzweite Zeile lang"
    await line.press("ArrowUp")
    assert await kim.get_by_text("Nachricht bearbeiten").is_visible()
    await line.press("Escape")
    assert await line.input_value() == ""
    await line.press("ArrowUp")
    await line.fill("nur noch eine")
    await line.press("Enter")
    await kim.locator(".own .time", has_text="bearbeitet").wait_for()
    assert telegram.screen(KIM)[2]["text"] == "nur noch eine"
    await kim.locator(".own .actions").last.focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    assert await kim.get_by_text("Antwort an Kim").is_visible()
    await say(kim, "sticker")
    await kim.get_by_text("Das kann ich nicht lesen.").wait_for()
    quotes = kim.locator(".quote")
    assert [await quotes.nth(place).locator("span").inner_text() for place in (0, 1)] == ["nur noch eine", "sticker"]


async def test_commands_attachments_and_files(open_page: Open, telegram: Telegram) -> None:
    page = await open_page(**WIDE)
    kim = await begin(page)
    line = kim.get_by_role("textbox")
    await line.press_sequentially("/h")
    assert await kim.get_by_role("option").all_inner_texts() == ["/hilfe\nWas ich kann"]
    await line.press("ArrowDown")
    await line.press("Enter")
    await kim.locator(".own", has_text="/hilfe").wait_for()
    await kim.get_by_role("button", name="Befehle").click()
    assert await kim.get_by_role("option").count() == 2
    await page.keyboard.press("Escape")
    assert await kim.get_by_role("listbox").is_hidden()
    await kim.get_by_role("button", name="Anhängen").click()
    await page.keyboard.press("Escape")
    await kim.get_by_role("button", name="Anhängen").click()
    await kim.get_by_role("menuitem", name="Sprachnachricht").click()
    await kim.get_by_text("Das kann ich nicht lesen.").wait_for()
    await say(kim, "eine datei")
    picture = kim.get_by_role("img", name="Foto: Ein Bild")
    await picture.wait_for()
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 640
    async with page.expect_download() as download:
        await kim.get_by_role("link", name="jour-fixe.ics").click()
    assert (await download.value).suggested_filename == "jour-fixe.ics"
    await say(kim, "er tippt")
    await kim.locator(".typing").wait_for()
    assert await kim.locator(".phone-sub").inner_text() == "schreibt …"
    await kim.get_by_text("Fertig getippt").wait_for()
    assert await kim.locator(".typing").is_hidden()


async def test_inline_results_sharing_and_the_group(open_page: Open, telegram: Telegram) -> None:
    page = await open_page(**WIDE)
    kim, alex = await begin(page), phone(page, ALEX)
    await kim.get_by_role("button", name="Teilen").click()
    await page.get_by_role("button", name="Hier öffnen").click()
    await kim.locator(".own", has_text="/start e_12").wait_for()
    for on in (kim, alex):
        await on.get_by_role("button", name="Quartiersrunde").click()
        await on.get_by_text("in einer Gruppe schreiben").wait_for()
    line = kim.get_by_role("textbox")
    await line.fill("@quartierslotse_bot nichts")
    await kim.get_by_text("Keine Treffer").wait_for()
    await line.fill("@quartierslotse_bot presse")
    await kim.get_by_role("option").nth(2).wait_for()
    await line.press("ArrowDown")
    await line.press("ArrowDown")
    await line.press("Enter")
    await alex.get_by_text("Ein Tipp").wait_for()
    assert await alex.locator(".via").inner_text() == "über @quartierslotse_bot"
    assert telegram.screen(ROUND)[0]["via_bot"]["username"] == "quartierslotse_bot"
    await line.fill("@quartierslotse_bot was hilft?")
    await line.press("Enter")
    await alex.locator(".text", has_text="was hilft?").wait_for()


async def test_blocking_and_coming_back(open_page: Open, telegram: Telegram) -> None:
    page = await open_page(**WIDE)
    kim = await begin(page)
    await kim.get_by_role("button", name="Mehr zu diesem Chat").click()
    await kim.get_by_role("menuitem", name="Bot blockieren").click()
    back = kim.get_by_role("button", name="Blockierung aufheben")
    await back.wait_for()
    assert telegram.world.directory.person(KIM).blocked
    await back.click()
    await kim.get_by_role("textbox").wait_for()


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
async def test_a_small_screen(open_page: Open, telegram: Telegram, color_scheme: str) -> None:
    page = await open_page(**NARROW, color_scheme=color_scheme)
    kim = await begin(page)
    await say(kim, "lang")
    await kim.get_by_text("Donaudampfschifffahrt").wait_for()
    await say(kim, "datei")
    await kim.get_by_role("img", name="Foto: Ein Bild").wait_for()
    for wide in ("document.documentElement", f"document.querySelector('#phone-{KIM} .screen')"):
        assert await evaluate(page, f"{wide}.scrollWidth <= {wide}.clientWidth")
    background = await evaluate(page, "getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(13, 20, 23)") == (color_scheme == "dark")
    assert await phone(page, ALEX).is_hidden()
    await page.get_by_role("tab", name="Alex (leitet und verwaltet)").click()
    assert await kim.is_hidden()
    await begin(page, ALEX)
    telegram.call("sendMessage", {"chat_id": KIM, "text": "Für Kim"})
    await page.locator(f"#tab-{KIM}.unread").wait_for()
    await page.get_by_role("tab", name="Kim (neu im Team)").click()
    await kim.get_by_text("Für Kim").wait_for()


@pytest.mark.parametrize("width", [390, 1280, 1440])
async def test_keys_stay_in_their_phone_and_break_between_words(
    open_page: Open, telegram: Telegram, width: int
) -> None:
    page = await open_page(viewport={"width": width, "height": 900})
    kim = await begin(page)
    rows = [LONG_KEYS[:2], LONG_KEYS[2:4], LONG_KEYS[4:6], LONG_KEYS[6:], [*map(str, range(1, 8))], ["x" * 60, "Los"]]
    keyboard = [[{"text": label, "callback_data": label} for label in row] for row in rows]
    telegram.call("sendMessage", {"chat_id": KIM, "text": "Wo?", "reply_markup": {"inline_keyboard": keyboard}})
    await kim.get_by_role("button", name="Thüringen").wait_for()
    broken = await evaluate(page, BROKEN_WORDS)
    assert broken == ["x" * 60], "one word wider than the phone may break, and must"
    log = kim.locator(".screen")
    assert await log.evaluate("log => log.scrollWidth <= log.clientWidth")
    seven = kim.locator(".keys", has=page.get_by_role("button", name="7", exact=True))
    assert await seven.evaluate("row => new Set([...row.children].map(key => key.offsetTop)).size") == 1


async def test_a_name_and_a_text_are_never_markup(open_page: Open, telegram: Telegram) -> None:
    page = await open_page(**WIDE)
    kim = await begin(page)
    nasty = "<img src=x onerror=alert(1)> [a](javascript:alert(1)) \u202eabc"
    entity = {"type": "text_link", "offset": 0, "length": 4, "url": "javascript:alert(1)"}
    telegram.call("sendMessage", {"chat_id": KIM, "text": nasty, "entities": [entity]})
    message = kim.locator(".other").last
    await kim.get_by_text("<img src=x").wait_for()
    assert await message.locator("img, a").count() == 0


async def test_what_was_today_is_yesterday_when_the_clock_has_been_put_forward(browser: Any) -> None:
    machine = Machine()
    telegram = Telegram(machine.now)
    cast.enter(telegram)
    telegram.type(KIM, KIM, "noch heute")
    async with server.serve(server.build(telegram, machine)) as address:
        page = await browser.new_page(locale="de-DE")
        await page.goto(address)
        await phone(page).locator(".day", has_text="Heute").wait_for()
        await page.get_by_role("button", name="1 Tag weiter").click()
        await phone(page).locator(".day", has_text="Gestern").wait_for(timeout=8000)
        await page.close()


@asynccontextmanager
async def serving(telegram: Telegram) -> AsyncIterator[str]:
    async with server.serve(server.build(telegram)) as address:
        yield address


async def test_a_lost_connection_is_said_and_found_again(telegram: Telegram, browser: Any) -> None:
    page = await browser.new_page()
    async with serving(telegram) as address:
        await page.goto(address)
        await phone(page).wait_for()
        assert await page.locator(".lost").is_hidden()
    await page.get_by_text("Keine Verbindung.").wait_for()
    port = int(address.rpartition(":")[2])
    telegram.type(KIM, KIM, "inzwischen")
    async with server.serve(server.build(telegram), port=port):
        await phone(page).get_by_text("inzwischen").wait_for()
        assert await page.locator(".lost").is_hidden()
        await page.close()
