"""From mentions to edits to bytes.

The linked page is a function of the plain one: managed links are taken out, the links that the page should
have are put in. Where that gives the bytes that are there already, nothing is to be done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from autolink import flanking
from autolink.anchors import encode_anchor_id
from autolink.files import Tree
from autolink.indexer import term_headings
from autolink.mend import Mender, outdated_anchors, replaced
from autolink.page import Page
from autolink.plain import Plain, unlinked
from autolink.resolver import Resolver
from autolink.verify import Change, Insertion, apply, provable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autolink.config import Config
    from autolink.judge import Mention
    from autolink.matcher import Matcher
    from autolink.page.model import Link
    from autolink.renames import Renames
    from autolink.targets import Targets

_TAG_OPENINGS = (b"<", b"!", b"?", b"/")
_LABEL_REACH = 200
_LABEL = re.compile(rb"[ \t>*+0-9.)-]*(?:\[[^\[\]]+\]:[ \t]*)+[^ \t]*\Z")
_FOOTNOTE = re.compile(rb" {0,3}\[\^[^\]\s]+\]:(?!.*\]:)")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A link that would have changed more than links: byte offset in the rewritten page, and who says so."""

    start: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What linking does to a page. Counts are of links."""

    data: bytes
    added: int = 0
    updated: int = 0
    removed: int = 0
    withheld: tuple[Withheld, ...] = field(default=())


class Rewriter:
    """Links the pages of a project. Built once per run."""

    def __init__(
        self,
        matcher: Matcher,
        targets: Targets,
        config: Config,
        renames: Renames,
        repository: Callable[[], Sequence[tuple[str, str]]] = tuple,
    ) -> None:
        glossary = matcher.glossary
        resolver = Resolver(config, Tree(), glossary.anchors.keys(), glossary.urls, repository)
        self._mender = Mender(matcher, targets, config, renames, resolver)
        self._matcher = matcher
        self._targets = targets
        self._config = config
        self._glossary_pages = {term.page for term in targets.glossary.terms}

    def rewrite(self, page: Page) -> Rewrite:
        """Return the linked page, proven to differ from the plain one in nothing but links."""
        data = page.data
        mended = list(self._mender.edits(page))
        edits = list(mended)
        if not self._config.keep_old_anchors and page.path in self._glossary_pages:
            edits += outdated_anchors(page, self._config)
        if edits:
            page = Page.parse(page.path, replaced(data, edits))
        managed = self._matcher.managed_links(page)
        plain = Plain(page.data, managed)
        wanted, doubtful = self._changes(page, plain)
        if apply(plain.data, wanted) == page.data and not _may_hide_links(page, managed):
            return Rewrite(page.data, updated=len(mended), withheld=_located(plain.data, doubtful, wanted))
        plain_page = unlinked(page, self._matcher.managed_links)
        if plain_page is None:
            return Rewrite(data)
        if plain_page is not page:  # without links it is the same page, with the same changes
            wanted, doubtful = self._changes(plain_page, Plain(plain_page.data, ()))
        proof = provable(plain_page, wanted)
        withheld = _located(plain_page.data, [*doubtful, *proof.withheld], proof.changes)
        new = apply(plain_page.data, proof.changes)
        if new == page.data:
            return Rewrite(new, updated=len(mended), withheld=withheld)
        before = {
            (plain.offset(link.open_end), plain.end_offset(link.close_start)): _markup_of(page, link)
            for link in managed
        }
        after = {
            (change.start, change.end): change.insertions[0].text + change.insertions[-1].text
            for change in proof.changes
            if change.start < change.end
        }
        return Rewrite(
            new,
            added=len(after.keys() - before.keys()),
            updated=sum(before[key] != after[key] for key in before.keys() & after.keys()) + len(mended),
            removed=len(before.keys() - after.keys()),
            withheld=withheld,
        )

    def unlinkable(self, page: Page) -> set[int]:
        """Return where the mentions of a page start (bytes) that no link can be put around."""
        managed = self._matcher.managed_links(page)
        plain = Plain(page.data, managed)
        starts = {start for start, _, _ in self._changes(page, plain)[1]}
        return {item.start for item in self._matcher.mentions(page) if plain.offset(item.start) in starts}

    def _changes(self, page: Page, plain: Plain) -> tuple[list[Change], list[tuple[int, int, str]]]:
        """Return the changes that link a page, with the offsets of its plain form, in order.

        And the mentions that cannot be linked where they stand: start, end and reason.
        """
        changes: list[Change] = []
        doubtful: list[tuple[int, int, str]] = []
        for mention in self._matcher.mentions(page):
            start, end = plain.offset(mention.start), plain.end_offset(mention.end)
            change = self._link_change(mention, page.path, plain.data, start, end)
            if isinstance(change, str):
                doubtful.append((start, end, change))
            else:
                changes.append(change)
        if page.path in self._glossary_pages:
            changes += self._anchor_changes(page, plain)
        return sorted(changes, key=lambda change: change.start), doubtful

    def _anchor_changes(self, page: Page, plain: Plain) -> list[Change]:
        """Return the changes that give term headings the anchors they lack."""
        changes = []
        for heading, _ in term_headings(page, self._config):
            anchor_id = encode_anchor_id(heading.source)
            known = anchor_id in self._targets.glossary.by_anchor_id
            if known and all(anchor.id != anchor_id for anchor in heading.anchors):
                at = plain.end_offset(heading.content_end)
                opening = Insertion(at, f'<a id="{anchor_id}">'.encode())
                changes.append(Change(at, at, (opening, Insertion(at, b"</a>"))))
        return changes

    def _link_change(self, mention: Mention, path: str, data: bytes, start: int, end: int) -> Change | str:
        """Return the change that links a mention, or the reason why no link can stand there."""
        if _after_doubtful_label(data, start):
            return "it follows a label"
        if self._config.link_style == "markdown" and not _brackets_balanced(data[start:end]):
            return "its brackets would end the link"
        target = self._targets.target(mention.term, path)
        if not flanking.has_delimiters(data, start, end):
            return self._link(start, end, target)
        wide = _enclosing_span(data, start, end)
        around = self._link(*wide, target) if wide and flanking.keeps_span(data, *wide) else None
        if flanking.keeps_delimiters(data, start, end):
            return self._link(start, end, target, around)
        return around or "it would break the emphasis beside it"

    def _link(self, start: int, end: int, target: str, wider: Change | None = None) -> Change:
        """Return the change that puts a link to a target around bytes [start, end)."""
        if self._config.link_style == "html":
            opening, closing = f'<a href="{escape(target)}">', "</a>"
        else:
            opening, closing = "[", f"]({_markdown_destination(target)})"
        return Change(
            start, end, (Insertion(start, opening.encode()), Insertion(end, closing.encode())), wider
        )


def _markup_of(page: Page, link: Link) -> bytes:
    return page.data[link.start : link.open_end] + page.data[link.close_start : link.end]


def _located(
    data: bytes, withheld: list[tuple[int, int, str]], changes: list[Change]
) -> tuple[Withheld, ...]:
    """Return withheld links with their offsets in the page after the changes."""
    insertions = sorted((item.start, len(item.text)) for change in changes for item in change.insertions)
    located: list[Withheld] = []
    shift = index = 0
    for start, end, reason in sorted(withheld):
        while index < len(insertions) and insertions[index][0] <= start:
            shift += insertions[index][1]
            index += 1
        located.append(Withheld(start + shift, data[start:end].decode(), reason))
    return tuple(located)


def _may_hide_links(page: Page, managed: list[Link]) -> bool:
    """Tell whether the plain page may read otherwise, so that it has to be looked at.

    A link inside brackets keeps these from being a link (CommonMark §6.3: links do not nest); one behind `<`
    keeps this from being a tag.
    """
    if any(link.kind == "inline" for link in managed) and "]" in page.prose.text:
        return True
    return any(page.data[link.start - 1 : link.start] in _TAG_OPENINGS for link in managed if link.start)


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
