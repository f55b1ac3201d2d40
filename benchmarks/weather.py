"""How often a bundle of the weather bot is right on utterances that nobody trained on (benchmarks/chat/).

    python benchmarks/weather.py BUNDLE [--errors]
    python benchmarks/weather.py BUNDLE --utterances benchmarks/chat/weather-dev.jsonl     # intents alone, to tune on

Prints the share of right intents and of right frames (intent, slots and values); and the median time of an utterance
and of a turn of the stories, as time of the processor, so that other work on the machine doesn't count.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from time import process_time

from rich.console import Console
from rich.table import Table
from values import same_value

from onoma.chat.dialogue.story_file import read_stories
from onoma.chat.frame import FALLBACK, Frame, Understander
from onoma.chat.marked_text import marked_text_to_document
from onoma.document import Value

UTTERANCES = Path(__file__).parent / "chat" / "weather-utterances.jsonl"
EXAMPLE = Path(__file__).parents[1] / "examples" / "weather-bot"
_OPEN = frozenset(("location", "origin", "destination", "person", "note"))


@dataclass(frozen=True)
class Utterance:
    """What is said, when, and what it means; each slot as name and value."""

    text: str
    reference: datetime
    intent: str
    slots: tuple[tuple[str, Value], ...]


def read_utterances(path: Path = UTTERANCES) -> list[Utterance]:
    """The utterances in order."""
    return [_utterance(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _utterance(row: dict[str, Value]) -> Utterance:
    document = marked_text_to_document(str(row["marked"]))
    values = row.get("values", [])
    if not isinstance(values, list) or len(values) != len(document.entities):
        raise SystemExit(
            f"{row['marked']!r}: {len(document.entities)} brackets and the values {values!r}; one for each"
        )
    slots = tuple((entity.label, value) for entity, value in zip(document.entities, values, strict=True))
    return Utterance(document.text, datetime.fromisoformat(str(row["reference"])), str(row["intent"]), slots)


def is_right(wanted: Utterance, frame: Frame) -> bool:
    """Whether the frame has the intent, and exactly the slots with their values."""
    if frame.intent != wanted.intent:
        return False
    if wanted.intent == FALLBACK:
        return True
    left = [(slot.name, _plain(slot.name, slot.text if slot.value is None else slot.value)) for slot in frame.slots]
    for name, value in wanted.slots:
        same = [slot for slot in left if slot[0] == name and same_value(_plain(name, value), slot[1])]
        if not same:
            return False
        left.remove(same[0])
    return not left


def _plain(name: str, value: Value) -> Value:
    return value.casefold() if name in _OPEN and isinstance(value, str) else value


def understood(understander: Understander, utterances: list[Utterance]) -> Iterator[tuple[Frame, float]]:
    """The frame of each, and the seconds that it took."""
    for utterance in utterances:
        began = process_time()
        frame = understander(utterance.text, reference=utterance.reference)
        yield frame, process_time() - began


def turn_times(bundle: Path) -> Iterator[float]:
    """The seconds that each turn of the bot's stories takes, its sessions kept in a file."""
    from onoma.chat import open_chat

    with tempfile.TemporaryDirectory() as folder:
        chat = open_chat(bundle, actions=EXAMPLE, sessions=Path(folder) / "sessions.db")
        for story in read_stories(EXAMPLE / "stories.yaml"):
            for exchange in story.exchanges:
                began = process_time()
                chat.say(exchange.text, session=story.name, reference=story.reference)
                yield process_time() - began
        chat.sessions.close()


def print_figures(utterances: list[Utterance], frames: list[Frame], console: Console) -> None:
    """A row for each intent and one for all."""
    table = Table("intent")
    for name in ("utterances", "intent right", "frame right"):
        table.add_column(name, justify="right")
    n_all: Counter[str] = Counter()
    n_intents: Counter[str] = Counter()
    n_frames: Counter[str] = Counter()
    for utterance, frame in zip(utterances, frames, strict=True):
        for row in (utterance.intent or "(fallback)", "all"):
            n_all[row] += 1
            n_intents[row] += frame.intent == utterance.intent
            n_frames[row] += is_right(utterance, frame)
    for row in sorted(n_all, key=lambda row: (row == "all", row)):
        table.add_row(row, str(n_all[row]), str(n_intents[row]), str(n_frames[row]))
    console.print(table)


def print_errors(utterances: list[Utterance], frames: list[Frame]) -> None:
    """Each wrong frame beside the right one."""
    for wanted, frame in zip(utterances, frames, strict=True):
        if not is_right(wanted, frame):
            found = {slot.name: slot.text if slot.value is None else slot.value for slot in frame.slots}
            print(f"{wanted.text}\n    wanted {wanted.intent or '(fallback)'} {dict(wanted.slots)}")
            print(f"    found  {frame.intent or '(fallback)'} {found}  ({_surest(frame)})")


def _surest(frame: Frame) -> str:
    return ", ".join(f"{name} {score:.2f}" for name, score in list(frame.ranked.items())[:2])


def _ms(times: Sequence[float]) -> str:
    return f"{1000 * median(times):.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--errors", action="store_true", help="print each wrong frame")
    parser.add_argument("--utterances", type=Path, default=UTTERANCES, help="others than the hundred")
    options = parser.parse_args()
    from onoma.chat import load  # here, so that the utterances can be read without a model

    understander = load(options.bundle)
    utterances = read_utterances(options.utterances)
    understander(utterances[0].text)  # the first one also loads
    frames, times = zip(*understood(understander, utterances), strict=True)
    print_figures(utterances, list(frames), Console())
    print(f"median time of an utterance {_ms(times)}, of a turn {_ms(list(turn_times(options.bundle)))}")
    if options.errors:
        print_errors(utterances, list(frames))


if __name__ == "__main__":
    main()
