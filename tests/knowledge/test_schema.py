"""The schemas that editors use say the same as the loader."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from knowledge.faults import CollectionError
from knowledge.library import SHIPPED, load
from knowledge.schema import rendered, schemas, write
from tests.knowledge.written import collection

FILES = {
    "recommendation.schema.json": "recommendations/*.yaml",
    "decoys.schema.json": "decoys.yaml",
    "smalltalk.schema.json": "smalltalk.yaml",
    "questions.schema.json": "questions.yaml",
    "collection.schema.json": "collection.yaml",
    "onboarding.schema.json": "onboarding.yaml",
    "occasions.schema.json": "occasions.yaml",
    "contacts.schema.json": "contacts.yaml",
}
GOOD: dict[str, Any] = {"id": "eins", "title": "Eins", "answer": "Tu dies."}


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schemas()[name])


def test_there_is_a_schema_for_every_kind_of_file() -> None:
    assert set(schemas()) == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_committed_schema_is_the_generated_one(name: str) -> None:
    """After a change to `knowledge.fields`: python -m knowledge.schema"""
    assert (SHIPPED / name).read_text(encoding="utf-8") == rendered(schemas()[name])


def test_writing_makes_every_file(tmp_path: Path) -> None:
    write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_schema_is_valid_and_shipped_files_conform(name: str) -> None:
    Draft202012Validator.check_schema(schemas()[name])
    paths = list(SHIPPED.glob(FILES[name]))
    assert paths
    for path in paths:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert [
            f"{path.name} {error.json_path}: {error.message}" for error in validator(name).iter_errors(content)
        ] == []


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"steps": ["Eins."] * 4},
        {"title": "x" * 60},
        {"id": "x" * 40},
        {"related": ["zwei"]},
        {"phrasings": []},
        {"area": "Müll & Grün"},
    ],
)
def test_both_accept(change: dict[str, Any], tmp_path: Path) -> None:
    assert schema_accepts({**GOOD, **change})
    assert loader_accepts({**GOOD, **change}, tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        {"titel": "Eins"},
        {"steps": ["Eins."] * 5},
        {"steps": []},
        {"title": "x" * 61},
        {"title": "  "},
        {"title": None},
        {"id": "Eins"},
        {"id": "x" * 41},
        {"id": 1},
        {"answer": ["Tu dies."]},
        {"keywords": "presse"},
        {"phrasings": [112]},
    ],
)
def test_both_refuse(change: dict[str, Any], tmp_path: Path) -> None:
    assert not schema_accepts({**GOOD, **change})
    assert not loader_accepts({**GOOD, **change}, tmp_path)


OCCASION = {"id": "a", "title": "A", "when": "05-12", "why": "B.", "opening": "C."}
CONTACT = {"id": "a", "title": "A", "interval_weeks": 6, "why": "B.", "recommendation": "eins", "starter": "C."}
STEP = {"id": "a", "recommendation": "eins", "title": "A", "text": "B.", "task": "C.", "links": ["zwei"]}


@pytest.mark.parametrize(
    ("name", "content", "good"),
    [
        ("occasions", [OCCASION], True),
        ("occasions", [{**OCCASION, "lead_weeks": 52, "when": "last friday of may unless easter+40"}], True),
        ("occasions", [{**OCCASION, "lead_weeks": 0}], False),
        ("occasions", [{**OCCASION, "lead_weeks": 53}], False),
        ("occasions", [{**OCCASION, "lead_weeks": "6"}], False),
        ("occasions", [{**OCCASION, "lead_weeks": 1.5}], False),
        ("occasions", [{**OCCASION, "when": "05-32"}], False),
        ("occasions", [{**OCCASION, "when": "2027-06-12"}], True),
        ("occasions", [{**OCCASION, "when": "2028-02-29"}], True),
        ("occasions", [{**OCCASION, "when": "2027-02-29"}], False),
        ("occasions", [{**OCCASION, "when": "1999-06-12"}], False),
        ("onboarding", {"steps": [STEP], "summary": "D."}, True),
        ("onboarding", {}, True),
        ("onboarding", {"steps": []}, False),
        ("onboarding", {"steps": STEP}, False),
        ("onboarding", {"steps": [{**STEP, "links": []}]}, False),
        ("onboarding", {"steps": [{**STEP, "links": ["zwei", "drei", "vier", "funf"]}]}, False),
        ("contacts", [CONTACT], True),
        ("contacts", [{**CONTACT, "press": True}], True),
        ("contacts", [{**CONTACT, "press": "true"}], False),
        ("contacts", [{**CONTACT, "press": 1}], False),
    ],
)
def test_both_agree_on_the_files_beside(name: str, content: Any, good: bool, tmp_path: Path) -> None:
    files = {
        "a.yaml": "".join(
            f"- {{id: {id_}, title: T, answer: A.}}\n" for id_ in ("eins", "zwei", "drei", "vier", "funf")
        ),
        f"{name}.yaml": yaml.safe_dump(content, allow_unicode=True),
    }
    assert validator(f"{name}.schema.json").is_valid(content) is good
    assert accepts(collection(tmp_path, files)) is good


@pytest.mark.parametrize("field", GOOD)
def test_both_require(field: str, tmp_path: Path) -> None:
    entry = {name: value for name, value in GOOD.items() if name != field}
    assert not schema_accepts(entry)
    assert not loader_accepts(entry, tmp_path)


def schema_accepts(entry: dict[str, Any]) -> bool:
    return validator("recommendation.schema.json").is_valid([entry])


def loader_accepts(entry: dict[str, Any], directory: Path) -> bool:
    """Beside an entry `zwei`, to which others may be related."""
    folder = directory / "recommendations"
    folder.mkdir()
    entries = [entry, {"id": "zwei", "title": "Zwei", "answer": "Tu das."}]
    (folder / "a.yaml").write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    return accepts(directory)


def accepts(directory: Path) -> bool:
    try:
        load(directory)
    except CollectionError:
        return False
    return True
