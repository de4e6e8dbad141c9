"""`make check` finds what an editor can break, and `make train` notices what an editor changed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from answers.catalogue import catalogue
from nlu import gate
from scripts import train
from scripts.check import problems
from scripts.checks.questions import plain

ROOT = Path(__file__).parent.parent.parent
BROKEN = "nlu:\n- intent: greet\n  examples: |\n  - broken\n    - indented: [\n"


def edit(path: Path, old: str, new: str) -> int:
    """Replaces the first `old`; the line it stood on."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r} to break"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text.count("\n", 0, text.index(old)) + 1


def test_this_checkout_is_well() -> None:
    assert problems() == []


def test_a_copy_is_well(checkout: Path) -> None:
    assert problems(checkout) == []


@pytest.mark.parametrize(
    "name",
    ["data/nlu/greetings.yml", "data/responses/more.yml", "data/phrases/more.yml", "data/rules.yml", "domain.yml"],
)
def test_broken_yaml_is_named_with_its_line(checkout: Path, name: str) -> None:
    (checkout / name).write_text(BROKEN, encoding="utf-8")
    (found,) = problems(checkout)
    assert found.startswith((f"{name}:4: not valid YAML", f"{name}:5: not valid YAML", f"{name}:6: not valid YAML"))


def test_a_link_to_a_topic_that_does_not_exist(checkout: Path) -> None:
    edit(checkout / "data/responses/alliance.yml", "- faq/ever_allies", "- faq/never_allies")
    (found,) = problems(checkout)
    assert found.startswith("data/responses/alliance.yml:")
    assert "utter_faq/" in found
    assert "faq/never_allies, which is no topic" in found


@pytest.mark.parametrize("key", ["question", "section", "why"])
def test_an_answer_without_something_it_needs(checkout: Path, key: str) -> None:
    path = checkout / "data/responses/alliance.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"^      {key}: .*\n", "", text, count=1, flags=re.M), encoding="utf-8")
    (found,) = problems(checkout)
    place, said = found.split(": ", 1)
    assert place.startswith("data/responses/alliance.yml:")
    assert path.read_text(encoding="utf-8").splitlines()[int(place.split(":")[1]) - 1].strip().startswith("utter_faq/")
    assert f"has no `{key}`" in said


def test_mistakes_of_different_kinds_are_reported_at_once(checkout: Path) -> None:
    (checkout / "data/nlu/greetings.yml").write_text(BROKEN, encoding="utf-8")
    edit(checkout / "data/facts/timeline.yml", "relationship: allies", "relationship: besties")
    edit(checkout / "data/facts/sanctions.yml", "  trigger:", "  reason:")
    assert sorted({one.split(":")[0] for one in problems(checkout)}) == [
        "data/facts/sanctions.yml",
        "data/facts/timeline.yml",
        "data/nlu/greetings.yml",
    ]


@pytest.fixture
def answers(checkout: Path) -> Path:
    """A copy with one training question a topic: all of them take half a second to read."""
    folder, topics = checkout / "data" / "nlu", catalogue().topics()
    for path in folder.glob("*.yml"):
        if path.name != "suggested.yml":
            path.unlink()
    questions = [{"intent": topic, "examples": f"- {topic}?"} for topic in topics]
    (folder / "faq.yml").write_text(yaml.safe_dump({"nlu": questions}), encoding="utf-8")
    return checkout


def place(path: Path, line: str) -> int:
    """The number of the first line that is this one."""
    return path.read_text(encoding="utf-8").splitlines().index(line) + 1


@pytest.mark.parametrize(
    ("folder", "key", "content", "said"),
    [
        ("responses", "responses", "- utter_greet\n", "1: the file is a list"),
        ("responses", "responses", "", "1: the file is empty"),
        ("responses", "responses", "hello\n", "1: the file is a text"),
        ("responses", "responses", 'version: "3.1"\n', "1: `responses` is empty"),
        ("responses", "responses", 'version: "3.1"\nresponses: []\n', "2: `responses` is empty"),
        ("responses", "responses", "responses: 3\n", "1: `responses` is a number"),
        ("phrases", "phrases", "- decline\n", "1: the file is a list"),
        ("phrases", "phrases", "", "1: the file is empty"),
        ("phrases", "phrases", "responses: {}\n", "1: `phrases` is empty"),
    ],
)
def test_a_file_of_responses_that_is_none(answers: Path, folder: str, key: str, content: str, said: str) -> None:
    (answers / "data" / folder / "more.yml").write_text(content, encoding="utf-8")
    (found,) = problems(answers)
    assert found == f"data/{folder}/more.yml:{said}; it must be `{key}:` with names and their texts under it"


