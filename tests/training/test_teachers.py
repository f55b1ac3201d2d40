"""What teachers believe: averaged, in the student's order of tags, mixed with what is known; and who may teach whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer, models

from onoma import Document, Entity
from onoma.bundle import CHAIN, MODEL, TOKENIZER, FileRecord, Manifest
from onoma.encoding import USUAL_LIMITS, Batch, SegmentLimits, WordEncoder
from onoma.errors import TrainingError
from onoma.runtime import BundleRecognizer, Chain, Passage
from onoma.schemes import BIOES, IOB2, Scheme, scheme_named, tag_set
from onoma.training import teachers as module
from onoma.training.examples import Example, ExampleMaker
from onoma.training.lessons import Lessons
from onoma.training.progress import Progress
from onoma.training.settings import DistilSettings
from onoma.training.teachers import Teachers

LABELS = ("LOC", "PER")
TAGS = tag_set(LABELS, IOB2)
VOCABULARY = {word: index for index, word in enumerate(("[UNK]", "Ada", "saw", "Rome", "and", "Bob"))}
QUIET = Progress(1, quiet=True)


class WordNetwork:
    """The emissions of a word are drawn from its number and the network's seed, tag by tag name."""

    def __init__(self, tags: Sequence[str], seed: int) -> None:
        names = sorted(tags)
        table = np.random.default_rng(seed).normal(0.0, 2.0, (len(VOCABULARY) + 1, len(names)))
        self._table = table[:, [names.index(tag) for tag in tags]].astype(np.float32)

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        found: NDArray[np.float32] = self._table[batch.words[batch.places][..., 0]]
        return found


def _teacher(
    seed: int = 0, *, tags: tuple[str, ...] = TAGS, scheme: str = "IOB2", labels: tuple[str, ...] = LABELS
) -> BundleRecognizer:
    files = {name: FileRecord(f"{name} {seed}", 1) for name in (MODEL, CHAIN, TOKENIZER, "card.md")}
    n = len(tags)
    return BundleRecognizer(
        Manifest(f"teacher-{seed}", labels, tags, scheme, files),
        WordEncoder(Tokenizer(models.WordLevel(VOCABULARY, unk_token="[UNK]"))),
        WordNetwork(tags, seed),
        Chain(tags, scheme_named(scheme), *_zeros(n)),
    )


def _zeros(n: int) -> list[NDArray[np.float32]]:
    return [np.zeros(shape, np.float32) for shape in ((n, n), n, n)]


def _examples(*texts: str) -> list[Example]:
    """Examples of which nothing is known."""
    return ExampleMaker(TAGS, IOB2).unlabelled(Document(text) for text in texts)


def _known() -> Example:
    (example,) = ExampleMaker(TAGS, IOB2).examples(
        [Document("Ada saw Rome and Bob", (Entity(0, 3, "PER"), Entity(8, 12, "LOC"), Entity(17, 20, "PER")))]
    )
    return example


def _passages(*texts: str) -> list[Passage]:
    return [Passage(text, 0, len(text.split())) for text in texts]


def _taught(
    teachers: Teachers, examples: list[Example], tags: tuple[str, ...] = TAGS, gold_share: float = 0.5
) -> list[Example]:
    return teachers.taught(examples, tags, gold_share, lambda loss: None)


def test_examples_keep_all_they_had_and_get_what_the_teacher_believes() -> None:
    teacher = _teacher()
    examples = _examples("Ada saw Rome", "Bob", "and Bob saw Ada and Rome")
    taught = _taught(Teachers([teacher]), examples)
    beliefs = teacher.posteriors(_passages(*(example.text for example in examples)))
    for example, before, (tags, pairs) in zip(taught, examples, beliefs, strict=True):
        assert (example.text, example.weight) == (before.text, before.weight)
        assert example.allowed is before.allowed
        assert example.belief is not None
        assert example.belief.tags.dtype == np.uint8
        assert example.belief.tags / 255 == pytest.approx(tags, abs=0.5 / 255 + 1e-6)
        assert example.belief.pairs == pytest.approx(pairs, abs=2e-3)


