"""Misspelled comments for `autolink`, which have no effect (P002).

An author may well write about `autolink` in a comment. A comment is meant for the program only if it starts
with almost the name of such a comment, and continues as one would.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import RULES, UNUSED_SUPPRESSION
from autolink.diagnostics.suppressions import NAMES, is_meant, read
from autolink.text.similar import did_you_mean, likeness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.page.outline import Outline

_PREFER = "autolink-prefer"
_KNOWN = (*NAMES, _PREFER, "autolink-never-link")
_LIKE = 85
_READ = 200
"""Characters of a comment that are read: a name and what follows it."""
_SEPARATORS = re.compile(r"[\s:,]+")
_CODE = re.compile(r"[A-Z]\d+")


def misspelled_comments(page: Outline) -> Iterator[Diagnostic]:
    """Yield the comments of a page that have no effect because they are misspelled."""
    for comment in page.comments:
        message = _message(comment.text)
        if message:
            yield Diagnostic.at(page, (comment.start, comment.end), UNUSED_SUPPRESSION, message)


def unknown_rule(code: str) -> str:
    """Return what is wrong with a code in a comment; empty if it means a rule."""
    if any(is_meant(rule, code) for rule in RULES.values()):
        return ""
    known = [word for rule in RULES.values() for word in (rule.code, rule.name)]
    return f"`{code}` is not a rule{did_you_mean(code, known)}"


def _message(text: str) -> str:
    known = read(text)
    if known is None:
        return _unknown_name(text)
    name, codes = known  # those of the others are judged by what they hide
    return next(filter(None, map(unknown_rule, codes)), "") if name == "autolink-enable" else ""


def _unknown_name(text: str) -> str:
    words = [word for word in _SEPARATORS.split(text[:_READ]) if word]
    if len(words) > 1 and words[0].lower() in ("autolink", "auto-link"):
        written, name, rest = " ".join(words[:2]), f"autolink-{words[1]}", words[2:]
    elif words and words[0][:4].lower() == "auto":
        written, name, rest = words[0], words[0], words[1:]
    else:
        return ""
    spelled = name.lower().replace("_", "-")
    meant = max(_KNOWN, key=lambda known: likeness(spelled, known))
    if written in _KNOWN or likeness(spelled, meant) < _LIKE or not _goes_on(meant, rest):
        return ""
    return f"`{written}` is not a known comment, did you mean `{meant}`?"


def _goes_on(name: str, rest: Sequence[str]) -> bool:
    """Tell whether words may follow the name of a comment: rules, or the path of a page."""
    if name == _PREFER:
        return len(rest) == 1 and any(mark in rest[0] for mark in "./#")
    return not rest or bool(_CODE.fullmatch(rest[0])) or not unknown_rule(rest[0])
