"""Code actions, completion, and renaming of terms and pages: what they make of the texts."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from autolink.project.project import Project
from autolink.server.main import build
from autolink.server.protocol import ContentModifiedError
from tests.support.editor import Editor, editing

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.site import Site

ENCODINGS = ("utf-8", "utf-16", "utf-32")
PROSE = "# P\n\n😀 𝒳 An LLM, e\u0301 強化学習.\n"


async def actions(editor: Editor, name: str, words: str, *kinds: str) -> dict[str, types.CodeAction]:
    params = types.CodeActionParams(
        editor.identifier(name), editor.span(name, words), types.CodeActionContext([], only=kinds or None)
    )
    found = await editor.client.text_document_code_action_async(params)
    return {item.title: item for item in found or () if isinstance(item, types.CodeAction)}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_one_mention_is_linked_or_all(project: Site, encoding: str) -> None:
    async def run() -> None:
        async with editing(project.root, encoding) as editor:
            editor.open("a.md", PROSE)
            found = await actions(editor, "a.md", "LLM")
            assert list(found)[:2] == [
                "Link `LLM` to `Large language model | LLM | 大規模言語モデル`",
                "Never link `LLM` here",
            ]
            editor.apply(found["Never link `LLM` here"].edit)
            assert "\n<!-- autolink-disable-next-line M001 -->\n😀 𝒳 An" in editor.texts["a.md"]
            editor.open("a.md", PROSE)
            editor.apply(found["Link `LLM` to `Large language model | LLM | 大規模言語モデル`"].edit)
            assert 'An <a href="glossary.md#' in editor.texts["a.md"]
            assert '">LLM</a>, e\u0301 強化学習.' in editor.texts["a.md"]
            every = await actions(editor, "a.md", "P", "source.fixAll.autolink")
            assert list(every) == ["Link all mentions on this page"]
            editor.apply(every["Link all mentions on this page"].edit)
            editor.save("a.md")
            again = Project.load(project.root).fix("a.md")
            assert [page.changed for page in again] == [False]

    asyncio.run(run())


def test_a_target_is_corrected_or_its_finding_switched_off(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("a.md", "😀 [b](docs/b.md#twoo)\n")
            await editor.until(lambda: editor.found("a.md") == [("L002", "[b](docs/b.md#twoo)")])
            found = await actions(editor, "a.md", "twoo")
            assert list(found) == ["Correct the link: `two`", "Switch L002 off here"]
            editor.apply(found["Correct the link: `two`"].edit)
            assert editor.texts["a.md"] == "😀 [b](docs/b.md#two)\n"
            await editor.until(lambda: editor.found("a.md") == [])

    asyncio.run(run())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_word_becomes_an_alias_or_a_term(project: Site, encoding: str) -> None:
    async def run() -> None:
        async with editing(project.root, encoding) as editor:
            editor.open("glossary.md")
            editor.open("a.md", "𝒳 Large languge model and Token.\n")
            found = await actions(editor, "a.md", "Large languge model")
            title = "Add `Large languge model` as an alias of `Large language model | LLM | 大規模言語モデル`"
            editor.apply(found[title].edit)
            assert (
                "大規模言語モデル\n<!-- aliases: Large languge model -->\n\nA **"
                in editor.texts["glossary.md"]
            )
            found = await actions(editor, "a.md", "Token")
            editor.apply(found["Create an entry for `Token`"].edit)
            assert editor.texts["glossary.md"].endswith("Feedback.\n\n## Token\n\n")
            found = await actions(editor, "a.md", "Token")  # it is not linked before its entry says something
            assert not any("entry" in title or title.startswith("Link `") for title in found)

    asyncio.run(run())


def test_an_avoided_word_is_replaced(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open(
                "glossary.md",
                "# G\n\n## Allowlist\n<!-- avoid: whitelist (unclear) -->\n\nWho may come in.\n",
            )
            editor.open("a.md", "Read a whitelist.\n")
            found = await actions(editor, "a.md", "whitelist")
            editor.apply(found["Use `allowlist` instead"].edit)
            assert editor.texts["a.md"] == "Read an allowlist.\n"

    asyncio.run(run())


async def completed(editor: Editor, name: str, words: str) -> list[types.CompletionItem]:
    """Return what is offered behind some words."""
    params = types.CompletionParams(editor.identifier(name), editor.at(name, words, len(words)))
    found = await editor.client.text_document_completion_async(params)
    assert isinstance(found, types.CompletionList)
    return list(found.items)


def new_text(item: types.CompletionItem) -> str:
    assert isinstance(item.text_edit, types.TextEdit)
    return item.text_edit.new_text


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_terms_are_completed_as_links_where_they_are_proven(project: Site, encoding: str) -> None:
    async def run() -> None:
        async with editing(project.root, encoding) as editor:
            editor.open("a.md", "# P\n\n😀 e\u0301 larg\n\n`larg` x大規\n\n    larg\n")
            found = await completed(editor, "a.md", "\u0301 larg")
            assert [item.label for item in found] == ["Large language model"]
            assert new_text(found[0]).startswith('<a href="glossary.md#')
            assert new_text(found[0]).endswith(">Large language model</a>")
            full = await editor.client.completion_item_resolve_async(found[0])
            assert isinstance(full.documentation, types.MarkupContent)
            assert "A **model** of language." in full.documentation.value
            place = found[0].text_edit
            assert isinstance(place, types.TextEdit)
            assert editor.shown("a.md", place.range) == "larg"
            editor.apply_edits("a.md", [place])
            editor.save("a.md")
            found = await completed(editor, "a.md", "x大規")
            assert [item.label for item in found] == ["大規模言語モデル"]
            found = await completed(editor, "a.md", "`larg")
            assert [new_text(item) for item in found] == ["Large language model"]
            assert await completed(editor, "a.md", "    larg") == []
            assert await completed(editor, "a.md", "# P") == []

    asyncio.run(run())


def test_pages_and_anchors_are_completed_in_targets(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("docs/c.md", "# Ö\n\n[x](..\n[y](../a.md#\n[z](#\n[w](../\n[t](../glossary.md#\n")
            found = await completed(editor, "docs/c.md", "[w](../")
            assert [new_text(item) for item in found] == ["a.md", "docs/", "glossary.md"]
            found = await completed(editor, "docs/c.md", "a.md#")
            assert [new_text(item) for item in found] == ["top", "twö"]
            found = await completed(editor, "docs/c.md", "[z](#")
            assert [new_text(item) for item in found] == ["ö"]
            assert await completed(editor, "docs/c.md", "# Ö") == []

    asyncio.run(run())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_term_is_renamed_on_every_page(project: Site, encoding: str) -> None:
    project.run("fix")

    async def run() -> None:
        async with editing(project.root, encoding) as editor:
            editor.open("a.md")
            editor.open("glossary.md")
            at = editor.at("a.md", "強化学習")
            place = await editor.client.text_document_prepare_rename_async(
                types.PrepareRenameParams(editor.identifier("a.md"), at)
            )
            assert isinstance(place, types.PrepareRenamePlaceholder)
            assert (place.placeholder, editor.shown("a.md", place.range)) == ("強化学習", "強化学習")
            edit = await editor.client.text_document_rename_async(
                types.RenameParams(editor.identifier("a.md"), at, "強化𝒳")
            )
            editor.apply(edit)
            assert "強化学習" not in editor.texts["a.md"]
            assert "強化𝒳</a>" in editor.texts["a.md"]
            assert "## 強化𝒳 | RLHF" in editor.texts["glossary.md"]
            editor.save("a.md")
            editor.save("glossary.md")
            assert [item.rule.code for item in Project.load(project.root).check()] == ["L001"]

    asyncio.run(run())


def test_what_cannot_be_renamed_says_why(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("a.md")
            rename = editor.client.text_document_rename_async
            with pytest.raises(JsonRpcException, match="already exists"):
                await rename(types.RenameParams(editor.identifier("a.md"), editor.at("a.md", "LLM"), "RLHF"))
            with pytest.raises(JsonRpcException, match="no alias"):
                await rename(types.RenameParams(editor.identifier("a.md"), editor.at("a.md", "Top"), "X"))
            nothing = types.PrepareRenameParams(editor.identifier("a.md"), editor.at("a.md", "Top"))
            assert await editor.client.text_document_prepare_rename_async(nothing) is None

    asyncio.run(run())


def test_a_page_moves_without_breaking_a_link(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("a.md")
            files = [types.FileRename(editor.uri("docs/b.md"), editor.uri("b.md"))]
            edit = await editor.client.workspace_will_rename_files_async(types.RenameFilesParams(files))
            editor.apply(edit)
            assert "[b](b.md#two)" in editor.texts["a.md"]
            editor.save("a.md")
            (project.root / "docs/b.md").rename(project.root / "b.md")
            editor.client.workspace_did_rename_files(types.RenameFilesParams(files))
            assert [(item.rule.code, item.message[:9]) for item in Project.load(project.root).check()] == [
                ("L001", "`gone.md`")
            ]
            await editor.until(lambda: editor.found("b.md") == [("L001", "[gone](gone.md)")])
            await editor.until(lambda: editor.found("docs/b.md") == [])

    asyncio.run(run())


def test_several_move_in_one_go_in_all_projects_of_a_repository(project: Site) -> None:
    async def run() -> None:
        project.write(
            {
                ".git/HEAD": "",
                "docs/b.md": "# Two\n\n[a](../a.md#top), [c](c.md), [d](deep/d.md) and [u](../sub/u.md).\n",
                "docs/deep/d.md": "# D\n\n[b](../b.md#two)\n",
                "sub/autolink.toml": "",
                "sub/u.md": "[b](../docs/b.md#two)\n",
                "sub/v.md": "[u](u.md)\n",
            }
        )
        async with editing(project.root) as editor:
            editor.open("sub/u.md")
            editor.replace("sub/u.md", 0, 0, "Unsaved: [d](../docs/deep/d.md). ")
            to = {"docs/b.md": "new/b.md", "docs/deep": "new/deep", "sub/v.md": "sub/w/v.md"}
            files = [types.FileRename(editor.uri(old), editor.uri(new)) for old, new in to.items()]
            edit = await editor.client.workspace_will_rename_files_async(types.RenameFilesParams(files))
            editor.apply(edit)
            assert editor.texts["sub/u.md"] == "Unsaved: [d](../new/deep/d.md). [b](../new/b.md#two)\n"
            editor.save("sub/u.md")
            for old, new in to.items():
                (project.root / new).parent.mkdir(parents=True, exist_ok=True)
                (project.root / old).rename(project.root / new)
            editor.client.workspace_did_rename_files(types.RenameFilesParams(files))
            assert project.read("new/deep/d.md") == "# D\n\n[b](../b.md#two)\n"
            assert project.read("sub/w/v.md") == "[u](../u.md)\n"
            assert Project.load(project.root).check() == []
            assert Project.load(project.root / "sub").check() == []

    asyncio.run(run())


def test_an_edit_for_a_text_that_changes_meanwhile_is_refused() -> None:
    async def run() -> None:
        server, changed = build(), threading.Event()
        server.documents.open(types.TextDocumentItem("file:///p.md", "markdown", 1, "LLM\n"))
        asked = asyncio.ensure_future(server.for_this_text(lambda _advance: changed.wait()))
        await asyncio.sleep(0)
        document = server.documents.at("/p.md")
        assert document
        document.change(2, [types.TextDocumentContentChangeWholeDocument("RLHF\n")])
        changed.set()
        with pytest.raises(ContentModifiedError):
            await asked
        assert await server.for_this_text(lambda _advance: changed.wait())

    asyncio.run(run())


def test_work_that_nobody_waits_for_ends() -> None:
    started, ended = threading.Event(), threading.Event()

    def work(advance: Callable[[int, int], None]) -> None:
        try:
            while True:
                advance(1, 2)
                started.set()
        finally:
            ended.set()

    async def run() -> None:
        asked = asyncio.ensure_future(build().for_this_text(work))
        while not started.is_set():
            await asyncio.sleep(0.01)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        while not ended.is_set():
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(run(), 60))


def test_a_text_whose_edits_came_out_of_order_is_refused(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("a.md")
            edit = (await actions(editor, "a.md", "LLM"))["Never link `LLM` here"].edit
            assert edit and edit.document_changes
            change = edit.document_changes[0]
            assert isinstance(change, types.TextDocumentEdit)
            assert change.text_document.version == editor.versions["a.md"]
            nowhere = types.Range(types.Position(0, 0), types.Position(0, 0))
            editor.send("a.md", types.TextDocumentContentChangePartial(nowhere, "x"), version=1)
            with pytest.raises(JsonRpcException) as refused:
                await actions(editor, "a.md", "LLM")
            assert refused.value.code == types.LSPErrorCodes.ContentModified
            files = [types.FileRename(editor.uri("docs/b.md"), editor.uri("b.md"))]
            with pytest.raises(JsonRpcException) as refused:
                await editor.client.workspace_will_rename_files_async(types.RenameFilesParams(files))
            assert refused.value.code == types.LSPErrorCodes.ContentModified
            editor.send("a.md", types.TextDocumentContentChangeWholeDocument(editor.texts["a.md"]), version=3)
            assert await actions(editor, "a.md", "LLM")

    asyncio.run(run())
