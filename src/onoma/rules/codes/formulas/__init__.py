"""Chemical formulae: parsed, checked against elements and valences, and against the words around them."""
