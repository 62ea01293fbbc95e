"""Collapsible blocks: `??? note "Title"`, `???+ note`, and their indented bodies (`pymdownx.details`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.dialects.python_markdown.bodies import bodies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.dialects.model import Closed, Part


def details(data: bytes, start: int) -> Iterator[Closed | Part]:
    """Yield the opening line of each collapsible block, and its body."""
    return bodies(data, start, "details", "collapsible block")
