"""What is wrong with the glossary itself: aliases that clash, terms without a definition."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from autolink.anchors import decode_anchor_id
from autolink.diagnostics import Diagnostic, Edit
from autolink.folding import fold
from autolink.rules import (
    COLLIDING_ALIAS,
    DUPLICATE_ALIAS,
    EMPTY_DEFINITION,
    MISSING_TERM_ANCHOR,
    OUTDATED_TERM_ANCHOR,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from autolink.indexer import Glossary, Term
    from autolink.page import Page
    from autolink.page.model import Heading


def check_glossary(glossary: Glossary, pages: Mapping[str, Page]) -> Iterator[Diagnostic]:
    """Yield what is wrong with a glossary, whose pages are given by path."""
    by_fold: dict[str, list[tuple[str, Term]]] = {}
    for term in glossary.terms:
        for alias in term.aliases:
            by_fold.setdefault(fold(alias).text, []).append((alias, term))
    for term in glossary.terms:
        page = pages[term.page]
        shared: dict[str, list[str]] = {}
        for alias in term.aliases:
            others = [(written, other) for written, other in by_fold[fold(alias).text] if other is not term]
            same = [other for written, other in others if written == alias]
            alike = [(written, other) for written, other in others if written != alias]
            if same:
                shared.setdefault(_places(same, page, pages), []).append(f"`{alias}`")
            if alike:
                written, other = alike[0]
                place = _places([other], page, pages)
                message = f"alias `{alias}` is spelled like `{written}`, another term, at {place}"
                yield Diagnostic.at(page, (term.start, term.end), COLLIDING_ALIAS, message)
        for place, aliases in shared.items():
            message = f"{', '.join(aliases)} also defined at {place}"
            yield Diagnostic.at(page, (term.start, term.end), DUPLICATE_ALIAS, message)
    for term in glossary.terms:
        page = pages[term.page]
        if not _has_definition(term, page):
            message = f"term `{term.heading}` has no definition"
            yield Diagnostic.at(page, (term.start, term.end), EMPTY_DEFINITION, message)


def check_anchors(glossary: Glossary, pages: Mapping[str, Page], keep_old: bool) -> Iterator[Diagnostic]:
    """Yield the term headings without their anchor; `keep_old` is whether they keep those they had before."""
    terms = {(term.page, term.start): term for term in glossary.terms}
    for path in dict.fromkeys(term.page for term in glossary.terms):
        page = pages[path]
        for heading in page.headings:
            term = terms.get((path, heading.start))
            if term:
                yield from _check_anchor(page, heading, term, keep_old)


def _check_anchor(page: Page, heading: Heading, term: Term, keep_old: bool) -> Iterator[Diagnostic]:
    old = [anchor for anchor in heading.anchors if anchor.id in term.old_ids]
    missing = all(anchor.id != term.anchor_id for anchor in heading.anchors)
    if not missing and (keep_old or not old):
        return
    edits = [Edit(anchor.start, anchor.end, b"") for anchor in old if not keep_old]
    if missing:
        at = heading.content_end
        edits.append(Edit(at, at, f'<a id="{term.anchor_id}"></a>'.encode()))
    if old:
        former = " and ".join(f"`{decode_anchor_id(anchor.id)}`" for anchor in old)
        rule, message = OUTDATED_TERM_ANCHOR, f"term `{term.heading}` has the anchor of {former}"
        message += ", but none of its own" if missing else " still"
    else:
        rule, message = MISSING_TERM_ANCHOR, f"term `{term.heading}` has no anchor"
    span = heading.start, heading.end
    yield Diagnostic.at(page, span, rule, message, edits=tuple(edits), fixable=True)


def _has_definition(term: Term, page: Page) -> bool:
    """Tell whether anything but headings and comments stands in the section of a term."""
    level = next(heading.level for heading in page.headings if heading.start == term.start)
    following = (h.start for h in page.headings if h.start > term.start and h.level <= level)
    end = next(following, len(page.data))
    hidden = {heading.start for heading in page.headings} | {comment.start for comment in page.comments}
    return any(term.end <= start < end and start not in hidden for start, _ in page.blocks)


def _apart(path: str, other: str) -> str:
    """Return as much of a path as tells it from another: what follows their common folder."""
    common = posixpath.commonpath([path, posixpath.dirname(other)])
    return path[len(common.rstrip("/")) + 1 :]


def _places(terms: list[Term], page: Page, pages: Mapping[str, Page]) -> str:
    """Return where terms are defined: the line on the same page, path and line elsewhere."""
    shown = []
    for term in terms[:3]:
        line = pages[term.page].position(term.start)[0]
        shown.append(f"line {line}" if term.page == page.path else f"{_apart(term.page, page.path)}:{line}")
    return ", ".join(shown) + (f" and {len(terms) - 3} more" if len(terms) > 3 else "")
