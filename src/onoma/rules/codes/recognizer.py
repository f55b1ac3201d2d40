"""`Codes`: medical codes and chemical formulae as a Recognizer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onoma.document import Document, Entity
from onoma.errors import SettingsError
from onoma.rules.codes.candidates import candidates
from onoma.rules.codes.evidence import judged

__all__ = ["CODE_LABELS", "Codes"]

CODE_LABELS = ("ATC", "CAS", "CPT", "FORMULA", "ICD10", "LOINC", "MESH", "NDC", "RXNORM", "SNOMED")

_SOURCE = "codes"


class Codes:
    """Finds codes whose shape, check digit or surroundings say what they are, and chemical formulae.

    An entity's value is the code in its usual form: capitals, the dot of ICD-10, the charge of an ion
    behind a caret.

    Raises `SettingsError` for a label that is not among `CODE_LABELS`.
    """

    def __init__(self, labels: Iterable[str] = CODE_LABELS) -> None:
        wanted = frozenset(labels)
        if unknown := sorted(wanted - frozenset(CODE_LABELS)):
            raise SettingsError(
                f"there are no codes called {', '.join(unknown)}; choose among {', '.join(CODE_LABELS)}"
            )
        if not wanted:
            raise SettingsError(f"no codes were asked for; choose among {', '.join(CODE_LABELS)}")
        self._labels = wanted

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that were asked for, sorted."""
        return tuple(sorted(self._labels))

    def __call__(self, text: str) -> Document:
        """The document of one text."""
        found = judged(text, tuple(candidates(text)))
        entities = [
            Entity(code.start, code.end, code.label, source=_SOURCE, value=code.value)
            for code in found
            if code.label in self._labels
        ]
        return Document(text, tuple(entities))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """One document per text, in order."""
        return map(self, texts)
