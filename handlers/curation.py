"""/wissen: what team leads change in the knowledge. It is for all teams, so whoever leads one may decide on any change.

Nothing is checked here: that takes longer than a handler may. A proposal is left in the database, and the shell's
curator takes it up.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from handlers import curation_draft, curation_occasion
from handlers.arrival import Arrival
from handlers.buttons import Deed
from handlers.cards.base import Card
from handlers.cards.curation import (
    FEATURE,
    CurationCard,
    CurationCheckingCard,
    CurationReportCard,
)
from handlers.cards.curation_decided import CurationDropCard, CurationToldCard
from handlers.cards.curation_list import CurationListCard
from handlers.cards.curation_undo import CurationUndoCard
from handlers.curation_draft import add_draft, go_on
from handlers.desk import Desk
from handlers.feature import Command, Feature, Presser
from handlers.interjection import close_prompt
from handlers.reply import Change as Changed
from handlers.reply import Reply, Show, show
from handlers.texts import curation as texts
from handlers.texts.curation_decided import COPIED
from knowledge.changes import Change, What, new_id
from knowledge.gate import fingerprint
from scheduler.curations import Curation, State
from scheduler.people import Right

PROMPTS = {**curation_draft.PROMPTS, **curation_occasion.PROMPTS}
CurationDeed = Callable[[Arrival, Desk, Curation], Awaitable[Reply]]


async def list_changes(arrival: Arrival, _desk: Desk) -> Reply:
    return show(CurationListCard(arrival.user_id))


async def turn_page(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    await close_prompt(arrival, desk, PROMPTS)
    return _instead(arrival, CurationListCard(arrival.user_id, max(button.number(0), 0)))


def _shared(do: CurationDeed, *states: State) -> Presser:
    """A deed about a change that all leads see. One that is in none of these states any more is shown as it is now, and
    nothing is done."""

    async def press(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
        curation = await desk.stores.curations.get(button.number(0))
        if curation is None or _is_hidden(curation, arrival) or (states and curation.state not in states):
            return _instead(arrival, CurationCard(arrival.user_id, button.number(0)))
        await close_prompt(arrival, desk, PROMPTS)
        return await do(arrival, desk, curation)

    return press


def _decided(do: CurationDeed, *states: State) -> Presser:
    """The same for what only one of two leads may do who press at once: the other finds it done."""
    once = _shared(do, *states)

    async def press(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
        await desk.stores.members.welcome(arrival.user_id, desk.now)  # the operator's admins may never have said hello
        await desk.stores.curations.next_version()
        return await once(arrival, desk, button)

    return press


def _is_hidden(curation: Curation, arrival: Arrival) -> bool:
    return curation.state is State.DRAFT and curation.made_by != arrival.user_id


async def _open(arrival: Arrival, desk: Desk, curation: Curation) -> Reply:
    if curation.state is State.DRAFT:
        return _instead(arrival, await go_on(arrival, desk, curation))
    return _instead(arrival, CurationCard(arrival.user_id, curation.id))


async def _show_report(arrival: Arrival, desk: Desk, button: Deed) -> Reply:
    """A page of it; buttons from before there were pages mean the first."""

    async def show_page(arrival: Arrival, _desk: Desk, curation: Curation) -> Reply:
        return _instead(arrival, CurationReportCard(arrival.user_id, curation.id, max(button.number(1), 0)))

    return await _shared(show_page)(arrival, desk, button)


async def _accept(arrival: Arrival, desk: Desk, curation: Curation) -> Reply:
    """Live from here on, if the check still holds; else the curator checks once more."""
    number = await desk.stores.curations.next_version()
    report = curation.checked
    fresh = report is not None and (report.base, report.collection) == (number - 1, fingerprint(desk.library))
    agreed = replace(curation, live_by=arrival.user_id)
    live = replace(agreed, state=State.LIVE, version=number, live_at=desk.now)
    await desk.stores.curations.save(live if fresh else replace(agreed, state=State.ACCEPTED))
    if not fresh:
        return _instead(arrival, CurationCheckingCard(arrival.user_id, curation.id, again=True))
    done = _instead(arrival, CurationCard(arrival.user_id, curation.id), texts.ACCEPTED)
    return replace(done, cards=(*done.cards, *_told(arrival, curation, "accepted")))


def _told(arrival: Arrival, curation: Curation, what: str) -> tuple[Show, ...]:
    """To its author, if somebody else has decided."""
    author = curation.made_by
    if author is None or author == arrival.user_id:
        return ()
    return (Show(CurationToldCard(author, curation.id, what, arrival.user_id), to=author),)


async def _publish(arrival: Arrival, desk: Desk, curation: Curation) -> Reply:
    card = await curation_occasion.publish(arrival, desk, curation)
    if card is not None:
        return _instead(arrival, card)
    return _instead(arrival, CurationCard(arrival.user_id, curation.id), texts.ACCEPTED)


async def _renew(arrival: Arrival, desk: Desk, curation: Curation) -> Reply:
    return _instead(arrival, await curation_occasion.renew(arrival, desk, curation))


async def _edit(arrival: Arrival, desk: Desk, curation: Curation) -> Reply:
    """A draft again: what the check said is void. Somebody else's proposal stays, with a copy beside it."""
    if curation.made_by != arrival.user_id:
        return await _edit_copy(arrival, desk, curation.change)
    draft = replace(curation, state=State.DRAFT, report="", made_at=desk.now)
    await desk.stores.curations.save(draft)
    return _instead(arrival, await go_on(arrival, desk, draft))


