"""`Values` as a recognizer: settings, fields of documents, any text at all, and texts that mean harm."""

import time
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onoma import Document
from onoma.errors import InputError, SettingsError
from onoma.recognizer import annotated
from onoma.rules.values import LABELS, Values

WEDNESDAY = datetime(2026, 3, 4, 10)
MEGABYTE = 1_000_000
LIMIT_S = 4.0  # 2 s on a quiet machine; what is quadratic takes minutes

# Pieces of which values and what looks like them are made, so that random texts come near to them.
PIECES = st.sampled_from(
    [
        *[
            "1",
            "12",
            "9" * 30,
            "1" + "0" * 45,
            "3." + "1" * 60,
            "2026",
            "3.5",
            "1,000",
            "half",
            "one",
            "two",
            "dozen",
            "million",
            "a",
            "an",
            "the",
            "of",
            "to",
            "and",
            "or",
            "-",
            "–",
            ".",
            ",",
            ":",
            "/",
            "$",
            "€",
            "%",
            "mg",
            "km/h",
            "days",
            "hours",
        ],
        *[
            "ago",
            "last",
            "next",
            "this",
            "May",
            "March",
            "Monday",
            "Sat",
            "morning",
            "night",
            "at",
            "pm",
            "a.m.",
            "noon",
            "Q3",
            "H1",
            "1990s",
            "'98",
            "st",
            "th",
            "third",
            "second",
        ],
        *[
            "first",
            "$5k",
            "USD",
            "pounds",
            "p",
            "@",
            "a@b.co",
            "http://",
            "www.",
            "example.org",
            "+44",
            "(0)",
            "555",
            "555-0142",
            "x",
            "ext",
            "XX/XX",
            "X",
            ".",
            "10^9/L",
        ],
        *[
            "y/o",
            "aged",
            "FY",
            "24/7",
            "½",
            "²",
            "°",
            "between",
            "from",
            "until",
            "every",
            "since",
            "early",
            "mid-2019",
            "Christmas",
            "Eve",
            "İ",
            "ﬁ",
            "٣",
            "quarter",
            "past",
        ],
        *("\n", "\n\n", "\t", "\u200b", "e\u0301", "5'10\""),
    ]
)


def values_of(document: Document) -> list[tuple[str, object]]:
    return [(document.text_of(entity), entity.value) for entity in document.entities]


# --- settings and fields


def test_labels_restrict_what_is_found() -> None:
    values = Values(labels=["MONEY", "DATE"])
    assert values.labels == ("DATE", "MONEY")
    assert [entity.label for entity in values("Paid $5 for 3 of them on 2026-03-04.").entities] == ["MONEY", "DATE"]


def test_unknown_labels_are_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match=r"'AMOUNT'.*CARDINAL, DATE"):
        Values(labels=["AMOUNT"])


def test_values_have_a_source_and_no_score() -> None:
    [entity] = Values()("$5").entities
    assert (entity.source, entity.score) == ("values", None)


@pytest.mark.parametrize("year", [1, 999, 9001])
def test_a_reference_of_another_millennium_is_refused(year: int) -> None:
    with pytest.raises(InputError, match="between the years"):
        Values(reference=datetime(year, 1, 1))


def test_a_documents_own_reference_comes_before_the_usual_one() -> None:
    documents = [
        Document("due tomorrow", fields={"reference": "2025-11-18T10:00"}),
        Document("due tomorrow", fields={"reference": "2025-11-18"}),
        Document("due tomorrow"),
        Document("due tomorrow", fields={"reference": ""}),
    ]
    found = list(annotated(Values(reference=WEDNESDAY), documents))
    assert [values_of(document)[0][1] for document in found] == ["2025-11-19", "2025-11-19", "2026-03-05", "2026-03-05"]
    assert [document.fields for document in found] == [document.fields for document in documents]


