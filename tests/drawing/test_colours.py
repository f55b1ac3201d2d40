import pytest

from onoma.drawing.colours import DARK, LIGHT, LINES, LOOKS, Colours

AA = 4.5
AA_FOR_LINES = 3.0


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", LOOKS)
def test_text_and_label_can_be_read_on_every_tint_and_lines_be_seen(look: tuple[str, str, str, str]) -> None:
    tint, ink, dark_tint, dark_ink = look
    for ground, below, above in ((LIGHT, tint, ink), (DARK, dark_tint, dark_ink)):
        assert contrast(ground.text, below) >= AA
        assert contrast(above, below) >= AA
        assert contrast(above, ground.page) >= AA_FOR_LINES


@pytest.mark.parametrize("look", LOOKS)
def test_label_of_an_outer_entity_can_be_read_on_every_inner_tint(look: tuple[str, str, str, str]) -> None:
    for other in LOOKS:
        assert contrast(look[1], other.tint) >= AA
        assert contrast(look[3], other.dark_tint) >= AA


@pytest.mark.parametrize("ground", [LIGHT, DARK])
def test_page_can_be_read(ground: tuple[str, str, str, str]) -> None:
    page, text, faint, _ = ground
    assert contrast(text, page) >= AA
    assert contrast(faint, page) >= AA


def test_labels_of_a_picture_have_slots_of_their_own_until_all_are_taken() -> None:
    colours = Colours()
    names = [f"L{number}" for number in range(len(LOOKS) * len(LINES))]
    slots = [colours.slot(name) for name in names]
    assert len(set(slots)) == len(names)
    assert [colours.slot(name) for name in names] == slots
    looks = {(colours.look(slot), colours.line(slot)) for slot in slots}
    assert len(looks) == len(names)
    assert 0 <= colours.slot("one more") < len(names)


def test_label_has_the_same_look_in_every_picture() -> None:
    assert Colours().slot("PERSON") == Colours().slot("per") == 0
    assert Colours().slot("WHATEVER") == Colours().slot("WHATEVER")


def test_sisters_share_a_colour_and_differ_by_line() -> None:
    colours = Colours()
    date, time = colours.slot("DATE"), colours.slot("TIME")
    assert colours.look(date) == colours.look(time)
    assert colours.line(date) != colours.line(time)
