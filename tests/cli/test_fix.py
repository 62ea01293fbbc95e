"""`autolink fix`, as its users see it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.site import anchor, link

if TYPE_CHECKING:
    from tests.support.site import Site

LLM = "大規模言語モデル | LLM"
GLOSSARY = f"# Models\n\n## {LLM}\n\nA model of language.\n"
LINKED_GLOSSARY = f"# Models\n\n## {LLM}{anchor(LLM)}\n\nA model of language.\n"


def fixed(site: Site, markdown: str) -> str:
    """Return what `fix` makes of a page beside a glossary with the term LLM."""
    site.write({"glossary/llm.md": GLOSSARY, "page.md": markdown})
    result = site.run("fix", "page.md")
    assert result.exit_code == 0, result.output
    return site.read("page.md")


def mention(text: str = "LLM") -> str:
    """Return the link from that page to that term."""
    return link(text, LLM, "glossary/llm.md")


# In place


def test_mentions_and_term_headings_are_linked_in_place(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "docs/page.md": "Ask the LLM.\n"})
    assert site.run("fix").exit_code == 0
    assert site.read("glossary/llm.md") == LINKED_GLOSSARY
    assert site.read("docs/page.md") == f"Ask the {link('LLM', LLM, '../glossary/llm.md')}.\n"


def test_a_second_run_changes_nothing(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "page.md": "LLMと**LLM**は、LLM。\n"})
    site.run("fix")
    once = site.tree()
    second = site.run("fix")
    assert second.exit_code == 0
    assert "Nothing to change in 2 pages with 1 term.\n" in second.stderr
    assert site.tree() == once


def test_only_the_named_pages_are_changed(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "one.md": "LLM\n", "two.md": "LLM\n"})
    assert site.run("fix", "one.md").exit_code == 0
    assert site.read("one.md") == f"{mention()}\n"
    assert site.read("two.md") == "LLM\n"
    assert site.read("glossary/llm.md") == GLOSSARY


def test_other_pages_than_the_named_ones_and_the_glossary_are_not_read(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "one.md": "LLM\n", "broken.md": b"\xff\n"})
    result = site.run("fix", "one.md")
    assert result.exit_code == 0
    assert "broken.md" not in result.output


def test_a_page_without_mentions_is_not_written(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("written")

    monkeypatch.setattr("autolink.files.write", fail)
    assert fixed(site, "Nothing here.\n") == "Nothing here.\n"


def test_the_summary_on_stderr_counts_pages_terms_and_links(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "page.md": "LLM, LLM\n"})
    result = site.run("fix")
    assert result.stdout == ""
    assert result.stderr == "Linked 2 mentions in 1 page, wrote term anchors in 1 page.\n"


def test_the_summary_counts_anchors_on_pages_that_also_get_links(site: Site) -> None:
    site.write({"glossary/terms.md": "## LLM\n\nA model.\n\n## GPT\n\nAn LLM.\n"})
    assert site.run("fix").stderr == "Linked 1 mention in 1 page, wrote term anchors in 1 page.\n"
    assert site.run("fix").stderr == "Nothing to change in 1 page with 2 terms.\n"
    assert site.run("unlink").stderr == "Removed 1 link in 1 page.\n"
    assert site.run("fix").stderr == "Linked 1 mention in 1 page.\n"
    removed = site.run("unlink", "--anchors").stderr
    assert removed == "Removed 1 link in 1 page, removed term anchors in 1 page.\n"


def test_the_summary_counts_links_updated_and_removed(site: Site) -> None:
    site.write({"glossary/old.md": GLOSSARY, "a.md": "LLM, LLM\n", "b.md": "LLM\n"})
    site.run("fix")
    (site.root / "glossary/old.md").rename(site.root / "glossary/new.md")
    result = site.run("fix", "a.md")
    assert "Updated 2 links in 1 page.\n" in result.stderr
    site.write({"glossary/new.md": GLOSSARY.replace(LLM, "Transformer")})
    result = site.run("fix", "b.md")
    assert "Removed 1 link in 1 page.\n" in result.stderr
    assert site.read("b.md") == "LLM\n"


def test_a_missing_path_is_an_error_and_nothing_is_written(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "page.md": "LLM\n"})
    result = site.run("fix", "page.md", "missing.md")
    assert result.exit_code == 2
    assert "missing.md" in result.stderr
    assert site.read("page.md") == "LLM\n"


def test_an_unknown_option_is_an_error(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY})
    assert site.run("fix", "--nonsense").exit_code == 2


def test_the_module_runs_as_a_process(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "page.md": "LLM\n"})
    done = site.process("fix")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"Linked 1 mention in 1 page" in done.stderr
    assert site.read("page.md") == f"{mention()}\n"


def test_the_console_script_and_the_module_show_the_same_version(site: Site) -> None:
    assert site.process("--version").stdout.decode() == site.run("--version").stdout


# --check


def test_check_lists_the_files_that_would_change_and_writes_nothing(site: Site) -> None:
    site.write({"glossary/llm.md": LINKED_GLOSSARY, "b.md": "LLM\n", "a.md": "LLM\n", "c.md": "none\n"})
    before = site.tree()
    result = site.run("fix", "--check")
    assert result.exit_code == 1
    assert result.stdout == "a.md\nb.md\n"
    assert site.tree() == before


def test_check_is_clean_after_fix(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "page.md": "LLM\n"})
    site.run("fix")
    result = site.run("fix", "--check")
    assert (result.exit_code, result.stdout) == (0, "")


def test_check_as_a_process_exits_with_one(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY})
    assert site.process("fix", "--check").returncode == 1


# --diff


def test_diff_prints_a_unified_diff_and_writes_nothing(site: Site) -> None:
    site.write({"glossary/llm.md": LINKED_GLOSSARY, "docs/page.md": "one\nLLM\nthree\n"})
    before = site.tree()
    result = site.run("fix", "--diff")
    assert result.exit_code == 1
    assert site.tree() == before
    assert result.stdout == (
        "--- a/docs/page.md\n"
        "+++ b/docs/page.md\n"
        "@@ -1,3 +1,3 @@\n"
        " one\n"
        "-LLM\n"
        f"+{link('LLM', LLM, '../glossary/llm.md')}\n"
        " three\n"
    )


def test_diff_is_empty_after_fix(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "page.md": "LLM\n"})
    site.run("fix")
    result = site.run("fix", "--diff")
    assert (result.exit_code, result.stdout) == (0, "")


def test_diff_and_check_together_write_nothing(site: Site) -> None:
    site.write({"glossary/llm.md": LINKED_GLOSSARY, "page.md": "LLM\n"})
    before = site.tree()
    result = site.run("fix", "--diff", "--check")
    assert result.exit_code == 1
    assert "page.md\n" in result.stdout
    assert site.tree() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.md", "one\n\nLLM\n\nthree\n"),
        ("no-final-newline.md", "one\n\nLLM"),
        ("crlf.md", "one\r\n\r\nLLM\r\n\r\nthree\r\n"),
        ("mixed.md", "one\n\r\nLLM\r\n\nthree\n"),
        ("lone-cr.md", "one\r\rLLM\r\rthree\n"),
        ("bom.md", "\ufeffLLM\n"),
        ("line-separator.md", "one\u2028two\x0cthree\x85four LLM\n"),
        ("two words.md", "LLM\n"),
        ("日本語.md", "LLM\n"),
        ('quo"te.md', "LLM\n"),
        ("tab\there.md", "LLM\n"),
        ("new\nline.md", "LLM\n"),
        ("docs/deep/page.md", "LLM\n"),
    ],
)
@pytest.mark.parametrize("tool", ["git apply", "patch"])
def test_a_diff_applied_gives_what_fix_writes(site: Site, tool: str, name: str, content: str) -> None:
    if shutil.which(tool.split()[0]) is None:
        pytest.skip(f"{tool} is not installed")
    site.write({"glossary/llm.md": GLOSSARY, name: content})
    before = site.tree()
    diff = site.run("fix", "--diff").stdout_bytes
    site.run("fix")
    wanted = site.tree()
    assert wanted[name] != before[name]
    for path, data in before.items():
        (site.root / path).write_bytes(data)
    command = {"git apply": ["git", "apply", "-"], "patch": ["patch", "--binary", "-s", "-p1"]}[tool]
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CEILING_DIRECTORIES": str(site.root.parent),
    }
    done = subprocess.run(
        command, input=diff, cwd=site.root, env=environment, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert site.tree() == wanted


# --output


def test_output_keeps_the_path_below_the_named_folder_and_the_sources(site: Site) -> None:
    site.write(
        {
            "input/ai/llm.md": GLOSSARY,
            "input/page.md": "LLM\n",
            "input/unchanged.md": b"\xef\xbb\xbfNothing.  \r\n",
            "input/image.png": b"\x89PNG",
        }
    )
    before = site.tree("input")
    result = site.run("fix", "--glossary", "input", "--output", "out", "input")
    assert result.exit_code == 0
    assert site.tree("input") == before
    assert site.tree("out") == {
        "ai/llm.md": LINKED_GLOSSARY.encode(),
        "page.md": f"{link('LLM', LLM, 'ai/llm.md')}\n".encode(),
        "unchanged.md": b"\xef\xbb\xbfNothing.  \r\n",
    }


def test_output_of_a_named_page_stands_directly_in_the_folder(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "docs/guide/page.md": "LLM\n"})
    assert site.run("fix", "--output", "out", "docs/guide/page.md").exit_code == 0
    assert site.tree("out") == {"page.md": f"{link('LLM', LLM, '../glossary/llm.md')}\n".encode()}


def test_output_links_are_relative_to_the_new_place(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "pages/sub/page.md": "LLM\n"})
    site.run("fix", "--output", "public/deep/out", "pages")
    linked = link("LLM", LLM, "../../../../glossary/llm.md")
    assert site.tree("public/deep/out") == {"sub/page.md": f"{linked}\n".encode()}


def test_output_links_lead_to_the_new_place_of_a_glossary_that_is_published_too(site: Site) -> None:
    site.write({"words/llm.md": GLOSSARY, "pages/page.md": "LLM\n"})
    site.run("fix", "--glossary", "words", "--output", "out", "words", "pages")
    assert site.tree("out") == {
        "llm.md": LINKED_GLOSSARY.encode(),
        "page.md": f"{link('LLM', LLM, 'llm.md')}\n".encode(),
    }


def test_two_pages_for_one_place_are_an_error_before_anything_is_written(site: Site) -> None:
    site.write(
        {"glossary/llm.md": GLOSSARY, "a/first.md": "LLM\n", "a/same.md": "LLM\n", "b/same.md": "LLM\n"}
    )
    result = site.run("fix", "--output", "out", "a", "b")
    assert result.exit_code == 2
    assert "a/same.md" in result.stderr
    assert "b/same.md" in result.stderr
    assert not (site.root / "out").exists()


def test_output_over_the_sources_is_an_error(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "pages/page.md": "LLM\n"})
    result = site.run("fix", "--output", "pages", "pages")
    assert result.exit_code == 2
    assert site.read("pages/page.md") == "LLM\n"


def test_output_does_not_overwrite_a_glossary_page(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "pages/llm.md": "LLM\n"})
    result = site.run("fix", "--output", "glossary", "pages")
    assert result.exit_code == 2
    assert site.read("glossary/llm.md") == GLOSSARY


def test_output_again_gives_the_same(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "pages/page.md": "LLM\n"})
    site.run("fix", "--output", "out", "pages")
    once = site.tree()
    site.run("fix", "--output", "out", "pages")
    assert site.tree() == once


def test_an_output_folder_inside_the_project_is_not_its_own_source(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "page.md": "LLM\n"})
    site.run("fix", "--output", "out")
    once = site.tree()
    assert site.run("fix", "--output", "out").exit_code == 0
    assert site.tree() == once


def test_fix_over_the_output_changes_nothing(site: Site) -> None:
    site.write({"input/ai/llm.md": GLOSSARY, "input/page.md": "LLM\n"})
    site.run("fix", "--glossary", "input", "--output", "out", "input")
    once = site.tree("out")
    result = site.run("fix", "--glossary", "out", "--check", "out")
    assert (result.exit_code, result.stdout) == (0, "")
    assert site.tree("out") == once


def test_output_and_check_or_diff_write_nothing(site: Site) -> None:
    site.write({"glossary/llm.md": LINKED_GLOSSARY, "pages/page.md": "LLM\n"})
    for option in ("--check", "--diff"):
        assert site.run("fix", option, "--output", "out", "pages").exit_code == 1
    assert not (site.root / "out").exists()


# Only links change


@pytest.mark.parametrize(
    "markdown",
    [
        "\ufeffLLM\n",
        "LLM\r\n\r\nLLM\r\n",
        "LLM\n\r\nLLM\r\nLLM\rLLM\n",
        "LLM  \nLLM\t\n   \n\n\n",
        "LLM",
        "* LLM\n\n\n+ LLM\n  1) LLM\n",
        "Title LLM\n===\n\nLLM&amp;LLM \\* &copy;\n",
        "| a | LLM |\n|:-:|---|\n|LLM|\n",
        "\ufeff---\r\nkey: LLM\r\n---\r\nLLM\r\n",
    ],
)
def test_without_the_links_every_byte_is_the_authors(site: Site, markdown: str) -> None:
    linked = fixed(site, markdown)
    assert mention() in linked
    assert linked.replace(mention(), "LLM") == markdown


# Where a link points


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- 記事URL:https://example.org/llm.md# -->",
        "<!-- 記事URL：https://example.org/llm.md -->",
        "<!-- page-url: https://example.org/llm.md -->",
        "<!--page-url:https://example.org/llm.md#-->",
    ],
)
def test_a_declared_url_is_where_links_point(site: Site, comment: str) -> None:
    site.write({"glossary/llm.md": f"{comment}\n\n{GLOSSARY}", "page.md": "LLM\n"})
    site.run("fix")
    assert site.read("page.md") == f"{link('LLM', LLM, 'https://example.org/llm.md')}\n"


def test_comment_keys_are_configurable(site: Site) -> None:
    site.write(
        {
            "autolink.toml": 'page-url-keys = ["canonical"]\n',
            "glossary/llm.md": f"<!-- canonical: https://example.org/llm.md -->\n\n{GLOSSARY}",
            "page.md": "LLM\n",
        }
    )
    site.run("fix")
    assert site.read("page.md") == f"{link('LLM', LLM, 'https://example.org/llm.md')}\n"


def test_a_declared_url_is_escaped_in_an_attribute(site: Site) -> None:
    comment = '<!-- page-url: https://example.org/?a=1&b="2" -->'
    site.write({"glossary/llm.md": f"{comment}\n\n{GLOSSARY}", "page.md": "LLM\n"})
    site.run("fix")
    assert 'href="https://example.org/?a=1&amp;b=&quot;2&quot;#' in site.read("page.md")
    assert site.run("fix", "--check").exit_code == 0


def test_a_relative_path_is_percent_encoded(site: Site) -> None:
    site.write({"glossary/用語 集/a&b#1%.md": GLOSSARY, "docs/page.md": "LLM\n"})
    site.run("fix")
    path = "../glossary/%E7%94%A8%E8%AA%9E%20%E9%9B%86/a%26b%231%25.md"
    assert site.read("docs/page.md") == f"{link('LLM', LLM, path)}\n"
    assert site.run("fix", "--check").exit_code == 0
    assert site.run("check").exit_code == 0


def test_a_file_name_with_a_colon_is_not_taken_for_a_scheme(site: Site) -> None:
    site.write({"autolink.toml": 'glossary = "a:b.md"\n', "a:b.md": GLOSSARY, "page.md": "LLM\n"})
    site.run("fix")
    assert site.read("page.md") in {
        f"{link('LLM', LLM, path)}\n" for path in ("a%3Ab.md", "./a:b.md", "./a%3Ab.md")
    }
    assert site.run("check").exit_code == 0


def test_within_the_same_page_the_fragment_is_enough(site: Site) -> None:
    site.write({"glossary.md": f"{GLOSSARY}\n## GPT\n\nAn LLM.\n"})
    site.run("fix")
    assert f"An {link('LLM', LLM)}.\n" in site.read("glossary.md")


def test_a_term_is_linked_in_its_own_definition(site: Site) -> None:
    site.write({"glossary.md": f"## {LLM}\n\nAn LLM predicts.\n"})
    site.run("fix")
    assert site.read("glossary.md") == f"## {LLM}{anchor(LLM)}\n\nAn {link('LLM', LLM)} predicts.\n"


def test_self_links_can_be_turned_off(site: Site) -> None:
    text = f"## {LLM}\n\nAn LLM predicts.\n\n## GPT\n\nAn LLM.\n"
    site.write({"autolink.toml": "self-links = false\n", "glossary.md": text})
    site.run("fix")
    assert "An LLM predicts.\n" in site.read("glossary.md")
    assert f"An {link('LLM', LLM)}.\n" in site.read("glossary.md")


@pytest.mark.parametrize("base", ["https://example.org/docs", "https://example.org/docs/"])
def test_link_base_makes_links_absolute(site: Site, base: str) -> None:
    site.write(
        {"autolink.toml": f'link-base = "{base}"\n', "glossary/llm.md": GLOSSARY, "docs/page.md": "LLM\n"}
    )
    site.run("fix")
    assert site.read("docs/page.md") == f"{link('LLM', LLM, 'https://example.org/docs/glossary/llm.md')}\n"


def test_link_base_applies_within_the_same_page_too(site: Site) -> None:
    site.write(
        {"autolink.toml": 'link-base = "https://example.org/"\n', "glossary.md": f"{GLOSSARY}\nAn LLM.\n"}
    )
    site.run("fix")
    assert f"An {link('LLM', LLM, 'https://example.org/glossary.md')}.\n" in site.read("glossary.md")


def test_markdown_link_style(site: Site) -> None:
    site.write(
        {"autolink.toml": 'link-style = "markdown"\n', "glossary/a (1).md": GLOSSARY, "page.md": "An LLM.\n"}
    )
    site.run("fix")
    target = link("", LLM, "glossary/a%20%281%29.md").split('"')[1]
    assert site.read("page.md") == f"An [LLM]({target}).\n"
    assert site.run("fix", "--check").exit_code == 0
    assert site.run("check").exit_code == 0


def test_changing_the_link_style_rewrites_the_links(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "page.md": "An LLM and **LLM**は。\n"})
    site.run("fix")
    html = site.tree()
    site.write({"autolink.toml": 'link-style = "markdown"\n'})
    site.run("fix")
    assert "<a href" not in site.read("page.md")
    site.write({"autolink.toml": ""})
    site.run("fix")
    assert site.tree() == html


# What is linked, and what never is


@pytest.mark.parametrize(
    "markdown",
    [
        "# LLM\n",
        "### LLM ###\n",
        "LLM\n===\n",
        "LLM\n---\n",
        "`LLM`\n",
        "``a ` LLM``\n",
        "```\nLLM\n```\n",
        "~~~text\nLLM\n~~~\n",
        "    LLM\n",
        "[LLM](https://example.org)\n",
        "[an LLM here](https://example.org 'LLM')\n",
        "[LLM][ref]\n\n[ref]: https://example.org 'LLM'\n",
        "[LLM]\n\n[LLM]: https://example.org\n",
        "![LLM](image.png)\n",
        "![an LLM](image.png 'LLM')\n",
        "<https://example.org/LLM>\n",
        "https://example.org/LLM\n",
        "https://example.org/LLM/資料\n",
        "See www.example.org/LLM.\n",
        "Mail LLM@example.org\n",
        "<div>\nLLM\n</div>\n",
        "<details>\n<summary>LLM</summary>\n</details>\n",
        "<a href='https://example.org'>LLM</a>\n",
        "<a href='https://example.org'>an **LLM** here</a>\n",
        "text <a id='x'>LLM</a>\n",
        "text <code>LLM</code>\n",
        "text <pre>LLM</pre>\n",
        "<pre>\nLLM\n\nLLM\n</pre>\n",
        "text <kbd>LLM</kbd>\n",
        "<script>\nLLM\n</script>\n",
        "<style>\nLLM\n</style>\n",
        "<!-- LLM -->\n",
        "text <!-- LLM --> text\n",
        "<!--\nLLM\n\nLLM\n-->\n",
        "<span title='LLM'>text</span>\n",
        "$LLM$\n",
        "$$\nLLM\n$$\n",
        "text $$LLM$$ text\n",
        "---\ntitle: LLM\n---\n",
        "+++\ntitle = 'LLM'\n+++\n",
        "xLLM and LLMx and LLM2 and LLM_x\n",
    ],
)
def test_never_linked(site: Site, markdown: str) -> None:
    assert fixed(site, markdown) == markdown


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("LLM", "{LLM}"),
        ("日本語のLLMは", "日本語の{LLM}は"),
        ("(LLM)", "({LLM})"),
        ("「LLM」", "「{LLM}」"),
        ("LLM, LLM", "{LLM}, {LLM}"),
        ("- LLM\n  - LLM", "- {LLM}\n  - {LLM}"),
        ("1. LLM", "1. {LLM}"),
        ("- [ ] LLM", "- [ ] {LLM}"),
        ("> LLM", "> {LLM}"),
        ("| LLM |\n|---|\n| LLM |", "| {LLM} |\n|---|\n| {LLM} |"),
        ("text[^1]\n\n[^1]: LLM", "text[^1]\n\n[^1]: {LLM}"),
        ("<span>LLM</span>", "<span>{LLM}</span>"),
        ("# Head\nLLM", "# Head\n{LLM}"),
        ("`code` LLM", "`code` {LLM}"),
        ("[a](b.md) LLM", "[a](b.md) {LLM}"),
        ("*the LLM here*", "*the {LLM} here*"),
        ("~~the LLM here~~", "~~the {LLM} here~~"),
        ("***\nLLM", "***\n{LLM}"),
        ("\\*LLM\\*", "\\*{LLM}\\*"),
    ],
)
def test_linked(site: Site, markdown: str, expected: str) -> None:
    assert fixed(site, f"{markdown}\n") == expected.replace("{LLM}", mention()) + "\n"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**LLM**は", "{**LLM**}は"),
        ("は**LLM**は", "は{**LLM**}は"),
        ("*LLM*は", "{*LLM*}は"),
        ("***LLM***は", "{***LLM***}は"),
        ("~~LLM~~は", "{~~LLM~~}は"),
        ("a **LLM** b", "a **{LLM}** b"),
    ],
)
def test_a_link_goes_around_emphasis_that_it_would_break(site: Site, markdown: str, expected: str) -> None:
    wanted = re.sub(r"\{(.*?)\}", lambda found: mention(found[1]), expected)
    assert fixed(site, f"{markdown}\n") == f"{wanted}\n"


def test_no_link_where_it_would_break_emphasis_either_way(site: Site) -> None:
    assert fixed(site, "は**LLMの型**は\n") == "は**LLMの型**は\n"


def test_the_longest_of_the_leftmost_aliases_wins(site: Site) -> None:
    site.write(
        {
            "glossary.md": "## 学習\n\n一。\n\n## 事前学習\n\n二。\n\n## 習得\n\n三。\n",
            "page.md": "事前学習と学習得\n",
        }
    )
    site.run("fix")
    linked = f"{link('事前学習', '事前学習', 'glossary.md')}と{link('学習', '学習', 'glossary.md')}得\n"
    assert site.read("page.md") == linked


def test_an_alias_of_two_pages_means_the_nearest(site: Site) -> None:
    site.write(
        {
            "glossary/a/x.md": "## Term\n\nText.\n",
            "glossary/b/y.md": "## Term\n\nA Term.\n",
            "glossary/b/page.md": "A Term.\n",
            "page.md": "A Term.\n",
        }
    )
    site.run("fix")
    assert f"A {link('Term', 'Term')}." in site.read("glossary/b/y.md")
    assert site.read("glossary/b/page.md") == f"A {link('Term', 'Term', 'y.md')}.\n"
    assert site.read("page.md") == f"A {link('Term', 'Term', 'glossary/a/x.md')}.\n"


def test_a_link_of_the_authors_is_never_rewritten(site: Site) -> None:
    html, markdown = '<a href="glossary/llm.md">LLM</a>', "[LLM](glossary/llm.md#models)"
    assert fixed(site, f"{html} {markdown}\n") == f"{html} {markdown}\n"


def test_a_managed_link_to_a_place_that_moved_is_updated(site: Site) -> None:
    assert fixed(site, f"{link('LLM', LLM, 'old/place.md')}\n") == f"{mention()}\n"


# The anchors of terms


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## Term", "## Term<a></a>"),
        ("## Term  ", "## Term<a></a>  "),
        ("##  Term", "##  Term<a></a>"),
        ("   ## Term", "   ## Term<a></a>"),
        ("## Term ##", "## Term<a></a> ##"),
        ("## Term ####  ", "## Term<a></a> ####  "),
        ("## Term {#own-id}", "## Term<a></a> {#own-id}"),
        ("Term\n----", "Term<a></a>\n----"),
        ("Term\n----   ", "Term<a></a>\n----   "),
        ("## **Term**", "## **Term**<a></a>"),
        ("## `Term`", "## `Term`<a></a>"),
        ("## C#", "## C#<a></a>"),
        ("## Term \\#", "## Term \\#<a></a>"),
        ("## 日本語 | English", "## 日本語 | English<a></a>"),
        ("## 日本語|English", "## 日本語|English<a></a>"),
    ],
)
def test_fix_appends_an_anchor_to_a_term_heading(site: Site, heading: str, expected: str) -> None:
    source = re.sub(r"^\s*#*\s*| *<a></a>(.|\n)*", "", expected)
    site.write({"glossary.md": f"{heading}\n\nText.\n"})
    site.run("fix")
    assert site.read("glossary.md") == expected.replace("<a></a>", anchor(source)) + "\n\nText.\n"
    assert site.run("fix", "--check").exit_code == 0


@pytest.mark.parametrize(
    "heading",
    [
        f"## Term{anchor('Term')}",
        f"## Term {anchor('Term')}",
        f"## Term{anchor('Term')} ##",
        f"## Term{anchor('Term')} {{#own}}",
        f"## {anchor('Term')}Term",
        f"## Term{anchor('Term').replace('id=', 'name=')}",
        f"Term{anchor('Term')}\n---",
    ],
)
def test_an_anchor_that_is_right_already_is_kept(site: Site, heading: str) -> None:
    site.write({"glossary.md": f"{heading}\n\nText.\n"})
    site.run("fix")
    assert site.read("glossary.md") == f"{heading}\n\nText.\n"


def test_an_anchor_keeps_the_line_end_of_its_heading(site: Site) -> None:
    site.write({"glossary.md": "## Term\r\n\r\nText.\r\n"})
    site.run("fix")
    assert site.read("glossary.md") == f"## Term{anchor('Term')}\r\n\r\nText.\r\n"


def test_headings_of_other_levels_and_pages_get_no_anchor(site: Site) -> None:
    site.write({"glossary.md": "# One\n\n## Two\n\n### Three\n", "page.md": "## Two\n"})
    site.run("fix")
    assert site.read("glossary.md") == f"# One\n\n## Two{anchor('Two')}\n\n### Three\n"
    assert site.read("page.md") == "## Two\n"


def test_term_levels_are_configurable(site: Site) -> None:
    site.write({"autolink.toml": "term-levels = [1, 3]\n", "glossary.md": "# One\n\n## Two\n\n### Three\n"})
    site.run("fix")
    assert site.read("glossary.md") == f"# One{anchor('One')}\n\n## Two\n\n### Three{anchor('Three')}\n"


def test_an_escaped_separator_does_not_split(site: Site) -> None:
    heading = "A\\|B | C"
    site.write({"glossary.md": f"## {heading}\n\nText.\n", "page.md": "A|B, A\\|B, C, A, B\n"})
    site.run("fix")
    assert site.read("glossary.md") == f"## {heading}{anchor(heading)}\n\nText.\n"
    first, second, third = (link(text, heading, "glossary.md") for text in ("A|B", "A\\|B", "C"))
    assert site.read("page.md") == f"{first}, {second}, {third}, A, B\n"
    assert site.run("fix", "--check").exit_code == 0


def test_the_separator_is_configurable(site: Site) -> None:
    site.write(
        {
            "autolink.toml": 'separator = "／"\n',
            "glossary.md": "## 甲／乙|丙\n\n丁。\n",
            "page.md": "甲と乙|丙\n",
        }
    )
    site.run("fix")
    one, two = (link(text, "甲／乙|丙", "glossary.md") for text in ("甲", "乙|丙"))
    assert site.read("page.md") == f"{one}と{two}\n"


def test_a_path_may_be_given_as_an_absolute_one(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "page.md": "LLM\n"})
    assert site.run("fix", str(Path("page.md").absolute())).exit_code == 0
    assert site.read("page.md") == f"{mention()}\n"


def test_a_project_is_found_from_one_of_its_folders(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "docs/page.md": "LLM\n"})
    monkeypatch.chdir(site.root / "docs")
    assert site.run("fix", "page.md").exit_code == 0
    assert site.read("docs/page.md") == f"{link('LLM', LLM, '../glossary/llm.md')}\n"


# Anchors in glossary pages that are not named

NO_ANCHOR = "no anchor yet in"


def test_a_glossary_page_that_is_not_named_is_left_and_named(site: Site) -> None:
    site.write({"glossary.md": "## LLM\n\nd\n\n## GPT\n\nd\n\n## API\n\nd\n", "page.md": "An LLM, a GPT.\n"})
    before = site.read("glossary.md")
    for arguments in (("--diff",), ("--check",), ()):
        stderr = site.run("fix", *arguments, "page.md").stderr
        said = "warning: 2 terms that links point to have no anchor yet in glossary.md: run `autolink fix glossary.md`"
        assert stderr.count(said) == 1
    assert site.read("glossary.md") == before
    assert NO_ANCHOR in site.run("fix", "page.md").stderr
    assert NO_ANCHOR not in site.run("fix", "--quiet", "page.md").stderr
    assert "page.md:1:4: L002" in site.run("check", "page.md").stdout
    assert site.run("fix", "glossary.md").exit_code == 0
    assert NO_ANCHOR not in site.run("fix", "page.md").stderr
    assert site.run("check").exit_code == 0


def test_several_glossary_pages_are_counted(site: Site) -> None:
    site.write(
        {"glossary/a.md": "## LLM\n\nd\n", "glossary/b.md": "## GPT\n\nd\n", "page.md": "An LLM, a GPT.\n"}
    )
    assert "in glossary/a.md and 1 more: run `autolink fix`\n" in site.run("fix", "page.md").stderr
    assert "1 term that links point to has no anchor yet in glossary/b.md" in (
        site.run("fix", "page.md", "glossary/a.md").stderr
    )


@pytest.mark.parametrize(
    ("files", "paths"),
    [
        ({"page.md": "Nothing.\n"}, ("page.md",)),
        ({"page.md": "An LLM.\n"}, ("page.md", "glossary.md")),
        ({"page.md": "An LLM.\n"}, ()),
        ({"page.md": "An LLM.\n"}, (".",)),
        ({"page.md": "An LLM.\n", "autolink.toml": 'site = "mkdocs"\n'}, ("page.md",)),
    ],
)
def test_nothing_is_said_where_no_anchor_is_missing(
    site: Site, files: dict[str, str], paths: tuple[str, ...]
) -> None:
    site.write({"glossary.md": "## LLM\n\nd\n", **files})
    assert NO_ANCHOR not in site.run("fix", *paths).stderr


def test_an_id_in_the_form_of_the_site_is_missed_too(site: Site) -> None:
    text = "## LLM\n\nd\n\n## 用語\n\nd\n"
    site.write({"autolink.toml": 'site = "mkdocs"\n', "glossary.md": text, "page.md": "用語 LLM\n"})
    assert "1 term that links point to has no anchor yet" in site.run("fix", "page.md").stderr


def test_pages_in_which_the_rule_is_off_are_not_linked(site: Site) -> None:
    site.write(
        {
            "autolink.toml": 'per-file-ignores = { "README.md" = ["M001"] }\n',
            "glossary.md": "# G\n\n## LLM\n\nA model.\n",
            "README.md": "An LLM.\n",
            "docs/README.md": "An LLM.\n",
        }
    )
    site.run("fix")
    assert site.read("README.md") == "An LLM.\n"
    assert "<a href" in site.read("docs/README.md")
    assert "`per-file-ignores`" in site.run("explain", "README.md:1").stdout
    assert site.run("check", "--select", "M001").stdout == ""
