"""An occasion of one's own: its day, the rule it comes by, and the moment it goes live.

No answer changes with it, so there is nothing to be checked: who leads shows it to themselves, and takes it over.
"""

from dataclasses import replace
from datetime import date

from handlers.arrival import Arrival
from handlers.buttons import Deed, hash_name
from handlers.cards.base import Card
from handlers.cards.curation import CurationCard
from handlers.curation_draft import DAY, add_draft, ask, go_on, of_author, own, save
from handlers.desk import Desk
from handlers.interjection import answer_between
from handlers.reply import Reply, show
from knowledge.changes import Change, What
from knowledge.curation import misfit
from knowledge.occasions import rules_for, single_day
from scheduler.curations import Curation, State
from scheduler.dates import Reading, read_date
from scheduler.stores.prompts import Prompt


async def read_day(arrival: Arrival, desk: Desk, prompt: Prompt) -> Reply:
    """What comes again has its next day in mind: without a year the coming one is meant, however far off."""
    number = int(prompt.data.partition(":")[0])
    draft = await own(arrival, desk, number)
    if draft is None:
        return show(CurationCard(arrival.user_id, number))
    reading = read_date(arrival.text, desk.today)
    if reading == Reading() and "?" in arrival.text:
        between = await answer_between(arrival, desk, prompt)
        if between is not None:
            return between
    if reading.day is None:
        return show(await ask(arrival, desk, draft, "day", "past_day" if reading.past else "unread_day"))
    draft = await save(desk, draft, replace(draft.change, day=reading.day.isoformat(), when=""))
    return show(await go_on(arrival, desk, draft))


async def choose_rule(arrival: Arrival, desk: Desk, draft: Curation, button: Deed) -> Card:
    change = draft.change
    rules = rules_for(date.fromisoformat(change.day)) if change.day else ()
    rule = next((rule for rule in rules if hash_name(rule) == button.word(1)), "")
    if rule:
        draft = await save(desk, draft, replace(change, when=rule))
    return await go_on(arrival, desk, draft)


async def publish(arrival: Arrival, desk: Desk, draft: Curation) -> Card | None:
    """None: it is live. Only what changes no answer goes without a check."""
    change = draft.change
    if change.what is not What.OCCASION or change.lacks or misfit(desk.library, change) is not None:
        return await go_on(arrival, desk, draft)
    if _is_over(change, desk.today):
        return await ask(arrival, desk, draft, "day", "past_day")
    number = await desk.stores.curations.next_version()
    await desk.stores.curations.save(
        replace(draft, state=State.LIVE, version=number, live_at=desk.now, live_by=arrival.user_id)
    )
    return None


def _is_over(change: Change, today: date) -> bool:
    """A draft may wait over midnight."""
    day = single_day(change.when)
    return day is not None and day < today


async def renew(arrival: Arrival, desk: Desk, undone: Curation) -> Card:
    """A draft with what was taken back, to be changed. Pressed again, it goes on with that one."""
    change = replace(undone.change, entry="")
    if change.what is not What.OCCASION:
        return CurationCard(arrival.user_id, undone.id)
    drafts = await desk.stores.curations.drafts_of(arrival.user_id)
    same = [one for one in drafts if replace(one.change, entry="") == change]
    return await go_on(arrival, desk, same[-1] if same else await add_draft(arrival, desk, change))


DEEDS = {"rule": of_author(choose_rule)}
PROMPTS = {DAY: read_day}
