"""Moving files: what may be moved, and doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink import files
from autolink.errors import AutolinkError
from autolink.files import Move, git

if TYPE_CHECKING:
    from autolink.config import Config


def planned(config: Config, old: str, new: str, made: bool) -> Move:
    """Return a move between two absolute paths; into a folder that is there when `new` is one.

    Raises AutolinkError for a move that cannot be made, or with `made` was not made.
    """
    if made:
        here, gone = new, old
    else:
        if files.is_folder(new) and not files.is_below(new, old):
            new = f"{new}/{old.rpartition('/')[2]}"
        here, gone = old, new
    if not files.is_there(here):
        raise AutolinkError(f"{here} does not exist")
    if files.is_there(gone):
        raise AutolinkError(f"{gone} exists", "" if made else "choose another name, or remove it first")
    if files.is_below(new, old) or files.is_below(old, new):
        raise AutolinkError(f"{old} cannot be moved into itself")
    for path in (old, new):
        if not files.is_below(path, config.root) or path == config.root:
            raise AutolinkError(f"{path} is outside the project, {config.root}")
    return Move(old, new)


def relocate(move: Move) -> None:
    """Move a file or folder: with git where git tracks something of it. Raises AutolinkError."""
    try:
        files.make_folder(move.new.rpartition("/")[0])
        if not git.move(move.old, move.new):
            files.move(move.old, move.new)
    except OSError as error:
        raise AutolinkError(f"{move.old}: cannot be moved: {error.strerror or error}") from error
