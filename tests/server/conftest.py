"""What the tests of the language server share."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.site import Site

if find_spec("pygls") is None or find_spec("pytest_lsp") is None:  # test_extra.py says so
    collect_ignore_glob = ["test_[!e]*.py"]

GLOSSARY = """\
# Glossary

## Large language model | LLM | 大規模言語モデル

A **model** of language.
It is large.

More about it.

## 強化学習 | RLHF

Feedback.
"""
PAGES = {
    "autolink.toml": 'glossary = "glossary.md"\n',
    "glossary.md": GLOSSARY,
    "a.md": "# Top\n\n😀 An LLM and 強化学習 cafe\u0301. [b](docs/b.md#two)\n\n## Twö\n",
    "docs/b.md": "# Two\n\n大規模言語モデル, [a](../a.md#top) and [gone](gone.md).\n",
    "docs/c.md": "# Three\n\nRLHF, again RLHF, and [b](b.md#two).\n",
}


@pytest.fixture
def project(site: Site) -> Site:
    """Return a small project on disk."""
    site.write(PAGES)
    return site
