"""Links against anchors: which links are broken, and what they should have been."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, unquote_to_bytes

from autolink.checker.link_diagnostics import short
from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import (
    DRIFTED_LINK,
    DUPLICATE_ANCHOR,
    MISSING_ANCHOR,
    OUTDATED_ANCHOR,
    PAGE_URL_MISMATCH,
    UNKNOWN_TERM,
)
from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.indexer.page_url import declared_url, path_in
from autolink.links.html_targets import is_left_alone
from autolink.links.linked_term import template_term
from autolink.links.page_links import is_embed, outgoing_links
from autolink.links.resolver import ELSEWHERE, State
from autolink.links.undefined_references import References, normal_label
from autolink.matcher.reach import Reach
from autolink.page.fragments import duplicate_anchors, is_answered
from autolink.sites.resolving import SCHEME
from autolink.text.folding import fold
from autolink.text.similar import Names, or_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from autolink.checker.link_diagnostics import LinkDiagnostics
    from autolink.config import Config
    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term
    from autolink.links.anchors import AnchorIndex
    from autolink.links.resolver import Destination, Resolver
    from autolink.page.model import Link
    from autolink.page.outline import Outline

Question = tuple[str, str]
"""Path and fragment, as written, of an anchor that may not be there."""

# What follows a word or a bracket, or is numbered, is code that nobody marked: `a[0][1]`.
_REFERENCE = re.compile(rb"!?(?<![A-Za-z0-9_\])\\])\[(?!\d+\])")
_FOOTNOTE = re.compile(r"(?<=[^\s\x00-\x02\[\\])\[\^([\w-]+)\](?!:)")


class Own(NamedTuple):
    """The page whose links are checked, and its anchors."""

    path: str
    names: frozenset[str]


_NOWHERE = Own("", frozenset())


class LinkChecker:
    """Checks the links of a project, page by page.

    `shared` are the labels, as `normal_label` makes them, that are defined on every page. `anchors` knows the
    anchors of some pages or all. What a page cannot answer yet is noted as a question; `check_fragments`
    judges these links once all anchors are known.
    """

    def __init__(
        self,
        glossary: Glossary,
        config: Config,
        resolver: Resolver,
        anchors: AnchorIndex,
        diagnostics: LinkDiagnostics,
        shared: Set[str] = frozenset(),
    ) -> None:
        self._glossary = glossary
        self._shared = shared
        self._config = config
        self._resolver = resolver
        self._anchors = anchors
        self._diagnostics = diagnostics
        self._terms = glossary.anchors
        self._drifts: dict[tuple[str, str, int], str] = {}

    @cached_property
    def _aliases(self) -> dict[str, set[Term]]:
        found: dict[str, set[Term]] = {}
        for term in self._glossary.terms:
            for alias in term.aliases:
                found.setdefault(fold(alias).text, set()).add(term)
        return found

    def check(self, page: Outline, own: Own, questions: list[Question]) -> Iterator[Diagnostic]:
        """Yield what is wrong with the links and anchors of a page, and with the URL it declares.

        Fragments of other pages that are not known to be there are added to `questions` instead.
        """
        yield from self._check_url(page)
        yield from self._check_references(page)
        for anchor in duplicate_anchors(page, self._config.naming):
            message = f"anchor `{anchor.id}` already exists on this page"
            yield Diagnostic.at(page, (anchor.start, anchor.end), DUPLICATE_ANCHOR, message)
        for link in outgoing_links(page, self._resolver):
            if link.kind == "template":
                yield from self._check_template(page, link)
                continue
            state, path, fragment, _ = found = self.destination(page, link)
            if self._is_left_alone(page, link, found):
                yield self._diagnostics.left_alone(page, link, found)
                continue
            if state is State.ELSEWHERE or (state is State.FOUND and not fragment):
                continue
            if state is State.FOUND and self._arrives(path, fragment, own) and path not in self._terms:
                continue  # nearly all: it arrives, and not at a term
            yield from self._check_destination(page, link, found, own, questions)

    def skim(
        self, own: Own, links: Iterable[tuple[str, str | None]], questions: list[Question]
    ) -> Iterator[str]:
        """Yield the targets of links of a page that may not be fine, as far as the page itself can tell.

        The links are given by target and text. Fragments are added to `questions` as by `check`.
        """
        arrivals, pages, told = self._resolver.arrivals(own.path), self._resolver.pages, self._anchors.told
        ignores = self._config.ignores if self._config.ignore_targets else None
        for target, text in links:
            if ignores and ignores(target):
                continue
            address, _, fragment = target.partition("#")
            path = arrivals[address] if address and address[0] != "?" else own.path
            if path is None:
                yield target
            elif not path or not fragment:
                continue
            elif path in pages and path not in told and path != own.path:
                questions.append((path, fragment))  # nearly all of the others
            elif not self._arrives(path, fragment, own):
                questions.append((path, fragment))
            elif not self._means_term(path, fragment, text):
                yield target

    def looks_at(self, target: str) -> bool:
        """Tell whether a target is not certain to be elsewhere."""
        is_address = target.startswith("//") or SCHEME.match(target) is not None
        return not is_address or self._resolver.means_project(target)

    def may_have_bare_urls(self, data: bytes) -> bool:
        """Tell quickly whether a page may have bare URLs to check."""
        return self._resolver.may_mean_project(data)

    def is_answered(self, question: Question) -> bool:
        """Tell whether a fragment of another page is known to exist."""
        return self._arrives(*question, _NOWHERE)

    def _arrives(self, path: str, fragment: str, own: Own) -> bool:
        """Tell whether a fragment of a file is known to be there, as a link on some page has it."""
        names = own.names if path == own.path else self._anchors.told.get(path)
        if names is not None and fragment in names:
            return True  # nearly always
        if len(fragment) == 3 and fragment.lower() == "top":
            return True
        shown = self._resolver.shown_page(path)
        if shown is None:  # a folder without an index page
            return False
        path = shown
        if path == own.path:
            return is_answered(fragment, own.names)
        return self._anchors.knows(path) and bool(self._anchors.answers(path, fragment))

    def destination(self, page: Outline, link: Link) -> Destination:
        """Return where a link of a page points; elsewhere when it is not to be checked."""
        if self._config.ignores(link.target) or is_embed(page, link):
            return ELSEWHERE
        return self._resolver.resolve(link.target, page.path)

    def _is_left_alone(self, page: Outline, link: Link, found: Destination) -> bool:
        """Tell whether a link has the path of a page for an address because the site leaves HTML as it is."""
        if link.kind != "html" or found.state is not State.FOUND:
            return False
        return is_left_alone(link.target, page.path, self._config)

    def check_fragments(
        self, page: Outline, fragments: Set[str], targets: Set[str] = frozenset()
    ) -> Iterator[Diagnostic]:
        """Yield the links of a page to some fragments, as written, that are not there.

        And whatever is wrong with the links to some targets, which were only skimmed before. All anchors have
        to be known.
        """
        for link in outgoing_links(page, self._resolver):
            if link.target in targets:
                yield from self.check_link(page, link)
                continue
            found = self.destination(page, link)
            if found.fragment not in fragments or self._is_left_alone(page, link, found):
                continue
            if found.fragment and found.state is State.FOUND and link.kind != "reference":
                yield from self._check_fragment(page, link, found)

    def check_link(self, page: Outline, link: Link) -> Iterator[Diagnostic]:
        """Yield what is wrong with one link. All anchors have to be known."""
        found, questions = self.destination(page, link), list[Question]()
        yield from self._check_destination(page, link, found, _NOWHERE, questions)
        if questions:
            yield from self._check_fragment(page, link, found)

    def _check_destination(
        self, page: Outline, link: Link, found: Destination, own: Own, questions: list[Question]
    ) -> Iterator[Diagnostic]:
        """Yield what is wrong with a link. Reference links are judged at their definition."""
        if self._is_left_alone(page, link, found):
            yield self._diagnostics.left_alone(page, link, found)
            return
        if found.state is State.ELSEWHERE:
            return
        if found.state is not State.FOUND:
            if link.kind != "reference":
                yield self._diagnostics.missing_file(page, link, found)
        elif not found.fragment:
            return
        elif not self._arrives(found.path, found.fragment, own):
            if link.kind != "reference":
                questions.append((found.path, found.fragment))
        else:
            yield from self._check_term(page, link, found)

    def _check_fragment(self, page: Outline, link: Link, found: Destination) -> Iterator[Diagnostic]:
        if found.fragment.lower() == "top":
            return
        path = self._resolver.shown_page(found.path)
        if path is None:
            message = f"`{short(link.target)}` points into a folder without an index page"
            yield Diagnostic.at(page, (link.start, link.end), MISSING_ANCHOR, message, found.path)
            return
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
        if not verdict:
            yield self._diagnostics.missing_anchor(page, link, path, fragment)

    @cached_property
    def _term_names(self) -> Names:
        return Names({*self._glossary.by_reference, *self._glossary.by_alias})

    def _check_template(self, page: Outline, link: Link) -> Iterator[Diagnostic]:
        """Yield that a link in the form of a template names no term, or one of another scope."""
        term = template_term(link.target, page.path, self._glossary)
        is_known = term is not None and Reach(page.path, self._config).rank(term) > 0
        if not is_known and not self._config.ignores(link.target):
            value = link.target.partition(":")[2]
            if term is not None:
                message = f"`{short(value)}` is a term of another scope (see `scopes` and `applies-to`)"
            else:
                near = self._term_names.labels_like(value)[:1]
                message = f"unknown term `{short(value)}`{or_list(near)}"
            yield Diagnostic.at(page, (link.start, link.end), UNKNOWN_TERM, message)

    # Links that arrive at a term

    def _term_at(self, path: str, fragment: str) -> tuple[Term | None, str, str]:
        """Return the term at a fragment, if one is there, with the path shown and the fragment decoded."""
        path, fragment = self._resolver.shown_page(path) or path, unquote(fragment)
        term = self._glossary.by_place.get((path, fragment)) if path in self._terms else None
        return term, path, fragment

    def _means_term(self, path: str, fragment: str, text: str | None) -> bool:
        """Tell whether a link that arrives means what it arrives at, where that is a term."""
        if path not in self._terms and path in self._resolver.pages:
            return True
        term, path, fragment = self._term_at(path, fragment)
        if term is None or decode_anchor_id(fragment) is None:
            return True
        return fragment not in term.old_ids and text is not None and not self._drift(text, term)

    def _check_term(self, page: Outline, link: Link, found: Destination) -> Iterator[Diagnostic]:
        """Yield what is wrong with a link that arrives, if at a term: an old anchor, another term's name."""
        term, path, fragment = self._term_at(found.path, found.fragment)
        if term is None:
            return
        if fragment in term.old_ids and link.kind != "reference":
            message = f"`{short(link.target)}` uses an old anchor of `{term.name}`"
            yield self._diagnostics.of_link(page, link, OUTDATED_ANCHOR, message, path)
        drift = self._drift(page.text_of(link), term) if decode_anchor_id(fragment) is not None else ""
        if drift:
            yield self._diagnostics.of_link(page, link, DRIFTED_LINK, drift, path)

    def _drift(self, text: str, term: Term) -> str:
        """Return what is wrong with a text as a name of a term; nothing when it may be one."""
        key = text, term.page, term.start
        if key not in self._drifts:
            self._drifts[key] = self._drift_of(text, term)
        return self._drifts[key]

    def _drift_of(self, text: str, term: Term) -> str:
        folded = fold(text).text if len(text) < 200 else ""
        named = self._aliases.get(folded) or self._aliases.get(folded.removesuffix("s"))
        if not named or any(term.name == other.name for other in named):
            return ""
        other = min(named, key=lambda item: (item.page, item.start))
        return f"`{text}` is a name of `{other.name}`, but the link points to `{term.name}`"

    # References and declared URLs

    def _check_references(self, page: Outline) -> Iterator[Diagnostic]:
        """Yield the references without a definition: Markdown leaves them as text."""
        hidden, references = page.hidden.reason, References(page)
        for item in page.undefined:
            is_link = page.data.startswith(b"(", item.end)  # `[a][b](c)` is `[a]` and a link
            if is_link or normal_label(item.label) in self._shared:
                continue
            if _REFERENCE.match(page.data, item.start) and not hidden(item.start, item.end):
                yield references.undefined(item.start, item.end, item.label)
        if b"[^" in page.data:
            prose = page.whole.prose
            for match in _FOOTNOTE.finditer(prose.text):
                start = prose.byte_start(match.start())
                if normal_label(f"^{match[1]}") in self._shared:
                    continue
                if start is None or page.data[start - 1 : start] == b"\\" or hidden(start, start + 1):
                    continue
                if page.whole.html_blocks.hold(start, start + 1):
                    continue
                yield references.undefined(start, start + len(match[0].encode()), f"^{match[1]}")

    def _check_url(self, page: Outline) -> Iterator[Diagnostic]:
        declared = declared_url(page, self._config)
        if declared is None:
            return
        url, comment = declared
        url_path = "/" + unquote(path_in(url) or "").lstrip("/")
        bases = (self._config.root, *self._config.glossary)
        paths = [page.path[len(base) :] for base in bases if page.path.startswith(f"{base}/")]
        paths = paths or [page.path[page.path.rindex("/") :]]
        if page.path in self._config.glossary:
            paths.append(page.path[page.path.rindex("/") :])
        if not any(url_path.endswith(path) for path in paths):
            message = f"declared URL `{url}` does not end with the page's path `{paths[-1][1:]}`"
            yield Diagnostic.at(page, (comment.start, comment.end), PAGE_URL_MISMATCH, message)
