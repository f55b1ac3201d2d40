"""The command `onoma`: doors only. A command parses, calls one function, prints.

Data goes to stdout, talk and progress to stderr. What onoma raises on purpose becomes one line on
stderr and exit code 2. A command's module is imported when it is called, so help is immediate.
"""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import NoReturn

import click

from onoma import __version__
from onoma.errors import OnomaError

__all__ = ["COMMANDS", "cli", "main"]

COMMANDS = {
    "extract": "Find the entities in texts, files and folders.",
    "mask": "Replace entities by placeholders, for a translator.",
    "unmask": "Restore what was masked or redacted.",
    "redact": "Replace names by pseudonyms, and check that none is left.",
    "train": "Train a recognizer on a labelled corpus.",
    "adapt": "Make an encoder at home in a kind of text.",
    "distil": "Train a small student on what large teachers believe.",
    "export": "Write a bundle with smaller weights, behind a gate.",
    "import": "Turn a checkpoint of Hugging Face into a bundle.",
    "evaluate": "Score a model or a file of predictions on a labelled corpus.",
    "compare": "Tell which of two is better on a labelled corpus, and whether that is luck.",
    "matrix": "Score several models on several corpora: train here, test there.",
    "robustness": "Score a model on texts with typos, other case, unseen names and more.",
    "check": "Find what is wrong with labelled corpora, and where.",
    "convert": "Turn a labelled corpus from one format into another.",
    "chat": "Train a bot's understanding, and talk with it.",
    "models": "List the bundled models, or show one's card.",
}
"""What each command does, in help order; `onoma.cli.<name>` holds its `command` (`import_` that of `import`)."""

_FAILED = 2
_INTERRUPTED = 130


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"onoma.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read our output has seen enough; click ends quietly
        except OnomaError as error:
            _fail(ctx, str(error))
        except OSError as error:
            place = f"{error.filename}: " if error.filename is not None else ""
            _fail(ctx, f"{place}{error.strerror or error}")
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)


def _fail(ctx: click.Context, message: str) -> NoReturn:
    click.echo(f"onoma: {' '.join(message.splitlines())}", err=True)
    ctx.exit(_FAILED)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="onoma", message="%(prog)s %(version)s")
def cli() -> None:
    """Named entity recognition: text in, entities out."""


def main() -> None:
    """Run the command line."""
    cli(prog_name="onoma")
