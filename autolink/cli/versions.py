"""The versions that a report of a bug has to name."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from autolink import __version__

PACKAGES = ("pyromark", "mistune", "ahocorasick-rs", "rapidfuzz", "click", "rich")
"""What autolink is built on, the parsers first."""


def versions() -> str:
    """Return the versions of autolink, Python and the packages it is built on, a line for each."""
    lines = [f"autolink {__version__}", f"{platform.python_implementation()} {platform.python_version()}"]
    return "\n".join([*lines, *(f"{name} {_version(name)}" for name in PACKAGES)])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "is not installed"
