"""What changed in a work tree since a revision."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from autolink.errors import AutolinkError
from autolink.files.git.program import DIFF_OPTIONS, TIME_OUT, Answer, ask, top_of
from autolink.text.escaping import printable
from autolink.text.similar import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping


class Changes(NamedTuple):
    """What is different in a work tree since a revision: absolute paths, sorted, each once.

    A submodule, or a repository inside that is not tracked, is one path: its folder.
    """

    changed: tuple[str, ...]
    """Files that are new or different: committed, staged, unstaged or untracked."""
    deleted: tuple[str, ...]
    """Files that are gone, including renamed ones."""
    renamed: dict[str, str]
    """Where files that are no longer there went, as far as git knows: both names committed or staged."""


class _Git(NamedTuple):
    """The git of a folder, given this many seconds for each question."""

    folder: str
    seconds: float

    def ask(self, *arguments: str, settings: Mapping[str, str] | None = None) -> Answer:
        """Return an answer. Raises AutolinkError when it takes too long: so would all the others."""
        answer = ask(self.folder, *arguments, seconds=self.seconds, settings=settings)
        return answer.checked() if answer.is_late else answer


def changes_since(folder: str, revision: str, seconds: float = TIME_OUT) -> Changes:
    """Return what changed in the work tree since it departed from a revision, uncommitted changes included.

    The comparison is with the last commit that the revision and `HEAD` have in common, as in a pull request;
    before the first commit, everything has changed since `HEAD`. Files that the project has git ignore are
    left out, and in a hook of pre-commit those that git does not track. Raises AutolinkError when git cannot
    tell, or takes longer than this many seconds for one of several questions.
    """
    top = top_of(folder, _Git(folder, seconds).ask("rev-parse", "--show-toplevel").checked())
    if top is None:
        raise AutolinkError(f"{printable(folder)} is not in the work tree of its git repository")
    git = _Git(top, seconds)
    commit = _commit(git, revision)
    base = git.ask("merge-base", "HEAD", commit).text.strip() or commit
    there: set[str] = set()
    gone: set[str] = set()
    renamed: dict[str, str] = {}
    root = f"{top.rstrip('/')}/"
    fields = iter(_staged(git, base).fields)
    for status in fields:
        path = f"{root}{next(fields)}"
        if status.startswith("R"):
            renamed[path] = f"{root}{next(fields)}"
            there.add(renamed[path])
        (gone if status[0] in "DR" else there).add(path)
    for field in _unstaged(git).fields:
        path = f"{root}{field[3:].removesuffix('/')}"
        if field[1] == "D" and field[0] != "U":  # `UD` is a conflict: the file is still there
            gone.add(path)
            there.discard(path)
        elif field[1] != " ":
            there.add(path)
    deleted = gone - there
    moved = {old: new for old, new in sorted(renamed.items()) if old in deleted and new in there}
    return Changes(tuple(sorted(there)), tuple(sorted(deleted)), moved)


def _staged(git: _Git, base: str) -> Answer:
    """Compare the index with a commit."""
    command = ("diff-index", "--cached", "--name-status", *DIFF_OPTIONS)
    answer = git.ask(*command, base, "--")
    if answer.problem:  # a partial clone lacks contents to compare: it only knows what moved unchanged
        answer = git.ask(*command, "-M100%", base, "--")
    return answer.checked()


def _unstaged(git: _Git) -> Answer:
    """Compare the work tree with the index, without the filter programs of the configuration."""
    keys = git.ask("config", "-z", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process|required)$")
    settings = {key: "false" if key.endswith(".required") else "" for key in keys.fields}
    untracked = "no" if os.environ.get("PRE_COMMIT") else "all"  # it hides what is not staged, but for these
    options = ("--porcelain", "-z", "--no-renames", "--ignore-submodules=dirty")
    return git.ask("status", *options, f"--untracked-files={untracked}", settings=settings).checked()


def _commit(git: _Git, revision: str) -> str:
    """Return the object name of the commit, or tree, that a revision names. Raises AutolinkError."""
    if not revision.startswith("-"):
        found = git.ask("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if not found.problem and found.text.strip().isalnum():  # no `^` of an exclusion
            return found.text.strip()
    unknown = f"unknown revision `{printable(revision)}`"
    if git.ask("rev-parse", "--verify", "--quiet", "HEAD").problem:
        if revision == "HEAD":  # the first commit is compared with nothing: the empty tree
            return git.ask("hash-object", "-t", "tree", "--stdin").checked().text.strip()
        raise AutolinkError(f"{unknown}: {printable(git.folder)} has no commits yet")
    if git.ask("rev-parse", "--is-shallow-repository").text.strip() == "true":
        raise AutolinkError(f"{unknown}: the clone is shallow and may lack it; try `git fetch --unshallow`")
    names = git.ask("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
    raise AutolinkError(f"{unknown}{printable(did_you_mean(revision, names.text.split()))}")
