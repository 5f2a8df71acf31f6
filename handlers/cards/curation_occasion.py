"""An occasion that a team lead enters, as it will stand in the calendar and as it will be said."""

from datetime import date, timedelta

from handlers.screens import bold, italic, lines, paragraphs, plain
from handlers.texts import curation as texts
from handlers.texts import nudges, occasions
from knowledge.changes import Change
from knowledge.curation import Misfit, twin_of
from knowledge.entries import Library

_AHEAD = timedelta(weeks=3)


def occasion_html(change: Change) -> str:
    return paragraphs(
        lines([bold(change.title), plain(occasions.rhythm(change.when))]),
        plain(change.why),
        plain(texts.quoted(change.opening)),
    )


def as_reminded(change: Change) -> str:
    """The sentence of a nudge to somebody who keeps in touch with the press."""
    return lines([italic(occasions.AS_REMINDED), plain(reminder(change))])


def reminder(change: Change) -> str:
    day = date.fromisoformat(change.day)
    return nudges.occasion(change.title, day, day - _AHEAD)


def reason(change: Change, library: Library, found: Misfit) -> tuple[str, str]:
    """Why it does not fit the knowledge, and what can be done about it while it is a draft."""
    match found:
        case Misfit.TAKEN:
            twin = twin_of(library.occasions, change)
            return occasions.twin(twin.title if twin else change.title)
        case Misfit.FAULTY:
            return occasions.FAULTY
    return texts.misfit(found, change.what, None, "")
