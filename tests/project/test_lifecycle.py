"""The life of the links: they follow a term that moves or is reworded, and can all be taken out again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from autolink.cli.app import main
from autolink.indexer.anchor_ids import encode_anchor_id
from tests.support.site import anchor, link

if TYPE_CHECKING:
    from click.testing import Result

    from tests.support.site import Site

NO_CHANGE = "Nothing to change in "
LLM = "大規模言語モデル | LLM"


def fix(site: Site, *arguments: str) -> str:
    """Run `fix` and then once more, which must change nothing. Return the summary of the first run."""
    result = site.run("fix", *arguments)
    assert result.exit_code == 0, result.output
    once = site.tree()
    assert NO_CHANGE in site.run("fix", *arguments).stderr
    assert site.tree() == once
    return result.stderr


def assert_clean(site: Site) -> None:
    check = site.run("check")
    assert check.exit_code == 0, check.output
    assert site.run("fix", "--check").exit_code == 0


# The story


def test_the_whole_life(site: Site) -> None:
    headings = {
        "training": ["事前学習 | Pre-training", "Fine-tuning", "指示学習 | Instruction tuning"],
        "models": [LLM, "Transformer", "Mixture of Experts (MoE)", "Neural Network"],
    }
    plain = {
        f"glossary/{page}.md": "# Words\n\n"
        + "".join(f"## {heading}\n\nMade of LLM.\n\n" for heading in listed)
        for page, listed in headings.items()
    }
    plain["docs/guide.md"] = (
        "事前学習のあとのFine-tuningは、**LLM**は、> Neural\nNetworkとTransformerとMoEと指示学習。\n\n"
        "> A neural\n> network, LLMs, transformers\n\n| Pre-training | a \\| b |\n|---|---|\n| MoE | LLM |\n"
    )
    plain["index.md"] = "\ufeff# LLM\r\n\r\n- Instruction tuning of a Transformer\r\n"
    site.write(plain)
    fix(site)
    assert_clean(site)
    outside = [encode_anchor_id(heading) for listed in headings.values() for heading in listed]

    # somebody rewords five headings …
    reworded = {
        "事前学習 | Pre-training": "事前学習 | Pre-training | Pretraining",
        "Fine-tuning": "ファインチューニング | Fine-tuning",
        LLM: "LLM（大規模言語モデル）",
        "Transformer": "Transformer | トランスフォーマー",
        "Neural Network": "Neural Network (NN)",
    }
    for old, new in reworded.items():
        for page in ("glossary/training.md", "glossary/models.md"):
            site.write({page: site.read(page).replace(f"## {old}<", f"## {new}<")})
            plain[page] = plain[page].replace(f"## {old}\n", f"## {new}\n")
    # … and moves two terms to another page
    for old in ("Mixture of Experts (MoE)", "指示学習 | Instruction tuning"):
        for pages in (plain, {name: data.decode() for name, data in site.tree("glossary").items()}):
            prefix = "glossary/" if pages is plain else ""
            source = next(name for name, text in pages.items() if f"## {old}" in text and "words" not in name)
            section = re.search(rf"## {re.escape(old)}.*?(?=\n## |\Z)", pages[source], re.DOTALL)
            assert section
            pages[source] = pages[source].replace(section[0], "")
            pages[f"{prefix}words.md"] = pages.get(f"{prefix}words.md", "") + section[0].rstrip() + "\n\n"
            if pages is not plain:
                site.write({f"glossary/{name}": text for name, text in pages.items()})
    assert site.run("check").exit_code == 1
    fix(site)
    assert_clean(site)
    anchors = "".join(data.decode() for data in site.tree("glossary").values())
    assert all(f'<a id="{anchor_id}"></a>' in anchors for anchor_id in outside)
    assert link("MoE", "Mixture of Experts (MoE)", "../glossary/words.md") in site.read("docs/guide.md")

    # a link to an old id still finds its term, and is brought up to date
    site.write({"linked.md": f"- [x](glossary/models.md#{encode_anchor_id(LLM)})\n"})
    assert site.run("check").exit_code == 0
    fix(site)
    assert site.read("linked.md") == f"- [x](glossary/models.md#{encode_anchor_id(reworded[LLM])})\n"
    assert_clean(site)
    (site.root / "linked.md").unlink()

    # one of them is renamed …
    result = site.run("rename", "Transformer", "Attention network")
    assert result.exit_code == 0, result.output
    assert_clean(site)
    for name in plain:
        plain[name] = (
            plain[name]
            .replace("Transformer", "Attention network")
            .replace("transformers", "attention networks")
        )
    # … and then all links are taken out
    assert site.run("unlink", "--anchors").exit_code == 0
    assert {name: data.decode() for name, data in site.tree().items() if data} == plain


# Retargeted


def retargeted(site: Site, before: str, after: str) -> None:
    """Assert that the page's link changes its target from one to another, and that `fix` counts it."""
    fix(site)
    assert before in site.read("page.md")
    return


