"""What a bot learns from: variants of its examples, answers, texts that are none of it; and the calibration."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma.chat.bot import Bot, Intent, SlotType
from onoma.chat.training import variants
from onoma.chat.training.fillers import made_up_filler
from onoma.chat.training.lessons import lessons_of, parts_in_turn
from onoma.chat.training.out_of_scope import out_of_scope, usual_requests
from onoma.chat.training.plan import planned
from onoma.chat.training.temperature import fitted_head
from onoma.chat.training.variants import answers, swapped, utterances_of, varied, with_variants
from onoma.chat.understanding.chat_file import head_of
from onoma.document import Document, Entity
from onoma.rules.values import Values


def test_variants_keep_slots_on_their_texts(tiny_bot: Bot) -> None:
    found = varied(tiny_bot, 10, seed=3)
    own = {utterance.document.text for utterance in utterances_of(tiny_bot)}
    places = {u.document.text_of(e) for u in found for e in u.document.entities if e.label == "location"}
    assert own <= {utterance.document.text for utterance in found}
    assert len(places) > 10
    sizes = {u.document.text_of(e).lower() for u in found for e in u.document.entities if e.label == "size"}
    assert sizes <= {"small", "little", "tiny", "large", "big", "huge"}
    notes = {u.document.text_of(e).lower() for u in found for e in u.document.entities if e.label == "note"}
    assert notes > {"buy milk", "call the bank", "feed the cat", "wash the car", "pay the rent"}


def test_variants_leave_out_what_may_be_asked_for(tiny_bot: Bot) -> None:
    found = {utterance.document.text.lower().rstrip("?.!") for utterance in varied(tiny_bot, 30, seed=3)}
    assert {"what is the weather", "how is the weather", "remind me"} <= found
    assert not found & {"what is the weather in", "i would like a", "a", "bring me"}


def test_slot_that_ends_in_a_small_word_is_left_whole() -> None:
    example = Document("remind me to bring the laundry in at noon", (Entity(13, 33, "note"), Entity(37, 41, "time")))
    slots = {"note": SlotType("note", "text"), "time": SlotType("time", "text")}
    found = varied(Bot((Intent("remind", (example,)),), slots), 60, seed=0)
    notes = [utterance for utterance in found if [e.label for e in utterance.document.entities] == ["note"]]
    assert any(utterance.document.text_of(utterance.document.entities[0]).endswith(" in") for utterance in notes)


def test_variants_are_the_same_for_a_seed(tiny_bot: Bot) -> None:
    assert varied(tiny_bot, 3, seed=1) == varied(tiny_bot, 3, seed=1) != varied(tiny_bot, 3, seed=2)


def test_swapped_variants_say_nothing_that_the_bot_does_not_know(tiny_bot: Bot) -> None:
    own, found = utterances_of(tiny_bot), swapped(tiny_bot, 3, seed=1)
    fillers = {(e.label, u.document.text_of(e)) for u in own for e in u.document.entities}
    frames = {_frame(u.document) for u in own}
    assert found[: len(own)] == own
    assert len(found) > len(own)
    assert {(e.label, u.document.text_of(e)) for u in found for e in u.document.entities} == fillers
    assert {_frame(u.document) for u in found} == frames
    assert swapped(tiny_bot, 3, seed=1) == found != swapped(tiny_bot, 3, seed=2)


def _frame(document: Document) -> str:
    """The text with slots' names in the place of their fillers."""
    text = document.text
    for entity in reversed(document.entities):
        text = f"{text[: entity.start]}[{entity.label}]{text[entity.end :]}"
    return text


