"""Any spaCy pipeline as a Recognizer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

import onoma
from onoma import Document, Entity
from onoma.bridges.spacy import Recognizer, load
from onoma.cli import cli
from onoma.errors import InputError, MissingExtraError

RULES = [{"label": "YEAR", "pattern": [{"SHAPE": "dddd"}]}, {"label": "LOC", "pattern": "New York"}]
ODD = "ab 👩‍🔬e\u0301\u200b\ufeff\r\n\t\u2028שלום1906\ud800\0"


def _ruled() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(RULES)
    return nlp


RULED = Recognizer(_ruled())


@pytest.fixture(scope="module")
def ruled() -> Recognizer:
    return Recognizer(_ruled())


def _found(document: Document) -> list[tuple[str, str]]:
    return [(entity.label, document.text_of(entity)) for entity in document.entities]


def test_entities_of_a_pipeline_are_ours(ruled: Recognizer) -> None:
    assert ruled.labels == ("LOC", "YEAR")
    assert ruled("In New York, 1906.").entities == (
        Entity(3, 11, "LOC", source="en_pipeline"),
        Entity(13, 17, "YEAR", source="en_pipeline"),
    )


@given(st.text(st.sampled_from(ODD), max_size=30), st.text(st.sampled_from(ODD), max_size=30))
def test_offsets_are_those_of_the_text_that_was_given(before: str, after: str) -> None:
    """Characters of several code points, without width, that combine, that go from right to left, that are none."""
    text = f"{before} New York {after}"
    document = RULED(text)
    assert document.text == text
    assert "New York" in {document.text_of(entity) for entity in document.entities}
    for entity in document.entities:
        assert document.text_of(entity).replace("New York", "1906").isdigit()


def test_spans_of_groups_are_entities_with_their_scores() -> None:
    nlp = spacy.blank("en")

    @Language.component("onoma_test_groups", assigns=["doc.spans"])
    def groups(doc: Doc) -> Doc:
        if len(doc) > 2:
            doc.spans["sc"] = [Span(doc, 0, 3, "ORG"), Span(doc, 2, 3, "LOC", kb_id="Q84")]
            doc.spans["sc"].attrs["scores"] = [0.75, 1.5]
            doc.spans["other"] = [Span(doc, 2, 3, "LOC"), Span(doc, 1, 3)]
        return doc

    nlp.add_pipe("onoma_test_groups")
    recognizer = Recognizer(nlp, labels=["ORG", "LOC"])
    assert recognizer.labels == ("LOC", "ORG")
    assert recognizer("University of London").entities == (
        Entity(0, 20, "ORG", 0.75, "en_pipeline"),
        Entity(14, 20, "LOC", 1.0, "en_pipeline", attributes={"kb_id": "Q84"}),
    )


def test_labels_are_those_of_components_that_find_entities(tiny_spacy: Path) -> None:
    nlp = spacy.load(tiny_spacy)
    nlp.add_pipe("tagger").add_label("NOUN")
    assert Recognizer(nlp).labels == ("LOC", "PER")


def test_a_pipeline_is_loaded_by_folder_and_by_the_name_of_its_package(
    tiny_spacy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "en_onoma_test_pipeline"
    package.mkdir()
    (package / "__init__.py").write_text(
        f"import spacy\n\ndef load(**kwargs):\n    return spacy.load({str(tiny_spacy)!r})\n", encoding="utf-8"
    )
    information = tmp_path / "en_onoma_test_pipeline-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Name: en_onoma_test_pipeline\nVersion: 1.0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in (str(tiny_spacy), "en_onoma_test_pipeline"):
        assert _found(onoma.load(f"spacy:{name}")("Ada lives in London .")) == [("PER", "Ada"), ("LOC", "London")]
    assert load(tiny_spacy)("Ada").entities[0].source == "en_tiny-spacy"


def test_a_pipeline_that_is_not_installed_is_refused_with_what_downloads_it() -> None:
    with pytest.raises(InputError) as caught:
        onoma.load("spacy:en_core_web_none")
    expected = "no spaCy pipeline is called 'en_core_web_none' here; python -m spacy download en_core_web_none"
    assert str(caught.value) == expected
    run = CliRunner().invoke(cli, ["extract", "--model", "spacy:en_core_web_none", "--text", "x"])
    assert (run.exit_code, run.stderr) == (2, f"onoma: {expected}\n")


def test_a_folder_that_is_no_pipeline_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no spaCy pipeline that can be loaded") as caught:
        load(tmp_path)
    assert "\n" not in str(caught.value)
    with pytest.raises(InputError, match="no such folder; name a folder that holds a spaCy pipeline"):
        load(tmp_path / "none")


@pytest.mark.parametrize("name", ["./none", "ward-none", "none/"])
def test_a_folder_that_is_not_there_is_no_name_to_download(name: str) -> None:
    with pytest.raises(InputError, match=f"^{name}: no such folder; name a folder that holds a spaCy pipeline"):
        load(name)


@pytest.mark.parametrize("model", ["spacy:", "hf:"])
def test_a_prefix_alone_names_no_model(model: str) -> None:
    for words in (["extract", "--model", model], ["extract", "--workers", "2", "--model", model]):
        run = CliRunner().invoke(cli, [*words, "--text", "x"], catch_exceptions=False)
        expected = f"onoma: {model} names no model; write {model}NAME or {model}FOLDER\n"
        assert (run.exit_code, run.stderr) == (2, expected)


def test_a_pipeline_that_finds_no_entities_says_so(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.to_disk(tmp_path / "blank")
    for name in ("sentencizer", "attribute_ruler"):
        nlp.add_pipe(name)
    nlp.to_disk(tmp_path / "other")
    with pytest.raises(InputError, match=r"finds no entities \(it has no component\); take one with ner"):
        load(tmp_path / "blank")
    with pytest.raises(InputError, match=r"finds no entities \(it has sentencizer, attribute_ruler\)"):
        load(tmp_path / "other")
    nlp.add_pipe("span_ruler")
    nlp.to_disk(tmp_path / "other")
    assert load(tmp_path / "other").labels == ()


def test_rules_join_a_pipeline_and_what_only_they_give_is_not_scored(tiny_spacy: Path, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(
        '{"text": "Ada lives in London . 3 May 2020", "entities": [[0, 3, "PER"], [13, 19, "LOC"]]}\n', encoding="utf-8"
    )
    words = ["evaluate", f"spacy:{tiny_spacy}", str(tmp_path / "gold.jsonl"), "--rules", "values", "--json"]
    run = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert set(json.loads(run.stdout)["strict"]["per_type"]) == {"LOC", "PER"}
    assert "DATE" in run.stderr


def test_without_spacy_the_line_that_installs_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("onoma.bridges.spacy")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtraError, match=r"needs spacy, which is not installed; pip install 'onoma\[spacy\]'"):
        onoma.load("spacy:en_core_web_sm")


def test_a_text_longer_than_the_pipeline_takes_is_read_to_its_end(ruled: Recognizer) -> None:
    nlp = _ruled()
    nlp.max_length = 500
    sentence = "It was a quiet day in New York . "
    document = Recognizer(nlp)(sentence * 100 + "\n\n" + "x" * 700 + " 1906")
    assert _found(document) == [("LOC", "New York")] * 100 + [("YEAR", "1906")]


def test_a_stream_does_not_make_the_pipeline_grow() -> None:
    nlp = _ruled()
    recognizer = Recognizer(nlp)
    list(recognizer.stream(["1906 warm"]))
    before = len(nlp.vocab.strings)
    found = list(recognizer.stream(f"1906 word{number}" for number in range(500)))
    assert all(_found(document) == [("YEAR", "1906")] for document in found)
    assert len(nlp.vocab.strings) == before


def test_inside_a_memory_zone_of_the_user_a_stream_works(ruled: Recognizer) -> None:
    with ruled.nlp.memory_zone():
        assert [_found(document) for document in ruled.stream(["1906"])] == [[("YEAR", "1906")]]


def test_several_processes_give_the_same(tiny_spacy: Path) -> None:
    """In a process of its own, since the tests' has threads, which a fork does not take along."""
    texts = ["Ada lives in London .", "", "Marie met a friend .", "x " * 200] * 20
    command = [sys.executable, "-m", "onoma", "extract", "--model", f"spacy:{tiny_spacy}", "--workers", "2"]
    command += ["--input-format", "jsonl"]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = subprocess.run(
        [*command, "--input-format", "jsonl"], input=lines, capture_output=True, text=True, check=True
    )
    found = [[entity["label"] for entity in json.loads(line)["entities"]] for line in done.stdout.splitlines()]
    expected = [[entity.label for entity in document.entities] for document in load(tiny_spacy).stream(texts)]
    assert found == expected
    assert expected[0] == ["PER", "LOC"]


def test_commands_take_a_pipeline_for_a_model(tiny_spacy: Path, tiny_bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(
        '{"text": "Ada lives in London .", "entities": [[0, 3, "PER"], [13, 19, "LOC"]]}\n', encoding="utf-8"
    )
    name = f"spacy:{tiny_spacy}"
    for words in (
        ["extract", "--model", name, "--text", "Ada lives in London .", "--format", "jsonl"],
        ["evaluate", name, str(tmp_path / "gold.jsonl")],
        ["compare", name, str(tiny_bundle), str(tmp_path / "gold.jsonl")],
    ):
        run = CliRunner().invoke(cli, words, catch_exceptions=False)
        assert run.exit_code == 0, run.stderr
        assert "100.0" in run.stdout or '"label": "LOC"' in run.stdout
