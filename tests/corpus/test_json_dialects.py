import json
from pathlib import Path

import pytest

from onoma.corpus import Corpus, read_corpus, write_corpus
from onoma.document import Document, Entity
from onoma.errors import CorpusError

TEXT = "Ada met 👩‍🔬 Marie"
MARIE = (12, 17)


def read(folder: Path, *records: object) -> Corpus:
    path = folder / "sample.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return read_corpus(path)


@pytest.mark.parametrize(
    "record",
    [
        {"text": TEXT, "entities": [{"start": 12, "end": 17, "label": "PER"}]},
        {"text": TEXT, "entities": [[12, 17, "PER"]]},
        {"text": TEXT, "entities": [{"id": 4, "start_offset": 12, "end_offset": 17, "label": "PER"}]},
        {"text": TEXT, "label": [[12, 17, "PER"]]},
        {"text": TEXT, "labels": [[12, 17, "PER"]]},
        {"text": TEXT, "label": [{"start": 12, "end": 17, "text": "Marie", "labels": ["PER"]}]},
        {"text": TEXT, "spans": [{"start": 12, "end": 17, "label": "PER", "token_start": 2, "token_end": 2}]},
        {
            "data": {"text": TEXT},
            "annotations": [
                {
                    "result": [
                        {
                            "type": "labels",
                            "value": {"start": 12, "end": 17, "text": "Marie", "labels": ["PER"]},
                        }
                    ]
                }
            ],
        },
    ],
)
def test_json_dialect_is_found_for_each_record(tmp_path: Path, record: dict[str, object]) -> None:
    empty = {"text": "nobody", "entities": []}
    corpus = read(tmp_path, record, empty)
    assert corpus.documents == (Document(TEXT, (Entity(*MARIE, "PER"),)), Document("nobody"))
    assert corpus.notes == ()


def test_jsonl_keeps_fields_id_and_all_of_an_entity(tmp_path: Path) -> None:
    entity = {
        "start": 0,
        "end": 7,
        "label": "X",
        "score": 1,
        "source": "me",
        "value": [1],
        "fragments": [[0, 3], [4, 7]],
    }
    corpus = read(tmp_path, {"id": 5, "text": TEXT, "entities": [entity], "words": [[0, 3]], "year": {"n": 1}})
    kept = Entity(0, 7, "X", 1.0, "me", [1], ((0, 3), (4, 7)))
    assert corpus.documents == (Document(TEXT, (kept,), ((0, 3),), "5", {"year": {"n": 1}}),)


