"""Pictures of the widget's main states, written to results/screenshots/: `make screenshots`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chat import Chat
from mock_api import MockApi
from mock_store import RECORDED
from playwright.sync_api import Browser, BrowserContext, expect
from site_pages import Site, page_with
from states import COMPLAINTS, STATES

FOLDER = Path(__file__).parent.parent / "results" / "screenshots"
DESKTOP = {"viewport": {"width": 1000, "height": 800}, "device_scale_factor": 2}
NARROW = {"viewport": {"width": 320, "height": 640}, "device_scale_factor": 2}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
LOOKS: dict[str, dict[str, Any]] = {
    "dark": {**DESKTOP, "color_scheme": "dark"},
    "forced-colours": {**DESKTOP, "forced_colors": "active"},
    "phone": PHONE,
    "phone-dark": {**PHONE, "color_scheme": "dark"},
    "320": NARROW,
    "rtl": DESKTOP,
}
PICTURED = ("welcome", "faq", "timeline", "events", "sanctions", "steps")

pytestmark = pytest.mark.complains(*COMPLAINTS)
Opener = Callable[..., Chat]


@pytest.fixture
def shown(browser: Browser, site: Site, api: MockApi) -> Iterator[Opener]:
    """Puts the chat, not yet open, on a page of the site in a context with options of its own."""
    contexts: list[BrowserContext] = []
    site.pages["/rtl"] = page_with(api.url).replace('<html lang="en">', '<html lang="en" dir="rtl">')

    def show(url: str, **options: Any) -> Chat:
        context = browser.new_context(locale="en-GB", reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(url)
        return Chat(page)

    yield show
    for context in contexts:
        context.close()


def picture(chat: Chat, name: str, full_page: bool = False) -> None:
    chat.page.wait_for_timeout(300)
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    chat.page.screenshot(path=path, full_page=full_page)
    assert path.stat().st_size > 2000


@pytest.mark.parametrize("state", STATES)
def test_states(shown: Opener, site: Site, api: MockApi, state: str) -> None:
    chat = shown(site.url, **DESKTOP)
    STATES[state](chat, api)
    picture(chat, state)


@pytest.mark.parametrize("state", PICTURED)
@pytest.mark.parametrize("look", LOOKS)
def test_looks(shown: Opener, site: Site, api: MockApi, look: str, state: str) -> None:
    chat = shown(site.url + ("/rtl" if look == "rtl" else ""), **LOOKS[look])
    chat.launcher.click()
    if state != "welcome":
        chat.ask(RECORDED[state]["question"])
    picture(chat, f"{state}-{look}")


@pytest.mark.parametrize(("name", "options"), [("page", DESKTOP), ("page-dark", {**DESKTOP, "color_scheme": "dark"})])
def test_the_chat_page(shown: Opener, api: MockApi, name: str, options: dict[str, Any]) -> None:
    chat = shown(f"{api.url}/chat", **options)
    chat.ask(RECORDED["timeline"]["question"])
    expect(chat.answers).to_have_count(1)
    picture(chat, name, full_page=True)


def test_the_chat_page_on_a_phone(shown: Opener, api: MockApi) -> None:
    picture(shown(f"{api.url}/chat", **PHONE), "page-phone", full_page=True)
