"""Where the configuration is found, what it may say, and how a mistake in it is reported."""

from __future__ import annotations

import pickle
import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from autolink import config
from autolink.cli.app import main
from autolink.config.glossary_source import GlossarySource
from autolink.errors import AutolinkError
from autolink.indexer.anchor_ids import encode_anchor_id
from tests.support.site import anchor, link

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.support.site import Site

GLOSSARY = "## Term\n\nA word.\n"
LINKED = f"## Term{anchor('Term')}\n\nA word.\n"
TERM_ID = encode_anchor_id("Term")


def assert_usage_error(result: Result, *parts: str) -> None:
    """Check for exit code 2 and one error on stderr that contains these parts, and nothing on stdout."""
    assert result.exit_code == 2
    assert result.stdout == ""
    error, *hints = result.stderr.splitlines()
    assert error.startswith("error: ")
    assert len(hints) <= 1
    assert all(hint.startswith("hint: ") for hint in hints)
    for part in parts:
        assert part in result.stderr


@pytest.fixture
def bare(site: Site) -> Site:
    """Return a project without a configuration file, whose root is known by its `.git`."""
    (site.root / "autolink.toml").unlink()
    (site.root / ".git").mkdir()
    return site


# Discovery


def test_pyproject_toml_is_read(bare: Site) -> None:
    bare.write({"pyproject.toml": '[tool.autolink]\nglossary = "words"\n', "words/a.md": GLOSSARY})
    bare.run("fix")
    assert bare.read("words/a.md") == LINKED


def test_autolink_toml_is_read(bare: Site) -> None:
    bare.write({"autolink.toml": 'glossary = "words"\n', "words/a.md": GLOSSARY})
    bare.run("fix")
    assert bare.read("words/a.md") == LINKED


def test_autolink_toml_comes_before_pyproject_toml_in_one_folder(bare: Site) -> None:
    bare.write(
        {
            "autolink.toml": 'glossary = "words"\n',
            "pyproject.toml": '[tool.autolink]\nglossary = "missing"\n',
            "words/a.md": GLOSSARY,
        }
    )
    assert bare.run("fix").exit_code == 0


def test_a_pyproject_toml_of_another_tool_is_passed_over(bare: Site) -> None:
    bare.write(
        {
            "autolink.toml": 'glossary = "words"\n',
            "words/a.md": GLOSSARY,
            "docs/pyproject.toml": '[project]\nname = "docs"\n',
            "docs/page.md": "Term\n",
        }
    )
    bare.run("fix", "docs/page.md")
    assert bare.read("docs/page.md") == f"{link('Term', 'Term', '../words/a.md')}\n"


