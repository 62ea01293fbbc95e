"""Links against anchors: what dangles, and what it should have been."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from autolink import files
from autolink.anchor_index import duplicate_anchors
from autolink.anchors import decode_anchor_id
from autolink.diagnostics import Diagnostic
from autolink.errors import AutolinkError
from autolink.folding import fold
from autolink.indexer import declared_url
from autolink.matcher import Matcher
from autolink.mend import Mender
from autolink.outgoing import is_embed, outgoing_links
from autolink.references import References
from autolink.resolver import ELSEWHERE, State
from autolink.rules import (
    CASE_MISMATCH,
    DRIFTED_LINK,
    DUPLICATE_ANCHOR,
    MISSING_ANCHOR,
    MISSING_FILE,
    OUTDATED_ANCHOR,
    PAGE_URL_MISMATCH,
)
from autolink.suggest import Names, PathSuggester, or_list
from autolink.targets import Targets
from autolink.written import escaped_path, fragment_edit, path_edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from autolink.anchor_index import AnchorIndex
    from autolink.config import Config
    from autolink.indexer import Glossary, Term
    from autolink.page import Page
    from autolink.page.model import Link
    from autolink.renames import Renames
    from autolink.resolver import Destination, Resolver
    from autolink.rules import Rule

_SHOWN = 3
"""Terms that a message names at most."""
_FINE = (State.ELSEWHERE, State.FOUND)
Question = tuple[str, str]
"""Path and fragment, as written, of an anchor that may not be there."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
# What follows a word or a bracket, or is numbered, is code that nobody marked: `a[0][1]`.
_REFERENCE = re.compile(rb"!?(?<![A-Za-z0-9_\])\\])\[(?!\d+\])")
_FOOTNOTE = re.compile(r"(?<=[^\s\x00-\x02\[\\])\[\^([\w-]+)\](?!:)")


