"""Which syntax belongs to which extension, and all that is found on a page, put together."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from autolink.page.dialects.model import Closed, Part
from autolink.page.dialects.python_markdown.abbreviations import (
    ABBREVIATED,
    abbreviated,
    abbreviations,
)
from autolink.page.dialects.python_markdown.admonitions import admonitions
from autolink.page.dialects.python_markdown.attributes import attributes
from autolink.page.dialects.python_markdown.autodoc import autodoc
from autolink.page.dialects.python_markdown.block_fences import block_fences
from autolink.page.dialects.python_markdown.critic import critic
from autolink.page.dialects.python_markdown.definition_lists import definition_lists
from autolink.page.dialects.python_markdown.details import details
from autolink.page.dialects.python_markdown.emoji import emoji
from autolink.page.dialects.python_markdown.fences import fenced_code, superfences
from autolink.page.dialects.python_markdown.formulas import formulas
from autolink.page.dialects.python_markdown.indented_code import indented_code
from autolink.page.dialects.python_markdown.inline import closed_code_spans
from autolink.page.dialects.python_markdown.inline_html import inline_html
from autolink.page.dialects.python_markdown.keys import keys
from autolink.page.dialects.python_markdown.magiclink import HOSTS, magiclink
from autolink.page.dialects.python_markdown.raw_html import raw_html, raw_html_around_markdown
from autolink.page.dialects.python_markdown.references import references
from autolink.page.dialects.python_markdown.snippets import snippets
from autolink.page.dialects.python_markdown.superscript import subscript, superscript
from autolink.page.dialects.python_markdown.tabs import tabs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Scan = Callable[[bytes, int], Iterator[Closed | Part] | Iterator[Closed]]
    """What finds one piece of syntax on a page, from a byte offset on."""


class Piece(NamedTuple):
    """A piece of syntax, and the marks of which some have to be in a page for it to be there at all."""

    scan: Scan
    marks: tuple[bytes, ...] = (b"",)


_FENCED_CODE = Piece(fenced_code, (b"```", b"~~~"))
_RAW_HTML = Piece(raw_html, (b"<",))
_ALWAYS = (
    Piece(closed_code_spans, (b"`",)),
    Piece(indented_code),
    Piece(inline_html, (b"<",)),
    Piece(references, (b"[",)),
)
_BY_EXTENSION: dict[str, tuple[Piece, ...]] = {
    "abbr": (Piece(abbreviations, (b"*[",)), Piece(abbreviated, (b"*[",))),
    "admonition": (Piece(admonitions, (b"!!!",)),),
    "attr_list": (Piece(attributes, (b"{",)),),
    "def_list": (Piece(definition_lists, (b":",)),),
    "md_in_html": (Piece(raw_html_around_markdown, (b"<",)),),
    "mkdocstrings": (Piece(autodoc, (b":::",)),),
    "pymdownx.arithmatex": (Piece(formulas, (b"$", b"\\")),),
    "pymdownx.blocks": (Piece(block_fences, (b"///",)),),
    "pymdownx.caret": (Piece(superscript, (b"^",)),),
    "pymdownx.critic": (Piece(critic, (b"{",)),),
    "pymdownx.details": (Piece(details, (b"???",)),),
    "pymdownx.emoji": (Piece(emoji, (b":",)),),
    "pymdownx.keys": (Piece(keys, (b"++",)),),
    "pymdownx.magiclink": (Piece(magiclink, (b"#", b"!", b"?", b"@", b"://", *HOSTS)),),
    "pymdownx.snippets": (Piece(snippets, (b"<-",)),),
    "pymdownx.superfences": (Piece(superfences, (b"```", b"~~~")),),
    "pymdownx.tabbed": (Piece(tabs, (b"===",)),),
    "pymdownx.tilde": (Piece(subscript, (b"~",)),),
}
"""The syntax of each extension; `pymdownx.blocks` stands for all of `pymdownx.blocks.*`."""
_BUNDLES = {
    "extra": ("abbr", "attr_list", "def_list", "md_in_html"),
    "pymdownx.extra": ("abbr", "attr_list", "def_list", "md_in_html", "pymdownx.superfences"),
}


@cache
def syntax(extensions: frozenset[str] | None) -> Sequence[Piece]:
    """Return the syntax that some extensions make; all syntax where they are not known."""
    if extensions is None:
        found = [*_ALWAYS, _FENCED_CODE]
        names: Iterable[str] = _BY_EXTENSION
    else:
        bundled = {name for bundle in extensions for name in _BUNDLES.get(bundle, ())}
        blocks = {"pymdownx.blocks" for name in extensions if name.startswith("pymdownx.blocks.")}
        names = extensions | bundled | blocks
        found = [*_ALWAYS]
        found += [] if "pymdownx.superfences" in names else [_FENCED_CODE]
        found += [] if "md_in_html" in names else [_RAW_HTML]
    return (*found, *(piece for name in _BY_EXTENSION if name in names for piece in _BY_EXTENSION[name]))


def _unmarked() -> bytes:
    """Return the bytes that stand in no mark."""
    pieces = (piece for found in _BY_EXTENSION.values() for piece in found)
    marks = b"".join(mark for piece in (*_ALWAYS, _FENCED_CODE, _RAW_HTML, *pieces) for mark in piece.marks)
    return bytes(byte for byte in range(256) if byte not in marks)


_UNMARKED = _unmarked()


def that_may_be_in(data: bytes, pieces: Iterable[Piece]) -> list[Scan]:
    """Return what finds those of some pieces of syntax that may be on a page.

    Most pages have few marks, so that most readers need not be asked. Marks are looked for in what is left of
    a page without all other bytes, which is little.
    """
    signs = data.translate(None, _UNMARKED)
    found: list[Scan] = []
    for scan, marks in pieces:
        for mark in marks:
            if mark in signs:
                found.append(scan)
                break
    return found


def read(data: bytes, start: int, pieces: Iterable[Piece]) -> list[Closed | Part]:
    """Return what some syntax makes of a page from a byte offset on, in order, none of it in another.

    What is closed in a part is found when that is read. A part that is closed elsewhere, in a comment that
    reaches into it, is closed; so is one in which the page closes text.
    """
    found = [item for scan in that_may_be_in(data, pieces) for item in scan(data, start)]
    found.sort(key=lambda item: (item.start, -item.end, type(item) is Closed))
    read: list[Closed | Part] = []
    for item in found:
        last = read[-1] if read else None
        if last is None or item.start >= last.end:
            read.append(item)
        elif item.end > last.end:
            kind = (
                last.kind if isinstance(last, Closed) else item.kind if isinstance(item, Closed) else "code"
            )
            read[-1] = Closed(last.start, item.end, kind)
        elif isinstance(last, Part) and isinstance(item, Closed) and item.kind == ABBREVIATED:
            read[-1] = Closed(last.start, last.end, ABBREVIATED)
    return read
