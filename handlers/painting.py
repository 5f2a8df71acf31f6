"""A chart as a PNG. The one file that imports matplotlib, and only when it has something to paint.

Portrait, 1080 by at most 1350 dots, which a phone shows over its whole width: hence large type and few things. Colours
are those of Okabe and Ito, which stay apart for the colour-blind; hatches and labels tell the same without any colour.
"""

from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any
from unicodedata import category, normalize

from handlers.charts import Bar, Chart, Panel
from handlers.texts import statistics as texts
from handlers.texts.numbers import short_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DOTS = 150
WIDTH, HIGHEST = 7.2, 9.0
"""Inches, as all lengths here."""
HEAD, FOOT, HEADING, LINE, WEEK_LABELS, FOOTER_LINE = 1.3, 0.32, 0.64, 0.85, 0.3, 0.27
MARGIN = 0.07
"""In parts of the width."""
INK, SOFT, PALE = "#1a1a1a", "#595959", "#ececec"
BLUE = "#0072B2"
STYLES = ((BLUE, ""), ("#E69F00", "///"), ("#CC79A7", "..."))
STUB = 0.02
"""How long the bar of "less than five" is, in parts of the longest: always the same, whatever lies behind it."""
LONGEST_LINE = 42
WEEKS_LINES = 3.0
"""How high the panel of weeks is, in lines of the others."""
ALPHABETS = (
    ("\u0020", "\u024f"),
    ("\u0370", "\u037e"),
    ("\u0384", "\u04ff"),
    ("\u1e00", "\u1efb"),
    ("\u1f00", "\u1fff"),
)
"""First and last signs of what the typeface has: Latin, Greek, Cyrillic, and both of them with more accents."""
KEPT = 12
"""Pictures that are remembered. A chart is a value: the same one is the same picture."""

_painting = Lock()  # matplotlib's fonts and text layout are not made for two threads at once


@lru_cache(maxsize=KEPT)
def paint(chart: Chart) -> bytes:
    """To be called off the event loop: the first one takes as long as the import."""
    with _painting:
        return _paint(chart)


def _paint(chart: Chart) -> bytes:
    from matplotlib.figure import Figure

    heights = _heights(chart)
    footer = _footer(chart)
    high = HEAD + _foot(chart) + sum(heights) + sum(_around(panel) for panel in chart.panels)
    figure = Figure(figsize=(WIDTH, high), dpi=DOTS, facecolor="white")
    top = high - 0.27
    for text, size, weight, color in _head(chart):
        figure.text(MARGIN, top / high, text, size=size, weight=weight, color=color, va="top", parse_math=False)
        top -= size / 47
    for place, line in enumerate(reversed(footer)):
        figure.text(MARGIN, (0.2 + place * FOOTER_LINE) / high, line, size=14, color=SOFT)
    top = high - HEAD
    for panel, height in zip(chart.panels, heights, strict=True):
        bottom = top - HEADING - height
        _draw(figure.add_axes((MARGIN, bottom / high, 1 - 2 * MARGIN, height / high)), panel)
        top -= height + _around(panel)
    picture = BytesIO()
    figure.savefig(picture, format="png")  # without pyplot: nothing is kept, no window is ever wanted
    return picture.getvalue()


def _head(chart: Chart) -> tuple[tuple[str, float, str, str], ...]:
    return (
        (chart.title, 24, "bold", INK),
        (_fitting(chart.whose), 18, "normal", INK),
        (chart.span, 15.5, "normal", SOFT),
    )


def _footer(chart: Chart) -> list[str]:
    """What has to be known to read it, also where it is shown without its words."""
    few = any(panel.upright and bar.figure is None for panel in chart.panels for bar in panel.bars)
    return [
        texts.FOOTER,
        *([texts.FEW_FOOTER] if few else []),
        *([texts.PARTIAL_FOOTER] if chart.partial else []),
    ]


