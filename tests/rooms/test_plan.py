"""ARCHITECTURE.md: every file of the rooms stands in its tree, under its own folder, and what it names exists."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLAN = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROOMS = ("bot", "handlers", "knowledge", "scheduler")
FOLDER = re.compile(r" *(\w+)/(?=\s|$)")
FILE = re.compile(r"(?<![\w*/.])[\w/.-]*\w\.(?:py|yaml|json|md|lock)\b")


def tree() -> list[str]:
    """The lines from the first room to the end of that block."""
    lines = PLAN.splitlines()
    first = next(number for number, line in enumerate(lines) if re.match(r"    \w+/ ", line))
    length = next(number for number, line in enumerate(lines[first:]) if not line.startswith("    "))
    return lines[first : first + length]


def listed() -> Iterator[str]:
    """The paths in the tree. A file belongs to the folder named last that is indented less than its line."""
    folders: list[tuple[int, str]] = []
    for line in tree():
        indent = len(line) - len(line.lstrip())
        while folders and folders[-1][0] >= indent:
            folders.pop()
        above = folders[-1][1] if folders else ""
        opened = FOLDER.match(line)
        if opened:
            above = f"{above}{opened[1]}/"
            folders.append((indent, above))
        yield from (above + name for name in FILE.findall(line))


def there() -> set[str]:
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return {str(path.relative_to(ROOT)) for path in files if path.name != "__init__.py"}


def test_every_file_of_the_rooms_stands_in_the_tree_under_its_folder() -> None:
    missing = [Path(path) for path in sorted(there() - set(listed()))]
    told = [f"ARCHITECTURE.md: add {path.name} to the lines under {path.parent}/, and what it is" for path in missing]
    assert not missing, "\n".join(told)


def test_the_tree_names_every_file_once_and_none_that_does_not_exist() -> None:
    wrong = [path for path in listed() if not (ROOT / path).is_file()]
    assert not wrong, "\n".join(f"ARCHITECTURE.md: there is no {path}, move it or drop it" for path in wrong)
    twice = [path for path, times in Counter(listed()).items() if times > 1]
    assert not twice, "\n".join(f"ARCHITECTURE.md: {path} is listed more than once, keep one" for path in twice)


def test_what_the_text_names_exists() -> None:
    text = PLAN.replace("\n".join(tree()), "")
    tops = [path for path in ROOT.iterdir() if not path.name.startswith(".")]
    files = [f"/{path.relative_to(ROOT)}" for top in tops for path in (top, *top.rglob("*")) if path.is_file()]
    wrong = [name for name in FILE.findall(text) if not any(path.endswith(f"/{name}") for path in files)]
    assert not wrong, f"ARCHITECTURE.md speaks of what does not exist: {', '.join(wrong)}"
