"""Pictures of an evaluation: what was answered instead, and what the gate's thresholds trade."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from bench.judging import Verdict
from bench.scores import asked, grouped, mistakes, right

if TYPE_CHECKING:
    from bench.thresholds import Curve, Point

INK, FAINT = "#1f2933", "#d5dae0"
SHARES = {
    "answered": ("in scope: answered", "#1f2933"),
    "right": ("in scope: right, of the answered", "#0b6e4f"),
    "far": ("out of scope, far: declined", "#7fb3d9"),
    "near": ("out of scope, near: declined", "#2a6fb0"),
    "trap": ("out of scope, trap: declined", "#c8553d"),
}
STYLE = {"font.size": 9, "text.color": INK, "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK}
CELL = 0.27
"""Inches of a row or column of the confusions."""
HEAD = 0.75
"""Inches of the title and legend above the thresholds."""
LEAST = 0.6
"""Where the scales of the shares begin: below is nothing that anybody would choose."""


def confusions(verdicts: list[Verdict], title: str, path: Path) -> None:
    """Draws what was asked for against what was answered; only the rows and columns with a mistake."""
    counts = mistakes(verdicts)
    rows = [(name, some) for name, some in grouped(verdicts, asked).items() if right(some) < len(some)]
    totals: Counter[str] = Counter()
    for (_, said), n in counts.items():
        totals[said] += n
    columns = [said for said, _ in totals.most_common()]
    size = (3.4 + CELL * max(8, len(columns)), 2.4 + CELL * max(4, len(rows)))
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=size, dpi=150, layout="tight")
        axes = figure.subplots()
        figure.suptitle(title, x=0.02, ha="left", fontsize=11)
        if rows:
            names = [f"{name}   {len(some) - right(some)} of {len(some)}" for name, some in rows]
            _heat(axes, np.array([[counts[name, said] for said in columns] for name, _ in rows]), names, columns)
        else:
            axes.axis("off")
            axes.text(0, 0.5, "Every answer was right.")
        figure.savefig(path)


def _heat(axes: Any, grid: np.ndarray, rows: list[str], columns: list[str]) -> None:
    """Counts [rows, columns] as shades with the number in each cell that has one."""
    axes.imshow(np.where(grid, grid, np.nan), cmap="OrRd", vmin=-1, vmax=max(5, grid.max()))
    axes.set_xticks(range(len(columns)), columns, rotation=55, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(len(rows)), rows)
    axes.xaxis.tick_top()
    axes.set_xticks(np.arange(len(columns) + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(rows) + 1) - 0.5, minor=True)
    axes.grid(which="minor", color=FAINT, linewidth=0.5)
    axes.tick_params(which="both", length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    for row, column in zip(*np.nonzero(grid), strict=True):
        dark = grid[row, column] > 0.6 * max(5, grid.max())
        axes.text(column, row, grid[row, column], ha="center", va="center", color="white" if dark else INK)


def thresholds(curves: list[Curve], title: str, path: Path) -> None:
    """Draws, a row for each threshold, the shares by its value and by how much of the scope it answers."""
    with matplotlib.rc_context(STYLE):
        height = HEAD + 3.6 * len(curves)
        figure = Figure(figsize=(11, height), dpi=150)
        figure.suptitle(title, x=0.02, y=1 - 0.15 / height, va="top", ha="left", fontsize=11)
        for (left, beside), curve in zip(figure.subplots(len(curves), 2, squeeze=False), curves, strict=True):
            _by_value(left, curve)
            _by_coverage(beside, curve)
        lines, names = figure.axes[0].get_legend_handles_labels()
        place = {"loc": "upper left", "bbox_to_anchor": (0.01, 1 - 0.4 / height)}
        figure.legend(lines, names, ncol=len(names), frameon=False, fontsize=8, **place)
        figure.tight_layout(rect=(0, 0, 1, 1 - HEAD / height), h_pad=2)
        figure.savefig(path)


def shares(point: Point) -> dict[str, float]:
    """The shares of a point by the keys of `SHARES`."""
    return {"answered": point.answered, "right": point.right, **point.declined}


def _by_value(axes: Any, curve: Curve) -> None:
    values = [point.threshold for point in curve.points]
    for key, (name, colour) in SHARES.items():
        axes.plot(values, [shares(point)[key] for point in curve.points], color=colour, label=name)
    axes.axvline(curve.stands.threshold, color=INK, linestyle=":", linewidth=1)
    axes.text(curve.stands.threshold, LEAST + 0.01, f" config.yml: {curve.stands.threshold:g}")
    axes.set_xlabel(curve.name)
    axes.set_ylim(LEAST, 1.01)
    _tidy(axes)


def _by_coverage(axes: Any, curve: Curve) -> None:
    points = sorted(curve.points, key=lambda point: point.answered)
    for key, (_, colour) in SHARES.items():
        if key != "answered":
            axes.plot([one.answered for one in points], [shares(one)[key] for one in points], color=colour)
            axes.plot(curve.stands.answered, shares(curve.stands)[key], "o", color=colour, markersize=5)
    axes.set_xlabel(f"share of in-scope questions answered, by {curve.name} (dots: config.yml)")
    axes.set_xlim(LEAST, 1.005)
    axes.set_ylim(LEAST, 1.01)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    _tidy(axes)


def _tidy(axes: Any) -> None:
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.grid(color=FAINT, linewidth=0.5)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
