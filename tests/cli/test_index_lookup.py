"""`autolink index` and `autolink lookup`."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from cmarkgfm import github_flavored_markdown_to_html

from autolink.indexer.anchor_ids import encode_anchor_id
from autolink.reporters.plain_text import render_plain
from tests.support.site import link

if TYPE_CHECKING:
    from tests.support.site import Site

WORDS = {
    "glossary/ai/llm.md": """\
# Models

## 大規模言語モデル | LLM (Large Language Model)

A model of **language**, see [GPT](gpt.md).

## Token

<!-- aliases: Tok -->
A piece of <b>text</b>.

## Secret
<!-- link: never -->
""",
    "glossary/b.md": "## Pod\n\nSeveral containers.\n",
    "page.md": "An LLM, a large language model, two LLMs, a [token](x), a secret.\n\n`LLM`\n",
    "docs/page.md": "大規模言語モデル and token, tok.\n",
}
HEADINGS = ["大規模言語モデル | LLM (Large Language Model)", "Token", "Secret", "Pod"]


# index


def test_the_index_as_json(site: Site) -> None:
    site.write(WORDS)
    result = site.run("index", "--format", "json")
    assert result.exit_code == 0
    rows = json.loads(result.stdout)
    assert [tuple(row) for row in rows] == [
        ("aliases", "path", "line", "anchor_id", "mentions", "avoided")
    ] * 4
    assert [row["aliases"] for row in rows] == [
        ["大規模言語モデル", "LLM", "Large Language Model"],
        ["Token", "Tok"],
        ["Secret"],
        ["Pod"],
    ]
    assert [(row["path"], row["line"]) for row in rows] == [
        ("glossary/ai/llm.md", 3),
        ("glossary/ai/llm.md", 7),
        ("glossary/ai/llm.md", 12),
        ("glossary/b.md", 1),
    ]
    assert [row["anchor_id"] for row in rows] == [encode_anchor_id(heading) for heading in HEADINGS]
    assert [row["mentions"] for row in rows] == [4, 2, 1, 0]


def test_the_index_as_csv_says_the_same(site: Site) -> None:
    site.write(WORDS)
    result = site.run("index", "--format", "csv")
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    expected = json.loads(site.run("index", "--format", "json").stdout)
    for row in expected:
        row.update(aliases=" | ".join(row["aliases"]), line=str(row["line"]), mentions=str(row["mentions"]))
        row["avoided"] = ""
    assert rows == expected


def test_the_index_as_markdown(site: Site) -> None:
    site.write(WORDS)
    assert site.run("index", "--format", "markdown").stdout == (
        "| aliases | place | mentions |\n|---|---|---:|\n"
        "| 大規模言語モデル · LLM · Large Language Model | glossary/ai/llm.md:3 | 4 |\n"
        "| Token · Tok | glossary/ai/llm.md:7 | 2 |\n"
        "| Secret | glossary/ai/llm.md:12 | 1 |\n"
        "| Pod | glossary/b.md:1 | 0 |\n"
    )


def test_the_index_as_a_table_holds_every_term_on_a_line(site: Site) -> None:
    site.write(WORDS)
    result = site.run("index")
    assert result.exit_code == 0
    lines = [re.split(r" {2,}", line.rstrip()) for line in result.stdout.splitlines()]
    assert lines[0] == ["aliases", "place", "mentions", "anchor id"]
    assert [line[0] for line in lines[1:]] == [
        "大規模言語モデル | LLM | Large Language Model",
        "Token | Tok",
        "Secret",
        "Pod",
    ]
    assert [line[2] for line in lines[1:]] == ["4", "2", "1", "0"]
    assert [line[3] for line in lines[1:]] == [encode_anchor_id(heading) for heading in HEADINGS]


def test_mentions_count_linked_or_not(site: Site) -> None:
    site.write({**WORDS, "autolink.toml": 'occurrences = "first-in-page"\n'})
    before = site.run("index", "--format", "json").stdout
    site.run("fix")
    after = json.loads(site.run("index", "--format", "json").stdout)
    assert [row["mentions"] for row in after] == [4, 2, 1, 0]
    assert json.loads(before) == after


def test_homonyms_are_counted_apart(site: Site) -> None:
    site.write(
        {
            "glossary/a.md": "## Pod\n",
            "glossary/zoo/b.md": "## Pod\n",
            "glossary/zoo/page.md": "A pod.\n",
            "page.md": "pod pod\n",
        }
    )
    rows = json.loads(site.run("index", "--format", "json").stdout)
    assert [(row["path"], row["mentions"]) for row in rows] == [
        ("glossary/a.md", 2),
        ("glossary/zoo/b.md", 1),
    ]


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_an_empty_glossary_has_an_empty_index(site: Site, form: str) -> None:
    site.write({"glossary.md": "# Words\n"})
    result = site.run("index", "--format", form)
    assert result.exit_code == 0
    assert "G009" in result.stderr
    assert "G009" not in result.stdout
    assert len(result.stdout.splitlines()) == {"table": 1, "json": 1, "csv": 1, "markdown": 2}[form]


@pytest.mark.parametrize("alias", ["a\"b,c'd;e", "=1+1", "日本、語", "a\\b", "<b>&amp;</b>"])
def test_any_alias_survives_csv_and_json(site: Site, alias: str) -> None:
    site.write({"glossary.md": f"## X\n<!-- aliases: {alias.replace(',', '')} -->\n"})
    known = ["X", *(part for part in re.split("[、]", alias.replace(",", "")))]
    (row,) = json.loads(site.run("index", "--format", "json").stdout)
    assert row["aliases"] == known
    (line,) = csv.DictReader(io.StringIO(site.run("index", "--format", "csv").stdout))
    assert line["aliases"] == " | ".join(known)


@pytest.mark.parametrize(
    "alias", ["__init__", "*args", "<script>", "a|b", "`x`", "a\\*b", "&amp;", "[x](y)", "a_b_c", "~~x~~"]
)
def test_any_alias_reads_as_it_is_in_a_markdown_table(site: Site, alias: str) -> None:
    site.write({"glossary.md": f"## X\n<!-- aliases: {alias} -->\n"})
    table = site.run("index", "--format", "markdown").stdout
    html = github_flavored_markdown_to_html(table)
    cells = re.findall(r"<td>(.*?)</td>", html)
    shown = f"X · {alias}".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert cells == [shown, "glossary.md:1"]


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_hostile_names_cannot_act_on_the_terminal(site: Site, form: str) -> None:
    site.write({"glossary/\x1b[31m.md": "## A\x1b[31mB\u202e\n"})
    result = site.run("index", "--format", form)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout and "\u202e" not in result.stdout


def test_an_unknown_format_is_an_error(site: Site) -> None:
    site.write(WORDS)
    result = site.run("index", "--format", "xml")
    assert result.exit_code == 2
    assert "'xml'" in result.stderr


# lookup


def looked_up(site: Site, query: str) -> list[str]:
    site.write(WORDS)
    result = site.run("lookup", query)
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()


@pytest.mark.parametrize(
    "query",
    [
        "Large Language Model",
        "large language model",
        "LLM",
        "llm",
        "大規模言語モデル",
        "大規模言語もデル",
        "Large Langage Modle",
        "language model large",
        "large-language-model",
    ],
)
def test_a_term_is_found_by_any_alias_spelled_roughly(site: Site, query: str) -> None:
    assert looked_up(site, query)[:3] == [
        "大規模言語モデル | LLM | Large Language Model",
        "glossary/ai/llm.md:3",
        "A model of language, see GPT.",
    ]


def test_an_exact_match_is_shown_alone(site: Site) -> None:
    assert looked_up(site, "Token") == ["Token | Tok", "glossary/ai/llm.md:7", "A piece of text."]


def test_the_best_match_comes_first_and_three_are_enough(site: Site) -> None:
    glossary = "".join(f"## Scheduler{letter}\n\nNumber {letter}.\n\n" for letter in "ABCDEF")
    site.write({"glossary.md": glossary})
    lines = site.run("lookup", "schedulerb").stdout.splitlines()
    assert lines == ["SchedulerB", "glossary.md:5", "Number B."]
    lines = site.run("lookup", "scheduler").stdout.splitlines()
    assert len([line for line in lines if line.startswith("Scheduler")]) == 3


def test_homonyms_are_all_shown(site: Site) -> None:
    site.write({"glossary/a.md": "## Pod\n\nContainers.\n", "glossary/b.md": "## Pod\n\nWhales.\n"})
    assert site.run("lookup", "pod").stdout.splitlines() == [
        *("Pod", "glossary/a.md:1", "Containers.", ""),
        *("Pod", "glossary/b.md:1", "Whales."),
    ]


@pytest.mark.parametrize("query", ["zebra crossing", "xyz", "縞馬", "", " ", "?!", "\x1b[31m"])
def test_nothing_like_the_query_is_found(site: Site, query: str) -> None:
    site.write(WORDS)
    result = site.run("lookup", query)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("No term is similar to `")
    assert "\x1b" not in result.stderr


def test_a_short_alias_is_not_like_every_long_query(site: Site) -> None:
    site.write({"glossary.md": "## C\n\nA language.\n\n## IT\n\nComputers.\n\n## Net\n\nA net.\n"})
    assert site.run("lookup", "kubernetes").exit_code == 1
    assert site.run("lookup", "capitalism").exit_code == 1


def test_the_first_paragraph_of_a_definition_is_shown(site: Site) -> None:
    site.write({"glossary.md": "## Term\n\nOne\ntwo.\n\nThree.\n\n### Four\n\n- five\n"})
    assert site.run("lookup", "term").stdout == "Term\nglossary.md:1\nOne\ntwo.\n"
    site.write({"glossary.md": "## Term\n\n- one\n- two\n\nThree.\n"})
    assert site.run("lookup", "term").stdout == "Term\nglossary.md:1\n- one\n- two\n"


def test_a_definition_is_shown_without_markup() -> None:
    definition = """\
