"""MONEY, PERCENT and QUANTITY: amounts with their unit."""

# ruff: noqa: E501 - a sentence stands in one line

import pytest
from marked_values import check

MONEY = [
    'worth [$5](MONEY {"amount": 5, "currency": "USD"})',
    'worth [$1.2bn](MONEY {"amount": 1200000000, "currency": "USD"})',
    'worth [$1.5M](MONEY {"amount": 1500000, "currency": "USD"})',
    'worth [$250K](MONEY {"amount": 250000, "currency": "USD"})',
    'worth [$5m](MONEY {"amount": 5000000, "currency": "USD"})',
    'worth [US$ 300](MONEY {"amount": 300, "currency": "USD"})',
    'worth [US$300 million](MONEY {"amount": 300000000, "currency": "USD"})',
    'worth [300 euros](MONEY {"amount": 300, "currency": "EUR"})',
    'worth [€1.200,50](MONEY {"amount": 1200.5, "currency": "EUR"})',
    'worth [€1.200](MONEY {"amount": 1200, "currency": "EUR"})',
    'worth [1.200 €](MONEY {"amount": 1200, "currency": "EUR"})',
    'worth [€1,200.50](MONEY {"amount": 1200.5, "currency": "EUR"})',
    'worth [5€](MONEY {"amount": 5, "currency": "EUR"})',
    'worth [EUR 310,00](MONEY {"amount": 310, "currency": "EUR"})',
    'worth [500 EUR](MONEY {"amount": 500, "currency": "EUR"})',
    'worth [five bucks](MONEY {"amount": 5, "currency": "USD"})',
    'worth [20 quid](MONEY {"amount": 20, "currency": "GBP"})',
    'worth [1,000-1,500 USD](MONEY {"min": 1000, "max": 1500, "currency": "USD"})',
    'worth [$5-10 million](MONEY {"min": 5000000, "max": 10000000, "currency": "USD"})',
    'between [$5 and $10](MONEY {"min": 5, "max": 10, "currency": "USD"})',
    'from [$25 - $40](MONEY {"min": 25, "max": 40, "currency": "USD"})',
    'worth [2 lakh rupees](MONEY {"amount": 200000, "currency": "INR"})',
    'worth [Rs. 45,000](MONEY {"amount": 45000, "currency": "INR"})',
    'worth [₹5 crore](MONEY {"amount": 50000000, "currency": "INR"})',
    'worth [50 cents](MONEY {"amount": 0.5, "currency": "USD"})',
    'worth [50p](MONEY {"amount": 0.5, "currency": "GBP"})',
    'worth [a million dollars](MONEY {"amount": 1000000, "currency": "USD"})',
    'worth [half a million dollars](MONEY {"amount": 500000, "currency": "USD"})',
    'worth [one thousand two hundred dollars](MONEY {"amount": 1200, "currency": "USD"})',
    'worth [five dollars and fifty cents](MONEY {"amount": 5.5, "currency": "USD"})',
    "worth [millions of dollars](MONEY null)",
    'worth [$45.00 USD](MONEY {"amount": 45, "currency": "USD"})',
    'a [1,000-dollar](MONEY {"amount": 1000, "currency": "USD"}) bill',
    'a [$200 million](MONEY {"amount": 200000000, "currency": "USD"}) deal',
    'a [$200-million](MONEY {"amount": 200000000, "currency": "USD"}) deal',
    'credit [-$12.00](MONEY {"amount": -12, "currency": "USD"})',
    'it costs [ten pounds](MONEY {"amount": 10, "currency": "GBP"})',
    'worth [C$20](MONEY {"amount": 20, "currency": "CAD"}), [A$4,800](MONEY {"amount": 4800, "currency": "AUD"}), [HK$5](MONEY {"amount": 5, "currency": "HKD"})',
    'worth [CHF 120.00](MONEY {"amount": 120, "currency": "CHF"})',
    'worth [¥12,000](MONEY {"amount": 12000, "currency": "JPY"}), [500 yen](MONEY {"amount": 500, "currency": "JPY"}), [30 yuan](MONEY {"amount": 30, "currency": "CNY"})',
    'worth [₩4.2 billion](MONEY {"amount": 4200000000, "currency": "KRW"})',
    '[$5](MONEY {"amount": 5, "currency": "USD"}) a share, [$12](MONEY) per hour, [$75](MONEY)/day',
    'worth [$.99](MONEY {"amount": 0.99, "currency": "USD"})',
    'worth [$1,234,567.89](MONEY {"amount": 1234567.89, "currency": "USD"})',
    'worth [£2.5k](MONEY {"amount": 2500, "currency": "GBP"})',
    'worth [three million euros](MONEY {"amount": 3000000, "currency": "EUR"})',
    'worth [28.5p](MONEY {"amount": 0.285, "currency": "GBP"})',
    'worth [$1 trillion](MONEY {"amount": 1000000000000, "currency": "USD"})',
]