def test_beliefs_of_several_teachers_are_averaged() -> None:
    one, other = _teacher(1), _teacher(2)
    examples = _examples("Ada saw Rome", "Bob saw Ada")
    texts = _passages(*(example.text for example in examples))
    for example, first, second in zip(
        _taught(Teachers([one, other]), examples), one.posteriors(texts), other.posteriors(texts), strict=True
    ):
        assert example.belief is not None
        assert example.belief.tags / 255 == pytest.approx((first.tags + second.tags) / 2, abs=0.5 / 255 + 1e-6)
        assert example.belief.pairs == pytest.approx((first.pairs + second.pairs) / 2, abs=2e-3)
    assert np.abs(one.posteriors(texts)[0].tags - other.posteriors(texts)[0].tags).max() > 0.2


def test_beliefs_come_in_the_order_of_the_students_tags_whatever_the_teachers() -> None:
    # The same network thrice, whose bundles name its tags in different orders.
    turned = (TAGS[0], *TAGS[:0:-1])
    texts = ("Ada saw Rome", "Rome and Bob")
    straight = _taught(Teachers([_teacher(3)]), _examples(*texts))
    crossed = _taught(Teachers([_teacher(3, tags=turned)]), _examples(*texts))
    both = _taught(Teachers([_teacher(3, tags=turned), _teacher(3)]), _examples(*texts))
    asked = _taught(Teachers([_teacher(3)]), _examples(*texts), tags=turned)
    order = [turned.index(tag) for tag in TAGS]
    for plain, *others in zip(straight, crossed, both, asked, strict=True):
        beliefs = [example.belief for example in (plain, *others)]
        tags, pairs = zip(*(belief for belief in beliefs if belief), strict=True)
        assert all(np.allclose(array, tags[0], atol=1) for array in tags[1:3])
        assert all(np.allclose(array, pairs[0], atol=2e-3) for array in pairs[1:3])
        assert np.allclose(tags[3][:, order], tags[0], atol=1)
        assert np.allclose(pairs[3][np.ix_(order, order)], pairs[0], atol=2e-3)


@pytest.mark.parametrize("gold_share", [0.0, 0.25, 1.0])
def test_what_is_known_is_mixed_in_by_its_share_and_what_is_not_stays_believed(gold_share: float) -> None:
    teacher, example = _teacher(), _known()
    (belief,) = teacher.posteriors(_passages(example.text))
    unknown = _examples(example.text)
    half_known = ExampleMaker(TAGS, IOB2).examples([Document(example.text, fields={"open": ["LOC"]})])
    taught = [each.belief for each in _taught(Teachers([teacher]), [example, *unknown, *half_known], TAGS, gold_share)]
    gold = [TAGS.index(tag) for tag in ("B-PER", "O", "B-LOC", "O", "B-PER")]
    tags = (1 - gold_share) * belief.tags + gold_share * np.eye(len(TAGS))[gold]
    pairs = (1 - gold_share) * belief.pairs
    np.add.at(pairs, (gold[:-1], gold[1:]), gold_share)
    expected = [(tags, pairs), belief, belief]
    for mine, (their_tags, their_pairs) in zip(taught, expected, strict=True):
        assert mine is not None
        assert mine.tags / 255 == pytest.approx(their_tags, abs=0.5 / 255 + 1e-6)
        assert mine.pairs == pytest.approx(their_pairs, abs=2e-3)


class NameNetwork:
    """Knows a person when she is first of a segment, and nobody else."""

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        emissions = np.zeros((*batch.places.shape, len(TAGS)), np.float32)
        emissions[..., TAGS.index("O")] = 2.0
        emissions[0, :, TAGS.index("B-PER")] = 20.0
        return emissions


def test_a_segment_is_taught_as_part_of_its_document() -> None:
    teacher = _teacher()
    whole = BundleRecognizer(
        replace(teacher.manifest, share=0.75), teacher.encoder, NameNetwork(), Chain(TAGS, IOB2, *_zeros(len(TAGS)))
    )
    examples = _examples("Ada saw Rome\nRome saw Ada and Bob")
    assert [example.text for example in examples] == ["Ada saw Rome", "Rome saw Ada and Bob"]
    taught = _taught(Teachers([whole]), examples)
    person = TAGS.index("B-PER")
    beliefs = [example.belief.tags[:, person] > 200 for example in taught if example.belief]
    assert [belief.tolist() for belief in beliefs] == [[True, False, True], [True, False, True, False, False]]
    alone = _taught(Teachers([whole]), _examples("Bob saw Ada"))[0].belief
    assert alone is not None
    assert (alone.tags[:, person] > 200).tolist() == [True, False, False]


