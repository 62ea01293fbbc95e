"""What is wrong in a page, as far as it can be told without the other pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from autolink.checker.links import Own, Question
from autolink.checker.misspelled_comments import misspelled_comments
from autolink.diagnostics.rules import UNUSED_SUPPRESSION
from autolink.diagnostics.suppressions import SUPPRESSED, suppressions
from autolink.indexer.page_url import declared_url, is_web_address
from autolink.page.fragments import anchor_names
from autolink.page.outline import Outline
from autolink.page.page import Page
from autolink.page.skim import skim
from autolink.page.slugs import Slugger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from autolink.checker.glossary import GlossaryRules
    from autolink.checker.links import LinkChecker
    from autolink.checker.mentions import MentionReport, MentionRules
    from autolink.config import Config
    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.diagnostics.suppressions import Suppression
    from autolink.indexer.glossary import Glossary
    from autolink.matcher.matcher import Matcher


class PageReport(NamedTuple):
    """What one page shows. Its diagnostics are neither selected nor suppressed yet."""

    path: str
    diagnostics: Sequence[Diagnostic]
    anchors: frozenset[str] = frozenset()
    """What fragments it answers to."""
    questions: Sequence[Question] = ()
    """Fragments of other pages that it links to, and that have to be looked for there."""
    suppressions: Sequence[Suppression] = ()
    url: str | None = None
    """The address that it declares."""
    mentions: MentionReport | None = None
    unlinked: Sequence[tuple[int, int]] = ()
    """The bytes of the mentions that nothing but a comment keeps from being linked."""
    doubtful: Sequence[str] = ()
    """The targets of links that were only skimmed, and are to be checked where the page is read again."""
    link_count: int | None = None
    """How many links it has, if that is known and no image or definition is among them: see `skim`."""
    has_links: bool = False
    """Whether any of its links is looked at: one that does not lead elsewhere for certain."""


class ReportedAnchors(Mapping[str, frozenset[str]]):
    """The anchors of pages, by path, as reports have them."""

    def __init__(self, reports: Mapping[str, PageReport]) -> None:
        self._reports = reports

    def __getitem__(self, path: str) -> frozenset[str]:
        return self._reports[path].anchors

    def get(self, path: str, default: Any = None) -> Any:
        """Return the anchors of a page."""
        report = self._reports.get(path)
        return default if report is None else report.anchors

    def __contains__(self, path: object) -> bool:
        return path in self._reports

    def __iter__(self) -> Iterator[str]:
        return iter(self._reports)

    def __len__(self) -> int:
        return len(self._reports)


class PageChecker:
    """Checks one page after the other.

    `mentions` are the rules of mentions, if any of them is on. Those of the glossary and the matcher are made
    when they are first needed: few pages need them, and their import takes a third of the start of a run.
    """

    def __init__(
        self,
        config: Config,
        glossary: Glossary,
        links: LinkChecker,
        mentions: MentionRules | None,
        glossary_rules: Callable[[], GlossaryRules],
        matcher: Callable[[], Matcher],
    ) -> None:
        self._config = config
        self._glossary = glossary
        self._links = links
        self._mentions = mentions
        self._glossary_rules = glossary_rules
        self._matcher = matcher

    def check(self, path: str, data: bytes) -> PageReport:
        """Return the report on the page at a path that holds these bytes. Raises UnicodeDecodeError."""
        if path in self._glossary.pages or self._mentions:
            return self.look(Page.parse(path, data, self._config.dialect))
        return self.glance(path, data) or self.look(Outline.of(path, data, self._config.dialect))

    def glance(self, path: str, data: bytes) -> PageReport | None:
        """Return the report on a page that shows all at a glance; None where it needs a closer look."""
        naming, dialect = self._config.naming, self._config.dialect
        if any(dialect.read(path, data)) or (not self._config.profile.rewrites_html and b"<a" in data):
            return None
        if path in self._glossary.anchors or not naming.is_plain or self._links.may_have_bare_urls(data):
            return None
        seen = skim(data)
        if seen is None or len(set(seen.ids)) < len(seen.ids) or (seen.ids and naming.attributes != "either"):
            return None
        names = frozenset({*map(Slugger(naming.style).slug, seen.headings), *seen.ids} - {""})
        questions: list[Question] = []
        doubtful = tuple(self._links.skim(Own(path, names), seen.links, questions))
        has_links = any(self._links.looks_at(target) for target, _ in seen.links)
        return PageReport(
            path,
            (),
            names,
            questions,
            doubtful=doubtful,
            link_count=seen.link_count,
            has_links=has_links,
        )

    def look(self, page: Outline) -> PageReport:
        """Return the report on a page after a closer look."""
        config, names, questions = (
            self._config,
            anchor_names(page, self._config.naming),
            list[Question](),
        )
        found = list(self._links.check(page, Own(page.path, names), questions))
        if page.path in self._glossary.pages:
            found += self._glossary_rules().check(page.whole)
        if UNUSED_SUPPRESSION in config.rules and page.comments:
            found += misspelled_comments(page)
        url = declared_url(page, config)
        comments = suppressions(page) if page.comments else ()
        return PageReport(
            page.path,
            found,
            names,
            questions,
            comments,
            url[0] if url and is_web_address(url[0]) else None,
            self._mentions.check(page.whole) if self._mentions else None,
            self._unlinked(page) if comments and UNUSED_SUPPRESSION in config.rules_in(page.path) else (),
            has_links=any(self._links.looks_at(link.target) for link in page.links),
        )

    def _unlinked(self, page: Outline) -> list[tuple[int, int]]:
        judged = self._matcher().judged(page.whole)
        return [(item.start, item.end) for item in judged if item.verdict == SUPPRESSED]
