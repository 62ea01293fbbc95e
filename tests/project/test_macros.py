"""Whole projects whose mentions are macros: one like MDN's, and one like the documentation of Kubernetes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.support.site import Site

MDN_CONFIGURATION = """\
glossary = { path = "files/en-us/glossary", form = "front-matter", id = "slug" }
link-style = "template"
link-template = '{{Glossary("{id}", "{text}")}}'
templates = ['{{Glossary("{text}")}}', '{{glossary("{text}")}}', '{{glossary("{id}", "{text}")}}']

[[map]]
from = "/en-US/docs/{path}"
to = "files/en-us"
key = "slug"
lower-case = true
"""
MDN = {
    "autolink.toml": MDN_CONFIGURATION,
    "files/en-us/glossary/index.md": "---\ntitle: Glossary of words\nslug: Glossary\n---\n\nA MIME type.\n",
    "files/en-us/glossary/ajax/index.md": (
        "---\ntitle: Asynchronous JavaScript And XML (Ajax)\nslug: Glossary/AJAX\npage-type: x\n---\n\n"
        '{{GlossarySidebar}}\n\n**Ajax** puts work on the {{Glossary("Call stack")}} later.\n'
    ),
    "files/en-us/glossary/call_stack/index.md": (
        '---\ntitle: "Call stack"\nslug: Glossary/Call_stack\n---\n\nA **call stack** tells where one is.\n'
    ),
    "files/en-us/glossary/mime_type/index.md": (
        "---\ntitle: MIME type\nslug: Glossary/MIME_type\n---\n\nA MIME type is no call stack.\n"
    ),
    "files/en-us/web/api/fetch_api/using/index.md": (
        "---\ntitle: Using Ajax\nslug: Web/API/Fetch_API/Using\n---\n\n"
        '{{DefaultAPISidebar("Fetch API")}}\n\n'
        "With Ajax the call stack is free; MIME types are sent. {{HTTPHeader}} `MIME type`\n\n"
        "## MIME type\n\n> [!NOTE]\n> Asynchronous JavaScript And XML, by a\n> call stack.\n\n"
        '| MIME type | {{glossary("call_stack", "the pile")}} |\n|---|---|\n| Ajax | {{Glossary("AJAX")}} |\n\n'
        "[glossary](/en-US/docs/Glossary/Call_stack), [call stack](/en-US/docs/glossary/call_stack).\n"
    ),
}
MDN_LINKED = """\
With {{Glossary("AJAX", "Ajax")}} the {{Glossary("Call_stack", "call stack")}} is free; \
{{Glossary("MIME_type", "MIME types")}} are sent. {{HTTPHeader}} `MIME type`
"""
KUBERNETES_CONFIGURATION = """\
site = "hugo"
scopes = ["content/{lang}"]
link-style = "template"
link-template = '{{< glossary_tooltip text="{text}" term_id="{id}" >}}'
templates = ['{{< glossary_tooltip term_id="{id}" text="{text}" >}}']
glossary = [
"""
_LANGUAGES = ("en", "de", "ja")
_ENTRY = (
    '    {{ path = "content/{}/glossary", form = "front-matter", aliases = "aka", '
    'definition = "short_description" }},\n'
)


def term(title: str, identifier: str, aliases: str, text: str) -> str:
    """Return a page of the glossary as Kubernetes has them."""
    return (
        f"---\ntitle: {title}\nid: {identifier}\nfull_link: /docs/x/\nshort_description: >\n  What it is.\n\n"
        f"aka:{aliases}\ntags:\n- core-object\n---\n {text}\n\n<!--more-->\n\n{text}\n"
    )


KUBERNETES = {
    "hugo.toml": 'baseURL = "https://kubernetes.invalid/"\n',
    "autolink.toml": KUBERNETES_CONFIGURATION + "".join(map(_ENTRY.format, _LANGUAGES)) + "]\n",
    **{f"content/{language}/glossary/index.md": "---\ntitle: X\n---\n" for language in _LANGUAGES},
    "content/en/glossary/pod.md": term("Pod", "pod", "\n- pod group", "A set of containers on a node."),
    "content/en/glossary/container.md": term("Container", "container", " []", "An image that runs."),
    "content/en/glossary/node.md": term("Node", "node", "", "A machine for a pod."),
    "content/en/glossary/csi.md": term(
        "Container Storage Interface (CSI)", "csi", '\n- "storage interface"', "How a container has storage."
    ),
    "content/de/glossary/pod.md": term("Pod", "pod", " [Kapsel]", "Eine Kapsel."),
    "content/ja/glossary/pod.md": term("Pod", "pod", "\n- ポッド", "ポッドです。"),
    "content/en/docs/pods.md": (
        "---\ntitle: Running\n---\n\n_Pods_ run on a node. CSI is a storage interface.\r\n\r\n"
        '{{< glossary_definition term_id="pod" length="all" >}}\n\n'
        '{{< note >}}\nA {{< glossary_tooltip term_id="csi" text="CSI" >}} in a pod.\n{{< /note >}}\n\n'
        "{{% tab %}}\nThe containers of a pod.\n{{% /tab %}}\n\n"
        '* See {{< glossary_tooltip  text = "machines" term_id="node" >}} and [nodes](../glossary/node).\n\n'
        '```\nA pod: {{</* glossary_tooltip text="x" term_id="y" */>}}\n```\n'
    ),
    "content/de/docs/pods.md": "---\ntitle: Running\n---\n\nEine Kapsel auf dem Node.\n",
    "content/ja/docs/pods.md": "---\ntitle: 実行\n---\n\nポッドはPodです。\n",
}
KUBERNETES_LINKED = {
    "content/en/docs/pods.md": (
        '_{{< glossary_tooltip text="Pods" term_id="pod" >}}_ run on a '
        '{{< glossary_tooltip text="node" term_id="node" >}}. '
        '{{< glossary_tooltip text="CSI" term_id="csi" >}} is a '
        '{{< glossary_tooltip text="storage interface" term_id="csi" >}}.\r\n'
    ),
    "content/de/docs/pods.md": 'Eine {{< glossary_tooltip text="Kapsel" term_id="pod" >}} auf dem Node.\n',
    "content/ja/docs/pods.md": (
        '{{< glossary_tooltip text="ポッド" term_id="pod" >}}は{{< glossary_tooltip text="Pod" term_id="pod" >}}です。\n'
    ),
}


class Case(NamedTuple):
    """A project, what some of its pages hold once they are linked, and what is renamed."""

    files: Mapping[str, str]
    linked: Mapping[str, str]
    renamed: tuple[tuple[str, str], ...]


CASES = {
    "mdn": Case(
        MDN,
        {"files/en-us/web/api/fetch_api/using/index.md": MDN_LINKED},
        (
            ("Call stack", "Stack of calls"),
            ("Ajax", "AJX"),
            ("Asynchronous JavaScript And XML", "Async JavaScript And XML"),
        ),
    ),
    "kubernetes": Case(
        KUBERNETES,
        KUBERNETES_LINKED,
        (
            ("content/en/glossary/csi.md#CSI", "CoSI"),
            ("Container Storage Interface", "Common Storage Interface"),
            ("storage interface", "store front"),
            ("content/de/glossary/pod.md#Kapsel", "Hülse"),
            ("ポッド", "さや"),
        ),
    ),
}


@pytest.fixture(params=CASES, name="case")
def _case(request: pytest.FixtureRequest, site: Site) -> Case:
    case = CASES[request.param]
    site.write(case.files)
    return case


def ok(site: Site, *arguments: str) -> None:
    """Run a command that has to succeed."""
    result = site.run(*arguments)
    assert result.exit_code == 0, result.output


def test_mentions_become_macros_once_and_unlinking_takes_all_out(case: Case, site: Site) -> None:
    ok(site, "fix")
    for page, text in case.linked.items():
        assert text in site.read(page)
    assert site.run("check").output == "All links are fine.\n"
    linked = site.tree()
    ok(site, "fix")
    assert site.tree() == linked
    ok(site, "unlink", "--anchors")
    plain = site.tree()
    ok(site, "fix")
    assert site.tree() == linked
    ok(site, "unlink", "--anchors")
    assert site.tree() == plain
    assert {
        page: plain[page].decode() for page in case.linked if "glossary_tooltip" not in case.files[page]
    } == {page: case.files[page] for page in case.linked if "glossary_tooltip" not in case.files[page]}


def test_terms_are_renamed_there_and_back(case: Case, site: Site) -> None:
    ok(site, "fix")
    linked = site.tree()
    for old, new in case.renamed:
        before = site.tree()
        ok(site, "rename", old, new)
        assert site.tree() != before
        assert site.run("check").output == "All links are fine.\n"
        ok(site, "fix")
    for old, new in reversed(case.renamed):
        path, mark, name = old.rpartition("#")
        ok(site, "rename", f"{path}{mark}{new}", name)
        ok(site, "fix")
    assert site.tree() == linked


@pytest.mark.parametrize(
    ("case", "page", "macro", "message"),
    [
        (
            "mdn",
            "files/en-us/glossary/ajax/index.md",
            '{{Glossary("MIME_tipe")}}',
            "unknown term `MIME_tipe`, did you mean `MIME_type`?",
        ),
        (
            "mdn",
            "files/en-us/glossary/ajax/index.md",
            '{{glossary("Cal_stack", "stack")}}',
            "unknown term `Cal_stack`, did you mean `Call_stack`?",
        ),
        (
            "kubernetes",
            "content/en/docs/pods.md",
            '{{< glossary_tooltip text="pods" term_id="pods" >}}',
            "unknown term `pods`, did you mean `pod`?",
        ),
        (
            "kubernetes",
            "content/en/docs/pods.md",
            '{{< note >}}{{< glossary_tooltip term_id="nod" text="nodes" >}}{{< /note >}}',
            "unknown term `nod`, did you mean `node`?",
        ),
        (
            "kubernetes",
            "content/de/docs/pods.md",
            '{{< glossary_tooltip text="eine Node" term_id="node" >}}',
            "`node` is a term of another scope (see `scopes` and `applies-to`)",
        ),
    ],
)
def test_macros_that_name_no_term_are_reported(
    case: str, page: str, macro: str, message: str, site: Site
) -> None:
    site.write(CASES[case].files)
    site.write({page: f"{site.read(page)}\n{macro}\n"})
    found = json.loads(site.run("check", "--output-format", "json").stdout)
    assert [(item["path"], item["code"], item["message"]) for item in found] == [(page, "L009", message)]


def test_a_macro_that_names_a_term_by_its_address_goes_on_to(site: Site) -> None:
    page = "files/en-us/glossary/mime_type/index.md"
    macros = (
        '{{Glossary("Call stack")}}, {{Glossary("call_stack", "call stacks")}}, {{glossary("call_stack")}}\n'
    )
    site.write({**MDN, page: MDN[page] + macros})
    ok(site, "rename", "Call stack", "Code stack")
    assert site.read(page).endswith(macros.replace("call stacks", "code stacks"))
    assert site.run("check", "--select", "L").output == "All links are fine.\n"


@pytest.mark.parametrize(
    "macro",
    [
        '{{Glossary("call stack")}}',
        '{{Glossary("CALL_STACK")}}',
        '{{Glossary("Call_stack", "the stack")}}',
        '{{Glossary("Ajax")}}',
        '`{{Glossary("Nothing")}}`',
        '<!-- {{Glossary("Nothing")}} -->',
        '{{HTTPHeader("Nothing")}}',
    ],
)
def test_what_names_a_term_or_is_no_macro_is_not_reported(macro: str, site: Site) -> None:
    page = "files/en-us/glossary/mime_type/index.md"
    site.write({**MDN, page: f"{MDN[page]}\n{macro}\n"})
    assert site.run("check", "--select", "L").output == "All links are fine.\n"
    site.run("fix")
    assert macro in site.read(page)


def test_addresses_are_those_that_front_matter_gives(site: Site) -> None:
    page = "files/en-us/web/api/fetch_api/using/index.md"
    links = "[a](/en-US/docs/Web/API/Fetch_API/Using#mime_type), [b](/en-US/docs/Web/API/Fetch_API).\n"
    site.write({**MDN, page: MDN[page] + links})
    found = json.loads(site.run("check", "--output-format", "json").stdout)
    assert [item["message"] for item in found if item["code"] == "L001"] == [
        "`/en-US/docs/Web/API/Fetch_API` points to a file that does not exist"
    ]
