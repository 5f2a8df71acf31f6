"""A collection with the changes in it, as files again: what did not change stays as it is, byte by byte.

New texts are put where they belong, in the style of the files. An entry is written anew only where no line can be put
into it: because it got other words, or because it is written in brackets.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from knowledge.entries import Library, Occasion, Recommendation
from knowledge.fields import BESIDE, DECOYS, FOLDER, OCCASIONS
from knowledge.pages import Page
from knowledge.rendering import entry_lines, item_line, occasion_lines

Entries = Mapping[str, Recommendation]


def exported(directory: Path, library: Library, merged: Library) -> dict[str, bytes]:
    """The files of the collection in `directory`, by name, with what `merged` has and `library`, which was loaded from
    there, has not. Raises OSError."""
    files = {name: (directory / name).read_bytes() for name in _names(directory)}
    before, after = library.recommendations, merged.recommendations
    for name in [name for name in files if name.startswith(FOLDER)]:
        files[name] = _page_with(Page.of(files[name]), before, after).written()
    for entry in _without_area(before, after):
        name = f"{FOLDER}/{entry.id}.yaml"
        files[name] = ("\n".join(entry_lines(entry)) + "\n").encode()
    if decoys := merged.decoys[len(library.decoys) :]:
        page = Page.of(files.get(DECOYS, b""))
        page.append_items([item_line(text) for text in decoys], [item_line(text) for text in merged.decoys])
        files[DECOYS] = page.written()
    if occasions := merged.occasions[len(library.occasions) :]:
        page = Page.of(files.get(OCCASIONS, b""))
        page.append_items(_apart(occasions, first=not library.occasions), _apart(merged.occasions))
        files[OCCASIONS] = page.written()
    return files


def _apart(occasions: Iterable[Occasion], first: bool = True) -> list[str]:
    """Items with a blank line before each; the first one of a file has none."""
    lines = [line for one in occasions for line in ("", *occasion_lines(one))]
    return lines[1:] if first else lines


def _names(directory: Path) -> Iterator[str]:
    """What a collection consists of, with the schemas that its files name."""
    yield from (f"{FOLDER}/{path.name}" for path in sorted((directory / FOLDER).glob("*.yaml")))
    yield from (name for name in BESIDE if (directory / name).is_file())
    yield from (path.name for path in sorted(directory.glob("*.schema.json")))


def _without_area(before: Entries, after: Entries) -> list[Recommendation]:
    """New entries of areas that no file has."""
    areas = {entry.area for entry in before.values()}
    return [entry for id_, entry in after.items() if id_ not in before and entry.area not in areas]


def _newcomers(before: Entries, after: Entries) -> dict[str, list[Recommendation]]:
    """New entries, by the id of the last one that their area had before: behind that they belong."""
    last = {entry.area: entry.id for entry in before.values()}
    followers: dict[str, list[Recommendation]] = {}
    for id_, entry in after.items():
        if id_ not in before and entry.area in last:
            followers.setdefault(last[entry.area], []).append(entry)
    return followers


def _page_with(page: "Page", before: Entries, after: Entries) -> "Page":
    """The page with the changes in those entries that stand on it."""
    newcomers = _newcomers(before, after)
    touched = [id_ for id_ in page.entries if after[id_] != before[id_] or id_ in newcomers]
    if touched and page.in_brackets:
        ids = [one for id_ in page.entries for one in (id_, *(new.id for new in newcomers.get(id_, ())))]
        page.write_anew([line for id_ in ids for line in entry_lines(after[id_])])
        return page
    for id_ in reversed(touched):  # from below, so that the places above stay true
        page.insert(page.end_of(id_), [line for new in newcomers.get(id_, ()) for line in ("", *page.rendered(new))])
        page.update(id_, before[id_], after[id_])
    return page
