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


def report_html(change: Change, report: Report, library: Library) -> str:
    def title(entry: str) -> str:
        found = library.recommendations.get(entry)
        return found.title if found else change.title if entry == change.entry else ""

    stolen = report.stolen[: SHOWN - min(len(report.leaked), LEAST)]
    leaked = report.leaked[: SHOWN - len(stolen)]
    return paragraphs(
        plain(report_texts.harmless(report)) if report.harmless else "",
        _listed(
            report_texts.stolen_heading(report.stolen_count),
            stolen,
            report.stolen_count,
            lambda shift: report_texts.stolen_line(shift, title(shift.before), title(shift.after)),
        ),
        _listed(
            report_texts.leaked_heading(report.leaked_count),
            leaked,
            report.leaked_count,
            lambda shift: report_texts.leaked_line(shift, title(shift.after) or texts.NO_ENTRY),
        ),
        plain(report_texts.asked_back(report.asked_back)) if report.asked_back else "",
        plain(report_texts.better(report.better)) if report.better else "",
        plain(texts.FOUND[change.what] if report.found else report_texts.not_found(change.what, title(report.instead))),
    )


def _listed(heading: str, shown: Sequence[Shift], count: int, line: Callable[[Shift], str]) -> str:
    if not count:
        return ""
    rest = [plain(report_texts.rest(count - len(shown)))] if count > len(shown) else []
    return lines([plain(heading), *(plain(line(shift)) for shift in shown), *rest])
