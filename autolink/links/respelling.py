"""How a link is written after a move: to the same place, in the style in which it is written now."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from autolink.links.resolver import State
from autolink.links.target_edits import escaped_path
from autolink.sites.resolving import INDEXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.config import Config
    from autolink.files import Moves
    from autolink.links.resolver import Resolver

_ENCODED_LETTER = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]")
_UNSAFE = re.compile(r"[<>&\"'\\()\n]")


class LostError(Exception):
    """No way is known to write a link so that it arrives after the move."""


class _Spelling(NamedTuple):
    """One way to write where a file is: by its kind, what it starts with, and the path after that."""

    kind: tuple[str, str]
    prefix: str
    path: str

    @property
    def plain(self) -> str:
        return self.prefix + self.path


class Respeller:
    """Writes the targets of links anew, given how they resolve before and after a move."""

    def __init__(self, config: Config, moves: Moves, before: Resolver, after: Resolver) -> None:
        self._config = config
        self._moves = moves
        self._before = before
        self._after = after

    def respelled(self, target: str, page: str) -> str | None:
        """Return the path or address that a link on a page (where it was) has to have; None if it may stay.

        What does not arrive before the move stays as it is. Raises LostError.
        """
        address = target.partition("#")[0].partition("?")[0]
        found = self._before.resolve(target, page)
        if not address or found.state is not State.FOUND:
            return None
        place, wanted = self._moves.moved(page), self._moves.moved(found.path)
        if (place, wanted) == (page, found.path):
            return None
        arrives, rest = self._arrives(target, place, wanted), target[len(address) :]
        for spelling, is_like in self._like(address, page, found.path, place, wanted):
            new = _written(spelling, address)
            if arrives and not is_like:
                return None  # it is not in a form that would lead back to what it is
            if self._arrives(new + rest, place, wanted):
                return None if new == address else new
        if arrives:
            return None
        raise LostError

    def arrives(self, target: str, page: str, written: str) -> bool:
        """Tell whether a target, as `written` on a page after the move, is where it was before."""
        before = self._before.resolve(target, page)
        after = self._after.resolve(written, self._moves.moved(page))
        is_same = (before.state, before.fragment) == (after.state, after.fragment)
        return is_same and (after.state is not State.FOUND or after.path == self._moves.moved(before.path))

    def _arrives(self, target: str, page: str, path: str) -> bool:
        found = self._after.resolve(target, page)
        return found.state is State.FOUND and found.path == path

    def _like(
        self, address: str, page: str, path: str, place: str, wanted: str
    ) -> Iterator[tuple[_Spelling, bool]]:
        """Yield ways to write a place, with whether an address writes the old one so; those that do first."""
        plain = _normal(unquote(address, errors="surrogateescape"))
        kinds = {item.kind for item in self._spellings(page, path, self._before) if item.plain == plain}
        new = list(self._spellings(place, wanted, self._after))
        is_rooted = address.startswith("/") or ":" in address.partition("/")[0]
        family = [item for item in new if bool(item.prefix) == is_rooted]
        yield from ((item, True) for item in new if item.kind in kinds)
        yield from ((item, False) for item in family if item.kind not in kinds)

    def _spellings(self, page: str, path: str, resolver: Resolver) -> Iterator[_Spelling]:
        """Yield the ways in which links on a page can write a path."""
        bases = [("relative", "", posixpath.dirname(page)), ("pretty", "", posixpath.splitext(page)[0])]
        profile = self._config.profile
        bases += [(f"root {at}", profile.base, root) for at, root in enumerate(self._config.site_roots)]
        bases += [(f"host {at}", prefix, root) for at, (prefix, root) in enumerate(resolver.prefixes())]
        for base, prefix, root in bases:
            for tail, written in _tails(path):
                relative = _relative(written, root)
                if not (prefix and relative.startswith("..")):
                    yield _Spelling((base, tail), prefix, relative)
        yield from self._mapped(path)
        route, here = resolver.route_of(path), resolver.route_of(page)
        if route is not None:
            yield _Spelling(("route", ""), profile.base, route)
            if here is not None:
                yield _Spelling(
                    ("relative", "route"), "", _relative(f"/{route}", f"/{posixpath.dirname(here)}")
                )

    def _mapped(self, path: str) -> Iterator[_Spelling]:
        """Yield the ways in which the maps of the configuration write a path."""
        root = f"{self._config.root}/"
        for at, item in enumerate(self._config.map):
            for tail, written in _tails(path):
                address = item.address_of(written.removeprefix(root)) if written.startswith(root) else None
                if address is not None:
                    yield _Spelling((f"map {at}", tail), f"{item.origin}/", address)
                    yield _Spelling((f"map {at}/", tail), f"{item.origin}/", f"{address}/")


def _tails(path: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of the path of a file or folder that a link may write."""
    stem, folder = posixpath.splitext(path)[0], posixpath.dirname(path)
    yield from (("file", path), ("file/", f"{path}/"))
    if posixpath.basename(path) in INDEXES:
        yield from (("folder/", f"{folder}/"), ("folder", folder))
    yield from (("stem", stem), ("stem/", f"{stem}/"), ("html", f"{stem}.html"))


def _relative(path: str, folder: str) -> str:
    return posixpath.relpath(path, folder) + ("/" if path.endswith("/") else "")


def _normal(path: str) -> str:
    if "://" in path:
        return path
    return posixpath.normpath(path) + ("/" if path.endswith("/") and path != "/" else "")


def _written(spelling: _Spelling, like: str) -> str:
    """Return a place as a link writes it, `./` in front and percent-encoded where another one has that."""
    if _ENCODED_LETTER.search(like):
        path = quote(spelling.path.encode("utf-8", "surrogateescape"))
    elif " " in like and not _UNSAFE.search(spelling.path):
        path = spelling.path  # the target stands in `<>`, or in the quotes of an attribute
    else:
        path = escaped_path(spelling.path)
    is_dotted = like.startswith("./") and not spelling.prefix and not path.startswith(".")
    return f"./{path}" if is_dotted else spelling.prefix + path
