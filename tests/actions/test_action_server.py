"""Every action through a real action server, asked as Rasa asks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
import requests

from answers.catalogue import catalogue, read_responses
from answers.rows import row_of
from bench.running import Actions
from facts.loading import facts

PERIODS = {row.id: row_of(row) for row in facts().periods}
YEARS = {row.id: row_of(row) for row in facts().years}
WAR, COLD, SOVIET, PUTIN = "1941", "1947", "1990", "2000"


@dataclass
class Said:
    """What an action said: the response, what fills it, and the slots it set."""

    response: str
    answer: dict[str, Any]
    slots: dict[str, Any]
    events: list[str]

    @property
    def rows(self) -> list[str]:
        return [row["from"] for row in self.answer.get("rows") or []]

    @property
    def topic(self) -> str:
        return self.answer.get("topic") or self.response.removeprefix("utter_")


def answer(topic: str, *rows: dict[str, Any], suggestions: tuple[str, ...] = (), text: str = "…") -> dict[str, Any]:
    """An Answer as the tracker keeps it."""
    section = catalogue().metadata(topic).get("section") or ("Economic Chokeholds" if rows else None)
    source = {"section": section, "as_of": "2024"} if section else None
    return {
        "id": "1.0",
        "text": text,
        "topic": topic,
        "source": source,
        "notes": [],
        "rows": list(rows) or None,
        "suggestions": list(suggestions),
    }


def post(
    actions: Actions, action: str, message: dict[str, Any], before: tuple[dict[str, Any], ...] = (), **slots: Any
) -> dict[str, Any]:
    """What the action server answers when a message comes after answers given before."""
    events: list[dict[str, Any]] = [{"event": "action", "name": "action_session_start"}, {"event": "session_started"}]
    for one in before:
        events.append({"event": "user", "text": "…", "parse_data": {"intent": {"name": "faq"}, "entities": []}})
        events.append({"event": "bot", "text": one["text"], "metadata": {"answer": one, "utter_action": "utter"}})
    events.append({"event": "user", "text": message["text"], "parse_data": message})
    body = {
        "next_action": action,
        "sender_id": "ann",
        "tracker": {
            "sender_id": "ann",
            "slots": {"period": None, "actor": None, "last_answer": None, **slots},
            "latest_message": message,
            "latest_event_time": 0.0,
            "followup_action": None,
            "paused": False,
            "events": events,
            "latest_input_channel": "rest",
            "active_loop": {},
            "latest_action": {"action_name": "action_listen"},
            "latest_action_name": "action_listen",
        },
        "domain": {"responses": {}, "slots": {}, "intents": [], "entities": [], "actions": []},
        "version": "3.6.21",
    }
    reply = requests.post(actions.url, json=body, timeout=20)
    assert reply.status_code == 200, reply.text
    return reply.json()


def run(
    actions: Actions,
    action: str,
    text: str = "",
    label: str = "",
    before: tuple[dict[str, Any], ...] = (),
    ranking: tuple[str, ...] = (),
    **slots: Any,
) -> Said:
    """Runs an action on a question, after answers given before."""
    intent = {"name": label.split("/")[0], "confidence": 0.9}
    if "/" in label:
        intent["full_retrieval_intent_name"] = label
    message = {
        "intent": intent,
        "entities": [],
        "text": text,
        "mended": text,
        "message_id": "2",
        "metadata": {},
        "intent_ranking": [{"name": name, "confidence": 0.2} for name in ranking or (label,)],
    }
    result = post(actions, action, message, before, **slots)
    (message,) = result["responses"]
    name = message["response"].removeprefix("utter_")
    assert name in read_responses(), f"{name} is in no file of data/responses or data/phrases"
    slots_set = {event["name"]: event["value"] for event in result["events"] if event["event"] == "slot"}
    return Said(message["response"], message.get("answer") or {}, slots_set, [one["event"] for one in result["events"]])


def test_the_server_offers_every_action_of_the_domain(actions: Actions) -> None:
    import yaml

    from bench.running import ROOT

    wanted = yaml.safe_load((ROOT / "domain.yml").read_text())["actions"]
    offered = {one["name"] for one in requests.get(actions.url.replace("webhook", "actions"), timeout=20).json()}
    assert {name for name in wanted if name.startswith("action_")} == offered


def test_an_unknown_action_is_an_error_and_not_silence(actions: Actions) -> None:
    reply = requests.post(actions.url, json={"next_action": "action_none", "tracker": {}, "domain": {}}, timeout=20)
    assert reply.status_code == 404


@pytest.mark.parametrize(
    ("text", "rows", "period"),
    [
        ("What happened in 1962?", [COLD], "1962"),
        ("what happened in the 80s", [COLD], "1980/1989"),
        ("when were they allies?", [WAR], None),
        ("give me the whole timeline", [WAR, COLD, SOVIET, PUTIN], None),
        ("what happened in 1930?", [], "1930"),
        ("what happened in 3014?", [], None),
    ],
)
def test_timeline(actions: Actions, text: str, rows: list[str], period: str | None) -> None:
    said = run(actions, "action_timeline", text, "ask_timeline")
    assert (said.topic, said.rows) == ("timeline", rows)
    assert said.slots == {"period": period, "actor": None}
    assert said.answer["section"] == "The Rollercoaster History Explained"


def test_what_happened_in_a_year_of_sanctions_names_the_period(actions: Actions) -> None:
    said = run(actions, "action_timeline", "what happened in 2014?", "ask_timeline")
    assert (said.topic, PUTIN in said.rows) == ("timeline", True)


def test_the_clock_of_the_server_is_injected(actions: Actions) -> None:
    said = run(actions, "action_timeline", "ten years ago", "ask_timeline")
    assert said.slots["period"] == "2016"


@pytest.mark.parametrize(
    ("text", "rows", "period", "actor"),
    [
        ("sanctions in 2014", ["2014"], "2014", None),
        ("What did the US do in 2014?", ["2014"], "2014", "us"),
        ("how did Russia hit back in 2017?", ["2017"], "2017", "russia"),
        ("what was the impact in 2022?", ["2022"], "2022", "impact"),
        ("the chicken ban", ["2014"], None, "russia"),
        ("how many sanctions are there?", [], None, None),
        ("list all sanctions", ["2014", "2017", "2022"], None, None),
        ("sanctions in 2016", [], "2016", None),
        ("sanctions in 3014", [], None, None),
    ],
)
def test_sanctions(actions: Actions, text: str, rows: list[str], period: str | None, actor: str | None) -> None:
    said = run(actions, "action_sanctions", text, "ask_sanctions")
    assert (said.topic, said.rows) == ("sanctions", rows)
    assert said.slots == {"period": period, "actor": actor}
    assert said.answer["section"] == "Economic Chokeholds"


@pytest.mark.parametrize(("action", "response"), [("action_clarify", "clarify"), ("action_decline", "decline")])
def test_what_is_offered_when_there_is_no_answer(actions: Actions, action: str, response: str) -> None:
    ranking = ("out_of_scope", "faq/arctic", "ask_sanctions", "follow_up/why", "faq/space", "faq/nato_view")
    said = run(actions, action, "does the arctic pay for sanctions", "nlu_fallback", ranking=ranking)
    assert said.response == f"utter_{response}"
    offered = said.answer["suggestions"]
    assert len(offered) == 3
    assert [catalogue().topic_of(one) for one in offered] == ["faq/arctic", None, "faq/space"]
    assert "anctions" in offered[1]
    assert not [one for one in offered if one.startswith("/")]


def test_nothing_is_offered_when_nothing_is_near(actions: Actions) -> None:
    said = run(actions, "action_decline", "best pizza in town", "out_of_scope", ranking=("out_of_scope", "greet"))
    assert (said.response, said.answer.get("suggestions")) == ("utter_decline", [])


def test_start_over_forgets_every_slot(actions: Actions) -> None:
    said = run(actions, "action_start_over", "start over", "start_over", period="2014", actor="us")
    assert said.response == "utter_start_over"
    assert "reset_slots" in said.events


FAQ = answer("faq/is_ally", text="No.", suggestions=("When were they allies?",))
CHAT = answer("greet")
T1962 = answer("timeline", PERIODS["cold_war"], text="The Cold War.")
TALL = answer("timeline", *PERIODS.values(), text="Four periods.")
S2014 = answer("sanctions", YEARS["2014"], text="2014.")
S2022 = answer("sanctions", YEARS["2022"], text="2022.")
SALL = answer("sanctions", *YEARS.values(), text="Three years.")
OFFER = answer("clarify", suggestions=(catalogue().question("faq/arctic"), catalogue().question("faq/space")))

LOOKUPS = {
    # kind: (what was answered, slots, question, topic, rows)
    "impact": ((S2014,), {"period": "2014", "actor": "us"}, "and the impact?", "sanctions", ["2014"]),
    "impact of all": ((SALL,), {}, "what was the impact?", "sanctions", ["2014", "2017", "2022"]),
    "actor": ((S2014,), {"period": "2014", "actor": "us"}, "and Russia?", "sanctions", ["2014"]),
    "actor, the other": ((S2014,), {"actor": "us"}, "and the other side?", "sanctions", ["2014"]),
    "actor after small talk": ((S2014, CHAT), {"actor": "us"}, "and Russia?", "sanctions", ["2014"]),
    "period": ((S2014,), {"period": "2014", "actor": "russia"}, "and in 2017?", "sanctions", ["2017"]),
    "period of the timeline": ((T1962,), {"period": "1962"}, "and in 1943?", "timeline", [WAR]),
    "period uncovered": ((T1962,), {"period": "1962"}, "and in 1930?", "timeline", []),
    "correct": ((S2022,), {"period": "2022"}, "no, I meant 2014", "sanctions", ["2014"]),
    "correct the timeline": ((T1962,), {"period": "1962"}, "no, I meant 1995", "timeline", [SOVIET]),
    "before": ((T1962,), {"period": "1962"}, "and before that?", "timeline", [WAR]),
    "before, of sanctions": ((S2022,), {}, "and before that?", "sanctions", ["2017"]),
    "before the first": ((S2014,), {}, "and before that?", "sanctions", []),
    "after": ((T1962,), {"period": "1962"}, "what came next?", "timeline", [SOVIET]),
    "after, of sanctions": ((S2014,), {}, "and then?", "sanctions", ["2017"]),
    "after the last": ((S2022,), {}, "and then?", "sanctions", []),
    "ordinal": ((TALL,), {}, "the second one", "timeline", [COLD]),
    "ordinal, the last": ((TALL,), {}, "the last one", "timeline", [PUTIN]),
    "ordinal of sanctions": ((SALL,), {}, "the first one", "sanctions", ["2014"]),
    "duration": ((T1962,), {"period": "1962"}, "how long did that last?", "timeline", [COLD]),
    "relationship": ((T1962,), {"period": "1962"}, "what were they to each other then?", "timeline", [COLD]),
    "relationship in a year": ((T1962,), {"period": "1962"}, "and what were they in 1943?", "timeline", [WAR]),
}


@pytest.mark.parametrize(("name", "given", "slots", "text", "topic", "rows"), [(k, *v) for k, v in LOOKUPS.items()])
def test_a_follow_up_on_a_lookup(
    actions: Actions,
    name: str,
    given: tuple[dict[str, Any], ...],
    slots: dict[str, str],
    text: str,
    topic: str,
    rows: list[str],
) -> None:
    kind = name.split(" ")[0].rstrip(",")
    said = run(actions, "action_follow_up", text, f"follow_up/{kind}", before=given, **slots)
    assert (said.topic, said.rows) == (topic, rows)


@pytest.mark.parametrize(
    ("text", "side"), [("and Russia?", "russia"), ("and the US?", "us"), ("the impact?", "impact")]
)
def test_a_follow_up_keeps_the_side_for_the_next(actions: Actions, text: str, side: str) -> None:
    kind = "impact" if side == "impact" else "actor"
    said = run(actions, "action_follow_up", text, f"follow_up/{kind}", before=(S2014,), period="2014")
    assert said.slots["actor"] == side
    assert said.response.endswith(side)


def test_a_period_keeps_the_side_of_the_question_before(actions: Actions) -> None:
    said = run(actions, "action_follow_up", "and in 2017?", "follow_up/period", before=(S2014,), actor="russia")
    assert said.slots == {"period": "2017", "actor": "russia"}


@pytest.mark.parametrize("link", ["why", "more"])
def test_an_answer_leads_to_its_linked_topic(actions: Actions, link: str) -> None:
    said = run(actions, "action_follow_up", f"{link}?", f"follow_up/{link}", before=(FAQ,))
    assert said.response == f"utter_{catalogue().metadata('faq/is_ally')[link]}"


def test_a_period_leads_to_its_linked_topic(actions: Actions) -> None:
    said = run(actions, "action_follow_up", "why?", "follow_up/why", before=(T1962,))
    assert said.response == f"utter_{facts().periods[1].why}"


def test_why_after_sanctions_is_what_they_answer(actions: Actions) -> None:
    said = run(actions, "action_follow_up", "why?", "follow_up/why", before=(S2014,))
    assert (said.response, said.rows) == ("utter_sanctions_why", ["2014"])
    assert said.answer["values"]["trigger"] == facts().totals.trigger


@pytest.mark.parametrize("given", [T1962, S2014], ids=lambda given: given["topic"])
def test_there_is_no_more_to_a_row_and_it_is_said_again(actions: Actions, given: dict[str, Any]) -> None:
    said = run(actions, "action_follow_up", "more?", "follow_up/more", before=(given,))
    assert said.response == "utter_that_is_all"
    assert (said.topic, said.answer["rows"]) == (given["topic"], given["rows"])
    assert said.answer["section"] == given["source"]["section"]


@pytest.mark.parametrize("given", [FAQ, T1962, S2014], ids=lambda given: given["topic"])
def test_the_source_is_the_section_of_the_last_answer(actions: Actions, given: dict[str, Any]) -> None:
    said = run(actions, "action_follow_up", "source?", "follow_up/source", before=(given, CHAT))
    assert said.response == "utter_source"
    assert said.answer["values"]["section"] == given["source"]["section"]


def test_small_talk_has_no_source(actions: Actions) -> None:
    said = run(actions, "action_follow_up", "source?", "follow_up/source", before=(CHAT,))
    assert said.response == "utter_source_none"


@pytest.mark.parametrize(("text", "topic"), [("the first one", "faq/arctic"), ("the second", "faq/space")])
def test_a_choice_among_what_was_offered(actions: Actions, text: str, topic: str) -> None:
    said = run(actions, "action_follow_up", text, "follow_up/ordinal", before=(S2014, OFFER))
    assert said.response == f"utter_{topic}"


def test_yes_takes_the_first_that_was_offered(actions: Actions) -> None:
    said = run(actions, "action_follow_up", "yes", "follow_up/affirm", before=(OFFER,))
    assert said.response == "utter_faq/arctic"


def test_yes_after_an_answer_asks_for_more(actions: Actions) -> None:
    said = run(actions, "action_follow_up", "yes", "follow_up/affirm", before=(FAQ,))
    assert said.response == f"utter_{catalogue().metadata('faq/is_ally')['more']}"


def test_no_is_taken(actions: Actions) -> None:
    assert run(actions, "action_follow_up", "no", "follow_up/deny", before=(OFFER,)).response == "utter_anything_else"


def test_comparing_puts_rows_side_by_side(actions: Actions) -> None:
    said = run(actions, "action_follow_up", "compare that with 2022", "follow_up/compare", before=(S2014,))
    assert (said.topic, said.rows) == ("sanctions", ["2014", "2022"])


@pytest.mark.parametrize("given", [FAQ, S2014], ids=lambda given: given["topic"])
def test_repeating_says_the_same_again(actions: Actions, given: dict[str, Any]) -> None:
    said = run(actions, "action_follow_up", "say that again", "follow_up/repeat", before=(given,))
    assert said.answer["values"]["said"] == given["text"]
    assert said.topic == given["topic"]
    assert said.answer["rows"] == given["rows"]


NEEDS_CONTEXT = ("why", "more", "ordinal", "duration", "compare", "repeat", "affirm")
KINDS = (*NEEDS_CONTEXT, "source", "impact", "actor", "period", "correct", "before", "after", "relationship", "deny")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_answers_without_context(actions: Actions, kind: str) -> None:
    said = run(actions, "action_follow_up", "and that?", f"follow_up/{kind}")
    assert said.response
    if kind in NEEDS_CONTEXT:
        assert said.response == "utter_follow_up/why" or said.rows == ["2014", "2017", "2022"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("given", [CHAT, OFFER, FAQ, TALL, SALL], ids=lambda given: given["topic"])
def test_every_kind_answers_after_anything(actions: Actions, kind: str, given: dict[str, Any]) -> None:
    assert run(actions, "action_follow_up", "and that?", f"follow_up/{kind}", before=(given,)).response


def test_every_kind_of_the_training_data_is_tested() -> None:
    import yaml

    from bench.running import ROOT

    trained = yaml.safe_load((ROOT / "data/nlu/follow_ups.yml").read_text(encoding="utf-8"))["nlu"]
    assert {one["intent"].removeprefix("follow_up/") for one in trained} == set(KINDS)


def test_an_unknown_kind_is_answered(actions: Actions) -> None:
    assert run(actions, "action_follow_up", "hm", "follow_up/new", before=(FAQ,)).response == "utter_follow_up/why"


@pytest.mark.parametrize("kind", ["why", "source", "period"])
def test_what_was_said_before_starting_over_is_forgotten(actions: Actions, kind: str) -> None:
    before = (S2014, answer("start_over"))
    said = run(actions, "action_follow_up", "and that?", f"follow_up/{kind}", before=before)
    assert said.rows != ["2014"]
    assert said.answer.get("values", {}).get("section") != "Economic Chokeholds"


def test_the_answer_of_the_session_before_is_remembered(actions: Actions) -> None:
    said = run(actions, "action_follow_up", "and then?", "follow_up/after", last_answer=S2014)
    assert (said.topic, said.rows) == ("sanctions", ["2017"])


@pytest.mark.parametrize("text", ["", "?" * 2_000, "\x00", "in 99999 BC", "{rows} ${HOME}", "俄罗斯"])
@pytest.mark.parametrize("action", ["action_timeline", "action_sanctions", "action_follow_up"])
def test_any_text_is_answered(actions: Actions, action: str, text: str) -> None:
    said = run(actions, action, text, "follow_up/period")
    assert said.response
    assert not text or text not in str(said.answer)


def clause(text: str, label: str) -> dict[str, Any]:
    return {"text": text, "mended": text, "intent": {"name": label, "full_retrieval_intent_name": label}}


def test_two_questions_are_answered_one_after_the_other(actions: Actions) -> None:
    message = {"text": "…", "clauses": [clause("why?", "follow_up/why"), clause("in 1962?", "ask_timeline")]}
    replies = post(actions, "action_two_questions", message, (S2014,))["responses"]
    assert [one["response"] for one in replies] == ["utter_sanctions_why", "utter_timeline_year"]
    assert [one["answer"]["place"] for one in replies] == [0, 1]


@pytest.mark.parametrize(
    ("text", "before", "response"),
    [
        ("latest?", (S2014,), "utter_sanctions_rows"),
        ("what is the latest news?", (S2014,), "utter_ask_news"),
        ("latest?", (), "utter_ask_news"),
    ],
)
def test_the_latest_is_news_unless_rows_were_talked_about(
    actions: Actions, text: str, before: tuple, response: str
) -> None:
    said = run(actions, "action_ask_news", text, "ask_news", before=before)
    assert said.response == response
    assert said.rows == (["2022"] if response == "utter_sanctions_rows" else [])


def test_a_clarification_is_asked_once(actions: Actions) -> None:
    ranking = ("faq/space", "faq/arctic")
    first = run(actions, "action_clarify", "hm", "nlu_fallback", ranking=ranking)
    again = run(actions, "action_clarify", "hmm", "nlu_fallback", before=(answer("clarify"),), ranking=ranking)
    assert (first.topic, again.topic) == ("clarify", "decline")


@pytest.mark.parametrize(
    ("text", "before", "response"),
    [
        ("against whom?", answer("faq/ever_allies", text="They fought the Nazis."), "utter_repeat"),
        ("did they trust each other?", T1962, "utter_repeat"),
        ("how many are there?", S2014, "utter_sanctions_count"),
        ("and the chicken?", T1962, "utter_sanctions_russia"),
    ],
)
def test_a_detail_of_what_was_said(actions: Actions, text: str, before: dict[str, Any], response: str) -> None:
    assert run(actions, "action_follow_up", text, "follow_up/detail", before=(before,)).response == response


def test_a_target_counts_where_the_words_lead_only_to_the_whole_table(actions: Actions) -> None:
    body = {"text": "which spell was it", "intent": {"name": "ask_timeline"}}
    sure = {**body, "target": {"name": "timeline/cold_war", "confidence": 0.9}}
    perhaps = {**body, "target": {"name": "timeline/cold_war", "confidence": 0.3}}
    for one in (sure, perhaps):
        rows = post(actions, "action_timeline", one)["responses"][0]["answer"]["rows"]
        assert [row["from"] for row in rows] == [COLD]


def test_a_question_that_leads_to_the_whole_timeline_without_asking_for_it_is_declined(actions: Actions) -> None:
    body = {"text": "which spell was it", "intent": {"name": "ask_timeline"}}
    for target in ({"name": "timeline/cold_war", "confidence": 0.2}, {"name": "none", "confidence": 0.9}):
        said = post(actions, "action_timeline", {**body, "target": target})["responses"][0]
        assert said["response"] == "utter_decline"
    asked = {**body, "target": {"name": "timeline/list", "confidence": 0.9}}
    assert len(post(actions, "action_timeline", asked)["responses"][0]["answer"]["rows"]) == len(facts().periods)


EVENTS = {event.id: row_of(event) for event in facts().events}
SUMMITS = answer("timeline", EVENTS["yalta_1945"], EVENTS["helsinki_2018"], text="Two summits.")
SUMMITS["source"] = None
T1987 = answer("timeline", PERIODS["cold_war"], EVENTS["inf_1987"], text="The Cold War, and the INF Treaty.")


def recorded(said: Said) -> list[str]:
    return [row["id"] for row in said.answer.get("record") or []]


@pytest.mark.parametrize(
    ("action", "text", "rows", "record"),
    [
        ("action_timeline", "what happened in 1987?", [COLD], ["inf_1987"]),
        ("action_timeline", "what happened in 1946?", [], ["long_telegram_1946"]),
        ("action_timeline", "Yalta", [WAR], ["yalta_1945"]),
        ("action_timeline", "what happened in the Cold War?", [COLD], []),
        ("action_sanctions", "CAATSA", [], ["caatsa"]),
        ("action_sanctions", "sanctions in 2018", [], ["deripaska_2018", "law_127_fz"]),
        ("action_sanctions", "how did Russia hit back in 2014?", ["2014"], []),
    ],
)
def test_the_record_comes_beside_the_article(
    actions: Actions, action: str, text: str, rows: list[str], record: list[str]
) -> None:
    said = run(actions, action, text, action.replace("action_", "ask_"))
    assert (said.rows, recorded(said)) == (rows, record)


def test_what_only_the_record_says_names_no_section_of_the_article(actions: Actions) -> None:
    assert run(actions, "action_sanctions", "CAATSA", "ask_sanctions").answer["section"] is None


def test_the_one_row_of_the_article_beside_events_is_no_list(actions: Actions) -> None:
    said = run(actions, "action_follow_up", "the second one", "follow_up/ordinal", (T1987, FAQ, SUMMITS))
    assert recorded(said) == ["helsinki_2018"]


@pytest.mark.parametrize(
    ("before", "response"),
    [(SUMMITS, "utter_source_record"), (T1987, "utter_source_both"), (T1962, "utter_source")],
)
def test_the_source_of_what_the_record_says_is_its_publisher(
    actions: Actions, before: dict[str, Any], response: str
) -> None:
    said = run(actions, "action_follow_up", "source?", "follow_up/source", (before,))
    assert said.response == response
    if response != "utter_source":
        assert "Office of the Historian" in said.answer["values"]["publishers"]
