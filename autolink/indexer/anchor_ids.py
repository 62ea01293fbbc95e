"""Anchor ids: encode and decode."""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache


@lru_cache(maxsize=65_536)
def encode_anchor_id(heading: str) -> str:
    """Return the anchor id of a heading: base64 (RFC 4648 §4, padded) of its UTF-8 text.

    >>> encode_anchor_id("事前学習 | Pre-training")
    '5LqL5YmN5a2m57+SIHwgUHJlLXRyYWluaW5n'
    """
    return base64.b64encode(heading.encode()).decode("ascii")


@lru_cache(maxsize=65_536)
def decode_anchor_id(fragment: str) -> str | None:
    """Return the heading text that a fragment encodes, or None if it is not an anchor id.

    Strict: standard alphabet, full padding, valid UTF-8, and text that a heading can hold (no control
    characters, no space around it), so that an ordinary fragment such as `usage` is not taken for one.

    >>> decode_anchor_id("5LqL5YmN5a2m57+SIHwgUHJlLXRyYWluaW5n")
    '事前学習 | Pre-training'
    >>> decode_anchor_id("usage") is None
    True
    """
    if not fragment or len(fragment) % 4:
        return None
    try:
        text = base64.b64decode(fragment, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    if text != text.strip() or any((ch < " " and ch not in "\r\n\t") or ch == "\x7f" for ch in text):
        return None
    return text if encode_anchor_id(text) == fragment else None


def can_have_anchor(name: str) -> bool:
    """Tell whether an element can be after a name, and its anchor id decodes.

    A control character keeps the one from decoding, a backslash at the end takes the other's meaning away.
    """
    is_escape = (len(name) - len(name.rstrip("\\"))) % 2 == 1
    return not is_escape and decode_anchor_id(encode_anchor_id(name)) is not None
