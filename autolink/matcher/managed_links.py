"""Which links of a page `autolink` made: recognised by their signature alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.indexer.heading_aliases import aliases_of_anchor_id
from autolink.matcher.spellings import is_spelling
from autolink.page.model import MARK

if TYPE_CHECKING:
    from autolink.indexer.glossary import Glossary
    from autolink.page.model import Link
    from autolink.page.page import Page


class ManagedLinks:
    """Recognises managed links; each pair of anchor id and text is judged once."""

    def __init__(self, glossary: Glossary, separator: str) -> None:
        self._glossary = glossary
        self._separator = separator
        self._known: dict[tuple[str, str], bool] = {}

    def on(self, page: Page) -> list[Link]:
        """Return the links of a page that `autolink` made, in order."""
        hidden = page.hidden.reason
        return [
            link for link in page.links if self.holds(link, page) and not hidden(link.start, link.start + 1)
        ]

    def holds(self, link: Link, page: Page) -> bool:
        """Tell whether `autolink` made a link of a page: an anchor id, and an alias of it as text."""
        if not link.plain or "#" not in link.target:
            return False
        fragment = link.target.partition("#")[2]
        key = fragment, page.prose.text[link.text_start : link.text_end]
        if key not in self._known:
            self._known[key] = self.is_alias(fragment, key[1].replace(MARK, ""))
        return self._known[key]

    def is_alias(self, anchor_id: str, text: str) -> bool:
        r"""Tell whether a text is an alias of the name that an anchor id decodes to, or of its term now.

        A name may decode to no alias (`$\pi$`): its term has aliases from attributes alone. Once the term is
        gone, nothing tells its links from those of an author, so no text is an alias.
        """
        aliases = list(aliases_of_anchor_id(anchor_id, self._separator))
        aliases += (
            alias for term in self._glossary.by_anchor_id.get(anchor_id, ()) for alias in term.aliases
        )
        return bool(aliases) and is_spelling(text, aliases)
