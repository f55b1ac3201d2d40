"""Intents, slots and dialogue."""
