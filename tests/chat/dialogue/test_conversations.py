"""What a user meets: questions, corrections, going on from the last answer, interruptions, failures."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from scripted_bot import ScriptedBot

from onoma.chat.bot import Bot, Intent, SlotType, SlotUse
from onoma.chat.dialogue import Actions, AskAgain, Chat, PolicySettings
from onoma.chat.dialogue.steps import Call, Outcome
from onoma.chat.frame import FALLBACK, Frame, Slot
from onoma.document import Document, Value
from onoma.errors import InputError, SettingsError

_NAMES = ("weather", "rain", "trip", "remind")


class _Talk:
    """A conversation with the scripted bot, whose actions say what they were called with."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.fails = 0
        functions: dict[str, Callable[..., object]] = {f"actions:{name}": self._action(name) for name in _NAMES}
        self.chat = Chat(ScriptedBot(), actions=Actions(functions=functions))

    def _action(self, name: str) -> Callable[..., object]:
        def action(**slots: object) -> str:
            if self.fails:
                self.fails -= 1
                raise OSError("the line is dead")
            if slots.get("location") == "Springfield":
                raise AskAgain("location", "There are many Springfields. Which other place?")
            self.calls.append(" ".join([name, *(f"{key}={slots[key]}" for key in sorted(slots))]))
            return f"<{self.calls[-1]}>"

        return action

    def __call__(self, text: str) -> str:
        return " | ".join(self.chat.say(text).replies)


@pytest.fixture
def say() -> _Talk:
    return _Talk()


def test_missing_slots_are_asked_for_one_after_another(say: _Talk) -> None:
    assert say("what is the weather") == "Which place?"
    assert say("Paris") == "Which day?"
    assert say("tomorrow please") == "<weather date=2026-03-05 location=Paris>"


def test_several_slots_at_once_are_all_taken(say: _Talk) -> None:
    assert say("weather in Paris tomorrow") == "<weather date=2026-03-05 location=Paris>"
    assert say("I want to travel") == "Where to?"
    assert say("Rome on Friday") == "Which people do you mean?"
    assert say("two") == "Book Rome, Friday?"


def test_answer_fills_the_slot_that_was_asked_for(say: _Talk) -> None:
    say("book a trip to Rome on Friday for two")
    say("no, four")
    say("cancel")
    assert say("book a trip to Rome from Oslo") == "Which day?"
    assert say("on Friday") == "Which people do you mean?"
    assert say("two of us") != ""
    assert say.chat.say("two").state.tasks[-1].slots["origin"].value == "Oslo"


def test_place_that_nobody_knows_is_taken_as_it_was_said(say: _Talk) -> None:
    say("weather tomorrow")
    assert say("in Kleinkleckersdorf") == "<weather date=2026-03-05 location=Kleinkleckersdorf>"


@pytest.mark.parametrize(
    "text", ["I don't know", "what do you mean", "<b>Atlantis</b>", "'; DROP TABLE sessions; --", "?"]
)
def test_what_is_no_name_is_not_taken_as_a_place(say: _Talk, text: str) -> None:
    say("weather tomorrow")
    assert say(text).endswith("Which place?")
    assert say.calls == []


def test_correction_changes_what_was_given(say: _Talk) -> None:
    assert say("weather in Paris") == "Which day?"
    assert say("no, London") == "Which day?"
    assert say("tomorrow") == "<weather date=2026-03-05 location=London>"
    assert say("sorry, I meant Friday") == "<weather date=2026-03-06 location=London>"
    assert say("not London, Rome") == "<weather date=2026-03-06 location=Rome>"
    assert say("actually on Sunday in Oslo") == "<weather date=2026-03-08 location=Oslo>"


def test_correction_without_anything_to_change_asks_what(say: _Talk) -> None:
    say("weather in Paris tomorrow")
    assert say("no") == "What should be different?"
    assert say("on Friday") == "<weather date=2026-03-06 location=Paris>"


