"""Renaming a term on all pages, and moving pages without breaking a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from autolink.errors import AutolinkError
from autolink.page.edits import differences
from autolink.project.pool import usable_cpus
from autolink.project.project import Project
from autolink.server.documents import path_of
from autolink.server.navigation import term_place
from autolink.server.protocol import RequestFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from autolink.page.edits import Edit
    from autolink.project.live import LiveProject
    from autolink.rewriter.fixed_page import FixedPage
    from autolink.server.server import Server


def prepare(server: Server, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    """Answer `textDocument/prepareRename`: the alias at a position; None where there is none."""
    found = term_place(server, params.text_document.uri, params.position)
    if found is None or not found[1].alias:
        return None
    view, place = found
    return types.PrepareRenamePlaceholder(view.positions.range(place.text_start, place.text_end), place.alias)


async def rename(server: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """Answer `textDocument/rename`: the alias at a position gets a new name, and so do its mentions.

    Raises RequestFailedError where it cannot be renamed, and ContentModifiedError where a text was changed
    meanwhile.
    """
    found = term_place(server, params.text_document.uri, params.position)
    if found is None or not found[1].alias:
        raise RequestFailedError("there is no alias of a term here")
    view, place = found
    live = view.live
    old = place.alias
    if len(live.snapshot.glossary.by_alias.get(old, ())) > 1:
        old = f"{place.term.page.removeprefix(f'{live.config.root}/')}#{old}"
    project = _project(live)

    def pages() -> dict[str, list[Edit]]:
        return dict(_edits(project.rename(old, params.new_name, heading=False, mentions=True)))

    return await _edit(server, live, project, pages)


async def will_rename(server: Server, params: types.RenameFilesParams) -> types.WorkspaceEdit | None:
    """Answer `workspace/willRenameFiles`: the links to a file or folder, and out of it, are corrected.

    Only one can be moved at a time.
    """
    if len(params.files) != 1:
        server.warn("links are corrected where one file or folder is moved at a time")
        return None
    old, new = path_of(params.files[0].old_uri), path_of(params.files[0].new_uri)
    live = server.projects.of(old) if old else None
    if not live or not old or not new:
        return None
    project = _project(live)

    def pages() -> dict[str, list[Edit]]:
        found: list[tuple[str, list[Edit]]] = []
        for page in project.move(project.plan_move(old, new)):
            found += _edits([page])
            for left in page.rewrite.withheld:
                server.later(server.warn, f"{page.path}: cannot correct `{left.text}`: {left.reason}")
        return dict(found)

    return await _edit(server, live, project, pages)


def _project(live: LiveProject) -> Project:
    return Project(live.config, live.sources, usable_cpus(), method="spawn")


def _edits(pages: Iterator[FixedPage] | list[FixedPage]) -> Iterator[tuple[str, list[Edit]]]:
    """Yield the pages that change, with their edits."""
    for page in pages:
        if page.changed:
            yield page.path, differences(page.before, page.rewrite.data)


async def _edit(
    server: Server, live: LiveProject, project: Project, pages: Callable[[], dict[str, list[Edit]]]
) -> types.WorkspaceEdit | None:
    try:
        edits = await server.for_this_text(pages)
    except AutolinkError as error:
        raise RequestFailedError(str(error)) from error
    for failure in project.failures:
        server.log(f"{failure.path}: {failure.traceback}")
    return server.edit(live, edits)
