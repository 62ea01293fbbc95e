"""Addresses by rule: which address stands for which file, and which rules are none.

`tests/links/address_map` follows links by such rules.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from autolink.errors import AutolinkError
from autolink.sites.address_map import AddressMap
from tests.config.test_config import assert_usage_error

if TYPE_CHECKING:
    from tests.support.site import Site


@pytest.mark.parametrize(
    ("address", "to", "path", "file"),
    [
        ("/docs/{path}", "pages/{path}.md", "/docs/a", "pages/a.md"),
        ("/docs/{path}", "pages/{path}.md", "/docs/a/b/", "pages/a/b.md"),
        ("/docs/{path}/", "pages/{path}.md", "/docs/a/b", "pages/a/b.md"),
        ("/{a}/{b}", "{b}/{a}/x.md", "/one/two/three", "two/three/one/x.md"),
        ("/{a}/x/{b}.html", "./{a}-{b}.md", "/one/x/two.html", "one-two.md"),
        ("/{a}/x", "{a}.md", "/one/two/x", "one/two.md"),
        ("/v{a}/x", "{a}{a}.md", "/v1/x", "11.md"),
        ("/a%20b/{x}", "{x}", "/a b/c", "c"),
        ("/about", "about.md", "/about/", "about.md"),
        ("/docs/{path}", "{path}", "/docs/../x", None),
        ("/docs/{path}", "{path}", "/docs/", None),
        ("/docs/{path}", "{path}", "/docs", None),
        ("/docs/{path}", "{path}", "/docsx/y", None),
        ("/docs/{path}", "{path}", "/Docs/y", None),
        ("/docs/{path}", "{path}", "/x/docs/y", None),
        ("/{a}/x/{b}", "{a}{b}", "/one/two/x/three", None),
        ("/{a}/x", "{a}.md", "/one/x/two", None),
        ("/v{a}/x", "{a}.md", "/v/x", None),
        ("/a{x}a", "{x}", "/a", None),
        ("/{x}a/b", "{x}{x}/y", "/.a/b", None),
        ("/about", "about.md", "/about/us", None),
        ("/", "index.md", "/x", None),
    ],
)
def test_an_address_stands_for_a_file(address: str, to: str, path: str, file: str | None) -> None:
    assert AddressMap.parse({"from": address, "to": to}).file_of(path) == file


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"from": "/a", "to": "../b"}, "`to` of a map points outside the project: `../b`"),
        ({"from": "/{a}", "to": "x/../../{a}"}, "`to` of a map points outside the project"),
        ({"from": "/{a}", "to": "/{a}"}, "`to` of a map points outside the project: `/{a}`"),
        ({"from": "/{a}", "to": "x"}, "`{a}` of a map occurs in only one of `/{a}` and `x`"),
        ({"from": "/x", "to": "{a}"}, "`{a}` of a map occurs in only one of `/x` and `{a}`"),
        ({"from": "/{a}/{a}", "to": "{a}"}, "write each piece as `{name}`, and only once"),
        ({"from": "/{a}", "to": "{a}{"}, "write each piece as `{name}`, and only once"),
        ({"from": "/{a}", "to": "{a}/{}"}, "write each piece as `{name}`, and only once"),
        ({"from": "/{a}{b}", "to": "{a}{b}"}, "at most one piece, such as `{name}`, in a part: `{a}{b}`"),
        ({"from": "/{a b}", "to": "x"}, "at most one piece"),
        ({"from": "/a}", "to": "x"}, "at most one piece"),
        ({"from": "a", "to": "b"}, "`from` of a map must be an address"),
        ({"from": "//a/b", "to": "b"}, "`from` of a map must be an address"),
        ({"from": "/a?b", "to": "b"}, "`from` of a map must be an address"),
        ({"from": "ftp://a/b", "to": "b"}, "`from` of a map must be an address"),
        ({"from": "https://{a}/b", "to": "{a}"}, "`from` of a map must be an address"),
        ({"from": 1, "to": "b"}, "`from` of a map must be an address"),
        ({"to": "b"}, "`from` of a map must be an address"),
        ({"from": "/a"}, "`to` of a map must be the path of a file"),
        ({"from": "/{a}", "to": "{a}" * 1000}, "`to` of a map must be the path of a file"),
        ({"from": "/a", "to": ""}, "`to` of a map must be the path of a file"),
        ({"from": "/a", "to": "b", "lower-case": 1}, "`lower-case` of a map must be true or false"),
        ({"from": "/{a}", "to": "b", "key": 1}, "`key` of a map must be a key of front matter"),
        ({"from": "/{a}", "to": "b", "key": "a.b"}, "`key` of a map must be a key of front matter"),
        ({"from": "/{a}", "to": "{a}", "key": "slug"}, "with a `key`, `/{a}` has one piece"),
        ({"from": "/a", "to": "b", "key": "slug"}, "with a `key`, `/a` has one piece"),
        ({"from": "/{a}/{b}", "to": "c", "key": "slug"}, "with a `key`, `/{a}/{b}` has one piece"),
        ({"from": "/{a}", "to": "../b", "key": "slug"}, "`to` of a map points outside the project"),
        ({"from": "/a", "to": "b", "lowercase": True}, "unknown key `lowercase` in a `map`, did you mean"),
    ],
)
def test_a_rule_that_cannot_be_one_is_an_error(table: dict[str, Any], message: str) -> None:
    with pytest.raises(AutolinkError) as error:
        AddressMap.parse(table)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            '\n[[map]]\nfrom = "/{a}"\nto = "../{a}"\n',
            "autolink.toml:2: `to` of a map points outside the project",
        ),
        (
            'site = "hugo"\n[[ map ]]\nfrom = "/a"\nto = "b"\n[[map]]\nfrom = "/c"\nto = "/d"\n',
            "autolink.toml:2: `to` of a map points outside the project: `/d`",
        ),
        ('map = [{ from = "/{a}", to = "b" }]\n', "autolink.toml:1: `{a}` of a map occurs in only one"),
        (
            'map = ["/a"]\n',
            'autolink.toml:1: `map` must be a list of tables with `from` and `to`, not ["/a"]',
        ),
        ('[map]\nfrom = "/a"\nto = "b"\n', "autolink.toml:1: `map` must be a list of tables"),
    ],
)
def test_the_error_names_file_and_key(site: Site, content: str, message: str) -> None:
    site.write({"autolink.toml": content, "glossary.md": "## Term\n"})
    assert_usage_error(site.run("check"), message)


def test_a_link_by_rule_to_a_term_counts_as_a_link_to_it(site: Site) -> None:
    site.write(
        {
            "autolink.toml": 'occurrences = "first-in-page"\n[[map]]\nfrom = "/words"\nto = "glossary.md"\n',
            "glossary.md": "## Term\n\nA word.\n",
            "page.md": "A [term](/words#term) and a term.\n",
            "other.md": "A [term](/word#term) and a term.\n",
        }
    )
    site.run("fix")
    assert site.read("page.md") == "A [term](/words#term) and a term.\n"
    assert "<a href" in site.read("other.md")


def test_of_several_pages_with_an_address_the_first_counts(site: Site) -> None:
    rule = '[[map]]\nfrom = "/{slug}"\nto = "."\nkey = "url"\n'
    site.write(
        {
            "autolink.toml": f'ignore = ["G"]\n{rule}',
            "glossary.md": "# Words\n",
            "a.md": "---\nurl: /one/\n---\n\n## A\n",
            "b.md": "---\nurl: one\n---\n\n## B\n\n[x](/one#a), [x](/one#b), [x](/../one#a)\n",
        }
    )
    assert site.run("check").stdout.startswith("b.md:7:14: L002 ")
    assert site.run("check").stdout.count("\n") == 1


def test_a_missing_page_is_not_guessed_by_the_name_of_its_file(site: Site) -> None:
    site.write(
        {
            "autolink.toml": 'ignore = ["G"]\n[[map]]\nfrom = "/docs/{path}"\nto = "pages/{path}/index.md"\n',
            "glossary.md": "# Words\n",
            "pages/one/index.md": "[x](/docs/two)\n",
        }
    )
    assert site.run("check").stdout == (
        "pages/one/index.md:1:1: L001 `/docs/two` points to a file that does not exist\n"
    )


def test_long_addresses_take_linear_time() -> None:
    item = AddressMap.parse({"from": "/{a}/x/{b}x/y", "to": "{a}/{b}/{b}"})
    started = time.process_time()
    assert item.file_of("/a/x" * 100_000) is None
    item.file_of(f"/a/x/{'x/' * 100_000}x/y")
    assert time.process_time() - started < 5
