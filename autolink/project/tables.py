"""The terms and links of a project as tables."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from autolink import files
from autolink.errors import AutolinkError
from autolink.project import jobs
from autolink.project.check import report_on
from autolink.text.similar import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term
    from autolink.project.run import Run
    from autolink.project.snapshot import Snapshot


class TermRow(NamedTuple):
    """A term, and how often the project mentions it."""

    term: Term
    mentions: int


class LinkRow(NamedTuple):
    """A link: path, line and column (1-based, code points), kind, target as written, state and text.

    The text is as written, but for runs of white space; a definition has none. A state is `ok`, `elsewhere`,
    or the code of the rule that the link breaks.
    """

    path: str
    line: int
    column: int
    kind: str
    target: str
    state: str
    text: str


def term_table(run: Run) -> list[TermRow]:
    """Return a row for each term, in the order of the glossary. Raises AutolinkError when there is none."""
    run.config.require_glossary()
    counts: Counter[int] = Counter()
    for count in run.each(jobs.count_mentions, run.snapshot, run.find([])):
        counts += count
    return [TermRow(term, counts[number]) for number, term in enumerate(run.snapshot.glossary.terms)]


def link_table(run: Run, paths: Sequence[str], incoming: str | None) -> list[LinkRow]:
    """Return a row for each link of some pages; with `incoming` only for those to that page or term.

    Raises AutolinkError when `incoming` is neither.
    """
    named = run.find(paths)
    wanted = _wanted(incoming, run.snapshot.glossary)
    snapshot = report_on(run, sorted({*run.find([]), *named}), {})
    rows = run.each(partial(_links, wanted=wanted), snapshot, named)
    return [row for of_page in rows for row in of_page]


def _links(
    snapshot: Snapshot, path: str, data: bytes, *, wanted: frozenset[tuple[str, str]] | None
) -> list[LinkRow]:
    """Return the rows of a page's links."""
    from autolink.links.page_links import outgoing_links
    from autolink.links.resolver import State
    from autolink.page.page import Page

    page, checker = Page.parse(path, data, snapshot.config.dialect), snapshot.link_checker
    rows = []
    for link in outgoing_links(page):
        if link.kind == "reference":
            continue
        found = checker.destination(page, link)
        if wanted is not None and wanted.isdisjoint({(found.path, ""), (found.path, found.fragment)}):
            continue
        problem = next(checker.check_link(page, link), None)
        state = problem.rule.code if problem else "elsewhere" if found.state is State.ELSEWHERE else "ok"
        text = " ".join(data[link.open_end : link.close_start].decode().split())
        rows.append(LinkRow(path, *page.position(link.start), link.kind, link.target, state, text))
    return rows


def _wanted(incoming: str | None, glossary: Glossary) -> frozenset[tuple[str, str]] | None:
    """Return the places (page and fragment) that links are wanted to; an empty fragment means any."""
    if incoming is None:
        return None
    if incoming not in glossary.by_alias and files.exists(incoming):
        return frozenset({(files.absolute(incoming), "")})
    terms = [term for alias in glossary.spelled(incoming) for term in glossary.by_alias[alias]]
    if not terms:
        guess = did_you_mean(incoming, glossary.by_alias)
        raise AutolinkError(f"`{incoming}` is neither a page nor an alias of a term{guess}")
    names = ((term, name) for term in terms for name in (term.anchor_id, term.slug, *term.old_ids))
    return frozenset((term.page, name) for term, name in names)