def test_many_examples_are_taught_in_order_and_a_bar_is_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TAUGHT_AT_ONCE", 2)
    examples = _examples("Ada", "Bob saw Ada and Rome", "Rome and", "saw", "Ada and Bob")
    steps: list[float] = []
    taught = Teachers([_teacher()]).taught(examples, TAGS, 0.5, steps.append)
    assert [example.text for example in taught] == [example.text for example in examples]
    assert [len(example.belief.tags) for example in taught if example.belief] == [1, 5, 2, 1, 3]
    assert len(steps) == 3


def test_no_teacher_is_refused() -> None:
    with pytest.raises(TrainingError, match="no teacher was given; name at least one"):
        Teachers([])


@pytest.mark.parametrize(("scheme", "labels"), [(BIOES, LABELS), (IOB2, ("LOC", "ORG")), (IOB2, ("LOC",))])
def test_teachers_of_other_labels_or_schemes_cannot_teach_together(scheme: Scheme, labels: tuple[str, ...]) -> None:
    other = _teacher(5, tags=tag_set(labels, scheme), scheme=scheme.name, labels=labels)
    with pytest.raises(TrainingError, match=r"teachers 'teacher-0' and 'teacher-5' differ in their tags \(IOB2: LOC"):
        Teachers([_teacher(), other])


def test_teachers_are_told_apart_by_all_that_they_decide_with() -> None:
    keys = [Teachers([_teacher(seed)]).key for seed in (1, 2)]
    assert keys[0] != keys[1] != Teachers([_teacher(1), _teacher(2)]).key
    assert keys[0] == Teachers([_teacher(1)]).key
    for name in (MODEL, CHAIN, TOKENIZER):
        changed = _teacher(1)
        changed.manifest.files[name] = FileRecord("another", 1)  # type: ignore[index]
        assert Teachers([changed]).key != keys[0]


@dataclass
class _Pupil:
    """As much of a learner as lessons look at."""

    tags: tuple[str, ...]
    scheme: Scheme
    limits: SegmentLimits = USUAL_LIMITS


def test_lessons_are_the_labelled_examples_then_the_segments_of_the_texts() -> None:
    texts = ["Bob saw Rome\nAda and Bob\n", " \n", "Rome"]
    lessons = Lessons(Teachers([_teacher()]), texts, DistilSettings(gold_share=1.0))
    given = lessons.given([_known()], _Pupil(TAGS, IOB2), QUIET)  # type: ignore[arg-type]
    assert [example.text for example in given] == ["Ada saw Rome and Bob", "Bob saw Rome", "Ada and Bob", "Rome"]
    assert all(example.belief is not None for example in given)
    gold = given[0].belief
    assert gold is not None
    assert set(gold.tags.ravel().tolist()) == {0, 255}  # its own tags alone, by its share
    assert all(example.allowed.all() for example in given[1:])


@pytest.mark.parametrize(("labels", "scheme"), [(("LOC", "ORG"), IOB2), (LABELS, BIOES), (("LOC",), IOB2)])
def test_lessons_for_a_student_of_other_tags_are_refused(labels: tuple[str, ...], scheme: Scheme) -> None:
    lessons = Lessons(Teachers([_teacher()]), [], DistilSettings())
    pupil = _Pupil(tag_set(labels, scheme), scheme)
    with pytest.raises(TrainingError, match=r"the teachers tag B-LOC, .*O and the student is to tag .*; give both"):
        lessons.given([_known()], pupil, QUIET)  # type: ignore[arg-type]


def test_lessons_are_told_apart_by_teachers_and_texts() -> None:
    def key(seed: int, *texts: str) -> str:
        return Lessons(Teachers([_teacher(seed)]), texts, DistilSettings()).key

    assert key(1, "a", "b") == key(1, "a", "b")
    assert len({key(1, "a", "b"), key(2, "a", "b"), key(1, "ab"), key(1, "a"), key(1), key(1, "\ud800")}) == 6
