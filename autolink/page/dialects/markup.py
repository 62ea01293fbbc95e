"""Text that is not prose although Markdown sees it as text: URLs, templates, directives and the like.

Each pattern starts with a literal and is only tried on pages that contain its trigger, and none reaches
further than some hundred characters or its line: the whole stays linear on any input.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from autolink.page.model import BLOCK, BREAK
from autolink.page.readings import markup_without_math

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.page import Page

_LINE = r"[^\n\x02]"
_INLINE = r"[^\x02]"

# A bare URL reaches to white space or `<`, whatever the script (GFM §6.9). GitHub's parser counts ASCII white
# space alone, and takes delimiters on the way for a part of the URL.
_PATTERNS = tuple(
    (trigger, re.compile(pattern), reason)
    for trigger, pattern, reason in (
        ("://", r"://[^ \t\n\r<\x01\x02]++", "bare URL"),
        ("www.", r"www\.[^ \t\n\r<\x01\x02]++", "bare URL"),
        ("{{", rf"\{{\{{{_INLINE}{{0,500}}?\}}\}}", "template"),
        ("{%", rf"\{{%{_INLINE}{{0,500}}?%\}}", "template"),
        ("{#", r"\{#[^{}\x02]{0,300}\}", "attribute list"),
        ("{:", r"\{:[^{}\x02]{0,300}\}", "attribute list"),
        ("{.", r"\{\.[^{}\x02]{0,300}\}", "attribute list"),
        ("{", r"\{[\w:+-]{1,80}\}(?=\x01)", "role"),
        (":::", rf":::{_LINE}*+(?:\n:[\w-]+:{_LINE}*+)*+", "directive"),
        ("!!!", rf"!!!(?<![^\n\x01\x02]!!!)\+?[ \t]{_LINE}*+", "directive"),
        ("???", rf"\?\?\?(?<![^\n\x01\x02]\?\?\?)\+?[ \t]{_LINE}*+", "directive"),
        ("[[", r"\[\[[^\[\]\x02]{1,300}\]\]", "wiki link"),
        ("[@", r"\[@[^\[\]\x02]{1,300}\]", "citation"),
        ("[-@", r"\[-@[^\[\]\x02]{1,300}\]", "citation"),
        ("[^", r"\[\^[^\]\x02]{1,300}\]", "footnote label"),
        ("[", r"\[(?:toc|TOC)\]", "table of contents"),
        # Looks like a link or image, but is none to our parser; other renderers may see one.
        ("![", rf"!\[{_INLINE}{{1,300}}", "image"),
        ("](", r"\[[^\[\]\n\x02]{1,300}\]\(", "link syntax"),
        ("][", r"\[[^\[\]\n\x02]{1,300}\]\[", "link syntax"),
        ("$$", r"\$\$[^$]{1,2000}\$\$", "math"),  # over blank lines, too
        ("*[", rf"\*\[[^\[\]\n\x02]{{1,100}}\]:{_LINE}*+", "abbreviation"),
        (":", r":[a-z][a-z0-9_+-]{1,40}:", "emoji code"),
    )
)


def _first(pattern: tuple[str, re.Pattern[str], str]) -> str:
    """Return the character that a pattern starts with: one character is found at once."""
    return pattern[0][0]


_BY_CHARACTER = {first: tuple(group) for first, group in groupby(sorted(_PATTERNS, key=_first), key=_first)}
_QUOTED = re.compile(r"`[^`\x02]*+`|\$[^$\x02]*+\$")
"""What authors mean as code or math in HTML, where it is text; GitHub reads some of it as math."""
_BOX = b"[ ]"
_BOX_LINE = re.compile(rb"\[ \][^\r\n]*+")
_TICK = re.compile(rb"(?<![^\s\[])[xX](?![^\s\].,:;!?])")
_START = attrgetter("start")
_URL_IN_TEXT = re.compile(r"[^ \t\n\r<\x01\x02]*+")
_URL_END = re.compile(rb"[ \t\n\r<]")


def protected_prose(page: Page) -> Iterator[tuple[int, int, str]]:
    """Yield the ranges of a page's prose (code points) that are not to be linked, and why."""
    prose = page.prose
    yield from _ticks(page)
    if any(item.kind == "math" for item in page.opaque):  # what GitHub's parser may see otherwise
        for start, end, kind in markup_without_math(page.data):
            if start not in page.links_by_start:  # else it is known, and may be ours
                yield prose.position(start), prose.position(end), kind
        yield from _out_of_math(page)
    for start, end, _ in page.html_blocks:
        for match in _QUOTED.finditer(prose.text, prose.position(start), prose.position(end)):
            yield *match.span(), "code or math in HTML"
    for item in page.undefined:  # what is put together with the page may define it
        yield prose.position(item.start), prose.position(item.end), "link syntax"
    first = reach = 0
    for start, end, reason in protected_text(prose.text):
        if reason == "bare URL":
            if not first <= start < reach:  # else it is a part of the last one
                first, reach = start, _end_of_url(page, end)
            end = reach
        yield start, end, reason


def _out_of_math(page: Page) -> Iterator[tuple[int, int, str]]:
    """Yield what follows formulas that end in a bare URL: it continues where no math is known."""
    reach = 0
    for item in page.opaque:
        if item.kind == "math" and reach < item.end:
            word = _URL_END.split(page.data[item.start : item.end])[-1]
            if b"://" in word or b"www." in word:
                stop = _URL_END.search(page.data, item.end)
                reach = stop.start() if stop else len(page.data)
                yield page.prose.position(item.end), page.prose.position(reach), "bare URL"


def _end_of_url(page: Page, end: int) -> int:
    """Return where a bare URL ends in the prose if its text seems to end at a position.

    GitHub's parser seeks the end in the source: neither what is written as an entity ends a URL nor what is
    code or a footnote to others. Where it takes in the first backticks of their code and not the last ones,
    it sees other code in the rest of the block.
    """
    prose = page.prose
    while end in prose.decoded:
        seen = _URL_IN_TEXT.match(prose.text, prose.decoded[end][0])
        end = seen.end() if seen else end
    last = prose.byte_end(end) if prose.text.startswith(BREAK, end) else None
    if last is None:
        return end
    stop = _URL_END.search(page.data, last)
    url_end = stop.start() if stop else len(page.data)
    number = bisect_left(page.opaque, url_end, key=_START)
    cut = page.opaque[number - 1] if number else None
    if cut and cut.kind == "code span" and url_end < cut.end:
        return prose.text.find(BLOCK, end)
    return prose.position(url_end)


def _ticks(page: Page) -> Iterator[tuple[int, int, str]]:
    """Yield each `x` alone in the line of an unticked box: GitHub's parser seeks `[x]` in all of the line.

    Source: cmark-gfm, `extensions/tasklist.c`, `open_tasklist_item`.
    """
    position = page.prose.position
    if _BOX in page.data:
        for line in _BOX_LINE.finditer(page.data):
            for tick in _TICK.finditer(page.data, *line.span()):
                yield position(tick.start()), position(tick.end()), "task list marker"


def protected_text(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the ranges of a text that are not to be linked, and why, as far as the text alone tells."""
    found = [item for first, group in _BY_CHARACTER.items() if first in text for item in group]
    for trigger, pattern, reason in found:
        if trigger in text:
            for match in pattern.finditer(text):
                start = match.start()
                if trigger == "://":
                    while start and text[start - 1].isascii() and text[start - 1].isalpha():
                        start -= 1
                yield start, match.end(), reason
