"""Whether links arrive on a site that was built: at a page, and at an id in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_NOWHERE = "http://site.invalid"
"""What stands for the host of a site of which none is known (RFC 2606)."""
PAGE_SUFFIXES = (".html", ".htm")


class Arrival(NamedTuple):
    """Whether a link arrives."""

    problem: str = ""
    """Why it does not arrive; empty if it arrives."""
    is_elsewhere: bool = False
    """Whether it leads to another host, which nobody looks at."""


class BuiltSite(NamedTuple):
    """A site that was built."""

    files: Collection[str]
    """The paths of all files, relative to the folder of the site."""
    ids: Callable[[str], Collection[str]]
    """Returns the ids in a page, given its path."""
    base: str = "/"
    """The path at which the site starts, `/` at both ends."""
    url: str | None = None
    """The address under which it is published."""

    def follow(self, page: str, target: str) -> Arrival:
        """Follow a link on a page, given by its path, to where a browser would go."""
        try:
            home = urlsplit(self.url or _NOWHERE)
            here = f"{home.scheme}://{home.netloc}{self.base}{quote(page)}"
            there = urlsplit(urljoin(here, target))
        except ValueError:
            return Arrival("it is not an address")
        if (there.scheme, there.netloc) != (home.scheme, home.netloc):
            return Arrival(is_elsewhere=True)
        path = unquote(there.path)
        if not f"{path}/".startswith(self.base):
            return Arrival(f"it points outside the site, which starts at {self.base}")
        found = self._file(path[len(self.base) :])
        if found is None:
            return Arrival("there is no such page")
        fragment = unquote(there.fragment)
        if not fragment or not found.endswith(PAGE_SUFFIXES) or fragment in self.ids(found):
            return Arrival()
        return Arrival(f"{found} has no such id")

    def _file(self, path: str) -> str | None:
        """Return the file that a web server gives for a path, if there is one."""
        if not path or path.endswith("/"):
            candidates = [f"{path}index.html"]
        else:
            candidates = [path, f"{path}.html", f"{path}/index.html"]
        return next((name for name in candidates if name in self.files), None)
