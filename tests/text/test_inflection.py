"""English inflection, by rules and tables, against a lexicon where one is installed."""

from __future__ import annotations

import csv
import gzip
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autolink.text.inflection import INFLECTIONS, inner_forms, last_forms, nouns, plurals, singulars, verbs
from autolink.text.irregular_words import irregular_plurals, irregular_singulars

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from autolink.text.inflection import Form


def formed(word: str, forms: Callable[[str], list[Form]]) -> list[str]:
    return [word[: len(word) - cut] + ending for cut, ending in forms(word)]


# Nouns


@pytest.mark.parametrize(
    ("singular", "expected"),
    [
        ("token", ["tokens"]),
        ("LLM", ["LLMs"]),
        ("GPT4", ["GPT4s"]),
        ("policy", ["policies"]),
        ("key", ["keys"]),
        ("class", ["classes"]),
        ("box", ["boxes"]),
        ("batch", ["batches"]),
        ("hash", ["hashes"]),
        ("DNS", ["DNSs", "DNSes"]),
        ("vertex", ["vertices", "vertexes"]),
        ("Matrix", ["Matrices", "Matrixes"]),
        ("café", ["cafés"]),
        ("analysis", ["analyses", "analysises"]),
        ("criterion", ["criteria", "criterions"]),
        ("child", ["children", "childs"]),
        ("person", ["people", "persons"]),
        ("epoch", ["epochs", "epoches"]),
    ],
)
def test_plurals(singular: str, expected: list[str]) -> None:
    assert formed(singular, plurals) == expected


@pytest.mark.parametrize("word", ["", "C", "x", "語", "кот", "AI社", "C++", ".NET", "a_b", "42", "\u0301"])
@pytest.mark.parametrize("forms", [plurals, singulars, nouns, verbs])
def test_no_form_of_what_is_no_english_word(word: str, forms: Callable[[str], list[Form]]) -> None:
    assert forms(word) == []


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        *(("quotas", "quota"), ("Quotas", "Quota"), ("properties", "property"), ("caches", "cache")),
        *(("boxes", "box"), ("databases", "database"), ("statuses", "status"), ("aliases", "alias")),
        *(("heroes", "hero"), ("indices", "index"), ("analyses", "analysis"), ("hypotheses", "hypothesis")),
        *(("menus", "menu"), ("topics", "topic"), ("metrics", "metric"), ("cookies", "cookie")),
        *(("processes", "process"), ("batches", "batch"), ("sizes", "size"), ("shoes", "shoe")),
        *(("clauses", "clause"), ("archives", "archive"), ("leaves", "leaf"), ("children", "child")),
        *(("epochs", "epoch"), ("responses", "response"), ("repos", "repo"), ("keys", "key")),
        *(("APIs", "API"), ("LLMs", "LLM"), ("VMs", "VM"), ("OSes", "OS")),
        *(
            ("StatefulSets", "StatefulSet"),
            ("NetworkPolicies", "NetworkPolicy"),
            ("CloudEvents", "CloudEvent"),
        ),
    ],
)
def test_singulars(plural: str, singular: str) -> None:
    assert formed(plural, singulars) == [singular]


NO_PLURALS = """
News Kubernetes Redis SaaS analysis Windows physics CORS status class DNS bus series HTTPS IaaS QoS DevOps GitOps
macOS iOS Node.js nodejs process access alias canvas bias lens atlas gas chaos kudos Jenkins Postgres Rails pandas
Keras Prometheus species means headquarters graphics analytics economics basis axis TLS AWS virus corpus genus
bonus consensus focus Internals globals https dns others data media people dice sheep OS IS as is us S s ss
"""


@pytest.mark.parametrize("word", NO_PLURALS.split())
def test_no_singular_of_what_is_no_plural(word: str) -> None:
    assert singulars(word) == []
    assert nouns(word) == plurals(word)


def test_the_other_number_of_a_plural_is_its_singular_alone() -> None:
    assert formed("Quotas", nouns) == ["Quota"]
    assert formed("Quota", nouns) == ["Quotas"]


