"""The steps on the way to a proposal: as what, which entry, which words, which area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.buttons import deed, hash_name
from handlers.cards.base import KeptCard, Showcase
from handlers.cards.curation import FEATURE, OneCurationCard, back_row
from handlers.personal_data import looks_traceable
from handlers.screens import Row, Screen, bold, copyable, italic, lines, paragraphs, plain, press
from handlers.texts import curation as texts
from handlers.texts import occasions
from knowledge.changes import WORDING_LONGEST, Change, What, tidy
from knowledge.entries import Library
from knowledge.occasions import rules_for, single_day
from scheduler.curations import Curation
from scheduler.stores import Stores

_ASKED_OTHERWISE = {(What.DECOY, "text"): "decoy", (What.OCCASION, "title"): "occasion"}
LONGEST_SO_FAR = 3000
"""What is asked for has to fit the message as well."""


def is_usable(wording: str) -> bool:
    """Whether a question may go into the knowledge as it was asked."""
    return len(tidy(wording)) <= WORDING_LONGEST and not looks_traceable(wording)


def _entry_keys(library: Library, entries: Sequence[str]) -> list[tuple[str, str]]:
    """Titles with what stands for the entry in a button."""
    known = (library.recommendations.get(entry) for entry in entries)
    return [(entry.title, hash_name(entry.id)) for entry in known if entry is not None]


@dataclass(frozen=True)
class TakeCard(KeptCard, name="curation_take"):
    """As what a question is to be taken over. `entries` are those that are near it."""

    question: int = 0
    entries: tuple[str, ...] = ()

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(paragraphs(bold(texts.QUESTION_GONE_TITLE), plain(texts.QUESTION_GONE)), (back_row(),))

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        question = await stores.questions.get(self.question)
        if question is None:
            return self.draw(showcase)
        html = paragraphs(bold(texts.TAKE_TITLE), plain(texts.quoted(question.text)), plain(texts.TAKE_TEXT))
        near = _entry_keys(showcase.library, self.entries)
        rows: list[Row] = [
            (press(title, deed(FEATURE, "as", self.question, What.PHRASING.value, entry)),) for title, entry in near
        ]
        rows.append((press(texts.OTHER_ENTRY, deed(FEATURE, "as", self.question, What.PHRASING.value)),))
        rows.append((press(texts.NEW_ENTRY, deed(FEATURE, "as", self.question, What.ENTRY.value)),))
        rows.append((press(texts.NEW_DECOY, deed(FEATURE, "as", self.question, What.DECOY.value)),))
        return Screen(html, (*rows, back_row()))


@dataclass(frozen=True)
class CurationAskCard(OneCurationCard, name="curation_ask"):
    """Asks for a text. `what` names one of `texts.ASKED`, `fault` says why it is asked again. `question`: the one that
    is to be said in other words. It is looked up: the draft does not hold it."""

    what: str = "text"
    fault: str = ""
    question: int = 0

    async def draw_one(self, showcase: Showcase, stores: Stores, curation: Curation) -> Screen:
        question = await stores.questions.get(self.question) if self.question else None
        if question is not None:
            return self._draw_rewording(curation, question.text)
        change, number = curation.change, curation.id
        suggested = self.what == "answer" and change.what is What.ENTRY and bool(change.answer) and not change.area
        asked = _ASKED_OTHERWISE.get((change.what, self.what), self.what)
        html = paragraphs(
            plain(texts.FAULTS.get(self.fault, "")),
            bold(texts.KINDS[change.what]),
            paragraphs(plain(texts.ANSWER_SUGGESTED), italic(change.answer)) if suggested else self._so_far(change),
            plain(texts.ASKED.get(asked, "")),
            plain(texts.NO_NAMES) if self.what not in ("search", "day") else "",
        )
        rows: list[Row] = []
        if suggested:
            rows.append((press(texts.USE, deed(FEATURE, "use", number)),))
        if self.what == "steps" and change.steps:
            rows.append((press(texts.WITHOUT_STEPS, deed(FEATURE, "blank", number)),))
        whole = not change.lacks or self.what == "search"
        back = (press(texts.BACK, deed(FEATURE, "open", number)),) if whole else back_row()
        rows.append((press(texts.DROP, deed(FEATURE, "drop", number)), *back))
        return Screen(html, tuple(rows))

    def _draw_rewording(self, curation: Curation, wording: str) -> Screen:
        """The lead's own words, as they stay for good and all teams read them."""
        usable = is_usable(wording)
        html = paragraphs(
            plain(texts.FAULTS.get(self.fault, "")),
            bold(texts.KINDS[curation.change.what]),
            lines([plain(texts.ASKED_LIKE_THIS), italic(texts.quoted(wording))]),
            bold(texts.REWORD),
            plain(texts.REWORD_USABLE if usable else texts.REWORD_NEEDED),
        )
        use = ((press(texts.USE, deed(FEATURE, "wording", curation.id, self.question)),),) if usable else ()
        drop = press(texts.DROP, deed(FEATURE, "drop", curation.id))
        return Screen(html, (*use, (drop, *back_row())))

    def _so_far(self, change: Change) -> str:
        """What stands there, to be copied and typed anew."""
        match self.what:
            case "steps":
                value = "\n".join(change.steps)
            case "day":
                value = occasions.typed_day(date.fromisoformat(change.day)) if change.day else ""
            case _:
                value = str(getattr(change, self.what, ""))
        return paragraphs(plain(texts.SO_FAR), copyable(value)) if 0 < len(value) <= LONGEST_SO_FAR else ""


