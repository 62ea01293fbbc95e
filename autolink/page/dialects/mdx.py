"""Which bytes of an MDX page are markup, so that no mention there is linked.

MDX hands braces, tags and `import` lines to a JavaScript parser, and does not build a page that is not valid.
So this reads pages as `micromark` does with the extensions `mdxjs` and `gfm`, and takes them for valid. What
starts and never ends, or cannot start where it does, closes the rest of the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import marks
from autolink.page.dialects.flow import Flow, Reading
from autolink.page.dialects.javascript import CompileError
from autolink.page.dialects.model import Closed, union
from autolink.page.dialects.spans import Known, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIRECTIVE = re.compile(rb":[\w+-]*+[:\[{\x80-\xff]")
_TITLE = re.compile(rb":::[\w-]++ ")
_MATH_FENCE = re.compile(rb"^[ \t>*+0-9.)-]*+\$\$|\r[ \t>*+0-9.)-]*+\$\$", re.MULTILINE)
_DIRECTIVES = ((False, False), (True, False), (True, True))
"""Ways of reading directives: not at all, without titles, with titles."""


_UNWRAPPED = re.compile(rb"[\r\n][ \t>]*+(?:`{3,}+|~{3,}+)mdx-code-block")
"""A fence that Docusaurus takes away, and its end, before the page is read (`unwrapMdxCodeBlocks`)."""


def unwrapped_in_code(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the rest of a page from code on in which Docusaurus takes fences away: it ends elsewhere then."""
    if b"mdx-code-block" in data:
        for first, last in marks(data, start).blocks:
            if _UNWRAPPED.search(data, first, last):
                yield Closed(first, len(data), "code")
                return


def mdx(data: bytes, start: int) -> Iterator[Closed]:
    """Yield what MDX reads as markup from byte `start` (after front matter) on, in order.

    Whether a site reads math and directives is not known. So all ways of reading a page count in which it is
    valid: what any of them closes is closed. Code is closed too, as MDX sees it elsewhere than CommonMark.
    """
    found = list(_readings(data, start))
    valid = [closed for closed, broken in found if broken is None]
    if valid:
        yield from union([item for closed in valid for item in closed])
        return
    first = min(broken for _, broken in found if broken is not None)
    rest = Closed(first, len(data), "rest of a page that does not compile")
    yield from union([rest, *(item for closed, _ in found for item in closed)])


def _readings(data: bytes, start: int) -> Iterator[tuple[list[Closed], int | None]]:
    """Yield what each reading of a page closes, and where it breaks off, if it does."""
    count = 1 + bool(_DIRECTIVE.search(data)) + bool(_TITLE.search(data))
    for directives, titles in _DIRECTIVES[:count]:
        flow, broken = _flow(data, start, Reading(False, directives, titles))
        yield _texts(flow, broken, math=False, directives=directives)
        has_fence = _MATH_FENCE.search(data) is not None
        if has_fence:
            flow, broken = _flow(data, start, Reading(True, directives, titles))
        if has_fence or (
            b"$" in data and any(flow.nesting.text.find(b"$", *text) >= 0 for text in flow.texts)
        ):
            yield _texts(flow, broken, math=True, directives=directives)


def _flow(data: bytes, start: int, reading: Reading) -> tuple[Flow, int | None]:
    """Return the blocks of a page, and where they break off."""
    flow = Flow(data, start, reading)
    try:
        flow.run()
    except CompileError as error:
        return flow, error.start
    return flow, None


def _texts(flow: Flow, broken: int | None, math: bool, directives: bool) -> tuple[list[Closed], int | None]:
    """Return what blocks and their text close, and where that breaks off."""
    closed = flow.closed.copy()
    known = Known(math, directives, flow.definitions, flow.nesting.footnotes)
    for start, end in flow.texts:
        text = Text(flow.nesting.text, start, end, known)
        try:
            text.read()
        except CompileError as error:
            return [*closed, *text.closed], error.start
        closed += text.closed
    return closed, broken
