"""The jobs of a run: pure work on one page, given the snapshot, that any process can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from autolink.diagnostics.diagnostic import Diagnostic

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Mapping, Sequence

    from autolink.checker.page_check import PageReport
    from autolink.project.snapshot import Snapshot
    from autolink.project.sources import Sources
    from autolink.rewriter.fixed_page import FixedPage
    from autolink.rewriter.rename import Renaming

Result = TypeVar("Result")

# Each job imports what it needs: a command pays for no other's imports.


@dataclass(frozen=True)
class Job(Generic[Result]):
    """Work on pages, with all that it needs: what a worker process is given."""

    work: Callable[[Snapshot, str, bytes], Result]
    snapshot: Snapshot
    sources: Sources

    def __call__(self, path: str) -> Result | Diagnostic:
        """Do the work on the page at a path; return what keeps it from being read where something does."""
        data = self.sources.read(path)
        return data if isinstance(data, Diagnostic) else self.work(self.snapshot, path, data)


def fix(snapshot: Snapshot, path: str, data: bytes, *, unsafe: bool = False) -> FixedPage:
    """Link a page; with `unsafe` replace its avoided words, too."""
    from autolink.rewriter.fix_page import fix_page

    place = snapshot.places.get(path, path)
    return fix_page(path, data, snapshot.rewriter, place, snapshot.word_replacer, unsafe=unsafe)


def unlink(snapshot: Snapshot, path: str, data: bytes, *, anchors: bool, every: bool = False) -> FixedPage:
    """Take the managed links out of a page and, if asked, `every` link to a term and its terms' anchors."""
    from autolink.page.page import Page
    from autolink.rewriter.authors_links import AuthorsLinks
    from autolink.rewriter.unlink import unlink_page

    page = Page.parse(path, data, snapshot.config.dialect)
    authors = AuthorsLinks(snapshot.glossary, snapshot.resolver) if every else None
    anchors = anchors and path in snapshot.glossary.pages
    return unlink_page(page, snapshot.matcher.managed, authors, anchors, snapshot.config)


def rename(snapshot: Snapshot, path: str, data: bytes, *, renaming: Renaming, mentions: bool) -> FixedPage:
    """Rename a term in a page."""
    from autolink.page.page import Page
    from autolink.rewriter.rename import rename_page

    return rename_page(
        Page.parse(path, data, snapshot.config.dialect), renaming, snapshot.matcher, snapshot.config, mentions
    )


def move(snapshot: Snapshot, path: str, data: bytes) -> FixedPage:
    """Correct the links of a page that the snapshot's moves break."""
    assert snapshot.moves
    return snapshot.page_mover.page(snapshot.moves.former(path) if snapshot.is_made else path, data)


def check(snapshot: Snapshot, path: str, data: bytes) -> PageReport:
    """Report on a page, as far as it can be told without the other pages."""
    return snapshot.page_checker.check(path, data)


def check_again(snapshot: Snapshot, path: str, data: bytes, *, hosts: tuple[bytes, ...]) -> PageReport | None:
    """Report on a page that names one of some hosts; None on all others."""
    return check(snapshot, path, data) if any(host in data for host in hosts) else None


def check_fragments(
    snapshot: Snapshot,
    path: str,
    data: bytes,
    *,
    fragments: frozenset[str],
    targets: Mapping[str, frozenset[str]],
) -> list[Diagnostic]:
    """Return the links of a page to some fragments that are not there, once all pages were reported on.

    And what is wrong with its links to some targets, by page.
    """
    from autolink.links.resolver import fragment_of
    from autolink.page.outline import Outline

    doubtful = targets.get(path, frozenset())

    def is_wanted(target: str) -> bool:
        written = target.partition("#")[2]
        if written in fragments or target in doubtful or target in fragments:
            return True
        return ":~:" in written and fragment_of(target) in fragments

    report = snapshot.reports.get(path)
    page = Outline.of_links(path, data, snapshot.config.dialect, is_wanted, report and report.link_count)
    return list(snapshot.link_checker.check_fragments(page, fragments, doubtful))


def places_of(
    snapshot: Snapshot, path: str, data: bytes, *, number: int
) -> tuple[str, bytes, Sequence[tuple[int, int, str]]]:
    """Return where a page speaks of a term, given by its number, with the kind of each place.

    The bytes of the page come with them where there are any.
    """
    from autolink.matcher.term_places import term_places
    from autolink.page.page import Page

    term = snapshot.glossary.terms[number]
    places = term_places(Page.parse(path, data, snapshot.config.dialect), snapshot.matcher)
    found = [(place.text_start, place.text_end, place.kind) for place in places if place.term is term]
    return path, data if found else b"", found


def count_mentions(snapshot: Snapshot, path: str, data: bytes) -> Counter[int]:
    """Return how often a page mentions each term, by its number, links in the form of templates included."""
    from collections import Counter

    from autolink.links.linked_term import template_term
    from autolink.page.page import Page

    numbers = {term: number for number, term in enumerate(snapshot.glossary.terms)}
    page = Page.parse(path, data, snapshot.config.dialect)
    found = Counter(numbers[item.term] for item in snapshot.matcher.candidates(page) if item.is_mention)
    templates = (link.target for link in page.links if link.kind == "template")
    named = (template_term(target, path, snapshot.glossary) for target in templates)
    found.update(numbers[term] for term in named if term)
    return found
