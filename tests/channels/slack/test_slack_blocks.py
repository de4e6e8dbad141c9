"""The builder of blocks, and the queue, by themselves."""

from __future__ import annotations

import asyncio

import pytest
from block_limits import wrong

from channels.slack.blocks import Button, actions, cell, clip, context, header, pieces, sections, table
from channels.slack.desk import Desk
from channels.slack.mrkdwn import from_plain


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("one two three", 9, "one two…"),
        ("onetwothree", 6, "onetw…"),
        ("one, two", 5, "one…"),
    ],
)
def test_a_text_is_cut_between_words(text: str, most: int, cut: str) -> None:
    assert clip(text, most) == cut
    assert len(cut) <= most


def test_pieces_end_after_sentences() -> None:
    assert pieces("One. Two three. Four", 12) == ["One.", "Two three.", "Four"]
    assert pieces("", 10) == []
    assert pieces("&&&&", 10) == ["&amp;&amp;", "&amp;&amp;"]
    assert all(len(one) <= 50 for one in pieces("&<> " * 100, 50))
    assert "".join(pieces("x" * 100, 30)) == from_plain("x" * 100)


def test_too_many_buttons_are_left_out_and_not_all_of_them() -> None:
    row = actions("suggestions", [Button(f"Question {n}", f"ask_{n}", f"Question {n}") for n in range(30)])
    assert len(row["elements"]) == 25
    assert wrong([row]) == []


def test_a_table_has_at_most_a_hundred_rows_and_twenty_columns() -> None:
    made = table([f"c{n}" for n in range(30)], [[cell(str(n)) for n in range(30)] for _ in range(200)])
    assert (len(made["rows"]), len(made["rows"][0])) == (100, 20)
    assert wrong([made]) == ["more than 13,000 characters"]


def test_small_print_and_headings_are_cut() -> None:
    made = [context(*["x"] * 20), header("y" * 300), table(["a"], [[cell("")]]), *sections("z" * 7000)]
    assert wrong(made) == []


class Watched:
    """Handles ids, and remembers how many at once and in which order."""

    def __init__(self) -> None:
        self.now: set[str] = set()
        self.most = 0
        self.order: list[str] = []

    async def __call__(self, id: str) -> None:
        self.now.add(id)
        self.most = max(self.most, len(self.now))
        await asyncio.sleep(0.01)
        self.now.discard(id)
        self.order.append(id)
        if id == "bad":
            raise ValueError("as it was told")


async def test_two_at_once_and_a_conversation_in_order() -> None:
    watched = Watched()
    desk = Desk(watched)
    desk.open()
    for number in range(6):
        desk.add(f"a{number}", "a")
    desk.add("b0", "b")
    desk.add("a0", "a")
    for _ in range(200):
        await asyncio.sleep(0.01)
        if len(watched.order) == 7:
            break
    await desk.close(1)
    assert watched.most == 2
    assert [id for id in watched.order if id.startswith("a")] == [f"a{number}" for number in range(6)]
    assert watched.order.index("b0") < 3


async def test_one_that_fails_does_not_stop_the_next() -> None:
    watched = Watched()
    desk = Desk(watched)
    desk.open()
    for id in ("bad", "good", "bad"):
        desk.add(id, id)
    for _ in range(100):
        await asyncio.sleep(0.01)
        if "good" in watched.order:
            break
    await desk.close(1)
    assert watched.order.count("good") == 1


async def test_a_closed_desk_takes_nothing_more() -> None:
    watched = Watched()
    desk = Desk(watched, at_once=1)
    desk.open()
    for number in range(5):
        desk.add(str(number), str(number))
    await asyncio.sleep(0)
    await desk.close(1)
    assert watched.order == ["0"]