<!-- case: sensitive -->

A **bold**, *slanted*, ~~struck~~ `code` [link](x.md "t") and ![image](x.png)
line with <kbd>Ctrl</kbd><br> &amp; <https://example.org>.

<div>An HTML block.</div>

### Kinds

1. one
2. two
   - nested

> quoted
> text

| a | b |
|---|---|
| c | d |

```py
print("x")
```

$x^2$ and \\*stars\\*
"""
    assert render_plain(definition) == (
        "A bold, slanted, struck code link and image\n"
        "line with Ctrl & https://example.org.\n\n"
        "Kinds\n\n1. one\n2. two\n   - nested\n\n> quoted\n> text\n\na | b\nc | d\n\n"
        '    print("x")\n\nx^2 and *stars*'
    )


def test_the_links_that_fix_made_are_shown_as_their_text(site: Site) -> None:
    site.write(WORDS)
    site.run("fix")
    definition = f"Like {link('LLM', HEADINGS[0], 'ai/llm.md')}."
    site.write({"glossary/b.md": site.read("glossary/b.md").replace("Several containers.", definition)})
    assert site.run("lookup", "Pod").stdout.splitlines()[2:] == ["Like LLM."]


def test_a_term_without_a_definition_is_shown_with_its_place(site: Site) -> None:
    site.write({"glossary.md": "## Term\n\n## Next\n"})
    assert site.run("lookup", "Term").stdout == "Term\nglossary.md:1\n"


def test_a_hostile_definition_cannot_act_on_the_terminal(site: Site) -> None:
    site.write({"glossary.md": "## Term\n\nA \x1b[31mred\u202e [bold]word[/bold].\n"})
    shown = site.run("lookup", "Term").stdout
    assert "\x1b" not in shown and "\u202e" not in shown
    assert "[bold]word[/bold]" in shown


def test_links_in_the_form_of_a_template_are_mentions(site: Site) -> None:
    settings = 'link-style = "template"\nlink-template = \'{{< tip text="{text}" id="{id}" >}}\'\n'
    site.write({"autolink.toml": settings, "glossary.md": "## Pod\n\nX\n", "page.md": "A pod, pods.\n"})
    before = site.run("index", "--format", "csv").stdout
    assert ",2,\n" in before.replace("\r", "")
    assert site.run("fix").exit_code == 0
    assert site.read("page.md").count("{{< tip ") == 2
    after = site.run("index", "--format", "csv").stdout
    assert after.splitlines()[1].endswith(",2,")
