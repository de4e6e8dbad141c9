"""Measurements of the bot: each module is run as `python -m bench.<module>`."""
