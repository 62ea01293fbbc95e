"""One page per term: its name is in the front matter, and links point to the page."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import FLAWED_ENTRY
from autolink.indexer.attributes import Attributes
from autolink.indexer.heading_aliases import has_letter, split_parenthesis
from autolink.indexer.term import Term
from autolink.page.front_matter import FrontMatter, Scalar, front_matter
from autolink.page.syntax import body_start

if TYPE_CHECKING:
    from autolink.config import Config
    from autolink.config.glossary_source import GlossarySource
    from autolink.page.page import Page

_SHOWN = 3
"""Items that a message names; others are an ellipsis."""
_INDEXES = frozenset({"index", "_index", "readme"})


def entries(page: Page, source: GlossarySource, config: Config) -> tuple[list[Term], list[Diagnostic]]:
    """Return the term that a page defines, and what is wrong with it.

    The index page of a folder is a term too, that of the whole glossary, or of a scope, is none.
    """
    stem = posixpath.splitext(posixpath.basename(page.path))[0].lower()
    folder = posixpath.dirname(page.path)
    if stem in _INDEXES and folder in (source.path, f"{config.root}/{config.scope_of(page.path)}"):
        return [], []
    found = front_matter(page.data)
    if found.problem:
        return [], [_flaw(page, f"front matter {found.problem}")]
    name = found.get(source.name)
    if not isinstance(name, Scalar) or not has_letter(name.text):
        what = "is not a string" if found.key(source.name) else "is missing"
        return [], [_flaw(page, f"front matter: `{source.name}` {what}, so the page is not a term")]
    others, problems = _aliases(page, found, source)
    return [_term(page, found, name, others, source)], problems


def _aliases(page: Page, found: FrontMatter, source: GlossarySource) -> tuple[list[Scalar], list[Diagnostic]]:
    """Return the aliases of a page besides its name, and what is wrong with them."""
    if found.key(source.aliases) is None:
        return [], []
    value = found.get(source.aliases)
    listed = [value] if isinstance(value, Scalar) else value
    if listed is None:
        return [], [_flaw(page, f"front matter: `{source.aliases}` is not a list of strings")]
    others = [str(number) for number, alias in enumerate(listed, 1) if alias is None]
    problems = []
    if others:
        shown = ", ".join([*others[:_SHOWN], *(["…"] if len(others) > _SHOWN else [])])
        are = f"items {shown} are not strings" if len(others) > 1 else f"item {shown} is not a string"
        problems.append(_flaw(page, f"front matter: in `{source.aliases}` {are}"))
    return [alias for alias in listed if alias and has_letter(alias.text)], problems


def _term(page: Page, found: FrontMatter, name: Scalar, others: list[Scalar], source: GlossarySource) -> Term:
    parts = [part.strip() for part in name.text.split(source.separator)]
    named = [alias for part in parts if part for alias in split_parenthesis(part)]
    spans = {alias.text: alias.span for alias in (name, *others) if alias.span}
    spans |= {alias: name.span for alias in named if name.span and name.text.count(alias) == 1}
    definition = found.get(source.definition)
    given = definition.span if isinstance(definition, Scalar) else None
    start = name.span[0] if name.span else 0
    identifier = found.get(source.id)
    stem = posixpath.splitext(posixpath.basename(page.path))[0]
    stem = posixpath.basename(posixpath.dirname(page.path)) if stem.lower() in _INDEXES else stem
    return Term(
        page.path,
        name.text,
        tuple(dict.fromkeys((*named, *(alias.text for alias in others)))),
        page.place(start, name.span[1] if name.span else page.line_span(0)[1]),
        name.span,
        given or (body_start(page.data), len(page.data)),
        "",
        None,
        (),
        "",
        Attributes(tuple(alias.text for alias in others)),
        id=identifier.text if isinstance(identifier, Scalar) else stem,
        spans=spans,
    )


def _flaw(page: Page, message: str) -> Diagnostic:
    return Diagnostic.at(page, (0, page.line_span(0)[1]), FLAWED_ENTRY, message)
