"""The hooks in a `.pre-commit-config.yaml`, added to its text: a YAML library would write the rest anew."""

from __future__ import annotations

import re

HOOKS = """\
- repo: local
  hooks:  # `language: system` uses the installed autolink
    - id: autolink-fix
      name: autolink fix
      entry: autolink fix --force-exclude
      language: system
      types_or: [markdown, mdx]
      require_serial: true
      stages: [pre-commit, pre-merge-commit, pre-push, manual]
    - id: autolink-check
      name: autolink check
      entry: autolink check --since HEAD --force-exclude
      language: system
      types_or: [markdown, mdx]
      always_run: true
      require_serial: true
      stages: [pre-commit, pre-merge-commit, pre-push, manual]
"""
"""The hooks of `.pre-commit-hooks.yaml`, for a repository whose autolink is installed.

The check gets the changed pages; `--since HEAD` adds what was deleted, and `always_run` is for that alone.
"""

_OURS = re.compile(r"^[ -]*id:[ ]*[\"']?autolink-(?:fix|check)\b", re.MULTILINE)
_REPOS = re.compile(r"repos:[ ]*(?:#.*)?")
_KEY = re.compile(r"[\w-]+:(?: .*)?")
_ITEM = re.compile(r"( *)- +\S")


def has_hooks(text: str) -> bool:
    """Tell whether a configuration of pre-commit runs one of our hooks."""
    return _OURS.search(text) is not None


def with_hooks(text: str) -> str | None:
    """Return a configuration of pre-commit with our hooks at the end of `repos`, all else as it was.

    None where it is not plain block YAML: a flow list, several documents, tabs.
    """
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    bare = [line.rstrip() for line in lines]
    starts = [number for number, line in enumerate(bare) if _REPOS.fullmatch(line)]
    if len(starts) != 1:
        return None
    place = _end_of_list(bare, starts[0] + 1)
    if place is None:
        return None
    indent, last = place
    newline = "\r\n" if lines[starts[0]].endswith("\r\n") else "\n"
    added = "".join(f"{indent}{line}{newline}" for line in HOOKS.splitlines())
    ended = "" if lines[last].endswith("\n") else newline
    return "".join([*lines[: last + 1], ended, added, *lines[last + 1 :]])


def _end_of_list(bare: list[str], first: int) -> tuple[str, int] | None:
    """Return the indentation of the block list that starts at a line, and the number of its last line."""
    indent: str | None = None
    last = first
    for number, line in enumerate(bare[first:], first):
        if not line or line.startswith("#"):
            continue
        item = _ITEM.match(line)
        if line.lstrip().startswith("#"):
            pass
        elif indent is None:
            if item is None:
                return None
            indent = item[1]
        elif not line.startswith((f"{indent}- ", f"{indent} ")):
            return (indent, last) if _KEY.fullmatch(line) else None
        last = number
    return None if indent is None else (indent, last)
