"""What a site that embeds the widget can rely on."""

from __future__ import annotations

import json
import re

import pytest
import requests
from chat import Chat
from conftest import FAILED_REQUEST
from mock_api import DIST, MockApi
from mock_store import RECORDED
from playwright.sync_api import Page, expect
from site_pages import Site, page_with


def test_one_line_works_across_origins_under_a_strict_policy(page: Page, site: Site, api: MockApi) -> None:
    site.strict(api.url)
    page.goto(site.url)
    assert page.evaluate("location.origin") != api.url
    chat = Chat(page).open()
    for kind in RECORDED:
        chat.ask(RECORDED[kind]["question"])
    chat.answers.first.get_by_role("button", name="Bad answer").click()
    chat.named("Tell us").click()
    page.reload()
    chat.open()
    expect(chat.answers).to_have_count(len(RECORDED))
    chat.forget()
    expect(chat.answers).to_have_count(0)
    # A stylesheet that the policy had refused would leave the panel where the text is.
    assert chat.panel.evaluate("(panel) => getComputedStyle(panel).position") == "fixed"


def test_a_policy_that_is_broken_would_be_noticed(page: Page, site: Site, api: MockApi, complaints: list[str]) -> None:
    site.pages["/inline"] = page_with(api.url, body="<script>window.inline = 1</script>")
    site.strict(api.url)
    page.goto(f"{site.url}/inline")
    expect(Chat(page).launcher).to_be_visible()
    page.wait_for_timeout(200)
    assert [one for one in complaints if "policy violation: script-src" in one]
    complaints.clear()


def test_a_second_tag_starts_no_second_chat(page: Page, site: Site, api: MockApi) -> None:
    again = f'<script type="module" src="{api.url}/widget.js" data-auto></script>'
    other = f'<script type="module" src="{api.url}/widget.js?v=2" data-auto></script>'
    site.pages["/twice"] = page_with(api.url, body=again + other, head=again)
    page.goto(f"{site.url}/twice")
    chat = Chat(page).open()
    page.wait_for_load_state("networkidle")
    expect(chat.element).to_have_count(1)
    chat.ask("hi")
    page.evaluate(
        """(src) => new Promise((done) => {
          const tag = Object.assign(document.createElement("script"), {type: "module", src, onload: done});
          tag.dataset.auto = "";
          document.head.append(tag);
        })""",
        f"{api.url}/widget.js?v=3",
    )
    expect(chat.element).to_have_count(1)
    chat.ask("still there")
    assert api.store.texts == ["hi", "still there"]
    assert len(api.store.conversations) == 1


def test_a_page_with_its_own_element_gets_no_other(page: Page, site: Site, api: MockApi) -> None:
    site.pages["/own"] = page_with(api.url, body='<detente-chat mode="inline"></detente-chat>')
    page.goto(f"{site.url}/own")
    chat = Chat(page)
    expect(chat.input).to_be_visible()
    expect(chat.element).to_have_count(1)
    expect(chat.launcher).to_have_count(0)
    expect(chat.named("Close the chat")).to_have_count(0)
    page.keyboard.press("Escape")
    chat.ask("hi")


def test_without_data_auto_the_site_places_the_element_itself(page: Page, site: Site, api: MockApi) -> None:
    site.pages["/none"] = page_with(api.url, script="")
    page.goto(f"{site.url}/none")
    page.wait_for_function("Boolean(customElements.get('detente-chat'))")
    chat = Chat(page)
    expect(chat.element).to_have_count(0)
    page.evaluate("document.body.append(document.createElement('detente-chat'))")
    chat.open()
    chat.ask("hi")


def test_two_elements_share_one_conversation(page: Page, site: Site, api: MockApi) -> None:
    one = '<detente-chat mode="inline"></detente-chat>'
    site.pages["/two"] = page_with(api.url, body=f"<div id='a'>{one}</div><div id='b'>{one}</div>")
    page.goto(f"{site.url}/two")
    first, second = page.locator("#a"), page.locator("#b")
    first.get_by_role("textbox").fill("from the first")
    first.get_by_role("textbox").press("Enter")
    expect(second.locator("[part=answer] > .text")).to_have_text(["You asked: from the first"])
    second.get_by_role("textbox").fill("from the second")
    second.get_by_role("textbox").press("Enter")
    expect(first.locator("[part=answer] > .text")).to_have_count(2)
    assert len(api.store.conversations) == 1
    assert api.store.texts == ["from the first", "from the second"]


