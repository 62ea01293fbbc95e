"""Whether a link next to an emoticon would make an emoji of it.

VitePress (markdown-it-emoji) draws `:/` and the like where no letter or digit is next to them, and a link
takes these away: `LLM:$` stays, `[LLM](…):$` does not.
"""

from __future__ import annotations

import re

_AFTER = re.compile(rb"[\],>0oO]?:[^\s]|[;8BxX]-?[()]|</?3")
_BEFORE = re.compile(rb"(?:[:;8BxX][,'\"-]{0,3}[^\s\w]|<\\?/?3|:-?[DPOSZopsz])\Z")
_LONGEST = 5


def makes_emoticon(data: bytes, start: int, end: int) -> bool:
    """Tell whether what is next to bytes [start, end) may be an emoticon next to a link."""
    return bool(_AFTER.match(data, end) or _BEFORE.search(data[max(0, start - _LONGEST) : start]))
