"""Everything that is stored about somebody, to be read: in lines, and in as many messages as it takes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from handlers.portions import LIMIT, portions, units
from handlers.screens import bold, lines, plain
from handlers.texts import privacy as texts
from handlers.texts.dates import clock_name, day_name, month_name
from handlers.texts.times import days_named, hour_name
from knowledge.entries import Library
from scheduler.calendar import BERLIN, BUNDESLAENDER
from scheduler.stores.exports import Export, Row
from scheduler.tour import END


def pages(export: Export, library: Library) -> list[str]:
    """As HTML. One page at least, if it only says that there is nothing. Steps of the tour are called by their titles,
    as far as `library` knows them."""
    titles = {step.id: texts.titled(step.title) for step in library.onboarding.steps}
    pieces = (piece for block in _blocks(export, titles) for piece in _divided(block))
    return portions(pieces) or [plain(texts.NOTHING)]


def _divided(block: str) -> Iterator[str]:
    """What belongs together stays so, unless it is longer than a message: then its lines come one by one."""
    first, *others = block.split("\n") if units(block) > LIMIT else [block]
    yield f"\n\n{first}"
    yield from (f"\n{line}" for line in others)


def total_of(export: Export, table: str) -> int:
    return len(export.get(table, ()))


def _blocks(export: Export, titles: Mapping[str, str]) -> Iterator[str]:
    """What is only counted comes last: its numbers grow while the messages are on their way."""
    for table in sorted(export, key=lambda name: name in texts.COUNTED):
        rows, heading = export[table], bold(texts.TABLES.get(table, table))
        if not rows:
            continue
        if table in texts.COUNTED or table not in texts.COLUMNS:
            yield lines([heading, plain(texts.counted(len(rows)))])
        else:
            yield from _described(heading, table, rows, titles)


def _described(heading: str, table: str, rows: Sequence[Row], titles: Mapping[str, str]) -> Iterator[str]:
    for number, row in enumerate(rows):
        described = [
            plain(f"{label}: {said}")
            for column, label in texts.COLUMNS[table].items()
            if row.get(column) is not None and (said := _say(column, row[column], titles))
        ]
        yield lines([heading, *described] if number == 0 else described)


def _say(column: str, value: object, titles: Mapping[str, str]) -> str:
    """A value as a person reads it; "" is nothing worth a line."""
    match value:
        case bool():
            return texts.YES if value else texts.NO
        case datetime():
            local = value.astimezone(BERLIN)
            return f"{day_name(local.date(), year=True)}, {clock_name(local.time())}"
        case date():
            return day_name(value, year=True)
        case str() if column == "days":
            return days_named([int(day) for day in value.split()])
        case str() if column == "bundesland":
            return BUNDESLAENDER.get(value, value)
        case str() if column in ("kind", "state", "muted"):
            return ", ".join(texts.VALUES.get(word, word) for word in value.split())
        case str() if column in ("tour_done", "tour_passed", "tour_at"):
            return ", ".join(titles.get(step, step) for step in value.split() if step != END)
        case str() if column == "subject":
            return texts.TOUR_END if value == END else titles.get(value, value)
        case str() if column == "role":
            return texts.VALUES.get(value, value)
        case str() if column == "season_months":
            return ", ".join(month_name(int(month)) for month in value.split())
        case int() if column == "hour":
            return hour_name(value)
    return str(value)
