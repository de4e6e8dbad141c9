"""Full labels, and what the gate knows about them."""

OUT_OF_SCOPE = "out_of_scope"
CLARIFY = "nlu_fallback"
TWO_QUESTIONS = "two_questions"
LEANING = "follow_up/leaning"
"""An FAQ topic's question that points back, so that the conversation may make it mean another."""


def answerable(label: str) -> bool:
    """Whether a label stands for something the article answers."""
    return label.startswith(("faq/", "ask_timeline", "ask_sanctions"))
