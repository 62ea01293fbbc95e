"""The markup that makes a link of a mention: what is put before and after it, and where that can stand."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from autolink import flanking
from autolink.verify import Change, Insertion

if TYPE_CHECKING:
    from autolink.config import Config
    from autolink.indexer import Term
    from autolink.judge import Mention
    from autolink.page import Page
    from autolink.targets import Targets

_LABEL_REACH = 200
_LABEL = re.compile(rb"[ \t>*+0-9.)-]*(?:\[[^\[\]]+\]:[ \t]*)+[^ \t]*\Z")
_FOOTNOTE = re.compile(rb" {0,3}\[\^[^\]\s]+\]:(?!.*\]:)")


class LinkMarkup:
    """Makes the links of a project's pages to terms."""

    def __init__(self, targets: Targets, config: Config) -> None:
        self._targets = targets
        self._style = config.link_style
        self._glossary_pages = frozenset(term.page for term in targets.glossary.terms)
        self._known: dict[str, dict[Term, tuple[bytes, bytes]]] = {}

    def _known_on(self, path: str) -> dict[Term, tuple[bytes, bytes]]:
        """Return the tags that are known by term: the pages of a folder that define none share them."""
        if path in self._glossary_pages:
            return {}
        place = self._targets.places.get(path, path)
        return self._known.setdefault(place[: place.rfind("/")], {})

    def _tags(self, term: Term, path: str) -> tuple[bytes, bytes]:
        """Return what goes before and after the text of a link to a term on the page at a path."""
        target = self._targets.target(term, path)
        if self._style == "html":
            return f'<a href="{escape(target)}">'.encode(), b"</a>"
        return b"[", f"]({_markdown_destination(target)})".encode()

    def linked(self, page: Page, mentions: list[Mention]) -> bytes | None:
        """Return the bytes of a plain page with its mentions linked; None where one cannot be linked."""
        data, path, known = page.data, page.path, self._known_on(page.path)
        pieces: list[bytes] = []
        position, delimiter, label = 0, -1, -1
        for mention in mentions:
            start, end, term = mention.start, mention.end, mention.term
            if delimiter < start - 1:
                delimiter = flanking.next_delimiter(data, start - 1)
            if label < start - _LABEL_REACH:
                found = data.find(b"]:", max(0, start - _LABEL_REACH))
                label = found if found >= 0 else len(data)
            tags = known.get(term) or known.setdefault(term, self._tags(term, path))
            if delimiter <= end or label < start or self._style != "html":
                place = self._place(data, start, end)
                if isinstance(place, str):
                    return None
                start, end = place
            pieces += (data[position:start], tags[0], data[start:end], tags[1])
            position = end
        pieces.append(data[position:])
        return b"".join(pieces)

    def change(self, term: Term, path: str, data: bytes, start: int, end: int) -> Change | str:
        """Return the change that links bytes [start, end) of a page, or why no link can stand there."""
        place = self._place(data, start, end)
        if isinstance(place, str):
            return place
        known = self._known_on(path)
        tags = known.get(term) or known.setdefault(term, self._tags(term, path))
        if place != (start, end) or not flanking.has_delimiters(data, start, end):
            return _link(*place, tags)
        wide = _enclosing_span(data, start, end)
        return _link(
            start, end, tags, _link(*wide, tags) if wide and flanking.keeps_span(data, *wide) else None
        )

    def _place(self, data: bytes, start: int, end: int) -> tuple[int, int] | str:
        """Return the bytes that a link of [start, end) encloses, or why no link can stand there."""
        if _after_doubtful_label(data, start):
            return "it follows a label"
        if self._style == "markdown" and not _brackets_balanced(data[start:end]):
            return "its brackets would end the link"
        if not flanking.has_delimiters(data, start, end) or flanking.keeps_delimiters(data, start, end):
            return start, end
        wide = _enclosing_span(data, start, end)
        return wide if wide and flanking.keeps_span(data, *wide) else "it would break the emphasis beside it"


def _link(start: int, end: int, tags: tuple[bytes, bytes], wider: Change | None = None) -> Change:
    """Return the change that puts the tags of a link around bytes [start, end)."""
    return Change(start, end, (Insertion(start, tags[0]), Insertion(end, tags[1])), wider)


def _enclosing_span(data: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Return the emphasis, strong or strikethrough span that a range fills, delimiters included."""
    before, after = start, end
    while before > 0 and after < len(data) and data[before - 1] == data[after] and data[after] in b"*_~":
        before -= 1
        after += 1
    return (before, after) if before < start else None


def _after_doubtful_label(data: bytes, start: int) -> bool:
    """Tell whether bytes stand in the first word after `[label]:` at the start of a block, but for footnotes.

    That may be a definition to one parser and text to another: not the place for a link.
    """
    if data.rfind(b"]:", max(0, start - _LABEL_REACH), start) < 0:
        return False
    line_start = data.rfind(b"\n", max(0, start - _LABEL_REACH), start) + 1
    if line_start == 0 and start > _LABEL_REACH:
        return False
    line = data[line_start:start]
    return bool(_LABEL.match(line)) and not _FOOTNOTE.match(line)


def _brackets_balanced(text: bytes) -> bool:
    depth = 0
    for byte in text:
        depth += (byte == ord("[")) - (byte == ord("]"))
        if depth < 0:
            return False
    return depth == 0 and b"\\" not in text


def _markdown_destination(target: str) -> str:
    """Return a target as a link destination (CommonMark §6.3) that is also safe in a table row."""
    return re.sub(
        r"[\s<>()\\|\x00-\x1f]", lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), target
    )
