import csv
import io
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onoma import Document, Entity
from onoma.cli import cli
from onoma.cli.writers import WRITERS
from onoma.errors import InputError

Shell = Callable[..., Result]


def records(answer: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in answer.stdout.split("\n") if line]


def texts(record: dict[str, object]) -> list[str]:
    return [entity["text"] for entity in record["entities"]]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# --- what is read


def test_text_option_gives_one_json_line(shell: Shell) -> None:
    answer = shell("extract", "--text", "Ada has 3 dogs")
    assert answer.exit_code == 0
    assert answer.stderr == "onoma: 1 document, 2 entities, 0 not read\n"
    assert records(answer) == [
        {
            "id": None,
            "text": "Ada has 3 dogs",
            "entities": [
                {"start": 0, "end": 3, "label": "NAME", "text": "Ada", "score": 0.9, "source": "regex"},
                {"start": 8, "end": 9, "label": "NUMBER", "text": "3", "score": 0.4, "source": "regex"},
            ],
        }
    ]


def test_folder_is_read_recursively_sorted_and_without_hidden_or_unknown_files(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a.md", "in/sub/c.TXT", "in/.git/d.txt", "in/.e.txt", "in/f.png", "in/noend"):
        write(tmp_path / name, "Ada")
    names = [str(Path(name)) for name in ("in/a.md", "in/b.txt", "in/sub/c.TXT")]
    assert [record["id"] for record in records(shell("extract", "in"))] == names


def test_quoted_pattern_is_expanded_and_a_file_named_twice_is_read_once(shell: Shell, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.md"):
        write(tmp_path / name, "Ada")
    answer = shell("extract", tmp_path / "*.txt", tmp_path / "a.txt", tmp_path / "c.md")
    assert [record["id"] for record in records(answer)] == [str(tmp_path / n) for n in ("a.txt", "b.txt", "c.md")]


@pytest.mark.parametrize("words", [[], ["-"]])
def test_stdin_is_one_text(words: list[str], shell: Shell) -> None:
    answer = shell("extract", *words, stdin="Ada\nand Bob")
    assert [(record["id"], texts(record)) for record in records(answer)] == [("stdin", ["Ada", "Bob"])]


def test_stdin_as_json_lines_or_csv_when_told(shell: Shell) -> None:
    lines = shell("extract", "-", "--input-format", "jsonl", stdin='{"text": "Ada"}\n\n{"text": "Bob"}')
    assert [record["id"] for record in records(lines)] == ["stdin:1", "stdin:3"]
    rows = shell("extract", "--input-format", "csv", stdin="text,n\nAda,1\n")
    assert records(rows)[0]["n"] == "1"


def test_json_lines_keep_ids_as_they_came_and_further_fields(shell: Shell, tmp_path: Path) -> None:
    lines = [
        {"id": 7, "text": "Ada", "meta": {"lang": "en"}},
        {"text": "Bob", "entities": [[0, 3, "OLD"]], "id": None},
        {"id": "x", "text": ""},
    ]
    path = write(tmp_path / "in.jsonl", "\n".join(map(json.dumps, lines)))
    first, second, third = records(shell("extract", path))
    assert (first["id"], first["meta"]) == (7, {"lang": "en"})
    assert (second["id"], second["input_entities"]) == (f"{path}:2", [[0, 3, "OLD"]])
    assert texts(second) == ["Bob"]
    assert third == {"id": "x", "text": "", "entities": []}


def test_text_column_names_the_field_and_a_field_called_text_is_not_lost(shell: Shell, tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", '{"body": "Ada", "text": "other"}')
    (record,) = records(shell("extract", path, "--text-column", "body"))
    assert (record["text"], record["input_text"]) == ("Ada", "other")


def test_csv_rows_keep_other_columns_and_cells_over_several_lines(shell: Shell, tmp_path: Path) -> None:
    path = write(tmp_path / "in.csv", '\ufeffid,text,stars\r\nr1,"Ada\r\nand Bob",5\r\n\r\n,Carl,4\r\n')
    first, second = records(shell("extract", path))
    assert (first["id"], first["text"], first["stars"]) == ("r1", "Ada\r\nand Bob", "5")
    assert (second["id"], texts(second)) == (f"{path}:5", ["Carl"])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("\ufeffAda met\r\nBob", [(1, 4), (10, 13)]),
        ("Ada\r\n\r\nBob\r\n", [(0, 3), (7, 10)]),
        ("Ada\rBob", [(0, 3), (4, 7)]),
        ("😀 Ada é\u0301 Bob\u2028Carl", [(2, 5), (9, 12), (13, 17)]),
    ],
)
def test_offsets_are_those_of_the_file_as_it_stands(
    content: str, expected: list[tuple[int, int]], shell: Shell, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.txt", content)
    (record,) = records(shell("extract", path))
    assert record["text"] == content == path.read_bytes().decode()
    assert [(entity["start"], entity["end"]) for entity in record["entities"]] == expected
    assert all(content[entity["start"] : entity["end"]] == entity["text"] for entity in record["entities"])


# --- what is left out


def test_labels_and_min_score_filter(shell: Shell) -> None:
    words = ("extract", "--text", "Ada has 3 dogs")
    assert texts(records(shell(*words, "--labels", "NUMBER, NAME"))[0]) == ["Ada", "3"]
    assert texts(records(shell(*words, "--labels", "NUMBER"))[0]) == ["3"]
    assert texts(records(shell(*words, "--min-score", "0.9"))[0]) == ["Ada"]


def test_unknown_label_lists_those_of_the_model(shell: Shell) -> None:
    answer = shell("extract", "--text", "Ada", "--labels", "NAME,PER")
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr == "onoma: --labels: 'PER' cannot be found; choose among NAME, NUMBER\n"


def test_min_score_outside_0_to_1_is_a_usage_error(shell: Shell) -> None:
    assert shell("extract", "--text", "Ada", "--min-score", "1.5").exit_code == 2


# --- bad input


@pytest.mark.parametrize(
    ("name", "content", "place", "what"),
    [
        ("a.txt", b"", "", "is empty"),
        ("a.txt", b"abc\0def", "", "binary (a NUL byte at offset 3)"),
        ("a.txt", "Ada".encode("utf-16"), "", "is UTF-16, not UTF-8; convert it: iconv -f UTF-16"),
        ("a.txt", "one\ntwo\ncaf\u00e9".encode("latin-1"), "", "byte 0xe9 at offset 11 (line 3)"),
        ("a.jsonl", b"", "", "is empty; expected one JSON object per line"),
        ("a.jsonl", b"\n \n", "", "is empty; expected one JSON object per line"),
        ("a.jsonl", b'\n{"text": "Ada}', ":2", "broken JSON at column 10"),
        ("a.jsonl", b'{"text": "' + b"\xe9" + b'"}', ":1", "byte 0xe9 at offset 10"),
        ("a.jsonl", b'["Ada"]', ":1", "not an object"),
        ("a.jsonl", b"[" * 200_000, ":1", "JSON that cannot be read"),
        ("a.jsonl", b'{"body": "Ada"}', ":1", "no field 'text'; the fields are 'body'"),
        ("a.jsonl", b'{"text": 5}', ":1", "field 'text' holds '5', which is no string"),
        ("a.jsonl", b'{"text": "a\\ud83d"}', ":1", "character 1 is '\\ud83d', half of a surrogate pair"),
        ("a.jsonl", b'{"text": "a"\0}', ":1", "binary (a NUL byte at offset 12)"),
        ("a.csv", b"", "", "is empty"),
        ("a.csv", b"id,body\n1,Ada\n", ":1", "no column 'text' among 'id', 'body'; say --text-column"),
        ("a.csv", b"id;text\n1;Ada\n", ":1", "no column 'text' among 'id;text'; separate columns by commas"),
        ("a.csv", b"text,n,n\n", ":1", "column 'n' occurs twice"),
        ("a.csv", b"text,n\nAda\n", ":2", "1 columns where the header has 2"),
        ("a.csv", b'text,n\n"Ada\nBob', ":3", "broken CSV"),
        ("a.csv", b"text\nA\xed\xa0\xbd\n", ":2", "byte 0xed at offset 1"),
        ("a.csv", b"text\nAda\n\xe9\n", ":3", "byte 0xe9"),
        ("a.json", b"[]", "", ".json files are not read; convert it to .txt, .jsonl or .csv"),
    ],
)
def test_bad_file_is_one_line_with_its_place_and_the_rest_is_read(
    name: str, content: bytes, place: str, what: str, shell: Shell, tmp_path: Path
) -> None:
    bad = write(tmp_path / name, content)
    good = write(tmp_path / "good.txt", "Ada")
    answer = shell("extract", bad, good)
    assert answer.exit_code == 2
    line, closing = answer.stderr.splitlines()
    assert line.startswith(f"onoma: {bad}{place}: ")
    assert what in line
    assert closing.endswith("1 not read")
    assert records(answer)[-1]["id"] == str(good)


@pytest.mark.parametrize("name", ["missing.txt", "*.nothing", "."])
def test_path_without_files_is_named(name: str, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = shell("extract", name)
    assert answer.exit_code == 2
    assert answer.stderr.startswith(f"onoma: {name}: ")
    assert answer.stderr.endswith("onoma: 0 documents, 0 entities, 1 not read\n")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_forbidden_file_is_named(shell: Shell, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Ada")
    path.chmod(0)
    assert "cannot be read: Permission denied" in shell("extract", path).stderr


def test_good_lines_around_bad_ones_are_read(shell: Shell, tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", '{"text": "Ada"}\n{"text": }\n{"text": "Bob"}\n{}\n')
    answer = shell("extract", path)
    assert answer.exit_code == 2
    assert [record["id"] for record in records(answer)] == [f"{path}:1", f"{path}:3"]
    assert answer.stderr.splitlines()[-1] == "onoma: 2 documents, 2 entities, 2 not read"


def test_one_bad_file_among_a_thousand_does_not_stop_the_rest(shell: Shell, tmp_path: Path) -> None:
    for number in range(1000):
        write(tmp_path / f"{number:04}.txt", b"\0" if number == 500 else b"Ada")
    answer = shell("extract", tmp_path, "-o", tmp_path / "out.jsonl")
    assert answer.exit_code == 2
    line, closing = answer.stderr.splitlines()
    assert "0500.txt: is binary" in line
    assert closing == "onoma: 999 documents, 999 entities, 1 not read"
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 999


def test_text_and_paths_exclude_each_other(shell: Shell) -> None:
    answer = shell("extract", "a.txt", "--text", "Ada")
    assert answer.exit_code == 2
    assert "exclude each other" in answer.stderr


# --- what is written


def test_output_suffix_names_the_format(shell: Shell, tmp_path: Path) -> None:
    for name, start in (("o.jsonl", '{"id"'), ("o.csv", "id,start,"), ("o.html", "<!doctype html>")):
        answer = shell("extract", "--text", "Ada", "-o", tmp_path / name)
        assert (answer.exit_code, answer.stdout) == (0, "")
        assert (tmp_path / name).read_text().startswith(start)
    answer = shell("extract", "--text", "Ada", "-o", tmp_path / "o.xyz")
    assert answer.exit_code == 2
    assert "'.xyz' names no format" in answer.stderr
    assert shell("extract", "--text", "Ada", "-o", tmp_path / "o.xyz", "--format", "csv").exit_code == 0


def test_output_appears_whole_or_not_at_all(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Dying:
        labels = ("NAME",)

        def stream(self, texts: Iterable[str]) -> Iterator[Document]:
            yield Document(next(iter(texts)))
            assert len(list(tmp_path.iterdir())) == 2, "the draft should lie beside the output"
            raise KeyboardInterrupt

    path = write(tmp_path / "o.jsonl", "before")
    monkeypatch.setattr("onoma.cli.model.load_model", lambda *_: Dying())
    answer = shell("extract", "--text", "Ada", "-o", path)
    assert answer.exit_code == 130
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_output_is_not_replaced_when_nothing_could_be_read(shell: Shell, tmp_path: Path) -> None:
    path = write(tmp_path / "o.jsonl", "before")
    answer = shell("extract", tmp_path / "missing.txt", "-o", path)
    assert answer.exit_code == 2
    assert "was not written" in answer.stderr
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_output_among_the_inputs_is_not_read(shell: Shell, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Ada")
    for _ in range(2):
        shell("extract", tmp_path, "-o", tmp_path / "out.jsonl")
        assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 1


def test_output_onto_an_input_is_refused(shell: Shell, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "text,year\nAda,1815\n")
    answer = shell("extract", path, "-o", path)
    assert (answer.exit_code, answer.stderr) == (
        2,
        f"onoma: -o {path}: is an input too, and would be gone; name another file\n",
    )
    assert path.read_text() == "text,year\nAda,1815\n"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_output_through_a_link_replaces_what_it_points_to(shell: Shell, tmp_path: Path) -> None:
    target = write(tmp_path / "real.csv", "before")
    (tmp_path / "link.csv").symlink_to(target)
    shell("extract", "--text", "Ada", "-o", tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert target.read_text().startswith("id,")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_output_into_a_named_pipe_does_not_replace_it(shell: Shell, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as threads:
        reading = threads.submit(pipe.read_text)
        shell("extract", "--text", "Ada", "-o", pipe, "--format", "jsonl")
        assert '"Ada"' in reading.result(timeout=120)
    assert pipe.is_fifo()


def test_output_into_no_folder_or_onto_one_is_refused(shell: Shell, tmp_path: Path) -> None:
    answer = shell("extract", "--text", "Ada", "-o", tmp_path / "no" / "o.csv")
    assert (answer.exit_code, "there is no folder" in answer.stderr) == (2, True)
    answer = shell("extract", "--text", "Ada", "-o", tmp_path, "--format", "csv")
    assert (answer.exit_code, "is a folder" in answer.stderr) == (2, True)
    answer = shell("extract", "--text", "Ada", "-o", tmp_path)
    assert "has no suffix that names a format; use .jsonl" in answer.stderr


@pytest.mark.parametrize("words", [("extract",), ("mask", "--key", "-")])
def test_output_that_cannot_be_written_is_called_as_it_was_given(
    shell: Shell, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """The longest name that there can be, so that a draft beside it has one that is too long."""
    key = tmp_path / "key.json"
    path = tmp_path / f"{'x' * 249}.jsonl"
    answer = shell(*(key if word == "-" else word for word in words), "--text", "Ada", "-o", path)
    assert answer.exit_code == 2
    assert answer.stderr == f"onoma: -o {path}: cannot be written (File name too long); choose another place\n"


def test_documents_reach_the_writer_as_they_come(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "in.jsonl", '{"text": "a"}\n' * 50)
    n_ahead: list[int] = []

    class Counting:
        labels = ()

        def stream(self, texts: Iterable[str]) -> Iterator[Document]:
            for text in texts:
                n_ahead.append(1)
                yield Document(text)

    written: list[int] = []

    def watch(documents: Iterable[Document], file: object) -> Counter[str]:
        for _ in documents:
            written.append(len(n_ahead))
        return Counter()

    monkeypatch.setattr("onoma.cli.model.load_model", lambda *_: Counting())
    monkeypatch.setitem(WRITERS, "jsonl", watch)
    shell("extract", path)
    assert written == list(range(1, 51))


def test_csv_output_has_a_row_per_entity_and_says_what_it_cannot_hold(shell: Shell, tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", '{"id": 1, "text": "Ada, \\"Bob\\"", "meta": 1}')
    answer = shell("extract", path, "--format", "csv")
    assert list(csv.reader(io.StringIO(answer.stdout))) == [
        ["id", "start", "end", "label", "text", "score", "source", "value", "attributes"],
        ["1", "0", "3", "NAME", "Ada", "0.9", "regex", "", ""],
        ["1", "6", "9", "NAME", "Bob", "0.9", "regex", "", ""],
    ]
    assert "does not hold documents' further fields, which 1 had" in answer.stderr


def test_values_and_fragments_are_written_and_fragments_missed_in_csv(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Rich:
        labels = ("X",)

        def stream(self, texts: Iterable[str]) -> Iterator[Document]:
            for text in texts:
                yield Document(text, (Entity(0, 5, "X", value={"n": 1}, fragments=((0, 2), (4, 5))),))

    monkeypatch.setattr("onoma.cli.model.load_model", lambda *_: Rich())
    (record,) = records(shell("extract", "--text", "ab cd", "--min-score", "0.5"))
    assert record["entities"] == [
        {
            "start": 0,
            "end": 5,
            "label": "X",
            "text": "ab cd",
            "score": None,
            "source": "",
            "value": {"n": 1},
            "fragments": [[0, 2], [4, 5]],
        }
    ]
    answer = shell("extract", "--text", "ab cd", "--format", "csv")
    assert answer.stdout.splitlines()[1] == ',0,5,X,ab cd,,,"{""n"": 1}",'
    assert "entities' fragments, which 1 had" in answer.stderr


def test_half_a_character_in_a_further_field_is_written_as_json_writes_it(shell: Shell, tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", '{"text": "Ada", "note": "\\ud83d"}')
    answer = shell("extract", path)
    assert answer.exit_code == 0
    assert records(answer)[0]["note"] == "\ud83d"


def test_table_shows_entities_and_no_control_characters(shell: Shell, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Ada [bold]\x1b[31m 3")
    empty = write(tmp_path / "b.txt", "nothing")
    out = shell("extract", path, empty, "--format", "table").stdout
    assert str(path) in out
    assert "no entities" in out
    assert any(line.split() == ["NAME", "Ada", "0.90", "0–3"] for line in out.splitlines())
    assert "\x1b" not in out


def test_link_gives_entities_the_ids_of_a_list_of_terms(shell: Shell, tmp_path: Path) -> None:
    terms = tmp_path / "people.csv"
    terms.write_text("id,name,label\nQ7259,Ada,NAME\n", encoding="utf-8")
    answer = shell("extract", "--text", "Ada met 3", "--link", terms, "--format", "jsonl")
    entities = json.loads(answer.stdout)["entities"]
    assert [entity.get("attributes") for entity in entities] == [
        {"link": {"id": "Q7259", "name": "Ada", "score": 1.0}},
        None,
    ]
    refused = shell("extract", "--text", "Ada", "--link", tmp_path / "nowhere.csv")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "nowhere.csv: cannot be read: No such file" in refused.stderr


def test_what_is_to_join_the_model_reaches_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []

    def load(name: str, **wanted: object) -> object:
        asked.append(wanted)
        raise InputError("enough")

    monkeypatch.setattr("onoma.load", load)
    for words in (
        "",
        "--no-rules --context --day-first --reference 2026-05-14",
        "--rules values,codes --no-context",
    ):
        CliRunner().invoke(cli, ["extract", "--text", "x", *words.split()])
    assert asked == [
        {"rules": True, "context": None, "reference": None, "day_first": False},
        {"rules": False, "context": True, "reference": datetime(2026, 5, 14), "day_first": True},
        {"rules": ["values", "codes"], "context": False, "reference": None, "day_first": False},
    ]
