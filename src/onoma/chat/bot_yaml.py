"""`bot.yaml` to a `Bot`, checked: what is wrong is said with its line and what to do.

docs/chat.md describes the format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from keyword import iskeyword
from pathlib import Path
from typing import Literal, get_args

from onoma.chat.bot import Action, Bot, HttpCall, Intent, PythonCall, SlotKind, SlotType, SlotUse
from onoma.chat.bot_check import check_address, check_examples, check_sentences
from onoma.chat.marked_text import MarkError, marked_text_to_document
from onoma.chat.yaml_nodes import Node, Table, Text, hint_of, items_of, read_yaml, table_of, text_of
from onoma.document import Document

__all__ = ["SLOT_KINDS", "read_bot_yaml"]

SLOT_KINDS: tuple[SlotKind, ...] = get_args(SlotKind)

_BOT_KEYS = ("language", "threshold", "slots", "intents", "out_of_scope", "responses")
_SLOT_KEYS = ("type", "question", "required", "synonyms")
_INTENT_KEYS = ("title", "examples", "slots", "confirm", "action")
_USE_KEYS = ("required", "question")
_ACTION_KEYS = ("say", "python", "http", "method", "timeout_s")
_METHODS: Mapping[str, Literal["GET", "POST"]] = {"GET": "GET", "POST": "POST"}
_REQUIRED = {"required": True, "true": True, "yes": True, "optional": False, "false": False, "no": False}


def read_bot_yaml(path: Path) -> Bot:
    """The bot that the file describes.

    Raises `CorpusError` at the line of what is wrong: an unknown slot or key, an intent without examples, a bad
    bracket, a name or an example that stands twice.
    """
    table = table_of(read_yaml(path), "the file")
    table.check_keys(_BOT_KEYS, "a bot")
    slots = {name: _slot(name, node) for name, node in table.table("slots").entries.items()}
    if not table.table("intents").entries:
        hint = "list them under `intents:`, each with `examples:`"
        raise table.where.error(table.key_lines.get("intents", 1), "the bot has no intents", hint)
    examples = {name: _examples(name, node, slots) for name, node in table.table("intents").entries.items()}
    intents = [
        _intent(name, node, [document for _, document in examples[name]], slots)
        for name, node in table.table("intents").entries.items()
    ]
    threshold = table.number("threshold", 0.4)
    if not 0 <= threshold < 1:
        line = table.key_lines["threshold"]
        raise table.where.error(line, f"threshold is {threshold:g}", "give a probability from 0 to below 1")
    out_of_scope = [text.text for text in _listed(table.entries.get("out_of_scope"), "out_of_scope")]
    bot = Bot(
        tuple(intents),
        {name: _with_values(slot, intents) for name, (slot, _) in slots.items()},
        threshold,
        table.text("language", "en"),
        {name: text_of(node, name).text for name, node in table.table("responses").entries.items()},
        tuple(out_of_scope),
    )
    check_examples(examples, bot)
    check_sentences(table, bot)
    return bot


_Slots = Mapping[str, tuple[SlotType, bool]]
"""Slots by name, and whether the intents that use one require it where they don't say."""


def _slot(name: str, node: Node) -> tuple[SlotType, bool]:
    table = Table(node.line, {"type": node}, node.where) if isinstance(node, Text) else table_of(node, f"slot {name!r}")
    table.check_keys(_SLOT_KEYS, f"slot {name!r}")
    if not name.isidentifier() or iskeyword(name):
        hint = "use letters, digits and underscores, no word of Python: actions get slots as keyword arguments"
        raise table.where.error(table.line, f"{name!r} can't name a slot", hint)
    kind = next((kind for kind in SLOT_KINDS if kind == table.text("type", "text")), None)
    if kind is None:
        wrong = text_of(table.entries["type"], "type")
        hint = hint_of(wrong.text, SLOT_KINDS)
        raise table.where.error(wrong.line, f"slot {name!r} has the unknown type {wrong.text!r}", hint)
    synonyms = _synonyms(table.entries.get("synonyms"))
    if kind == "list" and not synonyms:
        hint = "give `synonyms:`, each entry with a list of its other names"
        raise table.where.error(table.line, f"list slot {name!r} has no entries", hint)
    required = _is_required(table.entries["required"]) if "required" in table.entries else False
    return SlotType(name, kind, table.text("question"), synonyms), required


def _synonyms(node: Node | None) -> dict[str, tuple[str, ...]]:
    """Entries with their other names; a plain list is of entries without any."""
    if not isinstance(node, Table):
        return {text.text: () for text in _listed(node, "synonyms")}
    return {
        entry: tuple(
            text.text for text in ([names] if isinstance(names, Text) and names.text else _listed(names, entry))
        )
        for entry, names in node.entries.items()
    }


def _is_required(node: Node) -> bool:
    text = text_of(node, "required")
    if text.text.lower() not in _REQUIRED:
        raise text.where.error(text.line, f"{text.text!r} says not whether it is required", "write true or false")
    return _REQUIRED[text.text.lower()]


