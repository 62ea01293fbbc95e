"""Reading one glossary page in a source form, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autolink.config import Config
from autolink.config.glossary_source import GlossarySource
from autolink.indexer.build import terms_on
from autolink.page.page import Page

if TYPE_CHECKING:
    from autolink.indexer.term import Term

FOLDER = "/project/glossary"


def read(
    text: str, path: str = "pod.md", anchor: str = "base64", site: str = "github", **source: Any
) -> tuple[list[Term], list[str]]:
    """Return the terms on a page of the glossary, and the messages of what is wrong with its entries."""
    entry = GlossarySource(FOLDER, **source)
    config = Config(root="/project", glossary=(FOLDER,), sources=(entry,), anchor=anchor, site=site)
    page = Page.parse(f"{FOLDER}/{path}", text.encode(), config.dialect)
    terms, diagnostics = terms_on(page, config)
    return terms, [item.message for item in diagnostics]


def names(text: str, form: str, **more: Any) -> list[tuple[str, ...]]:
    """Return the aliases of each term on a page."""
    return [term.aliases for term in read(text, form=form, **more)[0]]