# Verbs


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("evict", "evicts evicted evicting"),
        ("log", "logs logged logging"),
        ("sign", "signs signed signing"),
        ("cache", "caches cached caching"),
        ("see", "sees saw seen seeing"),
        ("tie", "ties tied tying"),
        ("copy", "copies copied copying"),
        ("deploy", "deploys deployed deploying"),
        ("hash", "hashes hashed hashing"),
        ("mix", "mixes mixed mixing"),
        ("sync", "syncs synced syncing"),
        ("panic", "panics panicked panicking"),
        ("write", "writes wrote written writing"),
        ("rewrite", "rewrites rewrote rewritten rewriting"),
        ("bind", "binds bound binding"),
        ("set", "sets setting"),
        ("run", "runs ran running"),
        ("rebind", "rebinds rebound rebinding"),
        ("stream", "streams streamed streaming"),
        ("queue", "queues queued queuing queueing"),
        ("Evict", "Evicts Evicted Evicting"),
        ("routing", "routings rout routs route routes routed"),
        ("logging", "loggings log logs logged"),
        ("copying", "copyings copy copies copied"),
        ("caching", "cachings cach cache caches cached"),
        ("tracing", "tracings trace traces traced"),
        ("writing", "writings write writes wrote written"),
        ("queuing", "queuings queue queues queued"),
        ("string", "strings strung stringed stringing"),
    ],
)
def test_verbs(verb: str, expected: str) -> None:
    found = formed(verb, verbs)
    assert set(found) >= set(expected.split())
    assert len(found) <= len(expected.split()) + 1  # `rebinded`, as far as rules go


@pytest.mark.parametrize(
    ("verb", "no_form"),
    [
        ("evict", "eviction"),
        ("evict", "evictor"),
        ("log", "loging"),
        ("bare", "barred"),
        ("bar", "bared"),
        ("hop", "hoping"),
        ("hope", "hopping"),
        ("write", "writed"),
        ("bind", "binded"),
        ("copy", "copyed"),
        ("mix", "mixxed"),
        ("API", "APIed"),
        ("hoping", "hop"),
        ("hopping", "hope"),
        ("tracing", "trac"),
        ("routing", "router"),
        ("testing", "testes"),
        ("run", "runing"),
    ],
)
def test_what_is_no_form_of_a_verb(verb: str, no_form: str) -> None:
    assert no_form not in formed(verb, verbs)


# Aliases of several words


@pytest.mark.parametrize(
    ("alias", "inflect", "expected"),
    [
        ("Proof of work", "en", ["Proofs of work"]),
        ("Proofs of work", "en", ["Proof of work"]),
        ("proof-of-work", "en", ["proofs-of-work"]),
        ("Software Bill of Materials", "en", ["Software Bills of Materials"]),
        ("Proof of work", "none", []),
        ("Terms of Service", "en", []),
        ("of mice", "en", []),
        ("cut off", "en", []),
        ("roll back", "verb", ["rolls back", "rolled back", "rolling back"]),
        ("roll back", "en", []),
        ("offline", "verb", []),
        ("back", "verb", []),
    ],
)
def test_inner_forms(alias: str, inflect: str, expected: list[str]) -> None:
    assert inner_forms(alias, inflect) == expected


def test_what_stands_behind_of_has_no_singular() -> None:
    assert last_forms("Bill of Materials", "Materials", "en") == plurals("Materials")
    assert last_forms("Materials", "Materials", "en") == singulars("Materials")


# Properties

WORDS = st.text(st.characters(codec="utf-8"), max_size=12) | st.from_regex(
    r"[A-Za-z]{1,9}(s|es|ies|ing|y)?", fullmatch=True
)


@given(WORDS)
def test_a_form_takes_no_more_off_than_there_is(word: str) -> None:
    for cut, ending in chain(plurals(word), singulars(word), verbs(word)):
        assert 0 <= cut < len(word)
        assert cut or ending


@given(st.from_regex(r"[a-z]{2,9}", fullmatch=True))
def test_the_singular_of_a_plural_is_the_word_or_none_is_known(word: str) -> None:
    for plural in formed(word, plurals):
        found = formed(plural, singulars)
        assert len(found) <= 1


