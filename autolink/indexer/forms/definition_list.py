"""Terms as definition lists: lines with names above one that starts with `: `.

As Pandoc (User's Guide, "Definition lists"), Python-Markdown, MyST and kramdown read them; the names above
one definition are those of one term. Those of the directive `glossary` of Sphinx are indented instead.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from autolink.indexer.anchoring import Body
from autolink.indexer.forms.lines import Entry, Line, prose_lines, terms
from autolink.page.dialects.myst.glossaries import DEFINITION, GLOSSARY, GLOSSARY_TERM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from autolink.config import Config
    from autolink.config.glossary_source import GlossarySource
    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.indexer.term import Term
    from autolink.page.page import Page

_DEFINITION = re.compile(r"(?P<indent> {0,3})[:~][ \t]+(?=\S)")
_CLASSIFIER = re.compile(rb" +: +")
_FIRST_LINE = re.compile(rb"\s*[\r\n](?P<indent>[ \t]+)(?=\S)")
_NAME = re.compile(r"(?![ \t>#:~]|[-*+][ \t]|\d{1,9}[.)][ \t]|\||\[[^\[\]]*+\]:)\S")


def entries(page: Page, source: GlossarySource, config: Config) -> tuple[list[Term], list[Diagnostic]]:
    """Return the terms that the definition lists of a page define."""
    found = [*_listed(list(prose_lines(page)), len(page.data)), *_in_directives(page)]
    return terms(page, sorted(found), source.separator, config)


def _listed(lines: Sequence[Line], size: int) -> list[Entry]:
    """Return the entries: each ends where the names of the next one begin."""
    found: list[Entry] = []
    names: list[Line] = []
    in_definition = False
    for number, line in enumerate(lines):
        if number and lines[number - 1].end < line.start:  # after a heading or code
            names, in_definition = [], False
        if not line.text.strip():
            names, in_definition = (names if _is_followed(lines, number) else []), False
        elif (mark := _DEFINITION.match(line.text)) and (names or found):
            if names:
                if found:
                    found[-1] = found[-1]._replace(definition=(found[-1].definition[0], names[0].start))
                spans = tuple((name.start, name.text_end) for name in names)
                # MyST reads one name above a definition: below several there is no place for a target.
                body = Body(line.start + mark.end(), mark["indent"] + "  ") if len(names) == 1 else None
                found.append(Entry(spans, (line.start, size), body=body))
            names, in_definition = [], True
        elif _NAME.match(line.text) and not in_definition:  # else it continues with the definition, lazily
            names.append(line)
        else:
            names = []
    return found


def _is_followed(lines: Sequence[Line], number: int) -> bool:
    """Tell whether a definition comes right after a blank line."""
    following = lines[number + 1] if number + 1 < len(lines) else None
    return following is not None and _DEFINITION.match(following.text) is not None


def _in_directives(page: Page) -> Iterator[Entry]:
    """Yield the entries of directives `glossary`, as far as the site has these."""
    lines = [item for item in page.closed if item.kind in (GLOSSARY, GLOSSARY_TERM)]
    closed = {item.start for item in page.closed if item.kind == DEFINITION}
    names: list[tuple[int, int]] = []
    for line, following in zip_longest(lines, lines[1:]):
        if line.kind != GLOSSARY_TERM:
            continue
        names.append(_without_classifier(page.data, line.start, line.end))
        end = following.start if following else len(page.data)
        is_defined = bool(page.data[line.end : end].strip())
        if is_defined or following is None or following.kind == GLOSSARY:
            body = _body(page.data, line.end, end, closed)
            yield Entry(tuple(names), (line.end, end), body=body, has_title=True)
            names = []


def _without_classifier(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Return where the name is in the line of a term: ` : ` ends it."""
    found = _CLASSIFIER.search(data, start, end)
    return start, found.start() if found else end


def _body(data: bytes, start: int, end: int, closed: Set[int]) -> Body | None:
    """Return where the definition is in these bytes; None where there is none, or it is closed."""
    found = _FIRST_LINE.match(data, start, end)
    if found is None or found.start("indent") in closed:
        return None
    return Body(found.end(), found["indent"].decode())
