"""Long texts are searched stretch by stretch: nothing is lost or found twice where two meet."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from autolink.matcher import matcher
from autolink.page.page import Page
from tests.support.linking import Linker

if TYPE_CHECKING:
    from tests.support.site import Site

GLOSSARY = "## モデル | 言語モデル | 大規模言語モデル\n\n## LLM | Large language model\n\n## AI\n"
TEXT = "大規模言語モデルと言語モデル、モデルー。A large language model, an LLM; OpenAI, AI社、AI.\n\n" * 5


@pytest.mark.parametrize("stretch", range(1, 60, 3))
def test_the_length_of_stretches_does_not_matter(stretch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    linker = Linker(GLOSSARY)
    whole = linker.link(TEXT)
    found = [item.verdict for item in linker.matcher.candidates(page(linker))]
    monkeypatch.setattr(matcher, "_STRETCH", stretch)
    assert linker.link(TEXT) == whole
    assert whole.count("<a ") == 5 * 7
    assert [item.verdict for item in linker.matcher.candidates(page(linker))] == found


def page(linker: Linker) -> Page:
    return Page.parse(linker.path, TEXT.encode())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits of memory are those of POSIX")
def test_nested_aliases_take_memory_by_the_glossary_not_by_its_product_with_the_text(site: Site) -> None:
    aliases = " | ".join("学" * length for length in range(1, 51))
    site.write({"glossary.md": f"## {aliases}\n\nText.\n", "a.md": "学" * 100_000 + "\n"})
    code = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_AS, (800 << 20, 800 << 20));"
    code += "sys.argv[1:] = ['fix', '-j1']; runpy.run_module('autolink', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], cwd=site.root, capture_output=True, check=False)
    assert (done.returncode, b"2000 links added" in done.stderr) == (0, True)