@pytest.mark.parametrize(
    "text", ["and in London?", "what about London", "London?", "how about in London then", "London"]
)
def test_next_question_keeps_the_intent_and_the_other_slots(say: _Talk, text: str) -> None:
    say("will it rain in Paris tomorrow")
    assert say(text) == "<rain date=2026-03-05 location=London>"


def test_next_question_of_another_intent_keeps_what_it_points_at(say: _Talk) -> None:
    say("weather in Paris tomorrow")
    assert say("and will it rain?") == "<rain date=2026-03-05 location=Paris>"
    assert say("what is the weather there on Friday") == "<weather date=2026-03-06 location=Paris>"
    assert say("what is the weather on Sunday") == "Which place?"


def test_cancel_leaves_the_task_and_restart_forgets_everything(say: _Talk) -> None:
    assert say("cancel") == "There is nothing to cancel."
    say("weather in Paris tomorrow")
    say("book a trip")
    assert say("never mind") == "Cancelled."
    assert say("and on Friday?") == "<weather date=2026-03-06 location=Paris>"
    assert say("start over") == "Let us start again."
    assert say("and on Friday?") == "Sorry, I did not understand that."


def test_help_names_what_the_bot_can_do_and_repeats_the_question(say: _Talk) -> None:
    say("weather in Paris")
    assert say("what can you do?") == (
        "I can help with the weather, rain, booking a trip and reminders. "
        'You can also say "cancel" or "start over". | Which day?'
    )
    assert say("tomorrow") == "<weather date=2026-03-05 location=Paris>"


def test_interruption_is_answered_and_the_way_leads_back(say: _Talk) -> None:
    assert say("book a trip to Rome") == "Which day?"
    assert say("what is the weather there") == "Which day?"
    assert say("Friday") == "<weather date=2026-03-06 location=Rome> | Back to booking a trip. | Which day?"
    assert say("hello") == "Hello! | Back to booking a trip. | Which day?"
    assert say("tomorrow") == "Which people do you mean?"
    assert say("two") == "Book Rome, tomorrow?"
    assert say("yes please") == "<trip date=2026-03-05 destination=Rome people=2>"


def test_interruption_may_be_cancelled_and_interrupted(say: _Talk) -> None:
    say("book a trip to Rome")
    say("what is the weather")
    assert say("remind me to pack") == "What time?"
    assert say("cancel") == "Cancelled. | Back to the weather. | Which place?"
    assert say("I'd like to book the trip to Oslo") == "Which day?"
    assert [task.intent for task in say.chat.say("no").state.tasks] == ["weather", "trip"]


def test_confirmation_takes_yes_no_and_corrections(say: _Talk) -> None:
    assert say("remind me to feed the cat at seven") == '"feed the cat" at 07:00?'
    assert say("no, at noon") == '"feed the cat" at 12:00?'
    assert say("hm") == 'Sorry, I did not understand that. | "feed the cat" at 12:00?'
    assert say("yes, at 8 pm") == '"feed the cat" at 20:00?'
    assert say("no") == "All right, I leave it."
    assert say.calls == []
    assert say("make it seven") == '"feed the cat" at 07:00?'
    assert say("sure") == "<remind note=feed the cat time=T07:00>"


def test_text_slot_takes_any_text_but_another_wish(say: _Talk) -> None:
    assert say("remind me") == "Remind you of what?"
    assert say("will it rain in Oslo today").startswith("<rain")
    assert say("Paris in spring") == "What time?"
    assert say("noon") == '"Paris in spring" at 12:00?'


def test_two_close_intents_are_asked_back(say: _Talk) -> None:
    question = "Do you mean rain or the weather?"
    assert say("perhaps rain or weather in Paris tomorrow") == question
    assert say("yes") == f"Sorry, I did not understand that. | {question}"


