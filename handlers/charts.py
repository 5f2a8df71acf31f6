"""What the pictures of /statistik show, as values: panels of bars, every number of them rounded already."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.texts import statistics as texts
from knowledge.entries import Naming
from scheduler.overview import Figure, Overview, share
from scheduler.totals import Metric


@dataclass(frozen=True, slots=True)
class Bar:
    """`figure` is all a bar's length is drawn from; None, less than five, has always the same one."""

    label: str
    figure: Figure
    note: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """`upright`: one bar a week, labels below. Else bars lie below each other, each with its label above it. Bars of a
    panel have a colour and a hatch of their own where `told_apart`. `whole` is what they are parts of, if anything."""

    title: str
    bars: tuple[Bar, ...]
    upright: bool = False
    told_apart: bool = False
    whole: Figure = None


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture. `partial`: those outside the shown teams are not in it."""

    title: str
    whose: str
    span: str
    panels: tuple[Panel, ...]
    partial: bool = False

    @property
    def is_blank(self) -> bool:
        """Less than five of everything: there would be nothing to see."""
        return all(bar.figure is None for panel in self.panels for bar in panel.bars)


PAGES = ("asked", "answers", "reminders", "tour")
"""As they stand in buttons."""


def chart(page: str, overview: Overview, whose: str, naming: Naming) -> Chart:
    panels = {
        "asked": lambda: asked(overview, naming),
        "answers": lambda: answers(overview, naming),
        "reminders": lambda: reminders(overview),
        "tour": lambda: tour(overview),
    }[page]()
    filled = tuple(panel for panel in panels if panel.bars)
    span = texts.end_of(overview.weeks) if page == "tour" else texts.span(overview.weeks)
    partial = overview.tour_partial if page == "tour" else overview.partial
    return Chart(texts.PAGES[page], whose, span, filled, partial)


def asked(overview: Overview, naming: Naming) -> tuple[Panel, ...]:
    weekly = zip(overview.weeks, overview.weekly, strict=True)
    return (
        Panel(texts.WEEKLY, tuple(Bar(texts.week_label(week), figure) for week, figure in weekly), upright=True),
        Panel(texts.TOPICS, tuple(Bar(topic_name(topic, naming), figure) for topic, figure in overview.topics)),
    )


def answers(overview: Overview, naming: Naming) -> tuple[Panel, ...]:
    return (
        _parts(texts.OUTCOMES, overview, (Metric.ANSWERED, Metric.CLARIFIED, Metric.UNKNOWN)),
        _parts(texts.HELP, overview, (Metric.HELPFUL, Metric.UNHELPFUL)),
        Panel(texts.GAPS, tuple(Bar(gap_name(area, naming), figure) for area, figure in overview.gaps)),
    )


def reminders(overview: Overview) -> tuple[Panel, ...]:
    delivered = overview.count(Metric.BROADCAST_DELIVERED)
    copies = (_bar(overview, Metric.BROADCAST_DELIVERED), _bar(overview, Metric.BROADCAST_READ, delivered))
    sent = texts.sent(overview.count(Metric.BROADCASTS_SENT))
    return (
        _parts(texts.NUDGES, overview, (Metric.NUDGE_DONE, Metric.NUDGE_LATER, Metric.NUDGE_SKIPPED)),
        Panel(sent, copies, told_apart=True),
    )


def tour(overview: Overview) -> tuple[Panel, ...]:
    stages = zip(texts.STAGES, overview.tour, strict=bool(overview.tour))
    return (Panel(texts.TOUR, tuple(Bar(label, figure) for label, figure in stages)),)


def topic_name(topic: str, naming: Naming) -> str:
    area, _, kind = topic.partition("/")
    if not area:
        return texts.NO_TOPIC
    return f"{naming.area(area)}: {naming.kind(kind)}" if kind else naming.area(area)


def gap_name(area: str, naming: Naming) -> str:
    return texts.near(topic_name(area, naming)) if area else texts.NO_TOPIC


def _parts(title: str, overview: Overview, metrics: Sequence[Metric]) -> Panel:
    """Parts of a whole, with their share where it means something. The whole is the sum of rounded numbers, so that it
    tells no more than they do."""
    whole = sum(overview.count(metric) or 0 for metric in metrics)
    return Panel(
        title, tuple(_bar(overview, metric, whole) for metric in metrics), told_apart=True, whole=whole or None
    )


def _bar(overview: Overview, metric: Metric, whole: Figure = None) -> Bar:
    figure = overview.count(metric)
    percent = share(figure, whole)
    return Bar(texts.METRICS[metric], figure, "" if percent is None else texts.percent(percent))