@pytest.fixture
def small(site: Site) -> Site:
    site.write({"glossary/llm.md": f"## {LLM}\n\nA model.\n", "page.md": "An LLM, LLMs.\n"})
    fix(site)
    return site


def target(site: Site) -> set[str]:
    """Return the targets of the links of the page, without their fragments; all two are links."""
    found = re.findall(r'<a href="([^"#]*)#[^"]*">|\[LLMs?\]\(([^)#]*)#', site.read("page.md"))
    assert len(found) == 2, site.read("page.md")
    return {html or markdown for html, markdown in found}


def test_links_follow_a_glossary_page_that_moves(small: Site) -> None:
    assert target(small) == {"glossary/llm.md"}
    (small.root / "glossary/ai").mkdir()
    (small.root / "glossary/llm.md").rename(small.root / "glossary/ai/models.md")
    assert "Updated 2 links in 1 page.\n" in fix(small)
    assert target(small) == {"glossary/ai/models.md"}


def test_links_follow_a_page_that_moves_itself(small: Site) -> None:
    (small.root / "docs").mkdir()
    (small.root / "page.md").rename(small.root / "docs/page.md")
    assert "Updated 2 links in 1 page.\n" in fix(small)
    assert link("LLM", LLM, "../glossary/llm.md") in small.read("docs/page.md")


def test_links_follow_the_declared_url_of_a_page(small: Site) -> None:
    text = small.read("glossary/llm.md")
    for url, expected in (
        ("https://example.org/llm.md", "https://example.org/llm.md"),
        ("https://new.example/a/llm.md#", "https://new.example/a/llm.md"),
    ):
        small.write({"glossary/llm.md": f"<!-- page-url: {url} -->\n\n{text}"})
        assert "pdated 2 links" in fix(small)
        assert target(small) == {expected}
    small.write({"glossary/llm.md": text})
    fix(small)
    assert target(small) == {"glossary/llm.md"}


def test_links_follow_the_link_base(small: Site) -> None:
    small.write({"autolink.toml": 'link-base = "https://example.org/"\n'})
    assert "Updated 2 links in 1 page.\n" in fix(small)
    assert target(small) == {"https://example.org/glossary/llm.md"}
    small.write({"autolink.toml": ""})
    fix(small)
    assert target(small) == {"glossary/llm.md"}


@pytest.mark.parametrize(
    "text",
    [
        "An LLM, LLMs.\n",
        "は**LLM**は\n",
        "> a large language\n> model\n",
        "| LLM |\n|---|\n| a \\| LLM |\n",
        "[LLM] \\[LLM\\]\n",
    ],
)
def test_the_link_style_can_be_switched_back_and_forth(site: Site, text: str) -> None:
    site.write({"glossary.md": f"## {LLM} | Large language model\n\nAn LLM.\n", "page.md": text})
    fix(site)
    html = site.tree()
    assert "<a href" in site.read("page.md")
    site.write({"autolink.toml": 'link-style = "markdown"\n'})
    fix(site)
    assert "<a href" not in site.read("page.md")
    assert "](glossary.md#" in site.read("page.md")
    assert "<a href" not in site.read("glossary.md")
    site.write({"autolink.toml": ""})
    fix(site)
    assert site.tree() == html


