"""Words directly before a number or a code that say it names something else: a room, an order, a version."""

from __future__ import annotations

__all__ = ["names_another_thing", "word_before"]

_OTHERS_WRITTEN = """
    version ver v release build firmware revision rev patch update room rm suite ste apt apartment unit floor bed
    bay ward gate seat row aisle shelf bin locker desk platform terminal track flight train bus route highway hwy
    road exit junction model series part item sku serial s/n p/n sn pn lot batch asset order invoice receipt po
    account acct a/c ticket case claim policy member customer client tracking shipment confirmation booking
    reservation reference ref permit license licence plate patent isbn issn doi pmid pmcid nct grant phone telephone
    tel mobile cell fax call called calling dial text ext extension pager zip zipcode postcode postal box section
    sec § figure fig figs table chapter appendix annex exhibit page pp slide line paragraph clause article grid
    column zone sheet drawing plot vitamin vitamins grade size visa form mrn patient subject ssn ein npi dea pin
    promo coupon voucher door error password score ratio channel galaxy iphone bolt screw copay charge charges fee
    fees total amount paid cost costs price usd eur balance un badge employee ansi asme iso iec din csa astm nfpa
    catalog catalogue opening stop lens haplogroup haplogroups locomotive engine asteroid minor galaxy ngc cabin
    rack slot dock warehouse station spot
"""
_OTHERS = frozenset(_OTHERS_WRITTEN.split())
_JOINING = frozenset(("no", "nos", "number", "numbers", "num", "nr", "id", "ids", "code", "is", "was", "word", "#"))
_REACH = 40


def word_before(text: str, start: int) -> str:
    """The word that ends directly before `start`, in lower case; "" where punctuation is between."""
    words = _words_before(text, start)
    return words[-1] if words else ""


def names_another_thing(text: str, start: int) -> bool:
    """Whether what begins at `start` is called a room, an order number, a sum of money."""
    words = _words_before(text, start)
    if not words:
        return False
    if words[-1] in _JOINING and len(words) > 1:
        return words[-2] in _OTHERS
    return words[-1] in _OTHERS


def _words_before(text: str, start: int) -> list[str]:
    before = text[max(0, start - _REACH) : start].rstrip(" \t:#=")
    return [word.rstrip(".:#").lower() for word in before.split()[-2:]]
