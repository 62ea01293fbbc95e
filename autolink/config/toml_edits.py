"""Adding a word to a list in a TOML file; every other byte of it stays.

The file is not rewritten from its values, which would lose its comments and its order: the word is inserted
at a known place, and the result is parsed and compared with what it should say.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from autolink.text.escaping import toml_string

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|(?P<comment>#[^\n]*+)",
    re.DOTALL,
)
_HEADER = re.compile(r"^[ \t]*+\[[^\n]*+", re.MULTILINE)


def with_word(text: str, table: Sequence[str], key: str, word: str) -> str | None:
    """Return the text of a TOML file with a word added to a list of strings in a table (none for the root).

    A missing list is added. Returns the same text if the list has the word, and None if the file is too
    complex to know the place: an inline table, dotted keys.
    """
    listed = _listed(text, table, key)
    if listed is None or word in listed:
        return text if listed is not None else None
    added = _added(text, _shape(text), table, key, toml_string(word))
    if added is None or _listed(added, table, key) != [*listed, word]:
        return None
    return added if _rest(added, table, key) == _rest(text, table, key) else None


def _added(text: str, shape: str, table: Sequence[str], key: str, quoted: str) -> str | None:
    """Return the text with a quoted word added to a list, as far as the place is found."""
    span = _body(shape, table)
    if span is None:
        return None
    start, end = span
    newline = "\r\n" if "\r\n" in text else "\n"
    found = re.compile(rf"^[ \t]*+{re.escape(key)}[ \t]*+=[ \t]*+\[", re.MULTILINE).search(shape, start, end)
    if found is None:
        at = _end_of_keys(text, shape, start, end)
        before = "" if at == 0 or text[at - 1] == "\n" else newline
        after = "" if before and text[at:] else newline
        return f"{text[:at]}{before}{key} = [{quoted}]{after}{text[at:]}"
    close = shape.find("]", found.end(), end)
    if close < 0:
        return None
    last = found.end() + len(shape[found.end() : close].rstrip())
    is_empty = last == found.end()
    comma = "" if is_empty or shape[last - 1] == "," else ","
    own_line = re.search(r"\n[ \t]*+\Z", shape[found.end() : close])
    if own_line is None:
        space = "" if is_empty else " "
        return f"{text[:last]}{comma}{space}{quoted}{text[last:]}"
    at = _line_end(text, last)
    line = shape[shape.rfind("\n", 0, last) + 1 : last]
    indent = "  " if is_empty else line[: len(line) - len(line.lstrip())] or "  "
    return f"{text[:last]}{comma}{text[last:at]}{newline}{indent}{quoted},{text[at:]}"


def _end_of_keys(text: str, shape: str, start: int, end: int) -> int:
    """Return where the line ends that holds the last key of a table; for no key, where one may stand."""
    keys = shape[start:end].rstrip()
    if keys or start:
        return _line_end(text, start + len(keys))
    return end if end == len(text) else 0


def _line_end(text: str, at: int) -> int:
    """Return where the line ends that holds an offset, before its line end."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if end > at and text[end - 1] == "\r" else end


def _body(shape: str, table: Sequence[str]) -> tuple[int, int] | None:
    """Return where the keys of a table stand: up to the next table. None where it has no header."""
    headers = list(_headers(shape))
    ends = [header.start() for header in headers] + [len(shape)]
    if not table:
        return 0, ends[0]
    wanted = re.compile(r"[ \t]*+\[[ \t]*+" + r"[ \t]*+\.[ \t]*+".join(map(re.escape, table)) + r"[ \t]*+\]")
    for header, end in zip(headers, ends[1:], strict=True):
        if wanted.match(header[0]):
            return header.end(), end
    return None


def _headers(shape: str) -> Iterator[re.Match[str]]:
    """Yield the lines that start with a bracket and are headers of tables, not part of a list."""
    depth = at = 0
    for found in _HEADER.finditer(shape):
        depth += shape.count("[", at, found.start()) - shape.count("]", at, found.start())
        at = found.start()
        if depth == 0:
            yield found


def _shape(text: str) -> str:
    """Return text of the same length in which comments are spaces, and strings hold nothing."""
    return _TOKEN.sub(_blank, text)


def _blank(token: re.Match[str]) -> str:
    filler = " " if token["comment"] else "x"
    return re.sub(r"[^\n]", filler, token[0])


def _listed(text: str, table: Sequence[str], key: str) -> list[Any] | None:
    """Return the list in a TOML file; an empty one if it is missing, None for invalid TOML."""
    try:
        found: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    for name in (*table, key):
        found = found.get(name, {}) if isinstance(found, dict) else None
    return [] if found == {} else found if isinstance(found, list) else None


def _rest(text: str, table: Sequence[str], key: str) -> dict[str, Any]:
    """Return what a TOML file says, except for one list."""
    found = tomllib.loads(text)
    inner: Any = found
    for name in table:
        inner = inner.get(name, {})
    inner.pop(key, None)
    return found
