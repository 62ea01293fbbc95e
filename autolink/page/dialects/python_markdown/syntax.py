"""Which syntax belongs to which extension, and all that is found on a page, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from autolink.page.dialects.python_markdown.magiclink import magiclink
from autolink.page.dialects.python_markdown.raw_html import raw_html, raw_html_around_markdown
from autolink.page.dialects.python_markdown.references import references
from autolink.page.dialects.python_markdown.snippets import snippets
from autolink.page.dialects.python_markdown.superscript import subscript, superscript
from autolink.page.dialects.python_markdown.tabs import tabs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Scan = Callable[[bytes, int], Iterator[Closed | Part] | Iterator[Closed]]
    """What finds one piece of syntax on a page, from a byte offset on."""

_ALWAYS: tuple[Scan, ...] = (closed_code_spans, indented_code, inline_html, references)
_BY_EXTENSION: dict[str, tuple[Scan, ...]] = {
    "abbr": (abbreviations, abbreviated),
    "admonition": (admonitions,),
    "attr_list": (attributes,),
    "def_list": (definition_lists,),
    "md_in_html": (raw_html_around_markdown,),
    "mkdocstrings": (autodoc,),
    "pymdownx.arithmatex": (formulas,),
    "pymdownx.blocks": (block_fences,),
    "pymdownx.caret": (superscript,),
    "pymdownx.critic": (critic,),
    "pymdownx.details": (details,),
    "pymdownx.emoji": (emoji,),
    "pymdownx.keys": (keys,),
    "pymdownx.magiclink": (magiclink,),
    "pymdownx.snippets": (snippets,),
    "pymdownx.superfences": (superfences,),
    "pymdownx.tabbed": (tabs,),
    "pymdownx.tilde": (subscript,),
}
"""The syntax of each extension; `pymdownx.blocks` stands for all of `pymdownx.blocks.*`."""
_BUNDLES = {
    "extra": ("abbr", "attr_list", "def_list", "md_in_html"),
    "pymdownx.extra": ("abbr", "attr_list", "def_list", "md_in_html", "pymdownx.superfences"),
}


def syntax(extensions: frozenset[str] | None) -> Sequence[Scan]:
    """Return the syntax that some extensions make; all syntax where they are not known."""
    if extensions is None:
        found = [*_ALWAYS, fenced_code]
        names: Iterable[str] = _BY_EXTENSION
    else:
        bundled = {name for bundle in extensions for name in _BUNDLES.get(bundle, ())}
        blocks = {"pymdownx.blocks" for name in extensions if name.startswith("pymdownx.blocks.")}
        names = extensions | bundled | blocks
        found = [*_ALWAYS]
        found += [] if "pymdownx.superfences" in names else [fenced_code]
        found += [] if "md_in_html" in names else [raw_html]
    return [*found, *(scan for name in _BY_EXTENSION if name in names for scan in _BY_EXTENSION[name])]


def read(data: bytes, start: int, scans: Iterable[Scan]) -> list[Closed | Part]:
    """Return what some syntax makes of a page from a byte offset on, in order, none of it in another.

    What is closed in a part is found when that is read. A part that is closed elsewhere, in a comment that
    reaches into it, is closed; so is one in which the page closes text.
    """
    found = [item for scan in scans for item in scan(data, start)]
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
