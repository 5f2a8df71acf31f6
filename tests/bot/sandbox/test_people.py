"""What people do on their phones, and what the bot learns of it."""

from typing import Any

import pytest

from bot.sandbox.dummies import KINDS
from bot.sandbox.telegram import Telegram
from tests.bot.sandbox.stage import ALEX, KIM, ROUND, Clock


def updates(telegram: Telegram, **params: Any) -> list[dict[str, Any]]:
    body = telegram.call("getUpdates", params)
    assert body["ok"]
    result: list[dict[str, Any]] = body["result"]
    return result


def newest(telegram: Telegram) -> dict[str, Any]:
    return updates(telegram, offset=-1)[0]


def keyed(telegram: Telegram, chat_id: int = KIM) -> int:
    """The id of a message of the bot's with one button."""
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}]]}
    body = telegram.call("sendMessage", {"chat_id": chat_id, "text": "Gut?", "reply_markup": markup})
    return int(body["result"]["message_id"])


def test_a_typed_message(telegram: Telegram, clock: Clock) -> None:
    telegram.type(KIM, KIM, "  😀 /hilfe\u202e ")
    message = newest(telegram)["message"]
    assert message["text"] == "😀 /hilfe"
    assert message["entities"] == [{"type": "bot_command", "offset": 3, "length": 6}]
    assert message["date"] == int(clock().timestamp())
    assert message["from"] == {"id": KIM, "is_bot": False, "first_name": "Kim", "language_code": "de"}
    assert message["chat"] == {"id": KIM, "type": "private", "first_name": "Kim"}


def test_a_lone_surrogate_arrives(telegram: Telegram) -> None:
    telegram.type(KIM, KIM, "a\ud83d")
    assert newest(telegram)["message"]["text"] == "a\ud83d"


def test_updates_stay_until_they_are_acknowledged(telegram: Telegram) -> None:
    for text in ("eins", "zwei", "drei"):
        telegram.type(KIM, KIM, text)
    first, *rest = updates(telegram)
    assert [update["message"]["text"] for update in rest] == ["eins", "zwei", "drei"]
    assert updates(telegram) == [first, *rest]
    assert updates(telegram, offset=rest[1]["update_id"], limit=1) == [rest[1]]
    assert updates(telegram, offset=-1) == [rest[2]]
    assert updates(telegram) == [rest[2]], "a negative offset forgets what lies before"
    assert updates(telegram, offset=rest[2]["update_id"] + 1) == []
    assert updates(telegram) == []


def test_updates_are_forgotten_after_a_day(telegram: Telegram, clock: Clock) -> None:
    clock.move(hours=24)
    assert updates(telegram) == []


def test_kinds_that_the_bot_did_not_ask_for_never_come(telegram: Telegram) -> None:
    updates(telegram, allowed_updates='["callback_query"]', offset=-1)
    telegram.type(KIM, KIM, "Hallo")
    telegram.tap(KIM, KIM, keyed(telegram), "ja")
    assert [set(update) - {"update_id"} for update in updates(telegram)[1:]] == [{"callback_query"}]
    assert telegram.call("getWebhookInfo", {})["result"]["allowed_updates"] == ["callback_query"]
    assert telegram.call("deleteWebhook", {"drop_pending_updates": "true"})["result"] is True
    assert updates(telegram) == []


def test_an_edit_by_hand(telegram: Telegram, clock: Clock) -> None:
    message = telegram.type(KIM, KIM, "wer ist zustandig")
    clock.move(minutes=1)
    telegram.edit(KIM, KIM, message["message_id"], "wer ist zuständig")
    edited = newest(telegram)["edited_message"]
    assert (edited["text"], edited["edit_date"] - edited["date"]) == ("wer ist zuständig", 60)
    for user_id, message_id in ((ALEX, message["message_id"]), (KIM, keyed(telegram)), (KIM, 999)):
        with pytest.raises(ValueError, match="can't edit"):
            telegram.edit(KIM, user_id, message_id, "anders")


def test_a_tap_and_its_answer(telegram: Telegram) -> None:
    message_id = keyed(telegram)
    query_id = telegram.tap(KIM, KIM, message_id, "ja")
    query = newest(telegram)["callback_query"]
    assert (query["id"], query["data"], query["message"]["text"]) == (query_id, "ja", "Gut?")
    assert telegram.answer_to(query_id) is None
    telegram.call("answerCallbackQuery", {"callback_query_id": query_id, "text": "Gemerkt.", "show_alert": "true"})
    telegram.call("answerCallbackQuery", {"callback_query_id": query_id, "text": "Nochmal"})
    assert telegram.answer_to(query_id) == {"text": "Gemerkt.", "show_alert": True, "url": ""}


