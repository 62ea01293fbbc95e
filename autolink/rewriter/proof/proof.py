"""The proof that changes alter nothing but links.

The parser that found the prose (pyromark) reads the whole page before and after. Besides, each block that
was touched is proven by argument where it is plain, else by an unrelated parser (mistune, the referee). A
change that either parser objects to is withheld, and only that one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from operator import itemgetter, le
from typing import TYPE_CHECKING, Any, NamedTuple

from autolink.page.parser import MARKDOWN, body_start
from autolink.rewriter.proof.referee import reason_against

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from autolink.page.page import Page

MAX_BLAMED = 16
"""Links of a block to blame one by one; with more, the rest of the block is withheld unseen."""


class Insertion(NamedTuple):
    """An edit that only adds: `text` goes before byte `start`."""

    start: int
    text: bytes


class Change(NamedTuple):
    """Insertions that stand or fall together: the two tags of a link, or a heading's anchor.

    `start` and `end` are the byte range that they enclose.
    """

    start: int
    end: int
    insertions: tuple[Insertion, ...]
    wider: Change | None = None
    """The same link around the emphasis that the mention fills, for when this one cannot stand."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The page with the changes that are proven; these, and what was withheld: start, end, who disagreed."""

    data: bytes
    changes: list[Change]
    withheld: tuple[tuple[int, int, str], ...]


def apply(data: bytes, changes: Sequence[Change], base: int = 0) -> bytes:
    """Return the bytes with the changes made. `base` is the offset of the first byte of `data`."""
    return _inserted(data, _in_order(changes), base)


def _inserted(data: bytes, insertions: Sequence[Insertion], base: int = 0) -> bytes:
    pieces: list[bytes] = []
    position = 0
    for start, text in insertions:
        at = start - base
        pieces += (data[position:at], text)
        position = at
    pieces.append(data[position:])
    return b"".join(pieces)


def _in_order(changes: Sequence[Change]) -> list[Insertion]:
    """Return all insertions from first to last; at one offset a link closes before the next one opens."""
    insertions = [item for change in changes for item in change.insertions]
    starts = [start for start, _ in insertions]
    if all(map(le, starts, starts[1:])):  # nearly always
        return insertions
    ordered = sorted(changes, key=_START)
    return sorted([item for change in ordered for item in change.insertions], key=_START)


_START = itemgetter(0)  # of a change or an insertion


def provable(page: Page, changes: Sequence[Change]) -> Proof:
    """Return those changes of a plain page that are proven to alter nothing but links."""
    kept: list[Change] = []
    withheld: list[tuple[int, int, str]] = []
    legible = True

    def sift(
        candidates: Sequence[Change], holds: Callable[[Sequence[Change]], bool], parser: str
    ) -> list[Change]:
        good, bad = _bisect(candidates, holds)
        withheld.extend((change.start, change.end, f"{parser} would read more than a link") for change in bad)
        return good

    for (start, end), touched in _by_block(page, changes):
        start = _margin(page.data, start)
        block = page.data[start:end]
        if _safely(partial(_evident, block, start), touched):
            kept += touched
        elif reason := reason_against(block):
            withheld.extend((change.start, change.end, reason) for change in touched)
        else:
            legible = legible and b"<" not in block
            kept += sift(touched, _referee(block, start, touched), "mistune")
    kept = [change._replace(wider=None) if change.wider else change for change in kept]
    whole_page = _whole_page(page.data, legible=legible)
    if not _safely(whole_page, kept):  # find most of those to blame where that is cheap
        blocks, refereed = _by_block(page, kept), []
        for (start, end), touched in blocks:
            refereed += sift(touched, _reader(page.data[start:end], start), "pyromark")
        kept = sift(refereed, whole_page, "pyromark")
    insertions = _in_order(kept)
    data = _inserted(page.data, insertions)
    if _undone(data, insertions) != page.data:
        raise AssertionError(f"{page.path}: edits that do not give back the page when taken away")
    return Proof(data, kept, tuple(sorted(withheld)))


def _undone(data: bytes, insertions: Sequence[Insertion]) -> bytes:
    """Return bytes with the insertions taken out again, each of which has to stand where it was put."""
    pieces: list[bytes] = []
    position = shift = 0
    for start, text in insertions:
        at = start + shift
        if not data.startswith(text, at):
            return b""
        pieces.append(data[position:at])
        position = at + len(text)
        shift += len(text)
    return b"".join([*pieces, data[position:]])


def _bisect(
    changes: Sequence[Change], holds: Callable[[Sequence[Change]], bool]
) -> tuple[list[Change], list[Change]]:
    """Split changes into those that hold together, some of them wider, and those to blame."""
    good: list[Change] = []
    bad: list[Change] = []
    pending = [list(changes)] if changes else []
    while pending:
        part = pending.pop()
        if len(bad) >= MAX_BLAMED:
            bad += part
        elif _safely(holds, [*good, *part]):
            good += part
        elif len(part) > 1:
            half = len(part) // 2
            pending += (part[half:], part[:half])
        elif part[0].wider and _safely(holds, [*good, part[0].wider]):
            good.append(part[0].wider)
        else:
            bad += part
    return good, bad


