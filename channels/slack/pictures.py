"""A picture of the whole timeline or of the sanctions table, beside a text that is complete without it."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import textwrap
from functools import lru_cache
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack.delivery import LOST
from channels.slack.phrases import say
from channels.slack.question import Question
from channels.slack.rendering import Answer
from channels.slack.rows import SIDES, when
from facts.loading import facts

logger = logging.getLogger("detente.slack")

Row = dict[str, Any]

OVERVIEW = 3
"""So many of the article's rows together are an overview."""

COLOURS = {"actual allies": "#2f7d4f", "nuclear rivals": "#a23b2a", "uneasy partners": "#b8860b"}
OTHER = "#555577"
MIDDLE = 1985
"""Of later periods the label ends where the bar begins, so that it fits."""
MOST_ALT = 1_000
MOST_DRAWN = 16
"""So many pictures are kept: the article has few overviews, and they do not change."""


class Pictures:
    """Draws overviews and uploads them, until Slack says that it may not."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._allowed = True

    async def follow(self, question: Question, answers: list[Answer]) -> None:
        """Uploads a picture of every overview among the answers. Not worth failing for."""
        for answer in answers:
            if self._allowed and (name := overview(answer)):
                await self._upload(question, name, _article(answer))

    async def _upload(self, question: Question, name: str, rows: list[Row]) -> None:
        if question.channel.startswith("U"):
            return
        try:
            png = await asyncio.to_thread(picture, name, rows)
            await self._client.files_upload_v2(
                filename=f"{name}.png",
                content=png,
                title=name.capitalize(),
                alt_txt=alternative(name, rows),
                channel=question.channel,
                thread_ts=question.thread,
            )
        except SlackApiError as error:
            self._allowed = error.response.get("error") != "missing_scope"
            logger.info("%s: no picture (%s)", question.id, error.response.get("error"))
        except LOST as error:
            logger.info("%s: no picture (%s)", question.id, type(error).__name__)


def overview(answer: Answer) -> str | None:
    """`timeline` or `sanctions` when an answer shows the article's whole table of it, else None."""
    kinds = [row["kind"] for row in _article(answer)]
    for name, kind in (("timeline", "period"), ("sanctions", "year")):
        if kinds.count(kind) >= OVERVIEW and set(kinds) == {kind} and answer["topic"] == name:
            return name
    return None


def alternative(name: str, rows: list[Row]) -> str:
    """What a screen reader says of the picture."""
    if name == "timeline":
        told = "; ".join(f"{when(row)} {row['title']}, {row['relationship']}" for row in rows)
    else:
        told = "; ".join(f"{when(row)}: {', '.join(row[side] for side in SIDES)}" for row in rows)
    return say(f"slack_picture_{name}", rows=told)[:MOST_ALT]


def picture(name: str, rows: list[Row]) -> bytes:
    """A PNG. The first of its kind is slow (imports matplotlib, then some 100 ms): for a thread of its own."""
    return _drawn(name, json.dumps(rows))


@lru_cache(maxsize=MOST_DRAWN)
def _drawn(name: str, rows: str) -> bytes:
    return (_timeline if name == "timeline" else _sanctions)(json.loads(rows))


def _timeline(rows: list[Row]) -> bytes:
    figure, axes = _figure(0.9 + 0.75 * len(rows))
    end = int(facts().as_of) + 1
    for place, row in enumerate(rows):
        start, stop = int(row["from"]), int(row["to"]) if row["to"] else end
        axes.barh(-place, stop - start, left=start, height=0.5, color=COLOURS.get(row["relationship"], OTHER))
        label = f"{when(row)}  {row['title'][:1].upper()}{row['title'][1:]}: {row['relationship']}"
        axes.text(start, -place + 0.32, label, fontsize=10, va="bottom", ha="left" if start < MIDDLE else "right")
    axes.set_xlim(min(int(row["from"]) for row in rows) - 1, end)
    axes.set_ylim(-len(rows) + 0.5, 0.85)
    axes.set_yticks([])
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    return _png(figure)


def _sanctions(rows: list[Row]) -> bytes:
    figure, axes = _figure(0.6 + 0.85 * len(rows))
    axes.axis("off")
    columns = say("slack_columns_sanctions").split(" | ")
    cells = [[when(row), *(textwrap.fill(row[side], 29) for side in SIDES)] for row in rows]
    table = axes.table(cells, colLabels=columns, loc="center", cellLoc="left", colWidths=[0.13, 0.29, 0.29, 0.29])
    table.auto_set_font_size(False)
    table.set_fontsize(10)
    table.scale(1, 2.6)
    for (line, _), one in table.get_celld().items():
        one.set_edgecolor("#bbbbbb")
        if line == 0:
            one.set_text_props(weight="bold")
            one.set_facecolor("#eeeeee")
    return _png(figure)


def _figure(height: float) -> tuple[Any, Any]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, height), dpi=120, tight_layout=True)
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def _png(figure: Any) -> bytes:
    written = io.BytesIO()
    figure.savefig(written, format="png")
    return written.getvalue()


def _article(answer: Answer) -> list[Row]:
    return [row for row in answer.get("rows") or [] if row["origin"] == "article"]
