"""A trained bot: what its bundle says of utterances, and that hostile ones do no harm."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import onoma.chat
from onoma.bundle import MODEL, open_bundle
from onoma.chat.bot import Bot, SlotType
from onoma.chat.frame import FALLBACK, Frame
from onoma.chat.understanding.reader import SLOT_WEIGHT
from onoma.chat.understanding.understander import ChatUnderstander
from onoma.chat.utterance import MAX_CHARACTERS
from onoma.errors import BundleError

NOW = datetime(2026, 3, 4, 10)


@pytest.fixture(scope="module")
def bot(tiny_chat: Path) -> ChatUnderstander:
    return onoma.chat.load(tiny_chat)


def _values(frame: Frame) -> dict[str, object]:
    return {slot.name: slot.value for slot in frame.slots}


@pytest.mark.parametrize(
    ("text", "intent", "values"),
    [
        ("what is the weather in Reykjavik next Friday", "weather", {"location": "Reykjavik", "date": "2026-03-13"}),
        ("how is the weather in Buenos Aires", "weather", {"location": "Buenos Aires"}),
        ("order four big pizzas", "pizza", {"count": 4, "size": "large"}),
        ("bye bye", "goodbye", {}),
    ],
)
def test_utterance_becomes_a_frame(bot: ChatUnderstander, text: str, intent: str, values: dict[str, object]) -> None:
    frame = bot(text, reference=NOW)
    assert (frame.intent, _values(frame)) == (intent, values)
    assert all(frame.text[slot.start : slot.end] == slot.text for slot in frame.slots)


def test_ranked_probabilities_are_in_order(bot: ChatUnderstander) -> None:
    chances = list(bot("weather in Rome", reference=NOW).ranked.values())
    assert len(chances) == 4
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) <= 1.001


def test_slots_speak_for_the_intents_that_have_them(bot: ChatUnderstander, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place is in no order of pizzas; what the place says doesn't change the intent that has places."""
    head = bot.reader.head
    logits = []
    for weight in (0.0, 1.0):
        monkeypatch.setattr(bot.reader, "head", replace(head, slot_weight=weight))
        logits.append(dict(zip(head.intents, bot.reader.intent_logits(["weather in Rome"])[0], strict=False)))
    lost = {intent: logits[0][intent] - logits[1][intent] for intent in head.intents}
    assert lost["pizza"] > 1 > lost["weather"] >= 0


def test_place_alone_is_a_slot(bot: ChatUnderstander) -> None:
    assert _values(bot("and in Montevideo?", reference=NOW)) == {"location": "Montevideo"}


@pytest.mark.parametrize("text", ["who was the first president", "how do i get a loan", "can you fly"])
def test_what_is_none_of_the_intents_gets_the_fallback(bot: ChatUnderstander, text: str) -> None:
    assert bot(text, reference=NOW).intent == FALLBACK


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "weather in Paris " * 60_000,
        "weather\x00 in Paris",
        "weather in \x1b[31mParis",
        "<script>alert('weather')</script>",
        "weather in <b>Paris</b>",
        "\ud83d weather",
        "!?!" * 100,
        "\u200b\u202e",
    ],
)
def test_hostile_text_gets_the_fallback_at_once(bot: ChatUnderstander, text: str) -> None:
    began = time.thread_time()
    frame = bot(text, reference=NOW)
    assert (frame.text, frame.intent) == (text, FALLBACK)
    assert time.thread_time() - began < 1.0


def test_utterance_of_the_longest_length_is_read(bot: ChatUnderstander) -> None:
    text = ("what is the weather in Paris " * 100)[:MAX_CHARACTERS]
    assert bot(text, reference=NOW).ranked
    assert not bot(text + "x", reference=NOW).ranked


def test_many_users_at_once_get_their_own_frames(bot: ChatUnderstander) -> None:
    texts = [f"weather in {place} on May {day}" for day in range(1, 29) for place in ("Rome", "Oslo", "New York")]
    with ThreadPoolExecutor(8) as threads:
        at_once = list(threads.map(lambda text: bot(text, reference=NOW), texts))
    assert at_once == [bot(text, reference=NOW) for text in texts]


def test_bundle_keeps_its_bot(bot: ChatUnderstander, tiny_bot: Bot) -> None:
    assert bot.bot.slots == tiny_bot.slots
    assert [intent.slots for intent in bot.bot.intents] == [intent.slots for intent in tiny_bot.intents]
    assert bot.bot.intent("weather").action == "It is fine."
    assert bot.bot.intent("weather").examples[0].text == "what is the weather in Paris tomorrow"


