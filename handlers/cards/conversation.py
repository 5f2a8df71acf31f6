"""What follows a question that has no one answer."""

from dataclasses import dataclass

from handlers import texts
from handlers.buttons import AskPerson, Cancel, NotFitting, PickEntry, Rephrase, deed
from handlers.cards.base import HELP_ROW, TOPICS_ROW, Card, Showcase
from handlers.cards.notices import GoneCard
from handlers.screens import Row, Screen, bold, italic, lines, paragraphs, plain, press

PASSING_ON = "ask"
"""The feature of passing a question on."""


@dataclass(frozen=True)
class ClarifyCard(Card, name="clarify"):
    """Two or three candidates, as keys and as numbers that can be typed. `again`: after "Passt nicht"."""

    options: tuple[str, ...]
    turn: int
    round: int = 0
    again: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        known = showcase.library.recommendations
        # A number keeps its entry, also when another one has vanished since.
        offered = [(n, known[option]) for n, option in enumerate(self.options, start=1) if option in known]
        if not offered:
            return GoneCard().draw(showcase)
        heading = texts.NEXT_TRY_TITLE if self.again else texts.CLARIFY_TITLE
        html = paragraphs(
            lines([bold(heading), "" if self.again else plain(texts.CLARIFY)]).strip(),
            lines(f"{bold(str(n))}  {plain(entry.title)}" for n, entry in offered),
            italic(texts.CLARIFY_HINT),
        )
        picks = tuple((press(texts.option(n, entry.title), PickEntry(entry.id, self.turn)),) for n, entry in offered)
        return Screen(html, (*picks, (press(texts.NONE_OF_THESE, NotFitting(self.turn, self.round)),)))


def pass_on_row(turn: int, office: bool = False) -> Row:
    return (press(texts.HAND_ON_TO_OFFICE if office else texts.HAND_ON, deed(PASSING_ON, "pass", turn)),)


@dataclass(frozen=True)
class UnknownCard(Card, name="unknown"):
    """No recommendation. `exhausted`: candidates were shown and none fitted. `lead`: there is one to ask; `office`: not
    a lead, but whoever administers."""

    turn: int = 0
    exhausted: bool = False
    lead: bool = False
    office: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        title = texts.NOTHING_LEFT_TITLE if self.exhausted else texts.UNKNOWN_TITLE
        if self.lead:
            rows = ((press(texts.REPHRASE, Rephrase(self.turn)),), pass_on_row(self.turn, self.office), TOPICS_ROW)
            return Screen(paragraphs(bold(title), plain(texts.unknown_lead(self.office))), rows)
        ask = (press(texts.REPHRASE, Rephrase(self.turn)), press(texts.PERSON, AskPerson(self.turn)))
        return Screen(paragraphs(bold(title), plain(texts.UNKNOWN)), (ask, TOPICS_ROW))


@dataclass(frozen=True)
class PersonCard(Card, name="person"):
    """Points to a person. `asked`: the reader wanted one; else rephrasing has not helped either. `lead`: there is a
    team lead, to whom the question of `turn` can be passed on; `office`: not a lead, but whoever administers."""

    asked: bool = False
    turn: int = 0
    lead: bool = False
    office: bool = False

    def draw(self, showcase: Showcase) -> Screen:
        rows = (pass_on_row(self.turn, self.office), TOPICS_ROW) if self.lead else (TOPICS_ROW,)
        return Screen(paragraphs(bold(texts.PERSON_TITLE), plain(self._where(showcase.person))), rows)

    def _where(self, person: str) -> str:
        if self.lead and not self.asked:
            return texts.person_lead(self.office)
        if self.asked:
            return texts.person_contact(person) if person else texts.PERSON_FALLBACK
        return texts.person_known(person) if person else texts.PERSON_UNKNOWN


@dataclass(frozen=True)
class RephraseCard(Card, name="rephrase"):
    def draw(self, showcase: Showcase) -> Screen:
        html = paragraphs(bold(texts.REPHRASE_TITLE), plain(texts.REPHRASE_TEXT))
        return Screen(html, ((press(texts.CANCEL, Cancel()),),))


@dataclass(frozen=True)
class SmalltalkCard(Card, name="smalltalk"):
    topic: str

    def draw(self, showcase: Showcase) -> Screen:
        reply = next((talk.reply for talk in showcase.library.smalltalk if talk.id == self.topic), texts.NOTHING_OPEN)
        rows: tuple[Row, ...] = ()
        if self.topic not in ("emergency", "goodbye"):
            rows = (HELP_ROW,)
        return Screen(plain(reply), rows)
