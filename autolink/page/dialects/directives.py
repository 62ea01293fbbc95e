"""Generic directives as `remark-directive` reads them: `:name[label]{attributes}`, `::name` and `:::name`.

Docusaurus turns `:::name Title` into `:::name[Title]` before it parses a page.
"""

from __future__ import annotations

import re
from unicodedata import category

_LETTERS = rb"[A-Za-z0-9\x80-\xff]++"
_NAME = re.compile(rb"%b(?:[_-]++%b)*+(?![_-])" % (_LETTERS, _LETTERS))
_COLONS = re.compile(rb":{2,}")
_TO_BRACKET = re.compile(rb"(?:[^\[\]\\]++|\\.?)*+", re.DOTALL)
_VALUE = rb"\"[^\"]*+\"(?=[}\s])|'[^']*+'(?=[}\s])|[^\"'<=>`}\s]++"
_ATTRIBUTES = re.compile(
    rb"\{(?:\s++|[#.][^\"#'.<=>`}\s][^\"'<=>`#.}\s]*+|[\w\x80-\xff-][\w\x80-\xff.:-]*+(?:\s*+=\s*+(?:%b))?+)*+\}"
    % _VALUE
)
_LONGEST = 2000
"""The bytes that attributes may take, so that braces which are none cost no more than that."""
_DEEPEST = 32
"""How deep brackets may be nested in a label: as many as `remark-directive` allows."""
_TOO_DEEP = re.compile(rb"(?:[^\[\]\\]*+\[){%d}" % (_DEEPEST + 1))


def name_end(text: bytes | bytearray, start: int, limit: int) -> int:
    """Return the offset after the name of a directive at `start`, or `start` where there is none.

    Punctuation and white space of any script end a name.
    """
    match = _NAME.match(text, start, limit)
    if match is None:
        return start
    name = bytes(match[0])
    if name.isascii():
        return match.end()
    letters = name.decode("utf-8", "replace")
    for at, letter in enumerate(letters):
        if letter not in "-_" and category(letter)[0] in "PSZ":
            return start + len(letters[:at].encode()) if letters[at - 1] not in "-_" else start
    return match.end()


def arguments_end(text: bytes | bytearray, start: int, limit: int) -> int:
    """Return the offset after the label and attributes that follow a directive's name at `start`."""
    at = start
    if text[at : at + 1] == b"[" and at < limit:
        at = _label_end(text, at, limit)
        if at == start:
            return start
    match = _ATTRIBUTES.match(text, at, min(limit, at + _LONGEST))
    return match.end() if match else at


def line_colons(text: bytes | bytearray, start: int, limit: int, titles: bool) -> int:
    """Return how many colons start the directive that fills the line from `start` to `limit`; 0 for none.

    With `titles`, it may be `:::name Title`.
    """
    colons = _COLONS.match(text, start, limit)
    if colons is None:
        return 0
    count, at = len(colons[0]), colons.end()
    end = name_end(text, at, limit)
    if end == at:
        return 0
    if titles and count > 2 and text[end : end + 1] == b" ":
        return count
    end = arguments_end(text, end, limit)
    return 0 if text[end:limit].strip(b" \t") else count


def _label_end(text: bytes | bytearray, start: int, limit: int) -> int:
    """Return the offset after a label, its brackets balanced, or `start` where there is none."""
    depth, at = 0, start + 1
    while not _TOO_DEEP.match(text, at, limit):
        match = _TO_BRACKET.match(text, at, limit)
        at = match.end() + 1 if match else limit + 1
        if at > limit:
            return start
        if text[at - 1] == ord("["):
            depth += 1
            if depth > _DEEPEST:
                break
        elif depth:
            depth -= 1
        else:
            return at
    return start
