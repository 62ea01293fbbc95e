"""Raw HTML, as Python-Markdown takes it out of a page before it looks for blocks.

A block-level element is raw from its opening tag at the margin to its closing tag, blank lines or not, and to
the end of the page where it has none (`markdown.htmlparser.HTMLExtractor`). With `md_in_html`, what an
element's attribute `markdown` says is read as Markdown (`HTMLExtractorExtra`).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from autolink.page.dialects.html_tags import Tag, Tags
from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.fences import without_fences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KIND, TAG, INLINE = "raw HTML", "HTML tag", "inline"
_SPAN = frozenset(
    {"address", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "p", "summary", "td", "th"}
)
_BLOCK = frozenset(
    {
        *("article", "aside", "blockquote", "body", "center", "colgroup", "details", "div", "dl", "fieldset"),
        *("figcaption", "figure", "footer", "form", "group", "header", "hgroup", "html", "iframe", "main"),
        *("map", "menu", "nav", "noscript", "object", "ol", "output", "progress", "section", "table"),
        *("tbody", "tfoot", "thead", "tr", "ul", "video"),
    }
)
_CODE = ("script", "style")
_BLOCK_LEVEL = _SPAN | _BLOCK | {"canvas", "hr", "math", "option", "pre", "textarea", *_CODE}
_CODE_END = {name: re.compile(rb"</%b\b" % name.encode(), re.IGNORECASE) for name in _CODE}
_EMPTY = re.compile(rb"(?:(?:^|(?<=\r)) {0,3}|>)<\?>", re.MULTILINE)
"""An empty instruction where one may stand."""
_BLANK = re.compile(rb"(?: *+(?:\r\n?+|\n)){2}")
_COMMENT_END = re.compile(rb"--!?>")
_ENDS = ((b"<?", b"?>"), (b"<![CDATA[", b"]]>"), (b"<!", b">"))
_SPACE, _LINE_ENDS = 32, b"\r\n"


class Raw(NamedTuple):
    """Bytes [start, end) that are HTML."""

    start: int
    end: int
    kind: str = KIND
    """`raw HTML`; `HTML tag` for the tags of an element with Markdown in it; `inline` for those in text."""

    @property
    def is_block(self) -> bool:
        """Whether it is none of the text around it."""
        return self.kind != INLINE


def raw_html(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the raw HTML of a page whose site does not turn on `md_in_html`."""
    for raw in elements(data, start, markdown=False):
        yield Closed(raw.start, raw.end, raw.kind if raw.is_block else TAG)


