"""`autolink check`, as its users see it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from autolink.indexer.anchor_ids import encode_anchor_id
from tests.support.site import anchor

if TYPE_CHECKING:
    from tests.support.site import Site

TERM = "事前学習 | Pre-training"
GLOSSARY = f"# Words\n\n## {TERM}{anchor(TERM)}\n\nThe first step.\n"

RAW_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Whatever could act on a terminal, but for the line feed that ends a line of output."""


def checked(site: Site, markdown: str) -> list[str]:
    """Return the lines that `check` prints about a page beside a sound glossary and a second page."""
    site.write(
        {
            "glossary/llm.md": GLOSSARY,
            "other.md": "# A heading: *with* `code`!\n\n# Twice\n\n# Twice\n\n# 見出し {#own}\n\n"
            '<a name="named"></a><p id="html-id">text</p> and <span id="日本">x</span>\n',
            "page.md": markdown,
        }
    )
    result = site.run("check")
    lines = result.stdout.splitlines()
    assert result.exit_code == (1 if lines else 0), result.output
    return lines


# Sound links


@pytest.mark.parametrize(
    "target",
    [
        "other.md",
        "./other.md",
        "/other.md",
        "glossary",
        "glossary/",
        "glossary/../other.md",
        "glossary/llm.md",
        "other.md?plain=1",
        "other.md#",
        "#",
        "#here",
        "other.md#a-heading-with-code",
        "other.md#twice",
        "other.md#twice-1",
        "other.md#own",
        "other.md#named",
        "other.md#html-id",
        "other.md#日本",
        "other.md#%E6%97%A5%E6%9C%AC",
        "glossary/llm.md#事前学習--pre-training",
        f"glossary/llm.md#{encode_anchor_id(TERM)}",
        "https://example.org/nowhere.md#nothing",
        "//example.org/nowhere.md",
        "mailto:nobody@example.org",
        "autolink.toml",
        "autolink.toml#L1",
    ],
)
def test_a_sound_link_is_not_reported(site: Site, target: str) -> None:
    assert checked(site, f"# Here\n\n[text](<{target}>) and <a href='{target}'>text</a>\n") == []


def test_the_top_of_a_page_needs_no_anchor(site: Site) -> None:
    assert checked(site, "[up](#top)\n") == []


def test_links_in_code_and_comments_are_not_checked(site: Site) -> None:
    assert (
        checked(site, "`[a](b.md)`\n\n```\n[a](b.md)\n```\n\n<!-- [a](b.md) <a href='c.md'>c</a> -->\n") == []
    )


# Dangling links


@pytest.mark.parametrize(
    ("markdown", "column"),
    [
        ("[text](missing.md)", 1),
        ("a [text](missing.md 'title')", 3),
        ("日本 [text](<missing.md>)", 4),
        ("a ![text](missing.md)", 3),
        ("a <a href='missing.md'>text</a>", 3),
        ('a <img src="missing.md">', 3),
        ("**[text](missing.md)**", 3),
        ("# [text](missing.md)", 3),
        ("> [text](missing.md)", 3),
        ("| [text](missing.md) |\n|---|", 3),
        ("\ufeffa [text](missing.md)", 3),
        ("<p><a href='missing.md'>text</a></p>", 4),
    ],
)
def test_a_link_to_a_missing_file_is_reported_where_it_stands(site: Site, markdown: str, column: int) -> None:
    assert checked(site, f"{markdown}\n") == [
        f"page.md:1:{column}: L001 `missing.md` points to a file that does not exist"
    ]


@pytest.mark.parametrize(
    "target",
    [
        "glossary/missing.md",
        "/missing.md",
        "../missing.md",
        "other.md/sub.md",
        "missing.md#here",
        "missing.md?plain=1",
        "missing%20page.md",
        "a%00b.md",
        "a%00b/c.md",
        f"{'long' * 100}.md",
        f"{'deep/' * 2000}x.md",
    ],
)
def test_a_target_that_is_no_file_is_reported(site: Site, target: str) -> None:
    (line,) = checked(site, f"# Here\n\n[text]({target})\n")
    assert line.startswith("page.md:3:1: L001 ")


