"""The results as a table for people and as JSON for programs."""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

Rounds = dict[str, list[dict[str, float]]]

MEASURES = (
    ("faq_p50", "FAQ answer, p50, ms"),
    ("faq_p95", "FAQ answer, p95, ms"),
    ("faq_p99", "FAQ answer, p99, ms"),
    ("lookup_p50", "lookup, p50, ms"),
    ("lookup_p95", "lookup, p95, ms"),
    ("lookup_p99", "lookup, p99, ms"),
    ("lookup_to_faq", "lookup p50 / FAQ answer p50"),
    ("faq_throughput", "FAQ answers a second, 8 clients"),
    ("lookup_throughput", "lookups a second, 8 clients"),
    ("steady", "Rasa server, steady memory, MB"),
    ("peak", "Rasa server, peak memory, MB"),
    ("faq_right", "FAQ questions answered from their topic, %"),
    ("lookup_right", "lookup questions answered by a lookup, %"),
    ("silent", "one client: questions without an answer, %"),
)

Row = tuple[str, str, str, str]


def number(value: float) -> str:
    """Three significant digits, whole from 100 up."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def once(name: str, default: float, ours: float) -> Row:
    return name, number(default), number(ours), number(default / ours)


def over_rounds(key: str, name: str, rounds: Rounds) -> Row:
    """Medians over the rounds, and the median and range of the ratios within each round."""
    default, ours = ([one[key] for one in rounds[side]] for side in ("default", "ours"))
    ratios = [a / b for a, b in zip(default, ours, strict=True) if b]
    ratio = f"{number(statistics.median(ratios))} ({number(min(ratios))} to {number(max(ratios))})" if ratios else ""
    return name, number(statistics.median(default)), number(statistics.median(ours)), ratio


def rows(results: dict[str, Any]) -> list[Row]:
    training, start, understanding = results["training"], results["start"], results["understanding"]
    return [
        once("training, s", training["default"]["seconds"], training["ours"]["seconds"]),
        once("start to first answer, s", start["default"], start["ours"]),
        *(over_rounds(key, name, results["rounds"]) for key, name in MEASURES),
        once("understanding, p50, ms", understanding["default"]["p50"], understanding["ours"]["p50"]),
    ]


def table(lines: list[tuple[str, ...]]) -> list[str]:
    """A Markdown table, padded so that it reads well as it is."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    head, *body = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    return [head, "|" + "|".join("-" * (width + 2) for width in widths) + "|", *body]


def conditions(results: dict[str, Any]) -> list[str]:
    machine, record, setting = results["machine"], results["training"]["default"], results["setting"]
    source = f"from the cache, trained {record['when']}" if record["cached"] else "trained in this run"
    if record["machine"]["processor"] != machine["processor"] or record["machine"]["cores"] != machine["cores"]:
        source += f" on another machine ({record['machine']['processor']}, {record['machine']['cores']} cores)"
    limit, epochs = setting["limit"], setting["epochs"]
    return [
        *([f"**Not a result: trained on {limit} examples an intent (--limit {limit}).**", ""] if limit else []),
        *(["**Not a result: the code or the data changed during the run.**", ""] if results["changed"] else []),
        f"- {results['when']}, {machine['processor']}, {machine['cores']} cores, load {machine['load']} before, "
        f"Python {machine['python']}, commit {machine['commit']}.",
        f"- Default's model: {source} (load {record['machine']['load']} before); ours: trained in this run; "
        f"{setting['training_threads']} threads each.",
        *([f"- Default's networks learnt for {epochs} epochs, not 100 (--epochs {epochs})."] if epochs else []),
        f"- Served with {setting['serving_threads']} thread a library, SQLite, an action server each, 127.0.0.1; "
        "second start of each.",
        f"- {setting['rounds']} rounds, default and ours in turn: medians over the rounds; the ratio is the median "
        "(and range) of the ratios within a round. Memory includes child processes; MB are 10^6 bytes.",
        f"- In a round one client asks {setting['faq']} FAQ questions and {setting['lookups']} lookups, "
        f"{setting['clients']} clients each kind up to {setting['count']} times or {setting['seconds']:.0f} s; "
        f"a new conversation after every {setting['conversation']} questions.",
    ]


def long_line(results: dict[str, Any]) -> str:
    found = results["long"]
    return (
        f"Ours in one conversation, median of {found['conversations']}: question {found['early']} "
        f"{number(found['early_ms'])} ms, question {found['late']} {number(found['late_ms'])} ms, "
        f"ratio {number(found['late_ms'] / found['early_ms'])}."
    )


def components(results: dict[str, Any], side: str) -> list[str]:
    found = results["understanding"][side]["components"]
    lines = [(name, number(milliseconds)) for name, milliseconds in found.items()]
    return [f"Understanding by component, {side}, one core:", "", *table([("component", "p50, ms"), *lines]), ""]


def text(results: dict[str, Any]) -> str:
    head = ("measure", "default", "ours", "default / ours")
    return "\n".join(
        [
            "# Rasa's default pipeline against ours",
            "",
            *conditions(results),
            "",
            *table([head, *rows(results)]),
            "",
            long_line(results),
            "",
            *components(results, "ours"),
            *components(results, "default"),
        ]
    )


def write(results: dict[str, Any], folder: Path) -> None:
    """Prints the report, and writes it as `pipelines.md` and `pipelines.json`."""
    report = text(results)
    (folder / "pipelines.md").write_text(report, encoding="utf-8")
    (folder / "pipelines.json").write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\n{report}\nWritten to {folder}/pipelines.md and .json", flush=True)
