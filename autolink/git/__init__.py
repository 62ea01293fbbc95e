"""What git knows of a project: its work tree and web addresses, what changed, what headings were called."""

from __future__ import annotations

from autolink.git.changes import Changes, changes_since
from autolink.git.program import toplevel
from autolink.git.remotes import web_prefixes

__all__ = ["Changes", "changes_since", "toplevel", "web_prefixes"]
