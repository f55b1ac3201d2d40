"""Tagging schemes: spans to tags and back, detection, repairs, and which tag may follow which."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma.errors import SchemeError
from onoma.schemes import (
    BILOU,
    BIOES,
    IO,
    IOB1,
    IOB2,
    SCHEMES,
    Scheme,
    TagSpan,
    broken_tags,
    convert,
    detect,
    scheme_named,
    spans_to_tags,
    split_tag,
    tag_set,
    tags_to_spans,
    transitions,
    unbroken_spans,
)

EVERY_SCHEME = pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)


@st.composite
def rows_of_spans(draw: st.DrawFn) -> tuple[int, list[TagSpan]]:
    """The number of words of a row, and spans in it that don't overlap but may touch."""
    spans, position = [], 0
    for length, gap, label in draw(
        st.lists(st.tuples(st.integers(1, 4), st.integers(0, 2), st.sampled_from(["PER", "B-X", "Ö"])), max_size=6)
    ):
        spans.append(TagSpan(position + gap, position + gap + length, label))
        position += gap + length
    return position + draw(st.integers(0, 2)), spans


def any_tags(scheme: Scheme) -> st.SearchStrategy[list[str]]:
    """Rows of tags of a scheme, most of them illegal."""
    return st.lists(st.sampled_from(tag_set(["A", "B"], scheme)), max_size=8)


def joined_where_adjacent(spans: list[TagSpan]) -> list[TagSpan]:
    """What IO makes of spans: adjacent ones of one label are one."""
    result: list[TagSpan] = []
    for span in spans:
        if result and result[-1].end == span.start and result[-1].label == span.label:
            result[-1] = TagSpan(result[-1].start, span.end, span.label)
        else:
            result.append(span)
    return result


@EVERY_SCHEME
@given(row=rows_of_spans())
def test_spans_survive_tags_and_need_no_repair(scheme: Scheme, row: tuple[int, list[TagSpan]]) -> None:
    n_words, spans = row
    decoded = tags_to_spans(spans_to_tags(n_words, spans, scheme), scheme)
    assert decoded.spans == (joined_where_adjacent(spans) if scheme is IO else spans)
    assert decoded.n_repaired == 0


@EVERY_SCHEME
@given(data=st.data())
def test_repairs_count_the_tags_that_a_clean_row_spells_differently(scheme: Scheme, data: st.DataObject) -> None:
    tags = data.draw(any_tags(scheme))
    spans, n_repaired = tags_to_spans(tags, scheme)
    clean = spans_to_tags(len(tags), spans, scheme)
    assert n_repaired == sum(tag != other for tag, other in zip(tags, clean, strict=True))
    assert tags_to_spans(clean, scheme) == (spans, 0)


@pytest.mark.parametrize("source", SCHEMES, ids=lambda scheme: scheme.name)
@pytest.mark.parametrize("target", SCHEMES, ids=lambda scheme: scheme.name)
@given(row=rows_of_spans())
def test_conversion_between_any_two_schemes_keeps_the_spans(
    source: Scheme, target: Scheme, row: tuple[int, list[TagSpan]]
) -> None:
    n_words, spans = row
    tags, n_repaired = convert(spans_to_tags(n_words, spans, source), source, target)
    expected = joined_where_adjacent(spans) if IO in (source, target) else spans
    assert n_repaired == 0
    assert tags_to_spans(tags, target).spans == expected


@pytest.mark.parametrize(
    ("scheme", "tags"),
    [
        (IO, "O I-P I-P I-P I-L"),
        (IOB1, "O I-P I-P B-P I-L"),
        (IOB2, "O B-P I-P B-P B-L"),
        (BIOES, "O B-P E-P S-P S-L"),
        (BILOU, "O B-P L-P U-P U-L"),
    ],
    ids=lambda value: value.name if isinstance(value, Scheme) else "",
)
def test_spans_are_spelt_as_the_literature_spells_them(scheme: Scheme, tags: str) -> None:
    spans = [TagSpan(1, 3, "P"), TagSpan(3, 4, "P"), TagSpan(4, 5, "L")]
    assert " ".join(spans_to_tags(5, spans, scheme)) == tags


