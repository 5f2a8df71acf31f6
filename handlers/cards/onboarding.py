"""The first day's questions, and the tour step by step."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import texts as words
from handlers.buttons import OpenEntry, deed
from handlers.cards.base import TOPICS_ROW, Card, Showcase, example_rows
from handlers.cards.member import MemberCard
from handlers.cards.times import hour_screen, land_rows, land_text, summary, when_rows, when_text
from handlers.screens import Key, Row, Screen, bold, italic, lines, paragraphs, plain, press
from handlers.texts import onboarding as texts
from handlers.texts.dates import day_from
from knowledge.entries import Library, OnboardingStep
from scheduler.people import Member

FEATURE = "tour"
QUESTIONS = ("land", "first", "when")


@dataclass(frozen=True)
class WelcomeCard(Card, name="welcome"):
    """Said once, above the three questions."""

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(paragraphs(bold(texts.WELCOME_TITLE), plain(texts.WELCOME)))


@dataclass(frozen=True)
class WelcomeBackCard(Card, name="welcome_back"):
    def draw(self, showcase: Showcase) -> Screen:
        examples = example_rows(showcase.library)
        html = paragraphs(bold(texts.BACK_TITLE), plain(texts.BACK_TEXT), italic(texts.TRY_ONE) if examples else "")
        return Screen(html, (*examples, (*TOPICS_ROW, press(texts.CHANGE_SETTINGS, deed("times", "new")))))


@dataclass(frozen=True)
class SetupCard(MemberCard, name="setup"):
    """One of the three questions. `ask`: the answer is to be typed. `fault`: what was typed could not be read."""

    question: str = "land"
    ask: bool = False
    fault: bool = False

    def draw_of(self, showcase: Showcase, member: Member) -> Screen:
        match self.question:
            case "first":
                return self._numbered(self._first_text(showcase.library), _first_rows())
            case "when" if self.ask:
                return hour_screen(FEATURE, self.fault)
            case "when":
                return self._numbered(when_text(member), when_rows(FEATURE, member))
        return self._numbered(land_text(), land_rows(FEATURE, texts.SKIP))

    def _numbered(self, html: str, rows: tuple[Row, ...]) -> Screen:
        number = QUESTIONS.index(self.question) + 1 if self.question in QUESTIONS else 1
        return Screen(paragraphs(italic(texts.question(number, len(QUESTIONS))), html), rows)

    def _first_text(self, library: Library) -> str:
        if self.fault:
            return plain(texts.FIRST_FAULT)
        tips = (texts.FIRST_TIPS,) if library.onboarding.steps else ()
        text = texts.FIRST_ASK if self.ask else " ".join((*tips, texts.FIRST_TEXT))
        return paragraphs(bold(texts.FIRST_TITLE), plain(text))


def _first_rows() -> tuple[Row, ...]:
    today = press(texts.TODAY, deed(FEATURE, "first", "today"))
    monday = press(texts.NEXT_MONDAY, deed(FEATURE, "first", "monday"))
    here = press(texts.ALREADY_HERE, deed(FEATURE, "first", "here"))
    other = press(texts.OTHER_DAY, deed(FEATURE, "first", "other"))
    return ((today, monday), (here, other), (press(texts.SKIP, deed(FEATURE, "first", "skip")),))


@dataclass(frozen=True)
class ReadyCard(MemberCard, name="ready"):
    """All three are answered: what was noted, and the first questions to ask."""

    def draw_of(self, showcase: Showcase, member: Member) -> Screen:
        examples = example_rows(showcase.library)
        first = member.first_day or self.today
        named = day_from(first, self.today)
        html = paragraphs(
            bold(texts.READY_TITLE),
            plain(texts.ready(summary(member, self.today), named)),
            plain(texts.READY_ASK) if examples else "",
        )
        tour = (press(texts.OPEN_TOUR, deed(FEATURE, "open")),) if showcase.library.onboarding.steps else ()
        return Screen(html, (*examples, (*TOPICS_ROW, *tour)))


@dataclass(frozen=True)
class StepCard(MemberCard, name="step"):
    """One step of the tour. `again`: taken up after a pause."""

    step: str = ""
    again: bool = False

    def draw_of(self, showcase: Showcase, member: Member) -> Screen:
        place = place_of(showcase.library, self.step)
        if place is None:
            return NoTourCard().draw(showcase)
        steps = showcase.library.onboarding.steps
        step, done = steps[place], [each.id in member.tour_done for each in steps]
        html = paragraphs(
            plain(texts.AFTER_PAUSE) if self.again else "",
            lines([bold(step.title), italic(texts.progress(place + 1, len(steps), done[place])), texts.bar(done)]),
            plain(step.text),
            lines([bold(texts.TASK), plain(step.task)]),
        )
        return Screen(html, (*_links(step, showcase.library), *_moves(steps, place, done[place])))


def _links(step: OnboardingStep, library: Library) -> tuple[Row, ...]:
    entries = (library.recommendations.get(entry) for entry in (step.recommendation, *step.links))
    return tuple((press(words.way_on(entry.title), OpenEntry(entry.id)),) for entry in entries if entry)


def _moves(steps: Sequence[OnboardingStep], place: int, done: bool) -> tuple[Row, ...]:
    step = steps[place].id
    label, verb = (texts.NOT_DONE, "undo") if done else (texts.DONE, "done")
    tick = press(label, deed(FEATURE, verb, step))
    forth = press(texts.NEXT, deed(FEATURE, "after", step))
    later = press(texts.LATER, deed(FEATURE, "later", step))
    before: tuple[Key, ...] = (press(texts.PREVIOUS, deed(FEATURE, "go", steps[place - 1].id)),) if place else ()
    return ((tick, forth), (*before, later))


@dataclass(frozen=True)
class TourPausedCard(MemberCard, name="tour_paused"):
    step: str = ""

    def draw_of(self, showcase: Showcase, member: Member) -> Screen:
        place = place_of(showcase.library, self.step)
        if place is None:
            return NoTourCard().draw(showcase)
        text = texts.paused(place + 1, len(showcase.library.onboarding.steps))
        html = paragraphs(bold(texts.PAUSED_TITLE), plain(text))
        return Screen(html, ((press(texts.GO_ON, deed(FEATURE, "go", self.step)),),))


@dataclass(frozen=True)
class NoTourCard(Card, name="no_tour"):
    def draw(self, showcase: Showcase) -> Screen:
        return Screen(paragraphs(bold(texts.NO_TOUR_TITLE), plain(texts.NO_TOUR)), (TOPICS_ROW,))


def place_of(library: Library, step: str) -> int | None:
    """The step's place in the tour; None when the collection has it no more."""
    return next((place for place, each in enumerate(library.onboarding.steps) if each.id == step), None)
