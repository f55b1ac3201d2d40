r"""What placeholders look like, and which of the things that translators make of them are known again.

A style is a row of `STYLES`. Its `exact` finds placeholders as they were written. `near` finds those that were
re-cased, spaced, escaped or put into other brackets and digits: no text that was masked holds any, for masking
replaces those too. `loose` finds what is left of a damaged one; it is asked only for placeholders that are missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from onoma.masking.labels import word

__all__ = ["STYLES", "Style"]

# What is put between the parts: blanks, marks of direction, dashes, Markdown's backslash.
_GAP = r"[\s\\\u200b-\u200f\u2060-\u2069\ufeff]{0,4}"
_JOINT = r"[\s\\\u200b-\u200f\u2060-\u2069\ufeff_＿\-‐-―:.#/|]{0,6}"
_NUMBER = r"(?P<n>\d{1,9})"
# A label may come back as two or three words of another language.
_WORD = r"(?P<word>[^\W\d_](?:[^\W\d_]|[ ](?=[^\W\d_])){0,40})"
_AFTER = r"(?P<after>[^\W\d_](?:[^\W\d_]|[ ](?=[^\W\d_])){0,40})"
_OPEN, _CLOSE = r"[\[［【〔〖⟦〚{｛]", r"[\]］】〕〗⟧〛}｝]"
_ANY_OPEN, _ANY_CLOSE = r"[\[［【〔〖⟦〚{｛(（<＜《〈«‹「『]", r"[\]］】〕〗⟧〛}｝)）>＞》〉»›」』]"


@dataclass(frozen=True, slots=True)
class Style:
    """One way to write placeholders. The group `n` is the number; `word` or `after`, where there is one, the label.

    With `is_markup` the rest of the text is escaped as in XML.
    """

    name: str
    template: str
    exact: re.Pattern[str]
    near: re.Pattern[str]
    loose: tuple[re.Pattern[str], ...]
    is_markup: bool = False

    def written(self, label: str, number: int) -> str:
        """The placeholder of that number."""
        return self.template.format(word=word(label), n=number)


_LABELLED = Style(
    name="label",
    template="[{word}_{n}]",
    exact=re.compile(r"\[(?P<word>[A-Z]+)_(?P<n>[1-9][0-9]{0,8})\]"),
    near=re.compile(rf"{_OPEN}{_GAP}{_WORD}{_JOINT}{_NUMBER}{_GAP}{_CLOSE}"),
    loose=(
        re.compile(rf"{_ANY_OPEN}{_GAP}{_WORD}{_JOINT}{_NUMBER}{_GAP}{_ANY_CLOSE}"),
        re.compile(rf"{_ANY_OPEN}{_GAP}{_NUMBER}{_JOINT}{_AFTER}{_GAP}{_ANY_CLOSE}"),
        re.compile(rf"{_OPEN}{_GAP}{_NUMBER}{_GAP}{_CLOSE}"),
        re.compile(rf"(?<![^\W_]){_ANY_OPEN}?(?P<only>[^\W\d_]{{1,40}}){_JOINT}{_NUMBER}(?!\d){_ANY_CLOSE}?"),
    ),
)
_NUMBERED = Style(
    name="number",
    template="⟦{n}⟧",
    exact=re.compile(r"⟦(?P<n>[1-9][0-9]{0,8})⟧"),
    near=re.compile(rf"[⟦〚【]{_GAP}{_NUMBER}{_GAP}[⟧〛】]"),
    loose=(re.compile(rf"{_ANY_OPEN}{{1,2}}{_GAP}{_NUMBER}{_GAP}{_ANY_CLOSE}{{1,2}}"),),
)
_TAGGED = Style(
    name="tag",
    template='<x id="{n}"/>',
    exact=re.compile(r'<x id="(?P<n>[1-9][0-9]{0,8})"/>'),
    near=re.compile(
        rf"<{_GAP}x{_GAP}id{_GAP}={_GAP}[\"'“”„«»]?{_GAP}{_NUMBER}{_GAP}[\"'“”«»]?{_GAP}/?{_GAP}>"
        rf"(?:{_GAP}<{_GAP}/{_GAP}x{_GAP}>)?",
        re.IGNORECASE,
    ),
    loose=(re.compile(rf"(?:<|&lt;)[^<>&]{{0,12}}{_NUMBER}[^<>&]{{0,12}}(?:>|&gt;)"),),
    is_markup=True,
)

STYLES: Mapping[str, Style] = {style.name: style for style in (_LABELLED, _NUMBERED, _TAGGED)}
"""Every style by its name."""
