"""The /chat page: the chat, how to embed it, and the panel that themes it, under the page's own strict policy."""

from __future__ import annotations

import pytest
from chat import Chat
from mock_api import MockApi
from mock_store import RECORDED
from playwright.sync_api import BrowserContext, Locator, Page, expect
from site_pages import Site, page_with
from test_accessibility import violations


@pytest.fixture
def shown(page: Page, api: MockApi) -> Chat:
    """The chat of the page."""
    response = page.goto(f"{api.url}/chat")
    assert response
    assert "default-src 'none'" in response.headers["content-security-policy"]
    return Chat(page)


def theming(page: Page) -> Locator:
    return page.locator("form#theme")


def test_it_says_what_it_is_and_chats(shown: Chat, api: MockApi) -> None:
    page = shown.page
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for said in ("A bot, not a person", "2024", "30 days"):
        expect(page.get_by_text(said).first).to_be_visible()
    shown.ask(RECORDED["faq"]["question"])
    page.reload()
    expect(shown.answers).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 320])
def test_axe_finds_nothing(shown: Chat, scheme: str, width: int) -> None:
    shown.page.emulate_media(color_scheme=scheme)
    shown.page.set_viewport_size({"width": width, "height": 800})
    shown.ask(RECORDED["sanctions"]["question"])
    assert violations(shown.page) == []
    assert not shown.scrolls_sideways()


def test_the_snippets_it_shows_work_on_another_site(shown: Chat, site: Site, api: MockApi) -> None:
    """Both the button in the corner and the part of the page, under the policy that it names, with its CSS."""
    page, form = shown.page, theming(shown.page)
    form.get_by_label("Heading").fill("Ask us")
    form.get_by_label("Accent on light").fill("#7a1f5c")
    policy, css = page.locator("#csp").inner_text(), page.locator("#css").inner_text()
    for mode in ("A button in the corner", "Part of the page"):
        page.goto(f"{api.url}/chat")
        form.get_by_label("Heading").fill("Ask us")
        form.get_by_label(mode).check()
        snippet = page.locator("#snippet").inner_text()
        site.pages["/pasted"] = (
            f"<!doctype html><html lang=en><title>Pasted</title><body><p>x</p>{snippet}</body></html>"
        )
        site.policy = f"default-src 'none'; {policy}"
        page.goto(f"{site.url}/pasted")
        pasted = Chat(page)
        if mode == "A button in the corner":
            pasted.open()
        expect(pasted.named("Ask us", "heading")).to_be_visible()
        pasted.ask("hi")
    site.policy = ""
    site.pages["/pasted"] = page_with(api.url, head=f"<style>{css}</style>")
    page.goto(f"{site.url}/pasted")
    expect(Chat(page).launcher).to_have_css("background-color", "rgb(122, 31, 92)")


def test_the_panel_themes_the_chat_and_writes_the_css(shown: Chat) -> None:
    page, form = shown.page, theming(shown.page)
    css, snippet = page.locator("#css"), page.locator("#snippet")
    form.get_by_label("Dark", exact=True).check()
    expect(shown.element).to_have_attribute("theme", "dark")
    expect(snippet).to_contain_text('data-theme="dark"')
    form.get_by_label("Heading").fill('Ask "us" & them')
    expect(shown.named('Ask "us" & them', "heading")).to_be_visible()
    expect(snippet).to_contain_text('data-heading="Ask &quot;us&quot; &amp; them"')
    form.get_by_label("Part of the page").check()
    expect(snippet).to_contain_text('<detente-chat mode="inline"')
    form.get_by_label("Light", exact=True).check()
    form.get_by_label("Accent on light").fill("#7a1f5c")
    expect(css).to_contain_text("--detente-accent")
    expect(shown.suggestions.first).to_be_visible()
    form.get_by_label("Corners").fill("3")
    expect(css).to_contain_text("--detente-radius: 3px")
    form.get_by_role("button", name="As it was").click()
    expect(css).to_contain_text("nothing to change")
    expect(shown.named("Détente", "heading")).to_be_visible()


def test_an_accent_that_cannot_be_read_is_warned_of(shown: Chat) -> None:
    form = theming(shown.page)
    warning = form.get_by_role("status")
    expect(warning).to_have_text("")
    form.get_by_label("Accent on light").fill("#ffe97a")
    expect(warning).to_contain_text("contrast")


def test_snippets_are_copied(shown: Chat, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = shown.page
    page.locator("[data-copy=snippet]").click()
    expect(page.locator("[data-copy=snippet]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#snippet").inner_text()
