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
_REPOS = re.compile(r"repos:(?: *\[ *\])?[ ]*(?:#.*)?")
_EMPTY_LIST = re.compile(r"^(repos:) *\[ *\]")
_BLANK = re.compile(r"[ ]*(?:#.*)?|---")
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
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if all(map(_BLANK.fullmatch, bare)) and bare.count("---") < 2:  # nothing but comments
        lines, bare = [*lines, f"repos:{newline}"], [*bare, "repos:"]
        if len(lines) > 1 and not lines[-2].endswith("\n"):
            lines[-2] += newline
    starts = [number for number, line in enumerate(bare) if _REPOS.fullmatch(line)]
    if len(starts) != 1:
        return None
    start = starts[0]
    place = _end_of_list(bare, start + 1)
    if place is None or (place[1] > start and "[" in bare[start].partition("#")[0]):
        return None
    indent, last = place
    lines[start] = _EMPTY_LIST.sub(r"\1", lines[start])
    added = "".join(f"{indent}{line}{newline}" for line in HOOKS.splitlines())
    ended = "" if lines[last].endswith("\n") else newline
    return "".join([*lines[: last + 1], ended, added, *lines[last + 1 :]])


def _end_of_list(bare: list[str], first: int) -> tuple[str, int] | None:
    """Return the indentation of the block list that starts at a line, and the number of its last line.

    The list may be empty: its last line is then the one before.
    """
    indent: str | None = None
    last = first - 1
    for number, line in enumerate(bare[first:], first):
        if not line or line.startswith("#"):
            continue
        item = _ITEM.match(line)
        if line.lstrip().startswith("#"):
            pass
        elif indent is None and item is not None:
            indent = item[1]
        elif indent is None or not line.startswith((f"{indent}- ", f"{indent} ")):
            return (indent or "", last) if _KEY.fullmatch(line) else None
        last = number
    return indent or "", last