# Unwrapped


@pytest.mark.parametrize(
    ("form", "glossary"),
    [
        ("headings", "## Pod\n\nSee node.\n\n## Void\n\n## Node\n\nA machine.\n"),
        ("headings", f"## Pod\n\nSee {'node ' * 36}.{' ' * 8}\n\n## Void\n\n## Node\n\nA machine.\n"),
        ("definition-list", "Pod\n: See node.\n\nNode\n: A machine.\n"),
        ("definition-list", "```{glossary}\nPod\n  - See node.\n\nNode\n  A machine.\n```\n"),
    ],
)
def test_an_entry_says_no_more_with_a_target_than_without(site: Site, form: str, glossary: str) -> None:
    site.write(
        {
            "autolink.toml": f'site = "sphinx"\nglossary = {{ path = "g.md", form = "{form}" }}\n',
            "conf.py": "extensions = ['myst_parser']\n",
            "g.md": glossary,
            "a.md": "A pod, a void and a node.\n",
        }
    )
    assert site.run("fix").exit_code == 0
    assert "=\n" in site.read("g.md")
    assert site.read("a.md").startswith("A pod, a void and a [node](")
    assert site.run("fix", "--check").exit_code == 0


@pytest.mark.parametrize(
    "entry", ["See node.", f"See {'node ' * 30}.", "Worker node.", "To evict from a node."]
)
@pytest.mark.parametrize("style", ["html", "markdown"])
def test_an_entry_says_no_more_with_links_than_without(site: Site, entry: str, style: str) -> None:
    site.write({"autolink.toml": f'glossary = "g"\nlink-style = "{style}"\n', "a.md": "A pod in a Node.\n"})
    site.write({"g/a.md": f"## Pod\n\n{entry}\n", "g/b.md": "## Node\n\nA machine.\n"})
    assert site.run("fix").exit_code == 0
    assert site.run("fix", "--check").exit_code == 0


def test_links_go_when_their_alias_is_removed(small: Site) -> None:
    small.write({"glossary/llm.md": small.read("glossary/llm.md").replace(LLM, "大規模言語モデル")})
    assert "Removed 2 links in " in fix(small)
    assert small.read("page.md") == "An LLM, LLMs.\n"


def test_links_go_when_their_term_is_removed(small: Site) -> None:
    small.write({"glossary/llm.md": "## Other\n\nText.\n"})
    assert "emoved 2 links" in fix(small)
    assert small.read("page.md") == "An LLM, LLMs.\n"


def test_links_go_when_a_term_is_never_to_be_linked(small: Site) -> None:
    text = small.read("glossary/llm.md").replace("\n\nA model", "\n\n<!-- link: never -->\n\nA model")
    small.write({"glossary/llm.md": text})
    assert "Removed 2 links in " in fix(small)
    assert small.read("page.md") == "An LLM, LLMs.\n"


def test_links_go_when_occurrences_is_tightened_and_come_back(small: Site) -> None:
    text = "LLM, LLM\n\nLLM, LLM\n\n# Head\n\nLLM, LLM\n"
    small.write({"page.md": text})
    fix(small)
    mention = link("LLM", LLM, "glossary/llm.md")
    first = f"{mention}, LLM"
    for policy, expected in (
        ("first-in-paragraph", f"{first}\n\n{first}\n\n# Head\n\n{first}\n"),
        ("first-in-section", f"{first}\n\nLLM, LLM\n\n# Head\n\n{first}\n"),
        ("first-in-page", f"{first}\n\nLLM, LLM\n\n# Head\n\nLLM, LLM\n"),
        ("all", text.replace("LLM", mention)),
    ):
        small.write({"autolink.toml": f'occurrences = "{policy}"\n'})
        fix(small)
        assert small.read("page.md") == expected


