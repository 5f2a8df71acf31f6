"""The people and groups that the phone in the browser comes with; their names are the page's, in people.json."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.sandbox.telegram import Telegram

CAST = Path(__file__).with_name("page") / "people.json"


@dataclass(frozen=True, slots=True)
class CastTeam:
    """Telegram's numbers of its people."""

    name: str
    leads: tuple[int, ...]
    newcomers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """What the bot is to think of the people before anybody writes; the stand-in for Telegram does not know it."""

    teams: tuple[CastTeam, ...]
    admins: tuple[int, ...]
    names: dict[int, str]


def enter(telegram: Telegram) -> None:
    cast = _read()
    for person in cast["people"]:
        telegram.add_person(person["id"], person["first_name"], note=person["note"])
    for group in cast["groups"]:
        telegram.add_group(group["id"], group["title"], group["members"])


def roles() -> Roles:
    cast = _read()
    teams = (CastTeam(team["name"], tuple(team["leads"]), tuple(team["newcomers"])) for team in cast["teams"])
    return Roles(tuple(teams), tuple(cast["admins"]), {person["id"]: person["first_name"] for person in cast["people"]})


def extras() -> dict[str, range]:
    """The numbers of those who only fill the stage, by their team's name: a broadcast has somebody to reach."""
    return {group["team"]: range(group["first_id"], group["first_id"] + group["number"]) for group in _read()["extras"]}


def enter_extras(telegram: Telegram) -> None:
    """They have no phone on the page."""
    for numbers in extras().values():
        for user_id in numbers:
            extra = telegram.add_person(user_id, str(user_id))
            extra.extra = extra.wrote = True


def _read() -> Any:
    return json.loads(CAST.read_text("utf-8"))