@dataclass(frozen=True)
class CurationEntriesCard(OneCurationCard, name="curation_entries"):
    """Which entry a phrasing is for."""

    entries: tuple[str, ...] = ()

    async def draw_one(self, showcase: Showcase, stores: Stores, curation: Curation) -> Screen:
        html = paragraphs(bold(texts.ENTRIES_TITLE), plain(texts.quoted(curation.change.text)))
        near = _entry_keys(showcase.library, self.entries)
        picks = tuple((press(title, deed(FEATURE, "entry", curation.id, entry)),) for title, entry in near)
        search = press(texts.OTHER_ENTRY, deed(FEATURE, "ask", curation.id, "search"))
        drop = press(texts.DROP, deed(FEATURE, "drop", curation.id))
        return Screen(html, (*picks, (search,), (drop,)))


@dataclass(frozen=True)
class CurationAreaCard(OneCurationCard, name="curation_area"):
    """Which area a new entry belongs to; then, where the area has kinds, which kind it is."""

    async def draw_one(self, showcase: Showcase, stores: Stores, curation: Curation) -> Screen:
        library, change, number = showcase.library, curation.change, curation.id
        naming = library.naming
        if change.area:
            kinds = [(naming.kind(kind), kind) for kind in library.kinds(change.area) if kind]
            title, verb = texts.KIND_TITLE, "kind"
        else:
            kinds = [(naming.area(area), area) for area in library.areas]
            title, verb = texts.AREA_TITLE, "area"
        picks = tuple((press(label, deed(FEATURE, verb, number, hash_name(name))),) for label, name in kinds)
        html = paragraphs(bold(title), italic(change.title))
        return Screen(html, (*picks, (press(texts.DROP, deed(FEATURE, "drop", number)),)))


@dataclass(frozen=True)
class CurationRuleCard(OneCurationCard, name="curation_rule"):
    """Whether an occasion comes again, and by which rule."""

    async def draw_one(self, showcase: Showcase, stores: Stores, curation: Curation) -> Screen:
        change, number = curation.change, curation.id
        day = date.fromisoformat(change.day)
        picks = tuple(
            (
                press(
                    occasions.ONCE if single_day(rule) else occasions.rhythm(rule),
                    deed(FEATURE, "rule", number, hash_name(rule)),
                ),
            )
            for rule in rules_for(day)
        )
        html = paragraphs(bold(change.title), plain(occasions.on_day(day)), plain(occasions.RULE_TEXT))
        other = (press(occasions.OTHER_DAY, deed(FEATURE, "ask", number, "day")),)
        return Screen(html, (*picks, other, (press(texts.DROP, deed(FEATURE, "drop", number)), *back_row())))
