"""A picture of a text and what was found in it: a page for a browser, a piece of one for a notebook, a terminal's text.

Nothing here knows `Document`; whatever has a text and entities as `Drawable` says can be drawn, so that `Document`
itself can use this room and be seen in a notebook.
"""

from onoma.drawing.colours import LIGHT, Colours, Look
from onoma.drawing.drawable import Drawable, Marked
from onoma.drawing.nesting import Mark, Piece, nested
from onoma.drawing.page import page, write_page
from onoma.drawing.piece import piece

__all__ = ["LIGHT", "Colours", "Drawable", "Look", "Mark", "Marked", "Piece", "nested", "page", "piece", "write_page"]
