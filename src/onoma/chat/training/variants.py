"""Examples that the bot's author did not write: other fillers in the slots, and other dress for the same words.

A slot learns from variants what its surroundings are, and not which few cities the author thought of.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from random import Random

from onoma.chat.bot import Bot, SlotType
from onoma.chat.training.examples import Utterance
from onoma.chat.training.fillers import made_up_filler
from onoma.chat.training.out_of_scope import usual_requests
from onoma.document import Document, Entity

__all__ = ["MANY", "answers", "swapped", "utterances_of", "varied", "with_variants"]

MANY = 2000
"""Examples from which on nothing has to be made up: what users say stands among them."""

_OWN = 0.35
"""Share of fillers that come from the bot's other examples, where others can be made up."""

_OWN_TEXT = 0.6
"""The same for free text, of which nothing better than parts of everyday requests can be made up."""

_LONGEST_TEXT = 5
"""Words of such a part."""

_BEFORE = (
    "please ",
    "hi, ",
    "hello ",
    "hey ",
    "ok, ",
    "so ",
    "um ",
    "can you tell me ",
    "could you please ",
    "i want to know ",
)
_AFTER = (" please", " thanks", ", please", " for me", "?", ".", "!", " thank you")
_ASIDES = (
    "",
    "",
    "and {}",
    "and in {}",
    "what about {}",
    "how about {}",
    "and for {}",
    "in {}",
    "on {}",
    "for {}",
    "make it {}",
)
"""How a user gives a slot alone: as an answer, or to say the rest again with another one."""

_LOWER, _BARE, _POLITE, _SHORT = 0.4, 0.5, 0.25, 0.2

_JOINTS = frozenset(("about", "at", "by", "during", "for", "from", "in", "of", "on", "over", "to", "until", "with"))
"""What stands before a slot that may be left out with it."""


def utterances_of(bot: Bot) -> list[Utterance]:
    """The bot's own examples."""
    return [Utterance(example, intent.name) for intent in bot.intents for example in intent.examples]


def with_variants(bot: Bot, n_rounds: int, seed: int) -> list[Utterance]:
    """The bot's examples and `n_rounds` variants of each, swapped where there are many, else varied."""
    return (swapped if len(utterances_of(bot)) >= MANY else varied)(bot, n_rounds, seed)


def varied(bot: Bot, n_rounds: int, seed: int) -> list[Utterance]:
    """The bot's examples and `n_rounds` variants of each, with fillers of other examples or made up, and other dress.

    Those that come out alike stand once.
    """
    random = Random(seed)
    own = utterances_of(bot)
    fillers = _fillers_of(own)
    taken = {utterance.document.text.casefold() for utterance in own}

    def variant(document: Document) -> Document:
        document = _with_fillers(document, lambda name: _filler(bot.slots[name], fillers[name], bot.language, random))
        if random.random() < _SHORT:
            document = _shortened(document, random, taken)
        return _dressed(document, bot.language, random)

    return _joined(own, n_rounds, variant)


def swapped(bot: Bot, n_rounds: int, seed: int) -> list[Utterance]:
    """The bot's examples and `n_rounds` variants of each, with fillers of its other examples, as often as they occur.

    Those that come out alike stand once.
    """
    random = Random(seed)
    own = utterances_of(bot)
    fillers = _fillers_of(own)
    return _joined(own, n_rounds, lambda document: _with_fillers(document, lambda name: random.choice(fillers[name])))


def _joined(own: Sequence[Utterance], n_rounds: int, variant: Callable[[Document], Document]) -> list[Utterance]:
    result = {_key(utterance): utterance for utterance in own}
    for _ in range(n_rounds):
        for utterance in own:
            other = replace(utterance, document=variant(utterance.document))
            result.setdefault(_key(other), other)
    return list(result.values())


