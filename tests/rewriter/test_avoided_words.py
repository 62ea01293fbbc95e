"""Replacing avoided words: only these words change, over generated documents and hostile ones."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options

from autolink.page.page import Page
from autolink.page.syntax import body_start
from autolink.rewriter.fix_page import fix_page
from autolink.text.articles import article, corrected
from tests.robustness.test_linear import assert_linear, bytecodes
from tests.support import grammar
from tests.support.linking import Linker

if TYPE_CHECKING:
    from autolink.rewriter.fixed_page import FixedPage

TERMS = """## Allowlist
<!-- avoid: whitelist -->

## サーバー
<!-- avoid: サーバ -->

## Node
<!-- avoid: box -->
"""
MENTIONS = ("whitelist", "Whitelists", "WHITELIST", "サーバ", "box", "boxes", "the whitelist")
_BACK = {
    "allowlist": "whitelist",
    "サーバー": "サーバ",
    "node": "box",
    "nodes": "boxes",
    "allowlists": "whitelists",
}
_NEW = re.compile("allowlists?|サーバー|nodes?(?![a-z])", re.IGNORECASE)
_ARTICLE = re.compile(r"\b([Aa])n(?=[\s*_~]+allowlist)", re.IGNORECASE)
COUNT = 200


def back(text: str) -> str:
    """Return a text with the words that replaced others replaced by these."""

    def old(found: re.Match[str]) -> str:
        new = _BACK[found[0].lower()]
        if found[0].isupper():
            return new.upper()
        if found[0][1].isupper():  # `ALLOWLISTs`
            return new[:-1].upper() + new[-1]
        return new.title() if found[0][0].isupper() else new

    return _NEW.sub(old, _ARTICLE.sub(r"\1", text))


def rendered(data: bytes) -> str:
    body = data[body_start(data) :].decode()
    return str(github_flavored_markdown_to_html(body, Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES))


def documents(seed: int) -> list[str]:
    random = Random(seed)
    texts = (grammar.document(random, MENTIONS) for _ in range(COUNT))
    return [text for text in texts if not _NEW.search(text)]


def fixed(linker: Linker, data: bytes, *, unsafe: bool = True) -> FixedPage:
    words = linker.snapshot.word_replacer
    return fix_page(linker.path, data, linker.rewriter, linker.path, words, unsafe=unsafe)


@pytest.mark.parametrize("path", ["/project/page.md", "/project/page.mdx"])
def test_nothing_but_words_changes(path: str) -> None:
    linker = Linker(TERMS, path)
    replacer, replaced = linker.snapshot.word_replacer, 0
    for text in documents(1):
        data, count = replacer.replaced(Page.parse(linker.path, text.encode(), linker.config.dialect))
        assert back(data.decode()) == text
        assert back(rendered(data)) == rendered(text.encode())
        replaced += count
    assert replaced > COUNT


@pytest.mark.parametrize(
    ("style", "site"),
    [("html", "github"), ("markdown", "github"), ("markdown", "mkdocs"), ("markdown", "hugo")],
)
def test_fixing_twice_changes_nothing(style: str, site: str) -> None:
    linker = Linker(TERMS, link_style=style, site=site)
    for text in documents(2):
        once = fixed(linker, text.encode()).rewrite
        again = fixed(linker, once.data).rewrite
        assert (again.data, again.replaced) == (once.data, 0)
        assert fixed(linker, once.data, unsafe=False).rewrite.data == once.data
        assert back(linker.unlinked(once.data).decode()) == text


def test_linked_pages_have_the_avoided_words_of_plain_ones() -> None:
    linker = Linker(TERMS)
    for text in documents(3):
        linked = fixed(linker, text.encode(), unsafe=False).rewrite
        assert fixed(linker, linked.data, unsafe=False).rewrite.replaceable == linked.replaceable
        assert back(linker.unlinked(fixed(linker, linked.data).rewrite.data).decode()) == text


def test_a_link_on_a_word_that_is_avoided_now_goes_and_comes_back() -> None:
    before = Linker("## サーバー\n\nX.\n", link_style="markdown")
    linked = before.link("サーバを見る。\n")
    assert linked.startswith("[サーバ](")
    now = Linker("## サーバー\n<!-- avoid: サーバ -->\n\nX.\n", link_style="markdown")
    assert now.link(linked) == "サーバを見る。\n"
    once = fixed(now, linked.encode()).rewrite
    assert once.data.decode().startswith("[サーバー](")
    assert fixed(now, once.data).rewrite.data == once.data


def test_words_that_become_each_other_without_end_stay() -> None:
    linker = Linker("## Aaa\n<!-- avoid: bbb -->\n\nX.\n\n## Bbb\n<!-- avoid: aaa -->\n\nX.\n")
    once = fixed(linker, b"The aaa and the bbb.\n").rewrite
    assert linker.unlinked(once.data) == b"The aaa and the bbb.\n"
    assert once.replaced == 0


def test_a_replacement_that_holds_the_word_is_put_in_once() -> None:
    linker = Linker("## Node pool\n<!-- avoid: pool -->\n\nX.\n", link_style="markdown")
    once = fixed(linker, b"The pool is here.\n").rewrite
    assert once.data.startswith(b"The [node pool](")
    assert fixed(linker, once.data).rewrite.data == once.data
    off = b"<!-- autolink-disable-file M001 -->\n\nThe pool is here.\n"
    once = fixed(linker, off).rewrite
    assert once.data.endswith(b"The node pool is here.\n")
    assert fixed(linker, once.data).rewrite.data == once.data


def test_words_that_join_to_another_one_are_replaced_to_the_end() -> None:
    linker = Linker(
        "## Deny entry\n<!-- avoid: block entry -->\n\nX.\n\n## Block\n<!-- avoid: stop -->\n\nX.\n"
    )
    once = fixed(linker, b"A stop entry.\n").rewrite
    assert linker.unlinked(once.data) == b"A deny entry.\n"
    assert once.replaced == 2


@pytest.mark.parametrize(
    "text",
    [
        "[the whitelist]: x.md\n\n[the whitelist], [the allowlist]\n",
        "[whitelist]\n\n[allowlist]: x.md\n",
        "*[whitelist]: A list\n\nwhitelist\n",
        "<whitelist>\n",
        "whitelist\n===\n",
        "| whitelist |\n|--|\n\n[^whitelist]\n\n[^whitelist]: x\n",
        "$whitelist$ and $$ whitelist $$\n",
        "&whitelist; whi&#116;elist\n",
    ],
)
def test_structure_stays(text: str) -> None:
    linker = Linker(TERMS)
    data, _ = linker.snapshot.word_replacer.replaced(Page.parse(linker.path, text.encode()))
    assert back(rendered(data)) == back(rendered(text.encode()))
    assert len(re.findall("<[a-z]", rendered(data))) == len(re.findall("<[a-z]", rendered(text.encode())))


@pytest.mark.parametrize(
    "unit",
    [
        "whitelist ",
        "a whitelist, ",
        "whitelist\n\n",
        "*whitelist* ",
        "サーバ",
        "サーバ、",
        "- whitelist\n",
        "box-",
    ],
)
def test_work_grows_no_faster_than_the_page(unit: str) -> None:
    linker = Linker(TERMS)

    def work(count: int) -> int:
        page = Page.parse(linker.path, (unit * count).encode())
        return bytecodes(lambda: linker.snapshot.word_replacer.replaced(page))

    assert_linear(work, 60)


def test_work_grows_no_faster_than_the_lists() -> None:
    def work(count: int) -> int:
        words = (
            f"## Term{n}\n<!-- avoid: {', '.join(f'w{n}x{m}' for m in range(90))} -->\n" for n in range(count)
        )
        linker = Linker("\n".join(words))
        page = Page.parse(linker.path, b"The w1x2 and the w0x1.\n" * 50)
        return bytecodes(lambda: linker.snapshot.word_replacer.replaced(page))

    assert_linear(work, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("allowlist", "an"), ("main", "a"), ("hour", "an"), ("host", "a"), ("user", "a"), ("unit", "")),
        *(("unknown", "an"), ("URL", ""), ("API", "an"), ("CPU", "a"), ("SQL", ""), ("European", "a")),
        *(("one", "a"), ("8-bit", ""), ("X-axis", "an"), ("u-turn", "a"), ("", ""), ("サーバー", "")),
    ],
)
def test_the_article_of_a_word(text: str, expected: str) -> None:
    assert article(text) == expected


def test_an_article_is_corrected_in_its_case() -> None:
    assert [corrected(word, "main") for word in ("a", "an", "A", "An", "AN")] == ["a", "a", "A", "A", "A"]
    assert [corrected(word, "allowlist") for word in ("a", "A", "An")] == ["an", "An", "An"]
    assert corrected("a", "SQL") is None


def test_work_grows_no_faster_than_the_terms_that_avoid_a_word() -> None:
    def work(count: int) -> int:
        terms = (f"## Term{number}\n<!-- avoid: thing -->\n\nA thing.\n\n" for number in range(count))
        linker = Linker("".join(terms))
        page = Page.parse(linker.path, b"The thing and a thing.\n\n" * count)
        return bytecodes(lambda: linker.snapshot.mention_rules.check(page)) + bytecodes(
            lambda: linker.matcher.judged(linker.glossary_page)
        )

    assert_linear(work, 40)
