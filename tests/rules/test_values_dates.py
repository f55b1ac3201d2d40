"""DATE: what is one, where it begins and ends, and which day it is."""

# ruff: noqa: E501 - a sentence stands in one line

from datetime import datetime

import pytest
from marked_values import check

from onoma.rules.values import Values

CALENDAR = [
    'Signed on [March 13, 2026](DATE "2026-03-13").',
    'Signed on [March 13th, 2026](DATE "2026-03-13") in Rome.',
    'Signed on [13 March 2026](DATE "2026-03-13").',
    'Signed on [13th March 2026](DATE "2026-03-13").',
    'Signed on [the 13th of March 2026](DATE "2026-03-13").',
    'Signed on [the 13th of March, 2026](DATE "2026-03-13").',
    'Signed [Friday, March 13, 2026](DATE "2026-03-13").',
    'Signed [Fri, 13 Mar 2026](DATE "2026-03-13").',
    'Signed [Fri. Mar. 13, 2026](DATE "2026-03-13").',
    'It closed on [Jan. 5th, \'24](DATE "2024-01-05").',
    'It closed on [Sept. 3](DATE "2025-09-03").',
    'The offer of [Feb. 27, 2026](DATE "2026-02-27") stands.',
    'It closed on [2026-03-13](DATE "2026-03-13").',
    'It closed on [2026/03/13](DATE "2026-03-13").',
    'It closed on [03/13/2026](DATE "2026-03-13").',
    'It closed on [13/03/2026](DATE "2026-03-13").',
    'It closed on [3/4/26](DATE "2026-03-04").',
    'It closed on [3-4-2026](DATE "2026-03-04").',
    'It closed on [13.03.2026](DATE "2026-03-13").',
    'It closed on [04.03.2026](DATE "2026-03-04").',
    'It closed on [4.3.2026](DATE "2026-03-04").',
    'It closed on [12-Mar-2026](DATE "2026-03-12").',
    'It closed on [12-MAR-26](DATE "2026-03-12").',
    'DOB [7/12/1969](DATE "1969-07-12"), seen [7/12/68](DATE "2068-07-12").',
    'Since [March 2024](DATE "2024-03") nothing happened.',
    'Since [March, 2024](DATE "2024-03") nothing happened.',
    'Since [Mar \'24](DATE "2024-03") nothing happened.',
    'Since [06/2018](DATE "2018-06") nothing happened.',
    'In [1997](DATE "1997"), the firm moved.',
    'The [2012](DATE "2012") Olympics were in London.',
    'Back in [1848](DATE "1848") there was no such thing.',
    'Rome in [44 BC](DATE "-0043") and [AD 79](DATE "0079").',
    "It was [March fifth](DATE).",
    "The class of [March twenty-first](DATE) is full.",
    'Due [May 5](DATE "2026-05-05").',
    'Due on the [May 3](DATE "2026-05-03") meeting.',
    "On [2 September](DATE) they left, on [Sep 3](DATE) they came back.",
    'Born in [nineteen eighty-four](DATE "1984").',
    'Born [12 May 1989](DATE "1989-05-12") in Leeds',
    "ETA: [5 Nov.](DATE)",
]

