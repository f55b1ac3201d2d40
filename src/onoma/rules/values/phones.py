"""PHONE: telephone numbers of North America, of Britain and Germany at home, and of any country after a plus."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onoma.document import Value
from onoma.rules.values.web import Address

__all__ = ["PHONE", "phone_value", "phones"]

PHONE = "PHONE"

_SEP = r"[ .\u00a0\u2011-]"
_EXTENSION = r"(?:(?:,? ?|; ?)(?:extension|ext\.?|extn\.?|x\.?) ?:?#? ?[0-9]{1,6}(?![0-9]))?"
_EXT = re.compile(r"(?:extension|ext\.?|extn\.?|x\.?) ?:?#? ?([0-9]{1,6})\Z", re.IGNORECASE)
_BEFORE = r"(?<![0-9A-Za-z_$€£#=/.,-])"
_AFTER = r"(?![0-9A-Za-z_@%]|[-/.:,][0-9]| ?[0-9]{3})"
# A plus or 00 with a country; groups of digits with single signs between them, one group in parentheses.
_INTERNATIONAL = re.compile(
    rf"(?<![0-9A-Za-z_+])\(?(?:\+|00(?=[1-9]))[ ]?[1-9][0-9]{{0,3}}\)?(?:{_SEP}{{0,2}}/?\(?[0-9]{{1,5}}\)?){{1,8}}{_EXTENSION}(?![0-9A-Za-z_@%])",
    re.IGNORECASE,
)
# Ten digits in North American groups, with or without a 1.
_AMERICAN = re.compile(
    rf"{_BEFORE}(?:1{_SEP}? ?)?(?:\([2-9][0-9]{{2}}\){_SEP}?|[2-9][0-9]{{2}}(?P<sep>{_SEP}|/| - )){_SEP}?[2-9][0-9]{{2}}(?:{_SEP}| - )[0-9]{{4}}{_EXTENSION}{_AFTER}",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    rf"{_BEFORE}(?:\+?1{_SEP})?\(?(?:8(?:00|33|44|55|66|77|88)|900)\)?{_SEP}(?=[0-9-]*[A-Z])[0-9A-Z]{{2,8}}(?:-[0-9A-Z]{{1,7}}){{0,2}}(?![0-9A-Za-z])"
)
_SEVEN = re.compile(rf"{_BEFORE}[2-9][0-9]{{2}}-[0-9]{{4}}{_EXTENSION}{_AFTER}", re.IGNORECASE)
# A zero and an area code: Britain, Germany, France and others at home.
_NATIONAL = re.compile(
    rf"{_BEFORE}\(?0[0-9]{{1,5}}\)?(?:[ ./-]{{1,2}}[0-9]{{2,8}}){{1,5}}{_EXTENSION}{_AFTER}", re.IGNORECASE
)
_RUN = re.compile(rf"{_BEFORE}(?:\+?1?[2-9][0-9]{{9}}|0[1-9][0-9]{{8,10}}){_EXTENSION}{_AFTER}", re.IGNORECASE)
_INDIAN = re.compile(rf"{_BEFORE}[6-9][0-9]{{4}}[ -][0-9]{{5}}{_AFTER}")
_CUE = re.compile(
    r"(?:phone|phones|tel|telephone|telefon|fax|mobile|mob|cell|call|called|calling|text|texted|whatsapp|sms|dial|ring|hotline|helpline|landline|contact|number|reach|reached|line|ph|voicemail|pager|no|ext|handy|home|work|desk|office|at|on|or|and)\b\W{0,6}(?:us|me|him|her|them|number|no|is|was|at|on|to|the|my|new|old|out|back|one|office|line|desk|:|\(\w\)){0,4}\W{0,4}(?:at|on|is)?\W{0,3}\Z",
    re.IGNORECASE,
)
_STRONG_CUE = re.compile(
    r"(?:\bphone|\bphones|\btel|\btelephone|\bfax|\bmobile|\bmob|\bcell|\bcall(?:ed|ing|s)?|\btext(?:ed)?|\bwhatsapp|\bsms|\bdial|\bring|\bhotline|\bhelpline|\blandline|\bcontact|\breach(?:ed)?|\bph|\bvoicemail|\bpager|\bnumber|\bnumbers|☎|📞|\(m\)|\bm:|\bt:|\bp:|\bf:|\bh:|\bw:|\bc:|\bpg)\b",
    re.IGNORECASE,
)
_NO_PHONE = re.compile(
    r"\b(?:isbn|issn|iban|order|invoice|account|acct|tracking|serial|case|ref|reference|sku|po|ssn|policy|claim|card|confirmation|member|patient|mrn|npi|ein|vin|imei|pmid|doi|ticket|batch|lot|ndc|cas|id|passport|licen[cs]e|routing|part|model|item|upc|ean|loan|fein|tin|siren|vat)\b[^.;]{0,25}\Z",
    re.IGNORECASE,
)
_NEAR = 40
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_FEWEST, _MOST = 7, 15
_AMERICAN_DIGITS = 10


def phones(text: str) -> Iterator[Address]:
    """The telephone numbers of a text; those of several shapes may overlap."""
    for match in _INTERNATIONAL.finditer(text):
        if (number := _international(match)) is not None:
            yield number
    for pattern in (_AMERICAN, _LETTERED):
        for match in pattern.finditer(text):
            if not _names_else(text, match.start()) or match[0].startswith("("):
                yield _address(match)
    for match in _NATIONAL.finditer(text):
        digits = _digits(match[0])
        if 9 <= len(digits) <= 13 and not _date_like(match[0]) and not _names_else(text, match.start()):
            yield _address(match)
    for pattern in (_SEVEN, _RUN, _INDIAN):
        for match in pattern.finditer(text):
            if _STRONG_CUE.search(text, max(0, match.start() - _NEAR), match.start()) and not _names_else(
                text, match.start()
            ):
                yield _address(match)


def _address(match: re.Match[str]) -> Address:
    return Address(match.start(), match.end(), PHONE)


def _international(match: re.Match[str]) -> Address | None:
    start, end, written = match.start(), match.end(), match[0]
    if written.startswith("(") and written.count("(") > written.count(")"):
        start += 1
        written = written[1:]
    main = _EXT.sub("", written)
    if not _FEWEST <= len(_digits(main)) <= _MOST or written.count("(") != written.count(")"):
        return None
    return Address(start, end, PHONE)


def _date_like(written: str) -> bool:
    return re.fullmatch(r"[0-9]{2}[./-][0-9]{2}[./-](?:[0-9]{2}|[12][0-9]{3})", written) is not None


def _names_else(text: str, start: int) -> bool:
    """Whether an order, an account or the like is what is numbered."""
    before = text[max(0, start - _NEAR) : start]
    return _NO_PHONE.search(before) is not None and _STRONG_CUE.search(before) is None


def _digits(written: str) -> str:
    return "".join(char for char in written if char in "0123456789")


def phone_value(written: str) -> Value:
    """E.164 where the country is clear, else the digits alone; with the extension."""
    extension = _EXT.search(written)
    main = written[: extension.start()] if extension is not None else written
    plus = main.lstrip("( ").startswith("+")
    if plus or main.startswith("00"):
        main = main.replace("(0)", "")
    digits = _digits(main.upper().translate(_KEYPAD))
    if not plus and main.startswith("00"):
        plus, digits = True, digits[2:]
    after = f";ext={extension[1]}" if extension is not None else ""
    if plus:
        return f"+{digits}{after}"
    if (len(digits) == _AMERICAN_DIGITS and digits[0] in "23456789") or (len(digits) == 11 and digits[0] == "1"):
        return f"+1{digits[-10:]}{after}" if not _INDIAN.fullmatch(written) else digits
    return f"{digits}{after}"