def test_the_nearest_ancestor_is_the_root(bare: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    bare.write(
        {
            "autolink.toml": 'glossary = "missing"\n',
            "part/pyproject.toml": '[tool.autolink]\nglossary = "words"\n',
            "part/words/a.md": LINKED,
            "part/docs/deep/page.md": "Term\n",
            "page.md": "Term\n",
        }
    )
    monkeypatch.chdir(bare.root / "part/docs/deep")
    assert bare.run("fix").exit_code == 0
    assert bare.read("part/docs/deep/page.md") == f"{link('Term', 'Term', '../../words/a.md')}\n"
    assert bare.read("page.md") == "Term\n"


def test_the_configuration_is_that_of_the_named_path(bare: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    bare.write(
        {"part/autolink.toml": "", "part/glossary.md": LINKED, "part/page.md": "Term\n", "else/x.md": ""}
    )
    monkeypatch.chdir(bare.root / "else")
    assert bare.run("fix", "../part/page.md").exit_code == 0
    assert bare.read("part/page.md") == f"{link('Term', 'Term', 'glossary.md')}\n"


def test_config_names_the_file_to_read(bare: Site) -> None:
    bare.write(
        {
            "autolink.toml": 'glossary = "missing"\n',
            "settings/other.toml": 'glossary = "words"\nlink-style = "markdown"\n',
            "settings/words/a.md": LINKED,
            "settings/page.md": "Term\n",
        }
    )
    assert bare.run("fix", "--config", "settings/other.toml").exit_code == 0
    assert bare.read("settings/page.md").startswith("[Term](words/a.md#")


def test_a_config_file_that_does_not_exist_is_an_error(bare: Site) -> None:
    bare.write({"glossary.md": GLOSSARY})
    assert_usage_error(bare.run("fix", "--config", "missing.toml"), "missing.toml")
    assert_usage_error(bare.run("check", "--config", "."), str(bare.root))


# Values


@pytest.mark.parametrize(
    ("key", "nearest"),
    [
        ("glosary", "glossary"),
        ("link_base", "link-base"),
        ("term-level", "term-levels"),
        ("Exclude", "exclude"),
    ],
)
@pytest.mark.parametrize("command", ["fix", "check"])
def test_an_unknown_key_is_an_error_that_names_the_nearest_one(
    site: Site, command: str, key: str, nearest: str
) -> None:
    site.write({"autolink.toml": f'{key} = "x"\n', "glossary.md": GLOSSARY})
    assert_usage_error(site.run(command), "autolink.toml", f"`{key}`", f"`{nearest}`")
    assert site.read("glossary.md") == GLOSSARY


def test_a_key_near_to_none_is_an_error_without_a_guess(site: Site) -> None:
    site.write({"autolink.toml": "zzzz = 1\n", "glossary.md": GLOSSARY})
    result = site.run("fix")
    assert_usage_error(result, "autolink.toml", "`zzzz`")
    assert "did you mean" not in result.stderr


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("glossary", "1"),
        ("glossary", "[]"),
        ("glossary", '["a", 1]'),
        ("glossary", '""'),
        ("term-levels", "2"),
        ("term-levels", "[0]"),
        ("term-levels", "[7]"),
        ("term-levels", "[true]"),
        ("term-levels", '["2"]'),
        ("separator", '""'),
        ("separator", "1"),
        ("page-url-keys", '"page-url"'),
        ("page-url-keys", "[1]"),
        ("link-style", '"rst"'),
        ("link-style", "1"),
        ("link-base", "false"),
        ("self-links", '"yes"'),
        ("self-links", "1"),
        ("exclude", "1"),
        ("exclude", "[{}]"),
    ],
)
def test_a_value_of_the_wrong_type_is_an_error(site: Site, key: str, value: str) -> None:
    site.write({"autolink.toml": f"{key} = {value}\n", "glossary.md": GLOSSARY})
    assert_usage_error(site.run("fix"), "autolink.toml", f"`{key}`")
    assert site.read("glossary.md") == GLOSSARY


@pytest.mark.parametrize("content", ["a = \n", "a = 1\na = 2\n", "[", '"\\q" = 1\n'])
def test_broken_toml_is_an_error_that_names_the_file(site: Site, content: str) -> None:
    site.write({"autolink.toml": content, "glossary.md": GLOSSARY})
    assert_usage_error(site.run("fix"), "autolink.toml")


def test_toml_that_is_not_utf_8_is_an_error_that_names_the_file(site: Site) -> None:
    site.write({"autolink.toml": b'link-base = "\xff"\n', "glossary.md": GLOSSARY})
    assert_usage_error(site.run("fix"), "autolink.toml")


@pytest.mark.parametrize(
    "content", ['tool = "x"\n', "[tool]\nautolink = 1\n", "[[tool]]\n", "[[tool.autolink]]\n"]
)
def test_a_pyproject_toml_of_an_odd_shape_is_no_crash(bare: Site, content: str) -> None:
    bare.write({"pyproject.toml": content, "glossary.md": GLOSSARY})
    result = bare.run("check")
    if result.exit_code:
        assert_usage_error(result, "pyproject.toml")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("a = \n", "autolink.toml:1:5: "),
        ('case = "smart"\r\n\r\n  exclude = [1 2]\r\n', "autolink.toml:3:16: "),
        ("a = 1\na = 2\n", "autolink.toml:2:6: "),
        ('exclude = [\n  "a",\n', "autolink.toml:3:1: "),
        ('separator = "é" x', "autolink.toml:1:17: "),
    ],
)
def test_broken_toml_is_reported_at_its_line_and_column(site: Site, content: str, place: str) -> None:
    site.write({"autolink.toml": content.encode(), "glossary.md": GLOSSARY})
    result = site.run("check")
    assert_usage_error(result, place, "\nhint: ")
    assert "(at " not in result.stderr