def raw_html_around_markdown(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the raw HTML of a page whose site turns on `md_in_html`."""
    for raw in elements(data, start, markdown=True):
        yield Closed(raw.start, raw.end, raw.kind if raw.is_block else TAG)


@lru_cache(maxsize=4)
def elements(data: bytes, start: int, *, markdown: bool) -> Sequence[Raw]:
    """Return the raw HTML of a page, in order; `markdown` says whether some elements may hold Markdown."""
    masked = without_fences(data, start)
    # Behind an empty instruction, Python-Markdown loses the place that it is at.
    if b"<?>" in masked and _EMPTY.search(masked, start):
        return [Raw(start, len(data))]
    extractor = _Extractor(masked, start, markdown)
    extractor.run()
    return extractor.found


class _Extractor:
    """Goes from tag to tag and keeps the same books as Python-Markdown's extractors."""

    def __init__(self, data: bytes, start: int, reads_markdown: bool) -> None:
        self.found: list[Raw] = []
        self._data = data
        self._start = start
        self._reads_markdown = reads_markdown
        self._tags = Tags(data)
        self._never: set[bytes] = set()
        """What does not come any more: ends of comments and the like."""
        self._raw_start = -1
        self._raw = _Stack()
        """The elements that are open in a raw block."""
        self._elements = _Stack()
        """The elements that are open and may hold Markdown."""
        self._holding: list[bool] = []
        """Whether they hold blocks; one line of text across blank ones is as good as raw to us."""
        self._off_start = -1
        """Where the outermost of them starts that holds none."""
        self._is_tail = False
        """Whether a raw block has ended on this line."""
        self._is_first = False
        """Whether such an element has just been opened."""
        self._follows = False
        """Whether a tag is right after another one."""

    def run(self) -> None:
        """Go through the page."""
        read = at = self._start
        while (at := self._data.find(b"<", at)) >= 0:
            tag = self._markup(at)
            if tag is None:
                at = self._text_end(at)
                continue
            self._follows = read == at
            if read < at:
                self._is_first = False
                self._is_tail = self._is_tail and not any(end in self._data[read:at] for end in _LINE_ENDS)
            at = read = self._take(tag)
        if self._raw_start >= 0 or self._off_start >= 0:
            self.found.append(Raw(max(self._raw_start, self._off_start), len(self._data)))

    def _markup(self, at: int) -> Tag | None:
        """Return the tag, comment (`!--`) or declaration (`!`) that starts at an offset."""
        data = self._data
        if data.startswith(b"<!--", at):
            end = -1 if b"-->" in self._never else self._end(_COMMENT_END.search(data, at + 4))
            return self._until(at, b"-->", end, "!--")
        if data.startswith((b"<!", b"<?"), at):
            if not self._is_at_margin(at):
                return None
            closing = next(closing for opening, closing in _ENDS if data.startswith(opening, at))
            found = -1 if closing in self._never else data.find(closing, at + 2)
            return self._until(at, closing, found + len(closing) if found >= 0 else -1, "!")
        return self._tags.closing(at) if data.startswith(b"</", at) else self._tags.opening(at)

    def _text_end(self, at: int) -> int:
        """Return where the text that starts with `<` ends: of an instruction without an end, behind a `>`."""
        if not self._data.startswith((b"<?", b"<![CDATA["), at) or not self._is_at_margin(at):
            return at + 1
        end = -1 if b">" in self._never else self._data.find(b">", at)
        if end < 0:
            self._never.add(b">")
            return at + 1
        return end + 1

    @staticmethod
    def _end(match: re.Match[bytes] | None) -> int:
        return match.end() if match else -1

    def _until(self, start: int, closing: bytes, end: int, name: str) -> Tag | None:
        if end < 0:
            self._never.add(closing)
            return None
        return Tag(start, end, name, is_empty=True)

    def _take(self, tag: Tag) -> int:
        """Take a tag and return where to continue."""
        if tag.is_closing:
            self._close(tag)
        elif tag.is_empty or tag.name == "hr":
            self._take_alone(tag)
        elif self._open(tag) and tag.name in _CODE:
            end = _CODE_END[tag.name].search(self._data, tag.end)
            return end.start() if end else len(self._data)
        return tag.end

    def _open(self, tag: Tag) -> bool:
        """Take an opening tag; tell whether it opens anything but text."""
        is_raw = self._raw_start >= 0
        is_block = tag.name in _BLOCK_LEVEL and (self._is_tail or self._is_at_margin(tag.start))
        if self._reads_markdown and not is_raw and (is_block or self._is_first):
            value = tag.markdown or "0"
            if tag.name in _BLOCK_LEVEL and (self._holding or _may_be_markdown(tag.name, value)):
                self._open_element(tag, value)
                return True
        if is_block and not is_raw and not self._holding:
            self._raw_start = tag.start
            is_raw = True
        if is_raw:
            self._raw.push(tag.name)
        else:
            self._add_inline(tag)
        return is_raw

    def _open_element(self, tag: Tag, value: str) -> None:
        if "p" in self._elements:  # no block is in a paragraph
            self._close(Tag(tag.start, tag.start, "p", is_closing=True))
        holds_blocks = value in ("1", "block") and (value == "block" or tag.name in _BLOCK)
        holds_blocks = holds_blocks and (self._holding[-1] if self._holding else self._starts_block(tag))
        self._elements.push(tag.name)
        self._holding.append(holds_blocks and tag.name in _SPAN | _BLOCK)
        self._is_first = True
        if self._off_start < 0:
            if self._holding[-1]:
                self.found.append(Raw(tag.start, tag.end, TAG))
            else:
                self._off_start = tag.start

    def _close(self, tag: Tag) -> None:
        if self._raw_start >= 0:
            self._raw.pop(tag.name)
            if not self._raw:
                self.found.append(Raw(self._raw_start, tag.end))
                self._raw_start = -1
                self._is_tail = not _BLANK.match(self._data, tag.end)
        elif tag.name in self._elements:
            self._close_elements(tag)
        else:
            self._add_inline(tag)

    def _close_elements(self, tag: Tag) -> None:
        self._elements.pop(tag.name)
        del self._holding[len(self._elements) :]
        if self._off_start < 0:
            self.found.append(Raw(tag.start, tag.end, TAG))
        elif not self._holding or self._holding[-1]:
            self.found.append(Raw(self._off_start, tag.end))
            self._off_start = -1
        self._is_first = False
        if not self._holding:
            self._is_tail = not _BLANK.match(self._data, tag.end)

    def _take_alone(self, tag: Tag) -> None:
        """Take what has no content: a comment, a declaration, `<hr>`, `<x/>`."""
        is_block = tag.name in _BLOCK_LEVEL or tag.name.startswith("!")
        if self._raw_start >= 0 or self._off_start >= 0:
            return
        if self._is_tail or (is_block and self._is_at_margin(tag.start)):
            self.found.append(Raw(tag.start, tag.end))
            self._is_tail = self._is_tail or not (self._holding or _BLANK.match(self._data, tag.end))
        else:
            self._add_inline(tag)

    def _add_inline(self, tag: Tag) -> None:
        """Note a tag in text: what looks like another one inside it is none."""
        if self._off_start < 0:
            self.found.append(Raw(tag.start, tag.end, INLINE))

    def _starts_block(self, tag: Tag) -> bool:
        """Tell whether nothing is before an element: else nobody reads it (`MarkdownInHtmlProcessor`)."""
        is_line_start = tag.start == self._start or self._data[tag.start - 1] in _LINE_ENDS
        return is_line_start or (self._is_tail and self._follows)

    def _is_at_margin(self, at: int) -> bool:
        """Tell whether nothing but up to three spaces is before a place on its line."""
        start = at
        while start > self._start and at - start < 4 and self._data[start - 1] == _SPACE:
            start -= 1
        return at - start < 4 and (start == self._start or self._data[start - 1] in _LINE_ENDS)


def _may_be_markdown(name: str, value: str) -> bool:
    """Tell whether an attribute `markdown` has any effect on an element (`get_state`)."""
    return name in _SPAN | _BLOCK and value in ("1", "block", "span")


class _Stack:
    """The names of open elements. What an element's closing tag leaves open in it is closed as well."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._counts: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: str) -> bool:
        return self._counts[name] > 0

    def push(self, name: str) -> None:
        self._names.append(name)
        self._counts[name] += 1

    def pop(self, name: str) -> None:
        """Close the last element of a name and all in it, if there is one."""
        while name in self:
            last = self._names.pop()
            self._counts[last] -= 1
            if last == name:
                return
