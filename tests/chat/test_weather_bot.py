"""The weather bot of the examples: trained as its page says, it has all the conversations of its stories.

This trains for about a minute; nothing less shows that the example works.
"""

import os
import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "weather-bot"


def test_trained_weather_bot_has_the_conversations_of_its_stories(tmp_path: Path) -> None:
    bundle = str(tmp_path / "weather-bundle")
    train = ["train", str(EXAMPLE / "bot.yaml"), "-o", bundle]
    test = ["test", bundle, str(EXAMPLE / "stories.yaml"), "--actions", str(EXAMPLE)]
    environment = {name: value for name, value in os.environ.items() if name != "XLA_FLAGS"}  # compiled for real
    for words in (train, test):
        command = [sys.executable, "-m", "onoma", "chat", *words]
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stdout + done.stderr
