"""One question of a review: a new link in its place, what it would point to, and the answer."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from autolink.cli.common import counted, output, shown
from autolink.indexer.definition import definition_of
from autolink.reporters.plain_text import render_plain
from autolink.reporters.snippet import snippet
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from autolink.indexer.term import Term
    from autolink.matcher.verdicts import Mention
    from autolink.page.positions import PageBytes
    from autolink.project.review import PageReview
    from autolink.project.sources import Sources

ANSWERS = {
    "y": "link this mention",
    "n": "do not link it here (adds a comment)",
    "p": "never link this word on this page (adds a comment)",
    "s": "never link this word (adds it to `never-link` in the configuration)",
    "c": "link this word only as the glossary spells it (adds it to `case-sensitive`)",
    "a": "link this mention and all later mentions of its term",
    "d": "skip the rest of this page",
    "q": "quit, and keep what you have decided",
    "?": "show this help",
}
_MOST_LINES = 4
"""Lines of a definition that are shown."""
_MOST_CHARACTERS = 2_000
"""Code points of a definition that are read: nearly always its first paragraph."""
_NARROWEST = 20
"""The minimum width of a line in cells."""
_LONGEST_ANSWER = 1_000


class Position(NamedTuple):
    """Where a question stands among the others."""

    page: int
    pages: int
    left: int
    """How many new links of the page are undecided, this one included."""


class Asker:
    """Asks on the terminal, in colour if wanted (https://no-color.org)."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._console = output()
        self._first_paragraph = cache(self._read_first_paragraph)

    def ask(self, page: PageReview, mention: Mention, position: Position, allowed: str) -> str:
        """Show a new link and return the answer, one of the letters allowed; `q` at the end of the input."""
        plain, start, end = page.plain(mention)
        self._show_place(plain, start, end, position)
        self._show_term(mention)
        text = printable(" ".join(plain.data[start:end].decode().split()))
        while True:
            self._print(f"Link `{text}`? [{','.join(allowed)}] ", style="bold", end="")
            sys.stdout.flush()
            typed = sys.stdin.buffer.readline(_LONGEST_ANSWER)
            if not typed:
                self._print("")
                return "q"
            answer = unicodedata.normalize("NFKC", typed.decode("utf-8", "replace")).strip().lower()
            if answer and answer in allowed and answer != "?":
                return answer
            if answer:
                self._show_help(allowed)

    def say(self, text: str) -> None:
        """Say why an answer cannot be carried out."""
        self._print(printable(text), style="yellow")

    def _show_place(self, page: PageBytes, start: int, end: int, position: Position) -> None:
        line, column = page.position(start)
        place = f"{printable(shown(page.path))}:{line}:{column}"
        left = f"page {position.page} of {position.pages}, {counted(position.left, 'new link')}"
        self._print("")
        self._print(place, style="bold", end="")
        self._print(f"  {left}", style="dim")
        first, last = page.line_span(start)
        if first:
            self._show_neighbour(page, page.line_span(first - 1)[0], line - 1)
        number = f"{line:>5} | "
        part = snippet(page, start, end, self._room(number))
        self._print(f"{number}{part.text}".rstrip())
        self._print(f"{'':{len(number)}}{' ' * part.indent}{'^' * part.length}", style="green")
        if last < len(page.data):
            self._show_neighbour(page, last, line + 1)

    def _show_neighbour(self, page: PageBytes, start: int, line: int) -> None:
        """Show the line before or after, if it has text."""
        number = f"{line:>5} | "
        text = snippet(page, start, start, self._room(number)).text.rstrip()
        if text:
            self._print(f"{number}{text}", style="dim")

    def _show_term(self, mention: Mention) -> None:
        term = mention.term
        self._print(printable(" | ".join(term.aliases)), style="cyan", end="")
        self._print(f"  {printable(shown(term.page))}:{term.line}", style="dim")
        for rival in mention.rivals[:1]:
            more = f" and {len(mention.rivals) - 1} more" if len(mention.rivals) > 1 else ""
            self._print(f"    equally near: {printable(rival.name)} in {printable(shown(rival.page))}{more}")
        for text in self._wrapped(self._first_paragraph(term)):
            self._print(f"    {text}")

    def _show_help(self, allowed: str) -> None:
        for letter in allowed:
            self._print(f"  {letter}  {ANSWERS[letter]}", style="red")

    def _wrapped(self, text: str) -> Sequence[str]:
        """Return the first lines of a paragraph, as wide as the terminal."""
        from rich.text import Text

        room = self._room("    ")
        lines = list(Text(text).wrap(self._console, room))
        shown_lines = [line.plain for line in lines[:_MOST_LINES]]
        if len(lines) > _MOST_LINES:
            last = lines[_MOST_LINES - 1]
            last.truncate(room - 2)
            shown_lines[-1] = f"{last.plain.rstrip()} …"
        return shown_lines

    def _read_first_paragraph(self, term: Term) -> str:
        data = self._sources.read(term.page)
        definition = definition_of(term, data) if isinstance(data, bytes) else ""
        first = render_plain(definition[:_MOST_CHARACTERS]).partition("\n\n")[0]
        return printable(" ".join(first.split()))

    def _room(self, before: str) -> int:
        """Return how many cells are left in a line after some text."""
        return max(_NARROWEST, self._console.width - len(before))

    def _print(self, text: str, style: str = "", end: str = "\n") -> None:
        console: Console = self._console
        console.print(text, style=style or None, end=end, markup=False)
