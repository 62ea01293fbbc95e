"""A small project on disk, and ways to run the command line in it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from autolink.cli.app import main
from autolink.indexer.anchor_ids import encode_anchor_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from click.testing import Result

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Site:
    """A project in a temporary folder, which is also the working folder."""

    root: Path

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files, given by their path below the root; text as UTF-8, line ends as they are."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def read(self, name: str) -> str:
        """Return the text of a file, line ends as they are."""
        return (self.root / name).read_bytes().decode()

    def tree(self, below: str = ".") -> dict[str, bytes]:
        """Return every file below a folder: its path relative to that folder, and its bytes."""
        top = self.root / below
        return {
            path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()
        }

    def run(self, *arguments: str) -> Result:
        """Run the command line in this process. An unexpected exception fails the test."""
        result = CliRunner().invoke(main, arguments)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def process(
        self, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run `python -m autolink` in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "autolink", *arguments],
            cwd=self.root,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            check=False,
            timeout=60,
        )


def anchor(heading: str) -> str:
    """Return the element that `fix` appends to a term heading."""
    return f'<a id="{encode_anchor_id(heading)}"></a>'


def link(text: str, heading: str, page: str = "") -> str:
    """Return the HTML link that `fix` makes of a mention."""
    return f'<a href="{page}#{encode_anchor_id(heading)}">{text}</a>'
