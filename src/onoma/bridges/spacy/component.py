"""The component `onoma`: a recognizer in a spaCy pipeline, which fills `doc.ents` or a span group.

    nlp.add_pipe("onoma", config={"model": "en"})

spaCy finds it through the entry point in pyproject.toml; no import is needed.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import tee
from pathlib import Path
from typing import Literal

import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, minibatch

import onoma
from onoma.bridges.naming import bundle_of
from onoma.bridges.spacy.extensions import ATTRIBUTES, LABEL, SCORE, SOURCE, UNALIGNED, VALUE
from onoma.bundle import bundle_path, bundled_names, open_bundle
from onoma.bundle.folder import MANIFEST
from onoma.document import Document, Entity
from onoma.errors import OnomaError
from onoma.recognizer import Recognizer

__all__ = ["Alignment", "Component", "ComponentSettings", "make_component"]

Alignment = Literal["expand", "contract", "strict"]
"""What becomes of an entity that begins or ends inside a token: widened, narrowed, or left out."""

_BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class ComponentSettings:
    """How a component works; see `make_component`."""

    model: str
    rules: bool
    spans_key: str | None
    overwrite_ents: bool
    alignment: Alignment


@Language.factory(  # type: ignore[untyped-decorator]  # spaCy has no types
    "onoma",
    assigns=["doc.ents", "doc.spans", "token.ent_type", "token.ent_iob"],
    default_config={
        "model": "en",
        "rules": True,
        "spans_key": None,
        "overwrite_ents": False,
        "alignment": "expand",
    },
)
def make_component(
    nlp: Language, name: str, model: str, rules: bool, spans_key: str | None, overwrite_ents: bool, alignment: Alignment
) -> Component:
    """The component, for `nlp.add_pipe`.

    - `model`: a bundled model's name, a bundle's folder, or whatever else `onoma.load` takes.
    - `rules`: whether the rules that belong to a bundled model join it: dates, amounts, addresses.
    - `spans_key`: the span group to fill; `doc.ents` where it is None.
    - `overwrite_ents`: whether ours stand above entities that other components found, where they overlap.
    - `alignment`: what becomes of an entity that begins or ends inside a token: `expand`, `contract` or `strict`.
    """
    return Component(name, ComponentSettings(model, rules, spans_key, overwrite_ents, alignment))


class Component:
    """Finds entities with a recognizer and puts them where its settings say.

    Scores, sources and values are in `ent._.onoma_score` and the like. Entities that begin or end inside a token
    are listed in `doc._.onoma_unaligned` as they were found, counted in `n_unaligned`, and warned of once.
    """

    def __init__(self, name: str, settings: ComponentSettings) -> None:
        self.name, self.settings = name, settings
        self.n_unaligned = 0
        self._recognizer: Recognizer | None = None
        self._files: Mapping[str, bytes] = {}

    @property
    def recognizer(self) -> Recognizer:
        """What finds the entities; loaded when it is first asked for, since a saved pipeline brings its own.

        Raises `BundleError` when there is no such model.
        """
        if self._recognizer is None:
            self._recognizer = self._unpacked() if self._files else self._named()
        return self._recognizer

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that the recognizer can give, sorted; none as long as there is no such model.

        spaCy asks before it has read what a saved pipeline brings.
        """
        try:
            return self.recognizer.labels
        except OnomaError:
            return ()

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its entities."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """The Docs with their entities, in order, a batch at a time."""
        for docs in minibatch(stream, size=batch_size):
            given, texts = tee(docs)
            found = self.recognizer.stream(doc.text for doc in texts)
            for doc, document in zip(given, found, strict=True):
                yield self._put(doc, document)

    def _put(self, doc: Doc, document: Document) -> Doc:
        found = [(span, entity) for entity in document.entities if (span := self._span(doc, entity)) is not None]
        spans = [span for span, _ in found]
        if self.settings.spans_key is not None:
            kept = doc.spans[self.settings.spans_key] = spans
        else:
            kept = self._apart(list(doc.ents), spans)
            doc.set_ents(kept)
        stand = set(map(id, kept))  # one that was found by others in the same place is equal, and not ours
        for span, entity in found:
            if id(span) in stand:
                _describe(span, entity)
        return doc

    def _apart(self, theirs: list[Span], ours: list[Span]) -> list[Span]:
        """Entities that do not overlap: those that have the first choice, and what is left of the others."""
        first, second = (ours, theirs) if self.settings.overwrite_ents else (theirs, ours)
        first = filter_spans(first)
        taken = {token for span in first for token in range(span.start, span.end)}
        return [*first, *(span for span in filter_spans(second) if taken.isdisjoint(range(span.start, span.end)))]

    def _span(self, doc: Doc, entity: Entity) -> Span | None:
        """The entity's tokens; None where none of them carry it."""
        span = doc.char_span(entity.start, entity.end, entity.label)
        if span is None:
            self._report(doc, entity)
            if self.settings.alignment == "strict":
                return None
            span = doc.char_span(entity.start, entity.end, entity.label, alignment_mode=self.settings.alignment)
        return span if span is not None and len(span) else None

    def _report(self, doc: Doc, entity: Entity) -> None:
        doc._.set(UNALIGNED, [*(doc._.get(UNALIGNED) or ()), [entity.start, entity.end, entity.label]])
        if not self.n_unaligned:
            warnings.warn(
                f"{doc.text[entity.start : entity.end]!r} at [{entity.start}, {entity.end}) begins or ends inside a "
                f"token; alignment = {self.settings.alignment!r} says what becomes of such entities, and "
                f"doc._.{UNALIGNED} lists them",
                stacklevel=2,
            )
        self.n_unaligned += 1

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Save the bundle with the pipeline; a bundled model is saved by its name alone."""
        for name, data in self._contents().items():
            folder = Path(path) / _BUNDLE
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Component:
        """Read what `to_disk` saved."""
        folder = Path(path) / _BUNDLE
        if (folder / MANIFEST).is_file():
            self._take({file.name: file.read_bytes() for file in folder.iterdir()})
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The bundle, as `to_disk` saves it."""
        packed: bytes = srsly.msgpack_dumps(dict(self._contents()))
        return packed

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Component:
        """Read what `to_bytes` gave."""
        self._take(srsly.msgpack_loads(data))
        return self

    def __getstate__(self) -> tuple[str, ComponentSettings, Mapping[str, bytes]]:
        return self.name, self.settings, self._contents()

    def __setstate__(self, state: tuple[str, ComponentSettings, Mapping[str, bytes]]) -> None:
        self.name, self.settings, self._files = state
        self.n_unaligned, self._recognizer = 0, None

    def _contents(self) -> Mapping[str, bytes]:
        """The files of the bundle; none where the name alone tells the model anywhere."""
        if self._files or self.settings.model in bundled_names():
            return self._files
        named = bundle_of(self.settings.model)
        if named is None:
            return {}
        folder = bundle_path(named)
        return {MANIFEST: (folder / MANIFEST).read_bytes(), **open_bundle(folder).files}

    def _take(self, files: Mapping[str, bytes]) -> None:
        if files:
            self._files, self._recognizer = files, None

    def _named(self) -> Recognizer:
        return onoma.load(self.settings.model, rules=self.settings.rules)

    def _unpacked(self) -> Recognizer:
        """The recognizer of the files that came with the pipeline."""
        with tempfile.TemporaryDirectory(prefix="onoma-") as folder:
            for name, data in self._files.items():
                (Path(folder) / name).write_bytes(data)
            return onoma.load(folder)


def _describe(span: Span, entity: Entity) -> None:
    """Leave on the span what is known of the entity."""
    for name, value in (
        (LABEL, entity.label),
        (SCORE, entity.score),
        (SOURCE, entity.source),
        (VALUE, entity.value),
        (ATTRIBUTES, dict(entity.attributes) or None),
    ):
        span._.set(name, value)
