"""`--diff`: words and their terms on a terminal, a patch elsewhere."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.site import anchor, link

if TYPE_CHECKING:
    from tests.support.site import Site

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.support.screenshots import run

TERM = "学習 | Learning"
GLOSSARY = f"# Words\n\n## {TERM}{anchor(TERM)}\n\nTo learn.\n\n## Pod{anchor('Pod')}\n\nWhales.\n"


def on_a_terminal(site: Site, command: str = "fix --diff") -> list[str]:
    """Return the lines that a command prints on a terminal, without its colours and its summary."""
    before = site.tree()
    seen = run(str(site.root), 80, command)
    assert "\x1b[" in seen
    assert site.tree() == before
    return re.sub(r"\x1b\[[0-9;]*m", "", seen).splitlines()[:-1]


def test_links_are_shown_by_their_words_and_terms(site: Site) -> None:
    page = "# Title\n\nFirst. A *learning*\npod. Last.\n\n深い学習です。次。\n"
    site.write({"glossary.md": GLOSSARY, "docs/page.md": page})
    assert on_a_terminal(site) == [
        "docs/page.md:3: A *learning* pod.  → 学習 | Learning (glossary.md)",
        "docs/page.md:4: A *learning* pod.  → Pod (glossary.md)",
        "docs/page.md:6: 深い学習です。  → 学習 | Learning (glossary.md)",
    ]
    assert "base64" not in "".join(on_a_terminal(site))


def test_the_word_that_is_linked_stands_out(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY, "page.md": "The pod.\n"})
    seen = run(str(site.root), 80, "fix --diff")
    assert "The \x1b[1;32mpod\x1b[0m." in seen
    assert seen.splitlines()[-1] == "Would link 1 mention in 1 page."


@pytest.mark.parametrize("style", ["html", "markdown"])
def test_what_is_linked_already_is_not_shown(site: Site, style: str) -> None:
    site.write({"glossary.md": GLOSSARY, "page.md": "A pod, [our](x.md) pod.\n"})
    site.write({"autolink.toml": f'link-style = "{style}"\n'})
    site.run("fix")
    site.write({"page.md": site.read("page.md") + "\nOur pod.\n"})
    assert on_a_terminal(site) == ["page.md:3: Our pod.  → Pod (glossary.md)"]


def test_links_that_are_updated_or_removed(site: Site) -> None:
    gone, old = link("walrus", "Walrus", "glossary.md"), link("pod", "Pod", "old.md")
    site.write(
        {"glossary.md": GLOSSARY.replace("Pod", "Whale | Pod"), "page.md": f"A {gone}.\n\nOur {old}.\n"}
    )
    site.write({"glossary.md": GLOSSARY, "page.md": f"Our {old}.\n"})
    site.write({"autolink.toml": 'never-link = ["Learning"]\n'})
    site.write({"other.md": f"Some {link('learning', TERM, 'glossary.md')}.\n"})
    assert on_a_terminal(site) == [
        "other.md:1: Some learning.  no longer → 学習 | Learning (glossary.md)",
        "page.md:1: Our pod.  → now Pod (glossary.md)",
    ]


def test_anchors_of_terms(site: Site) -> None:
    site.write({"glossary.md": f"## {TERM}\n\nX\n\n## Pod\n\nX\n"})
    assert on_a_terminal(site) == [
        "glossary.md:1: + anchor of 学習 | Learning",
        "glossary.md:5: + anchor of Pod",
    ]
    site.run("fix")
    assert on_a_terminal(site, "unlink --anchors --diff") == [
        "glossary.md:1: - anchor of 学習 | Learning",
        "glossary.md:5: - anchor of Pod",
    ]


def test_lines_that_read_otherwise(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY, "page.md": "Above.\n\nA pod.\n"})
    site.run("fix")
    assert on_a_terminal(site, "rename --diff Pod Herd") == [
        "glossary.md:7: - ## Pod",
        "glossary.md:7: + ## Herd",
        "glossary.md:7: + anchor of Herd",
        "page.md:3: - A pod.",
        "page.md:3: + A herd.",
    ]


def test_a_long_sentence_is_cut(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY, "page.md": f"{'word ' * 40}pod{' word' * 40}\n"})
    (line,) = on_a_terminal(site)
    assert len(line) < 200
    assert re.search(r"^page\.md:1: ….*word pod word.*…  → Pod \(glossary\.md\)$", line)


def test_hostile_text_cannot_act_on_the_terminal(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY, "page.md": "A \x1b[2J\u202e[bold]pod.\n"})
    (line,) = on_a_terminal(site)
    assert "\x1b" not in line
    assert "\u202e" not in line
    assert "[bold]pod" in line


@pytest.mark.parametrize("variable", ["FORCE_COLOR", "TTY_COMPATIBLE", "CLICOLOR_FORCE"])
def test_a_pipe_gets_a_patch_whatever_the_environment(site: Site, variable: str) -> None:
    site.write({"glossary.md": GLOSSARY, "page.md": "The pod.\n"})
    assert (
        site.process("fix", "--diff", environment={variable: "1"}).stdout
        == (
            "--- a/page.md\n+++ b/page.md\n@@ -1 +1 @@\n-The pod.\n"
            f"+The {link('pod', 'Pod', 'glossary.md')}.\n"
        ).encode()
    )
