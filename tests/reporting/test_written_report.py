import base64
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from reading_html import Read, read_html

from onoma import Document, Entity
from onoma.errors import InputError, MissingExtraError
from onoma.evaluation import Loss, Provenance, Reading, evaluate
from onoma.reporting import write_report
from onoma.reporting.page import page_html

EVIL = "<script>alert('&')</script>"
GOLD = [
    Document(f"Ada saw Oslo {EVIL}", (Entity(0, 3, "PER"), Entity(8, 12, "LOC")), id=EVIL),
    Document("Off to New York City", (Entity(7, 15, "LOC"),)),
    Document("Nobody 😀 Ada there", (Entity(9, 12, "PER"),)),
]
PREDICTED = [
    GOLD[0].with_entities([Entity(0, 3, "LOC", 0.4), Entity(4, 7, EVIL, 0.3)]),
    GOLD[1].with_entities([Entity(7, 20, "LOC", 0.6)]),
    GOLD[2].with_entities([Entity(9, 12, "PER", 0.9)]),
]


def page_of(gold: Sequence[Document], predicted: Sequence[Document]) -> Read:
    """The page without plots, which take their time."""
    return read_html(page_html("A & B", evaluate(gold, predicted), {}, gold, predicted))


def written(folder: Path, train: Sequence[Document] | None = None) -> Read:
    report = evaluate(GOLD, PREDICTED, train=train)
    write_report(folder, report, GOLD, PREDICTED, "A & B")
    return read_html((folder / "report.html").read_text(encoding="utf-8"))


def test_page_shows_headline_support_and_types() -> None:
    text = " ".join(piece.text for piece in page_of(GOLD, PREDICTED).pieces)
    assert "A & B" in text
    assert "25.0%" in text
    assert "support 4 of 4 gold entities in 3 documents, 4 predicted" in text
    assert re.search(r"PER\s+100.0%\s+50.0%\s+66.7%", text)
    for mode in ("strict", "exact", "partial", "type"):
        assert re.search(rf"\b{mode}\b\s+(same|overlap)", text)


def test_page_repeats_every_warning_and_how_things_were_read() -> None:
    reading = Reading("gold", "gold.conll", "IOB1", n_repaired=7)
    provenance = Provenance((reading,), (Loss("spans inside a word", 4, "gold.conll:9"),), n_gold_raw=9)
    report = evaluate(GOLD, PREDICTED, provenance=provenance)
    read = read_html(page_html("t", report, {}, GOLD, PREDICTED))
    told = read.text_in("aside").lower()
    assert len(report.warnings) > 3
    assert all(warning.lower() in told for warning in report.warnings)
    text = " ".join(piece.text for piece in read.pieces)
    assert "support 4 of 9" in text
    assert re.search(r"gold\.conll\s+IOB1\s+conlleval\s+7\s+0", text)
    assert "spans inside a word: 4 (first: gold.conll:9)" in text


def test_page_asks_for_nothing_and_runs_no_text(tmp_path: Path) -> None:
    read = written(tmp_path)
    assert read.addresses
    assert all(address.startswith("data:image/png;base64,") for address in read.addresses)
    assert sum(tag == "script" for tag, _ in read.attributes) == 1
    assert EVIL in read.text_in("article")
    [policy] = [str(named["content"]) for _, named in read.attributes if named.get("http-equiv")]
    assert policy.startswith("default-src 'none'")


def test_plots_stand_in_the_page_and_beside_it(tmp_path: Path) -> None:
    read = written(tmp_path, train=GOLD[:1])
    embedded = {base64.b64decode(address.split(",")[1]) for address in read.addresses}
    names = {path.name: path.read_bytes() for path in tmp_path.glob("*.png")}
    assert names.keys() == {"confusion.png", "f1-by-length.png", "f1-by-frequency.png", "reliability.png"}
    assert embedded == set(names.values())


def test_page_says_what_could_not_be_shown(tmp_path: Path) -> None:
    bare = [document.with_entities(Entity(e.start, e.end, e.label) for e in document.entities) for document in GOLD]
    write_report(tmp_path, evaluate(GOLD, bare), GOLD, bare, "t")
    text = " ".join(piece.text for piece in page_of(GOLD, bare).pieces)
    assert {path.name for path in tmp_path.glob("*.png")} == {"confusion.png", "f1-by-length.png"}
    assert "No training documents were given" in text
    assert "no scores, so there is no reliability" in text
    assert text.count(": none.") == 5


def test_browser_groups_errors_and_states_each_in_words() -> None:
    page = page_of(GOLD, PREDICTED)
    text = "".join(piece.text for piece in page.pieces)
    for kind, n in (("Missed", 1), ("Spurious", 1), ("Wrong type", 1), ("Wrong boundary", 1)):
        assert f"{kind} ({n}):" in text
    assert "Wrong type and boundary: none." in text
    assert "gold PER Ada · predicted LOC Ada 0.40" in text
    assert "gold LOC New York · predicted LOC New York City 0.60" in text


def test_browser_marks_the_error_at_issue_apart_from_the_others() -> None:
    page = page_of(GOLD, PREDICTED)
    strong = [piece.text for piece in page.pieces if "strong-gold" in piece.classes and "article" in piece.tags]
    faint = [
        piece.text
        for piece in page.pieces
        if "gold" in piece.classes and "span" in piece.tags and "strong-gold" not in piece.classes
    ]
    assert strong == ["Oslo", "Ada", "New York"]
    assert set(faint) == {"Ada", "Oslo"}


def test_browser_takes_some_of_many_errors_evenly_and_says_of_how_many() -> None:
    gold = [Document(f"x{number}", (Entity(0, 1, "A"),)) for number in range(120)]
    page = page_of(gold, [document.with_entities([]) for document in gold])
    assert "(50 of 120, taken evenly)" in page.text_in("summary")
    names = re.findall(r"document (\d+)", page.text_in("article"))
    assert len(names) == 50
    assert (names[0], names[-1]) == ("1", "118")


def test_filter_knows_types_with_blanks() -> None:
    gold = [Document("x", (Entity(0, 1, "two words"),))]
    page = page_of(gold, [Document("x", (Entity(0, 1, "one"),))])
    assert [named["data-types"] for tag, named in page.attributes if tag == "article"] == ["one\ntwo words"]


def test_page_of_half_a_character_can_be_written(tmp_path: Path) -> None:
    gold = [Document("a \udc00 b", (Entity(0, 3, "A"),))]
    found = [gold[0].with_entities([])]
    write_report(tmp_path, evaluate(gold, found), gold, found, "t")
    assert "&#56320;" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_report_of_other_documents_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="document 0"):
        write_report(tmp_path / "new", evaluate(GOLD, PREDICTED), GOLD, PREDICTED[::-1], "t")
    assert not (tmp_path / "new").exists()


def test_report_without_matplotlib_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = evaluate(GOLD, PREDICTED)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'onoma\[report\]'"):
        write_report(tmp_path / "new", report, GOLD, PREDICTED, "t")
    assert not (tmp_path / "new").exists()
