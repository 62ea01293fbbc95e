"""Diagnostics in an editor: as you type, on save, when asked for."""

from __future__ import annotations

import asyncio
import os
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

from autolink.project.project import Project
from tests.support.editor import Editor, editing

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.site import Site

EDITS = int(os.environ.get("AUTOLINK_EDITS", "100"))

ENCODINGS = ("utf-8", "utf-16", "utf-32")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_edit_is_judged_at_once(project: Site, encoding: str) -> None:
    async def run() -> None:
        async with editing(project.root, encoding) as editor:
            editor.open("a.md")
            await editor.until(lambda: editor.found("docs/b.md") == [("L001", "[gone](gone.md)")])
            at = editor.texts["a.md"].index("An LLM")
            editor.replace("a.md", at, at, "𝒳 [x](#tw\u00f6s) ")
            await editor.until(lambda: editor.found("a.md") == [("L002", "[x](#tw\u00f6s)")])
            editor.replace("a.md", at, at + len("𝒳 [x](#tw\u00f6s) "), "")
            await editor.until(lambda: editor.found("a.md") == [])

    asyncio.run(run())


def checked(project: Site) -> dict[str, list[tuple[str, str, int]]]:
    """Return what `autolink check` says of the saved files: code, message and line (from 0), by page."""
    said: dict[str, list[tuple[str, str, int]]] = {}
    for item in Project.load(project.root).check():
        name = item.path.removeprefix(f"{project.root}/")
        said.setdefault(name, []).append((item.rule.code, item.message, item.line - 1))
    return said


async def told(editor: Editor) -> dict[str, list[tuple[str, str, int]]]:
    """Return what the server says of all pages, asked for."""
    params = types.WorkspaceDiagnosticParams([])
    report = await editor.client.workspace_diagnostic_async(params)
    return {
        item.uri.removeprefix(f"{editor.root.as_uri()}/"): [
            (str(one.code), one.message, one.range.start.line) for one in item.items
        ]
        for item in report.items
        if isinstance(item, types.WorkspaceFullDocumentDiagnosticReport) and item.items
    }


PIECES = (
    *("LLM", "RLHF ", "強化学習", "cafe\u0301", "😀", "𝒳", "word ", "\n", "\n\n", "\r\n", "`", "**", "- "),
    *(
        "# Top\n",
        "## Two\n",
        "## New | NEW\n",
        "<!-- autolink-disable-line -->",
        '<a id="top"></a>',
        "\u2028",
    ),
    *("[a](a.md#top)", "[b](docs/b.md#two)", "[c](gone.md)", "[d](../a.md)", "[e][f]", "![g](x.png)"),
)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_after_any_edits_the_server_says_what_check_says(project: Site, encoding: str) -> None:
    rng = Random(encoding)

    async def run() -> None:
        async with editing(project.root, encoding, pulls=True) as editor:
            names = ("a.md", "docs/b.md", "docs/c.md", "glossary.md")
            for name in names:
                editor.open(name)
            for number in range(EDITS):
                name = rng.choice(names)
                text = editor.texts[name]
                start = rng.randrange(len(text) + 1)
                end = min(len(text), start + rng.choice((0, 0, 0, 1, 5)))
                if any(text[at - 1 : at + 1] == "\r\n" for at in (start, end)):
                    continue
                editor.replace(name, start, end, rng.choice(PIECES))
                if number % 20 == 19:
                    for saved in names:
                        editor.save(saved)
                    expected = checked(project)
                    async with asyncio.timeout(60):  # a change of the glossary is indexed aside
                        while (said := await told(editor)) != expected:
                            await asyncio.sleep(0.05)
                    assert said == expected

    asyncio.run(run())


def test_pages_are_pulled_one_by_one(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root, pulls=True) as editor:
            editor.open("docs/b.md")
            params = types.DocumentDiagnosticParams(editor.identifier("docs/b.md"))
            report = await editor.client.text_document_diagnostic_async(params)
            assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
            assert [item.code for item in report.items] == ["L001"]
            params.previous_result_id = report.result_id
            again = await editor.client.text_document_diagnostic_async(params)
            assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
            at = editor.texts["docs/b.md"].index("[gone]")
            editor.replace("docs/b.md", at, len(editor.texts["docs/b.md"]), "")
            last = await editor.client.text_document_diagnostic_async(params)
            assert isinstance(last, types.RelatedFullDocumentDiagnosticReport)
            assert not last.items

    asyncio.run(run())


