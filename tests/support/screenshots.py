"""The screenshots of the documentation: real runs in a pseudo-terminal, drawn as SVG, light and dark.

`python -m tests.support.screenshots` draws them anew, in `docs/images`.
"""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path
from typing import TYPE_CHECKING

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, MONOKAI, TerminalTheme
from rich.text import Text

from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = REPOSITORY / "docs/images"
WIDTH = 90
THEMES = {"light": DEFAULT_TERMINAL_THEME, "dark": MONOKAI}
PICTURES = {
    "fix": ("fix --diff docs",),
    "check": ("check", "check  # 3,000 pages"),
    "explain": ("explain docs/guide.md:3",),
    "review": ("review docs",),
}
"""What is run for each picture; with a comment, in a large project, which takes long enough for a progress bar."""
SVG = re.sub(r"@font-face \{\{.*?\}\}\n", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
SVG = SVG.replace("<svg ", '<svg xml:space="preserve" ', 1)
"""Without fonts that would be fetched, and with the spaces that lines start with in every viewer."""

GLOSSARY = """\
# 用語集

## 事前学習 | Pre-training

The first step of training.

## LLM | 大規模言語モデル

A large language model.
"""
GUIDE = """\
# 入門

まず**LLM**の事前学習を行う。次は[評価](evaluation.md)。

See [the steps](#steps) of [training](../glossary.md#UHJlLXRyYWluaW5n).
"""
FILES = {"autolink.toml": 'link-style = "markdown"\n', "glossary.md": GLOSSARY, "docs/guide.md": GUIDE}
_PROMPT = "\x1b[1m$ {}\x1b[0m\n"
_HALF_DONE = re.compile(rb"1\d\d\d/\d+.*pages", re.DOTALL)
_QUESTION = re.compile(rb"\?\] \x1b\[0m")
PAGES = 3000
"""Pages of the project that takes long enough for a progress bar."""


def run(folder: str, width: int, arguments: str, stop: re.Pattern[bytes] | None = None) -> str:
    """Return what `autolink` writes to a terminal of some columns; its last frame when it is stopped early."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    environment = {**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "autolink", *arguments.split()]
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    seen = b""
    while not (stop and stop.search(seen)):
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        seen += part
    process.kill()
    process.wait()
    os.close(ours)
    text = seen.decode().replace("\r\n", "\n")
    return text.rpartition("\x1b[2K")[2] if stop else text


def as_on_a_terminal(text: str, width: int) -> Text:
    """Return text with its colours, broken where the terminal ends and not between words."""
    whole = Text.from_ansi(text)
    offsets, used = [], 0
    for at, character in enumerate(whole.plain):
        cells = cell_len(character)
        used = 0 if character == "\n" else used + cells
        if used > width:
            offsets.append(at)
            used = cells
        if cells > 1:  # drawn by itself, so that it stands in its place whatever the font
            whole.stylize(Style(meta={"at": at}), at, at + 1)
    return Text("\n").join(whole.divide(offsets))


def pictures() -> Iterator[tuple[str, str]]:
    """Yield the name and the SVG of each picture."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        for root, files in (
            (small, FILES),
            (large, FILES | {f"docs/{n}.md": GUIDE * 20 for n in range(PAGES)}),
        ):
            for name, content in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(content, "utf-8")
        for name, commands in PICTURES.items():
            shown = ""
            for command in commands:
                arguments, _, comment = command.partition("  #")
                root, end = (large, _HALF_DONE) if comment else (small, stop(command))
                shown += f"{_PROMPT.format(f'autolink {command}')}{run(str(root), WIDTH, arguments, end).rstrip()}\n\n"
            for theme, colours in THEMES.items():
                yield f"{name}-{theme}", drawn(shown, f"autolink-{name}-{theme}", colours)


def stop(command: str) -> re.Pattern[bytes] | None:
    """Return what a command is stopped at that would go on: one that asks, at its first question."""
    return _QUESTION if command.startswith("review") else None


def drawn(text: str, unique_id: str, theme: TerminalTheme) -> str:
    """Return the picture of what a terminal shows."""
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(as_on_a_terminal(f"{text.rstrip()}\n", WIDTH), soft_wrap=True)
    return console.export_svg(title="autolink", code_format=SVG, unique_id=unique_id, theme=theme)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture, svg in pictures():
        (FOLDER / f"{picture}.svg").write_text(svg, "utf-8")
