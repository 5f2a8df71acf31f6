"""Nothing that measures the matching from outside may stand in what is matched.

The ruler lies beside the project where it is developed, and nowhere else: elsewhere this is skipped.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from knowledge.german import words
from knowledge.library import load

RULER = Path(__file__).parents[3] / "shared" / "evals" / "fragen-dev.tsv"
TOO_CLOSE = 90


def plain(text: str) -> str:
    return " ".join(words(text))


def texts() -> Iterator[tuple[str, str]]:
    """What could have been copied. Keywords are the trade's words, small talk is everybody's."""
    library = load()
    for entry in library.recommendations.values():
        yield from ((entry.id, phrasing) for phrasing in entry.phrasings)
    yield from (("decoys.yaml", decoy) for decoy in library.decoys)
    yield from (("questions.yaml", gold.question) for gold in library.questions if gold.style != "smalltalk")


@pytest.mark.skipif(not RULER.exists(), reason="the ruler is not on this machine")
def test_no_line_of_the_ruler_is_known_beforehand() -> None:
    lines = RULER.read_text(encoding="utf-8").splitlines()[1:]
    ruler = [plain(line.split("\t")[0]) for line in lines if plain(line.split("\t")[0])]
    close = [
        (place, text, found[0])
        for place, text in texts()
        if (found := process.extractOne(plain(text), ruler, scorer=fuzz.token_sort_ratio, score_cutoff=TOO_CLOSE))
    ]
    assert close == []
