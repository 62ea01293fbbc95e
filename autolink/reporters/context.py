"""What a reporter needs to know besides the diagnostics."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.page.positions import PageBytes


class Context(NamedTuple):
    """Where the diagnostics come from and where they go.

    `root` is the folder that code hosts know as the top of the repository, absolute. `shown` returns a path
    as people read it. `page` returns a page of which the bytes and their positions are known; an empty one
    for a file that cannot be read.
    """

    root: str
    shown: Callable[[str], str]
    page: Callable[[str], PageBytes]
    version: str
    color: bool = False
    width: int = 100
    """Terminal cells in which a source line is shown."""

    def relative(self, path: str) -> str:
        """Return a path relative to the root; one outside stays absolute. What is not text is escaped."""
        return _text(path.removeprefix(f"{self.root}/"))

    def uri(self, path: str) -> tuple[str, bool]:
        """Return a URI (RFC 3986) for a path, and whether it is relative to the root."""
        relative = path.removeprefix(f"{self.root}/")
        inside = relative != path
        encoded = quote(os.fsencode(relative), safe="/")
        return (encoded if inside else f"file://{encoded}"), inside


def _text(path: str) -> str:
    r"""Return a path as valid Unicode: bytes of a name that are no UTF-8 become `\udce9` and the like."""
    return path.encode("utf-8", "backslashreplace").decode()


def fingerprints(diagnostics: Sequence[Diagnostic], context: Context) -> list[str]:
    """Return what tells each diagnostic from all others and stays when other lines of its page change."""
    import hashlib  # loads OpenSSL

    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for item in diagnostics:
        key = context.relative(item.path), item.rule.code, item.message
        content = "\0".join([*key, str(seen[key])]).encode("utf-8", "backslashreplace")
        found.append(hashlib.sha256(content).hexdigest()[:32])
        seen[key] += 1
    return found
