"""`autolink rename`: the heading, its anchor, every link to it and, if asked, the mentions."""

from __future__ import annotations

from html import escape
from shlex import quote
from typing import TYPE_CHECKING

import pytest

from autolink.indexer.anchor_ids import encode_anchor_id
from tests.rewriter.test_properties import rendered
from tests.support.site import anchor, link

if TYPE_CHECKING:
    from tests.support.site import Site

LLM = "大規模言語モデル | Language model | LLM"


def project(site: Site, heading: str, text: str, settings: str = "") -> str:
    """Make a linked project of one glossary page and one page, the text; return the linked text."""
    site.write({"autolink.toml": settings, "glossary.md": f"## {heading}\n\nd\n", "page.md": text})
    assert site.run("fix").exit_code == 0
    return site.read("page.md")


def renamed(site: Site, *arguments: str) -> str:
    """Rename; assert that nothing is left to do; return the page."""
    result = site.run("rename", *arguments)
    assert result.exit_code == 0, result.output
    assert result.stderr.splitlines()[0].endswith(" in 2 pages.")
    check = site.run("check")
    assert check.exit_code == 0, check.output
    assert site.run("fix", "--check").exit_code == 0
    return site.read("page.md")


def plain(site: Site) -> str:
    """Take all links and anchors out; return the page."""
    assert site.run("unlink", "--anchors").exit_code == 0
    return site.read("page.md")


def refused(site: Site, *arguments: str) -> str:
    """Assert that a renaming is refused and changes nothing; return the message."""
    before = site.tree()
    result = site.run("rename", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert site.tree() == before
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("error: ")
    return result.stderr


# What changes


def test_heading_anchor_and_links(site: Site) -> None:
    project(site, LLM, "LLMと大規模言語モデル。\n")
    new = "大規模言語モデル | Language model | LM"
    page = renamed(site, "LLM", "LM")
    assert site.read("glossary.md") == f"## {new}{anchor(LLM)}{anchor(new)}\n\nd\n"
    first, second = (link(text, new, "glossary.md") for text in ("LM", "大規模言語モデル"))
    assert page == f"{first}と{second}。\n"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## Old ##", "## New ##"),
        ("##  Old  ", "##  New  "),
        ("## Old {#own}", "## New {#own}"),
        ("Old\n---", "New\n---"),
        ("## Old | Older Old", "## New | Older Old"),
        ("## Older Old | Old", "## Older Old | New"),
        ("## Old<a id='own'></a>", "## New<a id='own'></a>"),
    ],
)
def test_how_the_heading_is_written_stays(site: Site, heading: str, expected: str) -> None:
    site.write({"glossary.md": f"{heading}\r\n\r\nAn Old.\r\n", "page.md": "An Old.\n"})
    site.run("fix")
    assert site.run("rename", "Old", "New").exit_code == 0
    assert site.run("fix", "--check").exit_code == 0
    site.run("unlink", "--anchors")
    assert site.read("glossary.md") == f"{expected}\r\n\r\nAn New.\r\n"
    assert site.read("page.md") == "An New.\n"


def test_a_glossary_without_anchors_gets_none(site: Site) -> None:
    """They are the business of `fix`."""
    site.write({"glossary.md": "## Old\n\nd\n", "page.md": "Old\n"})
    result = site.run("rename", "Old", "New")
    assert result.exit_code == 0
    assert site.tree() == {"autolink.toml": b"", "glossary.md": b"## New\n\nd\n", "page.md": b"Old\n"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("vector store", "embedding base"),
        ("Vector store", "Embedding base"),
        ("vector stores", "embedding bases"),
        ("Vector stores", "Embedding bases"),
        ("vector-store", "embedding base"),
    ],
)
@pytest.mark.parametrize("mentions", [(), ("--mentions",)])
def test_case_and_plural_are_kept(site: Site, written: str, expected: str, mentions: tuple[str, ...]) -> None:
    project(site, "vector store", f"A {written}.\n")
    new = "embedding base"
    assert renamed(site, "vector store", new, *mentions) == f"A {link(expected, new, 'glossary.md')}.\n"


@pytest.mark.parametrize(
    ("new", "expected"), [("policy", "policies"), ("index", "indices"), ("方針", "方針")]
)
def test_plurals_are_those_of_the_new_alias(site: Site, new: str, expected: str) -> None:
    project(site, "rule", "All rules.\n")
    assert renamed(site, "rule", new) == f"All {link(expected, new, 'glossary.md')}.\n"


