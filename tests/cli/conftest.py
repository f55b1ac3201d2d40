"""A recognizer of two regular expressions, and a shell that runs commands with it."""

import re
from collections.abc import Callable, Iterable, Iterator

import pytest
from click.testing import CliRunner, Result

from onoma import Document, Entity
from onoma.cli import cli

PATTERN = re.compile(r"(?P<NAME>\b[A-Z][a-zé]+\b)|(?P<NUMBER>\d+)")
SCORES = {"NAME": 0.9, "NUMBER": 0.4}

Shell = Callable[..., Result]


class RegexRecognizer:
    """Capitalised words are names (0.9), digits are numbers (0.4)."""

    labels = ("NAME", "NUMBER")

    def __call__(self, text: str) -> Document:
        found = [
            Entity(match.start(), match.end(), match.lastgroup, SCORES[match.lastgroup], "regex")
            for match in PATTERN.finditer(text)
            if match.lastgroup
        ]
        return Document(text, tuple(found))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """Reads ahead by three texts, as a recognizer that works in batches does."""
        batch: list[str] = []
        for text in texts:
            batch.append(text)
            if len(batch) == 3:
                yield from map(self, batch)
                batch = []
        yield from map(self, batch)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Runs `onoma` with the given words; the model is a `RegexRecognizer`, whatever its name."""
    monkeypatch.setattr("onoma.cli.model.load_model", lambda *_: RegexRecognizer())

    def run(*words: object, stdin: bytes | str | None = None) -> Result:
        return CliRunner().invoke(cli, [str(word) for word in words], input=stdin, catch_exceptions=False)

    return run
