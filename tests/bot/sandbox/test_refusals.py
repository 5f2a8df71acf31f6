"""Telegram says no, with its codes and its words."""

import json
from typing import Any

import pytest

from bot.sandbox.dummies import picture
from bot.sandbox.refusals import LostAnswer
from bot.sandbox.telegram import Telegram
from bot.sandbox.uploads import Upload
from tests.bot.sandbox.stage import ALEX, KIM, ROUND, Clock


def refusal(telegram: Telegram, method: str, params: dict[str, Any], **files: Upload) -> str:
    body = telegram.call(method, params, files)
    assert not body["ok"], body
    return f"{body['error_code']} {body['description']}"


def send(telegram: Telegram, **params: Any) -> dict[str, Any]:
    body = telegram.call("sendMessage", {"chat_id": str(KIM), "text": "Hallo", **params})
    assert body["ok"], body
    result: dict[str, Any] = body["result"]
    return result


def keys(*buttons: dict[str, Any]) -> str:
    return json.dumps({"inline_keyboard": [list(buttons)]})


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "ü" * 20000}, "text is too long"),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"text": "<x>", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "x" at byte offset 0'),
        ({"parse_mode": "WIKI"}, "unsupported parse_mode"),
        ({"chat_id": "77"}, "chat not found"),
        ({"chat_id": ""}, "chat_id is empty"),
        ({"chat_id": "@niemand"}, "chat not found"),
        ({"reply_parameters": '{"message_id": 999}'}, "message to be replied not found"),
        ({"reply_parameters": "{"}, "can't parse reply parameters JSON object"),
        ({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"reply_markup": "[]"}, "object expected as reply markup"),
        ({"reply_markup": keys({"text": "a", "callback_data": "x" * 65})}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": keys({"text": "a", "callback_data": "ü" * 33})}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": keys({"text": "a", "callback_data": ""})}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": keys({"text": " ", "callback_data": "x"})}, "inline keyboard button text must be non-empty"),
        ({"reply_markup": keys({"text": "a"})},
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"reply_markup": keys({"callback_data": "a"})},
         'can\'t parse inline keyboard button: Can\'t find field "text"'),
        ({"reply_markup": keys({"text": "a", "url": "ftp://x.de"})},
         "inline keyboard button URL 'ftp://x.de' is invalid: Unsupported URL protocol"),
        ({"reply_markup": keys({"text": "a", "url": "http://localhost:80/"})},
         "inline keyboard button URL 'http://localhost:80/' is invalid: Wrong HTTP URL"),
        ({"reply_markup": keys({"text": "a", "url": "https://x.de/a b"})}, "BUTTON_URL_INVALID"),
        ({"reply_markup": keys({"text": "a", "url": "https://x.de/" + "a" * 2048})}, "BUTTON_URL_INVALID"),
        ({"reply_markup": keys(*[{"text": "a", "callback_data": "b"}] * 101)}, "reply markup is too long"),
    ],
)  # fmt: skip
def test_send_message(telegram: Telegram, params: dict[str, Any], expected: str) -> None:
    before = len(telegram.screen(KIM))
    got = refusal(telegram, "sendMessage", {"chat_id": KIM, "text": "Hallo", **params})
    assert got == f"400 Bad Request: {expected}"
    assert len(telegram.screen(KIM)) == before


def test_the_longest_that_fits(telegram: Telegram) -> None:
    assert len(send(telegram, text=f"<b>{'a' * 4096}</b>", parse_mode="HTML")["text"]) == 4096
    send(telegram, reply_markup=keys({"text": "a", "callback_data": "ü" * 32}))
    send(telegram, reply_parameters='{"message_id": 999, "allow_sending_without_reply": true}')


def test_who_may_be_written_to(telegram: Telegram) -> None:
    to_alex = {"chat_id": ALEX, "text": "Hallo"}
    assert refusal(telegram, "sendMessage", to_alex) == "403 Forbidden: bot can't initiate conversation with a user"
    telegram.type(ALEX, ALEX, "Hallo")
    telegram.block(ALEX)
    assert refusal(telegram, "sendMessage", to_alex) == "403 Forbidden: bot was blocked by the user"
    telegram.unblock(ALEX)
    assert telegram.call("sendMessage", to_alex)["ok"]
    telegram.kick(ROUND, KIM)
    to_round = {"chat_id": ROUND, "text": "Hallo"}
    assert refusal(telegram, "sendMessage", to_round) == "403 Forbidden: bot was kicked from the group chat"


