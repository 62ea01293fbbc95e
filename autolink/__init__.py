"""A Markdown glossary linter and auto-linker.

The library that the command line is made of:

>>> import autolink
>>> project = autolink.Project.load("docs")
>>> for found in project.check():
...     print(found.line, found.column, found.rule.code, found.message)
3 30 L001 `paper.md` points to a file that does not exist
>>> for page in project.fix():
...     project.write(page)

What is wrong with a document is a `Diagnostic`, which is returned; what is wrong with a call, with the
configuration or with a file that is to be written is an `AutolinkError`, which is raised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autolink.config import Config
    from autolink.diagnostics import Diagnostic, Edit
    from autolink.errors import AutolinkError
    from autolink.indexer import Glossary, Term
    from autolink.linking import FixedPage
    from autolink.page import Page
    from autolink.project import Project
    from autolink.rules import Rule, Severity

__version__ = "0.1.0"

__all__ = [
    "AutolinkError",
    "Config",
    "Diagnostic",
    "Edit",
    "FixedPage",
    "Glossary",
    "Page",
    "Project",
    "Rule",
    "Severity",
    "Term",
    "__version__",
]

if not TYPE_CHECKING:  # importing all of it would cost every run of the command line 50 ms
    _MODULES = {
        "AutolinkError": "errors",
        "Config": "config",
        "Diagnostic": "diagnostics",
        "Edit": "diagnostics",
        "FixedPage": "linking",
        "Glossary": "indexer",
        "Page": "page",
        "Project": "project",
        "Rule": "rules",
        "Severity": "rules",
        "Term": "indexer",
    }

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return globals().setdefault(name, getattr(import_module(f"{__name__}.{_MODULES[name]}"), name))

    def __dir__() -> list[str]:
        return __all__
