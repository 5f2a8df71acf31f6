"""Answers to pressed buttons and to inline queries."""

from datetime import timedelta
from typing import Any

from bot.sandbox import keyboard, texts
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import Refusal, bad_request, unknown_query
from bot.sandbox.world import World

# Telegram writes no number down; bots see refusals after about a minute.
ANSWERABLE_FOR = timedelta(seconds=60)
LONGEST_NOTICE = 200
MOST_RESULTS = 50
LONGEST_RESULT_ID = 64


def answer_callback_query(world: World, p: Parameters) -> bool:
    tap = world.taps.get(p.text("callback_query_id"))
    if tap is None or world.now() - tap.at > ANSWERABLE_FOR:
        raise unknown_query()
    text = p.text("text")
    if len(text) > LONGEST_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG")
    # the phone shows the first answer; later ones are taken and change nothing
    if tap.answer is None:
        tap.answer = {"text": text, "show_alert": p.flag("show_alert"), "url": p.text("url")}
    return True


def answer_inline_query(world: World, p: Parameters) -> bool:
    results = p.json("results", "inline query results")
    if results is None:
        results = []
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    checked = [_result(result) for result in results]
    ids = [result["id"] for result in checked]
    query = world.inline_queries.get(p.text("inline_query_id"))
    if query is None or world.now() - query.at > ANSWERABLE_FOR:
        raise unknown_query()
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    query.answer = {
        "results": checked,
        "cache_time": p.integer("cache_time", 300),
        "is_personal": p.flag("is_personal"),
        "next_offset": p.text("next_offset"),
        "button": p.json("button", "inline query results button"),
    }
    return True


def _result(result: Any) -> dict[str, Any]:
    """The result as given, with its message as it will be posted under "message"."""
    if not isinstance(result, dict):
        raise _unreadable("Inline query result must be an object")
    for name in ("type", "id"):
        if not isinstance(result.get(name), str):
            raise _unreadable(f'Can\'t find field "{name}"')
    if not 0 < len(result["id"].encode()) <= LONGEST_RESULT_ID:
        raise bad_request("RESULT_ID_INVALID")
    if result["type"] != "article":
        raise _unreadable(f'type "{result["type"]}" is unsupported for the inline query result')
    if not result.get("title"):
        raise _unreadable('Can\'t find field "title"')
    return result | {"message": _message(result)}


def _message(result: dict[str, Any]) -> dict[str, Any]:
    content = result.get("input_message_content")
    if not isinstance(content, dict):
        raise _unreadable("Input message content is not specified")
    try:
        text = texts.content(content).fields("text", "entities")
    except Refusal as refusal:
        reason = refusal.description.removeprefix("Bad Request: ")
        raise _unreadable(reason[:1].upper() + reason[1:]) from None
    markup = keyboard.checked(result.get("reply_markup"))
    return text | ({"reply_markup": markup} if markup else {})


def _unreadable(why: str) -> Exception:
    return bad_request(f"can't parse inline query result: {why}")
