"""TIME: clock times, parts of the day, durations under a day."""

import pytest
from marked_values import check

from onoma.rules.values import Values

CLOCK = [
    'at [5pm](TIME "T17:00")',
    'at [5 p.m.](TIME "T17:00")',
    'at [5 p.m](TIME "T17:00") sharp',
    'at [5 PM](TIME "T17:00").',
    'at [5:30 pm](TIME "T17:30"), not [5:30am](TIME "T05:30")',
    'at [17:30](TIME "T17:30")',
    'at [17:30:15](TIME "T17:30:15")',
    'at [9:05](TIME "T09:05") sharp',
    'at [12 am](TIME "T00:00")',
    'at [12:15 p.m.](TIME "T12:15")',
    'at [half past nine](TIME "T09:30")',
    'at [quarter past nine](TIME "T09:15")',
    'at [a quarter to ten](TIME "T09:45")',
    'at [ten past five](TIME "T05:10")',
    'at [twenty to nine](TIME "T08:40")',
    'at [five o\'clock](TIME "T05:00")',
    'at [9 o’clock](TIME "T09:00")',
    'until [midnight](TIME "T00:00")',
    'after [noon](TIME "T12:00")',
    'at [0900 hours](TIME "T09:00")',
    'at [1730 hrs](TIME "T17:30")',
    'at [17h30](TIME "T17:30")',
    'at [5.30pm](TIME "T17:30")',
    'at [10:00 GMT](TIME "T10:00Z")',
    'at [10:00 UTC+2](TIME "T10:00+02:00")',
    'at [5 pm EST](TIME "T17:00-05:00")',
    'at [2:30 p.m. ET](TIME "T14:30")',
    'at [9 a.m. Pacific time](TIME "T09:00")',
    'at [3 p.m. local time](TIME "T15:00")',
    'at [08:15](TIME "T08:15"), out [17:45](TIME "T17:45")',
    'stamped [2026-03-04T10:00Z](TIME "2026-03-04T10:00Z")',
    'stamped [2026-03-04T10:00:05+01:00](TIME "2026-03-04T10:00:05+01:00")',
    'lets meet at [7](TIME "T07:00")',
    '[2026-03-04](DATE) [10:15](TIME "T10:15") started',
]

RANGES = [
    'from [9 am to 5 pm](TIME "T09:00/T17:00")',
    'between [9 am and 5 pm](TIME "T09:00/T17:00")',
    'from [9am-5pm](TIME "T09:00/T17:00")',
    '[9-11am](TIME "T09:00/T11:00")',
    '[2 to 4 pm](TIME "T14:00/T16:00")',
    '[11-1pm](TIME "T11:00/T13:00")',
    '[10:30-12:00](TIME "T10:30/T12:00")',
    '[9:00 – 17:00](TIME "T09:00/T17:00")',
    'from [8:30 a.m. until noon](TIME "T08:30/T12:00")',
    'between [9 am and 5 pm EST](TIME "T09:00-05:00/T17:00-05:00")',
    'between [10 p.m. and 4 a.m.](TIME "T22:00/T04:00")',
    'I work from [9 to 5](TIME "T09:00/T17:00").',
]

PARTS = [
    'We met [this morning](TIME "2026-03-04T06:00/2026-03-04T12:00").',
    'We met [last night](TIME "2026-03-03T18:00/2026-03-04T06:00").',
    'We meet [tonight](TIME "2026-03-04T18:00/2026-03-05T06:00").',
    'We meet [tomorrow evening](TIME "2026-03-05T18:00/2026-03-05T22:00").',
    'We met [yesterday afternoon](TIME "2026-03-03T12:00/2026-03-03T18:00").',
    'We meet [Friday night](TIME "2026-03-06T18:00/2026-03-07T06:00").',
    'We met on [Monday morning](TIME "2026-03-02T06:00/2026-03-02T12:00").',
    'We meet [next Friday evening](TIME "2026-03-13T18:00/2026-03-13T22:00").',
    'It was [early this morning](TIME "2026-03-04T06:00/2026-03-04T12:00").',
    'It was [late last night](TIME "2026-03-03T18:00/2026-03-04T06:00").',
    'He called in [the morning](TIME "T06:00/T12:00").',
    'He called in [the late afternoon](TIME "T12:00/T18:00").',
    'It is worse at [night](TIME "T18:00/T06:00").',
    'It ran [overnight](TIME "T18:00/T06:00").',
    "He left [the next morning](TIME null).",
    "He left [that evening](TIME null).",
    'at [7 pm tonight](TIME "2026-03-04T19:00")',
    'at [3 in the morning](TIME "T03:00")',
    'at [6:10 in the morning](TIME "T06:10")',
    'at [9 o\'clock last night](TIME "2026-03-03T21:00")',
    'at [quarter to nine tonight](TIME "2026-03-04T20:45")',
    '[tomorrow](DATE "2026-03-05") at [5 pm](TIME "T17:00")',
]

DURATIONS = [
    'for [45 minutes](TIME "PT45M")',
    'for [an hour](TIME "PT1H")',
    'for [half an hour](TIME "PT30M")',
    'for [an hour and a half](TIME "PT90M")',
    'for [2.5 hours](TIME "PT2.5H")',
    'for [1 hour 30 minutes](TIME "PT1H30M")',
    'for [1 hr 30 min](TIME "PT1H30M")',
    'for [72 hours](TIME "PT72H")',
    'for [24-48 hours](TIME {"min": "PT24H", "max": "PT48H"})',
    'a [24-hour](TIME "PT24H") drive',
    'a [ten-minute](TIME "PT10M") walk',
    'a [30-second](TIME "PT30S") spot',
    '[two hours ago](TIME "2026-03-04T08:00")',
    '[10 minutes ago](TIME "2026-03-04T09:50")',
    '[every 6 hours](TIME "PT6H")',
    '[hourly](TIME "PT1H") checks',
    'in [20 mins](TIME "PT20M")',
    'in [3 hrs](TIME "PT3H")',
    "for [a few minutes](TIME null)",
    'for [three-quarters of an hour](TIME "PT45M")',
]

NONE = [
    "John 3:16 and Genesis 1:1",
    "a ratio of 3:1, or 16:9",
    "open 24/7",
    "Good morning! Evening gowns and night shifts.",
    "They won 3-2.",
    "every time, in no time, it is time",
    "She is noontide and knighted.",
    "He came in second.",
]


@pytest.mark.parametrize("marked", [*CLOCK, *RANGES])
def test_clock_times_are_found_with_zone_and_mark(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", PARTS)
def test_parts_of_the_day_join_the_day_before_them(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", DURATIONS)
def test_durations_under_a_day_are_times(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("text", NONE)
def test_words_and_ratios_like_times_are_none(text: str) -> None:
    assert not [entity for entity in Values()(text).entities if entity.label == "TIME"]
