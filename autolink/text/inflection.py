"""Inflected forms of an alias. Another language is one more function.

A form is what to remove from the end of a word, and what to add. The possessive needs no form: the
link stops before the apostrophe. English forms come from rules and from the table `irregular_words`; forms
that no writer uses (`targetted`) may be among them, forms that are another word may not.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from autolink.text.irregular_words import (
    endings_of_plurals,
    irregular_pasts,
    irregular_plurals,
    irregular_singulars,
    no_plurals,
)
from autolink.text.scripts import scripts_of

if TYPE_CHECKING:
    from collections.abc import Callable

Form = tuple[int, str]
"""How many characters to remove from the end, and the ending to add."""

_VOWELS = "aeiou"
_SYLLABLE = re.compile(r"(?:(?<!q)[aeiou]|(?<=qu)[aeiou])[aeiou]*+|y(?![aeiou])")
_AFTER_TWO_VOWELS = ("ial", "ual", "uel")
"""Where British English doubles the last letter, though two vowels are before it."""
_SINGULARS = ("ss", "us", "is", "ics", "js")
"""Endings of words that are not plurals, unless they are listed."""
_IN_SIS = ("lyses", "theses", "crises", "gnoses", "nopses", "ellipses")
_OF = re.compile("[ -]of[ -]")
_PARTICLES = frozenset(
    ("around", "away", "back", "down", "in", "off", "on", "out", "over", "through", "together", "up")
)


def plurals(word: str) -> list[Form]:
    """Return the plural forms of an English noun.

    >>> plurals("policy"), plurals("LLM"), plurals("vertex")
    ([(1, 'ies')], [(0, 's')], [(2, 'ices'), (0, 'es')])
    """
    lower = word.casefold()
    if len(lower) < 2 or not _is_latin(word):
        return []
    if not lower.isalpha():
        return [(0, "s")] if lower.isalnum() and not lower.isdigit() else []
    hisses = lower.endswith(("s", "x", "z", "ch", "sh"))
    if word.isupper():
        return [(0, "s"), (0, "es")] if hisses else [(0, "s")]
    forms: list[Form] = []
    if lower in irregular_plurals():
        forms.append(_form(lower, irregular_plurals()[lower]))
    elif len(lower) > 4 and lower.endswith("sis"):
        forms.append((2, "es"))
    if lower.endswith("y") and lower[-2] not in _VOWELS:
        return [*forms, (1, "ies")]
    return [*forms, (0, "es" if hisses else "s")]


def singulars(word: str) -> list[Form]:
    """Return the singular forms of an English noun in the plural; none of a word that may be no plural.

    >>> singulars("Quotas"), singulars("properties"), singulars("APIs"), singulars("ConfigMaps")
    ([(1, '')], [(3, 'y')], [(1, '')], [(1, '')])
    >>> singulars("news"), singulars("analysis"), singulars("HTTPS"), singulars("SaaS"), singulars("DevOps")
    ([], [], [], [], [])
    """
    lower = word.casefold()
    if lower in irregular_singulars() and not word.isupper():
        return [_form(lower, irregular_singulars()[lower])]
    if not word.endswith("s") or len(word) < 3 or not word.isalpha() or not _is_latin(word):
        return []
    if word[:-1].isupper():
        return [(1, "")]
    if word[:-2].isupper():
        return [(2, "")] if word.endswith(("Ses", "Xes")) else []
    last = max((at for at, ch in enumerate(word) if ch.isupper()), default=0)  # the `Maps` of `ConfigMaps`
    return _regular_singulars(word[last:].casefold())


def _is_latin(word: str) -> bool:
    """Tell whether all letters of a word are Latin, if it has any."""
    return word.isascii() or scripts_of(word) == {"LATIN"}


def _regular_singulars(word: str) -> list[Form]:
    if word in endings_of_plurals():
        return [endings_of_plurals()[word]]
    if len(word) < 4 or word in no_plurals() or word.endswith(_SINGULARS):
        return []
    if not _SYLLABLE.search(word[:-1]):
        return []  # https
    if word.endswith("ies"):
        return [(3, "y")]
    if word.endswith(_IN_SIS):
        return [(2, "is")]
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return [(2, "")]
    if word.endswith("uses") and not word.endswith(("auses", "ouses")):
        return [(2, "")]  # statuses
    return [(1, "")]


def nouns(word: str) -> list[Form]:
    """Return the other number of an English noun: the singular of a plural, else the plural forms."""
    return singulars(word) or plurals(word)


def verbs(word: str) -> list[Form]:
    """Return the forms of an English verb, those of a noun among them; the verb may end in `ing`.

    >>> [word[: len(word) - cut] + ending for word in ["evict"] for cut, ending in verbs(word)]
    ['evicts', 'evicted', 'evicting']
    >>> [word[: len(word) - cut] + ending for word in ["pinning"] for cut, ending in verbs(word)]
    ['pinnings', 'pin', 'pins', 'pinned']
    """
    forms = nouns(word)
    lower = word.casefold()
    if not lower.isascii() or not lower.isalpha() or len(lower) < 2 or word.isupper():
        return forms
    if len(lower) > 5 and lower.endswith("ing") and _SYLLABLE.search(lower[:-3]):
        return list(dict.fromkeys([*forms, *_of_gerund(lower)]))
    irregular, is_regular = irregular_pasts(lower)
    forms += [_form(lower, past) for past in irregular if past != lower]
    return list(
        dict.fromkeys([*forms, *(_endings(lower, "ed") if is_regular else ()), *_endings(lower, "ing")])
    )


def _of_gerund(gerund: str) -> list[Form]:
    """Return the forms of a verb that ends in `ing`, of all verbs that it may be of."""
    forms: list[Form] = []
    for base in _bases(gerund[:-3]):
        pasts, is_regular = irregular_pasts(base)
        if is_regular:
            pasts += [base[: len(base) - cut] + ending for cut, ending in _endings(base, "ed")]
        third = [base[: len(base) - cut] + ending for cut, ending in plurals(base)]
        forms += [_form(gerund, form) for form in (base, *third, *pasts)]
    return forms


def _bases(stem: str) -> list[str]:
    """Return the verbs that may lose a silent `e` or double their end to become a stem before `ing`."""
    last, before = stem[-1], stem[-2:-1]
    if last == before and last not in "aeioulsfz":
        return [stem[:-1]]  # pinning
    if last in "uvc" or (_doubles(stem) and len(_SYLLABLE.findall(stem)) == 1):
        return [stem + "e"]  # queuing, tracing
    if last in "aeiowxy" or not (before in _VOWELS or last in "lsgz" or stem.endswith("ch")):
        return [stem]  # deploying, signing
    return [stem, stem + "e"]  # reading, bundling


def _endings(verb: str, ending: str) -> list[Form]:
    """Return the forms of a verb with `ed` or `ing`."""
    is_past = ending == "ed"
    if verb.endswith("e"):
        if is_past:
            return [(0, "d")]
        if verb.endswith(("ee", "oe", "ye")):
            return [(0, "ing")]
        if verb.endswith("ie"):
            return [(2, "ying")]
        return [(1, "ing"), (0, "ing")] if verb.endswith("ue") else [(1, "ing")]
    if verb.endswith("y") and is_past and verb[-2] not in _VOWELS:
        return [(1, "ied")]
    if verb.endswith("ic"):
        return [(0, "k" + ending)]
    doubled = (0, verb[-1] + ending)
    if not _doubles(verb):
        return [(0, ending), doubled] if verb.endswith(_AFTER_TWO_VOWELS) else [(0, ending)]
    if len(_SYLLABLE.findall(verb)) == 1:
        return [doubled]
    return [doubled, (0, ending)]  # stress decides: submitted, targeted


def _doubles(verb: str) -> bool:
    """Tell whether a verb ends in one vowel and one consonant."""
    if verb[-1] in "aeiouwxyh" or verb[-2] not in "aeiouy":
        return False
    return len(verb) < 3 or verb[-3] not in _VOWELS or verb[-4:-2] == "qu"


def _form(word: str, other: str) -> Form:
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return len(word) - shared, other[shared:]


_BY_NAME: dict[str, Callable[[str], list[Form]]] = {"none": lambda _word: [], "en": nouns, "verb": verbs}
INFLECTIONS = tuple(_BY_NAME)
"""The values of the term attribute `inflect`."""


def last_forms(alias: str, word: str, inflect: str) -> list[Form]:
    """Return the forms of an alias's last word; after `of` that is not what the alias is one or many of.

    >>> last_forms("Resource Quotas", "Quotas", "en"), last_forms("Bill of Materials", "Materials", "en")
    ([(1, '')], [(0, 'es')])
    """
    if inflect == "en" and "of" in alias and _OF.search(alias):
        return plurals(word)
    return _BY_NAME["en" if inflect == "verb" and _has_particle(alias) else inflect](word)


def inner_forms(alias: str, inflect: str) -> list[str]:
    """Return the forms of an alias in which another word than the last one is inflected.

    That is the noun before `of`, and a verb before its particle.

    >>> inner_forms("Proof of work", "en"), inner_forms("roll back", "verb"), inner_forms("roll back", "en")
    (['Proofs of work'], ['rolls back', 'rolled back', 'rolling back'], [])
    """
    if inflect == "none":
        return []
    if inflect == "verb" and _has_particle(alias):
        before, _, after = alias.rpartition(" ")
        return [form + " " + after for form in in_forms(before, verbs)]
    of = _OF.search(alias) if "of" in alias else None
    if of is None:
        return []
    return [form + alias[of.start() :] for form in in_forms(alias[: of.start()], nouns)]


def _has_particle(alias: str) -> bool:
    before, _, after = alias.rpartition(" ")
    return bool(before) and after.casefold() in _PARTICLES


def in_forms(words: str, forms: Callable[[str], list[Form]]) -> list[str]:
    """Return some words with the forms of the last one, before which are spaces or hyphens."""
    last = re.split("[ -]", words)[-1]
    return [words[: len(words) - cut] + ending for cut, ending in forms(last) if last.casefold() != "terms"]


def in_plural(text: str) -> list[str]:
    """Return the plural forms of English text: those of its last word, before which are spaces or hyphens.

    >>> in_plural("security policy"), in_plural("add-on")
    (['security policies'], ['add-ons'])
    """
    return in_forms(text, plurals)
