"""Ids for entities from a list of terms: exact, approximate, ambiguous, saved and opened again."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma import Document, Entity
from onoma.errors import InputError
from onoma.linking import Linked, Term, TermIndex, build_index, load_terms, read_terms
from onoma.linking.spelling import normal_form, within_one_edit

TERMS = [
    Term("D006333", "Heart failure", ["Cardiac failure", "Myocardial failure"], "DISEASE"),
    Term("D003924", "Diabetes mellitus, type 2", ["NIDDM"], "DISEASE"),
    Term("D003922", "Diabetes mellitus, type 1", [], "DISEASE"),
    Term("D006973", "Hypertension", [], "DISEASE"),
    Term("D007022", "Hypotension", [], "DISEASE"),
    Term("D006470", "Haemorrhage", [], "DISEASE"),
    Term("D019207", "β-carotene", [], "CHEMICAL"),
    Term("C1", "Mercury", [], "CHEMICAL"),
    Term("P1", "Mercury", [], "PLANET"),
    Term("X1", "Anything goes"),
]


@pytest.fixture(scope="module")
def index() -> TermIndex:
    return build_index(TERMS)


def _best(index: TermIndex, name: str, label: str = "", min_score: float = 0.7) -> tuple[str, float] | None:
    found = index.find(name, label, n=1, min_score=min_score)
    return (found[0].id, found[0].score) if found else None


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("heart failure", "D006333"),
        ("HEART  FAILURES", "D006333"),
        ("cardiac-failure", "D006333"),
        ("hemorrhage", "D006470"),
        ("beta carotene", "D019207"),
        ("Diabetes Mellitus, Type II", "D003924"),
        ("hypèrtension", "D006973"),
    ],
)
def test_case_accents_plurals_and_spellings_make_no_difference(index: TermIndex, name: str, id_: str) -> None:
    assert _best(index, name) == (id_, 1.0)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("type 2 diabetes mellitus", "D003924"),
        ("failure of the heart", "D006333"),
        ("hypertention", "D006973"),
        ("myocardail failure", "D006333"),
    ],
)
def test_other_order_more_words_and_typos_score_less(index: TermIndex, name: str, id_: str) -> None:
    found = _best(index, name, min_score=0.6)
    assert found is not None
    assert found[0] == id_
    assert found[1] < 1.0


def test_names_that_differ_in_a_number_or_a_little_too_much_are_others(index: TermIndex) -> None:
    assert _best(index, "diabetes mellitus type 3") is None
    assert _best(index, "hypotensin", min_score=0.9) == ("D007022", 0.9)
    assert _best(index, "zzz") is None
    assert _best(index, "") is None
    assert _best(index, "hypertention", min_score=1.0) is None


def test_a_term_is_given_by_its_first_name_and_once(index: TermIndex) -> None:
    found = index.find("myocardial failure", n=5, min_score=0.3)
    assert (found[0].id, found[0].name) == ("D006333", "Heart failure")
    assert len({one.id for one in found}) == len(found)


def test_a_label_leaves_out_terms_of_another(index: TermIndex) -> None:
    assert [one.id for one in index.find("mercury")] == ["C1", "P1"]
    assert [one.id for one in index.find("mercury", "planet")] == ["P1"]
    assert index.find("mercury", "DISEASE") == []
    assert _best(index, "anything goes", "PLANET") == ("X1", 1.0)


def test_index_is_the_same_after_it_was_saved(index: TermIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "terms.onoma")
    opened = TermIndex.open(tmp_path / "terms.onoma")
    assert (opened.n_terms, opened.n_names) == (10, 13)
    for name in ("heart failure", "hypertention", "mercury", "zzz"):
        assert opened.find(name, min_score=0.5) == index.find(name, min_score=0.5)


@pytest.mark.parametrize("damage", [b"", b"no index", None])
def test_a_damaged_index_is_refused(index: TermIndex, tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "terms.onoma"
    index.save(path)
    path.write_bytes(path.read_bytes()[:-40] if damage is None else damage)
    with pytest.raises(InputError, match="delete it, and it is built again"):
        TermIndex.open(path)


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_lists_of_every_format_are_read(tmp_path: Path) -> None:
    wanted = Term("1", "Heart failure", ["CHF", "Cardiac failure"], "DISEASE")
    texts = {
        "a.csv": 'name,id,label,synonyms\n"Heart failure",1,DISEASE,CHF|Cardiac failure\n\n',
        "a.tsv": "name\tid\tlabel\tsynonyms\nHeart failure\t1\tDISEASE\tCHF|Cardiac failure\n",
        "a.jsonl": '{"id": 1, "name": "Heart failure", "label": "DISEASE", "synonyms": ["CHF", "Cardiac failure"]}\n',
    }
    for name, text in texts.items():
        assert list(read_terms(_write(tmp_path / name, text))) == [wanted], name
    assert list(read_terms(_write(tmp_path / "a.txt", "Ada\n\nBob\n"))) == [Term("Ada", "Ada"), Term("Bob", "Bob")]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "id,title\n1,x\n", "a.csv:1: no column 'name' among id, title"),
        ("a.csv", "id,name\n1\n", "row 2 has 1 columns where the header has 2"),
        ("a.csv", 'id,name\n1,"x\n', "broken CSV"),
        ("a.csv", "id,name\n1,\n", "row 2: has no name"),
        ("a.csv", "id,name\n", "has no terms"),
        ("a.jsonl", "{\n", "a.jsonl:1: broken JSON"),
        ("a.jsonl", "3\n", "holds no object"),
        ("a.jsonl", '{"name": 1.5}\n', "name is 1.5; write a string"),
        ("a.jsonl", '{"name": "x", "synonyms": 3}\n', "synonyms are 3"),
        ("a.xls", "x", "'.xls' is no list of terms"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(InputError) as refusal:
        load_terms(_write(tmp_path / name, text))
    assert message in str(refusal.value)


def test_a_missing_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        load_terms(tmp_path / "nowhere.csv")


def test_index_of_a_long_list_is_kept_beside_it_until_the_list_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onoma.linking.building._KEPT_FROM", 2)
    path = _write(tmp_path / "terms.txt", "Ada\nBob\n")
    kept = tmp_path / "terms.txt.onoma"
    assert _best(load_terms(path), "ada") == ("Ada", 1.0)
    assert kept.exists()
    monkeypatch.setattr("onoma.linking.building.build_index", lambda *_: pytest.fail("built again"))
    assert _best(load_terms(path), "ada") == ("Ada", 1.0)
    assert _best(load_terms(kept), "bob") == ("Bob", 1.0)
    monkeypatch.undo()
    _write(path, "Cleo\nDora\n")
    os.utime(path, ns=(1, 1))
    assert _best(load_terms(path), "cleo") == ("Cleo", 1.0)
    kept.write_bytes(b"rubbish")
    assert _best(load_terms(path), "cleo") == ("Cleo", 1.0)


def test_a_short_list_leaves_nothing_behind(tmp_path: Path) -> None:
    load_terms(_write(tmp_path / "terms.txt", "Ada\n"))
    assert [path.name for path in tmp_path.iterdir()] == ["terms.txt"]


class Words:
    """Finds every word as a DISEASE, and numbers as DATE with a value."""

    labels = ("DATE", "DISEASE")

    def __call__(self, text: str) -> Document:
        entities, at = [], 0
        for word in text.split():
            at = text.index(word, at)
            value = int(word) if word.isdigit() else None
            entities.append(Entity(at, at + len(word), "DATE" if value else "DISEASE", source="words", value=value))
            at += len(word)
        return Document(text, tuple(entities))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        return map(self, texts)


def test_linked_gives_entities_the_id_of_their_term(index: TermIndex) -> None:
    recognizer = Linked(Words(), index)
    assert recognizer.labels == ("DATE", "DISEASE")
    text = "Hypertension 1999 nothing"
    links = [dict(entity.attributes) for entity in recognizer(text).entities]
    assert links == [{"link": {"id": "D006973", "name": "Hypertension", "score": 1.0}}, {}, {}]
    assert [d.text for d in recognizer.stream([text, ""])] == [text, ""]
    (document,) = recognizer.annotate([Document(text, id="7", fields={"a": 1})])
    assert (document.id, document.fields, len(document.entities[0].attributes)) == ("7", {"a": 1}, 1)


def test_terms_that_fit_equally_well_are_all_named() -> None:
    index = build_index([Term("1", "Mercury"), Term("2", "mercury"), Term("3", "Mars")])
    (entity,) = Linked(Words(), index)("Mercury").entities
    assert entity.attributes["link"] == {"id": "1", "name": "Mercury", "score": 1.0, "candidates": ["1", "2"]}


def test_candidates_are_given_when_wanted(index: TermIndex) -> None:
    (entity,) = Linked(Words(), index, n_candidates=2, min_score=0.3)("Hypertention").entities
    link = entity.attributes["link"]
    assert isinstance(link, dict)
    assert isinstance(link["candidates"], list)
    assert [one["id"] for one in link["candidates"] if isinstance(one, dict)] == ["D006973", "D007022"]


class Short:
    """Finds CHF, which its document explains."""

    labels = ("DISEASE",)

    def __call__(self, text: str) -> Document:
        long = {"start": 0, "end": 13, "text": "heart failure"}
        return Document(text, (Entity(15, 17, "DISEASE", source="s", attributes={"abbreviation_of": long}),))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        return map(self, texts)


def test_an_abbreviation_is_looked_up_by_its_long_form(index: TermIndex) -> None:
    (entity,) = Linked(Short(), index)("heart failure (HF)").entities
    assert isinstance(entity.attributes["link"], dict)
    assert entity.attributes["link"]["id"] == "D006333"
    assert "abbreviation_of" in entity.attributes


@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=12))
def test_any_names_can_be_listed_and_looked_up(names: list[str], asked: str) -> None:
    index = build_index(Term(str(number), name) for number, name in enumerate(names) if name)
    for number, name in enumerate(names):
        if name and normal_form(name):
            found = index.find(name, n=len(names))
            assert found[0].score == 1.0
            assert str(number) in {one.id for one in found}
    assert all(0.2 <= one.score <= 1.0 for one in index.find(asked, min_score=0.2))


@given(st.text("abc", max_size=6), st.integers(0, 6), st.sampled_from("abcd"))
def test_one_edit_is_told_from_two(word: str, at: int, letter: str) -> None:
    assert within_one_edit(word, word[:at] + letter + word[at:])
    assert within_one_edit(word[:at] + letter + word[at:], word)
    assert within_one_edit(word, word[:at] + letter + word[at + 1 :]) or at >= len(word)
    assert not within_one_edit(word, word + "dd")
    assert not within_one_edit(word + "de", word + "ff")