RANGES = [
    'Open [March 5-7, 2026](DATE "2026-03-05/2026-03-07").',
    'Open [March 5–7](DATE "2026-03-05/2026-03-07").',
    'Open [5-7 March 2026](DATE "2026-03-05/2026-03-07").',
    'Open [March 5 to April 2, 2026](DATE "2026-03-05/2026-04-02").',
    'Open [March 5 – April 2](DATE "2026-03-05/2026-04-02").',
    'Open [28 December 2025 to 3 January 2026](DATE "2025-12-28/2026-01-03").',
    'Open [28 December to 3 January 2026](DATE "2025-12-28/2026-01-03").',
    'Open from [1 Jan - 31 Mar 2026](DATE "2026-01-01/2026-03-31").',
    'Engineer, [Jan 2020 – Present](DATE "2020-01/..")',
    'Engineer, [January 2019 - March 2021](DATE "2019-01/2021-03")',
    'Engineer, [2011–2014](DATE "2011/2014")',
    'Engineer, [2011 - present](DATE "2011/..")',
    'Engineer, [06/2018 - 09/2019](DATE "2018-06/2019-09")',
    'Engineer, [Oct. 2016 to Feb. 2019](DATE "2016-10/2019-02")',
    'the [2019-20](DATE "2019/2020") season',
    'the [1914-18](DATE "1914/1918") war',
    'from [2003 to 2005](DATE "2003/2005")',
    'between [2003 and 2005](DATE "2003/2005")',
    'from [03/05/2026 to 03/09/2026](DATE "2026-03-05/2026-03-09")',
    'from [2026-03-05 to 2026-03-09](DATE "2026-03-05/2026-03-09")',
    'between [May and August 2024](DATE "2024-05/2024-08")',
    "open [Monday to Friday](DATE null)",
    "open [Mon-Fri](DATE null)",
    "from [April to June](DATE)",
    'It will run from [May 4 through May 9](DATE "2026-05-04/2026-05-09").',
]

PERIODS = [
    'In [the 1990s](DATE "1990/1999"), phones were big.',
    'In [the \'90s](DATE "1990/1999"), phones were big.',
    'In [the early 1990s](DATE "1990/1999"), phones were big.',
    'In [the mid-1990s](DATE "1990/1999"), phones were big.',
    '[The 1920s](DATE "1920/1929") were wild.',
    'In [the late nineties](DATE "1990/1999"), phones were big.',
    'In [mid-2019](DATE "2019") it ended.',
    'In [early 2019](DATE "2019") it ended.',
    'By [late March](DATE "2026-03") it will end.',
    'In [the 19th century](DATE "1801/1900") it began.',
    'In [the late nineteenth century](DATE "1801/1900") it began.',
    'A [21st-century](DATE "2001/2100") idea.',
    'Sales in [Q3 2024](DATE "2024-07-01/2024-09-30") rose.',
    'Sales in [the third quarter of 2024](DATE "2024-07-01/2024-09-30") rose.',
    'Sales in [the first half of 2023](DATE "2023-01-01/2023-06-30") rose.',
    'Sales in [H1 2024](DATE "2024-01-01/2024-06-30") rose.',
    "A [third-quarter](DATE) profit.",
    'Sales in [Q1](DATE "2026-01-01/2026-03-31") will rise.',
    'Sales in [the fourth quarter](DATE "2025-10-01/2025-12-31") rose.',
    'In [FY2023](DATE "2023") and [FY 24](DATE "2024").',
    'In [fiscal 2027](DATE "2027") and [fiscal year 2028](DATE "2028").',
    'In [the summer of 2019](DATE "2019-06-01/2019-08-31") we met.',
    'We met in [summer 2019](DATE "2019-06-01/2019-08-31").',
    'The [winter 2019](DATE "2019-12-01/2020-02-29") collection.',
    'Dean’s List, [Fall 2016](DATE "2016-09-01/2016-11-30")',
    'It will reopen in [the spring](DATE "2026-03-01/2026-05-31").',
    'We moved [last summer](DATE "2025-06-01/2025-08-31").',
    'We move [next winter](DATE "2026-12-01/2027-02-28").',
    'By [the end of 2028](DATE "2028") it closes.',
    'By [the end of March](DATE "2026-03") it closes.',
    'At [the beginning of last year](DATE "2025") it closed.',
    'By [the end of the month](DATE "2026-03") it closes.',
    'By [the end of next week](DATE "2026-W11") it closes.',
    'In [the month of May](DATE "2026-05") it will open.',
]

