"""The promises for every source form and form of links, over generated projects: inverse, idempotence, renaming."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autolink import config
from autolink.diagnostics.rules import UNKNOWN_TERM
from autolink.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autolink.rewriter.fixed_page import FixedPage

_EXAMPLES = 300 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 3
few = settings(
    max_examples=_EXAMPLES, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
NAMES = ("Order", "Cart item", "注文", 'Say "hi"', "C++", "a > b", "It's", "R&D", "back\\slash", "Größe (G)")
LINKS = {
    "html": 'link-style = "html"\n',
    "markdown": 'link-style = "markdown"\n',
    "heading": 'link-style = "markdown"\nanchor = "heading"\n',
    "shortcode": """link-template = '{{< tip text="{text}" id="{id}" >}}'\n""",
    "macro": """link-template = '{{Glossary("{text}", "{title}")}}'\n""",
    "role": 'link-template = "{term}`{text}`"\n',
    "bare": 'link-template = "[{text}](g)"\n',
    "titled": 'link-template = "{term}`{text} <{title}>`"\n',
    "spaced": 'link-template = "[[ {id} | {text} ]]"\n',
}


class Form(NamedTuple):
    """A source form with a way to write a glossary in it."""

    name: str
    path: str
    is_directive: bool = False
    """Whether it is the directive of Sphinx."""


FORMS = (
    Form("definition-list", "g.md"),
    Form("bold", "g.md"),
    Form("front-matter", "g"),
    Form("definition-list", "d.md", is_directive=True),
)
CASES = [
    pytest.param(form, links, id=f"{'glossary' if form.is_directive else form.name}-{links}")
    for form in FORMS
    for links in LINKS
    if (form.name, links) not in {("front-matter", "html"), ("front-matter", "heading")}
    if not form.is_directive or links in ("heading", "role", "titled")
]


def quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def glossary_of(form: Form, names: Iterable[str]) -> dict[str, str]:
    """Return the files of a glossary of some terms, each of which mentions the others."""
    others = " ".join(names)
    if form.is_directive:
        entries = "\n".join(f"{name}\n  What {others} means\n" for name in names)
        return {form.path: f"# Words\n\n```{{glossary}}\n{entries}```\n"}
    if form.name == "definition-list":
        return {form.path: "".join(f"{name}\n: What {others} means\n\n" for name in names)}
    if form.name == "bold":
        return {form.path: "".join(f"- **{name}**: what {others} means\n" for name in names)}
    return {
        f"{form.path}/t{number}.md": f"---\ntitle: {quoted(name)}\n---\n\nWhat {others} means.\n"
        for number, name in enumerate(names)
    }


class Case:
    """A project on disk, and what commands do to it."""

    def __init__(self, folder: str, form: Form, links: str, files: dict[str, str]) -> None:
        self.root = Path(folder).resolve()
        style = 'link-style = "template"\n' if "template" in LINKS[links] else ""
        table = f'glossary = {{ path = "{form.path}", form = "{form.name}" }}\nkeep-old-anchors = false\n'
        table += 'site = "sphinx"\n' if form.is_directive else ""
        for name, text in {**files, "autolink.toml": table + style + LINKS[links]}.items():
            (self.root / name).parent.mkdir(exist_ok=True)
            (self.root / name).write_bytes(text.encode())

    @property
    def project(self) -> Project:
        return Project(config.load(str(self.root)))

    def write(self, project: Project, pages: Iterable[FixedPage]) -> int:
        """Write the pages that changed; return how many did."""
        changed = [page for page in pages if page.changed]
        for page in changed:
            project.write(page)
        assert not project.failures
        return len(changed)

    def fix(self) -> int:
        project = self.project
        return self.write(project, project.fix([]))

    def unlink(self) -> None:
        project = self.project
        self.write(project, project.unlink([], anchors=True))

    def rename(self, old: str, new: str) -> None:
        project = self.project
        self.write(project, project.rename(old, new, heading=False, mentions=False))

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.root.rglob("*.md"))}


words = st.sampled_from(
    (*NAMES, "order", "Orders", "cart items", "the", "**Order**", "`Order`", "は", "[x](y)")
)
texts = st.lists(words, min_size=1, max_size=12).map(" ".join)
names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)


@pytest.mark.parametrize(("form", "links"), CASES)
@few
@given(names=names, text=texts)
def test_fixing_twice_changes_nothing_and_unlinking_gives_back_the_bytes(
    form: Form, links: str, names: list[str], text: str
) -> None:
    files = {"page.md": f"# Page\n\n{text}\n", **glossary_of(form, names)}
    with tempfile.TemporaryDirectory() as folder:
        case = Case(folder, form, links, files)
        before = case.files()
        case.fix()
        linked = case.files()
        assert case.fix() == 0
        assert not [item for item in case.project.check([]) if item.rule is UNKNOWN_TERM]
        case.unlink()
        assert case.files() == before
        case.fix()
        assert case.files() == linked


@pytest.mark.parametrize(("form", "links"), CASES)
@few
@given(text=texts)
def test_renaming_there_and_back_is_exact(form: Form, links: str, text: str) -> None:
    files = {"page.md": f"# Page\n\n{text}\n", **glossary_of(form, ["Order", "注文"])}
    with tempfile.TemporaryDirectory() as folder:
        case = Case(folder, form, links, files)
        case.fix()
        linked = case.files()
        case.rename("Order", "Purchase")
        case.fix()
        assert case.files() != linked
        case.rename("Purchase", "Order")
        case.fix()
        assert case.files() == linked
