"""Where pages are written with `fix --output`, which leaves the sources unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink import files
from autolink.errors import AutolinkError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def places_below(
    output: str, found: Sequence[str], starts: Iterable[str], glossary: Iterable[str]
) -> dict[str, str]:
    """Return where pages go below a folder: each keeps its path below the start, a file or folder, it is of.

    What lies in the output folder already is not a source. Symlinks count only as the files that they lead
    to. Raises AutolinkError when two pages would have one place, one would have the place of a source, or of
    a page of the glossary, or would be elsewhere than below the output folder.
    """
    home = files.real(output)
    bases = sorted(map(files.folder_of, starts), key=len, reverse=True)
    if not any(files.is_below(files.real(base), home) for base in bases):
        standing = zip(found, files.standing(found), strict=True)
        found = [path for path, real in standing if not files.is_below(real, home)]
    places = {path: _place(output, path, bases) for path in found}
    sources = _known_as([*found, *glossary])
    taken: dict[str, str] = {}
    for (path, place), real in zip(places.items(), files.standing(places.values()), strict=True):
        if not files.is_below(real, home):
            raise AutolinkError(
                f"{path} would be written to {real}, outside of {output}: a symlink leads there"
            )
        if real in taken:
            raise AutolinkError(f"{taken[real]} and {path} would both be written to {place}")
        if real in sources:
            raise AutolinkError(f"{path} would be written over {real}; choose another --output")
        taken[real] = path
    return places


def _place(output: str, path: str, bases: Sequence[str]) -> str:
    base = next(base for base in bases if files.is_below(path, base))
    return f"{output}/{path.removeprefix(base).lstrip('/')}"


def _known_as(paths: Sequence[str]) -> set[str]:
    """Return the real paths of files, and where the symlinks among them stand."""
    return {*files.standing(paths), *map(files.real, paths)}
