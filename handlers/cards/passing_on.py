"""A question on its way to the team lead, and the answer. The words are looked up when a card is sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.buttons import Cancel, deed
from handlers.cards.base import TOPICS_ROW, Card, KeptCard, Showcase
from handlers.cards.conversation import PASSING_ON as FEATURE
from handlers.cards.entry import describe
from handlers.cards.question_authors import author_of
from handlers.personal_data import looks_traceable
from handlers.portions import cut, units
from handlers.screens import Row, Screen, bold, italic, lines, paragraphs, plain, press
from handlers.texts import CANCEL, GONE
from handlers.texts import questions as texts
from scheduler.questions import LeadAnswer, OpenQuestion, QuestionState
from scheduler.stores import Stores

QUOTED_LENGTH = 300
"""Of a question above its answer: both must fit into one message."""


def shorten(text: str, length: int) -> str:
    """On at most so many units, as Telegram counts."""
    if units(text) <= length:
        return text
    return f"{cut(text, length - 2).rstrip()} …"


@dataclass(frozen=True)
class PassOnPromptCard(Card, name="pass_on_prompt"):
    """Asks for the question's wording. `fault` says why it is asked for (again). `office`: see `Readers`."""

    fault: str = ""
    office: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        html = paragraphs(
            bold(texts.WRITE_TO_OFFICE_TITLE if self.office else texts.WRITE_TITLE),
            plain(texts.FAULTS.get(self.fault, texts.WRITE)),
        )
        return Screen(html, ((press(CANCEL, Cancel()),),))


@dataclass(frozen=True)
class OwnQuestionCard(KeptCard):
    """Base of the cards about one question of this member's; nobody else's is ever looked at."""

    member: int = 0
    question: int = 0

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        question = await stores.questions.get(self.question)
        if question is None or question.member_id != self.member:
            return self.draw(showcase)
        return self.draw_question(question)

    def draw(self, showcase: Showcase) -> Screen:
        html = paragraphs(bold(texts.GONE_QUESTION_TITLE), plain(texts.GONE_QUESTION))
        return Screen(html, (write_row(), TOPICS_ROW))

    def draw_question(self, question: OpenQuestion) -> Screen:
        raise TypeError(f"{type(self).__name__} can't be drawn")


def write_row() -> Row:
    return (press(texts.WRITE_ANEW, deed(FEATURE, "write")),)


@dataclass(frozen=True)
class DraftOverCard(Card, name="question_draft_over"):
    def draw(self, showcase: Showcase) -> Screen:
        html = paragraphs(bold(texts.DRAFT_OVER_TITLE), plain(texts.DRAFT_OVER))
        return Screen(html, (write_row(), TOPICS_ROW))


@dataclass(frozen=True)
class DraftCard(OwnQuestionCard, name="question_draft"):
    """Exactly what would go, and nothing goes without a key pressed here. `office`: see `Readers`."""

    office: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        return DraftOverCard().draw(showcase)

    def draw_question(self, question: OpenQuestion) -> Screen:
        if question.state is not QuestionState.DRAFT:
            return PassedCard(self.member, self.question).draw_question(question)
        html = paragraphs(
            bold(texts.DRAFT_TO_OFFICE_TITLE if self.office else texts.DRAFT_TITLE),
            plain(texts.quoted(question.text)),
            plain(texts.DRAFT_HINT) if looks_traceable(question.text) else "",
            plain(texts.DRAFT_TO_OFFICE) if self.office else "",
            self._name_lines(question),
            plain(texts.DRAFT_MAY_STAY),
        )
        named = (press(texts.SEND_NAMED, deed(FEATURE, "named", question.id)),)
        reword = press(texts.REWORD, deed(FEATURE, "reword", question.id))
        drop = press(texts.NEVER_MIND, deed(FEATURE, "drop", question.id))
        nameless = (press(texts.NAMELESS, deed(FEATURE, "nameless", question.id)),)
        return Screen(html, (*((named,) if question.name else ()), nameless, (reword, drop)))

    def _name_lines(self, question: OpenQuestion) -> str:
        if not question.name:
            return lines([plain(texts.DRAFT_NAMELESS), italic(texts.DRAFT_FEW)])
        return lines([plain(texts.DRAFT_NAMED), plain(texts.with_name(question.name)), italic(texts.DRAFT_FEW)])


