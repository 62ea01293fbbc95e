"""The syntax that the parser is told to read, and where the Markdown of a file starts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pyromark import Markdown, Options

if TYPE_CHECKING:
    from collections.abc import Collection

    from pyromark.event import LinkDef


BOM = b"\xef\xbb\xbf"


OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_MATH
    | Options.ENABLE_GFM
    | Options.ENABLE_HEADING_ATTRIBUTES
)


MARKDOWN = Markdown(options=OPTIONS)


# Front matter is cut off here, not by the parser: its metadata option also takes a thematic break and a
# setext heading in the middle of a page for metadata, which no renderer does.
_FRONT_MATTER = re.compile(
    rb"---[ \t]*\r?\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
    rb"|\+\+\+[ \t]*\r?\n(?:.*\n)*?\+\+\+[ \t]*(?:\r?\n|\Z)"
)


_LONE_CR = re.compile(r"\r(?!\n)")


_LABEL_END = re.compile(r"\]:")  # which an expression finds faster than `in` does


_DEFINITION = re.compile(r"^[ \t>*+0-9.)-]*\[[^\]]*\]:", re.MULTILINE)
"""Where a link reference definition may start."""


def given_id(heading: Any) -> str | None:
    """Return the id in the attributes of a heading as the parser describes it: `{#x}`, `{id="x"}`."""
    written = heading["id"] or next((value for key, value in heading["attrs"] if key == "id"), None)
    return (written.strip("\"'") or None) if written else None


def definitions(markdown: str) -> Collection[LinkDef]:
    """Return the link reference definitions of a page without front matter."""
    if _LABEL_END.search(markdown) is None or _DEFINITION.search(markdown) is None:
        return ()
    return MARKDOWN.reference_definitions(markdown).values()


def decoded(data: bytes) -> str:
    """Return the Markdown that some bytes hold; offsets stay what they are. Raises UnicodeDecodeError.

    A lone CR reads as LF: it ends a line (CommonMark §2.1), and the parser overlooks that at fences.
    """
    markdown = data.decode()
    return _LONE_CR.sub("\n", markdown) if b"\r" in data else markdown


def line_start(data: bytes, offset: int, reach: int = 0) -> int:
    """Return where the line of a byte offset starts; `reach` where it starts farther back."""
    return max(data.rfind(b"\n", reach, offset), data.rfind(b"\r", reach, offset), reach - 1) + 1


def body_start(data: bytes) -> int:
    """Return the byte offset after a byte order mark and front matter (YAML or TOML)."""
    start = len(BOM) if data.startswith(BOM) else 0
    front_matter = _FRONT_MATTER.match(data, start)
    return front_matter.end() if front_matter else start