RESPONSE = "responses:\n  utter_greet:\n  - text: Hello.\n"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("utter_faq/is_ally: []", "utter_faq/is_ally is empty; it must be a list of `- text: ...`"),
        ("utter_faq/is_ally: text", "utter_faq/is_ally is a text; it must be a list of `- text: ...`"),
        ("utter_faq/is_ally:", "utter_faq/is_ally is empty; it must be a list of `- text: ...`"),
        ("utter_faq/is_ally: {text: No.}", "utter_faq/is_ally is a mapping; it must be a list of `- text: ...`"),
        ("utter_faq/is_ally: [text]", "utter_faq/is_ally: an entry is a text; it must be `- text: ...` with some text"),
        (
            "utter_x: [{metadata: {}}]",
            "utter_x: the text of an entry is empty; it must be `- text: ...` with some text",
        ),
        ("utter_x: [{text: 7}]", "utter_x: the text of an entry is a number; it must be `- text: ...` with some text"),
        ("hello: [{text: Hello.}]", "hello is a wrong name; names of responses must begin with utter_"),
    ],
)
def test_a_response_that_is_none(answers: Path, written: str, said: str) -> None:
    (answers / "data/responses/more.yml").write_text(f"{RESPONSE}  {written}\n", encoding="utf-8")
    assert problems(answers) == [f"data/responses/more.yml:4: {said}"]


def test_a_phrase_named_like_a_response(answers: Path) -> None:
    (answers / "data/phrases/more.yml").write_text("phrases:\n  utter_x:\n  - text: X.\n", encoding="utf-8")
    assert problems(answers) == [
        "data/phrases/more.yml:2: utter_x is a wrong name; names of phrases must not begin with utter_"
    ]


PARTS = "each entry must be one of topics (faq/...), questions or {text: ..., topic: faq/...}"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("parts: 3", "`parts` is a number; it must be a list of topics"),
        ("parts: [3]", f"`parts` has 3; {PARTS}"),
        ("parts: ['']", f"`parts` has ''; {PARTS}"),
        ("parts: [{text: One.}]", f"`parts` has {{'text': 'One.'}}; {PARTS}"),
        ("parts: [{text: 1, topic: faq/is_ally}]", f"`parts` has {{'text': 1, 'topic': 'faq/is_ally'}}; {PARTS}"),
        ("see_also: faq/is_ally", "`see_also` is a text; it must be a list of topics (faq/...) or questions"),
        ("see_also: [{a: b}]", "`see_also` has {'a': 'b'}; each entry must be one of topics (faq/...) or questions"),
        ("question: 3", "`question` is a number; it must be a text"),
        ("why: [faq/is_ally]", "`why` is a list; it must be a text"),
        ("more:", "`more` is empty; it must be a text"),
        ("notes: nukes_6000", "`notes` is a text; it must be a list of ids of notes.yml"),
        ("notes: [3]", "`notes` has 3; each entry must be one of ids of notes.yml"),
        ("tells: [price]", "`tells` has 'price'; each entry must be one of count, farm_ban, who_pays"),
    ],
)
@pytest.mark.parametrize(("folder", "name"), [("responses", "utter_x"), ("phrases", "x")])
def test_metadata_that_the_bot_cannot_read(answers: Path, folder: str, name: str, written: str, said: str) -> None:
    content = f"{folder}:\n  {name}:\n  - text: X.\n    metadata:\n      {written}\n"
    (answers / "data" / folder / "more.yml").write_text(content, encoding="utf-8")
    (found,) = problems(answers)
    assert found.startswith(f"data/{folder}/more.yml:5: {name}: {said}")


def test_metadata_that_is_no_mapping(answers: Path) -> None:
    content = "phrases:\n  x:\n  - text: X.\n    metadata: [offer]\n"
    (answers / "data/phrases/more.yml").write_text(content, encoding="utf-8")
    (found,) = problems(answers)
    assert found.startswith("data/phrases/more.yml:4: x: `metadata` is a list; it must be a mapping")


@pytest.mark.parametrize(
    ("file", "name", "link"),
    [
        ("phrases/more.yml", "x", "see_also: [faq/is_ally, faq/nope]"),
        ("phrases/more.yml", "x", "parts: ['A question?', {text: One., topic: faq/nope}]"),
        ("responses/more.yml", "utter_x", "parts: [faq/nope]"),
        ("responses/more.yml", "utter_x", "why: faq/nope"),
        ("responses/more.yml", "utter_x", "more: faq/nope"),
    ],
)
def test_a_link_anywhere_to_a_topic_that_does_not_exist(answers: Path, file: str, name: str, link: str) -> None:
    key = file.split("/")[0]
    content = f"{key}:\n  {name}:\n  - text: X.\n    metadata:\n      {link}\n"
    (answers / "data" / file).write_text(content, encoding="utf-8")
    assert problems(answers) == [
        f"data/{file}:5: {name} links to faq/nope, which is no topic; see the names in data/responses"
    ]


@pytest.mark.parametrize(("folder", "name"), [("responses", "utter_x"), ("phrases", "x")])
def test_a_note_that_does_not_exist(answers: Path, folder: str, name: str) -> None:
    content = f"{folder}:\n  {name}:\n  - text: X.\n    metadata:\n      notes:\n      - nukes_6000\n      - nope\n"
    (answers / "data" / folder / "more.yml").write_text(content, encoding="utf-8")
    said = f"{name} has the note nope, which is not in notes.yml; mend the id or add it there"
    assert problems(answers) == [f"data/{folder}/more.yml:7: {said}"]


