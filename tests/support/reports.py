"""What the tests of the reporters share: pages, diagnostics in them, and their report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import (
    AMBIGUOUS_MENTION,
    DUPLICATE_ALIAS,
    MISSING_FILE,
    OUTDATED_ANCHOR,
    RENAMED_TERM,
    UNDECODABLE_PAGE,
)
from autolink.page.edits import Edit
from autolink.page.positions import PageBytes
from autolink.reporters import reporter
from autolink.reporters.context import Context

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autolink.diagnostics.rules import Rule

ROOT = "/home/me/project"


def context(pages: Iterable[PageBytes] = (), color: bool = False, width: int = 60) -> Context:
    """Return a context of pages in memory; paths are shown relative to the root."""
    known = {page.path: page for page in pages}
    return Context(
        root=ROOT,
        shown=lambda path: path.removeprefix(f"{ROOT}/"),
        page=lambda path: known.get(path) or PageBytes(path, b""),
        version="1.2.3",
        color=color,
        width=width,
    )


def page_of(text: str, name: str = "docs/page.md") -> PageBytes:
    """Return a page below the root."""
    return PageBytes(f"{ROOT}/{name}", text.encode("utf-8", "surrogateescape"))


def found(
    page: PageBytes, text: str, rule: Rule, message: str, edits: Iterable[tuple[str, str]] = ()
) -> Diagnostic:
    """Return a diagnostic at a piece of a page's text; edits replace one such piece by another."""
    made = []
    for old, new in edits:
        start = page.data.index(old.encode())
        made.append(Edit(start, start + len(old.encode()), new.encode("utf-8", "surrogateescape")))
    start = page.data.index(text.encode())
    span = start, start + len(text.encode())
    return Diagnostic.at(page, span, rule, message, edits=tuple(made), fixable=bool(made))


GUIDE = page_of(
    "# ガイド\n\n日本語の[リンク](no.md)と<a href='words.md#b2xk'>🎉祭</a>です。\nTwo\nlines.\n",
    "docs/ガイド.md",
)
WORDS = page_of("\ufeff## Pod\r\n\r\n\tA pod.\r\n", "docs/words.md")

SAMPLE = [
    found(GUIDE, "[リンク](no.md)", MISSING_FILE, "`no.md` points to a file that does not exist"),
    found(
        GUIDE,
        "<a href='words.md#b2xk'>🎉祭</a>",
        RENAMED_TERM,
        "`old` is now `Pod` (docs/words.md:1)",
        [("words.md", "terms.md"), ("b2xk", "UG9k")],
    ),
    found(GUIDE, "Two\nlines", OUTDATED_ANCHOR, "spans 100% of two lines: {0} [x](y)"),
    Diagnostic(
        f"{ROOT}/docs/latin.md", 7, 1, UNDECODABLE_PAGE, "is not valid UTF-8: invalid byte (byte 0xe9)"
    ),
    found(WORDS, "## Pod", DUPLICATE_ALIAS, "`Pod` also defined at line 9"),
    found(WORDS, "pod", AMBIGUOUS_MENTION, "`pod` may mean `Pod` or `Pod`"),
]


def report(name: str, diagnostics: list[Diagnostic] | None = None, color: bool = False) -> str:
    """Return the sample, or other diagnostics, in a format."""
    return reporter(name)(SAMPLE if diagnostics is None else diagnostics, context((GUIDE, WORDS), color))
