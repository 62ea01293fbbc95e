"""Tags and automatic links in text, as Python-Markdown sees them (`HTML_RE`, `AUTOLINK_RE`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.dialects.python_markdown.inline import read_inline

if TYPE_CHECKING:
    from collections.abc import Iterator

_VALUE = rb"(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>]++)"
_HTML = re.compile(
    rb"</?+[a-zA-Z][^\s\"'<>@]*+(?:\s++[^\s\"'=<>]++(?:\s*+=\s*+%b)?+)*+\s*+/?>"
    rb"|<!--(?:(?!<!--|-->).)*+-->|<\?(?:(?!<\?|\?>).)*+\?>"
    rb"|<[A-Za-z][A-Za-z0-9+.-]*+://[^<>]*+>|<(?:[^<> !@]*+@)++[^@<> ]++>" % _VALUE,
    re.DOTALL,
)


def inline_html(data: bytes, start: int) -> Iterator[Closed]:
    """Yield the tags, comments and automatic links in the text of a page."""
    for match in read_inline(data, start).matches(_HTML, b"<"):
        yield Closed(*match.span(), "HTML tag")
