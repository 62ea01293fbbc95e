"""Aliases that are everyday words, as lines for a configuration, with how the project uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autolink.cli.common import counted, shown
from autolink.project.everyday import by_proposal
from autolink.text.escaping import printable, toml_string

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autolink.config import Config
    from autolink.project.everyday import EverydayWord

_EFFECTS = {
    "case-sensitive": "Names that are everyday words in lower case: linked only in this spelling.",
    "never-link": "Words that rarely mean the term: never linked.",
    "first-in-page": "Terms that are also everyday words: linked once on each page.",
}


def as_toml(words: Sequence[EverydayWord], config: Config, *, with_samples: bool = True) -> str:
    """Return the keys proposed for some words, each word below a comment with its mentions.

    The present values of a key come first in its list, so that the lines can replace the present ones.
    """
    return "\n".join(_blocks(words, config, with_samples))


def _blocks(words: Sequence[EverydayWord], config: Config, with_samples: bool) -> Iterator[str]:
    there = {
        "case-sensitive": config.case_sensitive,
        "never-link": config.never_link,
        "first-in-page": config.first_in_page,
    }
    for key, of_key in by_proposal(list(words)):
        lines = [f"# {_EFFECTS[key]}", f"{key} = ["]
        lines += (f"    {toml_string(word)}," for word in there[key])
        for word in of_key:
            lines += (f"    # {line}" for line in _usage_lines(word, with_samples))
            lines.append(f"    {toml_string(word.alias)},")
        yield "\n".join([*lines, "]\n"])


def _usage_lines(word: EverydayWord, with_samples: bool) -> Iterator[str]:
    usage = word.usage
    yield f"{counted(usage.mentions, 'mention')} on {counted(usage.pages, 'page')}"
    for sample in usage.samples if with_samples else ():
        yield printable(f"  {shown(sample.path)}:{sample.line}  {sample.text}")


def as_rows(words: Sequence[EverydayWord]) -> list[dict[str, Any]]:
    """Return a JSON object for each word."""
    return [
        {
            "alias": word.alias,
            "path": shown(word.term.page),
            "line": word.term.line,
            "mentions": word.usage.mentions,
            "pages": word.usage.pages,
            "proposal": word.proposal,
            "samples": [
                {"path": shown(sample.path), "line": sample.line, "text": sample.text}
                for sample in word.usage.samples
            ],
        }
        for word in words
    ]
