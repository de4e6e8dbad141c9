"""Measures, prints a table, and writes results/bench/widget.json."""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.machine import machine
from bench.running import ROOT
from bench.widget.hosting import Host, hosting
from bench.widget.rivals import OURS, WIDGETS
from bench.widget.starting import BYTES_A_SECOND, CPU_SLOWED, Start, start

ROUNDS = 9
LATENCIES = (0, 150)
"""ms that the line adds: none, and what a phone's has."""
# rasa-webchat asks a public host for a font; nothing here leaves the machine, so that it is not waited for either.
ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
OUT = ROOT / "results" / "bench" / "widget.json"


def main() -> None:
    chromium = shutil.which("chromium")
    if not chromium:
        sys.exit("This needs Chromium (on Debian: apt install chromium).")
    if missing := [str(path) for widget in WIDGETS for path in widget.missing()]:
        sys.exit(f"Missing: {', '.join(missing)}. `make bench-widget` builds and installs what is measured.")
    with hosting() as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        try:
            results = [measured(browser, host, latency) for latency in LATENCIES]
            about = {**machine(), "browser": browser.version, "rounds": ROUNDS, "cpu_slowed": CPU_SLOWED}
        finally:
            browser.close()
    OUT.parent.mkdir(parents=True, exist_ok=True)
    report = {"machine": about, "bytes_a_second": BYTES_A_SECOND, "results": results}
    OUT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    for result in results:
        print_table(result)
    print(f"Written to {OUT.relative_to(ROOT)}")


def measured(browser: Browser, host: Host, latency: int) -> dict[str, Any]:
    """Nine starts of each widget in turn, after one that does not count."""
    starts: dict[str, list[Start]] = {widget.name: [] for widget in WIDGETS}
    for round_ in range(ROUNDS + 1):
        # Each goes first, second and last in turn.
        order = [WIDGETS[(round_ + place) % len(WIDGETS)] for place in range(len(WIDGETS))]
        for widget in order:
            one = start(browser, host, widget, latency)
            if round_:
                starts[widget.name].append(one)
        print(f"latency {latency} ms: round {round_} of {ROUNDS}", file=sys.stderr)
    return {"latency_ms": latency, "widgets": {name: summary(ones) for name, ones in starts.items()}}


def summary(starts: list[Start]) -> dict[str, Any]:
    taken = sorted(one.taken for one in starts)
    return {
        "gzipped_bytes": max(one.size for one in starts),
        "to_key_ms": round(statistics.median(taken)),
        "least_ms": round(taken[0]),
        "most_ms": round(taken[-1]),
    }


def print_table(result: dict[str, Any]) -> None:
    ours = result["widgets"][OURS.name]
    print(f"\nCPU slowed {CPU_SLOWED}x, 1.6 Mbit/s, {result['latency_ms']} ms added latency, median of {ROUNDS}")
    print(f"{'':14}{'gzipped, KB':>12}{'to a key, ms':>14}{'least-most':>14}{'size / ours':>13}{'time / ours':>13}")
    for name, one in result["widgets"].items():
        span = f"{one['least_ms']}-{one['most_ms']}"
        size, time = one["gzipped_bytes"] / ours["gzipped_bytes"], one["to_key_ms"] / ours["to_key_ms"]
        print(f"{name:14}{one['gzipped_bytes'] / 1000:12.1f}{one['to_key_ms']:14}{span:>14}{size:13.1f}{time:13.2f}")


if __name__ == "__main__":
    main()