@pytest.mark.parametrize("answer", ["the first", "rain", "about the rain", "1", "will it rain"])
def test_choice_among_intents_keeps_the_slots(say: _Talk, answer: str) -> None:
    say("perhaps rain or weather in Paris tomorrow")
    assert say(answer) == "<rain date=2026-03-05 location=Paris>"


def test_choice_may_be_refused_or_left_for_something_else(say: _Talk) -> None:
    say("perhaps rain or weather in Paris tomorrow")
    assert say("neither") == "Sorry, I did not understand that."
    say("perhaps rain or weather in Paris tomorrow")
    assert say("remind me to pack") == "What time?"


def test_two_readings_of_a_slot_are_asked_back(say: _Talk) -> None:
    question = 'By "03/04", do you mean Wednesday 4 March 2026 or Friday 3 April 2026?'
    assert say("weather in Paris on 03/04") == question
    assert say("bananas") == f"Sorry, I did not understand that. | {question}"
    assert say("in April") == "<weather date=2026-04-03 location=Paris>"
    say("weather in Paris on 03/04")
    assert say("the first one") == "<weather date=2026-03-04 location=Paris>"
    say("weather in Paris on 03/04")
    assert say("no, tomorrow") == "<weather date=2026-03-05 location=Paris>"


def test_words_that_name_a_slot_and_mean_nothing_are_told(say: _Talk) -> None:
    assert say("weather in Paris") == "Which day?"
    assert say("oh, someday") == 'I do not know what "someday" means here. | Which day?'


def test_failing_action_apologises_and_can_be_tried_again(say: _Talk) -> None:
    say.fails = 2
    apology = "Sorry, that did not work just now. | Shall I try again?"
    assert say("weather in Paris tomorrow") == apology
    assert say("yes") == apology
    assert say("try again") == "<weather date=2026-03-05 location=Paris>"


def test_failed_action_may_be_corrected_left_and_interrupted(say: _Talk) -> None:
    say.fails = 1
    say("weather in Paris tomorrow")
    assert say("hello").startswith("Hello! | Back to the weather. | Shall I try again?")
    assert say("no, London") == "<weather date=2026-03-05 location=London>"
    say.fails = 1
    say("weather in Rome tomorrow")
    assert say("no") == "All right, I leave it."
    assert say("and in Oslo?") == "<weather date=2026-03-05 location=Oslo>"


def test_action_may_ask_for_another_value(say: _Talk) -> None:
    assert say("weather in Springfield tomorrow") == "There are many Springfields. Which other place?"
    assert say("Paris") == "<weather date=2026-03-05 location=Paris>"


def test_second_miss_hints_at_the_way_out(say: _Talk) -> None:
    say("weather in Paris")
    assert say("bananas") == "Sorry, I did not understand that. | Which day?"
    assert 'You can say "cancel" to leave this' in say("bananas")


def test_new_values_for_the_same_intent_replace_the_old_ones(say: _Talk) -> None:
    say("weather in Paris")
    assert say("what is the weather in London tomorrow") == "<weather date=2026-03-05 location=London>"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\x00\x1b[2J",
        "x" * 1_000_000,
        "<script>alert(1)</script>",
        "'; DROP TABLE sessions; --",
        "\ud800{text}",
        "%s{0}",
    ],
)
def test_hostile_text_gets_the_fallback_and_harms_nothing(say: _Talk, text: str) -> None:
    say("weather in Paris tomorrow")
    assert say(text) == "Sorry, I did not understand that."
    assert say("and on Friday?") == "<weather date=2026-03-06 location=Paris>"


def test_hostile_text_in_a_slot_stays_text(say: _Talk) -> None:
    say("remind me at noon")
    assert say("{time:value} \x1b[31m<b>{note}</b>") == '"{time:value}  [31m<b>{note}</b>" at 12:00?'


