"""spaCy's CPU pipeline (`spacy init config -p ner -o efficiency`), trained on the same sentences as ours.

spaCy gets the gold words, so its tokenizer costs it nothing; what it finds is scored by our scorer.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corpora import Parts

from onoma import Document
from onoma.corpus.docbin import document_to_doc, span_to_entity, spans_of
from onoma.corpus.records import Tally
from onoma.training import Settings
from onoma.training.settings import SpacySettings

__all__ = ["spacy_documents", "train_spacy"]


def train_spacy(parts: Parts, folder: Path, steps: int, seed: int) -> Path:
    """The folder of the pipeline that the recipe `spacy` trains; trained once."""
    from onoma.training.spacy import train

    if not (folder / "config.cfg").is_file():
        train(parts.train, parts.dev, folder, Settings(recipe="spacy", spacy=SpacySettings(max_steps=steps), seed=seed))
    return folder


def spacy_documents(pipeline: Path, documents: Iterable[Document]) -> list[Document]:
    """What the pipeline finds in the documents, of which it is told the words."""
    import spacy

    documents = list(documents)
    nlp = spacy.load(pipeline)
    bare = (document_to_doc(document.with_entities(()), nlp.vocab, "", Tally()) for document in documents)
    return [
        document.with_entities(span_to_entity(span) for span, _ in spans_of(doc))
        for document, doc in zip(documents, nlp.pipe(bare, batch_size=256), strict=True)
    ]
