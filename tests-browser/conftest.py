"""Chromium, the mock API, a site that embeds the widget, and a watch for anything the browser complains about."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from chat import Chat
from mock_api import MockApi
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from site_pages import Site, page_with

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Nothing leaves this machine, whatever a page asks for.
ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]
PATIENCE = 7000
"""ms for anything to appear."""
# Chromium's own line for every request that fails; what the widget makes of it is what the tests look at.
FAILED_REQUEST = r"^Failed to load resource"


def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Without Chromium: one line that says so, and a failure where nobody reads it."""
    if CHROMIUM or config.option.collectonly or config.option.help:
        return None
    print("not run: there is no Chromium on PATH (on Debian: apt install chromium)")
    return 1 if os.environ.get("CI") == "true" else 0


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "complains(pattern): the browser's console may say what the pattern matches")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 1000, "height": 800}, "locale": "en-GB"}


@pytest.fixture(autouse=True)
def complaints(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Every console error and warning, exception and policy violation of every page; any of them fails the test."""
    heard: list[str] = []
    allowed = [re.compile(one) for mark in request.node.iter_markers("complains") for one in mark.args]

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            heard.append(message.text)

    context.set_default_timeout(PATIENCE)
    context.on("console", console)
    context.on("weberror", lambda error: heard.append(f"exception: {error.error}"))
    context.expose_function("policyViolation", lambda what: heard.append(f"policy violation: {what}"))
    context.add_init_script(
        "addEventListener('securitypolicyviolation', (event) =>"
        " policyViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`))"
    )
    yield heard
    left = [text for text in heard if not any(pattern.search(text) for pattern in allowed)]
    assert not left, left


@pytest.fixture
def api() -> Iterator[MockApi]:
    server = MockApi()
    yield server
    server.faults.release()
    server.stop()


@pytest.fixture
def site(api: MockApi) -> Iterator[Site]:
    """A site of another origin that the API allows."""
    server = Site()
    server.pages["/"] = page_with(api.url)
    api.origins.add(server.url)
    yield server
    server.stop()


@pytest.fixture
def chat(page: Page, site: Site) -> Chat:
    """The chat, open, on a page of the site that has nothing but the one line."""
    page.goto(site.url)
    return Chat(page).open()


@pytest.fixture
def tab(context: BrowserContext, site: Site) -> Callable[[], Chat]:
    """Opens one more tab of the same browser on the site, with the chat open."""

    def another() -> Chat:
        page = context.new_page()
        page.goto(site.url)
        return Chat(page).open()

    return another
