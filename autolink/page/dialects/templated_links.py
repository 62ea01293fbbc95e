"""Links whose destination a template writes: `[text]({{ site.url }}/page)`, `[text]({{< ref "page" >}})`.

CommonMark sees no link in them where the template has spaces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import without_code
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEMPLATE = rb"\{[{%](?:(?![}%]\}).){0,500}+[}%]\}\}?+"
_LABEL = rb"\[(?:[^\[\]\\]|\\.){0,2000}+\]"
_LINK = re.compile(
    rb"!?%b\([^(){}\s]*+(?:%b[^(){}\s]*+)++(?:\s++[\"'(][^)\r\n]{0,500}+)?\)"
    rb"|(?:^|(?<=\r))[ \t>]*+%b:[ \t]*+[^\s{]*+%b[^\r\n]*+" % (_LABEL, _TEMPLATE, _LABEL, _TEMPLATE),
    re.MULTILINE | re.DOTALL,
)


def templated_links(data: bytes, start: int) -> Iterator[Closed]:
    """Yield links, and link reference definitions, with a template in their destination."""
    if data.find(b"{{", start) >= 0 or data.find(b"{%", start) >= 0:
        for match in _LINK.finditer(without_code(data, start), start):
            yield Closed(*match.span(), "link")
