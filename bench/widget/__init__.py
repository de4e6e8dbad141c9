"""Size and start of the web widget against deep-chat and rasa-webchat: `python -m bench.widget`."""
