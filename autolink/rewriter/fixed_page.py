"""What a rewrite makes of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from autolink.diagnostics.diagnostic import Diagnostic


class Withheld(NamedTuple):
    """A link that would have changed more than links: byte offset in the rewritten page, and who says so."""

    start: int
    text: str
    reason: str


class Rewrite(NamedTuple):
    """The bytes of a rewritten page. Counts are of links."""

    data: bytes
    added: int = 0
    updated: int = 0
    removed: int = 0
    anchors: bool = False
    """Whether anchors of terms were written or removed."""
    withheld: tuple[Withheld, ...] = ()
    unasked: tuple[tuple[str, str], ...] = ()
    """The names (path of a glossary page, name) of which only the project's history may know what became."""
    replaced: int = 0
    """How many avoided words were replaced."""
    replaceable: int = 0
    """How many avoided words are left that could be replaced."""


class FixedPage(NamedTuple):
    """A page and what was done to it. `place` is where it belongs; `Project.write` puts it there."""

    path: str
    place: str
    before: bytes
    rewrite: Rewrite
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether it differs from what it was."""
        return self.rewrite.data != self.before
