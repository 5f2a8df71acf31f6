"""What a check says about a change, in words: which questions would be answered worse."""

from collections.abc import Callable, Sequence

from handlers.screens import lines, paragraphs, plain
from handlers.texts import curation as texts
from handlers.texts import curation_report as report_texts
from knowledge.changes import Change
from knowledge.entries import Library
from knowledge.gate import Report, Shift

SHOWN = 10
"""Questions of both sorts together, so that all of it fits a message."""
LEAST = 3
"""So many of the second sort, however many there are of the first."""


def has_more(report: Report) -> bool:
    """Than `report_html` can show."""
    return report.stolen_count + report.leaked_count > SHOWN


def pages_of(report: Report) -> int:
    return -(-(len(report.stolen) + len(report.leaked)) // SHOWN) or 1


def report_html(change: Change, report: Report, library: Library) -> str:
    """At a glance: the first questions of both sorts."""
    stolen = report.stolen[: SHOWN - min(len(report.leaked), LEAST)]
    leaked = report.leaked[: SHOWN - len(stolen)]
    rest = report.stolen_count - len(stolen), report.leaked_count - len(leaked)
    title = _titles(change, library)
    return paragraphs(
        plain(report_texts.harmless(report)) if report.harmless else "",
        _stolen(report, stolen, rest[0], title),
        _leaked(report, leaked, rest[1], title),
        _besides(change, report, title),
    )


def page_html(change: Change, report: Report, library: Library, page: int) -> str:
    """One page after the other, until every question has been read that is kept."""
    if not has_more(report):
        return report_html(change, report, library)
    first, last, title = page * SHOWN, page == pages_of(report) - 1, _titles(change, library)
    stolen = report.stolen[first : first + SHOWN]
    begin = max(first - len(report.stolen), 0)
    leaked = report.leaked[begin : begin + SHOWN - len(stolen)]
    rest = report.stolen_count - len(report.stolen), report.leaked_count - len(report.leaked)
    return paragraphs(
        _stolen(report, stolen, rest[0] if last else 0, title) if stolen or last else "",
        _leaked(report, leaked, rest[1] if last else 0, title) if leaked or last else "",
        _besides(change, report, title) if last else "",
    )


def _besides(change: Change, report: Report, title: Callable[[str], str]) -> str:
    return paragraphs(
        plain(report_texts.asked_back(report.asked_back)) if report.asked_back else "",
        plain(report_texts.better(report.better)) if report.better else "",
        plain(texts.FOUND[change.what] if report.found else report_texts.not_found(change.what, title(report.instead))),
    )


def _titles(change: Change, library: Library) -> Callable[[str], str]:
    def title(entry: str) -> str:
        found = library.recommendations.get(entry)
        return found.title if found else change.title if entry == change.entry else ""

    return title


def _stolen(report: Report, shown: Sequence[Shift], rest: int, title: Callable[[str], str]) -> str:
    told = (report_texts.stolen_line(shift, title(shift.before), title(shift.after)) for shift in shown)
    return _listed(report_texts.stolen_heading(report.stolen_count), list(told), rest)


def _leaked(report: Report, shown: Sequence[Shift], rest: int, title: Callable[[str], str]) -> str:
    told = (report_texts.leaked_line(shift, title(shift.after) or texts.NO_ENTRY) for shift in shown)
    return _listed(report_texts.leaked_heading(report.leaked_count), list(told), rest)


def _listed(heading: str, told: Sequence[str], rest: int) -> str:
    if not told and not rest:
        return ""
    return lines([plain(heading), *map(plain, told), *([plain(report_texts.rest(rest))] if rest else [])])
