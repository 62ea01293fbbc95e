"""The proof that changes alter nothing but links.

The parser that found the prose (pyromark) reads the whole page before and after. Besides, each block that
was touched is proven by argument where it is plain, else by an unrelated parser (mistune, the referee). A
change that either parser objects to is withheld, and only that one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from autolink.page.edits import applied
from autolink.page.readings import events, events_without, html
from autolink.page.syntax import line_start
from autolink.rewriter.link_form import as_html
from autolink.rewriter.proof.blame import Allowance, Split, safely
from autolink.rewriter.proof.change import changed, insertions
from autolink.rewriter.proof.html import reads_as_html
from autolink.rewriter.proof.objections import objection_to
from autolink.rewriter.proof.referee import refereed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.page.edits import Edit
    from autolink.page.page import Page
    from autolink.rewriter.proof.blame import Verdict
    from autolink.rewriter.proof.change import Change


_NOT_ASCII = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Proof:
    """The page with the changes that are proven; these, and what was withheld: start, end, who disagreed."""

    data: bytes
    changes: list[Change]
    withheld: tuple[tuple[int, int, str], ...]


def prove(page: Page, changes: Sequence[Change]) -> Proof:
    """Return those changes of a plain page that are proven to alter nothing but links."""
    kept: list[Change] = []
    withheld: list[tuple[int, int, str]] = []
    legible, in_html = True, bool(page.html_blocks)
    allowances = {parser: Allowance(len(page.data)) for parser in ("mistune", "html.parser", "pyromark")}

    def sift(candidates: Sequence[Change], holds: Verdict, size: int, parser: str) -> list[Change]:
        sifted = Split(candidates, holds, size, allowances[parser])
        withheld.extend(objections(sifted, f"{parser} would read more than a link"))
        return sifted.good

    for (start, end), touched in by_block(page, changes):
        start = _margin(page.data, start)
        block = page.data[start:end]
        if safely(partial(is_evident, block, start), touched):
            kept += touched
        elif reason := objection_to(block):
            withheld.extend((change.start, change.end, reason) for change in touched)
        else:
            legible = legible and b"<" not in block
            held = sift(touched, refereed(block, start, touched, in_html=in_html), len(block), "mistune")
            if in_html:
                held = sift(held, reads_as_html(page, held), len(block), "html.parser")
            kept += held
    kept = [change._replace(wider=None) if change.wider else change for change in kept]
    holds = _on_the_whole(page.data, legible=legible, in_html=in_html)
    if not safely(holds, kept):  # find most of those to blame where that is cheap
        blocks, read = by_block(page, kept), []
        for (start, end), touched in blocks:
            read += sift(
                touched, reads_alike(page.data[start:end], start, in_html=in_html), end - start, "pyromark"
            )
        kept = sift(read, holds, len(page.data), "pyromark")
    edits = insertions(kept)
    data = applied(page.data, edits)
    if _undone(data, edits) != page.data:
        raise AssertionError(f"{page.path}: edits that do not give back the page when taken away")
    return Proof(data, kept, tuple(sorted(withheld)))


def objections(sifted: Split, reason: str) -> Iterator[tuple[int, int, str]]:
    """Yield what is withheld: start, end and the reason, which differs for changes not tried one by one."""
    for change in sifted.bad:
        yield change.start, change.end, reason
    for change in sifted.unseen:
        yield change.start, change.end, "links next to it would change more than links"


def _undone(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Return bytes with insertions removed again, each of which has to stand where it was put."""
    pieces: list[bytes] = []
    position = shift = 0
    for start, _, text in edits:
        at = start + shift
        if not data.startswith(text, at):
            return b""
        pieces.append(data[position:at])
        position = at + len(text)
        shift += len(text)
    return b"".join([*pieces, data[position:]])


def by_block(page: Page, changes: Sequence[Change]) -> list[tuple[tuple[int, int], list[Change]]]:
    """Group sorted changes by the top-level block that contains them."""
    grouped: list[tuple[tuple[int, int], list[Change]]] = []
    blocks = iter(page.blocks)
    block = next(blocks, (0, len(page.data)))
    for change in changes:
        while change.start >= block[1] and (following := next(blocks, None)):
            block = following
        if not grouped or grouped[-1][0] != block:
            grouped.append((block, []))
        grouped[-1][1].append(change)
    return grouped


def _margin(data: bytes, start: int) -> int:
    """Return where the line of a block starts: below a definition, its indentation is code to some."""
    margin = line_start(data, start)
    return start if data[margin:start].strip(b" \t") else margin


# By argument


def is_evident(block: bytes, start: int, changes: Sequence[Change]) -> bool:
    """Tell whether changes of a block that starts at a byte offset need no referee."""
    from autolink.rewriter.proof.argument import is_harmless  # its patterns take a while to compile

    tags = as_html(changes)
    fits = all(change.end <= start + len(block) for change in changes)
    return tags is not None and fits and is_harmless(block, changed(block, tags, start))


# The parser that found the prose: pyromark, by its rendering or by byte ranges


def _on_the_whole(data: bytes, *, legible: bool, in_html: bool) -> Verdict:
    """Return what compares a page before and after changes.

    `legible` says that its rendering tells whether they are links: that none can be in raw HTML, which is
    rendered as it is written.
    """
    by_events = reads_alike(data, 0, in_html=in_html)
    return lambda changes: (legible and renders_alike(data, changes)) or by_events(changes)


def renders_alike(data: bytes, changes: Sequence[Change]) -> bool:
    """Tell whether a page is rendered the same once all tags that were put in are removed, in order."""
    tags = as_html(changes)
    if tags is None:
        return False
    rendered = html(changed(data, changes))
    pieces: list[str] = []
    position = 0
    for written, edit in zip(insertions(changes), insertions(tags), strict=True):
        # Of a link in Markdown the renderer encodes what is not ASCII; a tag it leaves as it is.
        tag = (edit.new if edit.new == written.new else _NOT_ASCII.sub(_encoded, edit.new)).decode()
        at = rendered.find(tag, position)
        if at < 0:
            return False
        pieces.append(rendered[position:at])
        position = at + len(tag)
    pieces.append(rendered[position:])
    return "".join(pieces) == html(data)


def _encoded(byte: re.Match[bytes]) -> bytes:
    return b"%%%02X" % ord(byte[0])


def reads_alike(data: bytes, base: int, *, in_html: bool = False) -> Verdict:
    """Return what compares a page, or one of its blocks that starts at `base`, before and after changes.

    `in_html` says whether they may be in HTML blocks, here and below.
    """
    before = cache(lambda: events(data))

    def holds(changes: Sequence[Change]) -> bool:
        starts: set[int] = set()
        ends: set[int] = set()
        shift = -base
        for start, _, text in insertions(changes):
            starts.add(start + shift)
            shift += len(text)
            ends.add(start + shift)
        return events_without(changed(data, changes, base), starts, ends, in_html=in_html) == before()

    return holds