HOLIDAYS = [
    'They close on [Christmas Eve](DATE "2026-12-24").',
    'They closed on [Christmas Day](DATE "2025-12-25").',
    'They will close on [Thanksgiving](DATE "2026-11-26").',
    'On [New Year\'s Eve](DATE "2026-12-31") it will be loud.',
    'On [Easter Sunday](DATE "2026-04-05") it will be loud.',
    'On [Good Friday](DATE "2026-04-03") it will be loud.',
    'On [the Fourth of July](DATE "2026-07-04") it will be loud.',
    'On [Memorial Day](DATE "2026-05-25") it will be loud.',
    'On [Labor Day](DATE "2026-09-07") it will be loud.',
    'Since [Christmas 2023](DATE "2023-12-25") it was quiet.',
    'On [Valentine\'s Day](DATE "2026-02-14") he forgot her.',
]

RELATIVE = [
    'See you [today](DATE "2026-03-04").',
    'See you [tomorrow](DATE "2026-03-05").',
    'I saw her [yesterday](DATE "2026-03-03").',
    'See you [the day after tomorrow](DATE "2026-03-06").',
    'I saw her [the day before yesterday](DATE "2026-03-02").',
    'I saw her [last Tuesday](DATE "2026-03-03").',
    'I saw her [last Wednesday](DATE "2026-02-25").',
    'See you [next Friday](DATE "2026-03-13").',
    'See you [this Friday](DATE "2026-03-06").',
    'See you [this coming Sunday](DATE "2026-03-08").',
    'See you on [Friday](DATE "2026-03-06").',
    'I saw her on [Friday](DATE "2026-02-27").',
    'He said on [Monday](DATE "2026-03-02") that it would close on [Thursday](DATE "2026-03-05").',
    'I saw her [last week](DATE "2026-W09").',
    'See you [next week](DATE "2026-W11"), not [this week](DATE "2026-W10").',
    'I saw her [last month](DATE "2026-02"), and [last year](DATE "2025").',
    'It opens [next month](DATE "2026-04"), or [next quarter](DATE "2026-04-01/2026-06-30").',
    'It opened [earlier this year](DATE "2026").',
    'It opens [later this month](DATE "2026-03").',
    'It opens [early next year](DATE "2027").',
    'It was sold [last November](DATE "2025-11").',
    'It will be sold [this weekend](DATE "2026-03-07/2026-03-08").',
    'It was sold over [the weekend](DATE "2026-02-28/2026-03-01").',
    'I saw her [three days ago](DATE "2026-03-01").',
    'I saw her [two weeks ago](DATE "2026-02-18").',
    'I saw her [two months ago](DATE "2026-01").',
    'I saw her [five years ago](DATE "2021").',
    'I saw her [a year ago](DATE "2025").',
    'See you [a week from today](DATE "2026-03-11").',
    'See you [three days from now](DATE "2026-03-07").',
    "I saw her [weeks ago](DATE null).",
    "I saw her [a few days ago](DATE null).",
    "We left [the next day](DATE null).",
    "We left [that week](DATE null), or [the following year](DATE null).",
    "We left [the same day](DATE null).",
    'He pays on [the 15th](DATE "2026-03-15").',
    'He paid on [the 1st](DATE "2026-03-01") and on [the 15th](DATE "2026-02-15").',
    'Since [January](DATE "2026-01") he works.',
    'It opens in [August](DATE "2026-08").',
]

DURATIONS = [
    'It took [two weeks](DATE "P2W").',
    'It took [a year and a half](DATE "P18M").',
    'It took [two and a half years](DATE "P30M").',
    'It took [2.5 days](DATE "P2.5D").',
    'It took [1 year and 3 months](DATE "P1Y3M").',
    'a [two-week](DATE "P2W") trial',
    'a [30-day](DATE "P30D") trial',
    'within [30 days](DATE "P30D")',
    'within [2-3 weeks](DATE {"min": "P2W", "max": "P3W"})',
    'within [two or three weeks](DATE {"min": "P2W", "max": "P3W"})',
    'within [7-10 business days](DATE {"min": "P7D", "max": "P10D"})',
    'between [two weeks and three months](DATE {"min": "P2W", "max": "P3M"})',
    'in [the past three weeks](DATE "P3W")',
    'in [the next two years](DATE "P2Y")',
    "in [the last few months](DATE null)",
    'in [the past year](DATE "P1Y")',
    "for [several weeks](DATE null)",
    "for [a few days](DATE null)",
    'for [a month](DATE "P1M")',
    'in [a fortnight](DATE "P2W")',
    'over [10 years](DATE "P10Y")',
    '[Two months later](DATE "P2M") he left.',
    'RTC in [6 wks](DATE "P6W")',
    'for [two decades](DATE "P20Y")',
    'with [six years](DATE "P6Y") of experience',
    'on [two weeks](DATE "P2W")\' notice',
]

