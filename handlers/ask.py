"""A question: found, asked back, or honestly not known. And what follows when the finding did not fit."""

from dataclasses import replace
from datetime import timedelta

from handlers import texts
from handlers.arrival import Arrival, Kind
from handlers.buttons import AskExample, AskPerson, Helped, NotFitting, PickEntry, Rephrase, hash_name
from handlers.cards import (
    Card,
    ClarifyCard,
    EntryCard,
    HelpCard,
    NoticeCard,
    PersonCard,
    QuietCard,
    RephraseCard,
    SmalltalkCard,
    UnknownCard,
)
from handlers.desk import Desk
from handlers.reply import SILENCE, Change, Reply, show
from handlers.typed import is_none_of_these, read_number
from knowledge.answers import Answer, Outcome
from scheduler.questions import readers_for
from scheduler.stores.prompts import LIFETIME, Prompt
from scheduler.stores.turns import TAKEN, Turn
from scheduler.totals import Metric, area_of, tally, topic_of

REPHRASE = "rephrase"
EMERGENCY = "emergency"
CANDIDATES = 8
"""How far down the ranking "Passt nicht" goes."""
OFFERED = 3
"""Never more buttons than that (product: two or three candidates, never more)."""
PATIENCE = timedelta(minutes=15)
"""A question that comes within this after an unlucky one counts as the same one in other words."""


async def answer_emergency(_arrival: Arrival, _desk: Desk) -> Reply:
    """Whatever else is open stays open."""
    return show(SmalltalkCard(EMERGENCY))


async def answer_text(arrival: Arrival, desk: Desk, prompt: Prompt | None = None) -> Reply:
    """A question, a typed number, or small talk. `prompt` is the one that was open, if it was ours."""
    answer = desk.matcher.answer(arrival.text, limit=CANDIDATES)
    if prompt is None:
        chosen = await _choose_by_word(arrival, desk)
        if chosen is not None:
            return chosen
    if answer.outcome is Outcome.SMALLTALK:
        return await _chat(arrival, desk, answer.topic)
    asked_again = prompt is not None and prompt.kind == REPHRASE
    turn = await _begin(arrival, desk, answer, await _unlucky_before(arrival, desk, asked_again))
    card = await _card(arrival, desk, turn, answer)
    await _count(arrival, desk, answer)
    return show(card, turn.id, _question_of(card, turn))


async def answer_edit(arrival: Arrival, desk: Desk) -> Reply:
    """The person corrected a message: its answer changes in place."""
    before = await desk.stores.turns.of_question(arrival.chat_id, arrival.message_id)
    if before is None:
        return await answer_text(arrival, desk) if _is_fresh(arrival, desk) else SILENCE
    answer = desk.matcher.answer(arrival.text, limit=CANDIDATES)
    if before.outcome == TAKEN and answer.topic != EMERGENCY:
        return SILENCE
    if answer.outcome is Outcome.SMALLTALK:
        card = SmalltalkCard(answer.topic)
        # An edit makes no sound on the phone: what can't wait is said anew.
        return show(card) if answer.topic == EMERGENCY else Reply((Change(card, turn=before.id),))
    turn = replace(_turn(arrival, desk, answer, before.rephrased), id=before.id, created_at=before.created_at)
    turn = replace(turn, round=before.round + 1, rated=before.rated)
    await desk.stores.turns.save(turn)
    return Reply((Change(await _card(arrival, desk, turn, answer), turn=turn.id),))


async def note_taken(arrival: Arrival, desk: Desk, *what: str) -> None:
    """So that correcting the message later does not make it a question, unless one was found in it. `what` it was taken
    for: a feature and a number, if there is something to be said then."""
    if await desk.stores.turns.of_question(arrival.chat_id, arrival.message_id) is None:
        taken = Turn(0, arrival.chat_id, arrival.user_id, arrival.message_id, TAKEN, desk.now, what)
        await desk.stores.turns.add(taken)


async def answer_example(arrival: Arrival, desk: Desk, button: AskExample) -> Reply:
    """One of the example questions was pressed: as if it had been typed."""
    examples = desk.library.naming.examples
    example = next((text for text in examples if hash_name(text) == button.example), None)
    if example is None:
        return show(NoticeCard("old_button"))
    return await answer_text(replace(arrival, kind=Kind.TEXT, text=example), desk)