def _safely(holds: Callable[[Sequence[Change]], bool], changes: Sequence[Change]) -> bool:
    """Ask for a verdict; what cannot read the page cannot vouch for it."""
    try:
        return holds(changes)
    except Exception:  # whatever goes wrong, on whatever somebody wrote
        return False


def _by_block(page: Page, changes: Sequence[Change]) -> list[tuple[tuple[int, int], list[Change]]]:
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
    margin = data.rfind(b"\n", 0, start) + 1
    return start if data[margin:start].strip(b" \t") else margin


# By argument


_OPENING = re.compile(rb'<a (?:href|id)="[^"<>]*">')


def _evident(block: bytes, start: int, changes: Sequence[Change]) -> bool:
    """Tell whether changes of a block that starts at a byte offset need no referee."""
    from autolink.rewriter.proof.argument import is_harmless  # its patterns take a while to compile

    tags = _as_tags(changes)
    fits = all(change.end <= start + len(block) for change in changes)
    return tags is not None and fits and is_harmless(block, apply(block, tags, start))


def _as_tags(changes: Sequence[Change]) -> list[Change] | None:
    """Return links of either style as links of HTML; None when some are no links or unlike what we write."""
    tags: list[Change] = []
    for change in changes:
        opening, closing = change.insertions
        if opening.text == b"[" and closing.text.startswith(b"]("):
            opening = opening._replace(text=b'<a href="%b">' % closing.text[2:-1])
            closing = closing._replace(text=b"</a>")
            change = change._replace(insertions=(opening, closing))
        if closing.text != b"</a>" or not _OPENING.fullmatch(opening.text):
            return None
        tags.append(change)
    return tags


# The referee: mistune, by what was written


def _referee(block: bytes, base: int, changes: Sequence[Change]) -> Callable[[Sequence[Change]], bool]:
    from autolink.rewriter.proof.referee import Referee

    alternatives = [*changes, *(change.wider for change in changes if change.wider)]
    referee = Referee(insertion.text for change in alternatives for insertion in change.insertions)
    before = cache(lambda: referee.read(block))
    return lambda chosen: referee.read(apply(block, chosen, base)) == before()


# The parser that found the prose: pyromark, by its rendering or by byte ranges


def _whole_page(data: bytes, *, legible: bool) -> Callable[[Sequence[Change]], bool]:
    """Return what compares a page before and after changes.

    `legible` says that its rendering tells whether they are links: that none can be in raw HTML, which is
    rendered as it is written.
    """
    by_events = _reader(data, 0)
    return lambda changes: (legible and _same_html(data, changes)) or by_events(changes)


def _same_html(data: bytes, changes: Sequence[Change]) -> bool:
    """Tell whether a page is rendered the same once all tags that were put in are taken out, in order."""
    tags = _as_tags(changes)
    if tags is None:
        return False
    html = _html(apply(data, changes))
    pieces: list[str] = []
    position = 0
    for insertion in _in_order(tags):
        tag = insertion.text.decode()
        at = html.find(tag, position)
        if at < 0:
            return False
        pieces.append(html[position:at])
        position = at + len(tag)
    pieces.append(html[position:])
    return "".join(pieces) == _html(data)


def _html(data: bytes) -> str:
    return MARKDOWN.html(data[body_start(data) :].decode())


def _reader(data: bytes, base: int) -> Callable[[Sequence[Change]], bool]:
    """Return what compares a page, or one of its blocks that starts at `base`, before and after changes."""
    before = cache(lambda: _joined(MARKDOWN.events(data[body_start(data) :].decode())))

    def holds(changes: Sequence[Change]) -> bool:
        starts: set[int] = set()
        ends: set[int] = set()
        shift = -base
        for insertion in _in_order(changes):
            starts.add(insertion.start + shift)
            shift += len(insertion.text)
            ends.add(insertion.start + shift)
        return _joined(_without_ours(apply(data, changes, base), starts, ends)) == before()

    return holds


def _joined(events: Iterable[Any]) -> list[object]:
    """Return events with adjacent text joined."""
    joined: list[object] = []
    texts: list[str] = []
    for event in events:
        if type(event) is dict and "Text" in event:
            texts.append(event["Text"])
            continue
        if texts:
            joined.append("".join(texts))
            texts.clear()
        joined.append(event)
    if texts:
        joined.append("".join(texts))
    return joined


def _without_ours(data: bytes, starts: set[int], ends: set[int]) -> Iterator[object]:
    """Yield the events of a page, those of inserted markup left out."""
    base = body_start(data)
    links: list[bool] = []
    for event, span in MARKDOWN.events_with_range(data[base:].decode()):
        if type(event) is dict and "Text" not in event:
            ((kind, value),) = event.items()
            if kind == "InlineHtml" or (kind == "Start" and type(value) is dict and "Link" in value):
                ours = span["start"] + base in starts and span["end"] + base in ends
                if kind == "Start":
                    links.append(ours)
                if ours:
                    continue
            elif value == "Link" and kind == "End" and links.pop():
                continue
        yield event
