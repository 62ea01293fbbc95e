"""Moving files that git tracks."""

from __future__ import annotations

import os

from autolink.files.git.program import ask


def move(old: str, new: str) -> bool:
    """Move a file or folder of which git tracks something, in work tree and index; tell whether it did.

    Raises AutolinkError when git refuses.
    """
    folder = os.path.dirname(old)
    if not ask(folder, "ls-files", "-z", "--", old).text:
        return False
    ask(folder, "mv", "--", old, new).checked()
    return True
