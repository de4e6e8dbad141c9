"""Which entry of the record a question is most like."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from small_pipeline import CONTEXT, training_data

from actions.asked import entry_asked
from nlu.attributes import ENTRY
from nlu.encoder import SentenceEncoder
from nlu.entries import EntryMatcher, entry_of
from nlu.recorded import RecordQuestions


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> LocalModelStorage:
    return LocalModelStorage.create(tmp_path_factory.mktemp("entries"))


@pytest.fixture(scope="module")
def encoder(storage: LocalModelStorage) -> SentenceEncoder:
    made = SentenceEncoder.create(SentenceEncoder.get_default_config(), storage, Resource("encoder"), CONTEXT)
    made.train(training_data())
    return made


@pytest.fixture(scope="module")
def matcher(storage: LocalModelStorage, encoder: SentenceEncoder) -> EntryMatcher:
    data = encoder.process_training_data(RecordQuestions({}).process_training_data(training_data()))
    EntryMatcher.create({}, storage, Resource("entries"), CONTEXT).train(data)
    return EntryMatcher.load({}, storage, Resource("entries"), CONTEXT)


def found(matcher: EntryMatcher, encoder: SentenceEncoder, text: str) -> str | None:
    (message,) = matcher.process(encoder.process([Message({TEXT: text})]))
    return entry_asked(text, message.get(ENTRY))


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("when did planes begin to supply West Berlin during the Soviet blockade there", "berlin_blockade_1948"),
        ("when did people start to brick up the border through Berlin", "berlin_wall_1961"),
        ("the date when American and Soviet soldiers shook hands at the river Elbe", "elbe_1945"),
    ],
)
def test_an_entry_that_is_described_is_found(
    matcher: EntryMatcher, encoder: SentenceEncoder, text: str, entry: str
) -> None:
    assert found(matcher, encoder, text) == entry


@pytest.mark.parametrize(
    "text",
    [
        "when is my birthday",
        "when do the shops close",
        "who built the Berlin Wall",
        "what did the airlift to Berlin cost",
        "is Russia an ally of the US?",
    ],
)
def test_another_question_finds_none(matcher: EntryMatcher, encoder: SentenceEncoder, text: str) -> None:
    assert found(matcher, encoder, text) is None


def test_only_questions_made_from_the_record_have_an_entry() -> None:
    data = RecordQuestions({}).process_training_data(training_data())
    made = [one for one in data.intent_examples if entry_of(one)]
    assert len(made) == len(data.intent_examples) - len(training_data().intent_examples)


def test_without_an_encoder_it_says_nothing(storage: LocalModelStorage) -> None:
    data = RecordQuestions({}).process_training_data(training_data())
    EntryMatcher.create({}, storage, Resource("blind"), CONTEXT).train(data)
    (message,) = EntryMatcher.load({}, storage, Resource("blind"), CONTEXT).process([Message({TEXT: "when?"})])
    assert message.get(ENTRY) is None
    assert entry_asked("when?", {}) is None


def test_the_folder_of_a_model_is_all_it_needs(tmp_path: Path, matcher: EntryMatcher) -> None:
    matcher.save(tmp_path)
    again = EntryMatcher({}, "again", None, None)  # type: ignore[arg-type]
    again.restore(tmp_path)
    assert (again._vectors == matcher._vectors).all()