@pytest.mark.parametrize(
    "target",
    [
        "#missing",
        "other.md#missing",
        "other.md#twice-2",
        "other.md#A-Heading",
        "glossary/llm.md#%E6%97%A5",
    ],
)
def test_a_link_to_a_missing_anchor_is_reported(site: Site, target: str) -> None:
    (line,) = checked(site, f"# Here\n\ntext\n[text]({target})\n")
    assert line.startswith(f"page.md:4:1: L002 `{target}` points to an anchor that does not exist")


def test_a_dangling_anchor_id_still_says_which_heading_it_meant(site: Site) -> None:
    (line,) = checked(site, f"[text](glossary/llm.md#{encode_anchor_id('指示学習 | Tuning')})\n")
    assert "L003" in line
    assert "`指示学習 | Tuning`" in line


def test_an_anchor_in_code_is_no_anchor(site: Site) -> None:
    (line,) = checked(site, "`<a id='x'></a>` [text](#x)\n")
    assert "L002" in line


def test_a_link_to_a_declared_url_is_checked_like_one_to_the_page(site: Site) -> None:
    url = "https://example.org/blob/main/words/用語.md"
    site.write(
        {
            "glossary/llm.md": GLOSSARY,
            "words/用語.md": f"<!-- 記事URL:{url}# -->\n\n# Here\n",
            "page.md": f"[good]({url})\n[good]({url}#here)\n[bad]({url}#gone)\n"
            "[bad](https://example.org/blob/main/words/%E7%94%A8%E8%AA%9E.md#gone)\n"
            "[unknown](https://example.org/blob/main/words/other.md#gone)\n",
        }
    )
    lines = site.run("check").stdout.splitlines()
    assert [line.split(" ")[:2] for line in lines] == [["page.md:3:1:", "L002"], ["page.md:4:1:", "L002"]]


def test_renaming_a_heading_breaks_the_links_that_fix_made(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "page.md": "Pre-training\n"})
    site.run("fix")
    assert site.run("check").exit_code == 0
    site.write({"glossary/llm.md": "## 事前訓練 | Pretraining\n\nThe first step.\n"})
    result = site.run("check")
    assert result.exit_code == 1
    message = f"`{TERM}` is now `事前訓練 | Pretraining` (glossary/llm.md:1)"
    assert result.stdout == f"page.md:1:1: L003 [*] {message}\n"


def test_a_definition_is_reported_once_where_it_stands(site: Site) -> None:
    (line,) = checked(site, "[a][ref] [b][ref] [ref]\n\n[ref]: missing.md\n")
    assert line.startswith("page.md:3:1: L001 ")


def test_a_file_in_another_case_is_named(site: Site) -> None:
    (line,) = checked(site, "[text](Other.md)\n")
    assert line == "page.md:1:1: L006 `Other.md` is spelled differently from the file `other.md`"


def test_a_link_to_a_term_that_has_moved_says_where_it_is(site: Site) -> None:
    (line,) = checked(site, f"[text](other.md#{encode_anchor_id(TERM)})\n")
    assert line == f"page.md:1:1: L003 the term `{TERM}` is now in glossary/llm.md:3"


# Declared addresses


@pytest.mark.parametrize(
    ("path", "url", "sound"),
    [
        ("glossary/ai/llm.md", "https://example.org/blob/main/glossary/ai/llm.md", True),
        ("glossary/ai/llm.md", "https://example.org/blob/main/glossary/ai/llm.md#", True),
        ("glossary/ai/llm.md", "https://example.org/output/ai/llm.md", True),
        ("glossary/ai/llm.md", "https://example.org/llm.md", False),
        ("glossary/ai/llm.md", "https://example.org/output/ai/llm.md.md#", False),
        ("glossary/ai/llm.md", "https://example.org/output/xai/llm.md", False),
        ("glossary/ai/llm.md", "https://example.org/output/ai/gpt.md", False),
        ("glossary/用語.md", "https://example.org/%E7%94%A8%E8%AA%9E.md", True),
        ("docs/page.md", "https://example.org/docs/page.md", True),
        ("docs/page.md", "https://example.org/page.md", False),
    ],
)
def test_a_declared_url_has_to_end_with_the_path_of_its_page(
    site: Site, path: str, url: str, sound: bool
) -> None:
    site.write(
        {
            "glossary/words.md": GLOSSARY,
            path: f"text\n\n<!-- page-url: {url} -->\n\n## Term\n\nA definition.\n",
        }
    )
    result = site.run("check")
    assert result.exit_code == (0 if sound else 1)
    assert [line.split(" ")[:2] for line in result.stdout.splitlines()] == (
        [] if sound else [[f"{path}:3:1:", "G007"]]
    )


