"""The tags and texts of HTML as they are written (HTML §13.2.5), whatever is written, in linear time.

The parser of the standard library takes quadratic time for tags that do not end, and reads such things
otherwise from one version of Python to the next.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

SPACE = " \t\n\f\r"
"""White space (Infra §4.6)."""
_RAW = frozenset({"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"})
"""Elements in which there are no tags but the one that ends them (HTML §13.2.6)."""
_WITH_REFERENCES = frozenset({"textarea", "title"})
"""Those in which character references are read nevertheless."""
_TAG = re.compile(r"</?+([A-Za-z][^ \t\n\f\r/>]*+)")
_GAP = re.compile(r"[ \t\n\f\r/]*+")
_NAME = re.compile(r"[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+")
_EQUALS = re.compile(r"[ \t\n\f\r]*+=[ \t\n\f\r]*+")
_UNQUOTED = re.compile(r"[^ \t\n\f\r>]*+")


class Tag(NamedTuple):
    """A start tag, or an end tag, whose name begins with `/`. Names are in lower case."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()

    def value(self, attribute: str) -> str | None:
        """Return the value of an attribute; None where it is not there."""
        return dict(self.attributes).get(attribute)


Token: TypeAlias = Tag | str
"""A tag, or a text."""


def written_tokens(html: str) -> Iterator[Token]:
    """Yield the tags and texts of a page. A text may come in several pieces; comments are left out."""
    at = 0
    while at < len(html):
        opening = html.find("<", at)
        if opening < 0:
            opening = len(html)
        if opening > at:
            yield _unescaped(html[at:opening])
        if opening == len(html):
            return
        found = _TAG.match(html, opening)
        if found is None:
            at = _end_of_comment(html, opening)
            if at == opening + 1:
                yield "<"
            continue
        attributes, at = _attributes(html, found.end())
        if at < 0:  # a tag that does not end is none
            return
        name = found[1].lower()
        if html.startswith("</", opening):
            yield Tag(f"/{name}")
            continue
        yield Tag(name, attributes)
        if name in _RAW:
            end = re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE).search(html, at)
            text = html[at : end.start() if end else len(html)]
            at += len(text)
            yield _unescaped(text) if name in _WITH_REFERENCES else text


def _end_of_comment(html: str, at: int) -> int:
    """Return where what begins with `<` and is not a tag ends: a comment, a doctype, or `<` alone."""
    if html.startswith("<!--", at):
        closing, length = html.find("-->", at + 2), 3  # `<!-->` is a whole one
    elif html.startswith(("<!", "<?", "</"), at):
        closing, length = html.find(">", at + 2), 1
    else:
        return at + 1
    return len(html) if closing < 0 else closing + length


def _attributes(html: str, at: int) -> tuple[tuple[tuple[str, str], ...], int]:
    """Return the attributes of a tag, given the end of its name, and where it ends; -1 if it does not."""
    found: dict[str, str] = {}
    while True:
        at = _end(_GAP, html, at)
        if at == len(html):
            return (), -1
        if html[at] == ">":
            return tuple(found.items()), at + 1
        end = _end(_NAME, html, at)
        name, value, at = html[at:end].lower(), "", end
        equals = _EQUALS.match(html, at)
        if equals:
            at = equals.end()
            if html.startswith(('"', "'"), at):
                end = html.find(html[at], at + 1)
                if end < 0:
                    return (), -1
                value, at = html[at + 1 : end], end + 1
            else:
                end = _end(_UNQUOTED, html, at)
                value, at = html[at:end], end
        found.setdefault(name, _unescaped(value))  # the first one counts


def _end(pattern: re.Pattern[str], html: str, at: int) -> int:
    found = pattern.match(html, at)
    return found.end() if found else at


def _unescaped(text: str) -> str:
    try:
        return unescape(text)
    except ValueError:  # a number of thousands of digits
        return text
