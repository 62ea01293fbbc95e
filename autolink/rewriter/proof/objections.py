"""Why no link in a block can be proven: GitHub reads something in it differently from both parsers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_REFEREED_BLOCK = 200_000
"""Bytes of a block above which links are withheld: the referee is not linear on every input."""

_DELIMITER_ROW = re.compile(rb"[ \t>]*+(?:\|[ \t]*+)?+:?+-++:?+[ \t]*+(?:\||\Z)")
_TASK_DEFINITION = re.compile(
    rb"^[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)++\[[ xX]\][ \t]++"
    rb"\[(?:[^\[\]\\]|\\.)++\]:\s*+(?:<[^<>\n]*+>|[^\s<]\S*+)(?:[ \t]*+(?:\n|\Z)|\s++[\"'(])",
    re.MULTILINE,
)
_HEADLESS_TABLE = re.compile(
    rb"^[ \t>]*+[^|\s>][^|\n]*+\n[ \t>]*+(?:\|[ \t]*+:?-++:?[ \t]*+\|?+|:?-++:?[ \t]*+\|)[ \t]*+(?:\n|\Z)",
    re.MULTILINE,
)
_CONTAINER = re.compile(rb" *+(?:>|(?:[-*+]|\d{1,9}[.)])[ \t]|\[\^[^\]\s]++\]:)")
_TAG_LINE = rb"(?<=[^\s>])[ \t]*+\n%b</?[A-Za-z][^\n]*+(?<=>)[ \t]*+(?:\n|\Z)"
_LAZY_TAG = re.compile(_TAG_LINE % rb" {0,2}")
_TAG_IN_QUOTE = re.compile(
    rb"^([ >]*+)[^\s>][^\n]*+\n(?=([ >]*+)</?[A-Za-z][^\n]*+(?<=>)[ \t]*+(?:\n|\Z))", re.MULTILINE
)
_TAG_IN_TABLE = re.compile(_TAG_LINE % rb"[ \t>]*+")
_FOOTNOTE = re.compile(rb"^[ \t>]*+\[\^[^\]\s]++\]:", re.MULTILINE)
_SPACES = re.compile(rb"\n {1,3}\n[ \t]")
_OPEN_DESTINATION = re.compile(
    rb"\]\(\s*+(?![\s<])(?:[^\s()]|\([^\s()]*+\))*+\([^\s()]*+(?:\([^\s()]*+\))*+\s"
)
_HYPHENS_IN_COMMENT = re.compile(rb"<!--(?!-?>)(?:[^-]++|-(?!-))*+--(?!>)")
_MARKUP = re.compile(rb"[\[\]`<*_$&~]")
_BLANK_LINE = re.compile(rb"\n[ \t>]*+\n")
_ESCAPED_LABEL = re.compile(rb"\[\^[^\[\]\n]*+(?<=\\)[\[\]]")
_FORMULA = re.compile(rb"(?<![\\$])\$(?=[^\s$`])((?:[^$`\n]++|\n(?![ \t>]*+\n))*+)\$(?=([^$`\n]*+\$)?)")
_BACKTICKS = re.compile(rb"`++")
_BRACKET = re.compile(rb"\\[\[\]]|!?\[|\][(\[]?+")


def objection_to(block: bytes) -> str:
    """Return why the referee cannot prove any link in a block; empty if it can."""
    if len(block) > MAX_REFEREED_BLOCK:
        return "its block is too large to prove"
    text = block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return next((reason for reason, (mark, is_so) in _OBJECTIONS.items() if mark in text and is_so(text)), "")


def _has_deep_row(block: bytes) -> bool:
    """Tell whether a line below a table's delimiter row may be indented by four columns or more.

    To GitHub it is code (CommonMark §4.4, GFM §4.10), to pyromark and mistune a row. How far its container
    is indented is not known, but no further than the delimiter row.
    """
    margin: int | None = None
    for line in block.expandtabs(4).split(b"\n"):
        text = line.lstrip(b" >")
        indent = len(line) - len(text)
        if b">" in line[:indent]:
            indent -= line.rfind(b">", 0, indent) + 2
        if margin is not None and text and indent >= 4 and indent > margin:
            return True
        if _DELIMITER_ROW.match(line):
            margin = indent
        elif not text:
            margin = None
    return False


def _has_headless_table(block: bytes) -> bool:
    """Tell whether the line above a delimiter row has no bar: that makes a table to GitHub alone."""
    return _HEADLESS_TABLE.search(block) is not None


def _has_lazy_tag(block: bytes) -> bool:
    """Tell whether a tag stands alone in a line that continues where a container or a table might have ended.

    That starts HTML to GitHub (CommonMark §4.6, condition 7) and is text to others, as in a paragraph.
    """
    if b"|" in block and _TAG_IN_TABLE.search(block):
        return True
    if _CONTAINER.match(block) is None:
        return False
    if _LAZY_TAG.search(block):
        return True
    return any(above.count(b">") > below.count(b">") for above, below in _TAG_IN_QUOTE.findall(block))


def _has_cut_footnote(block: bytes) -> bool:
    """Tell whether a footnote continues below a blank line with spaces: to cmark such a line ends it."""
    return _FOOTNOTE.search(block) is not None and _SPACES.search(block) is not None


def _has_open_destination(block: bytes) -> bool:
    """Tell whether the destination of a link may end within parentheses: GitHub lets it (CommonMark §6.3)."""
    return _OPEN_DESTINATION.search(block) is not None


def _has_task_definition(block: bytes) -> bool:
    """Tell whether a task begins with what reads like `[label]: target` (GFM §5.3).

    GitHub takes the check box away first, and then a definition; to others it is text after a box.
    """
    return _TASK_DEFINITION.search(block) is not None


def _has_disputed_comment(block: bytes) -> bool:
    """Tell whether a comment ends in `--->`, or holds two hyphens and what would be markup were it text.

    It is no comment before CommonMark 0.31 (0.29 §6.10), which GitHub follows as to `--->`.
    """
    for found in _HYPHENS_IN_COMMENT.finditer(block):
        end = block.find(b"-->", found.end() - 1)
        if end < 0:
            return False
        if end < found.end() or _MARKUP.search(block, found.start() + len(b"<!--"), end):
            return True
    return False


def _has_escaped_label(block: bytes) -> bool:
    """Tell whether the label of a footnote holds an escaped bracket: where it ends is in dispute."""
    return _ESCAPED_LABEL.search(block) is not None


def _has_disputed_formula(block: bytes) -> bool:
    """Tell whether what stands between two `$` is a formula to some parsers alone.

    To pyromark its braces have to match, and an escaped `$` does not end it.
    """
    return any(
        text.count(b"{") != text.count(b"}") or (text.endswith(b"\\") and not is_ended)
        for text, is_ended in _FORMULA.findall(block)
    )


def _has_lone_backticks(block: bytes) -> bool:
    """Tell whether backticks that nothing closes are followed by two pieces of code.

    cmark then takes the backticks of the second one for text: having searched in vain once, it remembers
    where the last backticks stood, and forgets it at the first code.
    """
    return any(map(_forgets_code, _BLANK_LINE.split(block)))


def _forgets_code(text: bytes) -> bool:
    runs = [len(run) for run in _BACKTICKS.findall(text)]
    last = {size: number for number, size in enumerate(runs)}
    opened, is_lone, spans = 0, False, 0
    for number, size in enumerate(runs):
        if opened:
            opened = 0 if size == opened else opened
        elif last[size] == number:
            is_lone = True
        else:
            opened, spans = size, spans + is_lone
    return spans > 1


def _has_links_in_link(block: bytes) -> bool:
    """Tell whether two pairs of brackets are in what would be the text of a link, or an image with a link.

    cmark forgets at the second pair that the first may be a link, and nests links (CommonMark §6.3); others
    nest those in images.
    """
    opened: list[tuple[bool, int, int]] = []
    """For each open bracket whether it is that of an image, and how many pairs and links ended before it."""
    pairs = links = 0
    for bracket in _BRACKET.findall(block):
        if bracket.endswith(b"[") and bracket[:1] in b"[!":
            opened.append((bracket[:1] == b"!", pairs, links))
        elif bracket[:1] == b"]" and opened:
            is_image, pairs_before, links_before = opened.pop()
            if is_image and links > links_before and opened:
                return True
            if not is_image:
                if bracket[1:] and pairs - pairs_before > 1:
                    return True
                pairs += 1
                links += bool(bracket[1:])
            if bracket.endswith(b"["):
                opened.append((False, pairs, links))
    return False


_OBJECTIONS: dict[str, tuple[bytes, Callable[[bytes], bool]]] = {
    "its table has a row that is indented like code": (b"|", _has_deep_row),
    "its table has a header without a bar": (b"|", _has_headless_table),
    "its block has a tag that only GitHub reads as HTML": (b"<", _has_lazy_tag),
    "a task of its block begins with a definition": (b"]:", _has_task_definition),
    "its block has a comment that some read as text": (b"<!--", _has_disputed_comment),
    "its block has unclosed backticks": (b"`", _has_lone_backticks),
    "its block has a formula that some read as text": (b"$", _has_disputed_formula),
    "its block has a footnote with an escaped bracket": (b"[^", _has_escaped_label),
    "its footnote has a blank line with spaces": (b"[^", _has_cut_footnote),
    "its block has a link with an open parenthesis": (b"](", _has_open_destination),
    "its block has links in the text of a link": (b"]", _has_links_in_link),
}
"""By what is said of it: bytes without which a block has none, and what tells whether it has one."""
