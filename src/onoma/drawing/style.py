"""The style sheet of pictures: what is common to all, and the colours of the slots that are used."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from onoma.drawing.colours import DARK, LIGHT, Colours, Ground

__all__ = ["style_sheet"]

# A notebook has a theme of its own, whatever the system prefers.
_DARK_NOTEBOOK = '[data-jp-theme-light="false"] .onoma, .vscode-dark .onoma'
_LIGHT_NOTEBOOK = '[data-jp-theme-light="true"] .onoma, .vscode-light .onoma'


def style_sheet(slots: Iterable[int], *, toggles: bool = False) -> str:
    """The sheet for these slots; with `toggles`, a box of a legend that is not ticked hides its slot."""
    numbers = sorted(set(slots))
    light, dark = _colours(numbers, LIGHT, dark=False), _colours(numbers, DARK, dark=True)
    rules = [
        files("onoma.drawing").joinpath("drawing.css").read_text(encoding="utf-8"),
        _block(".onoma", light),
        f"@media (prefers-color-scheme: dark) {{\n{_block('.onoma', dark)}}}\n",
        _block(_LIGHT_NOTEBOOK, light),
        _block(_DARK_NOTEBOOK, dark),
        # Paper is white.
        f"@media print {{\n{_block('.onoma.onoma', light)}}}\n",
    ]
    for slot in numbers:
        rules.append(
            f".onoma .s{slot} {{ --tint: var(--t{slot}); --ink: var(--i{slot}); --stroke: {Colours.line(slot)}; }}\n"
        )
    if toggles:
        rules += [
            f".onoma:has(#show-{slot}:not(:checked)) .entity.s{slot} {{ --tint: transparent; --ink: transparent; }}\n"
            f".onoma:has(#show-{slot}:not(:checked)) .entity.s{slot} > :is(.label, .card) {{ display: none; }}\n"
            for slot in numbers
        ]
    return "".join(rules)


def _colours(slots: Iterable[int], ground: Ground, *, dark: bool) -> str:
    named = [
        f"color-scheme: {'dark' if dark else 'light'};",
        *(f"--{name}: {colour};" for name, colour in ground._asdict().items()),
    ]
    for slot in slots:
        look = Colours.look(slot)
        tint, ink = (look.dark_tint, look.dark_ink) if dark else (look.tint, look.ink)
        named.append(f"--t{slot}: {tint}; --i{slot}: {ink};")
    return " ".join(named)


def _block(selector: str, declarations: str) -> str:
    return f"{selector} {{ {declarations} }}\n"
