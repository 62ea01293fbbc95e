"""What git knows of a project: its work tree and web addresses, changes, and former headings."""

from __future__ import annotations

from autolink.files.git.changes import Changes, changes_since
from autolink.files.git.moves import move
from autolink.files.git.program import toplevel
from autolink.files.git.remotes import web_prefixes

__all__ = ["Changes", "changes_since", "move", "toplevel", "web_prefixes"]
