"""`python -m tests.benchmarks.matching`: the matching beside what one could have taken instead.

Quality and time on the shipped collection, growth, and `ask` as a whole process. Times differ from machine to machine
and with whatever else runs there; the ratios are what counts.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from knowledge.entries import GoldQuestion, Library
from knowledge.evaluation import parse
from knowledge.library import load
from tests.benchmarks import command
from tests.benchmarks.comparison import compare, outcomes
from tests.benchmarks.growth import SIZES, show_growth
from tests.benchmarks.tables import ratio, show

_GROWTH_QUESTIONS = 60


def main(argv: Sequence[str] | None = None) -> None:
    options = _options(argv)
    library = load()
    name, questions = _questions(options.questions, library)
    compare(name, library, questions, options.rounds)
    outcomes({name: (library, questions)})
    if not options.short:
        show_command(questions[0].question)
        answerable = [question for question in questions if question.ids]
        show_growth(library, answerable[:: max(1, len(answerable) // _GROWTH_QUESTIONS)], SIZES)


def show_command(question: str, runs: int = command.RUNS) -> None:
    measured = command.measured(question, runs)
    bare, _ = measured["python alone"]
    rows = [(name, f"{took:.0f}", ratio(took / bare), f"{held:.0f}") for name, (took, held) in measured.items()]
    show("A whole process, from start to end", ("command", "median ms", "to python alone", "peak MB"), rows)


def _questions(file: Path | None, library: Library) -> tuple[str, Sequence[GoldQuestion]]:
    if file is None:
        return "questions.yaml", library.questions
    return file.name, parse(file.read_text(encoding="utf-8").split("\n"), library.recommendations)


def _options(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser("matching", description="The matching beside BM25, token_set_ratio and character TF-IDF.")
    parser.add_argument(
        "--questions", type=Path, metavar="FILE", help="tab separated: question, right ids (or -), style"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often every question is timed")
    parser.add_argument("--short", action="store_true", help="neither growth nor whole processes")
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