def test_toml_that_is_not_utf_8_is_reported_at_its_line_and_column(site: Site) -> None:
    site.write({"autolink.toml": b'# \xc3\xa9\nlink-base = "\xc3\xa9\xff"\n'})
    assert_usage_error(site.run("check"), "autolink.toml:2:15: is not valid UTF-8", "\nhint: ")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('# glosary = 1\n\n  glosary = "x"\n', 3),
        ('separator = """\nglosary = 1\n"""\nglosary = 2\n', 4),
        ("separator = '''\n\\\nglosary = 1'''\nglosary = 2\n", 4),
        ('separator = "#"  # x\nexclude = [\n  "a = b",  # glosary = 1\n]\n"glosary" = 1\n', 5),
        ("[glosary]\na = 1\n", 1),
        ("case = 'smart'\nglosary.a.b = 1\n", 2),
        ("[per-file-ignores]\nglosary = []\n[ glosary . x ]\n", 3),
    ],
)
def test_an_unknown_key_is_reported_at_its_line(site: Site, content: str, line: int) -> None:
    site.write({"autolink.toml": content, "glossary.md": GLOSSARY})
    assert_usage_error(site.run("check"), f"autolink.toml:{line}: unknown key `glosary`", "\nhint: ")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('[project]\nglosary = "a"\n[tool.autolink]\nglosary = "b"\n', 4),
        ("[tool.other]\nglosary = 1\n[tool]\nautolink.glosary = 1\n", 4),
        ('[tool]\nautolink = { glosary = "a" }\n', 2),
        ("[tool.autolink.glosary]\na = 1\n", 1),
    ],
)
def test_an_unknown_key_in_pyproject_toml_is_reported_at_its_line(
    bare: Site, content: str, line: int
) -> None:
    bare.write({"pyproject.toml": content, "glossary.md": GLOSSARY})
    assert_usage_error(bare.run("check"), f"pyproject.toml:{line}: unknown key `glosary`")


@pytest.mark.parametrize(
    ("setting", "parts"),
    [
        ('case = "smrt"', ('"smart", "sensitive" or "insensitive"', 'not "smrt"', "did you mean `smart`?")),
        ("case = 7", ('"smart", "sensitive" or "insensitive"', "not 7")),
        ("self-links = 0", ("true or false", "not 0")),
        ("self-links = 'no'", ("true or false", 'not "no"')),
        ("exclude = 'a'", ("a list of glob patterns", 'not "a"')),
        ("min-length = [true]", ("a positive integer", "not [true]")),
        ("per-file-ignores.'a' = {}", ("a table of globs with lists of rules", 'not { "a" = {} }')),
        ("per-file-ignores.'a' = ['L01']", ("unknown rule `L01`",)),
        ("ignore-targets = ['(']", ("a list of regular expressions",)),
        ("ignore-targets = '.*'", ("a list of regular expressions",)),
    ],
)
def test_a_wrong_value_is_reported_with_what_is_expected(
    site: Site, setting: str, parts: tuple[str, ...]
) -> None:
    site.write({"autolink.toml": f"# settings\n{setting}\n", "glossary.md": GLOSSARY})
    assert_usage_error(site.run("check"), "autolink.toml:2: ", *parts)


def test_a_hostile_key_cannot_emit_control_characters(site: Site) -> None:
    site.write({"autolink.toml": '"a\\u0007\\u001b[31m\\nerror: forged" = 1\n', "glossary.md": GLOSSARY})
    result = site.run("check")
    assert_usage_error(result, "autolink.toml")
    assert "\x07" not in result.stderr


# The glossary


