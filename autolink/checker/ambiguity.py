"""Mentions that may mean several terms (M002): one diagnostic for each set of terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import AMBIGUOUS_MENTION, COLLIDING_ALIAS, DUPLICATE_ALIAS
from autolink.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from autolink.diagnostics.rules import Rule
    from autolink.indexer.term import Term

_SHOWN = 3
"""Terms and aliases that a message names; for the others it gives only their number."""


class AmbiguousMention(NamedTuple):
    """A mention that may mean several terms: its page, byte range and line (1-based), alias and terms."""

    path: str
    start: int
    end: int
    line: int
    alias: str
    terms: tuple[int, ...]
    """The numbers of the terms, in the order of the glossary."""


class Ambiguity(NamedTuple):
    """What is said of a set of terms, and what the rules of the glossary may have already said of it."""

    diagnostic: Diagnostic
    said_by: frozenset[tuple[Rule, str, int]]
    """The rule, page and byte offset of each diagnostic that says that these terms share an alias."""


def ambiguities(found: Iterable[AmbiguousMention], terms: Sequence[Term], root: str) -> Iterator[Ambiguity]:
    """Yield what is said of ambiguous mentions, at the entry of the first of their terms."""
    by_terms: dict[tuple[int, ...], list[AmbiguousMention]] = {}
    for mention in sorted(found):
        by_terms.setdefault(mention.terms, []).append(mention)
    for numbers, mentions in by_terms.items():
        meant = [terms[number] for number in numbers]
        aliases = sorted({mention.alias for mention in mentions})
        message = _message(meant, aliases, mentions, root)
        diagnostic = Diagnostic.of(meant[0].page, meant[0].place, AMBIGUOUS_MENTION, message)
        said_by = frozenset(place for alias in aliases for place in _clashes(alias, meant))
        yield Ambiguity(diagnostic, said_by)


def _message(
    meant: Sequence[Term], aliases: Sequence[str], mentions: Sequence[AmbiguousMention], root: str
) -> str:
    def shown(path: str) -> str:
        return path.removeprefix(f"{root}/")

    words = ", ".join(f"`{alias}`" for alias in aliases[:_SHOWN])
    others = [f"`{term.name}` at {shown(term.page)}:{term.line}" for term in meant[1 : 1 + _SHOWN]]
    more = f" or {len(meant) - 1 - _SHOWN} more" if len(meant) > 1 + _SHOWN else ""
    first = f"{shown(mentions[0].path)}:{mentions[0].line}"
    where = f"{len(mentions)} mentions, the first" if len(mentions) > 1 else "1 mention,"
    return f"{words} may mean this term or {' or '.join(others)}{more} ({where} at {first})"


def _clashes(alias: str, terms: Sequence[Term]) -> Iterator[tuple[Rule, str, int]]:
    """Yield what the rules of the glossary report of an alias that terms share, in whatever spelling."""
    rule, sharing = DUPLICATE_ALIAS, [term for term in terms if alias in term.aliases]
    if len(sharing) < 2:
        folded = fold(alias).text
        rule = COLLIDING_ALIAS
        sharing = [term for term in terms if any(fold(name).text == folded for name in term.aliases)]
    if len(sharing) > 1:
        for term in sharing:
            yield rule, term.page, term.start
