"""A dialect: what a site reads beyond CommonMark and GFM, as the pieces of syntax that it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from autolink.page.dialects.model import Closed, Part, union
from autolink.page.syntax import body_start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from autolink.page.templates import Template

    Syntax = Callable[[bytes, int], Iterable[Closed | Part]]
    """A piece of syntax: from the bytes of a page and the offset after its front matter to what it finds."""


class Reading(NamedTuple):
    """What a dialect finds in a page, in order. Neither closed bytes nor parts overlap among themselves.

    What is closed inside a part is left to a reading of that part.
    """

    closed: tuple[Closed, ...] = ()
    parts: tuple[Part, ...] = ()


NOTHING = Reading()


@dataclass(frozen=True)
class Dialect:
    """The pieces of syntax that a site reads in pages; some of them only in MDX pages (`.mdx`)."""

    syntaxes: tuple[Syntax, ...] = ()
    in_mdx: tuple[Syntax, ...] = ()
    templates: tuple[Template, ...] = ()
    """The forms of links that the project has besides those of Markdown."""
    html_blocks: bool = False
    """Whether the text of HTML blocks is prose."""

    def reads_html(self, path: str) -> bool:
        """Tell whether the text of HTML blocks is prose in the page at a path; MDX has no such blocks."""
        return self.html_blocks and not path.lower().endswith(".mdx")

    def of(self, path: str) -> tuple[Syntax, ...]:
        """Return the pieces of syntax that are read in the page at a path."""
        return (*(self.in_mdx if path.lower().endswith(".mdx") else self.syntaxes), *self.templates)

    def read(self, path: str, data: bytes) -> Reading:
        """Return what the dialect finds in the page at a path."""
        syntaxes = self.of(path)
        return _read(syntaxes, data) if syntaxes else NOTHING


@lru_cache(maxsize=2)  # `check` reads a page at a glance, and then looks at it
def _read(syntaxes: tuple[Syntax, ...], data: bytes) -> Reading:
    start = body_start(data)
    closed: list[Closed] = []
    parts: list[Part] = []
    for syntax in syntaxes:
        for item in syntax(data, start):
            if item.start < item.end:
                (closed if isinstance(item, Closed) else parts).append(item)  # type: ignore[arg-type]
    joined = list(union(closed))
    if not parts:
        return Reading(tuple(joined))
    outermost = tuple(_outermost(parts, joined))
    return Reading(tuple(_outside(joined, outermost)), outermost)


PLAIN = Dialect()
"""CommonMark and GFM, and nothing else."""


def _outermost(parts: list[Part], closed: list[Closed]) -> Iterator[Part]:
    """Yield the parts that begin neither in closed bytes nor in another part."""
    end, number = 0, 0
    for part in sorted(parts, key=lambda part: (part.start, -part.end)):
        while number < len(closed) and closed[number].end <= part.start:
            number += 1
        is_closed = number < len(closed) and closed[number].start <= part.start
        if part.start >= end and not is_closed:
            yield part
            end = part.end


def _outside(closed: list[Closed], parts: Iterable[Part]) -> Iterator[Closed]:
    """Yield closed bytes as far as they do not lie in parts; what begins before a part ends with it."""
    waiting = iter(parts)
    part = next(waiting, None)
    for item in closed:
        while part and part.end <= item.start:
            part = next(waiting, None)
        if part is None or item.end <= part.start:
            yield item
        elif item.start < part.start:
            yield item._replace(end=part.start)
        elif item.end > part.end:
            yield item._replace(start=part.end)
