"""Totals of closed weeks: a picture with the main numbers in words below it."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.buttons import deed
from handlers.cards.base import KeptCard, Showcase
from handlers.charts import PAGES, Chart, chart
from handlers.painting import paint
from handlers.screens import Attachment, Key, Row, Screen, bold, italic, lines, paragraphs, plain, press
from handlers.texts import NEXT_PAGE, PREVIOUS_PAGE
from handlers.texts import page as page_of
from handlers.texts import statistics as texts
from scheduler.overview import Overview, survey
from scheduler.rounding import MANY
from scheduler.stores import Stores
from scheduler.teams import Team
from scheduler.totals import EVERYBODY, Metric, closed_weeks, head_counts
from scheduler.visibility import obstacle, sources

FEATURE = "statistics"
NOT_THEIRS = -1
FILE = "statistik.png"
TEAMS_A_PAGE = 8
LABEL_LENGTH = 32


@dataclass(frozen=True)
class StatisticsCard(KeptCard, name="statistics"):
    """`team` 0 is everybody; `teams` are those that the asker may choose; `at` is the moment at which it was asked, so
    that a letter that waited shows the weeks it was asked about. `team` NOT_THEIRS: one that is not for the asker."""

    at: str = "1970-01-01T00:00:00+00:00"
    team: int = EVERYBODY
    page: str = PAGES[0]
    teams: tuple[int, ...] = ()

    def draw(self, showcase: Showcase) -> Screen:
        foreign = self.team == NOT_THEIRS
        title, text = (texts.NOT_YOURS_TITLE, texts.NOT_YOURS) if foreign else (texts.GONE_TITLE, texts.GONE)
        return Screen(paragraphs(bold(title), plain(text)), (_whose_row(),))

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        team = None if self.team == EVERYBODY else await stores.teams.get(self.team)
        if self.team != EVERYBODY and team is None:
            return self.draw(showcase)
        whose = texts.EVERYBODY if team is None else team.name
        now = datetime.fromisoformat(self.at)
        weeks = closed_weeks(now)
        heads = await head_counts(stores, weeks[0])
        made_of = sources(heads, weeks, self.team)
        if not made_of:
            why = obstacle(await stores.totals.presences(), self.team)
            reason = texts.OBSTACLES[why, team is not None]
            return Screen(paragraphs(bold(texts.nothing(whose)), plain(reason)), self._team_rows())
        tour_of = sources(heads, weeks[-1:], self.team, MANY)
        rows = {EVERYBODY, *(each for whose in (made_of, tour_of) for teams in whose.values() for each in teams)}
        totals = await stores.totals.since(next(iter(made_of)), rows)
        overview = survey(totals, made_of, len(showcase.library.onboarding.steps), tour_of)
        drawn = chart(self.page, overview, whose, showcase.library.naming)
        if drawn.is_blank:
            title = texts.title(self.page, whose)
            return Screen(paragraphs(bold(title), plain(self._blank(overview))), self._rows())
        # Off the loop: the first picture loads matplotlib, which takes about a second on a small machine.
        picture = await asyncio.to_thread(paint, drawn)
        return Screen(caption(drawn, overview, self.page), self._rows(), Attachment(FILE, picture, picture=True))

    def _blank(self, overview: Overview) -> str:
        if self.page != "tour":
            return texts.blank(overview.weeks)
        return texts.blank_tour(overview.weeks) if overview.tour else texts.TOUR_OF_MANY

    def _rows(self) -> tuple[Row, ...]:
        others = [_key(texts.PAGES[page], self.team, page) for page in PAGES if page != self.page]
        return (*((key,) for key in others), *self._team_rows())

    def _team_rows(self) -> tuple[Row, ...]:
        """Nothing to choose from where there is nothing but everybody."""
        return (_whose_row(),) if self.teams or self.team != EVERYBODY else ()


@dataclass(frozen=True)
class WhoseCard(KeptCard, name="statistics_whose"):
    """Everybody, or one team of those that may be chosen."""

    teams: tuple[int, ...] = ()
    page: int = 0

    def draw(self, showcase: Showcase) -> Screen:
        return self._of([])

    async def draw_kept(self, showcase: Showcase, stores: Stores) -> Screen:
        return self._of([team for team in await stores.teams.all() if team.id in self.teams])

    def _of(self, teams: Sequence[Team]) -> Screen:
        pages = max(-(-len(teams) // TEAMS_A_PAGE), 1)
        page = min(max(self.page, 0), pages - 1)
        shown = teams[page * TEAMS_A_PAGE : (page + 1) * TEAMS_A_PAGE]
        html = paragraphs(
            bold(texts.WHOSE_TITLE), plain(texts.WHOSE), italic(page_of(page + 1, pages)) if pages > 1 else ""
        )
        picks = [(_key(texts.EVERYBODY, EVERYBODY),), *((_key(team.name, team.id),) for team in shown)]
        turns = _turns(page, pages)
        return Screen(html, (*picks, *((turns,) if turns else ())))


def caption(drawn: Chart, overview: Overview, page: str) -> str:
    """What the picture shows, for who can't see it. Telegram takes 1,024 characters: what is left of them is enough for
    names of teams and topics as long as they may be."""
    head = bold(texts.title(page, _short(drawn.whose, 80)))
    parts = [head, plain(drawn.span)]
    if page == "asked":
        parts.append(plain(texts.together(overview.questions, overview.count(Metric.PASSED_ON))))
    body = paragraphs(*parts, *_panels(drawn), plain(texts.PARTIAL) if drawn.partial else "")
    return paragraphs(body, plain(texts.CLOSED))


def _panels(drawn: Chart) -> Iterator[str]:
    for panel in drawn.panels:
        if panel.upright:
            yield plain(texts.in_a_row(panel.title, [bar.figure for bar in panel.bars]))
        else:
            told = (plain(texts.line(_short(bar.label), bar.figure, bar.note)) for bar in panel.bars)
            yield lines([plain(panel.title), *told])


def _short(text: str, length: int = 50) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _turns(page: int, pages: int) -> Row:
    back = (press(PREVIOUS_PAGE, deed(FEATURE, "whose", page - 1, "t")),) if page else ()
    on = (press(NEXT_PAGE, deed(FEATURE, "whose", page + 1, "t")),) if page + 1 < pages else ()
    return (*back, *on)


def _whose_row() -> Row:
    return (press(texts.WHICH, deed(FEATURE, "whose", 0)),)


def _key(label: str, team: int, page: str = PAGES[0]) -> Key:
    return press(_short(label, LABEL_LENGTH), deed(FEATURE, "show", team, page))