def test_json_list_over_many_lines_names_the_record_line(tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    path.write_text('[\n {"text": "a", "entities": []},\n\n {"text": "b",\n  "entities": [[0, 2, "X"]]}\n]\n')
    with pytest.raises(CorpusError, match=r"tasks\.json:4: entity 'X' at \[0, 2\) ends after the text of 1 character"):
        read_corpus(path)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('{"text": "a", "entities": []}\n{"text": \n', 3, "no JSON"),
        ('{"text": "a", "entities": []}\n[1]\n', 2, "is no object"),
        ('{"text": "a", "entities": []} {"text": "b", "entities": []}', 1, "after the record"),
        ('[{"text": "a", "entities": []},\n', 1, "has no end"),
        ('[{"text": "a", "entities": []}\n{"text": "b", "entities": []}]', 1, "no comma"),
        ('[{"text": "a", "entities": []}]\n{}', 1, "no end"),
        ('{"text": "a", "ner": []}\n', 1, "a record with ner, text is no labelled text"),
        ('{"text": "abc", "entities": [[0, true, "X"]]}', 1, "end True is no whole number"),
        ('{"text": "abc", "entities": [[2, 2, "X"]]}', 1, "half-open"),
        ('{"text": "abc", "entities": [[0, 2]]}', 1, "is no labelled span"),
        ('{"text": "abc", "entities": [{"start": 0, "label": "X"}]}', 1, "has no 'end'"),
        ('{"text": "abc", "entities": [[0, 2, 3]]}', 1, "label 3"),
        (
            '{"text": "abc", "entities": [{"start": 0, "end": 1, "label": "X", "score": "high"}]}',
            1,
            "score 'high'",
        ),
        (
            '{"text": "abc", "entities": [{"start": 0, "end": 1, "label": "X", "fragments": [1]}]}',
            1,
            "is no span",
        ),
        (
            '{"text": "abc", "entities": [{"start": 0, "end": 1, "label": "X", "text": "z"}]}',
            1,
            "'z' is stated",
        ),
        ('{"data": {"body": "abc"}, "annotations": []}', 1, "must be data.text"),
    ],
)
def test_json_broken_record_is_named(tmp_path: Path, text: str, line: int, what: str) -> None:
    path = tmp_path / "sample.jsonl"
    path.write_text(text)
    with pytest.raises(CorpusError, match=what) as caught:
        read_corpus(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_json_offsets_in_other_units_are_mended_by_the_stated_text(tmp_path: Path) -> None:
    utf16 = {"start": 14, "end": 19, "text": "Marie", "label": "PER"}
    corpus = read(tmp_path, {"text": TEXT, "entities": [utf16 | {"end": 17, "start": 13}]})
    assert corpus.documents[0].entities == (Entity(*MARIE, "PER"),)
    assert [note.what for note in corpus.notes] == ["offsets mended to where the stated text stands"]


def test_json_unknown_keys_of_a_span_are_noted(tmp_path: Path) -> None:
    corpus = read(tmp_path, {"text": "a", "spans": [{"start": 0, "end": 1, "label": "X", "pattern": 3}]})
    assert [note.what for note in corpus.notes] == ["key 'pattern' of a labelled span not kept"]


def test_prodigy_tokens_are_words_and_rejected_records_no_gold(tmp_path: Path) -> None:
    tokens = [{"text": "Ada", "start": 0, "end": 3, "id": 0, "ws": True}]
    accepted = {"text": TEXT, "spans": [], "tokens": tokens, "answer": "accept"}
    corpus = read(tmp_path, accepted, accepted | {"answer": "reject"}, accepted | {"answer": "ignore"})
    assert corpus.documents == (Document(TEXT, (), ((0, 3),), None, {"answer": "accept"}),)
    assert [(note.count, (note.place or "")[-2:]) for note in corpus.notes] == [(2, ":2")]


def test_labelstudio_takes_the_first_valid_annotation_or_else_the_prediction(tmp_path: Path) -> None:
    def answer(label: str, **more: object) -> dict[str, object]:
        region = {"value": {"start": 0, "end": 3, "labels": [label]}, "score": 0.5, "type": "labels"}
        return {"result": [region, {"type": "choices", "value": {"choices": ["x"]}}], **more}

    both = {"id": 3, "data": {"text": TEXT, "source": "s"}, "predictions": [answer("P")]}
    annotated = both | {"annotations": [answer("C", was_cancelled=True), answer("A"), answer("B")]}
    corpus = read(tmp_path, annotated, both)
    assert [document.entities[0].label for document in corpus] == ["A", "P"]
    assert corpus.documents[1] == Document(TEXT, (Entity(0, 3, "P", 0.5),), None, "3", {"source": "s"})
    assert [note.count for note in corpus.notes] == [2, 2]


def test_json_field_whose_name_is_taken_is_noted(tmp_path: Path) -> None:
    corpus = Corpus((Document("a", fields={"spans": [1], "text": "b", "label": 2}),), "x")
    notes = write_corpus(corpus, tmp_path / "out.jsonl", format="doccano")
    assert len(notes) == 3
    assert read_corpus(tmp_path / "out.jsonl").documents == (Document("a"),)


def test_json_lone_surrogate_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="half of a surrogate pair"):
        write_corpus(Corpus((Document("\ud800"),), "x"), tmp_path / "out.jsonl")
