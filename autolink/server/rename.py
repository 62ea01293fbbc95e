"""Renaming a term on all pages, and moving pages without breaking a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from autolink.errors import AutolinkError
from autolink.files import Moves
from autolink.page.edits import differences
from autolink.project.move import moves_along
from autolink.project.pool import usable_cpus
from autolink.project.project import Project
from autolink.project.sources import Sources
from autolink.server.documents import path_of
from autolink.server.navigation import term_place
from autolink.server.protocol import RequestFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from autolink.config import Config
    from autolink.page.edits import Edit
    from autolink.project.live import LiveProject
    from autolink.rewriter.fixed_page import FixedPage
    from autolink.server.server import Advance, Server


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
    project = _project(live.config, live.sources)

    def pages(advance: Advance) -> dict[str, list[Edit]]:
        project.advance = advance
        return dict(_edits(project.rename(old, params.new_name, heading=False, mentions=True)))

    return await _edit(server, live.sources, [project], pages)


async def will_rename(server: Server, params: types.RenameFilesParams) -> types.WorkspaceEdit | None:
    """Answer `workspace/willRenameFiles`: links to files and folders, and out of them, are corrected.

    They move together, and the links of all projects of the repository are corrected. Raises as `rename`.
    """
    by_project: dict[LiveProject, list[tuple[str, str]]] = {}
    for file in params.files:
        old, new = path_of(file.old_uri), path_of(file.new_uri)
        live = server.projects.of(old) if old else None
        if live and old and new:
            by_project.setdefault(live, []).append((old, new))
    if not by_project:
        return None
    sources = Sources(server.documents.texts())
    projects = [_project(live.config, sources) for live in by_project]

    def pages(advance: Advance) -> dict[str, list[Edit]]:
        plans = zip(projects, by_project.values(), strict=True)
        moves = Moves({old: new for own, pairs in plans for old, new in own.plan_moves(pairs).to.items()})
        found: list[tuple[str, list[Edit]]] = []
        projects[:] = _concerned(server, projects, moves)
        for project in projects:
            project.advance = advance
            for page in project.move(moves):
                found += _edits([page])
                for left in page.rewrite.withheld:
                    told = f"{page.path}: cannot correct `{left.text}`: {left.reason}"
                    server.later(server.warn, told)
        return dict(found)

    return await _edit(server, sources, projects, pages)


def _concerned(server: Server, projects: list[Project], moves: Moves) -> list[Project]:
    """Return projects and their neighbours, each once, but for those that move as a whole."""
    by_root = {project.config.root: project for project in projects}
    for project in projects:
        others, unread = project.neighbours()
        by_root = {other.config.root: other for other in others} | by_root
        for error in unread:
            server.later(server.warn, f"{error}: links there are not corrected")
    along = [root for root, project in by_root.items() if moves_along(project.config, moves, made=False)]
    for root in along:
        server.later(server.warn, f"{root} is a project of its own: links in it are not corrected")
    return [project for root, project in by_root.items() if root not in along]


def _project(config: Config, sources: Sources) -> Project:
    return Project(config, sources, usable_cpus(), method="spawn")


def _edits(pages: Iterator[FixedPage] | list[FixedPage]) -> Iterator[tuple[str, list[Edit]]]:
    """Yield the pages that change, with their edits."""
    for page in pages:
        if page.changed:
            yield page.path, differences(page.before, page.rewrite.data)


async def _edit(
    server: Server,
    sources: Sources,
    projects: Sequence[Project],
    pages: Callable[[Advance], dict[str, list[Edit]]],
) -> types.WorkspaceEdit | None:
    try:
        edits = await server.for_this_text(pages)
    except AutolinkError as error:
        raise RequestFailedError(str(error)) from error
    for failure in (failure for project in projects for failure in project.failures):
        server.log(f"{failure.path}: {failure.traceback}")
    return server.edit(sources, edits)