# The report


def test_output_is_sorted_by_path_and_place(site: Site) -> None:
    site.write(
        {
            "glossary/llm.md": GLOSSARY + "\n## One ||\n\nA definition.\n",
            "b.md": "[x](no.md) [y](no.md)\n\n[z](#no)\n\n<!-- page-url: https://example.org/ -->\n",
            "a.md": "text\n" * 9 + "[x](no.md)\n[y](no.md)\n",
            "docs/c.md": "[x](no.md)\n",
        }
    )
    lines = site.run("check").stdout.splitlines()
    assert [line.split(" ")[0] for line in lines] == [
        "a.md:10:1:",
        "a.md:11:1:",
        "b.md:1:1:",
        "b.md:1:12:",
        "b.md:3:1:",
        "b.md:5:1:",
        "docs/c.md:1:1:",
        "glossary/llm.md:7:1:",
    ]


def test_a_sound_project_prints_nothing_on_stdout(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY})
    result = site.run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.count("\n") == 1


def test_findings_end_a_process_with_one(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "page.md": "[x](no.md)\n"})
    done = site.process("check")
    assert done.returncode == 1
    assert (
        done.stdout == b"page.md:1:1: L001 `no.md` points to a file that does not exist" + os.linesep.encode()
    )


def test_warnings_alone_exit_with_zero(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY + "\n## One || Two\n\nA definition.\n"})
    result = site.run("check")
    assert result.exit_code == 0
    assert result.stdout.startswith("glossary/llm.md:7:1: G008 ")


def test_a_missing_path_exits_with_two(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY})
    result = site.run("check", "missing.md")
    assert result.exit_code == 2
    assert "missing.md" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_long_line_is_not_wrapped(site: Site) -> None:
    name = "a-long-folder-name/" * 8 + "page.md"
    site.write({"glossary/llm.md": GLOSSARY, name: f"[x]({'m' * 200}.md)\n"})
    (line,) = site.run("check").stdout.splitlines()
    assert line.startswith(f"{name}:1:1: L001 ")


def test_markup_of_the_terminal_library_is_plain_text(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "[red].md": "[x](<[bold]:smile:[/].md>)\n"})
    (line,) = site.run("check").stdout.splitlines()
    assert line.startswith("[red].md:1:1: L001 `[bold]:smile:[/].md` ")


def test_text_that_the_terminal_cannot_show_does_not_stop_the_report(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "頁.md": "[x](無.md)\n[y](no.md)\n"})
    done = site.process("check", environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert done.stdout.count(b":2:1: L001 ") == 1


# PATHS


def test_paths_narrow_the_report(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "a.md": "[x](no.md)\n", "docs/b.md": "[x](no.md)\n"})
    assert site.run("check", "a.md").stdout.splitlines()[0].startswith("a.md:1:1:")
    assert "b.md" not in site.run("check", "a.md").stdout
    assert site.run("check", "docs").stdout.splitlines()[0].startswith("docs/b.md:1:1:")
    result = site.run("check", "glossary")
    assert (result.exit_code, result.stdout) == (0, "")


def test_links_elsewhere_that_dangle_into_the_named_pages_are_reported(site: Site) -> None:
    site.write(
        {
            "glossary/llm.md": GLOSSARY,
            "a.md": "[x](docs/b.md#gone)\n[y](no.md)\n",
            "docs/b.md": "# Renamed\n",
        }
    )
    for path in ("docs/b.md", "docs"):
        result = site.run("check", path)
        assert result.exit_code == 1
        (line,) = result.stdout.splitlines()
        assert line.startswith("a.md:1:1: L002 ")


