"""The table of rules, and which of them are on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from autolink.errors import AutolinkError
from autolink.text.similar import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a diagnostic matters: only errors make `check` fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Rule(NamedTuple):
    """What a diagnostic reports. Its code starts with a family: pages, glossary, links, mentions, terms."""

    code: str
    name: str
    severity: Severity
    summary: str
    fixable: bool = False
    """Whether `autolink fix` corrects what it finds, or some of it."""
    on_demand: bool = False
    """Whether it is off by default."""


def _rule(
    code: str, name: str, severity: Severity, summary: str, *, fixable: bool = False, on_demand: bool = False
) -> Rule:
    rule = Rule(code, name, severity, summary, fixable, on_demand)
    RULES[code] = rule
    return rule


RULES: dict[str, Rule] = {}
"""All rules by code, in the order of the table below."""

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

UNDECODABLE_PAGE = _rule("P001", "undecodable-page", _E, "A page is not valid UTF-8.")
UNUSED_SUPPRESSION = _rule("P002", "unused-suppression", _W, "A comment suppresses nothing.")
UNKNOWN_ATTRIBUTE = _rule("P003", "unknown-attribute", _W, "A term attribute is unknown or wrong.")
UNREADABLE_PAGE = _rule("P004", "unreadable-page", _E, "A page cannot be read.")

DUPLICATE_ALIAS = _rule("G001", "duplicate-alias", _W, "Several terms have the same alias.")
COLLIDING_ALIAS = _rule("G002", "colliding-alias", _W, "Aliases of different terms differ only in spelling.")
MISSING_TERM_ANCHOR = _rule(
    "G003", "missing-term-anchor", _W, "A term heading has no anchor.", fixable=True, on_demand=True
)
OUTDATED_TERM_ANCHOR = _rule(
    "G004", "outdated-term-anchor", _I, "A term heading was reworded after its anchor was made.", fixable=True
)
EMPTY_DEFINITION = _rule("G005", "empty-definition", _W, "A term has no definition.")
UNUSED_TERM = _rule("G006", "unused-term", _I, "No page mentions a term.", on_demand=True)
PAGE_URL_MISMATCH = _rule(
    "G007", "page-url-mismatch", _E, "A declared URL does not end with the page's path."
)
EMPTY_ALIAS = _rule("G008", "empty-alias", _W, "A term heading has an empty alias.")
NO_TERMS = _rule("G009", "no-terms", _W, "The glossary contains no term headings.")
FLAWED_ENTRY = _rule("G010", "flawed-entry", _W, "An entry of the glossary cannot be read as a term.")
CONFLICTING_AVOID = _rule("G011", "conflicting-avoid", _W, "An entry avoids a word that is an alias.")

MISSING_FILE = _rule("L001", "missing-file", _E, "A link points to a file that does not exist.", fixable=True)
MISSING_ANCHOR = _rule(
    "L002", "missing-anchor", _E, "A link points to an anchor that does not exist.", fixable=True
)
RENAMED_TERM = _rule(
    "L003", "renamed-term", _E, "A link names a term heading that was renamed or removed.", fixable=True
)
UNDEFINED_REFERENCE = _rule("L004", "undefined-reference", _E, "A reference has no definition.")
DRIFTED_LINK = _rule("L005", "drifted-link", _W, "A link's text names another term than its target.")
CASE_MISMATCH = _rule("L006", "case-mismatch", _E, "A link spells a file name in a different case.")
DUPLICATE_ANCHOR = _rule("L007", "duplicate-anchor", _W, "A page has the same anchor twice.")
OUTDATED_ANCHOR = _rule(
    "L008", "outdated-anchor", _I, "A link uses the old anchor of a reworded heading.", fixable=True
)
UNKNOWN_TERM = _rule("L009", "unknown-term", _E, "A template names a term that no glossary defines.")

UNLINKED_MENTION = _rule(
    "M001", "unlinked-mention", _W, "A mention is not linked.", fixable=True, on_demand=True
)
AMBIGUOUS_MENTION = _rule("M002", "ambiguous-mention", _I, "Mentions may mean several terms.")
MISSPELLED_MENTION = _rule(
    "M003", "misspelled-mention", _I, "A word is a misspelling or a verb form of an alias.", on_demand=True
)
UNSAFE_LINK = _rule("M004", "unsafe-link", _I, "A link would change more than links.", on_demand=True)

AVOIDED_WORD = _rule("T001", "avoided-term", _W, "A page uses a word that a term avoids.")


DEFAULT = frozenset(rule for rule in RULES.values() if not rule.on_demand)
"""The rules that are on unless a configuration says otherwise."""


def select(
    select: Iterable[str] | None,
    extend: Iterable[str],
    ignore: Iterable[str],
    default: frozenset[Rule] = DEFAULT,
) -> frozenset[Rule]:
    """Return the rules that are on: those selected (None: the default ones), plus, minus.

    Rules are named by code, prefix of codes, or name. Raises AutolinkError for one that does not exist.

    >>> sorted(rule.code for rule in select(["P"], ["duplicate-alias"], ["P002"]))
    ['G001', 'P001', 'P003', 'P004']
    """
    chosen = default if select is None else _named(select)
    return frozenset((chosen | _named(extend)) - _named(ignore))


def find(word: str) -> Rule:
    """Return the rule of a code, in any case, or a name. Raises AutolinkError when there is none."""
    for rule in RULES.values():
        if word.upper() == rule.code or word.lower() == rule.name:
            return rule
    raise _unknown(word)


def _named(selectors: Iterable[str]) -> set[Rule]:
    found: set[Rule] = set()
    for selector in selectors:
        matching = {
            rule
            for rule in RULES.values()
            if selector in (rule.name, "ALL")
            or ((selector[-1:].isdigit() or len(selector) == 1) and rule.code.startswith(selector))
        }
        if not matching:
            raise _unknown(selector)
        found |= matching
    return found


def _unknown(word: str) -> AutolinkError:
    known = [word for rule in RULES.values() for word in (rule.code, rule.name)]
    return AutolinkError(
        f"unknown rule `{word}`{did_you_mean(word, known)}", "run `autolink rules` to list them"
    )
