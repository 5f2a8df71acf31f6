"""Thresholds written down for a quick start: only ever those that would be computed."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.calibration import computed
from knowledge.entries import Library
from knowledge.library import load
from knowledge.memory import digest, remember, remembered
from knowledge.ranking import Ranking
from knowledge.smalltalk import SmalltalkRules
from knowledge.thresholds import Thresholds

LIBRARY = load()


def test_the_shipped_ones_are_up_to_date() -> None:
    """If this fails, the collection or the engine has changed: `python -m knowledge.memory` writes them anew."""
    known = remembered(LIBRARY)
    assert known == computed(LIBRARY, Ranking(LIBRARY), SmalltalkRules(LIBRARY.smalltalk))


@pytest.mark.parametrize(
    "changed",
    [
        replace(LIBRARY, decoys=LIBRARY.decoys[1:]),
        replace(LIBRARY, questions=LIBRARY.questions[1:]),
        replace(LIBRARY, smalltalk=LIBRARY.smalltalk[1:]),
        replace(LIBRARY, recommendations=dict(list(LIBRARY.recommendations.items())[1:])),
    ],
    ids=["decoys", "questions", "smalltalk", "recommendations"],
)
def test_any_change_makes_them_unknown(changed: Library) -> None:
    assert digest(changed) != digest(LIBRARY)
    assert remembered(changed) is None


def test_they_are_read_back_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "thresholds.json"
    remember(LIBRARY, Thresholds(0.1 + 0.2, 0.3), file)
    assert remembered(LIBRARY, file) == Thresholds(0.1 + 0.2, 0.3)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"digest": 5}', "\ufffd"])
def test_a_broken_file_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "thresholds.json"
    file.write_text(content, encoding="utf-8")
    assert remembered(LIBRARY, file) is None
    assert remembered(LIBRARY, tmp_path / "missing.json") is None
