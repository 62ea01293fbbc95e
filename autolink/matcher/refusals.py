"""Why a text that looks like an alias is not one of its spellings, and what would allow it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from autolink.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from autolink.matcher.spellings import Spelling
    from autolink.text.folding import Folded


def refusal(text: str, spellings: Iterable[tuple[str, Spelling]], listed: Iterable[str]) -> str | None:
    """Return why a text is none of the spellings that it looks like; None when it is one.

    Each spelling comes with its alias; if there are several, the one is explained that is nearest to the
    text. `listed` are the aliases that the configuration has under `case-sensitive`.
    """
    folded = fold(text)
    refusals: list[tuple[int, str]] = []
    for alias, spelling in spellings:
        case_fits = _fits(replace(spelling, joints=(), ending=0), folded, text)
        faults = list(_faults(replace(spelling, exact=()), folded, text))
        if case_fits and not faults:
            return None
        reasons = [*_spaces(spelling, alias), *faults, *["another case"] * (not case_fits)]
        if faults:
            remedy = f"to link it, add `aliases: {' '.join(text.split())}` to the entry"
        elif alias in listed:
            remedy = f"`case-sensitive` lists `{alias}`"
        else:
            remedy = "to link it, add `case: insensitive` to the entry"
        refusals.append((len(reasons), f"`{alias}` spelled differently: {' and '.join(reasons)}; {remedy}"))
    return min(refusals, default=(0, None))[1]


def _fits(spelling: Spelling, folded: Folded, text: str) -> bool:
    return spelling.allows(folded, 0, len(folded.text), text)


def _spaces(spelling: Spelling, alias: str) -> Iterator[str]:
    """Yield the difference that is no fault by itself: `Stateful Set` is a spelling of `StatefulSet`."""
    if spelling.cased.count(" ") > fold(alias).text.count(" "):
        yield "a space where the alias has none"


def _faults(spelling: Spelling, folded: Folded, text: str) -> Iterator[str]:
    """Yield what is wrong with a text but for its case."""
    if _fits(spelling, folded, text):
        return
    if _fits(replace(spelling, ending=0), folded, text):
        yield "a hyphen before the ending"
    elif _fits(replace(spelling, joints=()), folded, text):
        yield "no space where the alias has one"
    else:
        yield "a long-vowel mark that the alias does not have"
