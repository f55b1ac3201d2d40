"""Tagging schemes as tables: how a row of tags such as `B-PER I-PER O` stands for entities.

Each scheme is a table of prefixes; a few short routines read it. The schemes are IO, IOB1 (Ramshaw
& Marcus 1995), IOB2 or BIO (Tjong Kim Sang & Veenstra 1999), BIOES and BILOU (Ratinov & Roth 2009).
Spans here count words, half-open; characters are `Document`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias, get_args

from onoma.errors import SchemeError

__all__ = [
    "BILOU",
    "BIOES",
    "IO",
    "IOB1",
    "IOB2",
    "REPAIRS",
    "SCHEMES",
    "Decoded",
    "Detection",
    "Repair",
    "Scheme",
    "TagSpan",
    "broken_tags",
    "convert",
    "detect",
    "relabelled_tag",
    "scheme_named",
    "spans_to_tags",
    "split_tag",
    "tag_set",
    "tags_to_spans",
    "transitions",
    "unbroken_spans",
]

OUTSIDE = "O"

Repair: TypeAlias = Literal["conlleval", "discard", "strict"]
"""What becomes of a tag that breaks its scheme: it begins an entity, or its entity is dropped, or it is refused."""

REPAIRS: tuple[Repair, ...] = get_args(Repair)


class TagSpan(NamedTuple):
    """Words `[start, end)` are one entity with this label."""

    start: int
    end: int
    label: str


class Decoded(NamedTuple):
    """What a row of tags stands for, and how many of its tags had to be repaired."""

    spans: list[TagSpan]
    n_repaired: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """One tagging scheme.

    `begin`, `inside`, `last` and `unit` are the prefixes of the first, a middle, the final and the
    only word of an entity. `begin_only_after_same` is IOB1's rule: an entity begins with `inside`,
    and with `begin` only directly after another entity of the same label.
    """

    name: str
    begin: str
    inside: str
    last: str
    unit: str
    begin_only_after_same: bool = False

    @property
    def prefixes(self) -> frozenset[str]:
        """The prefixes that may stand before a label."""
        return frozenset((self.begin, self.inside, self.last, self.unit))

    @property
    def marks_end(self) -> bool:
        """Whether the final word of an entity has a prefix of its own."""
        return self.last != self.inside

    def starts(self, before: str | None, prefix: str) -> bool:
        """Whether a word with `prefix` begins an entity, after a word of the same label with `before`.

        `before` is None when the word before is outside or of another label.
        """
        if before is None or prefix == self.unit != self.inside:
            return True
        if prefix == self.begin != self.inside:
            return True
        return self.marks_end and before in (self.last, self.unit)

    def spells(self, before: str | None, prefix: str) -> bool:
        """Whether `prefix` is how this scheme writes a word in that place (see `starts`)."""
        begins = self.starts(before, prefix)
        if self.begin_only_after_same:
            return prefix == self.inside or before is not None
        return prefix in ({self.begin, self.unit} if begins else {self.inside, self.last})


IO = Scheme("IO", "I", "I", "I", "I")
IOB1 = Scheme("IOB1", "B", "I", "I", "B", begin_only_after_same=True)
IOB2 = Scheme("IOB2", "B", "I", "I", "B")
BIOES = Scheme("BIOES", "B", "I", "E", "S")
BILOU = Scheme("BILOU", "B", "I", "L", "U")
SCHEMES: tuple[Scheme, ...] = (IOB2, IOB1, IO, BIOES, BILOU)

_ALIASES = {"BIO": "IOB2", "IOB": "IOB1", "IOBES": "BIOES", "BILUO": "BILOU", "BIOLU": "BILOU"}


def scheme_named(name: str) -> Scheme:
    """The scheme of that name; BIO, IOB, IOBES and BILUO are understood too.

    Raises `SchemeError` when there is none.
    """
    wanted = _ALIASES.get(name.upper(), name.upper())
    for scheme in SCHEMES:
        if scheme.name == wanted:
            return scheme
    known = ", ".join(scheme.name for scheme in SCHEMES)
    raise SchemeError(f"no tagging scheme is called {name!r}; choose one of {known}")


def split_tag(tag: str) -> tuple[str, str]:
    """`("B", "PER")` of `B-PER` (or `B_PER`), `("O", "")` of `O`.

    Raises `SchemeError` when the tag is neither outside nor a one-letter prefix with a label.
    """
    if tag == OUTSIDE:
        return OUTSIDE, ""
    if len(tag) > 2 and tag[1] in "-_" and tag[0] in "BIESLU":
        return tag[0], tag[2:]
    raise SchemeError(f"{tag!r} is not a tag; expected 'O', or B-, I-, E-, S-, L- or U- with a label")


def relabelled_tag(tag: str, labels: Mapping[str, str]) -> str:
    """The tag with the name that `labels` gives for its label, or its own where that has none."""
    prefix, label = split_tag(tag)
    return f"{prefix}-{labels.get(label, label)}" if label else tag


def tags_to_spans(tags: Sequence[str], scheme: Scheme) -> Decoded:
    """The entities that `tags` stand for, reading broken tags as conlleval does.

    A tag that cannot follow the one before begins a new entity (conlleval's rule), and is counted as
    repaired; so is an entity that ends without the scheme's end mark.
    """
    spans, broken = _read(tags, scheme)
    return Decoded(spans, len(broken))


def unbroken_spans(tags: Sequence[str], scheme: Scheme) -> tuple[list[TagSpan], int]:
    """The entities none of whose tags breaks the scheme, and how many others there are.

    For IOB2, BIOES and BILOU these are the entities of seqeval's strict mode.
    """
    spans, broken = _read(tags, scheme)
    whole = [span for span in spans if not any(position in broken for position in range(span.start, span.end))]
    return whole, len(spans) - len(whole)


def broken_tags(tags: Sequence[str], scheme: Scheme) -> list[int]:
    """Positions of the tags that the scheme does not allow where they stand, in order."""
    return sorted(_read(tags, scheme)[1])


def _read(tags: Sequence[str], scheme: Scheme) -> tuple[list[TagSpan], set[int]]:
    """The entities as conlleval reads them, and the positions of tags that break the scheme."""
    spans: list[TagSpan] = []
    broken: set[int] = set()  # so a tag that is wrong in two ways counts once
    start, open_label, before = 0, "", ""
    for position, tag in enumerate([*tags, OUTSIDE]):
        prefix, label = split_tag(tag)
        if prefix != OUTSIDE and prefix not in scheme.prefixes:
            raise SchemeError(f"tag {tag!r} does not occur in {scheme.name}; detect the scheme, or name it")
        same = before if label and label == open_label else None
        begins = bool(label) and scheme.starts(same, prefix)
        if open_label and (begins or not label):
            spans.append(TagSpan(start, position, open_label))
            if scheme.marks_end and before not in (scheme.last, scheme.unit):
                broken.add(position - 1)
        if begins:
            start = position
        if label and not scheme.spells(same, prefix):
            broken.add(position)
        open_label, before = label, prefix
    return spans, broken


def spans_to_tags(n_words: int, spans: Iterable[TagSpan], scheme: Scheme) -> list[str]:
    """A row of `n_words` tags for entities that don't overlap.

    Raises `SchemeError` for overlapping entities, or for one outside the row: a tag row cannot hold
    them. IO joins adjacent entities of one label; nothing here can prevent it.
    """
    tags = [OUTSIDE] * n_words
    previous: TagSpan | None = None
    for span in sorted(spans):
        if not 0 <= span.start < span.end <= n_words:
            raise SchemeError(f"{span} lies outside the {n_words} words of its row")
        if previous is not None and span.start < previous.end:
            raise SchemeError(f"{span} overlaps {previous}; a row of tags holds one entity per word")
        prefixes = _spell(span, previous, scheme)
        tags[span.start : span.end] = [f"{prefix}-{span.label}" for prefix in prefixes]
        previous = span
    return tags


def _spell(span: TagSpan, previous: TagSpan | None, scheme: Scheme) -> list[str]:
    length = span.end - span.start
    prefixes = [scheme.begin, *[scheme.inside] * (length - 2), scheme.last] if length > 1 else [scheme.unit]
    if scheme.begin_only_after_same:
        touches = previous is not None and previous.end == span.start and previous.label == span.label
        prefixes[0] = scheme.begin if touches else scheme.inside
    return prefixes


def convert(tags: Sequence[str], source: Scheme, target: Scheme) -> tuple[list[str], int]:
    """`(tags in target, number of tags that were repaired while reading)`."""
    spans, n_repaired = tags_to_spans(tags, source)
    return spans_to_tags(len(tags), spans, target), n_repaired


class Detection(NamedTuple):
    """The scheme that rows of tags are written in, and how many tags break its rules."""

    scheme: Scheme
    n_broken: int
    n_tags: int


def detect(rows: Iterable[Sequence[str]]) -> Detection:
    """The scheme whose rules the rows break least; ties go to the more common one.

    Rows without any entity read as IOB2. IO is preferred only when no tag begins with B-, since the
    two can't be told apart otherwise.
    """
    rows = [row for row in rows if row]
    used = {split_tag(tag)[0] for row in rows for tag in row} - {OUTSIDE}
    fitting = [scheme for scheme in SCHEMES if used <= scheme.prefixes]
    if not fitting:
        raise SchemeError(f"prefixes {', '.join(sorted(used))} belong to no one scheme; the corpus mixes several")
    candidates = [scheme for scheme in fitting if scheme is not IO or used == {"I"}]
    if used == {"I"}:
        candidates = [IO]
    counts = [(sum(tags_to_spans(row, scheme).n_repaired for row in rows), scheme) for scheme in candidates]
    n_broken, scheme = min(counts, key=lambda pair: pair[0])
    return Detection(scheme, n_broken, sum(map(len, rows)))


def tag_set(labels: Iterable[str], scheme: Scheme) -> tuple[str, ...]:
    """Every tag of a scheme for these labels: `O` first, then label by label."""
    prefixes = list(dict.fromkeys((scheme.begin, scheme.inside, scheme.last, scheme.unit)))
    return (OUTSIDE, *(f"{prefix}-{label}" for label in labels for prefix in prefixes))


def transitions(tags: Sequence[str], scheme: Scheme) -> tuple[list[list[bool]], list[bool], list[bool]]:
    """Which tag may follow which, which may come first, and which last, without any repair.

    `(n_tags, n_tags)` as `allowed[before][after]`, then `(n_tags,)` and `(n_tags,)`.
    """

    def fits(row: list[str]) -> bool:
        return tags_to_spans(row, scheme).n_repaired == 0

    def complete(tag: str) -> list[str]:
        prefix, label = split_tag(tag)
        unfinished = scheme.marks_end and prefix in (scheme.begin, scheme.inside)
        return [f"{scheme.last}-{label}"] if unfinished else []

    def opening(tag: str) -> list[str]:
        prefix, label = split_tag(tag)
        continues = prefix in (scheme.inside, scheme.last) and prefix not in (scheme.begin, scheme.unit)
        if scheme.begin_only_after_same:
            return [f"{scheme.inside}-{label}"] if prefix == scheme.begin else []
        return [f"{scheme.begin}-{label}"] if continues else []

    allowed = [[fits([*opening(before), before, after, *complete(after)]) for after in tags] for before in tags]
    first = [fits([tag, *complete(tag)]) for tag in tags]
    last = [fits([*opening(tag), tag]) for tag in tags]
    return allowed, first, last
