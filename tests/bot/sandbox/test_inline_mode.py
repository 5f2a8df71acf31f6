"""@quartierslotse_bot in the line of any chat."""

import json
from typing import Any

import pytest

from bot.sandbox.telegram import Telegram
from tests.bot.sandbox.stage import KIM, ROUND, Clock


def article(result_id: str, **more: Any) -> dict[str, Any]:
    content = {"message_text": "<b>Presse</b> einladen", "parse_mode": "HTML"}
    return {"type": "article", "id": result_id, "title": "Presse", "input_message_content": content, **more}


def answer(telegram: Telegram, query_id: str, *results: dict[str, Any]) -> str:
    body = telegram.call("answerInlineQuery", {"inline_query_id": query_id, "results": json.dumps(results)})
    return str(body.get("description", "ok")).removeprefix("Bad Request: ")


def test_a_result_is_chosen_and_posted(telegram: Telegram) -> None:
    query_id = telegram.ask_inline(KIM, "presse")
    asked = telegram.call("getUpdates", {"offset": -1})["result"][0]["inline_query"]
    assert (asked["id"], asked["query"], asked["from"]["id"]) == (query_id, "presse", KIM)
    key = {"reply_markup": {"inline_keyboard": [[{"text": "Mehr", "callback_data": "m"}]]}}
    assert answer(telegram, query_id, article("a"), article("b", **key)) == "ok"
    assert [result["id"] for result in telegram.inline_query(query_id).results] == ["a", "b"]
    posted = telegram.choose(query_id, "a", ROUND)
    assert (posted["text"], posted["entities"][0]["type"]) == ("Presse einladen", "bold")
    assert (posted["from"]["id"], posted["via_bot"]["username"]) == (KIM, "quartierslotse_bot")
    with pytest.raises(ValueError, match="no result"):
        telegram.choose(query_id, "c", ROUND)

    keyed = telegram.choose(query_id, "b", ROUND)
    telegram.tap(ROUND, KIM, keyed["message_id"], "m")
    tapped = telegram.call("getUpdates", {"offset": -1})["result"][0]["callback_query"]
    assert "message" not in tapped
    edit = {"inline_message_id": tapped["inline_message_id"], "text": "anders"}
    assert telegram.call("editMessageText", edit)["result"] is True
    assert telegram.screen(ROUND)[-1]["text"] == "anders"


def test_answers_are_refused(telegram: Telegram, clock: Clock) -> None:
    query_id = telegram.ask_inline(KIM, "presse")
    unreadable = "can't parse inline query result: "
    without = article("a") | {"input_message_content": None}
    empty = article("a", input_message_content={"message_text": ""})
    assert (
        answer(telegram, query_id, *[article(str(n)) for n in range(51)]) == "too many inline query results specified"
    )
    assert answer(telegram, query_id, article("a"), article("a")) == "RESULT_ID_DUPLICATE"
    assert answer(telegram, query_id, article("a" * 65)) == "RESULT_ID_INVALID"
    assert answer(telegram, query_id, without) == unreadable + "Input message content is not specified"
    assert answer(telegram, query_id, empty) == unreadable + "Message text is empty"
    assert answer(telegram, query_id, article("a", title="")) == unreadable + 'Can\'t find field "title"'
    assert answer(telegram, "77", article("a")).startswith("query is too old")
    clock.move(seconds=61)
    assert answer(telegram, query_id, article("a")).startswith("query is too old")
