import csv
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Shell = Callable[..., Result]

LINES = [
    {"n": 1.5, "text": "Ada met Bob", "id": "first", "who": ["ada", {"x": "Bob"}], "done": None},
    {"text": "Nobody. Ada.", "n": [2]},
]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("letter.txt").write_bytes(b"Ada met Bob.\r\nBye, Ada")
    Path("lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES))
    Path("rows.csv").write_text('id,text,by\n7,"Ada, Bob",Ada\n8,"so\nEve",\n')


def mode(path: str) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def lines(path: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


# --- mask, unmask


def test_text_is_masked_to_stdout_and_back_exactly(shell: Shell) -> None:
    masked = shell("mask", "letter.txt", "--key", "k.json")
    assert masked.stdout_bytes == b"[NAME_1] met [NAME_2].\r\n[NAME_3], [NAME_1]"
    assert masked.stderr == "onoma: 1 document, 0 not read; k.json holds 3 placeholders\n"
    back = shell("unmask", "--key", "k.json", stdin=masked.stdout_bytes)
    assert (back.exit_code, back.stdout_bytes) == (0, Path("letter.txt").read_bytes())


def test_key_is_for_its_owner_alone(shell: Shell) -> None:
    os.umask(0o022)
    shell("mask", "letter.txt", "--key", "k.json")
    shell("redact", "letter.txt", "--key", "r.json")
    assert (mode("k.json"), mode("r.json")) == (0o600, 0o600)
    os.chmod("r.json", 0o644)
    shell("redact", "letter.txt", "--key", "r.json")
    assert mode("r.json") == 0o600


def test_several_inputs_keep_name_format_and_fields_in_a_folder(shell: Shell) -> None:
    answer = shell("mask", "letter.txt", "lines.jsonl", "rows.csv", "--key", "k.json", "-o", "out", "--labels", "NAME")
    assert answer.exit_code == 0
    assert Path("out/letter.txt").read_bytes() == b"[NAME_1] met [NAME_2].\r\n[NAME_3], [NAME_1]"
    assert lines("out/lines.jsonl") == [
        LINES[0] | {"text": "[NAME_1] met [NAME_2]"},
        LINES[1] | {"text": "[NAME_4]. [NAME_1]."},
    ]
    assert list(lines("out/lines.jsonl")[0]) == list(LINES[0])
    rows = list(csv.reader(Path("out/rows.csv").read_text().splitlines(keepends=True)))
    assert rows == [["id", "text", "by"], ["7", "[NAME_1], [NAME_2]", "Ada"], ["8", "so\n[NAME_5]", ""]]
    shell("unmask", "out", "--key", "k.json", "-o", "back")
    assert Path("back/letter.txt").read_bytes() == Path("letter.txt").read_bytes()
    assert lines("back/lines.jsonl") == LINES
    assert Path("back/rows.csv").read_text() == Path("rows.csv").read_text()


def test_what_is_amiss_after_translation_is_told_by_document(shell: Shell) -> None:
    shell("mask", "lines.jsonl", "--key", "k.json", "-o", "masked.jsonl")
    first, second = Path("masked.jsonl").read_text().splitlines()
    translated = first.replace("[NAME_1] met [NAME_2]", "[name 2] traf [NAME_9] und [ Name_2 ]")
    # The lines changed places and the second has no id of its own: its placeholders tell which it is.
    Path("translated.jsonl").write_text(f"{second}\n{translated}\n")
    answer = shell("unmask", "translated.jsonl", "--key", "k.json")
    assert answer.exit_code == 1
    assert [json.loads(line)["text"] for line in answer.stdout.splitlines()] == [
        "Nobody. Ada.",
        "Bob traf [NAME_9] und Bob",
    ]
    assert answer.stderr.splitlines() == [
        "onoma: first: [NAME_1] is missing: 'Ada'",
        "onoma: first: [NAME_2] came too often: 'Bob'",
        "onoma: first: [NAME_9] is none of the key's; it stays",
        "onoma: 2 documents, 1 with placeholders missing, repeated or unknown; "
        "2 placeholders known again though changed",
    ]


def test_documents_that_did_not_come_back_are_told(shell: Shell) -> None:
    shell("mask", "lines.jsonl", "--key", "k.json", "-o", "masked.jsonl")
    answer = shell("unmask", "--key", "k.json", stdin="[NAME_3]!")
    assert "1 document of the key did not come back, first first" in answer.stderr


def test_two_documents_of_one_id_are_told_apart(shell: Shell) -> None:
    Path("twice.jsonl").write_text('{"id": "a", "text": "Ada"}\n{"id": "a", "text": "Bob Bob"}\n')
    shell("mask", "twice.jsonl", "--key", "k.json", "-o", "masked.jsonl")
    assert shell("unmask", "masked.jsonl", "--key", "k.json").exit_code == 0


def test_later_mask_goes_on_with_the_key(shell: Shell) -> None:
    shell("mask", "--text", "Ada", "--key", "k.json")
    assert shell("mask", "--text", "Bob, Ada", "--key", "k.json").stdout == "[NAME_2], [NAME_1]\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is no key of onoma"),
        ("[1]", "is no key of onoma"),
        ('{"format": "onoma-mask-key", "version": 2}', "newer than this onoma reads"),
        ('{"format": "onoma-mask-key", "version": 1, "style": "label", "placeholders": [{"number": 1}]}', "is no key"),
        (
            '{"format": "onoma-names-key", "version": 1, "style": "number", "pseudonyms": [], "reserved": []}',
            "of the other kind",
        ),
        (
            '{"format": "onoma-mask-key", "version": 1, "style": "tag",'
            ' "placeholders": [], "documents": [], "reserved": []}',
            "was made with --style tag",
        ),
    ],
)
def test_a_file_that_is_no_such_key_is_refused_and_stays(content: str, reason: str, shell: Shell) -> None:
    Path("k.json").write_text(content)
    answer = shell("mask", "letter.txt", "--key", "k.json", "-o", "out.txt")
    assert answer.exit_code == 2
    assert reason in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert Path("k.json").read_text() == content
    assert not Path("out.txt").exists()


