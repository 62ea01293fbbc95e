"""Liquid in Jekyll pages: `{% tag %}` and `{{ output }}`, run before Markdown is read, in code as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKUP = re.compile(rb"\{\{|\{%-?\s*+(\w*+)")
_END_OF_RAW = re.compile(rb"\{%-?\s*+endraw\s*+-?%\}")
_CLOSED = frozenset((b"comment", b"highlight"))
"""Tags around text that is not Markdown; the tags in it are read, however."""


def liquid(data: bytes, start: int) -> Iterator[Closed]:
    """Yield Liquid's markup, and what is between the tags `raw`, `comment` and `highlight`.

    Liquid looks for the next `}}` or `%}`, even in a string. It does not build a page in which something
    is left open: that closes the rest.
    """
    name, depth, opened = b"", 0, start
    at = start
    while match := _MARKUP.search(data, at):
        at = _end(data, match)
        tag = match[1]
        if depth:
            depth += (tag == name) - (tag == b"end" + name)
            if not depth:
                yield Closed(opened, at, f"Liquid {name.decode()}")
        elif tag in _CLOSED:
            name, depth, opened = tag, 1, match.start()
        else:
            yield Closed(match.start(), at, "Liquid")
    if depth:
        yield Closed(opened, len(data), f"Liquid {name.decode()}")


def _end(data: bytes, match: re.Match[bytes]) -> int:
    """Return where a tag ends, or the end tag of one that is `raw`; where nothing ends it, the page."""
    closing = data.find(b"}}" if match[1] is None else b"%}", match.end()) + 2
    if closing < 2:
        return len(data)
    if match[1] != b"raw":
        return closing
    raw = _END_OF_RAW.search(data, closing)
    return raw.end() if raw else len(data)
