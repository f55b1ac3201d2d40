"""How scores mislead, one test for each way: the report shows it."""

import pytest
from random_tags import tags_to_document
from seqeval.metrics import f1_score
from seqeval.scheme import IOB2 as SEQEVAL_IOB2

from onoma.document import Document, Entity
from onoma.evaluation import Provenance, Reading, Report, evaluate, score
from onoma.schemes import IOB1, IOB2, tags_to_spans

# Four of a hundred entities follow another of their own label at once, as few do in news.
ROWS = [["B-PER", "I-PER", "O"]] * 92 + [["B-PER", "B-PER", "O", "O"]] * 4
AS_INSIDE = [[tag.replace("B-", "I-") for tag in row] for row in ROWS]


def documents(rows: list[list[str]], *, strict: bool = False) -> list[Document]:
    return [tags_to_document(row, IOB2, strict=strict) for row in rows]


def texts(n: int, words: int, **entities: int) -> list[Document]:
    """Documents of so many words; entities give the word of each one-word entity's label."""
    found = tuple(Entity(2 * word, 2 * word + 1, label) for label, word in entities.items())
    return [Document(" ".join("w" * words), found)] * n


def warned(report: Report, what: str) -> str:
    (line,) = [line for line in report.warnings if what in line]
    return line


def test_trap_1_forgiving_reading_hides_that_every_begin_is_wrong() -> None:
    """Every B- turned into I- scores high where tags are repaired, and nothing where they are not: both are told."""
    gold = documents(ROWS)
    lenient = evaluate(
        gold, documents(AS_INSIDE), provenance=Provenance((Reading("predicted", "p.conll", "IOB2", n_repaired=96),))
    )
    strict = evaluate(
        gold,
        documents(AS_INSIDE, strict=True),
        provenance=Provenance((Reading("predicted", "p.conll", "IOB2", "discard", n_discarded=96),)),
    )
    assert lenient.headline.f1 == pytest.approx(f1_score(ROWS, AS_INSIDE)) == pytest.approx(2 * 92 / 196)
    assert strict.headline.f1 == 0.0
    assert f1_score(ROWS, AS_INSIDE, mode="strict", scheme=SEQEVAL_IOB2, zero_division=0) == 0.0
    assert "96 in p.conll" in warned(lenient, "break their scheme")
    assert "96 in p.conll" in warned(strict, "entities dropped")


def test_trap_2_strict_reading_in_the_wrong_scheme_scores_next_to_nothing_perfectly() -> None:
    iob1 = [["I-PER", "I-PER", "O"]] * 92 + [["I-PER", "B-PER", "O", "O"]] * 4
    n_raw = sum(len(tags_to_spans(row, IOB1).spans) for row in iob1)
    gold = documents(iob1, strict=True)
    report = evaluate(gold, gold, provenance=Provenance(n_gold_raw=n_raw))
    assert (report.headline.f1, report.support, report.n_gold_raw) == (1.0, 4, 100)
    assert report.warnings[0].startswith("4 of 100 gold entities were scored")


def test_trap_3_repairs_move_the_score_and_are_counted() -> None:
    gold = documents([["B-PER", "I-PER", "O"], ["B-LOC", "O", "O"]])
    rows = [["B-PER", "I-PER", "O"], ["I-LOC", "O", "O"]]
    repaired, dropped = score(gold, documents(rows)), score(gold, documents(rows, strict=True))
    assert (repaired.micro.recall, dropped.micro.recall) == (1.0, 0.5)
    assert sum(tags_to_spans(row, IOB2).n_repaired for row in rows) == 1


def test_trap_4_accuracy_of_finding_nothing_is_told_beside_accuracy() -> None:
    gold = texts(10, 20, PER=3)
    report = evaluate(gold, texts(10, 20))
    assert (report.tokens.accuracy, report.headline.f1) == (0.95, 0.0)
    assert warned(report, "token accuracy") == (
        "token accuracy 95.0% is not the score: finding nothing at all gives 95.0%"
    )


def test_trap_4_padding_does_not_raise_accuracy() -> None:
    """Ten words padded to a hundred are ten words: nobody tells words that are not in the text."""
    gold = texts(1, 10, PER=3)
    assert evaluate(gold, texts(1, 10)).tokens.accuracy == 0.9


def test_trap_5_a_gold_that_was_cut_is_held_against_the_whole_one() -> None:
    whole = texts(10, 30, PER=3, LOC=28)
    cut = texts(10, 24, PER=3)
    report = evaluate(cut, cut, provenance=Provenance(n_gold_raw=sum(len(document.entities) for document in whole)))
    assert report.headline.f1 == 1.0
    assert "10 of 20 gold entities were scored: 10 were left out" in warned(report, "left out")


def test_trap_6_seen_mentions_and_texts_in_training_are_told_apart() -> None:
    def said(name: str) -> Document:
        return Document(f"{name} slept", (Entity(0, len(name), "PER"),))

    gold = [said("Ada")] * 7 + [said("Bob")]
    guess = [said("Ada")] * 7 + [Document("Bob slept")]
    report = evaluate(gold, guess, train=[said("Ada")])
    assert report.seen is not None
    assert (report.seen.seen.f1, report.seen.unseen.f1) == (1.0, 0.0)
    assert "87.5% of the gold mentions were seen in training (F1 100.0%); on unseen ones F1 is 0.0%" in report.warnings
    assert "7 gold texts (87.5%) stand in the training documents as well" in report.warnings


def test_trap_7_one_run_on_little_gold_has_a_wide_interval() -> None:
    gold = texts(6, 5, PER=1)
    report = evaluate(gold, texts(4, 5, PER=1) + texts(2, 5))
    interval = report.intervals.micro["strict"]
    assert interval.low < 0.6 < 0.9 < interval.high
    assert "the gold has 6 entities" in warned(report, "lies anywhere")


def test_trap_7_one_types_score_is_never_the_headline() -> None:
    gold = texts(4, 9, PER=1, LOC=5)
    report = evaluate(gold, texts(4, 9, PER=1))
    assert report.strict.per_type["PER"].f1 == 1.0
    assert report.headline.f1 == pytest.approx(2 / 3)


def test_trap_8_lenient_matching_has_a_key_of_its_own() -> None:
    gold = [Document("abcdef", (Entity(0, 4, "PER"),))]
    guess = [Document("abcdef", (Entity(0, 5, "PER"),))]
    found = evaluate(gold, guess).to_json()
    f1 = {mode: found[mode]["micro"]["f1"] for mode in ("strict", "exact", "partial", "type")}  # type: ignore[index,call-overload]
    assert f1 == {"strict": 0.0, "exact": 0.0, "partial": 0.5, "type": 1.0}


def test_trap_9_whole_documents_right_stand_beside_entities_right() -> None:
    gold = texts(10, 30, A=0, B=5, C=10, D=15, E=20)
    almost = texts(1, 30, A=0, B=5, C=10, D=15)
    report = evaluate(gold, texts(5, 30, A=0, B=5, C=10, D=15, E=20) + almost * 5)
    assert report.headline.f1 == pytest.approx(2 * 45 / 95)
    assert report.sentences.accuracy == 0.5
