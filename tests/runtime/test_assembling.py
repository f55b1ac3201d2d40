"""What joins a model: rules by name, who wins, and the same from several processes."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

import onoma
from onoma import Document, Stack
from onoma.context import Contextual
from onoma.errors import BundleError, SettingsError
from onoma.recognizer import annotated
from onoma.rules.codes import Codes
from onoma.runtime import (
    POLICY_WITH_CODES,
    Additions,
    BundleRecognizer,
    Workers,
    additions_of,
    rule_labels,
)

TEXT = "Ada lives in London . She paid $5 on 3 May 2026 ."


def _found(document: Document) -> list[tuple[str, str]]:
    return [(document.text_of(entity), entity.label) for entity in document.entities]


def _unscored(document: Document) -> Document:
    """Without scores, which depend a little on what shares a batch."""
    return document.with_entities(replace(entity, score=None) for entity in document.entities)


def test_the_bundled_model_has_its_rules_and_a_folder_none(tiny_bundle: Path) -> None:
    assert additions_of("en") == Additions(("values",))
    assert additions_of("en", rules=False) == Additions()
    assert additions_of(tiny_bundle) == additions_of(str(tiny_bundle)) == Additions()
    assert isinstance(onoma.load(), Stack)
    assert isinstance(onoma.load("en", rules=False), BundleRecognizer)
    assert isinstance(onoma.load(tiny_bundle), BundleRecognizer)


def test_rules_join_any_model_by_name(tiny_bundle: Path) -> None:
    ner = onoma.load(tiny_bundle, rules=("values",))
    assert {"PER", "LOC", "MONEY"} <= set(ner.labels)
    assert _found(ner(TEXT)) == [("Ada", "PER"), ("London", "LOC"), ("$5", "MONEY"), ("3 May 2026", "DATE")]


def test_an_unknown_rule_is_refused_with_those_that_exist(tiny_bundle: Path) -> None:
    with pytest.raises(SettingsError, match="'valeus'; choose among values, codes"):
        onoma.load(tiny_bundle, rules=("valeus",))


def test_rules_learn_when_texts_were_written_and_how_they_write_dates(tiny_bundle: Path) -> None:
    ner = onoma.load(tiny_bundle, rules=("values",), reference=datetime(2026, 5, 14), day_first=True)
    values = {ner(text).entities[0].value for text in ("tomorrow", "03/04/2026")}
    assert values == {"2026-05-15", "2026-04-03"}


def test_context_is_said_where_it_is_wanted(tiny_bundle: Path) -> None:
    assert isinstance(onoma.load(tiny_bundle, context=True), Contextual)
    (entity, *_) = onoma.load(tiny_bundle, context=True)("Nobody denies Ada lives in London .").entities
    assert set(entity.attributes) == {"negated"}


@pytest.fixture
def medical(tiny_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundled model called medical, for which a small one stands in."""
    (tmp_path / "medical").symlink_to(tiny_bundle, target_is_directory=True)
    monkeypatch.setattr("onoma.bundle.bundled._models", lambda: tmp_path)


@pytest.mark.usefixtures("medical")
def test_the_medical_model_brings_codes_formulae_values_and_context() -> None:
    ner = onoma.load("medical")
    document = ner("Nobody denies Ada lives in London . Dx E11.9 , CO2 , NDC 0406-0123-01 , $5 on 3 May 2026 .")
    assert _found(document) == [
        ("Ada", "PER"),
        ("London", "LOC"),
        ("E11.9", "ICD10"),
        ("CO2", "FORMULA"),
        ("0406-0123-01", "NDC"),
        ("$5", "MONEY"),
        ("3 May 2026", "DATE"),
    ]
    assert "negated" in document.entities[0].attributes
    assert {"PER", *Codes().labels, "DATE", "URL"} <= set(ner.labels)
    assert isinstance(onoma.load("medical", rules=False), BundleRecognizer)
    assert isinstance(onoma.load("medical", context=False), Stack)


def test_labels_that_only_rules_give_are_known() -> None:
    labels = rule_labels(("DATE", "LOC", "PER"), Additions(("values",)))
    assert {"TIME", "MONEY"} <= labels
    assert labels.isdisjoint({"PER", "LOC", "DATE"})
    assert rule_labels(("PER",), Additions()) == frozenset()


def test_every_code_but_the_formula_comes_first() -> None:
    assert set(Codes().labels) - {"FORMULA"} <= POLICY_WITH_CODES.first
    assert "FORMULA" not in POLICY_WITH_CODES.first | POLICY_WITH_CODES.last


def test_workers_give_what_one_process_gives_values_attributes_and_sources(
    tiny_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onoma.runtime.workers._CHUNK_CHARACTERS", 200)
    additions = Additions(("values",), context=True)
    alone = onoma.load(tiny_bundle, rules=additions.rules, context=True)
    documents = [
        Document(TEXT, id="a"),
        Document("No evidence of Ada tomorrow .", fields={"reference": "2026-05-14"}),
        Document(""),
    ] * 3
    with Workers(tiny_bundle, 1, additions) as workers:
        assert workers.labels == alone.labels
        together = list(annotated(workers, iter(documents)))
    assert [_unscored(document) for document in together] == [_unscored(d) for d in annotated(alone, documents)]
    values = [entity.value for document in together[:2] for entity in document.entities]
    assert {"amount": 5, "currency": "USD"} in values
    assert "2026-05-15" in values


def test_workers_of_no_model_are_refused_whatever_joins_them() -> None:
    with pytest.raises(BundleError, match="no bundled model"):
        Workers("nowhere", 1, Additions(("values",)))
