"""Compares our pipeline with Rasa's default one, on the same data, machine and minute: `python -m bench.pipelines`.

The default side takes hours to train the first time; its model is kept in `results/bench/default/` until its data,
domain or configuration change. With `--epochs 10` it takes minutes: a network answers as fast however long it has
learnt, so only its training time is then less than Rasa's own setting would take.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import statistics
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench import load, report
from bench.machine import machine, tree
from bench.processes import SERVING_THREADS, Process, action_server, memory, rasa_server, running
from bench.questions import Judge, faq_questions, lookup_questions
from bench.sides import RESULTS, Side, build
from bench.training import TRAINING_THREADS, train, train_cached

ROUNDS = 5
PASSES = 2
CLIENTS = 8
COUNT = 160
SECONDS = 20.0
LONGEST_START = 240.0
LONGEST_UNDERSTANDING = 600.0
CONVERSATIONS = 20
EARLY, LATE = 5, 100
LONGEST_CONVERSATIONS = 180.0


@dataclass(frozen=True)
class Served:
    """A side that answers: its Rasa process, REST address, and seconds from start to first answer."""

    process: Process
    url: str
    start: float


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def serve(stack: ExitStack, side: Side, action_port: int) -> Served:
    """Starts the side's Rasa, which runs until the stack closes, and waits for its first FAQ answer."""
    started = time.perf_counter()
    process, url = stack.enter_context(rasa_server(side, action_port))
    if not asyncio.run(load.first_answer(url, faq_questions()[0], LONGEST_START)):
        sys.exit(f"{side.name} does not answer: see {side.folder.parent}/logs")
    return Served(process, url, time.perf_counter() - started)


def start(stack: ExitStack, sides: tuple[Side, Side]) -> dict[str, Served]:
    """Starts both sides twice, the second time to stay."""
    ports = {side.name: stack.enter_context(action_server(side)) for side in sides}
    for side in sides:
        with ExitStack() as cold:
            say(f"{side.name}: cold start {serve(cold, side, ports[side.name]).start:.1f} s")
    served = {}
    for side in sides:
        served[side.name] = serve(stack, side, ports[side.name])
        say(f"{side.name}: warm start {served[side.name].start:.1f} s")
    return served


def percentiles(kind: str, replies: list[load.Reply]) -> dict[str, float]:
    """p50, p95 and p99 in milliseconds."""
    values = np.percentile([reply.milliseconds for reply in replies], (50, 95, 99))
    return {f"{kind}_p{q}": round(float(value), 2) for q, value in zip((50, 95, 99), values, strict=True)}


def share(flags: list[bool]) -> float:
    """Per cent of the flags that are set."""
    return round(100 * sum(flags) / len(flags), 1)


async def measure(served: Served, judge: Judge) -> dict[str, float]:
    """One round of one side."""
    faq, lookups = faq_questions(), lookup_questions()
    faq_replies = await load.one_client(served.url, faq * PASSES)
    lookup_replies = await load.one_client(served.url, lookups * PASSES)
    found = {**percentiles("faq", faq_replies), **percentiles("lookup", lookup_replies)}
    found["lookup_to_faq"] = round(found["lookup_p50"] / found["faq_p50"], 3)
    for kind, questions in (("faq", faq), ("lookup", lookups)):
        rate = await load.many_clients(served.url, questions, CLIENTS, COUNT, SECONDS)
        found[f"{kind}_throughput"] = round(rate, 2)
    found["faq_right"] = share([judge.faq(one.question, one.text) for one in faq_replies])
    found["lookup_right"] = share([judge.lookup(one.question, one.text) for one in lookup_replies])
    found["silent"] = share([not one.text for one in (*faq_replies, *lookup_replies)])
    return {**found, **{name: round(value, 1) for name, value in memory(served.process.pid).items()}}


