"""Paths of pages that need no look at the rules of a site: each site takes the page at that path first."""

from __future__ import annotations

import posixpath

import pytest

from autolink.sites.resolving import FLAVOURS, candidates

ROOT = "/r/docs"


@pytest.mark.parametrize("flavour", sorted({*FLAVOURS} - {"starlight"}))
@pytest.mark.parametrize("page", ["a/b.md", "a/index.md", "c.md", "versioned_docs/version-1/a.md"])
@pytest.mark.parametrize(
    "path", ["x.md", "./x.md", "../x.md", "y/x.md", "../../../x.md", "y/../x.md", "index.md"]
)
def test_the_page_at_the_path_is_the_likeliest(flavour: str, page: str, path: str) -> None:
    found = candidates(path, f"{ROOT}/{page}", flavour, [ROOT], "/r", lambda _: False)
    assert next(found) == posixpath.normpath(f"{ROOT}/{posixpath.dirname(page)}/{path}")


def test_starlight_takes_no_path_of_a_page() -> None:
    assert not list(candidates("x.md", f"{ROOT}/a.md", "starlight", [ROOT], "/r", lambda _: False))
