"""Times the understanding of one message in this process, on one core.

`python -m bench.understanding SIDE MODEL QUESTIONS OUTPUT`: SIDE is `ours` or `default`, QUESTIONS a JSON list; writes
JSON `{p50, components}`, in milliseconds, to OUTPUT.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

PASSES = 3
Times = dict[str, list[float]]


def prepare(side: str) -> None:
    """One core; and for our side what `python -m mends` does before Rasa is imported."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    if side == "ours":
        from mends.__main__ import quiet
        from mends.tensorflow import apply

        quiet()
        apply()


def time_components() -> Times:
    """Has every component's calls timed from now on, in milliseconds by name of the component."""
    from rasa.engine.graph import GraphNode

    times: Times = defaultdict(list)
    call = GraphNode.__call__

    def timed(self: Any, *inputs: Any) -> Any:
        started = time.perf_counter()
        output = call(self, *inputs)
        times[self._node_name].append((time.perf_counter() - started) * 1000)
        return output

    GraphNode.__call__ = timed
    return times


async def measure(model: str, questions: list[str]) -> dict[str, Any]:
    """Understands every question once to warm up, then three times each."""
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage
    from rasa.utils.log_utils import configure_structlog

    # As `rasa run` does: otherwise every message is printed, which takes longer than the classifier.
    configure_structlog(logging.INFO)
    times = time_components()
    processor = Agent.load(model).processor
    totals = []
    for warm in (False, *[True] * PASSES):
        for question in questions:
            started = time.perf_counter()
            await processor.parse_message(UserMessage(question))
            if warm:
                totals.append((time.perf_counter() - started) * 1000)
        if not warm:
            times.clear()
    components = {label(name): round(statistics.median(some), 3) for name, some in times.items()}
    return {"p50": round(statistics.median(totals), 2), "components": components}


def label(node: str) -> str:
    """`Speller` of `run_nlu.speller.Speller0`; numbered where a component stands twice."""
    return re.sub(r"^run_", "", node).rpartition(".")[2]


def main() -> None:
    side, model, questions, output = sys.argv[1:]
    prepare(side)
    found = asyncio.run(measure(model, json.loads(Path(questions).read_text(encoding="utf-8"))))
    Path(output).write_text(json.dumps(found))


if __name__ == "__main__":
    main()
