"""`onoma chat test`: whole conversations, and where a bot first says something else."""

from __future__ import annotations

from collections.abc import Iterator

import click

from onoma.chat.dialogue.stories import Difference, tell
from onoma.chat.dialogue.story_file import read_stories
from onoma.chat.opening import BundleChats
from onoma.cli.chat_run import shown_frame
from onoma.cli.talk import counted, say, watched

_DIFFERENT = 1


@click.command()
@click.argument("bundle", metavar="BUNDLE")
@click.argument("stories", metavar="STORIES")
@click.option("--actions", metavar="FOLDER", help="Where the Python modules that the bot calls lie.")
@click.pass_context
def command(ctx: click.Context, *, bundle: str, stories: str, actions: str | None) -> None:
    """Have the conversations of a YAML file with a bot, and print where each first differs.

    The exit code is 1 when one does. docs/dialogue.md describes the file.
    """
    told = read_stories(stories)
    open_chat = BundleChats(bundle, actions)
    found = [difference for story in watched(told) if (difference := tell(story, open_chat)) is not None]
    for difference in found:
        for line in _shown(difference):
            click.echo(line)
    n_turns = sum(len(story.exchanges) for story in told)
    say(f"{counted(len(told), 'story', 'stories')}, {counted(n_turns, 'turn')}, {len(found)} different")
    if found:
        ctx.exit(_DIFFERENT)


def _shown(difference: Difference) -> Iterator[str]:
    yield f"{difference.place}: {difference.story}: other {difference.what} after {difference.text[:60]!r}"
    for name, lines in (("expected:", difference.expected), ("found:", difference.found)):
        for number, line in enumerate(lines or ("(nothing)",)):
            yield f"  {'' if number else name:12}{line}"
    yield f"  {'understood:':12}{shown_frame(difference.frame)}"
