"""What a change would do to the answers: the questions whose right answers are known, asked with it and without.

Beside the gold questions these are the decoys, which nothing may answer, and the wordings of changes that are live:
what one team lead taught, another's change must not undo unseen.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from zlib import crc32

from knowledge.answers import Answer, Outcome
from knowledge.changes import Change, What
from knowledge.entries import GoldQuestion, Library
from knowledge.evaluation import Judged, Verdict, evaluate
from knowledge.matcher import Matcher

SERVED = (Verdict.RIGHT, Verdict.AMONG)
KEPT = 300
"""So many questions of a sort are kept in a report; the rest, of a change that breaks everything, is a number."""

# How well a question is served that nothing answers: the more, the better.
_QUIET = {Verdict.WRONG: 0, Verdict.BESIDE: 1}
_QUIETEST = 2


@dataclass(frozen=True, slots=True)
class Shift:
    """A question that would be answered worse. `before` and `after` are the entries in the first place, "" for none
    that is shown; `outright`: `after` would be given as the answer, not only offered."""

    question: str
    before: str
    after: str
    outright: bool


@dataclass(frozen=True, slots=True)
class Report:
    """`base` is the version of the knowledge that the change was held against, and `collection` its fingerprint;
    `asked` is how many questions were asked.

    `stolen` are questions that lose their right answer, `leaked` those that nothing answers and that would get one.
    `stolen_count` and `leaked_count` are all of them. `asked_back` counts questions whose right answer would be offered
    instead of given, `better` those that would be served better. `found`: the change does what it is for; `instead` is
    the entry that its own wording leads to if not, "" for none.
    """

    base: int = 0
    collection: str = ""
    asked: int = 0
    stolen: tuple[Shift, ...] = ()
    leaked: tuple[Shift, ...] = ()
    stolen_count: int = 0
    leaked_count: int = 0
    asked_back: int = 0
    better: int = 0
    found: bool = True
    instead: str = ""

    @property
    def harmless(self) -> bool:
        return not (self.stolen_count or self.leaked_count)

    def worse_than(self, other: "Report") -> bool:
        """Whether it names a question that the other does not, or more of them than can be named."""
        known = {shift.question for shift in (*other.stolen, *other.leaked)}
        if any(shift.question not in known for shift in (*self.stolen, *self.leaked)):
            return True
        counts = (self.stolen_count, self.leaked_count), (other.stolen_count, other.leaked_count)
        return counts[0][0] > counts[1][0] or counts[0][1] > counts[1][1] or (other.found and not self.found)

    def write(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def read_report(text: str) -> Report | None:
    """None: there is none yet."""
    if not text:
        return None
    values = json.loads(text)
    for name in ("stolen", "leaked"):
        values[name] = tuple(Shift(**shift) for shift in values[name])
    return Report(**values)


def fingerprint(library: Library) -> str:
    """Of all that a report depends on. It tells collections apart, not forgeries."""
    parts = (library.recommendations.values(), library.decoys, library.smalltalk, library.questions)
    return f"{crc32(repr([list(part) for part in parts]).encode('utf-8', 'replace')):08x}"


def examine(change: Change, live: Iterable[Change], without: Matcher, library: Library) -> Report:
    """Takes a second or so. `library` is the one with the change in it, `without` answers as it is now."""
    matcher, questions = Matcher(library), list(_questions(change, live, library))
    pairs = list(zip(evaluate(without.answer, questions), evaluate(matcher.answer, questions), strict=True))
    stolen = [_shift(before, after) for before, after in pairs if before.gold.ids and _loses(before, after)]
    leaked = [_shift(before, after) for before, after in pairs if not before.gold.ids and _leaks(before, after)]
    served = [(before.verdict, after.verdict) for before, after in pairs if before.gold.ids]
    found, instead = _effect(change, matcher)
    return Report(
        asked=len(questions),
        stolen=tuple(stolen[:KEPT]),
        leaked=tuple(leaked[:KEPT]),
        stolen_count=len(stolen),
        leaked_count=len(leaked),
        asked_back=sum(pair == (Verdict.RIGHT, Verdict.AMONG) for pair in served),
        better=sum(_is_better(before, after) for before, after in pairs),
        found=found,
        instead=instead,
    )


def _questions(change: Change, live: Iterable[Change], library: Library) -> Iterator[GoldQuestion]:
    yield from library.questions
    for decoy in library.decoys:
        if change.what is not What.DECOY or decoy != change.text:
            yield GoldQuestion(decoy, ())
    for other in live:
        if other.what in (What.PHRASING, What.ENTRY) and other.text and other.entry in library.recommendations:
            yield GoldQuestion(other.text, (other.entry,))


def _loses(before: Judged, after: Judged) -> bool:
    """The right answer is no longer to be seen, or no longer first, or a wrong one is given in its place."""
    if before.verdict in SERVED:
        return after.verdict not in SERVED or (before.place == 1 and after.place != 1)
    return after.verdict is Verdict.WRONG and before.verdict is not Verdict.WRONG


def _leaks(before: Judged, after: Judged) -> bool:
    return _QUIET.get(after.verdict, _QUIETEST) < _QUIET.get(before.verdict, _QUIETEST)


def _is_better(before: Judged, after: Judged) -> bool:
    if not before.gold.ids:
        return _leaks(after, before)
    return _loses(after, before) or (before.verdict, after.verdict) == (Verdict.AMONG, Verdict.RIGHT)


def _shift(before: Judged, after: Judged) -> Shift:
    return Shift(
        before.gold.question, _shown(before.answer), _shown(after.answer), after.answer.outcome is Outcome.ANSWER
    )


def _shown(answer: Answer) -> str:
    """The first entry that a person gets to see."""
    shown = answer.outcome in (Outcome.ANSWER, Outcome.CLARIFY)
    return answer.hits[0].id if shown and answer.hits else ""


def _effect(change: Change, matcher: Matcher) -> tuple[bool, str]:
    """Whether its own wording now gets what it should, and what it gets if not."""
    if change.what is What.DECOY:
        answer = matcher.answer(change.text)
        return _shown(answer) == "", _shown(answer)
    answers = [matcher.answer(text) for text in (change.text, change.title) if text]
    missed = [answer for answer in answers if not _finds(answer, change.entry)]
    return not missed, _shown(missed[0]) if missed else ""


def _finds(answer: Answer, entry: str) -> bool:
    offered: Sequence[str] = [hit.id for hit in answer.offered]
    return _shown(answer) == entry or (answer.outcome is Outcome.CLARIFY and entry in offered)
