"""The tables that both benchmarks print."""

from collections.abc import Mapping, Sequence
from random import Random

from knowledge.entries import GoldQuestion, Library
from knowledge.evaluation import Verdict, evaluate, figures, outright_right
from knowledge.matcher import Matcher
from tests.benchmarks.engines import available, missing
from tests.benchmarks.quality import qualities
from tests.benchmarks.tables import note, ratio, share, show
from tests.benchmarks.timing import timings

_TIMED = 200
_ROUNDS = 3


def compare(title: str, library: Library, questions: Sequence[GoldQuestion], rounds: int = _ROUNDS) -> None:
    """Every engine on the same texts and questions. `questions` may hold some without an answer: they are timed."""
    engines = {name: build(library) for name, build in available().items()}
    good = qualities(engines, questions)
    quick = timings(engines, timed(questions), rounds)
    rows = [
        (
            name,
            share(good[name].first),
            share(good[name].first_three),
            f"{quick[name].median:.2f}",
            f"{quick[name].p99:.2f}",
            ratio(quick[name].ratio),
        )
        for name in engines
    ]
    answerable = sum(bool(question.ids) for question in questions)
    headings = ("engine", "first", "first 3", "median ms", "p99 ms", "to token_set_ratio")
    show(f"{title}: {len(library.recommendations)} entries, {answerable} questions with an answer", headings, rows)
    if absent := missing():
        note(f"Not installed, so not compared: {', '.join(absent)} (dependency group bench)\n")


def timed(questions: Sequence[GoldQuestion], most: int = _TIMED) -> list[str]:
    """Enough questions to time, from everywhere in the list."""
    texts = [question.question for question in questions]
    return Random(1).sample(texts, min(most, len(texts)))  # noqa: S311 - no secret, a sample


def outcomes(cases: Mapping[str, tuple[Library, Sequence[GoldQuestion]]]) -> None:
    """What people would get from us: outright answers, buttons, nothing."""
    headings = (
        "ours",
        "outright",
        "of these right",
        "right or offered",
        "unknown",
        "strays outright",
        "strays offered",
    )
    show("Outcomes", headings, [(name, *_outcome(*case)) for name, case in cases.items()])


def _outcome(library: Library, questions: Sequence[GoldQuestion]) -> list[str]:
    judged = evaluate(Matcher(library).answer, questions)
    served = figures([one for one in judged if one.gold.ids]).verdicts
    strays = [one for one in judged if not one.gold.ids]
    stray = figures(strays).verdicts
    shares = [
        served[Verdict.RIGHT] + served[Verdict.WRONG],
        outright_right(judged),
        served[Verdict.RIGHT] + served[Verdict.AMONG],
        served[Verdict.REFUSED] + served[Verdict.TALKED],
    ]
    leaks = [share(stray[Verdict.WRONG]), share(stray[Verdict.BESIDE])] if strays else ["-", "-"]
    return [*map(share, shares), *leaks]
