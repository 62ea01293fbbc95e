"""The promises over text that other people wrote. Skipped where the corpora are not beside the project."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autolink import config
from autolink.diagnostics.rules import PAGE_URL_MISMATCH
from autolink.project.project import Project
from tests.rewriter.test_properties import rendered
from tests.support.linking import Linker
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.site import Site

SHARED = REPOSITORY.parent / "shared"
CORPORA = SHARED / "corpora"
INPUT = CORPORA / "tech_glossary" / "input"
pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not beside this clone")

_TAG = re.compile(rb'<a (?:href="https://github\.com/takata150802/[^"]*|id="[A-Za-z0-9+/=]+)">|</a>')
_LINK = re.compile(r'<a href="https://github\.com/[^"]*/([^/"]+)#([^"]*)">(.*?)</a>')


def taken_out(data: bytes, reference: bytes) -> bytes:
    """Return a page without the inserted tags: a closing tag belongs to the opening tag before it."""
    pieces, position, ours = [], 0, False
    for tag in re.finditer(rb"<a [^>]*>|</a>", data):
        inserted = bool(_TAG.fullmatch(tag[0])) if tag[0] != b"</a>" else ours
        if tag[0] != b"</a>":
            ours = inserted
        if inserted:
            pieces.append(data[position : tag.start()])
            position = tag.end()
    return b"".join(pieces) + data[position:]


def test_tech_glossary_end_to_end(site: Site) -> None:
    before = {path: path.read_bytes() for path in sorted(INPUT.rglob("*.md"))}
    result = site.run("fix", str(INPUT), "--glossary", str(INPUT), "--output", "OUT")
    assert result.exit_code == 0
    assert {path: path.read_bytes() for path in sorted(INPUT.rglob("*.md"))} == before
    linked = site.tree("OUT")
    assert len(linked) == 20
    for path, data in before.items():
        new = linked[path.relative_to(INPUT).as_posix()]
        assert taken_out(new, data) == data
    assert site.run("fix", "OUT", "--glossary", "OUT").exit_code == 0
    assert site.tree("OUT") == linked


def test_tech_glossary_index() -> None:
    """The corpus has 294 lines that look like a term; one of them stands in a comment and is no heading."""
    project = Project(config.load(str(INPUT), glossary=[str(INPUT)]))
    glossary = project.glossary()
    assert len(glossary.terms) == 293
    separate = {part.strip() for term in glossary.terms for part in term.name.split("|")}
    assert len(separate) == 433
    assert separate - set(glossary.by_alias) == {"Mixture of Experts (MoE)"}, "is two aliases"


def test_tech_glossary_check() -> None:
    project = Project(config.load(str(INPUT), glossary=[str(INPUT)]))
    found = project.check([])
    wrong = [item for item in found if item.rule is PAGE_URL_MISMATCH]
    assert [Path(item.path).name for item in wrong] == ["llm-inference.md"]
    assert "llm-inference.md.md" in wrong[0].message
    links = [item for item in found if item.rule.code.startswith("L")]
    assert all(".png" in item.message for item in links), "the corpus comes without its images"


# Every link in which our page differs from the one that the original tool made, and why.
SEED_DIFFERENCES = {
    ("AI", "ai-general.md"): "no word boundaries: it linked the AI in OpenAI, whose own entry says nothing",
    ("トークン", "llm.md"): "made from an older state: the term has moved to nlp.md, the old link dangles",
}
OUR_DIFFERENCES = {
    ("トークン", "nlp.md"): "where the term is defined now",
    ("instruction tuning", "llm-training.md"): "it knew one case only",
}


def test_the_seed_page(site: Site) -> None:
    site.run("fix", str(INPUT), "--glossary", str(INPUT), "--output", "OUT")
    seed = (SHARED / "seed" / "llm-training.md").read_text(encoding="utf-8")
    ours = site.read("OUT/ai/llm-training.md")

    def links(text: str) -> list[tuple[str, str, str]]:
        return [(label, page, anchor_id) for page, anchor_id, label in _LINK.findall(text)]

    def differing(
        these: list[tuple[str, str, str]], those: list[tuple[str, str, str]]
    ) -> set[tuple[str, str]]:
        return {item[:2] for item in (Counter(these) - Counter(those))}

    assert differing(links(seed), links(ours)) == set(SEED_DIFFERENCES)
    assert differing(links(ours), links(seed)) == set(OUR_DIFFERENCES)
    anchors = re.compile(r'^## .*<a id="[^"]*"></a>$', re.MULTILINE)
    assert anchors.findall(seed) == anchors.findall(ours)


def pages() -> Iterator[tuple[str, bytes, str]]:
    """Yield name, bytes and a glossary for every page of every corpus."""
    spec = json.loads((CORPORA / "commonmark" / "spec-0.31.json").read_text(encoding="utf-8"))
    for example in spec:
        words = sorted(set(re.findall(r"\w{2,}", example["markdown"])))[:12]
        glossary = "".join(f"## {word}\n\nText.\n\n" for word in words)
        yield f"CommonMark {example['example']}", example["markdown"].encode(), glossary
    sources = {
        "tech_glossary": "".join(path.read_text(encoding="utf-8") for path in sorted(INPUT.rglob("*.md"))),
        "ipfs-docs": (CORPORA / "ipfs-docs/docs/concepts/glossary.md").read_text(encoding="utf-8"),
        "opentelemetry/en": (CORPORA / "opentelemetry/en/docs/concepts/glossary.md").read_text(
            encoding="utf-8"
        ),
        "opentelemetry/ja": (CORPORA / "opentelemetry/ja/docs/concepts/glossary.md").read_text(
            encoding="utf-8"
        ),
    }
    for folder, glossary in sources.items():
        for path in sorted((CORPORA / folder).rglob("*.md")):
            yield str(path.relative_to(CORPORA)), path.read_bytes(), glossary


@pytest.mark.parametrize("style", ["html", "markdown"])
def test_every_page_renders_the_same(style: str) -> None:
    linkers: dict[str, Linker] = {}
    mentions = withheld = 0
    managed = re.compile(r'<a href="https://linked\.example/[^"]*">(.*?)</a>', re.DOTALL)
    for name, data, glossary in pages():
        if glossary not in linkers:
            linkers[glossary] = Linker(
                glossary,
                link_style=style,
                term_levels=(2, 3),
                page_url_keys=("none",),
                link_base="https://linked.example",
            )
        linker = linkers[glossary]
        rewrite = linker.rewrite(data)
        assert linker.unlinked(rewrite.data) == data, name
        assert linker.rewrite(rewrite.data).data == rewrite.data, name
        assert managed.sub(r"\1", rendered(rewrite.data)) == rendered(data), name
        mentions += rewrite.added
        withheld += len(rewrite.withheld)
    assert mentions > 5000
    assert withheld < 0.005 * mentions
