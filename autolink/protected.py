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

# A bare URL reaches to white space or `<`, whatever the script (GFM §6.9).
_PATTERNS = tuple(
    (trigger, re.compile(pattern, re.IGNORECASE), reason)
    for trigger, pattern, reason in (
        ("://", r"://[^\s<\x00-\x02]++", "bare URL"),
        ("www.", r"www\.[^\s<\x00-\x02]++", "bare URL"),
        ("{{", rf"\{{\{{{_INLINE}{{0,500}}?\}}\}}", "template"),
        ("{%", rf"\{{%{_INLINE}{{0,500}}?%\}}", "template"),
        ("{#", r"\{#[^{}\x02]{0,300}\}", "attribute list"),
        ("{:", r"\{:[^{}\x02]{0,300}\}", "attribute list"),
        ("{.", r"\{\.[^{}\x02]{0,300}\}", "attribute list"),
        ("{", r"\{[\w:+-]{1,80}\}(?=\x01)", "role"),
        (":::", rf":::{_LINE}*+", "directive"),
        ("!!!", rf"!!!(?<![^\n\x01\x02]!!!)\+?[ \t]{_LINE}*+", "directive"),
        ("???", rf"\?\?\?(?<![^\n\x01\x02]\?\?\?)\+?[ \t]{_LINE}*+", "directive"),
        ("[[", r"\[\[[^\[\]\x02]{1,300}\]\]", "wiki link"),
        ("[@", r"\[@[^\[\]\x02]{1,300}\]", "citation"),
        ("[-@", r"\[-@[^\[\]\x02]{1,300}\]", "citation"),
        ("[^", r"\[\^[^\]\s\x02]{1,100}\]", "footnote label"),
        ("[toc]", r"\[toc\]", "table of contents"),
        ("*[", rf"\*\[[^\[\]\n\x02]{{1,100}}\]:{_LINE}*+", "abbreviation"),
        (":", r":[a-z][a-z0-9_+-]{1,40}:", "emoji code"),
    )
)
_MDX_PATTERNS = (
    ("{", re.compile(r"\{[^{}\x02]{0,500}\}"), "expression"),
    ("import ", re.compile(rf"import (?<![^\x01\x02\n]import ){_LINE}*+"), "import"),
    ("export ", re.compile(rf"export (?<![^\x01\x02\n]export ){_INLINE}*+"), "export"),
    ("<", re.compile(r"</?[A-Za-z][^<>\x02]{0,500}>"), "JSX tag"),
)


def protected_text(text: str, mdx: bool) -> Iterator[tuple[int, int, str]]:
    """Yield the ranges of a page's prose (code points) that are not to be linked, and why."""
    lower = text.casefold() if "[TOC]" in text else text
    for trigger, pattern, reason in (*_PATTERNS, *(_MDX_PATTERNS if mdx else ())):
        if trigger in lower:
            for match in pattern.finditer(text):
                start = match.start()
                if trigger == "://":
                    while start and text[start - 1].isascii() and text[start - 1].isalpha():
                        start -= 1
                yield start, match.end(), reason
