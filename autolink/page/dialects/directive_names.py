"""Names of directives before a bracket or brace, `:name[label]`: a link behind a colon must not become one.

`注:この学習` is text to remark-directive, and `注:この[学習](…)` a directive with a label.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import without_code
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(rb":[A-Za-z\x80-\xff][\w\x80-\xff-]*+(?=[\[{])")


def directive_names(data: bytes, start: int) -> Iterator[Closed]:
    """Yield names with the colon before them."""
    if data.find(b":", start) >= 0:
        for match in _NAME.finditer(without_code(data, start), start):
            yield Closed(*match.span(), "directive")