class Checker:
    """Checks the links of a project, page by page.

    `anchors` knows the anchors of some pages or all. What a page cannot answer yet is noted as a question;
    `check_fragments` judges these links once all anchors are known. `moved` are files that were renamed, old
    path to new.
    """

    def __init__(
        self,
        glossary: Glossary,
        config: Config,
        resolver: Resolver,
        anchors: AnchorIndex,
        renames: Renames,
        moved: Mapping[str, str] | None = None,
    ) -> None:
        self._moved = moved or {}
        self._glossary = glossary
        self._config = config
        self._resolver = resolver
        self._anchors = anchors
        self._renames = renames
        matcher = Matcher(glossary, config)
        self._mender = Mender(matcher, Targets(glossary, config, {}), config, renames, resolver)
        self._anchor_names: dict[str, Names] = {}
        self._texts: dict[tuple[str, str, str], str] = {}

    @cached_property
    def _suggester(self) -> PathSuggester:
        return PathSuggester(self._resolver.pages, self._resolver.tree.listing, self._every_file)

    def _every_file(self) -> list[str]:
        """Return all files of the project, for one of them may have been meant."""
        try:
            return files.find_pages([self._config.root], replace(self._config, include=("*",)))
        except AutolinkError:
            return []

    def _anchors_like(self, path: str, fragment: str) -> list[str]:
        if path not in self._anchor_names:
            self._anchor_names[path] = Names(self._anchors.names(path))
        return self._anchor_names[path].anchors_like(fragment)

    @cached_property
    def _aliases(self) -> dict[str, set[Term]]:
        found: dict[str, set[Term]] = {}
        for term in self._glossary.terms:
            for alias in term.aliases:
                found.setdefault(fold(alias).text, set()).add(term)
        return found

    def check(self, page: Page, questions: set[Question]) -> Iterator[Diagnostic]:
        """Yield what is wrong with the links and anchors of a page, and with the URL it declares.

        Fragments of other pages that are not known to be there are added to `questions` instead.
        """
        yield from self._check_url(page)
        yield from self._check_references(page)
        for anchor in duplicate_anchors(page):
            yield Diagnostic.at(
                page, (anchor.start, anchor.end), DUPLICATE_ANCHOR, f"anchor `{anchor.id}` is there already"
            )
        for link in outgoing_links(page, self._resolver):
            found = self.destination(page, link)
            if found.fragment or found.state not in _FINE:
                yield from self._check_destination(page, link, found, questions)

    def is_answered(self, question: Question) -> bool:
        """Tell whether a fragment is known to be there."""
        path, fragment = question
        path = self._resolver.shown_page(path) or path
        return self._anchors.knows(path) and bool(self._anchors.answers(path, fragment))

    def check_fragments(self, page: Page) -> Iterator[Diagnostic]:
        """Yield the links of a page whose fragment is not there. All anchors have to be known."""
        for link in outgoing_links(page, self._resolver):
            yield from self.check_fragment(page, link)

    def check_fragment(self, page: Page, link: Link) -> Iterator[Diagnostic]:
        """Yield what is wrong with a link whose fragment is not there. All anchors have to be known."""
        found = self.destination(page, link)
        if found.fragment and found.state is State.FOUND and link.kind != "reference":
            yield from self._check_fragment(page, link, found)

    def destination(self, page: Page, link: Link) -> Destination:
        """Return where a link of a page points; elsewhere when it is not to be checked."""
        if self._config.ignores(link.target) or is_embed(page, link):
            return ELSEWHERE
        return self._resolver.resolve(link.target, page.path)

    def check_link(self, page: Page, link: Link, questions: set[Question]) -> Iterator[Diagnostic]:
        """Yield what is wrong with one link. Reference links are judged at their definition."""
        yield from self._check_destination(page, link, self.destination(page, link), questions)

    def _check_destination(
        self, page: Page, link: Link, found: Destination, questions: set[Question]
    ) -> Iterator[Diagnostic]:
        if found.state is State.ELSEWHERE:
            return
        if found.state is not State.FOUND:
            if link.kind != "reference":
                yield self._missing_file(page, link, found)
        elif found.fragment and found.fragment.lower() != "top":
            question = found.path, found.fragment
            if not self.is_answered(question):
                if link.kind != "reference":
                    questions.add(question)
            elif found.path in self._glossary.anchors:
                yield from self._check_term(page, link, found.path, unquote(found.fragment))

    def _missing_file(self, page: Page, link: Link, found: Destination) -> Diagnostic:
        target = _short(link.target)
        if found.state is State.OTHER_CASE:
            message = f"`{target}` is spelled otherwise than the file `{self._relative(found.actual)}`"
            return self._finding(page, link, CASE_MISMATCH, message, found.path, [found.actual])
        if found.state is State.OUTSIDE:
            message = f"`{target}` points to a place outside the project"
            return self._finding(page, link, MISSING_FILE, message, found.path)
        if found.path in self._moved:
            moved = self._moved[found.path]
            message = f"`{target}` was renamed to `{self._relative(moved)}`"
            return self._finding(page, link, MISSING_FILE, message, found.path, [moved])
        message = f"`{target}` points to a file that does not exist"
        terms = self._glossary.by_anchor_id.get(unquote(found.fragment), ())
        if len(terms) == 1:
            message += f"; the term `{terms[0].heading}` is now in {self._place(terms[0])}"
            return self._finding(page, link, MISSING_FILE, message, found.path)
        near = self._suggester.suggest(found.path)
        message += or_list([self._written(page, link, path) for path in near])
        return self._finding(page, link, MISSING_FILE, message, found.path, near)

    def _finding(
        self, page: Page, link: Link, rule: Rule, message: str, path: str, near: Sequence[str] = ()
    ) -> Diagnostic:
        """Return the diagnostic for a link; `near` are paths that may have been meant."""
        mended = self._mender.mend(page, link)
        edits = mended.edits if mended else ()
        fixable = bool(edits) or self._mender.is_managed(page, link)
        if not edits and len(near) == 1 and not _SCHEME.match(link.target):
            edits = path_edit(page, link, self._written(page, link, near[0]))
        return Diagnostic.at(page, (link.start, link.end), rule, message, path, edits, fixable)

    def _written(self, page: Page, link: Link, path: str) -> str:
        """Return a path as a link of a page would write it: root-relative if the link is so."""
        base = self._config.site_root or self._config.root
        if link.target.startswith("/") and path.startswith(f"{base}/"):
            return escaped_path(path.removeprefix(base))
        return escaped_path(posixpath.relpath(path, posixpath.dirname(page.path)))

    def _relative(self, path: str) -> str:
        return path.removeprefix(self._config.root + "/")

    def _check_fragment(self, page: Page, link: Link, found: Destination) -> Iterator[Diagnostic]:
        path = found.path
        if found.fragment.lower() == "top":
            return
        shown = self._resolver.shown_page(path)
        if shown is None:
            message = f"`{_short(link.target)}` points into a folder without an index page"
            yield Diagnostic.at(page, (link.start, link.end), MISSING_ANCHOR, message, path)
            return
        path = shown
        plain = "?plain=1" in link.target  # GitHub shows the page's source, with its lines
        verdict = self._anchors.has_lines(path, found.fragment) if plain else None
        if verdict is None:
            verdict = self._anchors.answers(path, found.fragment)
        if verdict is None:
            return
        try:
            fragment = unquote_to_bytes(found.fragment).decode()
        except UnicodeDecodeError:
            fragment, verdict = found.fragment, False
        if verdict:
            return
        yield self._dangling(page, link, path, fragment)

    def _dangling(self, page: Page, link: Link, path: str, fragment: str) -> Diagnostic:
        """Return the diagnostic for a fragment that its page does not answer to."""
        target = _short(link.target)
        misspelled = self._renames.misspelled(fragment)
        heading = decode_anchor_id(fragment)
        if misspelled is None and heading is None:
            near = self._anchors_like(path, fragment)
            message = (
                f"`{target}` points to an anchor that does not exist{or_list([f'#{name}' for name in near])}"
            )
            edits = fragment_edit(page, link, near[0]) if len(near) == 1 else ()
            return Diagnostic.at(page, (link.start, link.end), MISSING_ANCHOR, message, path, edits)
        rule, terms = self._mender.meant(fragment, path)
        if rule is MISSING_ANCHOR and not misspelled:
            message = f"the term `{heading}` has no anchor yet: run `autolink fix`"
            return Diagnostic.at(page, (link.start, link.end), rule, message, path, fixable=True)
        message = f"`{target}` misspells the anchor id `{misspelled}`"
        return self._finding(page, link, rule, message if misspelled else self._renamed(heading, terms), path)

    def _renamed(self, heading: str | None, terms: Sequence[Term]) -> str:
        """Return the message about a term heading that is no more where it was; what it may be now."""
        if not terms:
            return f"`{heading}` was renamed or removed: no term is like it"
        places = ", ".join(f"`{term.heading}` ({self._place(term)})" for term in terms[:_SHOWN])
        places += f" and {len(terms) - _SHOWN} more" if len(terms) > _SHOWN else ""
        if len(terms) > 1:
            return f"`{heading}` was renamed or removed; it may be {places}"
        if terms[0].heading == heading:
            return f"the term `{heading}` is now in {self._place(terms[0])}"
        return f"`{heading}` is now {places}"

    def _place(self, term: Term) -> str:
        return f"{self._relative(term.page)}:{term.line}"

    def _check_term(self, page: Page, link: Link, path: str, fragment: str) -> Iterator[Diagnostic]:
        """Yield what is wrong with a link that arrives at a term: an old anchor, or another term's name."""
        term = self._glossary.by_place.get((path, fragment))
        if term is None:
            return
        if fragment in term.old_ids and link.kind != "reference":
            message = f"`{_short(link.target)}` uses an old anchor of `{term.heading}`"
            yield self._finding(page, link, OUTDATED_ANCHOR, message, path)
        yield from self._check_text(page, link, path, fragment)

    def _check_text(self, page: Page, link: Link, path: str, fragment: str) -> Iterator[Diagnostic]:
        """Yield what is wrong with the text of a link whose fragment is an anchor id."""
        term = self._glossary.by_place.get((path, fragment))
        if term is None or decode_anchor_id(fragment) is None:
            return
        text = page.text_of(link)
        key = path, fragment, text
        if key not in self._texts:
            self._texts[key] = self._drift(text, term)
        if self._texts[key]:
            yield self._finding(page, link, DRIFTED_LINK, self._texts[key], path)

    def _drift(self, text: str, term: Term) -> str:
        """Return what is wrong with a text as a name of a term; nothing when it may be one."""
        folded = fold(text).text if len(text) < 200 else ""
        named = self._aliases.get(folded) or self._aliases.get(folded.removesuffix("s"))
        if not named or any(term.heading == other.heading for other in named):
            return ""
        other = min(named, key=lambda item: (item.page, item.start))
        return f"`{text}` is a name of `{other.heading}`, but the link goes to `{term.heading}`"

    def _check_references(self, page: Page) -> Iterator[Diagnostic]:
        """Yield the references without a definition: Markdown leaves them as text."""
        hidden, references = page.mdx_comments.reason, References(page)
        for item in page.undefined:
            is_link = page.data.startswith(b"(", item.end)  # `[a][b](c)` is `[a]` and a link
            if not is_link and _REFERENCE.match(page.data, item.start) and not hidden(item.start, item.end):
                yield references.undefined(item.start, item.end, item.label)
        if b"[^" in page.data:
            for match in _FOOTNOTE.finditer(page.prose.text):
                start = page.prose.byte_start(match.start())
                if (
                    start is not None
                    and page.data[start - 1 : start] != b"\\"
                    and not hidden(start, start + 1)
                ):
                    yield references.undefined(start, start + len(match[0].encode()), f"^{match[1]}")

    def _check_url(self, page: Page) -> Iterator[Diagnostic]:
        declared = declared_url(page, self._config)
        if declared is None:
            return
        url, comment = declared
        url_path = "/" + unquote(urlsplit(url).path).lstrip("/")
        bases = (self._config.root, *self._config.glossary)
        paths = [page.path[len(base) :] for base in bases if page.path.startswith(f"{base}/")]
        paths = paths or [page.path[page.path.rindex("/") :]]
        if page.path in self._config.glossary:
            paths.append(page.path[page.path.rindex("/") :])
        if not any(url_path.endswith(path) for path in paths):
            message = f"declared URL `{url}` does not end with the page's path `{paths[-1][1:]}`"
            yield Diagnostic.at(page, (comment.start, comment.end), PAGE_URL_MISMATCH, message)


def _short(target: str) -> str:
    return target if len(target) <= 200 else target[:197] + "…"