@dataclass(frozen=True)
class PassedCard(OwnQuestionCard, name="question_passed"):
    """It is with the team lead: what went, what happens next, and the way back."""

    def draw_question(self, question: OpenQuestion) -> Screen:
        if question.state not in (QuestionState.OPEN, QuestionState.DRAFT):
            html = paragraphs(bold(texts.SETTLED_ALREADY), plain(texts.quoted(question.text)))
            return Screen(html, (write_row(), TOPICS_ROW))
        html = paragraphs(
            bold(texts.PASSED_TITLE),
            plain(texts.quoted(question.text)),
            plain(texts.passed_with(question.name) if question.name else texts.PASSED_NAMELESS),
            plain(texts.PASSED),
        )
        return Screen(html, ((press(texts.WITHDRAW, deed(FEATURE, "withdraw", question.id)),),))


@dataclass(frozen=True)
class DroppedCard(Card, name="question_dropped"):
    """Nothing (more) of it is here. `sent`: it had gone before; `late`: it can't be taken back, it is answered."""

    sent: bool = False
    late: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        if self.late:
            return Screen(paragraphs(bold(texts.TOO_LATE_TITLE), plain(texts.TOO_LATE)), (TOPICS_ROW,))
        return Screen(plain(texts.WITHDRAWN if self.sent else texts.NOT_SENT), (TOPICS_ROW,))


@dataclass(frozen=True)
class AnswerCard(KeptCard, name="question_answer"):
    """What a lead answered, with the question quoted. `addition`: there was an answer before. `rated`: it was said
    whether it helps."""

    member: int = 0
    question: int = 0
    answer: int = 0
    addition: bool = False
    rated: bool = False

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        question = await stores.questions.get(self.question)
        answer = await stores.questions.answer(self.answer)
        if question is None or answer is None or question.member_id != self.member or question.id not in answer.asked:
            return self.draw(showcase)
        title = texts.addition_title if self.addition else texts.answer_title
        html = paragraphs(
            bold(title(await author_of(stores, showcase, answer.made_by, question))),
            italic(texts.quoted(shorten(question.text, QUOTED_LENGTH))),
            words_of(answer, showcase),
        )
        return Screen(html, self._rows())

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(paragraphs(bold(texts.GONE_QUESTION_TITLE), plain(texts.GONE_QUESTION)), (TOPICS_ROW,))

    def _rows(self) -> tuple[Row, ...]:
        again = press(texts.ASK_AGAIN, deed(FEATURE, "write"))
        if self.rated or self.addition:
            return ((again,),)
        helps = press(texts.THIS_HELPS, deed(FEATURE, "helps", self.question, self.answer))
        no_help = press(texts.NO_HELP, deed(FEATURE, "nohelp", self.question, self.answer))
        return ((helps, no_help), (again,))


def words_of(answer: LeadAnswer, showcase: Showcase) -> str:
    """The answer itself, as HTML."""
    if not answer.entry:
        return plain(answer.text)
    entry = showcase.library.recommendations.get(answer.entry)
    return plain(GONE) if entry is None else describe(entry, showcase.library, alone=True)


def titles_of(entries: Sequence[str], showcase: Showcase) -> list[tuple[str, str]]:
    """Ids and titles of those that are there still."""
    known = showcase.library.recommendations
    return [(entry, known[entry].title) for entry in entries if entry in known]


@dataclass(frozen=True)
class DeclinedCard(KeptCard, name="question_declined"):
    """A lead has closed the question and lets the asker know."""

    member: int = 0
    question: int = 0

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        question = await stores.questions.get(self.question)
        if question is None or question.member_id != self.member:
            return self.draw(showcase)
        return self._draw(italic(texts.quoted(shorten(question.text, QUOTED_LENGTH))))

    def draw(self, showcase: Showcase) -> Screen:
        return self._draw("")

    def _draw(self, quote: str) -> Screen:
        html = paragraphs(bold(texts.DECLINED_TITLE), quote, plain(texts.DECLINED))
        return Screen(html, ((press(texts.ASK_AGAIN, deed(FEATURE, "write")),), TOPICS_ROW))
