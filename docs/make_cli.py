"""Writes docs/cli.md: the help page of every command, as the command itself prints it.

python docs/make_cli.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from onoma.cli import cli

PAGE = Path(__file__).with_name("cli.md")
_WIDTH = 100
_HEAD = """# The commands

This page is made by `make docs` from the commands themselves; edit those, not this page.

Data goes to stdout, all else to stderr. The exit code is 0 when all went well, 2 when something could not be read or
done (one line on stderr says what, where, and what to do), 130 after Ctrl-C.
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The Markdown of the page."""
    return "\n".join([_HEAD, *_sections(_context(cli, "onoma"))])


def _sections(context: click.Context) -> Iterator[str]:
    """The help of a command, then of those below it."""
    yield f"## {context.command_path}\n\n```\n{context.get_help().rstrip()}\n```\n"
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            assert command is not None, f"{name} is listed but has no module"
            yield from _sections(_context(command, name, context))


def _context(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    settings = command.context_settings | {"terminal_width": _WIDTH, "max_content_width": _WIDTH}
    return click.Context(command, info_name=name, parent=parent, **settings)


if __name__ == "__main__":
    main()