def test_an_abbreviation_keeps_its_capitals(site: Site) -> None:
    project(site, "vector store", "A vector store, vector stores.\n")
    page = renamed(site, "vector store", "VDB")
    assert page == f"A {link('VDB', 'VDB', 'glossary.md')}, {link('VDBs', 'VDB', 'glossary.md')}.\n"


@pytest.mark.parametrize("style", ["html", "markdown"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("は**LLM**は\n", "は**LM**は\n"),
        ("| a | LLM |\n|---|---|\n| **LLM** | x |\n", "| a | LM |\n|---|---|\n| **LM** | x |\n"),
        ("- *LLM*\n", "- *LM*\n"),
        ("は***LLM***は、~~LLMs~~は\n", "は***LM***は、~~LMs~~は\n"),
    ],
)
def test_links_around_emphasis_are_renamed(site: Site, style: str, text: str, expected: str) -> None:
    project(site, LLM, text, settings=f'link-style = "{style}"\n')
    renamed(site, "LLM", "LM")
    assert plain(site) == expected


@pytest.mark.parametrize("mentions", [(), ("--mentions",)])
@pytest.mark.parametrize(
    "text",
    [
        "A language\nmodel.\n",
        "> A language\n> model.\n",
        "- A language\n  model.\n",
        "A language \t model.\r\n",
    ],
)
def test_a_mention_over_a_line_break_is_renamed(site: Site, text: str, mentions: tuple[str, ...]) -> None:
    project(site, LLM, text)
    assert "language" not in renamed(site, "Language model", "LM", *mentions)
    assert plain(site).replace("> ", "").replace("- ", "") == f"A LM.{text[len(text.rstrip()) :]}"


@pytest.mark.parametrize("text", ["AT&T\n", "AT&amp;T\n"])
def test_a_mention_with_an_entity_is_renamed(site: Site, text: str) -> None:
    project(site, "AT&T", text)
    renamed(site, "AT&T", "Bell")
    assert plain(site) == "Bell\n"


def test_links_of_the_author_keep_their_text(site: Site) -> None:
    site.write({"glossary.md": f"## {LLM}{anchor(LLM)}\n\nd\n"})
    target = f"glossary.md#{encode_anchor_id(LLM)}"
    text = f'[the LLM]({target}) <a href="{target}">see</a> [LLM](other.md) [LLM]({target} "title")\n'
    site.write({"page.md": text, "other.md": ""})
    site.run("rename", "LLM", "LM")
    new = encode_anchor_id("大規模言語モデル | Language model | LM")
    assert site.read("page.md") == text.replace(encode_anchor_id(LLM), new)
    assert site.run("check").exit_code == 0


def test_mentions_are_renamed_only_when_asked(site: Site) -> None:
    text = "LLM, LLM, `LLM`, [an LLM](x.md)\n\n## LLM\n\nLLMs, Language model\n"
    linked = project(site, LLM, text, settings='occurrences = "first-in-page"\n')
    assert linked.count("<a ") == 1
    site.write({"x.md": ""})
    before = site.tree()
    for options, expected in (
        ((), text.replace("LLM, LLM", "LM, LLM", 1)),
        (("--mentions",), "LM, LM, `LLM`, [an LLM](x.md)\n\n## LLM\n\nLMs, Language model\n"),
    ):
        for name, data in before.items():
            (site.root / name).write_bytes(data)
        assert site.run("rename", "LLM", "LM", *options).exit_code == 0
        assert plain(site) == expected


def test_mentions_of_a_term_that_is_never_linked_are_renamed(site: Site) -> None:
    project(site, "Old", "An Old, Olds.\n")
    site.write({"glossary.md": f"## Old{anchor('Old')}\n\n<!-- link: never -->\n\nd\n"})
    site.run("fix")
    assert site.read("page.md") == "An Old, Olds.\n"
    assert site.run("rename", "Old", "New", "--mentions").exit_code == 0
    assert site.read("page.md") == "An New, News.\n"


@pytest.mark.parametrize(
    ("new", "text"),
    [
        ("1. First", "Old\n"),
        ("# one", "Old\n"),
        ("- one", "Old and\n"),
        ("+ one", "- Old\n"),
        ("a|b", "| Old |\n|---|\n| Old |\n"),
        ("&lt;", "Old\n"),
        ("x [1]", "[Old] a\n"),
        ("_a_b_", "Old\n"),
    ],
)
def test_a_new_name_is_text_wherever_it_is_put(site: Site, new: str, text: str) -> None:
    """It becomes no heading, list or image. One that cannot be an alias is refused."""
    site.write({"glossary.md": "## Old\n\n<!-- link: never -->\n\nd\n", "page.md": text})
    if site.run("rename", "Old", new, "--mentions").exit_code == 0:
        expected = rendered(text.encode()).replace("Old", escape(new, quote=False))
        assert rendered(site.read("page.md").encode()) == expected, site.read("page.md")


