"""Inline mode: entries to pass on, from any chat."""

from tests.phone import Exchange

BOT = "quartierslotse_bot"


async def ask(exchange: Exchange, text: str) -> list[dict[str, object]]:
    exchange.phone(1001, "Kim")
    query = exchange.telegram.ask_inline(1001, text)
    await exchange.settle()
    return list(exchange.telegram.inline_query(query).results or [])


async def test_a_word_finds_entries(exchange: Exchange) -> None:
    results = await ask(exchange, "presse")
    assert results[0]["id"] == "einstieg-tipp-8"
    assert len(results) <= 10


async def test_a_half_typed_word_finds_them_too(exchange: Exchange) -> None:
    assert "kommune-loesungsweg-3" in [result["id"] for result in await ask(exchange, "senioren")]


async def test_nothing_typed_yet_shows_some(exchange: Exchange) -> None:
    assert len(await ask(exchange, "  ")) == 10


async def test_what_nobody_knows_finds_nothing_and_nothing_breaks(exchange: Exchange) -> None:
    for text in ("hallo", "???", "😀", "<b>", "x" * 256):
        assert len(await ask(exchange, text)) <= 10


async def test_the_picked_entry_is_posted_and_leads_to_the_bot(exchange: Exchange) -> None:
    phone = exchange.phone(1001, "Kim")
    query = exchange.telegram.ask_inline(1001, "presse")
    await exchange.settle()
    posted = exchange.telegram.choose(query, "einstieg-tipp-8", 1001)
    await exchange.settle()
    assert "Lokalredaktion" in posted["text"]
    assert posted["reply_markup"]["inline_keyboard"][0][0]["url"] == f"https://t.me/{BOT}?start=e_einstieg-tipp-8"
    assert phone.shown == [], "a shared entry in the own chat is no question"


async def test_nothing_of_a_query_is_stored(exchange: Exchange) -> None:
    await ask(exchange, "geheimes wort")
    async with exchange.app.storage.engine.connect() as connection:
        assert (await connection.exec_driver_sql("SELECT count(*) FROM inbox")).scalar() == 0
