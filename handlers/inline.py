"""Inline mode: entries found from any chat, to be passed on."""

from dataclasses import dataclass

from handlers import texts
from handlers.cards import Showcase
from handlers.cards.entry import describe
from handlers.screens import Key, Screen, deep_link
from knowledge.entries import Recommendation
from knowledge.german import fold
from knowledge.matcher import Matcher

MOST = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One result: `title` and `summary` stand in the list, `screen` is what is posted when it is picked."""

    id: str
    title: str
    summary: str
    screen: Screen


def find(query: str, matcher: Matcher, showcase: Showcase) -> list[Finding]:
    """Up to ten entries; those whose title or keyword begins as typed come first, for a word is rarely finished."""
    known = showcase.library.recommendations
    if not query.strip():
        return [_finding(entry, showcase) for entry in list(known.values())[:MOST]]
    ranked = [known[hit.id] for hit in matcher.answer(query, limit=MOST).hits]
    start = fold(query.strip())
    unique = {entry.id: entry for entry in (*ranked, *known.values()) if entry in ranked or _begins(entry, start)}
    found = sorted(unique.values(), key=lambda entry: not _begins(entry, start))
    return [_finding(entry, showcase) for entry in found[:MOST]]


def _begins(entry: Recommendation, start: str) -> bool:
    words = (word for text in (entry.title, *entry.keywords) for word in fold(text).split())
    return any(word.startswith(start) for word in words)


def _finding(entry: Recommendation, showcase: Showcase) -> Finding:
    naming = showcase.library.naming
    kind = naming.kind(entry.kind) if entry.kind else ""
    link = Key(texts.MORE_IN_CHAT, url=deep_link(showcase.bot, f"e_{entry.id}"))
    summary = f"{texts.place(naming.area(entry.area), kind)}: {entry.answer[:90]}"
    return Finding(entry.id, entry.title, summary, Screen(describe(entry, showcase.library, alone=True), ((link,),)))
