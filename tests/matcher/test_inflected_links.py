"""Links with an inflected alias as their text: made, recognised, taken out and renamed as others are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autolink.page.page import Page
from tests.support.linking import Linker

if TYPE_CHECKING:
    from tests.support.site import Site

GLOSSARY = """\
## Add-ons

X.

## Resource Quotas | APIs

X.

## Proof of work

X.

## Bills of materials

X.

## evict
<!-- inflect: verb -->

X.

## roll back
<!-- inflect: verb -->

X.

## Code signing
<!-- inflect: verb -->

X.

## rewrite
<!-- inflect: verb -->

X.

## window

X.

## Windows
<!-- inflect: none -->

X.

## StatefulSets

X.
"""
WORDS = """
add-on addon Add-ons add-onses|resource quota|Resource Quotas|API|APIs|api|proofs of work|Proof of works|proofs
bill of materials|bill of material|evicted|Evicting|evicts|eviction|rolled back|rolls back|roll backs|rolling
code-signed|code sign|Code signings|signed|rewrote|rewritten|rewriting|window|windows|Windows|stateful set
StatefulSet|Stateful Sets|statefulset|add_on|`evicted`|[evicted](x.md)|**evicted**|# evicting
"""
TEXTS = st.lists(
    st.sampled_from([word for line in WORDS.split("\n") for word in line.split("|") if word]), max_size=8
)
SEPARATORS = st.sampled_from([" ", ", ", "-", "\n", "\n\n", "'s "])
LINKERS = {style: Linker(GLOSSARY, link_style=style) for style in ("html", "markdown")}


@given(TEXTS, SEPARATORS, st.sampled_from(sorted(LINKERS)))
def test_links_of_inflected_forms_can_be_made_again_and_taken_out(
    words: list[str], separator: str, style: str
) -> None:
    linker, text = LINKERS[style], separator.join(words) + "\n"
    linked = linker.link(text)
    assert linker.link(linked) == linked
    assert linker.unlinked(linked.encode()).decode() == text


@given(TEXTS, SEPARATORS)
def test_a_linked_page_has_the_mentions_of_the_plain_one(words: list[str], separator: str) -> None:
    linker, text = LINKERS["html"], separator.join(words) + "\n"
    plain = Page.parse(linker.path, text.encode())
    linked = Page.parse(linker.path, linker.link(text).encode())
    found = [
        [(page.data[item.start : item.end], item.term) for item in linker.matcher.mentions(page)]
        for page in (plain, linked)
    ]
    assert found[0] == found[1]


def test_a_link_of_a_verb_form_is_taken_out_once_the_term_has_none(site: Site) -> None:
    site.write({"glossary.md": "## evict\n<!-- inflect: verb -->\n\nX.\n", "page.md": "Evicted pods.\n"})
    assert site.run("fix").exit_code == 0
    assert site.read("page.md").endswith(">Evicted</a> pods.\n")
    site.write({"glossary.md": site.read("glossary.md").replace("verb", "en")})
    assert site.run("fix").exit_code == 0
    assert site.read("page.md") == "Evicted pods.\n"


@pytest.mark.parametrize(
    ("old", "new", "page", "expected"),
    [
        ("Add-ons", "Extensions", "An add-on, two add-ons.\n", "An extension, two extensions.\n"),
        ("Add-ons", "Glossary entries", "Add-on.\n", "Glossary entry.\n"),
        ("quota", "limit policy", "Quotas, a quota.\n", "Limit policies, a limit policy.\n"),
        ("API keys", "credentials", "An API key.\n", "An credential.\n"),
    ],
)
def test_a_renamed_mention_keeps_its_number(site: Site, old: str, new: str, page: str, expected: str) -> None:
    site.write({"glossary.md": f"## {old}\n\nText.\n", "page.md": page})
    result = site.run("rename", old, new, "--mentions")
    assert result.exit_code == 0, result.stderr
    site.run("unlink", "page.md")
    assert site.read("page.md") == expected
