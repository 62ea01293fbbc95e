"""References without a definition, and the labels that may have been meant."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import UNDEFINED_REFERENCE
from autolink.page.edits import Edit
from autolink.text.similar import Names, or_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.outline import Outline

_LABEL = re.compile(rb"\[((?:[^\[\]\\]|\\.)+)\]:", re.DOTALL)


def normal_label(label: str) -> str:
    """Return what two labels that mean the same have in common (CommonMark §4.7, "matches")."""
    return " ".join(label.split()).casefold()


def defined_labels(page: Outline) -> Iterator[str]:
    """Yield the labels that a page defines, those of footnotes with `^`."""
    starts = (link.start for link in page.links if link.kind == "definition")
    found = (_LABEL.match(page.data, start) for start in starts)
    yield from (match[1].decode() for match in found if match)
    yield from (f"^{label}" for label in page.footnotes)


class References:
    """The labels that a page defines, for the references that have none."""

    def __init__(self, page: Outline) -> None:
        self._page = page

    @cached_property
    def _labels(self) -> Names:
        return Names({label for label in defined_labels(self._page) if not label.startswith("^")})

    @cached_property
    def _footnotes(self) -> Names:
        return Names({label for label in defined_labels(self._page) if label.startswith("^")})

    def undefined(self, start: int, end: int, label: str) -> Diagnostic:
        """Return the diagnostic for a reference at bytes [start, end); a footnote's label starts with `^`."""
        names = self._footnotes if label.startswith("^") else self._labels
        near = [name for name in names.labels_like(label) if name != label]
        message = f"`{label}` is not defined in this page{or_list(near)}"
        edits = self._edits(start, end, label, near[0]) if len(near) == 1 else ()
        return Diagnostic.at(self._page, (start, end), UNDEFINED_REFERENCE, message, edits=edits)

    def _edits(self, start: int, end: int, label: str, meant: str) -> tuple[Edit, ...]:
        """Return the edit that puts another label in the place of one; text that is read stays."""
        written = self._page.data[start:end]
        if written.endswith(b"][]"):
            return (Edit(end - 1, end - 1, meant.encode()),)
        if written.endswith(f"[{label}]".encode()):
            return (Edit(end - 1 - len(label.encode()), end - 1, meant.encode()),)
        return ()
