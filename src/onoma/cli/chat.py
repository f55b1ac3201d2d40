"""`onoma chat`: the commands of a bot, one file each (`onoma.cli.chat_<name>`), imported when called."""

from __future__ import annotations

from importlib import import_module

import click

__all__ = ["SUBCOMMANDS", "command"]

SUBCOMMANDS: dict[str, str] = {
    "train": "Train what understands a bot's users, from its bot.yaml.",
    "parse": "Print what utterances mean: intent, slots, values.",
    "run": "Talk with a bot, in a terminal or through a pipe.",
    "test": "Have whole conversations with a bot, and see where it first differs.",
}
"""What each command does, in help order."""


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in SUBCOMMANDS:
            return None
        command: click.Command = import_module(f"onoma.cli.chat_{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if not SUBCOMMANDS:
            return
        with formatter.section("Commands"):
            formatter.write_dl(list(SUBCOMMANDS.items()))


@click.group(cls=_LazyGroup)
def command() -> None:
    """Build and run a bot: what a user wants (the intent), and with which parameters (the slots)."""
