"""How sites find the file that a path in a link means: as written, or by pretty URLs."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FLAVOURS = (
    "github",
    "mkdocs",
    "docusaurus",
    "hugo",
    "vitepress",
    "starlight",
    "jekyll",
    "sphinx",
    "zensical",
)
"""The ways of resolving, the values of the key `resolve`."""
INDEXES = ("README.md", "index.md", "_index.md", "readme.md", "index.mdx", "index.html")
"""The pages that stand for their folder, the first that exists."""
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
"""How an address with a scheme starts (RFC 3986 §3.1)."""
TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{|\A\{.*\}\Z")
"""What a template engine makes an address of: nobody else knows which."""
_SCRIPTS = (".js", ".jsx", ".ts", ".tsx")
_PAGE_ENDINGS = (".md", ".mdx", ".markdown", ".html")
_SPHINX_ENDINGS = (".md", ".rst", ".markdown")


def endings(flavour: str) -> tuple[str, ...]:
    """Return what may be omitted at the end of a path."""
    if flavour == "sphinx":
        return _SPHINX_ENDINGS
    return () if flavour == "github" else _PAGE_ENDINGS


def candidates(
    path: str,
    page: str,
    flavour: str,
    site_roots: Sequence[str],
    root: str,
    is_folder: Callable[[str], bool],
) -> Iterator[str]:
    """Yield the absolute paths that a path in a link on a page may mean, the likeliest first.

    `site_roots` are what a path that starts with `/` may be relative to; one that ends in `/` has to be a
    folder.
    """
    folder = posixpath.dirname(page)
    if flavour in OWN:
        for site_root in site_roots:
            yield from OWN[flavour](path, folder, site_root, root)
        return
    if flavour == "github" and not path.startswith("/"):
        plain = posixpath.normpath(f"{folder}/{path}")
        yield plain + "/" if path.endswith("/") else plain
        return
    from_root = path.startswith("/")
    bases = [*site_roots] if from_root else [folder]
    stem = posixpath.splitext(page)[0]
    is_source = path.endswith(_PAGE_ENDINGS)
    if flavour == "mkdocs" and is_source and not from_root:
        yield posixpath.normpath(f"{folder}/{path}")
        return
    if flavour in ("mkdocs", "hugo") and not from_root and not _is_index(page):
        # the page's own pretty URL is a folder; links to source files start from where they stand
        bases.insert(len(bases) if is_source else 0, stem)
    if flavour == "hugo" and from_root:
        bases += [f"{base}/static" for base in dict.fromkeys((*site_roots, root))]
    for base in bases:
        joined = f"{base}/{path.lstrip('/') if from_root else path}"
        plain = posixpath.normpath(joined)
        if flavour == "mkdocs" and not from_root and base != stem and len(bases) > 1:
            # MkDocs rewrites links to source files; all others are relative to the page's address
            yield from () if is_folder(plain) else (plain,)
            continue
        yield plain + "/" if joined.endswith("/") and flavour == "github" else plain
        yield from (plain + ending for ending in endings(flavour))


def _vitepress(path: str, folder: str, site_root: str, _root: str) -> Iterator[str]:
    """Yield what VitePress takes for a page, or what is there as it is: also in `public/`."""
    base = site_root if path.startswith("/") else folder
    plain = posixpath.normpath(f"{base}/{path.lstrip('/')}")
    stem, ending = posixpath.splitext(plain)
    if path.endswith("/"):
        yield f"{plain}/index.md"
    elif ending == ".md":
        yield plain
    elif ending == ".html":
        yield from (f"{stem}.md", f"{site_root}/public/{plain.removeprefix(f'{site_root}/')}")
    else:
        yield f"{plain}.md"
        yield from (plain, f"{site_root}/public/{plain.removeprefix(f'{site_root}/')}") if ending else ()


def _jekyll(path: str, folder: str, site_root: str, _root: str) -> Iterator[str]:
    """Yield what Jekyll publishes at a path: a page as `.html`, which its hosts let links leave out."""
    base = site_root if path.startswith("/") else folder
    plain = posixpath.normpath(f"{base}/{path.lstrip('/')}")
    stem, ending = posixpath.splitext(plain)
    if path.endswith("/"):
        yield f"{plain}/"
        return
    yield plain
    yield from (f"{stem if ending == '.html' else plain}{page}" for page in (".md", ".markdown", ".html"))


def _starlight(path: str, folder: str, site_root: str, root: str) -> Iterator[str]:
    """Yield the files that Starlight finds: images next to a page, and what is in `public/`."""
    if not path.endswith(_PAGE_ENDINGS):
        base = f"{root}/public" if path.startswith("/") else folder
        yield posixpath.normpath(f"{base}/{path.lstrip('/')}")


def _docusaurus(path: str, folder: str, site_root: str, root: str) -> Iterator[str]:
    """Yield the files that Docusaurus finds: pages, files next to them, and what is in `static/`."""
    inner = path.lstrip("/")
    bases = [] if path.startswith("/") else [folder]
    if path.endswith(_PAGE_ENDINGS[:3]):
        if not path.startswith(("./", "../")):
            bases += [_docusaurus_content(folder, site_root), site_root]
        yield from (posixpath.normpath(f"{base}/{inner}") for base in bases)
        return
    bases = bases or [f"{base}/static" for base in dict.fromkeys((site_root, root))]
    if posixpath.splitext(path)[1]:
        yield from (posixpath.normpath(f"{base}/{inner}") for base in bases)
    if path.startswith("/"):
        yield from _docusaurus_pages(posixpath.normpath(f"{site_root}/src/pages/{inner}"), _SCRIPTS)
        parts = inner.rstrip("/").split("/")
        for at, version in enumerate(parts[:2]):  # the path of the documentation may be in front
            versioned = "/".join((site_root, "versioned_docs", f"version-{version}", *parts[at + 1 :]))
            yield from _docusaurus_pages(posixpath.normpath(versioned), (".md", ".mdx"))


def _docusaurus_pages(path: str, endings: tuple[str, ...]) -> Iterator[str]:
    return (f"{path}{name}{ending}" for name in ("", "/index") for ending in endings)


def _docusaurus_content(folder: str, site_root: str) -> str:
    """Return the folder of the documentation that a folder belongs to, or of the version of it."""
    parts = folder.removeprefix(f"{site_root}/").split("/")
    return "/".join((site_root, *parts[: 2 if parts[0] == "versioned_docs" else 1]))


OWN = {"vitepress": _vitepress, "jekyll": _jekyll, "starlight": _starlight, "docusaurus": _docusaurus}
"""The flavours that say themselves which files a path may mean."""


def _is_index(page: str) -> bool:
    return posixpath.basename(page) in INDEXES
