"""Which questions to offer when the bot cannot answer."""

from __future__ import annotations

from collections.abc import Iterable

from answers.catalogue import MOST_SUGGESTIONS, Catalogue

LOOKUP_QUESTIONS = {
    "ask_timeline": "What happened in each period?",
    "ask_sanctions": "Which sanctions were imposed in which year?",
}


def nearest_questions(labels: Iterable[str], catalogue: Catalogue) -> list[str]:
    """The questions of the likeliest labels that the article answers, at most three."""
    questions = [
        LOOKUP_QUESTIONS.get(label) or catalogue.question(label)
        for label in labels
        if label in LOOKUP_QUESTIONS or label.startswith("faq/")
    ]
    return questions[:MOST_SUGGESTIONS]
