"""Ids for entities, from a list of terms."""
