"""Where the target of a link is written, so that a part of it can be replaced and nothing else."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from autolink.page.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.page.model import Link
    from autolink.page.outline import Outline

_MOST_PLACES = 20
_INLINE_END = re.compile(rb">?(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)")
_DEFINITION_START = re.compile(rb"\[(?:[^\[\]\\]|\\.)+\]:\s*<?", re.DOTALL)
_BETWEEN_TAG_PARTS = b" \t\r\n\"'=,>"
_UNSAFE_UNQUOTED = re.compile(rb"[\s\"'=<>`]")
_NEEDS_ESCAPE = re.compile(r"[^!-~]|[\"#%&'()*<>\[\\\]^`{|}]")
_NEEDS_ESCAPE_IN_PATH = re.compile(_NEEDS_ESCAPE.pattern + r"|[?:]")


def path_edit(page: Outline, link: Link, path: str) -> tuple[Edit, ...]:
    """Return the edit that replaces the path in a link's target by another, as written; the rest stays.

    Nothing where the target is not written as it reads (escapes), or where it stands is not clear.
    """
    found = _target_start(page, link)
    address = found[1].partition(b"#")[0].partition(b"?")[0] if found else b""
    return _edit(page, link, found, 0, len(address), path.encode()) if found else ()


def fragment_edit(page: Outline, link: Link, fragment: str) -> tuple[Edit, ...]:
    """Return the edit that replaces the fragment of a link's target."""
    found = _target_start(page, link)
    if found is None or b"#" not in found[1]:
        return ()
    written = found[1]
    first = written.index(b"#") + 1
    new = quote(fragment, safe="") if b"%" in written[first:] else _escaped(_NEEDS_ESCAPE, fragment)
    return _edit(page, link, found, first, len(written), new.encode())


def target_edit(page: Outline, link: Link, target: str) -> tuple[Edit, ...]:
    """Return the edit that replaces the whole target of a link by a reference (RFC 3986)."""
    found = _target_start(page, link)
    new = re.sub(r"[\s\"'&<>()\\|`]", lambda match: quote(match[0]), target)
    return _edit(page, link, found, 0, len(found[1]), new.encode()) if found else ()


def escaped_path(path: str) -> str:
    """Return a file path as it is written in a link: percent-encoded, except letters of any script."""
    return _escaped(_NEEDS_ESCAPE_IN_PATH, path)


def _escaped(needs: re.Pattern[str], text: str) -> str:
    def escape(match: re.Match[str]) -> str:
        return match[0] if match[0].isalnum() and match[0] > "\x7f" else quote(os.fsencode(match[0]))

    return needs.sub(escape, text)


def _edit(
    page: Outline, link: Link, found: tuple[int, bytes], first: int, last: int, new: bytes
) -> tuple[Edit, ...]:
    """Return the edit of a part of a target; nothing where an attribute without quotes would end too soon."""
    start = found[0]
    in_tag = page.data[link.start : link.start + 1] == b"<" and link.kind != "autolink"
    if in_tag and page.data[start - 1 : start] == b"=" and _UNSAFE_UNQUOTED.search(new):
        return ()
    return (Edit(start + first, start + last, new),)


def _target_start(page: Outline, link: Link) -> tuple[int, bytes] | None:
    """Return where the target of a link starts, and its bytes; None where that is not clear."""
    plain = link.target.encode("utf-8", "surrogateescape")
    for written in dict.fromkeys((plain, plain.replace(b"&", b"&amp;"))):
        places = list(_places(page, link, written)) if written else []
        if len(places) == 1:
            return places[0], written
    return None


def _places(page: Outline, link: Link, written: bytes) -> Iterator[int]:
    """Yield where in a link its target may be."""
    data, start, end = page.data, link.start, link.end
    is_tag = data[start : start + 1] == b"<"
    if link.kind == "autolink":
        at = start + is_tag
        if data.startswith(written, at):
            yield at
    elif link.kind == "definition":
        opening = _DEFINITION_START.match(data, start, end)
        if opening and data.startswith(written, opening.end()):
            yield opening.end()
    elif link.kind != "reference":
        fits = _fits_tag if is_tag else _fits_inline
        limit = link.open_end if is_tag else end
        for at in _occurrences(data, written, start, limit):
            if fits(data, start, at, at + len(written), limit):
                yield at


def _occurrences(data: bytes, written: bytes, start: int, end: int) -> list[int]:
    """Return the first occurrences of some bytes; too many are none."""
    found: list[int] = []
    at = data.find(written, start, end)
    while at >= 0 and len(found) <= _MOST_PLACES:
        found.append(at)
        at = data.find(written, at + 1, end)
    return found if len(found) <= _MOST_PLACES else []


def _fits_inline(data: bytes, start: int, at: int, after: int, end: int) -> bool:
    """Tell whether `[text](` ends before a place, and the link after it, but for a title."""
    before = data[start:at].removesuffix(b"<").rstrip()
    closing = _INLINE_END.match(data, after, end)
    return before.endswith(b"](") and closing is not None and closing.end() == end


def _fits_tag(data: bytes, start: int, at: int, after: int, end: int) -> bool:
    """Tell whether a place is a whole attribute value, or a whole part of one."""
    return at > start and data[at - 1] in _BETWEEN_TAG_PARTS and data[after] in _BETWEEN_TAG_PARTS
