"""From what was found to one `Answer`, the only shape that leaves the bot."""
