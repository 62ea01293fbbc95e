"""The one exception for what is wrong with an invocation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class AutolinkError(Exception):
    """The job could not be done: a bad option, configuration key or path. Ends the run with exit code 2."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `, did you mean …?` with the known word nearest to a misspelled one, or nothing."""
    from rapidfuzz import process

    found = process.extractOne(word, list(known), score_cutoff=60)
    return f", did you mean `{found[0]}`?" if found else ""
