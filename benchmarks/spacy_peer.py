"""spaCy's CPU pipeline (`spacy init config -p ner -o efficiency`), trained on the same sentences as ours.

spaCy gets the gold words, so its tokenizer costs it nothing; what it finds is scored by our scorer.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from corpora import Parts

from onoma import Document, Entity

__all__ = ["spacy_documents", "train_spacy"]


def train_spacy(parts: Parts, folder: Path, steps: int, seed: int) -> Path:
    """The folder of the trained pipeline that spaCy itself calls the best; trained once."""
    best = folder / "model" / "model-best"
    if best.is_dir():
        return best
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("train", "dev"):
        _write_docbin(getattr(parts, name), folder / f"{name}.spacy")
    config = folder / "config.cfg"
    _spacy("init", "config", str(config), "-l", "en", "-p", "ner", "-o", "efficiency", "--force")
    _spacy(
        *("train", str(config), "-o", str(folder / "model")),
        *("--paths.train", str(folder / "train.spacy"), "--paths.dev", str(folder / "dev.spacy")),
        *("--training.max_steps", str(steps), "--training.seed", str(seed)),
    )
    return best


def _spacy(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "spacy", *arguments], check=True, stdout=sys.stderr)


def _write_docbin(documents: Iterable[Document], path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    bin_ = DocBin()
    for document in documents:
        doc = _doc(nlp, document)
        spans = [doc.char_span(entity.start, entity.end, entity.label) for entity in document.entities]
        doc.set_ents([span for span in spans if span is not None])
        bin_.add(doc)
    bin_.to_disk(path)


def _doc(nlp: object, document: Document) -> object:
    """spaCy's Doc of the gold words, which stand one space apart in our texts."""
    from spacy.tokens import Doc

    words = [document.text[start:end] for start, end in document.words or ()]
    return Doc(nlp.vocab, words=words, spaces=[True] * (len(words) - 1) + [False])


def spacy_documents(pipeline: Path, documents: Iterable[Document]) -> list[Document]:
    """What the pipeline finds in the documents."""
    import spacy

    nlp = spacy.load(pipeline)
    docs = nlp.pipe((_doc(nlp, document) for document in documents), batch_size=256)
    return [
        document.with_entities(Entity(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents)
        for document, doc in zip(documents, docs, strict=True)
    ]
