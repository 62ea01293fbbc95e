"""Admonitions: `!!! note "Title"`, and their indented bodies (`admonition`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.dialects.python_markdown.bodies import bodies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.dialects.model import Closed, Part


def admonitions(data: bytes, start: int) -> Iterator[Closed | Part]:
    """Yield the opening line of each admonition, and its body."""
    return bodies(data, start, "admonition", "admonition")
