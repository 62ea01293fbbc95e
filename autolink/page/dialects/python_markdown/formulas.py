r"""Formulas: `$x$`, `$$x$$`, `\(x\)`, `\[x\]`, `\begin{x}…\end{x}` (`pymdownx.arithmatex`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.blocks_reader import read_structure
from autolink.page.dialects.python_markdown.inline import read_inline

if TYPE_CHECKING:
    from collections.abc import Iterator


def formulas(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the formulas of a page, in text and as blocks."""
    found = [*read_structure(data, start).formulas, *read_inline(data, start).formulas]
    for first, end in sorted(found):
        yield Closed(first, end, "formula")
