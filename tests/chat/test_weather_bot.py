"""The weather bot of the examples: trained as its page says, it has all the conversations of its stories.

This trains for about a minute; nothing less shows that the example works.
"""

import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "weather-bot"


def test_trained_weather_bot_has_the_conversations_of_its_stories(tmp_path: Path) -> None:
    bundle = str(tmp_path / "weather-bundle")
    train = ["train", str(EXAMPLE / "bot.yaml"), "-o", bundle]
    test = ["test", bundle, str(EXAMPLE / "stories.yaml"), "--actions", str(EXAMPLE)]
    for words in (train, test):
        done = subprocess.run([sys.executable, "-m", "onoma", "chat", *words], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
