"""Where a link points: from the written target to a file of the project.

As GitHub and a Linux file system resolve it, or a site generator with pretty URLs (`resolve`).
"""

from __future__ import annotations

import posixpath
import re
from enum import Enum
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from autolink.files import PAGE_SUFFIXES, repository_above
from autolink.links.mapped import MappedFiles
from autolink.links.plain_paths import Arrivals, PlainPaths
from autolink.links.routes import Routes
from autolink.sites.resolving import INDEXES, OWN, SCHEME, TEMPLATE, candidates, endings
from autolink.sites.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from autolink.config import Config
    from autolink.files import Tree

_ORIGIN = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/]*")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_VIEW = re.compile(rb"/(?:blob/|tree/|raw[/.])")
"""What the address of a file on a code host holds. An expression finds it faster than `in` does."""
_REPOSITORY_URL = re.compile(r"/(?:blob|tree|raw)/|://raw\.githubusercontent\.com/")
_MOST_PARTS = 200
_LONGEST = 4096  # no path is longer on Linux (PATH_MAX)


class State(Enum):
    """What became of a target."""

    ELSEWHERE = "elsewhere"
    """Another host, another scheme, a template: nothing that can be known here."""
    FOUND = "found"
    MISSING = "missing"
    OUTSIDE = "outside"
    """Above the project root, and not in the same repository."""
    OTHER_CASE = "other case"
    """It exists, but in another case or normal form."""


class Destination(NamedTuple):
    """Where a target points. `path` is absolute; for what is missing, where it would be."""

    state: State
    path: str = ""
    fragment: str = ""
    actual: str = ""
    """For OTHER_CASE: the path that exists."""


ELSEWHERE = Destination(State.ELSEWHERE)


