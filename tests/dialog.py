"""Whole conversations as text: played on a phone, written down, compared with what was reviewed.

A dialog file holds what the person does, and under it what then stands on the screen:

    > Wer ist im Rathaus zuständig?       types
    >> Frag zuerst im Vorzimmer.          types in reply to the newest message on the screen
    * Passt nicht                         taps the key with that label (the newest message that has one)
    ~ Wer ist im Amt zuständig?           corrects the last message typed
    = voice                               sends something that is no text
    @ e_kommune-loesungsweg-2             opens a link to the bot
    @ Einladung                           opens the newest invitation link that stands on any phone
    @@ Alex                               from here on it is this person's phone (Kim's to begin with)
    ... 20 Minuten                        lets time pass
    ... bis zur nächsten Nachricht        lets time pass until the bot speaks up by itself
    !                                     the program is killed and starts again
    # …                                   a remark

What the bot shows is indented: its text, then its keys in brackets. "(geändert)" is a message changed in place,
"[Datei: …]" a file that came with it, "[Bild]" a picture. "bei Kim:" stands above what arrives on another phone.
With the remark "# mit Team" everything begins as in the sandbox: Alex is admin and leads a team in which Kim and Robin
are new; Toni belongs to none.
With UPDATE_DIALOGS=1 the files are written anew; then read the difference before it is committed.
"""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from handlers.texts.dates import day_name
from scheduler.calendar import BERLIN
from tests.phone import Line, Message, Phone, words_of

INDENT = "    "
LEAP = timedelta(hours=2)
UNTIL_NEXT = "bis zur nächsten Nachricht"
INVITATION = "Einladung"
SWITCH = "@@ "
NOTHING = f"{INDENT}(nichts)"


class Stage:
    """Plays one dialog and keeps what was seen."""

    def __init__(self, exchange: Line, phone: Phone) -> None:
        self._exchange, self._phone = exchange, phone
        self._typed: Message = {}
        self._seen: dict[tuple[int, int], str] = {}
        self._deeds: dict[str, Callable[[str], Awaitable[Any]]] = {
            "> ": self._type,
            ">> ": self._reply,
            "* ": self._tap,
            "~ ": self._edit,
            "= ": self._send,
            "@ ": self._open_link,
            "...": self._wait,
            "!": self._restart,
        }

    async def play(self, script: str) -> str:
        """The script with everything shown that the bot shows now."""
        written, last = "", ""
        for line in script.splitlines():
            if line.startswith("#"):
                apart = "" if last.startswith("#") else "\n"
                written += f"{apart if written else ''}{line}\n"
            elif line.startswith(SWITCH):
                self._switch(line.removeprefix(SWITCH).strip())
                written += f"\n{line}\n"
            elif line.strip() and not line.startswith(INDENT):
                shown = await self._do(line)
                written += "\n" + "\n".join([line, *shown]) + "\n"
            last = line
        return written

    async def _do(self, line: str) -> list[str]:
        before = self._exchange.clock.now()
        deed, mark = next((deed, mark) for mark, deed in self._deeds.items() if line.startswith(mark))
        self._phone.toast = ""
        await deed(line.removeprefix(mark).strip())
        toast = [f"{INDENT}(kurz eingeblendet: {self._phone.toast})"] if self._phone.toast else []
        return self._date(before) + toast + self._news()

    def _date(self, before: datetime) -> list[str]:
        """The day and hour it is, when time has leapt."""
        now = self._exchange.clock.now()
        if now - before < LEAP:
            return []
        local = now.astimezone(BERLIN)
        return [f"{INDENT}— {day_name(local.date(), year=True)}, {local:%H:%M} —"]

    def _news(self) -> list[str]:
        """What is new here, then what is new on everybody else's phone."""
        news = self._news_on(self._phone)
        people = self._exchange.telegram.world.directory.people
        for number, person in sorted(people.items()):
            if number != self._phone.user_id:
                arrived = self._news_on(self._exchange.phone(number))
                news += [f"{INDENT}bei {person.first_name}:"] if arrived else []
                news += [f"{INDENT}{line}".rstrip() for line in arrived]
        return news or [NOTHING]

    def _news_on(self, phone: Phone) -> list[str]:
        news: list[str] = []
        for message in phone.shown:
            shown, place = _show(message), (phone.chat_id, message["message_id"])
            if self._seen.get(place) != shown:
                if place in self._seen:
                    news.append(f"{INDENT}(geändert)")
                news += shown.splitlines()
                self._seen[place] = shown
        return news

    def _switch(self, name: str) -> None:
        """Whoever is not there yet comes with a number that nobody has."""
        people = self._exchange.telegram.world.directory.people
        known = [number for number, person in people.items() if person.first_name == name]
        self._phone = self._exchange.phone(known[0] if known else max(people) + 1, name)
        self._typed = {}

    async def _open_link(self, parameter: str) -> None:
        await self._phone.open_link(self._newest_invitation() if parameter == INVITATION else parameter)

    def _newest_invitation(self) -> str:
        numbers = self._exchange.telegram.world.directory.people
        messages = [message for number in numbers for message in self._exchange.phone(number).shown]
        newest_first = sorted(messages, key=lambda message: (message["date"], message["message_id"]), reverse=True)
        links = (re.search(r"\?start=(i_[\w-]+)", words_of(message)) for message in newest_first)
        return next(link[1] for link in links if link)

    async def _tap(self, label: str) -> None:
        await self._phone.tap(label)

    async def _send(self, kind: str) -> None:
        await self._phone.send(kind)

    async def _reply(self, text: str) -> None:
        self._typed = await self._phone.type(text, reply_to=self._phone.screen[-1]["message_id"])

    async def _type(self, text: str) -> None:
        self._typed = await self._phone.type(text)

    async def _edit(self, text: str) -> None:
        await self._phone.edit(self._typed, text)

    async def _wait(self, amount: str) -> None:
        if amount == UNTIL_NEXT:
            await self._exchange.pass_until_next()
            return
        number, unit = amount.split()
        units = {"Minuten": timedelta(minutes=1), "Stunden": timedelta(hours=1), "Tage": timedelta(days=1)}
        await self._exchange.pass_time(int(number) * units[unit])

    async def _restart(self, _nothing: str) -> None:
        await self._exchange.restart()


def _show(message: Message) -> str:
    lines = [f"{INDENT}[Datei: {message['document']['file_name']}]"] if "document" in message else []
    lines += [f"{INDENT}[Bild]"] if "photo" in message else []
    lines += [f"{INDENT}{line}".rstrip() for line in words_of(message).splitlines()]
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        lines.append(INDENT + " ".join(f"[{key['text']}]" for key in row))
    return "\n".join(lines)
