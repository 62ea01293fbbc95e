"""What the slug of a heading is made of: its text as rendered, or what a site's parser has at that point."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from autolink.page.slugs import STYLES

if TYPE_CHECKING:
    from autolink.page.model import Heading

_DASHES = re.compile(r"---?")
_EMOJI = re.compile(r":(?=[\d+_-]*+[a-z])[\w+-]++:")
_DIRECTIVE = re.compile(r"(?<!:):[A-Za-z][A-Za-z0-9_-]*+(?!:)")
_DROPPED = {"kramdown-gfm": _DASHES, "starlight": _DASHES, "vitepress": _EMOJI, "docusaurus": _DIRECTIVE}
"""What has become something else before the slug is made, if it is no code and not escaped.

Dashes are punctuation by then (kramdown's typographic symbols, SmartyPants), names of emoji are emoji
(markdown-it-emoji), and `:name` is a directive (remark-directive).
"""
KRAMDOWN = frozenset({"kramdown", "kramdown-gfm"})
"""The styles of kramdown, which has rules for ids."""
_NAME_START = (
    ":A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d"
    "\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\U00010000-\\U000effff"
)
_XML_NAME = f"[{_NAME_START}][{_NAME_START}.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040-]*"
"""Compiled, and kept by `re`, when a site of kramdown asks: that takes a hundredth of a second."""
_ENTITY = re.compile(r"(?<!\\)&(?:#\w{1,8}|\w{1,40});")
MADE_OF_TEXT = frozenset(STYLES) - _DROPPED.keys() - {"kramdown"}
"""The styles that make a slug of nothing but the text of a heading."""


def given_id(heading: Heading, style: str, attributes: str) -> str | None:
    """Return the id that `{#id}` after a heading gives it, or may give it; None where it gives none.

    `attributes` says what `{#id}` is, as in `Naming`.
    """
    is_text = attributes == "text" or (style in KRAMDOWN and not is_kramdown_id(heading.attribute_id or ""))
    return None if is_text else heading.attribute_id


def is_kramdown_id(text: str) -> bool:
    """Tell whether kramdown takes this for an id: a name of XML.

    Source: kramdown, `lib/kramdown/parser/kramdown/header.rb`, `HEADER_ID`; XML 1.0 §2.3, `Name`.
    """
    return re.fullmatch(_XML_NAME, text) is not None


def slug_text(heading: Heading, style: str, attributes: str) -> str:
    """Return what the slug of a heading is made of in one of `STYLES`; `attributes` as in `Naming`."""
    if style == "kramdown":
        text = heading.source
    elif style in _DROPPED:
        text = _without(_DROPPED[style], heading)
    else:
        text = heading.text
    if style == "vitepress" and "&" in heading.source:
        text = _with_entities(text, heading.source)
    is_text = heading.attribute_id is not None and given_id(heading, style, attributes) is None
    return f"{text} {{#{heading.attribute_id}}}" if is_text else text


def _without(pattern: re.Pattern[str], heading: Heading) -> str:
    """Return the text of a heading without what matches in plain text."""
    return pattern.sub(lambda found: found[0] if found.start() in heading.fixed else "", heading.text)


def _with_entities(text: str, source: str) -> str:
    """Return the text of a heading with its entities as written (VitePress, `restoreEntities`)."""
    parts: list[str] = []
    at = 0
    for entity in _ENTITY.findall(source):
        shown = unescape(entity)
        found = text.find(shown, at)
        if found < 0 or text == shown:
            break
        is_code = text.startswith(entity, found)
        parts += text[at:found], entity
        at = found + len(entity if is_code else shown)
    return "".join((*parts, text[at:]))
