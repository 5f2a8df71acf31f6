"""What team leads change in the knowledge: the list, one change in whatever state it is, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.buttons import OpenEntry, deed
from handlers.cards.base import KeptCard, Showcase
from handlers.cards.curation_report import report_html
from handlers.cards.entry import describe
from handlers.personal_data import looks_personal
from handlers.screens import Key, Row, Screen, bold, italic, lines, paragraphs, plain, press
from handlers.texts import NEXT_PAGE, PREVIOUS_PAGE, way_on
from handlers.texts import curation as texts
from handlers.texts import page as page_of
from knowledge.changes import Change, What
from knowledge.curation import Misfit, added, misfit, rewritten, standing_of
from knowledge.entries import Library
from knowledge.gate import Report
from scheduler.curations import Curation, State
from scheduler.stores import Stores

FEATURE = "curation"
PAGE_LENGTH = 6
LABEL_LENGTH = 40


async def author_name(stores: Stores, member_id: int | None) -> str:
    if member_id is None:
        return texts.FORMER_LEAD
    member = await stores.members.get(member_id)
    return (member.name if member else "") or texts.NAMELESS_LEAD


def summary(change: Change) -> str:
    """What a change is about, in its own words."""
    return change.title or change.text or texts.KINDS[change.what]


def back_row() -> Row:
    return (press(texts.ALL, deed(FEATURE, "list", 0)),)


@dataclass(frozen=True)
class CurationListCard(KeptCard, name="curations"):
    """`member` is who reads it: drafts are their author's only."""

    member: int = 0
    page: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        return self._draw([], [])

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        curations = await stores.curations.readable_by(self.member)
        pages = -(-len(curations) // PAGE_LENGTH) or 1
        page = min(max(self.page, 0), pages - 1)
        shown = curations[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH]
        return self._draw(shown, [await author_name(stores, one.made_by) for one in shown], page, pages)

    def _draw(self, shown: Sequence[Curation], authors: Sequence[str], page: int = 0, pages: int = 1) -> Screen:
        told = [_told(curation, author) for curation, author in zip(shown, authors, strict=True)]
        html = paragraphs(
            bold(texts.LIST_TITLE),
            plain(texts.LIST_TEXT),
            *(told or [plain(texts.LIST_EMPTY)]),
            italic(page_of(page + 1, pages)) if pages > 1 else "",
        )
        picks = tuple((press(_label(curation), deed(FEATURE, "open", curation.id)),) for curation in shown)
        new: tuple[Row, ...] = (
            (
                press(texts.NEW_PHRASING, deed(FEATURE, "new", What.PHRASING.value)),
                press(texts.NEW_ENTRY, deed(FEATURE, "new", What.ENTRY.value)),
            ),
            (press(texts.NEW_DECOY, deed(FEATURE, "new", What.DECOY.value)),),
        )
        return Screen(html, (*picks, *_turning(page, pages), *new))


def _told(curation: Curation, author: str) -> str:
    words = texts.shortened(summary(curation.change), texts.QUESTION_SHOWN)
    return lines([bold(words), plain(texts.list_line(curation, author))])


def _label(curation: Curation) -> str:
    return texts.shortened(summary(curation.change), LABEL_LENGTH)


def _turning(page: int, pages: int) -> tuple[Row, ...]:
    keys: list[Key] = []
    if page > 0:
        keys.append(press(PREVIOUS_PAGE, deed(FEATURE, "list", page - 1)))
    if page + 1 < pages:
        keys.append(press(NEXT_PAGE, deed(FEATURE, "list", page + 1)))
    return (tuple(keys),) if keys else ()


@dataclass(frozen=True)
class OneCurationCard(KeptCard):
    """Base of the cards about one change. Somebody else's draft is not there."""

    member: int = 0
    curation: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(paragraphs(bold(texts.GONE_TITLE), plain(texts.GONE)), (back_row(),))

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        curation = await stores.curations.get(self.curation)
        if curation is None or (curation.state is State.DRAFT and curation.made_by != self.member):
            return self.draw(showcase)
        return await self.draw_one(showcase, stores, curation)

    async def draw_one(self, showcase: Showcase, stores: Stores, curation: Curation) -> Screen:
        raise TypeError(f"{type(self).__name__} can't be drawn")


@dataclass(frozen=True)
class CurationCard(OneCurationCard, name="curation"):
    """A change as it stands when this is sent. `fault` names one of `texts.FAULTS`."""

    fault: str = ""

    async def draw_one(self, showcase: Showcase, stores: Stores, curation: Curation) -> Screen:
        author = await author_name(stores, curation.made_by)
        match curation.state:
            case State.DRAFT:
                return _draft(curation, showcase.library, self.fault)
            case State.PROPOSED | State.ACCEPTED:
                return checking(curation, showcase.library, again=curation.state is State.ACCEPTED)
            case State.CHECKED:
                return _checked(curation, showcase.library, author)
            case State.LIVE:
                return _live(curation, showcase.library, author)
            case State.UNDONE:
                by = await author_name(stores, curation.undone_by)
                undone = texts.undone_on(curation.undone_at or curation.made_at, by, author)
                return Screen(paragraphs(brief(curation.change, showcase.library), plain(undone)), (back_row(),))


@dataclass(frozen=True)
class CurationCheckingCard(OneCurationCard, name="curation_checking"):
    """What is said when a change is handed in. The report may be there before this is sent, and comes by itself."""

    again: bool = False

    async def draw_one(self, showcase: Showcase, stores: Stores, curation: Curation) -> Screen:
        return checking(curation, showcase.library, self.again)


def checking(curation: Curation, library: Library, again: bool) -> Screen:
    said = texts.CHECKING_AGAIN if again else texts.CHECKING
    return Screen(paragraphs(bold(texts.CHECKING_TITLE), brief(curation.change, library), plain(said)), (back_row(),))


def content(change: Change, library: Library) -> str:
    """What the knowledge would hold, word for word."""
    match change.what:
        case What.PHRASING:
            entry = library.recommendations.get(change.entry)
            return paragraphs(plain(texts.quoted(change.text)), plain(texts.leads_to(entry.title)) if entry else "")
        case What.DECOY:
            return plain(texts.quoted(change.text))
        case What.ENTRY:
            found_by = plain(texts.found_by(change.text)) if change.text else ""
            return paragraphs(describe(added(change), library, alone=True), found_by)
        case What.REWRITE:
            entry = library.recommendations.get(change.entry)
            return describe(rewritten(entry, change), library, alone=True) if entry else bold(change.title)


def _reason(change: Change, library: Library, found: Misfit) -> str:
    if change.what is What.REWRITE and found is Misfit.STANDS:
        return texts.UNCHANGED
    stands = standing_of(library, change.text)
    entry = library.recommendations.get(stands.id) if stands else None
    return texts.misfit(found, stands, entry.title if entry else "")


def _heading(curation: Curation) -> str:
    return bold(texts.KINDS[curation.change.what])


def _draft(curation: Curation, library: Library, fault: str) -> Screen:
    change, number = curation.change, curation.id
    drop = (press(texts.DROP, deed(FEATURE, "drop", number)),)
    if change.lacks:
        html = paragraphs(bold(texts.DRAFT_TITLES[change.what]), bold(summary(change)), plain(texts.INCOMPLETE))
        return Screen(html, ((press(texts.GO_ON, deed(FEATURE, "open", number)),), drop, back_row()))
    found = misfit(library, change)
    personal = any(looks_personal(text) for text in (change.text, change.title, change.answer, *change.steps) if text)
    html = paragraphs(
        plain(texts.FAULTS.get(fault, "")),
        bold(texts.DRAFT_TITLES[change.what]),
        content(change, library),
        plain(_reason(change, library, found)) if found else "",
        plain(texts.LOOKS_PERSONAL) if personal else "",
        plain(texts.KEPT),
        plain(texts.NEXT_CHECK) if not found else "",
    )
    label = texts.PROPOSE_ANYWAY if personal else texts.PROPOSE
    propose: tuple[Row, ...] = () if found else ((press(label, deed(FEATURE, "propose", number)),),)
    return Screen(html, (*propose, *_edits(change, number), drop, back_row()))


def _edits(change: Change, number: int) -> tuple[Row, ...]:
    def ask(label: str, what: str) -> Key:
        return press(label, deed(FEATURE, "ask", number, what))

    match change.what:
        case What.PHRASING:
            return ((ask(texts.CHANGE_TEXT, "text"), press(texts.CHANGE_ENTRY, deed(FEATURE, "entries", number))),)
        case What.DECOY:
            return ((ask(texts.CHANGE_TEXT, "text"),),)
    parts = (
        ask(texts.CHANGE_TITLE, "title"),
        ask(texts.CHANGE_ANSWER, "answer"),
        ask(texts.CHANGE_STEPS, "steps"),
    )
    if change.what is What.REWRITE:
        return (parts,)
    question = ask(texts.CHANGE_TEXT if change.text else texts.ADD_TEXT, "text")
    return (parts, (question, press(texts.CHANGE_AREA, deed(FEATURE, "areas", number))))


def _checked(curation: Curation, library: Library, author: str) -> Screen:
    report, number = curation.checked or Report(), curation.id
    good = report.harmless and report.found
    title = texts.HARMLESS_TITLE if good else texts.IDLE_TITLE if report.harmless else texts.HARMFUL_TITLE
    html = paragraphs(
        bold(title),
        brief(curation.change, library),
        report_html(curation.change, report, library),
        plain(texts.proposed_by(author)),
    )
    accept = press(texts.ACCEPT if good else texts.ACCEPT_ANYWAY, deed(FEATURE, "accept", number))
    others = (press(texts.CHANGE, deed(FEATURE, "edit", number)), press(texts.DROP, deed(FEATURE, "drop", number)))
    return Screen(html, ((accept,), others, back_row()))


def brief(change: Change, library: Library) -> str:
    """What it is about, in a line or two: the report needs the room."""
    entry = library.recommendations.get(change.entry)
    leads = plain(texts.leads_to(entry.title)) if entry and change.what is What.PHRASING else ""
    words = texts.shortened(summary(change), 2 * texts.QUESTION_SHOWN)
    return lines([part for part in (f"{plain(texts.KINDS[change.what])}: {bold(words)}", leads) if part])


def _live(curation: Curation, library: Library, author: str) -> Screen:
    change, number = curation.change, curation.id
    found = misfit(library, change)
    rests = found in (Misfit.GONE, Misfit.TAKEN, Misfit.FAULTY)
    html = paragraphs(
        _heading(curation),
        content(change, library),
        lines([italic(texts.RESTS), plain(_reason(change, library, found))]) if rests and found else "",
        plain(texts.live_since(curation.live_at or curation.made_at, author)),
    )
    rows: list[Row] = []
    entry = library.recommendations.get(change.entry)
    if entry:
        rows.append((press(way_on(entry.title), OpenEntry(entry.id)),))
    if entry and change.what is What.ENTRY:
        edit = press(texts.REWRITE, deed(FEATURE, "rewrite", number))
        rows.append((edit, press(texts.MORE, deed(FEATURE, "more", number))))
    report = press(texts.SHOW_REPORT, deed(FEATURE, "report", number))
    rows.append((report, press(texts.UNDO, deed(FEATURE, "undo", number))))
    return Screen(html, (*rows, back_row()))


@dataclass(frozen=True)
class CurationReportCard(OneCurationCard, name="curation_report"):
    """What the check said, for a change that is live."""

    async def draw_one(self, showcase: Showcase, stores: Stores, curation: Curation) -> Screen:
        report = curation.checked
        html = paragraphs(
            bold(texts.REPORT_TITLE),
            brief(curation.change, showcase.library),
            report_html(curation.change, report, showcase.library) if report else "",
        )
        return Screen(html, ((press(texts.BACK, deed(FEATURE, "open", curation.id)),),))


@dataclass(frozen=True)
class CurationUndoCard(OneCurationCard, name="curation_undo"):
    async def draw_one(self, showcase: Showcase, stores: Stores, curation: Curation) -> Screen:
        html = paragraphs(bold(texts.UNDO_TITLE), brief(curation.change, showcase.library), plain(texts.UNDO_TEXT))
        yes = press(texts.UNDO_YES, deed(FEATURE, "undone", curation.id))
        return Screen(html, ((yes, press(texts.UNDO_NO, deed(FEATURE, "open", curation.id))),))
