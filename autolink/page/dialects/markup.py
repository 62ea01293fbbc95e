"""Text that is no prose although Markdown sees it as text: URLs, templates, directives and the like.

Each pattern starts with a literal and is only tried on pages that contain its trigger, and none reaches
further than some hundred characters or its line: the whole stays linear on any input.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from autolink.page.model import BREAK
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
_BOX = b"[ ]"
_BOX_LINE = re.compile(rb"\[ \][^\r\n]*+")
_TICK = re.compile(rb"(?<![^\s\[])[xX](?![^\s\].,:;!?])")
_URL_END = re.compile(rb"[ \t\n\r<]")


def protected_prose(page: Page) -> Iterator[tuple[int, int, str]]:
    """Yield the ranges of a page's prose (code points) that are not to be linked, and why.

    What is code or a footnote to others does not end a bare URL to GitHub's parser, which reads on.
    """
    prose = page.prose
    yield from _ticks(page)
    if any(item.kind == "math" for item in page.opaque):  # what GitHub's parser may see otherwise
        for start, end, kind in markup_without_math(page.data):
            if start not in page.links_by_start:  # else it is known, and may be ours
                yield prose.position(start), prose.position(end), kind
    for item in page.undefined:  # what is put together with the page may define it
        yield prose.position(item.start), prose.position(item.end), "link syntax"
    reach = 0
    for start, end, reason in protected_text(prose.text):
        if reason == "bare URL" and prose.text.startswith(BREAK, end):
            last = prose.byte_end(end)
            if end > reach and last is not None:
                stop = _URL_END.search(page.data, last)
                reach = prose.position(stop.start() if stop else len(page.data))
            end = max(end, reach)
        yield start, end, reason


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
