"""A recommendation on the phone."""

from dataclasses import dataclass

from handlers import texts
from handlers.buttons import Helped, NotFitting, OpenEntry, Topics, deed, hash_name
from handlers.cards.base import TOPICS_ROW, Card, Showcase
from handlers.cards.notices import GoneCard
from handlers.screens import Key, Row, Screen, bold, deep_link, italic, lines, paragraphs, plain, press, share_key
from handlers.texts import reminders as reminder_texts
from knowledge.entries import Library, Recommendation

RELATED_SHOWN = 3
NUDGE_FEATURE = "nudge"
CHALLENGE = "herausforderung"
"""The kind whose related entries are its way out; other collections may use it or not."""


@dataclass(frozen=True)
class EntryCard(Card, name="entry"):
    """A recommendation. `turn` 0: not an answer to a question, so nobody is asked whether it was one.

    `browsing`: reached through the topics, with the way back.
    """

    entry: str
    turn: int = 0
    round: int = 0
    browsing: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        entry = showcase.library.recommendations.get(self.entry)
        if entry is None:
            return GoneCard().draw(showcase)
        ways = _ways_on(entry, showcase.library)
        html = describe(entry, showcase.library)
        if self.turn:
            return Screen(html, (*ways, *self._asking_rows(entry, showcase)))
        return Screen(html, (*ways, (_remind_key(entry),), *self._last_rows(entry, showcase)))

    def _asking_rows(self, entry: Recommendation, showcase: Showcase) -> tuple[Row, ...]:
        helped = press(texts.HELPED, Helped(entry.id, self.turn))
        not_fitting = press(texts.NOT_FITTING, NotFitting(self.turn, self.round))
        return ((_remind_key(entry), _share_key(entry, showcase)), (helped, not_fitting))

    def _last_rows(self, entry: Recommendation, showcase: Showcase) -> tuple[Row, ...]:
        share = _share_key(entry, showcase)
        if self.browsing:
            naming = showcase.library.naming
            place = naming.kind(entry.kind) if entry.kind else naming.area(entry.area)
            back = Topics(hash_name(entry.area), hash_name(entry.kind))
            return ((press(texts.back_to(place), back), share),)
        return ((*TOPICS_ROW, share),)


def _share_key(entry: Recommendation, showcase: Showcase) -> Key:
    return share_key(texts.SHARE, deep_link(showcase.bot, f"e_{entry.id}"), entry.title)


def _remind_key(entry: Recommendation) -> Key:
    return press(reminder_texts.REMIND, deed(NUDGE_FEATURE, "remind", entry.id))


def describe(entry: Recommendation, library: Library, alone: bool = False) -> str:
    """Title, place, text and steps of an entry, as HTML. `alone`: without keys to related entries below it."""
    naming = library.naming
    kind = naming.kind(entry.kind) if entry.kind else ""
    return paragraphs(
        lines([bold(entry.title), italic(texts.place(naming.area(entry.area), kind))]),
        plain(entry.answer),
        _steps(entry),
        "" if alone else italic(_ways_heading(entry, library)),
    )


def _steps(entry: Recommendation) -> str:
    if not entry.steps:
        return ""
    if len(entry.steps) == 1:
        return lines([bold(texts.NEXT_STEP), plain(entry.steps[0])])
    return lines([bold(texts.NEXT_STEPS), *(plain(f"{n}. {step}") for n, step in enumerate(entry.steps, start=1))])


def _ways_heading(entry: Recommendation, library: Library) -> str:
    if not _related(entry, library):
        return ""
    return texts.WAY_OUT if entry.kind == CHALLENGE else texts.GOES_WITH


def _related(entry: Recommendation, library: Library) -> list[Recommendation]:
    known = (library.recommendations.get(related) for related in entry.related)
    return [other for other in known if other is not None][:RELATED_SHOWN]


def _ways_on(entry: Recommendation, library: Library) -> tuple[Row, ...]:
    return tuple((press(texts.way_on(other.title), OpenEntry(other.id)),) for other in _related(entry, library))
