"""The house's own rules, as far as no linter knows them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "knowledge", "scheduler")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
MAY_HOLD_GERMAN = re.compile(r"handlers/texts/\w+\.py|knowledge/german\.py")

# Words that a German sentence can hardly do without, and that no English one holds.
GERMAN = re.compile(r"\b(ich|nicht|und|oder|dein|deine|dir|bitte|keine|eine|das|ist|wir|schreib|frag)\b", re.IGNORECASE)
CLOCKS = re.compile(r"datetime\.now|datetime\.today|date\.today|time\.time\(|utcnow")
FORBIDDEN_NAMES = ("utils", "common", "const", "services", "manager", "helpers")


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """All string literals but docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [path for path in FILES if not MAY_HOLD_GERMAN.fullmatch(name_of(path))], ids=name_of)
def test_german_sentences_stand_where_they_belong(path: Path) -> None:
    found = [
        f"{line}: {text[:60]!r}"
        for line, text in strings(ast.parse(path.read_text(encoding="utf-8")))
        if len(text.split()) > 2 and len(GERMAN.findall(text)) > 1
    ]
    assert found == []


@pytest.mark.parametrize("path", [path for path in FILES if name_of(path) != "bot/clock.py"], ids=name_of)
def test_nobody_but_the_clock_reads_the_time(path: Path) -> None:
    assert CLOCKS.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [path for path in FILES if name_of(path).startswith("bot/")], ids=name_of)
def test_an_error_is_logged_without_its_text(path: Path) -> None:
    """`bot.faults.places(error)` says kind and place; its text may quote what somebody wrote, or a row's keys."""
    quoting = [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.keyword) and node.arg == "exc_info")
        or (isinstance(node, ast.Attribute) and re.fullmatch(r"log\w*\.exception|traceback\.\w+", ast.unparse(node)))
    ]
    assert quoting == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_stay_small_and_are_named_for_what_they_are(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    assert path.stem not in FORBIDDEN_NAMES


def test_every_package_is_installed_and_brings_its_data() -> None:
    """Auto-discovery is off (four packages at the top), so the list must keep up."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    there = {
        ".".join(path.parent.relative_to(ROOT).parts) for room in ROOMS for path in (ROOT / room).rglob("__init__.py")
    }
    assert set(project["tool"]["setuptools"]["packages"]) == there
    for package, patterns in project["tool"]["setuptools"]["package-data"].items():
        for pattern in patterns:
            assert list((ROOT / package.replace(".", "/")).glob(pattern)), f"{package}: {pattern} names nothing"


def test_lock_files_carry_no_addresses() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        assert "://" not in lock.read_text(encoding="utf-8")
