"""The way to a change of the knowledge: what is chosen and typed until it can be checked.

A draft is its author's alone. What is typed lies in the draft, not in the prompt, which has no room for it.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from handlers.arrival import Arrival
from handlers.buttons import Deed, hash_name
from handlers.cards.base import Card
from handlers.cards.curation import CurationCard, CurationCheckingCard
from handlers.cards.curation_draft import (
    CurationAreaCard,
    CurationAskCard,
    CurationEntriesCard,
    CurationRuleCard,
    TakeCard,
    is_usable,
)
from handlers.curation_texts import fault_of, with_text
from handlers.desk import Desk
from handlers.interjection import close_prompt
from handlers.reply import Change as Changed
from handlers.reply import Reply, show
from knowledge.changes import OCCASION_STEM, WORDING_LONGEST, Change, What, new_id, tidy
from knowledge.curation import misfit
from scheduler.curations import Curation, State, drafted
from scheduler.questions import may_answer
from scheduler.stores.prompts import LIFETIME, Prompt

ASKED, DAY = "curation_asked", "curation_day"
"""The prompts: a text of a draft is to be typed · an occasion's day."""
CANDIDATES = 3
FOUND = 6
"""How many entries a search shows."""
_OF_QUESTIONS = (What.PHRASING, What.ENTRY, What.DECOY)
"""As what a question can be taken over."""
DraftDeed = Callable[[Arrival, Desk, Curation, Deed], Awaitable[Card]]
Drafter = Callable[[Arrival, Desk, Deed], Awaitable[Reply]]
_TEXTS = {
    What.PHRASING: ("text", "search"),
    What.ENTRY: ("text", "title", "answer", "steps"),
    What.DECOY: ("text",),
    What.REWRITE: ("title", "answer", "steps"),
    What.OCCASION: ("title", "day", "why", "opening"),
}


