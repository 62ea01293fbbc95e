"""MyST-Parser judges: linked by what is closed, pages are the same documents, links aside.

Needs the packages of the extra `sites`. `MYST_PAGES=20000` runs as many documents instead of 200.
"""

from __future__ import annotations

import os
import re
from copy import copy
from functools import cache
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings

from tests.sites.myst_pages import GLOSSARY, pages
from tests.support.linking import Linker

_REASON = "the extra `sites` is not installed"
myst_parser: Any = pytest.importorskip("myst_parser.parsers.docutils_", reason=_REASON)
nodes: Any = pytest.importorskip("docutils.nodes", reason=_REASON)
rst: Any = pytest.importorskip("docutils.parsers.rst", reason=_REASON)
statemachine: Any = pytest.importorskip("docutils.statemachine", reason=_REASON)
frontend: Any = pytest.importorskip("docutils.frontend", reason=_REASON)
utils: Any = pytest.importorskip("docutils.utils", reason=_REASON)
pytestmark = pytest.mark.sites

PAGES = int(os.environ.get("MYST_PAGES", "200"))
LINKER = Linker(GLOSSARY, link_style="markdown", site="sphinx")
EXTENSIONS = (
    *("amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist"),
    *("html_admonition", "html_image", "replacements", "smartquotes", "strikethrough", "substitution"),
    "tasklist",
)
OTHERS = (
    *("card", "dropdown", "grid", "grid-item", "margin", "prf:theorem", "exercise", "seealso", "tab-item"),
    *("tab-set", "todo", "versionadded", "versionchanged", "deprecated", "versionremoved", "details", "only"),
)
"""Directives of Sphinx and its extensions."""


class Content(rst.Directive):  # type: ignore[misc]
    """A directive that docutils does not have: it stands for a container with content."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"class": rst.directives.class_option, "name": str}

    def run(self) -> list[Any]:
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [nodes.paragraph(text=" ".join(self.arguments)), node]


class Glossary(rst.Directive):  # type: ignore[misc]
    """The directive of Sphinx, as far as the lines of its content go (`sphinx.domains.std.Glossary`)."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"sorted": rst.directives.flag}

    def run(self) -> list[Any]:
        entries: list[tuple[list[str], list[str]]] = []
        in_definition, in_comment, indent = True, False, 0
        for line in self.content:
            if not line:
                if in_definition and entries:
                    entries[-1][1].append("")
            elif not line[0].isspace():
                in_comment = line.startswith(".. ")
                if not in_comment:
                    if in_definition:
                        entries.append(([], []))
                    in_definition = False
                    entries[-1][0].append(line)
            elif not in_comment:
                indent = indent if in_definition else len(line) - len(line.lstrip())
                in_definition = True
                if entries:
                    entries[-1][1].append(line[indent:])
        return [nodes.definition_list("", *(self.item(*entry) for entry in entries))]

    def item(self, names: list[str], definition: list[str]) -> Any:
        terms = [
            nodes.term("", "", *self.state.inline_text(re.split(" +: +", name)[0], self.lineno)[0])
            for name in names
        ]
        body = nodes.definition()
        self.state.nested_parse(statemachine.StringList(definition, "page.md"), 0, body)
        return nodes.definition_list_item("", *terms, body)


for _name in OTHERS:
    rst.directives.register_directive(_name, Content)
rst.directives.register_directive("glossary", Glossary)


@cache
def defaults() -> Any:
    """Return the settings of all documents."""
    found = frontend.get_default_settings(myst_parser.Parser)
    found.myst_enable_extensions = set(EXTENSIONS)
    found.report_level, found.halt_level, found.file_insertion_enabled = 5, 6, False
    return found


def document(data: bytes) -> str:
    """Return a page as the tree that MyST-Parser makes of it, our links taken out."""
    tree = utils.new_document("page.md", copy(defaults()))
    myst_parser.Parser().parse(data.decode(), tree)
    for message in list(tree.findall(nodes.system_message)):
        message.parent.remove(message)
    for link in list(tree.findall(nodes.reference)):
        if str(link.get("refname", "")).startswith("glossary.md#"):
            link.parent.replace(link, link.children)
    for element in list(tree.findall(nodes.Element)):
        if isinstance(element, nodes.TextElement):
            join_texts(element)
    return str(tree.pformat())


def join_texts(element: Any) -> None:
    """Make one of adjacent pieces of text, as they are where nothing was linked."""
    joined: list[Any] = []
    for child in element.children:
        if joined and isinstance(child, nodes.Text) and isinstance(joined[-1], nodes.Text):
            joined[-1] = nodes.Text(joined[-1].astext() + child.astext())
        else:
            joined.append(child)
    element.children = joined


@settings(max_examples=PAGES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=pages)
def test_pages_are_the_same_documents(text: str) -> None:
    data = text.encode()
    after = LINKER.rewrite(data).data
    assert document(after) == document(data)