def test_question_about_what_was_just_answered_comes_before_the_way_back(say: _Talk) -> None:
    say("book a trip to Rome")
    assert say("weather in Oslo tomorrow").endswith("Back to booking a trip. | Which day?")
    assert say("and in Paris?").startswith("<weather date=2026-03-05 location=Paris>")
    assert say("tomorrow") == "Which people do you mean?"
    assert say("and on Friday?") == "Which people do you mean?"
    assert say.chat.say("two").state.tasks[-1].slots["date"].value == "2026-03-06"


def test_task_that_is_left_again_and_again_is_not_come_back_to(say: _Talk) -> None:
    say("book a trip to Rome")
    assert say("weather in Oslo tomorrow").endswith("Which day?")
    assert say("hello").endswith("Which day?")
    assert say("rain in Oslo tomorrow").endswith("Which day?")
    assert say("weather in Paris today") == "<weather date=2026-03-04 location=Paris>"


def test_farewell_leaves_everything() -> None:
    bot = Bot(
        (
            Intent("goodbye", (Document("bye"),), action="Bye!"),
            Intent("weather", (Document("w"),), (SlotUse("date", required=True),), "Fine."),
        ),
        {"date": SlotType("date", "date", "Which day?")},
    )
    scripted = ScriptedBot(bot, {"goodbye": ("bye",), "weather": ("weather",)})
    chat = Chat(scripted)
    assert chat.say("weather").replies == ("Which day?",)
    assert chat.say("bye").replies == ("Bye!",)
    assert chat.say("tomorrow").state.tasks == ()


def test_text_slot_is_what_the_model_sees_in_the_answer(say: _Talk) -> None:
    say("remind me at noon")
    assert say("remind me to feed the cat") == '"feed the cat" at 12:00?'


@pytest.mark.parametrize("text", ["no idea", "whatever", "hmm, I'm not sure"])
def test_unsure_answer_is_no_answer(say: _Talk, text: str) -> None:
    say("weather tomorrow")
    assert say(text) == "Sorry, I did not understand that. | Which place?"


def test_intent_of_the_bot_may_stand_for_a_command() -> None:
    """A bot in a language of which no phrases are known brings its own examples for them."""
    bot = Bot(
        (
            Intent("cancel", (Document("abbrechen"),)),
            Intent("yes", (Document("ja"),)),
            Intent("trip", (Document("t"),), (SlotUse("date", required=True),), "Gebucht.", "Wirklich?"),
        ),
        {"date": SlotType("date", "date", "Wann?")},
        language="de",
        responses={"cancelled": "Abgebrochen."},
    )
    chat = Chat(ScriptedBot(bot, {"cancel": ("abbrechen",), "yes": ("ja",), "trip": ("reise",)}))
    assert chat.say("reise").replies == ("Wann?",)
    assert chat.say("bitte abbrechen").replies == ("Abgebrochen.",)
    assert chat.say("reise tomorrow").replies == ("Wirklich?",)
    assert chat.say("ja").replies == ("Gebucht.",)


def test_unknown_response_is_refused() -> None:
    bot = Bot((Intent("hello", (Document("hello"),), action="Hi"),), responses={"fallbak": "What?"})
    with pytest.raises(SettingsError, match="no response 'fallbak'; did you mean 'fallback'"):
        Chat(ScriptedBot(bot))


@pytest.mark.parametrize("session", ["", "x" * 129, "a\nb", "\ud800"])
def test_session_needs_a_name(say: _Talk, session: str) -> None:
    with pytest.raises(InputError, match="names no session"):
        say.chat.say("hello", session=session)


def test_there_answers_the_question_for_a_place(say: _Talk) -> None:
    say("weather in Rome tomorrow")
    assert say("I want to travel") == "Where to?"
    assert say("there please") == "Which day?"


def test_answer_that_says_another_slot_is_no_text(say: _Talk) -> None:
    assert say("remind me") == "Remind you of what?"
    assert say("at noon") == "Remind you of what?"
    assert say("tea") == '"tea" at 12:00?'


