"""What the parser reads in a page, as values that can be compared: its events, and its rendering."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from pyromark import Markdown, Options

from autolink.page.edits import applied
from autolink.page.syntax import MARKDOWN, OPTIONS, body_start, decoded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from autolink.page.edits import Edit


def html(data: bytes) -> str:
    """Return a page as the parser renders it, front matter left out."""
    return MARKDOWN.html(decoded(data[body_start(data) :]))


def events(data: bytes) -> list[object]:
    """Return the events of a page, adjacent text joined."""
    return _joined(MARKDOWN.events(decoded(data[body_start(data) :])))


def events_without(
    data: bytes, starts: Collection[int], ends: Collection[int], *, in_html: bool
) -> list[object]:
    """Return the events of a page but those of markup that starts and ends at some of these byte offsets.

    Such markup is a tag of inline HTML, or a link, of which the text stays; and, if asked, a tag `in_html`,
    in an HTML block.
    """
    return _joined(_others(data, starts, ends, in_html))


def events_with_words(data: bytes, edits: Sequence[Edit], ours: Collection[int]) -> list[object] | None:
    """Return the events that a page should have once words of its text are replaced, which are in order.

    None where one is not written as it reads, or is in code, an image, a heading or a link; `ours` is where
    links start that may hold some.
    """
    base = body_start(data)
    found: list[Any] = []
    is_closed: list[bool] = []
    done = 0
    for event, span in MARKDOWN.events_with_range(decoded(data[base:])):
        start, end = span["start"] + base, span["end"] + base
        here = done
        if type(event) is dict and "Text" in event:
            while here < len(edits) and start <= edits[here].start and edits[here].end <= end:
                here += 1
            if here > done:
                written = data[start:end]
                if any(is_closed) or written != event["Text"].encode():
                    return None
                event = {"Text": applied(written, edits[done:here], start).decode()}
            done = here
        elif type(event) is dict and "Start" in event:
            tag = event["Start"]
            kind = next(iter(tag)) if type(tag) is dict else tag
            is_closed.append(kind in _CLOSED and start not in ours)
        elif type(event) is dict and "End" in event:
            is_closed.pop()
        found.append(event)
    return _joined(found) if done == len(edits) else None


def markup_without_math(data: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield the byte ranges of code, tags, links and images as a parser sees them that knows no math."""
    base = body_start(data)
    for event, span in _WITHOUT_MATH.events_with_range(decoded(data[base:])):
        if type(event) is dict and "Text" not in event:
            ((kind, value),) = event.items()
            if kind == "Start":
                kind = next(iter(value)) if type(value) is dict else ""
            if kind in _MARKUP:
                yield span["start"] + base, span["end"] + base, _MARKUP[kind]


_CLOSED = frozenset({"CodeBlock", "Image", "Heading", "MetadataBlock", "HtmlBlock", "Link"})
_WITHOUT_MATH = Markdown(options=OPTIONS ^ Options.ENABLE_MATH)
_MARKUP = {"Code": "code span", "InlineHtml": "HTML", "Html": "HTML", "Link": "link", "Image": "image"}


def _joined(events: Iterable[Any]) -> list[object]:
    """Return events with adjacent text joined."""
    joined: list[object] = []
    texts: list[str] = []
    for event in events:
        if type(event) is dict and "Text" in event:
            texts.append(event["Text"])
            continue
        if texts:
            joined.append("".join(texts))
            texts.clear()
        joined.append(event)
    if texts:
        joined.append("".join(texts))
    return joined


def _others(data: bytes, starts: Collection[int], ends: Collection[int], in_html: bool) -> Iterator[object]:
    """Yield the events of a page, those of certain markup left out."""
    base = body_start(data)
    links: list[bool] = []
    cuts = list(zip(sorted(starts), sorted(ends), strict=True)) if in_html else []
    for event, span in MARKDOWN.events_with_range(decoded(data[base:])):
        if type(event) is dict and "Text" not in event:
            ((kind, value),) = event.items()
            if kind == "InlineHtml" or (kind == "Start" and type(value) is dict and "Link" in value):
                is_meant = span["start"] + base in starts and span["end"] + base in ends
                if kind == "Start":
                    links.append(is_meant)
                if is_meant:
                    continue
            elif value == "Link" and kind == "End" and links.pop():
                continue
            elif cuts and "Html" in event:
                yield {kind: _without(event["Html"], span["start"] + base, data, cuts)}
                continue
        yield event


def _without(html: str, start: int, data: bytes, cuts: Sequence[tuple[int, int]]) -> str:
    """Return a piece of HTML, which is at a byte offset, without the bytes of some ranges in it."""
    written = html.encode()
    end = start + len(written)
    number = bisect_left(cuts, (start, start))
    if number == len(cuts) or cuts[number][1] > end or data[start:end] != written:
        return html
    pieces: list[bytes] = []
    while number < len(cuts) and cuts[number][1] <= end:
        pieces.append(data[start : cuts[number][0]])
        start = cuts[number][1]
        number += 1
    return b"".join([*pieces, data[start:end]]).decode()
