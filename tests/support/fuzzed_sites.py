"""All judges by name, made when they are asked for: those of sites need packages that may be missing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.support import github_judges
from tests.support.fuzzing import Judge, Linked, drawn, html_judge
from tests.support.mdx_pages import mdx_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_STYLES = ("markdown",)
_PIECES = 300
"""How many pages of a site's strategy are taken apart: generating them takes longer than linking."""


def _mkdocs() -> Judge:
    from tests.sites.mkdocs_pages import GLOSSARY, pages
    from tests.sites.test_mkdocs import rendered, unlinked

    def read(linked: Sequence[Linked]) -> list[list[object]]:
        return [[unlinked(rendered(page.text.encode()))] for page in linked]

    return Judge(read, "mkdocs", _STYLES, GLOSSARY, pieces=partial(drawn, pages, _PIECES))


def _myst() -> Judge:
    from tests.sites.myst_pages import GLOSSARY, pages
    from tests.sites.test_myst import document

    def read(linked: Sequence[Linked]) -> list[list[object]]:
        return [[document(page.text.encode())] for page in linked]

    return Judge(read, "sphinx", _STYLES, GLOSSARY, pieces=partial(drawn, pages, _PIECES))


def _hugo() -> Judge:
    from tests.sites.test_hugo import FRAGMENTS, built

    def render(texts: Sequence[str]) -> list[str | None]:
        """Build all pages at once, else parts of them, as Hugo builds none where it refuses one."""
        try:
            with TemporaryDirectory() as folder:
                return built(list(texts), Path(folder))
        except AssertionError:
            size = len(texts) // 2 if len(texts) > 16 else 1
            parts = [texts[at : at + size] for at in range(0, len(texts), size)] if len(texts) > 1 else []
            return [html for part in parts for html in render(part)] or [None]

    return Judge(html_judge(render), "hugo", _STYLES, "## LLM\n\nText.\n", pieces=lambda start: FRAGMENTS)


def _kramdown() -> Judge:
    from tests.sites.test_kramdown import FRAGMENTS, rendered

    def render(texts: Sequence[str]) -> list[str | None]:
        return rendered(list(texts))

    return Judge(html_judge(render), "jekyll", _STYLES, "## LLM\n\nText.\n", pieces=lambda start: FRAGMENTS)


def _mdx() -> Judge:
    from tests.sites.test_mdx import judged, sites, unlinked

    def read(linked: Sequence[Linked]) -> list[list[object]]:
        asked = [[(site, page.text) for site in sites(page.text)] for page in linked]
        answers = iter(judged([pair for pairs in asked for pair in pairs]))
        return [
            [
                unlinked(answer["tree"]) if "tree" in answer else None
                for _, answer in zip(pairs, answers, strict=False)
            ]
            for pairs in asked
        ]

    return Judge(
        read, "docusaurus", _STYLES, "## LLM\n\nText.\n", pieces=partial(drawn, mdx_pages(), _PIECES)
    )


def _vitepress() -> Judge:
    from tests.sites.test_vitepress import JUDGE

    return JUDGE


JUDGES: dict[str, Callable[[], Judge]] = {
    **{name: partial(github_judges.JUDGES.__getitem__, name) for name in github_judges.JUDGES},
    "mkdocs": _mkdocs,
    "myst": _myst,
    "hugo": _hugo,
    "kramdown": _kramdown,
    "mdx": _mdx,
    "vitepress": _vitepress,
}
