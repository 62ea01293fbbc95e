"""What changed in a work tree since a revision."""

from __future__ import annotations

from dataclasses import dataclass

from autolink.errors import AutolinkError, did_you_mean, printable
from autolink.git.program import DIFF_OPTIONS, Answer, ask, toplevel


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different in a work tree since a revision: absolute paths, sorted, each once.

    A submodule, or a repository inside that is not tracked, is one path: its folder.
    """

    changed: tuple[str, ...]
    """Files that are there, and were not, or were other: committed, staged, unstaged or untracked."""
    deleted: tuple[str, ...]
    """Files that are no longer there, those that were renamed among them."""
    renamed: dict[str, str]
    """Where files that are no longer there went, as far as git knows: both names committed or staged."""


def changes_since(folder: str, revision: str) -> Changes:
    """Return what changed in the work tree since it departed from a revision, uncommitted changes included.

    Compared is with the last commit that the revision and `HEAD` have in common, as in a pull request. Files
    that git ignores are left out. Raises AutolinkError when git cannot tell.
    """
    top = toplevel(folder)
    if top is None:
        ask(folder, "rev-parse", "--show-toplevel").checked()
        raise AutolinkError(f"{folder} is not in the work tree of its git repository")
    commit = _commit(top, revision)
    base = ask(top, "merge-base", "HEAD", commit).text.strip() or commit
    untracked = ask(top, "ls-files", "-z", "--others", "--exclude-standard").checked()
    diff = _diff(top, "-M", base)
    if diff.problem:  # a partial clone lacks contents to compare: then only what moved unchanged is known
        diff = _diff(top, "-M100%", base)
    fields = iter(diff.checked().fields)
    root = f"{top.rstrip('/')}/"
    changed = {f"{root}{name.removesuffix('/')}" for name in untracked.fields}
    deleted: set[str] = set()
    renamed: dict[str, str] = {}
    for status in fields:
        path = f"{root}{next(fields)}"
        if status.startswith("R"):
            renamed[path] = f"{root}{next(fields)}"
            changed.add(renamed[path])
        (deleted if status[0] in "DR" else changed).add(path)
    deleted -= changed
    moved = {old: new for old, new in sorted(renamed.items()) if old in deleted}
    return Changes(tuple(sorted(changed)), tuple(sorted(deleted)), moved)


def _diff(top: str, renames: str, base: str) -> Answer:
    options = ("--name-status", *DIFF_OPTIONS, renames, "--ignore-submodules=dirty")
    return ask(top, "diff", *options, base, "--", settings=_without_filters(top))


def _without_filters(top: str) -> dict[str, str]:
    """Return the settings under which git compares files without the filter programs of its configuration."""
    keys = ask(top, "config", "-z", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process|required)$")
    return {key: "false" if key.endswith(".required") else "" for key in keys.fields}


def _commit(top: str, revision: str) -> str:
    """Return the object name of the commit that a revision names. Raises AutolinkError."""
    if not revision.startswith("-"):
        found = ask(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if not found.problem and found.text.strip().isalnum():  # no `^` of an exclusion
            return found.text.strip()
    unknown = f"unknown revision `{printable(revision)}`"
    if ask(top, "rev-parse", "--verify", "--quiet", "HEAD").problem:
        raise AutolinkError(f"{unknown}: {printable(top)} has no commits yet")
    if ask(top, "rev-parse", "--is-shallow-repository").text.strip() == "true":
        raise AutolinkError(f"{unknown}: the clone is shallow and may lack it; try `git fetch --unshallow`")
    names = ask(top, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
    raise AutolinkError(f"{unknown}{printable(did_you_mean(revision, names.text.split()))}")