def _examples(name: str, node: Node, slots: _Slots) -> list[tuple[Text, Document]]:
    table = table_of(node, f"intent {name!r}")
    examples = [(text, _example(text, slots)) for text in _examples_of(table)]
    if not examples:
        hint = "give some under `examples:`; ten and more, worded differently, are good"
        raise table.where.error(table.key_lines.get("examples", table.line), f"intent {name!r} has no examples", hint)
    return examples


def _intent(name: str, node: Node, examples: list[Document], slots: _Slots) -> Intent:
    table = table_of(node, f"intent {name!r}")
    table.check_keys(_INTENT_KEYS, f"intent {name!r}")
    if not name:
        raise table.where.error(table.line, "an intent has no name", "give it one")
    uses = {use.name: use for use in _uses(table, slots)}
    for label in (entity.label for example in examples for entity in example.entities):
        uses.setdefault(label, SlotUse(label, slots[label][1]))
    action = _action(table.entries.get("action"))
    return Intent(name, tuple(examples), tuple(uses.values()), action, table.text("confirm"), title=table.text("title"))


def _examples_of(table: Table) -> Iterator[Text]:
    """The examples; of a block of text, each line is one, with or without a dash before it."""
    node = table.entries.get("examples")
    if isinstance(node, Text) and node.text:
        for line, text in node.lines():
            if text.strip():
                yield Text(line, text.strip().removeprefix("-").strip(), node.where)
        return
    yield from _listed(node, "examples")


def _listed(node: Node | None, what: str) -> list[Text]:
    """The texts of a list that are not blank; of no node, none."""
    texts = [text_of(item, f"an item of {what}") for item in (items_of(node, what) if node else ())]
    return [text for text in texts if text.text.strip()]


def _example(text: Text, slots: _Slots) -> Document:
    try:
        document = marked_text_to_document(" ".join(text.text.split()))
    except MarkError as error:
        raise text.where.error(text.line, "bad bracket", str(error)) from None
    for entity in document.entities:
        if entity.label not in slots:
            hint = f"{hint_of(entity.label, slots)}; slots are described under `slots:`"
            raise text.where.error(text.line, f"unknown slot {entity.label!r}", hint)
    return document


def _uses(table: Table, slots: _Slots) -> Iterator[SlotUse]:
    """The slots of an intent in the order in which they are asked for."""
    node = table.entries.get("slots")
    if node is None or (isinstance(node, Text) and not node.text):
        return
    if not isinstance(node, Table):
        for text in _listed(node, "slots"):
            yield SlotUse(text.text, _known(text.text, text, slots)[1])
        return
    for name, value in node.entries.items():
        place = Text(node.key_lines[name], name, node.where)
        _, required = _known(name, place, slots)
        if isinstance(value, Text):
            yield SlotUse(name, _is_required(value) if value.text else required)
            continue
        use = table_of(value, f"slot {name!r}")
        use.check_keys(_USE_KEYS, f"slot {name!r} of an intent")
        if "required" in use.entries:
            required = _is_required(use.entries["required"])
        yield SlotUse(name, required, use.text("question"))


def _known(name: str, place: Text, slots: _Slots) -> tuple[SlotType, bool]:
    if name not in slots:
        hint = f"{hint_of(name, slots)}; slots are described under the bot's `slots:`"
        raise place.where.error(place.line, f"unknown slot {name!r}", hint)
    return slots[name]


def _action(node: Node | None) -> Action:
    if node is None or isinstance(node, Text):
        return node.text if node else ""
    table = table_of(node, "action")
    table.check_keys(_ACTION_KEYS, "an action")
    if sum(key in table.entries for key in ("say", "python", "http")) != 1:
        raise table.where.error(table.line, "an action is one of say, python and http", "give exactly one of them")
    timeout_s = table.number("timeout_s", 10.0)
    if timeout_s <= 0:
        raise table.where.error(table.line, f"timeout_s is {timeout_s:g}", "give a number above 0")
    if "say" in table.entries:
        return table.text("say")
    if "python" in table.entries:
        return _python_call(text_of(table.entries["python"], "python"), timeout_s)
    method = table.text("method", "POST").upper()
    if method not in _METHODS:
        raise table.where.error(table.key_lines["method"], f"method {method!r} is not sent", "give GET or POST")
    return HttpCall(check_address(text_of(table.entries["http"], "http")), _METHODS[method], timeout_s)


def _python_call(text: Text, timeout_s: float) -> PythonCall:
    module, _, function = text.text.partition(":")
    if not (function.isidentifier() and all(part.isidentifier() for part in module.split("."))):
        raise text.where.error(text.line, f"{text.text!r} names no function", "write `module:function`")
    return PythonCall(text.text, timeout_s)


def _with_values(slot: SlotType, intents: list[Intent]) -> SlotType:
    """The slot with what examples say their texts mean as further synonyms."""
    synonyms = dict(slot.synonyms)
    for entity, text in (
        (entity, document.text_of(entity))
        for intent in intents
        for document in intent.examples
        for entity in document.entities
    ):
        if entity.label == slot.name and isinstance(entity.value, str) and text != entity.value:
            names = synonyms.get(entity.value, ())
            synonyms[entity.value] = names if text in names else (*names, text)
    return replace(slot, synonyms=synonyms)
