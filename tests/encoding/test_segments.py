"""Segments: nothing of a text is left unread, and nothing is read that isn't there."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onoma.encoding import Segment, SegmentLimits, segments
from onoma.encoding.segments import MAX_CHARACTERS, OVERLAP

SENTENCE = "The committee met again in the old town hall and talked about the bridge. "

# Few characters, so that line breaks, sentence ends and long words of many kinds occur often.
FRAGMENTS = ("word ", "Word ", "x" * 37, "。", "東京", ". ", "! ", "Mr. ", "U.S. ", '." ', "A", SENTENCE, SENTENCE * 9)
BREAKS = ("\n", "\r\n", "\u2028", "\v", " ", "\t", " " * 150, "e\u0301", "😀", "\u200b")
texts = st.lists(st.sampled_from(FRAGMENTS + BREAKS), max_size=40).map("".join) | st.text(max_size=200)


def _check(text: str, found: list[Segment]) -> None:
    for segment in found:
        assert 0 <= segment.start <= segment.core_start < segment.core_end <= segment.end <= len(text)
        assert segment.end - segment.start <= MAX_CHARACTERS
    cores = [index for segment in found for index in range(segment.core_start, segment.core_end)]
    assert cores == sorted(set(cores))
    left_out = set(range(len(text))) - set(cores)
    assert all(text[index].isspace() for index in left_out)


@given(texts)
@example("")
@example("\n")
@example("\r\n\r\n x")
@example("x" * 2000)
@example(" " * 2000)
@example("a" + "\u0301" * 1000)
def test_cores_share_out_every_visible_character_of_any_text(text: str) -> None:
    _check(text, list(segments(text)))


def test_windows_of_an_endless_sentence_overlap_and_split_at_spaces() -> None:
    text = "word " * 400
    windows = list(segments(text))
    _check(text, windows)
    assert len(windows) > 4
    for left, right in pairwise(windows):
        assert OVERLAP - 10 <= left.end - right.start <= 2 * OVERLAP
        assert right.start < left.core_end == right.core_start < left.end
        assert text[left.end - 1] == text[right.start - 1] == text[left.core_end - 1] == " "


def test_windows_give_every_core_some_context_on_both_sides() -> None:
    text = "x" * 5000
    windows = list(segments(text))
    assert all(window.core_start - window.start >= OVERLAP // 4 for window in windows[1:])
    assert all(window.end - window.core_end >= OVERLAP // 4 for window in windows[:-1])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\f"])
def test_lines_are_segments_of_their_own(end: str) -> None:
    text = f"Alan Turing{end}London{end}"
    assert [text[s.start : s.end].strip() for s in segments(text)] == ["Alan Turing", "London"]


def test_hard_wrapped_lines_are_read_together() -> None:
    text = (
        "The famous letter was sent on a rainy day by Alan Mathison\n"
        "Turing, who lived near London at that time.\n"
        "It said:\n"
    )
    assert [text[s.start : s.end] for s in segments(text)] == [text[: text.index("It said")], "It said:\n"]


def test_a_blank_line_ends_a_hard_wrapped_paragraph() -> None:
    line = "A long line without a stop at its end that goes on and on and on"
    assert len(list(segments(f"{line}\n\n{line}\n"))) == 2


def test_long_paragraphs_are_cut_after_sentences() -> None:
    text = SENTENCE * 20
    cut = list(segments(text))
    assert len(cut) > 2
    assert all(text[s.start : s.end].startswith("The") for s in cut)
    assert all(text[s.start : s.end].rstrip().endswith("bridge.") for s in cut)
    assert all((s.start, s.end) == (s.core_start, s.core_end) for s in cut)


@pytest.mark.parametrize(
    "name", ["Mr. Smith", "Dr. No", "J. K. Rowling", "the U.S. Senate", "Acme Inc. Berlin", "e.g. Rome"]
)
def test_abbreviations_do_not_end_a_sentence(name: str) -> None:
    assert _starts_after_first_stop_of(name) is False


@pytest.mark.parametrize(
    "end", ["by bus. Smith", "it ended! Smith", "is it? ‘Smith", 'he "came." Smith', "in 1990. 12"]
)
def test_other_words_do_end_a_sentence(end: str) -> None:
    assert _starts_after_first_stop_of(end) is True


def _starts_after_first_stop_of(words: str) -> bool:
    """Whether a long text is cut at the first space after a stop in `words`, its only chance to be."""
    stem = "the members of the old society walked with us and "
    text = f"{stem * 8}then {words} came {stem * 3}"
    stop = re.search(r"[.!?]\S*\s", words)
    assert stop is not None
    return any(segment.start == text.index(words) + stop.end() for segment in segments(text))


def test_long_text_is_cut_in_linear_time_whatever_it_is() -> None:
    for text in ("." * 200_000, ". " * 100_000, "\n" * 200_000, "a" * 200_000, '."' * 100_000, "A. " * 60_000):
        found = list(segments(text))
        assert sum(s.core_end - s.core_start for s in found) >= len(re.sub(r"\s", "", text))


LIMITS = [SegmentLimits(480, 1), SegmentLimits(480, 3), SegmentLimits(300, 2), SegmentLimits(240, 50)]


@given(texts, st.sampled_from(LIMITS))
@example("One line.\n" * 9, LIMITS[1])
@example(f"{SENTENCE * 30}\n" * 3, LIMITS[0])
def test_context_leaves_cores_as_they_are_and_is_read_as_far_as_the_room_allows(
    text: str, limits: SegmentLimits
) -> None:
    plain = list(segments(text, limits._replace(context=0)))
    found = list(segments(text, limits))
    assert [(s.core_start, s.core_end) for s in found] == [(s.core_start, s.core_end) for s in plain]
    room = 3 * limits.characters
    for index, (segment, bare) in enumerate(zip(found, plain, strict=True)):
        assert segment.start <= bare.start < bare.end <= segment.end
        assert segment.end - segment.start <= room
        # Neighbours are read whole or not at all, and the first that is left out had no room or was not asked for.
        before = [s for s in plain[:index] if s.core_start >= segment.start]
        after = [s for s in plain[index + 1 :] if s.core_end <= segment.end]
        assert segment.start in (bare.start, *(s.core_start for s in before))
        assert segment.end in (bare.end, *(s.core_end for s in after))
        assert max(len(before), len(after)) <= limits.context
        if len(before) < min(limits.context, index):
            assert segment.end - plain[index - len(before) - 1].core_start > room
        if len(after) < min(limits.context, len(plain) - index - 1):
            assert plain[index + len(after) + 1].core_end - segment.start > room


def test_context_is_so_many_lines_on_either_side() -> None:
    lines = [f"Line number {number}.\n" for number in range(7)]
    text = "".join(lines)
    read = [text[s.start : s.end] for s in segments(text, SegmentLimits(context=2))]
    assert read == ["".join(lines[max(index - 2, 0) : index + 3]) for index in range(7)]
