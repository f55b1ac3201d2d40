"""Rows side by side: none lost, none moved, and no more of them than a network reads well."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models

from onoma.bundle import BILSTM, TRANSFORMER
from onoma.encoding import WordEncoder
from onoma.runtime.batching import Batching, batching_of


def _sizes(batches: Sequence[Sequence[list[int]]]) -> list[list[int]]:
    return [[len(row) for row in batch] for batch in batches]


@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=40), max_size=60))
def test_batches_hold_all_rows_in_order_and_none_too_many(rows: list[list[int]]) -> None:
    batches = list(Batching(len, most=30).batches(rows))
    assert [row for batch in batches for row in batch] == rows
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(map(len, batch)) <= 30


def test_a_batch_is_as_full_as_it_may_be() -> None:
    rows = [[0] * size for size in (2, 2, 3, 3, 5, 9, 20)]
    assert _sizes(list(Batching(len, most=10).batches(rows))) == [[2, 2, 3], [3, 5], [9], [20]]
    assert _sizes(list(Batching(len).batches([[0]] * 40))) == [[1] * 16, [1] * 16, [1] * 8]


def test_rows_are_as_long_as_what_the_network_reads() -> None:
    encoder = WordEncoder(Tokenizer(models.WordPiece({"[UNK]": 0, "a": 1, "##a": 2}, unk_token="[UNK]")))
    rows = encoder.rows("aaa a aa")
    assert batching_of(BILSTM, encoder).size_of(rows) == 3
    assert batching_of(TRANSFORMER, encoder).size_of(rows) == 6
