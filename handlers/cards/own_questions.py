"""One's own open questions together: what becomes of them, and the way to take them back."""

from dataclasses import dataclass

from handlers.buttons import deed
from handlers.cards.base import TOPICS_ROW, KeptCard, Showcase
from handlers.cards.conversation import PASSING_ON as FEATURE
from handlers.cards.passing_on import shorten
from handlers.screens import Screen, bold, paragraphs, plain, press
from handlers.texts import questions as texts
from scheduler.questions import QuestionState
from scheduler.stores import Stores

SHOWN_LENGTH = 120


@dataclass(frozen=True)
class OwnOpenCard(KeptCard, name="own_questions"):
    """Those of `questions` that wait still, each with its key. `why` names one of `texts.OWN_OPEN`."""

    member: int = 0
    questions: tuple[int, ...] = ()
    why: str = "left"

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        found = await stores.questions.some(self.questions)
        own = [one for one in found if one.member_id == self.member and one.state is QuestionState.OPEN]
        if not own:
            return self.draw(showcase)
        title, text = texts.own_open(self.why, len(own))
        told = [f"{number}  {shorten(' '.join(one.text.split()), SHOWN_LENGTH)}" for number, one in enumerate(own, 1)]
        keys = tuple(
            (press(texts.withdraw_one(number, len(own)), deed(FEATURE, "withdraw", one.id, self.name)),)
            for number, one in enumerate(own, start=1)
        )
        return Screen(paragraphs(bold(title), plain(text), *map(plain, told)), keys)

    def draw(self, showcase: Showcase) -> Screen:
        return Screen(plain(texts.NONE_OPEN), (TOPICS_ROW,))
