"""kramdown judges, as Jekyll runs it: pages before and after linking render alike, links aside.

Needs Ruby with kramdown and kramdown-parser-gfm (Debian: ruby-kramdown-parser-gfm). Liquid does not run here.
AUTOLINK_KRAMDOWN_PAGES says how many pages are generated.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache

import pytest

from tests.support.fragment_pages import fragment_pages
from tests.support.judges import Conversation
from tests.support.linking import Linker

_PAGES = int(os.environ.get("AUTOLINK_KRAMDOWN_PAGES", "300"))
_LINKER = Linker("## LLM\n\nText.\n", site="jekyll", link_style="markdown")
FRAGMENTS = (
    *(
        "an LLM",
        "LLM",
        "**LLM**",
        "- LLM",
        "# LLM {#LLM}",
        "# LLM",
        "`LLM`",
        "[LLM](a)",
        "^",
        "* TOC\n{:toc}",
    ),
    *('LLM\n{: .a LLM="LLM"}', "LL{:.LLM}", "LLM{:.a}", "*LLM*{: .LLM}", "{:LLM: .a}", "- {:.LLM} LLM"),
    *(
        "{::comment}\nLLM\n\nLLM\n{:/comment}",
        "a {::nomarkdown}LLM{:/} LLM",
        "{::comment} LLM",
        "*[LLM]: LLM",
    ),
    *("<div>\nLLM\n</div>", "<div>\n\nLLM\n\n</div>", '<div markdown="1">\nLLM\n\nLLM\n</div>', "<b>LLM</b>"),
    *(
        "<div>\n<p>LLM</p>\n\nLLM</div>",
        "<p>\n\nLLM\n\n</p>",
        "<code>LLM</code>",
        "<foo>LLM</foo>",
        "<br> LLM",
    ),
    *("a <foo>LLM</foo> LLM", "<table>\n\n<tr><td>\n\nLLM\n\n</td></tr></table>", "<!--\n\nLLM\n\n-->"),
    *("$$LLM$$", "$$\nLLM\n$$", "$$\nLLM\n\nLLM\n$$", "a $$ LLM", "$LLM$ LLM", "costs $5 LLM"),
    *("LLM\n: LLM", "LLM[^1]\n\n[^1]: LLM", "| LLM |\n|--|\n| LLM |", "LLM -- 'LLM'", "```\nLLM {: .a}\n```"),
    *(
        "~~~ ruby\nLLM\n~~~\n{: .LLM}",
        "> LLM\n{: .LLM}",
        "![LLM](a){:.LLM}",
        "<details><summary>LLM</summary>",
    ),
)
_PROGRAM = """
require 'json'
require 'kramdown'
require 'kramdown-parser-gfm'
options = {input: 'GFM', hard_wrap: false, auto_ids: false, syntax_highlighter: nil}
def rendered(text, options)
  Kramdown::Document.new(text, options).to_html
rescue StandardError
  nil
end
STDOUT.sync = true
STDIN.each_line { |line| puts JSON.generate(rendered(JSON.parse(line), options)) }
"""
_KRAMDOWN = Conversation("ruby", "-Ku", "-e", _PROGRAM)
_LINK = re.compile(r'<a href="glossary\.html#[^"]*">(.*?)</a>', re.DOTALL)


@cache
def _is_installed() -> bool:
    ruby = shutil.which("ruby")
    check = [ruby or "", "-e", "require 'kramdown-parser-gfm'"]
    return bool(ruby) and subprocess.run(check, capture_output=True, check=False).returncode == 0


def rendered(texts: list[str]) -> list[str | None]:
    """Return the HTML of pages; None where kramdown fails."""
    return [_KRAMDOWN.ask(text) for text in texts]


@pytest.mark.sites
@pytest.mark.skipif(not _is_installed(), reason="kramdown-parser-gfm is not installed")
def test_linking_changes_nothing_but_links() -> None:
    pages = fragment_pages(FRAGMENTS, _PAGES, ("\n\n",))
    linked = [_LINKER.link(text) for text in pages]
    assert sum(before != after for before, after in zip(pages, linked, strict=True)) > len(pages) / 3
    old, new = rendered(pages), rendered(linked)
    differences = [
        f"{text}\n-----\n{after}\n-----\n{before_html}\n-----\n{after_html}"
        for text, after, before_html, after_html in zip(pages, linked, old, new, strict=True)
        if before_html is not None and (after_html is None or _LINK.sub(r"\1", after_html) != before_html)
    ]
    assert not differences, f"{len(differences)} of {len(pages)}\n\n" + "\n=====\n".join(differences[:5])
