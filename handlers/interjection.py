"""Prompts for a date or an hour: opened, closed, and what else is typed meanwhile."""

from collections.abc import Collection

from handlers import ask
from handlers.arrival import Arrival
from handlers.desk import Desk
from handlers.reply import Reply
from handlers.typed import is_none_of_these, read_number
from knowledge.answers import Outcome
from scheduler.stores.prompts import LIFETIME, Prompt

LONGEST_REPLY = 8
"""Words. Whoever writes more than that, or a question mark, tells or asks something; the date in it is no reply."""

SHORTEST_QUESTION = 3
"""Words up to which a text without a question mark was meant as the reply ("irgendwann demnächst")."""


def is_terse(text: str) -> bool:
    return "?" not in text and len(text.split()) <= LONGEST_REPLY


async def await_text(arrival: Arrival, desk: Desk, kind: str, data: str = "") -> None:
    """The next text answers this, for as long as a prompt lives. `data`: what was chosen so far."""
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, Prompt(kind, 0, desk.now + LIFETIME, data))


async def close_prompt(arrival: Arrival, desk: Desk, kinds: Collection[str]) -> None:
    """If it is one of these; what another feature has asked stays open."""
    prompt = await desk.stores.prompts.take(arrival.chat_id, arrival.user_id, desk.now)
    if prompt is not None and prompt.kind not in kinds:
        await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)


async def answer_between(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply | None:
    """Answers a real question, or a choice of what it brought, and leaves open what was asked. None: it is neither."""
    if not (_is_question(arrival, desk) or await _is_choice(arrival, desk)):
        return None
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)
    return await ask.answer_text(arrival, desk)


def _is_question(arrival: Arrival, desk: Desk) -> bool:
    if not is_terse(arrival.text):
        return True
    answer = desk.matcher.answer(arrival.text, limit=1)
    if len(arrival.text.split()) <= SHORTEST_QUESTION:
        return answer.topic in ("help", "stop")
    return answer.outcome is not Outcome.UNKNOWN


async def _is_choice(arrival: Arrival, desk: Desk) -> bool:
    if read_number(arrival.text) is None and not is_none_of_these(arrival.text):
        return False
    turn = await desk.stores.turns.latest(arrival.chat_id, arrival.user_id)
    return turn is not None and bool(turn.options) and desk.now - turn.created_at <= ask.PATIENCE
