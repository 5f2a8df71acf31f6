"""Collections of any size whose texts look German: the shipped one, and variations on its entries.

Each variation is one entry rewritten about a few words of its own, half of them compounds that occur nowhere else, so
that the vocabulary grows as it does in life. The same seed makes the same collection.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from types import MappingProxyType

from knowledge.entries import Library, Recommendation

# Nouns and other long words carry what an entry is about; the short ones between them stay.
_CONTENT = re.compile(r"\b(?:[A-ZÄÖÜ][a-zäöüß]{4,}|[a-zäöüß]{8,})\b")
_TOPIC_WORDS = 16
_REPLACED = 0.6


def grown(library: Library, size: int, seed: int = 1) -> Library:
    """The first `size` entries of the library, and as many variations as are missing."""
    random = Random(seed)  # noqa: S311 - no secret, a sample
    entries = list(library.recommendations.values())
    vocabulary = sorted({word for entry in entries for word in _CONTENT.findall(" ".join(_texts(entry)))})
    variations = [
        _variation(random.choice(entries), f"variation-{number}", _topic(random, vocabulary), random)
        for number in range(size - len(entries))
    ]
    kept = {entry.id: entry for entry in [*entries[:size], *variations]}
    questions = tuple(question for question in library.questions if all(id_ in kept for id_ in question.ids))
    return replace(library, recommendations=MappingProxyType(kept), questions=questions)


def _texts(entry: Recommendation) -> tuple[str, ...]:
    return (entry.title, entry.answer, *entry.steps, *entry.keywords, *entry.phrasings)


def _topic(random: Random, vocabulary: Sequence[str]) -> list[str]:
    borrowed = random.choices(vocabulary, k=_TOPIC_WORDS // 2)
    compounds = [_compound(*random.choices(vocabulary, k=2)) for _ in range(_TOPIC_WORDS // 2)]
    return borrowed + compounds


def _compound(first: str, second: str) -> str:
    return f"{first.capitalize().removesuffix('en')}s{second.lower()}"


def _variation(entry: Recommendation, id_: str, topic: Sequence[str], random: Random) -> Recommendation:
    def other(word: re.Match[str]) -> str:
        return random.choice(topic) if random.random() < _REPLACED else word.group()

    def rewritten(text: str) -> str:
        return _CONTENT.sub(other, text)

    return replace(
        entry,
        id=id_,
        title=rewritten(entry.title),
        answer=rewritten(entry.answer),
        steps=_each(rewritten, entry.steps),
        keywords=_each(rewritten, entry.keywords),
        phrasings=_each(rewritten, entry.phrasings),
        related=(),
    )


def _each(rewrite: Callable[[str], str], texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(rewrite(text) for text in texts)
