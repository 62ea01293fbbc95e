"""The rooms: who may import whom, and who may touch the disk."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = REPOSITORY / "autolink"
ON_DISK = {
    "os": {"access", "chmod", "chown", "link", "listdir", "lstat", "makedirs", "mkdir", "open", "readlink"}
    | {"remove", "rename", "replace", "rmdir", "scandir", "stat", "symlink", "unlink", "utime", "walk"},
    "os.path": {"exists", "getmtime", "getsize", "isdir", "isfile", "islink", "ismount", "lexists"}
    | {"realpath", "samefile"},
}
MODULES_ON_DISK = {"glob", "pathlib", "shutil", "tempfile", "io"}
ALLOWED = {
    ("cli/app.py", "io"),  # what kind of stream stdout is
    ("cli/common.py", "shutil"),  # the width of the terminal
    ("cli/index.py", "io"),  # CSV in memory
    ("cli/links.py", "io"),
    ("cli/streams.py", "open"),  # the null device
    ("cli/streams.py", "os.open"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the linter of imports on the package in a folder."""
    script = "from importlinter.cli import lint_imports_command as run; run()"
    return subprocess.run(
        [sys.executable, "-c", script, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with a copy of the package, to be broken."""
    shutil.copytree(PACKAGE, tmp_path / "autolink", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        (
            "matcher/matcher.py",
            "def f():\n    from autolink.cli import app",
            "A room imports from rooms above",
        ),
        ("text/folding.py", "if TYPE_CHECKING:\n    import autolink.page.model", "A room imports from rooms"),
        ("links/resolver.py", "import pyromark", "Only page/ knows the parser"),
        ("rewriter/rewriter.py", "import mistune", "Only the referee and plain text"),
        ("indexer/build.py", "import rapidfuzz", "Only text.similar"),
        ("project/run.py", "import subprocess", "Only files/ runs programs"),
        ("project/run.py", "import click", "Only the command line knows click"),
        ("checker/links.py", "import rich", "Only what people see knows rich"),
        ("project/live.py", "import lsprotocol", "Only the language server knows its protocol"),
        ("cli/server.py", "import pygls", "Only the language server knows its protocol"),
    ],
)
def test_an_import_from_the_wrong_room_is_noticed(copy: Path, module: str, line: str, contract: str) -> None:
    with (copy / "autolink" / module).open("a", encoding="utf-8") as stream:
        stream.write(f"\n\n{line}\n")
    done = lint(copy)
    assert done.returncode == 1
    assert any(said.startswith(contract) and "BROKEN" in said for said in done.stdout.splitlines())


def test_the_rooms_keep_to_their_order() -> None:
    done = lint(REPOSITORY)
    assert done.returncode == 0, done.stdout


def touches(path: Path) -> Iterator[str]:
    """Yield what a module does that looks like access to files."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
            yield "open"
        elif isinstance(node, ast.Attribute) and node.attr in ON_DISK.get(ast.unparse(node.value), ()):
            yield ast.unparse(node)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES_ON_DISK)
        elif isinstance(node, ast.ImportFrom) and node.module in (*MODULES_ON_DISK, *ON_DISK):
            yield str(node.module)


def test_only_files_touches_the_disk() -> None:
    found = {
        (path.relative_to(PACKAGE).as_posix(), what)
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] != "files"
        for what in touches(path)
    }
    assert found == ALLOWED


@pytest.mark.parametrize(
    "line", ["open('x')", "os.path.isfile(x)", "from pathlib import Path", "import shutil"]
)
def test_access_to_files_is_noticed(tmp_path: Path, line: str) -> None:
    module = tmp_path / "module.py"
    module.write_text(f"def f(x):\n    {line}\n", encoding="utf-8")
    assert list(touches(module))
