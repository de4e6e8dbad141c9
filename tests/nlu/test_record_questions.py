"""Training questions from the record: one at least for every entry, under the right label, and none twice."""

from __future__ import annotations

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from facts.loading import facts
from nlu.recorded import RecordQuestions
from nlu.wordings import digest, plain, questions, telling

KNOWN = "when was the yalta conference?"


def made(*known: tuple[str, str]) -> dict[str, str]:
    """The questions, with their labels, that training has beside those known."""
    before = [Message.build(text, intent=intent) for text, intent in known]
    after = RecordQuestions({}).process_training_data(TrainingData(training_examples=before))
    examples = {one.get(TEXT): one.get_full_intent() for one in after.intent_examples}
    return {text: label for text, label in examples.items() if (text, label) not in known}


def test_every_entry_has_a_question_with_its_title_under_its_label() -> None:
    found = made()
    for label, entries in (("ask_timeline", facts().events), ("ask_sanctions", facts().actions)):
        for entry in entries:
            assert any(entry.title in text for text, given in found.items() if given == label), entry.id


def test_what_a_person_wrote_under_another_label_is_not_made_again() -> None:
    some = next(text for text, *_ in questions())
    assert some in made()
    assert some not in made((some.upper(), "out_of_scope"))


def test_no_question_is_made_twice() -> None:
    found = [plain(text) for text in made()]
    assert len(found) == len(set(found))


def test_a_country_or_a_person_alone_makes_no_question() -> None:
    afghanistan = next(event for event in facts().events if event.id == "afghanistan_1979")
    assert "afghanistan" in afghanistan.names
    assert "afghanistan" not in telling(afghanistan)


def test_messages_pass_as_they_are() -> None:
    messages = [Message({TEXT: KNOWN})]
    assert RecordQuestions({}).process(messages) == messages


def test_the_training_cache_knows_what_the_questions_are_made_of() -> None:
    assert RecordQuestions.fingerprint_addon({}) == digest()
