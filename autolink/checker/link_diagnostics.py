"""Diagnostics of broken links: which rule is broken, what may have been meant, what corrects it."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from autolink import files
from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import CASE_MISMATCH, MISSING_ANCHOR, MISSING_FILE, RENAMED_TERM
from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.links.resolver import State
from autolink.links.target_edits import escaped_path, fragment_edit, path_edit
from autolink.text.similar import Names, or_list

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from autolink.config import Config
    from autolink.diagnostics.rules import Rule
    from autolink.indexer.glossary import Glossary
    from autolink.indexer.successors import Successors
    from autolink.indexer.term import Term
    from autolink.links.anchors import AnchorIndex
    from autolink.links.resolver import Destination, Resolver
    from autolink.links.suggestions import PathSuggester
    from autolink.page.model import Link
    from autolink.page.outline import Outline
    from autolink.rewriter.corrections import Corrector

_SHOWN = 3
"""Terms that a message names; for the others it gives only their number."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


class LinkDiagnostics:
    """Makes the diagnostics of broken links. `moved` are files that were renamed, old path to new."""

    def __init__(
        self,
        glossary: Glossary,
        config: Config,
        resolver: Resolver,
        anchors: AnchorIndex,
        successors: Successors,
        corrector: Callable[[], Corrector],
        moved: Mapping[str, str],
        suggester: Callable[[], PathSuggester],
    ) -> None:
        self._glossary = glossary
        self._config = config
        self._resolver = resolver
        self._anchors = anchors
        self._successors = successors
        self._corrector = corrector
        self._moved = moved
        self._suggester = suggester
        self._anchor_names: dict[str, Names] = {}
        self._ours: dict[str, bool] = {}

    def _anchors_like(self, path: str, fragment: str) -> list[str]:
        if path not in self._anchor_names:
            self._anchor_names[path] = Names(self._anchors.names(path))
        return self._anchor_names[path].anchors_like(fragment)

    def missing_file(self, page: Outline, link: Link, found: Destination) -> Diagnostic:
        """Return the diagnostic for a link to what is not there, or is spelled differently."""
        target = short(link.target)
        if found.state is State.OTHER_CASE:
            message = f"`{target}` is spelled differently from the file `{self._relative(found.actual)}`"
            return self.of_link(page, link, CASE_MISMATCH, message, found.path, [found.actual])
        if found.state is State.OUTSIDE:
            message = f"`{target}` points outside the project"
            return self.of_link(page, link, MISSING_FILE, message, found.path)
        if found.path in self._moved:
            moved = self._moved[found.path]
            message = f"`{target}` was renamed to `{self._relative(moved)}` (see `autolink mv --already`)"
            return self.of_link(page, link, MISSING_FILE, message, found.path, [moved])
        if self._is_path_for_address(page, link):
            reason = f"{self._config.profile.title} leaves links as they are; write the address of the page"
            message = f"`{target}` does not reach its page: {reason}"
            return self.of_link(page, link, MISSING_FILE, message, found.path)
        message = f"`{target}` points to a file that does not exist"
        terms = self._glossary.by_anchor_id.get(unquote(found.fragment), ())
        if len(terms) == 1:
            message += f"; the term `{terms[0].name}` is now in {self._place(terms[0])}"
            return self.of_link(page, link, MISSING_FILE, message, found.path)
        near = self._near(page, link, found.path.rstrip("/"))
        if self._resolver.is_mapped(link.target):
            near = []  # a path is not an address, and nearly all files are called `index.md`
        message += or_list([self._written(page, link, path) for path in near])
        return self.of_link(page, link, MISSING_FILE, message, found.path, near)

    def _is_path_for_address(self, page: Outline, link: Link) -> bool:
        """Tell whether a link has the relative path of a page where links are addresses."""
        if self._config.profile.address != "route":
            return False
        path = unquote(link.target.partition("#")[0].partition("?")[0])
        return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) in self._resolver.pages

    def _near(self, page: Outline, link: Link, file: str) -> list[str]:
        """Return the paths that may have been meant; none if links are not paths of files."""
        if self._config.profile.address == "route":
            return []
        near = [file] if self._is_there(file) else filter(self._is_there, self._suggester().suggest(file))
        written = link.target.partition("#")[0]
        return [path for path in near if self._written(page, link, path) != written]

    def left_alone(self, page: Outline, link: Link, found: Destination) -> Diagnostic:
        """Return the diagnostic for an HTML link to the path of a page, which the site does not rewrite."""
        reason = f"{self._config.profile.title} does not convert HTML links; use a Markdown link"
        message = f"`{short(link.target)}` does not reach its page: {reason}"
        return self.of_link(page, link, MISSING_FILE, message, found.path)

    def _is_there(self, path: str) -> bool:
        """Tell whether a listed file exists: a broken symlink does not."""
        return path in self._resolver.pages or self._resolver.tree.exists(path)

    def of_link(
        self, page: Outline, link: Link, rule: Rule, message: str, path: str, near: Sequence[str] = ()
    ) -> Diagnostic:
        """Return the diagnostic for a link; `near` are paths that may have been meant."""
        corrector = self._corrector()
        correction = corrector.correction(page, link)
        edits = correction.edits if correction else ()
        fixable = bool(edits) or corrector.is_managed(page, link)
        is_path = not _SCHEME.match(link.target) and not self._resolver.is_mapped(link.target)
        if not edits and len(near) == 1 and is_path:
            edits = path_edit(page, link, self._written(page, link, near[0]))
        return Diagnostic.at(page, (link.start, link.end), rule, message, path, edits, fixable)

    def _written(self, page: Outline, link: Link, path: str) -> str:
        """Return a path as a link on a page would write it: root-relative if the link is."""
        below = self._config.below_site_root(path) if link.target.startswith("/") else None
        if below is not None:
            return escaped_path(f"/{below}")
        return escaped_path(files.relative(path, page.path[: page.path.rindex("/")]))

    def _is_ours(self, path: str) -> bool:
        """Tell whether `fix` writes a page that is not named."""
        if path not in self._ours:
            self._ours[path] = files.Bounds(self._config.root, self._config.named).hold(path)
        return self._ours[path]

    def missing_anchor(self, page: Outline, link: Link, path: str, fragment: str) -> Diagnostic:
        """Return the diagnostic for a fragment that its page does not have."""
        target = short(link.target)
        misspelled = self._successors.misspelled(fragment)
        heading = decode_anchor_id(fragment)
        if misspelled is None and heading is None:
            return self._missing_slug(page, link, path, fragment)
        rule, terms = self._corrector().meant(fragment, path)
        if rule is MISSING_ANCHOR and not misspelled:
            return self._no_anchor_yet(page, link, path, heading or "")
        message = f"`{target}` misspells the anchor id `{misspelled}`"
        return self.of_link(page, link, rule, message if misspelled else self._renamed(heading, terms), path)

    def _missing_slug(self, page: Outline, link: Link, path: str, fragment: str) -> Diagnostic:
        """Return the diagnostic for a fragment that is not an anchor id."""
        follows = self._config.anchor == "heading" and path in self._glossary.pages
        terms = self._corrector().meant(fragment, path)[1] if follows else ()
        if len(terms) == 1:
            if (terms[0].page, terms[0].anchor) == (path, fragment):
                return self._no_anchor_yet(page, link, path, terms[0].name)
            return self.of_link(page, link, RENAMED_TERM, self._renamed(f"#{fragment}", terms), path)
        near = self._anchors_like(path, fragment)
        message = f"`{short(link.target)}` points to an anchor that does not exist"
        message += or_list([f"#{name}" for name in near])
        edits = fragment_edit(page, link, near[0]) if len(near) == 1 else ()
        return Diagnostic.at(page, (link.start, link.end), MISSING_ANCHOR, message, path, edits)

    def _no_anchor_yet(self, page: Outline, link: Link, path: str, heading: str) -> Diagnostic:
        ours = self._is_ours(path)
        advice = (
            "run `autolink fix`" if ours else "its page is outside the project, so `fix` does not change it"
        )
        message = f"the term `{heading}` has no anchor yet: {advice}"
        return Diagnostic.at(page, (link.start, link.end), MISSING_ANCHOR, message, path, fixable=ours)

    def _renamed(self, heading: str | None, terms: Sequence[Term]) -> str:
        """Return the message about a term heading that is gone, with what it may be now."""
        if not terms:
            return f"`{heading}` was renamed or removed: no term is similar"
        places = ", ".join(f"`{term.name}` ({self._place(term)})" for term in terms[:_SHOWN])
        places += f" and {len(terms) - _SHOWN} more" if len(terms) > _SHOWN else ""
        if len(terms) > 1:
            return f"`{heading}` was renamed or removed; it may be {places}"
        if terms[0].name == heading:
            return f"the term `{heading}` is now in {self._place(terms[0])}"
        return f"`{heading}` is now {places}"

    def _place(self, term: Term) -> str:
        return f"{self._relative(term.page)}:{term.line}"

    def _relative(self, path: str) -> str:
        return path.removeprefix(self._config.root + "/")


def short(target: str) -> str:
    """Return a target as messages show it."""
    return target if len(target) <= 200 else target[:197] + "…"
