"""`autolink review`: what it shows, and what each answer does, on a real terminal."""

from __future__ import annotations

import re
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.site import Site, anchor, link
from tests.support.terminal import on_terminal

if TYPE_CHECKING:
    from tests.support.terminal import Shown

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")

GLOSSARY = """\
# Glossary

## Instance | VM

A *machine* that runs.

It is virtual.

## Node

A host.

## Span

A part of a trace.
"""
PAGE = "# Title\n\nSee instance, an instance\nruns on a node.\n\nSpans span a trace.\n"
CONFIG = "# ours\nglossary = 'glossary.md'\n"
ANCHORED = GLOSSARY
for name in ("Instance | VM", "Node", "Span"):
    ANCHORED = ANCHORED.replace(f"## {name}\n", f"## {name}{anchor(name)}\n")


@pytest.fixture
def project(site: Site) -> Site:
    site.write({"autolink.toml": CONFIG, "glossary.md": ANCHORED, "page.md": PAGE})
    return site


def review(site: Site, answers: str, *arguments: str, **options: Any) -> Shown:
    """Review with one-letter answers, each with the return key."""
    return on_terminal(
        site.root, ["review", *arguments], [f"{answer}\n".encode() for answer in answers], **options
    )


def linked(text: str, term: str) -> str:
    return link(text, term, "glossary.md")


INSTANCE, NODE = linked("instance", "Instance | VM"), linked("node", "Node")
SPANS, SPAN = linked("Spans", "Span"), linked("span", "Span")


# What is shown


def test_a_question_shows_the_place_the_term_and_its_definition(project: Site) -> None:
    shown = review(project, "q")
    assert shown == (
        0,
        """\
5 new links on 1 page. Answer `?` for help.

page.md:3:5  page 1 of 1, 5 new links
    3 | See instance, an instance
            ^^^^^^^^
    4 | runs on a node.
Instance | VM  glossary.md:3
    A machine that runs.
Link `instance`? [y,n,p,s,c,a,d,q,?] q
0 links and 0 comments added, 0 pages changed.
""",
    )
    assert project.read("page.md") == PAGE


def test_links_and_comments_of_ours_are_not_shown(project: Site) -> None:
    shown = review(project, "ynq").text
    assert "    3 | See instance, an instance\n                         ^^^^^^^^\n" in shown
    assert "    4 | runs on a node.\n                  ^^^^\n" in shown
    assert "autolink-disable" not in shown
    assert "<a href" not in shown


@pytest.mark.parametrize("answer", ["?", "x", "yy", "2"])
def test_what_is_no_answer_shows_the_help_and_asks_again(project: Site, answer: str) -> None:
    shown = on_terminal(project.root, ["review"], [f"{answer}\n".encode(), b"\n", b"q\n"])
    assert shown.text.count("Link `instance`?") == 3
    assert shown.text.count("  y  link this mention\n") == 1
    assert project.read("page.md") == PAGE


def test_full_width_and_capital_letters_are_answers(project: Site) -> None:
    on_terminal(project.root, ["review"], [" ｙ \n".encode(), b"Q\n"])
    assert INSTANCE in project.read("page.md")


def test_a_narrow_terminal_cuts_wide_characters_by_cells(site: Site) -> None:
    site.write(
        {
            "autolink.toml": CONFIG,
            "glossary.md": f"## 環境{anchor('環境')}\n\n" + "動くところの説明です。" * 20 + "\n",
            "page.md": "あ" * 60 + "環境" + "い" * 60 + "\n",
        }
    )
    shown = review(site, "q", size=(24, 40), environment={"TERM": "xterm"}).text
    shown = re.sub(r"\x1b\[\d*m", "", shown)
    lines = shown.partition("\n\n")[2].splitlines()
    number = next(number for number, line in enumerate(lines) if line.startswith("    1 | "))
    cells = [sum(2 if ord(ch) > 0x2E80 else 1 for ch in line) for line in lines]
    assert max(cells[number : number + 7]) <= 40
    before = lines[number].partition("環境")[0]
    assert len(lines[number + 1].rstrip("^")) == sum(2 if ord(ch) > 0x2E80 else 1 for ch in before)
    assert lines[number + 1].endswith(" ^^^^")
    assert lines[number + 6].endswith("…")


def test_colours_are_for_terminals_that_want_them(project: Site) -> None:
    assert "\x1b[" not in review(project, "q").text
    colored = review(project, "q", environment={"TERM": "xterm", "NO_COLOR": ""}).text
    assert "\x1b[36mInstance | VM\x1b[0m" in colored
    assert not re.search(r"\x1b\[3\dm", review(project, "q", environment={"TERM": "xterm"}).text)


