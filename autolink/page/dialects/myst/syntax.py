"""All that MyST-Parser reads in a page, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed, Part
from autolink.page.dialects.myst.blocks_reader import read_structure
from autolink.page.dialects.myst.dashes import dashes
from autolink.page.dialects.myst.definition_lists import definition_lists
from autolink.page.dialects.myst.directives import directives
from autolink.page.dialects.myst.inline import inline

if TYPE_CHECKING:
    from collections.abc import Iterator


def myst(data: bytes, start: int) -> Iterator[Closed | Part]:
    """Yield what MyST closes and what it reads as content, from a byte offset on.

    What is closed in content is left to a reading of that content.
    """
    for item in read_structure(data, start).markup:
        yield Closed(*item)
    yield from directives(data, start)
    yield from definition_lists(data, start)
    yield from inline(data, start)
    yield from dashes(data, start)
