"""What can be done at a place: link a mention or all of them, correct a link, and write in the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import AVOIDED_WORD, UNLINKED_MENTION
from autolink.matcher.term_places import term_places
from autolink.matcher.verdicts import LINKED
from autolink.page.edits import differences
from autolink.project import jobs
from autolink.rewriter.entries import alias_edits, entry_edits, may_be_alias
from autolink.rewriter.suppression_comments import suppressing_edits
from autolink.server.diagnostics import diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.page.edits import Edit
    from autolink.page.page import Page
    from autolink.server.server import Server, View

FIX_ALL = "source.fixAll.autolink"
KINDS = [types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite, FIX_ALL]
_QUICK_FIX, _REWRITE = types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite


def actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Answer `textDocument/codeAction`."""
    view = server.view(params.text_document.uri)
    if view is None:
        return []
    return [*_Offers(server, view, params).all()]


class _Offers:
    """What is offered for a range of a page."""

    def __init__(self, server: Server, view: View, params: types.CodeActionParams) -> None:
        self._server, self._live, self._page = server, view.live, view.page
        self._snapshot = view.live.snapshot
        self._positions = view.positions
        self._start, self._end = view.positions.span(params.range)
        self._only = params.context.only

    def all(self) -> Iterator[types.CodeAction]:
        """Yield all that is asked for."""
        if self._wants(_QUICK_FIX):
            yield from self._of_diagnostics()
            yield from self._of_mentions()
        if self._wants(FIX_ALL):
            yield from self._fix_all()
        if self._wants(_REWRITE):
            yield from self._of_selection()

    def _wants(self, kind: str) -> bool:
        """Tell whether a kind of actions is asked for; a kind includes those below it."""
        only = self._only
        return only is None or any(kind == asked or kind.startswith(f"{asked}.") for asked in only)

    def _action(
        self, title: str, kind: str, edits: Sequence[Edit], path: str = "", of: Diagnostic | None = None
    ) -> Iterator[types.CodeAction]:
        """Yield an action that makes edits, where there are any."""
        change = self._server.edit(self._live.sources, {path or self._page.path: list(edits)})
        if change:
            said = [diagnostic(of, self._positions)] if of else None
            yield types.CodeAction(title, kind, diagnostics=said, edit=change)

    def _touches(self, start: int, end: int) -> bool:
        return start <= self._end and self._start <= end

    def _of_diagnostics(self) -> Iterator[types.CodeAction]:
        """Yield the corrections of what is wrong in the range, and comments that switch it off."""
        found = self._live.told_of(self._page.path)
        here = [item for item in found if item.end_line and self._touches(item.start, item.end)]
        for item in here:
            if item.rule is not UNLINKED_MENTION:
                new = [f"`{edit.new.decode()}`" for edit in item.edits]
                title = f"Correct the link: {', '.join(new)}"
                if item.rule is AVOIDED_WORD and new:
                    title = f"Use {new[-1]} instead"  # an article may stand before it
                yield from self._action(title, _QUICK_FIX, item.edits, of=item)
                comments, _ = suppressing_edits(self._page, [item])
                yield from self._action(f"Switch {item.rule.code} off here", _QUICK_FIX, comments, of=item)

    def _of_mentions(self) -> Iterator[types.CodeAction]:
        """Yield what links the mentions in the range that are not linked, or keeps them from being linked."""
        places = term_places(self._page, self._snapshot.matcher)
        here = [item.mention for item in places if item.mention and self._touches(item.start, item.end)]
        mentions = [item for item in here if item.verdict == LINKED]
        verdicts = self._snapshot.rewriter.verdicts(self._page, mentions) if mentions else []
        for item, edits in zip(mentions, verdicts, strict=True):
            text = self._page.data[item.start : item.end].decode()
            if not isinstance(edits, str):
                yield from self._action(f"Link `{text}` to `{item.term.name}`", _QUICK_FIX, edits)
            what = Diagnostic.at(self._page, (item.start, item.end), UNLINKED_MENTION, "")
            comments, _ = suppressing_edits(self._page, [what])
            yield from self._action(f"Never link `{text}` here", _QUICK_FIX, comments)

    def _fix_all(self) -> Iterator[types.CodeAction]:
        """Yield what `autolink fix` does to the page."""
        if self._live.config.glossary:
            fixed = jobs.fix(self._snapshot, self._page.path, self._page.data)
            edits = differences(self._page.data, fixed.rewrite.data)
            yield from self._action("Link all mentions on this page", FIX_ALL, edits)

    def _of_selection(self) -> Iterator[types.CodeAction]:
        """Yield what makes the selected word an alias of a term like it, or a term."""
        word = self._page.data[self._start : self._end].decode("utf-8", "replace").strip()
        glossary, config = self._snapshot.glossary, self._live.config
        if not may_be_alias(word) or word in glossary.by_alias or not config.glossary:
            return
        at = self._page.prose.position(self._start)
        if not self._page.prose.text.startswith(word, at) or self._page.prose.byte_start(at) != self._start:
            return  # it is not read as it is written: the target of a link, code
        for term in glossary.lookup(word):
            home = self._live.page(term.page)
            if home:
                edits = alias_edits(home, term, word, config)
                title = f"Add `{word}` as an alias of `{term.name}`"
                yield from self._action(title, _REWRITE, edits, home.path)
        home = self._home()
        if home:
            title = f"Create an entry for `{word}`"
            yield from self._action(title, _REWRITE, entry_edits(home, word, config), home.path)

    def _home(self) -> Page | None:
        """Return the glossary page for new entries: the one with the most terms of the page's own scope."""
        config, glossary = self._live.config, self._snapshot.glossary
        scope = config.scope_of(self._page.path)
        terms = [term.page for term in glossary.terms if config.scope_of(term.page) == scope]
        pages = sorted({*terms} or {*glossary.anchors}, key=lambda path: (-terms.count(path), path))
        return self._live.page(pages[0]) if pages else None
