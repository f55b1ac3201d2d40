"""The two halves of benchmarks/values are sound: no bracket, value, check digit or count is wrong."""

import importlib.util
import json
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from onoma.document import Document, Entity, Value

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
HALVES = ("tune", "test")
KEYS = {"id", "genre", "reference", "day_first", "marked", "values"}
LEAST = {
    **{"DATE": 90, "TIME": 40, "MONEY": 50, "PERCENT": 25, "QUANTITY": 60, "EMAIL": 15, "URL": 20, "PHONE": 25},
    **{"ORDINAL": 20, "CARDINAL": 40, "FORMULA": 20},
    **dict.fromkeys(("ICD10", "LOINC", "SNOMED", "NDC", "CPT", "RXNORM", "MESH", "ATC", "CAS"), 10),
}
DAY = r"\d{4}(?:-W\d\d|-\d\d(?:-\d\d)?)?"
CLOCK = r"T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?"
POINT = rf"(?:{DAY}|{DAY}{CLOCK}|{CLOCK})"
DURATION = r"P(?=[\dT])(?:[\d.]+Y)?(?:[\d.]+M)?(?:[\d.]+W)?(?:[\d.]+D)?(?:T(?:[\d.]+H)?(?:[\d.]+M)?(?:[\d.]+S)?)?"
ISO = re.compile(rf"{POINT}(?:/(?:{POINT}|\.\.))?|{DURATION}|XXXX-WXX-[1-7]")
SHAPES = {
    "EMAIL": r"[^@\s]+@[^@\s]+\.[a-z]+",
    "URL": r"\S+\.\S+",
    "PHONE": r"\+?\d{7,15}(?:;ext=\d+)?",
    "ICD10": r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?",
    "LOINC": r"\d{1,5}-\d",
    "SNOMED": r"[1-9]\d{5,17}",
    "NDC": r"\d{4}-\d{4}-\d\d|\d{5}-\d{3}-\d\d|\d{5}-\d{4}-\d\d?",
    "CPT": r"\d{4}[0-9FTU]",
    "RXNORM": r"[1-9]\d{0,6}",
    "MESH": r"[CD]\d{6}(?:\d{3})?",
    "ATC": r"[ABCDGHJLMNPRSV]\d\d[A-Z](?:[A-Z](?:\d\d)?)?",
    "CAS": r"\d{2,7}-\d\d-\d",
    "FORMULA": r"[A-Za-z0-9()·]+(?:\^\d*[+-])?",
}
VERHOEFF_PERMUTATION = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("values_benchmark", FOLDER / "values.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BENCHMARK = _load()
GOLD: dict[str, list[Document]] = {half: BENCHMARK.read_half(half) for half in HALVES}
MENTIONS = [(document, entity) for half in HALVES for document in GOLD[half] for entity in document.entities]


def _rows(half: str) -> list[dict[str, Value]]:
    return [json.loads(line) for line in (FOLDER / "values" / f"{half}.jsonl").read_text("utf-8").splitlines()]


def _values(label: str) -> list[str]:
    return [str(entity.value) for _, entity in MENTIONS if entity.label == label]


def _counts(half: str) -> Counter[str]:
    return Counter(entity.label for document in GOLD[half] for entity in document.entities)


@pytest.mark.parametrize("half", HALVES)
def test_rows_have_known_keys_and_ids_in_order(half: str) -> None:
    seen: Counter[str] = Counter()
    for row in _rows(half):
        assert row.keys() <= KEYS
        assert row["genre"] in BENCHMARK.GENRES
        seen[str(row["genre"])] += 1
        assert row["id"] == f"{half}-{row['genre']}-{seen[str(row['genre'])]:03}"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", str(row.get("reference", "2026-03-04T10:00")))
        assert row.get("day_first", True) is True


@pytest.mark.parametrize("half", HALVES)
def test_brackets_were_all_read(half: str) -> None:
    for document, row in zip(GOLD[half], _rows(half), strict=True):
        assert document.id == row["id"]
        assert len(document.entities) == len(re.findall(r"\]\([A-Z0-9]+\)", str(row["marked"])))
        assert not re.search(r"\]\(|\)\[|\[[^\]]*\]\(", document.text), document.text
        ends = [0, *(entity.end for entity in document.entities)]
        assert all(end <= entity.start for end, entity in zip(ends, document.entities, strict=False))


@pytest.mark.parametrize("half", HALVES)
def test_mentions_have_known_labels_and_no_blanks_around(half: str) -> None:
    for document in GOLD[half]:
        for entity in document.entities:
            text = document.text_of(entity)
            assert entity.label in BENCHMARK.LABELS
            assert text == text.strip().rstrip(",;:")


@pytest.mark.parametrize("half", HALVES)
def test_each_label_has_enough_mentions(half: str) -> None:
    counts = _counts(half)
    assert LEAST.keys() == set(BENCHMARK.LABELS)
    assert {label: counts[label] for label, least in LEAST.items() if counts[label] < least} == {}


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def test_halves_share_no_sentence() -> None:
    tune, test = ({_plain(document.text) for document in GOLD[half]} for half in HALVES)
    assert not tune & test
    assert (len(tune), len(test)) == (len(GOLD["tune"]), len(GOLD["test"]))


@pytest.mark.parametrize("half", HALVES)
def test_counts_in_the_readme_are_true(half: str) -> None:
    table = (FOLDER / "values" / "README.md").read_text("utf-8").partition("## Counts")[2]
    rows = re.findall(r"^\| ([^|]+) \| (\d+) \| (\d+) \|$", table, re.MULTILINE)
    written = {name: int(numbers[HALVES.index(half)]) for name, *numbers in rows}
    documents = GOLD[half]
    assert written == {
        "sentences": len(documents),
        "without any entity": sum(not document.entities for document in documents),
        "entities": sum(len(document.entities) for document in documents),
        **Counter(str(document.fields["genre"]) for document in documents),
        **_counts(half),
    }


@pytest.mark.parametrize("label", sorted(SHAPES))
def test_text_values_have_the_shape_of_their_label(label: str) -> None:
    assert [value for value in _values(label) if not re.fullmatch(SHAPES[label], value)] == []


def _is_iso(value: Value) -> bool:
    if isinstance(value, dict):
        return value.keys() == {"min", "max"} and all(re.fullmatch(DURATION, str(end)) for end in value.values())
    return value is None or (isinstance(value, str) and ISO.fullmatch(value) is not None)


@pytest.mark.parametrize("label", ["DATE", "TIME"])
def test_dates_and_times_are_iso_8601(label: str) -> None:
    wrong = [
        (document.id, entity.value)
        for document, entity in MENTIONS
        if entity.label == label and not _is_iso(entity.value)
    ]
    assert wrong == []


def _is_amount(entity: Entity) -> bool:
    value, unit = entity.value, {"MONEY": "currency", "QUANTITY": "unit"}[entity.label]
    if value is None:
        return True
    return isinstance(value, dict) and value.keys() in ({"amount", unit}, {"min", "max", unit}) and bool(value[unit])


def test_amounts_have_a_unit_or_a_currency() -> None:
    amounts = [entity for _, entity in MENTIONS if entity.label in ("MONEY", "QUANTITY")]
    assert [entity for entity in amounts if not _is_amount(entity)] == []
    currencies = {
        entity.value["currency"] for entity in amounts if isinstance(entity.value, dict) and entity.label == "MONEY"
    }
    assert all(re.fullmatch(r"[A-Z]{3}", str(currency)) for currency in currencies)


def test_unit_symbols_are_those_of_the_guidelines() -> None:
    readme = (FOLDER / "values" / "README.md").read_text("utf-8")
    symbols = set(re.split(r"[\s;,:.()\"*]+", readme.partition("**Unit symbols**")[2].partition("\n\n")[0]))
    used = {
        str(entity.value["unit"])
        for _, entity in MENTIONS
        if entity.label == "QUANTITY" and isinstance(entity.value, dict)
    }
    assert used - symbols == set()


def test_percents_and_numbers_are_numbers() -> None:
    for document, entity in MENTIONS:
        if entity.label in ("PERCENT", "ORDINAL", "CARDINAL"):
            ends = entity.value.values() if isinstance(entity.value, dict) else [entity.value]
            assert entity.value is None or all(isinstance(end, int | float) for end in ends), (document.id, entity)


def _mod_10(digits: str) -> int:
    doubled = [int(digit) * (2 - index % 2) for index, digit in enumerate(reversed(digits))]
    return -sum(number // 10 + number % 10 for number in doubled) % 10


def _dihedral(one: int, other: int) -> int:
    if one < 5:
        return (one + other) % 5 if other < 5 else (one + other - 5) % 5 + 5
    return (one - 5 - other) % 5 + 5 if other < 5 else (one - other) % 5


def _verhoeff(digits: str) -> int:
    check = 0
    for index, digit in enumerate(reversed(digits)):
        number = int(digit)
        for _ in range(index % 8):
            number = VERHOEFF_PERMUTATION[number]
        check = _dihedral(check, number)
    return check


def _cas_sum(digits: str) -> int:
    return sum(rank * int(digit) for rank, digit in enumerate(reversed(digits), 1)) % 10


def test_check_digits_are_right() -> None:
    assert [code for code in _values("LOINC") if _mod_10(code[:-2]) != int(code[-1])] == []
    assert [code for code in _values("SNOMED") if _verhoeff(code) != 0] == []
    assert [code for code in _values("CAS") if _cas_sum(code.replace("-", "")[:-1]) != int(code[-1])] == []


def test_check_digits_of_this_test_refuse_a_changed_digit() -> None:
    assert (_mod_10("2345"), _mod_10("2346")) == (7, 5)
    assert _verhoeff("73211009") == 0
    assert all(_verhoeff(f"7321100{digit}") for digit in range(9))
    assert (_cas_sum("773218"), _cas_sum("773219")) == (5, 6)


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("P1Y", "P12M", True),
        ("P1W", "P7D", True),
        ("PT90M", "PT1.5H", True),
        ("P1M", "PT1M", False),
        ("P30D", "P1M", False),
        ("P", "P", True),
        ({"amount": 5, "unit": "μg"}, {"amount": 5.0, "unit": "µg"}, True),
        ({"amount": 5, "unit": "mg"}, {"amount": 5, "unit": "g"}, False),
        ({"min": 1, "max": 2}, {"amount": 1}, False),
        ([120, 80], [120, 80.0], True),
        ([120, 80], [120], False),
        (0.6667, 2 / 3, True),
        (0.6667, 0.67, False),
        (0, 0.0, True),
        (1, True, False),
        (5, "5", False),
        (None, None, True),
        (None, "2026", False),
    ],
)
def test_values_are_the_same_by_meaning(gold: Value, found: Value, same: bool) -> None:
    assert BENCHMARK.same_value(gold, found) is same


def test_misses_tell_missed_invented_and_wrong_value() -> None:
    gold = Document("5 mg in 2024", (Entity(0, 4, "QUANTITY", value=1), Entity(8, 12, "DATE", value="2024")))
    found = gold.with_entities([Entity(0, 1, "CARDINAL", value=5), Entity(8, 12, "DATE", value="2025")])
    assert [line.split()[0] for line in BENCHMARK.misses(gold, found)] == ["missed", "invented", "value"]
    assert list(BENCHMARK.misses(gold, gold)) == []
