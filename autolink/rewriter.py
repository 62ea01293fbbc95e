"""From mentions to edits to bytes.

The linked page is a function of the plain one: managed links are taken out, the links that the page should
have are put in. Where that gives the bytes that are there already, nothing is to be done.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from autolink import flanking
from autolink.anchors import encode_anchor_id
from autolink.indexer import term_headings
from autolink.page import Page
from autolink.verify import Change, Insertion, apply, provable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.config import Config
    from autolink.judge import Mention
    from autolink.matcher import Matcher
    from autolink.page.model import Link
    from autolink.targets import Targets


_MAX_UNLINKS = 5
_LABEL_REACH = 200
_LABEL = re.compile(rb"\[[^\[\]]+\]:[ \t]*[^ \t]*\Z")
_FOOTNOTE = re.compile(rb" {0,3}\[\^[^\]\s]+\]:(?!.*\]:)")


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What linking does to a page. Counts are of links; offsets of `withheld` are those of the plain page."""

    data: bytes
    added: int = 0
    updated: int = 0
    removed: int = 0
    withheld: tuple[tuple[int, str], ...] = field(default=())
    """Links that would have changed more than links: byte offset in the plain page, and who says so."""


class Plain:
    """A page's bytes without its managed links, with a map from the offsets of the one to the other."""

    def __init__(self, data: bytes, links: Sequence[Link]) -> None:
        self._starts: list[int] = []
        self._removed = [0]
        kept, position = [], 0
        tags = [
            tag
            for link in links
            for tag in ((link.start, link.open_end), (link.close_start, link.end))
            if tag[0] < tag[1]
        ]
        for start, end in sorted(tags):
            kept.append(data[position:start])
            position = end
            self._starts.append(start)
            self._removed.append(self._removed[-1] + end - start)
        kept.append(data[position:])
        self.data = b"".join(kept)

    def offset(self, offset: int) -> int:
        """Return where a byte of the page's text stands in the plain page."""
        return offset - self._removed[bisect_right(self._starts, offset)]

    def end_offset(self, offset: int) -> int:
        """Return where a range ends that ends at this byte: before a tag that starts here."""
        return self.offset(offset - 1) + 1


class Rewriter:
    """Links the pages of a project. Built once per run."""

    def __init__(self, matcher: Matcher, targets: Targets, config: Config) -> None:
        self._matcher = matcher
        self._targets = targets
        self._config = config
        self._anchored = {term.page for term in targets.glossary.terms}

    def rewrite(self, page: Page) -> Rewrite:
        """Return the linked page, proven to differ from the plain one in nothing but links."""
        managed = self._matcher.managed_links(page)
        plain = Plain(page.data, managed)
        wanted = self._changes(page, plain)
        if apply(plain.data, wanted) == page.data and not _may_hide_links(page, managed):
            return Rewrite(page.data)
        plain_page = self._plain_page(page, plain, managed)
        if plain_page is None:
            return Rewrite(page.data)
        plain_data = plain_page.data
        proof = provable(plain_page, self._changes(plain_page, Plain(plain_data, ())))
        data = apply(plain_data, proof.changes)
        if data == page.data:
            return Rewrite(page.data, withheld=proof.withheld)
        before = {
            (plain.offset(link.open_end), plain.end_offset(link.close_start)): page.data[
                link.start : link.open_end
            ]
            + page.data[link.close_start : link.end]
            for link in managed
        }
        after = {
            (change.start, change.end): change.insertions[0].text + change.insertions[-1].text
            for change in proof.changes
            if change.start < change.end
        }
        return Rewrite(
            data,
            added=len(after.keys() - before.keys()),
            updated=sum(before[key] != after[key] for key in before.keys() & after.keys()),
            removed=len(before.keys() - after.keys()),
            withheld=proof.withheld,
        )

    def _plain_page(self, page: Page, plain: Plain, managed: list[Link]) -> Page | None:
        """Return a page as if it had never been linked: the proof starts there.

        Taking links out may leave text that reads as a managed link again (`[[LLM](…)](…)`). That is taken
        out too, a few times; None when there is no end to it.
        """
        for _ in range(_MAX_UNLINKS):
            if not managed:
                return page
            page = Page.parse(page.path, plain.data)
            managed = self._matcher.managed_links(page)
            plain = Plain(page.data, managed)
        return None

    def _changes(self, page: Page, plain: Plain) -> list[Change]:
        """Return the changes that link a page, with the offsets of its plain form, in order."""
        changes = [
            change
            for mention in self._matcher.mentions(page)
            if (change := self._link_change(mention, page.path, plain))
        ]
        known = self._targets.glossary.by_anchor_id
        if page.path in self._anchored:
            for heading, _ in term_headings(page, self._config):
                anchor_id = encode_anchor_id(heading.source)
                if anchor_id in known and all(anchor.id != anchor_id for anchor in heading.anchors):
                    at = plain.end_offset(heading.content_end)
                    opening = Insertion(at, f'<a id="{anchor_id}">'.encode())
                    changes.append(Change(at, at, (opening, Insertion(at, b"</a>"))))
        return sorted(changes, key=lambda change: change.start)

    def _link_change(self, mention: Mention, path: str, plain: Plain) -> Change | None:
        """Return the change that links a mention; None where no link can stand."""
        start, end = plain.offset(mention.start), plain.end_offset(mention.end)
        if _after_doubtful_label(plain.data, start):
            return None
        if not flanking.keeps_delimiters(plain.data, start, end):
            wide = _enclosing_span(plain.data, start, end)
            if wide is None or not flanking.keeps_span(plain.data, *wide):
                return None
            start, end = wide
        target = self._targets.target(mention.term, path)
        if self._config.link_style == "html":
            opening, closing = f'<a href="{escape(target)}">', "</a>"
        else:
            if not _brackets_balanced(plain.data[start:end]):
                return None
            opening, closing = "[", f"]({_markdown_destination(target)})"
        insertions = (Insertion(start, opening.encode()), Insertion(end, closing.encode()))
        return Change(start, end, insertions)


def _may_hide_links(page: Page, managed: list[Link]) -> bool:
    """Tell whether the plain page may read otherwise, so that it has to be looked at.

    A link inside brackets keeps these from being a link (CommonMark §6.3: links do not nest).
    """
    return any(link.kind == "inline" for link in managed) and "]" in page.prose.text


def _enclosing_span(data: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Return the emphasis, strong or strikethrough span that a range fills, delimiters included."""
    before, after = start, end
    while before > 0 and after < len(data) and data[before - 1] == data[after] and data[after] in b"*_~":
        before -= 1
        after += 1
    return (before, after) if before < start else None


def _after_doubtful_label(data: bytes, start: int) -> bool:
    """Tell whether bytes stand in the first word after `[label]:`, but for a footnote at a line's start.

    That may be a definition to one parser and text to another: not the place for a link.
    """
    if data.rfind(b"]:", max(0, start - _LABEL_REACH), start) < 0:
        return False
    line = data[max(0, start - _LABEL_REACH) : start].rpartition(b"\n")[2]
    return bool(_LABEL.search(line)) and not _FOOTNOTE.match(line)


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
