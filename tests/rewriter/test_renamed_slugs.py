"""Author's links to slugs of terms that were reworded: corrected where exactly one term can be meant."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from autolink.text.similar import is_reworded, simplified

if TYPE_CHECKING:
    from tests.support.site import Site

TERMS = ("Reward model | RM", "Model", "Fine-tuning", "GPT-4", "Encoder", "事前学習 | Pre-training")


def glossary(*headings: str) -> str:
    """Return a glossary page with some terms, and a section that is none."""
    terms = "".join(f"## {heading}\n\nAbout {number}.\n\n" for number, heading in enumerate(headings))
    return f"# Words\n\n{terms}### See elsewhere\n\nx\n"


def followed(site: Site, publisher: str, fragment: str, *headings: str) -> str:
    """Return what `fix` makes of an author's link to a fragment; `check` and a second `fix` have to agree."""
    site.write({"autolink.toml": f'site = "{publisher}"\n', "docs/glossary.md": glossary(*headings)})
    site.run("fix", "docs/glossary.md")
    page = f"[there](glossary.md#{fragment})\n"
    site.write({"docs/page.md": page})
    found = site.run("check", "docs/page.md").stdout
    site.run("fix")
    after = site.read("docs/page.md")
    assert ("L003" in found) == (after != page), found
    assert (site.run("check", "docs/page.md").stdout == "") == (after != page or not found)
    assert site.run("fix", "--check").exit_code == 0
    return after.partition("#")[2].partition(")")[0]


@pytest.mark.parametrize(
    ("publisher", "old", "new"),
    [
        # what is there stays
        ("mkdocs", "reward-model-rm", "reward-model-rm"),
        ("mkdocs", "see-elsewhere", "see-elsewhere"),
        # a shared alias
        ("mkdocs", "reward-model", "reward-model-rm"),
        ("mkdocs", "rm-reward-model", "reward-model-rm"),
        ("hugo", "rm--reward-model", "reward-model--rm"),
        ("hugo", "preference-model--rm", "reward-model--rm"),
        ("docusaurus", "rm--preference-model", "reward-model--rm"),
        ("hugo", "事前学習", "事前学習--pre-training"),
        (
            "hugo",
            "%E4%BA%8B%E5%89%8D%E5%AD%A6%E7%BF%92",
            "%E4%BA%8B%E5%89%8D%E5%AD%A6%E7%BF%92--pre-training",
        ),
        # likeness
        ("mkdocs", "finetuning", "fine-tuning"),
        ("mkdocs", "fine-tunings", "fine-tuning"),
        ("mkdocs", "Reward-Models-RM", "reward-model-rm"),
        ("vitepress", "gpt4", "gpt-4"),
    ],
)
def test_a_slug_that_means_one_term_is_followed(site: Site, publisher: str, old: str, new: str) -> None:
    assert followed(site, publisher, old, *TERMS) == new


@pytest.mark.parametrize(
    ("publisher", "fragment"),
    [
        ("mkdocs", "usage"),
        ("mkdocs", "preference-model"),  # `Model` is another term
        ("mkdocs", "reward-model-training"),
        ("mkdocs", "gpt-3"),
        ("mkdocs", "decoder"),
        ("mkdocs", "see-elsewher"),  # a section that is no term
        ("mkdocs", "_1"),
        ("mkdocs", "top-of-it"),
        ("hugo", "preference-model"),
        ("hugo", "-" * 5000),
        ("hugo", "a-" * 5000),
    ],
)
def test_a_slug_that_is_near_no_term_is_left(site: Site, publisher: str, fragment: str) -> None:
    assert followed(site, publisher, fragment, *TERMS) == fragment


@pytest.mark.parametrize(
    ("fragment", "headings"),
    [
        ("reward-models", ("Reward model", "Reward modelz")),
        ("rm", ("Reward model | RM", "Risk management | RM")),
    ],
)
def test_two_candidates_are_no_answer(site: Site, fragment: str, headings: tuple[str, ...]) -> None:
    assert followed(site, "mkdocs", fragment, *headings) == fragment


