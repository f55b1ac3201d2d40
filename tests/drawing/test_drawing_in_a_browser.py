"""The drawn page in headless Chromium: what is there, what can be read, what is shown when, and that nothing runs."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from browser import needs_chromium, opened, pictured
from drawn_documents import EVIL, HOSTILE
from matplotlib.image import imread
from reading_html import read_html
from test_colours import AA, contrast

from onoma import Document, Entity
from onoma.drawing import page
from onoma.drawing.colours import LOOKS

pytestmark = needs_chromium

DOCUMENTS = [
    Document(
        "Ada Lovelace of the University of Texas paid £3.",
        (
            Entity(0, 12, "PERSON", 0.99),
            Entity(20, 39, "ORG", 0.9),
            Entity(34, 39, "LOC", 0.8),
            Entity(45, 47, "MONEY", value={"amount": 3, "currency": "GBP"}),
        ),
        id="plain",
    ),
    Document("alpha beta gamma", (Entity(0, 10, "GENE"), Entity(6, 16, "DISEASE"))),
    Document("ولدت آدا في لندن", (Entity(5, 8, "PERSON"), Entity(12, 16, "LOC"))),
    Document("left and right ear", (Entity(0, 18, "EAR", fragments=((0, 4), (15, 18))),)),
    HOSTILE,
    Document("long", (Entity(0, 4, "A_LABEL_" + "WITHOUT_END_" * 20),)),
]
_TRIES = 10
_POLICY = re.compile(r"<meta http-equiv[^>]*>")
# Put into a copy of the page whose policy was taken away, so that what it finds is what the browser computed.
_PROBE = """<script>
const rgb = colour => '#' + colour.match(/[0-9]+/g).slice(0, 3).map(n => (+n).toString(16).padStart(2, '0')).join('');
const style = element => getComputedStyle(element);
const marks = [...document.querySelectorAll('mark')].map(mark => ({
  document: [...document.querySelectorAll('article')].indexOf(mark.closest('article')),
  entity: +mark.dataset.entity, tint: rgb(style(mark).backgroundColor), text: rgb(style(mark).color),
  line: style(mark).borderBottomStyle, area: mark.getBoundingClientRect().width * mark.getBoundingClientRect().height,
  label: [...mark.children].filter(e => e.classList.contains('label'))
    .map(e => [e.textContent, rgb(style(e).color)])[0] || null,
}));
const shown = () => [...document.querySelectorAll('.card')].filter(c => style(c).display != 'none');
const before = shown().length;
const target = document.querySelector('mark[data-entity="3"]');
target.focus();
const cards = shown().map(c => ({text: c.textContent, left: c.getBoundingClientRect().left,
  right: c.getBoundingClientRect().right, tall: c.getBoundingClientRect().height}));
const box = document.querySelector('.legend input');
const name = box.parentElement.querySelector('.swatch').textContent;
box.click();
const labels = [...document.querySelectorAll('mark > .label')];
const hidden = labels.filter(e => style(e).display == 'none').map(e => e.textContent);
const order = ['h1', '.legend', 'article'].map(s => document.querySelector(s).getBoundingClientRect().top);
document.documentElement.dataset.found = JSON.stringify({marks, before, cards, name, hidden, order,
  focused: document.hasFocus(),
  legend: ['clientWidth', 'scrollWidth'].map(s => document.querySelector('.legend')[s]),
  width: document.documentElement.clientWidth, overflow: document.documentElement.scrollWidth});
</script>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    html = page(DOCUMENTS, title="A & B")
    (folder / "page.html").write_text(html, encoding="utf-8")
    (folder / "probed.html").write_text(_POLICY.sub("", html).replace("</body>", f"{_PROBE}</body>"), encoding="utf-8")
    (folder / "bare.html").write_text(_POLICY.sub("", html), encoding="utf-8")
    return folder


def found(folder: Path, *, dark: bool = False) -> dict[str, object]:
    """What the probe saw; asked again where a busy machine ran it before the window had the keyboard."""
    for _ in range(_TRIES):
        [data] = re.findall(r'data-found="([^"]*)"', opened(folder / "probed.html", dark=dark))
        answer: dict[str, object] = json.loads(unescape(data))
        if answer["focused"]:
            return answer
    pytest.fail("the window of the browser never had the focus, so what comes with it can't be seen")


@pytest.mark.parametrize("dark", [False, True])
def test_every_entity_is_marked_labelled_and_readable(folder: Path, dark: bool) -> None:
    answer = found(folder, dark=dark)
    there = {(mark["document"], mark["entity"]): mark for mark in answer["marks"]}
    labels = {(mark["document"], mark["entity"]): mark["label"][0] for mark in answer["marks"] if mark["label"]}
    tints = {look.dark_tint if dark else look.tint for look in LOOKS}
    for at, document in enumerate(DOCUMENTS):
        for number, entity in enumerate(document.entities):
            assert there[at, number]["area"] > 50
            if document is not HOSTILE:
                assert labels[at, number] == entity.label
    for mark in answer["marks"]:
        assert mark["tint"] in tints
        assert mark["line"] in ("solid", "dashed", "dotted", "double")
        assert contrast(mark["text"], mark["tint"]) >= AA
        if mark["label"]:
            assert contrast(mark["label"][1], mark["tint"]) >= AA


def test_card_comes_with_the_focus_and_stays_within_the_page(folder: Path) -> None:
    answer = found(folder)
    assert answer["before"] == 0
    [card] = answer["cards"]
    assert '{"amount": 3, "currency": "GBP"}' in card["text"]
    assert card["tall"] > 50
    assert 0 <= card["left"] < card["right"] <= answer["width"]
    assert answer["overflow"] <= answer["width"]


def test_legend_stands_first_and_hides_a_label_when_its_box_is_cleared(folder: Path) -> None:
    answer = found(folder)
    assert answer["order"] == sorted(answer["order"])
    assert answer["hidden"]
    assert set(answer["hidden"]) == {answer["name"]}
    width, needed = answer["legend"]
    assert needed <= width


@pytest.mark.parametrize("name", ["page.html", "bare.html"])
def test_nothing_hostile_runs_with_the_policy_or_without(name: str, folder: Path) -> None:
    dom = read_html(re.sub(r"^.*?(?=<html)", "", opened(folder / name), flags=re.DOTALL))
    assert dom.text_in("title") == "A & B"
    assert not {tag for tag, _ in dom.attributes} & {"script", "img", "svg", "iframe", "link"}
    assert not any(key.startswith("on") for _, named in dom.attributes for key in named)
    assert EVIL.replace("\x00", "␀").replace("\x1b", "␛") in dom.text_in("h2")


@pytest.mark.parametrize(("dark", "ground"), [(False, "#ffffff"), (True, "#14171c")])
def test_picture_has_the_colours_under_the_policy_too(folder: Path, dark: bool, ground: str) -> None:
    pixels = imread(pictured(folder / "page.html", 900, 700, dark=dark))[:, :, :3]
    look = LOOKS[0]
    for colour, at_least in ((ground, 100_000), (look.dark_tint if dark else look.tint, 500)):
        wanted = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        assert (abs(pixels - wanted).max(axis=2) < 0.004).sum() > at_least
