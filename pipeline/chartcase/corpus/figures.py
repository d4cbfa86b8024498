"""The pictures of a report as SVG: rates and ratios with their intervals, shares, and a calibration curve.

It stands apart because it alone draws (matplotlib); the same numbers give the same bytes.
"""

import io
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any, cast

from chartcase.corpus.intervals import Ratio, Share

INK, SOFT, LINE = "#1f2933", "#66727f", "#d5dbe1"
BLUE, RED, GREEN, AMBER, GREY = "#1d5b8f", "#a23b2a", "#2f6f4f", "#c98a1b", "#b4bcc5"
WIDTH, ROW, MARGIN = 7.6, 0.29, 0.85
"""Inches: a picture's width, the height of a row, and what title and axis need."""
FONTS = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
SETTINGS = {
    "svg.fonttype": "none",
    "font.size": 9,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "xtick.color": SOFT,
    "ytick.color": INK,
    "text.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "ytick.major.size": 0,
    "xtick.major.size": 3,
}


@contextmanager
def _axes(height: float, salt: str, width: float = WIDTH) -> Generator[tuple[Any, Any]]:
    """A figure and its axes under the house's settings, with names in the SVG that depend on `salt` alone."""
    matplotlib = cast(Any, import_module("matplotlib"))
    matplotlib.use("svg")
    figures = cast(Any, import_module("matplotlib.figure"))
    with matplotlib.rc_context({**SETTINGS, "svg.hashsalt": salt}):
        figure = figures.Figure(figsize=(width, height), layout="constrained")
        yield figure, figure.add_subplot()


def _svg(figure: Any, title: str) -> str:
    """The picture as an SVG element, to stand in a page: no prologue, no date, the reader's own fonts."""
    stream = io.StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None, "Title": title}, transparent=True)
    text = stream.getvalue()
    return text[text.index("<svg") :].replace("'DejaVu Sans', sans-serif", FONTS).replace("'DejaVu Sans'", FONTS)


def rates(rows: Sequence[tuple[str, Share]], overall: Share, title: str) -> str:
    """Points with intervals, the first row on top; a line at the overall rate; n at the right."""
    with _axes(MARGIN + ROW * len(rows), title) as (figure, axes):
        places = range(len(rows), 0, -1)
        for place, (_, one) in zip(places, rows, strict=True):
            _whisker(axes, place, one.low, one.high, one.value or 0.0, BLUE if one.n >= 30 else SOFT)
            _beside(axes, place, _of(one))
        axes.axvline(overall.value or 0.0, color=AMBER, linewidth=1.2, zorder=0)
        axes.set_yticks(list(places), [label for label, _ in rows])
        axes.set_ylim(0.4, len(rows) + 0.6)
        axes.set_xlim(0, 1)
        _percent(axes)
        axes.set_xlabel(f"granted in full or part, 95% interval; line: all {overall.n} decisions")
        return _svg(figure, title)


def grouped(
    rows: Sequence[tuple[str, Sequence[Share | None]]], parts: Sequence[tuple[str, str]], overall: Share, title: str
) -> str:
    """One row a thing with a point and interval for each of its parts; `parts` are name and colour."""
    with _axes(MARGIN + 0.3 + 1.75 * ROW * len(rows), title) as (figure, axes):
        for place, (_, found) in zip(range(len(rows), 0, -1), rows, strict=True):
            for number, (one, (_, colour)) in enumerate(zip(found, parts, strict=True)):
                if one is not None:
                    at = place + 0.27 * (1 - number)
                    _whisker(axes, at, one.low, one.high, one.value or 0.0, colour)
                    _beside(axes, at, _of(one))
        axes.axvline(overall.value or 0.0, color=AMBER, linewidth=1.2, zorder=0)
        for edge in range(1, len(rows)):
            axes.axhline(edge + 0.5, color=LINE, linewidth=0.5)
        axes.set_yticks(list(range(len(rows), 0, -1)), [label for label, _ in rows])
        axes.set_ylim(0.45, len(rows) + 0.55)
        axes.set_xlim(0, 1)
        _percent(axes)
        axes.set_xlabel(f"granted in full or part, 95% interval; line: all {overall.n} decisions")
        handles = [axes.plot([], [], marker="o", color=colour, label=name)[0] for name, colour in parts]
        figure.legend(handles=handles, loc="outside upper left", ncols=len(parts), frameon=False, fontsize=8)
        return _svg(figure, title)


def ratios(rows: Sequence[tuple[str, Ratio]], title: str, label: str, *, bad: bool = False) -> str:
    """Odds ratios with intervals on a logarithmic axis, the first row on top; `bad` means odds of a denial."""
    up, down = (RED, GREEN) if bad else (GREEN, RED)
    with _axes(MARGIN + ROW * len(rows), title) as (figure, axes):
        places = range(len(rows), 0, -1)
        for place, (_, one) in zip(places, rows, strict=True):
            colour = SOFT if not one.excludes_one else up if one.value > 1 else down
            _whisker(axes, place, one.low, one.high, one.value, colour)
            _beside(axes, place, f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})")
        axes.axvline(1.0, color=INK, linewidth=0.8, zorder=0)
        axes.set_xscale("log")
        ticks = [tick for tick in (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20) if _within(tick, rows)]
        axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
        axes.minorticks_off()
        axes.set_yticks(list(places), [name for name, _ in rows])
        axes.set_ylim(0.4, len(rows) + 0.6)
        axes.grid(axis="x", color=LINE, linewidth=0.5)
        axes.set_axisbelow(True)
        axes.set_xlabel(label)
        return _svg(figure, title)