def test_nothing_changes_where_links_point_to_anchor_ids(site: Site) -> None:
    site.write({"glossary.md": glossary("Reward model | RM", "Fine-tuning")})
    site.run("fix")
    page = "[x](glossary.md#rm) [x](glossary.md#finetuning)\n"
    site.write({"page.md": page})
    assert site.run("check", "page.md").stdout.count("L002") == 2
    site.run("fix")
    assert site.read("page.md") == page


def test_a_term_that_moved_with_its_slug_is_followed(site: Site) -> None:
    site.write({"autolink.toml": 'site = "mkdocs"\nglossary = "docs/words"\n'})
    site.write({"docs/words/a.md": "## Cat\n\nd\n", "docs/words/b.md": "## LLM\n\nd\n\n## Dogs\n\nd\n"})
    site.write(
        {"docs/page.md": "[x](words/a.md#llm) [x](words/a.md#dog) [x](other.md#llm)\n", "docs/other.md": ""}
    )
    site.run("fix")
    assert site.read("docs/page.md") == "[x](words/b.md#llm) [x](words/b.md#dogs) [x](other.md#llm)\n"


@pytest.mark.parametrize("off", ['ignore = ["L003"]', 'ignore-targets = ["glossary"]'])
def test_what_is_not_reported_is_not_followed(site: Site, off: str) -> None:
    site.write({"autolink.toml": f'site = "mkdocs"\n{off}\n', "docs/glossary.md": glossary("LLM | GPT")})
    page = "[there](glossary.md#gpt)\n"
    site.write({"docs/page.md": page})
    site.run("fix")
    assert site.read("docs/page.md") == page


def test_an_id_that_is_not_written_yet_is_said_to_be_so(site: Site) -> None:
    text = "## 用語\n\nd\n\n## 言葉\n\nd\n"
    site.write(
        {
            "autolink.toml": 'site = "mkdocs"\n',
            "docs/glossary.md": text,
            "docs/a.md": "[x](glossary.md#言葉)\n",
        }
    )
    assert "the term `言葉` has no anchor yet: run `autolink fix`" in site.run("check").stdout
    site.run("fix")
    assert site.run("check").stdout == ""


# The history


def commit(site: Site, text: str) -> None:
    """Commit a version of the glossary."""
    site.write({"docs/glossary.md": text})
    names = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run(["git", *arguments], cwd=site.root, env={**os.environ, **names}, check=True)


def test_the_history_knows_which_heading_had_a_slug(site: Site) -> None:
    commit(site, glossary("LLM", "Large network", "GPT"))
    commit(site, glossary("LLM", "Colossus", "GPT"))
    commit(site, glossary("LLM", "Big brain", "GPT"))
    for old in ("large-network", "colossus"):
        assert followed(site, "mkdocs", old, "LLM", "Big brain", "GPT") == "big-brain"
    assert followed(site, "mkdocs", "small-network", "LLM", "Big brain", "GPT") == "small-network"


def test_a_history_in_which_the_heading_went_says_nothing(site: Site) -> None:
    commit(site, glossary("LLM", "Large network", "GPT"))
    assert followed(site, "mkdocs", "large-network", "LLM", "GPT") == "large-network"


def test_a_heading_that_got_an_id_of_its_own_is_followed(site: Site) -> None:
    commit(site, glossary("LLM", "Large network"))
    site.write({"mkdocs.yml": "markdown_extensions: [attr_list]\n"})
    assert followed(site, "mkdocs", "large-network", "LLM", "Large network {#brain}") == "brain"


# Likeness


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("fine-tuning", "finetuning", True),
        ("reward-model", "reward-models", True),
        ("tokenizer", "tokeniser", True),
        ("LLM", "llm", True),
        ("supervised-learning", "unsupervised-learning", False),
        ("pre-training", "post-training", False),
        ("max-pooling", "mean-pooling", False),
        ("encoder", "decoder", False),
        ("gpt-3", "gpt-4", False),
        ("事前学習", "事後学習", False),
        ("reward-model", "reward", False),
        ("", "x", False),
    ],
)
def test_what_is_reworded(old: str, new: str, expected: bool) -> None:
    assert is_reworded(simplified(old), simplified(new)) is expected
    assert is_reworded(simplified(new), simplified(old)) is expected
