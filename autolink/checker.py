"""Links against anchors: what dangles, and what it should have been."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from autolink.anchor_index import AnchorIndex
from autolink.anchors import decode_anchor_id
from autolink.diagnostics import Diagnostic
from autolink.folding import fold
from autolink.indexer import declared_url
from autolink.outgoing import outgoing_links
from autolink.page.model import MARK
from autolink.resolver import Resolver, State
from autolink.rules import (
    CASE_MISMATCH,
    DRIFTED_LINK,
    DUPLICATE_ANCHOR,
    MISSING_ANCHOR,
    MISSING_FILE,
    OUTDATED_ANCHOR,
    PAGE_URL_MISMATCH,
    RENAMED_TERM,
    UNDEFINED_REFERENCE,
)
from autolink.suggest import PathSuggester, or_list, suggest_anchors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from autolink.config import Config
    from autolink.files import Tree
    from autolink.indexer import Glossary, Term
    from autolink.page import Page
    from autolink.page.model import Link
    from autolink.renames import Renames
    from autolink.resolver import Destination
    from autolink.rules import Rule

_REFERENCE = re.compile(r"(?<![A-Za-z0-9_\])\\])\[(?!\d+\])[^\[\]\x01\x02]+\]\[([^\[\]\x00-\x02]*)\]")
_FOOTNOTE = re.compile(r"(?<=[^\s\x00-\x02\[\\])\[\^([\w-]+)\](?!:)")


class Checker:
    """Checks the links of a project, all of whose pages it has to know.

    `moved` are files that were renamed, old path to new.
    """

    def __init__(
        self,
        pages: Mapping[str, Page],
        glossary: Glossary,
        config: Config,
        tree: Tree,
        renames: Renames,
        repository: Callable[[], Sequence[tuple[str, str]]] = tuple,
        moved: Mapping[str, str] | None = None,
    ) -> None:
        self._moved = moved or {}
        self._pages = pages
        self._glossary = glossary
        self._config = config
        urls: dict[str, str] = {}
        for page in pages.values():
            declared = declared_url(page, config)
            if declared:
                urls.setdefault(unquote(declared[0]), page.path)
        folder = config.site_root or config.root
        site = [(config.site_url.rstrip("/") + "/", folder)] if config.site_url else []
        self._resolver = Resolver(config, tree, pages.keys(), urls, site, repository)
        self._tree = tree
        self._anchors = AnchorIndex(pages, config.anchor_style)
        self._renames = renames
        self._ignored = re.compile("|".join(f"(?:{p})" for p in config.ignore_targets) or r"(?!)")
        self._suggester: PathSuggester | None = None
        self._aliases: dict[str, set[Term]] = {}
        for term in glossary.terms:
            for alias in term.aliases:
                self._aliases.setdefault(fold(alias).text, set()).add(term)

    def check(self, page: Page) -> Iterator[Diagnostic]:
        """Yield what is wrong with the links and anchors of a page, and with the URL it declares."""
        yield from self._check_url(page)
        yield from self._check_references(page)
        for anchor in self._anchors.duplicates(page):
            yield Diagnostic.at(
                page, (anchor.start, anchor.end), DUPLICATE_ANCHOR, f"anchor `{anchor.id}` is there already"
            )
        for link in outgoing_links(page, self._resolver.means_project):
            yield from self.check_link(page, link)

    def destination(self, page: Page, link: Link) -> Destination:
        """Return where a link of a page points."""
        return self._resolver.resolve(link.target, page.path)

    def check_link(self, page: Page, link: Link) -> Iterator[Diagnostic]:
        """Yield what is wrong with one link. Reference links are judged at their definition."""
        if self._ignored.search(link.target):
            return
        if page.data[link.start - 1 : link.start] == b"@" and link.kind == "inline":
            return  # `@[youtube](id)` embeds something in VuePress and its kin
        found = self._resolver.resolve(link.target, page.path)
        if found.state is State.ELSEWHERE:
            return
        if link.kind == "reference":
            if found.state is State.FOUND and self._anchors.answers(found.path, found.fragment):
                yield from self._check_text(page, link, found.path, unquote(found.fragment))
            return
        if found.state is not State.FOUND:
            yield self._missing_file(page, link, found)
        elif found.fragment and found.fragment.lower() != "top":
            yield from self._check_fragment(page, link, found)

    def _missing_file(self, page: Page, link: Link, found: Destination) -> Diagnostic:
        target = _short(link.target)
        if found.state is State.OTHER_CASE:
            name = self._relative(found.actual)
            message = f"`{target}` is spelled otherwise than the file `{name}`"
            return Diagnostic.at(page, (link.start, link.end), CASE_MISMATCH, message, found.path)
        if found.state is State.OUTSIDE:
            message = f"`{target}` points to a place outside the project"
            return Diagnostic.at(page, (link.start, link.end), MISSING_FILE, message, found.path)
        if found.path in self._moved:
            message = f"`{target}` was renamed to `{self._relative(self._moved[found.path])}`"
            return Diagnostic.at(page, (link.start, link.end), MISSING_FILE, message, found.path)
        if self._suggester is None:
            self._suggester = PathSuggester(self._pages, self._tree.listing)
        folder = posixpath.dirname(page.path)
        near = [quote(posixpath.relpath(path, folder)) for path in self._suggester.suggest(found.path)]
        message = f"`{target}` points to a file that does not exist{or_list(near)}"
        return Diagnostic.at(page, (link.start, link.end), MISSING_FILE, message, found.path)

    def _relative(self, path: str) -> str:
        return path.removeprefix(self._config.root + "/")

    def _check_fragment(self, page: Page, link: Link, found: Destination) -> Iterator[Diagnostic]:
        path = found.path
        if path not in self._pages and self._tree.is_folder(path):
            index = self._resolver.index_of(path)
            if index is None:
                message = f"`{_short(link.target)}` points into a folder without an index page"
                yield Diagnostic.at(page, (link.start, link.end), MISSING_ANCHOR, message, path)
                return
            path = index
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
            yield from self._check_term(page, link, path, fragment)
            return
        rule, message = self._dangling(link, path, fragment)
        yield Diagnostic.at(page, (link.start, link.end), rule, message, path)

    def _dangling(self, link: Link, path: str, fragment: str) -> tuple[Rule, str]:
        """Return rule and message for a fragment that its page does not answer to."""
        target = _short(link.target)
        known = self._glossary.by_anchor_id.get(fragment)
        if known and known[0].page != path:
            return (
                RENAMED_TERM,
                f"the term `{known[0].heading}` is now in {self._place(known[0])}",
            )
        known_id = self._renames.misspelled(fragment)
        if known_id:
            return MISSING_ANCHOR, f"`{target}` misspells the anchor id `{known_id}`"
        heading = decode_anchor_id(fragment)
        if heading is None:
            near = [f"#{name}" for name in suggest_anchors(fragment, self._anchors.names(path))]
            return MISSING_ANCHOR, f"`{target}` points to an anchor that does not exist{or_list(near)}"
        terms = self._renames.meant(fragment, path)
        if len(terms) == 1:
            return RENAMED_TERM, f"`{heading}` is now `{terms[0].heading}` ({self._place(terms[0])})"
        if terms:
            places = ", ".join(f"`{term.heading}` ({self._place(term)})" for term in terms)
            return RENAMED_TERM, f"`{heading}` was renamed or removed; it may be {places}"
        if known:
            return (
                MISSING_ANCHOR,
                f"the term `{heading}` has no anchor yet: run `autolink fix`",
            )
        return RENAMED_TERM, f"`{heading}` was renamed or removed: no term is like it"

    def _place(self, term: Term) -> str:
        page = self._pages.get(term.page)
        line = page.position(term.start)[0] if page else 1
        return f"{self._relative(term.page)}:{line}"

    def _check_term(self, page: Page, link: Link, path: str, fragment: str) -> Iterator[Diagnostic]:
        """Yield what is wrong with a link that arrives at a term: an old anchor, or another term's name."""
        term = self._glossary.by_place.get((path, fragment))
        if term is None:
            return
        if fragment in term.old_ids:
            message = f"`{_short(link.target)}` uses an old anchor of `{term.heading}`"
            yield Diagnostic.at(page, (link.start, link.end), OUTDATED_ANCHOR, message, path)
        yield from self._check_text(page, link, path, fragment)

    def _check_text(self, page: Page, link: Link, path: str, fragment: str) -> Iterator[Diagnostic]:
        """Yield what is wrong with the text of a link whose fragment is an anchor id."""
        term = self._glossary.by_place.get((path, fragment))
        if term is None or decode_anchor_id(fragment) is None:
            return
        text = page.prose.text[link.text_start : link.text_end].replace(MARK, "")
        folded = fold(text).text if len(text) < 200 else ""
        named = self._aliases.get(folded) or self._aliases.get(folded.removesuffix("s"))
        if named and not any(term.heading == other.heading or term == other for other in named):
            other = min(named, key=lambda item: (item.page, item.start))
            message = f"`{text}` is a name of `{other.heading}`, but the link goes to `{term.heading}`"
            yield Diagnostic.at(page, (link.start, link.end), DRIFTED_LINK, message, path)

    def _check_references(self, page: Page) -> Iterator[Diagnostic]:
        """Yield the references without a definition: Markdown leaves them as text."""
        text = page.prose.text
        if "][" in text:
            for match in _REFERENCE.finditer(text):
                yield from self._undefined(page, match, match[1] or match[0][1:].partition("]")[0])
        if "[^" in text:
            for match in _FOOTNOTE.finditer(text):
                yield from self._undefined(page, match, f"^{match[1]}")

    def _undefined(self, page: Page, match: re.Match[str], label: str) -> Iterator[Diagnostic]:
        start = page.prose.byte_start(match.start())
        inner = page.prose.byte_start(match.start(1) - 2) if match[0].startswith("[") else None
        escaped = inner is not None and page.data[inner - 1 : inner] == b"\\"
        hidden = start is not None and page.mdx_comments.reason(start, start + 1)
        if start is not None and not escaped and not hidden and page.data[start - 1 : start] != b"\\":
            span = start, start + len(match[0].encode())
            yield Diagnostic.at(page, span, UNDEFINED_REFERENCE, f"`{label}` is not defined in this page")

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