def test_a_button_that_is_not_there(telegram: Telegram) -> None:
    message_id = keyed(telegram)
    with pytest.raises(ValueError, match="no button"):
        telegram.tap(KIM, KIM, message_id, "nein")
    telegram.tap(KIM, KIM, message_id, "nein", force=True)
    assert newest(telegram)["callback_query"]["data"] == "nein"
    telegram.call("deleteMessage", {"chat_id": KIM, "message_id": message_id})
    telegram.tap(KIM, KIM, message_id, "ja", force=True)
    assert newest(telegram)["callback_query"]["message"]["date"] == 0, "an inaccessible message"


def test_a_link_starts_with_its_parameter(telegram: Telegram) -> None:
    assert telegram.open_link(ALEX, "e_12")["text"] == "/start e_12"
    assert telegram.open_link(ALEX, "")["text"] == "/start"


@pytest.mark.parametrize("kind", KINDS)
def test_other_kinds_of_messages(telegram: Telegram, kind: str) -> None:
    telegram.send(KIM, KIM, kind)
    assert kind in newest(telegram)["message"]


def test_unknown_kinds_people_and_chats_are_the_callers_slip(telegram: Telegram) -> None:
    with pytest.raises(ValueError, match="none of"):
        telegram.send(KIM, KIM, "pigeon")
    with pytest.raises(ValueError, match="private chat"):
        telegram.type(KIM, ALEX, "Hallo")
    with pytest.raises(ValueError, match="nothing to send"):
        telegram.type(KIM, KIM, " ")
    with pytest.raises(ValueError, match="4,096"):
        telegram.type(KIM, KIM, "a" * 4097)
    with pytest.raises(ValueError, match="negative"):
        telegram.add_group(5, "x", [])
    telegram.add_group(-7, "Ohne Kim", [ALEX])
    with pytest.raises(ValueError, match="not in the group"):
        telegram.type(-7, KIM, "Hallo")


def test_a_group_in_privacy_mode(telegram: Telegram, clock: Clock) -> None:
    def reaches(text: str, reply_to: int | None = None) -> bool:
        before = len(telegram.world.updates)
        telegram.type(ROUND, ALEX, text, reply_to)
        return len(telegram.world.updates) > before

    message_id = keyed(telegram, ROUND)
    assert not reaches("Kommt ihr heute?")
    assert reaches("@quartierslotse_bot wie ist das?")
    assert reaches("/hilfe")
    assert reaches("ja", reply_to=message_id)
    telegram.world.privacy_mode = False
    assert reaches("Kommt ihr heute?")
    member = telegram.call("getChatMember", {"chat_id": ROUND, "user_id": ALEX})["result"]
    assert (member["status"], member["user"]["username"]) == ("member", "alex_leitet")


def test_blocking(telegram: Telegram) -> None:
    telegram.block(KIM)
    change = newest(telegram)["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    with pytest.raises(ValueError, match="unblock"):
        telegram.type(KIM, KIM, "Hallo")
    telegram.unblock(KIM)
    assert newest(telegram)["my_chat_member"]["new_chat_member"]["status"] == "member"


def test_typing_ends_with_a_message_or_after_a_while(telegram: Telegram, clock: Clock) -> None:
    action = {"chat_id": KIM, "action": "typing"}
    telegram.call("sendChatAction", action)
    assert telegram.is_typing(KIM)
    clock.move(seconds=5)
    assert not telegram.is_typing(KIM)
    telegram.call("sendChatAction", action)
    keyed(telegram)
    assert not telegram.is_typing(KIM)


def test_requests_are_recorded_as_received(telegram: Telegram) -> None:
    telegram.call("sendMessage", {"chat_id": "1001", "text": ""})
    assert telegram.requests[-1] == {"method": "sendMessage", "params": {"chat_id": "1001", "text": ""}, "files": []}


def test_nobody_outside_can_change_what_is_remembered(telegram: Telegram) -> None:
    telegram.type(KIM, KIM, "Hallo")["text"] = "anders"
    telegram.screen(KIM)[-1]["text"] = "anders"
    newest(telegram)["message"]["text"] = "anders"
    assert newest(telegram)["message"]["text"] == telegram.screen(KIM)[-1]["text"] == "Hallo"


def test_those_who_watch_hear_of_changes(telegram: Telegram) -> None:
    heard: list[int] = []
    end = telegram.subscribe(lambda: heard.append(telegram.version))
    telegram.type(KIM, KIM, "Hallo")
    updates(telegram)
    keyed(telegram)
    end()
    telegram.type(KIM, KIM, "Hallo")
    assert len(heard) == 2
