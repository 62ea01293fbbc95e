"""English words that show that a word next to them does not mean a term.

Closed classes only: modals, pronouns, fixed idioms. All offsets count code points of the prose.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.model import BLOCK, BREAK, MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATOR = re.compile(f"[{BLOCK}{BREAK}]")
_GAPS = frozenset(" \n" + MARK)
_OPENINGS = BLOCK + BREAK + "(\"'“‘["
_LONGEST_CUE = 20
_REACH = 40
"""Code points that are read before and after a word: no idiom is longer."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())


_MODALS = word_set(
    "can cannot can't could couldn't may might must mustn't shall should shouldn't will won't would "
    "wouldn't don't doesn't didn't let's i'll we'll you'll they'll it'll i'd we'd you'd they'd"
)
_NEGATED = word_set("do does did")
"""Before `not` they are as good as modals; before a noun they may be main verbs."""
_SUBJECTS = word_set("i we they")
"""Pronouns that are subjects only."""
_CLAUSE_OPENERS = word_set(
    "if when whenever once before after while until unless because since so that as where how what which "
    "why whether though although and or but then"
)
"""Words between which and a verb `you` is a subject: elsewhere it may be an object (`gives you access`)."""
_ADVERBS = word_set(
    "not also always already automatically either even first further instead just later likewise never "
    "next no now often once only rather simply sometimes soon still then therefore thus together "
    "typically usually"
)
_QUESTIONS = word_set("how what when where which who why")
"""After them a modal comes before its subject: `How can data be sent?`"""

_DETERMINERS = word_set("a all an any both each every it its my our the their them these this those your")
"""Between `to` and one of these stands a verb."""
_SINGULAR = word_set("it this who")
"""Subjects of verbs in `s`, which no noun in the plural follows."""

_CUES = _MODALS | _NEGATED | _SUBJECTS | _SINGULAR | _ADVERBS | {"you", "to"}
"""The words of which one is right before a verb."""

_IDIOMS = """
a host of | a list of | a number of | a pool of | a range of | a series of | a set of | a variety of
along the way | any number of | as a result | as a rule | as a service | as part of | at hand | at large
at scale | at stake | at the end of the day | at the heart of | at the same time | behind the scenes
building block | building blocks | by contrast | by default | by design | by hand | by means of
come to terms with | edge case | edge cases | environment variable | environment variables | for example
for instance | free of charge | in action | in addition to | in advance | in any case | in any event
in bulk | in case | in case of | in charge of | in common | in contrast | in depth | in detail | in effect
in exchange for | in fact | in favor of | in full | in general | in light of | in line with | in mind
in most cases | in order to | in part | in particular | in place | in place of | in practice | in question
in response to | in return | in short | in spite of | in sync | in tandem | in terms of | in that case
in the context of | in the course of | in the event of | in the event that | in the event you
in the face of | in the first place | in the form of | in the long run | in the name of
in the process of | in the way | in the wild | in this case | in time | in transit | in turn | in use
in view of | keep track of | keeping track of | keeps track of | make use of | makes use of | of course
on account of | on behalf of | on demand | on hand | on purpose | on the fly | on the other hand
on the part of | on top of | on track | out of sync | out of the box | point of view | root cause
root causes | rule of thumb | state of the art | take effect | take into account | take place
taken into account | takes effect | takes into account | takes place | the bulk of | the number of
the result of | took place | under the hood | wide range of | with a view to | with regard to
with respect to
"""


def _by_word(idioms: str) -> dict[str, list[tuple[list[str], list[str]]]]:
    """Return idioms by each of their words: what is before it, backwards, and what after it."""
    found: dict[str, list[tuple[list[str], list[str]]]] = {}
    for idiom in idioms.replace("\n", " | ").split(" | "):
        words = idiom.split()
        for at, word in enumerate(words):
            found.setdefault(word, []).append((words[:at][::-1], words[at + 1 :]))
    return found


_IDIOMS_BY_WORD = _by_word(_IDIOMS)


def word_before(text: str, start: int) -> str:
    """Return the word right before a position, as it is written; empty where there is none."""
    lead = text[max(0, start - _LONGEST_CUE) : start]
    if lead[-1:] not in _GAPS:
        return ""
    words = lead.replace(MARK, "").split()
    return words[-1].lstrip(_OPENINGS).replace("’", "'") if words else ""


def is_in_idiom(text: str, start: int, end: int) -> bool:
    """Tell whether a single word is part of a fixed idiom, such as `for instance`."""
    idioms = _IDIOMS_BY_WORD.get(text[start:end])
    if not idioms:
        return False
    before, after = _words_before(text, start), _words_after(text, end)
    return any(before[: len(left)] == left and after[: len(right)] == right for left, right in idioms)


def is_verb(text: str, start: int, end: int) -> bool:
    """Tell whether a single word in lower case is a verb, from the modal or subject before it."""
    verb = text[start:end]
    if word_before(text, start).lower() not in _CUES or not (verb.isalpha() and verb.isascii()):
        return False
    words = iter(_words_before(text, start))
    word = next(words, "")
    negated = False
    while word in _ADVERBS:
        negated = negated or word == "not"
        word = next(words, "")
    if verb.endswith("s") and not verb.endswith("ss"):  # else a noun: `How can services be found?`
        return word in _SINGULAR
    before = next(words, "")
    if word == "to":
        return bool(_DETERMINERS.intersection(_words_after(text, end)[:1]))
    if word == "you":
        return not before or before in _CLAUSE_OPENERS or before in _MODALS
    if word in _MODALS or (negated and word in _NEGATED):
        return bool(before) and before not in _QUESTIONS
    return word in _SUBJECTS


def _words_before(text: str, start: int) -> list[str]:
    """Return the words right before a position in lower case, the last one first.

    A word with punctuation ends them, as does the start of what a block has up to a break.
    """
    lead = text[max(0, start - _REACH) : start]
    opened = max(lead.rfind(BLOCK), lead.rfind(BREAK)) + 1
    words = lead[opened:].replace(MARK, "").lower().replace("’", "'").split()
    if not lead[-1:].isspace() and not (lead.endswith(MARK) and lead.rstrip(MARK)[-1:].isspace()):
        return []
    is_cut = not opened and start > _REACH
    return list(_plain(reversed(words[is_cut:])))


def _plain(words: Iterator[str]) -> Iterator[str]:
    """Yield words up to one that ends in punctuation, or that begins with some."""
    for word in words:
        if not word[-1].isalnum():
            return
        bare = word.lstrip(_OPENINGS)
        yield bare
        if bare != word:
            return


def _words_after(text: str, end: int) -> list[str]:
    rest = _SEPARATOR.split(text[end : end + _REACH].replace(MARK, ""), 1)[0]
    return [word.rstrip(".,;:!?)") for word in rest.lower().split()] if rest[:1].isspace() else []
