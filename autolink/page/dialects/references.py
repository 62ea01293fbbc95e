"""Where the raw parts of links and link reference definitions end (CommonMark §4.7 and §6.3)."""

from __future__ import annotations

import re

_LABEL = re.compile(rb"\[((?:[^\[\]\\]|\\[\[\]\\]?){1,4000}+)\]")
_LONGEST_LABEL = 999
_SPACE = re.compile(rb"[ \t\r\n]*+")
_BLANKS = re.compile(r"[ \t\r\n]++")
_POINTY = re.compile(rb"<(?:[^<>\\\r\n]++|\\[<>\\]?)*+>")
_BARE = re.compile(rb"(?:[^\x00-\x20\x7f()\\]++|\\[()\\]?)*+")
_MOST_PARENTHESES = 32
"""How deep parentheses may be nested in the destination of a link."""
_TOO_DEEP = re.compile(rb"(?:[^\x00-\x20\x7f()\\]*+\(){%d}" % (_MOST_PARENTHESES + 1))
_TITLES = {
    ord('"'): re.compile(rb'"(?:[^"\\]++|\\["\\]?)*+"'),
    ord("'"): re.compile(rb"'(?:[^'\\]++|\\['\\]?)*+'"),
    ord("("): re.compile(rb"\((?:[^)\\]++|\\[)\\]?)*+\)"),
}
_LINE_REST = re.compile(rb"[ \t]*+(?=[\r\n]|\Z)")


def normalized(label: bytes | bytearray) -> str:
    """Return what a label is compared by: its case folded, its white space collapsed."""
    return _BLANKS.sub(" ", bytes(label).decode()).strip(" ").lower().upper()


def label(text: bytearray, start: int, limit: int) -> tuple[str, int]:
    """Return the label in brackets at `start`, normalized, and where it ends; an empty one for none."""
    match = _LABEL.match(text, start, limit)
    if match is None or len(match[1].decode()) > _LONGEST_LABEL:
        return "", start
    return normalized(match[1]), match.end()


def resource_end(text: bytearray, start: int, limit: int, unclosed: set[int]) -> int:
    """Return the offset after the `(destination "title")` at `start`; 0 where there is none.

    `unclosed` remembers which kinds of quotation marks are not closed in this text: they are sought once.
    """
    at = _skip(text, start + 1, limit)
    if text[at : at + 1] != b")":
        if _TOO_DEEP.match(text, at, limit):
            return 0
        at = _destination_end(text, at, limit, _MOST_PARENTHESES)
        if not at:
            return 0
        after = _skip(text, at, limit)
        if after > at and after < limit and text[after] in _TITLES:
            after = _title_end(text, after, limit, unclosed)
            if not after:
                return 0
            after = _skip(text, after, limit)
        at = after
    return at + 1 if at < limit and text[at] == ord(")") else 0


def definition(text: bytearray, start: int, limit: int) -> tuple[str, int]:
    """Return the label that the definition at `start` defines, and where it ends; an empty one for none."""
    name, at = label(text, start, limit)
    if not name or text[at : at + 1] != b":":
        return "", start
    at = _destination_end(text, _skip(text, at + 1, limit), limit, limit)
    if not at:
        return "", start
    after = _skip(text, at, limit)
    if after > at and after < limit and text[after] in _TITLES:
        title_end = _title_end(text, after, limit, set())
        rest = _LINE_REST.match(text, title_end, limit) if title_end else None
        if rest:
            return name, rest.end()
    rest = _LINE_REST.match(text, at, limit)
    return (name, rest.end()) if rest else ("", start)


def _skip(text: bytearray, start: int, limit: int) -> int:
    match = _SPACE.match(text, start, limit)
    return match.end() if match else start


def _destination_end(text: bytearray, start: int, limit: int, most: int) -> int:
    """Return the offset after the destination at `start`, 0 where there is none."""
    if text[start : start + 1] == b"<":
        pointy = _POINTY.match(text, start, limit)
        return pointy.end() if pointy else 0
    depth, at = 0, start
    while match := _BARE.match(text, at, limit):
        at = match.end()
        mark = text[at : at + 1] if at < limit else b""
        if mark == b"(" and depth < most:
            depth += 1
        elif mark == b")" and depth:
            depth -= 1
        else:
            return at if at > start and not depth and mark != b"(" else 0
        at += 1
    return 0


def _title_end(text: bytearray, start: int, limit: int, unclosed: set[int]) -> int:
    """Return the offset after the title at `start`, 0 where it is not closed."""
    mark = text[start]
    match = None if mark in unclosed else _TITLES[mark].match(text, start, limit)
    if match is None:
        unclosed.add(mark)
        return 0
    return match.end()
