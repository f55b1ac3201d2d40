"""Settings: TOML and back, and what a mistyped file is told."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onoma.errors import SettingsError
from onoma.training import Settings, read_settings, settings_to_toml
from onoma.training.settings import AugmentSettings, NetworkSettings, OptimiserSettings


def _read(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


ANY_SETTINGS = st.builds(
    Settings,
    network=st.builds(NetworkSettings, units=st.integers(1, 999), word_dropout=st.floats(0, 0.999)),
    optimiser=st.builds(OptimiserSettings, learning_rate=st.floats(1e-12, 1e12)),
    augment=st.builds(AugmentSettings, lower=st.floats(0, 0.5), upper=st.floats(0, 0.5)),
    seed=st.integers(0, 2**40),
    description=st.text(st.characters(exclude_categories=["Cs"])),
    embeddings=st.text(st.sampled_from("ab\"\\\n\r\t\x00\x7f'#=é")),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_settings=ANY_SETTINGS)
def test_settings_survive_toml(tmp_path: Path, given_settings: Settings) -> None:
    assert _read(tmp_path, settings_to_toml(given_settings)) == given_settings


def test_settings_file_names_every_setting() -> None:
    text = settings_to_toml(Settings())
    for record in (Settings, NetworkSettings, OptimiserSettings, AugmentSettings):
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
