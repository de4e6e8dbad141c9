"""The page of everything the bot can say, with its sources."""
