"""`autolink unlink`: what `fix` put in, taken out again, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autolink.indexer.anchor_ids import encode_anchor_id
from tests.support.site import anchor, link

if TYPE_CHECKING:
    from tests.support.site import Site

LLM = "大規模言語モデル | Language model | LLM"
PAGE = (
    "\ufeffThe LLM, LLMs.  \r\n\r\n"
    "は**LLM**は、大規模言語モデル\n\n"
    "> a language\n> model\n\n"
    "| LLM | a \\| b |\n|---|---|\n| **LLM** | LLM |\n\n"
    "- [LLM](x.md) *LLM*\n  - [the LLM][ref] [an LLM\n\n"
    "[ref]: x.md\n"
    "\t`LLM` <b>LLM</b> LLM"
)
GLOSSARY = f"# Words\n\n## {LLM} ##\n\nAn LLM.\n\nTerm\n---\n\n##  Next{{#next}}\r\n\r\n### LLM\n"


@pytest.fixture(params=["html", "markdown"])
def linked(site: Site, request: pytest.FixtureRequest) -> Site:
    """Return a linked project, in either style."""
    site.write({"autolink.toml": f'link-style = "{request.param}"\n', "x.md": ""})
    site.write({"glossary.md": GLOSSARY, "page.md": PAGE})
    assert site.run("fix").exit_code == 0
    assert site.read("page.md").count("#" + encode_anchor_id(LLM)) > 8
    return site


def test_a_page_is_byte_for_byte_what_it_was(linked: Site) -> None:
    once = linked.tree()
    result = linked.run("unlink", "--anchors")
    assert result.exit_code == 0
    assert linked.read("page.md") == PAGE
    assert linked.read("glossary.md") == GLOSSARY
    assert "in 2 pages" in result.stderr
    assert "Nothing to change in 3 pages." in linked.run("unlink", "--anchors").stderr
    linked.run("fix")
    assert linked.tree() == once


def test_anchors_stay_unless_asked(linked: Site) -> None:
    once = linked.tree()
    linked.run("unlink")
    anchors = [anchor(heading) for heading in (LLM, "Term", "Next")]
    assert all(linked.read("glossary.md").count(found) == 1 for found in anchors)
    assert linked.read("glossary.md").count("<a ") == 3
    assert linked.read("page.md") == PAGE
    linked.run("fix")
    assert linked.tree() == once


def test_only_the_named_pages_are_changed(linked: Site) -> None:
    before = linked.tree()
    assert linked.run("unlink", "page.md").exit_code == 0
    assert linked.tree() == {**before, "page.md": PAGE.encode()}


def test_diff_and_check_write_nothing(linked: Site) -> None:
    linked.write(
        {
            "page.md": "one\n"
            + linked.read("glossary.md").split("\n\n")[2].replace("](#", "](glossary.md#")
            + "\n"
        }
    )
    linked.write({"page.md": linked.read("page.md").replace('"#', '"glossary.md#')})
    before = linked.tree()
    check = linked.run("unlink", "--check")
    assert (check.exit_code, check.stdout) == (1, "glossary.md\npage.md\n")
    diff = linked.run("unlink", "--diff", "page.md")
    assert diff.exit_code == 1
    old = linked.read("page.md").split("\n")[1]
    assert diff.stdout == f"--- a/page.md\n+++ b/page.md\n@@ -1,2 +1,2 @@\n one\n-{old}\n+An LLM.\n"
    assert linked.tree() == before


def test_without_links_there_is_nothing_to_do(site: Site) -> None:
    site.write({"glossary.md": "## LLM\n\nd\n", "page.md": "LLM\n"})
    for option in ((), ("--anchors",), ("--check",), ("--diff",)):
        result = site.run("unlink", *option)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "Nothing to change in 2 pages." in result.stderr


def test_links_of_the_author_stay(site: Site) -> None:
    target = f"glossary.md#{encode_anchor_id('LLM')}"
    text = (
        f"[the LLM]({target}) [LLM]({target} 'title') [LLM][ref] [LLM](glossary.md) [LLM](glossary.md#llm) ![LLM]({target})"
        f' <a href="{target}" class="x">LLM</a> <a href="{target}">see</a> <a href="x">LLM</a> `[LLM]({target})`\n\n'
        f"[ref]: {target}\n"
    )
    site.write({"glossary.md": f"## LLM{anchor('LLM')}\n\nd\n", "page.md": text})
    assert site.run("unlink").exit_code == 0
    assert site.read("page.md") == text


@pytest.mark.parametrize(
    "heading",
    [
        '## LLM<a id="own"></a>',
        '## LLM<a name="llm"></a>',
        '## <a id="own"></a>LLM',
        "## LLM {#own}",
        '<a id="own"></a>\n\n## LLM',
        '## LLM<a id="own">x</a>',
        '## LLM <a name="own">',
    ],
)
def test_anchors_of_the_author_stay(site: Site, heading: str) -> None:
    text = f"{heading}\n\nd\n"
    site.write({"glossary.md": text})
    site.run("fix")
    once = site.read("glossary.md")
    assert once != text
    assert site.run("fix", "--check").exit_code == 0
    site.run("unlink", "--anchors")
    assert site.read("glossary.md") == text


@pytest.mark.xfail(strict=True, reason="by its form alone it is an anchor id, of the heading `Q1|`")
def test_an_anchor_of_the_author_that_happens_to_be_base64_stays(site: Site) -> None:
    test_anchors_of_the_author_stay(site, '## LLM<a id="UTF8"></a>')


@pytest.mark.parametrize(
    "mark", ["\x07", "\x0b", "\x0c", "\x1f", "\x7f", "\u202e", "\u200b", "\xad", "\ufeff"]
)
def test_a_heading_with_a_control_character_is_no_exception(site: Site, mark: str) -> None:
    glossary, page = f"## Big{mark}model | LLM\n\nd\n", "An LLM.\n"
    site.write({"glossary.md": glossary, "page.md": page})
    site.run("fix")
    assert site.run("fix", "--check").exit_code == 0
    assert site.run("check").exit_code == 0
    site.run("unlink", "--anchors")
    assert (site.read("glossary.md"), site.read("page.md")) == (glossary, page)


def test_headings_that_are_no_terms_keep_their_anchors(site: Site) -> None:
    text = f"### Word{anchor('Word')}\n\n> ## Word{anchor('Word')}\n\nWord{anchor('Word')}\n"
    site.write({"glossary.md": "## LLM\n\nd\n", "page.md": f"## Word{anchor('Word')}\n\n{text}"})
    before = site.read("page.md")
    site.run("unlink", "--anchors")
    assert site.read("page.md") == before


def test_old_anchors_go_as_well(site: Site) -> None:
    site.write({"glossary.md": f"## LLM{anchor('Old')} {anchor('Older')}{anchor('LLM')}\n\nd\n"})
    site.run("unlink", "--anchors")
    assert site.read("glossary.md") == "## LLM \n\nd\n"


def test_links_to_terms_that_are_gone_are_taken_out(site: Site) -> None:
    text = f"{link('LLM', 'LLM | Model', 'old.md')} {link('models', 'LLM | Model', 'https://example.org/a.md')}\n"
    site.write({"glossary.md": "## Other\n\nd\n", "page.md": text})
    site.run("unlink")
    assert site.read("page.md") == "LLM models\n"


PI, TAU = "$\\pi$", "$\\tau$"
NUMBER = f"# G\n\n## {PI}\n<!--\naliases: pi\n-->\n\nA number.\n"


@pytest.mark.parametrize("style", ["html", "markdown"])
def test_an_alias_that_no_heading_holds_is_linked_and_unlinked(site: Site, style: str) -> None:
    page = "A $x$, pi and `pi`.\n"
    site.write({"autolink.toml": f'link-style = "{style}"\n', "glossary.md": NUMBER, "page.md": page})
    site.run("fix")
    once = site.tree()
    assert site.read("page.md").count(encode_anchor_id(PI)) == 1
    site.run("fix")
    assert site.tree() == once
    site.run("unlink", "--anchors")
    assert (site.read("glossary.md"), site.read("page.md")) == (NUMBER, page)


def test_links_by_such_an_alias_follow_their_term(site: Site) -> None:
    site.write({"glossary.md": NUMBER, "page.md": "pi\n"})
    site.run("fix")
    site.write({"glossary.md": site.read("glossary.md").replace(PI, TAU)})
    site.run("fix")
    assert site.read("page.md") == link("pi", TAU, "glossary.md") + "\n"
    site.run("unlink", "--anchors")
    assert (site.read("glossary.md"), site.read("page.md")) == (NUMBER.replace(PI, TAU), "pi\n")


def test_only_an_alias_of_its_term_makes_a_link_to_such_a_heading_ours(site: Site) -> None:
    theirs = link("the number", PI, "glossary.md") + link("pi", TAU, "glossary.md")
    site.write({"glossary.md": NUMBER, "page.md": theirs})
    site.run("unlink")
    assert site.read("page.md") == theirs
    orphan = link("pi", PI, "glossary.md")
    site.write({"glossary.md": "## Other\n\nd\n", "page.md": orphan})
    site.run("unlink")
    assert site.read("page.md") == orphan


def test_links_in_one_another_are_all_taken_out(site: Site) -> None:
    inner = f"[LLM](glossary.md#{encode_anchor_id('LLM')})"
    site.write(
        {"glossary.md": "## LLM\n\nd\n", "page.md": f"[{inner}](glossary.md#{encode_anchor_id('LLM')})\n"}
    )
    site.run("unlink")
    assert site.read("page.md") == "LLM\n"


def test_a_page_that_cannot_be_read_costs_the_others_nothing(site: Site) -> None:
    site.write(
        {"glossary.md": "## LLM\n\nd\n", "m.md": b"\xff", "page.md": link("LLM", "LLM", "glossary.md")}
    )
    assert "m.md:1:1: P001" in site.run("unlink").stderr
    assert site.read("page.md") == "LLM"


# Links of the author to terms

TERMS = "## LLM | Language model\n\nd\n\n## GPT{#gpt-term}\n\nd\n"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("[LLM](glossary.md#llm--language-model)", "LLM"),
        ("[language models](./glossary.md#llm--language-model)", "language models"),
        ("[**LLM**](glossary.md#llm--language-model)", "**LLM**"),
        ("**[LLM](/glossary.md#llm--language-model)**は", "**[LLM](/glossary.md#llm--language-model)**は"),
        ("**[LLM](/glossary.md#llm--language-model)** は", "**LLM** は"),
        ("[GPT](glossary.md#gpt-term)", "GPT"),
        ("<a href='glossary.md#gpt-term'>GPT</a>", "GPT"),
        ("| a |\n|---|\n| [LLM](glossary.md#llm--language-model) |", "| a |\n|---|\n| LLM |"),
        ("[LLM][x]\n\n[x]: glossary.md#llm--language-model", "LLM\n\n[x]: glossary.md#llm--language-model"),
        ("[GPT]\n\n[GPT]: glossary.md#gpt-term", "GPT\n\n[GPT]: glossary.md#gpt-term"),
    ],
)
def test_all_takes_out_what_the_author_linked_as_fix_would(site: Site, written: str, left: str) -> None:
    text = f"\ufeff# Page  \r\n\r\nSee {written}\r\n\t`x`"
    site.write({"glossary.md": TERMS, "page.md": text})
    assert "Nothing to change" in site.run("unlink", "--check").stderr
    site.run("unlink", "--all")
    assert site.read("page.md") == text.replace(written, left)
    assert site.read("glossary.md") == TERMS


@pytest.mark.parametrize(
    "written",
    [
        "[see there](glossary.md#llm--language-model)",
        "[GPT](glossary.md#llm--language-model)",
        "[LLM](glossary.md)",
        "[LLM](glossary.md#no)",
        "[LLM](other.md#llm--language-model)",
        "[LLM](https://example.org/glossary.md#llm--language-model)",
        "[LLM](glossary.md#llm--language-model 'of ours')",
        "<a class='x' href='glossary.md#gpt-term'>GPT</a>",
        "![LLM](glossary.md#llm--language-model)",
        "`[LLM](glossary.md#llm--language-model)`",
        "<!-- [LLM](glossary.md#llm--language-model) -->",
        "@[LLM](glossary.md#llm--language-model)",
        "[[LLM](glossary.md#llm--language-model)](x.md)",
        "<glossary.md#llm--language-model>",
    ],
)
def test_all_leaves_what_says_more_or_something_else(site: Site, written: str) -> None:
    site.write({"glossary.md": TERMS, "page.md": f"{written}\n", "other.md": "## LLM | Language model\n"})
    site.run("unlink", "--all")
    assert site.read("page.md") == f"{written}\n"


def test_all_takes_out_managed_links_too_and_fix_links_the_mentions(site: Site) -> None:
    site.write({"glossary.md": TERMS, "page.md": "LLM and [GPT](glossary.md#gpt-term)\n"})
    site.run("fix")
    assert "Removed 2 links in 1 page." in site.run("unlink", "--all", "page.md").stderr
    assert site.read("page.md") == "LLM and GPT\n"
    assert "Linked 2 mentions in " in site.run("fix").stderr