@pytest.mark.parametrize(
    ("scheme", "tags", "spans", "n_repaired"),
    [
        # conlleval: a chunk starts at B-, after O, and where the type changes
        (IOB2, "O I-P I-P O", [(1, 3, "P")], 1),
        (IOB2, "I-P", [(0, 1, "P")], 1),
        (IOB2, "B-P I-L I-L", [(0, 1, "P"), (1, 3, "L")], 1),
        (IOB2, "B-P I-P B-P", [(0, 2, "P"), (2, 3, "P")], 0),
        (IOB2, "B-P O I-P", [(0, 1, "P"), (2, 3, "P")], 1),
        (IOB1, "B-P I-P", [(0, 2, "P")], 1),
        (IOB1, "I-P B-P I-P I-L", [(0, 1, "P"), (1, 3, "P"), (3, 4, "L")], 0),
        (IOB1, "I-L B-P", [(0, 1, "L"), (1, 2, "P")], 1),
        (IO, "I-P I-L I-L", [(0, 1, "P"), (1, 3, "L")], 0),
        (BIOES, "B-P I-P O", [(0, 2, "P")], 1),
        (BIOES, "B-P B-P E-P", [(0, 1, "P"), (1, 3, "P")], 1),
        (BIOES, "E-P E-P", [(0, 1, "P"), (1, 2, "P")], 2),
        (BIOES, "S-P I-P E-P", [(0, 1, "P"), (1, 3, "P")], 1),
        (BIOES, "B-P S-P", [(0, 1, "P"), (1, 2, "P")], 1),
        (BIOES, "I-P", [(0, 1, "P")], 1),
        (BILOU, "B-P U-L L-P", [(0, 1, "P"), (1, 2, "L"), (2, 3, "P")], 2),
        (BILOU, "B-P L-P I-P", [(0, 2, "P"), (2, 3, "P")], 1),
    ],
)
def test_broken_tags_read_as_conlleval_reads_them(
    scheme: Scheme, tags: str, spans: list[tuple[int, int, str]], n_repaired: int
) -> None:
    assert tags_to_spans(tags.split(), scheme) == ([TagSpan(*span) for span in spans], n_repaired)


def test_raw_iob1_is_not_taken_for_iob2() -> None:
    # A strict reader of IOB2 sees one entity here instead of five, and gold scores 1.0 against itself.
    rows = [row.split() for row in ("I-P I-P O I-L", "O I-P B-P I-P", "I-L O")]
    detection = detect(rows)
    assert detection.scheme is IOB1
    assert (detection.n_broken, detection.n_tags) == (0, 10)
    assert sum(len(tags_to_spans(row, detection.scheme).spans) for row in rows) == 5
    assert sum(tags_to_spans(row, IOB2).n_repaired for row in rows) == 4


@pytest.mark.parametrize(
    ("rows", "scheme"),
    [
        (["B-P I-P O", "B-L B-L"], IOB2),
        (["O B-P"], IOB2),
        (["I-P O I-L"], IO),
        (["O O", ""], IOB2),
        (["B-P E-P S-P"], BIOES),
        (["S-P"], BIOES),
        (["U-P", "B-P I-P L-P"], BILOU),
        (["B-P I-P O I-L", "B-P O", "B-L I-L"], IOB2),  # mostly IOB2, one tag broken
    ],
)
def test_detect_finds_the_scheme_that_is_broken_least(rows: list[str], scheme: Scheme) -> None:
    assert detect(row.split() for row in rows).scheme is scheme


def test_detect_counts_broken_tags() -> None:
    assert detect([["B-P", "O", "I-P"], ["B-P", "I-P", "B-P"]])[1:] == (1, 6)


def test_detect_refuses_a_mixture_and_names_its_prefixes() -> None:
    with pytest.raises(SchemeError, match="E, U"):
        detect([["B-P", "E-P"], ["U-P"]])


@given(rows=st.lists(rows_of_spans(), min_size=1, max_size=4), scheme=st.sampled_from(SCHEMES))
def test_detect_never_finds_a_repair_to_make_in_clean_rows(
    rows: list[tuple[int, list[TagSpan]]], scheme: Scheme
) -> None:
    assert detect(spans_to_tags(n_words, spans, scheme) for n_words, spans in rows).n_broken == 0


