"""What is sent around before and after a jour fixe, to copy; and the notes that go into it."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.buttons import Cancel, deed
from handlers.cards.base import Card, KeptCard, Showcase
from handlers.cards.jour_fixe import FEATURE, OVERVIEW_ROW, JourFixeNoticeCard
from handlers.portions import portions
from handlers.screens import Key, Row, Screen, bold, copyable, italic, lines, paragraphs, plain, press
from handlers.texts import CANCEL, NEXT_PAGE, PREVIOUS_PAGE
from handlers.texts import jour_fixe as texts
from handlers.texts import jour_fixe_papers as papers
from handlers.texts import page as page_of
from handlers.texts import personal_data as hints
from scheduler.agenda import LONGEST_NOTE, MOST_NOTES, taken_by, waiting
from scheduler.jour_fixe import PLANNED, AgendaNote, JourFixe
from scheduler.planning import local
from scheduler.stores import Stores

LABEL_LENGTH = 24
PAGE_LENGTH = 8


@dataclass(frozen=True)
class PaperCard(KeptCard, name="jour_fixe_paper"):
    """`paper`: invite, agenda, minutes or inquiry; this is one of `of` messages that it takes."""

    jour_fixe: int = 0
    paper: str = "agenda"
    page: int = 0
    of: int = 1

    def draw(self, showcase: Showcase) -> Screen:
        return JourFixeNoticeCard().draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        jour_fixe = await stores.jour_fixes.get(self.jour_fixe)
        if jour_fixe is None or jour_fixe.state != PLANNED:
            return JourFixeNoticeCard("dropped" if jour_fixe else "gone").draw(showcase)
        parts = paper_parts(self.paper, jour_fixe, await stores.jour_fixes.notes_of(jour_fixe.member_id))
        last = self.page + 1 >= self.of
        rows = (*self._rows(jour_fixe), OVERVIEW_ROW) if last else ()
        if self.page >= len(parts):
            return Screen(plain(papers.PART_GONE), rows)
        title, hint = _HEADINGS[self.paper]
        html = paragraphs(
            *((bold(title), plain(hint)) if self.page == 0 else ()),
            italic(papers.part(self.page + 1, len(parts))) if len(parts) > 1 else "",
            copyable(parts[self.page]),
        )
        return Screen(html, rows)

    def _rows(self, jour_fixe: JourFixe) -> tuple[Row, ...]:
        if self.paper == "invite":
            return ((press(texts.FILE, deed(FEATURE, "file", jour_fixe.id)),),)
        noting = self.paper in ("agenda", "inquiry")
        return ((press(texts.NOTE, deed(FEATURE, "note")),),) if noting else ()


_HEADINGS = {
    "invite": (papers.INVITE_TITLE, papers.INVITE_HINT),
    "agenda": (papers.AGENDA_TITLE, papers.AGENDA_HINT),
    "minutes": (papers.MINUTES_TITLE, papers.MINUTES_HINT),
    "inquiry": (papers.INQUIRY_TITLE, papers.INQUIRY_HINT),
}


def paper_parts(paper: str, jour_fixe: JourFixe, notes: Sequence[AgendaNote]) -> list[str]:
    """The text, a message each. An agenda may be added to until the day: what it took has no bound."""
    at = local(jour_fixe.at)
    points = [note.text for note in taken_by(jour_fixe.half, notes)]
    if paper == "invite":
        return [papers.invitation(at.date(), at.time(), jour_fixe.minutes)]
    if paper == "minutes":
        return portions(papers.minutes_template(at.date(), points))
    if paper == "inquiry":
        return [papers.inquiry(at.date())]
    return portions(papers.agenda(at.date(), at.time(), jour_fixe.minutes, points))


@dataclass(frozen=True)
class AskNoteCard(Card, name="jour_fixe_ask_note"):
    """`fault`: what was wrong with the last one ("too_long")."""

    fault: str = ""

    def draw(self, showcase: Showcase) -> Screen:
        text = papers.note_too_long(LONGEST_NOTE) if self.fault else papers.ASK_NOTE
        return Screen(paragraphs(bold(papers.ASK_NOTE_TITLE), plain(text)), ((press(CANCEL, Cancel()),),))


@dataclass(frozen=True)
class NoteHintCard(Card, name="jour_fixe_note_hint"):
    """A note that looks as if it named a person. It lies in the open prompt, not here."""

    def draw(self, showcase: Showcase) -> Screen:
        keys = (
            press(papers.KEEP_ANYWAY, deed(FEATURE, "keep_note")),
            press(papers.NEW_WORDING, deed(FEATURE, "note")),
        )
        return Screen(paragraphs(bold(hints.HINT_TITLE), plain(hints.HINT)), (keys, (press(CANCEL, Cancel()),)))


@dataclass(frozen=True)
class NotedCard(KeptCard, name="jour_fixe_noted"):
    member: int = 0
    note: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        return JourFixeNoticeCard("note_over").draw(showcase)

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        notes = await stores.jour_fixes.notes_of(self.member)
        note = next((note for note in notes if note.id == self.note), None)
        if note is None:
            return self.draw(showcase)
        count = len(waiting(notes))
        keys: tuple[Key, ...] = (press(papers.ANOTHER_NOTE, deed(FEATURE, "note")),)
        html = paragraphs(bold(papers.NOTED_TITLE), plain(papers.noted(note.text)))
        return Screen(html, ((*keys, press(texts.notes_key(count), deed(FEATURE, "notes"))), OVERVIEW_ROW))


@dataclass(frozen=True)
class NotesFullCard(Card, name="jour_fixe_notes_full"):
    def draw(self, showcase: Showcase) -> Screen:
        return Screen(
            plain(papers.notes_full(MOST_NOTES)),
            ((press(texts.notes_key(MOST_NOTES), deed(FEATURE, "notes")),), OVERVIEW_ROW),
        )


@dataclass(frozen=True)
class NotesCard(KeptCard, name="jour_fixe_notes"):
    """What waits for the next agenda, and what the last agendas have taken, page by page; each can be deleted."""

    member: int = 0
    page: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        note = (press(texts.NOTE, deed(FEATURE, "note")),)
        return Screen(paragraphs(bold(papers.NOTES_TITLE), plain(papers.NOTES_EMPTY)), (note, OVERVIEW_ROW))

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        notes = await stores.jour_fixes.notes_of(self.member)
        every = [*waiting(notes), *(note for note in notes if note.half)]
        if not every:
            return self.draw(showcase)
        pages = -(-len(every) // PAGE_LENGTH)
        page = min(max(self.page, 0), pages - 1)
        shown = list(enumerate(every, start=1))[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH]
        html = paragraphs(
            bold(papers.NOTES_TITLE),
            lines(f"{bold(str(number))}  {plain(_say(note))}" for number, note in shown),
            italic(page_of(page + 1, pages)) if pages > 1 else "",
        )
        keys = tuple((_forget_key(number, note, page),) for number, note in shown)
        add = (press(texts.NOTE, deed(FEATURE, "note")),)
        return Screen(html, (*keys, *_turning(page, pages), add, OVERVIEW_ROW))


def _say(note: AgendaNote) -> str:
    return f"{note.text} {papers.note_taken(note.half)}" if note.half else note.text


def _forget_key(number: int, note: AgendaNote, page: int) -> Key:
    label = papers.forget_key(number, _shortened(note.text, LABEL_LENGTH))
    return press(label, deed(FEATURE, "forget", note.id, page))


def _turning(page: int, pages: int) -> tuple[Row, ...]:
    back = (press(PREVIOUS_PAGE, deed(FEATURE, "turn", page - 1)),) if page else ()
    on = (press(NEXT_PAGE, deed(FEATURE, "turn", page + 1)),) if page + 1 < pages else ()
    return ((*back, *on),) if back or on else ()


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