async def _edit_copy(arrival: Arrival, desk: Desk, change: Change) -> Reply:
    """Pressed again, it goes on with the copy that is there. An entry of its own has a number of its own."""

    def plain(one: Change) -> Change:
        return replace(one, entry="") if one.what is What.ENTRY else one

    drafts = await desk.stores.curations.drafts_of(arrival.user_id)
    copy = next((one for one in drafts if plain(one.change) == plain(change)), None)
    if copy is None:
        copy = await add_draft(arrival, desk, change)
        if change.what is What.ENTRY and change.area:
            copy = copy.having(replace(change, entry=new_id(change.area, copy.id)))
            await desk.stores.curations.save(copy)
    return _instead(arrival, await go_on(arrival, desk, copy), COPIED)


async def _drop(arrival: Arrival, desk: Desk, curation: Curation) -> Reply:
    """Somebody else's only after a question."""
    if curation.made_by != arrival.user_id:
        return _instead(arrival, CurationDropCard(arrival.user_id, curation.id))
    await desk.stores.curations.remove(curation.id)
    return _instead(arrival, CurationListCard(arrival.user_id), texts.DROPPED)


async def _return(arrival: Arrival, desk: Desk, curation: Curation) -> Reply:
    """Back to its author as a draft, so that what they wrote is not gone; away if there is none any more."""
    if curation.made_by in (None, arrival.user_id):
        await desk.stores.curations.remove(curation.id)
    else:
        await desk.stores.curations.save(replace(curation, state=State.DRAFT, report="", made_at=desk.now))
    dropped = Changed(CurationListCard(arrival.user_id), message_id=arrival.message_id)
    return Reply((dropped, *_told(arrival, curation, "returned")), texts.DROPPED)


async def _rewrite(arrival: Arrival, desk: Desk, curation: Curation) -> Reply:
    """Other words for an entry that was added here: a change of its own, checked like all."""
    entry = desk.library.recommendations.get(curation.change.entry)
    if entry is None or curation.change.what is not What.ENTRY:
        return await _open(arrival, desk, curation)
    change = Change(What.REWRITE, "", entry.id, entry.title, entry.answer, steps=entry.steps)
    return await _draft(arrival, desk, change)


async def _add_phrasing(arrival: Arrival, desk: Desk, curation: Curation) -> Reply:
    if curation.change.entry not in desk.library.recommendations:
        return await _open(arrival, desk, curation)
    return await _draft(arrival, desk, Change(What.PHRASING, entry=curation.change.entry))


async def _draft(arrival: Arrival, desk: Desk, change: Change) -> Reply:
    """Pressed again, it goes on with the draft of that kind for that entry."""
    drafts = await desk.stores.curations.drafts_of(arrival.user_id)
    same = [one for one in drafts if (one.change.what, one.change.entry) == (change.what, change.entry)]
    draft = same[-1] if same else await add_draft(arrival, desk, change)
    return _instead(arrival, await go_on(arrival, desk, draft))


async def _confirm_undo(arrival: Arrival, _desk: Desk, curation: Curation) -> Reply:
    return _instead(arrival, CurationUndoCard(arrival.user_id, curation.id))


async def _undo(arrival: Arrival, desk: Desk, curation: Curation) -> Reply:
    number = await desk.stores.curations.next_version()
    undone = replace(curation, state=State.UNDONE, version=number, undone_by=arrival.user_id, undone_at=desk.now)
    await desk.stores.curations.save(undone)
    done = _instead(arrival, CurationCard(arrival.user_id, curation.id), texts.UNDONE)
    return replace(done, cards=(*done.cards, *_told(arrival, curation, "undone")))


def _instead(arrival: Arrival, card: Card, toast: str = "") -> Reply:
    return Reply((Changed(card, message_id=arrival.message_id),), toast)


CURATION = Feature(
    FEATURE,
    commands=(Command(("wissen",), list_changes, personal=True, needs=Right.LEADING),),
    deeds={
        **curation_draft.DEEDS,
        **curation_occasion.DEEDS,
        "list": turn_page,
        "open": _shared(_open),
        "report": _show_report,
        "accept": _decided(_accept, State.CHECKED),
        "publish": _decided(_publish, State.DRAFT),
        "edit": _decided(_edit, State.CHECKED),
        "drop": _decided(_drop, State.DRAFT, State.CHECKED),
        "return": _decided(_return, State.CHECKED),
        "rewrite": _shared(_rewrite, State.LIVE),
        "more": _shared(_add_phrasing, State.LIVE),
        "renew": _shared(_renew, State.UNDONE),
        "undo": _shared(_confirm_undo, State.LIVE),
        "undone": _decided(_undo, State.LIVE),
    },
    prompts=PROMPTS,
    needs=Right.LEADING,
)
