"""Stretches of the calendar: years, decades, centuries, quarters, halves, seasons, holidays: `FY2023`, `the 1990s`, `Q3 2024`."""

from __future__ import annotations

from onoma.rules.values.directions import lies_behind
from onoma.rules.values.holidays import holiday_at, holiday_day, nth_weekday
from onoma.rules.values.iso import Day, full_year, half_iso, quarter_iso, season_iso, season_month, year_iso
from onoma.rules.values.named_dates import MONTHS, WEEKDAYS, year_after
from onoma.rules.values.numbers import number_at
from onoma.rules.values.ordinals import ordinal_number_at
from onoma.rules.values.passage import Passage
from onoma.rules.values.phrases import numbered, table
from onoma.rules.values.relative import SEASONS, day_moved, stepped_at
from onoma.rules.values.units import unit_at

__all__ = ["DECADES", "period_at", "year_at"]

DECADES = numbered("calendar", "decades")
_SEASON_CUES = frozenset(table("calendar")["doubtful"]["season_cues"])
_YEAR_CUES = frozenset(
    (
        "in",
        "since",
        "of",
        "by",
        "until",
        "till",
        "before",
        "after",
        "from",
        "during",
        "for",
        "circa",
        "around",
        "early",
        "late",
        "mid",
        "between",
        "year",
        "through",
        "the",
        "to",
        "ca",
        "c",
        "throughout",
        "about",
        "fiscal",
        "class",
        "founded",
        "born",
        "est",
        "established",
        "copyright",
        "©",
        "and",
        "ended",
        "ending",
        "via",
        "calendar",
        "back",
        "as",
    )
)
_COUNTED = frozenset(
    (
        "people",
        "men",
        "women",
        "students",
        "patients",
        "employees",
        "units",
        "copies",
        "words",
        "users",
        "children",
        "soldiers",
        "troops",
        "members",
        "workers",
        "jobs",
        "homes",
        "houses",
        "copies",
        "visitors",
        "voters",
        "votes",
        "customers",
        "subscribers",
        "followers",
        "points",
        "pages",
        "calories",
        "steps",
        "times",
        "items",
        "pieces",
        "residents",
        "refugees",
        "passengers",
        "cars",
        "vehicles",
        "species",
        "seats",
        "cases",
        "deaths",
        "participants",
        "subjects",
        "adults",
        "respondents",
        "others",
        "civilians",
        "protesters",
        "demonstrators",
        "rebels",
        "families",
        "households",
        "schools",
        "companies",
        "more",
        "or",
        "flights",
        "guests",
        "tickets",
        "persons",
        "volunteers",
        "delegates",
        "square",
        "feet",
        "dollars",
        "meters",
        "metres",
        "miles",
        "characters",
        "lines",
        "shares",
        "accounts",
        "records",
        "entries",
        "samples",
        "tons",
        "tonnes",
        "barrels",
        "acres",
        "bottles",
        "boxes",
        "kilometers",
        "kilometres",
    )
)
_NAMED = frozenset(
    (
        "room",
        "flight",
        "no",
        "#",
        "model",
        "order",
        "section",
        "§",
        "apt",
        "suite",
        "port",
        "error",
        "code",
        "pin",
        "gate",
        "route",
        "highway",
        "bus",
        "number",
        "nr",
        "id",
        "invoice",
        "ref",
        "account",
        "ending",
        "extension",
        "ext",
        "line",
        "article",
        "page",
        "pages",
        "p",
        "pp",
        "iso",
        "rfc",
        "version",
        "v",
        "office",
        "windows",
        "server",
        "un",
        "u.s.c",
        "bill",
        "hr",
        "ticket",
        "case",
        "item",
        "lot",
        "area",
        "unit",
        "channel",
        "box",
        "building",
        "level",
        "step",
        "usc",
        "rs",
        "$",
        "€",
        "£",
        "¥",
        "size",
        "chapter",
        "note",
        "act",
        "peugeot",
        "boeing",
        "resolution",
        "regulation",
        "directive",
        "x",
        "*",
    )
)
_ERAS = ("bc", "bce", "ad", "ce")


