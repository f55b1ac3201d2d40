"""How good predictions are: strict precision, recall and F1, and whether scores mean what they say.

Only Documents are seen here, so one scorer judges a rule, a BiLSTM, a BERT and somebody else's
output file alike. What is compared, and how it is read or run, is other people's business.
"""

from onoma.evaluation.calibration import Bin, Reliability, reliability, scored_pairs
from onoma.evaluation.scores import Prf, Scores, score

__all__ = ["Bin", "Prf", "Reliability", "Scores", "reliability", "score", "scored_pairs"]
