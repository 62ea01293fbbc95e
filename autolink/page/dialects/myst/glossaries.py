"""The directive `glossary` of Sphinx: lines that are terms, each with an indented definition below it.

Several terms on consecutive lines share a definition, and `.. ` starts a comment (`sphinx.domains.std`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.page.dialects.myst.structure import Span

GLOSSARY = "glossary"
"""The kind of the lines that open and close the directive."""
GLOSSARY_TERM = "glossary term"
"""The kind of the lines that are terms."""

DEFINITION = "definition"
"""The kind of definitions that are no content."""


def glossary(data: bytes, rows: Sequence[Span]) -> Iterator[Closed | Part]:
    """Yield the terms among the lines of a directive's content, and their definitions as content."""
    definition: list[Span] = []
    has_term = in_comment = False
    for start, end in rows:
        text = data[start:end].decode()
        if not text.strip("\r\n"):
            definition += [(start, end)] if definition else []
        elif not text[0].isspace():
            yield from _definition(data, definition)
            definition = []
            in_comment = text.startswith(".. ")
            has_term = has_term or not in_comment
            kind = "directive" if in_comment else GLOSSARY_TERM
            yield Closed(start, start + len(text.rstrip().encode()), kind)
        elif in_comment or not has_term:
            yield Closed(start, end, "directive")
        else:
            definition.append((start, end))
    yield from _definition(data, definition)


def _definition(data: bytes, rows: Sequence[Span]) -> Iterator[Closed | Part]:
    """Yield a definition, without the indentation of its first line, which Sphinx takes from each line.

    It is closed where that takes more than white space, or leaves tabs or other tabs than those of the first
    line: Sphinx makes spaces of them.
    """
    if not rows:
        return
    first = data[slice(*rows[0])].decode().rstrip("\r\n")
    columns = len(first) - len(first.lstrip())
    lines: list[Span] = []
    for start, end in rows:
        line = data[start:end].decode().rstrip("\r\n")
        taken, left = line[:columns], line[columns:]
        if not first[:columns].startswith(taken) or left.startswith("\t"):
            yield Closed(rows[0][0], rows[-1][1], DEFINITION)
            return
        lines.append((start + len(taken.encode()), end))
    yield Part(rows[0][0], rows[-1][1], tuple(lines))