def _shortened(document: Document, random: Random, taken: Collection[str]) -> Document:
    """The document without some of the slots at its end: what is left out has to be asked for."""
    for _ in range(random.randint(1, len(document.entities)) if document.entities else 0):
        *others, last = document.entities
        kept, after = others[-1].end if others else 0, document.text[last.end :]
        words = document.text[kept : last.start].split(" ")
        while words and words[-1].lower() in ("", *_JOINTS):
            words.pop()
        left = document.text[:kept] + " ".join(words)
        is_free = len(left) < len(document.text[: last.start].rstrip()) or (kept > 0 and not words)
        if any(map(str.isalnum, after)) or not is_free or not left or left.casefold() in taken:
            break
        document = Document(left, tuple(others))
    return document


def answers(bot: Bot, n_each: int, seed: int) -> list[Utterance]:
    """Fillers alone, as a user gives them when asked: slots without any intent.

    None where the bot has examples that are nothing but a slot, for those have an intent.
    """
    random = Random(seed)
    own = utterances_of(bot)
    if any(_is_bare(utterance.document) for utterance in own):
        return []
    fillers = _fillers_of(own)
    result: dict[str, Utterance] = {}
    for name, slot in bot.slots.items():
        for _ in range(n_each):
            text = _filler(slot, fillers.get(name, ()), bot.language, random)
            if text:
                document = _aside(text, name, random.choice(_ASIDES) if bot.language == "en" else "")
                result.setdefault(text, Utterance(_dressed(document, bot.language, random, is_polite=False), None))
    return list(result.values())


def _aside(text: str, name: str, frame: str) -> Document:
    before, _, after = (frame or "{}").partition("{}")
    return Document(before + text + after, (Entity(len(before), len(before) + len(text), name),))


def _is_bare(document: Document) -> bool:
    rest = list(document.text)
    for entity in document.entities:
        rest[entity.start : entity.end] = " " * (entity.end - entity.start)
    return bool(document.entities) and not any(character.isalnum() for character in rest)


def _key(utterance: Utterance) -> tuple[str, str | None]:
    return utterance.document.text, utterance.intent


def _fillers_of(utterances: Sequence[Utterance]) -> dict[str, list[str]]:
    """The texts that stand in each slot."""
    fillers: dict[str, list[str]] = {}
    for utterance in utterances:
        for entity in utterance.document.entities:
            fillers.setdefault(entity.label, []).append(utterance.document.text_of(entity))
    return fillers


def _filler(slot: SlotType, own: Sequence[str], language: str, random: Random) -> str:
    """What may stand in the slot: of the bot's own examples, or made up."""
    if own and random.random() < (_OWN_TEXT if slot.kind == "text" else _OWN):
        return random.choice(own)
    made_up = _some_words(language, random) if slot.kind == "text" else made_up_filler(slot, random)
    return made_up or (random.choice(own) if own else "")


def _some_words(language: str, random: Random) -> str:
    """The end of an everyday request."""
    requests = usual_requests(language)
    words = random.choice(requests).split() if requests else []
    return " ".join(words[-random.randint(1, _LONGEST_TEXT) :])


def _with_fillers(document: Document, filler: Callable[[str], str]) -> Document:
    """The document with other fillers; `filler` gives one for a slot's name."""
    text, position = "", 0
    entities: list[Entity] = []
    for entity in document.entities:
        text += document.text[position : entity.start]
        other = filler(entity.label)
        entities.append(Entity(len(text), len(text) + len(other), entity.label))
        text += other
        position = entity.end
    return Document(text + document.text[position:], tuple(entities))


def _dressed(document: Document, language: str, random: Random, *, is_polite: bool = True) -> Document:
    """The document in small letters, without its final mark, or with a polite word, now and then."""
    text = document.text
    if random.random() < _LOWER and len(text.lower()) == len(text):
        text = text.lower()
    last = document.entities[-1].end if document.entities else 0
    bare = text.rstrip("?.! ")
    if random.random() < _BARE and len(bare) >= last and bare:
        text = bare
    is_polite = is_polite and language == "en"
    before = random.choice(_BEFORE) if is_polite and random.random() < _POLITE else ""
    after = random.choice(_AFTER) if is_polite and random.random() < _POLITE else ""
    text = text.rstrip("?.! ") if after[:1] in (*"?.!,",) and len(bare) >= last else text
    shifted = [
        replace(entity, start=entity.start + len(before), end=entity.end + len(before)) for entity in document.entities
    ]
    return Document(before + text + after, tuple(shifted))
