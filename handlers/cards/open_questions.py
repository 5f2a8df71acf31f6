"""Open questions as a team lead sees them: the list, one of them, and the answer before it goes.

The handler decides who may see which; the cards hold ids alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.buttons import Cancel, deed
from handlers.cards.base import TOPICS_ROW, Card, KeptCard, Showcase
from handlers.cards.passing_on import QUOTED_LENGTH, shorten, titles_of, words_of
from handlers.cards.question_authors import author_of, settled_heading
from handlers.portions import units
from handlers.screens import Key, Row, Screen, bold, italic, lines, paragraphs, plain, press
from handlers.texts import CANCEL, GONE, NEXT_PAGE, PREVIOUS_PAGE
from handlers.texts import page as page_of
from handlers.texts import questions as texts
from scheduler.questions import LeadAnswer, OpenQuestion, QuestionState
from scheduler.stores import Stores

FEATURE = "offen"
CURATION = "curation"
LIST_LENGTH = 120
KEY_LENGTH = 32
ANSWER_LENGTH = 1000
MOST_WHOLE = 15
"""Keys for wordings that are shown whole: one answer goes to no more questions."""
WORDINGS_LENGTH, BESIDE = 2900, 12
"""Units of a group's wordings together, and of what stands around each; Telegram takes 4,096 for all."""


def list_row(page: int = 0) -> Row:
    return (press(texts.BACK_TO_LIST, deed(FEATURE, "list", page)),)


def askers(questions: Sequence[OpenQuestion]) -> int:
    return len({question.member_id for question in questions})


async def in_order(stores: Stores, ids: Sequence[int]) -> list[OpenQuestion]:
    """Those of them that are there still, as they stand in `ids`."""
    there = {question.id: question for question in await stores.questions.some(ids)}
    return [there[question_id] for question_id in ids if question_id in there]


@dataclass(frozen=True)
class NoticeToLeadCard(Card, name="question_notice"):
    """Says that there is something, not what. `office`: see `Readers`."""

    office: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        title = texts.NOTICE_TO_OFFICE_TITLE if self.office else texts.NOTICE_TITLE
        html = paragraphs(bold(title), plain(texts.NOTICE))
        return Screen(html, ((press(texts.SHOW_OPEN, deed(FEATURE, "show")),),))


@dataclass(frozen=True)
class OpenListCard(KeptCard, name="open_questions"):
    """A page of groups, each the ids of its questions with spaces between. `first` is the number of the first one.
    `more` wait behind all the pages."""

    groups: tuple[str, ...] = ()
    page: int = 0
    pages: int = 1
    first: int = 1
    more: int = 0

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        found = [await in_order(stores, tuple(map(int, group.split()))) for group in self.groups]
        groups = [(number, group) for number, group in enumerate(found, start=self.first) if group]
        if not groups:
            return self.draw(showcase)
        html = paragraphs(
            bold(texts.LIST_TITLE),
            plain(texts.LIST_TEXT),
            *(_summary(number, group) for number, group in groups),
            italic(page_of(self.page + 1, self.pages)) if self.pages > 1 else "",
            italic(texts.more_waiting(self.more)) if self.more else "",
        )
        picks = tuple((self._pick(number, group[0]),) for number, group in groups)
        return Screen(html, (*picks, *self._turning()))

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(paragraphs(bold(texts.LIST_TITLE), plain(texts.NOTHING_OPEN)), (TOPICS_ROW,))

    def _pick(self, number: int, question: OpenQuestion) -> Key:
        label = f"{number} · {shorten(' '.join(question.text.split()), KEY_LENGTH)}"
        return press(label, deed(FEATURE, "open", question.id, self.page))

    def _turning(self) -> tuple[Row, ...]:
        keys: list[Key] = []
        if self.page > 0:
            keys.append(press(PREVIOUS_PAGE, deed(FEATURE, "list", self.page - 1)))
        if self.page + 1 < self.pages:
            keys.append(press(NEXT_PAGE, deed(FEATURE, "list", self.page + 1)))
        return (tuple(keys),) if keys else ()


def _summary(number: int, group: Sequence[OpenQuestion]) -> str:
    wording = shorten(" ".join(group[0].text.split()), LIST_LENGTH)
    since = group[0].asked_at or group[0].made_at
    return lines([f"{bold(str(number))}  {plain(wording)}", italic(texts.listed(askers(group), since))])