def test_a_note_that_nothing_carries(answers: Path) -> None:
    path = answers / "data/facts/timeline.yml"
    edit(path, "    notes: [putin_era_list]\n", "")
    assert problems(answers) == [
        f"data/facts/notes.yml:{place(answers / 'data/facts/notes.yml', '  - id: putin_era_list')}: "
        "notes[putin_era_list] is carried by no answer and no row; name it under `notes` there"
    ]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("facts/notes.yml", "mainly in Germany.", "mainly in Germany (www.example.org)."),
        ("facts/timeline.yml", "Apollo and Soyuz dock in orbit", '"Apollo and Soyuz dock: https://example.org"'),
        ("responses/alliance.yml", "No. In the article's", "No. See HTTP://example.org. In the article's"),
        ("phrases/record.yml", "({publisher})", "(https://example.org)"),
    ],
)
def test_an_address_outside_the_registry(answers: Path, name: str, old: str, new: str) -> None:
    line = edit(answers / "data" / name, old, new)
    assert problems(answers) == [
        f"data/{name}:{line}: has a web address; addresses belong in sources.yml, which is named by its id here"
    ]


@pytest.mark.parametrize(
    ("name", "row", "entry"),
    [
        ("timeline.yml", "  - id: cold_war", "periods[cold_war]"),
        ("sanctions.yml", '  - id: "2017"', "years[2017]"),
    ],
)
def test_a_fact_that_leads_to_a_topic_that_does_not_exist(answers: Path, name: str, row: str, entry: str) -> None:
    path = answers / "data/facts" / name
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(n for n in range(place(path, row), len(lines)) if lines[n].startswith("    why: "))
    lines[number] = "    why: faq/nope"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert problems(answers) == [
        f"data/facts/{name}:{number + 1}: {entry}.why links to faq/nope, "
        "which is no topic; see the names in data/responses"
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("names: 3\n", "1: `names` is a number; it must be `names:` with kinds under it, such as country"),
        ("", "1: the file is empty; it must be `names:` with kinds under it, such as country"),
        ("- france\n", "1: the file is a list; it must be `names:` with kinds under it, such as country"),
        (
            "names:\n  country: [france]\n",
            "2: country is a list; it must be names with lists of other names under it",
        ),
        ("names:\n  country:\n    france:\n", "3: france is empty; it must be a list of other names, or []"),
        ("names:\n  country:\n    france: french\n", "3: france is a text; it must be a list of other names, or []"),
        (
            "names:\n  country:\n    france: [French]\n",
            "3: 'French' must be a lower-case text, in quotes if YAML reads it otherwise",
        ),
        (
            "names:\n  country:\n    norway: [no]\n",
            "3: False must be a lower-case text, in quotes if YAML reads it otherwise",
        ),
    ],
)
def test_names_that_are_none(answers: Path, content: str, said: str) -> None:
    (answers / "data/names.yml").write_text(content, encoding="utf-8")
    assert problems(answers) == [f"data/names.yml:{said}"]


def test_a_name_without_others_is_well(answers: Path) -> None:
    with (answers / "data/names.yml").open("a", encoding="utf-8") as file:
        file.write("  planet:\n    mars: []\n")
    assert problems(answers) == []


@pytest.fixture
def sources(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of everything a model is made from, as `scripts.train` sees it."""
    shutil.copytree(ROOT / "nlu", checkout / "nlu", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(train, "ROOT", checkout)
    monkeypatch.setattr(train, "MODEL", checkout / "detente.tar.gz")
    monkeypatch.setattr(train, "STAMP", checkout / "detente.sha256")
    return checkout


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "domain.yml",
        "data/names.yml",
        "data/rules.yml",
        "data/nlu/timeline.yml",
        "data/responses/alliance.yml",
        "nlu/classifier.py",
    ],
)
def test_a_changed_input_asks_for_training(sources: Path, name: str) -> None:
    before = train.fingerprint()
    assert train.fingerprint() == before
    with (sources / name).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert train.fingerprint() != before


@pytest.mark.parametrize("name", ["data/facts/timeline.yml", "endpoints.yml", "credentials.yml"])
def test_what_is_read_at_start_asks_for_no_training(sources: Path, name: str) -> None:
    before = train.fingerprint()
    with (sources / name).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert train.fingerprint() == before


def test_a_renamed_file_asks_for_training(sources: Path) -> None:
    before = train.fingerprint()
    (sources / "data/nlu/timeline.yml").rename(sources / "data/nlu/history.yml")
    assert train.fingerprint() != before


def test_trained_only_with_a_model_of_these_inputs(sources: Path) -> None:
    assert not train.trained()
    train.STAMP.write_text(train.fingerprint() + "\n")
    assert not train.trained()
    train.MODEL.write_bytes(b"model")
    assert train.trained()
    with (sources / "domain.yml").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert not train.trained()


@pytest.mark.parametrize("text", ["Are they friends?", "  What’s in\nit — 2,500?", "Détente: COVID's 11%", ""])
def test_questions_are_compared_as_the_gate_compares_them(text: str) -> None:
    assert plain(text) == gate.plain(text)
