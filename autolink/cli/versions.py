"""The versions to name in a bug report."""

from __future__ import annotations

import sys

from autolink import __version__, files

PACKAGES = ("pyromark", "mistune", "ahocorasick-rs", "rapidfuzz", "click", "rich")
"""What autolink is built on, the parsers first."""

_SUFFIX = ".dist-info"


def versions() -> str:
    """Return the versions of autolink, Python and the packages it is built on, a line for each."""
    installed = _installed()
    lines = [f"autolink {__version__}", f"Python {sys.version.split()[0]}"]
    return "\n".join([*lines, *(f"{name} {installed.get(name, 'is not installed')}" for name in PACKAGES)])


def _installed() -> dict[str, str]:
    """Return the versions of the packages that can be imported, by normalised name.

    They are in the names of folders (PyPA specification "Binary distribution format"). `importlib.metadata`
    tells the same, but its import takes as long as all the rest of `--version`.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        for name in files.names_in(folder):
            if name.endswith(_SUFFIX):
                package, _, version = name.removesuffix(_SUFFIX).partition("-")
                found.setdefault(package.lower().replace("_", "-").replace(".", "-"), version)
    return found
