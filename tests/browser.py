"""Headless Chromium for tests that open a page: its document after loading, and its picture."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

__all__ = ["needs_chromium", "opened", "pictured"]

_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in _NAMES if (found := shutil.which(name))), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to open pages with; apt-get install chromium")

_QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--disable-dev-shm-usage",
    "--mute-audio",
]
_DARK = "--blink-settings=preferredColorScheme=0"
_PATIENCE_S = 120


def opened(page: Path, *, dark: bool = False) -> str:
    """The HTML of the document when the page has been loaded and its scripts have run."""
    return _run(page, "--dump-dom", *([_DARK] if dark else []))


def pictured(page: Path, width: int, height: int, *, dark: bool = False) -> Path:
    """A PNG of the page in a window of that size, beside the page."""
    png = page.with_suffix(".dark.png" if dark else ".png")
    _run(page, f"--screenshot={png}", f"--window-size={width},{height}", *([_DARK] if dark else []))
    return png


def _run(page: Path, *options: str) -> str:
    assert CHROMIUM is not None
    profile = page.parent / "profile"
    command = [CHROMIUM, *_QUIET, f"--user-data-dir={profile}", *options, page.as_uri()]
    run = subprocess.run(command, capture_output=True, timeout=_PATIENCE_S, check=True)
    return run.stdout.decode("utf-8")
