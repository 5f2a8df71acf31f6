"""Notes for agendas: which wait, and which an agenda has taken."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from scheduler.jour_fixe import PLANNED, AgendaNote, JourFixe

LONGEST_NOTE = 200
MOST_NOTES = 15
"""Waiting at the same time: more than that fits neither into a conversation nor into one message."""


def waiting(notes: Iterable[AgendaNote]) -> list[AgendaNote]:
    return [note for note in notes if not note.half]


def taken_by(half: str, notes: Iterable[AgendaNote]) -> list[AgendaNote]:
    return [note for note in notes if note.half == half]


def take(jour_fixe: JourFixe, notes: Iterable[AgendaNote], now: datetime) -> Iterator[AgendaNote]:
    """What this agenda takes now, marked so. One whose date has passed takes nothing more."""
    if jour_fixe.state == PLANNED and now < jour_fixe.at:
        for note in waiting(notes):
            yield replace(note, half=jour_fixe.half)


def hand_on(notes: Iterable[AgendaNote], half: str, to: str = "") -> Iterator[AgendaNote]:
    """Notes of a half-year whose date went away: they wait again, or go with the date to its new half-year."""
    for note in taken_by(half, notes):
        yield replace(note, half=to)
