"""Pages in which `⟦…⟧` marks what a dialect closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autolink.page.dialects.model import Closed


def unmarked(text: str) -> str:
    return text.replace("⟦", "").replace("⟧", "")


def marked(text: str, closed: Iterable[Closed]) -> str:
    """Return a page with its closed ranges marked; they have to be in order and disjoint."""
    data, parts, at = text.encode(), [], 0
    for start, end, _ in closed:
        assert at <= start < end <= len(data)
        parts += [data[at:start].decode(), "⟦", data[start:end].decode(), "⟧"]
        at = end
    return "".join([*parts, data[at:].decode()])
