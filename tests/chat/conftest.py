"""A bot of four intents, and its bundles by both recipes, trained once for the whole session."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from onoma.chat.bot import Bot
from onoma.chat.bot_file import read_bot
from onoma.chat.training.plan import Plan
from onoma.training import Settings
from onoma.training.settings import NetworkSettings, OptimiserSettings

TINY_BOT = """\
slots:
  location: {type: location, question: Where, required: true}
  date: {type: date}
  size: {type: list, synonyms: {small: [little, tiny], large: [big, huge]}}
  count: {type: number}
  note: {type: text}
intents:
  weather:
    examples:
      - what is the weather in [Paris](location) [tomorrow](date)
      - how is the weather in [Rome](location)
      - will the weather be good in [London](location) on [Friday](date)
      - weather for [Berlin](location) [today](date)
      - tell me the weather in [New York](location)
      - is the weather fine in [Oslo](location) [tomorrow](date)
    action: It is fine.
  pizza:
    examples:
      - I would like a [large](size) pizza
      - order [two](count) [small](size) pizzas
      - a [big](size) pizza please
      - bring me [3](count) pizzas
      - can I have [one](count) [tiny](size) pizza
      - pizza, [huge](size)
  remind:
    examples:
      - remind me to [buy milk](note) [tomorrow](date)
      - remind me to [call the bank](note)
      - please remind me to [feed the cat](note) on [Monday](date)
      - set a reminder to [wash the car](note)
      - remind me [next Friday](date) to [pay the rent](note)
  goodbye:
    examples: [bye, goodbye, see you later, bye bye for now]
out_of_scope: [can you fly]
"""

NOW = datetime(2026, 3, 4, 10)
"""A Wednesday."""


@pytest.fixture(scope="session")
def tiny_bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    path = tmp_path_factory.mktemp("bots") / "bot.yaml"
    path.write_text(TINY_BOT, encoding="utf-8")
    return read_bot(path)


@pytest.fixture(scope="session")
def tiny_plan() -> Plan:
    """A training of seconds."""
    network = NetworkSettings(
        units=12, embedding_width=16, shape_width=4, embedding_dropout=0.1, output_dropout=0.1, scheme="IOB2"
    )
    optimiser = OptimiserSettings(epochs=5, patience=5, batch_size=16, learning_rate=0.02, warm_up_steps=5)
    settings = Settings(network=network, optimiser=optimiser, vocabulary=500, max_int8_loss=5.0)
    return Plan(settings, n_rounds=4, n_folds=1)


@pytest.fixture(scope="session")
def tiny_chat(tmp_path_factory: pytest.TempPathFactory, tiny_bot: Bot, tiny_plan: Plan) -> Path:
    """The folder of the bot's bundle. Read it only."""
    from onoma.chat.training.bilstm.learner import made
    from onoma.chat.training.train import train_bot

    folder = tmp_path_factory.mktemp("chats") / "tiny"
    train_bot(made, tiny_bot, folder, tiny_plan, quiet=True)
    return folder


@pytest.fixture(scope="session")
def tiny_transformer_chat(
    tmp_path_factory: pytest.TempPathFactory, tiny_bot: Bot, tiny_transformer_settings: Settings
) -> Path:
    """The same by the other recipe, from an encoder that nobody trained. Read it only."""
    from onoma.chat.training.train import train_bot
    from onoma.chat.training.transformer.learner import made

    folder = tmp_path_factory.mktemp("chats") / "tiny-transformer"
    settings = replace(tiny_transformer_settings, max_int8_loss=20.0)
    train_bot(made, tiny_bot, folder, Plan(settings, n_rounds=4, n_folds=1), quiet=True)
    return folder
