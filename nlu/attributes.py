"""Names of what our components set on a Rasa `Message`."""

MENDED = "mended"
"""The user's text with its spelling mended: what featurizers and extractors read."""

OUTSIDE = "outside"
"""How far a question lies outside what the article answers: above 0 it is nearer to the out-of-scope questions."""

NOVELTY = "novelty"
"""How new a question is to its likeliest label: about -2 when it was trained with, towards 0 when unlike any such."""

TARGET = "target"
"""What of the tables or the record a question means: `{name, confidence}`, named as in `facts.library`."""

CLAUSES = "clauses"
"""The two questions that a message puts, each as an action reads it; unset when it puts one."""

CLAUSE_OF = "clause_of"
"""On a half of a message: the `id` of the whole."""
