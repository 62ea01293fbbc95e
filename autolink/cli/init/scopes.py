"""Projects that keep a glossary for each language or version, as far as the paths of their pages show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from autolink.cli.init.proposal import glossaries_by_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
_VERSION = re.compile(r"v?\d+(?:[.]\w+)*|latest|next|stable")
_TRANSLATIONS = "i18n/"
"""Where Docusaurus keeps the pages of languages besides the first, which stand outside."""


class Scoped(NamedTuple):
    """Glossaries of which each is for the pages of its own folder, and these folders: `docs/en`."""

    glossaries: tuple[str, ...]
    folders: tuple[str, ...]
    pattern: str
    """The pattern of the folders; empty where the first glossary is for all pages outside the others."""


def scoped_glossaries(pages: Iterable[str], proposed: str) -> Scoped | None:
    """Return the glossaries that differ from the proposed one in their language or version alone, it first.

    None where there are none.
    """
    found = sorted(glossaries_by_name(pages) - {proposed})
    return next(_scoped(found, proposed), None)


def _scoped(found: list[str], proposed: str) -> Iterator[Scoped]:
    parts = proposed.split("/")
    for at, part in enumerate(parts):
        before = "".join(f"{name}/" for name in parts[:at])
        for piece, kind in (("{lang}", _LANGUAGE), ("{version}", _VERSION)):
            others = _beside(found, before, kind, parts[at + 1 :])
            if others and kind.fullmatch(part):
                yield Scoped((proposed, *others), (before + part, *others.values()), before + piece)
        if others := _beside(found, before, _LANGUAGE, parts[at:]):
            yield Scoped((proposed, *others), (before.rstrip("/") or ".", *others.values()), "")
    translated = {path: "/".join(path.split("/")[:2]) for path in found if path.startswith(_TRANSLATIONS)}
    if translated and not proposed.startswith(_TRANSLATIONS):
        outside = parts[0] if len(parts) > 1 else "."
        yield Scoped((proposed, *translated), (outside, *translated.values()), f"{_TRANSLATIONS}{{lang}}")


def _beside(found: list[str], before: str, kind: re.Pattern[str], after: list[str]) -> dict[str, str]:
    """Return the paths that have a part of some kind between others, each with its folder up to that part."""
    like_it = re.compile(f"({re.escape(before)}(?:{kind.pattern}))/{re.escape('/'.join(after))}")
    return {path: match[1] for path in found if (match := like_it.fullmatch(path))} if after else {}