def test_it_can_be_taken_away_and_put_back(chat: Chat, api: MockApi) -> None:
    chat.ask("first")
    chat.page.evaluate("window.chat = document.querySelector('detente-chat'); chat.remove()")
    expect(chat.element).to_have_count(0)
    chat.page.evaluate("document.querySelector('main').append(chat)")
    if not chat.input.is_visible():
        chat.open()
    chat.ask("second")
    assert chat.answered() == ["You asked: first", "You asked: second"]
    chat.page.evaluate(
        "chat.remove(); const fresh = document.createElement('detente-chat'); document.body.append(fresh); fresh.open()"
    )
    expect(chat.texts).to_have_text(["You asked: first", "You asked: second"])
    chat.ask("third")
    assert api.store.texts == ["first", "second", "third"]
    assert len(api.store.conversations) == 1


def test_an_answer_that_comes_while_it_is_away_is_there_when_it_is_back(chat: Chat, api: MockApi) -> None:
    api.faults.hold()
    chat.say("slow")
    chat.page.evaluate("window.chat = document.querySelector('detente-chat'); chat.remove()")
    api.faults.release()
    chat.page.wait_for_timeout(300)
    chat.page.evaluate("document.body.append(chat); chat.open()")
    expect(chat.texts).to_have_text(["You asked: slow"])
    assert api.store.texts == ["slow"]


def test_attributes_of_the_element_and_of_the_tag(page: Page, site: Site, api: MockApi) -> None:
    site.pages["/tag"] = page_with(
        api.url, script='data-auto data-heading="Ask us" data-theme="dark" data-open data-lang="de" data-dir="rtl"'
    )
    page.goto(f"{site.url}/tag")
    chat = Chat(page)
    expect(chat.input).to_be_visible()
    expect(chat.named("Ask us", "heading")).to_be_visible()
    expect(chat.element).to_have_attribute("theme", "dark")
    expect(chat.element).to_have_attribute("lang", "de")
    assert chat.panel.evaluate("(panel) => getComputedStyle(panel).direction") == "rtl"
    dark = chat.panel.evaluate("(panel) => getComputedStyle(panel).backgroundColor")
    page.evaluate("document.querySelector('detente-chat').setAttribute('theme', 'light')")
    assert chat.panel.evaluate("(panel) => getComputedStyle(panel).backgroundColor") != dark
    page.evaluate("document.querySelector('detente-chat').removeAttribute('open')")
    expect(chat.input).to_be_hidden()
    page.evaluate("document.querySelector('detente-chat').setAttribute('heading', 'Other')")
    chat.open()
    expect(chat.named("Other", "heading")).to_be_visible()


def test_the_api_can_be_elsewhere_than_the_script(page: Page, site: Site, api: MockApi) -> None:
    elsewhere = MockApi()
    elsewhere.origins.add(site.url)
    try:
        site.pages["/api"] = page_with(
            api.url, body=f'<detente-chat mode="inline" api="{elsewhere.url}"></detente-chat>'
        )
        page.goto(f"{site.url}/api")
        Chat(page).ask("hi")
        assert elsewhere.store.texts == ["hi"]
        assert list(Chat(page).stored()) == [f"detente:{elsewhere.url}"]
        assert api.store.conversations == {}
    finally:
        elsewhere.stop()


def test_the_script_finds_its_api_at_its_own_address(chat: Chat, api: MockApi) -> None:
    chat.ask("hi")
    assert api.store.texts == ["hi"]


def test_every_string_can_be_replaced(chat: Chat) -> None:
    """No word of the default strings is left once each is replaced by its own name."""
    page = chat.page
    chat.ask(RECORDED["sanctions"]["question"])
    page.evaluate(
        """() => {
          const chat = document.querySelector("detente-chat");
          chat.strings = Object.fromEntries(Object.entries(chat.t).map(([name, value]) =>
            [name, Array.isArray(value) ? value.map((_, n) => `Q${n}`) : `§${name}`]));
          chat.heading = "§heading";
        }"""
    )
    expect(page.get_by_role("button", name="§close")).to_be_visible()
    expect(page.get_by_role("textbox", name="§input")).to_have_attribute("placeholder", "§placeholder")
    expect(page.get_by_role("button", name="§send")).to_be_attached()
    expect(page.get_by_role("log", name="§log")).to_be_visible()
    expect(chat.element.locator("[part=welcome]")).to_contain_text("§privacy")
    named = chat.element.evaluate(
        """(element) => [...element.shadowRoot.querySelectorAll("[aria-label], [placeholder]")].flatMap((one) =>
          [one.getAttribute("aria-label"), one.getAttribute("placeholder")].filter(Boolean))"""
    )
    assert [name for name in named if not name.startswith("§")] == []


