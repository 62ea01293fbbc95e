"""What linking does to one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import UNSAFE_LINK
from autolink.page.page import Page
from autolink.page.positions import PageBytes
from autolink.rewriter.fixed_page import FixedPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.rewriter.avoided_words import WordReplacer
    from autolink.rewriter.fixed_page import Rewrite
    from autolink.rewriter.rewriter import Rewriter


def fix_page(
    path: str, data: bytes, rewriter: Rewriter, place: str, words: WordReplacer, *, unsafe: bool = False
) -> FixedPage:
    """Link the page at a path that holds these bytes and belongs to a place. Raises UnicodeDecodeError.

    With `unsafe` its avoided words are replaced first, so that what they became is linked, too.
    """
    if words.concern(path):
        rewrite = _with_words(Page.parse(path, data, rewriter.config.dialect), rewriter, words, unsafe)
    else:
        rewrite = rewriter.kept(path, data) or rewriter.rewrite(
            Page.parse(path, data, rewriter.config.dialect)
        )
    rules = rewriter.config.rules
    diagnostics = tuple(_withheld(path, rewrite)) if UNSAFE_LINK in rules and rewrite.withheld else ()
    return FixedPage(path, place, data, rewrite, diagnostics)


def _with_words(page: Page, rewriter: Rewriter, words: WordReplacer, unsafe: bool) -> Rewrite:
    if not unsafe:
        return rewriter.rewrite(page)._replace(replaceable=words.count(page))
    data, count = words.replaced(page)
    if count:
        page = Page.parse(page.path, data, page.dialect)
    return rewriter.rewrite(page)._replace(replaced=count)


def _withheld(path: str, rewrite: Rewrite) -> Iterator[Diagnostic]:
    after = PageBytes(path, rewrite.data)
    for item in rewrite.withheld:
        message = f"`{item.text}` is not linked: {item.reason}"
        span = item.start, item.start + len(item.text.encode())
        yield Diagnostic.at(after, span, UNSAFE_LINK, message)
