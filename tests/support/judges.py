"""Renderers that judge linked pages: the page without its inserted links has to be what it was.

A judge reads plain and linked pages alike, and only that comparison counts: what it knows of GFM, math or
directives is its own affair.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import subprocess
from functools import cache, cached_property
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence


_WITHIN = r"(?:(?!</(?:blockquote|h\d|li|p|td|th)>).)*?"
_TAG = re.compile(
    rf"<!--(?:-?>|{_WITHIN}-->)|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![A-Za-z][^>]*>"
    rf"|<(script|style|textarea|title|xmp|iframe)\b{_WITHIN}</\1\s*>"
    r"""|</?[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*+>""",
    re.DOTALL | re.IGNORECASE,
)
_LINK = re.compile(r"<(/?)a(?:>|\s)", re.IGNORECASE)


def without_links(html: str, targets: Collection[str], ids: Collection[str] = ()) -> list[str]:
    """Return HTML in pieces, texts and tags, without links to targets and anchors with ids.

    What stands in attributes, comments and scripts is no link, but part of these.
    """
    ours = {f'<a href="{target}">' for target in targets} | {f'<a id="{name}">' for name in ids}
    pieces = [""]
    opened: list[bool] = []
    """For each open `<a>`, whether it was put in."""
    position = 0
    for found in _TAG.finditer(html):
        pieces[-1] += html[position : found.start()]
        position, tag = found.end(), found[0]
        if link := _LINK.match(tag):
            if not link[1]:
                opened.append(tag in ours)
            if opened and (opened.pop() if link[1] else opened[-1]):
                continue
        pieces += (tag, "")
    pieces[-1] += html[position:]
    return pieces


# Renderers


def cmark(texts: Sequence[str]) -> list[str]:
    """Return what cmark-gfm makes of pages, GitHub's own renderer but for its math and alerts."""
    import cmarkgfm
    from cmarkgfm.cmark import Options

    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    extensions = ["table", "autolink", "strikethrough", "tasklist"]
    return [cmarkgfm.markdown_to_html_with_extensions(text, options, extensions) for text in texts]


def markdown_it(texts: Sequence[str]) -> list[str]:
    """Return what markdown-it-py makes of pages."""
    return [_markdown_it()(text) for text in texts]


@cache
def _markdown_it() -> Callable[[str], str]:
    from markdown_it import MarkdownIt

    return MarkdownIt("gfm-like").disable("linkify").render  # it links `a.net` too


def commonmark(texts: Sequence[str]) -> list[str]:
    """Return what commonmark.py makes of pages, the reference implementation, without GFM."""
    import commonmark

    return [commonmark.commonmark(text) for text in texts]


def micromark(texts: Sequence[str]) -> list[str]:
    """Return what micromark makes of pages, with GFM and math."""
    return [MICROMARK.ask({"text": text}) for text in texts]


def directives(texts: Sequence[str]) -> list[str]:
    """Return what micromark makes of pages, with GFM and directives."""
    return [MICROMARK.ask({"text": text, "directives": True}) for text in texts]


class Conversation:
    """A process that answers each line of JSON with one. It is started once, and ends with this process."""

    def __init__(self, *command: str) -> None:
        self._command = command

    def ask(self, question: object) -> Any:
        """Return its answer to a question."""
        stdin, stdout = self._pipes
        stdin.write(json.dumps(question) + "\n")
        stdin.flush()
        return json.loads(stdout.readline())

    @cached_property
    def _pipes(self) -> tuple[IO[str], IO[str]]:
        pipe = subprocess.PIPE
        process = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, encoding="utf-8")
        atexit.register(process.communicate)
        assert process.stdin
        assert process.stdout
        return process.stdin, process.stdout


class Program(Conversation):
    """A renderer in JavaScript: a script, and a folder below `$AUTOLINK_SITES` that holds its packages."""

    def __init__(self, script: str, folder: str) -> None:
        self._folder = os.path.join(os.environ.get("AUTOLINK_SITES", ""), folder)
        super().__init__("node", script, self._folder)

    def is_missing(self) -> str:
        """Return why it cannot run; empty where it can."""
        if not shutil.which("node"):
            return "node is not installed"
        is_there = os.path.isdir(os.path.join(self._folder, "node_modules"))
        return "" if is_there else f"AUTOLINK_SITES has no {os.path.basename(self._folder)}"


MICROMARK = Program(os.path.join(os.path.dirname(__file__), "micromark.mjs"), "micromark")
