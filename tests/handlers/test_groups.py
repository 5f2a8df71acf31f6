"""In groups the bot is silent unless it is meant."""

from typing import Any

import pytest

from tests.phone import Exchange, Phone

GROUP = -2001
QUESTION = "Wie komme ich in die Lokalzeitung?"


@pytest.fixture
def group(exchange: Exchange) -> Phone:
    exchange.telegram.add_person(1001, "Kim")
    exchange.telegram.add_person(1002, "Alex")
    exchange.telegram.add_group(GROUP, "Quartiersrunde", [1001, 1002])
    exchange.telegram.world.privacy_mode = False  # an administrator's bot sees everything
    return exchange.phone(1001, "Kim", chat_id=GROUP)


async def test_silence_when_not_meant(group: Phone) -> None:
    await group.type(QUESTION)
    await group.send("photo")
    await group.type("/fremd")
    await group.type("/hilfe@another_bot")
    assert group.shown == []


async def test_a_mention_is_answered_with_the_question_quoted(group: Phone) -> None:
    asked = await group.type(f"@quartierslotse_bot {QUESTION}")
    assert "Lokalredaktion" in group.text
    assert group.last["reply_to_message"]["message_id"] == asked["message_id"]


async def test_a_reply_to_the_bot_is_answered(group: Phone) -> None:
    await group.type("/hilfe@quartierslotse_bot")
    await group.type(QUESTION, reply_to=group.last["message_id"])
    assert "Lokalredaktion" in group.text


async def test_a_reply_to_somebody_else_is_not(exchange: Exchange, group: Phone) -> None:
    other = await exchange.phone(1002, "Alex", chat_id=GROUP).type("Hallo zusammen")
    await group.type(QUESTION, reply_to=other["message_id"])
    assert group.shown == []


@pytest.mark.parametrize("command", ["/start", "/stopp", "/abbrechen"])
async def test_personal_commands_lead_to_the_private_chat(group: Phone, command: str) -> None:
    await group.type(command)
    assert "unter uns" in group.text
    (key,) = [key for row in group.last["reply_markup"]["inline_keyboard"] for key in row]
    assert key["url"].startswith("https://t.me/quartierslotse_bot?start=c_")


async def test_the_way_from_the_group_does_what_was_asked(exchange: Exchange, group: Phone) -> None:
    await group.type("/stopp")
    phone = exchange.phone(1001)
    await phone.open_link("c_stopp")
    assert "melde mich nicht mehr von selbst" in phone.text


async def test_each_persons_choice_is_their_own(exchange: Exchange, group: Phone) -> None:
    """A "2" of Alex does not pick from what Kim was offered."""
    await group.type("@quartierslotse_bot Nachbarschaft")
    await exchange.phone(1002, "Alex", chat_id=GROUP).type("@quartierslotse_bot 2")
    assert "steht keine Auswahl offen" in group.text


async def test_what_another_chat_was_offered_is_out_of_reach(exchange: Exchange, group: Phone) -> None:
    kim = exchange.phone(1001)
    await kim.type(QUESTION)
    forged = next(key for row in _rows(kim.last) for key in row if key["text"] == "Nein, passt nicht")["callback_data"]
    await group.type("/themen")
    await group.tap_data(group.last, forged)
    assert "schon älter" in group.text


async def test_an_emergency_in_a_group_is_answered_only_when_meant(group: Phone) -> None:
    await group.type("Sie will nicht mehr leben")
    assert group.shown == []
    await group.type("@quartierslotse_bot sie will nicht mehr leben")
    assert "112" in group.text


def _rows(message: dict[str, Any]) -> list[list[dict[str, Any]]]:
    return list(message["reply_markup"]["inline_keyboard"])
