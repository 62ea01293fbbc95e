"""Scopes: the folders of languages or versions, each with its own glossary."""

from __future__ import annotations

import re
from functools import cached_property

_PIECE = re.compile(r"\{[A-Za-z][A-Za-z0-9_-]*\}")


def is_pattern(text: str) -> bool:
    """Tell whether a text is a pattern of scopes: a path below the root with parts such as `{name}`."""
    parts = text.strip("/").split("/")
    has_piece = any(_PIECE.fullmatch(part) for part in parts)
    return has_piece and not text.startswith("/") and ".." not in parts and "" not in parts


class Scopes:
    """The scopes of a project, by patterns such as `content/{lang}`: the first that fits a page decides."""

    def __init__(self, root: str, patterns: tuple[str, ...]) -> None:
        self._root = f"{root}/"
        self._patterns = patterns

    @cached_property
    def _expressions(self) -> list[re.Pattern[str]]:
        written = (_PIECE.sub("\0", pattern.strip("/")) for pattern in self._patterns)
        return [re.compile(re.escape(text).replace(re.escape("\0"), "[^/]+") + "(?=/)") for text in written]

    def of(self, path: str) -> str:
        """Return the folder of the scope of a page, relative to the root; empty where it is in none."""
        relative = path.removeprefix(self._root)
        found = (expression.match(relative) for expression in self._expressions)
        return next((match[0] for match in found if match), "")
