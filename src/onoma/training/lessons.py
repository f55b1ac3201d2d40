"""What a student learns: the labelled examples and unlabelled texts, as its teachers see them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from onoma.document import Document
from onoma.errors import TrainingError
from onoma.training.examples import Example, ExampleMaker
from onoma.training.learner import Learner
from onoma.training.progress import Progress
from onoma.training.settings import DistilSettings
from onoma.training.teachers import TAUGHT_AT_ONCE, Teachers

__all__ = ["Lessons"]


@dataclass(frozen=True, slots=True)
class Lessons:
    """Teachers, and texts without labels."""

    teachers: Teachers
    texts: Sequence[str]
    settings: DistilSettings

    @property
    def key(self) -> str:
        """What tells these lessons from others."""
        digest = hashlib.sha256(self.teachers.key.encode())
        for text in self.texts:
            digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
        return digest.hexdigest()

    def given(self, examples: Sequence[Example], learner: Learner, progress: Progress) -> list[Example]:
        """The examples, then those of the texts, with what the teachers believe.

        Raises `TrainingError` when the teachers know other labels than the student is to learn.
        """
        theirs, ours = sorted(self.teachers.tags), sorted(learner.tags)
        if theirs != ours:
            raise TrainingError(
                f"the teachers tag {', '.join(theirs)} and the student is to tag {', '.join(ours)}; "
                "give both the labels of one corpus and the same scheme (setting network.scheme)"
            )
        maker = ExampleMaker(learner.tags, learner.scheme, learner.limits)
        unlabelled = maker.unlabelled(Document(text) for text in self.texts)
        progress.say(f"teachers read {len(examples):,} labelled and {len(unlabelled):,} unlabelled segments")
        everything = [*examples, *unlabelled]
        n_steps = -(-len(everything) // TAUGHT_AT_ONCE)
        with progress.bar("teachers", n_steps) as moved:
            return self.teachers.taught(everything, learner.tags, self.settings.gold_share, moved)
