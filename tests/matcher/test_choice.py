"""Which term a mention means, and which mentions are linked: the settings, in projects on disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from autolink.indexer.anchor_ids import decode_anchor_id
from tests.support.site import link

if TYPE_CHECKING:
    from tests.support.site import Site

_MANAGED = re.compile(r'<a href="([^"#]*)#([^"]*)">(.*?)</a>', re.DOTALL)


def setting(site: Site, **values: str) -> None:
    """Write a configuration; values are TOML."""
    lines = [f"{key.replace('_', '-')} = {value}\n" for key, value in values.items()]
    site.write({"autolink.toml": "".join(lines)})


def linked(site: Site, page: str) -> str:
    """Return a page after `fix`, each managed link as `text→page`; running it again has changed nothing."""
    result = site.run("fix")
    assert result.exit_code == 0, result.output
    text = site.read(page)
    assert site.run("fix", "--check").exit_code == 0
    return re.sub(r'<a id="[^"]*"></a>', "", _MANAGED.sub(r"\3→\1", text))


def targets(site: Site, page: str) -> list[str]:
    """Return the pages that the managed links of a page point to after `fix`."""
    linked(site, page)
    found = _MANAGED.findall(site.read(page))
    assert all(decode_anchor_id(anchor_id) for _, anchor_id, _ in found)
    return [path for path, _, _ in found]


HOMONYMS = {
    "glossary/ops/pod.md": "## Pod\n\nSeveral containers.\n",
    "glossary/ops/deep/pod.md": "## Pod\n\nA deep one.\n",
    "glossary/zoo/whales.md": "## Pod\n\nSeveral whales.\n",
}


# Homonyms


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("page.md", "glossary/ops/deep/pod.md"),
        ("zoo/page.md", "../glossary/ops/deep/pod.md"),
        ("glossary/page.md", "ops/deep/pod.md"),
        ("glossary/ops/page.md", "deep/pod.md"),
        ("glossary/ops/deep/page.md", "pod.md"),
        ("glossary/ops/deep/deeper/page.md", "../pod.md"),
        ("glossary/ops/deeper/page.md", "../deep/pod.md"),
        ("glossary/zoo/page.md", "whales.md"),
        ("glossary/zoology/page.md", "../ops/deep/pod.md"),
    ],
)
def test_the_term_in_the_nearest_folder_is_meant_then_the_first_by_path(
    site: Site, page: str, expected: str
) -> None:
    setting(site, glossary='"glossary"')
    site.write({**HOMONYMS, page: "A pod.\n"})
    assert targets(site, page) == [expected]


def test_the_term_on_the_same_page_is_meant_whatever_its_path(site: Site) -> None:
    site.write({**HOMONYMS, "glossary/zoo/whales.md": "## Pod\n\nA pod of whales.\n"})
    assert "A pod→ of whales." in linked(site, "glossary/zoo/whales.md")


def test_of_two_terms_on_one_page_the_first_is_meant(site: Site) -> None:
    site.write({"glossary.md": "## Pod | 群れ\n\nA.\n\n## Pod | ポッド\n\nB.\n", "page.md": "A pod.\n"})
    site.run("fix")
    assert site.read("page.md") == f"A {link('pod', 'Pod | 群れ', 'glossary.md')}.\n"


def test_the_order_in_which_glossaries_are_named_does_not_matter(site: Site) -> None:
    site.write({**HOMONYMS, "page.md": "A pod.\n"})
    setting(site, glossary='["glossary/zoo/whales.md", "glossary/ops/pod.md"]')
    assert targets(site, "page.md") == ["glossary/ops/pod.md"]
    site.write({"page.md": "A pod.\n"})
    setting(site, glossary='["glossary/ops/pod.md", "glossary/zoo/whales.md"]')
    assert targets(site, "page.md") == ["glossary/ops/pod.md"]


def test_the_exact_case_is_meant_even_when_it_is_farther_away(site: Site) -> None:
    site.write(
        {
            "glossary/a.md": "## Rust\n\nOxide.\n",
            "glossary/docs/b.md": "## rust\n\nA fungus.\n",
            "glossary/docs/page.md": "Rust and rust.\n",
        }
    )
    assert linked(site, "glossary/docs/page.md") == "Rust→../a.md and rust→b.md.\n"


# ambiguous = "skip"


def test_a_tie_is_withheld_when_ambiguous_mentions_are_skipped(site: Site) -> None:
    setting(site, ambiguous='"skip"')
    site.write({**HOMONYMS, "page.md": "A pod and a pod.\n"})
    assert linked(site, "page.md") == "A pod and a pod.\n"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("glossary/zoo/page.md", "A pod→whales.md.\n"),
        ("glossary/ops/page.md", "A pod.\n"),
        ("glossary/ops/deep/page.md", "A pod→pod.md.\n"),
    ],
)
def test_a_nearest_term_is_no_tie(site: Site, page: str, expected: str) -> None:
    setting(site, ambiguous='"skip"')
    site.write({**HOMONYMS, page: "A pod.\n"})
    assert linked(site, page) == expected


def test_two_terms_on_one_page_are_a_tie_too(site: Site) -> None:
    setting(site, ambiguous='"skip"')
    site.write(
        {"glossary.md": "## Pod | 群れ\n\nA.\n\n## Pod | ポッド\n\nB.\n", "page.md": "A pod, a 群れ.\n"}
    )
    assert linked(site, "page.md") == "A pod, a 群れ→glossary.md.\n"


def test_an_ambiguous_phrase_keeps_its_text(site: Site) -> None:
    setting(site, ambiguous='"skip"')
    site.write(
        {"glossary/a.md": "## Red team\n\n## Team\n", "glossary/b.md": "## Red team\n", "page.md": "red team"}
    )
    assert linked(site, "page.md") == "red team"


def test_a_preference_makes_a_tie_certain(site: Site) -> None:
    setting(site, ambiguous='"skip"')
    site.write({**HOMONYMS, "page.md": "<!-- autolink-prefer: glossary/zoo/whales.md -->\n\nA pod.\n"})
    assert targets(site, "page.md") == ["glossary/zoo/whales.md"]


# Preferences

OPS, ZOO = "glossary/ops/pod.md", "glossary/zoo/whales.md"


def preferring(site: Site, page: str) -> list[str]:
    site.write({**HOMONYMS, "page.md": page})
    return targets(site, "page.md")


def test_a_preference_before_any_heading_holds_in_the_whole_page(site: Site) -> None:
    page = f"pod\n\n<!-- autolink-prefer: {ZOO} -->\n\n# One\n\npod\n\n## Two\n\npod\n"
    assert preferring(site, page) == [ZOO] * 3


def test_a_preference_holds_in_its_section_and_the_sections_below(site: Site) -> None:
    page = f"# One\n\npod\n\n## Two\n\npod\n<!-- autolink-prefer: {ZOO} -->\n\n### Three\n\npod\n\n## Four\n\npod\n"
    deep = "glossary/ops/deep/pod.md"
    assert preferring(site, page) == [deep, ZOO, ZOO, deep]


def test_the_preference_of_a_section_comes_before_that_of_the_page(site: Site) -> None:
    page = f"<!-- autolink-prefer: {ZOO} -->\n\npod\n\n# One\n\n<!-- autolink-prefer: {OPS} -->\n\npod\n\n# Two\n\npod\n"
    assert preferring(site, page) == [ZOO, OPS, ZOO]


@pytest.mark.parametrize("written", ["zoo/whales.md", "./zoo/whales.md", "../glossary/zoo/whales.md", ZOO])
def test_a_preferred_page_is_named_from_the_page_or_from_the_root(site: Site, written: str) -> None:
    site.write({**HOMONYMS, "glossary/page.md": f"<!-- autolink-prefer: {written} -->\n\nA pod.\n"})
    assert targets(site, "glossary/page.md") == ["zoo/whales.md"]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- autolink-prefer: glossary/none.md -->",
        "<!-- autolink-prefer: -->",
        "<!-- autolink-prefers: glossary/zoo/whales.md -->",
        "<!-- prefer: glossary/zoo/whales.md -->",
        "`<!-- autolink-prefer: glossary/zoo/whales.md -->`",
    ],
)
def test_a_comment_that_names_no_glossary_page_prefers_nothing(site: Site, comment: str) -> None:
    assert preferring(site, f"{comment}\n\nA pod.\n") == ["glossary/ops/deep/pod.md"]


def test_a_preference_says_nothing_about_aliases_of_one_term(site: Site) -> None:
    site.write(
        {
            "glossary/a.md": "## Pod\n\nA.\n",
            "glossary/b.md": "## Node\n\nB.\n",
            "page.md": "<!-- autolink-prefer: glossary/b.md -->\n\npod node\n",
        }
    )
    assert targets(site, "page.md") == ["glossary/a.md", "glossary/b.md"]


def test_a_term_prefers_a_page_in_its_own_definition(site: Site) -> None:
    words = f"## Herd\n\n<!-- autolink-prefer: {ZOO} -->\n\nLike a pod.\n\n## Node\n\nIt runs a pod.\n"
    site.write({**HOMONYMS, "glossary/words.md": words})
    assert targets(site, "glossary/words.md") == ["zoo/whales.md", "ops/deep/pod.md"]
    assert "P003" not in site.run("check").stdout


# Occurrences

TERM = "## LLM | 大規模言語モデル\n\nA definition.\n"


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("all", "[L] [L]\n\n[L]\n\n# One\n\n[L] [大規模言語モデル]\n\n- [L]\n"),
        ("first-in-paragraph", "[L] L\n\n[L]\n\n# One\n\n[L] 大規模言語モデル\n\n- [L]\n"),
        ("first-in-section", "[L] L\n\nL\n\n# One\n\n[L] 大規模言語モデル\n\n- L\n"),
        ("first-in-page", "[L] L\n\nL\n\n# One\n\nL 大規模言語モデル\n\n- L\n"),
    ],
)
def test_each_policy_on_the_same_page(site: Site, policy: str, expected: str) -> None:
    setting(site, occurrences=f'"{policy}"')
    site.write({"glossary.md": TERM, "page.md": re.sub(r"[\[\]]", "", expected).replace("L", "LLM")})
    found = linked(site, "page.md").replace("LLM", "L")
    assert re.sub(r"(L|大規模言語モデル)→glossary\.md", r"[\1]", found) == expected


@pytest.mark.parametrize(
    "author",
    [
        "[the models](glossary.md#llm--大規模言語モデル)",
        "[the models](glossary.md#llm--%E5%A4%A7%E8%A6%8F%E6%A8%A1%E8%A8%80%E8%AA%9E%E3%83%A2%E3%83%87%E3%83%AB)",
        "[the models](./glossary.md#TExNIHwg5aSn6KaP5qih6KiA6Kqe44Oi44OH44Or)",
        '<a href="glossary.md#TExNIHwg5aSn6KaP5qih6KiA6Kqe44Oi44OH44Or" title="x">LLM</a>',
        "[LLM][ref]\n\n[ref]: glossary.md#TExNIHwg5aSn6KaP5qih6KiA6Kqe44Oi44OH44Or\n",
    ],
)
def test_a_link_of_the_author_counts_as_the_first_mention(site: Site, author: str) -> None:
    setting(site, occurrences='"first-in-page"')
    page = f"An LLM.\n\nSee {author}.\n"
    site.write({"glossary.md": TERM, "page.md": page})
    site.run("fix")
    assert site.read("page.md") == page


@pytest.mark.parametrize(
    "author",
    [
        "[LLM](glossary.md)",
        "[LLM](other.md#llm--大規模言語モデル)",
        "[LLM](https://example.org/#LLM)",
        "`LLM`",
    ],
)
def test_a_link_of_the_author_to_another_place_does_not_count(site: Site, author: str) -> None:
    setting(site, occurrences='"first-in-page"')
    site.write({"glossary.md": TERM, "other.md": "# Other\n", "page.md": f"See {author}. An LLM.\n"})
    assert linked(site, "page.md") == f"See {author}. An LLM→glossary.md.\n"


def test_a_link_to_the_glossary_does_not_count_where_headings_have_no_ids(site: Site) -> None:
    site.write({"autolink.toml": 'site = "sphinx"\noccurrences = "first-in-page"\n'})
    site.write({"conf.py": "extensions = ['myst_parser']\n", "glossary.md": TERM})
    site.write({"page.md": "An LLM. See the [glossary](glossary.md).\n"})
    site.run("fix")
    assert re.search(r"An \[LLM\]\(<glossary\.md#[^>]+>\)\.", site.read("page.md"))


def test_the_first_mention_moves_when_the_author_adds_an_earlier_one(site: Site) -> None:
    setting(site, occurrences='"first-in-page"')
    site.write({"glossary.md": TERM, "page.md": "An LLM.\n"})
    assert linked(site, "page.md") == "An LLM→glossary.md.\n"
    site.write({"page.md": "Any LLM.\n\n" + site.read("page.md")})
    assert linked(site, "page.md") == "Any LLM→glossary.md.\n\nAn LLM.\n"


def test_each_page_has_its_own_first_mention(site: Site) -> None:
    setting(site, occurrences='"first-in-page"')
    site.write({"glossary.md": TERM, "a.md": "LLM LLM\n", "b.md": "LLM LLM\n"})
    assert linked(site, "a.md") == linked(site, "b.md") == "LLM→glossary.md LLM\n"


def test_homonyms_are_counted_apart(site: Site) -> None:
    setting(site, occurrences='"first-in-page"')
    page = f"pod pod\n\n# One\n\n<!-- autolink-prefer: {ZOO} -->\n\npod pod\n"
    assert preferring(site, page) == ["glossary/ops/deep/pod.md", ZOO]


# self-links


def test_a_definition_is_left_alone_when_self_links_are_off(site: Site) -> None:
    setting(site, self_links="false")
    glossary = (
        "LLM\n\n## LLM\n\nAn LLM.\n\n### How an LLM works\n\nAn LLM.\n\n## Token\n\nAn LLM reads tokens.\n"
    )
    site.write({"glossary.md": glossary, "page.md": "LLM\n"})
    expected = glossary.replace("LLM\n\n##", "LLM→\n\n##", 1).replace("An LLM reads", "An LLM→ reads")
    assert linked(site, "glossary.md") == expected
    assert linked(site, "page.md") == "LLM→glossary.md\n"


def test_a_homonym_in_a_definition_is_not_linked_to_another_one_instead(site: Site) -> None:
    setting(site, self_links="false")
    site.write({**HOMONYMS, ZOO: "## Pod\n\nA pod of whales.\n"})
    assert "A pod of whales." in linked(site, ZOO)


@pytest.mark.parametrize(
    ("form", "entry"),
    [
        ("headings", "## Pod\n\nA pod is small.\n"),
        ("bold", "**Pod**: a pod is small.\n"),
        ("definition-list", "Pod\n: A pod is small.\n"),
        ("front-matter", "---\ntitle: Pod\n---\n\nA pod is small.\n"),
    ],
)
def test_a_definition_in_any_form_is_left_alone_when_self_links_are_off(
    site: Site, form: str, entry: str
) -> None:
    setting(site, self_links="false", glossary=f'{{ path = "words", form = "{form}" }}', skip_when="[]")
    site.write({"words/pod.md": entry, "page.md": "A pod.\n"})
    assert linked(site, "words/pod.md") == entry
    assert "words/pod.md" in linked(site, "page.md")


def test_by_default_a_definition_links_to_itself(site: Site) -> None:
    site.write({"glossary.md": "## LLM\n\nAn LLM.\n"})
    assert linked(site, "glossary.md") == "## LLM\n\nAn LLM→.\n"


# min-length, skip-in, cjk-boundary


def test_short_aliases_are_not_linked(site: Site) -> None:
    setting(site, min_length="3")
    site.write(
        {"glossary.md": "## AI | 人工知能 | 知能 | ＡＩ機\n\n機。\n", "page.md": "AI 人工知能 知能 ＡＩ機\n"}
    )
    assert linked(site, "page.md") == "AI 人工知能→glossary.md 知能 ＡＩ機→glossary.md\n"


def test_a_link_made_before_goes_when_its_alias_has_become_too_short(site: Site) -> None:
    site.write({"glossary.md": "## AI\n\nText.\n", "page.md": "AI\n"})
    assert linked(site, "page.md") == "AI→glossary.md\n"
    setting(site, min_length="3")
    assert linked(site, "page.md") == "AI\n"


def test_several_containers_may_be_skipped(site: Site) -> None:
    setting(site, skip_in='["blockquote", "table", "footnote", "emphasis", "summary", "kbd"]')
    page = "LLM[^1] *LLM* **LLM**\n\n> LLM\n\n| LLM |\n|---|\n| LLM |\n\n<summary>\n\nLLM\n\n</summary>\n\n- LLM\n\n[^1]: LLM\n"
    expected = page.replace("LLM[^1]", "LLM→glossary.md[^1]").replace("**LLM**", "**LLM→glossary.md**")
    site.write({"glossary.md": TERM, "page.md": page})
    assert linked(site, "page.md") == expected.replace("- LLM", "- LLM→glossary.md")


def test_a_container_that_does_not_exist_skips_nothing(site: Site) -> None:
    setting(site, skip_in='["marquee"]')
    site.write({"glossary.md": TERM, "page.md": "> LLM\n"})
    assert linked(site, "page.md") == "> LLM→glossary.md\n"


@pytest.mark.parametrize(
    ("boundary", "expected"),
    [
        ("none", "データ→glossary.mdベースとデータ→glossary.mdとﾃﾞｰﾀ→glossary.mdﾍﾞｰｽ\n"),
        ("script", "データベースとデータ→glossary.mdとﾃﾞｰﾀﾍﾞｰｽ\n"),
    ],
)
def test_the_boundary_of_katakana(site: Site, boundary: str, expected: str) -> None:
    setting(site, cjk_boundary=f'"{boundary}"')
    site.write({"glossary.md": "## データ\n\n値。\n", "page.md": "データベースとデータとﾃﾞｰﾀﾍﾞｰｽ\n"})
    assert linked(site, "page.md") == expected