def rounds(served: dict[str, Served]) -> report.Rounds:
    """Warms both sides up, then measures them in turn."""
    judge = Judge()
    for one in served.values():
        asyncio.run(load.one_client(one.url, [*faq_questions()[:10], *lookup_questions()[:10]]))
    found: report.Rounds = {name: [] for name in served}
    for number in range(1, ROUNDS + 1):
        for name, one in served.items():
            measured = asyncio.run(measure(one, judge))
            found[name].append(measured)
            say(
                f"round {number} of {ROUNDS}, {name}: FAQ p50 {measured['faq_p50']:.1f} ms, lookup p50 "
                f"{measured['lookup_p50']:.1f} ms, {measured['faq_throughput']:.1f} FAQ answers a second"
            )
    return found


def long_conversations(served: Served) -> dict[str, float]:
    """An early against a late question of one conversation, the same question in both places."""
    say(f"ours: {CONVERSATIONS} conversations of {LATE} questions")
    questions = faq_questions()
    early: list[float] = []
    late: list[float] = []
    deadline = time.monotonic() + LONGEST_CONVERSATIONS
    while len(early) < CONVERSATIONS and time.monotonic() < deadline:
        asked = [questions[(len(early) + place) % len(questions)] for place in range(LATE)]
        asked[LATE - 1] = asked[EARLY - 1]
        replies = asyncio.run(load.long_conversation(served.url, asked, LATE))
        early.append(replies[EARLY - 1].milliseconds)
        late.append(replies[LATE - 1].milliseconds)
    medians = {"early_ms": round(statistics.median(early), 2), "late_ms": round(statistics.median(late), 2)}
    return {"conversations": len(early), "early": EARLY, "late": LATE, **medians}


def understand(side: Side) -> dict[str, Any]:
    """What `bench.understanding` finds in a process of its own."""
    say(f"{side.name}: understanding alone")
    questions = side.folder / "questions.json"
    questions.write_text(json.dumps([*faq_questions(), *lookup_questions()]), encoding="utf-8")
    output, log = side.folder / "understanding.json", side.folder.parent / "logs" / f"{side.name}-understanding.log"
    output.unlink(missing_ok=True)
    files = [str(path) for path in (side.model, questions, output)]
    with running(["bench.understanding", side.name, *files], SERVING_THREADS, log) as process:
        process.wait(LONGEST_UNDERSTANDING)
    if not output.exists():
        sys.exit(f"Understanding failed for {side.name}: see {log}")
    return json.loads(output.read_text())


def setting(limit: int | None, epochs: int | None) -> dict[str, Any]:
    return {
        "limit": limit,
        "epochs": epochs,
        "rounds": ROUNDS,
        "faq": len(faq_questions()) * PASSES,
        "lookups": len(lookup_questions()) * PASSES,
        "clients": CLIENTS,
        "count": COUNT,
        "seconds": SECONDS,
        "conversation": load.QUESTIONS_A_CONVERSATION,
        "serving_threads": SERVING_THREADS,
        "training_threads": TRAINING_THREADS,
    }


def compare(folder: Path, limit: int | None, epochs: int | None) -> dict[str, Any]:
    """Everything measured, as `pipelines.json` holds it."""
    results: dict[str, Any] = {"when": time.strftime("%Y-%m-%d %H:%M"), "setting": setting(limit, epochs)}
    before = tree()
    default, ours = build(folder, limit, epochs)
    say("default: training, unless its model is cached (many minutes)")
    results["training"] = {"default": train_cached(default)}
    say("ours: training")
    results["training"]["ours"] = train(ours)
    results["machine"] = machine()
    results["understanding"] = {side.name: understand(side) for side in (default, ours)}
    with ExitStack() as stack:
        served = start(stack, (default, ours))
        results["start"] = {name: round(one.start, 2) for name, one in served.items()}
        results["rounds"] = rounds(served)
        results["long"] = long_conversations(served["ours"])
    results["changed"] = tree() != before
    return results


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.pipelines", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--limit", type=int, metavar="N", help="train on N examples an intent: only to try the benchmark itself"
    )
    parser.add_argument(
        "--epochs", type=int, metavar="N", help="train the default side's networks for N epochs instead of 100"
    )
    return parser.parse_args()


def main() -> None:
    chosen = vars(arguments())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = RESULTS.joinpath(*(f"{name}-{value}" for name, value in chosen.items() if value))
    report.write(compare(folder, **chosen), folder)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped; every server it had started is stopped too.")
