"""Where the link of a mention can be, and what it encloses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.model import MARK
from autolink.page.syntax import line_start
from autolink.rewriter import emphasis
from autolink.rewriter.emoticons import makes_emoticon
from autolink.rewriter.line_breaks import is_line_break, loses_line_break
from autolink.rewriter.link_form import form_of, link_tags, template_tags, written_address
from autolink.rewriter.proof.change import Change, changed
from autolink.rewriter.quotes import turns_quotes
from autolink.rewriter.tabs import moves_tab

if TYPE_CHECKING:
    from autolink.config import Config
    from autolink.indexer.term import Term
    from autolink.matcher.verdicts import Mention
    from autolink.page.page import Page
    from autolink.rewriter.term_targets import Targets

_SPOILERS = {
    "hugo": (turns_quotes,),
    "jekyll": (turns_quotes,),
    "mkdocs": (moves_tab,),
    "vitepress": (makes_emoticon, loses_line_break),
    "zensical": (moves_tab,),
}
"""By site, what tells whether a link changes how the characters next to it are shown."""
_LABEL_REACH = 200
_DELIMITERS = frozenset("*_~")
_LABEL = re.compile(rb"[ \t>*+0-9.)-]*(?:\[[^\[\]]+\]:[ \t]*)+[^ \t]*\Z")
_LINE_END = rb"(?:\r\n?+|\n)[ \t>]*+"
_TITLE = re.compile(
    rb"[ \t>*+0-9.)-]*+\[(?:[^\[\]\\\r\n]|\\.)++\]:[ \t]*+(?:%b)?+\S++[ \t]*+%b[\"'(]"
    % (_LINE_END, _LINE_END)
)
_FOOTNOTE = re.compile(rb" {0,3}\[\^[^\]\s]+\]:(?!.*\]:)")


class _Tags(dict["Term", "tuple[bytes, bytes] | None"]):
    """What goes before and after the text of links to terms, on one page and all others in its folder.

    None for a term that the template of links cannot name.
    """

    def __init__(self, targets: Targets, path: str, form: str) -> None:
        super().__init__()
        self._targets = targets
        self._form = form
        self._path = path
        self._addresses: dict[str, bytes] = {}
        """The targets without fragments, by the pages of terms."""

    def __missing__(self, term: Term) -> tuple[bytes, bytes] | None:
        template = self._targets.config.link_template
        if self._form == "template" and template:
            address = self._targets.address(term.page, self._path)
            self[term] = made = template_tags(template, term, address)
            return made
        written = self._addresses.get(term.page)
        if written is None:
            written = written_address(self._targets.address(term.page, self._path), self._form)
            self._addresses[term.page] = written
        tags = self[term] = link_tags(written, term.anchor, self._form)
        return tags


class Placement:
    """Puts links to terms around the mentions of a project's pages."""

    def __init__(self, targets: Targets, config: Config) -> None:
        self._targets = targets
        self._style = config.link_style
        self._spoilers = _SPOILERS.get(config.site, ())
        self.joins_lines = loses_line_break in self._spoilers
        """Whether the site takes a line break between two elements away."""
        self._template = config.link_template if config.link_style == "template" else None
        self._glossary_pages = targets.glossary.pages
        self._form = form_of(config)
        self._known: dict[tuple[str, str], _Tags] = {}

    def _tags_on(self, path: str, form: str) -> _Tags:
        """Return the tags of links on a page: the pages of a folder that define no terms share them."""
        if path in self._glossary_pages:
            return _Tags(self._targets, path, form)
        place = self._targets.places.get(path, path)
        key = place[: place.rfind("/")], form
        if key not in self._known:
            self._known[key] = _Tags(self._targets, path, form)
        return self._known[key]

    def linked(self, page: Page, mentions: list[Mention]) -> bytes | None:
        """Return the bytes of a plain page with its mentions linked; None where one cannot be linked."""
        if page.html_blocks:
            return self._linked(page, mentions)
        data, all_tags = page.data, self._tags_on(page.path, self._form)
        stars = emphasis.marked(data)
        pieces: list[bytes] = []
        position, delimiter, label = 0, -1, -1
        for mention in mentions:
            start, end, term = mention.start, mention.end, mention.term
            if delimiter < start - 1:
                delimiter = _index(stars, b"*", start - 1)
            if label < start - _LABEL_REACH:
                label = _index(data, b"]:", start - _LABEL_REACH)
            tags = all_tags[term]
            if tags is None:
                return None
            if delimiter <= end or label < start or self._style != "html":
                place = self._place(mention, page, data, start, end)
                if isinstance(place, str):
                    return None
                start, end = place
            if self.joins_lines and position and is_line_break(data, position, start):
                return None
            pieces += (data[position:start], tags[0], data[start:end], tags[1])
            position = end
        pieces.append(data[position:])
        return b"".join(pieces)

    def _linked(self, page: Page, mentions: list[Mention]) -> bytes | None:
        """Return what `linked` does, of a page with HTML blocks."""
        changes: list[Change] = []
        for mention in mentions:
            change = self.change(mention, page, page.data, mention.start, mention.end)
            is_joined = (
                self.joins_lines and changes and is_line_break(page.data, changes[-1].end, mention.start)
            )
            if isinstance(change, str) or is_joined:
                return None
            changes.append(change)
        return changed(page.data, changes)

    def _change_in_html(self, term: Term, page: Page, start: int, end: int) -> Change | str:
        """Return the change that links bytes [start, end) of an HTML block to a term, or why none can."""
        if not self._targets.arrives_from_html(term, page.path):
            return "the site does not convert the target of an HTML link"
        tags = self._tags_on(page.path, "html")[term]
        return Change.around(start, end, tags) if tags else "the template cannot name its term"

    def change(self, mention: Mention, page: Page, data: bytes, start: int, end: int) -> Change | str:
        """Return the change that links a mention of a page, or why no link can be there.

        `data` is the plain form of the page, in which the mention is bytes [start, end).
        """
        if page.html_blocks and page.html_blocks.hold(mention.start, mention.end):
            return self._change_in_html(mention.term, page, start, end)
        place = self._place(mention, page, data, start, end)
        if isinstance(place, str):
            return place
        tags = self._tags_on(page.path, self._form)[mention.term]
        if tags is None:
            return "the template cannot name its term"
        if place != (start, end) or self._template or not emphasis.has_delimiters(data, start, end):
            return Change.around(*place, tags)
        wide = self._wider(mention, page, data, start, end)
        return Change.around(start, end, tags, Change.around(*wide, tags) if wide else None)

    def _place(
        self, mention: Mention, page: Page, data: bytes, start: int, end: int
    ) -> tuple[int, int] | str:
        """Return the bytes that a link of [start, end) encloses, or why no link can be there."""
        if _after_doubtful_label(data, start):
            return "it follows a label"
        if self._template and not self._template.holds(data[start:end].decode()):
            return "it cannot be used in the template"
        if self._style == "markdown" and not _brackets_balanced(data[start:end]):
            return "its brackets would end the link"
        if self._spoilers and self._spoils(data, start, end):
            return "it would change how the characters next to it are shown"
        if not emphasis.has_delimiters(data, start, end) or emphasis.keeps_delimiters(data, start, end):
            return start, end
        wide = None if self._template else self._wider(mention, page, data, start, end)
        return wide or "it would break the emphasis next to it"

    def _spoils(self, data: bytes, start: int, end: int) -> bool:
        """Tell whether a link around bytes [start, end) changes how the site shows what is next to it."""
        return any(spoils(data, start, end) for spoils in self._spoilers)

    def _wider(
        self, mention: Mention, page: Page, data: bytes, start: int, end: int
    ) -> tuple[int, int] | None:
        """Return the span that a mention fills, delimiters included, where a link can go around it."""
        span = _enclosing_span(data, start, end)
        if span is None or not _is_in_markup(mention, page) or self._spoils(data, *span):
            return None
        return span if emphasis.keeps_span(data, *span) else None


