"""Settings: TOML and back, and what a mistyped file is told."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onoma.errors import SettingsError
from onoma.training import RECIPES, Settings, defaults_of, read_settings, settings_to_toml
from onoma.training.settings import (
    AugmentSettings,
    DistilSettings,
    NetworkSettings,
    OptimiserSettings,
    TransformerSettings,
)


def _read(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


ANY_SETTINGS = st.builds(
    Settings,
    network=st.builds(NetworkSettings, units=st.integers(1, 999), word_dropout=st.floats(0, 0.999)),
    optimiser=st.builds(OptimiserSettings, learning_rate=st.floats(1e-12, 1e12)),
    augment=st.builds(AugmentSettings, lower=st.floats(0, 0.5), upper=st.floats(0, 0.5)),
    transformer=st.builds(
        TransformerSettings,
        encoder=st.text(st.characters(exclude_categories=["Cs"])),
        context=st.integers(0, 9),
        shapes=st.booleans(),
    ),
    distil=st.builds(DistilSettings, gold_share=st.floats(0, 1)),
    seed=st.integers(0, 2**40),
    description=st.text(st.characters(exclude_categories=["Cs"])),
    embeddings=st.text(st.sampled_from("ab\"\\\n\r\t\x00\x7f'#=é")),
).flatmap(
    # What a BiLSTM starts from is refused beside a transformer.
    lambda settings: st.sampled_from(
        [settings, *(replace(settings, recipe=recipe, embeddings="") for recipe in RECIPES)]
    )
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_settings=ANY_SETTINGS)
def test_settings_survive_toml(tmp_path: Path, given_settings: Settings) -> None:
    assert _read(tmp_path, settings_to_toml(given_settings)) == given_settings


def test_settings_file_names_every_setting() -> None:
    text = settings_to_toml(Settings())
    for record in (
        Settings,
        NetworkSettings,
        TransformerSettings,
        OptimiserSettings,
        AugmentSettings,
        DistilSettings,
    ):
        assert all(field.name in text for field in fields(record))


def test_settings_keep_their_defaults_where_a_file_is_silent(tmp_path: Path) -> None:
    read = _read(tmp_path, "seed = 7\n[network]\nunits = 9\n[optimiser]\nlearning_rate = 1")
    expected = replace(
        Settings(),
        seed=7,
        network=replace(Settings().network, units=9),
        optimiser=replace(Settings().optimiser, learning_rate=1.0),
    )
    assert read == expected
    assert isinstance(read.optimiser.learning_rate, float)
    assert _read(tmp_path, "") == Settings()


def test_settings_file_starts_from_the_defaults_of_its_recipe(tmp_path: Path) -> None:
    named = _read(tmp_path, 'recipe = "transformer"\nseed = 7')
    assert named == replace(defaults_of("transformer"), seed=7)
    assert named.optimiser.epochs != Settings().optimiser.epochs
    assert read_settings(tmp_path / "settings.toml", "bilstm") == replace(Settings(), seed=7)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sead = 1", "no setting sead; known here: .*seed"),
        ("[network]\nunitz = 1", r"no setting network\.unitz; known here: units"),
        ("[networks]\nunits = 1", "no setting networks"),
        ('seed = "1"', "seed = '1' must be of type int"),
        ("seed = true", "seed = True must be of type int"),
        ("seed = 1.5", "seed = 1.5 must be of type int"),
        ("description = 3", "description = 3 must be of type str"),
        ("network = 3", r"network = 3 must be a table, \[network\]"),
        ("seed = -1", "seed = -1 is out of range"),
        ("[network]\nunits = 0", r"network\.units = 0 .* at least 1"),
        ("[network]\nword_dropout = 1.0", r"network\.word_dropout = 1\.0 .* below 1"),
        ("[network]\nprojection = -1", r"network\.projection = -1"),
        ('[network]\nscheme = "XYZ"', "'XYZ'; choose one of"),
        ('[network]\nscheme = "IOB1"', r"network\.scheme = 'IOB1' .* for a CRF"),
        ("[optimiser]\nlearning_rate = 0.0", r"optimiser\.learning_rate = 0\.0 .* above 0"),
        ("[optimiser]\nlearning_rate = nan", r"optimiser\.learning_rate = nan"),
        ("[optimiser]\nlearning_rate = inf", r"optimiser\.learning_rate = inf"),
        ("[optimiser]\npatience = 0", r"optimiser\.patience = 0"),
        ("[augment]\nlower = 0.7\nupper = 0.7", r"augment\.upper = 0\.7"),
        ('recipe = "magic"', "recipe = 'magic' .* bilstm or transformer"),
        ("recipe = 3", "recipe = 3 must be of type str"),
        ('weights = "int4"', "weights = 'int4' .* auto or fp32"),
        ("[transformer]\nlearning_rate = 0", r"transformer\.learning_rate = 0\.0 .* above 0"),
        ("[transformer]\nlayer_decay = 1.1", r"transformer\.layer_decay = 1\.1 .* at most 1"),
        ("[transformer]\nweight_decay = -1", r"transformer\.weight_decay = -1\.0"),
        ("[transformer]\ndropout = 1", r"transformer\.dropout = 1\.0 .* below 1"),
        ("[transformer]\nword_pieces = 65", r"transformer\.word_pieces = 65 .* from 1 to 64"),
        ("[transformer]\nsegment_characters = 100", r"transformer\.segment_characters = 100 .* 240 or more"),
        ("[transformer]\ncontext = -1", r"transformer\.context = -1"),
        ('[transformer]\nprecision = "fp8"', r"transformer\.precision = 'fp8' .* auto, bf16 or fp32"),
        ('[transformer]\nscheme = "IOB1"', r"transformer\.scheme = 'IOB1' .* for a CRF"),
        ("[distil]\ngold_share = 1.5", r"distil\.gold_share = 1\.5 .* from 0 to 1"),
        ("vocabulary = 10", "vocabulary = 10"),
        ("seed = ", "not a TOML file"),
        ("seed = 1\nseed = 2", "not a TOML file"),
    ],
)
def test_wrong_settings_are_refused_with_file_name_and_reason(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=rf"settings\.toml: .*{message}"):
        _read(tmp_path, text)


def test_a_settings_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        read_settings(tmp_path / "nowhere.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"binary\.toml: not a TOML file"):
        read_settings(tmp_path / "binary.toml")


@pytest.mark.parametrize("name", ["embeddings", "start_from"])
def test_transformer_refuses_what_only_a_bilstm_starts_from(name: str) -> None:
    with pytest.raises(
        SettingsError, match=f"setting {name} = 'x' is out of range; .* starts from transformer.encoder"
    ):
        Settings(recipe="transformer", **{name: "x"})
