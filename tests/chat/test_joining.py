"""Slots of the network and mentions of the rules, as one answer."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np
import pytest

from onoma.chat.bot import SlotType
from onoma.chat.understanding.dates import date_of, shifted
from onoma.chat.understanding.entries import Entries
from onoma.chat.understanding.joining import joined_slots
from onoma.chat.understanding.mentions import Mentions, spelled_name
from onoma.chat.understanding.reader import Read
from onoma.document import Entity, Value
from onoma.encoding import split_words

NOW = datetime(2026, 3, 4, 10)


def _joined(
    text: str,
    kinds: Mapping[str, str],
    found: Mapping[str, str] | None = None,
    beliefs: Mapping[str, float] | None = None,
) -> list[tuple[str, str, Value]]:
    """Name, text and value of each slot; `found` are the network's slots, `beliefs` its beliefs in the rest."""
    slots = {name: SlotType(name, kind) for name, kind in kinds.items()}
    entities = [
        Entity(text.index(part), text.index(part) + len(part), name, 0.9) for name, part in (found or {}).items()
    ]
    words = split_words(text)
    table = np.array([[(beliefs or {}).get(name, 0.0) for name in slots]] * len(words), np.float32)
    read = Read(text, "any", {"any": 1.0}, tuple(entities), words, table, tuple(slots))
    return [(slot.name, slot.text, slot.value) for slot in joined_slots(read, slots, Mentions(text, NOW))]


def test_rule_gives_a_date_its_boundaries_and_value() -> None:
    assert _joined("rain next Friday", {"day": "date"}, {"day": "Friday"}) == [("day", "next Friday", "2026-03-13")]


def test_missed_date_fills_the_empty_slot() -> None:
    assert _joined("rain in Oslo tomorrow", {"day": "date", "place": "text"}) == [("day", "tomorrow", "2026-03-05")]


def test_of_two_slots_of_a_kind_the_believed_one_is_filled() -> None:
    kinds = {"arrival": "date", "departure": "date"}
    assert _joined("on Friday", kinds, beliefs={"departure": 0.3})[0][0] == "departure"


def test_range_is_two_dates_where_the_network_sees_two() -> None:
    found = {"arrival": "Monday", "departure": "Friday"}
    slots = _joined("from Monday to Friday", {"arrival": "date", "departure": "date"}, found)
    assert slots == [("arrival", "Monday", "2026-03-09"), ("departure", "Friday", "2026-03-06")]


def test_slot_that_grows_over_another_takes_its_place() -> None:
    slots = _joined("on May 5", {"day": "date", "count": "number"}, {"day": "May", "count": "5"})
    assert slots == [("day", "May 5", "2026-05-05")]


def _pieces(text: str, kind: str, *pieces: str) -> list[str]:
    """The slots that come of pieces for the same slot."""
    entities = tuple(Entity(text.index(part), text.index(part) + len(part), "it", 0.9) for part in pieces)
    read = Read(text, "any", {"any": 1.0}, entities, split_words(text), np.zeros((99, 1), np.float32), ("it",))
    return [slot.text for slot in joined_slots(read, {"it": SlotType("it", kind)}, Mentions(text, NOW))]


def test_free_text_in_pieces_is_put_together() -> None:
    assert _pieces("pay 30 euros to Tom", "text", "pay 30 euros", "Tom") == ["pay 30 euros to Tom"]
    assert _pieces("pay rent, then call Tom", "text", "pay rent", "call Tom") == ["pay rent", "call Tom"]
    assert _pieces("pay the rent of this month", "text", "pay", "month") == ["pay", "month"]
    assert _pieces("from Qrx to Zyb", "location", "Qrx", "Zyb") == ["Qrx", "Zyb"]


def test_number_that_the_network_doubts_is_no_slot() -> None:
    assert _joined("one moment please, I have 2 cats", {"count": "number"}) == []
    assert _joined("2 pizzas", {"count": "number"}, beliefs={"count": 0.2}) == [("count", "2", 2)]


def test_part_of_a_named_day_is_a_date_and_a_time() -> None:
    slots = _joined("tomorrow evening", {"day": "date", "hour": "time"})
    assert slots == [("day", "tomorrow evening", "2026-03-05"), ("hour", "tomorrow evening", "T18:00/T22:00")]


def test_hour_that_the_network_takes_for_a_time_is_one() -> None:
    assert _joined("call me at 6", {"hour": "time"}, {"hour": "6"}) == [("hour", "6", "T06:00")]
    assert _joined("call me six times", {"hour": "time"}) == []


def test_place_that_nobody_heard_of_keeps_its_text() -> None:
    assert _joined("to xyrqat", {"place": "location"}, {"place": "xyrqat"}) == [("place", "xyrqat", "Xyrqat")]


def test_text_that_is_no_date_has_no_value() -> None:
    assert _joined("on blursday", {"day": "date"}, {"day": "blursday"}) == [("day", "blursday", None)]


@pytest.mark.parametrize(
    ("duration", "day"), [("P2W", "2026-03-18"), ("P3D", "2026-03-07"), ("P12M", "2027-03-04"), ("PT5H", None)]
)
def test_day_so_far_ahead(duration: str, day: str | None) -> None:
    assert shifted(NOW, duration) == day


def test_month_ahead_ends_where_the_month_does() -> None:
    assert shifted(datetime(2026, 1, 31), "P1M") == "2026-02-28"
    assert shifted(NOW, "P9000Y") is None


@pytest.mark.parametrize(
    ("value", "day"),
    [("2026-03-04T18:00/2026-03-04T22:00", "2026-03-04"), ("2026-W10", "2026-W10"), ("T17:00", None), (None, None)],
)
def test_date_of_a_value(value: Value, day: str | None) -> None:
    assert date_of(value) == day


def test_longest_name_of_an_entry_wins() -> None:
    entries = Entries({"york": (), "new york": ("the big apple",)})
    found = [(start, end, names) for start, end, names in entries.find("from New  York to York, the BIG apple")]
    assert found == [(5, 14, ["new york"]), (18, 22, ["york"]), (24, 37, ["new york"])]


def test_entries_are_found_whatever_their_spelling() -> None:
    entries = Entries({"café": ("coffee house",), "°C": (), "no": ()})
    assert [names for _, _, names in entries.find("two CAFES, 5 °c, a coffee-house, No")] == [
        ["café"],
        ["°C"],
        ["café"],
        ["no"],
    ]
    assert entries.closest("coffe house") == "café"
    assert entries.closest("tea room") is None
    assert list(Entries({}).find("anything")) == []


def test_names_are_spelled_as_names() -> None:
    assert [spelled_name(name) for name in ("rio de janeiro", "NYC", "o'brien", "la paz")] == [
        "Rio de Janeiro",
        "NYC",
        "O'Brien",
        "La Paz",
    ]
