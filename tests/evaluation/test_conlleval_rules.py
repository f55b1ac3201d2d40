"""The counts of conlleval.pl (Tjong Kim Sang 2000, 2004): its two rules written out again, and cases by hand."""

from collections.abc import Sequence

import pytest
from random_tags import rows, tags_to_document

from onoma.evaluation import score
from onoma.schemes import BIOES, IOB1, IOB2, Scheme

N_ROWS = 1_000


def begins(before: str, tag: str, type_before: str, type_: str) -> bool:
    """The script's `startOfChunk`, a line for each of its lines."""
    return (
        (before == "B" and tag == "B")
        or (before == "I" and tag == "B")
        or (before == "O" and tag == "B")
        or (before == "O" and tag == "I")
        or (before == "E" and tag == "E")
        or (before == "E" and tag == "I")
        or (before == "O" and tag == "E")
        or (tag != "O" and type_before != type_)
    )


def ends(before: str, tag: str, type_before: str, type_: str) -> bool:
    """The script's `endOfChunk`, a line for each of its lines."""
    return (
        (before == "B" and tag == "B")
        or (before == "B" and tag == "O")
        or (before == "I" and tag == "B")
        or (before == "I" and tag == "O")
        or (before == "E" and tag == "E")
        or (before == "E" and tag == "I")
        or (before == "E" and tag == "O")
        or (before != "O" and type_before != type_)
    )


def conlleval(gold: Sequence[Sequence[str]], guess: Sequence[Sequence[str]]) -> tuple[int, int, int]:
    """Chunks found right, in the gold, and guessed; word by word, as the script goes over its lines."""
    n_right = n_gold = n_guess = 0
    before = [("O", ""), ("O", "")]
    in_right = False
    for truth, found in zip(gold, guess, strict=True):
        for pair in [*zip(truth, found, strict=True), ("O", "O")]:  # a boundary after each sentence
            now = [(tag[0], tag[2:]) for tag in pair]
            end = [ends(then[0], tag[0], then[1], tag[1]) for then, tag in zip(before, now, strict=True)]
            start = [begins(then[0], tag[0], then[1], tag[1]) for then, tag in zip(before, now, strict=True)]
            if in_right:
                if end == [True, True] and before[0][1] == before[1][1]:
                    in_right = False
                    n_right += 1
                elif end[0] != end[1] or now[0][1] != now[1][1]:
                    in_right = False
            if start == [True, True] and now[0][1] == now[1][1]:
                in_right = True
            n_gold += start[0]
            n_guess += start[1]
            before = now
    return n_right, n_gold, n_guess


@pytest.mark.parametrize("scheme", [IOB1, IOB2], ids=lambda scheme: str(scheme.name))
def test_counts_of_random_tags_are_those_of_conlleval(scheme: Scheme) -> None:
    gold, guess = zip(*rows(N_ROWS, 7, "BI"), strict=True)
    micro = score(
        [tags_to_document(tags, scheme) for tags in gold],
        [tags_to_document(tags, scheme) for tags in guess],
    ).micro
    assert (micro.n_correct, micro.support, micro.n_predicted) == conlleval(gold, guess)


@pytest.mark.parametrize(
    ("gold", "guess", "right", "n_gold", "n_guess"),
    [
        ("B-PER I-PER O", "I-PER I-PER O", 1, 1, 1),  # an I- begins an entity after O
        ("B-PER B-LOC O", "B-PER I-LOC O", 2, 2, 2),  # and after another label
        ("B-PER I-PER O", "B-PER B-PER O", 0, 1, 2),  # a B- always does
        ("B-PER B-PER O", "I-PER I-PER O", 0, 2, 1),  # an I- after the same label goes on
        ("I-PER I-LOC I-LOC", "B-PER B-LOC I-LOC", 2, 2, 2),
        ("O B-PER I-PER", "O O I-PER", 0, 1, 1),
        ("O O", "O O", 0, 0, 0),
    ],
)
def test_counts_by_hand(gold: str, guess: str, right: int, n_gold: int, n_guess: int) -> None:
    micro = score([tags_to_document(gold.split(), IOB2)], [tags_to_document(guess.split(), IOB2)]).micro
    assert (micro.n_correct, micro.support, micro.n_predicted) == (right, n_gold, n_guess)
    assert conlleval([gold.split()], [guess.split()]) == (right, n_gold, n_guess)


def test_counts_of_end_tags_are_those_of_conlleval() -> None:
    """The script knows E- but not S-; after an E- both begin anew."""
    tags = ["O", "B-PER", "I-PER", "E-PER", "I-PER", "E-PER", "E-PER", "O"]
    document = tags_to_document(tags, BIOES)
    assert [(e.start // 2, (e.end + 1) // 2) for e in document.entities] == [(1, 4), (4, 6), (6, 7)]
    assert conlleval([tags], [tags]) == (3, 3, 3)
