"""Letters of nudges: from the message as data to a row of the outbox, and back before it is sent."""

from datetime import date, datetime

from bot.storage.outbox import Letter
from bot.storage.records import Records
from handlers.cards import Card, DigestCard, freeze
from handlers.cards.nudge_lines import keep, kept
from knowledge.entries import Library
from scheduler.digest import Digest
from scheduler.life import Facts
from scheduler.second_look import Verdict, judge, take_back

PRIORITY = 5
"""Answers overtake nudges, nudges overtake broadcasts."""


def letter_of(digest: Digest) -> Letter:
    """A private chat has its person's number. The cause says the day: even posted twice it is written once."""
    day, last = digest.day.isoformat(), "" if digest.last is None else digest.last.isoformat()
    card = DigestCard(digest.member_id, day, tuple(keep(line) for line in digest.lines), last=last)
    return Letter(f"n{digest.member_id}:{day}", 0, digest.member_id, freeze(card), priority=PRIORITY)


def digest_in(letter: Letter, card: Card) -> Digest | None:
    """None: it is no nudge's; a card that shows what is due because somebody asked for it is none."""
    if letter.priority != PRIORITY or not letter.cause.startswith("n") or not isinstance(card, DigestCard):
        return None
    last = date.fromisoformat(card.last) if card.last else None
    return Digest(card.member, date.fromisoformat(card.day), tuple(kept(line) for line in card.lines), last)


async def may_go(records: Records, letter: Letter, card: Card, library: Library, now: datetime) -> bool:
    """Whether it still fits; of what is no nudge's it always does."""
    digest = digest_in(letter, card)
    if digest is None:
        return True
    return await judge(records, digest, Facts.of(library), now, bool(letter.uncertain)) is Verdict.GO


async def withdraw(records: Records, letter: Letter, card: Card, library: Library, now: datetime) -> None:
    """Takes it out of the outbox without a trace: what it asked may be asked in another one, also on this day."""
    digest = digest_in(letter, card)
    if digest is None:
        return
    verdict = await judge(records, digest, Facts.of(library), now, bool(letter.uncertain))
    if verdict is Verdict.GO:  # it fits again since it was drawn
        await records.outbox.put_back(letter.id, now, uncertain=False)
        return
    await records.outbox.remove(letter.id)
    if verdict is Verdict.TAKE_BACK:
        await take_back(records, digest, now)
