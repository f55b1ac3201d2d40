"""Bots in other formats: Snips' JSON, and words, tags and intents in three files."""

import json
from pathlib import Path

import pytest

from onoma.chat.bot_file import read_bot
from onoma.errors import CorpusError, InputError


def _seq(folder: Path, words: str, tags: str, labels: str) -> Path:
    for name, text in (("seq.in", words), ("seq.out", tags), ("label", labels)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_three_files_make_a_bot(tmp_path: Path) -> None:
    tags = "O O B-artist I-artist \nO B-city\n"
    bot = read_bot(_seq(tmp_path, "play by nina simone  \nrain rome\n", tags, "Play\nWeather\n"))
    play, weather = bot.intents
    assert [play.examples[0].text_of(e) for e in play.examples[0].entities] == ["nina simone"]
    assert [(use.name, use.required) for use in weather.slots] == [("city", False)]
    assert {name: slot.kind for name, slot in bot.slots.items()} == {"artist": "text", "city": "text"}


def test_marks_that_end_no_line_are_part_of_a_word(tmp_path: Path) -> None:
    bot = read_bot(_seq(tmp_path, "\ufeffplay a\u2028b\u0085c\n", "O B-song\n", "\ufeffPlay\n"))
    assert [(intent.name, intent.examples[0].text) for intent in bot.intents] == [("Play", "play a\u2028b\u0085c")]


@pytest.mark.parametrize(
    ("words", "tags", "labels", "said"),
    [
        ("a b\n", "O\n", "X\n", "seq.out:1: 1 tags for 2 words"),
        ("a\nb\n", "O\nO\n", "X\n", "label: 1 lines, and seq.in has 2"),
        ("a\n", "Q\n", "X\n", "seq.out:1: 'Q' is not a tag"),
        ("a\n", "O\n", " \n", "label:1: no intent"),
    ],
)
def test_files_that_disagree_are_refused(tmp_path: Path, words: str, tags: str, labels: str, said: str) -> None:
    with pytest.raises(CorpusError) as raised:
        read_bot(_seq(tmp_path, words, tags, labels))
    assert said in str(raised.value)


def test_json_of_snips_makes_a_bot(tmp_path: Path) -> None:
    parts = [{"text": "rain in "}, {"text": " São Paulo ", "entity": "city"}, {"text": "?"}]
    path = tmp_path / "train.json"
    path.write_text(json.dumps({"Weather": [{"data": parts}]}, ensure_ascii=False), encoding="utf-8")
    example = read_bot(path).intents[0].examples[0]
    assert example.text == "rain in  São Paulo ?"
    assert [(example.text_of(entity), entity.label) for entity in example.entities] == [("São Paulo", "city")]


def test_stray_bytes_of_latin_1_are_read(tmp_path: Path) -> None:
    path = tmp_path / "train.json"
    path.write_bytes(b'{"Play": [{"data": [{"text": "M\xc3\xbasica by Beyonc\xe9"}]}]}')
    assert read_bot(path).intents[0].examples[0].text == "Música by Beyoncé"


@pytest.mark.parametrize("content", ["{", "[]", '{"A": 3}', '{"A": [{}]}', '{"A": [{"data": [{"entity": "x"}]}]}'])
def test_other_json_is_refused_with_its_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "train.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"train\.json"):
        read_bot(path)


def test_other_paths_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.txt", tmp_path / "nothing.yaml"):
        with pytest.raises(InputError):
            read_bot(path)