# --heading


def test_a_whole_heading(site: Site) -> None:
    project(site, LLM, "LLMと大規模言語モデル。\n")
    new = "LLM | 大規模言語モデル（Large language model）"
    page = renamed(site, "--heading", "LLM", new)
    assert site.read("glossary.md") == f"## {new}{anchor(LLM)}{anchor(new)}\n\nd\n"
    assert page == f"{link('LLM', new, 'glossary.md')}と{link('大規模言語モデル', new, 'glossary.md')}。\n"


def test_a_heading_may_be_named_as_a_whole(site: Site) -> None:
    project(site, LLM, "LLM\n")
    assert renamed(site, "--heading", LLM, "LLM") == f"{link('LLM', 'LLM', 'glossary.md')}\n"


def test_with_one_alias_for_another_the_links_are_renamed(site: Site) -> None:
    project(site, LLM, "LLMとLanguage model\n")
    new = "大規模言語モデル | Large model | LLM"
    page = renamed(site, "--heading", LLM, new)
    assert page == f"{link('LLM', new, 'glossary.md')}と{link('Large model', new, 'glossary.md')}\n"


def test_links_whose_alias_is_gone_are_taken_out(site: Site) -> None:
    project(site, LLM, "An LLM, a language model, a 大規模言語モデル。\n")
    site.run("rename", "--heading", LLM, "大規模言語モデル | LM | Large model")
    site.run("fix")
    assert site.read("page.md").count("<a ") == 1
    assert plain(site) == "An LLM, a language model, a 大規模言語モデル。\n"


def test_an_alias_in_the_attributes_is_renamed_there(site: Site) -> None:
    project(site, "Large model", "An LLM.\n")
    site.write({"glossary.md": f"## Large model{anchor('Large model')}\n\n<!-- aliases: LM, LLM -->\n\nd\n"})
    site.run("fix")
    result = site.run("rename", "LLM", "GPT")
    if result.exit_code == 2:  # not done, but said: where it is written, and not that --heading would help
        assert "aliases:" in result.stderr
        assert "--heading" not in result.stderr
    else:
        assert "<!-- aliases: LM, GPT -->" in site.read("glossary.md")
        assert plain(site) == "An GPT.\n"


def test_an_alias_in_parentheses(site: Site) -> None:
    project(site, "Container Storage Interface (CSI)", "A CSI, CSIs, Container Storage Interface.\n")
    new = "Container Storage Interface (COSI)"
    page = renamed(site, "CSI", "COSI")
    first, second, third = (
        link(t, new, "glossary.md") for t in ("COSI", "COSIs", "Container Storage Interface")
    )
    assert page == f"A {first}, {second}, {third}.\n"


@pytest.mark.parametrize("old", ["llm", "LlM", "glossary.md#llm"])
def test_an_alias_is_found_in_any_case(site: Site, old: str) -> None:
    project(site, LLM, "An LLM.\n")
    assert renamed(site, old, "LM") == f"An {link('LM', LLM.replace('LLM', 'LM'), 'glossary.md')}.\n"


def test_a_heading_is_found_in_any_case(site: Site) -> None:
    project(site, LLM, "An LLM.\n")
    assert site.run("rename", "--heading", LLM.lower(), "LM").exit_code == 0
    assert site.read("glossary.md").startswith("## LM<a ")


def test_an_alias_in_its_own_case_goes_first(site: Site) -> None:
    site.write({"glossary.md": "## rust\n\nIron.\n\n## Rust\n\nA language.\n", "page.md": "Rust\n"})
    assert site.run("rename", "Rust", "Ferrum").exit_code == 0
    assert "## rust\n" in site.read("glossary.md")
    site.write({"glossary.md": "## rust\n\nIron.\n\n## Rust\n\nA language.\n"})
    assert "`RUST` is an alias of 2 terms" in refused(site, "RUST", "Ferrum")


# Refused


