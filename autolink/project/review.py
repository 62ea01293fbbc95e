"""New links, decided one by one: how each decision changes the page and the configuration.

Each decision gives new bytes, proven as those of `fix` are, in which the mention is a new one no more. So the
next question is always the first mention that is left.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING

from autolink import files
from autolink.config.toml_edits import with_word
from autolink.diagnostics.diagnostic import Diagnostic
from autolink.errors import AutolinkError
from autolink.matcher.verdicts import LINKED, NOT_FIRST
from autolink.page.edits import Edit, Shift, applied
from autolink.page.page import Page
from autolink.page.positions import PageBytes
from autolink.rewriter.comment_proof import takes_comments
from autolink.rewriter.fixed_page import FixedPage, Rewrite
from autolink.rewriter.refusals import refused_here, refused_on_page
from autolink.rewriter.unlink import removals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.indexer.term import Term
    from autolink.matcher.verdicts import Mention
    from autolink.project.snapshot import Snapshot
    from autolink.project.sources import Sources


class PageReview:
    """A page and what was decided of its new links so far."""

    def __init__(self, snapshot: Snapshot, path: str, data: bytes) -> None:
        self._before = data
        self._snapshot = snapshot
        self.page = Page.parse(path, data, snapshot.config.dialect)
        self.new = snapshot.link_by_link.new(self.page)
        """The mentions that wait for a decision, in order."""
        self.linked: list[Term] = []
        """The terms of the links that were made."""
        self.comments = 0
        """How many comments were written."""

    @property
    def takes_comments(self) -> bool:
        """Whether a decision can be remembered on the page."""
        return takes_comments(self.page)

    def plain(self, mention: Mention) -> tuple[PageBytes, int, int]:
        """Return the page as people read it, and where a mention is there: bytes [start, end).

        It is without our links and the comments that are meant for us.
        """
        ours = (item for item in self.page.comments if item.text.strip().startswith("autolink-"))
        comments = [Edit(item.start, item.end, b"") for item in ours]
        taken_out = sorted([*removals(self._snapshot.matcher.managed.on(self.page)), *comments])
        shift = Shift(taken_out)
        plain = PageBytes(self.page.path, applied(self.page.data, taken_out))
        return plain, shift.start(mention.start), shift.end(mention.end)

    def link(self, mentions: Sequence[Mention]) -> bool:
        """Link mentions; tell whether that is proven to change nothing but links."""
        data = self._snapshot.link_by_link.linked(self.page, mentions)
        if data is None or data == self.page.data:
            return False
        self.linked += [mention.term for mention in mentions]
        self._take(data)
        return True

    def refuse(self, mention: Mention) -> bool:
        """Keep a mention from being linked by a comment next to it; tell whether one can be there."""
        first, last = self.page.line_span(mention.start)
        others = (
            item
            for item in self._snapshot.matcher.judged(self.page)
            if item.verdict in (LINKED, NOT_FIRST) and item.start != mention.start
        )
        is_alone = not any(first < item.end and item.start < last for item in others)
        return self._commented(refused_here(self.page, mention.start, mention.end, is_alone=is_alone))

    def refuse_word(self, alias: str) -> bool:
        """Keep an alias from being linked on the page by a comment; tell whether one can be there."""
        return self._commented(refused_on_page(self.page, alias))

    def under(self, snapshot: Snapshot) -> None:
        """Continue with another configuration."""
        self._snapshot = snapshot
        self._take(self.page.data)

    def result(self) -> FixedPage:
        """Return what the page becomes: where nothing is left to decide, what `fix` makes of it."""
        data = self.page.data
        if data != self._before and not self.new:
            data = self._snapshot.rewriter.rewrite(self.page).data
        rewrite = Rewrite(data, added=len(self.linked))
        return FixedPage(self.page.path, self.page.path, self._before, rewrite)

    def _commented(self, data: bytes | None) -> bool:
        if data is None:
            return False
        self.comments += 1
        self._take(data)
        return True

    def _take(self, data: bytes) -> None:
        self.page = Page.parse(self.page.path, data, self._snapshot.config.dialect)
        self.new = self._snapshot.link_by_link.new(self.page)


class WordLists:
    """The words that a review adds to lists of the configuration, and what is found under it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        """What the run shares, under the configuration with the words."""
        self.added: list[tuple[str, str]] = []
        """The keys and words that are not written yet, in the order in which they were added."""
        self._before = b""
        self._text = ""

    def add(self, key: str, word: str) -> None:
        """Add a word to the list of a key, `never-link` or `case-sensitive`.

        Raises AutolinkError where the configuration file cannot be read, or is not written so plainly that
        the place of the word is known.
        """
        config = self.snapshot.config
        if not self.added:
            try:
                self._before = files.read(config.file, files.MAX_SETTINGS)
                self._text = self._before.decode()
            except (OSError, UnicodeDecodeError) as error:
                raise AutolinkError(f"{config.file} cannot be read: {error}") from error
        table = ("tool", "autolink") if posixpath.basename(config.file) == "pyproject.toml" else ()
        text = with_word(self._text, table, key, word)
        if text is None:
            raise AutolinkError(
                f"`{word}` cannot be added to `{key}`, whose value is too complex to edit",
                f"add it yourself in {config.file}",
            )
        self._text = text
        self.added.append((key, word))
        if key == "never-link":
            config = replace(config, never_link=(*config.never_link, word))
        else:
            config = replace(config, case_sensitive=(*config.case_sensitive, word))
        self.snapshot = replace(self.snapshot, config=config)

    def write(self) -> None:
        """Write the configuration file, atomically, where words were added. Raises AutolinkError."""
        config = self.snapshot.config
        if self.added:
            try:
                bounds = files.Bounds(config.root, (config.file,))
                files.write(config.file, self._text.encode(), self._before, bounds)
            except OSError as error:
                raise AutolinkError(f"{config.file}: {error.strerror or error}") from error
            self.added = []


def anchored(snapshot: Snapshot, sources: Sources, path: str) -> FixedPage | None:
    """Return a page of the glossary with the anchors that its terms lack; None where it cannot be read."""
    page = sources.parse(path, snapshot.config.dialect)
    if isinstance(page, Diagnostic):
        return None
    return FixedPage(path, path, page.data, Rewrite(snapshot.link_by_link.with_anchors(page)))