def period_at(passage: Passage, index: int) -> tuple[int, str | Day | None] | None:
    """The stretch that begins at a token: where it ends, and its ISO form or the year that it is."""
    word = passage.words[index]
    begin = index + 1 if word == "the" else index
    for grammar in (_century, _decade, _quarter, _season, _holiday, _nth_of_month):
        found = grammar(passage, begin)
        if found is not None and (begin == index or _with_article(passage, begin, found[0])):
            return found
    if word == "the":
        return None
    return _era_first(passage, index) or year_at(passage, index)


def _with_article(passage: Passage, begin: int, end: int) -> bool:
    """Whether "the" is the article of the time, as in `the summer of 2019`, and not of a noun, as in the 2019 report."""
    words = passage.words
    if words[begin] in SEASONS:
        return end == begin + 1 or words[begin + 1] == "of"
    if words[begin][:1].isdigit() and passage.raw[begin + 1] in ("Q", "H"):
        return False
    return (
        passage.raw[begin] not in ("Q", "H") and not passage.in_hyphens(begin + 1) and not _named_holiday(words, begin)
    )


def _named_holiday(words: list[str], begin: int) -> bool:
    return holiday_at(words, begin) is not None and words[begin : begin + 2] != ["fourth", "of"]


# --- years


def year_at(passage: Passage, index: int) -> tuple[int, str | Day | None] | None:
    """`2026`, `FY2023`, `'98`, `500 BC`, `2019-20`."""
    word = passage.words[index]
    if (
        word in ("fy", "cy")
        and passage.words[index + 1][:1].isdigit()
        or (word in ("fy", "cy") and passage.words[index + 1] == "'")
    ):
        return _fiscal(passage, index + 1)
    if word == "'" and not _letters_before(passage, index):
        digits = passage.words[index + 1]
        short = len(digits) == 2 and digits.isdigit() and passage.glued(index + 1) and not passage.glued(index + 2)
        return (
            (index + 2, Day(full_year(digits)))
            if short or (len(digits) == 2 and digits.isdigit() and not passage.words[index + 2][:1].isalnum())
            else None
        )
    if word in ("nineteen", "eighteen", "seventeen", "twenty"):
        return _spelled(passage, index)
    if not (word.isdigit() and word.isascii() and len(word) <= 4):
        return None
    if passage.words[index + 1] in ("bc", "bce", "ad", "ce", "b") and not (passage.glued(index + 1) and len(word) < 3):
        return _era_last(passage, index)
    if len(word) != 4 or not 1000 <= int(word) <= 2199 or not _year_meant(passage, index):
        return None
    return index + 1, Day(int(word))


def _letters_before(passage: Passage, index: int) -> bool:
    return passage.glued(index) and passage.words[index - 1][:1].isalnum()


def _fiscal(passage: Passage, index: int) -> tuple[int, Day] | None:
    begin = index + 1 if passage.words[index] == "'" else index
    digits = passage.words[begin]
    if (
        not digits.isdigit()
        or len(digits) not in (2, 4)
        or (passage.glued(begin + 1) and passage.words[begin + 1][:1].isalnum())
    ):
        return None
    return begin + 1, Day(full_year(digits))


