"""Completion of terms in prose, and of pages and anchors in the targets of links."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lsprotocol import types

from autolink import files
from autolink.diagnostics.rules import UNLINKED_MENTION
from autolink.diagnostics.suppressions import Suppressions, suppressions
from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.links.resolver import State
from autolink.links.target_edits import escaped_path
from autolink.matcher.verdicts import LINKED
from autolink.page.edits import Edit, applied
from autolink.page.page import Page
from autolink.server.hover import about
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autolink.indexer.term import Term
    from autolink.server.server import Server, View

_MOST = 50
_MOST_LINKS = 3
"""Completions that are tried as links: each is a proof on its own."""
_LONGEST = 60
"""Characters before the cursor that may begin an alias."""
_LONGEST_BLOCK = 10_000
"""Bytes; in longer ones nothing is completed as a link."""
_TARGET = re.compile(r"""(?:\]\(<?|\]:[ \t]*<?|(?:href|src)=["'])([^\s()<>"']*)\Z""")
_BLANK = re.compile(rb"\n[ \t]*\r?\n")
_NO_PROSE = frozenset({"code block", "math", "HTML block", "front matter"})


def completions(server: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """Answer `textDocument/completion`."""
    view = server.view(params.text_document.uri)
    if view is None:
        return None
    offset = view.positions.offset(params.position)
    line_start, _ = view.page.line_span(offset)
    before = view.page.data[line_start:offset].decode("utf-8", "ignore")
    target = _TARGET.search(before[-1_000:])
    if target:
        items = list(_in_target(view, offset, target[1]))
    elif _is_prose(view.page, offset):
        items = list(_terms(view, offset, before[-_LONGEST:]))
    else:
        items = []
    return types.CompletionList(is_incomplete=len(items) >= _MOST or not target, items=items[: 2 * _MOST])


def _is_prose(page: Page, offset: int) -> bool:
    hidden = Intervals((item.start, item.end, item.kind) for item in page.opaque if item.kind in _NO_PROSE)
    return hidden.reason(max(0, offset - 1), offset) is None


# Terms


def _terms(view: View, offset: int, before: str) -> Iterator[types.CompletionItem]:
    """Yield the terms with an alias that begins as the text before the cursor ends, longest match first."""
    found: dict[tuple[str, Term], int] = {}
    for start in range(len(before)):
        if not _may_start(before, start):
            continue
        typed = before[start:].casefold()
        for alias, term in _aliases_from(view, typed):
            found.setdefault((alias, term), start)
        if len(found) >= _MOST:
            break
    for number, ((alias, term), start) in enumerate(list(found.items())[:_MOST]):
        first = offset - len(before[start:].encode())
        link = _linked(view, first, offset, alias) if number < _MOST_LINKS else None
        yield _term_item(view, (first, offset), alias, term, link or alias)


def _may_start(text: str, at: int) -> bool:
    """Tell whether a word may start at a position: not inside one of letters that are written with spaces."""
    if not text[at].strip():
        return False
    return at == 0 or not (_is_spaced(text[at]) and _is_spaced(text[at - 1]))


def _is_spaced(character: str) -> bool:
    return character.isalnum() and character < "\u2e80"


def _aliases_from(view: View, typed: str) -> Iterator[tuple[str, Term]]:
    """Yield the aliases that begin with what is typed, letter case aside."""
    known = view.live.snapshot.glossary.by_alias_start
    for key, alias, term in known[bisect_left(known, typed, key=lambda item: item[0]) :]:
        if not key.startswith(typed):
            break
        yield alias, term


def _term_item(view: View, span: tuple[int, int], alias: str, term: Term, new: str) -> types.CompletionItem:
    place = view.positions.range(*span)
    return types.CompletionItem(
        alias,
        label_details=types.CompletionItemLabelDetails(description=term.name if term.name != alias else None),
        kind=types.CompletionItemKind.Reference,
        filter_text=alias,
        text_edit=types.TextEdit(place, new),
        data={"page": view.page.path, "alias": alias, "entry": [term.page, term.start]},
    )


def resolved(server: Server, item: types.CompletionItem) -> types.CompletionItem:
    """Answer `completionItem/resolve`: say what a term is; nothing where it is none any more."""
    data = item.data if isinstance(item.data, dict) else {}
    live = server.projects.of(str(data.get("page", "")))
    named = live.snapshot.glossary.by_alias.get(str(data.get("alias")), ()) if live else ()
    term = next((term for term in named if [term.page, term.start] == data.get("entry")), None)
    if live and term:
        text = server.client_capabilities.text_document
        shown = text.completion.completion_item if text and text.completion else None
        formats = (shown.documentation_format if shown else None) or ()
        item.documentation = server.markup(about(live, term), formats)
    return item


def _linked(view: View, start: int, end: int, alias: str) -> str | None:
    """Return an alias as a link, for bytes [start, end) of a page; None where that is not proven.

    It is tried on the block around it alone, and only where each mention is linked, which one block tells.
    """
    page, config = view.page, view.live.config
    is_special = page.closed or page.insets or page.path in view.live.snapshot.glossary.pages
    if config.occurrences != "all" or is_special or _is_suppressed(view, start):
        return None
    blank = _BLANK.finditer(page.data, max(0, start - _LONGEST_BLOCK), start)
    first = max((match.end() for match in blank), default=0)
    following = _BLANK.search(page.data, end)
    last = following.start() + 1 if following else len(page.data)
    if last - first > _LONGEST_BLOCK:
        return None
    at, length = start - first, len(alias.encode())
    block = applied(page.data[first:last], [Edit(at, end - first, alias.encode())])
    part = Page.parse(page.path, block, page.dialect)
    snapshot = view.live.snapshot
    here = [item for item in snapshot.matcher.judged(part) if (item.start, item.end) == (at, at + length)]
    if not here or here[0].verdict != LINKED:
        return None
    (edits,) = snapshot.rewriter.verdicts(part, here)
    if isinstance(edits, str) or any(edit.start < at or edit.end > at + length for edit in edits):
        return None  # withheld, or the link would go around more than the alias
    moved = [edit._replace(start=edit.start - at, end=edit.end - at) for edit in edits]
    return applied(alias.encode(), moved).decode()


def _is_suppressed(view: View, at: int) -> bool:
    """Tell whether a comment keeps mentions from being linked at a byte offset."""
    if not view.page.comments:
        return False
    return Suppressions(suppressions(view.page)).cover(UNLINKED_MENTION, at)


# Targets of links


def _in_target(view: View, offset: int, typed: str) -> Iterator[types.CompletionItem]:
    """Yield the anchors, or the pages and folders, that a target may continue with."""
    address, is_fragment, fragment = typed.partition("#")
    if is_fragment:
        yield from _anchors(view, offset, address, fragment)
    else:
        yield from _paths(view, offset, address)


def _anchors(view: View, offset: int, address: str, typed: str) -> Iterator[types.CompletionItem]:
    live, path = view.live, view.page.path
    found = live.snapshot.resolver.resolve(address, path) if address else None
    if found and found.state is not State.FOUND:
        return
    names = live.anchors(found.path if found else path)
    place = view.positions.range(offset - len(typed.encode()), offset)
    for name in sorted(names):
        heading = decode_anchor_id(name)
        yield types.CompletionItem(
            name,
            kind=types.CompletionItemKind.Reference,
            detail=heading,
            filter_text=f"{heading} {name}" if heading and not typed else name,
            text_edit=types.TextEdit(place, name),
        )


def _paths(view: View, offset: int, typed: str) -> Iterator[types.CompletionItem]:
    """Yield what is in the folder that is typed, relative to the page."""
    if typed.startswith("/") or ":" in typed:
        return
    parent, _, begun = typed.rpartition("/")
    folder = posixpath.normpath(posixpath.join(posixpath.dirname(view.page.path), unquote(parent)))
    config = view.live.config
    if not files.is_below(folder, config.root):
        return
    place = view.positions.range(offset - len(begun.encode()), offset)
    pages = view.live.snapshot.resolver.pages
    for name in sorted(view.live.snapshot.resolver.tree.listing(folder)):
        path = f"{folder}/{name}"
        is_folder = files.is_folder(path)
        if name.startswith(".") or not (is_folder or path in pages):
            continue
        kind = types.CompletionItemKind.Folder if is_folder else types.CompletionItemKind.File
        written = escaped_path(name) + ("/" if is_folder else "")
        yield types.CompletionItem(
            name, kind=kind, filter_text=written, text_edit=types.TextEdit(place, written)
        )
