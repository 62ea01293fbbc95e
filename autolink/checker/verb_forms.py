"""Verb forms of aliases on pages, for terms whose verb forms are not linked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import MISSPELLED_MENTION
from autolink.matcher.matcher import Matcher
from autolink.matcher.spellings import is_spelling
from autolink.matcher.verdicts import LINKED, NOT_FIRST
from autolink.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from autolink.config import Config
    from autolink.page.model import Link
    from autolink.page.page import Page


class VerbForms:
    """Finds them as mentions are found, with all terms inflected as verbs that are inflected as nouns."""

    def __init__(self, matcher: Matcher, config: Config) -> None:
        glossary = matcher.glossary
        terms = (
            replace(term, attributes=term.attributes._replace(inflect="verb"))
            for term in glossary.terms
            if term.attributes.inflect == "en" and term.attributes.link != "never"
        )
        self._matcher = Matcher(replace(glossary, terms=tuple(terms)), config, matcher.resolver)
        self._known: dict[tuple[str, str], bool] = {}

    def on(
        self, page: Page, managed: Sequence[Link], mentioned: Set[int]
    ) -> Iterator[tuple[str, Diagnostic]]:
        """Yield what is proposed for each verb form on a page, with a key for the form and its alias.

        `managed` are the links that `autolink` made, `mentioned` where mentions start in the prose.
        """
        for item in self._matcher.judged(page, managed):
            if item.verdict not in (LINKED, NOT_FIRST) or item.text_start in mentioned:
                continue
            text = page.data[item.start : item.end].decode()
            key = item.alias, fold(text).text
            if key not in self._known:
                self._known[key] = is_spelling(text, [item.alias], "en")
            if not self._known[key]:
                message = (
                    f"`{text}` looks like a verb form of `{item.alias}`: "
                    f"to link it, add `inflect: verb` to its entry, or an alias"
                )
                found = Diagnostic.at(page, (item.start, item.end), MISSPELLED_MENTION, message)
                yield "\n".join(key), found