@pytest.mark.parametrize(
    "change",
    [
        {"page.md": "An LLM.\n\n<!-- autolink-disable-file -->\n"},
        {"autolink.toml": "min-length = 4\n"},
        {"page.md": "# LLM\n"},
        {"page.md": "`LLM`\n"},
    ],
)
def test_links_go_where_none_may_stand(small: Site, change: dict[str, str]) -> None:
    mention = link("LLM", LLM, "glossary/llm.md")
    small.write(
        {
            name: text.replace("LLM", mention) if name == "page.md" and "`" not in text else text
            for name, text in change.items()
        }
    )
    fix(small)
    assert "<a href" not in small.read("page.md")


# Old anchors


def test_a_reworded_heading_keeps_its_old_anchors(small: Site) -> None:
    first, second, third = (f"{LLM}{more}" for more in ("", " | Language model", " | LM"))
    for old, new in ((first, second), (second, third)):
        text = small.read("glossary/llm.md")
        small.write({"glossary/llm.md": text.replace(f"## {old}", f"## {new}")})
        fix(small)
    assert small.read("glossary/llm.md").startswith(
        f"## {third}{anchor(first)}{anchor(second)}{anchor(third)}\n"
    )
    assert link("LLM", third, "glossary/llm.md") in small.read("page.md")


def test_a_heading_that_is_reworded_back_gets_no_second_anchor(small: Site) -> None:
    text = small.read("glossary/llm.md")
    small.write({"glossary/llm.md": text.replace(f"## {LLM}", "## LLM")})
    fix(small)
    small.write({"glossary/llm.md": small.read("glossary/llm.md").replace("## LLM", f"## {LLM}")})
    fix(small)
    assert small.read("glossary/llm.md").startswith(f"## {LLM}{anchor(LLM)}{anchor('LLM')}\n")


def test_old_anchors_can_be_left_out(small: Site) -> None:
    own = '<a id="my-own"></a>'
    small.write({"autolink.toml": "keep-old-anchors = false\n"})
    text = small.read("glossary/llm.md")
    small.write({"glossary/llm.md": text.replace(f"## {LLM}", f"## {LLM} | LM{own}")})
    fix(small)
    assert small.read("glossary/llm.md").startswith(f"## {LLM} | LM{own}{anchor(f'{LLM} | LM')}\n")
    assert link("LLM", f"{LLM} | LM", "glossary/llm.md") in small.read("page.md")
    assert_clean(small)


def test_a_link_to_an_old_id_is_that_of_its_term(small: Site) -> None:
    """Also where the term that it once meant is forgotten, so that nothing but the anchor tells."""
    small.write({"glossary/llm.md": f"## Transformer{anchor(LLM)}{anchor('Transformer')}\n\nd\n"})
    mention = link("Transformers", LLM, "glossary/llm.md")
    small.write({"page.md": f"{mention} [it](glossary/llm.md#{encode_anchor_id(LLM)})\n"})
    fix(small)
    new = link("Transformers", "Transformer", "glossary/llm.md")
    assert small.read("page.md") == f"{new} [it](glossary/llm.md#{encode_anchor_id('Transformer')})\n"
    assert_clean(small)


# Links of the author


OLD = encode_anchor_id("Old | LLM")
NEW = encode_anchor_id("New | LLM")


