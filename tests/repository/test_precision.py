"""The judged sample says nothing but what was judged, and versions are scored by it."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from benchmarks.precision import draw, links, projects, score, verdicts
from benchmarks.precision.projects import PROJECTS, Part, Project
from benchmarks.precision.verdicts import Verdict

if TYPE_CHECKING:
    from pathlib import Path

GLOSSARY = "# Glossary\n\n## Node\n\nA program.\n\n## Cluster\n\nNodes.\n"
PAGE = "# Guide\n\nEach cluster has a\nnode. Start it, node by\n\n- another node tree\n"
SETTINGS = 'glossary = "docs/glossary.md"\n'
TINY = Project("tiny", {"corpus": "docs"}, SETTINGS, (Part("tiny", "English", 9, "docs/guide"),))


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora" / "corpus"
    folder.mkdir(parents=True)
    (folder / "glossary.md").write_text(GLOSSARY, encoding="utf-8")
    (folder / "guide.md").write_text(PAGE, encoding="utf-8")
    return tmp_path / "corpora"


def linking(project: Project, corpora: Path, name: str) -> links.Linking:
    folder = corpora.parent / name
    project.write(str(corpora), str(folder))
    return links.Linking(str(folder))


def judged(corpora: Path) -> list[Verdict]:
    """Judge the links of the tiny project: the first is good, the second split, the others are wrong."""
    drawn = [
        {"id": at, **link}
        for at, link in enumerate(draw.drawn(linking(TINY, corpora, "drawn"), TINY.parts[0]))
    ]
    said = [("keep", "keep"), ("keep", "delete"), *[("delete", "delete")] * 9]
    readers = [
        [
            json.dumps({"id": link["id"], "verdict": verdict[at]})
            for link, verdict in zip(drawn, said, strict=False)
        ]
        for at in (0, 1)
    ]
    return list(verdicts.merged(map(json.dumps, drawn), readers))


def scored(project: Project, corpora: Path, name: str) -> tuple[list[score.Outcome], Counter[str]]:
    counts = Counter[str]()
    found = judged(corpora)
    folder = corpora.parent / name
    project.write(str(corpora), str(folder))
    return list(score.outcomes(project, str(folder), found, counts)), counts


# The committed file


def test_the_sample_is_what_the_projects_ask_for() -> None:
    found = verdicts.load()
    assert Counter(item.part for item in found) == {
        part.name: part.links for project in PROJECTS for part in project.parts
    }
    assert len({item[:3] for item in found}) == len(found) == 400


def test_the_sample_holds_no_sentences() -> None:
    for item in verdicts.load():
        assert re.fullmatch("[0-9a-f]{16}", item.sentence)
        assert re.fullmatch(r"[A-Za-z0-9_./-]+\.md", item.path)
        assert item.offset > 0
        assert len(item.alias) <= len(item.term) <= 60
        assert not re.search(r"[.!?]\s|[。！？\n]", item.term)


def test_glossaries_of_ours_are_there() -> None:
    wanted = {f"{project.name}.md" for project in PROJECTS if project.glossary}
    assert {*os.listdir(projects.GLOSSARIES)} == wanted


def test_a_line_that_is_no_verdict_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.jsonl"
    good = Verdict("p", "a.md", 1, "a", "a", "0" * 16, ("keep", "delete"))._asdict()
    for wrong in ({**good, "text": "A sentence."}, {**good, "readers": ["perhaps"]}, {**good, "readers": []}):
        path.write_text(json.dumps(wrong), encoding="utf-8")
        with pytest.raises(ValueError, match="not a verdict"):
            verdicts.load(str(path))


# Drawing


def test_links_are_drawn_with_their_context(corpora: Path) -> None:
    found = list(draw.drawn(linking(TINY, corpora, "drawn"), TINY.parts[0]))
    assert [(link["alias"], link["line"], link["in"]) for link in found] == [
        ("Cluster", 3, "paragraph"),
        ("Node", 4, "paragraph"),
        ("Node", 4, "paragraph"),
        ("Node", 6, "list"),
    ]
    assert found[0]["context"] == PAGE.replace("cluster", "⟦cluster⟧")
    assert (found[0]["title"], found[0]["definition"]) == ("Guide", "Nodes.")


def test_the_same_links_are_drawn_again(corpora: Path) -> None:
    part, tiny = replace(TINY.parts[0], links=2), linking(TINY, corpora, "drawn")
    drawn = [[link["offset"] for link in draw.drawn(tiny, part, seed)] for seed in (1, 1, 2, 3, 4)]
    assert drawn[0] == drawn[1]
    assert len({*map(tuple, drawn)}) > 1


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("A first. ", "A *node* and\nmore, e.g.x.", " Then"),
        ("用語です。", "ノード*ノ*です。", "次の文。"),
        ("Text\n", "- an *item*", "\n- another"),
        ("| a |\n", "| *cell* |", "\n| b |"),
        ("Text.\n\n", "the *end*", ""),
        ("", "the *start*", "\n\nmore"),
    ],
)
def test_sentences_are_told_from_bytes(before: str, text: str, after: str) -> None:
    data = f"{before}{text}{after}".encode()
    first, last = links.sentence(data, data.index(b"*"))
    assert data[first:last].decode().strip() == text.strip()


# Scoring


def test_a_version_that_makes_the_judged_links_keeps_its_score(corpora: Path) -> None:
    found, counts = scored(TINY, corpora, "scored")
    assert [(item.rule, item.verdict.good, item.line) for item in found] == [
        ("", 1.0, 3),
        ("", 0.5, 4),
        ("", 0.0, 4),
        ("", 0.0, 6),
    ]
    assert counts == {"tiny": 4}
    told = score.tables(found, counts)
    assert re.search(r"^English +4 +4 +37.5% +37.5% +0 of 1 +0 of 1 +0 of 2$", told, re.MULTILINE)
    assert "3 of 4 links, kappa 0.50" in told
    assert [line.split(":", 1)[1] for line in score.differences(found)] == [
        "4 Node → Node: wrong, made",
        "6 Node → Node: wrong, made",
    ]


def test_links_that_are_not_made_are_told_by_rule(corpora: Path) -> None:
    settings = f'{SETTINGS}never-link = ["Cluster"]\noccurrences = "first-in-page"\nskip-in = ["list"]\n'
    found, counts = scored(replace(TINY, settings=settings), corpora, "scored")
    assert [item.rule for item in found] == ["`never-link`", "", "not the first mention", "`skip-in`: list"]
    told = score.tables(found, counts)
    assert re.search(r"^English +4 +1 +37.5% +50.0% +1 of 1 +0 of 1 +2 of 2$", told, re.MULTILINE)
    assert re.search(r"^`never-link` +1 +0 +0$", told, re.MULTILINE)
    assert next(score.differences(found)).endswith("Cluster → Cluster: good, not made: `never-link`")


def test_a_link_to_another_term_is_not_the_one_that_was_judged(corpora: Path) -> None:
    longer = replace(
        TINY, files={"docs/more.md": "## Node tree\n\nA tree.\n"}, settings='glossary = "docs"\n'
    )
    found, _ = scored(longer, corpora, "scored")
    assert [item.rule for item in found] == ["", "", "", "linked to another term"]


def test_a_corpus_that_has_changed_is_refused(corpora: Path) -> None:
    found, folder = judged(corpora), corpora.parent / "drawn"
    for text in (PAGE.replace("Each", "Some"), None):
        page = folder / "docs" / "guide.md"
        page.unlink() if text is None else page.write_text(text, encoding="utf-8")
        with pytest.raises(score.CorpusError, match=r"guide\.md"):
            list(score.outcomes(TINY, str(folder), found, Counter()))


def test_kappa_is_what_chance_does_not_explain() -> None:
    def agreement(*readers: tuple[str, ...]) -> float:
        return verdicts.kappa(Verdict("", "", 0, "", "", "", pair) for pair in readers)

    keep, delete = verdicts.KEEP, verdicts.DELETE
    assert agreement((keep, keep), (delete, delete)) == 1
    assert agreement((keep, keep), (keep, delete), (delete, keep), (delete, delete)) == 0
    assert agreement((keep, delete), (delete, keep)) == -1
    assert agreement((keep, keep)) == agreement() == 1
    with pytest.raises(ValueError, match="two readers"):
        agreement((keep,))


def test_one_reader_is_enough_for_a_score(corpora: Path) -> None:
    found, counts = scored(TINY, corpora, "scored")
    alone = [item._replace(verdict=item.verdict._replace(readers=item.verdict.readers[:1])) for item in found]
    told = score.tables(alone, counts)
    assert re.search(r"^English +4 +4 +50.0% +50.0% +0 of 2 +0 of 0 +0 of 2$", told, re.MULTILINE)
    assert told.endswith("Not judged by two readers.")


def test_the_score_is_printed(
    corpora: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, more = corpora.parent / "verdicts.jsonl", corpora.parent / "more"
    file.write_text("".join(f"{json.dumps(item._asdict())}\n" for item in judged(corpora)), encoding="utf-8")
    more.mkdir()
    (more / "tiny.toml").write_text('never-link = ["Node"]\n', encoding="utf-8")
    monkeypatch.setattr(score, "PROJECTS", (TINY,))
    arguments = [
        "score",
        "--corpora",
        str(corpora),
        "--verdicts",
        str(file),
        "--settings",
        str(more),
        "--list",
    ]
    monkeypatch.setattr(sys, "argv", arguments)
    score.main()
    told = capsys.readouterr().out
    assert re.search(r"^tiny +4 +1 +37.5% +100.0% +0 of 1 +1 of 1 +2 of 2 +1$", told, re.MULTILINE)
    monkeypatch.setattr(sys, "argv", ["score", "--corpora", str(more), "--verdicts", str(file)])
    with pytest.raises(SystemExit, match="corpus"):
        score.main()
