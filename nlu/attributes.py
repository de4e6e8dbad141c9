"""Names of what our components set on a Rasa `Message`."""

MENDED = "mended"
"""The user's text with its spelling mended: what featurizers and extractors read."""

OUTSIDE = "outside"
"""How far a question lies outside what the article answers: above 0 it is nearer to the out-of-scope questions."""