@pytest.mark.parametrize(
    "written",
    [
        "[see here](glossary.md#{})",
        '[see here](glossary.md#{} "title")',
        "[see here](<glossary.md#{}>)",
        "[**see** `here`](./glossary.md#{})",
        '<a href="glossary.md#{}">see here</a>',
        "<a class=x href=glossary.md#{}>see here</a>",
        "<p><a href='glossary.md#{}'>see here</a></p>",
        "- > [see here](glossary.md#{})",
        "# [see here](glossary.md#{})",
    ],
)
@pytest.mark.parametrize("keep", ["true", "false"])
def test_an_author_s_dangling_anchor_id_is_mended(site: Site, written: str, keep: str) -> None:
    site.write({"autolink.toml": f"keep-old-anchors = {keep}\n", "glossary.md": "## New | LLM\n\nd\n"})
    site.write({"page.md": f"{written.format(OLD)}\n"})
    assert "Updated 1 link in 1 page" in fix(site)
    assert site.read("page.md") == f"{written.format(NEW)}\n"
    assert_clean(site)


def test_an_escaped_id_is_mended_escaped(site: Site) -> None:
    old, new = "古い | LLM", "新しい | LLM"
    site.write({"glossary.md": f"## {new}\n\nd\n"})
    escape = {ord("="): "%3D", ord("+"): "%2B", ord("/"): "%2F"}
    site.write({"page.md": f"[see](glossary.md#{encode_anchor_id(old).translate(escape)})\n"})
    fix(site)
    assert site.read("page.md") == f"[see](glossary.md#{encode_anchor_id(new).translate(escape)})\n"


@pytest.mark.parametrize(
    "glossary",
    [
        "## Other\n\nd\n",  # no candidate
        "## New | LLM\n\nd\n\n## Newer | LLM\n\nd\n",  # two
        f"## New | LLM\n\n<a id='{OLD}'></a>\n",  # it does not dangle
    ],
)
def test_an_id_that_may_mean_none_or_two_terms_is_left(site: Site, glossary: str) -> None:
    text = f'[see](glossary.md#{OLD}) <a href="glossary.md#{OLD}">here</a>\n'
    site.write({"glossary.md": glossary, "page.md": text})
    fix(site)
    assert site.read("page.md") == text


@pytest.mark.parametrize(
    "text",
    [
        "[see](glossary.md)",
        "[see](glossary.md#usage)",
        "[see](glossary.md#llm)",
        "[see](other.md#{})",
        "[see](https://example.org/glossary.md#{})",
        "[see](#{})",
        "![see](image.png#{})",
        "`[see](glossary.md#{})`",
        "[LLM](https://example.org)",
        '<a href="other.md#x">an LLM</a>',
    ],
)
def test_other_links_of_the_author_are_left(site: Site, text: str) -> None:
    text = text.replace("{}", OLD)
    site.write({"glossary.md": "## New | LLM\n\nd\n", "page.md": f"{text}\n"})
    fix(site)
    assert site.read("page.md") == f"{text}\n"


def test_a_mended_page_is_linked_as_well(site: Site) -> None:
    site.write({"glossary.md": "## New | LLM\n\nd\n", "page.md": f"An LLM, [see](glossary.md#{OLD}).\r\n"})
    assert "pdated 1 link" in fix(site)
    mention = link("LLM", "New | LLM", "glossary.md")
    assert site.read("page.md") == f"An {mention}, [see](glossary.md#{NEW}).\r\n"


# Standard input


@pytest.fixture
def stdin(site: Site) -> Site:
    site.write({"glossary/llm.md": f"## {LLM}{anchor(LLM)}\n\nA model.\n", "docs/a.md": "on disk\n"})
    return site


def piped(data: bytes, *arguments: str) -> Result:
    """Run `fix -` with a page on stdin, in this process."""
    return CliRunner().invoke(main, ["fix", "-", *arguments], input=data)


def test_a_page_on_stdin_is_linked_to_stdout(stdin: Site) -> None:
    before = stdin.tree()
    result = piped("\ufeffLLM\r\nと<LLM>\n".encode(), "--stdin-filename", "docs/a.md")
    assert (result.exit_code, result.stderr) == (0, "")
    mention = link("LLM", LLM, "../glossary/llm.md")
    assert result.stdout_bytes.decode() == f"\ufeff{mention}\r\nと<LLM>\n"
    again = piped(result.stdout_bytes, "--stdin-filename", "docs/a.md")
    assert again.stdout_bytes == result.stdout_bytes
    assert stdin.tree() == before