@pytest.mark.parametrize("old", ["node", "glossary.md#node"])
def test_a_whole_heading_as_one_alias(site: Site, old: str) -> None:
    site.write({"glossary.md": "## Node\n\nX\n", "page.md": "A node.\n"})
    result = site.run("rename", old, "VM | Virtual machine")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "error: `VM | Virtual machine` is more than one alias\n"
        f"hint: `autolink rename --heading {quote(old)} 'VM | Virtual machine'` replaces the whole heading\n"
    )
    assert site.run("rename", "--heading", old, "VM | Virtual machine").exit_code == 0


def test_an_unknown_alias(site: Site) -> None:
    project(site, "Instruction tuning | LLM", "LLM\n")
    assert refused(site, "Instruction tunning", "x") == (
        "error: no term has the alias `Instruction tunning`, did you mean `Instruction tuning`?\n"
    )
    assert refused(site, "Zebra", "x") == "error: no term has the alias `Zebra`\n"


def test_an_ambiguous_alias(site: Site) -> None:
    site.write({"glossary/a.md": "## LLM\n\nd\n", "glossary/b.md": "## LLM | Model\n\nd\n", "page.md": ""})
    message = refused(site, "LLM", "x")
    assert "2 terms" in message
    assert "`LLM` in " in message
    assert "glossary/a.md" in message
    assert "`LLM | Model` in " in message
    assert "glossary/b.md" in message


@pytest.mark.parametrize("new", ["Transformer", "transformer", "ＴＲＡＮＳＦＯＲＭＥＲ"])
@pytest.mark.parametrize("option", [(), ("--heading",)])
def test_a_new_name_that_exists_elsewhere(site: Site, new: str, option: tuple[str, ...]) -> None:
    site.write(
        {"glossary/a.md": "## LLM\n\nd\n", "glossary/b.md": "## Transformer | BERT\n\nd\n", "page.md": ""}
    )
    message = refused(site, *option, "LLM", new)
    assert f"`{new}` already exists: `Transformer | BERT` in " in message
    assert message.endswith("glossary/b.md\n")


@pytest.mark.parametrize(
    "new",
    [
        "",
        "  ",
        "a\nb",
        "a\r",
        "\x1b[31m",
        "\u202ea",
        "|",
        "*LM*",
        "<b>LM</b>",
        "`LM`",
        "[LM](x)",
        "LM #",
        "<!-- -->",
        "LLM",
        "Language model",
    ],
)
def test_a_new_name_that_is_no_other_alias(site: Site, new: str) -> None:
    project(site, LLM, "LLM\n")
    message = refused(site, "LLM", new)
    assert not any(ch < " " or ch == "\u202e" for ch in message.rstrip("\n"))


@pytest.mark.parametrize("new", ["", "a\nb", "<b></b>", "<!-- x -->", "## x", "x {#id}", "x\x07"])
def test_a_new_heading_that_is_none(site: Site, new: str) -> None:
    project(site, LLM, "LLM\n")
    refused(site, "--heading", "LLM", new)


@pytest.mark.parametrize(
    ("new", "written"),
    [("a|b", "a\\|b"), ("C++", "C++"), ("a_b", "a_b"), ("AT&T", "AT&T"), ("x\\y", "x\\\\y")],
)
def test_a_new_name_with_marks_is_escaped_where_needed(site: Site, new: str, written: str) -> None:
    project(site, LLM, "| LLM |\n|---|\n| LLM |\n")
    renamed(site, "LLM", new)
    assert site.read("glossary.md").startswith(f"## 大規模言語モデル | Language model | {written}<a ")
    text = new.replace("\\", "\\\\").replace("|", "\\|")
    assert plain(site) == f"| {text} |\n|---|\n| {text} |\n"


def test_a_page_that_cannot_be_read_costs_the_others_nothing(site: Site) -> None:
    project(site, "LLM", "LLM\n")
    site.write({"m.md": b"\xff"})
    result = site.run("rename", "LLM", "LM")
    assert site.read("page.md") == f"{link('LM', 'LM', 'glossary.md')}\n"
    assert "m.md:1:1: P001" in result.stderr
    assert result.exit_code == 1


# Looking first


def test_diff_and_check_write_nothing(site: Site) -> None:
    project(site, "LLM", "one\nLLM\n")
    before = site.tree()
    diff = site.run("rename", "--diff", "LLM", "LM")
    assert diff.exit_code == 1
    old, new = link("LLM", "LLM", "glossary.md"), link("LM", "LM", "glossary.md")
    assert f"--- a/page.md\n+++ b/page.md\n@@ -1,2 +1,2 @@\n one\n-{old}\n+{new}\n" in diff.stdout
    assert f"-## LLM{anchor('LLM')}\n+## LM{anchor('LLM')}{anchor('LM')}\n" in diff.stdout
    check = site.run("rename", "--check", "LLM", "LM")
    assert (check.exit_code, check.stdout) == (1, "glossary.md\npage.md\n")
    assert site.tree() == before