def test_hostile_text_does_not_act_on_the_terminal(site: Site) -> None:
    evil = "Evil\x1b[2Jword"
    site.write(
        {
            "autolink.toml": CONFIG,
            "glossary.md": f"## Instance{anchor('Instance')}\n\n\x1b[2J\u202e {evil}\n",
            "page.md": f"{evil} an instance\x1b[2J\n",
        }
    )
    shown = review(site, "q").text
    assert "\x1b" not in shown
    assert "\u202e" not in shown


# What the answers do


def test_y_links_one_mention_and_leaves_the_others(project: Site) -> None:
    assert review(project, "yq").text.endswith("1 link and 0 comments added, 1 page changed.\n")
    assert project.read("page.md") == PAGE.replace("instance,", f"{INSTANCE},")


def test_with_y_to_all_the_page_is_what_fix_makes_of_it(project: Site) -> None:
    review(project, "yyyyy")
    reviewed = project.read("page.md")
    assert project.run("fix", "--check").exit_code == 0
    project.write({"page.md": PAGE})
    project.run("fix")
    assert project.read("page.md") == reviewed


def test_n_is_remembered_beside_the_mention(project: Site) -> None:
    review(project, "nyynn")
    assert project.read("page.md") == (
        "# Title\n\nSee <!-- autolink-disable M001 -->instance<!-- autolink-enable M001 -->, an "
        f"{INSTANCE}\nruns on a {NODE}.\n\n"
        "<!-- autolink-disable M001 -->\n<!-- autolink-disable-next-line M001 -->\n"
        "Spans<!-- autolink-enable M001 --> span a trace.\n"
    )
    assert _is_followed(project)


def _is_followed(project: Site) -> bool:
    """Tell whether `fix` and `check` have nothing to say, and comments that switch off nothing are none."""
    fixed = project.run("fix", "--check")
    checked = project.run("check", "--select", "M001,P002")
    return (fixed.exit_code, checked.exit_code, checked.stdout) == (0, 0, "")


def test_n_alone_on_its_line_is_a_comment_about_the_line(project: Site) -> None:
    project.write({"page.md": "An instance runs.\n"})
    review(project, "n")
    assert project.read("page.md") == "<!-- autolink-disable-next-line M001 -->\nAn instance runs.\n"
    assert _is_followed(project)


def test_p_is_remembered_on_the_page(project: Site) -> None:
    shown = review(project, "pyp")
    assert shown.text.endswith("1 link and 2 comments added, 1 page changed.\n")
    expected = PAGE.replace("node", NODE) + "\n<!-- autolink-never-link: Instance, Span -->\n"
    assert project.read("page.md") == expected
    assert _is_followed(project)


def test_p_keeps_the_line_ends_and_an_open_block_of_the_page(project: Site) -> None:
    project.write({"page.md": "An instance.\r\n\r\n```\r\ncode"})
    review(project, "p")
    page = "<!-- autolink-never-link: Instance -->\r\n\r\nAn instance.\r\n\r\n```\r\ncode"
    assert project.read("page.md") == page


def test_s_is_remembered_in_the_configuration(project: Site) -> None:
    project.write({"other.md": "An instance and a node.\n"})
    shown = review(project, "syyyy")
    assert "Added `Instance` to `never-link` in the configuration.\n" in shown.text
    assert project.read("autolink.toml") == f'{CONFIG}never-link = ["Instance"]\n'
    assert project.read("other.md") == f"An instance and a {NODE}.\n"
    assert _is_followed(project)


def test_c_links_a_word_only_as_the_glossary_spells_it(project: Site) -> None:
    shown = review(project, "yyycyd").text
    assert shown.count("Link `Spans`? [y,n,p,s,c,a,d,q,?]") == 1
    assert shown.count("Link `Spans`? [y,n,p,s,a,d,q,?]") == 1
    assert "Link `span`?" not in shown
    assert tomllib.loads(project.read("autolink.toml"))["case-sensitive"] == ["Span"]
    assert project.read("page.md").endswith(f"\n{SPANS} span a trace.\n")
    assert _is_followed(project)


def test_a_links_all_mentions_of_the_term_that_follow(project: Site) -> None:
    project.write({"other.md": "A node.\n", "third.md": "An instance.\n"})
    shown = review(project, "yad").text
    assert shown.count("Link `instance`?") == 1
    assert project.read("page.md") == PAGE.replace("instance", INSTANCE)
    assert project.read("third.md") == f"An {INSTANCE}.\n"


