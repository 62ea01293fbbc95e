"""From a path to a page, or to the diagnostic that says why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, overload

from autolink import files
from autolink.diagnostics.diagnostic import Diagnostic
from autolink.diagnostics.rules import UNDECODABLE_PAGE, UNREADABLE_PAGE
from autolink.page.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

Parsed = TypeVar("Parsed")


@overload
def read_page(path: str) -> Page | Diagnostic: ...
@overload
def read_page(path: str, parse: Callable[[str, bytes], Parsed]) -> Parsed | Diagnostic: ...
def read_page(path: str, parse: Callable[[str, bytes], object] = Page.parse) -> object:
    """Return the page at a path, or what else is made of it; or what keeps it from being read or decoded."""
    try:
        return parse(path, files.read(path))
    except OSError as error:
        return Diagnostic(path, 1, 1, UNREADABLE_PAGE, f"cannot be read: {error.strerror or error}")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"is not UTF-8: {error.reason} (byte 0x{error.object[error.start]:02x})"
        return Diagnostic(path, line, 1, UNDECODABLE_PAGE, message)
