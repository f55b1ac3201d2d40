"""The made-up corpus that the tiny models learn: people and places in six kinds of sentences."""

import random

from onoma import Document, Entity
from onoma.corpus import Corpus

__all__ = ["made_up"]

PEOPLE = ("Ada", "Grace Hopper", "Alan Turing", "Marie", "Niels Bohr", "Emmy Noether")
PLACES = ("London", "Paris", "New York", "Rome", "Vienna", "Buenos Aires")
TEMPLATES = (
    "{PER} lives in {LOC} .",
    "In {LOC} , {PER} met a friend .",
    "{PER} flew from {LOC} to {LOC} yesterday .",
    "The train to {LOC} was late .",
    "Nobody saw {PER} , and nothing was said .",
    "It was a quiet day .",
)


def made_up(n_sentences: int, seed: int) -> Corpus:
    """Sentences about people and places, the same for the same seed."""
    draw = random.Random(seed)
    documents = []
    for _ in range(n_sentences):
        text, entities = "", []
        for part in draw.choice(TEMPLATES).replace("{", "\0{").replace("}", "}\0").split("\0"):
            label = part.strip("{}")
            if part.startswith("{"):
                name = draw.choice(PEOPLE if label == "PER" else PLACES)
                entities.append(Entity(len(text), len(text) + len(name), label))
                text += name
            else:
                text += part
        documents.append(Document(text, tuple(entities)))
    return Corpus(tuple(documents), f"made-up-{seed}")
