"""Whatever is said, in whatever order: the dialogue never breaks, and never acts without what it needs."""

from hypothesis import given, settings
from hypothesis import strategies as st
from scripted_bot import DATES, NUMBERS, OPEN_DATE, PLACES, TIMES, WEATHER_BOT, ScriptedBot

from onoma.chat.dialogue.policy import Policy
from onoma.chat.dialogue.policy_settings import PolicySettings
from onoma.chat.dialogue.state import AskedConfirm, AskedSlot, AskedValue, State, Task
from onoma.chat.dialogue.state_json import json_to_state, state_to_json
from onoma.chat.dialogue.steps import Failed, NeedsSlot, Outcome, Said, Step
from onoma.chat.dialogue.turns import read_turn

_WORDS = (
    *(
        "weather",
        "rain",
        "trip",
        "remind me to pack",
        "hello",
        "perhaps",
        "in",
        "at",
        "from",
        "on",
        "someday",
        OPEN_DATE,
        "there",
    ),
    *(
        "no,",
        "yes",
        "cancel",
        "never mind",
        "help",
        "start over",
        "and",
        "what about",
        "not",
        "the first",
        "try again",
        "?",
    ),
    *(*PLACES, *DATES, *TIMES, *NUMBERS),
)
_texts = st.lists(st.sampled_from(_WORDS), max_size=5).map(" ".join) | st.text(max_size=12)
_outcomes = st.sampled_from(
    (Said("done"), Said(""), Failed("no line"), NeedsSlot("date", "Not that day."), NeedsSlot("moon"))
)
_BOT = ScriptedBot()
_POLICY = Policy(WEATHER_BOT, _BOT, PolicySettings(max_paused=2))


def _said(state: State, text: str, outcome: Outcome) -> tuple[Step, tuple[str, ...]]:
    """The step after a turn and, if there was one, its call; and all that was said."""
    step = _POLICY.hear(state, read_turn(text, _BOT, _POLICY.phrases))
    if step.call is None:
        return step, step.replies
    _check_call(step)
    last = _POLICY.finish(step.state, outcome)
    assert last.call is None
    return last, step.replies + last.replies


def _check_call(step: Step) -> None:
    assert step.call is not None
    intent = WEATHER_BOT.intent(step.call.intent)
    assert {use.name for use in intent.slots if use.required} <= step.call.slots.keys()
    assert step.call.slots.keys() <= {use.name for use in intent.slots}
    assert None not in step.call.slots.values()


def _check_state(state: State) -> None:
    assert json_to_state(state_to_json(state)) == state
    assert len(state.tasks) <= 3
    assert len({task.intent for task in state.tasks}) == len(state.tasks)
    assert len(state.choices) in (0, 2)
    for task in state.tasks:
        _check_question(task)


def _check_question(task: Task) -> None:
    """Each task that waits has a question, and one that fits."""
    assert task.asked is not None
    if isinstance(task.asked, AskedSlot):
        assert task.asked.slot not in task.slots
    elif isinstance(task.asked, AskedValue):
        assert task.slots[task.asked.slot].others
    elif isinstance(task.asked, AskedConfirm):
        assert WEATHER_BOT.intent(task.intent).confirm


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(_texts, _outcomes), min_size=1, max_size=14))
def test_any_conversation_keeps_its_promises(turns: list[tuple[str, Outcome]]) -> None:
    state = State()
    for n, (text, outcome) in enumerate(turns, 1):
        step, replies = _said(state, text, outcome)
        state = step.state
        assert replies
        assert all(reply.strip() for reply in replies)
        assert state.n_turns == n
        _check_state(state)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(_texts, _outcomes), max_size=8))
def test_start_over_leads_out_of_everything(turns: list[tuple[str, Outcome]]) -> None:
    state = State()
    for text, outcome in turns:
        state = _said(state, text, outcome)[0].state
    state = _said(state, "start over", Said(""))[0].state
    assert state == State(n_turns=len(turns) + 1)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(_texts, _outcomes), max_size=8))
def test_cancelling_ends(turns: list[tuple[str, Outcome]]) -> None:
    state = State()
    for text, outcome in turns:
        state = _said(state, text, outcome)[0].state
    for _ in range(len(state.tasks) + bool(state.choices)):
        state = _said(state, "cancel", Said(""))[0].state
    assert not state.tasks
    assert not state.choices


def test_state_of_another_bot_is_kept_as_far_as_it_is_known() -> None:
    known = Task("weather", {}, AskedSlot("location"))
    state = State((Task("gone"), Task("rain", {}, AskedSlot("moon")), known), (Task("gone"), known), Task("gone"))
    step = _POLICY.hear(state, read_turn("bananas?", _BOT, _POLICY.phrases))
    assert step.state.tasks == (known,)
    assert step.state.last is None
    assert step.replies[-1] == "Which place?"
