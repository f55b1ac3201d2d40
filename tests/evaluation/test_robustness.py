import re
from collections.abc import Iterable, Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma import Document, Entity
from onoma.evaluation.perturbations import PERTURBATIONS
from onoma.evaluation.robustness import perturbations_for, perturbed, robustness
from onoma.evaluation.swapped_names import swapped_names

BY_NAME = {perturbation.name: perturbation for perturbation in PERTURBATIONS}
SENTENCE = "Mr. Alan Turing, of the University of Manchester, didn't visit Oslo (Norway) in 3.5 days."
NAMES = {"Mr. Alan Turing": "PER", "University of Manchester": "ORG", "Oslo": "LOC", "3.5 days": "TIME"}


def marked(text: str, names: dict[str, str]) -> Document:
    """The text with the first place of each name as an entity."""
    return Document(text, tuple(Entity(text.index(name), text.index(name) + len(name), names[name]) for name in names))


GOLD = [marked(SENTENCE, NAMES), marked("IBM and oslo: @turing_fan met T. Hardy-Smith", {"IBM": "ORG", "oslo": "LOC"})]


def mentions(document: Document) -> list[str]:
    return [document.text_of(entity) for entity in document.entities]


def after(name: str, document: Document, seed: int = 0) -> Document:
    [changed] = perturbed([document], BY_NAME[name], seed)
    return changed


@given(st.text(max_size=40), st.data(), st.integers(0, 3))
def test_perturbations_keep_every_entity_of_any_text(text: str, data: st.DataObject, seed: int) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    labels = st.sampled_from(["PER", "TIME"])
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    gold = [Document(text, tuple(Entity(start, end, data.draw(labels)) for start, end in pairs))]
    for perturbation in perturbations_for(gold, seed):
        [document] = perturbed(gold, perturbation, seed)
        assert [entity.label for entity in document.entities] == [entity.label for entity in gold[0].entities]
        assert [document] == list(perturbed(gold, perturbation, seed))


@given(st.text(st.sampled_from("abC dİß.É"), min_size=2, max_size=20), st.data())
def test_case_changes_the_whole_text_and_the_mention_alike(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=2)))
    document = Document(text, (Entity(start, end, "A"),))
    for name, change in (("lower case", str.lower), ("upper case", str.upper)):
        changed = after(name, document)
        assert changed.text == change(text[:start]) + change(text[start:end]) + change(text[end:])
        assert mentions(changed) == [change(text[start:end])]


def test_no_punctuation_spares_marks_inside_words() -> None:
    changed = after("no punctuation", GOLD[0])
    assert changed.text == "Mr Alan Turing of the University of Manchester didn't visit Oslo Norway in 3.5 days"
    assert mentions(changed) == ["Mr Alan Turing", "University of Manchester", "Oslo", "3.5 days"]


def edit_distance_is_one(one: str, other: str) -> bool:
    """Whether a letter replaced, deleted, doubled or moved past its neighbour makes `other` of `one`."""
    for at in range(len(one)):
        if other in (one[:at] + one[at + 1 :], one[:at] + one[at] + one[at:]):
            return True
        if one[:at] + one[at + 1 : at + 2] + one[at] + one[at + 2 :] == other:
            return True
        if len(one) == len(other) and one[:at] == other[:at] and one[at + 1 :] == other[at + 1 :]:
            return True
    return False


def test_typos_hit_one_word_in_ten_once_and_never_its_first_letter() -> None:
    words = ["Yesterday", "the", "Committee", "visited", "several", "Buildings"] * 400
    changed = after("typos", Document(" ".join(words))).text.split()
    wrong = [(one, other) for one, other in zip(words, changed, strict=True) if one != other]
    assert all(len(one) >= 4 and one[0] == other[0] and edit_distance_is_one(one, other) for one, other in wrong)
    assert len(wrong) / sum(len(word) >= 4 for word in words) == pytest.approx(0.1, abs=0.02)
    assert {len(other) - len(one) for one, other in wrong} == {-1, 0, 1}


def test_typos_put_a_neighbour_on_the_keyboard_in_the_same_case() -> None:
    changed = [after("typos", Document("AGGGA"), seed).text for seed in range(3000)]
    replaced = {text.replace("G", "")[1:-1] for text in changed if len(text) == 5 and text.count("G") == 2}
    assert replaced == set("FHTYVB")


def test_ocr_noise_misreads_what_looks_alike() -> None:
    def readings(text: str) -> set[str]:
        return {after("OCR noise", Document(text), seed).text for seed in range(300)}

    assert readings("rn") == {"rn", "m"}
    assert readings("l") == {"l", "1", "I", "i"}
    assert readings("0") == {"0", "O", "o"}
    assert readings("xyz") == {"xyz"}