@pytest.mark.parametrize("reference", ["yesterday", "2026-13-01", 20260304, "0001-01-01", ["2026-03-04"]])
def test_a_reference_that_cannot_be_read_gives_no_date_and_no_error(reference: object) -> None:
    [document] = annotated(Values(reference=WEDNESDAY), [Document("due tomorrow", fields={"reference": reference})])
    assert values_of(document) == [("tomorrow", None)]


@pytest.mark.parametrize(
    ("day_first", "month"), [(True, "04"), (False, "03"), ("true", "04"), ("no", "03"), (1, "04"), (None, "03")]
)
def test_a_document_says_whether_its_days_come_first(day_first: object, month: str) -> None:
    [document] = annotated(Values(), [Document("due 03/04/2026", fields={"day_first": day_first})])
    assert values_of(document)[0][1] == f"2026-{month}-{'03' if month == '04' else '04'}"


# --- any text


@settings(max_examples=200)
@given(
    st.one_of(
        st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=14).map("".join)
    )
)
def test_any_text_is_read_without_doubles_and_with_exact_offsets(text: str) -> None:
    for values in (Values(), Values(reference=WEDNESDAY, day_first=True)):
        document = values(text)
        assert document.text == text
        for entity in document.entities:
            written = document.text_of(entity)
            assert written == written.strip() != ""
            assert entity.label in LABELS
        assert not any(one.overlaps(other) for one, other in pairwise(document.entities))


@given(st.lists(PIECES, min_size=1, max_size=8).map(" ".join))
def test_what_stands_in_another_paragraph_changes_nothing(text: str) -> None:
    alone = values_of(Values()(f"Well.\n\n{text}\n\nSo."))
    beside = values_of(Values()(f"It cost nobody anything.\n\n{text}\n\nSo."))
    assert alone == beside


@pytest.mark.parametrize("number", ["1" + "0" * 28, "9" * 40, "9" * 5000, "3." + "1" * 60, "ten" + " million" * 7])
@pytest.mark.parametrize(
    "text", ["{}", "aged {}", "{} years old", "half past {}", "{} to {}", "in {} weeks", "the first {} months of 2024"]
)
def test_numbers_beyond_all_measure_are_no_reason_to_stop(text: str, number: str) -> None:
    document = Values(reference=WEDNESDAY)(f"{text.replace('{}', number)}\n\n5 mg on 3 May 2026")
    assert {"5 mg", "3 May 2026"} <= {document.text_of(entity) for entity in document.entities}


def test_long_texts_are_read_to_their_end() -> None:
    sentence = "Nobody had paid $5 for it, and the sun was low. "
    text = sentence * 4000 + "\n" + sentence * 4000 + "At last 7 km."
    document = Values()(text)
    assert len(document.entities) == 8001
    assert document.text_of(document.entities[-1]) == "7 km"
    assert {document.text_of(entity) for entity in document.entities[:-1]} == {"$5"}


def test_columns_of_figures_are_data_and_hold_no_values() -> None:
    document = Values()("In all 5 boxes: " + "12 7 " * 2000 + "and then 6 boxes.")
    assert len(document.entities) < 400
    assert document.text_of(document.entities[-1]) == "6"


# --- texts that mean harm


@pytest.mark.parametrize("unit", ["1", "(", "a@", "1,", "1 ", "to "])
def test_a_megabyte_of_anything_ends_soon(unit: str) -> None:
    assert _seconds_for(unit, MEGABYTE) < LIMIT_S


@pytest.mark.parametrize(
    "unit", ["1-", "1.", "1:", "+1 ", "$1", "www.", "http://", "a.", "XX/", '1" ', "\n", "-", "(1", "a.b@"]
)
def test_a_part_of_a_megabyte_takes_its_part_of_that(unit: str) -> None:
    assert _seconds_for(unit, MEGABYTE // 10) < LIMIT_S / 5


def _seconds_for(unit: str, length: int) -> float:
    values = Values(reference=WEDNESDAY)
    text = (unit * (length // len(unit) + 1))[:length]
    begin = time.process_time()
    values(text)
    return time.process_time() - begin