AGES = [
    'A [42-year-old](DATE "P42Y") man.',
    'He is [42 years old](DATE "P42Y").',
    'A [67 y/o](DATE "P67Y") man.',
    'A [67 yo](DATE "P67Y") man.',
    'A [67yo](DATE "P67Y") man.',
    'A [6-month-old](DATE "P6M") girl.',
    'A [ten-year-old](DATE "P10Y") girl.',
    'A woman aged [65](DATE "P65Y") came.',
    'At the age of [65](DATE "P65Y") she came.',
    'adults aged [18 to 65](DATE {"min": "P18Y", "max": "P65Y"})',
    'Maria Lopez, [52](DATE "P52Y"), said so.',
    'She was [5 years of age](DATE "P5Y").',
]

RECURRENCES = [
    'It comes [daily](DATE "P1D"), [weekly](DATE "P1W"), [monthly](DATE "P1M"), [quarterly](DATE "P3M") and [annually](DATE "P1Y").',
    'It comes [every day](DATE "P1D").',
    'It comes [every two weeks](DATE "P2W").',
    'It comes [each year](DATE "P1Y").',
    'It comes [every Monday](DATE "XXXX-WXX-1").',
    'It comes on [Mondays](DATE "XXXX-WXX-1").',
    'It comes [every other day](DATE "P2D").',
    'an [annual](DATE "P1Y") budget',
]

NONE = [
    "May told me that Mark and April would march on.",
    "You may go, and she may not.",
    "He sat down in the sun and wed her.",
    "Don't let it fall; the springs pop out.",
    "It runs 24/7 and 9/11 was long past.",
    "He worked there for years.",
    "One day she will see.",
    "It costs that twice a day, and once a week too.",
    "They march on Washington.",
    "April Jones met June Carter.",
    "nowadays and recently and soon",
    "the fall of Rome",
    "Augustus Caesar and Julius",
]


@pytest.mark.parametrize("marked", [*CALENDAR, *RANGES, *PERIODS, *HOLIDAYS])
def test_calendar_dates_are_found_with_their_day(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", RELATIVE)
def test_relative_dates_count_from_the_reference(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", [*DURATIONS, *AGES, *RECURRENCES])
def test_durations_ages_and_recurrences_are_dates(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("text", NONE)
def test_words_like_dates_are_none(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "See you tomorrow.",
        "I saw her last week.",
        "on Friday",
        "on March 3",
        "three days ago",
        "this summer",
        "in Q1",
        "by Christmas",
    ],
)
def test_without_a_reference_what_needs_one_has_no_value(text: str) -> None:
    [date] = Values()(text).entities
    assert (date.label, date.value) == ("DATE", None)


def test_day_first_puts_the_day_before_the_month_where_both_are_possible() -> None:
    check('due [03/04/2026](DATE "2026-04-03"), not [12/31/2026](DATE "2026-12-31")', Values(day_first=True))


def test_a_reference_with_a_zone_is_as_good() -> None:
    values = Values(reference=datetime.fromisoformat("2026-03-04T10:00:00+01:00"))
    check('See you [tomorrow](DATE "2026-03-05"), [two hours ago](TIME "2026-03-04T08:00").', values)


def test_dates_far_away_do_not_raise() -> None:
    for year in (1000, 9000):
        values = Values(reference=datetime(year, 12, 31))
        for text in (
            "tomorrow",
            "next year",
            "next decade",
            "999999 years from now",
            "9999999999 days ago",
            "last century",
        ):
            values(text)