def _foot(chart: Chart) -> float:
    return FOOT + FOOTER_LINE * len(_footer(chart))


def _around(panel: Panel) -> float:
    return HEADING + (WEEK_LABELS if panel.upright else 0)


def _heights(chart: Chart) -> list[float]:
    """As high as a panel has lines; few don't grow into planks, and many share the room."""
    lines = [WEEKS_LINES if panel.upright else len(panel.bars) for panel in chart.panels]
    room = HIGHEST - HEAD - _foot(chart) - sum(_around(panel) for panel in chart.panels)
    line = min(LINE, room / (sum(lines) or 1))
    return [line * number for number in lines]


def _draw(axes: "Axes", panel: Panel) -> None:
    axes.set_title(panel.title, loc="left", fontsize=18, fontweight="bold", color=INK, pad=8)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelsize=14.5, labelcolor=INK)
    longest = panel.whole or max((bar.figure or 0 for bar in panel.bars), default=0) or 5
    (_upright if panel.upright else _lying)(axes, panel, longest)


def _upright(axes: "Axes", panel: Panel, longest: int) -> None:
    for place, bar in enumerate(panel.bars):
        height = _length(bar, longest)
        axes.bar(place, height, width=0.72, **_style(bar, 0))
        label = str(bar.figure) if bar.figure else "<5"
        axes.text(place, height + longest * 0.02, label, ha="center", va="bottom", fontsize=14.5, color=INK)
    every = 1 if len(panel.bars) <= 6 else 2
    axes.set_xticks(range(0, len(panel.bars), every), [bar.label for bar in panel.bars[::every]])
    axes.set_xlim(-0.6, max(len(panel.bars), 6) - 0.4)
    axes.set_ylim(0, longest * 1.22)
    axes.set_yticks([])
    axes.axhline(0, color=SOFT, linewidth=1)


def _lying(axes: "Axes", panel: Panel, longest: int) -> None:
    """The label above its bar, so that long ones have the whole width."""
    for place, bar in enumerate(panel.bars):
        axes.barh(place + 0.22, longest, height=0.34, color=PALE)
        axes.barh(place + 0.22, _length(bar, longest), height=0.34, **_style(bar, place if panel.told_apart else 0))
        number = short_number(bar.figure) + (f"  ({bar.note})" if bar.note else "")
        axes.text(
            0, place - 0.08, _fitting(bar.label), ha="left", va="bottom", fontsize=16, color=INK, parse_math=False
        )
        axes.text(longest, place - 0.08, number, ha="right", va="bottom", fontsize=16, fontweight="bold", color=INK)
    axes.set_xlim(0, longest)
    axes.set_ylim(len(panel.bars) - 0.5, -0.5)
    axes.set_xticks([])
    axes.set_yticks([])


def _fitting(text: str) -> str:
    """Names come from people: what the typeface has no sign for is left out, what is too long is cut."""
    known = " ".join("".join(filter(_is_known, normalize("NFC", text))).split())
    if not known:
        return texts.UNREADABLE
    return known if len(known) <= LONGEST_LINE else f"{known[: LONGEST_LINE - 1].rstrip()}…"


def _is_known(sign: str) -> bool:
    """Latin, Greek and Cyrillic. Other scripts run in another direction, join their letters, or have no sign there."""
    if sign in "–—‘’“”„…" or sign.isspace():
        return True
    return category(sign) not in ("Cn", "Cc", "Cf", "Mn") and any(first <= sign <= last for first, last in ALPHABETS)


def _length(bar: Bar, longest: int) -> float:
    return longest * STUB if bar.figure is None else bar.figure


def _style(bar: Bar, place: int) -> dict[str, Any]:
    if bar.figure is None:
        return {"color": SOFT}
    color, hatch = STYLES[place % len(STYLES)]
    return {"facecolor": color, "hatch": hatch, "edgecolor": "white", "linewidth": 0}