def test_many_examples_are_swapped_and_few_are_varied(tiny_bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert with_variants(tiny_bot, 2, seed=0) == varied(tiny_bot, 2, seed=0)
    monkeypatch.setattr(variants, "MANY", len(utterances_of(tiny_bot)))
    assert with_variants(tiny_bot, 2, seed=0) == swapped(tiny_bot, 2, seed=0)


@pytest.mark.parametrize(
    ("n_examples", "bilstm", "transformer"), [(25, 12, 2), (300, 4, 2), (1999, 1, 1), (2000, 0, 1), (13_000, 0, 1)]
)
def test_few_examples_get_many_variants(n_examples: int, bilstm: int, transformer: int) -> None:
    rounds = {recipe: planned(n_examples, recipe, has_dev=True).n_rounds for recipe in ("bilstm", "transformer")}
    assert rounds == {"bilstm": bilstm, "transformer": transformer}


def test_answers_have_a_slot_and_no_intent(tiny_bot: Bot) -> None:
    found = answers(tiny_bot, 5, seed=0)
    assert {entity.label for utterance in found for entity in utterance.document.entities} == set(tiny_bot.slots)
    assert {utterance.intent for utterance in found} == {None}


def test_bot_with_an_intent_of_bare_slots_has_no_answers() -> None:
    inform = Intent("inform", (Document("Paris", (Entity(0, 5, "location"),)),))
    assert answers(Bot((inform,), {"location": SlotType("location", "location")}), 5, seed=0) == []


@pytest.mark.parametrize("kind", ["date", "time", "duration", "money", "number"])
def test_made_up_fillers_are_what_the_rules_read(kind: str) -> None:
    slot, random, values = SlotType("it", kind), Random(5), Values()
    texts = {made_up_filler(slot, random) for _ in range(60)}
    lead = "for" if kind == "duration" else "at"
    unread = [text for text in texts if not values(f"{lead} {text}").entities]
    assert len(texts) > 10
    assert len(unread) <= 0.15 * len(texts), unread


def test_bot_does_not_learn_that_its_own_business_is_none_of_it() -> None:
    jokes = Intent("joke", (Document("tell me a joke"), Document("do you know a good joke")))
    texts = [utterance.document.text for utterance in out_of_scope(Bot((jokes,), out_of_scope=("sing",)), seed=0)]
    assert "tell me a joke" not in texts
    assert texts[0] == "sing"
    assert "how old are you" not in texts or "how do i boil an egg" in texts
    assert len(texts) > 150


def test_other_languages_have_no_usual_requests() -> None:
    assert usual_requests("en")
    assert usual_requests("xx") == ()


def test_parts_hold_out_each_example_once(tiny_bot: Bot) -> None:
    lessons = lessons_of(tiny_bot, 1, seed=0)
    held_out = [u for _, rest in parts_in_turn(tiny_bot, lessons, 2, n_rounds=1, seed=0) for u in rest]
    told = [utterance.document.text for utterance in held_out if utterance.intent]
    assert sorted(told) == sorted(utterance.document.text for utterance in utterances_of(tiny_bot))
    assert len(held_out) - len(told) == len(lessons.none)


def test_parts_learn_no_variant_of_what_they_hold_out(tiny_bot: Bot) -> None:
    lessons = lessons_of(tiny_bot, 2, seed=0)
    for part, rest in parts_in_turn(tiny_bot, lessons, 2, n_rounds=2, seed=0):
        learned = {utterance.document.text for utterance in part.examples}
        assert not learned & {utterance.document.text for utterance in rest if utterance.intent}


def test_few_examples_are_not_drowned(tiny_bot: Bot) -> None:
    lessons = lessons_of(tiny_bot, 0, seed=0)
    weight = lessons.weight_of_none(len(tiny_bot.intents))
    assert weight * (len(lessons.none) + len(lessons.answers)) <= len(lessons.examples)


def _bot(n_intents: int) -> Bot:
    return Bot(tuple(Intent(f"i{number}", (Document("x"),)) for number in range(n_intents)))


def test_overconfident_logits_get_a_higher_temperature() -> None:
    random = np.random.default_rng(0)
    wanted = random.integers(0, 3, 400)
    logits = random.normal(0, 1, (400, 4)).astype(np.float32)
    logits[np.arange(400), wanted] += 1.0
    logits[:, 3] -= 20.0
    head = head_of(_bot(3))
    calm, loud = fitted_head(head, logits, wanted), fitted_head(head, 3 * logits, wanted)
    assert loud.temperature == pytest.approx(3 * calm.temperature, rel=0.2)


def test_head_without_texts_out_of_scope_is_not_cautious() -> None:
    assert fitted_head(head_of(_bot(2)), np.zeros((4, 3), np.float32), np.array([0, 1, 0, 1])).caution == 0


@given(st.lists(st.floats(-30, 30, width=32), min_size=4, max_size=4))
def test_probabilities_add_up(logits: list[float]) -> None:
    head = head_of(_bot(3), temperature=0.7, caution=-2.0)
    chances = head.probabilities(np.array([logits], np.float32))
    assert chances.sum() == pytest.approx(1.0, abs=1e-5)
