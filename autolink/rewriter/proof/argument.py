r"""The proof by argument: blocks in which every Markdown parser takes a link for a link.

Most blocks are plain: words, and little markup that no parser reads in two ways. `<a href="…">` and `</a>`
around words of such a block are inline tags to all of them, and nothing else changes. What this rests on,
with the sections of CommonMark 0.31:

*Blocks.* What a line belongs to is decided by how it begins (§4, §5). Each line of the block is blank, or
it begins with at most three spaces, the markers of lists and quotes with at most four spaces after each,
and then with what begins a paragraph (`_START`): no heading, fence, rule, underline, HTML, definition or
row of dashes. So all lines are text of paragraphs and none is indented code (§4.4), whatever containers a
parser puts them in, before the change as after it: a link begins with a letter, which begins no list
(§5.2), and a line that begins with its tag begins no HTML block, since the word follows (§4.6, condition 7;
the others do not name `a`). In tables (GFM) all lines begin with a bar, a heading is one line that begins
with `#`. Neither our tags nor the markup named below contain a bar: cells stay as they are.

*Inlines.* Text is text but in code, tags, autolinks, targets of links, and math. Of what begins these the
block contains these forms only, each on one line (but labels may be wrapped) and in one cell: code between
single backticks (§6.1), flat brackets with or without a plain target (§6.3, §6.4, footnotes), `<https://…>`
(§6.5), links like ours and `<br>` (§6.6), entities by name (§2.5) other than that of `@`. They are taken
from left to right, as parsers do, and what is left holds no other backtick, bracket, `<`, `&`, backslash,
`$`, `@`, `~~`, nor `:/` or `www.` (bare addresses, GFM). Our links are among them, not inside others, and
their tags hold nothing that ends or begins any. Their text begins and ends with letters or digits, so that
no tag divides what begins anything.

*Emphasis* (§6.2) depends on the characters next to a run of `*`, `_` or `~`. No run is next to ours, but
where it keeps its part: before ours and after a space (it can only open), after ours and before a space (it
can only close), or equal runs on both sides of ours, the first after a space, the second before
punctuation, which are all that they can be paired with. A link around `**words**` changes what both runs
can do, so there all runs of the block have to be such pairs: equal, nothing but text between them, and
letters just inside. Then each run that opens finds none open before it, with or without tags. Some parsers
(mistune before 3.4) look for the run that closes as if there were no links, code and tags after the first:
these hide none that could, or no run is outside them.

A link in Markdown's form, `[words](target)`, may stand wherever the tags may: brackets are flat, and no
`!`, `]` or `^` precedes it. So it is judged by the tags that would be in its place.
"""

from __future__ import annotations

import re

_PLAIN = r"[^\x00-\x1f\x7f`<\[\]\\$&@|~*_:]"
_WRAP = r"\n *(?=[^\W\d_])"
_RUNS = (r"\*", r"\*\*", "_", "__")

# What is known, after its first character.
_CODE = r"(?!`)[^`\n|\\<]*(?:<(?!a )[^`\n|\\<]*)*`(?!`)"
_ENTITY = r"(?:(?![#\w])|(?!commat;)[A-Za-z0-9]+;)"
_LABEL = rf"(?:{_PLAIN}++|:(?!/)|`{_CODE}|{_WRAP})*\]"
_STYLED_LABEL = rf"(?:{_PLAIN}++|[*_]|:(?!/)|`{_CODE}|{_WRAP})*\]"
_DESTINATION = r"""[^\s\x00-\x1f\x7f"<>`|\\\[\]()$~*{}]*"""
_AUTOLINK = r"https?://[^\s\x00-\x1f<>|\\`\[\]$~]*>"
_ANCHOR = r'(?<![\s#*_~&\\!{}\[\]^]<)a id="[\w+/=]*"></a>(?![^ \n])'
_OPENING = r'a href="[^\s\x00-\x1f\x7f"<>`|\\\[\]()$~*{}@]*">'
_LINK = rf"{_OPENING}[^\W\d_](?:{_PLAIN}++|{_WRAP})*(?<=[^\W_])</a>"
_AROUND = "|".join(rf"{run}(?!\*){_PLAIN}+(?<=[^\W_]){run}</a>" for run in _RUNS[:2])

