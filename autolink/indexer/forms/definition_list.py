"""Terms as definition lists: lines with names above one that starts with `: `.

As Pandoc (User's Guide, "Definition lists"), Python-Markdown, MyST and kramdown read them; the names above
one definition are those of one term.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autolink.indexer.forms.lines import Entry, Line, prose_lines, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.config import Config
    from autolink.config.glossary_source import GlossarySource
    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.indexer.term import Term
    from autolink.page.page import Page

_DEFINITION = re.compile(r" {0,3}[:~][ \t]+\S")
_NAME = re.compile(r"(?![ \t>#:~]|[-*+][ \t]|\d{1,9}[.)][ \t]|\||\[[^\[\]]*+\]:)\S")


def entries(page: Page, source: GlossarySource, config: Config) -> tuple[list[Term], list[Diagnostic]]:
    """Return the terms that the definition lists of a page define."""
    return terms(page, _entries(list(prose_lines(page)), len(page.data)), source.separator, config)


def _entries(lines: Sequence[Line], size: int) -> list[Entry]:
    """Return the entries: each ends where the names of the next one begin."""
    found: list[Entry] = []
    names: list[Line] = []
    in_definition = False
    for number, line in enumerate(lines):
        if number and lines[number - 1].end < line.start:  # behind a heading or code
            names, in_definition = [], False
        if not line.text.strip():
            names, in_definition = (names if _is_followed(lines, number) else []), False
        elif _DEFINITION.match(line.text) and (names or found):
            if names:
                if found:
                    found[-1] = found[-1]._replace(definition=(found[-1].definition[0], names[0].start))
                found.append(Entry(tuple((name.start, name.text_end) for name in names), (line.start, size)))
            names, in_definition = [], True
        elif _NAME.match(line.text) and not in_definition:  # else it goes on with the definition, lazily
            names.append(line)
        else:
            names = []
    return found


def _is_followed(lines: Sequence[Line], number: int) -> bool:
    """Tell whether a definition comes right after a blank line."""
    following = lines[number + 1] if number + 1 < len(lines) else None
    return following is not None and _DEFINITION.match(following.text) is not None