def test_questions_and_welcome_can_be_the_sites_own(page: Page, site: Site, api: MockApi) -> None:
    page.goto(site.url)
    page.evaluate(
        """customElements.whenDefined("detente-chat").then(() => {
          document.querySelector("detente-chat").strings = {welcome: "Hallo!", firstQuestions: ["Waren sie Partner?"]};
        })"""
    )
    chat = Chat(page).open()
    expect(chat.element.locator("[part=welcome]")).to_contain_text("Hallo!")
    expect(chat.suggestions).to_have_text(["Waren sie Partner?"])
    chat.suggestions.click()
    expect(chat.texts).to_have_text(["You asked: Waren sie Partner?"])
    assert api.store.texts == ["Waren sie Partner?"]


def test_the_javascript_api_and_its_events(page: Page, site: Site, api: MockApi) -> None:
    page.goto(site.url)
    page.evaluate(
        """customElements.whenDefined("detente-chat").then(() => {
          const chat = document.querySelector("detente-chat");
          window.heard = [];
          window.ends = ["open", "close", "message", "answer", "forgotten", "rated"].map((name) =>
            chat.on(name, (detail) => heard.push([name, detail])));
          document.addEventListener("detente-answer", () => heard.push(["bubbled", null]));
        })"""
    )
    chat = Chat(page)
    page.evaluate("document.querySelector('detente-chat').open()")
    expect(chat.input).to_be_visible()
    message = page.evaluate("document.querySelector('detente-chat').send('from the page')")
    expect(chat.texts).to_have_text(["You asked: from the page"])
    assert api.store.runs[0][1:] == (message, "from the page")
    assert page.evaluate("document.querySelector('detente-chat').send('  ')") is None
    assert page.evaluate("document.querySelector('detente-chat').send('x'.repeat(2001))") is None
    chat.named("Good answer").click()
    expect(chat.named("Good answer")).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("heard.some(([name]) => name === 'rated')")
    chat.forget()
    expect(chat.questions).to_have_count(0)
    page.evaluate("document.querySelector('detente-chat').close()")
    expect(chat.launcher).to_be_visible()
    heard = page.evaluate("heard")
    assert [name for name, _ in heard] == ["open", "message", "answer", "bubbled", "rated", "forgotten", "close"]
    details = dict(heard)
    assert details["message"] == {"id": message, "text": "from the page"}
    assert details["answer"]["id"] == message
    assert details["answer"]["answers"][0]["text"] == "You asked: from the page"
    assert details["rated"] == {"answer": f"{message}.0", "rating": "up"}
    page.evaluate("ends.forEach((end) => end()); document.querySelector('detente-chat').open()")
    expect(chat.input).to_be_visible()
    assert len(page.evaluate("heard")) == len(heard)


def test_opening_just_after_closing_leaves_it_open(chat: Chat) -> None:
    """A dialog tells that it was closed a moment later, when it may be open again."""
    chat.page.evaluate(
        """async () => {
          const chat = document.querySelector("detente-chat");
          chat.close();
          await chat.updateComplete;
          chat.open();
        }"""
    )
    chat.page.wait_for_timeout(200)
    expect(chat.input).to_be_visible()
    chat.ask("hi")


@pytest.mark.complains(FAILED_REQUEST, "net::ERR_")
def test_errors_are_told_to_the_page(chat: Chat, api: MockApi) -> None:
    chat.page.evaluate(
        "() => { window.heard = []; document.querySelector('detente-chat').on('error', (told) => heard.push(told)); }"
    )
    chat.page.context.set_offline(True)
    chat.say("lost")
    chat.page.wait_for_function("heard.length > 0")
    assert chat.page.evaluate("heard[0].status") == 0


