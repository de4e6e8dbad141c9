"""Slack's mrkdwn, both ways, against golden texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.slack.mrkdwn import HIDDEN, bold, from_plain, link, to_plain

PLAIN = {
    "No, not since 1945.": "No, not since 1945.",
    "2,500 sanctions · 11% · 17% · 6,000": "2,500 sanctions · 11% · 17% · 6,000",
    "R&D <b>bold</b> 3 > 2": "R&amp;D &lt;b&gt;bold&lt;/b&gt; 3 &gt; 2",
    "&amp; stays &amp;": "&amp;amp; stays &amp;amp;",
    "<!channel> <@U1> <#C1>": "&lt;!channel&gt; &lt;@U1&gt; &lt;#C1&gt;",
    "a *bold* claim": f"a *{HIDDEN}bold* claim",
    "an _italic_, a ~gone~ and `code`": f"an _{HIDDEN}italic_, a ~{HIDDEN}gone~ and `{HIDDEN}code`",
    "snake_case and 2 * 3 * 4": "snake_case and 2 * 3 * 4",
    "> not a quotation": f"{HIDDEN}&gt; not a quotation",
    "no :smile: here, at 10:30": f"no :{HIDDEN}smile: here, at 10:30",
    "“Economic Chokeholds” (2024)": "“Economic Chokeholds” (2024)",
    "Я понимаю вопросы": "Я понимаю вопросы",
    "": "",
}

TYPED = {
    "is Russia an ally?": "is Russia an ally?",
    "<@UBOT> is Russia an ally?": "is Russia an ally?",
    "<@UBOT>": "",
    "  <@UBOT>   /restart": "/restart",
    "ask <@UBOT> about 1962": "ask about 1962",
    "<@U2|bob> says 1962": "@bob says 1962",
    "<@U2> says 1962": "says 1962",
    "in <#C1|general>": "in #general",
    "in <#C1>": "in",
    "<!here> what happened?": "what happened?",
    "<!subteam^S1|@team> 2014?": "@team 2014?",
    "<!date^1392734382^{date}|18 February 2014>": "18 February 2014",
    "see <https://example.org/a?b=1&amp;c=2>": "see https://example.org/a?b=1&c=2",
    "see <https://example.org|R&amp;D>": "see R&D",
    "mail <mailto:a@example.org|a@example.org>": "mail a@example.org",
    "mail <mailto:a@example.org>": "mail a@example.org",
    "US &amp; Russia, 3 &lt; 4 &gt; 2": "US & Russia, 3 < 4 > 2",
    "&amp;lt;@UBOT&amp;gt;": "&lt;@UBOT&gt;",
    "&lt;@UBOT&gt; hello": "<@UBOT> hello",
    "is it *really* an _ally_?": "is it really an ally?",
    "*_both_* and ~gone~ and `code`": "both and gone and code",
    "```what happened in 1962?```": "what happened in 1962?",
    "snake_case 2 * 3 * 4": "snake_case 2 * 3 * 4",
    "first line\n\n  second\u00a0line ": "first line\nsecond line",
    "": "",
}


@pytest.mark.parametrize(("plain", "mrkdwn"), PLAIN.items())
def test_plain_text_is_shown_as_it_is(plain: str, mrkdwn: str) -> None:
    assert from_plain(plain) == mrkdwn


@pytest.mark.parametrize(("typed", "plain"), TYPED.items())
def test_what_was_typed_is_read_as_it_was_seen(typed: str, plain: str) -> None:
    assert to_plain(typed, own="UBOT") == plain


def test_a_link_shows_its_text_and_cannot_be_left() -> None:
    assert link("https://nato.int/a?b=1&c=2", "NATO & others") == "<https://nato.int/a?b=1&amp;c=2|NATO &amp; others>"
    assert link("https://x.org/a|b>c d", "a|b>") == "<https://x.org/a%7Cb%3Ec%20d|a¦b&gt;>"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "", "https://", "//x.org", "ftp://x.org", "!channel"])
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    assert link(url, "NATO") == "NATO"


def test_bold_is_one_span() -> None:
    assert bold("The Cold\nWar") == "*The Cold War*"
    assert bold("2*3") == "*2∗3*"
    assert bold("") == ""


@given(st.text())
def test_nothing_gets_out_of_an_escaped_text(text: str) -> None:
    assert not set("<>") & set(from_plain(text))


@given(st.text(st.characters(blacklist_characters="*_~`\u200b", blacklist_categories=("C", "Z")), max_size=30))
def test_plain_text_survives_the_way_there_and_back(text: str) -> None:
    assert to_plain(from_plain(text)).replace(HIDDEN, "") == text


@given(st.text(alphabet="<>&@#!|U1B *_~`amplt;gt\n", max_size=40))
def test_any_typed_text_is_read(text: str) -> None:
    read = to_plain(text, own="U1")
    assert read == read.strip()