async def pick(arrival: Arrival, desk: Desk, button: PickEntry) -> Reply:
    """An option was pressed: the question is settled, so the entry takes the options' place."""
    turn = await _turn_of(arrival, desk, button.turn)
    if turn is None:
        return Reply((Change(EntryCard(button.entry), message_id=arrival.message_id),))
    return Reply((Change(await _settle(desk, turn, button.entry), message_id=arrival.message_id),))


async def offer_next(arrival: Arrival, desk: Desk, button: NotFitting) -> Reply:
    """It did not fit: the next candidates, and when there are none, the honest word."""
    turn = await _turn_of(arrival, desk, button.turn)
    if turn is None:
        return show(NoticeCard("turn_over"))
    return await _go_on(arrival, desk, turn, button.round)


async def thank(arrival: Arrival, desk: Desk, button: Helped) -> Reply:
    """It helped: counted once for each question, by nobody's name. The question whether it did goes."""
    turn = await _turn_of(arrival, desk, button.turn)
    if turn is not None:
        await _rate(arrival, desk, turn, Metric.HELPFUL, button.entry)
    return Reply((Change(EntryCard(button.entry), message_id=arrival.message_id),), texts.THANKS)


async def ask_to_rephrase(arrival: Arrival, desk: Desk, button: Rephrase) -> Reply:
    prompt = Prompt(REPHRASE, button.turn, desk.now + LIFETIME)
    await desk.stores.prompts.open(arrival.chat_id, arrival.user_id, prompt)
    return show(RephraseCard())


async def refer_to_person(arrival: Arrival, desk: Desk, button: AskPerson) -> Reply:
    turn = await _turn_of(arrival, desk, button.turn)
    readers = await readers_for(desk.stores, arrival.user_id, desk.admission)
    if turn is None or not readers.members:
        return show(PersonCard(asked=True))
    card = PersonCard(asked=True, turn=turn.id, lead=True, office=readers.office)
    return show(card, reply_to=turn.question_id)


def _is_fresh(arrival: Arrival, desk: Desk) -> bool:
    """A small-talk message that was made a question is answered; an old message that was tidied up is not."""
    return arrival.sent_at is not None and desk.now - arrival.sent_at <= PATIENCE


async def _chat(arrival: Arrival, desk: Desk, topic: str) -> Reply:
    if topic == "stop" and arrival.private:
        return await be_quiet(arrival, desk)
    return show(HelpCard() if topic == "help" else SmalltalkCard(topic))


async def be_quiet(arrival: Arrival, desk: Desk) -> Reply:
    """/stopp, however it was said: from now on only answers."""
    await desk.stores.members.welcome(arrival.user_id, desk.now)
    await desk.stores.members.set_quiet(arrival.user_id, desk.now)
    return show(QuietCard())


async def _choose_by_word(arrival: Arrival, desk: Desk) -> Reply | None:
    """A typed "2" or "nichts davon", as far as something is on offer. None: it is a question."""
    number, none = read_number(arrival.text), is_none_of_these(arrival.text)
    if number is None and not none:
        return None
    turn = await desk.stores.turns.latest(arrival.chat_id, arrival.user_id)
    if turn is None or not (turn.options or none):
        return show(NoticeCard("no_options"))
    if none:
        return await _go_on(arrival, desk, turn, turn.round)
    if number is None or not 1 <= number <= len(turn.options):
        return show(NoticeCard("out_of_range", len(turn.options)))
    return show(await _settle(desk, turn, turn.options[number - 1]), turn.id)


async def _settle(desk: Desk, turn: Turn, entry: str) -> Card:
    shown = (*(other for other in turn.shown if other != entry), entry)  # the last one is what stands there now
    turn = replace(turn, outcome=Outcome.ANSWER, shown=shown, round=turn.round + 1)
    await desk.stores.turns.save(turn)
    return EntryCard(entry, turn.id, turn.round)


async def _go_on(arrival: Arrival, desk: Desk, turn: Turn, number: int) -> Reply:
    if number != turn.round:
        return Reply(toast=texts.ALREADY)
    if turn.outcome == Outcome.ANSWER:
        turn = await _rate(arrival, desk, turn, Metric.UNHELPFUL, turn.shown[-1])
    options = tuple(entry for entry in turn.remaining if entry in desk.library.recommendations)[:OFFERED]
    # A list after an answer may help; a list after a list would be a loop.
    if not options or turn.round >= 2 or turn.outcome != Outcome.ANSWER:
        return await _give_up(arrival, desk, turn)
    turn = replace(turn, outcome=Outcome.CLARIFY, options=options, shown=(*turn.shown, *options), round=turn.round + 1)
    await desk.stores.turns.save(turn)
    return show(ClarifyCard(options, turn.id, turn.round, again=True), turn.id)


