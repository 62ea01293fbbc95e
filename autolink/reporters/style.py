"""Colours on a terminal: SGR sequences (ECMA-48, 8.3.117)."""

from __future__ import annotations

_CODES = {"error": "1;31", "warning": "1;33", "info": "1;36", "path": "1", "dim": "2", "fixable": "36"}


def paint(text: str, style: str, color: bool) -> str:
    """Return text in a style, or as it is. It must be printable."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if color and text else text
