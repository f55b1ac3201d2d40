"""Names that read like names and belong to nobody in particular, in a fixed order.

Addresses and numbers are of the ranges that are kept free for examples (RFC 2606, RFC 6761, the 555-01 numbers).
"""

from __future__ import annotations

__all__ = ["surrogate"]


def _listed(*rows: str) -> tuple[str, ...]:
    return tuple(word for row in rows for word in row.split())


# Given names that are borne by women and men alike.
_GIVEN = _listed(
    "Robin Alex Kim Charlie Jamie Taylor Morgan Casey Riley Avery Quinn Rowan Sasha Jordan Sidney Toni Noel Dana",
    "Skyler Hayden Emery Finley Harley Jesse Kelly Lee Marley Nicky Parker",
)
_FAMILY = _listed(
    "Ashdown Birchall Coldwell Dunmore Elmhurst Fairley Greenhill Hartwell Inglewood Kestrel Larkfield Merrow",
    "Netherby Oakden Penhale Quarrie Redfern Silverton Thornley Underhay Valebrook Westerly Yarrow Aldermoor",
    "Brackley Crowhurst Delamere Eastbrook Farrow Glenmoor Holloway",
)
_FIRST = _listed(
    "Amber Birch Cedar Delta Ember Falcon Granite Harbor Iris Juniper Kite Lumen Maple Nimbus Onyx Pioneer"
)
_FIRM = _listed(
    "Holdings Partners Works Systems Group Industries Trading Services Supply Laboratories Press Associates"
)
_SPOT = _listed("Ash Brack Cold Dun Elm Fern Glen Hawk Ivy Kirk Lark Mill Nettle Oak Pine Quarry Rush Stone")
_ENDING = _listed("by dale field ford ham hurst mere moor port ton wick worth bury combe haven")


def surrogate(kind: str, number: int) -> str:
    """The surrogate of that number, from 1 on, for a noun such as `Person`; other kinds are numbered."""
    match kind:
        case "Person":
            return _pair(_GIVEN, _FAMILY, " ", number)
        case "Organization":
            return _pair(_FIRST, _FIRM, " ", number)
        case "Place":
            return _pair(_SPOT, _ENDING, "", number)
        case "Email":
            return f"{_pair(_GIVEN, _FAMILY, '.', number).lower()}@example.com"
        case "Link":
            return f"https://example.com/{number}"
        case "Phone" if number < 100:
            return f"555-01{number:02}"
    return f"{kind}-{number}"


# A list is walked once while the other goes one step further each round: all pairs come, so long as the length of
# the first, plus one, shares no factor with the length of the second.
def _pair(first: tuple[str, ...], second: tuple[str, ...], between: str, number: int) -> str:
    """Both change with each number; when every pair has come once they come again with a count behind."""
    turn, place = divmod(number - 1, len(first) * len(second))
    pair = f"{first[place % len(first)]}{between}{second[(place + place // len(first)) % len(second)]}"
    return f"{pair}{between}{turn + 1}" if turn else pair
