"""Custom actions, one per file, run by the action server."""
