"""A fine-tuned encoder that is kept: another training goes on from all of it, under other label names too."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from onoma.corpus import Corpus
from onoma.errors import InputError
from onoma.training import Settings
from onoma.training.transformer.kept import save_kept
from onoma.training.transformer.learner import TransformerLearner, made

NAMES = {"PER": "who", "LOC": "place"}


@pytest.fixture(scope="module")
def learner(tiny_train: Corpus, tiny_transformer_settings: Settings) -> TransformerLearner:
    """One whose every weight was drawn at random."""
    result = made(tiny_train, tiny_transformer_settings)
    torch.manual_seed(1)
    with torch.no_grad():
        for parameter in result.tagger.parameters():
            parameter.normal_()
    return result


@pytest.fixture(scope="module")
def kept(learner: TransformerLearner, tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "encoder"
    save_kept(learner.tagger, tiny_encoder, folder)
    return folder


def _renamed(corpus: Corpus, names: Mapping[str, str]) -> Corpus:
    documents = (d.with_entities(replace(e, label=names[e.label]) for e in d.entities) for d in corpus)
    return Corpus(tuple(documents), "renamed")


def _going_on(corpus: Corpus, settings: Settings, kept: Path, **changes: Mapping[str, str]) -> TransformerLearner:
    transformer = replace(settings.transformer, encoder=str(kept))
    return made(corpus, replace(settings, transformer=transformer, **changes))


def test_training_goes_on_from_every_weight(
    learner: TransformerLearner, kept: Path, tiny_train: Corpus, tiny_transformer_settings: Settings
) -> None:
    again = _going_on(tiny_train, tiny_transformer_settings, kept).tagger.state_dict()
    before = learner.tagger.state_dict()
    assert again.keys() == before.keys()
    for name, value in before.items():
        assert torch.equal(again[name], value), name


def test_labels_of_other_names_go_on_when_the_settings_say_so(
    learner: TransformerLearner, kept: Path, tiny_train: Corpus, tiny_transformer_settings: Settings
) -> None:
    corpus = _renamed(tiny_train, NAMES)
    start_labels = {ours: theirs for theirs, ours in NAMES.items()}
    told = _going_on(corpus, tiny_transformer_settings, kept, start_labels=start_labels)
    untold = _going_on(corpus, tiny_transformer_settings, kept)
    for place, tag in enumerate(told.tags):
        prefix, _, label = tag.partition("-")
        theirs = learner.tags.index(f"{prefix}-{start_labels[label]}" if label else tag)
        assert torch.equal(told.tagger.emissions.weight[place], learner.tagger.emissions.weight[theirs])
        assert torch.equal(told.tagger.chain.transitions[place, 0], learner.tagger.chain.transitions[theirs, 0])
        same = torch.equal(untold.tagger.emissions.weight[place], learner.tagger.emissions.weight[theirs])
        assert same == (tag == "O")
    assert torch.equal(untold.tagger.shapes.weight, learner.tagger.shapes.weight)


def test_a_damaged_file_is_refused(
    learner: TransformerLearner,
    tiny_encoder: Path,
    tiny_train: Corpus,
    tiny_transformer_settings: Settings,
    tmp_path: Path,
) -> None:
    save_kept(learner.tagger, tiny_encoder, tmp_path / "e")
    (tmp_path / "e" / "onoma-tagger.safetensors").write_bytes(b"nonsense")
    with pytest.raises(InputError, match=r"onoma-tagger\.safetensors: can't be read"):
        _going_on(tiny_train, tiny_transformer_settings, tmp_path / "e")