async def take_question(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """An answered question is to become part of the knowledge: as what?"""
    question = await desk.stores.questions.get(button.number(0))
    if question is None or not may_answer(await desk.standing(arrival.user_id), question):
        return show(TakeCard())
    sent = (question.entry,) if question.entry else ()
    entries = tuple(dict.fromkeys((*sent, *near(desk, question.text))))
    return show(TakeCard(question.id, entries[:CANDIDATES]))


async def take_as(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """As a phrasing (of the entry that was chosen, or of one to be searched), an entry, or a decoy. The asker's wording
    is shown, and goes into the draft only if the lead says so: it would outlive the question, before other teams."""
    question = await desk.stores.questions.get(button.number(0))
    what = _what(button.word(1), _OF_QUESTIONS)
    if question is None or what is None:
        return show(TakeCard())
    if not may_answer(await desk.standing(arrival.user_id), question):
        return show(TakeCard())
    answer = tidy(question.answer, paragraphs=True) if what is What.ENTRY else ""
    draft = await _begin(arrival, desk, Change(what, "", _entry(desk, button.word(2)), answer=answer))
    return _instead(arrival, await ask(arrival, desk, draft, "text", question=question.id))


async def begin(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """A change without a question before it."""
    what = _what(button.word(0), (*_OF_QUESTIONS, What.OCCASION))
    if what is None:
        return show(CurationCard(arrival.user_id))
    return _instead(arrival, await go_on(arrival, desk, await _begin(arrival, desk, Change(what))))


async def _begin(arrival: Arrival, desk: Desk, change: Change) -> Curation:
    """Pressed again, it goes on with the draft in which nothing has been written yet."""
    drafts = await desk.stores.curations.drafts_of(arrival.user_id)
    blank = [one for one in drafts if one.change.what is change.what and not (one.change.text or one.change.title)]
    return await save(desk, blank[-1], change) if blank else await add_draft(arrival, desk, change)


async def add_draft(arrival: Arrival, desk: Desk, change: Change) -> Curation:
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    return await desk.stores.curations.add(drafted(change, arrival.user_id, desk.now))


def of_author(do: DraftDeed) -> Drafter:
    """A deed about a draft: only for who writes it, as long as it is one. What was asked before is asked no longer."""

    async def press(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
        draft = await own(arrival, desk, button.number(0))
        if draft is None:
            return _instead(arrival, CurationCard(arrival.user_id, button.number(0)))
        await close_prompt(arrival, desk, (ASKED, DAY))
        return _instead(arrival, await do(arrival, desk, draft, button))

    return press


async def own(arrival: Arrival, desk: Desk, number: int) -> Curation | None:
    curation = await desk.stores.curations.get(number)
    if curation is None or curation.state is not State.DRAFT or curation.made_by != arrival.user_id:
        return None
    return curation


async def go_on(arrival: Arrival, desk: Desk, draft: Curation) -> Card:
    """The next step: what is missing, or the whole to be looked at."""
    change = draft.change
    if len(change.text) > WORDING_LONGEST:
        return await ask(arrival, desk, draft, "text", "long_text")
    match change.lacks:
        case "text" | "title" | "answer" | "day" | "why" | "opening" as what:
            return await ask(arrival, desk, draft, what)
        case "when":
            return CurationRuleCard(arrival.user_id, draft.id)
        case "area":
            return CurationAreaCard(arrival.user_id, draft.id)
        case "entry" if change.what is What.OCCASION:
            await save(desk, draft, replace(change, entry=new_id(OCCASION_STEM, draft.id)))
            return CurationCard(arrival.user_id, draft.id)
        case "entry":
            return CurationEntriesCard(arrival.user_id, draft.id, near(desk, change.text))
        case _:
            return CurationCard(arrival.user_id, draft.id)


async def ask(
    arrival: Arrival, desk: Desk, draft: Curation, what: str, fault: str = "", question: int = 0
) -> CurationAskCard:
    """`question`: the one that is to be said in other words."""
    kind = DAY if what == "day" else ASKED
    prompt = Prompt(kind, 0, desk.now + LIFETIME, f"{draft.id}:{what}:{question}")
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)
    return CurationAskCard(arrival.user_id, draft.id, what, fault, question)


async def ask_for(arrival: Arrival, desk: Desk, draft: Curation, button: Deed) -> Card:
    what = button.word(1)
    if what not in _TEXTS[draft.change.what]:
        return await go_on(arrival, desk, draft)
    return await ask(arrival, desk, draft, what)


async def answer(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """A text came while one was asked for."""
    number, what, *rest = prompt.data.split(":")
    question = int(rest[0]) if rest else 0
    draft = await own(arrival, desk, int(number))
    if draft is None:
        return show(CurationCard(arrival.user_id, int(number)))
    typed = arrival.exact or arrival.text
    if what == "search":
        return show(await _search(arrival, desk, draft, tidy(typed)))
    changed = with_text(draft.change, what, typed)
    fault = fault_of(changed, what, desk.library)
    if fault:
        return show(await ask(arrival, desk, draft, what, fault, question))
    first_title = what == "title" and not draft.change.title and draft.change.what is What.ENTRY
    draft = await save(desk, draft, changed)
    # The answer that a lead has sent already is offered, not taken without a word.
    return show(await (ask(arrival, desk, draft, "answer") if first_title else go_on(arrival, desk, draft)))


async def _search(arrival: Arrival, desk: Desk, draft: Curation, words: str) -> Card:
    entries = [
        entry.id for entry in desk.library.recommendations.values() if words and words.lower() in entry.title.lower()
    ]
    entries += [hit.id for hit in desk.matcher.answer(words, FOUND).hits if hit.id not in entries]
    if not entries:
        return await ask(arrival, desk, draft, "search", "not_found")
    return CurationEntriesCard(arrival.user_id, draft.id, tuple(entries[:FOUND]))


def near(desk: Desk, wording: str) -> tuple[str, ...]:
    return tuple(hit.id for hit in desk.matcher.answer(wording, CANDIDATES).hits)


async def show_entries(arrival: Arrival, desk: Desk, draft: Curation, _button: Deed) -> Card:
    return CurationEntriesCard(arrival.user_id, draft.id, near(desk, draft.change.text))


async def choose_entry(arrival: Arrival, desk: Desk, draft: Curation, button: Deed) -> Card:
    entry = _entry(desk, button.word(1))
    if entry and draft.change.what is What.PHRASING:
        draft = await save(desk, draft, replace(draft.change, entry=entry))
    return await go_on(arrival, desk, draft)


async def show_areas(arrival: Arrival, desk: Desk, draft: Curation, _button: Deed) -> Card:
    if draft.change.what is What.ENTRY:
        draft = await save(desk, draft, replace(draft.change, area="", kind="", entry=""))
    return await go_on(arrival, desk, draft)


async def choose_area(arrival: Arrival, desk: Desk, draft: Curation, button: Deed) -> Card:
    area = next((area for area in desk.library.areas if hash_name(area) == button.word(1)), "")
    if not area or draft.change.what is not What.ENTRY:
        return await go_on(arrival, desk, draft)
    draft = await save(desk, draft, replace(draft.change, area=area, kind="", entry=new_id(area, draft.id)))
    has_kinds = any(desk.library.kinds(area))
    return CurationAreaCard(arrival.user_id, draft.id) if has_kinds else await go_on(arrival, desk, draft)


async def choose_kind(arrival: Arrival, desk: Desk, draft: Curation, button: Deed) -> Card:
    kinds = desk.library.kinds(draft.change.area)
    kind = next((kind for kind in kinds if hash_name(kind) == button.word(1)), "")
    if kind and draft.change.what is What.ENTRY:
        draft = await save(desk, draft, replace(draft.change, kind=kind))
    return await go_on(arrival, desk, draft)


async def use_answer(arrival: Arrival, desk: Desk, draft: Curation, _button: Deed) -> Card:
    """The answer that was sent is the entry's text; one that is too long has to be written anew."""
    fault = fault_of(draft.change, "answer", desk.library)
    return await (ask(arrival, desk, draft, "answer", fault) if fault else go_on(arrival, desk, draft))


async def use_question(arrival: Arrival, desk: Desk, draft: Curation, button: Deed) -> Card:
    """As it was asked: only if nobody can be told by it, as far as the rule of thumb goes."""
    question = await desk.stores.questions.get(button.number(1))
    if question is None or not may_answer(await desk.standing(arrival.user_id), question):
        return await go_on(arrival, desk, draft)
    if not is_usable(question.text):
        return await ask(arrival, desk, draft, "text", question=question.id)
    return await go_on(arrival, desk, await save(desk, draft, replace(draft.change, text=tidy(question.text))))


async def clear_steps(arrival: Arrival, desk: Desk, draft: Curation, _button: Deed) -> Card:
    return await go_on(arrival, desk, await save(desk, draft, replace(draft.change, steps=())))


async def propose(arrival: Arrival, desk: Desk, draft: Curation, _button: Deed) -> Card:
    """From here on it is the curator's. What does not fit stays a draft, and the card says why."""
    checkable = draft.change.what is not What.OCCASION and not draft.change.lacks
    if checkable and misfit(desk.library, draft.change) is None:
        await desk.stores.curations.save(replace(draft, state=State.PROPOSED, report=""))
        return CurationCheckingCard(arrival.user_id, draft.id)
    return await go_on(arrival, desk, draft)


async def save(desk: Desk, draft: Curation, change: Change) -> Curation:
    draft = draft.having(change)
    await desk.stores.curations.save(draft)
    return draft


def _what(word: str, among: Sequence[What]) -> What | None:
    return next((what for what in among if what.value == word), None)


def _entry(desk: Desk, hashed: str) -> str:
    return next((entry for entry in desk.library.recommendations if hashed and hash_name(entry) == hashed), "")


def _instead(arrival: Arrival, card: Card) -> Reply:
    return Reply((Changed(card, message_id=arrival.message_id),))


DEEDS: dict[str, Drafter] = {
    "take": take_question,
    "as": take_as,
    "new": begin,
    "ask": of_author(ask_for),
    "entries": of_author(show_entries),
    "entry": of_author(choose_entry),
    "areas": of_author(show_areas),
    "area": of_author(choose_area),
    "kind": of_author(choose_kind),
    "use": of_author(use_answer),
    "wording": of_author(use_question),
    "blank": of_author(clear_steps),
    "propose": of_author(propose),
}
PROMPTS = {ASKED: answer}
