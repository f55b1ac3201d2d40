import sys
from collections.abc import Callable
from typing import Any

import pytest

from onoma.errors import MissingExtraError
from onoma.evaluation import Bin, Confusion, Reliability, Slice
from onoma.evaluation.scores import fractions
from onoma.plots import Panel, confusion_png, heat_map_png, new_figure, png_of, reliability_png, slices_png

Drawn = Callable[[str], Any]

CONFUSION = Confusion(("LOC", "PER"), ((5, 1, 3), (0, 1200, 0), (2, 0, 0)))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """The figure of a plot of the given module, in place of its bytes."""

    def keep(module: str) -> Any:
        monkeypatch.setattr(f"onoma.plots.{module}.png_of", lambda figure: figure)

    return keep


def texts(axes: Any) -> dict[tuple[float, float], str]:
    return {text.get_position(): text.get_text() for text in axes.texts}


def ticks(axis: Any) -> list[str]:
    return [label.get_text() for label in axis.get_ticklabels()]


def test_confusion_shows_every_count_with_missed_and_spurious(drawn: Drawn) -> None:
    drawn("confusion")
    [axes] = confusion_png(CONFUSION).axes  # type: ignore[attr-defined]
    assert ticks(axes.xaxis) == ["LOC", "PER", "missed"]
    assert ticks(axes.yaxis) == ["LOC", "PER", "spurious"]
    assert texts(axes) == {(0, 0): "5", (1, 0): "1", (2, 0): "3", (1, 1): "1,200", (0, 2): "2"}


def test_confusion_colours_shares_of_gold_and_of_predicted_in_the_last_row(drawn: Drawn) -> None:
    drawn("confusion")
    [axes] = confusion_png(CONFUSION).axes  # type: ignore[attr-defined]
    right, wrong = (image.get_array() for image in axes.images)
    assert right[0, 0] == pytest.approx(5 / 9)
    assert wrong[0, 2] == pytest.approx(3 / 9)
    assert wrong[2, 0] == pytest.approx(2 / 7)
    assert right.mask[0, 1]
    assert wrong.mask[0, 0]


def test_confusion_without_any_entity_is_still_a_plot() -> None:
    assert confusion_png(Confusion((), ((0,),))).startswith(b"\x89PNG")


def test_slices_have_a_bar_each_and_none_where_gold_has_none(drawn: Drawn) -> None:
    drawn("slices")
    parts = (Slice("1", 1, 1, fractions(4, 4, 2)), Slice("2 or more", 2, None, fractions(0, 3, 0)))
    [axes] = slices_png("By length", {"words": parts}).axes  # type: ignore[attr-defined]
    assert [bar.get_height() for bar in axes.patches] == [50.0, 0.0]
    assert [text.get_text() for text in axes.texts] == ["50.0", "none"]
    assert ticks(axes.xaxis) == ["1\n4", "2 or more\n0"]


def test_heat_map_shows_per_cent_and_notes(drawn: Drawn) -> None:
    drawn("heat_map")
    panel = Panel("F1", [[0.5, None]], [["of 4", "of 0"]])
    [axes] = heat_map_png(["model"], ["one", "two"], [panel]).axes  # type: ignore[attr-defined]
    assert texts(axes) == {(0, 0): "50.0\nof 4", (1, 0): "–\nof 0"}
    assert (ticks(axes.xaxis), ticks(axes.yaxis)) == (["one", "two"], ["model"])


def test_reliability_draws_the_bins_that_hold_something(drawn: Drawn) -> None:
    drawn("reliability")
    diagram = Reliability((Bin(0.5, 0.6, 4, 0.55, 0.25), Bin(0.9, 1.0, 8, 0.95, 1.0)), 0.12)
    upper, lower = reliability_png(diagram, "dev").axes  # type: ignore[attr-defined]
    assert upper.lines[1].get_xydata().tolist() == [[0.55, 0.25], [0.95, 1.0]]
    assert [bar.get_height() for bar in lower.patches] == [4, 8]
    assert "0.120" in upper.get_title()


def test_the_same_plot_is_the_same_bytes_and_other_counts_are_not() -> None:
    other = Confusion(CONFUSION.labels, ((6, 1, 3), *CONFUSION.counts[1:]))
    assert confusion_png(CONFUSION) == confusion_png(CONFUSION) != confusion_png(other)


def test_labels_that_the_font_lacks_do_not_warn() -> None:
    figure = new_figure(1, 1)
    figure.suptitle("ꙮ\U0001f9ff")
    assert png_of(figure).startswith(b"\x89PNG")


def test_without_matplotlib_the_message_is_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtraError, match=r"matplotlib.*pip install 'onoma\[report\]'"):
        confusion_png(CONFUSION)
