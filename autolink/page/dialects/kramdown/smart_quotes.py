"""Quotation marks that kramdown makes closing ones because of what follows: `"(` before no word.

A bracket before the word changes that: `"(LLM)"` begins with an opening mark, `"([LLM](…))"` with a closing
one. Behind a link a mark opens where it closes behind a word: `[LLM](…)'ll` (`SQ_RULES` of
`parser/kramdown/smart_quotes.rb`). There an underscore may open emphasis, too: `[LLM](…)-_x_`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.page.dialects.code import without_code
from autolink.page.dialects.model import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = rb"[\w\x80-\xff]"
_PUNCTUATION = rb"[!-%%'-/:-@\[-`{-~](?!\.\.)(?:(?<=_)%b|(?<!_)(?!%b))" % (_WORD, _WORD)
_MARK = re.compile(
    rb"(?:^|(?<=[\s\\\[{(*_~-]))[\"'](?![_*]{1,2}\S)(?=%b)"
    rb"|(?<=\))[\"'](?:(?=[_*]{1,2}\S)|(?!\s|\Z|s(?!%b)|%b))|(?<=\))-?_"
    % (_PUNCTUATION, _WORD, _PUNCTUATION),
    re.MULTILINE,
)


def smart_quotes(data: bytes, start: int) -> Iterator[Closed]:
    """Yield marks, and underscores, that a link beside them may turn."""
    if b'"' not in data and b"'" not in data and b"_" not in data:
        return
    for match in _MARK.finditer(without_code(data, start), start):
        yield Closed(*match.span(), "quotation mark")
