"""How long a widget takes from navigation to an input that takes a key."""

from __future__ import annotations

import time
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from bench.widget.hosting import Host
from bench.widget.rivals import Widget

PATIENCE = 60
"""s"""
CPU_SLOWED = 4
BYTES_A_SECOND = 1_600_000 / 8

# Looks for the input in every shadow root, frame by frame, and gives it the focus; times the key that reaches it.
WATCH = """(selector) => {
  const find = (root) => {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const one of root.querySelectorAll("*")) {
      const inner = one.shadowRoot && find(one.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  addEventListener("input", (event) => {
    const input = event.composedPath()[0];
    if (!window.taken && (input.value ?? input.textContent).includes("x")) took(window.taken = performance.now());
  }, true);
  const look = () => {
    const input = find(document);
    if (input && !input.disabled && input.getClientRects().length) {
      input.focus();
      if (input.getRootNode().activeElement === input) return;
    }
    requestAnimationFrame(look);
  };
  look();
}"""


@dataclass(frozen=True)
class Start:
    """One start of a widget: `taken` ms to the key, `size` gzipped bytes of all its files fetched until then."""

    taken: float
    size: int


def start(browser: Browser, host: Host, widget: Widget, latency: float) -> Start:
    """Opens the widget's page in a fresh profile, on a slow processor and line.

    Args:
        browser: the browser; each start has a context, so a cache, of its own.
        host: where the pages are.
        widget: the widget.
        latency: ms that the line adds to every request.

    Raises:
        RuntimeError: the input took no key in a minute, or did not keep it.
    """
    context = browser.new_context()
    try:
        page = context.new_page()
        slow(page, latency)
        before = len(host.fetched)
        took: list[float] = []
        page.expose_function("took", lambda at: took.append(at))
        page.add_init_script(f"({WATCH})({widget.input!r})")
        page.goto(f"{host.url}/{widget.name}/", wait_until="commit")
        press_until(page, took)
        size = sum(bytes_ for name, _, bytes_ in host.fetched[before:] if name == widget.name)
        return Start(took[0], size)
    except Exception as error:
        raise RuntimeError(f"{widget.name} did not start: {error}") from error
    finally:
        context.close()


def slow(page: Page, latency: float) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWED})
    line = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND, "latency": latency}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **line})


def press_until(page: Page, took: list[float]) -> None:
    """Presses a key again and again, as someone impatient does, until one arrives in the input.

    Raises:
        RuntimeError: none did in a minute.
    """
    limit = time.monotonic() + PATIENCE
    while not took:
        if time.monotonic() > limit:
            raise RuntimeError(f"no key arrived in {PATIENCE} s")
        page.keyboard.press("x")