def test_links_to_a_page_gone_from_the_named_folder_are_reported(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "a.md": "[x](docs/gone.md)\n", "docs/b.md": "text\n"})
    result = site.run("check", "docs")
    assert result.exit_code == 1
    assert result.stdout.startswith("a.md:1:1: L001 ")


def test_paths_outside_the_searched_folders_can_be_named(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, ".github/page.md": "[x](no.md)\n", "notes.txt": "[y](no.md)\n"})
    assert site.run("check").exit_code == 0
    assert site.run("check", ".github").stdout.startswith(".github/page.md:1:1: L001 ")
    assert site.run("check", "notes.txt").stdout.startswith("notes.txt:1:1: L001 ")


def test_excluded_folders_are_neither_checked_nor_fixed(site: Site) -> None:
    site.write(
        {
            "autolink.toml": 'exclude = ["vendor", "*.draft.md"]\n',
            "glossary/llm.md": GLOSSARY,
            "vendor/page.md": "[x](no.md) Pre-training\n",
            "a.draft.md": "[x](no.md) Pre-training\n",
            "node_modules/page.md": "[x](no.md) Pre-training\n",
            ".hidden/page.md": "[x](no.md) Pre-training\n",
            "venv/page.md": "[x](no.md) Pre-training\n",
            "env/pyvenv.cfg": "",
            "env/page.md": "[x](no.md) Pre-training\n",
        }
    )
    assert site.run("check").exit_code == 0
    assert site.run("fix", "--check").exit_code == 0


# Hostile text


HOSTILE = "\x1b[31m\x07\x9b\x7f\u202e\u2028end"


def test_a_hostile_target_cannot_emit_control_characters(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "page.md": f"[x](<no{HOSTILE}.md>)\n\n[y](#%1b%07)\n"})
    done = site.process("check")
    assert done.returncode == 1
    assert not RAW_CONTROL.search(done.stdout.decode())
    assert b"\\x1b[31m\\x07" in done.stdout


def test_a_hostile_anchor_id_cannot_emit_control_characters(site: Site) -> None:
    headings = (f"a{HOSTILE}", "a\u202e\x9b", "a\nb.md:1:1: L001 forged")
    links = "".join(f"[x](#{encode_anchor_id(heading)})\n\n" for heading in headings)
    site.write({"glossary/llm.md": GLOSSARY, "page.md": links})
    done = site.run("check")
    assert not RAW_CONTROL.search(done.stdout)
    assert done.stdout.count("\n") == len(headings)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
def test_a_hostile_file_name_cannot_emit_control_characters(site: Site) -> None:
    name = f"a{HOSTILE}\nb.md:1:1: L001 forged\r"
    site.write(
        {"glossary/llm.md": GLOSSARY, f"{name}/p.md": "[x](no.md) Pre-training\n", f"{name}/x.md": b"\xff"}
    )
    for arguments in (["check"], ["fix", "--check"], ["fix"], ["fix", "--diff", f"{name}/x.md"]):
        done = site.run(*arguments)
        assert not RAW_CONTROL.search(done.stdout + done.stderr), arguments
        assert "\nb.md" not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
def test_a_hostile_file_name_in_an_error_cannot_emit_control_characters(site: Site) -> None:
    name = f"a{HOSTILE}\nerror: forged.md"
    site.write({"glossary/llm.md": GLOSSARY, f"one/{name}": "", f"two/{name}": ""})
    for arguments in (["check", f"no{name}"], ["fix", "--output", "out", "one", "two"]):
        done = site.run(*arguments)
        assert done.exit_code == 2
        assert not RAW_CONTROL.search(done.stderr), arguments
        assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has file names that are no text")
def test_a_file_name_that_is_not_utf_8_is_no_obstacle(site: Site) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    site.write({"glossary/a.md": GLOSSARY, f"glossary/{name}": "## Word\n", name: "Word and Pre-training\n"})
    for arguments, code in ((["check"], 0), (["fix", "--check"], 1), (["fix"], 0), (["check"], 0)):
        assert site.run(*arguments).exit_code == code, arguments
    done = site.process("unlink", "--diff")
    assert b"Traceback" not in done.stderr
    assert done.returncode == 1


