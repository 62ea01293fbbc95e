"""Templates: links in the form of a macro, found and written."""

from __future__ import annotations

import pytest

from autolink.page.dialects.dialect import Dialect
from autolink.page.page import Page
from autolink.page.templates import Template

TIP = '{{< tip text="{text}" id="{id}" >}}'


def parsed(written: str) -> Template:
    template = Template.parse(written)
    assert template is not None
    return template


def found(text: str, *templates: str) -> list[tuple[str, str]]:
    """Return the targets and texts of the links of a page that have the form of a template."""
    page = Page.parse("page.md", text.encode(), Dialect(templates=tuple(map(parsed, templates))))
    links = [link for link in page.links if link.kind == "template"]
    return [(link.target, page.data[link.open_end : link.close_start].decode()) for link in links]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "text",
        "{text}",
        "{text} (g)",
        "[{text}",
        "[{id}](g)",
        "[{text}{id}]",
        "[{text} {id}]",
        "[{text}|{text}]",
        "[{text}\n]",
        " {text} ",
    ],
)
def test_what_would_not_be_recognised_again_is_no_template(written: str) -> None:
    assert Template.parse(written) is None


@pytest.mark.parametrize(
    ("template", "text", "links"),
    [
        (TIP, 'A {{< tip text="pods" id="pod" >}}.', [("id:pod", "pods")]),
        (TIP, 'A {{<tip  text="pods"\tid="pod">}}.', [("id:pod", "pods")]),
        (TIP, 'A {{< tip text="ポッド" id="豆" >}}.', [("id:豆", "ポッド")]),
        ('{{Glossary("{text}", "{title}")}}', 'A {{Glossary("pods","Pod")}}.', [("title:Pod", "pods")]),
        ("{term}`{text}`", "A {term}`pod` and {term}`node`", [("text:pod", "pod"), ("text:node", "node")]),
        ("[{text}](g)", "A [pod](g), a [*pod*](g)", [("text:pod", "pod"), ("text:pod", "*pod*")]),
        ("「{text}」", "A 「ポッド」 and 「】」", [("text:ポッド", "ポッド"), ("text:】", "】")]),
        ("[[ {id} | {text} ]]", "[[ a b | c d ]] [[a|b]]", [("id:a b", "c d"), ("id:a", "b")]),
    ],
)
def test_links_in_the_form_of_a_template_are_found(
    template: str, text: str, links: list[tuple[str, str]]
) -> None:
    assert found(text, template) == links


@pytest.mark.parametrize(
    ("template", "text"),
    [
        (TIP, 'A {{< tip text="" id="pod" >}}.'),
        (TIP, 'A {{< tip text="a" >}}.'),
        (TIP, 'A {{< tiptext="a" id="b" >}}.'),
        (TIP, 'A {{< tip text="a\nb" id="c" >}}.'),
        (TIP, 'A {{< tip text="a" id="{{< b" >}}.'),
        (TIP, 'A {{< tip text="a\\" id="b" >}}.'),
        (TIP, f'A {{{{< tip text="{"a" * 501}" id="b" >}}}}.'),
        (TIP, '`{{< tip text="a" id="b" >}}`'),
        (TIP, '```\n{{< tip text="a" id="b" >}}\n```'),
        (TIP, '<!-- {{< tip text="a" id="b" >}} -->'),
        (TIP, '---\na: {{< tip text="a" id="b" >}}\n---\n'),
        ("[{text}](g)", "[pod](h) [pod] (g) [](g)"),
        ("{term}`{text}`", "{terms}`pod` {term}``"),
    ],
)
def test_other_text_is_no_link(template: str, text: str) -> None:
    assert found(text, template) == []


def test_of_links_in_each_other_the_outer_one_counts() -> None:
    text = '{{< tip text="[a](g)" id="b" >}}'
    assert found(text, "[{text}](g)", TIP) == [("id:b", "[a](g)")]


@pytest.mark.parametrize("value", ["a\\b", "a\nb", " a", "a ", "", "é" * 251, "{{< a"])
def test_a_value_that_would_be_read_otherwise_cannot_be_written(value: str) -> None:
    template = parsed(TIP)
    assert not template.holds(value)
    assert template.tags({"id": value}) is None


@pytest.mark.parametrize(
    ("template", "value", "written"),
    [
        (TIP, 'say "hi"', 'say \\"hi\\"'),
        ('{{% tip id="{id}" text="{text}" %}}', '"', '\\"'),
        (TIP, 'a\\"b', None),
        (TIP, '"' * 251, None),
        ('{{< tip text="{text}" id=`{id}` >}}', 'say "hi"', 'say "hi"'),
        ("{{< tip text=\"{text}\" id='{id}' >}}", "it's", None),
        ('{{Glossary("{id}", "{text}")}}', 'say "hi"', None),
        ('{% tip "{id}" "{text}" %}', 'say "hi"', None),
    ],
)
def test_a_quote_is_escaped_where_the_macro_is_known_to_allow_that(
    template: str, value: str, written: str | None
) -> None:
    form = parsed(template)
    assert form.written(value, "id") == written
    assert form.written('a "b"', "text") is None or '"' not in template
    tags = form.tags({"id": value})
    assert (tags is None) == (written is None)
    if tags:
        assert found((tags[0] + b"x" + tags[1]).decode(), template) == [(f"id:{value}", "x")]


@pytest.mark.parametrize("value", ["a b", "it's", "a > b", "`a`", "日本", "é" * 250])
def test_what_is_written_is_found_again(value: str) -> None:
    template = parsed(TIP)
    tags = template.tags({"id": value})
    assert tags is not None
    assert template.holds(value)
    written = (tags[0] + value.encode() + tags[1]).decode()
    assert template.expression.fullmatch(written.encode())
    if "`" not in value:
        assert found(written, TIP) == [(f"id:{value}", value)]
