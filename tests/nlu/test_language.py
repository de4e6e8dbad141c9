"""Questions in other languages are told apart; clumsy English is English."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT
from small_pipeline import message

from nlu.classifier import set_label
from nlu.language import LanguageCheck, foreign_label
from nlu.speller import english_words

TEXTS = {
    "russian": [
        "Россия союзник США?",
        "привет",
        "Какие санкции ввели США в 2014 году?",
        "Чи є Росія союзником США?",
        "что случилось in 2014?",
    ],
    "not_english": [
        "La Russie est-elle une alliée des États-Unis depuis la guerre ?",
        "Welche Sanktionen haben die Vereinigten Staaten gegen Russland verhängt?",
        "俄罗斯是美国的盟友吗？",
        "你好",
        "ロシアはアメリカの同盟国ですか",
        "هل روسيا حليف للولايات المتحدة؟",
        "रूस अमेरिका का सहयोगी है?",
        "Είναι η Ρωσία σύμμαχος των ΗΠΑ;",
    ],
    None: [
        "Is Russia an ally of the US?",
        "wat hapened btween rusia an the usa in 2014",
        "did teh soviets and amerikans ever colaborate on spase",
        "tell me pls what sancsions are their and who payed for dem",
        "Is friend Russia of America now or no?",
        "hola",
        "why",
        "what does glasnost mean?",
        "who said «Россия» in the article?",
        "Zelensky Putin Biden",
        "",
        "   ",
        "2014?",
        "🙂🙂🙂",
        "???",
        "<script>alert(1)</script>",
        "naïve café résumé, is Russia an ally?",
    ],
}


@pytest.mark.parametrize(("text", "label"), [(text, label) for label, texts in TEXTS.items() for text in texts])
def test_language(text: str, label: str | None) -> None:
    assert foreign_label(text, english_words()) == label


@pytest.mark.parametrize(
    ("text", "intent"), [("Россия союзник США?", "russian"), ("你好", "not_english"), ("hi", "greet")]
)
def test_another_language_overrides_the_intent(text: str, intent: str) -> None:
    asked = message(text)
    set_label(asked, "greet", 0.9, ["faq"])
    (asked,) = LanguageCheck({}).process([asked])
    assert asked.get(INTENT)["name"] == intent


def test_a_foreign_question_selects_no_response() -> None:
    asked = message("Россия союзник США?")
    set_label(asked, "faq/is_ally", 0.9, ["faq"])
    (asked,) = LanguageCheck({}).process([asked])
    assert "faq" not in asked.get("response_selector")
