"""How good predictions are, and how far that may be believed.

Only Documents are seen here, so one scorer judges a rule, a BiLSTM, a BERT and somebody else's
output file alike. How they are read or run is other people's business.
"""

from onoma.evaluation.aligning import Side, align
from onoma.evaluation.breakdown import Slice
from onoma.evaluation.calibration import Bin, Reliability, reliability, scored_pairs
from onoma.evaluation.comparing import Comparison, compare
from onoma.evaluation.counts import MODES, Mode, with_labels
from onoma.evaluation.error_kinds import KINDS, Confusion, EntityError, Kind, errors
from onoma.evaluation.evaluating import evaluate
from onoma.evaluation.provenance import Loss, Provenance, Reading
from onoma.evaluation.reaching import out_of_reach
from onoma.evaluation.report import Report
from onoma.evaluation.scores import Outcomes, Prf, Scores, score
from onoma.evaluation.seen import Seen
from onoma.evaluation.significance import Interval, Intervals, Resampling
from onoma.evaluation.structure import Sentences, Structure
from onoma.evaluation.tokens import TokenAccuracy

__all__ = [
    "KINDS",
    "MODES",
    "Bin",
    "Comparison",
    "Confusion",
    "EntityError",
    "Interval",
    "Intervals",
    "Kind",
    "Loss",
    "Mode",
    "Outcomes",
    "Prf",
    "Provenance",
    "Reading",
    "Reliability",
    "Report",
    "Resampling",
    "Scores",
    "Seen",
    "Sentences",
    "Side",
    "Slice",
    "Structure",
    "TokenAccuracy",
    "align",
    "compare",
    "errors",
    "evaluate",
    "out_of_reach",
    "reliability",
    "score",
    "scored_pairs",
    "with_labels",
]
