"""git's globs as regular expressions over bytes, by the rules of gitignore(5).

`*`, `?` and sets stand for bytes other than `/`; `**` between slashes stands for any number of folders. The
expressions need no more than quadratic time: wherever a `*` is followed by another one, the first place at
which the glob between them fits is as good as any later one, so nothing is tried twice.
"""

from __future__ import annotations

import re

_SPECIAL = re.compile(rb"[*?\[\\]")
_LONGEST = 4096
"""Bytes of a glob, so that reading one takes bounded time; a path has no more (PATH_MAX)."""

_CLASSES = {
    b"alnum": rb"0-9A-Za-z",
    b"alpha": rb"A-Za-z",
    b"blank": rb" \t",
    b"cntrl": rb"\x00-\x1f\x7f",
    b"digit": rb"0-9",
    b"graph": rb"!-~",
    b"lower": rb"a-z",
    b"print": rb" -~",
    b"punct": rb"!-/:-@\[-`{-~",
    b"space": rb" \t\n\r\v\f",
    b"upper": rb"A-Z",
    b"xdigit": rb"0-9A-Fa-f",
}
_STAR, _FOLDERS, _SOME_FOLDERS, _ANYTHING = b"[^/]*", b"(?:[^/]*/)*?", b"(?:[^/]*/)+?", b"(?s:.*)"


def translate(glob: bytes) -> bytes | None:
    """Return the expression that matches, as a whole, what a glob matches; None for a malformed glob."""
    tokens = _tokens(glob)
    if tokens is None:
        return None
    starts = [0, *(at + 1 for at, token in enumerate(tokens) if token in (_FOLDERS, _SOME_FOLDERS))]
    ends = [*(start - 1 for start in starts[1:]), len(tokens)]
    parts: list[bytes] = []
    for start, end in zip(starts, ends, strict=True):
        folders = tokens[start - 1] if start else b""
        is_last = end == len(tokens)
        part = folders + _without_folders(tokens[start:end], is_last)
        parts.append(part if is_last else b"(?>%b)" % part)
    return b"".join(parts)


def _without_folders(tokens: list[bytes], is_last: bool) -> bytes:
    """Join tokens without `**/`; each `*` is settled by what follows it up to a slash or another `*`."""
    parts: list[bytes] = []
    chunk = b""
    after_star = False
    for token in tokens:
        if token == _STAR:
            parts.append(_chunk(chunk, after_star))
            chunk, after_star = b"", True
        else:
            chunk += token
            if token == b"/":
                parts.append(_chunk(chunk, after_star))
                chunk, after_star = b"", False
    parts.append(_STAR + chunk if after_star and is_last else _chunk(chunk, after_star))
    return b"".join(parts)


def _chunk(chunk: bytes, after_star: bool) -> bytes:
    return b"(?>[^/]*?%b)" % chunk if after_star else chunk


def _tokens(glob: bytes) -> list[bytes] | None:
    """Return the expressions of the parts of a glob; None when it is malformed."""
    tokens: list[bytes] = []
    if len(glob) > _LONGEST:
        return None
    special = _SPECIAL.search(glob)
    literal = special.start() if special else len(glob)
    at = 0
    while at < len(glob):
        byte = glob[at : at + 1]
        if byte == b"*":
            end = len(glob) - len(glob[at:].lstrip(b"*"))
            # git compares what precedes the first special byte by itself, so the rest starts like a pattern.
            opened = at in (0, literal) or glob[at - 1 : at] == b"/"
            token, at = _star(glob, end, folders=opened and end - at > 1)
        elif byte == b"?":
            token, at = b"[^/]", at + 1
        elif byte == b"[":
            members, at = _set(glob, at + 1)
            if members is None:
                return None
            token = members
        else:
            at += byte == b"\\"
            if at == len(glob):
                return None
            token, at = re.escape(glob[at : at + 1]), at + 1
        tokens.append(token)
    return tokens


def _star(glob: bytes, end: int, folders: bool) -> tuple[bytes, int]:
    """Return the token of stars that end somewhere, and where the next one starts."""
    if folders and end == len(glob):
        return _ANYTHING, end
    if folders and glob.startswith(b"/", end):
        return _FOLDERS, end + 1
    if folders and glob.startswith(b"\\/", end):
        return _SOME_FOLDERS, end + 2
    return _STAR, end


def _set(glob: bytes, at: int) -> tuple[bytes | None, int]:
    """Return the expression of a bracketed set, and where it ends; no expression when it is malformed."""
    negated = glob[at : at + 1] in (b"!", b"^")
    at += negated
    first, previous, members = at, b"", b""
    while at < len(glob) and (at == first or glob[at : at + 1] != b"]"):
        named = re.compile(rb"\[:([^\]]*):\]").match(glob, at)
        if named:
            if named[1] not in _CLASSES:
                return None, at
            members, at, previous = members + _CLASSES[named[1]], named.end(), b""
            continue
        is_range = glob[at : at + 1] == b"-" and previous and glob[at + 1 : at + 2] not in (b"", b"]")
        at += bool(is_range)
        at += glob[at : at + 1] == b"\\"
        byte = glob[at : at + 1]
        if not byte:
            return None, at
        if not is_range:
            members += b"\\x%02x" % ord(byte)
        elif previous <= byte:
            members += b"\\x%02x-\\x%02x" % (ord(previous), ord(byte))
        previous = b"" if is_range else byte
        at += 1
    if at >= len(glob):
        return None, at
    if not members:
        return (b"[^/]" if negated else b"(?!)"), at + 1
    return (b"[^/%b]" % members if negated else b"(?!/)[%b]" % members), at + 1