class Resolver:
    """Resolves the targets of a project's links; each address is looked up once for all pages of a folder.

    `urls` are addresses that mean a page; `repository` finds, when asked, what addresses of the repository's
    own web site start with, and the folder that each stands for.
    """

    def __init__(
        self,
        config: Config,
        tree: Tree,
        pages: Collection[str],
        urls: Mapping[str, str],
        repository: Callable[[], Sequence[tuple[str, str]]] = tuple,
    ) -> None:
        self._config = config
        self.tree = tree
        self.pages = pages
        self._urls = {_normal(url): path for url, path in urls.items()}
        self._site_root = config.site_roots[0]
        self._site: list[tuple[str, str]] = []
        if config.site_url:
            prefix = _normal(config.site_url.rstrip("/") + "/")
            self._site += [(prefix, folder) for folder in config.site_roots]
        self._origins = {item.origin for item in config.map if item.origin}
        self._mapped_files = MappedFiles(config, pages, tree)
        self._has_addresses = bool(self._urls or self._site or self._origins)
        self._repository = cache(repository)
        self._routes = Routes(config, pages, tree) if config.resolve in ROUTES else None
        self._by_folder = config.resolve in ("github", "sphinx")
        """Whether an address means the same on all pages of a folder."""
        # Every site but Starlight takes an address in `.md` for the page at that path, if it is there.
        ending = "" if self._by_folder else None if config.resolve == "starlight" else ".md"
        self._plain = PlainPaths(pages, ending)
        self._known: dict[str, dict[str, Destination]] = {}
        """What addresses mean, by the page or folder that they are relative to."""
        self._absolute: dict[str, Destination] = {}
        self._arrivals: dict[str, Arrivals] = {}

    def resolve(self, target: str, page: str) -> Destination:
        """Return where a target written on a page points."""
        address, fragment = target.partition("#")[0], fragment_of(target)
        if ("{" in target or "<%" in target) and TEMPLATE.search(target):
            return ELSEWHERE
        if not address or address[0] == "?":
            return Destination(State.FOUND, page, fragment)
        if address.startswith(("https://", "http://")):
            if not self._has_addresses and not _REPOSITORY_URL.search(address):
                return ELSEWHERE
            known = self._absolute
        else:
            scope = self._scope(page)
            known = self._known.get(scope) or self._known.setdefault(scope, {})
        found = known.get(address)
        if found is None:
            found = known[address] = self._address(address, page)
        if found.state is State.MISSING and not fragment and self._may_be_name(address):
            return Destination(State.FOUND, page, address)
        return Destination(found.state, found.path, fragment, found.actual) if fragment else found

    def route_of(self, path: str) -> str | None:
        """Return the address that the site gives a page, below its base; None where that is a path."""
        return self._routes.address(path) if self._routes else None

    def prefixes(self) -> Sequence[tuple[str, str]]:
        """Return what absolute addresses of the project start with, and the folder that each stands for."""
        return (*self._site, *self._repository())

    def _may_be_name(self, address: str) -> bool:
        """Tell whether an address may be the name of a target, as MyST takes all that is no file."""
        return self._config.naming.shares_targets and not posixpath.splitext(address)[1]

    def _scope(self, page: str) -> str:
        return page[: page.rfind("/")] if self._by_folder else page

    def arrivals(self, page: str) -> Arrivals:
        """Return where the addresses on a page arrive."""
        scope = self._scope(page)
        if scope not in self._arrivals:
            self._arrivals[scope] = Arrivals(self._plain, page, self._arrival)
        return self._arrivals[scope]

    def _arrival(self, address: str, page: str) -> str | None:
        """Return the path at which an address on a page arrives; see `Arrivals`."""
        found = self.resolve(address, page)
        return found.path if found.state is State.FOUND else "" if found.state is State.ELSEWHERE else None

    @cached_property
    def _hosts(self) -> tuple[bytes, ...]:
        prefixes = (prefix for prefix, _ in self._site)
        origins = (_ORIGIN.match(url) for url in (*self._urls, *prefixes, *self._origins))
        return tuple(sorted({origin[0].partition("://")[2].encode() for origin in origins if origin}))

    def may_mean_project(self, data: bytes) -> bool:
        """Tell, fast, whether a page may hold an absolute URL that means something of the project."""
        if _VIEW.search(data):
            return True
        return bool(self._hosts) and any(host in data.lower() for host in self._hosts)

    def means_project(self, url: str) -> bool:
        """Tell whether an absolute URL means something of the project, there or not."""
        return self.resolve(url, self._config.root).state is not State.ELSEWHERE

    def _address(self, address: str, page: str) -> Destination:
        page_path = self._plain.page(address, page)
        if page_path is not None:
            return Destination(State.FOUND, page_path)
        if SCHEME.match(address) or address.startswith("//"):
            return self._absolute_url(address)
        path = address.partition("?")[0]
        if _is_too_long(path):
            return Destination(State.MISSING, page)
        if "%" in path and not _BAD_ESCAPE.search(path):
            path = unquote(path, errors="surrogateescape")
        if self._routes and not path.endswith(PAGE_SUFFIXES):
            published = self._routes.page(path, page)
            if published is not None:
                return Destination(State.FOUND, published)
        rooted = self._config.profile.rooted if path.startswith("/") else "site"
        if rooted == "host" and not (self._config.resolve == "jekyll" and path.endswith(PAGE_SUFFIXES)):
            return self._on_host(path)
        found = self._file(path, page)
        other = self._on_host(path) if rooted == "either" and found.state is not State.FOUND else found
        return other if other.state is State.FOUND else found

    def _file(self, path: str, page: str) -> Destination:
        """Return the first destination that a path on a page may mean and that is there."""
        style, is_folder = self._config.resolve, self.tree.is_folder
        likely = candidates(path, page, style, self._config.site_roots, self._config.root, is_folder)
        mapped = self._mapped(path) if path.startswith("/") else ()
        return self._first(chain(mapped, likely)) or Destination(State.MISSING, page)

    def _first(self, paths: Iterable[str]) -> Destination | None:
        """Return the first verdict that something is there, else the likeliest."""
        first: Destination | None = None
        for path in paths:
            destination = self._exact(path)
            if destination.state is State.FOUND:
                return destination
            if first is None or (first.state is State.MISSING and destination.state is State.OTHER_CASE):
                first = destination
        return first

    def _mapped(self, path: str, origin: str = "") -> list[str]:
        """Return the files that the maps of the configuration have for a path in an address."""
        found = (file for file in self._mapped_files.files(path, origin) if not _is_too_long(file))
        return [file + ending for file in found for ending in ("", *endings(self._config.resolve))]

    def is_mapped(self, target: str) -> bool:
        """Tell whether the maps of the configuration have a file for a target, there or not."""
        if not self._config.map:
            return False
        bare = _normal(unquote(re.split("[?#]", target, maxsplit=1)[0]))
        origin = _ORIGIN.match(bare)
        path = bare[origin.end() :] if origin else bare
        return path.startswith("/") and bool(self._mapped(path, origin[0] if origin else ""))

    def _on_host(self, path: str) -> Destination:
        """Return the destination of a path on the host of the site, where the site leaves such as it is."""
        base = self._config.profile.base
        if not f"{path}/".startswith(base):
            return Destination(State.MISSING, posixpath.normpath(self._site_root + path))
        below = path[len(base) :]
        if below.endswith(PAGE_SUFFIXES):
            return Destination(State.MISSING, f"{self._site_root}/{below}")
        if self._config.resolve in OWN:
            return self._file(f"/{below}", self._site_root)
        return self._first_of(posixpath.normpath(f"{self._site_root}/{below}"))

    def _first_of(self, path: str) -> Destination:
        """Return the verdict on a path to which the ending of a page may be missing."""
        found = [self._exact(path + ending) for ending in ("", *endings(self._config.resolve))]
        return next((one for one in found if one.state is State.FOUND), found[0])

    def _absolute_url(self, address: str) -> Destination:
        bare = _normal(unquote(address.partition("?")[0]))
        page = self._urls.get(bare)
        if page:
            return Destination(State.FOUND, page)
        origin = _ORIGIN.match(bare)
        if origin and origin[0] in self._origins and not _is_too_long(bare):
            mapped = self._first(self._mapped(bare[origin.end() :], origin[0]))
            if mapped:
                return mapped
        hosted = self._repository() if _REPOSITORY_URL.search(bare) else ()
        places = [place for place in (*self._site, *hosted) if bare.startswith(place[0])]
        if not places:
            return ELSEWHERE
        if _is_too_long(bare):
            return Destination(State.MISSING, places[0][1])
        below = bare[len(places[0][0]) :]
        published = self._routes and self._routes.page(self._config.profile.base + below, "")
        if published:
            return Destination(State.FOUND, published)
        mapped_files = self._mapped(f"/{below}") if places[0] in self._site else []
        paths = [posixpath.normpath(f"{folder}/{bare[len(prefix) :]}") for prefix, folder in places]
        likely = [path + ending for path in paths for ending in ("", *endings(self._config.resolve))]
        return self._first([*mapped_files, *likely]) or ELSEWHERE

    def _exact(self, path: str) -> Destination:
        """Return the verdict on an absolute path; one that ends in `/` has to be a folder."""
        folder = path.endswith("/")
        path = path.rstrip("/") or "/"
        if path in self.pages and not folder:
            return Destination(State.FOUND, path)
        if not (path + "/").startswith(self._config.root + "/") and not self._is_near(path):
            return Destination(State.OUTSIDE, path)
        if self.tree.exists(path):
            is_folder = self.tree.is_folder(path)
            if (folder and not is_folder) or (is_folder and self._shows_nothing(path)):
                return Destination(State.MISSING, path + "/")
            return Destination(State.FOUND, path)
        actual = self.tree.otherwise_spelled(path)
        if actual and self.tree.exists(actual):
            return Destination(State.OTHER_CASE, path, actual=actual)
        return Destination(State.MISSING, path)

    def _shows_nothing(self, folder: str) -> bool:
        """Tell whether a link to a folder leads nowhere on the site."""
        shown = self._config.profile.folders
        if shown == "sections" and posixpath.dirname(folder) == self._site_root:
            return False
        return shown == "nothing" or (shown != "listed" and self.index_of(folder) is None)

    def _is_near(self, path: str) -> bool:
        """Tell whether a path outside the root lies in a glossary, or in the repository around the root."""
        known = (*self._config.glossary, *((self._around,) if self._around else ()))
        return any(f"{path}/".startswith(f"{base}/") for base in known)

    @cached_property
    def _around(self) -> str | None:
        return repository_above(self._config.root)

    def shown_page(self, path: str) -> str | None:
        """Return the file that a link to a path shows: of a folder its index page, if there is one."""
        return self.index_of(path) if path not in self.pages and self.tree.is_folder(path) else path

    def index_of(self, folder: str) -> str | None:
        """Return the page that a link to a folder shows."""
        listing = self.tree.listing(folder)
        return next((f"{folder}/{name}" for name in INDEXES if name in listing), None)


def fragment_of(target: str) -> str:
    """Return the fragment of a target as written, directives left out (WICG, "Text Fragments", `:~:`)."""
    fragment = target.partition("#")[2]
    return fragment.partition(":~:")[0] if ":~:" in fragment else fragment


def _normal(url: str) -> str:
    """Return a URL with scheme and host in lower case (RFC 3986 §6.2.2.1)."""
    origin = _ORIGIN.match(url)
    return origin[0].lower() + url[origin.end() :] if origin else url


def _is_too_long(address: str) -> bool:
    """Tell whether no file has such a path: looking for it would cost time for nothing."""
    return len(address) > _LONGEST or address.count("/") > _MOST_PARTS
