"""The store of questions that were passed on, and of their answers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from scheduler.questions import LeadAnswer, OpenQuestion, QuestionState


class Questions(Protocol):
    async def add(self, question: "OpenQuestion") -> "OpenQuestion":
        """The question with the id it got; the one passed in has id 0."""
        ...

    async def get(self, question_id: int) -> "OpenQuestion | None": ...

    async def some(self, question_ids: Sequence[int]) -> "list[OpenQuestion]":
        """Those of them that are there still, in the order of their ids."""
        ...

    async def of(self, member_id: int) -> "list[OpenQuestion]":
        """Oldest first."""
        ...

    async def open_ones(self) -> "list[OpenQuestion]":
        """Everybody's, oldest first."""
        ...

    async def submit(self, question_id: int, name: str, teams: Sequence[int], now: datetime) -> bool:
        """A draft becomes an open question of these teams, with this name. False: it is none any more."""
        ...

    async def withdraw(self, question_id: int) -> bool:
        """Removes a draft or an open question. False: it was settled meanwhile, or is not there."""
        ...

    async def settle(
        self, question_ids: Sequence[int], state: "QuestionState", answer: "LeadAnswer", now: datetime
    ) -> list[int]:
        """Answers or closes those that are open still, and names them: of two leads at once only one gets each."""
        ...

    async def append(self, question_ids: Sequence[int], text: str) -> None:
        """Puts an addition behind the answer."""
        ...

    async def rate(self, question_id: int) -> bool:
        """Notes that it was said whether the answer helped. False: that was said before."""
        ...

    async def draft_answer(self, answer: "LeadAnswer") -> "LeadAnswer":
        """The answer with the id it got; the one passed in has id 0."""
        ...

    async def answer(self, answer_id: int) -> "LeadAnswer | None": ...

    async def typed_in(self, member_id: int, message_id: int) -> "LeadAnswer | None":
        """This lead's answer out of that message of theirs, whether or not it was sent."""
        ...

    async def reword(self, answer_id: int, text: str) -> None:
        """Unless it was sent."""
        ...

    async def sent_since(self, moment: datetime, member_id: int) -> "list[LeadAnswer]":
        """Answers to questions of this member that went later than that, in the order in which they went."""
        ...

    async def send_answer(self, answer_id: int, now: datetime) -> bool:
        """False: it was sent before, or is not there."""
        ...

    async def drop_answer(self, answer_id: int) -> None:
        """Unless it was sent."""
        ...

    async def tell(self, member_id: int, today: date) -> bool:
        """Notes that a lead is told today of open questions. False: that has happened today."""
        ...

    async def forget_drafts_before(self, moment: datetime) -> int: ...

    async def forget_answered_before(self, moment: datetime) -> int:
        """Questions, and the answers that were sent. How many questions."""
        ...

    async def forget_unsent_before(self, moment: datetime) -> int: ...