def test_edits(telegram: Telegram) -> None:
    sent = send(telegram, text="<b>eins</b>", parse_mode="HTML", reply_markup=keys({"text": "a", "callback_data": "x"}))
    at = {"chat_id": KIM, "message_id": sent["message_id"]}
    same = {**at, "text": "<b>eins</b>", "parse_mode": "HTML"}
    unchanged = (
        "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the "
        "same as a current content and reply markup of the message"
    )
    same_keys = {"reply_markup": keys({"text": "a", "callback_data": "x"})}
    assert refusal(telegram, "editMessageText", same | same_keys) == unchanged
    assert "reply_markup" not in telegram.call("editMessageText", same)["result"], "a keyboard not sent again is gone"
    assert refusal(telegram, "editMessageText", same) == unchanged
    assert refusal(telegram, "editMessageReplyMarkup", at) == unchanged

    missing = {"chat_id": KIM, "message_id": 999, "text": "zwei"}
    assert refusal(telegram, "editMessageText", missing) == "400 Bad Request: message to edit not found"
    own = {"chat_id": KIM, "message_id": telegram.screen(KIM)[0]["message_id"], "text": "zwei"}
    assert refusal(telegram, "editMessageText", own) == "400 Bad Request: message can't be edited"
    nowhere = {"chat_id": KIM, "text": "zwei"}
    assert refusal(telegram, "editMessageText", nowhere) == "400 Bad Request: message identifier is not specified"
    no_caption = "400 Bad Request: there is no caption in the message to edit"
    assert refusal(telegram, "editMessageCaption", {**at, "caption": "c"}) == no_caption
    reply_keyboard = {**same, "reply_markup": '{"keyboard": [["a"]]}'}
    assert refusal(telegram, "editMessageText", reply_keyboard) == "400 Bad Request: inline keyboard expected"


def test_media(telegram: Telegram) -> None:
    png = Upload("a.png", picture(20, 10), "image/png")
    photo = telegram.call("sendPhoto", {"chat_id": KIM, "caption": "Bild"}, {"photo": png})["result"]
    at = {"chat_id": KIM, "message_id": photo["message_id"], "text": "zwei"}
    assert refusal(telegram, "editMessageText", at) == "400 Bad Request: there is no text in the message to edit"
    to_kim = {"chat_id": KIM}
    long = {"chat_id": KIM, "caption": "a" * 1025}
    assert refusal(telegram, "sendPhoto", long, photo=png) == "400 Bad Request: message caption is too long"
    assert refusal(telegram, "sendPhoto", to_kim) == "400 Bad Request: there is no photo in the request"
    broken = Upload("a.png", b"kein Bild")
    assert refusal(telegram, "sendPhoto", to_kim, photo=broken) == "400 Bad Request: IMAGE_PROCESS_FAILED"
    strip = Upload("a.png", picture(300, 10))
    assert refusal(telegram, "sendPhoto", to_kim, photo=strip) == "400 Bad Request: PHOTO_INVALID_DIMENSIONS"
    empty = Upload("a.txt", b"")
    assert refusal(telegram, "sendDocument", to_kim, document=empty) == "400 Bad Request: file must be non-empty"
    unknown = {"chat_id": KIM, "document": "BQAC"}
    got = refusal(telegram, "sendDocument", unknown)
    assert got == "400 Bad Request: wrong file identifier/HTTP URL specified"
    again = {"chat_id": KIM, "photo": photo["photo"][-1]["file_id"]}
    assert telegram.call("sendPhoto", again)["ok"]
    assert refusal(telegram, "getFile", {"file_id": "BQAC"}) == "400 Bad Request: invalid file_id"


def test_text_can_become_media_and_media_another(telegram: Telegram) -> None:
    at = {"chat_id": KIM, "message_id": send(telegram)["message_id"]}
    new = {
        **at,
        "media": json.dumps({"type": "photo", "media": "attach://neu", "caption": "<i>c</i>", "parse_mode": "HTML"}),
    }
    edited = telegram.call("editMessageMedia", new, {"neu": Upload("b.png", picture(5, 5))})["result"]
    assert (edited["caption"], "text" in edited, edited["photo"][0]["width"]) == ("c", False, 5)
    other = {**at, "media": '{"type": "audio", "media": "x"}'}
    assert refusal(telegram, "editMessageMedia", other).startswith("400 Bad Request: can't parse InputMedia")


def test_deleting(telegram: Telegram, clock: Clock) -> None:
    young, old = send(telegram)["message_id"], send(telegram)["message_id"]
    clock.move(hours=47)
    assert telegram.call("deleteMessage", {"chat_id": KIM, "message_id": young})["ok"]
    again = {"chat_id": KIM, "message_id": young}
    assert refusal(telegram, "deleteMessage", again) == "400 Bad Request: message to delete not found"
    clock.move(hours=1)
    too_old = {"chat_id": KIM, "message_id": old}
    assert refusal(telegram, "deleteMessage", too_old) == "400 Bad Request: message can't be deleted for everyone"
    other = telegram.type(ROUND, KIM, "Hallo zusammen")
    foreign = {"chat_id": ROUND, "message_id": other["message_id"]}
    assert refusal(telegram, "deleteMessage", foreign) == "400 Bad Request: message can't be deleted"


