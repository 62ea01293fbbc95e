"""Asking the `git` program: bounded, never interactive, nothing written, nothing fetched.

No program is run that a repository's configuration names: no hook, monitor, pager or diff driver. No file is
read that it or the user's own names, for patterns, attributes or authors: git would wait for a pipe, and what
it says of a project is to be the same for everyone. The configuration itself is read, with all that it
includes: it says which repositories are safe. So every question has its time. The repository is the one whose
work tree holds the folder asked about, whatever `GIT_DIR` says (git sets it for hooks).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from autolink.errors import AutolinkError
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TIME_OUT = 60.0
DIFF_OPTIONS = ("-z", "-M", "-l1000", "--no-color", "--no-ext-diff", "--no-textconv")
"""What makes the output of a diff independent of the configuration, and keeps its programs from running."""

_SETTINGS = (
    "core.attributesFile=/dev/null",
    "core.excludesFile=/dev/null",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.quotepath=off",
    "diff.orderFile=/dev/null",
    "log.mailmap=false",
    "safe.bareRepository=explicit",  # a folder of the project may pose as a bare repository
)
_VARIABLES = {
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone must not fetch what it lacks
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_INHERITED = ("GIT_CONFIG_", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")


class Answer(NamedTuple):
    """The output of git, decoded as file names are, and the reason of a failure in one line, if it failed."""

    text: str
    problem: str | None = None
    is_late: bool = False
    """Whether it failed because it took too long."""

    @property
    def fields(self) -> list[str]:
        """The parts of output made with `-z`."""
        return self.text.split("\0")[:-1]

    def checked(self) -> Answer:
        """Return the answer. Raises AutolinkError when git failed."""
        if self.problem:
            raise AutolinkError(self.problem)
        return self


def command(folder: str, *arguments: str) -> list[str]:
    """Return the command line that runs git in a folder."""
    return ["git", "--no-pager", "-C", folder, *(p for s in _SETTINGS for p in ("-c", s)), *arguments]


def environment(settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables that git runs with; `settings` overrule its configuration."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_INHERITED)
    }
    kept |= _VARIABLES
    if settings:
        first = kept.get("GIT_CONFIG_COUNT", "")
        count = int(first) if first.isdecimal() else 0
        for number, (name, value) in enumerate(settings.items(), count):
            kept |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
        kept["GIT_CONFIG_COUNT"] = str(count + len(settings))
    return kept


def ask(
    folder: str, *arguments: str, seconds: float = TIME_OUT, settings: Mapping[str, str] | None = None
) -> Answer:
    """Run git in a folder, for at most this many seconds, and return its answer."""
    import subprocess  # here, not above: most runs ask nothing of git

    try:
        done = subprocess.run(
            command(folder, *arguments),
            env=environment(settings),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as error:
        return Answer(os.fsdecode(error.stdout or b""), f"git took longer than {seconds:g} seconds", True)
    except FileNotFoundError:
        return Answer("", "git is not installed")
    except (OSError, ValueError) as error:  # not executable; a NUL in an argument
        return Answer("", f"git cannot be run: {error}")
    text = os.fsdecode(done.stdout)
    if done.returncode == 0:
        return Answer(text)
    said = os.fsdecode(done.stderr).splitlines()
    reason = next((line for line in said if line.startswith(("fatal: ", "error: "))), "")
    return Answer(text, f"git: {printable(reason)[7:] or f'exit code {done.returncode}'}")


def toplevel(folder: str, seconds: float = TIME_OUT) -> str | None:
    """Return the work tree that holds a folder, spelt as the folder is; None without git or a work tree."""
    return top_of(folder, ask(folder, "rev-parse", "--show-toplevel", seconds=seconds))


def top_of(folder: str, answer: Answer) -> str | None:
    """Return the work tree that git says holds a folder, spelt as the folder is."""
    top = answer.text.removesuffix("\n")
    if not os.path.isdir(top):
        return None
    real = os.path.realpath(folder).replace(os.sep, "/")  # a symlink may have led into the work tree
    ancestors = (path for start in (folder, real) for path in _ancestors(start))
    return next((path for path in ancestors if os.path.samefile(path, top)), None)


def _ancestors(path: str) -> Iterator[str]:
    """Yield a path and the folders above it."""
    while path:
        yield path
        parent = os.path.dirname(path)
        path = "" if parent == path else parent