PERCENT = [
    "by [5%](PERCENT 5)",
    "by [5 %](PERCENT 5)",
    "by [5 per cent](PERCENT 5)",
    "by [five percent](PERCENT 5)",
    "by [12.5 pct](PERCENT 12.5)",
    'a [10-15%](PERCENT {"min": 10, "max": 15}) discount',
    'between [5% and 10%](PERCENT {"min": 5, "max": 10})',
    'between [5 and 10 percent](PERCENT {"min": 5, "max": 10})',
    '[5 to 10 percent](PERCENT {"min": 5, "max": 10}) of them',
    "by [1.5 percentage points](PERCENT 1.5)",
    "by [25 basis points](PERCENT 0.25)",
    "by [25 bps](PERCENT 0.25)",
    "by [-5%](PERCENT -5) and [+3%](PERCENT 3)",
    "by [half a percent](PERCENT 0.5)",
    "by [half a percentage point](PERCENT 0.5)",
    "a [10-percent](PERCENT 10) stake",
    "by [0.5%](PERCENT 0.5), [.5%](PERCENT 0.5)",
    "The rate rose from [3%](PERCENT 3) to [5%](PERCENT 5).",
    "[one hundred percent](PERCENT 100) sure",
]

QUANTITY = [
    'took [5 mg](QUANTITY {"amount": 5, "unit": "mg"})',
    'took [5mg](QUANTITY {"amount": 5, "unit": "mg"})',
    'took [five milligrams](QUANTITY {"amount": 5, "unit": "mg"})',
    'took [50 mcg](QUANTITY {"amount": 50, "unit": "µg"})',
    'took [5-10 mg](QUANTITY {"min": 5, "max": 10, "unit": "mg"})',
    'took [5 mg to 10 mg](QUANTITY {"min": 5, "max": 10, "unit": "mg"})',
    'glucose [182 mg/dL](QUANTITY {"amount": 182, "unit": "mg/dL"})',
    'glucose [182 mg/dl](QUANTITY {"amount": 182, "unit": "mg/dL"})',
    'potassium [4.2 mmol/L](QUANTITY {"amount": 4.2, "unit": "mmol/L"})',
    'WBC [11.2 x10^9/L](QUANTITY {"amount": 11.2, "unit": "10^9/L"})',
    'WBC [11.2 × 10⁹/L](QUANTITY {"amount": 11.2, "unit": "10^9/L"})',
    'platelets [250 10^9/L](QUANTITY {"amount": 250, "unit": "10^9/L"})',
    'HR [88 bpm](QUANTITY {"amount": 88, "unit": "bpm"})',
    'BP [120/80 mmHg](QUANTITY {"amount": [120, 80], "unit": "mmHg"})',
    'BP [120/80 mm Hg](QUANTITY {"amount": [120, 80], "unit": "mmHg"})',
    'a [five-mile](QUANTITY {"amount": 5, "unit": "mi"}) run',
    'a [12-ounce](QUANTITY {"amount": 12, "unit": "oz"}) can',
    'he is [6\'2"](QUANTITY {"amount": 74, "unit": "in"})',
    'he is [6\'2](QUANTITY {"amount": 74, "unit": "in"}) tall',
    'he is [5 ft 10 in](QUANTITY {"amount": 70, "unit": "in"})',
    'he is [5 feet 10 inches](QUANTITY {"amount": 70, "unit": "in"}) tall',
    'he is [six feet](QUANTITY {"amount": 6, "unit": "ft"}) tall',
    'weighs [6 lb 4 oz](QUANTITY {"amount": 100, "unit": "oz"})',
    'weighs [190 lbs](QUANTITY {"amount": 190, "unit": "lb"})',
    'weighs [65 pounds](QUANTITY {"amount": 65, "unit": "lb"})',
    'a box of [10 x 20 cm](QUANTITY {"amount": [10, 20], "unit": "cm"})',
    'a box of [10 cm x 20 cm](QUANTITY {"amount": [10, 20], "unit": "cm"})',
    'a mass of [2.5 x 3.0 x 1.1 cm](QUANTITY {"amount": [2.5, 3, 1.1], "unit": "cm"})',
    'a room of [10 by 20 feet](QUANTITY {"amount": [10, 20], "unit": "ft"})',
    'has [16GB](QUANTITY {"amount": 16, "unit": "GB"}) of RAM and a [1 TB](QUANTITY {"amount": 1, "unit": "TB"}) disk',
    'at [3.2 GHz](QUANTITY {"amount": 3.2, "unit": "GHz"}) and [100 Mbps](QUANTITY {"amount": 100, "unit": "Mbps"})',
    'at [102 °F](QUANTITY {"amount": 102, "unit": "°F"}), [38.2°C](QUANTITY {"amount": 38.2, "unit": "°C"}), [98.6 F](QUANTITY {"amount": 98.6, "unit": "°F"})',
    'at [-10 °C](QUANTITY {"amount": -10, "unit": "°C"}), [20 degrees Celsius](QUANTITY {"amount": 20, "unit": "°C"}), [90 degrees](QUANTITY {"amount": 90, "unit": "°"})',
    'has [1,200 sq ft](QUANTITY {"amount": 1200, "unit": "ft²"}), [1,200 square feet](QUANTITY {"amount": 1200, "unit": "ft²"}), [80 m²](QUANTITY {"amount": 80, "unit": "m²"}), [80 m2](QUANTITY {"amount": 80, "unit": "m²"})',
    'at [65 mph](QUANTITY {"amount": 65, "unit": "mph"}), [100 km/h](QUANTITY {"amount": 100, "unit": "km/h"}), [60 miles per hour](QUANTITY {"amount": 60, "unit": "mph"})',
    'ran [a mile](QUANTITY {"amount": 1, "unit": "mi"}), then [half a mile](QUANTITY {"amount": 0.5, "unit": "mi"})',
    'ran [10 km](QUANTITY {"amount": 10, "unit": "km"}) and [26.2 miles](QUANTITY {"amount": 26.2, "unit": "mi"})',
    'needs [1/2 cup](QUANTITY {"amount": 0.5, "unit": "cup"}), [2 tbsp](QUANTITY {"amount": 2, "unit": "tbsp"}), [1½ tsp](QUANTITY {"amount": 1.5, "unit": "tsp"})',
    'needs [40 to 60 mm](QUANTITY {"min": 40, "max": 60, "unit": "mm"}) of rain',
    'gets [10 units](QUANTITY {"amount": 10, "unit": "U"}) of insulin, heparin [5000 U](QUANTITY {"amount": 5000, "unit": "U"})',
    'ALT [31 U/L](QUANTITY {"amount": 31, "unit": "U/L"}), [5.9 mEq/L](QUANTITY {"amount": 5.9, "unit": "mEq/L"})',
    'at [75 mL/h](QUANTITY {"amount": 75, "unit": "mL/h"}), [75 ml/hr](QUANTITY {"amount": 75, "unit": "mL/h"})',
    'gets [500 mg per day](QUANTITY {"amount": 500, "unit": "mg/d"}) or [2 mg/kg/day](QUANTITY {"amount": 2, "unit": "mg/kg/d"})',
    'eGFR [62 mL/min/1.73 m²](QUANTITY {"amount": 62, "unit": "mL/min/1.73 m²"})',
    'BMI [31.2 kg/m2](QUANTITY {"amount": 31.2, "unit": "kg/m²"})',
    'drew [5 cc](QUANTITY {"amount": 5, "unit": "cm³"}), used [842 kWh](QUANTITY {"amount": 842, "unit": "kWh"})',
    'a [4,000 mAh](QUANTITY {"amount": 4000, "unit": "mAh"}) cell at [5 V](QUANTITY {"amount": 5, "unit": "V"})',
    'under [70 bar](QUANTITY {"amount": 70, "unit": "bar"}), or [32 psi](QUANTITY {"amount": 32, "unit": "psi"})',
    'needs [2 million tons](QUANTITY {"amount": 2000000, "unit": "t"}) of grain, [1.5 million barrels](QUANTITY {"amount": 1500000, "unit": "bbl"}) of oil',
    'a [6 ft.](QUANTITY {"amount": 6, "unit": "ft"}) pole and [8 oz.](QUANTITY {"amount": 8, "unit": "oz"}) of cheese',
    'a [10-inch](QUANTITY {"amount": 10, "unit": "in"}) blade, [10 in.](QUANTITY {"amount": 10, "unit": "in"}) wide',
    'a [100-meter](QUANTITY {"amount": 100, "unit": "m"}) dash',
    'a dose of [0.3 µg](QUANTITY {"amount": 0.3, "unit": "µg"}) and [0.3 μg](QUANTITY {"amount": 0.3, "unit": "µg"})',
]


@pytest.mark.parametrize("marked", MONEY)
def test_money_has_amount_and_currency(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", PERCENT)
def test_percentages_are_numbers(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", QUANTITY)
def test_quantities_have_amount_and_symbol(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "text",
    [
        "50 Cent sang with him.",
        "The team won, and sterling work it was.",
        "We had it in stone.",
        "He said “I have one of those”.",
        "The bass pounds, the feet hurt, and the cup is full.",
        "a ton of work, a foot in the door",
    ],
)
def test_words_like_units_are_none_without_a_number(text: str) -> None:
    check(text)
