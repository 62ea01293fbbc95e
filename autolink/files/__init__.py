"""Which files there are; reading them as bytes; writing them atomically.

The only modules that touch the disk. Paths are absolute strings with `/` between their parts: there is one
for every page and link, and the standard library's path objects cost more than the parsing.
"""

from __future__ import annotations

from autolink.files.content import create, read, read_regular, write
from autolink.files.discovery import PAGE_SUFFIXES, Selection, absolute, find_pages, is_selected
from autolink.files.tree import Tree

__all__ = [
    "PAGE_SUFFIXES",
    "Selection",
    "Tree",
    "absolute",
    "create",
    "find_pages",
    "is_selected",
    "read",
    "read_regular",
    "write",
]
