"""Mistakes of a bot.yaml that only its whole shows: sentences with holes that nothing fills, examples that nobody can
say, that stand twice, or whose words are none of the entries of their slot.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from urllib.parse import urlsplit

from onoma.chat.bot import Bot
from onoma.chat.sentences import RESPONSES, holes_of
from onoma.chat.understanding.entries import Entries
from onoma.chat.utterance import MAX_CHARACTERS, is_utterance
from onoma.chat.yaml_nodes import Node, Table, Text, hint_of
from onoma.document import Document

__all__ = ["Examples", "check_address", "check_examples", "check_sentences"]

Examples = Mapping[str, list[tuple[Text, Document]]]
"""The examples of each intent, with where they stand."""


def check_sentences(table: Table, bot: Bot) -> None:
    """Raise `CorpusError` at a response that doesn't exist, and at a hole that no slot fills."""
    responses = table.table("responses")
    for name, line in responses.key_lines.items():
        if name not in RESPONSES:
            raise table.where.error(line, f"there is no response {name!r}", hint_of(name, RESPONSES))
        _check_holes(responses.entries[name], holes_of(RESPONSES[name]), f"response {name!r}")
    for node in table.table("slots").entries.values():
        _check_question(node, list(bot.slots), "the bot")
    for intent in bot.intents:
        slots = [use.name for use in intent.slots]
        for sentence in _sentences(table.table("intents").table(intent.name)):
            _check_holes(sentence, slots, f"intent {intent.name!r}")


def _sentences(intent: Table) -> Iterator[Node | None]:
    """What an intent lets the bot say."""
    action, uses = intent.entries.get("action"), intent.entries.get("slots")
    yield intent.entries.get("confirm")
    yield action.entries.get("say") if isinstance(action, Table) else action
    if isinstance(uses, Table):
        yield from (use.entries.get("question") for use in uses.entries.values() if isinstance(use, Table))


def _check_question(node: Node | None, names: Collection[str], of: str) -> None:
    if isinstance(node, Table):
        _check_holes(node.entries.get("question"), names, of)


def _check_holes(node: Node | None, names: Collection[str], of: str) -> None:
    if not isinstance(node, Text):
        return
    for name in holes_of(node.text):
        if name not in names:
            hint = hint_of(name, names) if names else "leave it out"
            raise node.where.error(node.line, f"nothing of {of} fills {{{name}}}", hint)


def check_examples(examples: Examples, bot: Bot) -> None:
    """Raise `CorpusError` at the first example that can't be understood, or that stands twice."""
    seen: dict[str, tuple[str, int]] = {}
    entries = {name: Entries(slot.synonyms) for name, slot in bot.slots.items() if slot.kind == "list"}
    for intent, texts in examples.items():
        for text, document in texts:
            _check_example(text, document, entries)
            plain = document.text.casefold()
            if plain in seen:
                other, line = seen[plain]
                hint = f"it stands in line {line}, for {other!r}, already; keep one of them"
                raise text.where.error(text.line, f"the example {plain!r} stands twice", hint)
            seen[plain] = intent, text.line


def _check_example(text: Text, document: Document, entries: Mapping[str, Entries]) -> None:
    if not is_utterance(document.text):
        hint = f"write what a user says: words, without markup, of at most {MAX_CHARACTERS:,} characters"
        raise text.where.error(text.line, f"the example {document.text[:40]!r} is no utterance", hint)
    for entity in document.entities:
        said, known = document.text_of(entity), entries.get(entity.label)
        if known and not any(known.find(said)) and known.closest(said) is None:
            hint = f"add it under its `synonyms:`, or say what it means, as in docs/chat.md: [{said}]{{…}}"
            raise text.where.error(text.line, f"{said!r} is no entry of the list slot {entity.label!r}", hint)


def check_address(text: Text) -> str:
    """The address that an action calls; raises `CorpusError` for what is none."""
    parts = urlsplit(text.text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise text.where.error(text.line, f"{text.text!r} is no address", "write http://… or https://…")
    return text.text
