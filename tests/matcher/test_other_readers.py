"""Mentions in what GitHub's parser, a browser or an including page sees otherwise than our parser does."""

from __future__ import annotations

import re

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from tests.support.linking import Linker

GLOSSARY = "# G\n\n## LLM\n\nT.\n\n## X\n\nT.\n"
STYLES = ("html", "markdown")
LINKERS = {style: Linker(GLOSSARY, link_style=style) for style in STYLES}
EXTENSIONS = ("table", "autolink", "strikethrough", "tasklist")
OURS = re.compile(r'<a href="glossary\.md#[^"]*">(.*?)</a>')

CASES = {
    "Pay $5 for `` `$LLM` ``, LLM.\n": 1,
    "A $x$ and LLM.\n": 1,
    "$x$ [LLM $y](z) LLM$ w\n": 0,
    "$$\na\n\nLLM\n$$\n\nLLM\n": 1,
    "Costs $$ for an LLM.\n": 1,
    "- [ ] Post on X\n": 0,
    "- [ ] set [X] flag\n": 0,
    "- [ ] an LLM\n- [x] Post on X\n": 2,
    "Post on X\n": 1,
    "A[^see LLM] b\n": 0,
    "A [see LLM] b\n": 1,
    "[the LLM][other]\n": 0,
    "[LLM][]\n": 0,
    "[a *b* LLM][\nother]\n": 0,
    "[other] LLM [one]\n": 1,
    '<div><a href="x">\n\nLLM\n\n</a></div>\n\nLLM\n': 1,
    "<div><a id='x'>\n\nLLM\n\n</a></div>\n\nLLM\n": 1,  # an `a` in an `a` is none
    '<a href="x">a\n\nLLM\n': 0,
    '<a href="x">a\n\nb</a>\n\nLLM\n': 1,
    '<a href="x">a</a>\n\nLLM\n': 1,
    '<div><a href="x">\n\nLLM\n': 0,
    "a <xmp>LLM</xmp> LLM\n": 1,
    "<iframe>\n\nLLM\n\n</iframe>\n": 0,
    "a <noembed>LLM</noembed> <noframes>LLM</noframes> <plaintext>LLM</plaintext>\n": 0,
    "a <span>LLM</span>\n": 1,
    # bare URLs end by their source
    "https://x.y/a&lt;LLM\n": 0,
    "www.x.y/a&#60;b&lt;LLM\n": 0,
    "https://x.y/a&#32;LLM\n": 0,
    "https://x.y/a&lt;b LLM\n": 1,
    "https://x.y/a\\<LLM\n": 1,
    "a&lt;LLM\n": 1,
    "www.x.y LLM https://x.y/&lt;`a`LLM LLM\n": 2,
    "https://x.y/`LLM`\n\nLLM\n": 1,
    "https://x.y/`a `LLM` b`\n\nLLM\n": 1,
    "https://x.y/``a `LLM`` b` LLM\n": 0,
    "https://x.y/`a` LLM `b`\n": 1,
    "|https://x.y/`a `LLM` b`|LLM|\n|-|-|\n": 1,
    "$http://y$LLM\n": 0,
    "$http://y$ LLM and $x$LLM\n": 2,
    "$a http://y z$LLM\n": 1,
    # a lone CR ends a line
    "`a\rb` LLM\n": 1,
    "`a\rLLM` b\n": 0,
    "```\ra\rLLM\r```\rLLM\r": 1,
    "```a\r`LLM\n": 0,
    "```LLM\r`b\n": 0,
    "    a\rLLM\n": 1,
    "a|b\n-|-\r    LLM\n": 0,
    "a|b\r-|-\rLLM|\r": 1,
    "a\r[x]:LLM LLM\n": 1,
}


def rendered(text: str) -> str:
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return str(cmarkgfm.markdown_to_html_with_extensions(text, options=options, extensions=EXTENSIONS))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("text", CASES)
def test_mentions_that_are_prose_to_everyone_are_linked(text: str, style: str) -> None:
    linked = LINKERS[style].link(text)
    assert linked.count("glossary.md#") == CASES[text]
    assert OURS.sub(r"\1", rendered(linked)) == rendered(text)


def test_an_unclosed_link_closes_each_page_once() -> None:
    text = '<a href="x">a\n\n' * 20_000 + "LLM\n"
    assert LINKERS["html"].link(text) == text
