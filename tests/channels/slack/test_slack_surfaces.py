"""Every place where the bot is talked to: what is understood, where the answer goes, and what is left alone."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import Any

import pytest
from slack_app import App, payload, until

from bench.mock_slack import Fault, MockSlack

Json = dict[str, Any]
QUIET = 0.5


def answer(slack: MockSlack, event: str) -> Json:
    return until(lambda: slack.answers(event))[0]


def conversation(app: App, event: str) -> str:
    return next(conversation for conversation, id, _ in app.asked() if id == event)


def text(app: App, event: str) -> str:
    return next(text for _, id, text in app.asked() if id == event)


def block(message: Json, kind: str) -> Json:
    return next(block for block in message["blocks"] if block["type"] == kind)


def ask(app: App, slack: MockSlack, name: str, **event: Any) -> tuple[str, Json]:
    """Sends a message, and gives its event id and the answer."""
    made = payload(name, **event)
    app.send(made)
    return made["event_id"], answer(slack, made["event_id"])


def responded(slack: MockSlack, url: str, number: int = 0) -> Json:
    """What came to a response URL."""
    return until(lambda: [one for one in slack.of("response") if one["url"] == url][number:])[0]


def test_direct_messages_are_one_conversation(app: App, slack: MockSlack) -> None:
    first, said = ask(app, slack, "message_im", user="U7", channel="D7")
    second, _ = ask(app, slack, "message_im", user="U7", channel="D7")
    assert conversation(app, first) == conversation(app, second) == "slack-T1-dm-U7"
    assert said["channel"] == "D7"
    assert said.get("thread_ts") is None
    assert said["unfurl_links"] is False


def test_no_two_places_share_a_conversation(app: App, slack: MockSlack) -> None:
    events = [
        ask(app, slack, "message_im")[0],
        ask(app, slack, "message_im", user="U2")[0],
        ask(app, slack, "message_im_thread")[0],
        ask(app, slack, "message_im_thread", thread_ts="1732471200.000999")[0],
        ask(app, slack, "app_mention")[0],
        ask(app, slack, "app_mention")[0],
        ask(app, slack, "app_mention", channel="C2")[0],
    ]
    command = payload("slash_command", response_url=slack.response_url())
    app.send(command, "command")
    responded(slack, command["response_url"])
    events.append(f"command-{command['trigger_id']}")
    found = [conversation(app, event) for event in events]
    assert len(set(found)) == len(found), found


def test_a_thread_of_the_messages_tab_has_a_status_while_it_thinks(app: App, slack: MockSlack) -> None:
    event, said = ask(app, slack, "message_im_thread", text="sleep 0.3", thread_ts="1732471200.000555")
    assert said["thread_ts"] == "1732471200.000555"
    assert conversation(app, event) == "slack-T1-D1-1732471200.000555"
    status = [one for one in slack.of("assistant.threads.setStatus") if one["thread_ts"] == "1732471200.000555"]
    assert [one["status"] for one in status] == ["is looking it up …"]


def test_a_status_without_a_thread_is_taken_away_again(app: App, slack: MockSlack) -> None:
    made = payload("message_im")
    app.send(made)
    ts = made["event"]["ts"]
    status = until(lambda: [one for one in slack.of("assistant.threads.setStatus") if one["thread_ts"] == ts][1:])
    assert status[0]["status"] == ""


def test_a_mention_is_answered_in_a_thread(app: App, slack: MockSlack) -> None:
    event, said = ask(app, slack, "app_mention", text="<@UBOT> what happened in 1962?")
    made = said["thread_ts"]
    assert text(app, event) == "'what happened in 1962?'"
    assert conversation(app, event) == f"slack-T1-C1-{made}"


def test_a_thread_goes_on_without_a_mention(app: App, slack: MockSlack) -> None:
    first, said = ask(app, slack, "app_mention", channel="C3")
    thread = said["thread_ts"]
    second, again = ask(app, slack, "message_channel_thread", channel="C3", thread_ts=thread)
    assert again["thread_ts"] == thread
    assert conversation(app, first) == conversation(app, second)
    third, _ = ask(app, slack, "thread_broadcast", channel="C3", thread_ts=thread)
    assert conversation(app, third) == conversation(app, first)
    fourth, _ = ask(app, slack, "message_channel_thread", channel="C3", thread_ts=thread, text="what of <@U2|bob>?")
    assert text(app, fourth) == "'what of @bob?'"


def test_what_is_not_for_the_bot_is_left_alone(app: App, slack: MockSlack) -> None:
    _, said = ask(app, slack, "app_mention", channel="C4")
    thread = said["thread_ts"]
    alone = [
        payload("message_channel_thread", channel="C4", thread_ts="1732471999.000001"),
        payload("message_channel_thread", channel="C4", thread_ts=thread, user="U3"),
        payload("message_channel_thread", channel="C4", thread_ts=thread, text="<@U2> do you agree?"),
        payload("message_channel", channel="C4", text="is Russia an ally?"),
        payload("message_channel", channel="C4", text="<@U2> is Russia an ally?"),
        *(
            payload(name)
            for name in (
                "message_changed",
                "message_deleted",
                "channel_join",
                "bot_message",
                "message_by_another_bot",
                "message_by_ourselves",
                "me_message",
                "assistant_app_thread",
                "assistant_thread_context_changed",
            )
        ),
    ]
    for one in alone:
        app.send(one)
    ask(app, slack, "message_im")
    time.sleep(QUIET)
    ids = {one["event_id"] for one in alone}
    assert [one for one in ids if slack.answers(one)] == []
    assert not ids & {id for _, id, _ in app.asked()}


def test_another_joins_a_thread_by_a_mention(app: App, slack: MockSlack) -> None:
    first, said = ask(app, slack, "app_mention", channel="C5")
    thread = said["thread_ts"]
    second, _ = ask(app, slack, "app_mention_thread", channel="C5", thread_ts=thread, user="U3")
    third, _ = ask(app, slack, "message_channel_thread", channel="C5", thread_ts=thread, user="U3")
    assert conversation(app, first) == conversation(app, second) == conversation(app, third)


def test_a_private_channel_is_a_channel(app: App, slack: MockSlack) -> None:
    event, said = ask(app, slack, "message_group")
    assert said["channel"] == "G1"
    assert conversation(app, event) == f"slack-T1-G1-{said['thread_ts']}"


def test_the_text_beside_a_file_is_the_question(app: App, slack: MockSlack) -> None:
    event, _ = ask(app, slack, "file_share")
    assert text(app, event) == "'Is Russia an ally of the US?'"


@pytest.mark.parametrize(
    ("name", "event", "said"),
    [
        ("file_share", {"text": ""}, "only read text"),
        ("app_mention", {"text": "<@UBOT>"}, "without a question"),
        ("app_mention", {"text": " <@UBOT> ", "thread_ts": "1732471300.000777"}, "without a question"),
    ],
)
def test_what_has_no_text_is_told_so(app: App, slack: MockSlack, name: str, event: Json, said: str) -> None:
    id, message = ask(app, slack, name, **event)
    assert said in message["text"]
    assert id not in [one for _, one, _ in app.asked()]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<@UBOT> US &amp; Russia &lt;3", "'US & Russia <3'"),
        ("<@UBOT> see <https://example.org|this> in <#C1|general>", "'see this in #general'"),
        ("<@UBOT> /restart", "'/restart'"),
        ("<@UBOT>    /session_start{}", "'/session_start{}'"),
    ],
)
def test_what_is_typed_is_decoded(app: App, slack: MockSlack, typed: str, read: str) -> None:
    event, _ = ask(app, slack, "app_mention", text=typed)
    assert text(app, event) == read


def test_two_answers_are_two_messages(app: App, slack: MockSlack) -> None:
    event, _ = ask(app, slack, "message_im", text="twice")
    first, second = until(lambda: slack.answers(event) if len(slack.answers(event)) == 2 else None)
    assert first["text"].startswith("Answer 0")
    assert second["text"].startswith("Answer 1")


@pytest.mark.parametrize("how", ["fail", "silent", "sleep 20"])
def test_who_gets_no_answer_is_told_so(app: App, slack: MockSlack, how: str) -> None:
    event, said = ask(app, slack, "message_im", text=how, user=f"U{how[:2]}")
    assert "sorry" in said["text"]
    assert f"{event}: no answer" in app.log.read_text()
    assert not any(one["type"] == "context_actions" for one in said["blocks"])


def test_a_question_that_is_too_long_is_told_so(app: App, slack: MockSlack) -> None:
    event, said = ask(app, slack, "message_im", text="x" * 5000)
    assert "longer than I can read" in said["text"]
    assert event not in [id for _, id, _ in app.asked()]


def test_a_command_is_answered_privately_and_shared(app: App, slack: MockSlack) -> None:
    command = payload(
        "slash_command", text="what happened in <!date^1^{date}|1962>?", response_url=slack.response_url()
    )
    assert app.send(command, "command").text == ""
    private = responded(slack, command["response_url"])
    id = f"command-{command['trigger_id']}"
    assert private["response_type"] == "ephemeral"
    assert text(app, id) == "'what happened in 1962?'"
    assert slack.answers(id) == []
    share = next(block for block in private["blocks"] if block.get("block_id") == "share")["elements"][0]
    assert (share["text"]["text"], share["value"]) == ("Share to channel", id)

    click = payload("share", response_url=slack.response_url())
    click["actions"][0]["value"] = share["value"]
    app.send(click, "interaction")
    public = responded(slack, click["response_url"])
    assert (public["response_type"], public["delete_original"]) == ("in_channel", True)
    assert public["blocks"][0]["elements"][0]["text"] == "<@U1> asked: what happened in 1962?"
    assert not any(block.get("block_id") == "share" for block in public["blocks"])
    app.send({**click, "trigger_id": "another"}, "interaction")
    time.sleep(QUIET)
    assert len([one for one in slack.of("response") if one["url"] == click["response_url"]]) == 1


def test_what_is_no_longer_kept_cannot_be_shared(app: App, slack: MockSlack) -> None:
    click = payload("share", response_url=slack.response_url())
    click["actions"][0]["value"] = "command-unknown"
    app.send(click, "interaction")
    said = responded(slack, click["response_url"])
    assert said["response_type"] == "ephemeral"
    assert "no longer" in said["text"]


def test_a_command_without_a_question_says_how(app: App, slack: MockSlack) -> None:
    said = app.send(payload("slash_command", text="  "), "command").json()
    assert said["response_type"] == "ephemeral"
    assert "/detente Is Russia an ally" in said["text"]


def test_ask_about_this(app: App, slack: MockSlack) -> None:
    shortcut = payload("message_shortcut", response_url=slack.response_url())
    app.send(shortcut, "interaction")
    private = responded(slack, shortcut["response_url"])
    assert private["response_type"] == "ephemeral"
    assert private["thread_ts"] == shortcut["message_ts"]
    assert private["blocks"][0]["elements"][0]["text"] == "<@U1> asked: Is Russia an ally of the US?"


def test_a_suggestion_in_a_channel_is_shown_as_asked_and_its_buttons_retire(app: App, slack: MockSlack) -> None:
    click = payload("suggestion_in_channel", response_url=slack.response_url())
    app.send(click, "interaction")
    id = f"click-{click['trigger_id']}"
    said = answer(slack, id)
    assert said["thread_ts"] == "1732471300.000300"
    assert text(app, id) == "'Were they ever allies?'"
    assert conversation(app, id) == "slack-T1-C1-1732471300.000300"
    shown = "<@U1> asked: Were they ever allies?"
    assert said["blocks"][0]["elements"][0]["text"] == shown
    (update,) = [one for one in slack.of("chat.update") if one["ts"] == click["container"]["message_ts"]]
    assert [one["type"] for one in update["blocks"]] == ["section", "context"]
    assert update["blocks"][1]["elements"][0]["text"] == shown
    later, _ = ask(app, slack, "message_channel_thread", text="and in 2014?", thread_ts="1732471300.000300")
    assert conversation(app, later) == conversation(app, id)


def test_a_suggestion_in_a_direct_message_stays_in_that_conversation(app: App, slack: MockSlack) -> None:
    click = payload("suggestion_in_direct_message", response_url=slack.response_url())
    app.send(click, "interaction")
    said = answer(slack, f"click-{click['trigger_id']}")
    assert (said["channel"], said.get("thread_ts")) == ("D1", None)
    assert conversation(app, f"click-{click['trigger_id']}") == "slack-T1-dm-U1"


def test_a_suggestion_under_a_private_answer_stays_private(app: App, slack: MockSlack) -> None:
    click = payload("suggestion_in_private", response_url=slack.response_url())
    app.send(click, "interaction")
    private = responded(slack, click["response_url"])
    assert (private["response_type"], private["replace_original"]) == ("ephemeral", True)
    assert conversation(app, f"click-{click['trigger_id']}") == "slack-T1-C1-private-U1"


def test_an_example_in_app_home_is_answered_under_messages(app: App, slack: MockSlack) -> None:
    click = payload("suggestion_in_home")
    app.send(click, "interaction")
    said = answer(slack, f"click-{click['trigger_id']}")
    assert said["channel"] == "D1"
    assert "asked: Were they ever allies?" in said["blocks"][0]["elements"][0]["text"]


def test_app_home_says_what_it_can_do_and_how_old_the_article_is(app: App, slack: MockSlack) -> None:
    before = len(slack.of("views.publish"))
    app.send(payload("app_home_opened"))
    call = until(lambda: slack.of("views.publish")[before:])[0]
    view = call["view"]
    assert call["user_id"] == "U1"
    assert (view["type"], view["private_metadata"]) == ("home", "D1")
    assert slack.check
    assert slack.check(view["blocks"]) == []
    shown = str(view["blocks"])
    assert "article of 2024" in shown
    assert "last checked on" in shown
    assert shown.count("'button'") == 6


def test_the_messages_tab_suggests_what_to_ask(app: App, slack: MockSlack) -> None:
    before = len(slack.of("assistant.threads.setSuggestedPrompts"))
    app.send(payload("app_home_messages"))
    call = until(lambda: slack.of("assistant.threads.setSuggestedPrompts")[before:])[0]
    assert call["channel_id"] == "D1"
    assert "thread_ts" not in call
    assert 1 <= len(call["prompts"]) <= 4
    assert all(one["title"] == one["message"] for one in call["prompts"])


def test_an_assistant_thread_suggests_what_to_ask(app: App, slack: MockSlack) -> None:
    before = len(slack.of("assistant.threads.setSuggestedPrompts"))
    app.send(payload("assistant_thread_started"))
    call = until(lambda: slack.of("assistant.threads.setSuggestedPrompts")[before:])[0]
    assert (call["channel_id"], call["thread_ts"]) == ("D1", "1732471200.000100")


def test_a_rating_is_kept_where_the_webs_are(app: App, slack: MockSlack) -> None:
    event, said = ask(app, slack, "message_im", user="U8", channel="D8")
    pair = block(said, "context_actions")["elements"][0]
    for side, rating in (("positive_button", "up"), ("negative_button", "down")):
        click = payload("feedback", response_url=slack.response_url())
        click["actions"][0]["value"] = pair[side]["value"]
        app.send(click, "interaction")
        assert "Thank you" in responded(slack, click["response_url"])["text"]
        with closing(sqlite3.connect(app.folder / "tracker.db")) as database:
            rows = database.execute(
                "select answer, rating, channel from feedback where conversation = 'slack-T1-dm-U8'"
            )
            assert rows.fetchall() == [(f"{event}.0", rating, "slack")]


def test_an_overview_has_a_picture_with_words_for_who_cannot_see_it(app: App, slack: MockSlack) -> None:
    uploads = len(slack.of("upload"))
    _, said = ask(app, slack, "app_mention", text="<@UBOT> overview")
    table = block(said, "table")
    assert [row[0]["text"] for row in table["rows"]] == ["When", "1941-1945", "1947-1991", "1990-1999", "2000-present"]
    upload = until(lambda: slack.of("upload")[uploads:], 20)[0]
    assert upload["bytes"].find(b"PNG") in range(400)
    asked = slack.of("files.getUploadURLExternal")[-1]
    assert "1947-1991 the Cold War" in asked["alt_txt"]
    done = until(lambda: [one for one in slack.of("files.completeUploadExternal") if one["channel_id"] == "C1"])[-1]
    assert done["thread_ts"] == said["thread_ts"]


def test_a_rating_that_cannot_be_kept_is_told_so(app: App, slack: MockSlack) -> None:
    click = payload("feedback", response_url=slack.response_url())
    with closing(sqlite3.connect(app.folder / "tracker.db", isolation_level=None)) as other:
        other.execute("begin exclusive")
        app.send(click, "interaction")
        assert "could not keep" in responded(slack, click["response_url"])["text"]
        other.execute("rollback")


def test_a_slack_without_newer_blocks_gets_plainer_ones(app: App, slack: MockSlack) -> None:
    slack.faults["chat.postMessage"] = [Fault(error="invalid_blocks")]
    _, said = ask(app, slack, "message_im", text="overview")
    assert not {"table", "context_actions"} & {one["type"] for one in said["blocks"]}
    up = next(one for one in said["blocks"] if one.get("block_id") == "feedback")["elements"][0]
    click = payload("feedback", response_url=slack.response_url())
    click["actions"][0] = {**up, "block_id": "feedback", "action_ts": "1.2"}
    app.send(click, "interaction")
    assert "Thank you" in responded(slack, click["response_url"])["text"]
    assert "1947-1991: The Cold War, nuclear rivals" in str(said["blocks"])


def test_what_cannot_be_drawn_is_sent_as_text(app: App, slack: MockSlack) -> None:
    event, said = ask(app, slack, "message_im", text="something odd")
    assert said["text"] == "Answer 0 to: something odd"
    assert f"{event}: could not be drawn" in app.log.read_text()


def test_a_refused_post_is_sent_to_the_one_who_clicked(app: App, slack: MockSlack) -> None:
    slack.faults["chat.postMessage"] = [Fault(error="not_in_channel")]
    click = payload("suggestion_in_channel", response_url=slack.response_url())
    app.send(click, "interaction")
    said = responded(slack, click["response_url"])
    assert said["response_type"] == "ephemeral"
    assert "Answer 0 to: Were they ever allies?" in said["text"]


def test_a_refused_post_is_logged_with_its_event_and_does_not_stop_the_next(app: App, slack: MockSlack) -> None:
    slack.faults["chat.postMessage"] = [Fault(error="is_archived")]
    made = payload("message_im")
    app.send(made)
    until(lambda: f"{made['event_id']}: not answered, Slack says: is_archived" in app.log.read_text())
    ask(app, slack, "message_im")


def test_a_response_url_that_is_not_slacks_gets_nothing(app: App, slack: MockSlack) -> None:
    command = payload("slash_command", response_url="https://hooks.slack.com.evil.example/x")
    app.send(command, "command")
    until(lambda: "response_url is not Slack's" in app.log.read_text())


def test_everything_works_in_socket_mode_too(app: App, slack: MockSlack) -> None:
    until(slack.connected)
    made = payload("message_im")
    assert slack.send("events_api", made).payload is None
    assert answer(slack, made["event_id"])
    command = payload("slash_command", response_url=slack.response_url())
    slack.send("slash_commands", command)
    assert responded(slack, command["response_url"])["response_type"] == "ephemeral"
    usage = slack.send("slash_commands", payload("slash_command", text=""))
    assert usage.payload
    assert "/detente" in usage.payload["text"]
    click = payload("suggestion_in_channel", response_url=slack.response_url())
    slack.send("interactive", click)
    assert answer(slack, f"click-{click['trigger_id']}")


def test_a_cut_socket_is_opened_again(app: App, slack: MockSlack) -> None:
    until(slack.connected)
    slack.drop()
    until(slack.connected, 20)
    made = payload("message_im")
    slack.send("events_api", made)
    assert answer(slack, made["event_id"])


def test_two_at_a_time_and_one_conversation_in_order(app: App, slack: MockSlack) -> None:
    same = [payload("message_im", user="U705", channel="D705", text=f"sleep 0.2, question {n}") for n in range(4)]
    for made in same:
        app.send(made)
    until(lambda: all(slack.answers(made["event_id"]) for made in same))
    order = [one["metadata"]["event_payload"]["event_id"] for one in slack.messages if one["channel"] == "D705"]
    assert order == [made["event_id"] for made in same]


def test_url_verification_is_answered(app: App, slack: MockSlack) -> None:
    made = payload("url_verification")
    assert made["challenge"] in app.send(made).text


def test_what_nobody_listens_to_is_acknowledged(app: App, slack: MockSlack) -> None:
    made = payload("message_im")
    made["event"]["type"] = "reaction_added"
    app.send(made)
    click = payload("feedback")
    click["actions"][0]["action_id"] = "unknown"
    app.send(click, "interaction")
