"""Readers of FAQ sets that others have published: each becomes a library, and questions that it has not seen."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import yaml

from knowledge import german
from knowledge.entries import GoldQuestion, Library, Recommendation

_FEWEST_EXAMPLES = 6
_HEADING = "## intent:"
_ENTITY = re.compile(r"\[([^\]]+)\](?:\{[^}]*\}|\([^)]*\))")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class FaqSet:
    """`unlike` are questions, each with an entry that somebody judged not to answer it."""

    name: str
    library: Library
    questions: tuple[GoldQuestion, ...]
    unlike: tuple[tuple[str, str], ...] = ()

    def without_every(self, number: int) -> "FaqSet":
        """Every so manyth entry is missing: what was asked about it is a question that nothing answers."""
        entries = [entry for place, entry in enumerate(self.library.recommendations.values(), 1) if place % number]
        library = _library(entries)
        questions = tuple(
            GoldQuestion(question.question, tuple(id_ for id_ in question.ids if id_ in library.recommendations))
            for question in self.questions
        )
        return FaqSet(f"{self.name}, every {number}th entry missing", library, questions)


def read_pairs(pairs: Path, answers: Path | None = None) -> FaqSet:
    """Pairs of questions, judged similar (1) or not (0): the first ones are entries, the second ones are asked."""
    written = _answers(answers) if answers else {}
    judged = [(row["question_1"].strip(), row["question_2"].strip(), row["similar"]) for row in _rows(pairs, ",")]
    ids = {title: f"entry-{number}" for number, title in enumerate(dict.fromkeys(first for first, _, _ in judged))}
    right = _grouped((second, ids[first]) for first, second, similar in judged if similar == "1")
    entries = [Recommendation(id_, title, written.get(title, title), area="faq") for title, id_ in ids.items()]
    return FaqSet(
        pairs.name,
        _library(entries),
        tuple(GoldQuestion(question, tuple(dict.fromkeys(found))) for question, found in right.items()),
        tuple((second, ids[first]) for first, second, similar in judged if similar == "0"),
    )


def read_intents(examples: Path, domain: Path, most_phrasings: int | None = None) -> FaqSet:
    """Rasa's Markdown: of an intent's examples, every other one is known and the rest is asked."""
    responses = yaml.safe_load(domain.read_text(encoding="utf-8"))["responses"]
    intents = {id_: _distinct(lines) for id_, lines in _grouped(_examples(examples)).items()}
    large = {id_: lines for id_, lines in intents.items() if len(lines) >= _FEWEST_EXAMPLES}
    entries = [
        Recommendation(
            id=id_,
            title=lines[0],
            answer=_response(responses.get(f"utter_{id_}")) or lines[0],
            area="faq",
            phrasings=tuple(lines[2::2][:most_phrasings]),
        )
        for id_, lines in large.items()
    ]
    owners = _grouped((_plain(line), id_) for id_, lines in large.items() for line in lines)
    asked = {_plain(line): line for lines in large.values() for line in lines[1::2]}
    questions = tuple(GoldQuestion(line, tuple(owners[plain])) for plain, line in asked.items())
    return FaqSet(examples.name, _library(entries), questions)


def _library(entries: Iterable[Recommendation]) -> Library:
    return Library(MappingProxyType({entry.id: entry for entry in entries}))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _rows(file: Path, delimiter: str) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


def _answers(file: Path) -> dict[str, str]:
    return {row["question"].strip(): row["answer"].strip() for row in _rows(file, "\t") if row["lang"] == "de"}


def _examples(file: Path) -> Iterator[tuple[str, str]]:
    """Intents and their lines, without the marks of entities."""
    intent = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            intent = line.removeprefix(_HEADING).strip() if line.startswith(_HEADING) else ""
        elif intent and line.startswith("- "):
            yield intent, _ENTITY.sub(r"\1", line[2:]).strip()


def _distinct(lines: Iterable[str]) -> list[str]:
    """What differs in case and punctuation only is one line."""
    first: dict[str, str] = {}
    for line in lines:
        first.setdefault(_plain(line), line)
    return [line for plain, line in first.items() if plain]


def _plain(line: str) -> str:
    return " ".join(german.words(line))


def _response(variants: object) -> str:
    """The text of the first variant, which may stand anywhere in it; without tags."""
    found = list(_texts(variants))
    return _TAG.sub(" ", found[0]).strip() if found else ""


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, Mapping):
        yield from (value for key, value in node.items() if key == "text" and isinstance(value, str) and value.strip())
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _texts(part)