def test_ocr_noise_changes_a_mention_and_its_end_together() -> None:
    document = Document(f"in {'m' * 200} now", (Entity(3, 203, "LOC"),))
    changed = after("OCR noise", document)
    assert mentions(changed) != mentions(document)
    assert mentions(changed) == [changed.text.removeprefix("in ").removesuffix(" now")]
    assert mentions(changed)[0].replace("rn", "m") == "m" * 200


@pytest.mark.parametrize("seed", range(20))
def test_unseen_names_occur_nowhere_in_the_gold_and_keep_their_looks(seed: int) -> None:
    first, second = perturbed(GOLD, swapped_names(GOLD, seed), seed)
    person, organization, place, time = mentions(first)
    assert re.fullmatch(r"Mr\. [A-Z][a-z]+ [A-Z][a-z]+", person)
    assert re.fullmatch(r"University of [A-Z][a-z]+", organization)
    assert re.fullmatch(r"[A-Z][a-z]+", place)
    assert time == "3.5 days"
    assert mentions(second)[1] == place.lower()
    assert re.fullmatch(r"[A-Z]{3}", mentions(second)[0])
    seen = set(re.findall(r"\w+", " ".join(document.text.lower() for document in GOLD)))
    kept = {"mr", "university", "of"}
    new = {word for name in (person, organization, place, *mentions(second)) for word in re.findall(r"\w+", name)}
    assert not ({word.lower() for word in new} - kept) & seen


def test_unseen_names_change_nothing_outside_names() -> None:
    changed, _ = perturbed(GOLD, swapped_names(GOLD, 0), 0)
    text = changed.text
    for entity in reversed(changed.entities):
        text = text[: entity.start] + "_" + text[entity.end :]
    assert text == "_, of the _, didn't visit _ (Norway) in _."


def test_unseen_names_that_nest_are_swapped_once() -> None:
    text = "Bank of Oslo"
    nested = Document(text, (Entity(0, 12, "ORG"), Entity(8, 12, "LOC")))
    [changed] = perturbed([nested], swapped_names([nested], 0), 0)
    outer, inner = mentions(changed)
    assert outer == f"Bank of {inner}"
    assert inner != "Oslo"


def test_unseen_names_note_says_what_was_left() -> None:
    gold = [marked("U.S. and 東京 in May with Ada", {"U.S.": "LOC", "東京": "LOC", "May": "DATE", "Ada": "PERSON"})]
    note = swapped_names(gold, 0).note
    assert "DATE (1)" in note
    assert "2 names of initials" in note
    [changed] = perturbed(gold, swapped_names(gold, 0), 0)
    assert mentions(changed)[:3] == ["U.S.", "東京", "May"]


def test_perturbed_of_a_document_hangs_not_on_the_ones_after() -> None:
    documents = [Document("Several people visited buildings yesterday " * 20)] * 3
    few = list(perturbed(documents[:2], BY_NAME["typos"], 4))
    assert few == list(perturbed(documents, BY_NAME["typos"], 4))[:2]
    assert few[0] != few[1]
    assert few != list(perturbed(documents[:2], BY_NAME["typos"], 5))


class ByHeart:
    """Finds Oslo, spelt just so, wherever it stands."""

    labels = ("LOC",)

    def __call__(self, text: str) -> Document:
        return Document(text, tuple(Entity(*place.span(), "LOC") for place in re.finditer("Oslo", text)))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        return map(self, texts)


def test_robustness_shows_what_a_recognizer_knows_by_heart() -> None:
    gold = [marked("Off to Oslo.", {"Oslo": "LOC"}), marked("Nowhere, really.", {})]
    rows = {row.perturbation: row for row in robustness(ByHeart(), gold)}
    assert list(rows) == ["none", *BY_NAME, "unseen names"]
    assert all(row.micro.support == 1 for row in rows.values())
    figures = {name: (row.micro.f1, row.change, row.n_changed) for name, row in rows.items()}
    assert figures["none"] == (1.0, 0.0, 0)
    assert figures["lower case"] == figures["upper case"] == (0.0, -1.0, 2)
    assert figures["no punctuation"] == (1.0, 0.0, 2)
    assert figures["unseen names"] == (0.0, -1.0, 1)


def test_robustness_is_the_same_for_the_same_seed() -> None:
    gold = [Document(f"{SENTENCE} {number}", GOLD[0].entities) for number in range(30)]
    rows = [robustness(ByHeart(), gold, seed) for seed in (1, 1, 2)]
    assert rows[0] == rows[1] != rows[2]


def test_swapping_draws_by_the_word_not_by_the_order() -> None:
    both = perturbed(GOLD, swapped_names(GOLD, 3), 3)
    turned = perturbed(GOLD[::-1], swapped_names(GOLD[::-1], 3), 3)
    assert list(both) == list(turned)[::-1]
    edits = swapped_names(GOLD, 3).edits(GOLD[0], Random(0))
    assert list(edits) == list(swapped_names(GOLD, 3).edits(GOLD[0], Random(1)))
