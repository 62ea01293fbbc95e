"""From the text of a term heading to its aliases."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from autolink.indexer.anchor_ids import decode_anchor_id
from autolink.page.page import Page
from autolink.text.scripts import CJK, KIND, Kind, scripts_of

if TYPE_CHECKING:
    from autolink.page.model import Heading

_PARENTHESISED = re.compile(r"(?P<base>[^（）]+?)\s*(?:（(?P<wide>[^（）]+)）|\((?P<narrow>[^()]+)\))\s*\Z")
_NUMERONYM = re.compile(r"([a-z])(\d{1,2})([a-z])")  # K8s, i18n
_LIST_SEPARATOR = re.compile("[、,;，；]")


def split_heading(heading: Heading, separator: str) -> tuple[tuple[str, ...], bool]:
    r"""Return the aliases of a heading, each once, and whether a part is empty.

    A separator that is escaped (`\|`), written as an entity or inside a code span does not split, and such a
    parenthesis does not enclose.
    """
    parts, start = [], 0
    for match in re.finditer(re.escape(separator), heading.text):
        if heading.fixed.isdisjoint(range(match.start(), match.end())):
            parts.append((start, match.start()))
            start = match.end()
    parts.append((start, len(heading.text)))
    aliases: list[str] = []
    for first, last in parts:
        text = heading.text[first:last].strip()
        closing = heading.text.rfind(")", first, last)
        aliases += [text] if closing in heading.fixed else split_parenthesis(text)
    return tuple(dict.fromkeys(filter(None, aliases))), not all(
        heading.text[first:last].strip() for first, last in parts
    )


def split_parenthesis(text: str) -> list[str]:
    """Return the aliases in one part of a heading.

    What is in a parenthesis at the end is an alias of its own when it abbreviates the rest, is
    abbreviated by it, is written in another script, or is a list after CJK text; else it only qualifies.

    >>> split_parenthesis("Container Storage Interface (CSI)")
    ['Container Storage Interface', 'CSI']
    >>> split_parenthesis("集約（集計、アグリゲーション）")
    ['集約', '集計', 'アグリゲーション']
    >>> split_parenthesis("Site (web)")
    ['Site']
    """
    match = _PARENTHESISED.fullmatch(text)
    if match is None:
        return [text]
    base, inner = match["base"].strip(), match["wide"] or match["narrow"]
    directly = match["narrow"] and not text[len(match["base"]) :].startswith((" ", "\t", "\u3000"))
    if not base or (directly and KIND[base[-1]] not in (*CJK, Kind.HANGUL)):
        return [text]  # `f(x)` is a name
    named = [part for part in (item.strip() for item in _LIST_SEPARATOR.split(inner)) if part]
    is_list = len(named) > 1 and KIND[base[-1]] in CJK
    if is_list:
        return [base, *named]
    return [base, *(part for part in named if _names_the_same(base, part))]


def has_letter(alias: str) -> bool:
    """Tell whether an alias holds a letter or digit, a squared one (`㎏`) counted."""
    return any(map(str.isalnum, unicodedata.normalize("NFKC", alias)))


def _names_the_same(base: str, other: str) -> bool:
    if abbreviates(other, base) or abbreviates(base, other):
        return True
    ours, theirs = scripts_of(base), scripts_of(other)
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def abbreviates(short: str, long: str) -> bool:
    """Tell whether a text can abbreviate another.

    After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical
    text" (2003): the letters of the short form occur in the long form in order, the first one at the start
    of a word unless the short form is all capitals. A numeronym counts letters (`K8s`).

    >>> abbreviates("OTLP", "OpenTelemetry Protocol"), abbreviates("web", "Site")
    (True, False)
    """
    letters = [ch for ch in short.casefold() if ch.isalnum()]
    text = long.casefold()
    if not 2 <= len(letters) <= 10 or len(short) >= len(long) or " " in short.strip():
        return False
    number = _NUMERONYM.fullmatch("".join(letters))
    if number and (text[0], text[-1], len(text) - 2) == (number[1], number[3], int(number[2])):
        return True
    anywhere = short.isupper()  # the X of eXtensible Markup Language
    at = len(text)
    for index in range(len(letters) - 1, -1, -1):
        starts_a_word = index == 0 and not anywhere
        at -= 1
        while at >= 0 and (
            text[at] != letters[index] or (starts_a_word and at > 0 and text[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return False
    return True


@lru_cache(maxsize=65_536)
def aliases_of_anchor_id(anchor_id: str, separator: str) -> tuple[str, ...]:
    """Return the aliases of the heading that an anchor id decodes to; none for what is not an anchor id."""
    source = decode_anchor_id(anchor_id)
    if source is None:
        return ()
    one_line = re.sub(r"\s*[\r\n]\s*", " ", source)
    headings = Page.parse("", f"## {one_line} ##".encode()).headings
    return split_heading(headings[0], separator)[0] if headings else ()
