"""What MDX reads as markup in the text of a paragraph, a heading or a table cell.

Links, references and URLs are among it: what is in them is raw to MDX, a brace there is no expression.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from autolink.page.dialects.directives import arguments_end, name_end
from autolink.page.dialects.javascript import CompileError, expression_end
from autolink.page.dialects.jsx import comment_end, is_tag, tag_end
from autolink.page.dialects.model import Closed
from autolink.page.dialects.references import label, normalized, resource_end

_COMMON = rb"[`<{\[\]]|!\[|\\[!-/:-@\[-`{-~]?|://|[wW][wW][wW]\."
_MATH = rb"|\$"
_DIRECTIVE = rb"|:(?=[A-Za-z0-9\x80-\xff])"
_MARKUP = {
    (math, directives): re.compile(_COMMON + _MATH * math + _DIRECTIVE * directives)
    for math in (False, True)
    for directives in (False, True)
}
_RUN = re.compile(rb"`++|\$++")
# White space beyond ASCII, in UTF-8.
_SPACE = rb"\xc2\xa0|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80|\xef\xbb\xbf"
_DOMAIN = re.compile(
    rb"(?:(?<=http)(?<![a-z]http)://|(?<=https)(?<![a-z]https)://|(?<![^\s(*_\[\]~|])(?=www\.))"
    rb"(?![_.-])((?:[\w.-]++|(?!%b)[\x80-\xff])++)" % _SPACE,
    re.IGNORECASE,
)
_URL_PATH = re.compile(rb"(?:[^\s<\xc2\xe1-\xe3\xef]++|(?!%b)[\xc2\xe1-\xe3\xef])*+" % _SPACE)
_FOOTNOTE_CALL = re.compile(rb"\[\^((?:[^\[\]\\\s]|\\[\[\]\\]?){1,999}+)\]")
_EMOJI_SO_FAR = re.compile(rb":[\w+-]++\Z")
_LONGEST_EMOJI = 100
_ASCII_NAME = re.compile(rb"[\w-]*+")


class Known(NamedTuple):
    """What is known of a page when its text is read."""

    math: bool
    """Whether it is read with remark-math."""
    directives: bool
    """Whether it is read with remark-directive."""
    definitions: set[str]
    """The labels of its link reference definitions, normalized."""
    footnotes: set[str]
    """The labels of its footnotes, normalized."""


class _Bracket(NamedTuple):
    start: int
    content: int
    is_image: bool


class Text:
    """Reads one piece of text, bytes [start, end): `closed` is what it closes, as far as it was read."""

    def __init__(self, text: bytearray, start: int, end: int, known: Known) -> None:
        self.closed: list[Closed] = []
        self._text = text
        self._at = start
        self._end = end
        self._known = known
        self._brackets: list[_Bracket] = []
        self._inactive = 0
        """How many of these brackets enclose a link already, so that they start none."""
        self._unclosed_titles: set[int] = set()
        self._runs: dict[bytes, list[int]] | None = None

    def read(self) -> None:
        """Read the text. Raises CompileError where MDX cannot."""
        search = _MARKUP[self._known.math, self._known.directives].search
        at = self._at
        while match := search(self._text, at, self._end):
            at, mark = match.start(), match[0]
            if mark[0] == ord("\\"):
                at = match.end()
            elif mark in (b"`", b"$"):
                at = self._code(at)
            elif mark == b"<":
                at = self._tag(at)
            elif mark == b"{":
                at = self._close(at, expression_end(self._text, at, self._end), "expression")
            elif mark == b":":
                at = self._directive(at)
            elif mark == b"]":
                at = self._closing_bracket(at)
            elif mark[-1] == ord("["):
                at = self._bracket(at, len(mark))
            else:
                at = self._url(at, match.end())

    def _close(self, start: int, end: int, kind: str) -> int:
        self.closed.append(Closed(start, end, kind))
        return end

    def _code(self, at: int) -> int:
        """Read code or math: it ends at the next run of as many marks, wherever that stands."""
        run = _RUN.match(self._text, at, self._end)
        assert run is not None
        marks = bytes(run[0])
        kind = "code span" if marks[0] == ord("`") else "math"
        following = _RUN.search(self._text, run.end(), self._end)
        if following is None or following[0] == marks:
            return self._close(at, following.end(), kind) if following else run.end()
        if self._runs is None:
            self._runs = {}
            for found in _RUN.finditer(self._text, at, self._end):
                self._runs.setdefault(bytes(found[0]), []).append(found.start())
        starts = self._runs.get(marks, [])
        number = bisect_left(starts, run.end())
        if number == len(starts):
            return run.end()
        return self._close(at, starts[number] + len(marks), kind)

    def _tag(self, at: int) -> int:
        if self._text.startswith(b"<!--", at):
            end = comment_end(self._text, at, self._end)
            if not end:
                raise CompileError(at)
            return self._close(at, end, "comment")
        if not is_tag(self._text, at, self._end):
            return at + 1
        return self._close(at, tag_end(self._text, at, self._end), "JSX tag")

    def _url(self, at: int, after: int) -> int:
        """Read a bare URL. A bracket before it, or an underscore late in its domain, makes it none."""
        domain = None if self._brackets else _DOMAIN.match(self._text, at, self._end)
        if domain is None or b"_" in b"".join(domain[1].rstrip(b"._").split(b".")[-2:]):
            return after
        if after == at + 3:  # the `://`
            at -= 5 if self._text[at - 1] in b"sS" else 4
        path = _URL_PATH.match(self._text, domain.end(), self._end)
        return self._close(at, path.end() if path else domain.end(), "bare URL")

    def _directive(self, at: int) -> int:
        """Read a directive within text.

        Its name alone is rendered as it stands, so that it may be linked. But a link that starts within the
        name would become its label, and one after `:name:` would make an emoji of that.
        """
        start = at + 1
        if self._text[at - 1 : at] == b":" and self._text[at - 2 : at - 1] != b"\\":
            return start
        end = name_end(self._text, start, self._end)
        if self._text[end : end + 1] != b":":
            after = arguments_end(self._text, end, self._end)
            if after > end:
                return self._close(at, after, "directive")
        name = _ASCII_NAME.match(self._text, start, end)
        is_emoji = _EMOJI_SO_FAR.search(self._text, max(at - _LONGEST_EMOJI, 0), at)
        first = name.end() if name and not is_emoji else start
        if first < end:
            self._close(first, end, "directive")
        return end

    # Links

    def _bracket(self, at: int, width: int) -> int:
        call = _FOOTNOTE_CALL.match(self._text, at, self._end)
        if call and normalized(call[1]) in self._known.footnotes:
            return self._close(at, call.end(), "footnote")
        self._brackets.append(_Bracket(at, at + width, width > 1))
        return at + width

    def _closing_bracket(self, at: int) -> int:
        if not self._brackets:
            return at + 1
        bracket = self._brackets.pop()
        is_inactive = not bracket.is_image and len(self._brackets) < self._inactive
        self._inactive = min(self._inactive, len(self._brackets))
        end = 0 if is_inactive else self._link_end(bracket.content, at)
        if not end:
            return at + 1
        if not bracket.is_image:
            self._inactive = len(self._brackets)
        return self._close(bracket.start, end, "image" if bracket.is_image else "link")

    def _link_end(self, content: int, at: int) -> int:
        """Return where the link or image ends whose text is bytes [content, at); 0 when it is none."""
        after = at + 1
        mark = self._text[after : after + 1] if after < self._end else b""
        if mark == b"(":
            end = resource_end(self._text, after, self._end, self._unclosed_titles)
            if end:
                return end
        if not self._known.definitions:
            return 0
        is_defined = at - content < 4000 and normalized(self._text[content:at]) in self._known.definitions
        if mark == b"[":
            name, end = label(self._text, after, self._end)
            if name in self._known.definitions:
                return end
            return after + 2 if is_defined and self._text.startswith(b"[]", after) else 0
        return after if is_defined else 0
