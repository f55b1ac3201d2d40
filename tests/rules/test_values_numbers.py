"""CARDINAL and ORDINAL: numbers that count, in figures and words; and numbers that name."""

# ruff: noqa: E501 - a sentence stands in one line

import pytest
from marked_values import check

CARDINAL = [
    "with [5,000](CARDINAL 5000) supporters",
    "with [5000](CARDINAL 5000) people",
    "with [2000](CARDINAL 2000) people",
    "with [eight thousand](CARDINAL 8000) people",
    "with [twenty-one](CARDINAL 21) people",
    "with [one hundred and five](CARDINAL 105) people",
    "with [two million three hundred thousand](CARDINAL 2300000) people",
    "with [1.2 million](CARDINAL 1200000) people",
    "with [15k](CARDINAL 15000) subscribers",
    "with [half a million](CARDINAL 500000) people",
    "with [a dozen](CARDINAL 12) eggs and [two dozen](CARDINAL 24) rolls",
    "with [dozens](CARDINAL null) of them",
    "with [hundreds of thousands](CARDINAL null) of people",
    "[Thousands](CARDINAL null) of people came.",
    'with [two or three](CARDINAL {"min": 2, "max": 3}) friends',
    'with [20 to 30](CARDINAL {"min": 20, "max": 30}) friends',
    'with [3-5](CARDINAL {"min": 3, "max": 5}) children',
    'between [5 and 10](CARDINAL {"min": 5, "max": 10}) friends',
    "[4](CARDINAL 4) out of [5](CARDINAL 5) stars",
    "[one](CARDINAL 1) in [five](CARDINAL 5) households",
    "[two-thirds](CARDINAL 0.6667) of them, [half](CARDINAL 0.5) of us, [a quarter](CARDINAL 0.25) of you, [a third](CARDINAL 0.3333) of it",
    "HR [88](CARDINAL 88), RR [18](CARDINAL 18), pH of [7.4](CARDINAL 7.4)",
    "dispense [30](CARDINAL 30), [3](CARDINAL 3) refills",
    "a box of [12](CARDINAL 12).",
    "[12](CARDINAL 12) items, [seven](CARDINAL 7) boxes",
    "[three](CARDINAL 3) times a day",
    "[1 000 000](CARDINAL 1000000) of them",
    "Qty [3](CARDINAL 3) | Steel bolts M8",
    "[nineteen](CARDINAL 19) of [ninety-nine](CARDINAL 99)",
    "[two and a half](CARDINAL 2.5) stars",
    "[three billion](CARDINAL 3000000000) and [two trillion](CARDINAL 2000000000000) cells",
]

ORDINAL = [
    "the [first](ORDINAL 1) time, the [2nd](ORDINAL 2) time, the [twenty-first](ORDINAL 21) time",
    "on the [20th](ORDINAL 20) floor, in the [92nd](ORDINAL 92) minute",
    "Won [1st](ORDINAL 1) prize, came [third](ORDINAL 3)",
    "the [hundredth](ORDINAL 100) visitor",
    "my [third](ORDINAL 3) request",
    "youre [3rd](ORDINAL 3) in line",
]

NONE = [
    "version 3.11.7, v2.4.1 and Python 3.11",
    "room 214, flight BA 286, gate 12, page 5, chapter 4",
    "the A380, B12, T4, iPhone 15 and Galaxy S24",
    "Boeing 747 and Windows 11 are names.",
    "at 1600 Larimer St, Denver, CO 80202",
    "10 Downing Street",
    "type 2 diabetes, stage 3 disease, size 10",
    "order #12345, invoice no. 20391, PO 4500012345",
    "They won 3-2, and the ratio is 3:1.",
    "pain 7/10, BP 120/80",
    "call 911 now",
    "no one knows, this one broke, one of them left, the other one too",
    "first of all, at first, on second thoughts",
    "first name, first aid, a first-class, second-hand car of a third-party",
    "5th Avenue and the Second Amendment",
    "once, twice, both",
    "catch-22 and COVID-19 and H1N1",
    "UN 1830, class 8, note 7 on page 3",
    "50 Cent sang.",
    "127.0.0.1:8080 on port 8080",
    "ICD-10 and GC-MS and C5-C6",
    "ref. 2024-0117-B",
    "Six Sigma",
    "a 4K television, a 5K run, 1080p",
    "John 3:16",
    "He wins hands down; a winner at heart.",
]


@pytest.mark.parametrize("marked", CARDINAL)
def test_numbers_that_count_are_cardinal(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", ORDINAL)
def test_places_in_an_order_are_ordinal(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("text", NONE)
def test_numbers_that_name_are_none(text: str) -> None:
    check(text)
