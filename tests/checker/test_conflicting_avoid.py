"""What is wrong with the words that an entry avoids: G011, and P003 or G010 for what is no word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.site import Site

ALLOWLIST = "## Allowlist\n<!-- avoid: {} -->\n\nText.\n"


def found(site: Site, glossary: str, page: str = "") -> list[str]:
    """Return what `check` reports of a glossary, and of a page."""
    site.write({"autolink.toml": 'select = ["G011", "P003", "G010", "T001"]\n'})
    site.write({"glossary.md": glossary, "page.md": page})
    return site.run("check", "--output-format", "concise").stdout.splitlines()


@pytest.mark.parametrize("word", ["allowlist", "Allowlist", "ALLOWLIST"])
def test_an_alias_of_the_term_itself(site: Site, word: str) -> None:
    assert found(site, ALLOWLIST.format(f"{word}, whitelist"), "The allowlist, the whitelist.\n") == [
        f"glossary.md:1:1: G011 `{word}` is an avoided word, but also an alias of the term itself",
        "page.md:1:20: T001 `whitelist` is avoided: use `allowlist`",
    ]


def test_an_alias_of_another_term(site: Site) -> None:
    glossary = f"{ALLOWLIST.format('permit list, whitelist')}\n## Permit-list | Permit list\n\nText.\n"
    assert found(site, glossary, "The permit list, the whitelist, permit lists.\n") == [
        "glossary.md:1:1: G011 `permit list` is an avoided word, but also an alias of `Permit-list | Permit list`, at line 6",
        "page.md:1:22: T001 `whitelist` is avoided: use `allowlist`",
    ]


def test_a_replacement_that_is_avoided(site: Site) -> None:
    glossary = (
        f"{ALLOWLIST.format('whitelist')}\n## Safelist\n<!-- avoid: allowlist, permit list -->\n\nText.\n"
    )
    assert found(site, glossary, "The whitelist, the permit list.\n") == [
        "glossary.md:1:1: G011 `Allowlist` is the replacement for `whitelist`, but it is avoided at line 6",
        "glossary.md:6:1: G011 `allowlist` is an avoided word, but also an alias of `Allowlist`, at line 1",
        "page.md:1:5: T001 `whitelist` is avoided: use `allowlist`",
        "page.md:1:20: T001 `permit list` is avoided: use `safelist`",
    ]
    site.run("fix", "--unsafe-fixes")
    assert "whitelist, the" in site.read("page.md")
    assert "permit list" not in site.read("page.md")


def test_two_terms_may_avoid_the_same_word(site: Site) -> None:
    glossary = "## Customer\n<!-- avoid: account -->\n\nText.\n\n## Login\n<!-- avoid: account -->\n\nText.\n"
    assert found(site, glossary, "An account.\n") == [
        "page.md:1:4: T001 `account` is avoided: use `customer` or `login`"
    ]


def test_another_case_or_length_of_an_alias_is_no_conflict(site: Site) -> None:
    glossary = "## GitHub\n<!-- avoid: Github -->\n\nText.\n\n## サーバー\n<!-- avoid: サーバ -->\n\nText.\n"
    assert found(site, glossary) == []


def test_what_is_no_word_is_reported_at_the_comment(site: Site) -> None:
    lines = found(
        site, ALLOWLIST.format("x, whitelist (old) in prose, white list"), "x, whitelist, white list\n"
    )
    assert lines == [
        "glossary.md:2:1: P003 cannot avoid `whitelist (old) in prose`: it has a parenthesis that does not follow "
        "a word",
        "glossary.md:2:1: P003 cannot avoid `x`: it is a single character, which occurs everywhere",
        "page.md:1:15: T001 `white list` is avoided: use `allowlist`",
    ]


def test_a_list_of_everything_is_cut_short(site: Site) -> None:
    words = ", ".join(f"word{number}" for number in range(400))
    lines = found(site, ALLOWLIST.format(words), "word1 word399\n")
    assert lines == [
        "glossary.md:2:1: P003 cannot avoid 400 words: only the first 100 count",
        "page.md:1:1: T001 `word1` is avoided: use `allowlist`",
    ]


def test_bold_entries_say_so_at_the_line(site: Site) -> None:
    site.write(
        {"autolink.toml": 'select = ["G010", "T001"]\n[[glossary]]\npath = "glossary.md"\nform = "bold"\n'}
    )
    glossary = "**Order**: What is bought.\n_Avoid_: purchase, x, sale (vague)\n"
    site.write({"glossary.md": glossary, "page.md": "A purchase, a sale.\n"})
    assert site.run("check", "--output-format", "concise").stdout.splitlines() == [
        "glossary.md:2:1: G010 cannot avoid `x`: it is a single character, which occurs everywhere",
        "page.md:1:3: T001 `purchase` is avoided: use `order` (vague)",
        "page.md:1:15: T001 `sale` is avoided: use `order` (vague)",
    ]
    site.run("fix", "--unsafe-fixes")
    assert site.read("glossary.md").endswith(glossary.partition("\n")[2])
    assert "An " in site.read("page.md")
