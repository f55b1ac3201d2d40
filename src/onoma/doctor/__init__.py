"""The doctor: what is wrong with a labelled corpus, and where.

    >>> from onoma.doctor import admit, examine
    >>> diagnosis = examine([admit("train.conll"), admit("test.conll")])

Everything found has its `file:line`; `mend` puts right what is safe to.
"""

from __future__ import annotations

from onoma.doctor.examine import Diagnosis, Size, examine
from onoma.doctor.findings import KINDS, Finding, Kind, Level
from onoma.doctor.mending import Change, Mended, mend
from onoma.doctor.patients import Patient, admit
from onoma.doctor.seen import Seen
from onoma.doctor.treating import Treated, targets_for, treat

__all__ = [
    "KINDS",
    "Change",
    "Diagnosis",
    "Finding",
    "Kind",
    "Level",
    "Mended",
    "Patient",
    "Seen",
    "Size",
    "Treated",
    "admit",
    "examine",
    "mend",
    "targets_for",
    "treat",
]
