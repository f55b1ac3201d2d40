"""Entities replaced by placeholders or pseudonyms, and restored."""
