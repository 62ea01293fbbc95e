"""The one exception for what is wrong with an invocation, and how messages are made fit to print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class AutolinkError(Exception):
    """The job could not be done: a bad option, configuration key or path. Ends the run with exit code 2."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        """What to do about it, where the message does not say so."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `, did you mean …?` with the known word nearest to a misspelled one, or nothing.

    >>> did_you_mean("glosary", ["glossary", "exclude"])
    ', did you mean `glossary`?'
    """
    from rapidfuzz import process, utils

    found = process.extractOne(word, list(known), processor=utils.default_process, score_cutoff=60)
    return f", did you mean `{found[0]}`?" if found else ""


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    r"""Return text that cannot act on a terminal: control and bidi characters become `\x1b`, `\u202e`.

    So do lone surrogates and noncharacters: the result is valid Unicode, and all of it may stand in XML 1.0.

    >>> printable("title \x1b[2J 事前学習")
    'title \\x1b[2J 事前学習'
    """
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
