"""An HTML page as the sequence of its tags and texts, as far as readers see them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img"}
    | {"input", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup"}
    | {"time", "tt", "u", "var", "wbr"}
)
"""Elements at whose edges white space counts; at those of all others it does not show."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"}
    | {"wbr"}
)
"""Elements without an end tag (HTML §13.1.2)."""
_FOR_PROGRAMS = frozenset({"script", "style", "link"})
"""Elements that readers do not see; their addresses carry hashes of what the page holds."""
_AS_WRITTEN = frozenset({"pre", "textarea"})
"""Elements in which all white space shows."""
_WORD = re.compile(r"[^ \t\n\f\r]+")


class Tag(NamedTuple):
    """A start tag, or an end tag, whose name begins with `/`."""

    name: str
    attributes: tuple[tuple[str, str | None], ...] = ()

    def value(self, attribute: str) -> str | None:
        """Return the value of an attribute; None where it is not there or has none."""
        return dict(self.attributes).get(attribute)


Token: TypeAlias = Tag | str
"""A tag, or the text between two tags, which is never empty."""


def html_tokens(html: str) -> list[Token]:
    """Return the tags and texts of a page. White space is collapsed as browsers do it (CSS Text §4.1).

    A space between words belongs to the second word, whatever tags stand between them, so that a link around
    words moves none. Comments and what is written for programs are left out.
    """
    reader = _Reader()
    reader.feed(html.replace("\0", "\ufffd"))  # as HTML §13.2.5 says
    reader.close()
    reader.end_text()
    return reader.tokens


def ids_of(tokens: Iterable[Token]) -> frozenset[str]:
    """Return what links to a page may name: the ids of its elements, and the names of its anchors."""
    found: set[str | None] = set()
    for token in tokens:
        if isinstance(token, Tag):
            found.add(token.value("id"))
            if token.name == "a":
                found.add(token.value("name"))
    return frozenset(item for item in found if item)


def shown(tokens: Sequence[Token]) -> str:
    """Return tokens as people write them."""
    return "".join(token if isinstance(token, str) else _written(token) for token in tokens)


def _written(tag: Tag) -> str:
    attributes = (f' {name}="{value}"' if value is not None else f" {name}" for name, value in tag.attributes)
    return f"<{tag.name}{''.join(attributes)}>"


class _Reader(HTMLParser):
    """Collects tokens."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self._text: list[str] = []
        self._owes_space = False
        """Whether white space was read that shows if a word follows."""
        self._at_edge = True
        """Whether nothing was read since the edge of a block, where white space does not show."""
        self._as_written = 0
        self._skipped = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take a start tag."""
        if tag in _FOR_PROGRAMS:
            self._skipped = "" if tag in _VOID else tag
            return
        self._pass(tag)
        self._as_written += tag in _AS_WRITTEN
        self.tokens.append(Tag(tag, tuple(attributes)))

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take a tag that ends with `/>`, as those in SVG do."""
        self.handle_starttag(tag, attributes)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take an end tag."""
        if tag in _FOR_PROGRAMS:
            self._skipped = ""
            return
        self._pass(tag)
        self._as_written = max(0, self._as_written - (tag in _AS_WRITTEN))
        self.tokens.append(Tag(f"/{tag}"))

    def handle_data(self, data: str) -> None:
        """Take a text, or a piece of one."""
        if self._skipped or not data:
            return
        text = data if self._as_written else " ".join(_WORD.findall(data))
        if not text:
            self._owes_space = True
            return
        if not self._as_written and (self._owes_space or data[0] in " \t\n\f\r") and not self._at_edge:
            text = f" {text}"
        self._owes_space = not self._as_written and data[-1] in " \t\n\f\r"
        self._at_edge = False
        self._text.append(text)

    def end_text(self) -> None:
        """End the text that is under way."""
        if self._text:
            self.tokens.append("".join(self._text))
            self._text.clear()

    def _pass(self, tag: str) -> None:
        """End a text before a tag."""
        self.end_text()
        if tag not in _INLINE:
            self._owes_space, self._at_edge = False, True
