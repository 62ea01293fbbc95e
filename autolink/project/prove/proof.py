"""The proof that linking changed nothing but links on the published site, and that every link arrives."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from autolink import files
from autolink.errors import AutolinkError
from autolink.project.prove.arrival import PAGE_SUFFIXES, Arrival, BuiltSite
from autolink.project.prove.builds import BuildError
from autolink.project.prove.comparison import Comparison, compare, masked, targets, unexplained
from autolink.project.prove.html_tokens import html_tokens, ids_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from autolink.project.project import Project
    from autolink.project.prove.builds import Builder
    from autolink.project.prove.comparison import Difference


_PLAIN, _LINKED = 0, 2
"""The builds whose links are followed, by number."""


class Changed(NamedTuple):
    """A page that differs in more than links."""

    page: str
    """Its path in the site."""
    problem: str
    difference: Difference | None = None


class DeadLink(NamedTuple):
    """A link that does not arrive: one that was inserted, or one of the author that arrived without them."""

    page: str
    """The path in the site of the page that it is on."""
    target: str
    problem: str


@dataclass
class Proof:
    """What was found."""

    pages: int = 0
    """How many pages were compared."""
    links: int = 0
    """How many links were inserted, on how many pages."""
    linked_pages: int = 0
    elsewhere: int = 0
    """How many of the links lead to other hosts, and were not followed."""
    changed: list[Changed] = field(default_factory=list)
    dead: list[DeadLink] = field(default_factory=list)
    failure: BuildError | None = None
    """Why the linked project cannot be built, though the plain one can."""

    @property
    def holds(self) -> bool:
        """Whether linking changed nothing but links, and every link arrives."""
        return not (self.changed or self.dead or self.failure)


def prove(project: Project, builder: Builder, tell: Callable[[str], None]) -> Proof:
    """Build a project plain, twice, and linked; compare the pages and follow the links.

    `tell` is called with what is being done. Raises AutolinkError where the plain project cannot be built.
    """
    plain, linked, links = _texts(project)
    ids = frozenset(term.anchor for term in project.terms)
    tell("Building the plain pages")
    first = builder.build("plain", plain)
    tell("Building them again, to see what differs between builds")
    second = builder.build("again", plain)
    tell("Building the linked pages")
    try:
        third = builder.build("linked", linked)
    except BuildError as error:
        return Proof(failure=error)
    tell("Comparing")
    base, url = project.config.profile.base, project.config.site_url
    proof = _Judge((first, second, third), ids).proof(base, url)
    if links and not (proof.links or proof.changed):  # nothing was proven
        raise AutolinkError(
            "the site shows none of the links that `fix` adds",
            "does the command build the pages of the project, without a cache?",
        )
    return proof


def _texts(project: Project) -> tuple[dict[str, bytes], dict[str, bytes], bool]:
    """Return the plain and the linked texts of all pages that differ, and whether links are in these."""
    links = 0
    texts: list[dict[str, bytes]] = []
    before: dict[str, bytes] = {}
    for pages in (project.unlink([], anchors=True), project.fix()):
        found = {}
        for page in pages:
            links += page.rewrite.added + page.rewrite.removed
            if page.changed:
                found[page.path], before[page.path] = page.rewrite.data, page.before
        _check(project)
        texts.append(found)
    plain, linked = ({**before, **found} for found in texts)
    return plain, linked, links > 0


def _check(project: Project) -> None:
    """Raise AutolinkError if an internal error happened: the pages would not be what they should be."""
    if project.failures:
        hint = "run `autolink fix --check -v` to see why"
        raise AutolinkError("some pages could not be linked or unlinked", hint)


class _Judge:
    """Compares the pages of three builds: plain, plain again, and linked."""

    def __init__(self, builds: tuple[str, str, str], term_ids: Collection[str]) -> None:
        self._builds = builds
        self._term_ids = term_ids
        self._names = [frozenset(files.files_below(folder)) for folder in builds]
        self._ids = lru_cache(maxsize=4096)(self._ids_in)

    def _site(self, build: int, base: str, url: str | None) -> BuiltSite:
        return BuiltSite(self._names[build], partial(self._ids, build), base, url)

    def proof(self, base: str, url: str | None) -> Proof:
        """Compare all pages and follow all links."""
        plain, again, linked = (frozenset(filter(_is_page, names)) for names in self._names)
        proof = Proof(pages=len(plain & linked))
        if not plain:
            raise AutolinkError("the build did not write any HTML pages")
        gone = [Changed(page, "is missing in the linked site") for page in (plain & again) - linked]
        new = [Changed(page, "is only in the linked site") for page in linked - (plain | again)]
        unstable, compared = self._compare(sorted(plain & again & linked))
        ids: dict[str, set[str]] = {}
        for comparison in compared.values():
            for old, became in comparison.ids:
                ids.setdefault(old, set()).add(became)
        different = [
            Changed(page, "differs in more than links", difference)
            for page, comparison in compared.items()
            if (difference := unexplained(comparison, ids))
        ]
        proof.changed = sorted([*gone, *new, *unstable, *different], key=lambda item: item.page)
        plain_site, linked_site = (self._site(build, base, url) for build in (_PLAIN, _LINKED))
        self._follow(proof, compared, linked_site)
        lost = frozenset(ids) - {""}
        if lost:
            proof.dead += self._broken(lost, plain_site, linked_site)
        return proof

    def _compare(self, pages: list[str]) -> tuple[list[Changed], dict[str, Comparison]]:
        unstable: list[Changed] = []
        compared: dict[str, Comparison] = {}
        for page in pages:
            plain, again, linked = (_read(f"{folder}/{page}") for folder in self._builds)
            if plain == linked:
                continue
            tokens = html_tokens(plain)
            expected = tokens if plain == again else masked(tokens, html_tokens(again))
            if expected is None:
                unstable.append(Changed(page, "cannot be compared: two builds of it differ too much"))
            else:
                compared[page] = compare(expected, html_tokens(linked), self._term_ids)
        return unstable, compared

    def _follow(self, proof: Proof, compared: dict[str, Comparison], site: BuiltSite) -> None:
        for page, comparison in compared.items():
            proof.links += len(comparison.links)
            proof.linked_pages += bool(comparison.links)
            for target, times in Counter(comparison.links).items():
                arrival = site.follow(page, target)
                proof.elsewhere += times if arrival.is_elsewhere else 0
                if arrival.problem:
                    proof.dead.append(DeadLink(page, target, arrival.problem))

    def _broken(self, lost: Collection[str], plain: BuiltSite, linked: BuiltSite) -> Iterator[DeadLink]:
        """Yield links of the author that arrive on the plain site alone: fix replaced their ids."""
        for page in sorted(filter(_is_page, linked.files)):
            written = targets(html_tokens(_read(f"{self._builds[_LINKED]}/{page}")))
            for target in dict.fromkeys(written):
                if unquote(target.rpartition("#")[2]) in lost and plain.follow(page, target) == Arrival():
                    arrival = linked.follow(page, target)
                    if arrival.problem:
                        yield DeadLink(page, target, arrival.problem)

    def _ids_in(self, build: int, page: str) -> frozenset[str]:
        return ids_of(html_tokens(_read(f"{self._builds[build]}/{page}")))


def _is_page(name: str) -> bool:
    return name.endswith(PAGE_SUFFIXES)


def _read(path: str) -> str:
    try:
        return files.read(path).decode("utf-8", "replace")
    except OSError as error:
        raise AutolinkError(f"{path}: {error.strerror or error}") from error
