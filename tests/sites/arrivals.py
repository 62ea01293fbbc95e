"""Published pages: what a site generator made of a project, and where the links in it arrive."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from click.testing import CliRunner

from autolink.cli.app import main

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_HOST = "https://site.invalid"


def program(name: str) -> str | None:
    """Return where a program is: beside the Python that runs, or on the path."""
    folders = os.pathsep.join((os.path.dirname(sys.executable), os.environ.get("PATH", "")))
    return shutil.which(name, path=folders)


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write files, given by their path below a folder, line ends as they are."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def tree(root: Path) -> dict[str, bytes]:
    """Return every file below a folder: its path relative to that folder, and its bytes."""
    return {
        item.relative_to(root).as_posix(): item.read_bytes() for item in root.rglob("*") if item.is_file()
    }


def run(root: Path, command: Sequence[str], codes: Iterable[int] = (0,), **environment: str) -> str:
    """Run a command in a folder and return all that it says. It has to exit with one of some codes."""
    done = subprocess.run(
        command,
        cwd=root,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode in codes, f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}"
    return done.stdout


def autolink(root: Path, *arguments: str, codes: Iterable[int] = (0,)) -> str:
    """Run autolink in a folder and return all that it says."""
    with contextlib.chdir(root):
        done = CliRunner().invoke(main, arguments)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code in codes, f"autolink {' '.join(arguments)}: exit {done.exit_code}\n{done.output}"
    return done.output


def report(root: Path) -> list[dict[str, Any]]:
    """Return the findings of `check`, as its JSON has them."""
    found = autolink(root, "check", "--output-format", "json", "--quiet", codes=(0, 1))
    items: list[dict[str, Any]] = json.loads(found)
    return items


class Link(NamedTuple):
    """A link on a published page."""

    page: str
    """The path of the address of the page."""
    href: str
    text: str
    target: str
    """The address that it leads to, absolute."""


class _Reader(HTMLParser):
    """Reads the ids and the links of an HTML page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: dict[str, str] = {}
        self._pending: set[str] = set()
        self._heading: list[str] | None = None
        self.links: list[tuple[str, str]] = []
        self._open: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        found = {value for key in ("id", "name") if (value := values.get(key))}
        self.ids |= dict.fromkeys(found, "")
        self._pending |= found
        if re.fullmatch("h[1-6]", tag):
            self._heading = []
        if tag == "a":
            self._open.append([values.get("href") or "", ""])

    def handle_data(self, data: str) -> None:
        for item in self._open:
            item[1] += data
        if self._heading is not None:
            self._heading.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open:
            href, text = self._open.pop()
            self.links.append((href, text))
        elif re.fullmatch("h[1-6]", tag) and self._heading is not None:
            self.ids |= dict.fromkeys(self._pending, "".join(self._heading))
            self._pending, self._heading = set(), None


class Published:
    """The pages that a generator wrote into a folder, to be published below a path such as `/base/`."""

    def __init__(self, folder: Path, base: str = "/") -> None:
        self._folder = folder
        self._base = base
        self._files = {item for item in folder.rglob("*") if item.is_file()}
        self.ids: dict[Path, dict[str, str]] = {}
        """The ids of each page, by its file, with the text of the heading in or above which each stands."""
        self.links: list[Link] = []
        for file in sorted(item for item in self._files if item.suffix == ".html"):
            reader = _Reader()
            reader.feed(file.read_text("utf-8"))
            reader.close()
            self.ids[file] = reader.ids
            address = base + re.sub(r"(?:^|(?<=/))index\.html$", "", file.relative_to(folder).as_posix())
            here = urljoin(_HOST, address)
            self.links += (
                Link(address, href, text, urljoin(here, href)) for href, text in reader.links if href
            )

    def file(self, address: str) -> Path | None:
        """Return the file that a server shows at an address of the site; None where there is none."""
        path = unquote(urlsplit(address).path)
        if not path.startswith(self._base):
            return None
        place = self._folder / path.removeprefix(self._base)
        folder = place / "index.html"  # servers redirect to it where the `/` is missing
        choices = (folder,) if path.endswith("/") else (place, place.with_name(f"{place.name}.html"), folder)
        return next((choice for choice in choices if choice in self._files), None)

    def arrives(self, link: Link) -> bool:
        """Tell whether a link leads elsewhere, or to a file and an id that are there."""
        if not link.target.startswith(f"{_HOST}/"):
            return True
        file, fragment = self.file(link.target), urlsplit(link.target).fragment
        if file is None:
            return False
        ids = self.ids.get(file)
        return ids is None or fragment in ("", "top") or fragment in ids or unquote(fragment) in ids

    def heading_at(self, link: Link) -> str | None:
        """Return the text of the heading at which a link arrives."""
        file, fragment = self.file(link.target), urlsplit(link.target).fragment
        ids = self.ids.get(file, {}) if file else {}
        return ids.get(fragment, ids.get(unquote(fragment)))

    def lost(self) -> list[Link]:
        """Return the links that do not arrive."""
        return [link for link in self.links if not self.arrives(link)]

    def with_text(self, text: str) -> list[Link]:
        """Return the links that show a text."""
        return [link for link in self.links if link.text == text]
