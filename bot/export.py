"""`export-knowledge`: what team leads changed, as files of a collection, to be reviewed and kept like all its texts.

Only reads the database; a bot may run beside it.
"""

import asyncio
import sys
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.settings import SettingsError, read_settings
from bot.storage.engine import DatabaseUrlError, Storage, async_url
from knowledge import library
from knowledge.curation import merge
from knowledge.export import exported
from knowledge.faults import CollectionError
from knowledge.fields import BESIDE, FOLDER
from scheduler.curations import Curation, changes_of

DONE, FAILED, MISUSED = 0, 1, 2


class NotExported(Exception):
    """The message says why, and what to do."""


def export_knowledge(directory: Path, knowledge: Path | None, database_url: str | None) -> int:
    """The exit code. Without arguments collection and database are those of the bot's settings."""
    try:
        settings = read_settings()
        source = knowledge or settings.knowledge_dir
        live = asyncio.run(_live(_present(database_url or settings.database)))
        sys.stdout.write(f"{_export(source, directory, live)}\n")
    except (SettingsError, NotExported) as error:
        sys.stderr.write(f"{error}\n")
        return MISUSED
    except OSError as error:
        sys.stderr.write(f"{error.filename or directory}: {error.strerror}; nothing else was written.\n")
        return FAILED
    return DONE


def _present(url: str) -> str:
    """SQLite would make a file that is not there."""
    try:
        parsed = make_url(async_url(url))
    except DatabaseUrlError as error:
        raise NotExported(f"The database can't be opened: {error}") from None
    if parsed.drivername.startswith("sqlite") and not Path(parsed.database or "").is_file():
        raise NotExported(f"There is no database {parsed.database}; check DATA_DIR or name it with --database-url.")
    return url


async def _live(url: str) -> list[Curation]:
    storage = Storage(url)
    try:
        async with storage.look() as records:
            return await records.curations.live()
    except (SQLAlchemyError, OSError) as error:
        reason = type(getattr(error, "orig", None) or error).__name__
        raise NotExported(
            f"The database can't be read ({reason}); check its URL, and start this version of the bot once so that the "
            "database is up to date."
        ) from None
    finally:
        await storage.close()


def _export(source: Path, directory: Path, live: list[Curation]) -> str:
    try:
        before = library.load(source)
    except CollectionError as error:
        raise NotExported(f"The collection in {source} has faults:\n{error}") from None
    changes, unknown = changes_of(live)
    merged = merge(before, changes)
    files = exported(source, before, merged.library)
    _refuse(directory, files)
    for name, content in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
    written = len(changes) - len(merged.skipped)
    lines = [f"Wrote the collection with {_changes(written)} to {directory}. Check it: check --knowledge {directory}"]
    for number, misfit in merged.skipped.items():
        lines.append(f"Left out change {number}: {_REASONS[misfit]}")
    lines += [f"Left out change {number}: this version of the program does not know its kind" for number in unknown]
    return "\n".join(lines)


def _changes(number: int) -> str:
    return "1 change" if number == 1 else f"{number} changes"


_REASONS = {
    "gone": "the entry it belongs to is not in this collection",
    "stands": "this collection says just that already",
    "taken": "its wording stands elsewhere in this collection by now",
    "faulty": "no file could hold it",
}


def _refuse(directory: Path, files: dict[str, bytes]) -> None:
    """Nothing is overwritten but a collection, and none whose other files would be mixed with these."""
    if not directory.exists() or (directory.is_dir() and not any(directory.iterdir())):
        return
    if not (directory / FOLDER).is_dir():
        raise NotExported(
            f"{directory} is not empty and no collection (it has no folder {FOLDER}); name an empty folder, or the "
            "collection that is to be brought up to date."
        )
    there = {f"{FOLDER}/{path.name}" for path in (directory / FOLDER).glob("*.yaml")}
    there |= {name for name in BESIDE if (directory / name).exists()}
    if others := sorted(there - set(files)):
        raise NotExported(
            f"{directory} has files that the bot's collection has not: {', '.join(others)}. Name an empty folder, or "
            "name the collection that the bot runs with --knowledge."
        )