def _spelled(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`nineteen ninety-nine`, `twenty twenty-six`, where a preposition says that it is a year."""
    before = passage.words[index - 1] if index else ""
    if before not in ("in", "since", "of", "until", "by", "from"):
        return None
    centuries = {"nineteen": 19, "eighteen": 18, "seventeen": 17, "twenty": 20}[passage.words[index]]
    rest = number_at(passage, index + 1)
    if rest is None or rest.figures or rest.amount is None or not 10 <= rest.amount <= 99 or rest.amount % 1:
        return None
    return rest.end, Day(centuries * 100 + int(rest.amount))


def _era_first(passage: Passage, index: int) -> tuple[int, Day] | None:
    """`AD 79`."""
    if (
        passage.raw[index] not in ("AD", "A.D")
        or not passage.words[index + 1].isdigit()
        or len(passage.words[index + 1]) > 4
    ):
        return None
    return index + 2, Day(int(passage.words[index + 1]))


def _era_last(passage: Passage, index: int) -> tuple[int, str | Day | None] | None:
    words, raw = passage.words, passage.raw
    era, end = words[index + 1], index + 2
    if era == "b":
        if words[index + 2 : index + 5] != [".", "c", "."]:
            return None
        era, end = "bc", index + 5
    elif not raw[index + 1].isupper():
        return None
    year = int(words[index])
    if era in ("bc", "bce"):
        return end, f"-{year - 1:04d}" if year > 1 else "0000"
    return end, year_iso(year)


def _year_meant(passage: Passage, index: int) -> bool:
    """Whether four digits are a year, and no amount and no name's number."""
    words = passage.words
    year, before, after = int(words[index]), words[index - 1] if index else "", words[index + 1]
    if passage.glued(index + 1) and (
        after[:1].isalpha()
        or after in ("_", "@", "=", "°", "%", "+", "x")
        or (
            after in ("/", ":", "-")
            and passage.glued(index + 2)
            and words[index + 2][:1].isalnum()
            and not _second_year(passage, index)
        )
    ):
        return False
    if passage.glued(index) and (
        before[:1].isalnum()
        or before in ("_", "/", "@", "#", "$", "€", "£", "=", "¥", "+", ".", ":")
        or (
            before == "-"
            and index > 1
            and words[index - 2][-1:].isalnum()
            and words[index - 2] not in ("mid", "pre", "post", "early", "late", "to")
            and not words[index - 2].isdigit()
            and not words[index - 2] in MONTHS
        )
    ):
        return before == "/" and False
    if before in _NAMED or after in _COUNTED or after in ("am", "pm", "%", "percent", "per"):
        return before in ("ending",) and False
    if unit_at(passage, index + 1) is not None or words[index + 1] in ("hours", "hrs", "hour"):
        return False
    if 1900 <= year <= 2059:
        return not (after in ("million", "billion", "thousand")) and not (
            before == "." and passage.glued(index - 1) and words[index - 2] in ("no", "nr")
        )
    return (
        before
        in _YEAR_CUES - {"the", "to", "for", "about", "and", "as", "from", "of", "around", "by", "after", "before"}
        and not (after.isalpha() and after.endswith("s"))
        or (before == "of" and passage.raw[index - 2][:1].isupper())
    )


def _second_year(passage: Passage, index: int) -> bool:
    """Whether what follows a year and a sign makes a range of years with it: `2019-20`, `2019/2020`, `2011-2014`."""
    word = passage.words[index + 2]
    if (
        passage.words[index + 1] == ":"
        or not word.isdigit()
        or passage.glued(index + 3)
        and passage.words[index + 3][:1] in ("-", "/")
    ):
        return passage.words[index + 1] == "-" and word in ("present", "now", "current", "today")
    first = int(passage.words[index])
    if len(word) == 4:
        return first <= int(word) <= 2199
    return len(word) == 2 and first % 100 < int(word)


# --- decades and centuries


def _decade(passage: Passage, index: int) -> tuple[int, str | None] | None:
    """`1990s`, `'90s`, `90s`, `nineties`, `1990's`."""
    words = passage.words
    if words[index] in DECADES:
        before = words[index - 1] if index else ""
        if before in (
            "his",
            "her",
            "their",
            "my",
            "your",
            "our",
            "early",
            "mid",
            "late",
            "the",
            "-",
            "roaring",
            "swinging",
        ):
            return index + 1, _decade_iso(1900 + DECADES[words[index]])
        return None
    begin = index + 1 if words[index] == "'" and not _letters_before(passage, index) else index
    digits = words[begin]
    if not digits.isdigit() or len(digits) not in (2, 4) or not digits.endswith("0") or not digits.isascii():
        return None
    if passage.glued(begin) and words[begin - 1][:1].isalnum():
        return None
    end = begin + 2 if words[begin + 1] == "'" else begin + 1
    if (
        words[end] != "s"
        or not passage.glued(end)
        or not passage.glued(begin + 1)
        or (passage.glued(end + 1) and words[end + 1][:1].isalnum())
    ):
        return None
    if len(digits) == 4:
        return (end + 1, _decade_iso(int(digits))) if 1000 <= int(digits) <= 2100 else None
    before = words[index - 1] if index else ""
    if begin == index and before not in ("the", "early", "mid", "late", "-") and int(digits) < 50:
        return None
    century = 1900 if int(digits) > 20 else 2000
    return end + 1, _decade_iso(century + int(digits))


def _decade_iso(year: int) -> str:
    return f"{year}/{year + 9}" if year % 100 else f"{year}/{year + 9}"


def _century(passage: Passage, index: int) -> tuple[int, str | None] | None:
    """`19th century`, `twenty-first-century`."""
    ordinal = ordinal_number_at(passage, index)
    if ordinal is None or not 1 <= ordinal[1] <= 30:
        return None
    end, number = ordinal
    begin = end + 1 if passage.in_hyphens(end) else end
    if passage.words[begin] not in ("century", "centuries"):
        return None
    end = begin + 1
    if passage.raw[end] in ("BC", "BCE"):
        return end + 1, None
    end += passage.raw[end] in ("AD", "CE")
    return end, f"{(number - 1) * 100 + 1:04d}/{number * 100:04d}"


# --- parts of the year


def _quarter(passage: Passage, index: int) -> tuple[int, str | None] | None:
    """`Q3 2024`, `3Q24`, `H1 2024`, `the third quarter of 2024`, `first half of 2023`."""
    words, raw = passage.words, passage.raw
    if raw[index] in ("Q", "H", "q") and words[index + 1] in ("1", "2", "3", "4") and passage.glued(index + 1):
        return _in_year(passage, index + 2, raw[index].lower(), int(words[index + 1]), index)
    if words[index] in ("1", "2", "3", "4") and raw[index + 1] in ("Q", "H") and passage.glued(index + 1):
        return _in_year(passage, index + 2, raw[index + 1].lower(), int(words[index]), index)
    ordinal = ordinal_number_at(passage, index)
    number = ordinal[1] if ordinal is not None else {"final": 4, "last": 4}.get(words[index], 0)
    end = ordinal[0] if ordinal is not None else index + 1
    begin = end + 1 if passage.in_hyphens(end) else end
    if words[begin] == "fiscal":
        begin += 1
    if not 1 <= number <= 4 or words[begin] not in ("quarter", "half") or (words[begin] == "half" and number > 2):
        return None
    return _in_year(passage, begin + 1, words[begin][0], number, index)


def _in_year(passage: Passage, end: int, kind: str, number: int, start: int) -> tuple[int, str | None] | None:
    """The quarter or half of the year that is named behind it, or of the nearest one."""
    if (kind == "h" and number > 2) or (passage.glued(end) and passage.words[end][:1].isalpha()):
        return None
    year = _year_behind(passage, end)
    if year is not None:
        return year[0], _part_iso(kind, number, year[1]) if year[1] is not None else None
    if (
        kind == "h"
        and (passage.words[start] != "h" or passage.glued(end) or True)
        and passage.words[start] not in ("h", "1", "2")
    ):
        return None
    if (
        passage.words[start] == "h"
        and passage.words[end].isalpha()
        and passage.words[end] in ("blocker", "blockers", "receptor", "antagonist", "n")
    ):
        return None
    if passage.words[start] == "h":
        return None
    if passage.glued(end) and passage.words[end] in ("-", "/", "_", "."):
        following = passage.words[end + 1]
        if following[:1].isalnum() and passage.glued(end + 1) and not (following == "q"):
            return None
    return end, _nearest_quarter(passage, number, start)


def _year_behind(passage: Passage, end: int) -> tuple[int, int | None] | None:
    """The year of a quarter or season: `2024`, `'24`, `of 2024`, `FY24`, `of last year`, `of fiscal 2024`."""
    words = passage.words
    begin = end + 1 if words[end] in ("of", ",") or (words[end] in ("-", "/") and passage.glued(end)) else end
    if words[end] == "in" and words[end + 1][:1].isdigit():
        begin = end + 1
    if words[begin : begin + 2] == ["the", "year"] and begin > end:
        today = day_moved(passage, 0)
        return begin + 2, today.year if today is not None else None
    if words[begin] == "the" and words[begin + 1] in ("fiscal", "financial"):
        begin += 1
    if words[begin] in ("fiscal", "financial"):
        begin += 1 + (words[begin + 1] == "year")
    if words[begin] in ("fy", "cy"):
        return _as_year(_fiscal(passage, begin + 1))
    if begin > end and words[begin] in ("last", "this", "next") and words[begin + 1] == "year":
        stepped = stepped_at(passage, begin)
        return (stepped[0], int(stepped[1]) if isinstance(stepped[1], str) else None) if stepped is not None else None
    if words[begin] == "'" or (words[begin].isdigit() and len(words[begin]) == 4):
        return year_after(passage, begin)
    if passage.glued(begin) and words[begin].isdigit() and len(words[begin]) == 2 and begin == end:
        return begin + 1, full_year(words[begin])
    return None


def _as_year(found: tuple[int, Day] | None) -> tuple[int, int | None] | None:
    return (found[0], found[1].year) if found is not None else None


def _part_iso(kind: str, number: int, year: int) -> str:
    return quarter_iso(year, number) if kind == "q" else half_iso(year, number)


def _nearest_quarter(passage: Passage, quarter: int, index: int) -> str | None:
    today = day_moved(passage, 0)
    if today is None:
        return None
    now = (today.month + 2) // 3
    if lies_behind(passage, index):
        return quarter_iso(today.year - (quarter > now), quarter)
    return quarter_iso(today.year + (quarter < now), quarter)


def _season(passage: Passage, index: int) -> tuple[int, str | None] | None:
    """`summer 2023`, `the summer of 2023`, `summer of '69`, `the winter`."""
    season = SEASONS.get(passage.words[index])
    if season is None:
        return None
    year = _year_behind(passage, index + 1)
    if year is not None:
        return year[0], season_iso(year[1], season) if year[1] is not None else None
    if not _season_meant(passage, index):
        return None
    today = day_moved(passage, 0)
    if today is None:
        return index + 1, None
    first, month = season_month(season), today.month
    last = (first + 1) % 12 + 1
    if lies_behind(passage, index):
        behind = today.year - (month < first)
        return index + 1, season_iso(behind, season)
    over = month > last if season != "WI" else False
    return index + 1, season_iso(today.year - (season == "WI" and month < 3) + over, season)


def _season_meant(passage: Passage, index: int) -> bool:
    words = passage.words
    before, after = words[index - 1] if index else "", words[index + 1]
    with_the = before == "the"
    if with_the:
        before = words[index - 2] if index > 1 else ""
    if words[index] in ("spring", "fall"):
        return (
            before in ("in", "since", "until", "during", "late", "early", "mid", "by", "over", "throughout")
            and not after[:1].isalpha()
            or (
                before in ("in", "during", "until", "since", "late", "early")
                and with_the
                and after not in ("of", "from", "and")
                or (before in ("early", "late") and after != "of")
            )
        )
    if before in ("late", "early", "mid"):
        return True
    return (with_the or before in _SEASON_CUES) and not (
        after.isalpha()
        and after
        in (
            "camp",
            "coat",
            "olympics",
            "games",
            "house",
            "school",
            "job",
            "intern",
            "internship",
            "break",
            "palace",
            "tires",
            "tyres",
            "squash",
            "solstice",
            "dress",
            "dresses",
            "jacket",
            "clothes",
            "sale",
            "program",
        )
    )


def _holiday(passage: Passage, index: int) -> tuple[int, str | None] | None:
    """`Christmas Eve`, `Thanksgiving 2023`, `Easter Sunday`, `the Fourth of July`."""
    found = holiday_at(passage.words, index)
    if found is None:
        begin = index - 1 if index and passage.words[index - 1] == "the" else index
        found = holiday_at(passage.words, begin) if begin < index else None
    if found is None or not _holiday_meant(passage, index, found[0]):
        return None
    end, rule = found
    year = year_after(passage, end)
    if year is not None:
        day = holiday_day(rule, year[1])
        return year[0], day.isoformat() if day is not None else None
    return end, _nearest_holiday(passage, rule, index)


def _holiday_meant(passage: Passage, index: int, end: int) -> bool:
    raw = passage.raw[index]
    if raw[:1].isupper():
        return not (passage.words[end] in ("island", "islands", "carol", "tree", "trees", "card", "cards") and False)
    return passage.words[index] in (
        "christmas",
        "thanksgiving",
        "halloween",
        "easter",
        "xmas",
        "boxing",
        "valentine",
        "valentines",
        "nye",
        "new",
    ) or passage.words[index] in ("the", "fourth", "memorial", "labor", "mothers", "mother", "black", "good", "cyber")


def _nearest_holiday(passage: Passage, rule: str, index: int) -> str | None:
    today = day_moved(passage, 0)
    if today is None:
        return None
    days = [
        day for year in (today.year - 1, today.year, today.year + 1) if (day := holiday_day(rule, year)) is not None
    ]
    words = passage.words
    before = words[index - 1] if index else ""
    if before == "last" or (before not in ("next", "this") and lies_behind(passage, index)):
        behind = [day for day in days if day <= today]
        return behind[-1].isoformat() if behind else None
    if before == "this":
        return days[1].isoformat() if len(days) > 1 else None
    ahead = [day for day in days if day >= today]
    return ahead[0].isoformat() if ahead else None


def _nth_of_month(passage: Passage, index: int) -> tuple[int, str | None] | None:
    """`the first Monday of May 2026`, `the last Friday in March`, `the first week of June`."""
    words = passage.words
    ordinal = ordinal_number_at(passage, index)
    which, begin = (ordinal[1], ordinal[0]) if ordinal is not None else (-1, index + 1)
    if (ordinal is None and words[index] not in ("last", "final")) or which > 5:
        return None
    unit = words[begin]
    if unit not in WEEKDAYS and unit not in ("week", "day", "weekend", "weeks", "days"):
        return None
    if words[begin + 1] not in ("of", "in") or words[begin + 2] not in MONTHS:
        if (
            words[begin + 1 : begin + 3] == ["of", "the"]
            and words[begin + 3] in ("month", "year", "week")
            or words[begin + 1] == "of"
            and words[begin + 2] in ("every", "each")
            and words[begin + 3] in ("month", "year")
        ):
            return begin + 4, None
        return None
    month = MONTHS[words[begin + 2]]
    end = begin + 3 + (words[begin + 3] == "." and passage.glued(begin + 3))
    year = year_after(passage, end)
    if unit not in WEEKDAYS:
        return (year[0] if year is not None else end), None
    return (
        (year[0], nth_weekday(year[1], month, which, WEEKDAYS[unit]).isoformat()) if year is not None else (end, None)
    )
