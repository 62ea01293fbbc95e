"""The referee: mistune reads a block before and after it is linked, and has to read the same, links aside.

It is unrelated to the parser that found the prose, and compares what was written, not where.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from autolink.rewriter.link_form import destination
from autolink.rewriter.proof.change import changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from autolink.rewriter.proof.blame import Verdict
    from autolink.rewriter.proof.change import Change

_PLUGINS = ("table", "footnotes", "strikethrough", "task_lists", "math")
"""What mistune is to know besides CommonMark: what GitHub does."""


@cache
def _mistune() -> Callable[[str], Any]:
    import mistune  # here, not above: most pages that change do not need the referee

    return mistune.create_markdown(renderer=None, plugins=_PLUGINS)


@cache
def _renderer() -> Callable[[str], object]:
    import mistune

    return mistune.create_markdown(escape=False, plugins=_PLUGINS)


def rendering(markdown: str) -> str:
    """Return Markdown as mistune renders it, raw HTML as it is written."""
    return str(_renderer()(markdown))


def refereed(block: bytes, base: int, changes: Sequence[Change], *, in_html: bool = False) -> Verdict:
    """Return what compares a block, which starts at byte `base`, before and after some of these changes.

    `in_html` says whether they may be in HTML blocks.
    """
    alternatives = [*changes, *(change.wider for change in changes if change.wider)]
    referee = Referee((edit.new for change in alternatives for edit in change.insertions), in_html=in_html)
    before = cache(lambda: referee.read(block))
    return lambda chosen: referee.read(changed(block, chosen, base)) == before()


def _links_like(openings: Iterable[str]) -> re.Pattern[str]:
    """Return what matches links in HTML that begin with one of these tags, group 1 being their text."""
    return re.compile(rf"(?:{'|'.join(sorted(map(re.escape, openings))) or '(?!)'})([^<>]*+)</a>")


class Referee:
    """Reads a block of Markdown. `written` is the markup of the links that may be put in."""

    def __init__(self, written: Iterable[bytes], *, in_html: bool = False) -> None:
        from mistune.util import escape_url

        self._written = {text.decode() for text in written}
        openings = (text for text in self._written if in_html and text.startswith("<a "))
        self._links_in_html = _links_like(openings)
        self._targets = {
            escape_url(destination(text.encode()).decode()) for text in self._written if text.startswith("](")
        }

    def read(self, block: bytes) -> list[object]:
        """Return what the block says, links that were put in left out."""
        return _Reading(self._written, self._targets, self._links_in_html).read(_mistune()(block.decode()))


class _Reading:
    """Flattens mistune's token tree, leaving out what was written by us and joining adjacent text."""

    def __init__(self, written: set[str], targets: set[str], links_in_html: re.Pattern[str]) -> None:
        self._written = written
        self._targets = targets
        self._links_in_html = links_in_html
        self._tokens: list[object] = []
        self._texts: list[str] = []
        self._open: list[bool] = []  # for each open `<a>`, whether it is ours

    def read(self, tokens: Any) -> list[object]:
        """Return the tokens in document order; `None` ends those that have children."""
        assert isinstance(tokens, list)
        self._visit(tokens)
        self._end_text()
        return self._tokens

    def _visit(self, tokens: Sequence[dict[str, Any]]) -> None:
        for token in tokens:
            kind = token["type"]
            if kind == "text":
                self._texts.append(token["raw"])
                continue
            ours = kind in ("link", "inline_html") and self._is_ours(token)
            if not ours:
                self._end_text()
                self._tokens.append((kind, self._raw(token), token.get("attrs")))
            if "children" in token:
                self._visit(token["children"])
                if not ours:
                    self._end_text()
                    self._tokens.append(None)

    def _end_text(self) -> None:
        if self._texts:
            self._tokens.append("".join(self._texts))
            self._texts.clear()

    def _raw(self, token: dict[str, Any]) -> str | None:
        """Return what a token holds as it is written, our links in HTML blocks left out."""
        raw: str | None = token.get("raw")
        return self._links_in_html.sub(r"\1", raw) if raw and token["type"] == "block_html" else raw

    def _is_ours(self, token: dict[str, Any]) -> bool:
        if token["type"] == "link":
            return token["attrs"]["url"] in self._targets
        raw = token["raw"]
        if raw.startswith(("<a ", "<A ")):
            self._open.append(raw in self._written)
            return self._open[-1]
        return raw in ("</a>", "</A>") and bool(self._open) and self._open.pop()
