"""What an evaluation found, to be looked at: a page with its plots and an error browser, and the table
train-here-test-there.

The figures come from `onoma.evaluation`; here they are only set out.
"""

from onoma.reporting.matrix import Cell, Matrix, matrix, matrix_png, short_names
from onoma.reporting.written import write_report

__all__ = ["Cell", "Matrix", "matrix", "matrix_png", "short_names", "write_report"]
