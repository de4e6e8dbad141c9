"""Our mends to Rasa 3.6.21, one per module, each naming the upstream code it replaces.

`python -m mends <arguments of rasa>` runs Rasa with all of them; `tests/mends` fails when upstream changes.
"""