@pytest.mark.parametrize("place", ["glossary/a.md", "docs/glossary/a.md", "glossary.md", "docs/glossary.md"])
def test_default_places_of_the_glossary(bare: Site, place: str) -> None:
    bare.write({place: GLOSSARY, "page.md": "Term\n"})
    assert bare.run("fix").exit_code == 0
    assert bare.read(place) == LINKED
    assert bare.read("page.md") == f"{link('Term', 'Term', place)}\n"


def test_the_first_default_place_that_exists_is_the_glossary(bare: Site) -> None:
    bare.write({"glossary/a.md": GLOSSARY, "docs/glossary.md": "## Other\n"})
    bare.run("fix")
    assert bare.read("glossary/a.md") == LINKED
    assert bare.read("docs/glossary.md") == "## Other\n"


@pytest.mark.parametrize("command", ["fix", "unlink"])
def test_no_glossary_is_an_error_that_says_what_to_do(bare: Site, command: str) -> None:
    bare.write({"page.md": "Term\n"})
    result = bare.run(command)
    assert_usage_error(result, "--glossary", "autolink.toml", "docs/glossary.md")


def test_a_configured_glossary_that_does_not_exist_is_an_error(site: Site) -> None:
    site.write({"autolink.toml": 'glossary = ["words", "more"]\n', "words/a.md": GLOSSARY})
    assert_usage_error(site.run("fix"), "more")


def test_a_glossary_may_be_several_pages_and_folders(site: Site) -> None:
    site.write(
        {
            "autolink.toml": 'glossary = ["words", "b.md"]\n',
            "words/a.md": LINKED,
            "b.md": f"## Word{anchor('Word')}\n\nText.\n",
            "page.md": "Term, Word\n",
        }
    )
    site.run("fix", "page.md")
    assert site.read("page.md") == f"{link('Term', 'Term', 'words/a.md')}, {link('Word', 'Word', 'b.md')}\n"


