"""Files of terms: every format means the same, and what is wrong is said with its line."""

import pytest

from onoma.errors import InputError
from onoma.rules.gazetteer import Term, read_terms

FILES = {
    "things.csv": 'name,id,label,synonyms\r\n"Acme, Inc.",C1,ORG,Acme | ACME Corp\r\nBolt,,,\r\n',
    "things.tsv": "label\tname\tsynonyms\tid\nORG\tAcme, Inc.\tAcme|ACME Corp\tC1\n\tBolt\t\t\n",
    "things.jsonl": '{"name": "Acme, Inc.", "id": "C1", "label": "ORG", "synonyms": ["Acme", "ACME Corp"]}\n'
    '\n{"name": "Bolt"}\n',
    "things.toml": '[[term]]\nname = "Acme, Inc."\nid = "C1"\nlabel = "ORG"\n'
    'synonyms = ["Acme", "ACME Corp"]\n[[term]]\nname = "Bolt"\n',
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_reads_as_the_same_terms(tmp_path, name):
    path = tmp_path / name
    path.write_text("\ufeff" * name.endswith("csv") + FILES[name], encoding="utf-8", newline="")
    acme = Term("Acme, Inc.", "ORG", "C1", ("Acme", "ACME Corp"))
    assert list(read_terms(path)) == [acme, Term("Bolt", "THINGS")]
    assert list(read_terms(path, "TOOL")) == [acme, Term("Bolt", "TOOL")]


def test_text_file_holds_a_name_in_each_line(tmp_path):
    path = tmp_path / "our products.txt"
    path.write_text("# what we sell\nBolt\n\n  Nut 7  \n#1 Washer\n", encoding="utf-8")
    assert [(term.name, term.label) for term in read_terms(path)] == [
        ("Bolt", "OUR_PRODUCTS"),
        ("Nut 7", "OUR_PRODUCTS"),
        ("#1 Washer", "OUR_PRODUCTS"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "title,id\nx,1\n", r"a\.csv:1: .*no column is called 'name'; name the columns"),
        ("a.csv", "", r"a\.csv:1: .*holds nothing"),
        ("a.csv", "name,id\nx,1\ny,2,3\n", r"a\.csv:3: 3 columns where the header has 2; quote"),
        ("a.csv", 'name\n"x\n', r"a\.csv:2: broken table: .*check the quotes"),
        ("a.csv", "name,id\nx,1\n ,2\n", r"a\.csv:3: the name is empty; write one"),
        ("a.csv", "name\n--\n", r"a\.csv:2: '--' holds no letter or digit"),
        ("a.csv", "name,synonyms\nx,y|\n", r"a\.csv:2: '' holds no letter or digit"),
        ("a.csv", "name\n", r"a\.csv: holds no term"),
        ("a.txt", "\n", r"a\.txt: holds no term; write one name per line"),
        ("a.jsonl", '{"name": "x"}\n{"name": \n', r"a\.jsonl:2: broken JSON"),
        ("a.jsonl", "[1]\n", r"a\.jsonl:1: holds '\[1\]', which is no object"),
        ("a.jsonl", '{"name": "x", "colour": 1}\n', r"a\.jsonl:1: 'colour' is no field"),
        ("a.jsonl", '{"name": 7}\n', r"a\.jsonl:1: name is '7', which is no string; put it in quotes"),
        ("a.jsonl", '{"name": "x", "synonyms": "y"}\n', r"a\.jsonl:1: synonyms are 'y'; write an array"),
        ("a.toml", "name = 1\n", r"a\.toml: holds name, and no \[\[term\]\]"),
        ("a.toml", "[[term]\n", r"a\.toml: is no TOML"),
        ("a.xlsx", "x", r"a\.xlsx: '\.xlsx' is no list of terms; use \.txt"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_line(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        list(read_terms(path))


def test_file_that_is_not_utf8_or_not_there_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"Caf\xe9\n")
    with pytest.raises(InputError, match=r"a\.txt: is not UTF-8: byte 0xe9 .*iconv"):
        list(read_terms(path))
    with pytest.raises(InputError, match=r"b\.txt: cannot be read: .*check the path"):
        list(read_terms(tmp_path / "b.txt"))


def test_number_as_id_is_taken_as_written(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"name": "x", "id": 7}\n', encoding="utf-8")
    assert list(read_terms(path)) == [Term("x", "A", "7")]