def test_the_whole_project_is_renamed_from_one_of_its_folders(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(site, "LLM", "LLM\n")
    (site.root / "docs").mkdir()
    monkeypatch.chdir(site.root / "docs")
    assert renamed(site, "LLM", "LM") == f"{link('LM', 'LM', 'glossary.md')}\n"


# Terms of several languages


def test_a_term_is_named_by_its_page_where_others_have_its_alias(site: Site) -> None:
    page = "---\ntitle: {}\n---\n\nX\n"
    site.write(
        {
            "autolink.toml": 'glossary = { path = "c", form = "front-matter" }\nscopes = ["c/{lang}"]\n',
            "c/en/pod.md": page.format("Pod"),
            "c/de/pod.md": page.format("Pod"),
            "c/de/unit.md": page.format("Kapsel"),
            "c/en/p.md": "---\ntitle: P\n---\nA pod.\n",
            "c/de/p.md": "---\ntitle: Q\n---\nEin Pod.\n",
        }
    )
    site.run("fix")
    refused = site.run("rename", "Pod", "Kapsel")
    assert refused.exit_code == 2
    assert "`Pod` is an alias of 2 terms (write PAGE#Pod): " in refused.stderr
    assert site.run("rename", "c/de/pod.md#Pod", "Kapsel").exit_code == 2  # there is one in that scope
    assert site.run("rename", "c/en/pod.md#Pod", "Kapsel").exit_code == 0
    assert site.read("c/en/pod.md") == page.format("Kapsel")
    assert site.read("c/de/pod.md") == page.format("Pod")
    assert site.read("c/en/p.md").endswith("A [kapsel](<pod.md>).\n")
    assert site.read("c/de/p.md").endswith("Ein [Pod](<pod.md>).\n")


@pytest.mark.parametrize(
    ("title", "old", "new", "became"),
    [
        ("Call Stack (CS)", "CS", "CST", "Call Stack (CST)"),
        ("Call Stack (CS)", "Call Stack", "Code Stack", "Code Stack (CS)"),
        ('"Call Stack (CS)"', "Call Stack", 'Code "Stack"', '"Code \\"Stack\\" (CS)"'),
        ("'Call Stack (CS)'", "CS", "C'S", "'Call Stack (C''S)'"),
        ("Call Stack (CS)", "Call Stack", "Code: Stack", '"Code: Stack (CS)"'),
        ("Call Stack | Stack of calls", "Stack of calls", "Call pile", "Call Stack | Call pile"),
    ],
)
def test_a_part_of_a_name_in_front_matter_is_renamed(
    site: Site, title: str, old: str, new: str, became: str
) -> None:
    page = "---\ntitle: {}\nid: x\n---\n\nX\n"
    site.write(
        {
            "autolink.toml": 'glossary = { path = "g", form = "front-matter" }\n',
            "g/a.md": page.format(title),
            "page.md": f"The {old} here.\n",
        }
    )
    site.run("fix")
    assert site.run("rename", old, new).exit_code == 0
    assert site.read("g/a.md") == page.format(became)
    assert site.run("check", "--select", "L,G").output == "All links are fine.\n"
    assert site.run("rename", new, old).exit_code == 0
    assert site.read("page.md") == f"The [{old}](<g/a.md>) here.\n"


@pytest.mark.parametrize(
    ("title", "old", "new"),
    [
        ("Call Stack (CS)", "CS", "web"),
        ("Call Stack (CS)", "CS", "C) S"),
        ("Call Stack | Pile", "Pile", "Heap | Pile"),
        ('"Call \\u0053tack (CS)"', "CS", "CST"),
        ("Go (Go language)", "Go", "Golang"),
    ],
)
def test_a_part_that_cannot_be_renamed_is_refused(site: Site, title: str, old: str, new: str) -> None:
    page = f"---\ntitle: {title}\n---\n\nX\n"
    site.write({"autolink.toml": 'glossary = { path = "g", form = "front-matter" }\n', "g/a.md": page})
    result = site.run("rename", old, new)
    assert result.exit_code == 2
    assert "change it there" in result.stderr
    assert site.read("g/a.md") == page
