"""What is kept beside Rasa's events, in the tracker store's database."""
