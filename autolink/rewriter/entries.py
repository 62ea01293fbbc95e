"""Writing in the glossary: a new entry, or a new alias of one. Only if terms are headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.indexer.attributes import Attributes, comment_below, parse
from autolink.indexer.build import terms_on
from autolink.page.edits import Edit, applied
from autolink.page.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.config import Config
    from autolink.indexer.term import Term
    from autolink.page.model import Comment, Heading

_LONGEST = 100
"""Characters of a word that may become an alias."""
_SEPARATORS = frozenset(",、，")


def may_be_alias(word: str) -> bool:
    """Tell whether a word, as a user selects it, may be an alias as it is."""
    return 0 < len(word) <= _LONGEST and word.isprintable() and any(map(str.isalnum, word))


def alias_edits(home: Page, term: Term, word: str, config: Config) -> list[Edit]:
    """Return the edits that give a term of a page one more alias, in its attributes: its heading stays.

    There are none where the page would not read as meant.
    """
    heading = next((item for item in home.headings if item.start == term.start), None)
    if heading is None or not may_be_alias(word) or "--" in word or not _SEPARATORS.isdisjoint(word):
        return []
    edit = _attribute_edit(home, heading, word, config)
    wanted = [
        (*of.aliases, word) if of.start == term.start else of.aliases for of in terms_on(home, config)[0]
    ]
    return [edit] if edit and _aliases_after(home, edit, config) == wanted else []


def _attribute_edit(home: Page, heading: Heading, word: str, config: Config) -> Edit | None:
    comment = comment_below(home, heading)
    if comment is None or not _holds_attributes(comment, config):
        at = home.line_span(max(heading.start, heading.end - 1))[1]
        newline = b"" if home.data[:at].endswith((b"\n", b"\r")) else b"\n"
        return Edit(at, at, newline + f"<!-- aliases: {word} -->\n".encode())
    text_start = comment.start + len(b"<!--")
    at = text_start
    for line in comment.text.splitlines(keepends=True):
        written = line.rstrip()
        if written.lstrip().startswith("aliases:"):
            at += len(written.encode())
            return Edit(at, at, f", {word}".encode())
        at += len(line.encode())
    at = text_start + len(comment.text.rstrip().encode())
    return Edit(at, at, f"\naliases: {word}\n".encode())


def _holds_attributes(comment: Comment, config: Config) -> bool:
    attributes, problems = parse(comment, frozenset(config.page_url_keys))
    return attributes != Attributes() or bool(problems)


def entry_edits(home: Page, word: str, config: Config) -> list[Edit]:
    """Return the edits that add an entry to the end of a glossary page; none where it would not read so."""
    source = config.source_of(home.path)
    if source.form != "headings" or not may_be_alias(word):
        return []
    blank = b"" if not home.data or home.data.endswith(b"\n\n") else b"\n"
    blank += b"\n" if home.data and not home.data.endswith((b"\n", b"\r")) else b""
    at = len(home.data)
    edit = Edit(at, at, blank + f"{'#' * source.levels[0]} {word}\n\n".encode())
    wanted = [*(term.aliases for term in terms_on(home, config)[0]), (word,)]
    return [edit] if _aliases_after(home, edit, config) == wanted else []


def _aliases_after(home: Page, edit: Edit, config: Config) -> Sequence[tuple[str, ...]]:
    after = Page.parse(home.path, applied(home.data, [edit]), home.dialect)
    return [term.aliases for term in terms_on(after, config)[0]]
