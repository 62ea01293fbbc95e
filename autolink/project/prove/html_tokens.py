"""An HTML page as the sequence of its tags and texts, as far as readers see them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.project.prove.html_syntax import SPACE, Tag, written_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autolink.project.prove.html_syntax import Token

_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img"}
    | {"input", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup"}
    | {"time", "tt", "u", "var", "wbr"}
)
"""Elements at whose edges white space counts; at those of all others it does not show."""
_FOR_PROGRAMS = frozenset({"script", "style", "link"})
"""Elements that readers do not see; their addresses carry hashes of what the page holds."""
_AS_WRITTEN = frozenset({"pre", "textarea"})
"""Elements in which all white space shows."""
_WORD = re.compile(r"[^ \t\n\f\r]+")


def html_tokens(html: str) -> list[Token]:
    """Return the tags and texts of a page. White space is collapsed as browsers do it (CSS Text §4.1).

    A space between words belongs to the second word, whatever tags are between them, so that a link around
    words moves none. Comments and what is written for programs are left out.
    """
    reader = _Reader()
    for token in written_tokens(html.replace("\0", "\ufffd")):  # as HTML §13.2.5 says
        if isinstance(token, str):
            reader.take_text(token)
        else:
            reader.take_tag(token)
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


def shown(tokens: Iterable[Token], most: int) -> str:
    """Return the first characters of tokens as people write them, `most` at most."""
    found = ""
    for token in tokens:
        found += token[:most] if isinstance(token, str) else _written(token)
        if len(found) >= most:
            break
    return found[:most]


def _written(tag: Tag) -> str:
    attributes = (f' {name}="{value}"' for name, value in tag.attributes)
    return f"<{tag.name}{''.join(attributes)}>"


class _Reader:
    """Collects tokens."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self._text: list[str] = []
        self._owes_space = False
        """Whether white space was read that shows if a word follows."""
        self._at_edge = True
        """Whether nothing was read since the edge of a block, where white space does not show."""
        self._as_written = 0
        """How many elements are open in which all white space shows."""
        self._is_unseen = False

    def take_tag(self, tag: Tag) -> None:
        """Take a tag."""
        name = tag.name.removeprefix("/")
        if name in _FOR_PROGRAMS:
            self._is_unseen = tag.name == name != "link"  # which has no content
            return
        self.end_text()
        if name not in _INLINE:
            self._owes_space, self._at_edge = False, True
        if name in _AS_WRITTEN:
            self._as_written = max(0, self._as_written + (1 if tag.name == name else -1))
        self.tokens.append(tag)

    def take_text(self, data: str) -> None:
        """Take a text, or a piece of one."""
        if self._is_unseen or not data:
            return
        text = data if self._as_written else " ".join(_WORD.findall(data))
        if not text:
            self._owes_space = True
            return
        if not self._as_written and (self._owes_space or data[0] in SPACE) and not self._at_edge:
            text = f" {text}"
        self._owes_space = not self._as_written and data[-1] in SPACE
        self._at_edge = False
        self._text.append(text)

    def end_text(self) -> None:
        """End the text that is under way."""
        if self._text:
            self.tokens.append("".join(self._text))
            self._text.clear()
