"""`Finding`, and the table of what the doctor knows to find: how it is called, how bad it is, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal, TypeAlias

from onoma.document import Value

__all__ = ["KINDS", "Finding", "Kind", "Level"]

Level: TypeAlias = Literal["fault", "suspicion", "notice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: its kind (a key of `KINDS`), its `file:line`, and one line that says what.

    `evidence` holds the same in parts, for programs.
    """

    kind: str
    place: str
    what: str
    evidence: Mapping[str, Value] = field(default_factory=dict)

    def to_json(self) -> dict[str, Value]:
        """The finding as JSON has it, the place also as file and line."""
        file, _, line = self.place.rpartition(":")
        number = int(line) if file and line.isdecimal() else None
        known = {"kind": self.kind, "place": self.place, "file": file if number else self.place, "line": number}
        return {**known, "what": self.what, **({"evidence": dict(self.evidence)} if self.evidence else {})}


@dataclass(frozen=True, slots=True)
class Kind:
    """What findings of one kind are called and what to do about them.

    A fault is wrong whatever was meant. A suspicion is for a reader to judge. A notice is worth knowing, and
    may be as it should be. `mended` says that `--fix` puts it right.
    """

    title: str
    advice: str
    level: Level = "fault"
    mended: bool = False


_FAULTS = {
    "unreadable": Kind("what cannot be read", "mend the lines; they were left out of everything below"),
    "several-labels": Kind(
        "words with several labels in one tag", "keep one label per word, or store the corpus as jsonl"
    ),
    "no-tag": Kind("tags that are none", "name the right tag column, or mend the tags; they were read as outside"),
    "mixed-schemes": Kind("tags of another scheme than the rest", "convert all parts to one scheme", mended=True),
    "broken-tag": Kind("tags that break their scheme", "they were read as conlleval reads them", mended=True),
    "text-mismatch": Kind("annotations whose text does not stand at their offsets", "annotate these again"),
    "shifted": Kind("offsets that miss the text they state", "it stands near by, once", mended=True),
    "inclusive-end": Kind("end offsets that count the last character in", "ends are half-open: add 1", mended=True),
    "label-spelling": Kind("labels spelt in two ways", "rename one, in each corpus"),
    "edge-space": Kind("entities that begin or end with white space", "trim them", mended=True),
    "off-word": Kind("entities that begin or end inside a word", "move them, or see that your tokenizer splits there"),
    "repeated-entity": Kind("entities annotated twice", "keep one", mended=True),
    "rival-labels": Kind("spans with two labels", "choose one, or train on labels that may nest"),
    "overlapping": Kind("entities that cross one another", "choose one; no tagging scheme holds both"),
    "cut-mark": Kind(
        "marks annotated apart from the word they belong to",
        "join the two, as in @ and a name: they count twice, and one of them is easy",
    ),
    "mark-alone": Kind("entities without a letter or digit", "were they meant for the word beside?"),
    "mojibake": Kind("text decoded with the wrong encoding", "read the source again with the right encoding"),
    "replacement": Kind("characters that were lost (U+FFFD, half surrogates)", "take the text again from its source"),
    "control": Kind("control characters", "remove them at the source; a fix would move offsets"),
    "not-utf8": Kind("files that are not UTF-8", "say which encoding it is wherever it is read, or convert it"),
    "bom": Kind("files that begin with a byte order mark", "save without it: some tools read it as a word"),
    "contradiction": Kind("the same text, annotated differently", "decide which is right; both cannot be learnt"),
    "duplicate": Kind("documents that stand twice in one corpus", "keep one before you split", mended=True),
    "leaked": Kind("documents that an earlier corpus has too", "remove them from one: scores on them mean nothing"),
    "repeated-id": Kind("ids given twice", "give each document its own"),
}
_SUSPICIONS = {
    "label-error": Kind("likely label errors", "read them, the most suspicious come first", "suspicion"),
}
_NOTICES = {
    "surface-labels": Kind("surface forms with several labels", "right for some, slips for others: see the rare"),
    "touching": Kind("entities that touch one of their own label", "are they one, cut in two?"),
    "unknown-label": Kind("labels that the first corpus does not have", "a model trained on it never gives them"),
    "recurring": Kind("short texts without entities that recur", "headings and numbers, mostly harmless", mended=True),
    "nested": Kind("entities inside others", "most recognizers learn only the outer ones"),
    "too-long": Kind("entities beyond a maximum length", "read longer inputs in windows, never cut them"),
    "never-touching": Kind(
        "entities of one label never touch", "neighbours were probably merged, as schemes without B- do"
    ),
    "unnormalised": Kind("text that is not in Unicode's composed form (NFC)", "compare it with other text with care"),
    "invisible": Kind("invisible characters", "they make equal words differ"),
    "odd-space": Kind("spaces other than the plain one", "tools disagree on whether they part words"),
    "html": Kind("HTML entities in the text", "decode them before annotating"),
    "blank-lines": Kind(
        "separator lines that hold white space", "tools that look for empty lines join the sentences", mended=True
    ),
    "cut": Kind("files cut at a spreadsheet's last row", "take the corpus from its source, the end is missing"),
    "missing-value": Kind("words that spreadsheets and pandas read as missing", "pandas: keep_default_na=False"),
    "no-boundaries": Kind("sentences whose documents are not marked", "a random split puts one document on both sides"),
    "left-out": Kind("what reading left out", "nothing to do, unless you need it"),
}
KINDS: Mapping[str, Kind] = MappingProxyType(
    {**_FAULTS, **_SUSPICIONS, **{name: replace(kind, level="notice") for name, kind in _NOTICES.items()}}
)
"""Every kind, in the order of a report: faults first."""