async def _give_up(arrival: Arrival, desk: Desk, turn: Turn) -> Reply:
    if turn.outcome == Outcome.CLARIFY and turn.candidates:
        turn = await _rate(arrival, desk, turn, Metric.UNHELPFUL, turn.candidates[0])
    await desk.stores.turns.save(replace(turn, outcome=Outcome.UNKNOWN, options=(), round=turn.round + 1))
    card = await _unknown(arrival, desk, turn, exhausted=True)
    return show(card, reply_to=_question_of(card, turn))


async def _unknown(arrival: Arrival, desk: Desk, turn: Turn, *, exhausted: bool = False) -> Card:
    readers = await readers_for(desk.stores, arrival.user_id, desk.admission)
    lead = bool(readers.members)
    if turn.rephrased:
        return PersonCard(turn=turn.id, lead=lead, office=readers.office)
    return UnknownCard(turn.id, exhausted=exhausted, lead=lead, office=readers.office)


def _question_of(card: Card, turn: Turn) -> int | None:
    """The message to quote: what can be passed on is read from there when it is, and kept nowhere until then."""
    return turn.question_id if isinstance(card, UnknownCard | PersonCard) and card.lead else None


async def _turn_of(arrival: Arrival, desk: Desk, turn_id: int) -> Turn | None:
    """The button's turn, if it still is remembered and belongs to this chat (a forged one does not)."""
    turn = await desk.stores.turns.get(turn_id)
    return turn if turn is not None and turn.chat_id == arrival.chat_id else None


async def _unlucky_before(arrival: Arrival, desk: Desk, asked_again: bool) -> int:
    """How many tries at this question have failed so far."""
    last = await desk.stores.turns.latest(arrival.chat_id, arrival.user_id)
    if last is None or last.outcome != Outcome.UNKNOWN:
        return 1 if asked_again else 0
    return last.rephrased + 1 if asked_again or desk.now - last.created_at <= PATIENCE else 0


async def _rate(arrival: Arrival, desk: Desk, turn: Turn, metric: Metric, entry: str) -> Turn:
    if turn.rated:
        return turn
    turn = replace(turn, rated=True)
    await desk.stores.turns.save(turn)
    await tally(desk.stores, arrival.user_id, metric, topic_of(desk.library, entry), desk.now)
    return turn


async def _count(arrival: Arrival, desk: Desk, answer: Answer) -> None:
    """How it went, by topic. An edited question is the same one, and what holds no words is none."""
    if not answer.hits:
        return
    nearest = answer.hits[0].id
    metric, topic = {
        Outcome.ANSWER: (Metric.ANSWERED, topic_of(desk.library, nearest)),
        Outcome.CLARIFY: (Metric.CLARIFIED, topic_of(desk.library, nearest)),
    }.get(answer.outcome, (Metric.UNKNOWN, area_of(desk.library, nearest)))
    await tally(desk.stores, arrival.user_id, metric, topic, desk.now)


async def _begin(arrival: Arrival, desk: Desk, answer: Answer, rephrased: int) -> Turn:
    return await desk.stores.turns.add(_turn(arrival, desk, answer, rephrased))


def _turn(arrival: Arrival, desk: Desk, answer: Answer, rephrased: int) -> Turn:
    """What is remembered of an answer: ids, no words."""
    options = tuple(hit.id for hit in answer.offered)
    shown = options or tuple(hit.id for hit in answer.hits[:1] if answer.outcome is Outcome.ANSWER)
    return Turn(
        id=0,
        chat_id=arrival.chat_id,
        user_id=arrival.user_id,
        question_id=arrival.message_id,
        outcome=answer.outcome,
        created_at=desk.now,
        candidates=tuple(hit.id for hit in answer.hits),
        shown=shown,
        options=options,
        rephrased=rephrased,
    )


async def _card(arrival: Arrival, desk: Desk, turn: Turn, answer: Answer) -> Card:
    match answer.outcome:
        case Outcome.ANSWER:
            return EntryCard(answer.hits[0].id, turn.id, turn.round)
        case Outcome.CLARIFY:
            return ClarifyCard(turn.options, turn.id, turn.round)
        case _ if not answer.hits:
            return NoticeCard("no_words")
    return await _unknown(arrival, desk, turn)