def test_small_talk_is_no_choice() -> None:
    class _Unsure(ScriptedBot):
        def __call__(self, text: str, *, reference: datetime | None = None) -> Frame:
            return Frame(text, "rain", 0.45, (), {"rain": 0.45, "hello": 0.42})

    functions = {f"actions:{name}": lambda **_: "" for name in ("weather", "rain", "trip", "remind")}
    assert Chat(_Unsure(), actions=Actions(functions=functions)).say("rain").replies == ("Which place?",)


def test_task_that_makes_progress_is_come_back_to(say: _Talk) -> None:
    say("book a trip to Rome")
    for question in ("weather in Oslo tomorrow", "rain in Oslo tomorrow"):
        assert say(question).endswith("Which day?")
    say("on Sunday")
    for question in ("weather in Oslo tomorrow", "rain in Oslo tomorrow"):
        assert say(question).endswith("Which people do you mean?")


def test_only_so_many_tasks_wait() -> None:
    functions = {f"actions:{name}": lambda **_: "" for name in ("weather", "rain", "trip", "remind")}
    chat = Chat(ScriptedBot(), actions=Actions(functions=functions), settings=PolicySettings(max_paused=1))
    for text in ("weather", "rain", "book a trip"):
        answer = chat.say(text)
    assert [task.intent for task in answer.state.tasks] == ["rain", "trip"]


def test_place_among_other_answers_goes_to_the_slot_that_was_asked_for(say: _Talk) -> None:
    assert say("book a trip from Oslo") == "Where to?"
    state = say.chat.say("London tomorrow").state
    assert {name: filled.value for name, filled in state.tasks[-1].slots.items()} == {
        "origin": "Oslo",
        "destination": "London",
        "date": "2026-03-05",
    }


class _Greeter(ScriptedBot):
    """Takes whatever has no word of another intent for a greeting, as models do with what they never saw."""

    def __call__(self, text: str, *, reference: datetime | None = None) -> Frame:
        frame = super().__call__(text, reference=reference)
        return frame if frame.intent else Frame(text, "hello", 0.99, (), {"hello": 0.99})


@pytest.fixture
def greeter(say: _Talk) -> _Talk:
    say.chat = Chat(_Greeter(), actions=Actions(functions={f"actions:{n}": say._action(n) for n in _NAMES}))
    return say


def test_day_alone_is_about_the_task_whatever_the_model_takes_it_for(greeter: _Talk) -> None:
    greeter("weather in Paris tomorrow")
    assert greeter("what about Friday?") == "<weather date=2026-03-06 location=Paris>"
    assert greeter("Sunday?") == "<weather date=2026-03-08 location=Paris>"
    assert greeter("and London?") == "<weather date=2026-03-08 location=London>"
    assert greeter("book a trip to Rome for two") == "Which day?"
    assert greeter("tomorrow") == "Book Rome, tomorrow?"
    assert greeter("yes, but on Friday") == "Book Rome, Friday?"


def test_name_alone_is_no_place_where_the_model_sees_none(greeter: _Talk) -> None:
    greeter("weather in Paris tomorrow")
    assert greeter("London") == "Hello!"


@pytest.mark.parametrize(
    "text", ["<script>alert('hello')</script>", "'; DROP TABLE sessions; --", "{{7*7}}", "a=1; b=2"]
)
def test_code_is_no_utterance_whatever_the_model_takes_it_for(greeter: _Talk, text: str) -> None:
    assert greeter(text) == "Sorry, I did not understand that."
    assert greeter("hello; you :-)") == "Hello!"


