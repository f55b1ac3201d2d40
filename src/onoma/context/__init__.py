"""What the words around an entity say about it: negation and the like; and abbreviations."""
