"""Terms as headings: the parts of a heading are aliases, what follows it is the definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import EMPTY_ALIAS, UNKNOWN_ATTRIBUTE
from autolink.indexer.anchor_ids import can_have_anchor, decode_anchor_id
from autolink.indexer.anchoring import TermAnchors
from autolink.indexer.attributes import Attributes, comment_below, parse
from autolink.indexer.heading_aliases import has_letter, split_heading
from autolink.indexer.term import Term

if TYPE_CHECKING:
    from autolink.config import Config
    from autolink.config.glossary_source import GlossarySource
    from autolink.page.model import Heading
    from autolink.page.page import Page


def entries(page: Page, source: GlossarySource, config: Config) -> tuple[list[Term], list[Diagnostic]]:
    """Return the terms that the headings of a page define, and what is wrong with the entries.

    A heading inside a list, a quote or a footnote quotes a term but does not define one.
    """
    terms: list[Term] = []
    diagnostics: list[Diagnostic] = []
    chosen = TermAnchors(page, config)
    for number, heading in enumerate(page.headings):
        if heading.level in source.levels and not heading.nested:
            attributes, problems = _attributes(page, heading, config)
            aliases, flaws = _aliases(page, heading, attributes, source.separator)
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
    page: Page, heading: Heading, attributes: Attributes, separator: str
) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """Return the aliases that a heading and its attributes make, and what is wrong with them.

    There are none where the heading makes no term.
    """
    written, empty = split_heading(heading, separator)
    problems: list[str] = []
    if empty:
        problem = "has an empty alias" if written else "has no text, so it is not a term"
        problems.append(f"term heading {problem}")
    aliases: list[str] = []
    for alias in (*written, *attributes.aliases):
        if has_letter(alias):
            aliases.append(alias)
        else:
            problems.append(f"alias `{alias}` has no letter or digit, so it is never linked")
    if aliases and not can_have_anchor(heading.source):
        problems.append(
            "term heading has a control character or ends in a backslash, so it cannot have an anchor"
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
        avoided=attributes.avoided,
    )


def _name_span(page: Page, heading: Heading) -> tuple[int, int] | None:
    """Return where the text of a heading is written; None where anchors are inside it."""
    start, end = heading.content_start, heading.content_end
    if heading.anchors:
        end = min(end, heading.anchors[0].start)
    written = page.data[start:end]
    name = written.strip()
    if name.decode() != heading.source:
        return None
    first = start + written.index(name)
    return first, first + len(name)