@pytest.mark.parametrize(("score", "replies"), [(0.6, ("Fine in Rome.",)), (0.8, ("Which day?",))])
def test_slot_of_another_intent_begins_it_where_the_model_is_sure_enough(score: float, replies: tuple[str]) -> None:
    class _Traveller(ScriptedBot):
        def __call__(self, text: str, *, reference: datetime | None = None) -> Frame:
            frame = super().__call__(text, reference=reference)
            slots = tuple(replace(slot, name="destination") for slot in frame.slots)
            return frame if frame.intent else Frame(text, "trip", score, slots, {"trip": score})

    functions = {f"actions:{name}": lambda **slots: f"Fine in {slots['location']}." for name in _NAMES}
    chat = Chat(_Traveller(), actions=Actions(functions=functions))
    chat.say("weather in Paris tomorrow")
    assert chat.say("to Rome").replies == replies


def test_signs_alone_are_no_utterance(greeter: _Talk) -> None:
    assert greeter("?!") == "Sorry, I did not understand that."


def test_call_has_a_key_that_is_the_same_when_a_turn_is_lost(say: _Talk) -> None:
    keys: list[str] = []

    def lost(call: Call, key: str) -> Outcome:
        keys.append(key)
        raise RuntimeError

    kept, say.chat.actions = say.chat.actions, lost
    for _ in range(2):
        with pytest.raises(RuntimeError):
            say("weather in Paris tomorrow")
    say.chat.actions = lambda call, key: (keys.append(key), kept(call, key))[1]
    say("weather in Paris tomorrow")
    say("weather in Paris tomorrow")
    assert keys == ["me:1", "me:1", "me:1", "me:2"]


def test_two_values_for_one_slot_are_asked_back(say: _Talk) -> None:
    assert say("weather in Rome or Oslo tomorrow") == 'By "Rome or Oslo", do you mean Rome or Oslo?'
    assert say("Oslo") == "<weather date=2026-03-05 location=Oslo>"
    assert say("weather in Rome and Rome tomorrow") == "<weather date=2026-03-05 location=Rome>"


def test_second_thought_within_an_utterance_counts(say: _Talk) -> None:
    assert say("weather in Rome, no wait, Oslo tomorrow") == "<weather date=2026-03-05 location=Oslo>"


def test_bare_number_is_an_hour_where_a_time_is_asked_for() -> None:
    class _Clock(ScriptedBot):
        def read_slot(self, slot: SlotType, text: str, *, reference: datetime | None = None) -> Slot | None:
            found = re.search(r"(\d) o'clock", text) if slot.kind == "time" else None
            return found and Slot(*found.span(), slot.name, found[0], f"T0{found[1]}:00")

    chat = Chat(_Clock(), actions=Actions(functions={f"actions:{name}": lambda **_: "" for name in _NAMES}))
    chat.say("remind me to pack")
    assert chat.say("8").replies == ('"pack" at 08:00?',)


def test_thumbs_are_answers(say: _Talk) -> None:
    say("remind me to feed the cat at seven")
    assert say("👍") == "<remind note=feed the cat time=T07:00>"


@pytest.mark.parametrize(
    "text", ["actually, forget it", "oh just stop", "I want to cancel that please", "wait, cancel", "ok, never mind"]
)
def test_command_may_have_words_around_it(say: _Talk, text: str) -> None:
    say("weather tomorrow")
    assert say(text) == "Cancelled."


def test_no_and_yes_may_have_words_around_them(say: _Talk) -> None:
    say("remind me to feed the cat at seven")
    assert say("wait, actually no") == "All right, I leave it."
    say("remind me to feed the cat at seven")
    assert say("oh but yes please") == "<remind note=feed the cat time=T07:00>"


def test_text_is_what_the_model_sees_in_the_answer_under_whatever_name() -> None:
    class _Shop(ScriptedBot):
        def __call__(self, text: str, *, reference: datetime | None = None) -> Frame:
            slots = (Slot(3, len(text), "reason", text[3:], text[3:]),) if text.startswith("to ") else ()
            return replace(super().__call__(text, reference=reference), slots=slots)

    uses = (SlotUse("address", required=True),)
    bot = Bot(
        (Intent("bring", (Document("bring"),), uses, "To {address}."),),
        {name: SlotType(name, "text", "Where to?") for name in ("address", "reason")},
    )
    chat = Chat(_Shop(bot, {"bring": ("bring",)}))
    chat.say("bring it")
    assert chat.say("to the office").replies == ("To the office.",)