@given(WORDS, st.sampled_from(INFLECTIONS))
def test_forms_of_an_alias_are_never_the_alias(word: str, inflect: str) -> None:
    alias = f"{word} of {word}"
    assert alias not in inner_forms(alias, inflect)
    assert not inner_forms(alias, "none")
    assert not last_forms(alias, word, "none")


def test_irregular_nouns_lead_back_to_their_singular() -> None:
    for plural, singular in irregular_singulars().items():
        assert irregular_plurals()[singular] == plural
        assert formed(plural, singulars) == [singular]


# The lexicon


def lexicon(kind: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the words of the SPECIALIST lexicon with their forms, as the package `lemminflect` has them."""
    package = find_spec("lemminflect")
    if package is None or package.origin is None:
        pytest.skip("lemminflect is not installed")
    with gzip.open(Path(package.origin).parent / "resources/infl_lu.csv.gz", "rt", encoding="utf-8") as file:
        for word, of, *forms in csv.reader(file):
            if of == kind and word.isascii() and word.isalpha() and word.islower():
                yield word, {form for each in forms for form in each.split("/") if form.isalpha()} - {word}


TECHNICAL = """
access address alias analysis api archive array axis batch branch buffer bus byte cache canvas case child class
client cluster commit condition container criterion database dependency device directory disk entry epoch
event exception fallback field file focus formula function gateway graph hash header heuristic hypothesis image
index instance interface interrupt key label layer leaf library lens lock log loop map matrix memory menu
message method metric module mouse namespace node object operator package packet page parameter parenthesis patch
path person phase pixel policy pool port prefix process proxy query queue quota radius range registry release
replica repository request response route rule schema scope server service shelf size span spectrum stack state
status storage stratum string suffix switch symbol synopsis table tag taxonomy template tenant test theme thesis
thread token topic trace tree tuple type use user value vector vertex virus volume volunteer wizard word zero
arm basis classic content custom good graphic mechanic news series species statistic window work
"""
NO_SINGULAR = {
    "bases": "may be of a base",
    "axises": "is rare, and `axes` is known",
    **dict.fromkeys(("statistics", "graphics", "mechanics", "classics"), "is a field of work too"),
    **dict.fromkeys(("arms", "contents", "customs", "goods", "works"), "has a sense of its own"),
    "windows": "is an operating system",
}


def test_technical_nouns_inflect_as_in_the_lexicon_but_for_what_is_left_out_on_purpose() -> None:
    technical, known = frozenset(TECHNICAL.split()), dict(lexicon("noun"))
    differing = set()
    for word in sorted(technical & known.keys()):
        listed = known[word]
        assert not listed or listed & set(formed(word, plurals)), word
        for plural in listed & set(formed(word, plurals)):
            if formed(plural, singulars) != [word]:
                differing.add(plural)
    assert differing == NO_SINGULAR.keys()


def test_most_nouns_inflect_as_in_the_lexicon() -> None:
    known = dict(lexicon("noun"))
    plural_of = {plural: word for word, listed in known.items() for plural in listed}
    unknown = [word for word, listed in known.items() if listed and not listed & set(formed(word, plurals))]
    assert len(unknown) < 0.02 * len(known)  # `firemen`, `bronchitides`
    wrong = [
        word
        for word in plural_of
        if formed(word, singulars) and plural_of[word] not in formed(word, singulars)
    ]
    assert len(wrong) < 0.02 * len(plural_of)  # `freebies`, `symbioses`
    taken_for_plural = [word for word in known if word not in plural_of and formed(word, singulars)]
    assert len(taken_for_plural) < 0.02 * len(known)  # `games`, `fireworks`


def test_most_verbs_inflect_as_in_the_lexicon() -> None:
    known = {word: listed for word, listed in lexicon("verb") if not word.endswith("ing")}
    missing = [word for word, listed in known.items() if not listed <= set(formed(word, verbs))]
    assert len(missing) < 0.03 * len(known)  # `focusses`, `slain`
    words = known.keys() | dict(lexicon("noun")).keys()
    wrong = [word for word in known for form in set(formed(word, verbs)) - known[word] if form in words]
    assert len(wrong) < 0.005 * len(known)  # `canvass` for `canvas`