def _index(data: bytes, wanted: bytes, start: int) -> int:
    """Return where something first is at or after an offset; beyond the end where it does not."""
    found = data.find(wanted, max(0, start))
    return found if found >= 0 else len(data) + 1


def _is_in_markup(mention: Mention, page: Page) -> bool:
    """Tell whether no delimiter next to a mention is text: such a one would become a part of the link's text.

    Then nothing would tell the link from one that an author wrote.
    """
    text, before, after = page.prose.text, mention.text_start, mention.text_end
    while text[before - 1 : before] == MARK:
        before -= 1
    while text[after : after + 1] == MARK:
        after += 1
    return not {text[before - 1 : before], text[after : after + 1]} & _DELIMITERS


def _enclosing_span(data: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Return the emphasis, strong or strikethrough span that a range fills, delimiters included."""
    before, after = start, end
    while before > 0 and after < len(data) and data[before - 1] == data[after] and data[after] in b"*_~":
        before -= 1
        after += 1
    return (before, after) if before < start else None


def _after_doubtful_label(data: bytes, start: int) -> bool:
    """Tell whether bytes are in the first word after `[label]:` at the start of a block, but for footnotes.

    Or in a line below that begins like a title. That may be a definition to one parser and text to another:
    not the place for a link.
    """
    reached = max(0, start - _LABEL_REACH)
    label = data.rfind(b"]:", reached, start)
    if label < 0:
        return False
    first = line_start(data, start, reached)
    if first == reached > 0:
        return False
    title = _TITLE.match(data, line_start(data, label, max(0, label - _LABEL_REACH)))
    if title and first < title.end() <= start:
        return True
    line = data[first:start]
    return bool(_LABEL.match(line)) and not _FOOTNOTE.match(line)


def _brackets_balanced(text: bytes) -> bool:
    if b"[" not in text and b"]" not in text:  # nearly all
        return b"\\" not in text
    depth = 0
    for byte in text:
        depth += (byte == ord("[")) - (byte == ord("]"))
        if depth < 0:
            return False
    return depth == 0 and b"\\" not in text
