"""Whether a link next to a quotation mark would change how a site curls it.

Hugo (Goldmark's typographer) and Jekyll (kramdown) decide by the characters on both sides of `"` and `'`
whether it opens or closes; a link takes one of them away. `("LLM")` is curled, `("[LLM](…)")` is not.
"""

from __future__ import annotations

import re

_FREE_AFTER = re.compile(rb"""(?:['"](?=\s|\Z|[!-/:-@\[-`{-}](?![\w\x80-\xff]))|'(?=s(?![\w\x80-\xff])))""")


def turns_quotes(data: bytes, start: int, end: int) -> bool:
    """Tell whether a quotation mark next to bytes [start, end) may be read differently next to a link."""
    if data[start - 1 : start] in (b'"', b"'") and start > 1:
        previous = data[max(0, start - 5) : start - 1].decode("utf-8", "ignore")[-1:]
        if not (previous.isspace() or previous.isalnum()):
            return True
    return data[end : end + 1] in (b'"', b"'") and not _FREE_AFTER.match(data, end)