@pytest.mark.parametrize("name", ["docs/new.md", "new/folder/new.md"])
def test_the_page_on_stdin_need_not_exist(stdin: Site, name: str) -> None:
    result = piped(b"LLM\n", "--stdin-filename", name)
    assert result.exit_code == 0
    up = "../" * name.count("/")
    assert result.stdout == f"{link('LLM', LLM, f'{up}glossary/llm.md')}\n"


def test_without_a_name_the_page_on_stdin_stands_in_the_working_folder(stdin: Site) -> None:
    assert piped(b"LLM\n").stdout == f"{link('LLM', LLM, 'glossary/llm.md')}\n"
    assert piped(b"").stdout_bytes == b""
    assert stdin.process("fix", "-").stdout == b""


def test_a_glossary_page_on_stdin_counts_as_it_is_there(stdin: Site) -> None:
    text = "## Transformer\n\nA Transformer, not an LLM.\n"
    result = piped(text.encode(), "--stdin-filename", "glossary/llm.md")
    mention = link("Transformer", "Transformer")
    assert result.stdout == f"## Transformer{anchor('Transformer')}\n\nA {mention}, not an LLM.\n"
    new = piped(text.encode(), "--stdin-filename", "glossary/new.md")
    assert link("LLM", LLM, "llm.md") in new.stdout


def test_diff_and_check_of_a_page_on_stdin(stdin: Site) -> None:
    before = stdin.tree()
    diff = piped(b"one\nLLM\n", "--diff", "--stdin-filename", "docs/a.md")
    mention = link("LLM", LLM, "../glossary/llm.md")
    assert diff.exit_code == 1
    assert diff.stdout == f"--- a/docs/a.md\n+++ b/docs/a.md\n@@ -1,2 +1,2 @@\n one\n-LLM\n+{mention}\n"
    check = piped(b"LLM\n", "--check", "--stdin-filename", "docs/a.md")
    assert (check.exit_code, check.stdout) == (1, "docs/a.md\n")
    for option in ("--diff", "--check"):
        clean = piped(f"{mention}\n".encode(), option, "--stdin-filename", "docs/a.md")
        assert (clean.exit_code, clean.stdout) == (0, "")
    assert stdin.tree() == before


@pytest.mark.parametrize("option", [(), ("--check",), ("--diff",)])
def test_a_page_on_stdin_that_is_not_utf_8_is_an_error(stdin: Site, option: tuple[str, ...]) -> None:
    result = piped(b"LLM \xff\n", *option)
    assert (result.exit_code, result.stdout_bytes) == (2, b"")
    assert result.stderr.startswith("error: stdin is not valid UTF-8")
    assert result.stderr.count("\n") == 1


def test_stdin_is_the_only_page(stdin: Site) -> None:
    result = piped(b"LLM\n", "docs/a.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert stdin.read("docs/a.md") == "on disk\n"


def test_what_is_withheld_on_stdin_is_reported_when_asked_for(stdin: Site) -> None:
    stdin.write({"autolink.toml": 'extend-select = ["M004"]\n'})
    result = piped("は**LLMの型**は\n".encode(), "--stdin-filename", "docs/a.md")
    assert result.stdout == "は**LLMの型**は\n"
    assert result.stderr.startswith("docs/a.md:1:4: M004 `LLM` is not linked")


def test_a_broken_glossary_page_is_reported_beside_stdin(stdin: Site) -> None:
    stdin.write({"glossary/broken.md": b"\xff"})
    result = piped(b"LLM\n")
    assert result.stdout == f"{link('LLM', LLM, 'glossary/llm.md')}\n"
    assert "glossary/broken.md:1:1: P001" in result.stderr
