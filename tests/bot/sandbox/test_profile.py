"""Commands, descriptions and names."""

import json
from typing import Any

import pytest

from bot.sandbox import profile
from bot.sandbox.telegram import Telegram
from tests.bot.sandbox.stage import KIM, ROUND


def commands(*names: str) -> str:
    return json.dumps([{"command": name, "description": f"Über {name}"} for name in names])


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"commands": "x"}, "can't parse commands JSON object"),
        ({"commands": "{}"}, "expected an Array of BotCommand"),
        ({"commands": '[{"command": "a"}]'}, "can't parse BotCommand: Can't find field \"description\""),
        ({"commands": '[{"command": "a", "description": " "}]'}, "command description must be non-empty"),
        ({"commands": commands("Hilfe")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("a" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("")}, "command must be non-empty"),
        ({"commands": commands(*["a"] * 101)}, "BOT_COMMANDS_TOO_MUCH"),
        (
            {"commands": json.dumps([{"command": "a", "description": "x" * 257}])},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ({"commands": "[]", "language_code": "deutsch"}, "invalid language code specified"),
        ({"commands": "[]", "scope": '{"type": "world"}'}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"commands": "[]", "scope": '{"type": "chat", "chat_id": 77}'}, "chat not found"),
    ],
)
def test_commands_are_refused(telegram: Telegram, params: dict[str, Any], expected: str) -> None:
    body = telegram.call("setMyCommands", params)
    assert (body.get("error_code"), body.get("description")) == (400, f"Bad Request: {expected}")


def test_a_phone_offers_the_narrowest_commands(telegram: Telegram) -> None:
    def shown(chat_id: int, language: str = "de") -> list[str]:
        return [command["command"] for command in profile.shown_commands(telegram.world, chat_id, language)]

    telegram.call("setMyCommands", {"commands": commands("start", "hilfe")})
    telegram.call("setMyCommands", {"commands": commands("help"), "language_code": "en"})
    telegram.call("setMyCommands", {"commands": commands("frage"), "scope": '{"type": "all_group_chats"}'})
    only_kim = json.dumps({"type": "chat", "chat_id": KIM})
    assert (shown(KIM), shown(KIM, "en"), shown(ROUND)) == (["start", "hilfe"], ["help"], ["frage"])
    telegram.call("setMyCommands", {"commands": commands("rundruf"), "scope": only_kim})
    assert shown(KIM) == ["rundruf"]
    assert telegram.call("getMyCommands", {"scope": only_kim})["result"][0]["command"] == "rundruf"
    telegram.call("deleteMyCommands", {"scope": only_kim})
    assert telegram.call("getMyCommands", {"scope": only_kim})["result"] == []
    assert shown(KIM) == ["start", "hilfe"]


@pytest.mark.parametrize(
    ("method", "field", "longest"),
    [("Description", "description", 512), ("ShortDescription", "short_description", 120), ("Name", "name", 64)],
)
def test_texts_about_the_bot(telegram: Telegram, method: str, field: str, longest: int) -> None:
    assert telegram.call(f"setMy{method}", {field: "a" * longest})["result"] is True
    assert telegram.call(f"getMy{method}", {"language_code": "de"})["result"] == {field: "a" * longest}
    assert not telegram.call(f"setMy{method}", {field: "a" * (longest + 1)})["ok"]
    assert telegram.call(f"setMy{method}", {field: "Deutsch", "language_code": "de"})["result"] is True
    assert telegram.call(f"getMy{method}", {"language_code": "de"})["result"] == {field: "Deutsch"}
