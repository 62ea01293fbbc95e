"""From diagnostics to comments that switch them off: `<!-- autolink-disable-next-line CODE -->` and its kin.

A comment goes on a line of its own before a block, else to the end of the line of the diagnostic. It is
added only where two parsers render the page as before, comments aside, and where it covers what it is for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.edits import Edit
from autolink.page.syntax import BOM
from autolink.rewriter.comment_proof import Addition, CommentProof, takes_comments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.page.page import Page

_MAX_BLAMED = 64
"""Comments of a page to try one by one; with more, the rest is not added."""

_IN_CONTAINER = re.compile(rb" {0,3}(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])")
_WORD = re.compile(rb"[0-9A-Za-z\x80-\xff]")
_NEXT_LINE = re.compile(rb"<!-- autolink-disable-next-line\b[^\r\n]*?-->[ \t]*[\r\n]*\Z")


def suppressing_edits(page: Page, found: Iterable[Diagnostic]) -> tuple[list[Edit], list[Diagnostic]]:
    """Return the edits that add comments for diagnostics of a page, and the diagnostics without a safe place.

    MDX has no such comments, and in front matter, code and the middle of tags there is no place for one.
    """
    items = list(found)
    if not takes_comments(page):
        return [], items
    lines: dict[int, list[Diagnostic]] = {}
    for item in items:
        if item.end_line:  # else it means no part of the page
            lines.setdefault(page.line_span(item.start)[0], []).append(item)
    blocks = _block_lines(page)
    places = {line: list(_additions(page, line, lines[line], line in blocks)) for line in lines}
    proof = CommentProof(page)
    kept: dict[int, Addition] = {}
    for choice in range(2):
        open_lines = [line for line in sorted(places) if line not in kept and choice < len(places[line])]
        good = _sift(
            [places[line][choice] for line in open_lines], lambda new: proof.holds([*kept.values(), *new])
        )
        kept.update((page.line_span(item.offsets[0])[0], item) for item in good)
    edits = [item.edit for item in kept.values()]
    left = [item for item in items if not item.end_line or page.line_span(item.start)[0] not in kept]
    return sorted(edits), left


def _block_lines(page: Page) -> set[int]:
    """Return where the lines start with which a block of the page or a definition starts."""
    starts = [start for start, _ in page.blocks]
    starts += (link.start for link in page.links if link.kind == "definition")
    return {page.line_span(start)[0] for start in starts}


def _additions(page: Page, line: int, items: Sequence[Diagnostic], starts_block: bool) -> Iterator[Addition]:
    """Yield the comments that may do for the diagnostics of a line, the better one first."""
    rules = tuple(sorted({item.rule for item in items}, key=lambda rule: rule.code))
    offsets = tuple(item.start for item in items)
    codes = ", ".join(rule.code for rule in rules)
    content = page.data[line : page.line_span(line)[1]]
    before = None
    if starts_block:
        comment = f"<!-- autolink-disable-next-line {codes} -->".encode()
        before = Addition(_before(page, line, content, comment), rules, offsets)
    end = _end(content)
    space = "" if content[end : end + 1] == b"|" else " "  # which would be seen if this is no table
    comment = f"{space}<!-- autolink-disable-line {codes} -->".encode()
    after = Addition(Edit(line + end, line + end, comment), rules, offsets)
    within = _is_within(content)
    if before and not within:
        yield before
    if not _is_doubtful(page, line, content):
        yield after  # not in a heading, whose anchor would change: the proof sees to that
    if before and within:
        yield before


def _before(page: Page, line: int, content: bytes, comment: bytes) -> Edit:
    """Return the edit that adds a comment for the next line: on its own line, or that of another such one."""
    previous = page.line_span(line - 1)[0] if line else 0
    other = _NEXT_LINE.search(page.data, previous, line)
    if other:
        end = previous + len(page.data[previous:line].rstrip())
        return Edit(end, end, b" " + comment)
    newline = content[len(content.rstrip(b"\r\n")) :] or b"\n"
    start = len(BOM) if line == 0 and page.data.startswith(BOM) else line
    return Edit(start, start, comment + newline)


def _is_within(content: bytes) -> bool:
    """Tell whether a line may be one of a list, a quote or a table, in which a comment is at the end."""
    return bool(_IN_CONTAINER.match(content)) or content.startswith((b" ", b"\t", b"|"))


def _is_doubtful(page: Page, line: int, content: bytes) -> bool:
    """Tell whether parsers may differ on a line: without letters, or below a row and hardly one itself."""
    before = page.data[max(0, line - 200) : line].rstrip()
    below_row = before.endswith(b"|") and not content.lstrip(b" \t>").startswith(b"|")
    return below_row or not _WORD.search(content)


def _end(content: bytes) -> int:
    """Return where a comment at the end of a line goes: before a hard break, and the last bar of a row."""
    text = content.rstrip()
    if text.endswith(b"|") and not text.endswith(b"\\|"):
        return len(text[:-1].rstrip())
    return len(text) - ((len(text) - len(text.rstrip(b"\\"))) % 2)


def _sift(additions: Sequence[Addition], holds: Callable[[Sequence[Addition]], bool]) -> list[Addition]:
    """Return those that hold together, found by halving."""
    good: list[Addition] = []
    blamed = 0
    pending = [list(additions)] if additions else []
    while pending:
        part = pending.pop()
        if holds([*good, *part]):
            good += part
        elif len(part) == 1:
            blamed += 1
            if blamed == _MAX_BLAMED:
                break
        else:
            half = len(part) // 2
            pending += (part[half:], part[:half])
    return good
