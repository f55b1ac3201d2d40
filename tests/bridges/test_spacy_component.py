"""The component `onoma` in a spaCy pipeline."""

import json
import multiprocessing
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from onoma import Document, Entity
from onoma.bridges.spacy import Recognizer as SpacyRecognizer
from onoma.bridges.spacy.component import Component, ComponentSettings
from onoma.errors import BundleError
from onoma.runtime import load

TEXT = "Ada lives in London ."
TEXTS = [TEXT, "", "Marie met a friend .", "It was a quiet day ."] * 30
ODD = "ab 👩‍🔬e\u0301\u200b\ufeff\r\n\t\u2028שלום1906\0"


@pytest.fixture(scope="module")
def bundle(tiny_bundle: Path) -> str:
    return str(tiny_bundle)


def _with_ours(model: str, **config: object) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("onoma", config={"model": model, **config})
    return nlp


def _ents(doc: Doc) -> list[tuple[str, str]]:
    return [(ent.label_, ent.text) for ent in doc.ents]


def test_the_bundled_model_is_found_by_its_name_alone() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onoma")
    assert _ents(nlp("Ada Lovelace was born in London.")) == [("PERSON", "Ada Lovelace"), ("LOC", "London")]


def test_entities_have_our_scores_and_sources(bundle: str) -> None:
    doc = _with_ours(bundle)(TEXT)
    expected = load(bundle)(TEXT).entities
    assert [(ent.start_char, ent.end_char, ent.label_, ent._.onoma_score, ent._.onoma_source) for ent in doc.ents] == [
        (entity.start, entity.end, entity.label, entity.score, entity.source) for entity in expected
    ]
    assert len(expected) == 2
    assert doc._.onoma_unaligned is None


def test_docs_come_in_order_from_batches(bundle: str) -> None:
    nlp = _with_ours(bundle)
    expected = [_ents(nlp(text)) for text in TEXTS]
    assert [_ents(doc) for doc in nlp.pipe(TEXTS, batch_size=7)] == expected


def test_docs_come_in_order_from_processes(bundle: str) -> None:
    """In a process of its own, since the tests' has threads, which a fork does not take along."""
    code = (
        "import json, spacy, sys; nlp = spacy.blank('en'); nlp.add_pipe('onoma', config={'model': sys.argv[1]}); "
        "docs = list(nlp.pipe(json.loads(sys.argv[2]), n_process=2, batch_size=16)); "
        "print(json.dumps([[(ent.label_, ent.text) for ent in doc.ents] for doc in docs])); "
        "assert docs[0].ents[0]._.onoma_score > 0.1"
    )
    nlp = _with_ours(bundle)
    assert json.loads(_run(code, bundle, json.dumps(TEXTS))) == [list(map(list, _ents(nlp(text)))) for text in TEXTS]


def _run(code: str, *words: str) -> str:
    command = [sys.executable, "-W", "error", "-c", code, *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_batch_is_read_side_by_side(bundle: str, monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = _with_ours(bundle)
    component = nlp.get_pipe("onoma")
    assert isinstance(component, Component)
    n_calls = 0
    stream = component.recognizer.stream

    def counted(texts: Iterator[str]) -> Iterator[object]:
        nonlocal n_calls
        n_calls += 1
        return stream(texts)

    monkeypatch.setattr(component.recognizer, "stream", counted)
    list(nlp.pipe([TEXT] * 64, batch_size=16))
    assert n_calls == 4


def test_a_span_group_is_filled_where_one_is_named(bundle: str) -> None:
    doc = _with_ours(bundle, spans_key="ours")(TEXT)
    assert doc.ents == ()
    assert [(span.label_, span.text) for span in doc.spans["ours"]] == [("PER", "Ada"), ("LOC", "London")]


@pytest.mark.parametrize(("overwrite", "label"), [(False, "BOOK"), (True, "PER")])
def test_entities_of_other_components_stay_unless_ours_may_overwrite(bundle: str, overwrite: bool, label: str) -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "BOOK", "pattern": "Ada lives"}, {"label": "DOT", "pattern": "."}])
    nlp.add_pipe("onoma", config={"model": bundle, "overwrite_ents": overwrite})
    ada, *rest = _ents(nlp(TEXT))
    assert ada == (label, "Ada lives" if label == "BOOK" else "Ada")
    assert rest == [("LOC", "London"), ("DOT", ".")]


@pytest.mark.parametrize(("overwrite", "score", "source"), [(False, None, "en_pipeline"), (True, 0.5, "names")])
def test_a_score_is_never_that_of_another_component_s_entity(
    names: None, overwrite: bool, score: float | None, source: str
) -> None:
    """Where both found the same characters, which is all that spaCy tells such attributes apart by."""
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "BOOK", "pattern": "Ada"}])
    nlp.add_pipe("onoma", config={"model": "names", "overwrite_ents": overwrite})
    assert nlp("Ada ran").ents[0]._.onoma_score == score
    (entity,) = SpacyRecognizer(nlp)("Ada ran").entities
    assert (entity.label, entity.score, entity.source) == ("PER" if overwrite else "BOOK", score, source)
    nlp.add_pipe("onoma", name="spans", config={"model": "names", "spans_key": "ours"})
    found = {entity.label: entity.score for entity in SpacyRecognizer(nlp)("Ada ran").entities}
    assert found == ({"PER": 0.5} if overwrite else {"BOOK": None, "PER": 0.5})


