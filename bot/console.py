"""The command line beside the bot: ask a question, check a collection, evaluate the matching.

Starts light: no Telegram, no SQL, no settings. What a user would read is German, what an operator reads is English.
"""

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from pathlib import Path
from re import sub
from time import perf_counter

from knowledge import library
from knowledge.answers import Answer, Outcome
from knowledge.entries import GoldQuestion, Library
from knowledge.evaluation import (
    SMALLTALK,
    Judged,
    QuestionFileError,
    Verdict,
    by_style,
    evaluate,
    figures,
    outright_right,
    parse,
)
from knowledge.faults import CollectionError
from knowledge.matcher import Matcher

FAILED, MISUSED = 1, 2


class Unusable(Exception):
    """Something given on the command line that can't be used; the message says what and why."""


def ask(options: Namespace) -> int:
    questions = list(_questions(options))
    collection = _load(options.knowledge)
    matcher = Matcher(collection)
    for question in questions:
        started = perf_counter()
        answer = matcher.answer(question)
        elapsed = (perf_counter() - started) * 1000
        if options.json:
            print(_as_json(answer, elapsed))
        else:
            _print_aloud(answer, collection, with_question=len(questions) > 1)
    return 0


def check(options: Namespace) -> int:
    try:
        collection = library.load(options.knowledge)
    except CollectionError as error:
        print("\n".join(map(str, error.faults)))
        return FAILED
    print(_summary(collection))
    return 0


def evaluate_file(options: Namespace) -> int:
    collection = _load(options.knowledge)
    questions = _gold_questions(options.file, collection)
    judged = evaluate(Matcher(collection).answer, questions)
    print("\n".join(_report(judged)))
    return 0


def read_aloud(answer: Answer, collection: Library) -> str:
    """The answer as the bot would send it: its text, and its keys in brackets below."""
    # Only here, as with --json nothing of it is needed; each from its own module, as the other cards cost 6 MB.
    from handlers.cards.base import Showcase
    from handlers.cards.conversation import ClarifyCard, SmalltalkCard, UnknownCard
    from handlers.cards.entry import EntryCard

    match answer.outcome:
        case Outcome.ANSWER:
            screen = EntryCard(answer.hits[0].id).draw(Showcase(collection))
        case Outcome.CLARIFY:
            screen = ClarifyCard(tuple(hit.id for hit in answer.offered), turn=0).draw(Showcase(collection))
        case Outcome.UNKNOWN:
            screen = UnknownCard().draw(Showcase(collection))
        case Outcome.SMALLTALK:
            screen = SmalltalkCard(answer.topic).draw(Showcase(collection))
    keys = ["  ".join(f"[{key.label}]" for key in row) for row in screen.rows]
    return "\n".join([unescape(sub(r"</?[a-z][^>]*>", "", screen.html)).strip(), "", *keys]).strip()


def _print_aloud(answer: Answer, collection: Library, with_question: bool) -> None:
    if with_question:
        print(f"> {_printable(answer.question)}\n")
    print(_printable(read_aloud(answer, collection)), end="\n\n" if with_question else "\n")


def _as_json(answer: Answer, elapsed: float) -> str:
    hits = [
        {"id": hit.id, "title": hit.title, "confidence": hit.confidence} | ({"offered": True} if hit.offered else {})
        for hit in answer.hits
    ]
    line = {"question": answer.question, "outcome": answer.outcome.value, "hits": hits, "ms": round(elapsed, 2)}
    return _printable(json.dumps(line, ensure_ascii=False))


