"""What two datasets of one field have in common, before any model: mentions of one that the other taught, and
how well one's annotators would score as predictions of the other, on abstracts that both annotated; and words that
the one calls a disease and the other does not, or has never met.

python benchmarks/two_datasets.py --data FOLDER     # with bc5cdr, ncbi-disease and biored below it
"""

import argparse
import re
from collections.abc import Mapping
from pathlib import Path

from onoma import Document
from onoma.corpus import read_corpus
from onoma.corpus.label_map import relabelled
from onoma.evaluation import evaluate, score

NAMES = {
    "bc5cdr": {"Disease": "DISEASE", "Chemical": ""},
    "ncbi-disease": dict.fromkeys(("SpecificDisease", "Modifier", "DiseaseClass", "CompositeMention"), "DISEASE"),
}
FILES = {
    "bc5cdr": ("CDR_TrainingSet.PubTator.txt", "CDR_TestSet.PubTator.txt"),
    "ncbi-disease": ("NCBItrainset_corpus.txt", "NCBItestset_corpus.txt"),
}
SHARED = {
    "DISEASE": ({"DiseaseOrPhenotypicFeature": "DISEASE"}, {"Disease": "DISEASE"}),
    "CHEMICAL": ({"ChemicalEntity": "CHEMICAL"}, {"Chemical": "CHEMICAL"}),
}

WORDS = ("toxicity", "pain", "familial", "deficiency")


def read(path: Path, names: Mapping[str, str]) -> list[Document]:
    labels = read_corpus(path, format="pubtator").labels
    whole = dict.fromkeys(labels, "") | dict(names)
    return [relabelled(document, whole) for document in read_corpus(path, format="pubtator")]


def share_seen(data: Path, train: str, test: str) -> str:
    """Of the diseases in the test part, those whose very words stand in the training part, case included."""
    first = read(data / train / "pubtator" / FILES[train][0], NAMES[train])
    second = read(data / test / "pubtator" / FILES[test][1], NAMES[test])
    seen = evaluate(second, second, train=first).seen
    assert seen is not None
    return f"{train} -> {test}: {seen.share_seen:.1%} of {seen.seen.support + seen.unseen.support:,}"


def agreement(data: Path, label: str) -> str:
    """BioRED's annotation of the abstracts that it shares with BC5CDR, scored as predictions of BC5CDR's."""
    theirs, ours = SHARED[label]
    found = {
        document.id: document
        for path in sorted((data / "biored").glob("*.PubTator"))
        for document in read(path, theirs)
    }
    gold = [
        document
        for path in sorted((data / "bc5cdr" / "pubtator").glob("*.txt"))
        for document in read(path, ours)
        if document.id in found
    ]
    micro = score(gold, [found[document.id] for document in gold]).micro
    return f"{label}: {micro.f1:.1%} over {len(gold)} abstracts, {micro.support:,} entities"


def inside(data: Path, name: str, word: str) -> str:
    """How often the word stands in the training and test parts, and how often of these within a disease."""
    n_all = n_inside = 0
    pattern = re.compile(rf"\b{word}\b", re.IGNORECASE)
    for file in FILES[name]:
        for document in read(data / name / "pubtator" / file, NAMES[name]):
            n_all += len(pattern.findall(document.text))
            n_inside += sum(len(pattern.findall(document.text_of(entity))) for entity in document.entities)
    return f"{name}: {word} {n_inside} of {n_all}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True, help="folder with bc5cdr, ncbi-disease and biored")
    data = parser.parse_args().data
    for train in FILES:
        for test in FILES:
            print(share_seen(data, train, test))
    for label in SHARED:
        print(agreement(data, label))
    for word in WORDS:
        for name in FILES:
            print(inside(data, name, word))


if __name__ == "__main__":
    main()
