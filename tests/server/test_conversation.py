"""The bot as people meet it: over HTTP, through both servers."""

from __future__ import annotations

import pytest

from bench.running import Bot, new_sender


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Is Russia an ally of the US?", ("no",)),
        ("what happened in 1962?", ("cold war", "1947", "cuban")),
        ("how did Russia hit back in 2014?", ("chicken",)),
        ("how many sanctions are there?", ("2,500",)),
        ("what happened in 1946?", ("1941-1945", "1947-1991")),
        ("hello", ("détente",)),
        ("are you a bot?", ("bot",)),
    ],
)
def test_an_answer_with_its_facts(bot: Bot, text: str, facts: tuple[str, ...]) -> None:
    said = bot.ask(text).lower()
    assert all(fact in said for fact in facts), said


@pytest.mark.parametrize(
    "text",
    [
        "¿Cuáles son las sanciones de Estados Unidos contra los rusos?",
        "¿Qué pasó entre los dos países durante la guerra fría?",
        "La Russie est-elle une alliée des États-Unis depuis la guerre ?",
    ],
)
def test_another_language_in_latin_letters_is_told_apart(bot: Bot, text: str) -> None:
    assert "only understand english" in bot.ask(text).lower()


def test_what_was_said_is_remembered(bot: Bot) -> None:
    sender = new_sender()
    assert "chicken" in bot.ask("how did Russia hit back in 2014?", sender)
    second = bot.ask("and in 2017?", sender)
    assert "diplomatic" in second
    assert "chicken" not in second
    assert "Economic Chokeholds" in bot.ask("source?", sender)


def test_starting_over_forgets(bot: Bot) -> None:
    sender = new_sender()
    bot.ask("how did Russia hit back in 2014?", sender)
    bot.ask("start over", sender)
    assert "Economic Chokeholds" not in bot.ask("source?", sender)


def test_a_reply_holds_the_whole_answer(bot: Bot) -> None:
    (message,) = bot.post({"sender": new_sender(), "message": "how did Russia hit back in 2014?"}).json()
    assert message["buttons"]
    assert all(button["title"] == button["payload"] for button in message["buttons"])
    assert not any(button["payload"].startswith("/") for button in message["buttons"])
    assert "\n\n" not in message["text"]


def test_the_tracker_keeps_the_answer_of_each_message(bot: Bot) -> None:
    sender = new_sender()
    bot.ask("how did Russia hit back in 2014?", sender)
    bot.ask("Is Russia an ally of the US?", sender)
    events = bot.events(sender)
    ids = [event["message_id"] for event in events if event["event"] == "user"]
    answers = [event["metadata"]["answer"] for event in events if event["event"] == "bot"]
    assert [answer["id"] for answer in answers] == [f"{one}.0" for one in ids]
    assert [answer["topic"] for answer in answers] == ["sanctions", "faq/is_ally"]
    assert answers[0]["source"] == {"section": "Economic Chokeholds", "as_of": "2024"}
    assert answers[0]["rows"][0]["from"] == "2014"
    assert answers[1]["suggestions"]


@pytest.mark.parametrize(
    "text",
    [
        "Is Russia an ally of the US?",
        "how did Russia hit back in 2014?",
        "sanctions in 2022",
        "what happened in 2025?",
        "when was the INF treaty signed?",
        "list the arms control treaties",
        "what is CAATSA?",
        "what was eased?",
        "how many sanctions steps does the record list?",
        "What has changed since the article?",
        "Is New START still in force?",
        "Are the sanctions still on?",
        "how old is this?",
    ],
)
def test_every_suggestion_of_an_answer_leads_somewhere(bot: Bot, text: str) -> None:
    sender = new_sender()
    reply = bot.post({"sender": sender, "message": text}).json()
    suggestions = [button["payload"] for button in reply[0]["buttons"]]
    for suggestion in suggestions:
        bot.ask(suggestion, sender)
    topics = [event["metadata"]["answer"]["topic"] for event in bot.events(sender) if event["event"] == "bot"]
    assert len(topics) == len(suggestions) + 1
    assert not {"decline", "clarify"} & set(topics), list(zip(suggestions, topics[1:], strict=True))