# The options of the report


@pytest.fixture
def flawed(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a project with an error and warnings, its report in the default format."""
    monkeypatch.delenv("AUTOLINK_OUTPUT_FORMAT")
    site.write(
        {
            "glossary/a.md": "## Pod\n\nA group.\n",
            "glossary/b.md": "## Pod\n\nA group of whales.\n",
            "docs/page.md": "日本の[ガイド](no.md)です。\n\nA pod.\n",
        }
    )
    return site


NO_LINK = "No problems found. No links were checked."
SUMMARY = "Found 3 problems (1 error, 2 warnings) in 3 files.\n"


def test_people_see_the_source(flawed: Site) -> None:
    result = flawed.run("check")
    assert result.exit_code == 1
    assert result.stderr == SUMMARY
    assert result.stdout == (
        "docs/page.md\n"
        "  1:4 error L001 `no.md` points to a file that does not exist\n"
        "    1 | 日本の[ガイド](no.md)です。\n"
        "      |       ^^^^^^^^^^^^^^^\n"
        "\n"
        "glossary/a.md\n"
        "  1:1 warning G001 `Pod` also defined at b.md:1\n"
        "    1 | ## Pod\n"
        "      | ^^^^^^\n"
        "\n"
        "glossary/b.md\n"
        "  1:1 warning G001 `Pod` also defined at a.md:1\n"
        "    1 | ## Pod\n"
        "      | ^^^^^^\n"
    )


def test_the_environment_chooses_a_format_and_the_option_overrules_it(
    flawed: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOLINK_OUTPUT_FORMAT", "github")
    assert flawed.run("check").stdout.startswith("::error file=docs/page.md,line=1,col=4,")
    assert flawed.run("check", "--output-format", "concise").stdout.startswith("docs/page.md:1:4: L001 ")
    monkeypatch.setenv("AUTOLINK_OUTPUT_FORMAT", "githup")
    result = flawed.run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "githup" in result.stderr


@pytest.mark.parametrize("form", ["json", "gitlab", "sarif", "rdjson"])
def test_machines_get_json_also_when_nothing_is_found(site: Site, form: str) -> None:
    site.write({"glossary/llm.md": GLOSSARY})
    result = site.run("check", "--output-format", form)
    assert result.exit_code == 0
    json.loads(result.stdout)
    assert result.stderr == f"{NO_LINK}\n"


def test_machines_get_utf_8_whatever_the_terminal_speaks(flawed: Site) -> None:
    flawed.write({"docs/🎉.md": "[x](no.md)\n"})
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = flawed.process("check", "--output-format", "json", environment=ascii_only)
    assert "docs/🎉.md" in {item["path"] for item in json.loads(done.stdout.decode())}


def test_findings_are_written_to_a_file(flawed: Site) -> None:
    result = flawed.run("check", "--output-file", "out/report.txt", "--output-format", "concise")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", SUMMARY)
    assert flawed.read("out/report.txt").count("\n") == 3
    assert [path.name for path in (flawed.root / "out").iterdir()] == ["report.txt"]


def test_a_file_is_written_also_when_nothing_is_found(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "report.txt": "old\n"})
    assert site.run("check", "--output-file", "report.txt").exit_code == 0
    assert site.read("report.txt") == ""


def test_a_file_that_cannot_be_written_exits_with_two(flawed: Site) -> None:
    result = flawed.run("check", "--output-file", "docs")
    assert result.exit_code == 2
    assert result.stderr == "error: docs: Is a directory\n"
    result = flawed.run("check", "--output-file", "docs/page.md/report")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: docs/page.md/report: ")


@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": ""}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, [], True),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
        ({"FORCE_COLOR": "1"}, ["--output-format", "json"], False),
        ({}, ["--color", "always", "--output-format", "github"], False),
    ],
)
@pytest.mark.parametrize("form", ["full", "concise", "grouped"])
def test_colours(
    flawed: Site,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    arguments: list[str],
    coloured: bool,
    form: str,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.setenv(name, environment.get(name, ""))
    shown = flawed.run("check", "--output-format", form, *arguments).stdout
    assert ("\x1b[" in shown) is coloured


def test_forced_colours_in_a_pipe(flawed: Site) -> None:
    assert b"\x1b[1;31m" in flawed.process("check", environment={"FORCE_COLOR": "1"}).stdout
    assert b"\x1b" not in flawed.process("check").stdout


def test_a_coloured_report_in_a_file_has_to_be_asked_for(
    flawed: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    flawed.run("check", "--output-file", "report.txt")
    assert "\x1b" not in flawed.read("report.txt")
    flawed.run("check", "--output-file", "report.txt", "--color", "always")
    assert "\x1b" in flawed.read("report.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("term", "coloured"), [("xterm", True), ("dumb", False)])
def test_colours_on_a_terminal(flawed: Site, term: str, coloured: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": term, "COLUMNS": "80"}
    command = [sys.executable, "-m", "autolink", "check", "docs"]
    subprocess.run(
        command,
        stdout=theirs,
        stderr=subprocess.PIPE,
        cwd=flawed.root,
        env=environment,
        timeout=60,
        check=False,
    )
    seen = os.read(ours, 65536).decode()
    os.close(theirs)
    os.close(ours)
    assert "`no.md` points to a file" in seen
    assert ("\x1b[1;31mL001\x1b[0m" in seen) is coloured


def test_quiet_leaves_the_findings_alone(flawed: Site) -> None:
    result = flawed.run("check", "--quiet")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == flawed.run("check").stdout


def test_verbose_says_what_was_read(flawed: Site) -> None:
    result = flawed.run("check", "-v")
    assert result.stderr == f"Read 3 pages with 2 terms.\n{SUMMARY}"


def test_statistics_count_each_rule_most_first(flawed: Site) -> None:
    flawed.write({"docs/more.md": "[x](no.md)\n" * 9})
    result = flawed.run("check", "--statistics", "--quiet")
    assert result.stderr == "10  L001  missing-file\n 2  G001  duplicate-alias\n"
    flawed.write({"docs/more.md": "", "docs/page.md": ""})
    assert flawed.run("check", "--statistics", "-q", "--select", "L").stderr == ""


def codes(site: Site, *arguments: str) -> list[str]:
    """Return the codes of what is found, or the error."""
    result = site.run("check", "--output-format", "concise", *arguments)
    return re.findall(r": ([A-Z]\d{3}) ", result.stdout) or [result.stderr]


def test_rules_are_chosen_for_one_run(flawed: Site) -> None:
    assert codes(flawed, "--select", "L") == ["L001"]
    assert codes(flawed, "--select", "missing-file,M002") == ["L001", "M002"]
    assert codes(flawed, "--select", "L001", "--select", "G001") == ["L001", "G001", "G001"]
    assert codes(flawed, "--ignore", "G,M") == ["L001"]
    assert codes(flawed, "--select", "L", "--extend-select", "M", "--ignore", "M001") == ["L001", "M002"]
    assert "M001" in codes(flawed, "--extend-select", "unlinked-mention")
    assert codes(flawed, "--select", "L", "--ignore", "L") == [f"{NO_LINK}\n"]


def test_options_go_before_and_with_the_configuration(flawed: Site) -> None:
    flawed.write({"autolink.toml": 'select = ["G", "L"]\nignore = ["G"]\n'})
    assert codes(flawed) == ["L001"]
    assert codes(flawed, "--extend-select", "M002") == ["L001", "M002"]
    assert codes(flawed, "--select", "duplicate-alias") == ["G001", "G001"]
    assert codes(flawed, "--ignore", "L001") == ["All links are fine.\n"]


@pytest.mark.parametrize(
    ("page", "arguments", "expected"),
    [
        ("[x](#a)\n\n# A\n", [], "All links are fine."),
        ("[x](page.md)\n", ["page.md"], "All links are fine."),
        ("[x][a]\n\n[a]: page.md\n", [], "All links are fine."),
        ("<span>*\n[x](page.md)*</span>\n", [], "All links are fine."),
        ("No link.\n", [], NO_LINK),
        ("<span>*no*</span>\n", [], NO_LINK),
        ("[x](https://example.org), <https://example.org>, [x](//example.org)\n", [], NO_LINK),
        ("[x](page.md)\n", ["glossary.md"], NO_LINK),
        ("[x](page.md)\n", ["--select", "G005,P"], NO_LINK),
        ("[x](page.md)\n", ["images"], NO_LINK),
    ],
)
def test_nothing_is_said_of_links_where_none_was_looked_at(
    site: Site, page: str, arguments: list[str], expected: str
) -> None:
    site.write({"glossary.md": f"## Term{anchor('Term')}\n\nX\n", "page.md": page, "images/a.png": b""})
    assert site.run("check", *arguments).stderr.splitlines()[-1] == expected


@pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
def test_an_unknown_rule_exits_with_two(flawed: Site, option: str) -> None:
    result = flawed.run("check", option, "L001,mising-file")
    assert (result.exit_code, result.stdout) == (2, "")
    hint = "hint: run `autolink rules` to list them\n"
    assert result.stderr == "error: unknown rule `mising-file`, did you mean `missing-file`?\n" + hint


@pytest.mark.parametrize(
    ("rules", "least", "code"),
    [
        ("L", "error", 1),
        ("G001", "error", 0),
        ("G001", "warning", 1),
        ("M002", "warning", 0),
        ("M002", "info", 1),
        ("L", "never", 0),
        ("L006", "info", 0),
    ],
)
def test_what_makes_check_fail(flawed: Site, rules: str, least: str, code: int) -> None:
    assert flawed.run("check", "--select", rules, "--fail-on", least).exit_code == code
    assert flawed.run("check", "--select", rules, "--fail-on", least, "--exit-zero").exit_code == 0
    flawed.write({"autolink.toml": f'fail-on = "{least}"\n'})
    assert flawed.run("check", "--select", rules).exit_code == code
    assert flawed.run("check", "--select", rules, "--fail-on", "never").exit_code == 0


def test_exit_zero_does_not_hide_an_error(flawed: Site) -> None:
    assert flawed.run("check", "--exit-zero", "missing.md").exit_code == 2


def test_an_unknown_severity_in_the_configuration_stops_the_run(flawed: Site) -> None:
    flawed.write({"autolink.toml": 'fail-on = "fatal"\n'})
    result = flawed.run("check")
    assert result.exit_code == 2
    assert "`fail-on`" in result.stderr


def test_code_hosts_get_paths_from_the_top_of_the_repository(
    flawed: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    (flawed.root.parent / ".git").mkdir()
    monkeypatch.chdir(flawed.root / "docs")
    path = f"{flawed.root.name}/docs/page.md"
    assert f"file={path}," in flawed.run("check", "--output-format", "github").stdout
    gitlab = json.loads(flawed.run("check", "--output-format", "gitlab").stdout)
    assert gitlab[0]["location"]["path"] == path
    assert f'"uri": "{path}"' in flawed.run("check", "--output-format", "sarif").stdout
    assert flawed.run("check", "--output-format", "concise").stdout.startswith("page.md:1:4: L001")


def test_a_clean_run_imports_nothing_that_it_does_not_need(site: Site) -> None:
    site.write({"glossary/llm.md": GLOSSARY, "page.md": "[x](glossary/llm.md)\n"})
    heavy = ("rich", "json", "rapidfuzz", "xml.sax", "importlib.resources", "multiprocessing")
    script = (
        "import sys\nfrom autolink.cli.app import main\n"
        "try:\n    main(['check'])\nexcept SystemExit as end:\n    print(end.code)\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=site.root, capture_output=True, timeout=60, check=True
    )
    assert done.stdout.decode().split() == ["0", "[]"]


@pytest.mark.parametrize("command", ["check", "fix", "explain", "rules", "links"])
def test_the_examples_in_the_help_stand_on_lines_of_their_own(site: Site, command: str) -> None:
    shown = site.run(command, "--help").stdout
    assert re.search(rf"^Examples?:\n  autolink {command}", shown, re.MULTILINE)
    assert "\\b" not in shown
