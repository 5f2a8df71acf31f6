"""`python -m tests.benchmarks.foreign`: collections that nobody here wrote, which is the fair test of the engine.

Two sets, both German and free, neither part of this repository; fetch the files and name them on the command line:

- COVID-QA by deepset (`deepset-ai/COVID-QA` on GitHub, Apache-2.0): `data/eval_question_similarity_de.csv` is for
  `--pairs`, `data/faqs/faq_200327.tsv` for `--answers`. Entries with a title, three in four with an answer, and nothing
  else; asked in other words by other people. Several entries say nearly the same and one of them counts as right, so
  that no engine gets far.
- The demonstration bot of ROBO.AI (`robo-ai/roboai-demo-faq-chatbot` on GitHub, branch `migration`, MIT): `--intents`
  and `--domain` are `data/nlu.md` and `domain.yml` in `bot/languages/de`. Intents with many examples, of which every
  other one is known and the rest is asked; half of the intents are smalltalk.

No smalltalk, decoys or gold questions of ours are used, so the thresholds come from the sets' own phrasings or are the
careful ones. For strays, every fifth entry is left out and what was asked about it is asked nevertheless.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.comparison import compare, outcomes
from tests.benchmarks.engines import available
from tests.benchmarks.faq_sets import FaqSet, read_intents, read_pairs
from tests.benchmarks.tables import share, show

_MISSING = 5


def main(argv: Sequence[str] | None = None) -> None:
    options = _options(argv)
    for faq_set in _sets(options):
        compare(faq_set.name, faq_set.library, faq_set.questions, options.rounds)
        if faq_set.unlike:
            _show_unlike(faq_set)
        cases = (faq_set, faq_set.without_every(_MISSING))
        outcomes({case.name: (case.library, case.questions) for case in cases})


def _show_unlike(faq_set: FaqSet) -> None:
    """How often the entry is first that somebody judged not to answer the question."""
    rows = []
    for name, build in available().items():
        engine = build(faq_set.library)
        firsts = [engine.rank(question)[:1] == [id_] for question, id_ in faq_set.unlike]
        rows.append((name, share(sum(firsts) / len(firsts))))
    show(f"{len(faq_set.unlike)} pairs judged not similar", ("engine", "first nevertheless"), rows)


def _sets(options: Namespace) -> Iterator[FaqSet]:
    if options.pairs:
        yield read_pairs(options.pairs, options.answers)
    if options.intents:
        yield read_intents(options.intents, options.domain, options.most_phrasings)


def _options(argv: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser("foreign", description="The matching on German FAQ sets that others have published.")
    parser.add_argument("--pairs", type=Path, metavar="CSV", help="columns question_1, question_2, similar")
    parser.add_argument("--answers", type=Path, metavar="TSV", help="columns question, answer, lang, for --pairs")
    parser.add_argument("--intents", type=Path, metavar="MD", help="examples of intents in Rasa's Markdown")
    parser.add_argument("--domain", type=Path, metavar="YML", help="Rasa's domain with the answers, for --intents")
    parser.add_argument("--most-phrasings", type=int, metavar="N", help="so many known examples an intent at most")
    parser.add_argument("--rounds", type=int, default=3, help="how often every question is timed")
    options = parser.parse_args(argv)
    if bool(options.intents) != bool(options.domain):
        parser.error("--intents and --domain belong together")
    if not (options.pairs or options.intents):
        parser.error("name --pairs, or --intents and --domain")
    return options


if __name__ == "__main__":
    main()
