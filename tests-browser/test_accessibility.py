"""WCAG 2.2 A and AA by axe in every state, and what axe cannot tell: the keyboard, zoom, colours, motion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chat import Chat, until
from mock_api import MockApi
from mock_store import RECORDED
from playwright.sync_api import Browser, BrowserContext, Page, expect
from site_pages import Site, page_with
from states import ALL_KINDS, COMPLAINTS, STATES, asked

pytestmark = pytest.mark.complains(*COMPLAINTS)

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
RUN = """(tags) => axe.run(document, {runOnly: {type: "tag", values: tags}}).then((found) => ({
  violations: found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id} (${rule.help}) at ${node.target.flat().join(" ")}: ${node.failureSummary}`)),
  seen: found.passes.flatMap((rule) => rule.nodes).filter((node) => node.target.some(Array.isArray)).length,
}))"""
NARROWEST = {"width": 320, "height": 640}


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page; it must have looked inside the widget's shadow root."""
    page.wait_for_timeout(250)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(RUN, TAGS)
    assert found["seen"] > 0, "axe saw nothing of the widget"
    return found["violations"]


@pytest.fixture
def launched(page: Page, site: Site) -> Chat:
    """The chat, not yet open."""
    page.goto(site.url)
    return Chat(page)


def test_axe_would_notice(launched: Chat) -> None:
    launched.open()
    launched.element.evaluate(
        """(element) => {
          const root = element.shadowRoot;
          root.querySelector("#input").removeAttribute("aria-label");
          root.querySelector("#input").removeAttribute("placeholder");
          root.querySelector(".welcome p").style.color = "#eee";
        }"""
    )
    found = " ".join(violations(launched.page))
    assert "label (" in found
    assert "color-contrast (" in found


LOOKS: dict[str, Callable[[Page], None]] = {
    "light": lambda page: None,
    "dark": lambda page: page.emulate_media(color_scheme="dark"),
    "forced colours": lambda page: page.emulate_media(color_scheme="light", forced_colors="active"),
    "right to left": lambda page: (page.emulate_media(forced_colors="none"), page.evaluate("document.dir = 'rtl'")),
    "narrowest": lambda page: (page.evaluate("document.dir = ''"), page.set_viewport_size(NARROWEST)),
}
"""From each look to the next."""


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_is_cut_off(launched: Chat, api: MockApi, state: str) -> None:
    STATES[state](launched, api)
    found = {}
    for look, change in LOOKS.items():
        change(launched.page)
        found[look] = violations(launched.page) + (["cut off"] if launched.scrolls_sideways() else [])
    assert found == {look: [] for look in LOOKS}


def test_the_looks_are_what_they_say(launched: Chat) -> None:
    launched.open()
    seen = {}
    for look, change in LOOKS.items():
        change(launched.page)
        launched.page.wait_for_timeout(400)
        colour, direction = launched.panel.evaluate(
            "(panel) => { const style = getComputedStyle(panel); return [style.backgroundColor, style.direction] }"
        )
        forced = launched.page.evaluate("matchMedia('(forced-colors: active)').matches")
        box = launched.panel.bounding_box()
        seen[look] = (dark(colour), direction, forced, bool(box) and box["width"] == NARROWEST["width"])
    assert seen == {
        "light": (False, "ltr", False, False),
        "dark": (True, "ltr", False, False),
        "forced colours": (False, "ltr", True, False),
        "right to left": (False, "rtl", False, False),
        "narrowest": (False, "ltr", False, True),
    }


def dark(colour: str) -> bool:
    """Whether a computed `rgb(...)` is dark."""
    red, green, blue = (int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")[:3])
    return red + green + blue < 200


@pytest.fixture
def pages(browser: Browser, api: MockApi, site: Site) -> Callable[..., Chat]:
    """Makes a chat, not yet open, in a context with options of its own; `page` is the site's page."""
    contexts: list[BrowserContext] = []

    def make(page: str = "/", **options: Any) -> Chat:
        context = browser.new_context(locale="en-GB", **options)
        contexts.append(context)
        opened = context.new_page()
        opened.goto(site.url + page)
        return Chat(opened)

    yield make
    for context in contexts:
        context.close()


def test_from_right_to_left_it_opens_in_the_other_corner(pages: Callable[..., Chat], site: Site, api: MockApi) -> None:
    site.pages["/rtl"] = page_with(api.url).replace('<html lang="en">', '<html lang="en" dir="rtl">')
    chat = pages("/rtl", viewport={"width": 1000, "height": 800})
    for shown in (lambda: chat.launcher, lambda: chat.open().panel):
        box = shown().bounding_box()
        assert box
        assert box["x"] + box["width"] / 2 < 500


def test_in_forced_colours_everything_has_an_edge(pages: Callable[..., Chat], api: MockApi) -> None:
    """Backgrounds and shadows are gone there: a panel, a button or a drawn period needs a line around it."""
    chat = pages(viewport={"width": 1000, "height": 800}, forced_colors="active")
    expect(chat.launcher).to_be_visible()
    edged = "(one) => { const style = getComputedStyle(one); return parseFloat(style.borderTopWidth) > 0 }"
    assert chat.launcher.evaluate(edged)
    asked("timeline", "sanctions")(chat, api)
    for one in (chat.panel, chat.input, chat.suggestions.first):
        assert one.evaluate(edged), one
    drawn = "(band) => { const s = getComputedStyle(band); return s.stroke !== 'none' && s.stroke !== s.fill }"
    assert all(chat.element.locator("svg .band > rect").evaluate_all(f"(bands) => bands.map({drawn})"))


def test_twice_the_text_size_still_shows_everything(pages: Callable[..., Chat], api: MockApi) -> None:
    """200 % zoom of a small laptop: half the pixels, twice as large."""
    chat = pages(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    ALL_KINDS(chat, api)
    assert not chat.scrolls_sideways()
    expect(chat.input).to_be_in_viewport()
    expect(chat.named("Close the chat")).to_be_in_viewport()
    assert violations(chat.page) == []


def test_text_spacing_of_ones_own_cuts_nothing_off(launched: Chat, api: MockApi) -> None:
    """WCAG 1.4.12, as a person's style sheet would set it."""
    asked("timeline", "sanctions")(launched, api)
    launched.element.evaluate(
        """(element) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important }`);
          element.shadowRoot.adoptedStyleSheets = [...element.shadowRoot.adoptedStyleSheets, sheet];
        }"""
    )
    assert not launched.scrolls_sideways()
    cut = launched.element.locator("button:visible, td, th, li").evaluate_all(
        "(all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent.trim())"
    )
    assert cut == []


@pytest.mark.parametrize(("width", "height"), [(390, 800), (320, 568), (800, 380)])
def test_on_a_phone_it_fills_the_screen(pages: Callable[..., Chat], api: MockApi, width: int, height: int) -> None:
    chat = pages(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
    chat.launcher.tap()
    expect(chat.panel).to_be_visible()
    chat.page.wait_for_timeout(300)
    assert chat.panel.bounding_box() == {"x": 0, "y": 0, "width": width, "height": height}
    # The keyboard would jump up and hide the welcome.
    expect(chat.input).not_to_be_focused()
    chat.input.tap()
    chat.ask(RECORDED["sanctions"]["question"])
    assert not chat.scrolls_sideways()
    expect(chat.input).to_be_in_viewport()
    chat.named("Close the chat").tap()
    expect(chat.launcher).to_be_visible()


def test_targets_are_large_enough_for_fingers(pages: Callable[..., Chat], api: MockApi) -> None:
    chat = pages(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    chat.launcher.tap()
    chat.input.tap()
    chat.ask(RECORDED["steps"]["question"])
    for one in chat.element.get_by_role("button").all():
        box = one.bounding_box()
        if box:
            assert min(box["width"], box["height"]) >= 24, one.get_attribute("aria-label") or one.inner_text()


def test_nothing_moves_for_those_who_asked_for_calm(launched: Chat, api: MockApi) -> None:
    launched.page.emulate_media(reduced_motion="reduce")
    STATES["answering"](launched, api)
    running = """(element) => element.shadowRoot.getAnimations().filter((one) =>
      one.effect.getComputedTiming().activeDuration > 20).map((one) => one.animationName ?? one.transitionProperty)"""
    assert launched.element.evaluate(running) == []
    launched.page.emulate_media(reduced_motion="no-preference")
    assert launched.element.evaluate(running) != []


FOCUSED = """() => {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  const style = getComputedStyle(one);
  const {width, height} = one.getBoundingClientRect();
  return {
    name: (one.getAttribute("aria-label") ?? one.textContent).trim().replace(/\\s+/g, " "),
    inside: one.getRootNode() !== document,
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none",
    visible: width > 0 && height > 0,
  };
}"""


def walk(page: Page, key: str = "Tab", steps: int = 80) -> list[str]:
    """The names of what the key leads to inside the widget, until it leaves it; each must show that it is focused."""
    names = []
    for _ in range(steps):
        focused = page.evaluate(FOCUSED)
        if not focused["inside"]:
            return names
        assert focused["visible"], focused
        assert focused["ringed"], f"no focus ring on {focused['name']}"
        names.append(focused["name"])
        page.keyboard.press(key)
    raise AssertionError(f"the keyboard is caught in the widget: {names}")


def test_everything_works_with_the_keyboard_alone(launched: Chat, api: MockApi) -> None:
    page, chat = launched.page, launched
    expect(chat.launcher).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="a link")).to_be_focused()
    page.keyboard.press("Tab")
    expect(chat.launcher).to_be_focused()
    page.keyboard.press("Enter")
    expect(chat.input).to_be_focused()
    page.keyboard.type(RECORDED["steps"]["question"])
    page.keyboard.press("Enter")
    expect(chat.answers).to_have_count(1)
    expect(chat.input).to_be_focused()

    # Back from the field: suggestions, the answer's tools, its links, the log itself, the head.
    backwards = walk(page, "Shift+Tab")
    suggestions = RECORDED["steps"]["answers"][0]["suggestions"]
    for name in (
        *suggestions,
        "Bad answer",
        "Good answer",
        "Conversation",
        "Close the chat",
        "Forget this conversation",
    ):
        assert name in backwards, name
    assert sum("opens in a new tab" in name for name in backwards) >= 5

    chat.input.focus()
    press_on(page, suggestions[0])
    expect(chat.questions.last).to_have_text(suggestions[0])
    expect(chat.answers).to_have_count(2)

    press_on(page, "Good answer")
    until(page, lambda: [one["rating"] for one in api.store.only().feedback] == ["up"])

    before = chat.log.evaluate("(log) => log.scrollTop")
    press_on(page, "Conversation", "PageUp")
    page.wait_for_timeout(400)
    assert chat.log.evaluate("(log) => log.scrollTop") < before

    press_on(page, "Forget this conversation")
    expect(chat.named("Keep it")).to_be_focused()
    page.keyboard.press("Escape")
    expect(chat.named("Forget this conversation")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(chat.named("Forget it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(chat.questions).to_have_count(0)
    expect(chat.input).to_be_focused()

    page.keyboard.press("Escape")
    expect(chat.launcher).to_be_focused()


def press_on(page: Page, name: str, key: str = "Enter") -> None:
    """Goes back to what has this name and presses the key on it."""
    for _ in range(80):
        if page.evaluate(FOCUSED)["name"] == name:
            page.keyboard.press(key)
            return
        page.keyboard.press("Shift+Tab")
    raise AssertionError(f"the keyboard does not get to {name}")


def test_the_keyboard_leaves_the_open_chat_at_both_ends(launched: Chat) -> None:
    """On a large screen it is no modal: the page stays within reach."""
    launched.open()
    walk(launched.page, "Tab")
    launched.input.focus()
    walk(launched.page, "Shift+Tab")


def test_on_a_phone_the_page_behind_is_out_of_reach(pages: Callable[..., Chat]) -> None:
    chat = pages(viewport={"width": 390, "height": 800})
    chat.open()
    for _ in range(30):
        chat.page.keyboard.press("Tab")
        expect(chat.page.get_by_role("link", name="a link")).not_to_be_focused()


def test_a_screen_reader_finds_heading_log_and_who_said_what(launched: Chat, api: MockApi) -> None:
    asked("faq")(launched, api)
    expect(launched.named("Détente", "dialog")).to_be_visible()
    expect(launched.named("Détente", "heading")).to_be_visible()
    expect(launched.log).to_have_accessible_name("Conversation")
    turn = launched.log.locator(".turn")
    expect(turn).to_contain_text(f"You said: {RECORDED['faq']['question']}")
    expect(turn).to_contain_text("Détente answered:")