def test_the_sites_style_does_not_reach_in_and_the_widgets_not_out(page: Page, site: Site, api: MockApi) -> None:
    style = (
        "<style>* { color: rgb(1, 2, 3); font-size: 40px; text-transform: uppercase; letter-spacing: 9px }"
        " button { display: none }</style>"
    )
    before = "getComputedStyle(document.querySelector('h1')).cssText + document.adoptedStyleSheets.length"
    site.pages["/bare"] = page_with(api.url, script="")
    page.goto(f"{site.url}/bare")
    bare = page.evaluate(before)
    page.wait_for_function("Boolean(customElements.get('detente-chat'))")
    page.evaluate("document.body.append(document.createElement('detente-chat'))")
    Chat(page).open()
    assert page.evaluate(before) == bare
    assert page.locator("head style, head link[rel=stylesheet]").count() == 0
    site.pages["/loud"] = page_with(api.url, head=style)
    page.goto(f"{site.url}/loud")
    chat = Chat(page).open()
    answer = chat.ask("hi")
    text = answer.locator(".text")
    for name, loud in (
        ("color", "rgb(1, 2, 3)"),
        ("font-size", "40px"),
        ("text-transform", "uppercase"),
        ("letter-spacing", "9px"),
    ):
        expect(text).not_to_have_css(name, loud)
    expect(answer.get_by_role("button").first).to_be_visible()


def test_it_is_themed_by_custom_properties_and_parts(page: Page, site: Site, api: MockApi) -> None:
    site.pages["/themed"] = page_with(
        api.url,
        head=(
            "<style>detente-chat { --detente-accent: rgb(120, 0, 90) }"
            " detente-chat::part(panel) { border: 7px solid rgb(1, 2, 3) }"
            " detente-chat::part(launcher) { border-radius: 3px }</style>"
        ),
    )
    page.goto(f"{site.url}/themed")
    chat = Chat(page)
    expect(chat.launcher).to_have_css("border-radius", "3px")
    expect(chat.launcher).to_have_css("background-color", "rgb(120, 0, 90)")
    chat.open()
    expect(chat.panel).to_have_css("border-top-width", "7px")


def test_the_script_says_its_version_and_is_fetched_anew_only_when_it_changed(api: MockApi) -> None:
    script = requests.get(f"{api.url}/widget.js", timeout=5)
    version = json.loads((DIST.parent / "package.json").read_text())["version"]
    assert version in script.text[:200]
    again = requests.get(f"{api.url}/widget.js", headers={"If-None-Match": script.headers["ETag"]}, timeout=5)
    assert (again.status_code, again.content) == (304, b"")


def test_no_text_is_ever_read_as_markup_or_code() -> None:
    """Neither in our own sources nor, beside Lit's one template element, in what is shipped."""
    risky = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|unsafe(?:HTML|SVG)|document\.write|\beval\(|new Function|srcdoc"
    )
    sources = list((DIST.parent / "src").rglob("*.ts"))
    assert len(sources) > 10
    assert [path.name for path in sources if risky.search(path.read_text(encoding="utf-8"))] == []
    shipped = (DIST / "widget.js").read_text(encoding="utf-8")
    assert risky.findall(shipped) == ["innerHTML"]
    assert re.search(r"createElement\(`template`\);return \w+\.innerHTML=", shipped)


def test_the_element_says_its_version(chat: Chat) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", chat.page.evaluate("customElements.get('detente-chat').version"))


def test_without_storage_the_conversation_lasts_as_long_as_the_page(page: Page, site: Site, api: MockApi) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    page.goto(site.url)
    chat = Chat(page).open()
    chat.ask("one")
    chat.ask("two")
    assert len(api.store.conversations) == 1
    chat.forget()
    expect(chat.questions).to_have_count(0)


def test_it_keeps_its_state_apart_from_other_bots(page: Page, site: Site, api: MockApi) -> None:
    page.goto(site.url)
    page.evaluate("localStorage.setItem('detente:http://127.0.0.1:1', '{broken'); localStorage.setItem('mine', 'x')")
    page.reload()
    chat = Chat(page).open()
    chat.ask("hi")
    chat.forget()
    expect(chat.questions).to_have_count(0)
    assert chat.stored() == {"detente:http://127.0.0.1:1": "{broken", "mine": "x"}


@pytest.mark.parametrize(
    "kept", ["", "{", "null", "[]", '"x"', '{"conversation": 5}', '{"conversation": "a", "token": ""}']
)
def test_what_it_stored_and_cannot_read_is_begun_anew(page: Page, site: Site, api: MockApi, kept: str) -> None:
    page.goto(site.url)
    page.evaluate(
        "([key, value]) => { localStorage.setItem(key, value); localStorage.setItem(`${key}:unsent`, value); }",
        [f"detente:{api.url}", kept],
    )
    page.reload()
    chat = Chat(page).open()
    chat.ask("hi")
    assert api.store.texts == ["hi"]
