"""The README's screenshots show what the commands print."""

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

from tests.support.screenshots import FILES, FOLDER, WIDTHS, as_on_a_terminal, run


def lines(svg: str) -> list[str]:
    """Return the lines of text in a picture, without spaces and empty lines."""
    rows: dict[str, str] = {}
    for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        rows[element.get("y", "")] = rows.get(element.get("y", ""), "") + (element.text or "")
    return squeezed(rows.values())


def squeezed(rows: Iterable[str]) -> list[str]:
    return [row for row in (re.sub(r"\s", "", row) for row in rows) if row]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_screenshot_shows_what_is_printed(site: Site, width: int) -> None:
    """`python -m tests.support.screenshots` draws them anew."""
    site.write(FILES)
    svg = (FOLDER / f"{width}-columns.svg").read_text("utf-8")
    shown = "\n".join(lines(svg))
    for arguments in ("fix --diff docs", "check"):
        printed = as_on_a_terminal(run(str(site.root), width, arguments), width).plain
        assert "\n".join(squeezed(printed.splitlines())) in shown
    assert re.search(r"Checking━+╸?╺?━*\d+/\d+pages", shown)
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "").replace(
        "https://www.textualize.io", ""
    )


def test_the_readme_shows_them() -> None:
    shown = re.findall(
        r"!\[[^\]]+\]\(tests/data/screenshots/(.*?)\)", (REPOSITORY / "README.md").read_text("utf-8")
    )
    assert shown == [path.name for path in sorted(FOLDER.iterdir(), key=lambda path: len(path.name))]


def test_lines_break_where_the_terminal_ends() -> None:
    text = as_on_a_terminal("\x1b[31mab学習c\x1b[0m\nde", 5)
    assert text.plain == "ab学\n習c\nde"
