"""Classes of errors that sentences from outside the repository showed; each line has its counterpart that must stay."""

# ruff: noqa: E501 - a sentence stands in one line

import pytest
from marked_values import check

from onoma.rules.values import Values

SENTENCES = [
    # Ages behind one name; several ages.
    'Okafor, [41](DATE "P41Y"), left the board.',
    "Overall, [41](CARDINAL 41), or so they say.",
    'Twins (ages [4](DATE "P4Y"), [6](DATE "P6Y") and [9](DATE "P9Y")) shared it.',
    # Ranges of parts of days, and hours of a day.
    'Closed from [Friday evening until Monday morning](TIME "2026-02-27T18:00/2026-03-02T12:00").',
    '[Friday evening](TIME "2026-03-06T18:00/2026-03-06T22:00") or [Monday morning](TIME "2026-03-09T06:00/2026-03-09T12:00")',
    'The plumber comes between [7 and 11](TIME "T07:00/T11:00") on [Friday](DATE "2026-03-06").',
    "She chose between [7 and 11](CARDINAL) of them.",
    'I am free after [6](TIME "T06:00").',
    'Ready by [9](TIME "T09:00")?',
    "The index is up by [9](CARDINAL 9).",
    'The clinic stood open at [0815](TIME "T08:15"); start [0730](TIME "T07:30").',
    'Given [nightly](TIME "T18:00/T06:00").',
    'wait, gimme [a sec](TIME "PT1S")',
    "It rained one afternoon.",
    # Articles of what is in hyphens.
    'The [17th-century](DATE "1601/1700") chapel burnt in [the 17th century](DATE "1601/1700").',
    # Parts and quarters.
    'Costs fell by [a third](CARDINAL 0.3333) in [two quarters](DATE "P6M").',
    "[three quarters](CARDINAL 0.75) of them",
    "for the [third](ORDINAL 3) in a row",
    # Days of some month; weeks before last; dates of a range written alike.
    'We stay [the 14th to the 17th](DATE "2026-03-14/2026-03-17").',
    'Sold [the week before last](DATE "2026-W08").',
    'From [01/02/2026 - 28/02/2026](DATE "2026-02-01/2026-02-28")',
    'From [01/02/2026 - 02/03/2026](DATE "2026-01-02/2026-02-03")',
    'Seen in clinic on [Feb 3](DATE "2026-02-03").',
    'can you do [sat](DATE "2026-03-07")?',
    "we sat down",
    'on [Friday the 13th](DATE "2026-03-13")',
    'in [2024/25](DATE "2024/2025") and ([2019-20](DATE "2019/2020")); [2011/2012](DATE "2011/2012")',
    'in [Q1-Q3 2025](DATE "2025-01-01/2025-09-30")',
    'from [10 to 11:30](TIME "T10:00/T11:30") on [Tuesday](DATE "2026-03-10")',
    'worse [mid-afternoon](TIME "T12:00/T18:00")',
    "4/5 stars, [4/5](CARDINAL 0.8) of them",
    # Money.
    'that is [3 grand](MONEY {"amount": 3000, "currency": "USD"}) u know',
    "[3](CARDINAL 3) grand pianos",
    '([Rupees forty-five thousand](MONEY {"amount": 45000, "currency": "INR"}) only)',
    '[1,5 Mio. €](MONEY {"amount": 1500000, "currency": "EUR"}) of [2 Mrd. Euro](MONEY {"amount": 2000000000, "currency": "EUR"})',
    '[EUR 1 000](MONEY {"amount": 1000, "currency": "EUR"}); [1 500 €](MONEY {"amount": 1500, "currency": "EUR"})',
    # Quantities.
    'Take [2](CARDINAL 2) x [500 mg](QUANTITY {"amount": 500, "unit": "mg"}).',
    'a [2 x 3 cm](QUANTITY {"amount": [2, 3], "unit": "cm"}) scar',
    'it is [-5C](QUANTITY {"amount": -5, "unit": "°C"}) outside',
    'a [0.1 M](QUANTITY {"amount": 0.1, "unit": "M"}) solution of urea',
    'platelets [315 x 103/µL](QUANTITY {"amount": 315, "unit": "10^3/µL"})',
    "Ticket 88213-A is closed.",
    # Telephone numbers of examples.
    'Call [(555) 123-4567](PHONE "+15551234567") or [555-123-4567](PHONE "+15551234567").',
    'my number is [555 0123](PHONE "5550123")',
    "order 123-456-7890",
    # Numbers that name.
    "My 401(k), a 501(c)(3), form 1099-R.",
    "Send it to 1408 2nd Street.",
    "Certified mail 7019 2280 0001 4472 9921 and account 31926819.",
    "It has [1 000 000](CARDINAL 1000000) rows.",
    "She lost the vote 202-432.",
    "The camp has [10-20](CARDINAL) tents.",
    "HER2 2+, edema 1+, [3](CARDINAL 3)+ children",
    "a 10k race, a 5k run, [5k](CARDINAL 5000) fans",
    "given on days 1, 8 and 15",
    "See rooms 3, 5 and 12.",
    "The FTSE 100 fell.",
    "host 2001:db8::1",
    # A parenthesis that closes an item of a list, one that closes what it opened, and sources.
    "all of them (n = [14](CARDINAL 14)), see (3, 4)",
    "INR goal [2-3](CARDINAL); a 2-3 loss",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_a_class_of_errors_stays_mended(marked: str) -> None:
    check(marked)


def test_what_pounds_are_is_told_by_their_own_paragraph() -> None:
    (entity,) = Values()("It cost nobody anything.\n\n1 pounds\n\nSo.").entities
    assert entity.label == "QUANTITY"