def test_a_target_that_changes_is_told_of_on_save(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("docs/b.md")
            await editor.until(lambda: ("L001", "[gone](gone.md)") in editor.found("docs/b.md"))
            editor.replace("docs/b.md", 2, 5, "Renamed")
            editor.save("docs/b.md")
            await editor.until(lambda: editor.found("a.md") == [("L002", "[b](docs/b.md#two)")])
            await editor.until(lambda: editor.found("docs/c.md") == [("L002", "[b](b.md#two)")])

    asyncio.run(run())


def test_an_edit_of_a_target_reaches_open_pages_at_once(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("a.md")
            editor.open("docs/b.md")
            await editor.until(lambda: ("L001", "[gone](gone.md)") in editor.found("docs/b.md"))
            editor.replace("docs/b.md", 2, 5, "Renamed")
            await editor.until(lambda: editor.found("a.md") == [("L002", "[b](docs/b.md#two)")])

    asyncio.run(run())


def test_unlinked_mentions_are_hints_when_wanted(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root, options={"unlinkedMentions": True}) as editor:
            editor.open("a.md")
            await editor.until(lambda: editor.found("a.md") == [("M001", "LLM"), ("M001", "強化学習")])
            said = editor.said[editor.uri("a.md")].diagnostics
            assert {item.severity for item in said} == {types.DiagnosticSeverity.Hint}

    asyncio.run(run())


def test_an_unsaved_page_that_is_nowhere_on_disk(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("a.md")
            editor.open("docs/new.md", "# New\n\n[a](../a.md) [x](x.md)\n")
            await editor.until(lambda: editor.found("docs/new.md") == [("L001", "[x](x.md)")])
            at = len(editor.texts["a.md"])
            editor.replace("a.md", at, at, "[n](docs/new.md#new) [m](docs/new.md#newer)\n")
            await editor.until(lambda: editor.found("a.md") == [("L002", "[m](docs/new.md#newer)")])
            editor.close("docs/new.md")
            await editor.until(lambda: [code for code, _ in editor.found("a.md")] == ["L001", "L001"])
            await editor.until(lambda: editor.found("docs/new.md") == [])

    asyncio.run(run())


def test_a_configuration_is_read_again_when_it_changes(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("docs/b.md")
            await editor.until(lambda: editor.found("docs/b.md") == [("L001", "[gone](gone.md)")])
            project.write({"autolink.toml": 'glossary = "glossary.md"\nignore = ["L001"]\n'})
            change = types.FileEvent(editor.uri("autolink.toml"), types.FileChangeType.Changed)
            watched = types.DidChangeWatchedFilesParams([change])
            editor.client.workspace_did_change_watched_files(watched)
            await editor.until(lambda: editor.found("docs/b.md") == [])
            project.write({"autolink.toml": "glossary = \n"})  # the server goes on with the last good one
            editor.client.workspace_did_change_watched_files(watched)
            editor.replace("docs/b.md", 0, 0, "[x](#y) ")
            await editor.until(lambda: editor.found("docs/b.md") == [("L002", "[x](#y)")])
            assert any("autolink.toml" in message.message for message in editor.client.log_messages)

    asyncio.run(run())


def test_the_nearest_configuration_owns_a_page_in_several_folders(project: Site, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "autolink.toml").write_text('ignore = ["L001"]\n')
    (other / "p.md").write_text("[x](gone.md) [y](#gone)\n")
    project.write({"docs/autolink.toml": 'ignore = ["L001"]\n'})

    async def run() -> None:
        async with editing(project.root, folders=(project.root, other)) as editor:
            editor.open("docs/b.md")
            editor.open("../other/p.md")
            await editor.until(lambda: editor.found("../other/p.md") == [("L002", "[y](#gone)")])
            await editor.until(
                lambda: (
                    editor.said.get(editor.uri("docs/b.md")) is not None and editor.found("docs/b.md") == []
                )
            )

    asyncio.run(run())


def test_files_that_change_on_disk(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("a.md")
            await editor.until(lambda: editor.found("docs/b.md") == [("L001", "[gone](gone.md)")])

            def touched(name: str, kind: types.FileChangeType) -> None:
                change = types.FileEvent(editor.uri(name), kind)
                editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))

            project.write({"docs/b.md": "# Other\n"})
            touched("docs/b.md", types.FileChangeType.Changed)
            await editor.until(lambda: editor.found("a.md") == [("L002", "[b](docs/b.md#two)")])
            await editor.until(lambda: editor.found("docs/b.md") == [])
            (project.root / "docs/b.md").unlink()
            touched("docs/b.md", types.FileChangeType.Deleted)
            await editor.until(lambda: editor.found("a.md") == [("L001", "[b](docs/b.md#two)")])
            project.write({"docs/b.md": "# Two\n"})
            touched("docs/b.md", types.FileChangeType.Created)
            await editor.until(lambda: editor.found("a.md") == [])
            at = len(editor.texts["a.md"])
            editor.replace("a.md", at, at, "![i](i.png)\n")
            await editor.until(lambda: editor.found("a.md") == [("L001", "![i](i.png)")])
            project.write({"i.png": ""})
            touched("i.png", types.FileChangeType.Created)
            await editor.until(lambda: editor.found("a.md") == [])
            (project.root / "i.png").unlink()
            touched("i.png", types.FileChangeType.Deleted)
            await editor.until(lambda: editor.found("a.md") == [("L001", "![i](i.png)")])

    asyncio.run(run())


def test_the_first_index_tells_how_far_it_is(project: Site) -> None:
    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("a.md")
            await editor.until(lambda: editor.found("docs/b.md") == [("L001", "[gone](gone.md)")])
            told = editor.client.progress_reports.values()
            reports: list[Any] = [report for of_token in told for report in of_token]
            kinds = [getattr(report, "kind", "") for report in reports]
            assert kinds[0] == "begin"
            assert getattr(reports[0], "title", "") == "Indexing site"

    asyncio.run(run())


def test_a_baseline_keeps_what_is_known_from_being_told(project: Site) -> None:
    project.run("check", "--write-baseline", "known.json")
    project.write({"autolink.toml": 'glossary = "glossary.md"\nbaseline = "known.json"\n'})

    async def run() -> None:
        async with editing(project.root) as editor:
            editor.open("docs/b.md")
            editor.replace("docs/b.md", 0, 0, "[new](new.md) ")
            await editor.until(lambda: editor.found("docs/b.md") == [("L001", "[new](new.md)")])

    asyncio.run(run())