def test_a_configured_glossary_is_relative_to_the_root(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write({"autolink.toml": 'glossary = "words"\n', "words/a.md": LINKED, "docs/page.md": "Term\n"})
    monkeypatch.chdir(site.root / "docs")
    assert site.run("fix").exit_code == 0
    assert site.read("docs/page.md") == f"{link('Term', 'Term', '../words/a.md')}\n"


def test_the_glossary_option_overrides_the_key_and_is_relative_to_the_working_folder(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(
        {
            "autolink.toml": 'glossary = "words"\n',
            "words/a.md": "## Other\n",
            "docs/terms/b.md": LINKED,
            "docs/page.md": "Term, Other\n",
        }
    )
    monkeypatch.chdir(site.root / "docs")
    assert site.run("fix", "--glossary", "terms", "page.md").exit_code == 0
    assert site.read("docs/page.md") == f"{link('Term', 'Term', 'terms/b.md')}, Other\n"


def test_the_glossary_option_may_be_repeated(site: Site) -> None:
    site.write({"a.md": LINKED, "b.md": f"## Word{anchor('Word')}\n\nText.\n", "page.md": "Term, Word\n"})
    site.run("fix", "--glossary", "a.md", "--glossary", "b.md", "page.md")
    assert site.read("page.md") == f"{link('Term', 'Term', 'a.md')}, {link('Word', 'Word', 'b.md')}\n"


def test_a_glossary_option_that_does_not_exist_is_an_error(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY})
    assert_usage_error(site.run("fix", "--glossary", "missing"), "missing")


def test_a_glossary_outside_the_root_can_be_used(site: Site, tmp_path: Path) -> None:
    (tmp_path / "shared.md").write_bytes(LINKED.encode())
    site.write({"page.md": "Term\n"})
    assert site.run("fix", "--glossary", "../shared.md").exit_code == 0
    assert site.read("page.md") == f"{link('Term', 'Term', '../shared.md')}\n"


# The address of the root


@pytest.mark.parametrize("base", ["/docs", "/docs/", "docs", "../x", "/..", "?", "./", "/%64ocs"])
@pytest.mark.parametrize("command", ["fix", "check"])
def test_a_link_base_at_which_no_link_arrives_is_an_error(site: Site, base: str, command: str) -> None:
    site.write({"autolink.toml": f'\nlink-base = "{base}"\n', "glossary.md": LINKED, "page.md": "Term\n"})
    assert_usage_error(site.run(command), "autolink.toml:2: `link-base`", f"`{base}`", "site-root")
    assert site.read("page.md") == "Term\n"


@pytest.mark.parametrize(
    ("settings", "target"),
    [
        ('link-base = "/"', "/words/a.md"),
        ('link-base = "/site"\nsite-root = ".."', "/site/words/a.md"),
        ('link-base = "/%73ite/"\nsite-root = ".."', "/%73ite/words/a.md"),
        ('link-base = "https://example.org/docs"', "https://example.org/docs/words/a.md"),
        ('link-base = "//example.org/docs"', "//example.org/docs/words/a.md"),
        ('link-base = "{{ site.url }}/docs"', "{{ site.url }}/docs/words/a.md"),
        ('link-base = "/"\nresolve = "mkdocs"', "/words/a.md"),
        ('link-base = "/"\nresolve = "docusaurus"', "/words/a.md"),
        ('link-base = "/"\nresolve = "hugo"', "/words/a.md"),
    ],
)
def test_what_fix_makes_of_a_link_base_is_what_check_accepts(site: Site, settings: str, target: str) -> None:
    files = {"words/a.md": LINKED, "docs/page.md": "Term\n"}
    site.write({"autolink.toml": f'glossary = "words"\n{settings}\n', **files})
    assert site.run("fix").exit_code == 0
    assert site.read("docs/page.md") == f"{link('Term', 'Term', target)}\n"
    result = site.run("check")
    assert (result.exit_code, result.stdout) == (0, "")


# The command line


def test_config_sets_a_key_to_a_toml_value(site: Site) -> None:
    site.write({"autolink.toml": 'link-style = "html"\n', "glossary.md": LINKED, "page.md": "Term term\n"})
    options = ("--config", 'link-style="markdown"', "--config", 'link-base = "https://x.org"')
    assert site.run("fix", "--config", "occurrences='first-in-page'", *options).exit_code == 0
    assert site.read("page.md") == f"[Term](https://x.org/glossary.md#{TERM_ID}) term\n"


def test_of_several_values_for_a_key_the_last_one_counts(site: Site) -> None:
    site.write({"glossary.md": LINKED})
    result = site.run("check", "--show-settings", "--config", "min-length=2", "--config", "min-length=3")
    assert "min-length = 3  # command line\n" in result.stdout


def test_config_takes_a_file_and_values_at_once(site: Site) -> None:
    site.write({"other.toml": 'case = "sensitive"\nmin-length = 2\n', "glossary.md": LINKED})
    result = site.run("check", "--config", "min-length=3", "--config", "other.toml", "--show-settings")
    assert 'case = "sensitive"  # other.toml:1\n' in result.stdout
    assert "min-length = 3  # command line\n" in result.stdout


def test_a_file_whose_name_has_an_equals_sign_is_a_file(site: Site) -> None:
    site.write({"min-length=9": "min-length = 2\n", "glossary.md": LINKED})
    result = site.run("check", "--config", "min-length=9", "--show-settings")
    assert "min-length = 2  # min-length=9:1\n" in result.stdout


@pytest.mark.parametrize(
    ("argument", "parts"),
    [
        ("case=smart", ("--config case=smart: ", """hint: values are TOML""", """--config 'case="smart"'""")),
        ("case=", ("--config case=: ", "hint: ")),
        ("=", ("--config =: ", "hint: ")),
        ("case", ("case does not exist", "hint: --config takes a file, or KEY=VALUE")),
        ("cse='smart'", ("command line: unknown key `cse`, did you mean `case`?",)),
        ("case='smrt'", ("command line: `case` must be", "did you mean `smart`?")),
        ("\x1b=\x1b", ("--config",)),
    ],
)
def test_a_value_that_is_wrong_on_the_command_line_is_an_error(
    site: Site, argument: str, parts: tuple[str, ...]
) -> None:
    site.write({"glossary.md": GLOSSARY})
    result = site.run("fix", "--config", argument)
    assert_usage_error(result, *parts)
    assert "\x1b" not in result.stderr
    assert site.read("glossary.md") == GLOSSARY


def test_two_configuration_files_are_an_error(site: Site) -> None:
    site.write({"a.toml": "", "b.toml": "", "glossary.md": GLOSSARY})
    assert_usage_error(site.run("check", "--config", "a.toml", "--config", "b.toml"), "a.toml", "b.toml")
    assert_usage_error(site.run("check", "--config", "a.toml", "--isolated"), "--isolated", "a.toml")


def test_isolated_reads_no_file(bare: Site) -> None:
    bare.write(
        {"autolink.toml": "broken", "pyproject.toml": "broken", "glossary.md": LINKED, "p.md": "Term\n"}
    )
    assert bare.run("check").exit_code == 2
    assert bare.run("check", "--isolated").exit_code == 0
    bare.run("fix", "--isolated", "--config", 'link-style="markdown"')
    assert bare.read("p.md").startswith("[Term](")


def test_the_root_of_an_isolated_run_is_that_without_a_file(bare: Site) -> None:
    bare.write({"part/autolink.toml": "", "part/glossary.md": LINKED, "glossary.md": LINKED})
    result = bare.run("check", "part", "--isolated", "--show-settings")
    assert result.stdout.startswith("# root: .\n")
    assert bare.run("check", "part", "--show-settings").stdout.startswith("# root: part\n")


# What is shown


@pytest.mark.parametrize("command", ["check", "fix"])
def test_show_settings_says_where_each_value_comes_from(site: Site, command: str) -> None:
    site.write(
        {
            "autolink.toml": "# mine\nexclude = [\n  'a b',\n]\ncase = 'sensitive'\n\n[per-file-ignores]\n'*' = ['L']",
            "glossary.md": GLOSSARY,
        }
    )
    result = site.run(command, "--show-settings", "--no-respect-gitignore", "--config", "case='smart'")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert len(lines) == 1 + len(config.KEYS)
    assert {
        "# root: .",
        'exclude = ["a b"]  # autolink.toml:2',
        'case = "smart"  # command line',
        'per-file-ignores = { "*" = ["L"] }  # autolink.toml:7',
        "respect-gitignore = false  # command line",
        'glossary = "glossary.md"  # default',
        "term-levels = [2]  # default",
        "# link-base is not set",
    } <= set(lines)
    assert site.read("glossary.md") == GLOSSARY


def test_what_show_settings_prints_can_be_read_again(site: Site) -> None:
    written = """exclude = ["a\\\\b \\u0007\\u009b[31m\\u202e \\"q\\""]\nper-file-ignores = { "\\u007f" = ["L001"] }\n"""
    site.write({"autolink.toml": written, "glossary.md": LINKED})
    first = site.run("check", "--show-settings").stdout
    assert re.search("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u202e]", first) is None
    assert tomllib.loads(first).items() >= tomllib.loads(written).items()
    site.write({"autolink.toml": first})
    assert tomllib.loads(site.run("check", "--show-settings").stdout) == tomllib.loads(first)


def test_settings_are_shown_without_a_glossary(site: Site) -> None:
    result = site.run("check", "--show-settings")
    assert result.exit_code == 0
    assert "# glossary is not set\n" in result.stdout


@pytest.mark.parametrize("command", ["check", "fix"])
def test_show_files_lists_the_pages_that_paths_stand_for(site: Site, command: str) -> None:
    site.write({"autolink.toml": "exclude = ['x.md']\n", "glossary.md": GLOSSARY})
    site.write(dict.fromkeys(("x.md", "docs/x.md", "docs/\x1b[2J.md", ".gitignore"), "Term\n"))
    everything = ["docs/\\x1b[2J.md", "docs/x.md", "glossary.md"]
    result = site.run(command, "--show-files")
    assert (result.exit_code, result.stdout.splitlines()) == (0, everything)
    assert site.run(command, "--show-files", "docs", "x.md").stdout.splitlines() == [*everything[:2], "x.md"]
    forced = site.run(command, "--show-files", "--force-exclude", "docs", "x.md")
    assert forced.stdout.splitlines() == everything[:2]
    assert site.read("docs/x.md") == "Term\n"


def test_extend_exclude_adds_to_exclude(site: Site) -> None:
    site.write(dict.fromkeys(("a.md", "b.md", "c.md"), "") | {"glossary.md": GLOSSARY})
    site.write({"autolink.toml": "exclude = ['a.md']\n"})
    result = site.run("check", "--show-files", "--config", "extend-exclude=['b.md']")
    assert result.stdout.splitlines() == ["c.md", "glossary.md"]


# The page on stdin


def check_stdin(site: Site, text: str | bytes, *options: str) -> Result:
    return CliRunner().invoke(main, ["check", "-", *options], input=text)


def test_the_page_on_stdin_is_checked_as_if_it_stood_there(site: Site) -> None:
    site.write(
        {
            "glossary.md": LINKED,
            "docs/other.md": "[x](page.md#new) [y](page.md#old)\n",
            "docs/page.md": "# Old\n",
        }
    )
    result = check_stdin(
        site, "# New\n\n[a](other.md) [b](../docs/gone.md)\n", "--stdin-filename", "docs/page.md"
    )
    assert result.exit_code == 1
    assert re.findall(r"^(\S+?): L\d+", result.stdout, re.MULTILINE) == [
        "docs/other.md:1:18",
        "docs/page.md:3:15",
    ]
    assert site.read("docs/page.md") == "# Old\n"


def test_the_page_on_stdin_need_not_exist(site: Site) -> None:
    site.write({"glossary.md": LINKED, "page.md": "[dangles](gone.md)\n"})
    assert check_stdin(site, "[t](../glossary.md)\n", "--stdin-filename", "docs/new.md").exit_code == 0
    result = check_stdin(site, "[t](glossary.md)\n", "--stdin-filename", "docs/new.md")
    assert (result.exit_code, result.stdout.count("\n")) == (1, 1)
    assert result.stdout.startswith("docs/new.md:1:1: L001")


def test_the_page_on_stdin_stands_for_itself(site: Site) -> None:
    site.write({"glossary.md": LINKED})
    result = check_stdin(site, "", "--show-files", "--stdin-filename", "docs/new.md")
    assert (result.exit_code, result.stdout) == (0, "docs/new.md\n")


def test_a_wrong_use_of_stdin_is_an_error(site: Site) -> None:
    site.write({"glossary.md": LINKED})
    assert_usage_error(check_stdin(site, "x", "glossary.md"), "`-`")
    assert_usage_error(check_stdin(site, b"\xff"), "not valid UTF-8")


# The library


def test_load_returns_the_defaults(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY})
    loaded = config.load(str(site.root))
    glossary = f"{site.root.as_posix()}/glossary.md"
    assert loaded == config.Config(
        root=site.root.as_posix(),
        file=f"{site.root.as_posix()}/autolink.toml",
        glossary=(glossary,),
        sources=(GlossarySource(glossary),),
    )
    assert (loaded.term_levels, loaded.separator, loaded.link_style) == ((2,), "|", "html")
    assert (loaded.self_links, loaded.link_base, loaded.exclude) == (True, None, ())


def test_load_raises_the_one_error_type(site: Site) -> None:
    with pytest.raises(AutolinkError, match="unknown key"):
        config.load(str(site.root), overrides={"glosary": "x"})


def test_a_configuration_without_a_glossary_says_so_where_one_is_needed(site: Site) -> None:
    loaded = config.load(str(site.root))
    assert loaded.glossary == ()
    with pytest.raises(AutolinkError, match="no glossary"):
        loaded.require_glossary()


def test_the_configuration_can_be_sent_to_other_processes(site: Site) -> None:
    site.write({"autolink.toml": "per-file-ignores.'*' = ['L']\n", "glossary.md": GLOSSARY})
    loaded = config.load(str(site.root))
    assert loaded.page_url_pattern.match("page-url: x")
    assert pickle.loads(pickle.dumps(loaded)) == loaded