class Names:
    """A recognizer of two names, wherever they stand."""

    labels = ("LOC", "PER")

    def __call__(self, text: str) -> Document:
        names = {"Ada": "PER", "London": "LOC"}
        found = [Entity(*match.span(), names[match[0]], 0.5, "names") for match in re.finditer("Ada|London", text)]
        return Document(text, tuple(found))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        return map(self, texts)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every model is one of names."""
    monkeypatch.setattr("onoma.load", lambda model, rules: Names())


@pytest.mark.parametrize(
    ("alignment", "expected"), [("expand", ["xAday", "London"]), ("contract", ["London"]), ("strict", ["London"])]
)
def test_what_no_token_boundary_carries_is_reported(names: None, alignment: str, expected: list[str]) -> None:
    nlp = _with_ours("names", alignment=alignment)
    component = nlp.get_pipe("onoma")
    with pytest.warns(UserWarning, match=r"'Ada' at \[3, 6\) begins or ends inside a token; alignment = "):
        doc = nlp("a xAday in London")
    assert [ent.text for ent in doc.ents] == expected
    assert doc._.onoma_unaligned == [[3, 6, "PER"]]
    nlp("xAday")  # warned of once
    assert component.n_unaligned == 2


ENGLISH = spacy.blank("en")
STRICT = Component("onoma", ComponentSettings("names", True, None, False, "strict"))
STRICT._recognizer = Names()


@pytest.mark.filterwarnings("ignore:.* begins or ends inside a token:UserWarning")
@given(st.text(st.sampled_from(ODD), max_size=20), st.text(st.sampled_from(ODD), max_size=20))
def test_spans_stand_where_entities_were_found_or_are_reported(before: str, after: str) -> None:
    """Characters of several code points, without width, that combine, or that go from right to left."""
    text = f"{before}Ada {after} London{before}"
    doc = STRICT(ENGLISH.make_doc(text))
    assert doc.text == text
    found = {(entity.start, entity.end, entity.label) for entity in Names()(text).entities}
    carried = {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}
    assert {tuple(one) for one in doc._.onoma_unaligned or ()} == found - carried
    assert carried <= found


def test_a_model_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(BundleError, match="no bundled model is called 'none'"):
        _with_ours("none")(TEXT)


def test_a_saved_pipeline_brings_its_bundle_into_a_new_process(bundle: str, tmp_path: Path) -> None:
    shutil.copytree(bundle, tmp_path / "model")
    nlp = _with_ours(str(tmp_path / "model"))
    expected = [(ent.text, ent.label_, ent._.onoma_score) for ent in nlp(TEXT).ents]
    nlp.to_disk(tmp_path / "pipeline")
    shutil.rmtree(tmp_path / "model")
    code = (
        "import spacy, sys; doc = spacy.load(sys.argv[1])(sys.argv[2]); "
        "print([(ent.text, ent.label_, ent._.onoma_score) for ent in doc.ents])"
    )
    assert _run(code, str(tmp_path / "pipeline"), TEXT).strip() == str(expected)
    again = spacy.load(tmp_path / "pipeline")
    again.to_disk(tmp_path / "again")
    assert _ents(spacy.load(tmp_path / "again")(TEXT)) == _ents(nlp(TEXT))


def test_a_bundled_model_is_saved_by_its_name(tmp_path: Path) -> None:
    nlp = _with_ours("en")
    nlp.to_disk(tmp_path)
    assert not (tmp_path / "onoma").exists()
    assert _ents(spacy.load(tmp_path)("London")) == _ents(nlp("London"))


def test_a_saved_pipeline_brings_the_bundle_of_a_checkpoint(tiny_hugging_face: Path, tmp_path: Path) -> None:
    nlp = _with_ours(f"hf:{tiny_hugging_face.with_name('plain-hf')}")
    nlp.to_disk(tmp_path)
    assert (tmp_path / "onoma" / "bundle" / "manifest.json").is_file()
    assert _ents(spacy.load(tmp_path)(TEXT)) == _ents(nlp(TEXT))


def test_a_pipeline_goes_through_bytes_and_into_processes_that_know_nothing(bundle: str) -> None:
    nlp = _with_ours(bundle)
    again = spacy.blank("en")
    again.add_pipe("onoma", config={"model": "/nowhere"})
    again.from_bytes(nlp.to_bytes())
    assert _ents(again(TEXT)) == _ents(nlp(TEXT))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(_names, (again.get_pipe("onoma"), TEXT)) == ["Ada", "London"]


def _names(component: Component, text: str) -> list[str]:
    return [ent.text for ent in component(spacy.blank("en")(text)).ents]
