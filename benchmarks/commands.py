"""The commands that are measured: autolink, the floor, and the peers that are installed."""

from __future__ import annotations

import os
import shutil
import sys

from benchmarks.measure import cpus

JOBS = cpus()
"""Processes or threads that the floor and the peers may use: as many as autolink does, one for each CPU."""


def program(name: str) -> str | None:
    """Return the path of a program beside this Python or on `PATH`; None when it is not installed."""
    return shutil.which(name, path=os.path.dirname(sys.executable)) or shutil.which(name)


PYTHON = sys.executable
_AUTOLINK = program("autolink")
AUTOLINK = (_AUTOLINK,) if _AUTOLINK else (PYTHON, "-m", "autolink")
FLOOR = (PYTHON, os.path.join(os.path.dirname(os.path.abspath(__file__)), "floor.py"))
START = (PYTHON, "-c", "pass")

RUMDL = program("rumdl")
RUMDL_CHECK = ("check", "--no-config", "--no-cache", "--quiet", "--enable", "MD051,MD052,MD057", ".")
RUMDL_ENVIRONMENT = {"RAYON_NUM_THREADS": str(JOBS)}

GLOSSARIFY = program("glossarify-md")