@pytest.mark.parametrize(
    ("intent", "reply"), [(FALLBACK, "Sent the weather in Graz to Anna."), ("send", "For which place?")]
)
def test_name_that_answers_the_question_is_no_other_name_where_the_model_is_unsure(intent: str, reply: str) -> None:
    """Whatever "Graz" looks like, it is where, when the bot has asked where; a model that is sure knows better."""
    slots = {
        "person": SlotType("person", "person", "To whom?"),
        "location": SlotType("location", "location", "For which place?"),
    }
    uses = (SlotUse("person", required=True), SlotUse("location", required=True))
    send = Intent("send", (Document("send"),), uses, "Sent the weather in {location} to {person}.")

    class Reader(ScriptedBot):
        def __call__(self, text: str, *, reference: datetime | None = None) -> Frame:
            found = tuple(
                Slot(text.index(name), len(text), "person", name, name) for name in ("Anna", "Graz") if name in text
            )
            return Frame(text, "send" if "send" in text else intent, 0.9, found)

    chat = Chat(Reader(Bot((send,), slots)))
    assert chat.say("send it to Anna").replies == ("For which place?",)
    assert chat.say("Graz").replies == (reply,)


def test_corrected_amount_keeps_its_currency() -> None:
    class _Bank(ScriptedBot):
        def read_slot(self, slot: SlotType, text: str, *, reference: datetime | None = None) -> Slot | None:
            found = re.search(r"(\d+)( EUR)?", text)
            value: dict[str, Value] = (
                {"amount": int(found[1]), "currency": "EUR" if found[2] else None} if found else {}
            )
            return found and Slot(*found.span(), slot.name, found[0], value)

    intent = Intent("pay", (Document("pay"),), (SlotUse("sum", required=True),), "Paid.", "Pay {sum:value}?")
    chat = Chat(_Bank(Bot((intent,), {"sum": SlotType("sum", "money", "How much?")}), {"pay": ("pay",)}))
    assert chat.say("pay").replies == ("How much?",)
    assert chat.say("50").replies == ("Pay 50?",)
    assert chat.say("no, 60 EUR").replies == ("Pay 60 EUR?",)
    assert chat.say("no, 70").replies == ("Pay 70 EUR?",)


@pytest.mark.parametrize(
    ("answer", "day"), [("the second", "Friday 3 April 2026"), ("in April", "Friday 3 April 2026")]
)
def test_confirmation_says_the_reading_that_was_chosen(say: _Talk, answer: str, day: str) -> None:
    assert say("book a trip to Rome on 03/04 for two").endswith("or Friday 3 April 2026?")
    assert say(answer) == f"Book Rome, {day}?"


def test_confirmation_says_the_one_of_two_that_was_chosen(say: _Talk) -> None:
    assert say("book a trip to Rome or Oslo for two") == 'By "Rome or Oslo", do you mean Rome or Oslo?'
    say("Oslo please")
    assert say("tomorrow") == "Book Oslo, tomorrow?"


def test_slot_may_be_called_by_its_name(say: _Talk) -> None:
    say("remind me to feed the cat at seven")
    assert say("please change the time to noon") == '"feed the cat" at 12:00?'
    assert say("no, the note should be wash the car") == '"wash the car" at 12:00?'
    assert say("set the time to blue") == 'I do not know what "blue" means here. | "wash the car" at 12:00?'
    assert say("yes") == "<remind note=wash the car time=T12:00>"
    assert say("change the time to seven") == '"wash the car" at 07:00?'


def test_slot_of_another_intent_is_not_called(say: _Talk) -> None:
    say("weather in Paris")
    assert say("the time is noon") == "Sorry, I did not understand that. | Which day?"
