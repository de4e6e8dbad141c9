"""How long a widget takes from navigation to an input that takes a key."""

from __future__ import annotations

import time
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, Page

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
    if (window.taken || !(input.value ?? input.textContent).includes("x")) return;
    window.taken = performance.now();
    took(String(window.taken));
  }, true);
  const look = () => {
    const input = find(document);
    if (input && !input.disabled && input.getClientRects().length) {
      input.focus();
      if (input.getRootNode().activeElement === input) return focused("");
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
        session = context.new_cdp_session(page)
        slow(session, latency)
        before = len(host.fetched)
        told: dict[str, str] = {}
        for name in ("focused", "took"):
            session.send("Runtime.addBinding", {"name": name})
        session.on("Runtime.bindingCalled", lambda call: told.update({call["name"]: call["payload"]}))
        page.add_init_script(f"({WATCH})({widget.input!r})")
        page.goto(f"{host.url}/{widget.name}/", wait_until="commit")
        press(page, told)
        size = sum(bytes_ for name, _, bytes_ in host.fetched[before:] if name == widget.name)
        return Start(float(told["took"]), size)
    except Exception as error:
        raise RuntimeError(f"{widget.name} did not start: {error}") from error
    finally:
        context.close()


def slow(session: CDPSession, latency: float) -> None:
    """Slows the page's processor and line from now on."""
    session.send("Runtime.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWED})
    line = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND, "latency": latency}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **line})


def press(page: Page, told: dict[str, str]) -> None:
    """Once the input has the focus, presses a key again and again until one arrives in it.

    Not before: handling keys that nothing takes would slow the start that is timed.

    Raises:
        RuntimeError: none did in a minute.
    """
    limit = time.monotonic() + PATIENCE
    while "took" not in told:
        if time.monotonic() > limit:
            raise RuntimeError(f"no key arrived in {PATIENCE} s")
        if "focused" in told:
            page.keyboard.press("x")
        else:
            page.wait_for_timeout(2)
