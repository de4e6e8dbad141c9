"""What the bot knows, and the dates it knows it by."""
