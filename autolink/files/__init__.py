"""Which files there are; reading them as bytes; writing them atomically; what git knows of them.

The only modules that touch the disk. Paths are absolute strings with `/` between their parts: there is one
for every page and link, and the standard library's path objects cost more than the parsing.
"""

from __future__ import annotations

from autolink.files.bounds import Bounds
from autolink.files.content import MAX_BYTES, MAX_SETTINGS, create, read, write
from autolink.files.copies import (
    copy_folder,
    files_below,
    make_folder,
    move,
    remove_folder,
    replace_in_copy,
    temporary_folder,
)
from autolink.files.discovery import PAGE_SUFFIXES, Selection, find_pages, is_left_out, is_selected
from autolink.files.moves import MovedTree, Moves
from autolink.files.places import (
    absolute,
    exists,
    folder_of,
    is_below,
    is_file,
    is_folder,
    is_there,
    names_in,
    permissions,
    real,
    relative,
    repository_above,
    size,
    standing,
)
from autolink.files.programs import Ran, found_program, run_program
from autolink.files.tree import Tree

__all__ = [
    "MAX_BYTES",
    "MAX_SETTINGS",
    "PAGE_SUFFIXES",
    "Bounds",
    "MovedTree",
    "Moves",
    "Ran",
    "Selection",
    "Tree",
    "absolute",
    "copy_folder",
    "create",
    "exists",
    "files_below",
    "find_pages",
    "folder_of",
    "found_program",
    "is_below",
    "is_file",
    "is_folder",
    "is_left_out",
    "is_selected",
    "is_there",
    "make_folder",
    "move",
    "names_in",
    "permissions",
    "read",
    "real",
    "relative",
    "remove_folder",
    "replace_in_copy",
    "repository_above",
    "run_program",
    "size",
    "standing",
    "temporary_folder",
    "write",
]
