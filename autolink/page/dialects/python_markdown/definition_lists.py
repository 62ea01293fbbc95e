"""Definition lists: `:   definition` below a term (`def_list`).

The first paragraph of a definition is text to CommonMark as well; those below it are indented, and code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.dialects.python_markdown.bodies import bodies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.dialects.model import Closed, Part


def definition_lists(data: bytes, start: int) -> Iterator[Closed | Part]:
    """Yield what follows the first paragraph of each definition."""
    return bodies(data, start, "definition", "")
