"""Moving files: what may be moved, and doing it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from autolink import files
from autolink.errors import AutolinkError
from autolink.files import Moves, git

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autolink.config import Config


def planned(config: Config, pairs: Iterable[tuple[str, str]], made: bool) -> Moves:
    """Return moves from absolute paths to others, each into the folder that is at the new one, if one is.

    Raises AutolinkError for a move that cannot be made, or with `made` was not made, and for two that cannot
    be made together.
    """
    to: dict[str, str] = {}
    for old, new in pairs:
        place = _place(old, new, made)
        if to.setdefault(old, place) != place:
            raise AutolinkError(f"{old} cannot be moved to two places")
    for old, new in to.items():
        _refuse_impossible(config, old, new, made)
    whole = Moves(to)
    moves = Moves({old: new for old, new in to.items() if _carried_along(whole, old) != new})
    _refuse_entangled(moves)
    return moves


def _carried_along(moves: Moves, path: str) -> str:
    """Return where a path goes with the folder that it is in."""
    folder, _, name = path.rpartition("/")
    return f"{moves.moved(folder)}/{name}"


def _place(old: str, new: str, made: bool) -> str:
    """Return where a file or folder goes: below `new` where that is a folder that takes it, or took it."""
    inside = f"{new}/{old.rpartition('/')[2]}"
    if made:
        return inside if files.is_file(inside) and not files.is_there(old) else new
    return inside if files.is_folder(new) and not files.is_below(new, old) else new


def _refuse_impossible(config: Config, old: str, new: str, made: bool) -> None:
    here, gone = (new, old) if made else (old, new)
    if not files.is_there(here):
        raise AutolinkError(f"{here} does not exist")
    if files.is_there(gone):
        raise AutolinkError(f"{gone} exists", "" if made else "choose another name, or remove it first")
    if files.is_below(new, old) or files.is_below(old, new):
        raise AutolinkError(f"{old} cannot be moved into itself")
    for path in (old, new):
        if not files.is_below(path, config.root) or path == config.root:
            raise AutolinkError(f"{path} is outside the project, {config.root}")


def _refuse_entangled(moves: Moves) -> None:
    """Refuse moves of which the order would matter: to one place, or into or out of what is moved to."""
    news = sorted(moves.to.values(), key=lambda new: f"{new}/")
    for one, next_one in pairwise(news):
        if files.is_below(next_one, one):
            raise AutolinkError(f"two files or folders cannot both be moved to {one}")
    for old, new in moves.to.items():
        if moves.moved(new) != new or moves.former(old) != old:
            raise AutolinkError(f"{old} cannot be moved to {new} together with what is moved there")


def moves_along(config: Config, moves: Moves, made: bool) -> bool:
    """Tell whether a whole project moves; its links cannot be corrected by the configuration that it had."""
    there = moves.former(config.root) if made else moves.moved(config.root)
    return there != config.root


def relocate(moves: Moves) -> None:
    """Move files and folders: with git where git tracks something of them; all of them, or none.

    Raises AutolinkError.
    """
    done: list[tuple[str, str]] = []
    try:
        # What moves out of a folder that moves goes first.
        for old in sorted(moves.to, key=len, reverse=True):
            _relocate(old, moves.to[old])
            done.append((old, moves.to[old]))
    except AutolinkError:
        for old, new in reversed(done):
            _relocate(new, old)
        raise


def _relocate(old: str, new: str) -> None:
    try:
        files.make_folder(new.rpartition("/")[0])
        if not git.move(old, new):
            files.move(old, new)
    except OSError as error:
        raise AutolinkError(f"{old}: cannot be moved: {error.strerror or error}") from error
