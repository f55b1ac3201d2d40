"""The corpora that the benchmarks score on, in the splits that they state. Paths are arguments, never constants."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onoma import Document, Entity
from onoma.corpus import Corpus, read_corpus, split_by_hash
from onoma.document import Value

__all__ = ["CORPORA", "Parts", "read_parts"]

_PASSAGE = 20
"""Sentences of a passage."""


@dataclass(frozen=True)
class Parts:
    """A corpus in three."""

    train: Corpus
    dev: Corpus
    test: Corpus


def _gmb(data: Path) -> Parts:
    """GMB: identical sentences removed, then split by the SHA-1 of the words (0 test, 1 dev, the rest train)."""
    split = split_by_hash(read_corpus(data / "gmb" / "ner_dataset.csv", format="gmb"))
    return Parts(
        Corpus(tuple(split.train), "gmb train"),
        Corpus(tuple(split.dev), "gmb dev"),
        Corpus(tuple(split.test), "gmb test"),
    )


def _gmb_passages(data: Path) -> Parts:
    """The same sentences in the same parts, each within the sentences around it in the file.

    Of a part's passages only its own sentences are known; what the others hold is neither learnt nor scored. They are
    sentences of any part, so those that surround a test sentence may have been learnt, as part of train.
    """
    documents = list(read_corpus(data / "gmb" / "ner_dataset.csv", format="gmb"))
    split = split_by_hash(documents)
    parts = []
    for name, kept in (("train", split.train), ("dev", split.dev), ("test", split.test)):
        own = {id(document) for document in kept}
        blocks = (documents[first : first + _PASSAGE] for first in range(0, len(documents), _PASSAGE))
        passages = [_passage(block, own) for block in blocks if any(id(document) in own for document in block)]
        parts.append(Corpus(tuple(passages), f"gmb {name}"))
    return Parts(*parts)


def _passage(block: Sequence[Document], own: Collection[int]) -> Document:
    text = ""
    entities: list[Entity] = []
    unknown: list[Value] = []
    for document in block:
        if id(document) in own:
            entities += [
                replace(entity, start=entity.start + len(text), end=entity.end + len(text))
                for entity in document.entities
            ]
        else:
            unknown.append([len(text), len(text) + len(document.text)])
        text += document.text + " "
    return Document(text, tuple(entities), fields={"unknown": unknown})


def _wnut17(data: Path) -> Parts:
    files = ("wnut17train.conll", "emerging.dev.conll", "emerging.test.annotated")
    return Parts(*(read_corpus(data / "wnut17" / file, format="columns") for file in files))


def _bc5cdr(data: Path) -> Parts:
    """BC5CDR as whole abstracts, in its own parts."""
    names = ("CDR_TrainingSet", "CDR_DevelopmentSet", "CDR_TestSet")
    files = (data / "bc5cdr" / "pubtator" / f"{name}.PubTator.txt" for name in names)
    return Parts(*(read_corpus(file, format="pubtator") for file in files))


def _ncbi_disease(data: Path) -> Parts:
    """The NCBI Disease corpus as whole abstracts, in its own parts, its four kinds of mention as one label."""
    names = ("NCBItrainset_corpus", "NCBIdevelopset_corpus", "NCBItestset_corpus")
    files = (data / "ncbi-disease" / "pubtator" / f"{name}.txt" for name in names)
    return Parts(*(_with_one_label(read_corpus(file, format="pubtator"), "Disease") for file in files))


def _with_one_label(corpus: Corpus, label: str) -> Corpus:
    documents = (
        document.with_entities(replace(entity, label=label) for entity in document.entities) for document in corpus
    )
    return replace(corpus, documents=tuple(documents))


def _jnlpba(data: Path) -> Parts:
    """JNLPBA as whole abstracts; dev are those of train that the corpus' devel part consists of."""
    dev = set((data / "jnlpba" / "devel-ids.txt").read_text(encoding="utf-8").split())
    every = read_corpus(data / "jnlpba" / "train.standoff.jsonl", format="jsonl")
    return Parts(
        replace(every, documents=tuple(document for document in every if document.id not in dev)),
        replace(every, documents=tuple(document for document in every if document.id in dev)),
        read_corpus(data / "jnlpba" / "test.standoff.jsonl", format="jsonl"),
    )


def _bc2gm(data: Path) -> Parts:
    """BC2GM in the parts of Crichton et al. (2017), its words parted by spaces."""
    return Parts(
        *(read_corpus(data / "bc2gm" / f"{part}.tsv", format="columns") for part in ("train", "devel", "test"))
    )


CORPORA = {
    "gmb": _gmb,
    "gmb-passages": _gmb_passages,
    "wnut17": _wnut17,
    "bc5cdr": _bc5cdr,
    "ncbi-disease": _ncbi_disease,
    "jnlpba": _jnlpba,
    "bc2gm": _bc2gm,
}


def read_parts(name: str, data: Path) -> Parts:
    """The parts of a corpus, read below the folder `data`."""
    return CORPORA[name](data)