@dataclass(frozen=True)
class OpenQuestionCard(KeptCard, name="open_question"):
    """One question, or several that ask the same, with each wording. `reader` is the lead; replying to it answers."""

    questions: tuple[int, ...] = ()
    candidates: tuple[str, ...] = ()
    page: int = 0
    reader: int = 0

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        found = await in_order(stores, self.questions)
        waiting = [question for question in found if question.state is QuestionState.OPEN]
        if waiting:
            return self._draw_open(waiting, showcase)
        if not found:
            return self.draw(showcase)
        heading = await settled_heading(stores, showcase, found[0], self.reader)
        answer = (press(texts.ADD, deed(FEATURE, "answer", found[0].id)),)
        asked = italic(texts.quoted(shorten(found[0].text, QUOTED_LENGTH)))
        html = paragraphs(heading, asked, _answered(found[0], showcase))
        return Screen(html, (answer, list_row(self.page)))

    def draw(self, showcase: Showcase) -> Screen:
        return GoneForLeadCard().draw(showcase)

    def _draw_open(self, questions: Sequence[OpenQuestion], showcase: Showcase) -> Screen:
        count, first = askers(questions), questions[0].id
        entries = titles_of(self.candidates, showcase)
        nearest = lines([italic(texts.NEAREST), *(plain(f"• {title}") for _, title in entries)]) if entries else ""
        told, cut = _wordings(questions)
        html = paragraphs(
            bold(texts.group_title(count) if count > 1 else texts.QUESTION_TITLE),
            *told,
            nearest,
            italic(texts.REPLY_HINT),
        )
        sends = tuple((press(texts.send_entry(title), deed(FEATURE, "entry", first, id_)),) for id_, title in entries)
        answer = (press(texts.ANSWER, deed(FEATURE, "answer", first)),)
        close = (press(texts.CANT_ANSWER, deed(FEATURE, "close", first)),)
        wholes = tuple(
            (press(texts.read_whole(place + 1), deed(FEATURE, "whole", questions[place].id, self.page)),)
            for place in cut[:MOST_WHOLE]
        )
        return Screen(html, (*wholes, answer, *sends, close, list_row(self.page)))


def _wordings(questions: Sequence[OpenQuestion]) -> tuple[list[str], list[int]]:
    """Each with its date and name, as far as they fit, and the places of those that don't; a single one fits whole."""
    told: list[tuple[str, str]] = []
    cut: list[int] = []
    left = WORDINGS_LENGTH
    for place, question in enumerate(questions):
        if told and left < QUOTED_LENGTH:
            cut += range(place, len(questions))
            break
        asked = texts.asked_on(question.name, question.asked_at or question.made_at)
        text = shorten(question.text, left)
        left -= units(text) + units(asked) + BESIDE
        cut += [place] if text != question.text else []
        told.append((text, asked))
    html = [
        lines([f"{f'{bold(str(number))}  ' if cut else ''}{plain(texts.quoted(text))}", italic(asked)])
        for number, (text, asked) in enumerate(told, start=1)
    ]
    rest = len(questions) - len(told)
    return [*html, italic(texts.more_wordings(rest))] if rest else html, cut


def _answered(question: OpenQuestion, showcase: Showcase) -> str:
    """What was said to it; it grows with each addition."""
    entry = showcase.library.recommendations.get(question.entry)
    sent = texts.sent_entry(entry.title) if entry else GONE if question.entry else ""
    return paragraphs(plain(sent), plain(shorten(question.answer, ANSWER_LENGTH)))


@dataclass(frozen=True)
class AnswerPromptCard(Card, name="answer_prompt"):
    """Asks for the answer; `fault` says why again. `asked`: all the questions that it goes to."""

    question: int = 0
    fault: str = ""
    asked: tuple[int, ...] = ()

    def draw(self, showcase: Showcase) -> Screen:
        html = paragraphs(bold(texts.ANSWER_TITLE), plain(texts.ANSWER_FAULTS.get(self.fault, texts.ANSWER_TEXT)))
        return Screen(html, ((press(CANCEL, Cancel()),),))


