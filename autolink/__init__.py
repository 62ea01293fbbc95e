"""A Markdown glossary linter and auto-linker.

The library that the command line is made of:

Examples:
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
    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.diagnostics.rules import Rule, Severity
    from autolink.errors import AutolinkError
    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term
    from autolink.page.edits import Edit
    from autolink.page.page import Page
    from autolink.project.project import Project
    from autolink.rewriter.fixed_page import FixedPage

__version__ = "0.2.0"

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
        "Config": "config.model",
        "Diagnostic": "diagnostics.diagnostic",
        "Edit": "page.edits",
        "FixedPage": "rewriter.fixed_page",
        "Glossary": "indexer.glossary",
        "Page": "page.page",
        "Project": "project.project",
        "Rule": "diagnostics.rules",
        "Severity": "diagnostics.rules",
        "Term": "indexer.term",
    }

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return globals().setdefault(name, getattr(import_module(f"{__name__}.{_MODULES[name]}"), name))

    def __dir__() -> list[str]:
        return __all__
