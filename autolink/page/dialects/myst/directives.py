"""Directives: ```` ```{note} Title ```` or `:::{note} Title`, options, content, closing marks.

What a directive does with its content is known for those of docutils, Sphinx and its most usual
extensions; that of any other is closed. A fence in colons without a directive is a `div`, with content.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed, Part
from autolink.page.dialects.myst.blocks_reader import read_structure
from autolink.page.dialects.myst.glossaries import GLOSSARY, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.page.dialects.myst.structure import Span

_DIRECTIVE = re.compile(rb"[ \t]*+\{([^\s{}]++)\}(?=[ \t]|\Z)")
_WITH_CONTENT = frozenset(
    name.encode()
    for name in (
        *("admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "seealso"),
        *("tip", "todo", "warning", "deprecated", "versionadded", "versionchanged", "versionremoved"),
        *(
            "aside",
            "compound",
            "container",
            "div",
            "epigraph",
            "highlights",
            "margin",
            "pull-quote",
            "sidebar",
        ),
        *("topic", "only", "figure", "figure-md", "table", "list-table", "hlist", "details"),
        *("card", "dropdown", "grid", "grid-item", "grid-item-card", "tab-item", "tab-set"),
        *("exercise", "exercise-start", "solution", "solution-start"),
        *(
            "algorithm",
            "assumption",
            "axiom",
            "conjecture",
            "corollary",
            "criterion",
            "definition",
            "example",
        ),
        *("lemma", "observation", "proof", "property", "proposition", "remark", "theorem"),
    )
)
_PROOF = b"prf:"
"""The domain in which `sphinx-proof` has its directives."""


def directives(data: bytes, start: int) -> Iterator[Closed | Part]:
    """Yield the lines that make a directive of its content, and that content, or all of the directive."""
    for body in read_structure(data, start).bodies:
        if body.marks == b": ":
            continue
        name = _DIRECTIVE.match(body.info)
        is_colon = body.marks.startswith(b":")
        if not name and not is_colon:
            continue
        is_glossary = name is not None and name[1] == b"glossary"
        has_content = not name or is_glossary or name[1].removeprefix(_PROOF) in _WITH_CONTENT
        if body.is_quoted or not has_content:
            yield Closed(body.start, body.closed, "directive")
            continue
        kind = GLOSSARY if is_glossary else "directive"
        yield Closed(body.start, body.stop, kind)
        if body.end < body.closed:
            yield Closed(body.end, body.closed, kind)
        if body.lines:
            options = _options(data, body.lines) if name else 0
            if is_glossary:
                yield from _closed_rows(body.lines[:options])
                yield from glossary(data, body.lines[options:])
            else:
                yield Part(body.lines[0][0], body.lines[-1][1], body.lines[options:])


def _closed_rows(rows: Sequence[Span]) -> Iterator[Closed]:
    return (Closed(start, end, "directive") for start, end in rows)


def _options(data: bytes, rows: Sequence[Span]) -> int:
    """Return how many lines of a directive's content are options (`myst_parser.parsers.directives`)."""
    number = 0
    if data.startswith(b"---", rows[0][0]):
        number = 1
        while number < len(rows) and not data.startswith(b"---", rows[number][0]):
            number += 1
        return min(number + 1, len(rows))
    for start, end in rows:
        text = data[start:end].lstrip()
        if not text.startswith(b":") or text.startswith(b":::"):
            break
        number += 1
    return number
