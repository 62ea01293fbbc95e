"""The screenshots of the documentation show what the commands print."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.support.site import Site

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.support.screenshots import FILES, FOLDER, PICTURES, THEMES, WIDTH, as_on_a_terminal, run, stop


def lines(svg: str) -> list[str]:
    """Return the lines of text in a picture, without spaces and empty lines."""
    rows: dict[str, str] = {}
    for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        rows[element.get("y", "")] = rows.get(element.get("y", ""), "") + (element.text or "")
    return squeezed(rows.values())


def squeezed(rows: Iterable[str]) -> list[str]:
    return [row for row in (re.sub(r"\s", "", row) for row in rows) if row]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", PICTURES)
def test_a_screenshot_shows_what_is_printed(site: Site, name: str, theme: str) -> None:
    """`python -m tests.support.screenshots` draws them anew."""
    site.write(FILES)
    svg = (FOLDER / f"{name}-{theme}.svg").read_text("utf-8")
    shown = "\n".join(lines(svg))
    for command in PICTURES[name]:
        arguments, _, comment = command.partition("  #")
        if comment:
            assert re.search(r"Checking━+╸?╺?━*\d+/\d+pages", shown)
            continue
        printed = as_on_a_terminal(run(str(site.root), WIDTH, arguments, stop(command)), WIDTH).plain
        assert "\n".join(squeezed(printed.splitlines())) in shown
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "").replace(
        "https://www.textualize.io", ""
    )


def test_every_screenshot_is_shown() -> None:
    pages = [REPOSITORY / "README.md", *REPOSITORY.glob("docs/**/*.md")]
    shown = set(re.findall(r"images/([a-z-]+)\.svg", "".join(page.read_text("utf-8") for page in pages)))
    assert shown == {f"{name}-{theme}" for name in PICTURES for theme in THEMES}
    assert {path.stem for path in FOLDER.glob("*.svg")} >= shown


def test_lines_break_where_the_terminal_ends() -> None:
    text = as_on_a_terminal("\x1b[31mab学習c\x1b[0m\nde", 5)
    assert text.plain == "ab学\n習c\nde"