def test_bundle_is_a_recognizer_of_slots_too(tiny_chat: Path) -> None:
    document = onoma.load(tiny_chat)("how is the weather in Rome")
    assert [(document.text_of(entity), entity.label) for entity in document.entities] == [("Rome", "location")]


def test_bundle_without_intents_is_refused(tiny_bundle: Path) -> None:
    with pytest.raises(BundleError, match="no bundle of a bot"):
        onoma.chat.load(tiny_bundle)


def test_transformer_says_the_same_things(tiny_transformer_chat: Path) -> None:
    bot = onoma.chat.load(tiny_transformer_chat)
    frame = bot("how is the weather in Rome tomorrow", reference=NOW)
    assert (frame.intent, _values(frame)) == ("weather", {"location": "Rome", "date": "2026-03-05"})


def test_transformer_reads_a_text_alike_beside_any_other(tiny_transformer_chat: Path) -> None:
    assert open_bundle(tiny_transformer_chat).manifest.precision == "int8"
    slots = onoma.load(tiny_transformer_chat)
    texts = ["how is the weather in Rome tomorrow", "?! " * 40, "order two small pizzas", "Zürich 99999 " * 20]
    alone = [entity for text in texts for entity in slots(text).entities]
    beside = [entity for document in slots.stream(texts) for entity in document.entities]
    assert [replace(entity, score=0.0) for entity in beside] == [replace(entity, score=0.0) for entity in alone]
    assert [entity.score for entity in beside] == pytest.approx([entity.score for entity in alone], abs=1e-5)
    assert alone


def test_network_is_stored_in_the_format_of_bundles(tiny_chat: Path) -> None:
    bundle = open_bundle(tiny_chat)
    assert bundle.manifest.kind == "bilstm-crf-intents"
    assert set(bundle.manifest.labels) == {"location", "date", "size", "count", "note"}
    chat = json.loads(bundle.files["chat.json"])
    assert np.isfinite([chat["temperature"], chat["caution"]]).all()
    assert chat["slot_weight"] == SLOT_WEIGHT
    assert len(bundle.files[MODEL]) < 1_000_000


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("date", "on Friday, please", "2026-03-06"),
        ("date", "in two weeks", "2026-03-18"),
        ("time", "at 5 pm", "T17:00"),
        ("time", "at 6", "T06:00"),
        ("time", "half past six", "T06:30"),
        ("time", "18", "T18:00"),
        ("number", "we are seven", 7),
        ("money", "$20", {"amount": 20, "currency": "USD"}),
        ("money", "about 20", {"amount": 20, "currency": None}),
        ("money", "two hundred pounds", {"amount": 200, "currency": "GBP"}),
        ("duration", "for three days", "P3D"),
        ("location", "in reykjavik", "Reykjavik"),
        ("list", "the Big one", "large"),
        ("list", "lagre", "large"),
        ("text", " whatever you like ", "whatever you like"),
    ],
)
def test_answer_is_read_as_the_slot(bot: ChatUnderstander, kind: str, text: str, value: object) -> None:
    slot = SlotType("it", kind, synonyms={"large": ("big",), "small": ()} if kind == "list" else {})
    found = bot.read_slot(slot, text, reference=NOW)
    assert found is not None
    assert found.value == value
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(("kind", "text"), [("date", "blue"), ("list", "green"), ("number", ""), ("time", "x" * 2000)])
def test_what_is_no_answer_is_none(bot: ChatUnderstander, kind: str, text: str) -> None:
    slot = SlotType("it", kind, synonyms={"large": ("big",)} if kind == "list" else {})
    assert bot.read_slot(slot, text, reference=NOW) is None


def test_open_date_names_its_other_reading(bot: ChatUnderstander) -> None:
    found = bot.read_slot(SlotType("day", "date"), "03/04", reference=NOW)
    assert found is not None
    assert (found.value, found.others) == ("2026-03-04", ("2026-04-03",))


def test_name_of_two_entries_names_both(bot: ChatUnderstander) -> None:
    found = bot.read_slot(SlotType("size", "list", synonyms={"large": ("full",), "party": ("full",)}), "full")
    assert found is not None
    assert (found.value, found.others) == ("large", ("party",))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_any_text_gives_a_frame_whose_slots_are_in_it(bot: ChatUnderstander, text: str) -> None:
    frame = bot(text, reference=NOW)
    assert frame.text == text
    assert all(text[slot.start : slot.end] == slot.text for slot in frame.slots)
