import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from onoma import __version__
from onoma.cli import COMMANDS, cli
from onoma.errors import InputError

Shell = Callable[..., Result]
HERE = Path(__file__).parent


def failing(error: BaseException) -> Callable[..., object]:
    def load(*_: object) -> object:
        raise error

    return load


def test_help_names_every_command_without_importing_any() -> None:
    probe = (
        "import sys; sys.argv = ['onoma', '--help']\n"
        "from onoma.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([name for name in ('numpy', 'rich', 'onoma.cli.extract') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert all(name in answer.stdout for name in COMMANDS)
    assert answer.stdout.splitlines()[-1] == "[]"


def test_help_of_extract_tells_its_options(shell: Shell) -> None:
    answer = shell("extract", "--help")
    assert answer.exit_code == 0
    for option in ("--text", "--model", "--format", "--output", "--labels", "--min-score", "--input-format"):
        assert option in answer.stdout


def test_version_is_the_package_version(shell: Shell) -> None:
    assert shell("--version").stdout == f"onoma {__version__}\n"


def test_unknown_command_is_a_usage_error(shell: Shell) -> None:
    answer = shell("extarct")
    assert answer.exit_code == 2
    assert "extarct" in answer.stderr


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (InputError("a: broken\nhere"), "onoma: a: broken here\n"),
        (PermissionError(13, "Permission denied", "x.txt"), "onoma: x.txt: Permission denied\n"),
        (OSError(28, "No space left on device"), "onoma: No space left on device\n"),
    ],
)
def test_error_is_one_line_and_exit_code_2(
    error: Exception, line: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onoma.cli.model.load_model", failing(error))
    answer = shell("extract", "--text", "x")
    assert (answer.exit_code, answer.stdout, answer.stderr) == (2, "", line)


def test_interrupt_is_quiet_and_130(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onoma.cli.model.load_model", failing(KeyboardInterrupt()))
    answer = shell("extract", "--text", "x")
    assert (answer.exit_code, answer.output) == (130, "")


def test_defects_of_onoma_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onoma.cli.model.load_model", failing(ZeroDivisionError()))
    answer = CliRunner().invoke(cli, ["extract", "--text", "x"])
    assert isinstance(answer.exception, ZeroDivisionError)


def test_nothing_to_read_on_a_terminal_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True})())
    with pytest.raises(click.UsageError, match="nothing to read"):
        cli.main(["extract"], standalone_mode=False)


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise on Windows")
def test_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    lines = tmp_path / "many.txt.jsonl"
    lines.write_text('{"text": "Ada met Bob"}\n' * 3000)
    probe = (
        f"import sys; sys.path.insert(0, {str(HERE)!r})\n"
        "import onoma.cli.model, onoma.cli\nfrom conftest import RegexRecognizer\n"
        "onoma.cli.model.load_model = lambda *_: RegexRecognizer()\nonoma.cli.main()"
    )
    command = [sys.executable, "-c", probe, "extract", str(lines)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert b'"Ada"' in process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() != 0
