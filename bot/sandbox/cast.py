"""The people and groups that the phone in the browser comes with; their names are the page's, in people.json."""

import json
from pathlib import Path

from bot.sandbox.telegram import Telegram

CAST = Path(__file__).with_name("page") / "people.json"


def enter(telegram: Telegram) -> None:
    cast = json.loads(CAST.read_text("utf-8"))
    for person in cast["people"]:
        telegram.add_person(person["id"], person["first_name"], note=person["note"])
    for group in cast["groups"]:
        telegram.add_group(group["id"], group["title"], group["members"])
