"""What a term's entry says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autolink.indexer.term import Term


def definition_of(term: Term, data: bytes) -> str:
    """Return the Markdown of a term's definition, given the bytes of its page."""
    start, end = term.definition
    return data[start:end].decode().strip()
