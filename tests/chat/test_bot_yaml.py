"""A bot's file: what it says, and what is said about a wrong one."""

from pathlib import Path

import pytest

from onoma.chat.bot import Bot, HttpCall, PythonCall, SlotUse
from onoma.chat.bot_file import read_bot
from onoma.errors import CorpusError

WEATHER = """\
threshold: 0.4
slots:
  location: {type: location, question: Where}
  date: {type: date, required: true}
  unit:
    type: list
    synonyms:
      celsius: [C, centigrade]
      no: []
intents:
  weather:
    examples:
      - weather in [Paris](location) [tomorrow](date)
      - '[NYC]{"entity": "location", "value": "New York"} in [C](unit)'
    slots:
      date:
      location: {required: yes, question: Which town}
    confirm: Look up {location}?
    action: {python: "weather:forecast", timeout_s: 3}
  goodbye:
    examples: |
      - bye
      - so long
    action: Bye!
out_of_scope: [can you fly]
responses: {fallback: Sorry}
"""


def _bot(tmp_path: Path, text: str) -> Bot:
    path = tmp_path / "bot.yaml"
    path.write_text(text, encoding="utf-8")
    return read_bot(path)


def test_bot_file_says_what_the_bot_is(tmp_path: Path) -> None:
    bot = _bot(tmp_path, WEATHER)
    weather, goodbye = bot.intents
    assert [example.text for example in weather.examples] == ["weather in Paris tomorrow", "NYC in C"]
    assert [(e.start, e.end, e.label) for e in weather.examples[0].entities] == [(11, 16, "location"), (17, 25, "date")]
    assert weather.slots == (
        SlotUse("date", required=True),
        SlotUse("location", required=True, question="Which town"),
        SlotUse("unit"),
    )
    assert weather.action == PythonCall("weather:forecast", 3.0)
    assert [example.text for example in goodbye.examples] == ["bye", "so long"]
    assert (bot.threshold, bot.out_of_scope, bot.responses) == (0.4, ("can you fly",), {"fallback": "Sorry"})


def test_entries_stay_the_text_of_the_file(tmp_path: Path) -> None:
    assert _bot(tmp_path, WEATHER).slots["unit"].synonyms == {"celsius": ("C", "centigrade"), "no": ()}


def test_value_of_an_example_becomes_a_synonym(tmp_path: Path) -> None:
    assert _bot(tmp_path, WEATHER).slots["location"].synonyms == {"New York": ("NYC",)}


def test_http_action_has_a_method(tmp_path: Path) -> None:
    text = WEATHER.replace("action: Bye!", "action: {http: 'https://bot.example/bye', method: get}")
    assert _bot(tmp_path, text).intent("goodbye").action == HttpCall("https://bot.example/bye", "GET")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("[tomorrow](date)", "[tomorrow](dat)", 13, "unknown slot 'dat'; did you mean 'date'"),
        ("[tomorrow](date)", "[tomorrow", 13, "bad bracket; '[' is not closed"),
        ("[tomorrow](date)", "tomorrow](date)", 13, "']' closes no bracket"),
        ("[tomorrow](date)", "[](date)", 13, "marks no text"),
        ("[tomorrow](date)", "[tomorrow]", 13, "no (slot) follows"),
        ("- so long", "- [so](long", 23, "no (slot) follows"),
        ("- so long", "- Bye", 23, "the example 'bye' stands twice; it stands in line 22"),
        ("confirm:", "confrim:", 18, "has no key 'confrim'; did you mean 'confirm'"),
        ("  goodbye:", "  weather:", 20, "'weather' stands twice; it stands in line 11"),
        ("type: date,", "type: day,", 4, "unknown type 'day'; choose among date"),
        ("type: location", "type: list", 3, "list slot 'location' has no entries"),
        ("      date:\n", "      when:\n", 16, "unknown slot 'when'"),
        ("required: yes", "required: perhaps", 17, "'perhaps' says not whether"),
        ("threshold: 0.4", "threshold: 40", 1, "threshold is 40; give a probability"),
        ("weather:forecast", "forecast", 19, "'forecast' names no function"),
        ("examples: |\n      - bye\n      - so long\n", "examples: []\n", 21, "intent 'goodbye' has no examples"),
        ("action: Bye!", "action: {say: Bye, http: 'x'}", 24, "one of say, python and http"),
        ("  location: {", "  the-place: {", 3, "can't name a slot"),
        ("action: Bye!", "action: Bye: now", 24, "not YAML"),
        ("action: Bye!", "action: Bye {location}!", 24, "nothing of intent 'goodbye' fills {location}"),
        ("action: Bye!", "action: {say: 'Bye {you}'}", 24, "nothing of intent 'goodbye' fills {you}"),
        ("action: Bye!", "action: {http: 'bot.example/bye'}", 24, "'bot.example/bye' is no address"),
        ("Look up {location}", "Look up {lokation}", 18, "fills {lokation}; did you mean 'location'"),
        ("question: Which town", "question: 'Which {town}'", 17, "fills {town}"),
        ("question: Where}", "question: 'Where {town}'}", 3, "fills {town}"),
        ("fallback: Sorry", "fallbak: Sorry", 26, "there is no response 'fallbak'; did you mean 'fallback'"),
        ("fallback: Sorry", "'or': '{task}'", 26, "nothing of response 'or' fills {task}"),
        ("timeout_s: 3", "timeout_s: inf", 19, "timeout_s is 'inf'; give a number"),
        ("[C](unit)", "[kelvin](unit)", 14, "'kelvin' is no entry of the list slot 'unit'"),
        ("- so long", "- '!?'", 23, "is no utterance"),
        ("- so long", "- so <b>long</b>", 23, "is no utterance"),
        ("  location: {", "  class: {", 3, "can't name a slot"),
        ("out_of_scope: [can you fly]", "out_of_scope: 3", 25, "give a list"),
    ],
)
def test_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in WEATHER
    with pytest.raises(CorpusError) as raised:
        _bot(tmp_path, WEATHER.replace(old, new))
    assert f"bot.yaml:{line}: " in str(raised.value)
    assert said in str(raised.value)


def test_alias_that_holds_itself_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="holds itself"):
        _bot(tmp_path, "intents: &a\n  weather: *a\n")