def test_missing_key_is_told(shell: Shell) -> None:
    answer = shell("unmask", "letter.txt", "--key", "none.json")
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr == "onoma: none.json: there is no such key; name the one that masking wrote\n"


@pytest.mark.parametrize("command", ["mask", "redact"])
def test_interrupted_run_leaves_no_key_and_no_output(
    command: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("onoma.masking.Masker.__call__", interrupted)
    monkeypatch.setattr("onoma.masking.Redactor.redact", interrupted)
    before = sorted(os.listdir())
    assert shell(command, "letter.txt", "--key", "k.json", "-o", "out.txt").exit_code == 130
    assert sorted(os.listdir()) == before


@pytest.mark.parametrize("command", ["mask", "redact"])
def test_key_written_by_another_meanwhile_is_not_overwritten(
    command: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "onoma.cli.finder.Found._wanted", lambda self, document: Path("k.json").write_text("x") and document
    )
    answer = shell(command, "letter.txt", "--key", "k.json", "-o", "out.txt")
    assert answer.exit_code == 2
    assert "nothing was overwritten, run again" in answer.stderr
    assert Path("k.json").read_text() == "x"
    assert not Path("out.txt").exists()


def test_several_inputs_need_a_folder(shell: Shell) -> None:
    answer = shell("mask", "letter.txt", "rows.csv", "--key", "k.json")
    assert answer.exit_code == 2
    assert "2 inputs go to no one place; name a folder: -o FOLDER" in answer.stderr
    assert "is a file" in shell("mask", "letter.txt", "rows.csv", "--key", "k.json", "-o", "letter.txt").stderr


def test_unreadable_input_is_told_while_the_rest_is_masked(shell: Shell) -> None:
    Path("lines.jsonl").write_text('{"text": "Ada"}\n{\n{"text": "Bob"}\n')
    answer = shell("mask", "lines.jsonl", "--key", "k.json")
    assert answer.exit_code == 2
    assert answer.stdout == '{"text": "[NAME_1]"}\n{"text": "[NAME_2]"}\n'
    assert "lines.jsonl:2: broken JSON" in answer.stderr


# --- redact


def test_values_are_replaced_in_every_document_and_field(shell: Shell) -> None:
    answer = shell(
        "redact", "letter.txt", "lines.jsonl", "rows.csv", "--key", "k.json", "-o", "out", "--labels", "NAME"
    )
    assert answer.exit_code == 0, answer.stderr
    assert Path("out/letter.txt").read_bytes() == b"Person-1 met Person-2.\r\nPerson-3, Person-1"
    first, second = lines("out/lines.jsonl")
    assert first == LINES[0] | {"text": "Person-1 met Person-2", "who": ["Person-1", {"x": "Person-2"}]}
    assert second == LINES[1] | {"text": "Person-4. Person-1."}
    assert Path("out/rows.csv").read_text() == 'id,text,by\n7,"Person-1, Person-2",Person-1\n8,"so\nPerson-5",\n'
    assert answer.stderr == (
        "onoma: replaces NAME; not NUMBER (--labels)\n"
        "onoma: replaced in small letters too: ada 1× (--keep leaves values)\n"
        "onoma: 5 documents, 0 not read, no leaks; k.json holds 5 pseudonyms\n"
    )


def test_value_that_only_a_later_document_shows_to_be_one_is_replaced_in_earlier_ones(shell: Shell) -> None:
    Path("lines.jsonl").write_text('{"text": "it was ada"}\n{"text": "Ada"}\n')
    assert shell("redact", "lines.jsonl").stdout == '{"text": "it was Person-1"}\n{"text": "Person-1"}\n'


def test_by_default_amounts_and_dates_stay_and_this_is_told(shell: Shell) -> None:
    answer = shell("redact", "--text", "Ada is 36")
    assert answer.stdout == "Person-1 is 36\n"
    assert "replaces NAME; not NUMBER (--labels)" in answer.stderr


def test_later_run_with_the_key_gives_the_same_pseudonyms(shell: Shell) -> None:
    shell("redact", "--text", "Ada", "--key", "k.json")
    shell("redact", "--text", "Bob", "--key", "k.json")
    assert shell("redact", "--text", "Eve, bob, ada", "--key", "k.json").stdout == "Person-3, Person-2, Person-1\n"
    assert shell("unmask", "--text", "Person-3, Person-2", "--key", "k.json").stdout == "Eve, Bob\n"


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        (
            "in.jsonl",
            '{"text": "Ada is here", "Ada": 1}',
            "in.jsonl:1: name of field Ada: 'Ada' at 0–3 is left of 'Ada'",
        ),
        ("in.jsonl", '{"text": "Ada", "a": [{"ada_x": 1}]}', "in.jsonl:1: name of field a[0].ada_x: 'ada' at 0–3"),
        ("in.jsonl", '{"text": "room 36", "age": 36}', "in.jsonl:1: age: '36' at 0–2 is left of '36'"),
        ("in.csv", "text,ada\nAda,1\n", "in.csv:2: name of field ada: 'ada' at 0–3"),
    ],
)
def test_leak_is_told_with_its_place_and_nothing_is_written(file: str, content: str, told: str, shell: Shell) -> None:
    Path(file).write_text(content)
    answer = shell("redact", file, "--key", "k.json", "-o", "out", "--labels", "NAME,NUMBER")
    assert answer.exit_code == 1
    assert told in answer.stderr
    assert "1 leak of 1 kind: nothing was written" in answer.stderr
    assert not Path("out").exists()
    assert not Path("k.json").exists()