@dataclass(frozen=True)
class PreviewCard(KeptCard, name="answer_preview"):
    """An answer as it will arrive. Where another lead was quicker: what they said, and this one as an addition."""

    answer: int = 0

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        answer = await stores.questions.answer(self.answer)
        found = await in_order(stores, answer.asked) if answer else []
        if answer is None or not found:
            return self.draw(showcase)
        waiting = [question for question in found if question.state is QuestionState.OPEN]
        if waiting:
            return await self._draw_preview(showcase, stores, answer, waiting)
        heading = await settled_heading(stores, showcase, found[0], answer.made_by or 0)
        html = paragraphs(heading, _answered(found[0], showcase), plain(texts.TAKEN), words_of(answer, showcase))
        add = (press(texts.SEND_ADDITION, deed(FEATURE, "add", answer.id)),)
        return Screen(html, (add, self._change_row(answer)))

    def draw(self, showcase: Showcase) -> Screen:
        return GoneForLeadCard().draw(showcase)

    async def _draw_preview(
        self, showcase: Showcase, stores: Stores, answer: LeadAnswer, waiting: Sequence[OpenQuestion]
    ) -> Screen:
        html = paragraphs(
            bold(texts.PREVIEW_TITLE),
            bold(texts.answer_title(await author_of(stores, showcase, answer.made_by, waiting[0]))),
            italic(texts.quoted(shorten(waiting[0].text, QUOTED_LENGTH))),
            words_of(answer, showcase),
        )
        count = askers(waiting)
        send = (press(texts.send_to_all(count) if count > 1 else texts.SEND, deed(FEATURE, "send", answer.id)),)
        only = ((press(texts.SEND_TO_FIRST, deed(FEATURE, "first", answer.id)),),) if count > 1 else ()
        return Screen(html, (send, *only, self._change_row(answer)))

    def _change_row(self, answer: LeadAnswer) -> Row:
        change = press(texts.CHANGE, deed(FEATURE, "redo", answer.id))
        return (change, press(texts.DISCARD, deed(FEATURE, "discard", answer.id)))


@dataclass(frozen=True)
class SentCard(Card, name="answer_sent"):
    """An answer has gone. Who has blocked the bot is nobody's business: it waits for them."""

    question: int = 0
    count: int = 1

    def draw(self, showcase: Showcase) -> Screen:
        html = paragraphs(bold(texts.sent_to(self.count)), plain(texts.TAKE_OVER_HINT))
        return Screen(html, ((press(texts.TAKE_OVER, deed(CURATION, "take", self.question)),), list_row()))


@dataclass(frozen=True)
class OldVersionCard(Card, name="answer_old_version"):
    """The message of an answer was edited after it went. `questions` are those it went to, as far as they are there."""

    questions: tuple[int, ...] = ()

    def draw(self, showcase: Showcase) -> Screen:
        add = tuple((press(texts.ADD, deed(FEATURE, "answer", question)),) for question in self.questions[:1])
        return Screen(plain(texts.OLD_VERSION), (*add, list_row()))


@dataclass(frozen=True)
class CloseCard(Card, name="question_close"):
    """Asks whether the askers shall hear of it, and shows what they would."""

    questions: tuple[int, ...] = ()

    def draw(self, showcase: Showcase) -> Screen:
        first = self.questions[0] if self.questions else 0
        told = lines([plain(texts.quoted(f"{texts.DECLINED_TITLE} {texts.DECLINED}"))])
        html = paragraphs(bold(texts.CLOSE_TITLE), plain(texts.CLOSE_TEXT), told)
        tell = (press(texts.CLOSE_TELL, deed(FEATURE, "decline", first)),)
        silent = (press(texts.CLOSE_SILENT, deed(FEATURE, "shut", first)),)
        return Screen(html, (tell, silent, (press(texts.BACK, deed(FEATURE, "open", first)),)))


@dataclass(frozen=True)
class LeadDoneCard(Card, name="question_done"):
    """A last word, and the way back to the list. `what` names one of `texts.DONE`."""

    what: str = "discarded"

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(plain(texts.DONE.get(self.what, texts.DISCARDED)), (list_row(),))


@dataclass(frozen=True)
class GoneForLeadCard(Card, name="question_gone"):
    """Not there, or not this lead's: which of the two is nobody's business."""

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(paragraphs(bold(texts.GONE_FOR_LEAD_TITLE), plain(texts.GONE_FOR_LEAD)), (list_row(),))
