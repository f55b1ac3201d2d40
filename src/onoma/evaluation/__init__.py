"""How good predictions are, and how far that may be believed.

Only Documents are seen here, so one scorer judges a rule, a BiLSTM, a BERT and somebody else's
output file alike. How they are read or run is other people's business.
"""

from onoma.evaluation.breakdown import Slice
from onoma.evaluation.calibration import Bin, Reliability, reliability, scored_pairs
from onoma.evaluation.counts import MODES, Mode
from onoma.evaluation.error_kinds import KINDS, Confusion, EntityError, Kind, errors
from onoma.evaluation.evaluating import evaluate
from onoma.evaluation.provenance import Loss, Provenance, Reading
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
    "Slice",
    "Structure",
    "TokenAccuracy",
    "errors",
    "evaluate",
    "reliability",
    "score",
    "scored_pairs",
]