def test_leak_in_every_record_is_told_once_and_counted(shell: Shell) -> None:
    Path("in.jsonl").write_text('{"text": "Ada", "ada": 1}\n' * 30)
    answer = shell("redact", "in.jsonl")
    assert answer.stderr.count("is left of") == 1
    assert "30 leaks of 1 kind" in answer.stderr


def test_name_of_a_file_is_searched_too(shell: Shell) -> None:
    Path("in").mkdir()
    Path("in/ada.txt").write_text("Ada")
    Path("in/b.txt").write_text("Bob")
    answer = shell("redact", "in", "-o", "out")
    assert answer.exit_code == 1
    assert "ada.txt: name of the file: 'ada' at 0–3 is left of 'Ada'" in answer.stderr
    assert not list(Path().glob("out/*"))


def test_common_words_that_were_replaced_are_told(shell: Shell) -> None:
    answer = shell("redact", "--text", "Will met will")
    assert "replaced in small letters too: will 1× (--keep leaves values)" in answer.stderr


def test_kept_values_stay_and_are_no_leak(shell: Shell) -> None:
    answer = shell("redact", "--text", "Ada met Bob", "--keep", "bob, EVE")
    assert (answer.exit_code, answer.stdout) == (0, "Person-1 met Bob\n")


def test_made_up_names(shell: Shell) -> None:
    answer = shell("redact", "--text", "Ada met Bob and Ada", "--style", "names")
    assert answer.stdout == "Robin Ashdown met Alex Birchall and Robin Ashdown\n"
