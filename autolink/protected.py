"""Text that is no prose although Markdown sees it as text: URLs, templates, directives and the like.

Each pattern starts with a literal and is only tried on pages that contain its trigger, and none reaches
further than some hundred characters or its line: the whole stays linear on any input.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        ("[^", r"\[\^[^\]\s\x02]{1,100}\]", "footnote label"),
        ("[", r"\[(?:toc|TOC)\]", "table of contents"),
        # Looks like a link or image, but is none to our parser; other renderers may see one.
        ("![", rf"!\[{_LINE}{{1,300}}", "image"),
        ("](", r"\[[^\[\]\n\x02]{1,300}\]\(", "link syntax"),
        ("*[", rf"\*\[[^\[\]\n\x02]{{1,100}}\]:{_LINE}*+", "abbreviation"),
        (":", r":[a-z][a-z0-9_+-]{1,40}:", "emoji code"),
    )
)
_MDX_PATTERNS = (
    ("import ", re.compile(rf"import (?<![^\x01\x02\n]import ){_LINE}*+"), "import"),
    ("<", re.compile(r"</?[A-Za-z][^<>\x02]{0,500}>"), "JSX tag"),
)
_MDX_OPENING = re.compile(r"\{|export (?<![^\x01\x02\n]export )")
_MDX_REACH = 5000  # code points; what is longer and still open is text


def protected_text(text: str, mdx: bool) -> Iterator[tuple[int, int, str]]:
    """Yield the ranges of a page's prose (code points) that are not to be linked, and why."""
    for trigger, pattern, reason in (*_PATTERNS, *(_MDX_PATTERNS if mdx else ())):
        if trigger in text:
            for match in pattern.finditer(text):
                start = match.start()
                if trigger == "://":
                    while start and text[start - 1].isascii() and text[start - 1].isalpha():
                        start -= 1
                yield start, match.end(), reason
    if mdx:
        yield from _expressions(text)


def _expressions(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the `{expressions}` and exports of an MDX page: they end where their brackets are closed."""
    position = 0
    while match := _MDX_OPENING.search(text, position):
        start = match.start()
        position = match.end()
        is_export = text[start] == "e"
        end = _balanced_end(text, start, is_export)
        if end:
            yield start, end, "export" if is_export else "expression"
            position = end


def _balanced_end(text: str, start: int, is_export: bool) -> int:
    """Return where brackets opened since a position are all closed (for an export: at a line's end); or 0."""
    depth = 0
    for at in range(start, min(len(text), start + _MDX_REACH)):
        ch = text[at]
        if ch in "{([":
            depth += 1
        elif ch in "})]":
            depth -= 1
            if depth == 0 and not is_export:
                return at + 1
        elif is_export and depth <= 0 and ch in "\n\x02":
            return at
    return 0