def _within(tick: float, rows: Sequence[tuple[str, Ratio]]) -> bool:
    return min(one.low for _, one in rows) / 2.6 <= tick <= max(one.high for _, one in rows) * 2.6


def shares(rows: Sequence[tuple[str, Sequence[int]]], parts: Sequence[tuple[str, str]], title: str, label: str) -> str:
    """Bars of parts that add up to the whole; `parts` are name and colour, each row one count a part."""
    with _axes(MARGIN + 0.3 + ROW * len(rows), title) as (figure, axes):
        places = list(range(len(rows), 0, -1))
        lefts = [0.0] * len(rows)
        for index, (name, colour) in enumerate(parts):
            widths = [counts[index] / sum(counts) if sum(counts) else 0.0 for _, counts in rows]
            axes.barh(
                places, widths, left=lefts, height=0.62, color=colour, label=name, edgecolor="white", linewidth=0.6
            )
            lefts = [left + width for left, width in zip(lefts, widths, strict=True)]
        for place, (_, counts) in zip(places, rows, strict=True):
            _beside(axes, place, f"n {sum(counts)}")
        axes.set_yticks(places, [name for name, _ in rows])
        axes.set_ylim(0.4, len(rows) + 0.6)
        axes.set_xlim(0, 1)
        _percent(axes)
        axes.set_xlabel(label)
        figure.legend(
            loc="outside upper left", ncols=len(parts), frameon=False, fontsize=8, handlelength=1.0, columnspacing=1.4
        )
        return _svg(figure, title)


def calibration(curves: Sequence[tuple[str, Sequence[tuple[float, Share]]]], title: str) -> str:
    """Predicted against seen rates, by tenths of the predictions; on the line a model is right."""
    with _axes(4.1, title, width=5.2) as (figure, axes):
        axes.plot([0, 1], [0, 1], color=LINE, linewidth=1.2, zorder=0)
        for (name, points), colour, mark in zip(curves, (BLUE, AMBER), ("o", "s"), strict=False):
            at = [predicted for predicted, _ in points]
            seen = [one.value or 0.0 for _, one in points]
            below = [max(value - one.low, 0.0) for value, (_, one) in zip(seen, points, strict=True)]
            above = [max(one.high - value, 0.0) for value, (_, one) in zip(seen, points, strict=True)]
            axes.errorbar(
                at,
                seen,
                yerr=[below, above],
                color=colour,
                marker=mark,
                markersize=4,
                linewidth=1,
                elinewidth=0.8,
                label=name,
            )
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        _percent(axes)
        axes.yaxis.set_major_formatter(_percent_format())
        axes.grid(color=LINE, linewidth=0.5)
        axes.set_axisbelow(True)
        axes.set_xlabel("predicted probability that the request is granted")
        axes.set_ylabel("granted, 95% interval")
        axes.legend(frameon=False, fontsize=8, loc="upper left")
        return _svg(figure, title)


def bars(rows: Sequence[tuple[str, float, float]], title: str, label: str) -> str:
    """Bars from 0 with a spread to either side, the first row on top."""
    with _axes(MARGIN + ROW * len(rows), title) as (figure, axes):
        places = list(range(len(rows), 0, -1))
        axes.barh(
            places,
            [value for _, value, _ in rows],
            xerr=[spread for _, _, spread in rows],
            height=0.6,
            color=BLUE,
            error_kw={"elinewidth": 0.9, "ecolor": INK},
        )
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.set_yticks(places, [name for name, _, _ in rows])
        axes.set_ylim(0.4, len(rows) + 0.6)
        axes.grid(axis="x", color=LINE, linewidth=0.5)
        axes.set_axisbelow(True)
        axes.set_xlabel(label)
        return _svg(figure, title)


def _beside(axes: Any, place: float, told: str) -> None:
    """Words to the right of a row."""
    axes.annotate(told, (1.01, place), xycoords=("axes fraction", "data"), va="center", fontsize=8, color=SOFT)


def _of(one: Share) -> str:
    return f"{one.count} of {one.n:,}".replace(",", "\u202f")


def _whisker(axes: Any, place: float, low: float, high: float, at: float, colour: str) -> None:
    axes.plot([low, high], [place, place], color=colour, linewidth=1.6, solid_capstyle="round")
    axes.plot([at], [place], marker="o", markersize=5.5, color=colour, markeredgecolor="white", markeredgewidth=0.6)


def _percent(axes: Any) -> None:
    axes.xaxis.set_major_formatter(_percent_format())
    axes.grid(axis="x", color=LINE, linewidth=0.5)
    axes.set_axisbelow(True)


def _percent_format() -> Any:
    return cast(Any, import_module("matplotlib.ticker")).PercentFormatter(1.0, decimals=0)