def test_d_leaves_the_rest_of_the_page(project: Site) -> None:
    project.write({"other.md": "A node and a span.\n"})
    review(project, "ydyyyyy")
    assert project.read("other.md") == f"A {NODE} and a span.\n"
    assert project.run("fix", "--check", "page.md").exit_code == 0


def test_q_writes_what_was_decided_and_asks_no_more(project: Site) -> None:
    project.write({"other.md": "A node and a span.\n"})
    shown = review(project, "yq")
    assert shown.code == 0
    assert project.read("other.md") == f"A {NODE} and a span.\n"
    assert project.read("page.md") == PAGE


def test_the_end_of_the_input_is_a_q(project: Site) -> None:
    shown = on_terminal(project.root, ["review"], [b"y\n", b"\x04"])
    assert shown.code == 0
    assert INSTANCE in project.read("page.md")


def test_ctrl_c_drops_the_answers_about_the_page_at_hand(project: Site) -> None:
    project.write({"other.md": "A node.\n"})
    shown = on_terminal(project.root, ["review"], [b"y\n", b"y\n", b"s\n", b"\x03"])
    assert shown.code == 130
    assert project.read("other.md") == f"A {NODE}.\n"
    assert project.read("page.md") == PAGE
    assert project.read("autolink.toml") == CONFIG


# Where answers are written


def test_the_first_mention_of_a_page_moves_on_when_it_is_refused(project: Site) -> None:
    project.write({"autolink.toml": f'{CONFIG}occurrences = "first-in-page"\n'})
    review(project, "nyyd")
    page = project.read("page.md")
    assert f"an {INSTANCE}\nruns on a {NODE}" in page
    assert page.count("<a href") == 2


def test_links_that_are_there_stay_byte_for_byte(project: Site) -> None:
    page = f"A {NODE} and an instance, a [node](glossary.md#node), a span.\n"
    project.write({"page.md": page})
    review(project, "yq")
    assert project.read("page.md") == page.replace("an instance", f"an {INSTANCE}")


def test_anchors_that_new_links_need_are_written(project: Site) -> None:
    project.write({"glossary.md": GLOSSARY})
    review(project, "yq")
    assert project.read("glossary.md") == ANCHORED
    assert project.run("check").exit_code == 0


def test_anchors_on_pages_that_are_not_reviewed_are_missed(project: Site) -> None:
    project.write({"glossary.md": GLOSSARY})
    shown = review(project, "yq", "page.md").text
    assert "links point to anchors that are not yet in glossary.md: run `autolink fix`" in shown
    assert project.read("glossary.md") == GLOSSARY


def test_in_pyproject_the_table_is_edited(project: Site) -> None:
    (project.root / "autolink.toml").unlink()
    text = '[project]\nname = "x"\n\n[tool.autolink]\nglossary = "glossary.md"  # here\n\n[tool.ruff]\n'
    project.write({"pyproject.toml": text})
    review(project, "sq")
    assert project.read("pyproject.toml") == text.replace("# here\n", '# here\nnever-link = ["Instance"]\n')


def test_without_a_configuration_nothing_can_be_written_to_it(project: Site) -> None:
    assert "[y,n,p,a,d,q,?]" in review(project, "q", "--isolated").text


def test_a_configuration_that_is_not_plain_is_left_alone(project: Site) -> None:
    text = 'glossary = "glossary.md"\n"never-link" = ["Node"]\n'
    project.write({"autolink.toml": text})
    shown = review(project, "sq").text
    assert "`Instance` cannot be added to `never-link`, whose value is too complex to edit" in shown
    assert shown.count("Link `instance`?") == 2
    assert project.read("autolink.toml") == text


def test_mdx_takes_no_comments(project: Site) -> None:
    project.write({"page.mdx": "An instance.\n"})
    shown = review(project, "q", "page.mdx").text
    assert "[y,s,c,a,d,q,?]" in shown


def test_a_page_that_cannot_be_written_is_an_error(project: Site) -> None:
    project.write({"page.md": "An instance.\n", "glossary.md": GLOSSARY})
    (project.root / "page.md").chmod(0o444)
    shown = review(project, "y")
    assert shown.code == 2
    assert "error: page.md: file is read-only" in shown.text
    assert shown.text.endswith("0 links and 0 comments added, 0 pages changed.\n")


def test_where_nothing_is_new_nothing_is_asked(project: Site) -> None:
    project.write({"page.md": "Nothing.\n"})
    assert review(project, "") == (0, "0 links and 0 comments added, 0 pages changed.\n")


def test_without_a_terminal_it_is_an_error(project: Site) -> None:
    done = project.process("review")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"error: review asks questions: run it in a terminal\n"
