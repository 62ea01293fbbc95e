"""Which elements are open in HTML blocks, as far as all browsers agree.

A link may be in text if all elements around it are known to hold text with links. What HTML's own rules
for misplaced tags would move, close or open (HTML standard, §13.2.6) is not followed: it is broken.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from autolink.page.tags import Tag

_CELLS = frozenset({"td", "th"})
_GROUPS = frozenset({"tbody", "tfoot", "thead"})
_ROW_PARENTS = _GROUPS | {"table"}
_ROWS = _GROUPS | {"tr"}
_LISTS = frozenset({"ol", "ul"})
_NAMES = frozenset({"dd", "dt"})
_NO_TEXT = _ROWS | {"table"}
"""Elements whose text browsers move elsewhere ("foster parenting"), as they do with most elements."""
_IN_TABLE = frozenset({"colgroup", "script", "style", "template"})
"""Elements without links that may be in those."""
BLOCKS = (
    frozenset({"address", "article", "aside", "blockquote", "center", "details", "div", "dl", "figcaption"})
    | {"figure", "footer", "header", "li", "main", "p", "section", "summary", "table", "tr", "caption"}
    | (_CELLS | _GROUPS | _LISTS | _NAMES)
)
SPANS = frozenset(
    {"abbr", "b", "bdi", "bdo", "big", "cite", "del", "dfn", "em", "font", "i", "ins", "mark", "q"}
) | {"s", "small", "span", "strike", "strong", "sub", "sup", "u"}
HOLDING = BLOCKS | SPANS
"""The elements that may hold text with links."""

_PARENTS = (
    dict.fromkeys(_CELLS, _NO_TEXT)
    | dict.fromkeys(_GROUPS, frozenset({"table"}))
    | dict.fromkeys(_NAMES, frozenset({"dl"}))
    | {"tr": _ROW_PARENTS, "caption": frozenset({"table"}), "li": _LISTS}
)
"""What elements have to be in, once those are closed that they end."""
_ENDED = (
    dict.fromkeys(BLOCKS, frozenset({"p"}))
    | dict.fromkeys(_CELLS, _CELLS | {"p"})
    | dict.fromkeys(_GROUPS, _CELLS | _GROUPS | {"p", "tr"})
    | dict.fromkeys(_NAMES, _NAMES | {"p"})
    | {"tr": _CELLS | {"p", "tr"}, "li": frozenset({"li", "p"})}
)
"""The elements whose end tags may be left out before these (HTML standard, §13.1.2.4)."""
_IMPLIED = frozenset({"li", "p", "tr"}) | _CELLS | _GROUPS | _NAMES
"""The elements whose end tags may be left out before the end tag around them."""
_SCOPES = _CELLS | {"caption", "table"}
"""The elements in which a paragraph around them is of no matter."""


class _Element(NamedTuple):
    name: str
    in_paragraph: bool


class Nesting:
    """Keeps the elements that the HTML blocks of a page open and do not close."""

    def __init__(self) -> None:
        self._open: list[_Element] = []
        self._counts: Counter[str] = Counter()
        self._closing = 0
        """How many of them may not hold links."""
        self.is_broken = False
        """Whether a tag stood where browsers would move, close or open something that is open still."""

    def begin(self) -> None:
        """Begin a block."""
        self.is_broken = self.is_broken and bool(self._open)

    @property
    def holds_links(self) -> bool:
        """Whether a link may be in text here."""
        return not self._closing and not (self._open and self._open[-1].name in _NO_TEXT)

    def take(self, tag: Tag) -> None:
        """Take the next tag; comments and elements that never have content change nothing.

        `<p/>` opens an element, whatever its author thinks.
        """
        if tag.name == "!--" or tag.is_void:
            return
        if tag.closing:
            self._close(tag.name)
        else:
            self._start(tag.name)

    def _start(self, name: str) -> None:
        ended = _ENDED.get(name, ())
        while self._open and self._open[-1].name in ended:
            self._pop()
        parent = self._open[-1] if self._open else None
        in_paragraph = False
        if parent:
            fitting = _PARENTS.get(name)
            is_misplaced = parent.name in _NO_TEXT and not fitting and name not in _IN_TABLE
            is_misplaced = is_misplaced or (fitting is not None and parent.name not in fitting)
            ends_paragraph = parent.in_paragraph and name in BLOCKS
            self.is_broken = self.is_broken or is_misplaced or ends_paragraph
            in_paragraph = parent.in_paragraph and name not in _SCOPES
        self._open.append(_Element(name, in_paragraph or name == "p"))
        self._counts[name] += 1
        self._closing += name not in HOLDING

    def _close(self, name: str) -> None:
        if name in _ROWS and not self._counts[name] and self._counts["table"]:  # browsers opened one
            self.is_broken = True
        while self._counts[name]:
            last = self._pop()
            if last == name:
                return
            self.is_broken = self.is_broken or last not in _IMPLIED or name not in BLOCKS

    def _pop(self) -> str:
        name = self._open.pop().name
        self._counts[name] -= 1
        self._closing -= name not in HOLDING
        return name
