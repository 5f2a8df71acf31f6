"""What team leads change in the knowledge: one change in whatever state it is, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.buttons import OpenEntry, deed
from handlers.cards.base import KeptCard, Showcase
from handlers.cards.curation_occasion import as_reminded, occasion_html, reason, reminder
from handlers.cards.curation_report import has_more, page_html, pages_of, report_html
from handlers.cards.entry import describe
from handlers.personal_data import looks_traceable
from handlers.screens import Key, Row, Screen, bold, italic, lines, paragraphs, plain, press
from handlers.texts import NEXT_PAGE, PREVIOUS_PAGE, occasions, way_on
from handlers.texts import curation as texts
from handlers.texts import page as page_of
from knowledge.changes import Change, What
from knowledge.curation import Misfit, added, misfit, misfits, rewritten, standing_of
from knowledge.entries import Library
from knowledge.gate import Report
from scheduler.curations import Curation, State
from scheduler.stores import Stores

FEATURE = "curation"


async def author_name(stores: Stores, member_id: int | None) -> str:
    if member_id is None:
        return texts.FORMER_LEAD
    member = await stores.members.get(member_id)
    return (member.name if member else "") or texts.NAMELESS_LEAD


def summary(change: Change) -> str:
    """What a change is about, in its own words."""
    return change.title or change.text or texts.KINDS[change.what]


def turning(page: int, pages: int, verb: str = "list", *args: int) -> tuple[Row, ...]:
    keys: list[Key] = []
    if page > 0:
        keys.append(press(PREVIOUS_PAGE, deed(FEATURE, verb, *args, page - 1)))
    if page + 1 < pages:
        keys.append(press(NEXT_PAGE, deed(FEATURE, verb, *args, page + 1)))
    return (tuple(keys),) if keys else ()


def back_row() -> Row:
    return (press(texts.ALL, deed(FEATURE, "list", 0)),)


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
                by = await author_name(stores, curation.live_by) if curation.live_by else ""
                return _live(curation, showcase.library, author, "" if curation.live_by == curation.made_by else by)
            case State.UNDONE:
                return _undone(curation, showcase.library, author, await author_name(stores, curation.undone_by))


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
        case What.OCCASION:
            return occasion_html(change)


def _reason(change: Change, library: Library, found: Misfit, *, live: bool = False) -> str:
    """Why it does not fit, and what can be done about it with the keys below."""
    if change.what is What.REWRITE and found is Misfit.STANDS:
        return texts.UNCHANGED
    if change.what is What.OCCASION:
        why, advice = reason(change, library, found)
    else:
        stands = standing_of(library, change.text)
        entry = library.recommendations.get(stands.id) if stands else None
        why, advice = texts.misfit(found, change.what, stands, entry.title if entry else "")
    return f"{why} {texts.TAKE_BACK if live else advice}"


def _heading(curation: Curation) -> str:
    return bold(texts.KINDS[curation.change.what])


def _draft(curation: Curation, library: Library, fault: str) -> Screen:
    change, number = curation.change, curation.id
    drop = (press(texts.DROP, deed(FEATURE, "drop", number)),)
    if change.lacks:
        html = paragraphs(bold(texts.DRAFT_TITLES[change.what]), bold(summary(change)), plain(texts.INCOMPLETE))
        return Screen(html, ((press(texts.GO_ON, deed(FEATURE, "open", number)),), drop, back_row()))
    found = misfit(library, change)
    is_occasion = change.what is What.OCCASION
    personal = any(looks_traceable(text) for text in _wordings(change) if text)
    html = paragraphs(
        plain(texts.FAULTS.get(fault, "")),
        bold(texts.DRAFT_TITLES[change.what]),
        content(change, library),
        as_reminded(change) if is_occasion else "",
        plain(_reason(change, library, found)) if found else "",
        plain(texts.LOOKS_PERSONAL) if personal else "",
        plain(texts.KEPT),
        plain(occasions.NEXT if is_occasion else texts.NEXT_CHECK) if not found else "",
    )
    labels = (texts.ACCEPT, texts.ACCEPT_ANYWAY) if is_occasion else (texts.PROPOSE, texts.PROPOSE_ANYWAY)
    verb = "publish" if is_occasion else "propose"
    on: tuple[Row, ...] = () if found else ((press(labels[personal], deed(FEATURE, verb, number)),),)
    return Screen(html, (*on, *_edits(change, number), drop, back_row()))


def _wordings(change: Change) -> tuple[str, ...]:
    """What may name a person. Two words that are the name of a fest look like somebody's, so that stands in its
    sentence."""
    if change.what is What.OCCASION:
        return reminder(change), change.why, change.opening
    return change.text, change.title, change.answer, *change.steps


def _edits(change: Change, number: int) -> tuple[Row, ...]:
    def ask(label: str, what: str) -> Key:
        return press(label, deed(FEATURE, "ask", number, what))

    match change.what:
        case What.PHRASING:
            return ((ask(texts.CHANGE_TEXT, "text"), press(texts.CHANGE_ENTRY, deed(FEATURE, "entries", number))),)
        case What.DECOY:
            return ((ask(texts.CHANGE_TEXT, "text"),),)
        case What.OCCASION:
            sentences = (ask(occasions.CHANGE_WHY, "why"), ask(occasions.CHANGE_OPENING, "opening"))
            return ((ask(occasions.CHANGE_NAME, "title"), ask(occasions.CHANGE_DAY, "day")), sentences)
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
    more = ((press(texts.ALL_WORSE, deed(FEATURE, "report", number, 0)),),) if has_more(report) else ()
    return Screen(html, (*more, (accept,), others, back_row()))


def brief(change: Change, library: Library) -> str:
    """What it is about, in a line or two: the report needs the room."""
    entry = library.recommendations.get(change.entry)
    leads = plain(texts.leads_to(entry.title)) if entry and change.what is What.PHRASING else ""
    leads = plain(occasions.rhythm(change.when)) if change.what is What.OCCASION else leads
    words = texts.shortened(summary(change), 2 * texts.QUESTION_SHOWN)
    return lines([part for part in (f"{plain(texts.KINDS[change.what])}: {bold(words)}", leads) if part])


def rests(found: Misfit | None) -> bool:
    """Of a live change: it does nothing."""
    return found in (Misfit.GONE, Misfit.TAKEN, Misfit.FAULTY)


def resting_among(curations: Sequence[Curation], library: Library) -> set[int]:
    """Numbers of those that are live and do nothing just now."""
    live = [one for one in curations if one.state is State.LIVE]
    found = misfits(library, [one.change for one in live])
    return {one.id for one, why in zip(live, found, strict=True) if rests(why)}


def _live(curation: Curation, library: Library, author: str, by: str) -> Screen:
    """`by` is who has taken it over, "" if that was its author or is not known."""
    change, number = curation.change, curation.id
    found = misfit(library, change)
    moment = curation.live_at or curation.made_at
    is_occasion = change.what is What.OCCASION
    since = occasions.entered_on(moment, author) if is_occasion else texts.live_since(moment, author, by)
    html = paragraphs(
        _heading(curation),
        content(change, library),
        lines([italic(texts.RESTS), plain(_reason(change, library, found, live=True))])
        if found and rests(found)
        else "",
        plain(since),
    )
    if change.what is What.OCCASION:
        return Screen(html, ((press(texts.UNDO, deed(FEATURE, "undo", number)),), back_row()))
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


def _undone(curation: Curation, library: Library, author: str, by: str) -> Screen:
    moment, is_occasion = curation.undone_at or curation.made_at, curation.change.what is What.OCCASION
    said = occasions.removed_on if is_occasion else texts.undone_on
    renew = ((press(occasions.RENEW, deed(FEATURE, "renew", curation.id)),),) if is_occasion else ()
    html = paragraphs(brief(curation.change, library), plain(said(moment, by, author)))
    return Screen(html, (*renew, back_row()))


@dataclass(frozen=True)
class CurationReportCard(OneCurationCard, name="curation_report"):
    """What the check said, all of it."""

    page: int = 0

    async def draw_one(self, showcase: Showcase, stores: Stores, curation: Curation) -> Screen:
        report = curation.checked or Report()
        pages = pages_of(report)
        page = min(max(self.page, 0), pages - 1)
        html = paragraphs(
            bold(texts.REPORT_TITLE),
            brief(curation.change, showcase.library),
            page_html(curation.change, report, showcase.library, page) if curation.checked else "",
            italic(page_of(page + 1, pages)) if pages > 1 else "",
        )
        back = (press(texts.BACK, deed(FEATURE, "open", curation.id)),)
        return Screen(html, (*turning(page, pages, "report", curation.id), back))
