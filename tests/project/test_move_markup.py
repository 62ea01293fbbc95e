"""`autolink mv` and what is no link to Markdown: macros, addresses of a map, and markup of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.site import Site

MACROS = """\
glossary = { path = "terms", form = "front-matter" }
link-style = "template"
link-template = '{{< term "{text}" "{path}" >}}'
templates = ['<T text="{text}" at="{path}" />']
"""


@pytest.mark.parametrize("site_name", ["github", "hugo"])
def test_the_path_in_a_macro_is_corrected(site: Site, site_name: str) -> None:
    site.write(
        {
            "autolink.toml": f'site = "{site_name}"\n{MACROS}',
            "terms/pod.md": "---\ntitle: Pod\n---\nA pod runs.\n",
            "a.md": 'A Pod, <T text="Pods" at="terms/pod.md" /> and [p](terms/pod.md).\n',
            "b.md": '<T text="Pod" at="terms/gone.md" />\n',
        }
    )
    assert site.run("fix").exit_code == 0
    linked = (
        'A {{< term "Pod" "terms/pod.md" >}}, <T text="Pods" at="terms/pod.md" /> and [p](terms/pod.md).\n'
    )
    assert site.read("a.md") == linked
    assert site.run("check").exit_code == 0
    result = site.run("mv", "terms/pod.md", "terms/k8s/pods.md")
    assert (result.exit_code, "3 links corrected in 1 page" in result.stderr) == (0, True), result.stderr
    assert site.read("a.md") == linked.replace("terms/pod.md", "terms/k8s/pods.md")
    assert site.run("fix", "--check").exit_code == 0
    assert site.run("mv", "terms/k8s/pods.md", "terms/pod.md").exit_code == 0
    assert site.read("a.md") == linked


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ('from = "/docs/{path}"\nto = "pages/{path}.md"', "/docs/b", "/docs/sub/c"),
        ('from = "/docs/{path}"\nto = "pages/{path}.md"', "/docs/b/?q#x", "/docs/sub/c/?q#x"),
        ('from = "/{lang}/d/{path}"\nto = "{lang}/{path}.md"', "/pages/d/b", "/pages/d/sub/c"),
        (
            'from = "https://x.org/{path}.html"\nto = "pages/{path}.md"',
            "https://x.org/b.html#x",
            "https://x.org/sub/c.html#x",
        ),
    ],
)
def test_an_address_of_a_map_is_corrected(site: Site, table: str, old: str, new: str) -> None:
    site.write(
        {
            "autolink.toml": f"[[map]]\n{table}\n",
            "a.md": f"[b]({old})\n",
            "pages/b.md": "# X\n\n[a](../a.md)\n",
        }
    )
    assert site.run("mv", "pages/b.md", "pages/sub/c.md").exit_code == 0
    assert site.read("a.md") == f"[b]({new})\n"
    assert site.run("check").exit_code == 0
    assert site.run("mv", "pages/sub/c.md", "pages/b.md").exit_code == 0
    assert site.read("a.md") == f"[b]({old})\n"


def test_an_address_that_leads_to_a_page_by_its_front_matter_stays(site: Site) -> None:
    site.write(
        {
            "autolink.toml": '[[map]]\nfrom = "/docs/{slug}"\nto = "pages"\nkey = "slug"\n',
            "a.md": "[b](/docs/x/y)\n",
            "pages/b.md": "---\nslug: x/y\n---\n",
        }
    )
    assert site.run("mv", "pages/b.md", "pages/c.md").exit_code == 0
    assert site.read("a.md") == "[b](/docs/x/y)\n"


@pytest.mark.parametrize(
    ("site_name", "text", "named"),
    [
        ("hugo", '{{< ref "sub/b.md" >}}', "a.md:1:10: `sub/b.md`"),
        ("hugo", '語 [x]({{< relref "/docs/sub/b#x" >}})', "a.md:1:19: `/docs/sub/b`"),
        ("hugo", '{{< ref "b" >}}', "a.md:1:10: `b`"),
        ("hugo", '{{< ref "b.md" >}}', "a.md:1:10: `b.md`"),
        ("jekyll", "[x]({% link docs/sub/b.md %})", "a.md:1:13: `docs/sub/b.md`"),
        ("jekyll", "[x]({{ site.baseurl }}/docs/sub/b)", "a.md:1:23: `/docs/sub/b`"),
        ("sphinx", "```{toctree}\n:maxdepth: 2\n\nT <sub/b>\n```", "a.md:4:4: `sub/b`"),
        ("sphinx", "{doc}`sub/b`", "a.md:1:7: `sub/b`"),
        ("sphinx", "```{include} sub/b.md\n```", "a.md:1:14: `sub/b.md`"),
        ("docusaurus", 'import B from "./sub/b.md"\n', "a.md:1:16: `./sub/b.md`"),
        ("mkdocs", '--8<-- "docs/sub/b.md"\n', "a.md:1:9: `docs/sub/b.md`"),
        ("hugo", '{{< ref "sub/c.md" >}} {{< ref "c" >}} {{< x "b" >}}', ""),
        ("hugo", '`sub/b.md` and sub/b.md, {{< ref "/sub/b.md" >}}', ""),
        ("github", '{{< ref "sub/b.md" >}}', ""),
        ("sphinx", "```{toctree}\nsub/c\nother/b\n```", ""),
    ],
)
def test_markup_that_names_what_moves_is_left_and_named(
    site: Site, site_name: str, text: str, named: str
) -> None:
    site.write(
        {
            "autolink.toml": f'site = "{site_name}"\n',
            "docs/a.md": text,
            "docs/sub/b.md": "# B\n",
            "docs/sub/c.md": "# C\n",
        }
    )
    result = site.run("mv", "docs/sub/b.md", "docs/new.md")
    assert site.read("docs/a.md") == text
    assert result.exit_code == int(bool(named)), result.stderr
    if named:
        place, markup = named.rsplit(": ", 1)
        assert f"docs/{place}: cannot correct {markup}: it is markup of the site" in result.stderr


def test_markup_of_the_page_that_moves_is_named_too(site: Site) -> None:
    text = "```{toctree}\nb\nsub/c\n```\n\n{doc}`/b` {doc}`gone`\n"
    site.write({"autolink.toml": 'site = "sphinx"\n', "a.md": text, "b.md": "", "sub/c.md": ""})
    result = site.run("mv", "a.md", "sub/a.md")
    assert (result.exit_code, site.read("sub/a.md")) == (1, text)
    named = [line.split("cannot correct ")[1] for line in result.stderr.splitlines()[:-1]]
    assert [name.partition(":")[0] for name in named] == ["`b`", "`sub/c`"]
