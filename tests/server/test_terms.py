"""Hover, definition, references, highlights and symbols of terms."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.support.editor import Editor, editing

if TYPE_CHECKING:
    from tests.support.site import Site

ENCODINGS = ("utf-8", "utf-16", "utf-32")


async def hovered(editor: Editor, name: str, words: str) -> types.Hover | None:
    params = types.HoverParams(editor.identifier(name), editor.at(name, words))
    return await editor.client.text_document_hover_async(params)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_hover_shows_aliases_first_paragraph_and_place(project: Site, encoding: str) -> None:
    async def run() -> None:
        async with editing(project.root, encoding) as editor:
            editor.open("a.md")
            found = await hovered(editor, "a.md", "LLM")
            assert found and isinstance(found.contents, types.MarkupContent)
            assert found.contents.value == (
                "**Large language model \\| LLM \\| 大規模言語モデル**".replace("\\|", "|")
                + "\n\nA **model** of language.\nIt is large.\n\n`glossary.md:3`"
            )
            assert found.range == editor.span("a.md", "LLM")
            found = await hovered(editor, "a.md", "化学習")
            assert found and found.range == editor.span("a.md", "強化学習")
            assert await hovered(editor, "a.md", "cafe") is None
            assert await hovered(editor, "a.md", "Top") is None

    asyncio.run(run())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_definition_references_and_highlights(project: Site, encoding: str) -> None:
    async def run() -> None:
        async with editing(project.root, encoding) as editor:
            editor.open("a.md", "# P\n\n😀 [the LLM](glossary.md#rlhf) 強化学習 e\u0301 RLHF, RLHFx.\n")
            editor.open("glossary.md")
            at = editor.at("a.md", "RLHF,")
            where = await editor.client.text_document_definition_async(
                types.DefinitionParams(editor.identifier("a.md"), at)
            )
            assert isinstance(where, list)
            assert [(item.uri, editor.shown("glossary.md", item.range)) for item in where] == [
                (editor.uri("glossary.md"), "強化学習 | RLHF")
            ]
            context = types.ReferenceContext(include_declaration=True)
            found = await editor.client.text_document_references_async(
                types.ReferenceParams(context, editor.identifier("a.md"), at)
            )
            assert found
            told = sorted((item.uri.rpartition("/")[2], item.range.start.line) for item in found)
            shown = {
                editor.shown(item.uri.removeprefix(f"{editor.root.as_uri()}/"), item.range) for item in found
            }
            assert shown == {"強化学習", "RLHF"}
            assert [name for name, _ in told] == [
                "a.md",
                "a.md",
                "c.md",
                "c.md",
                "glossary.md",
                "glossary.md",
            ]
            marked = await editor.client.text_document_document_highlight_async(
                types.DocumentHighlightParams(editor.identifier("a.md"), at)
            )
            assert marked and [editor.shown("a.md", item.range) for item in marked] == ["強化学習", "RLHF"]

    asyncio.run(run())


def test_symbols(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("glossary.md")
            symbols = await editor.client.text_document_document_symbol_async(
                types.DocumentSymbolParams(editor.identifier("glossary.md"))
            )
            assert symbols and [item.name for item in symbols] == [
                "Large language model | LLM | 大規模言語モデル",
                "強化学習 | RLHF",
            ]
            found = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("rlhf"))
            assert found and [item.name for item in found] == ["強化学習 | RLHF"]
            editor.open("a.md")
            none = types.DocumentSymbolParams(editor.identifier("a.md"))
            assert await editor.client.text_document_document_symbol_async(none) == []

    asyncio.run(run())


def test_a_term_is_known_as_soon_as_it_is_written(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("glossary.md")
            editor.open("a.md", "A token.\n")
            assert await hovered(editor, "a.md", "token") is None
            end = len(editor.texts["glossary.md"])
            editor.replace("glossary.md", end, end, "\n## Token\n\nA piece.\n")
            found = await hovered(editor, "a.md", "token")
            assert found and isinstance(found.contents, types.MarkupContent)
            assert "A piece." in found.contents.value

    asyncio.run(run())


def test_links_in_the_form_of_a_template_can_be_followed(project: Site) -> None:
    template = """link-template = '{{< tip text="{text}" id="{id}" >}}'"""
    settings = f'site = "hugo"\nglossary = "glossary.md"\nlink-style = "template"\n{template}\n'
    project.write({"autolink.toml": settings})

    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("a.md", '😀 {{< tip text="RLHF" id="強化学習--rlhf" >}} [b](docs/b.md)\n')
            found = await editor.client.text_document_document_link_async(
                types.DocumentLinkParams(editor.identifier("a.md"))
            )
            told = [(editor.shown("a.md", item.range), item.target) for item in found or ()]
            assert told == [
                ('{{< tip text="RLHF" id="強化学習--rlhf" >}}', editor.uri("glossary.md") + "#L10")
            ]

    asyncio.run(run())
