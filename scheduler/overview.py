"""The totals of some weeks as they may be shown: rounded, and nothing besides."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scheduler.rounding import rounded
from scheduler.stores.totals import Total
from scheduler.totals import ABOUT_GROUPS, EVERYBODY, Metric
from scheduler.visibility import Sources

Figure = int | None
"""Rounded; None is "less than five"."""
Ranking = tuple[tuple[str, Figure], ...]
QUESTIONS = (Metric.ANSWERED, Metric.CLARIFIED, Metric.UNKNOWN)
STAGES = ((0, 0), (1, 3), (4, 6))
"""First and last number of steps of the tour. The next to last stage is what remains, the last all of them."""
MOST_TOPICS = 6


@dataclass(frozen=True, slots=True)
class Overview:
    """`weeks` are Mondays; `partial`: those outside the shown teams are not in it, as they are too few.

    `weekly` are questions of each week, `topics` the most frequent ones of those with an answer, `gaps` the areas that
    questions came nearest to which got none, or none that fitted. In both stands only what was asked five times or
    more. `tour` is how many people have come how far at the end of the last week, a figure a stage; none at all where
    they are too few to tell how they are spread out. `tour_partial` says of it what `partial` says of the rest.
    """

    weeks: tuple[date, ...]
    partial: bool
    weekly: tuple[Figure, ...]
    counts: tuple[tuple[Metric, Figure], ...]
    questions: Figure
    topics: Ranking
    gaps: Ranking
    tour: tuple[Figure, ...]
    tour_partial: bool = False

    def count(self, metric: Metric) -> Figure:
        return dict(self.counts)[metric]


def survey(totals: Sequence[Total], made_of: Sources, steps: int, tour_of: Sources) -> Overview:
    """`made_of` must have a week at least; totals of other weeks and teams are left out. `steps`: of the whole tour.
    `tour_of`: whose tour may be told of, at most of the last week."""
    counted = [each for each in totals if each.team_id in _rows_for(each.metric, made_of.get(each.week, ()))]
    weeks = tuple(made_of)
    return Overview(
        weeks,
        _is_partial(made_of),
        tuple(rounded(_sum(counted, QUESTIONS, week)) for week in weeks),
        tuple((metric, rounded(_sum(counted, [metric]))) for metric in Metric if metric not in ABOUT_GROUPS),
        rounded(_sum(counted, QUESTIONS)),
        _ranked(counted, (Metric.ANSWERED, Metric.CLARIFIED)),
        _ranked(_by_area(counted), (Metric.UNKNOWN, Metric.UNHELPFUL)),
        _tour([each for each in totals if each.team_id in tour_of.get(each.week, ())], steps) if tour_of else (),
        _is_partial(tour_of),
    )


def _is_partial(made_of: Sources) -> bool:
    return any(EVERYBODY not in teams and len(teams) > 1 for teams in made_of.values())


def _rows_for(metric: str, teams: tuple[int, ...]) -> tuple[int, ...]:
    """A broadcast to several teams stands with each of them; it is no person's, so the number for all may be told."""
    return (EVERYBODY,) if metric == Metric.BROADCASTS_SENT and len(teams) > 1 else teams


def share(part: Figure, whole: Figure) -> int | None:
    """Percent, to the nearest five, or None.

    Made of the rounded numbers alone, so that it says nothing that they don't. Below 20 rounding alone moves a share
    by more than ten percent; there is none then, and none of what is less than five.
    """
    if part is None or whole is None or whole < 20:
        return None
    return min(100, 5 * round(20 * part / whole))


def _sum(totals: Iterable[Total], metrics: Sequence[Metric], week: date | None = None) -> int:
    return sum(each.count for each in totals if each.metric in metrics and week in (None, each.week))


def _ranked(totals: Iterable[Total], metrics: Sequence[Metric]) -> Ranking:
    """The most frequent first; what is alike once it is rounded goes by name, as its order would tell more."""
    counted: Counter[str] = Counter()
    for each in totals:
        if each.metric in metrics:
            counted[each.topic] += each.count
    figures = [(topic, figure) for topic, number in counted.items() if (figure := rounded(number)) is not None]
    return tuple(sorted(figures, key=lambda one: (-one[1], one[0]))[:MOST_TOPICS])


def _by_area(totals: Iterable[Total]) -> list[Total]:
    """Of what nothing was known, only the area is kept: what did not fit is to stand beside it."""
    return [replace(each, topic=each.topic.partition("/")[0]) for each in totals]


def _tour(totals: Iterable[Total], steps: int) -> tuple[Figure, ...]:
    people: Counter[int] = Counter()
    for each in totals:
        if each.metric == Metric.TOUR:
            people[_stage(int(each.topic), steps)] += each.count
    return tuple(rounded(people[stage]) for stage in range(len(STAGES) + 2))


def _stage(done: int, steps: int) -> int:
    if done >= steps > 0:
        return len(STAGES) + 1
    return next((place for place, (first, last) in enumerate(STAGES) if first <= done <= last), len(STAGES))
