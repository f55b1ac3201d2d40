"""Which scheme the tags of a file are in; and, for a thorough reading, the plain tag of each that fits none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onoma.corpus.records import Tally
from onoma.corpus.tagged_sentences import TaggedSentence
from onoma.errors import CorpusError, SchemeError
from onoma.schemes import IOB2, OUTSIDE, Scheme, detect, scheme_named, split_tag, tags_to_spans

__all__ = ["MULTI_LABEL", "first_broken", "scheme_of"]

MULTI_LABEL = re.compile(r",(?=O(?:,|$)|[BIESLU][-_].)")
"""The comma of a tag that stands for several, such as `B-person,B-group`."""

_AS_IOB2 = {"E": "I", "L": "I", "S": "B", "U": "B"}
_FAMILIES = (frozenset("ES"), frozenset("LU"))
"""The end marks of BIOES and of BILOU; no scheme has both."""


def scheme_of(sentences: Sequence[TaggedSentence], path: object, tally: Tally, name: str | None = None) -> Scheme:
    """The scheme called `name`, or else the one that the tags fit best.

    Raises `CorpusError` at the first line whose tag is none, holds several, or is not of the scheme. A
    thorough tally notes each, and the sentences then hold tags that are plain.
    """
    if tally.thorough:
        _make_plain(sentences, path, tally)
        return _plain_scheme(sentences, path, tally, name)
    first_lines = _check_tags(sentences, path)
    try:
        scheme = scheme_named(name) if name else _detected(sentences)
    except SchemeError as error:
        raise CorpusError(path, None, str(error)) from error
    for tag, line in first_lines.items():
        if split_tag(tag)[0] not in scheme.prefixes | {OUTSIDE}:
            raise CorpusError(path, line, f"tag {tag!r} does not occur in {scheme.name}", hint="name another scheme")
    return scheme


def _detected(sentences: Sequence[TaggedSentence]) -> Scheme:
    return detect(_shorten(sentence.tags) for sentence in sentences).scheme


def _shorten(tags: Sequence[str]) -> list[str]:
    """The row with runs of `O` cut to one: it breaks the same rules, and is sooner checked."""
    return [tag for before, tag in zip(("", *tags), tags, strict=False) if tag != OUTSIDE or before != OUTSIDE]


def _check_tags(sentences: Sequence[TaggedSentence], path: object) -> dict[str, int]:
    """The first line of each distinct tag."""
    first_lines: dict[str, int] = {}
    for sentence in sentences:
        for tag, line in zip(sentence.tags, sentence.lines, strict=True):
            if tag not in first_lines:
                first_lines[tag] = line
                _check_tag(tag, path, line)
    return first_lines


def _check_tag(tag: str, path: object, line: int) -> None:
    if MULTI_LABEL.search(tag):
        hint = "keep one label per word, or store the corpus as jsonl or brat"
        raise CorpusError(path, line, f"tag {tag!r} gives one word several labels", hint=hint)
    try:
        split_tag(tag)
    except SchemeError as error:
        raise CorpusError(path, line, str(error), hint="name the tag column if it is another one") from error


def _make_plain(sentences: Sequence[TaggedSentence], path: object, tally: Tally) -> None:
    """Put the first of several tags, or outside for what is none, and note where."""
    for sentence in sentences:
        for index, tag in enumerate(sentence.tags):
            plain, what = _plain(tag)
            if what:
                sentence.tags[index] = plain
                tally.add(what, f"{path}:{sentence.lines[index]}", detail=f"{sentence.words[index]!r} has {tag!r}")


def _plain(tag: str) -> tuple[str, str]:
    """A tag that can be read, and what was wrong with this one."""
    first = MULTI_LABEL.split(tag)[0]
    what = "tag that gives one word several labels, read as the first" if first != tag else ""
    try:
        split_tag(first)
    except SchemeError:
        return OUTSIDE, "tag that is none, read as outside"
    return first, what


def _plain_scheme(sentences: Sequence[TaggedSentence], path: object, tally: Tally, name: str | None) -> Scheme:
    """The scheme; where tags of several are mixed, all become IOB2 and the rarer ones are noted."""
    used = {split_tag(tag)[0] for sentence in sentences for tag in sentence.tags} - {OUTSIDE}
    try:
        scheme = scheme_named(name) if name else _detected(sentences)
    except SchemeError:
        scheme = None
    if scheme is not None and used <= scheme.prefixes:
        return scheme
    strange = used - IOB2.prefixes if name else _rarer_family(sentences)
    for sentence in sentences:
        for index, tag in enumerate(sentence.tags):
            if tag == OUTSIDE:
                continue
            prefix, label = split_tag(tag)
            sentence.tags[index] = f"{_AS_IOB2.get(prefix, prefix)}-{label}"
            if prefix in strange:
                tally.add("tag of another scheme, read as IOB2", f"{path}:{sentence.lines[index]}", detail=repr(tag))
    return IOB2


def _rarer_family(sentences: Sequence[TaggedSentence]) -> frozenset[str]:
    prefixes = [tag[0] for sentence in sentences for tag in sentence.tags]
    return min(_FAMILIES, key=lambda family: sum(prefix in family for prefix in prefixes))


def first_broken(tags: Sequence[str], scheme: Scheme) -> int:
    """The index of the first tag that breaks the scheme's rules in a row where one does."""
    for index in range(len(tags)):
        prefix, label = split_tag(tags[index])
        open_ended = scheme.marks_end and prefix in (scheme.begin, scheme.inside)
        if tags_to_spans([*tags[: index + 1], *([f"{scheme.last}-{label}"] if open_ended else [])], scheme).n_repaired:
            return index
    return len(tags) - 1