@pytest.mark.parametrize(
    ("alias", "scheme"), [("BIO", IOB2), ("iob2", IOB2), ("IOB", IOB1), ("IOBES", BIOES), ("biluo", BILOU), ("IO", IO)]
)
def test_scheme_named_knows_the_usual_names(alias: str, scheme: Scheme) -> None:
    assert scheme_named(alias) is scheme


def test_scheme_named_says_which_there_are() -> None:
    with pytest.raises(SchemeError, match=r"'XYZ'; choose one of IOB2, IOB1, IO, BIOES, BILOU"):
        scheme_named("XYZ")


def test_split_tag_keeps_hyphens_of_the_label() -> None:
    assert split_tag("B-B-12") == ("B", "B-12")
    assert split_tag("I_geo_nam") == ("I", "geo_nam")
    assert split_tag("O") == ("O", "")


@pytest.mark.parametrize("tag", ["", "B", "B-", "PER", "X-PER", "o", "-PER", "B PER"])
def test_split_tag_refuses_what_is_no_tag(tag: str) -> None:
    with pytest.raises(SchemeError, match="is not a tag"):
        split_tag(tag)


def test_tags_of_another_scheme_are_refused_with_the_tag() -> None:
    with pytest.raises(SchemeError, match="'E-P' does not occur in IOB2"):
        tags_to_spans(["B-P", "E-P"], IOB2)


@pytest.mark.parametrize(
    "spans",
    [[TagSpan(0, 2, "P"), TagSpan(1, 3, "L")], [TagSpan(2, 4, "P")], [TagSpan(-1, 1, "P")], [TagSpan(1, 1, "P")]],
)
def test_spans_that_a_row_cannot_hold_are_refused(spans: list[TagSpan]) -> None:
    with pytest.raises(SchemeError, match=r"overlaps|lies outside"):
        spans_to_tags(3, spans, IOB2)


def test_tag_set_begins_with_outside_and_goes_label_by_label() -> None:
    assert tag_set(["P", "L"], IOB2) == ("O", "B-P", "I-P", "B-L", "I-L")
    assert tag_set(["P"], BILOU) == ("O", "B-P", "I-P", "L-P", "U-P")
    assert tag_set(["P"], IO) == ("O", "I-P")


@EVERY_SCHEME
def test_transitions_allow_what_some_clean_row_holds_and_nothing_else(scheme: Scheme) -> None:
    tags = tag_set(["A", "B"], scheme)
    clean = [
        row
        for length in range(1, 5)
        for row in product(range(len(tags)), repeat=length)
        if tags_to_spans([tags[tag] for tag in row], scheme).n_repaired == 0
    ]
    pairs = {pair for row in clean for pair in pairwise(row)}
    allowed, first, last = transitions(tags, scheme)
    assert {(a, b) for a, row in enumerate(allowed) for b, fine in enumerate(row) if fine} == pairs
    assert {tag for tag, fine in enumerate(first) if fine} == {row[0] for row in clean}
    assert {tag for tag, fine in enumerate(last) if fine} == {row[-1] for row in clean}


@pytest.mark.parametrize(
    ("tags", "scheme", "unbroken", "broken"),
    [
        ("O I-P I-P O B-P", IOB2, [(4, 5, "P")], [1]),
        ("B-P I-L I-L", IOB2, [(0, 1, "P")], [1]),
        ("B-P I-P O I-P", IOB1, [(3, 4, "P")], [0]),
        ("I-P B-P I-P", IOB1, [(0, 1, "P"), (1, 3, "P")], []),
        ("B-P I-P O S-P", BIOES, [(3, 4, "P")], [1]),
        ("E-P B-P E-P", BIOES, [(1, 3, "P")], [0]),
        ("B-P B-P L-P", BILOU, [(1, 3, "P")], [0]),
    ],
)
def test_entities_with_a_broken_tag_are_left_out(
    tags: str, scheme: Scheme, unbroken: list[tuple[int, int, str]], broken: list[int]
) -> None:
    spans, n_left_out = unbroken_spans(tags.split(), scheme)
    assert spans == unbroken
    assert n_left_out == len(tags_to_spans(tags.split(), scheme).spans) - len(unbroken)
    assert broken_tags(tags.split(), scheme) == broken
