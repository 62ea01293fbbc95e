"""Where the configuration is found, what it may say, and how a mistake in it is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autolink import config
from autolink.errors import AutolinkError
from tests.conftest import anchor, link

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.conftest import Site

GLOSSARY = "## Term\n"
LINKED = f"## Term{anchor('Term')}\n"


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


@pytest.mark.parametrize("command", ["fix", "check"])
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
            "b.md": f"## Word{anchor('Word')}\n",
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
    site.write({"a.md": LINKED, "b.md": f"## Word{anchor('Word')}\n", "page.md": "Term, Word\n"})
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


# The library


def test_load_returns_the_defaults(site: Site) -> None:
    site.write({"glossary.md": GLOSSARY})
    loaded = config.load(str(site.root))
    assert loaded == config.Config(
        root=site.root.as_posix(), glossary=(f"{site.root.as_posix()}/glossary.md",)
    )
    assert (loaded.term_levels, loaded.separator, loaded.link_style) == ((2,), "|", "html")
    assert (loaded.self_links, loaded.link_base, loaded.exclude) == (True, None, ())


def test_load_raises_the_one_error_type(site: Site) -> None:
    with pytest.raises(AutolinkError, match="no glossary"):
        config.load(str(site.root))
