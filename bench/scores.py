"""What verdicts add up to: shares right with their 95 % intervals, by any key, and what was taken for what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from math import sqrt

from bench.bands import BANDS
from bench.judging import Verdict

Z = 1.96
Groups = dict[str, list[Verdict]]


def share(verdicts: list[Verdict]) -> float:
    """The part that is right, 0 to 1."""
    return right(verdicts) / len(verdicts) if verdicts else 0.0


def right(verdicts: list[Verdict]) -> int:
    return sum(one.right for one in verdicts)


def interval(good: int, total: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share, 0 to 1; everything when nothing was asked."""
    if not total:
        return 0.0, 1.0
    part, spread = good / total, Z * Z / total
    middle = (part + spread / 2) / (1 + spread)
    half = Z * sqrt(part * (1 - part) / total + spread / total / 4) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def by_band(verdicts: list[Verdict]) -> dict[str, float]:
    """The part right in each band, and `refused`: the in-scope questions refused without offering the right topic."""
    scores = {band: share([one for one in verdicts if one.band == band]) for band in BANDS}
    return {**scores, "refused": refused(verdicts) / max(1, len(in_scope(verdicts)))}


def in_scope(verdicts: list[Verdict]) -> list[Verdict]:
    return [one for one in verdicts if one.band in ("faq", "lookups")]


def refused(verdicts: list[Verdict]) -> int:
    return sum(one.refused for one in in_scope(verdicts))


def grouped(verdicts: list[Verdict], key: Callable[[Verdict], str]) -> Groups:
    """The verdicts by a key, in the order met."""
    groups: Groups = defaultdict(list)
    for one in verdicts:
        groups[key(one)].append(one)
    return dict(groups)


def row(name: str, good: int, total: int) -> str:
    """A Markdown row: right of all, percent, and the interval that the percent may as well be anywhere in."""
    low, high = interval(good, total)
    return f"| {name} | {good}/{total} | {good / max(1, total):.1%} | {low:.1%} to {high:.1%} |"


def table(verdicts: list[Verdict], key: Callable[[Verdict], str]) -> list[str]:
    """A Markdown table of the part right by a key."""
    rows = [row(name, right(some), len(some)) for name, some in grouped(verdicts, key).items()]
    return ["| | right | | 95 % interval |", "|---|---|---|---|", *rows]


def bands(verdicts: list[Verdict]) -> list[str]:
    """The table of the bands, and of what is refused in scope."""
    rows = table(verdicts, lambda one: one.band)
    return [*rows, row("in scope refused", refused(verdicts), len(in_scope(verdicts)))]


def styles(verdicts: list[Verdict]) -> list[str]:
    """A Markdown table of styles by band, right of all; only bands and questions that have a style."""
    styled = [one for one in verdicts if one.style]
    columns = [band for band in BANDS if any(one.band == band for one in styled)]
    rows = []
    for name, some in grouped(styled, lambda one: one.style).items():
        cells = [[one for one in some if one.band == band] for band in columns]
        parts = [f"{right(cell)}/{len(cell)}" if cell else "" for cell in cells]
        rows.append("| " + " | ".join([name, *parts, f"{share(some):.1%}"]) + " |")
    return ["| " + " | ".join(["", *columns, "all"]) + " |", "|---" * (len(columns) + 2) + "|", *rows]


def asked(verdict: Verdict) -> str:
    """What a question was after: its topic, or its band and form."""
    if verdict.band == "faq":
        return verdict.part
    return verdict.band if verdict.band.startswith(("followups", "oos")) else f"{verdict.band}: {verdict.part}"


def mistakes(verdicts: list[Verdict]) -> Counter[tuple[str, str]]:
    """How often what was asked for (`asked`) was wrongly answered with which response."""
    return Counter((asked(one), one.said or "nothing known") for one in verdicts if not one.right)