def test_copy_forward_pin_and_react(telegram: Telegram) -> None:
    sent = send(telegram, text="<b>eins</b>", parse_mode="HTML")
    both = {"chat_id": ROUND, "from_chat_id": KIM, "message_id": sent["message_id"]}
    telegram.call("copyMessage", both)
    telegram.call("forwardMessage", both)
    copied, forwarded = telegram.screen(ROUND)
    assert (copied["entities"], "forward_origin" in copied) == (sent["entities"], False)
    assert forwarded["forward_origin"]["sender_user"]["id"] == telegram.world.bot["id"]
    for method, noun in (("copyMessage", "copy"), ("forwardMessage", "forward")):
        missing = {**both, "message_id": 999}
        assert refusal(telegram, method, missing) == f"400 Bad Request: message to {noun} not found"
    at = {"chat_id": KIM, "message_id": sent["message_id"]}
    assert telegram.call("pinChatMessage", at)["ok"]
    assert telegram.call("getChat", {"chat_id": KIM})["result"]["pinned_message"]["text"] == "eins"
    assert telegram.call("unpinChatMessage", {"chat_id": KIM})["ok"]
    assert refusal(telegram, "unpinChatMessage", {"chat_id": KIM}) == "400 Bad Request: message to unpin not found"
    thumb = {**at, "reaction": '[{"type": "emoji", "emoji": "👍"}]'}
    assert telegram.call("setMessageReaction", thumb)["ok"]
    odd = {**at, "reaction": '[{"type": "emoji", "emoji": "🧭"}]'}
    assert refusal(telegram, "setMessageReaction", odd) == "400 Bad Request: REACTION_INVALID"


def test_queries(telegram: Telegram, clock: Clock) -> None:
    too_old = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert refusal(telegram, "answerCallbackQuery", {"callback_query_id": "7"}) == too_old
    sent = send(telegram, reply_markup=keys({"text": "a", "callback_data": "x"}))
    query = telegram.tap(KIM, KIM, sent["message_id"], "x")
    long = {"callback_query_id": query, "text": "a" * 201}
    assert refusal(telegram, "answerCallbackQuery", long) == "400 Bad Request: MESSAGE_TOO_LONG"
    clock.move(seconds=61)
    assert refusal(telegram, "answerCallbackQuery", {"callback_query_id": query}) == too_old


def test_methods_and_actions(telegram: Telegram) -> None:
    assert refusal(telegram, "sendPigeon", {}) == "404 Not Found: method not found"
    assert telegram.call("GETME", {})["result"]["username"] == "quartierslotse_bot"
    wrong = {"chat_id": KIM, "action": "dancing"}
    assert refusal(telegram, "sendChatAction", wrong) == "400 Bad Request: wrong parameter action in request"


def test_ordered_troubles(telegram: Telegram) -> None:
    telegram.refuse_next("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7, times=2, chat_id=KIM)
    to_kim = {"chat_id": KIM, "text": "Hallo"}
    assert telegram.call("sendMessage", {"chat_id": ROUND, "text": "Hallo"})["ok"]
    for _ in range(2):
        assert telegram.call("sendMessage", to_kim)["parameters"] == {"retry_after": 7}
    telegram.lose_answer_next("sendMessage")
    before = len(telegram.screen(KIM))
    with pytest.raises(LostAnswer):
        telegram.call("sendMessage", to_kim)
    assert len(telegram.screen(KIM)) == before + 1
    assert telegram.call("sendMessage", to_kim)["ok"]


def test_rate_limits(clock: Clock) -> None:
    telegram = Telegram(clock, rate_limits=True)
    for user_id in range(1, 41):
        telegram.add_person(user_id, "Kim")
        telegram.type(user_id, user_id, "Hallo")
    first = {"chat_id": 1, "text": "Hallo"}
    assert telegram.call("sendMessage", first)["ok"]
    assert refusal(telegram, "sendMessage", first) == "429 Too Many Requests: retry after 1"
    answers = [telegram.call("sendMessage", {"chat_id": user_id, "text": "Hallo"})["ok"] for user_id in range(2, 41)]
    assert sum(answers) == 29
    clock.move(seconds=1)
    assert telegram.call("sendMessage", first)["ok"]
    telegram.add_group(-1, "Runde", [1])
    for _ in range(20):
        clock.move(seconds=1)
        assert telegram.call("sendMessage", {"chat_id": -1, "text": "Hallo"})["ok"]
    assert telegram.call("sendMessage", {"chat_id": -1, "text": "Hallo"})["parameters"]["retry_after"] == 41