_ALONE = r"(?<![*_~&\\!{\[\]^]<)"
_NO_RUN = r"(?![*_~{])"
_OPENED = "|".join(rf"(?<=[ \n]{run}<)" for run in _RUNS)
_CLOSED = r"(?=(?:\*\*?|__?)(?![^ \n]))"
_FILLING = "|".join(rf"""(?<=[ \n]{run}<){_LINK}(?={run}[.,:;!?)"'。、」）：])""" for run in _RUNS)

_KNOWN = re.compile(  # one set of first characters, which a search finds quickly
    rf"[`<\[&](?:(?<=`){_CODE}|(?<=&){_ENTITY}|(?<=\[)(?:{_STYLED_LABEL}\({_DESTINATION}\)|{_LABEL}(?!\())"
    rf"|(?<=<)(?:(?:{_ALONE}|{_OPENED}){_LINK}(?:{_NO_RUN}|{_CLOSED})|{_FILLING}"
    rf"|{_ALONE}{_OPENING}(?=\*\*?[^\W\d_])(?:{_AROUND})(?![*_~{{<])"
    rf"|{_AUTOLINK}|{_ANCHOR}|br ?/?>))"
)
_SPECIAL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f`<\[\]\\$@&]|:/|~~")
_RUN = re.compile(r"[*_~]")
_END_OF_WORD = re.compile(r"_(?!\w)")
_PAIR = re.compile(
    "|".join(rf"(?<!\*){run}[^\W_](?:[^*_~|\n\ufffc]*[^\W_])?{run}(?!\*)" for run in _RUNS[:2])
)

# How lines begin. A block is looked at below a blank line.
_START = (
    r"(?!\d{1,9}[.)](?:\s|\Z)|(?:\[[ xX]\] +)?\[[^\[\]]*\]:|\[[ xX]\] *(?:\n|\Z))"
    r"""(?:[^\W_]|[*_]{1,2}[^\s*_]|[`"'(\[!]|:::|<(?:https?:|a )|[^\x00-\x7f\s])"""
)
_MARKERS = r"(?:(?:[-*+>]|\d{1,9}[.)]) {1,4})*"
_NO_TEXT = re.compile(rf"\n(?![ >]*(?:\n|\Z)| {{0,3}}{_MARKERS}{_START})")
_NO_ROW = re.compile(r"\n(?! {0,3}\||\n|\Z)")
_NO_HEADING = re.compile(r"\n\n(?!#{1,6} )|[^\n]\n+[^\n]|\{(?!#[\w-]+\} *\n*\Z)")
_SHAPES = {"#": _NO_HEADING, "|": _NO_ROW}


def is_harmless(block: bytes, linked: bytes) -> bool:
    """Tell whether what was put into a top-level block is nothing but links to any parser.

    `linked` is the block with tags put in, `<a href="…">` or `<a id="…">` and `</a>`, and nothing else. False
    means nothing: a parser has to be asked.
    """
    text = "\n\n" + linked.decode().replace("\r\n", "\n")
    if _SHAPES.get(text[2:3], _NO_TEXT).search(text):
        return False
    rest = _KNOWN.sub("\ufffc", text)
    if _SPECIAL.search(rest) or (b"www." in block and "www." in _KNOWN.sub("\ufffc", block.decode())):
        return False
    if '">*' in text:
        return not _RUN.search(_PAIR.sub("", rest))
    return ("*" not in rest and "_" not in rest) or _ends_of_emphasis(text) == _ends_of_emphasis(rest)


def _ends_of_emphasis(text: str) -> tuple[int, int]:
    """Return how many characters may end emphasis at all: `*` anywhere, `_` where no word continues."""
    return text.count("*"), len(_END_OF_WORD.findall(text))
