"""Patterns: regular expressions and token patterns, and what becomes of evil ones."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma.errors import InputError, SettingsError
from onoma.rules.patterns import Pattern, Patterns, expressions, read_patterns
from onoma.rules.patterns.tokens import split_tokens


def found(text, *patterns):
    document = Patterns(patterns)(text)
    return [(document.text_of(entity), entity.label) for entity in document.entities]


def tokens(*tests, label="X"):
    return Pattern(label, tokens=tests)


def test_expression_marks_its_matches_and_gives_named_groups_as_value():
    pattern = Pattern("TICKET", r"\b(?P<project>[A-Z]+)-(?P<number>\d+)(?P<open>!)?", name="jira")
    (entity,) = Patterns([pattern])("See ABC-12.").entities
    assert (entity.start, entity.end, entity.source) == (4, 10, "patterns")
    assert entity.value == {"project": "ABC", "number": "12"}
    assert entity.attributes == {"pattern": "jira"}


def test_group_called_entity_is_what_is_marked():
    assert found("order no. 4711, page 12", Pattern("ORDER", r"order no\. (?P<entity>\d+)")) == [("4711", "ORDER")]


def test_expression_knows_letters_of_all_languages_and_case_when_asked():
    assert found("une École, école", Pattern("X", r"\bécole\b", ignore_case=True)) == [("École", "X"), ("école", "X")]
    assert found("une École", Pattern("X", r"\bécole\b")) == []


def test_white_space_around_a_match_is_no_part_of_it():
    assert found("a  b  c", Pattern("X", r"\s+b\s+")) == [("b", "X")]
    assert found("a  b", Pattern("X", r"\s+")) == []


@pytest.mark.parametrize(
    ("tests", "text", "expected"),
    [
        ([{"LOWER": "new"}, {"LOWER": "york"}], "New York, new  YORK", ["New York", "new  YORK"]),
        ([{"ORTH": "US"}], "US us", ["US"]),
        ([{"TEXT": {"IN": ["a", "b"]}}], "a b c", ["a", "b"]),
        ([{"LOWER": {"NOT_IN": ["a"]}, "IS_ALPHA": True}], "a A b 1", ["b"]),
        ([{"SHAPE": "XXdd"}], "AB12 A12 ab12", ["AB12"]),
        ([{"SHAPE": "Xxxxx"}], "Hippopotamus Ox", ["Hippopotamus"]),
        ([{"LIKE_NUM": True}, {"LOWER": "mg", "OP": "?"}], "5 mg or ten mg or 7", ["5 mg", "ten mg", "7"]),
        ([{"LOWER": "very", "OP": "*"}, {"LOWER": "big"}], "very very big, big", ["very very big", "big"]),
        ([{"IS_TITLE": True, "OP": "+"}], "Ada Lovelace met Babbage", ["Ada Lovelace", "Babbage"]),
        ([{"IS_DIGIT": True, "OP": "{2,3}"}], "1 | 1 2 | 1 2 3 4 5", ["1 2", "1 2 3", "4 5"]),
        ([{"IS_DIGIT": True, "OP": "{2}"}], "1 2 3", ["1 2"]),
        ([{"LOWER": "a"}, {"OP": "!", "LOWER": "b"}], "a b a c", ["a c"]),
        ([{"LOWER": "from"}, {}, {"LOWER": "to"}], "from A to, from to", ["from A to"]),
        ([{"IS_PUNCT": True}, {"IS_UPPER": True}], "-A -a", ["-A"]),
        ([{"IS_LOWER": True}, {"TEXT": "-"}, {"IS_ALPHA": True}], "e-mail E-mail", ["e-mail"]),
    ],
)
def test_token_pattern_matches_as_documented(tests, text, expected):
    assert [match for match, _ in found(text, tokens(*tests))] == expected


def test_longer_match_wins_and_then_the_earlier_pattern():
    short, long, other = Pattern("A", "bc"), Pattern("B", "abc"), Pattern("C", "abc")
    assert found("abc bc", short, long, other) == [("abc", "B"), ("bc", "A")]


@pytest.mark.parametrize("evil", [r"(a+)+$", r"(a|aa)+$", r"^(([a-z])+.)+[A-Z]([a-z])+$"])
def test_evil_expression_ends_in_time(evil, monkeypatch):
    monkeypatch.setattr(expressions, "_SECONDS", 0.2)
    begin = time.monotonic()
    with contextlib.suppress(InputError):
        Patterns([Pattern("X", evil)])("a" * 40 + "!")
    assert time.monotonic() - begin < 20


def test_evil_expression_is_named_with_the_next_step(monkeypatch):
    monkeypatch.setattr(expressions, "_SECONDS", 0.05)
    patterns = Patterns([Pattern("X", r"(a|aa)+$", name="evil")])
    with pytest.raises(InputError, match=r"pattern 'evil': took more than .* 61 characters; make its repeats"):
        patterns("a" * 60 + "!")


def test_evil_token_pattern_ends_in_time():
    row = [{"IS_ALPHA": True, "OP": "*"}] * 10 + [{"TEXT": "!"}]
    begin = time.process_time()
    assert found("a " * 20_000, tokens(*row)) == []
    assert time.process_time() - begin < 10


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Pattern("X"), "neither of regex and tokens"),
        (lambda: Pattern("X", "a", ({"LOWER": "a"},)), "both of regex and tokens"),
        (lambda: Pattern("", "a"), "has no label"),
        (lambda: Pattern("X", tokens=({"LOWER": "a"},), ignore_case=True), "write LOWER"),
        (lambda: Patterns([]), "at least one"),
        (lambda: Patterns([Pattern("X", "(a")]), "'\\(a' is no regular expression"),
        (lambda: Patterns([Pattern("X", "a*")]), "matches the empty text"),
        (lambda: Patterns([tokens({"LEMMA": "be"})]), "token 1: 'LEMMA' is no test; the tests are TEXT"),
        (lambda: Patterns([tokens({"LOWER": 3})]), "LOWER is 3; write a string"),
        (lambda: Patterns([tokens({"IS_DIGIT": "yes"})]), "write true or false"),
        (lambda: Patterns([tokens({"LOWER": "a", "OP": "**"})]), "OP '\\*\\*' is unknown"),
        (lambda: Patterns([tokens({"LOWER": "a", "OP": "{3,2}"})]), "counts from 3 to 2"),
        (lambda: Patterns([tokens({"LOWER": "a", "OP": "{9999}"})]), "at most 100"),
        (lambda: Patterns([tokens({"LOWER": "a", "OP": "*"})]), "nothing at all would match"),
    ],
)
def test_broken_pattern_is_refused_with_the_next_step(make, message):
    with pytest.raises(SettingsError, match=message):
        make()


def test_file_of_patterns_is_read_in_order(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text(
        "[[pattern]]\nlabel = 'TICKET'\nname = 'jira'\nregex = '[A-Z]+-\\d+'\n"
        "[[pattern]]\nlabel = 'DOSE'\ntokens = [{ LIKE_NUM = true }, { LOWER = { IN = ['mg'] } }]\n",
        encoding="utf-8",
    )
    patterns = read_patterns(path)
    assert [(pattern.name, pattern.label) for pattern in patterns] == [("jira", "TICKET"), ("", "DOSE")]
    assert found("AB-1 and 5 mg", *patterns) == [("AB-1", "TICKET"), ("5 mg", "DOSE")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[pattern]\n", r"my\.toml: is no TOML"),
        ("label = 'X'\n", r"my\.toml: holds label, and no \[\[pattern\]\]"),
        ("[[pattern]]\nlabel = 'X'\nregexp = 'a'\n", r"pattern 1: 'regexp' is no key"),
        ("[[pattern]]\nlabel = 7\nregex = 'a'\n", r"pattern 1: label is 7; put it in quotes"),
        ("[[pattern]]\nregex = 'a'\n", r"my\.toml: pattern 1: .*has no label"),
        ("[[pattern]]\nlabel = 'X'\ntokens = 'a'\n", r"pattern 1: tokens is 'a'; write an array"),
        ("[[pattern]]\nlabel = 'X'\nregex = 'a'\nignore_case = 1\n", r"ignore_case is 1; write true"),
        ("pattern = [1]\n", r"pattern 1: is 1, not a table"),
    ],
)
def test_broken_file_of_patterns_names_the_pattern(tmp_path, content, message):
    path = tmp_path / "my.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_patterns(path)


def test_pattern_that_does_not_compile_is_named_with_its_file(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text("[[pattern]]\nlabel = 'X'\nregex = '(a'\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"my\.toml: pattern 1: '\(a' is no regular expression"):
        Patterns(read_patterns(path))


@given(st.text(max_size=100))
def test_tokens_are_all_that_is_visible_but_lone_marks(text):
    position = 0
    for start, end in split_tokens(text):
        assert position <= start < end
        assert not text[start:end].isspace()
        assert not any(character.isalnum() for character in text[position:start])
        position = end
