"""How sites find the file that a path in a link means: as written, or by pretty addresses."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from autolink.page.slugs import github_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FLAVOURS = ("github", "mkdocs", "docusaurus", "hugo", "vitepress", "starlight", "jekyll", "sphinx")
"""The ways of resolving, the values of the key `resolve`."""
INDEXES = ("README.md", "index.md", "_index.md", "readme.md", "index.mdx", "index.html")
"""The pages that stand for their folder, the first that exists."""
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
"""How an address with a scheme starts (RFC 3986 §3.1)."""
TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{|\A\{.*\}\Z")
"""What a template engine makes an address of: nobody else knows which."""
_PAGE_ENDINGS = (".md", ".mdx", ".markdown", ".html")
_SPHINX_ENDINGS = (".md", ".rst", ".markdown")


def route(path: str) -> str:
    """Return the address of a page of Starlight: each part of its path as a slug, that of an index left out.

    >>> route("guides/Use It.md"), route("index.mdx"), route("reference/index.md")
    ('guides/use-it/', '', 'reference/')
    """
    parts = [github_slug(part) for part in posixpath.splitext(path)[0].split("/")]
    return "".join(f"{part}/" for part in (parts[:-1] if parts[-1] == "index" else parts))


def endings(flavour: str) -> tuple[str, ...]:
    """Return what may be left out at the end of a path."""
    if flavour == "sphinx":
        return _SPHINX_ENDINGS
    return () if flavour == "github" else _PAGE_ENDINGS


def candidates(
    path: str, page: str, flavour: str, site_root: str, root: str, is_folder: Callable[[str], bool]
) -> Iterator[str]:
    """Yield the absolute paths that a path in a link on a page may mean, the likeliest first.

    `site_root` is what a path that starts with `/` is relative to; one that ends in `/` has to be a folder.
    """
    folder = posixpath.dirname(page)
    if flavour == "github" and not path.startswith("/"):
        plain = posixpath.normpath(f"{folder}/{path}")
        yield plain + "/" if path.endswith("/") else plain
        return
    bases = [site_root if path.startswith("/") else folder]
    stem = posixpath.splitext(page)[0]
    is_source = path.endswith(_PAGE_ENDINGS)
    if flavour == "mkdocs" and is_source and not path.startswith("/"):
        yield posixpath.normpath(f"{folder}/{path}")
        return
    if flavour in ("mkdocs", "hugo") and not path.startswith("/") and not _is_index(page):
        # the page's own pretty URL is a folder; links to source files start from where they stand
        bases.insert(len(bases) if is_source else 0, stem)
    if flavour in ("docusaurus", "hugo") and path.startswith("/"):
        bases += [f"{base}/static" for base in dict.fromkeys((site_root, root))]
    for base in bases:
        joined = f"{base}/{path.lstrip('/') if path.startswith('/') else path}"
        plain = posixpath.normpath(joined)
        if flavour == "mkdocs" and base != stem and len(bases) > 1:
            # MkDocs rewrites links to source files; all others are relative to the page's address
            yield from () if is_folder(plain) else (plain,)
            continue
        yield plain + "/" if joined.endswith("/") and flavour == "github" else plain
        yield from (plain + ending for ending in endings(flavour))


def _is_index(page: str) -> bool:
    return posixpath.basename(page) in INDEXES
