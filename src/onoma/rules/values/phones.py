"""PHONE: telephone numbers of North America, of Britain and Germany at home, and of any country behind a plus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onoma.document import Value
from onoma.rules.values.digit_runs import DigitRun
from onoma.rules.values.web import Address

__all__ = ["PHONE", "phone_value", "phones"]

PHONE = "PHONE"

_SIGN = r"[ .\u00a0\u2010-\u2013-]"
_EXTENSION = r"(?:(?:,? ?|; ?)(?:extension|ext\.?|extn\.?|x\.?) ?:?#? ?[0-9]{1,6}(?![0-9]))?"
_EXTENSION_AT_END = re.compile(r"(?:extension|ext\.?|extn\.?|x\.?) ?:?#? ?([0-9]{1,6})\Z", re.IGNORECASE)
_BEFORE = r"(?<![0-9A-Za-z_$€£#=/.,-])"
_AFTER = r"(?![0-9A-Za-z_@%]|[-/.:,][0-9]| ?[0-9]{3})"


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# A plus or 00 with a country; groups of digits with single signs between them, one group in parentheses.
_INTERNATIONAL = _shape(
    r"(?<![0-9A-Za-z_+])\(?(?:\+|00(?=[1-9]))[ ]?[1-9][0-9]{0,3}\)?"
    rf"(?:{_SIGN}{{0,2}}/?\(?[0-9]{{1,5}}\)?){{1,8}}{_EXTENSION}(?![0-9A-Za-z_@%])"
)
# Ten digits in North American groups, with or without a 1; where no mere spaces part them, also those of examples,
# which no exchange has: (555) 123-4567.
_AMERICAN = _shape(
    rf"{_BEFORE}(?:1{_SIGN}? ?)?(?:"
    rf"(?:\([2-9][0-9]{{2}}\){_SIGN}?|[2-9][0-9]{{2}}(?:{_SIGN}|/| - )){_SIGN}?[2-9][0-9]{{2}}(?:{_SIGN}| - )[0-9]{{4}}"
    rf"|\([1-9][0-9]{{2}}\) ?[0-9]{{3}}[ .\u2010-\u2013-][0-9]{{4}}|[1-9][0-9]{{2}}([.-])[0-9]{{3}}\1[0-9]{{4}}"
    rf"){_EXTENSION}{_AFTER}"
)
_IN_AMERICAN_GROUPS = re.compile(r"\(?[1-9][0-9]{2}(?:\) ?|[.-])[0-9]{3}[ .-][0-9]{4}")
# A zero and an area code: Britain, Germany, France and others at home.
_NATIONAL = _shape(
    rf"{_BEFORE}\(?0[0-9]{{1,5}}\)?(?:[ ./\u2010-\u2013-]{{1,2}}[0-9]{{2,8}}){{1,5}}{_EXTENSION}{_AFTER}"
)
# Shapes that other numbers have too: they need a word for telephones before them.
_CUED = tuple(
    _shape(f"{_BEFORE}{digits}{_EXTENSION}{_AFTER}")
    for digits in (
        r"[2-9][0-9]{2}[-. ][0-9]{4}",
        r"(?:\+?1?[2-9][0-9]{9}|0[1-9][0-9]{8,10})",
        r"[6-9][0-9]{4}[ -][0-9]{5}",
    )
)
_LETTERED = re.compile(
    r"(?<![0-9A-Za-z_$#=/.,-])(?:\+?1[ .-])?\(?(?:8(?:00|33|44|55|66|77|88)|900)\)?[ .-](?=[0-9-]*[A-Z])"
    r"[0-9A-Z]{2,8}(?:-[0-9A-Z]{1,7}){0,2}(?![0-9A-Za-z])"
)
_INDIAN = re.compile(r"[6-9][0-9]{4}[ -][0-9]{5}")
_DATE = re.compile(
    r"[0-9]{2}([./-])[0-9]{2}\1(?:[0-9]{2}|[12][0-9]{3})"
    r"|[01][0-9]/[12][0-9]{3}[ \u2010-\u2013-]{1,3}[01][0-9]/[12][0-9]{3}"
)
_CUE = re.compile(
    r"(?:\b(?:phones?|tel|telephone|telefon|fax|mobile|mob|cell|call(?:ed|ing|s)?|text(?:ed)?|whatsapp|sms|dial|ring|hotline|"
    r"helpline|landline|contact|reach(?:ed)?|ph|voicemail|pager|pg|numbers?|[mtpfhwc]:)|☎|📞|\([mhwo]\))",
    re.IGNORECASE,
)
_NO_PHONE = re.compile(
    r"\b(?:isbn|issn|iban|order|invoice|account|acct|tracking|serial|case|ref|reference|sku|po|ssn|policy|claim|card|"
    r"confirmation|member|patient|mrn|npi|ein|vin|imei|pmid|doi|ticket|batch|lot|ndc|cas|id|passport|licen[cs]e|routing|part|"
    r"model|item|upc|ean|loan|fein|tin|siren|vat)\b[^.;]{0,25}\Z",
    re.IGNORECASE,
)
_NEAR = 40
_BEFORE_RUN, _BEHIND_RUN = 4, 24
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_FEWEST, _MOST = 7, 15
_FEWEST_AT_HOME, _MOST_AT_HOME = 9, 13
_AMERICAN_DIGITS = 10
_AREA_CODES_BEGIN = frozenset("23456789")


def phones(text: str, runs: Sequence[DigitRun]) -> Iterator[Address]:
    """The telephone numbers of a text, given its runs of digits; those of several shapes may overlap."""
    for run in runs:
        place = max(0, run.start - _BEFORE_RUN), run.end + _BEHIND_RUN
        yield from _international(text, place)
        for match in _AMERICAN.finditer(text, *place):
            if match[0].startswith("(") or not _names_else(text, match.start()):
                yield _address(match)
        for match in _NATIONAL.finditer(text, *place):
            n_digits = len(_digits(match[0]))
            at_home = _FEWEST_AT_HOME <= n_digits <= _MOST_AT_HOME and _DATE.fullmatch(match[0]) is None
            if at_home and not _names_else(text, match.start()):
                yield _address(match)
        for shape in _CUED:
            for match in shape.finditer(text, *place):
                if _cued(text, match.start()) and not _names_else(text, match.start()):
                    yield _address(match)
    if "-" in text:
        yield from map(_address, _LETTERED.finditer(text))


def _address(match: re.Match[str]) -> Address:
    return Address(match.start(), match.end(), PHONE)


def _international(text: str, place: tuple[int, int]) -> Iterator[Address]:
    for match in _INTERNATIONAL.finditer(text, *place):
        start, written = match.start(), match[0]
        if written.startswith("(") and written.count("(") > written.count(")"):
            start, written = start + 1, written[1:]
        main = _EXTENSION_AT_END.sub("", written)
        balanced = written.count("(") == written.count(")")
        if balanced and _FEWEST <= len(_digits(main)) <= _MOST and not (written[0] == "0" and _names_else(text, start)):
            yield Address(start, match.end(), PHONE)


def _cued(text: str, start: int) -> bool:
    """Whether a word for telephones stands before a number."""
    return _CUE.search(text, max(0, start - _NEAR), start) is not None


def _names_else(text: str, start: int) -> bool:
    """Whether an order, an account or the like is what is numbered."""
    return _NO_PHONE.search(text[max(0, start - _NEAR) : start]) is not None and not _cued(text, start)


def _digits(written: str) -> str:
    return "".join(char for char in written if char in "0123456789")


def phone_value(written: str) -> Value:
    """E.164 where the country is clear, else the digits alone; with the extension."""
    extension = _EXTENSION_AT_END.search(written)
    main = written[: extension.start()] if extension is not None else written
    after = f";ext={extension[1]}" if extension is not None else ""
    abroad = main.lstrip("( ").startswith("+") or main.startswith("00")
    if abroad:
        main = main.replace("(0)", "")
    digits = _digits(main.upper().translate(_KEYPAD))
    if abroad:
        return f"+{digits.removeprefix('00')}{after}"
    grouped = digits[:1] in _AREA_CODES_BEGIN or _IN_AMERICAN_GROUPS.fullmatch(main.strip()) is not None
    american = len(digits) == _AMERICAN_DIGITS and grouped and not _INDIAN.fullmatch(written)
    if american or (len(digits) == _AMERICAN_DIGITS + 1 and digits[0] == "1"):
        return f"+1{digits[-_AMERICAN_DIGITS:]}{after}"
    return f"{digits}{after}"
