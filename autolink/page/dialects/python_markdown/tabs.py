"""Content tabs: `=== "Title"`, `===! "Title"`, and their indented bodies (`pymdownx.tabbed`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.dialects.python_markdown.bodies import bodies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.dialects.model import Closed, Part


def tabs(data: bytes, start: int) -> Iterator[Closed | Part]:
    """Yield the opening line of each content tab, and its body."""
    return bodies(data, start, "tab", "content tab")
