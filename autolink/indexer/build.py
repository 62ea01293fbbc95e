"""From pages to the glossary: the dictionary of all terms."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import EMPTY_ALIAS, NO_TERMS, UNKNOWN_ATTRIBUTE
from autolink.indexer.anchor_ids import decode_anchor_id, encode_anchor_id
from autolink.indexer.anchoring import TermAnchors
from autolink.indexer.attributes import Attributes, comment_below, parse
from autolink.indexer.glossary import Glossary
from autolink.indexer.heading_aliases import split_heading
from autolink.indexer.page_url import declared_url, is_web_address, published_address
from autolink.indexer.term import Term
from autolink.page.fragments import anchor_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autolink.config import Config
    from autolink.page.model import Heading
    from autolink.page.page import Page


def build(pages: Iterable[Page], config: Config) -> tuple[Glossary, list[Diagnostic]]:
    """Index the terms of the glossary pages; return the glossary and what is wrong with the entries."""
    terms: list[Term] = []
    diagnostics: list[Diagnostic] = []
    page_urls: dict[str, str] = {}
    addresses: dict[str, str] = {}
    anchors: dict[str, frozenset[str]] = {}
    for page in sorted(pages, key=lambda page: page.path):
        url = declared_url(page, config)
        if url and is_web_address(url[0]):
            page_urls[page.path] = url[0]
        elif address := published_address(page, config):
            addresses[page.path] = address
        anchors[page.path] = anchor_names(page, config.naming)
        of_page, problems = terms_on(page, config)
        terms += of_page
        diagnostics += problems
    if not terms:
        levels = " or ".join(map(str, config.term_levels))
        message = f"no term headings of level {levels} here (see `term-levels`)"
        diagnostics.append(Diagnostic(config.glossary[0], 1, 1, NO_TERMS, message))
    return Glossary(tuple(terms), page_urls, anchors, addresses), diagnostics


def terms_on(page: Page, config: Config) -> tuple[list[Term], list[Diagnostic]]:
    """Return the terms that the headings of a glossary page define, and what is wrong with the entries.

    A heading inside a list, a quote or a footnote quotes a term, it does not define one.
    """
    terms: list[Term] = []
    diagnostics: list[Diagnostic] = []
    chosen = TermAnchors(page, config)
    for number, heading in enumerate(page.headings):
        if heading.level in config.term_levels and not heading.nested:
            attributes, problems = _attributes(page, heading, config)
            aliases, flaws = _aliases(page, heading, attributes, config)
            diagnostics += (*problems, *flaws)
            if aliases:
                terms.append(_term(page, number, aliases, chosen, attributes))
    return terms, diagnostics


def _attributes(page: Page, heading: Heading, config: Config) -> tuple[Attributes, list[Diagnostic]]:
    """Return the attributes below a term heading, and what is wrong with them."""
    comment = comment_below(page, heading)
    if comment is None:
        return Attributes(), []
    attributes, problems = parse(comment, frozenset(config.page_url_keys))
    span = comment.start, comment.end
    return attributes, [Diagnostic.at(page, span, UNKNOWN_ATTRIBUTE, text) for text in problems]


def _aliases(
    page: Page, heading: Heading, attributes: Attributes, config: Config
) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """Return the aliases that a heading and its attributes make, and what is wrong with them.

    There are none where the heading makes no term.
    """
    written, empty = split_heading(heading, config.separator)
    problems: list[str] = []
    if empty:
        problem = "has a part without text" if written else "has no text, so it is no term"
        problems.append(f"term heading {problem}")
    aliases: list[str] = []
    for alias in (*written, *attributes.aliases):
        if _has_letter(alias):
            aliases.append(alias)
        else:
            problems.append(f"alias `{alias}` has no letter or digit, so it is never linked")
    if aliases and (
        decode_anchor_id(encode_anchor_id(heading.source)) is None or _ends_in_escape(heading.source)
    ):
        problems.append(
            "term heading has a control character or ends in a backslash, so it can have no anchor"
        )
        aliases = []
    span = heading.start, heading.end
    return tuple(dict.fromkeys(aliases)), [Diagnostic.at(page, span, EMPTY_ALIAS, text) for text in problems]


def _term(
    page: Page, number: int, aliases: tuple[str, ...], chosen: TermAnchors, attributes: Attributes
) -> Term:
    """Return the term that a heading, given by its number, defines."""
    heading = page.headings[number]
    anchors = tuple(anchor for anchor in heading.anchors if decode_anchor_id(anchor.id) is not None)
    current, addition = chosen.of(number)
    return Term(
        page.path,
        heading.source,
        aliases,
        page.place(heading.start, heading.end),
        _name_span(page, heading),
        (heading.end, page.sections.range(number)[1]),
        current,
        addition,
        anchors,
        chosen.slug(number),
        attributes,
        tuple(anchor.id for anchor in anchors if anchor.id != current),
    )


def _name_span(page: Page, heading: Heading) -> tuple[int, int] | None:
    """Return where the text of a heading is written; None where anchors stand inside it."""
    start, end = heading.content_start, heading.content_end
    if heading.anchors:
        end = min(end, heading.anchors[0].start)
    written = page.data[start:end]
    name = written.strip()
    if name.decode() != heading.source:
        return None
    first = start + written.index(name)
    return first, first + len(name)


def _ends_in_escape(source: str) -> bool:
    return (len(source) - len(source.rstrip("\\"))) % 2 == 1


def _has_letter(alias: str) -> bool:
    """Tell whether an alias holds a letter or digit, a squared one (`㎏`) counted."""
    return any(map(str.isalnum, unicodedata.normalize("NFKC", alias)))