def _printable(text: str) -> str:
    """Half a surrogate pair can be typed but not printed."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _questions(options: Namespace) -> Iterator[str]:
    if options.batch is None:
        if options.question is None or not options.question.strip():
            raise Unusable('a question is needed: ask "..." or ask --batch FILE')
        yield options.question
        return
    if options.question is not None:
        raise Unusable("either a question or --batch FILE, not both")
    for number, line in enumerate(_lines(options.batch)):
        question = line.rstrip("\r\n").split("\t")[0]
        if question.strip() and not (number == 0 and question == "question"):
            yield question


def _lines(file: str) -> list[str]:
    """Of a file, or of standard input for `-`. Newlines only: some questions hold rarer line separators."""
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8-sig").split("\n")
    except OSError as error:
        raise Unusable(f"{file} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Unusable(f"{file} is no UTF-8 text (byte {error.start}); save it as UTF-8") from error


def _load(directory: Path) -> Library:
    try:
        return library.load(directory)
    except CollectionError as error:
        raise Unusable(f"the collection in {directory} has faults:\n{error}") from error


def _gold_questions(file: str, collection: Library) -> list[GoldQuestion]:
    try:
        return parse(_lines(file), collection.recommendations)
    except QuestionFileError as error:
        raise Unusable(f"{file}: {error}") from error


def _summary(collection: Library) -> str:
    phrasings = sum(len(entry.phrasings) for entry in collection.recommendations.values())
    return (
        f"No faults: {len(collection.recommendations)} recommendations with {phrasings} phrasings, "
        f"{len(collection.decoys)} decoys, {len(collection.smalltalk)} smalltalk topics, "
        f"{len(collection.questions)} gold questions."
    )


_HEADINGS = ("style", "n", "first", "first 3", "MRR", "right", "among", "beside", "wrong", "unknown", "talk")
_COLUMNS = (Verdict.RIGHT, Verdict.AMONG, Verdict.BESIDE, Verdict.WRONG, Verdict.REFUSED, Verdict.TALKED)


def _report(judged: Sequence[Judged]) -> Iterator[str]:
    in_scope = [one for one in judged if one.gold.ids]
    smalltalk = [one for one in judged if not one.gold.ids and one.gold.style == SMALLTALK]
    strays = [one for one in judged if not one.gold.ids and one.gold.style != SMALLTALK]
    yield "Questions that an entry answers"
    yield from _table(in_scope)
    yield "\nQuestions that none answers (wrong: answered outright; beside: buttons)"
    yield from _table([*strays, *smalltalk])
    yield "\nOutright answers that are right: " + _number(outright_right(judged))
    served = figures(in_scope).verdicts
    yield "Right outright or among the buttons: " + _number(served[Verdict.RIGHT] + served[Verdict.AMONG])
    yield from _leaks("Out of scope", strays)
    yield from _leaks("Smalltalk", smalltalk)
    yield from _errors(judged)


def _table(judged: Sequence[Judged]) -> Iterator[str]:
    yield _line(_HEADINGS)
    for style, group in by_style(judged).items():
        yield _row(style, group)
    yield _row("all", judged)


def _row(style: str, group: Sequence[Judged]) -> str:
    shares = figures(group)
    ranked = any(one.gold.ids for one in group)
    ranking = [_number(share) if ranked else "" for share in (shares.first, shares.first_three, shares.reciprocal)]
    return _line((style, str(shares.count), *ranking, *(_number(shares.verdicts[verdict]) for verdict in _COLUMNS)))


def _line(cells: Iterable[str]) -> str:
    style, *rest = cells
    return f"{style:<14}" + "".join(f"{cell:>9}" for cell in rest)


def _number(share: float) -> str:
    return f"{share:.3f}"


def _leaks(name: str, judged: Sequence[Judged]) -> Iterator[str]:
    verdicts = figures(judged).verdicts
    if judged:
        yield f"{name}: answered {_number(verdicts[Verdict.WRONG])}, offered {_number(verdicts[Verdict.BESIDE])}"


def _errors(judged: Iterable[Judged]) -> Iterator[str]:
    failed = [one for one in judged if one.failed]
    yield f"\nErrors ({len(failed)})"
    for one in failed:
        best = ", ".join(f"{hit.id} {hit.confidence:.2f}" for hit in one.answer.hits[:3])
        wanted = ", ".join(one.gold.ids) or "-"
        yield _printable(f"{one.verdict}: {one.gold.question}\n    wanted {wanted}\n    found  {best or '-'}")
