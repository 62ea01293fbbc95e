"""Which links of a page `autolink` made: recognised by their signature alone."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from autolink.indexer.heading_aliases import aliases_of_anchor_id
from autolink.links.linked_term import template_term
from autolink.links.signature import is_signed
from autolink.matcher.spellings import is_spelling, patterns_of
from autolink.page.model import MARK
from autolink.sites.resolving import SCHEME
from autolink.text.folding import fold

if TYPE_CHECKING:
    from autolink.config import Config
    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term
    from autolink.page.model import Link
    from autolink.page.page import Page


class ManagedLinks:
    """Recognises managed links; each pair of anchor id and text is judged once."""

    def __init__(self, glossary: Glossary, config: Config) -> None:
        self._glossary = glossary
        self._separator = config.separator
        self._signs = config.anchor == "heading"
        """Whether the links that the project makes carry the signature."""
        self._links_pages = config.links_pages
        self._template = config.link_template
        self._bases = tuple(filter(None, (config.link_base, *glossary.page_urls.values())))
        self._known: dict[tuple[str, str], bool] = {}
        self._patterns: dict[tuple[Term, ...], frozenset[str]] = {}

    def on(self, page: Page) -> list[Link]:
        """Return the links of a page that `autolink` made, in order."""
        hidden = page.hidden.reason
        return [
            link for link in page.links if self.holds(link, page) and not hidden(link.start, link.start + 1)
        ]

    def holds(self, link: Link, page: Page) -> bool:
        """Tell whether `autolink` made a link of a page.

        It has an anchor id and an alias of it as text, or it is signed.
        """
        if not link.plain:
            return False
        if link.kind == "template":
            return self._is_of_template(link, page)
        if page.data.startswith(b"](<", link.close_start) and is_signed(page.data, link):
            return self.is_signed(link, page.prose.text[link.text_start : link.text_end].replace(MARK, ""))
        if "#" not in link.target:
            return False
        fragment = link.target.partition("#")[2]
        key = fragment, page.prose.text[link.text_start : link.text_end]
        if key not in self._known:
            self._known[key] = self.is_alias(fragment, key[1].replace(MARK, ""))
        return self._known[key]

    def _is_of_template(self, link: Link, page: Page) -> bool:
        """Tell whether a link has the form of the project's links, and an alias of its term as text."""
        if self._template is None or not self._template.expression.fullmatch(page.data, link.start, link.end):
            return False
        term = template_term(link.target, page.path, self._glossary)
        text = page.data[link.open_end : link.close_start].decode()
        return term is not None and is_spelling(text, term.aliases)

    def is_signed(self, link: Link, text: str) -> bool:
        """Tell whether a link with the form of the signature carries ours.

        One to another host only where pages declare it, one to a page only where pages are terms. Such a
        link, and one in a project whose links have base64 ids, left over from before, has the name of a term
        as text; else authors would lose links for a pair of brackets.
        """
        if SCHEME.match(link.target) and not link.target.startswith(self._bases):
            return False
        if "#" in link.target:
            return self._signs or fold(text).text in self._names
        return self._links_pages and fold(text).text in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        """What texts fold to that are aliases or forms of these."""
        return patterns_of(self._glossary.by_alias)

    def is_alias(self, anchor_id: str, text: str) -> bool:
        r"""Tell whether a text is an alias of the name that an anchor id decodes to, or of its term now.

        A name may decode to no alias (`$\pi$`): its term has aliases from attributes alone. Once the term is
        gone, nothing tells its links from those of an author, so no text is an alias.
        """
        terms = self._glossary.by_anchor_id.get(anchor_id, ())
        aliases = aliases_of_anchor_id(anchor_id, self._separator)
        if not aliases and not terms:
            return False
        return is_spelling(text, aliases) or fold(text).text in self._patterns_of(terms)

    def _patterns_of(self, terms: tuple[Term, ...]) -> frozenset[str]:
        """Return what texts fold to that are aliases of some terms, which the id may not name."""
        if terms not in self._patterns:
            self._patterns[terms] = patterns_of(alias for term in terms for alias in term.aliases)
        return self._patterns[terms]
