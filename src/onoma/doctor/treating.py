"""Mended corpora into new files: never over one that was examined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onoma.corpus import FORMATS, Note, write_corpus
from onoma.doctor.mending import Change, mend
from onoma.doctor.patients import Patient
from onoma.document import Value
from onoma.errors import InputError

__all__ = ["Treated", "targets_for", "treat"]

_FALLBACK = "columns"


@dataclass(frozen=True, slots=True)
class Treated:
    """A mended corpus as it was written: what changed, what reading left out, what the format could not hold."""

    path: str
    written: str
    changes: tuple[Change, ...]
    left_out: tuple[Change, ...]
    not_carried: tuple[Note, ...]

    def to_json(self) -> dict[str, Value]:
        """The record as JSON has it."""
        changes: list[Value] = [{"kind": c.kind, "place": c.place, "what": c.what} for c in self.changes]
        left_out: list[Value] = [{"kind": c.kind, "place": c.place, "what": c.what} for c in self.left_out]
        not_carried = [str(note) for note in self.not_carried]
        known: dict[str, Value] = {"path": self.path, "written": self.written}
        return {**known, "changes": changes, "left_out": left_out, "not_carried": list(not_carried)}


def treat(patients: Sequence[Patient], target: Path) -> tuple[Treated, ...]:
    """Mend what is safe and write it: one corpus to the file `target`, several into the folder of that name.

    The format is that of the new file's suffix, else the old one. Raises `InputError` where a new file
    would stand on an examined one, or on another new one.
    """
    targets = targets_for(patients, target)
    return tuple(_treat(patient, path) for patient, path in zip(patients, targets, strict=True))


def targets_for(patients: Sequence[Patient], target: Path) -> list[Path]:
    """The new files, one for each corpus; raises `InputError` as `treat` does."""
    in_folder = len(patients) > 1 or (target.is_dir() and patients[0].format != "brat")
    targets = [target / _name(patient) if in_folder else target for patient in patients]
    _check(patients, targets)
    return targets


def _name(patient: Patient) -> str:
    path = Path(patient.path)
    return path.name if FORMATS[patient.format].writer else f"{path.stem}.conll"


def _check(patients: Sequence[Patient], targets: Sequence[Path]) -> None:
    examined = {Path(patient.path).resolve() for patient in patients}
    for target in targets:
        place = target.resolve()
        if place in examined or examined & set(place.parents):
            raise InputError(f"--fix {target}: is what was examined; name a new file or folder")
    doubles = [target for target in targets if targets.count(target) > 1]
    if doubles:
        raise InputError(f"--fix {doubles[0]}: two corpora have this name; mend them one at a time")


def _treat(patient: Patient, target: Path) -> Treated:
    mended = mend(patient)
    lost = write_corpus(mended.corpus, target, format=_format(patient, target))
    return Treated(patient.path, str(target), mended.changes, mended.left_out, lost)


def _format(patient: Patient, target: Path) -> str:
    suffix = target.suffix.lower()
    named = next((name for name, format in FORMATS.items() if suffix in format.suffixes), patient.format)
    return next((name for name in (named, patient.format) if FORMATS[name].writer), _FALLBACK)
