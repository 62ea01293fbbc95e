"""Term attributes: a comment right below a term heading, with one `key: value` on each line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from autolink.config.keys import OCCURRENCES
from autolink.indexer.avoided import listed
from autolink.text.inflection import INFLECTIONS
from autolink.text.similar import did_you_mean

if TYPE_CHECKING:
    from autolink.indexer.avoided import Avoided
    from autolink.page.model import Comment, Heading
    from autolink.page.outline import Outline

_LINE = re.compile(r"([a-z][a-z-]*)\s*:\s+(\S.*)")
_BLANK = re.compile(rb"\s*+")
_VALUES = {
    "case": ("sensitive", "insensitive", "smart"),
    "link": ("never", "always"),
    "inflect": INFLECTIONS,
    "occurrences": OCCURRENCES,
}
KEYS = ("aliases", "avoid", *_VALUES)


class Attributes(NamedTuple):
    """What a term says of itself; None where the configuration decides."""

    aliases: tuple[str, ...] = ()
    case: str | None = None
    link: str = "always"
    inflect: str = "en"
    avoided: tuple[Avoided, ...] = ()
    occurrences: str | None = None


def comment_below(page: Outline, heading: Heading) -> Comment | None:
    """Return the comment that is right below a heading, with nothing but white space between."""
    comment = page.comment_after(heading.end)
    if comment is None or not _BLANK.fullmatch(page.data, heading.end, comment.start):
        return None
    return comment


def parse(comment: Comment, ignored: frozenset[str]) -> tuple[Attributes, list[str]]:
    """Return the attributes in a comment and what is wrong with them.

    A comment holds attributes if every line of it is `key: value` with a lower-case key; others are the
    author's own. Keys in `ignored` mean something else.
    """
    lines = [line.strip() for line in comment.text.splitlines() if line.strip()]
    matches = [match for line in lines if (match := _LINE.fullmatch(line))]
    if len(matches) != len(lines) or any(
        match[1] in ignored or match[1].startswith("autolink-") for match in matches
    ):
        return Attributes(), []
    values: dict[str, str] = {}
    avoided: dict[str, Avoided] = {}
    problems: list[str] = []
    for match in matches:
        key, value = match[1], match[2].strip()
        if key not in KEYS:
            problems.append(f"unknown term attribute `{key}`{did_you_mean(key, KEYS)}")
        elif key in _VALUES and value not in _VALUES[key]:
            problems.append(
                f"`{key}` must be {', '.join(_VALUES[key][:-1])} or {_VALUES[key][-1]}, not `{value}`"
            )
        elif key == "avoid":
            words, flaws = listed(value)
            avoided = {word.word: word for word in words} | avoided
            problems += flaws
        else:
            values[key] = value
    aliases = tuple(filter(None, (alias.strip() for alias in re.split("[,、，]", values.pop("aliases", "")))))
    return Attributes(
        aliases,
        values.get("case"),
        values.get("link", "always"),
        values.get("inflect", "en"),
        tuple(avoided.values()),
        values.get("occurrences"),
    ), problems
