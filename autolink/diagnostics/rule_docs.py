"""What `rules.md` says of each rule."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autolink.diagnostics.rules import Rule

_SECTION = re.compile(r"^## ([A-Z]\d{3}) .*\n", re.MULTILINE)


def explanation(rule: Rule) -> str:
    """Return what a rule reports and why, an example and when to silence it, as Markdown."""
    return _sections()[rule.code]


def silencing(rule: Rule) -> str:
    """Return how to silence any rule, as Markdown, with the code of this one."""
    paragraphs = _sections()[""].split("\n\n")
    return paragraphs[-1].replace("CODE", rule.code)


@cache
def _sections() -> dict[str, str]:
    """Return the sections of the file by code; what is before the first has none."""
    text = (resources.files("autolink.diagnostics") / "rules.md").read_text("utf-8")
    before, *parts = _SECTION.split(text)
    codes, bodies = parts[::2], parts[1::2]
    return {"": before.strip(), **{code: body.strip() for code, body in zip(codes, bodies, strict=True)}}
