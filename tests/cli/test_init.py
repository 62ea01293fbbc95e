"""`autolink init`: what it finds, proposes, asks and writes, in made-up projects and on a real terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from autolink import config
from autolink.cli.init.hooks import HOOKS, has_hooks, with_hooks
from autolink.cli.init.proposal import (
    Proposal,
    as_toml,
    excluded,
    glossary_among,
    index_pages,
    is_titled_glossary,
    new_glossary,
    sample_glossary,
    term_level,
)
from autolink.cli.init.scopes import scoped_glossaries
from autolink.config.scopes import is_pattern
from autolink.config.site_files import SiteFile
from autolink.page.page import Page
from tests.support.site import REPOSITORY, Site

if TYPE_CHECKING:
    from pathlib import Path

GLOSSARY = "# Glossary\n\n## Pod | ポッド\n\nA group of containers.\n\n## Node\n\nA machine.\n"
BY_LETTER = "# 用語集\n\n## A\n\n### API\n\nX\n\n### Agent\n\nX\n\n## P\n\n### Pod\n\nX\n"


def numbered(marks: str, count: int) -> str:
    """Return a glossary with some terms at a level."""
    return "".join(f"{marks} Term {number}\n\nX\n\n" for number in range(count))


PROJECTS: dict[str, dict[str, str]] = {
    "plain": {"glossary.md": GLOSSARY, "README.md": "A Pod on a Node.\n", "CHANGELOG.md": "Pod\n"},
    "mkdocs": {
        "mkdocs.yml": "site_name: x\nsite_url: 'https://example.org/p/'\n",
        "docs/glossary.md": GLOSSARY,
        "docs/index.md": "A Pod on a Node.\n",
    },
    "docusaurus": {
        "docusaurus.config.js": "export default {\n  url: 'https://example.org',\n  baseUrl: '/site/',\n};\n",
        "docs/reference/glossary.mdx": GLOSSARY,
        "docs/intro.md": "A Pod on a Node.\n",
        "versioned_docs/version-1/intro.md": "A Pod.\n",
    },
    "hugo": {
        "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "x"\n',
        "content/glossary/pods.md": "---\ntitle: Pods\n---\n\n## Pod\n\nX\n\n## Node\n\nX\n",
        "content/posts/first.md": "---\ntitle: x\n---\n\nA Pod on a Node.\n",
        "archetypes/default.md": "---\ntitle: '{{ .Name }}'\n---\n\nPod\n",
    },
    "sphinx": {
        "docs/source/conf.py": "project = 'x'\nextensions = ['myst_parser']\nhtml_baseurl = 'https://e.org/'\n",
        "docs/source/用語集.md": BY_LETTER,
        "docs/source/index.md": "A Pod and an API.\n",
        "docs/source/_build/html/_sources/index.md": "A Pod.\n",
    },
    "zensical": {
        "zensical.toml": '[project]\nsite_name = "x"\n',
        "docs/reference/terms/index.md": "# Glossary\n\nOur words.\n",
        "docs/reference/terms/pods.md": "# Pods\n\n## Pod\n\nX\n\n## Node\n\nX\n",
        "docs/index.md": "A Pod on a Node.\n",
    },
    "vitepress": {
        "docs/.vitepress/config.ts": "export default {}\n",
        "docs/glossary.md": GLOSSARY,
        "docs/index.md": "A Pod on a Node.\n",
    },
    "starlight": {
        "astro.config.mjs": "import starlight from '@astrojs/starlight';\n",
        "src/content/docs/glossary.md": "---\ntitle: Glossary\n---\n\n## Pod\n\nX\n\n## Node\n\nX\n",
        "src/content/docs/index.md": "A Pod on a Node.\n",
    },
    "jekyll": {
        "_config.yml": "theme: minima\nplugins: [jekyll-relative-links]\n",
        "glossary.md": GLOSSARY,
        "_site/index.md": "Pod\n",
        "index.md": "A Pod on a Node.\n",
    },
    "gitlab": {".gitlab-ci.yml": "", "glossary.md": GLOSSARY, "README.md": "A Pod on a Node.\n"},
}

ALWAYS = {"occurrences": "first-in-section", "self-links": False}
EXPECTED: dict[str, dict[str, Any]] = {
    "plain": {"glossary": "glossary.md", "exclude": ["CHANGELOG.md"], **ALWAYS},
    "mkdocs": {"site": "mkdocs", "glossary": "docs/glossary.md", **ALWAYS},
    "docusaurus": {
        "site": "docusaurus",
        "glossary": "docs/reference/glossary.mdx",
        "exclude": ["versioned_docs"],
        **ALWAYS,
    },
    "hugo": {"site": "hugo", "glossary": "content/glossary", "exclude": ["archetypes"], **ALWAYS},
    "sphinx": {
        "site": "sphinx",
        "glossary": "docs/source/用語集.md",
        "term-levels": [3],
        "exclude": ["docs/source/_build"],
        **ALWAYS,
    },
    "zensical": {"site": "zensical", "glossary": "docs/reference/terms", **ALWAYS},
    "vitepress": {"site": "vitepress", "glossary": "docs/glossary.md", **ALWAYS},
    "starlight": {"site": "starlight", "glossary": "src/content/docs/glossary.md", **ALWAYS},
    "jekyll": {"site": "jekyll", "glossary": "glossary.md", "exclude": ["_site"], **ALWAYS},
    "gitlab": {"site": "gitlab", "glossary": "glossary.md", **ALWAYS},
}

HUGO = SiteFile("hugo", "hugo.toml", content="content")
PRE_COMMIT = "repos:\n  - repo: https://example.org/a\n    rev: v1\n    hooks:\n      - id: a\n"


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a folder without a configuration that is the root of a git repository."""
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    monkeypatch.chdir(root)
    return Site(root)


# A project on each site


@pytest.mark.parametrize("name", PROJECTS)
def test_the_configuration_that_is_written_says_what_the_project_is(empty: Site, name: str) -> None:
    empty.write(PROJECTS[name])
    before = empty.tree()
    result = empty.run("init", "--yes")
    assert result.exit_code == 0, result.output
    after = empty.tree()
    written = after.pop("autolink.toml").decode()
    assert after == before
    assert tomllib.loads(written) == EXPECTED[name]
    blocks = written.split("\n\n")
    assert all(block.startswith("# ") for block in blocks)
    assert config.load(str(empty.root)).root == empty.root.as_posix()


@pytest.mark.parametrize("name", PROJECTS)
def test_fix_and_check_run_with_it_and_do_what_was_announced(empty: Site, name: str) -> None:
    empty.write(PROJECTS[name])
    announced = empty.run("init", "--yes").output
    shown = empty.run("fix", "--diff")
    assert shown.exit_code == 1
    would = shown.stderr.splitlines()[-1]
    assert would.startswith("Would link 2 mentions in ")
    assert f"`autolink fix` w{would[1:]}\n" in announced
    assert ("write term anchors" in would) == (name in ("plain", "gitlab", "sphinx"))
    assert empty.run("fix").exit_code == 0
    assert empty.run("check").exit_code == 0
    assert empty.run("fix", "--check").exit_code == 0


@pytest.mark.parametrize("name", PROJECTS)
def test_a_second_run_has_nothing_to_do(empty: Site, name: str) -> None:
    empty.write({**PROJECTS[name], ".pre-commit-config.yaml": PRE_COMMIT})
    empty.run("init", "--yes")
    before = empty.tree()
    result = empty.run("init", "--yes")
    assert (result.exit_code, result.output) == (0, "Nothing to do: autolink.toml already exists.\n")
    assert empty.tree() == before


# What is there already


@pytest.mark.parametrize(
    "files",
    [
        {"autolink.toml": "# mine\n"},
        {"autolink.toml": ""},
        {"pyproject.toml": '[tool.autolink]\nglossary = "words.md"\n', "words.md": ""},
        {"pyproject.toml": "[tool.autolink]\n"},
    ],
)
def test_a_configuration_is_never_overwritten(empty: Site, files: dict[str, str]) -> None:
    empty.write({**files, "mkdocs.yml": "site_name: x\n", "docs/glossary.md": GLOSSARY})
    before = empty.tree()
    result = empty.run("init", "--yes")
    assert result.exit_code == 0
    assert result.output.startswith("Nothing to do: ")
    assert empty.tree() == before


def test_a_pyproject_without_settings_of_ours_is_left_alone(empty: Site) -> None:
    empty.write({"pyproject.toml": "[project]\nname = 'x'\n", "glossary.md": GLOSSARY})
    empty.run("init", "--yes")
    assert empty.read("pyproject.toml") == "[project]\nname = 'x'\n"
    assert tomllib.loads(empty.read("autolink.toml")) == {"glossary": "glossary.md", **ALWAYS}


def test_a_broken_configuration_is_an_error(empty: Site) -> None:
    empty.write({"autolink.toml": "glossary = \n", "glossary.md": GLOSSARY})
    result = empty.run("init", "--yes")
    assert result.exit_code == 2
    assert empty.read("autolink.toml") == "glossary = \n"


def test_a_folder_of_that_name_is_an_error(empty: Site) -> None:
    empty.write({"autolink.toml/x": "", "glossary.md": GLOSSARY})
    result = empty.run("init", "--yes")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not a file" in result.stderr


def test_below_the_root_the_configuration_goes_to_the_root(
    empty: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.write({"docs/glossary.md": GLOSSARY, "docs/deep/page.md": "Pod\n"})
    monkeypatch.chdir(empty.root / "docs" / "deep")
    assert empty.run("init", "--yes").exit_code == 0
    assert tomllib.loads(empty.read("autolink.toml")) == {"glossary": "docs/glossary.md", **ALWAYS}


def test_the_hooks_can_be_added_to_a_project_with_a_configuration(empty: Site) -> None:
    empty.write(
        {"autolink.toml": "", "glossary.md": GLOSSARY, ".pre-commit-config.yaml": PRE_COMMIT},
    )
    result = empty.run("init", "--yes")
    assert result.output == "Added the hooks to .pre-commit-config.yaml.\n"
    assert empty.read(".pre-commit-config.yaml").startswith(PRE_COMMIT)
    assert empty.read("autolink.toml") == ""


def test_a_form_of_yaml_that_is_not_understood_is_left_alone(empty: Site) -> None:
    flow = "repos: [{repo: local, hooks: []}]\n"
    empty.write({"autolink.toml": "", "glossary.md": GLOSSARY, ".pre-commit-config.yaml": flow})
    result = empty.run("init", "--yes")
    assert result.exit_code == 0
    assert "Add this to its `repos`" in result.output
    assert HOOKS in result.output
    assert empty.read(".pre-commit-config.yaml") == flow


# A project without a glossary


def test_a_glossary_is_created_where_there_is_none(empty: Site) -> None:
    empty.write({"docs/index.md": "An example term.\n"})
    result = empty.run("init", "--yes")
    assert "Created docs/glossary.md.\n" in result.output
    assert "`autolink fix` would link 1 mention in 1 page, write term anchors in 1 page.\n" in result.output
    assert empty.run("check").stdout == ""
    assert empty.run("fix").exit_code == 0


def test_an_empty_folder_gets_a_glossary_too(empty: Site) -> None:
    assert empty.run("init", "--yes").exit_code == 0
    assert sorted(empty.tree()) == ["autolink.toml", "glossary.md"]
    assert empty.run("check").exit_code == 0


def test_a_glossary_without_terms_is_said(empty: Site) -> None:
    empty.write({"glossary.md": "A pod is a group of containers.\n"})
    assert "The glossary has no terms yet" in empty.run("init", "--yes").output


# On a terminal


def on_terminal(site: Site, answers: str) -> tuple[int, str]:
    """Run `autolink init` on a pseudo-terminal, type answers, and return the exit code and what was shown."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "autolink", "init"],
        cwd=site.root,
        env={**os.environ, "TERM": "xterm", "NO_COLOR": "1"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    os.write(ours, answers.encode())
    shown = b""
    try:
        while data := os.read(ours, 4096):
            shown += data
    except OSError:
        pass  # Linux: the other end was closed
    finally:
        os.close(ours)
    return process.wait(timeout=60), shown.decode().replace("\r\n", "\n")


terminal = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")


@terminal
def test_all_that_is_proposed_can_be_accepted_with_the_return_key(empty: Site) -> None:
    empty.write({**PROJECTS["mkdocs"], ".pre-commit-config.yaml": PRE_COMMIT})
    code, shown = on_terminal(empty, "\n\n\n")
    assert code == 0, shown
    assert "Found 2 pages, published by MkDocs (mkdocs.yml).\n" in shown
    assert "The glossary: a page, or a folder of pages [docs/glossary.md]: " in shown
    assert '    site = "mkdocs"\n' in shown
    assert "Write this to autolink.toml? [Y/n]: " in shown
    assert "Add the hooks autolink-fix and autolink-check to .pre-commit-config.yaml? [Y/n]: " in shown
    assert tomllib.loads(empty.read("autolink.toml")) == EXPECTED["mkdocs"]
    assert has_hooks(empty.read(".pre-commit-config.yaml"))


@terminal
def test_a_no_writes_nothing(empty: Site) -> None:
    empty.write({**PROJECTS["plain"], ".pre-commit-config.yaml": PRE_COMMIT})
    before = empty.tree()
    code, _ = on_terminal(empty, "\nn\nn\n")
    assert (code, empty.tree()) == (0, before)


@terminal
def test_another_glossary_can_be_named_after_a_wrong_answer(empty: Site) -> None:
    empty.write({"glossary.md": GLOSSARY, "docs/terms.md": BY_LETTER, "docs/a.md": "x\n"})
    code, shown = on_terminal(empty, "notes.txt\ndocs/terms.md\ny\n")
    assert code == 0, shown
    assert "notes.txt is neither a folder nor a Markdown page" in shown
    assert tomllib.loads(empty.read("autolink.toml")) == {
        "glossary": "docs/terms.md",
        "term-levels": [3],
        **ALWAYS,
    }


@terminal
def test_a_glossary_that_is_not_there_is_created_when_wanted(empty: Site) -> None:
    empty.write({"docs/a.md": "x\n"})
    code, shown = on_terminal(empty, "docs/words.md\nn\n")
    assert (code, sorted(empty.tree())) == (0, ["docs/a.md"]), shown
    code, shown = on_terminal(empty, "docs/words.md\ny\ny\n")
    assert (code, sorted(empty.tree())) == (0, ["autolink.toml", "docs/a.md", "docs/words.md"]), shown


@terminal
def test_an_interruption_writes_nothing(empty: Site) -> None:
    empty.write(PROJECTS["plain"])
    before = empty.tree()
    code, _ = on_terminal(empty, "\n\x04")
    assert code != 0
    assert empty.tree() == before


def test_without_a_terminal_it_does_not_wait_for_answers(empty: Site) -> None:
    empty.write(PROJECTS["plain"])
    done = empty.process("init")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--yes" in done.stderr
    assert "autolink.toml" not in empty.tree()


@pytest.mark.skipif(sys.platform != "linux", reason="only there may file names hold everything")
def test_hostile_names_cannot_act_on_a_terminal(empty: Site) -> None:
    name = 'glossary-\x1b[2J"\\\u202e.md'
    empty.write({name: GLOSSARY})
    code, shown = on_terminal(empty, "\n\n")
    assert code == 0, shown
    assert "\x1b" not in shown and "\u202e" not in shown
    assert tomllib.loads(empty.read("autolink.toml")) == {"glossary": name, **ALWAYS}


@pytest.mark.skipif(sys.platform != "linux", reason="only there may file names be no text")
def test_a_glossary_whose_name_is_no_text_cannot_be_configured(empty: Site) -> None:
    empty.write({os.fsdecode(b"glossary-\xe9.md"): GLOSSARY})
    done = empty.process("init", "--yes")
    assert done.returncode == 2
    assert b"is not UTF-8" in done.stderr


# What is recognised


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (["README.md", "docs/glossary.md"], "docs/glossary.md"),
        (["a/Glossary.MD"], "a/Glossary.MD"),
        (["docs/glossary-ja.md", "docs/glossary.md"], "docs/glossary.md"),
        (["docs/glossary/a.md", "docs/glossary/b.md"], "docs/glossary"),
        (["docs/a/b/glossary.md", "i18n/glossary.md"], "i18n/glossary.md"),
        (["docs/用語集.md"], "docs/用語集.md"),
        (["docs/terminology.md"], "docs/terminology.md"),
        (["docs/kubernetes-glossary.md"], "docs/kubernetes-glossary.md"),
        (["terms.md", "docs/biglossary.md", "README.md"], None),
        ([], None),
    ],
)
def test_the_glossary_is_recognised_by_its_name(pages: list[str], expected: str | None) -> None:
    assert glossary_among(pages) == expected


@pytest.mark.parametrize(
    ("text", "level"),
    [
        (GLOSSARY, 2),
        (BY_LETTER, 3),
        ("## Term\n\nX\n\n### Notes\n\n### More\n\n### See also\n", 2),
        ("### A\n\n### B\n", None),
        ("### Alpha\n\n### Beta\n", 3),
        ("# Alpha\n\n# Beta\n", 1),
        ("# Glossary\n", None),
        ("## あ行\n\n### 握手\n\n## A–C\n\n### C\n\n### Cat\n", 3),
        ("# G\n\n## Terms\n\n> ### Quoted\n", 2),
        ("# G\n\n## Terms\n\nHere they are.\n\n" + numbered("###", 68), 3),
        ("# G\n\n## Terms\n\n" + numbered("###", 3), 3),
        ("# G\n\n" + numbered("###", 9) + "\n## References\n\n## See also\n", 3),
        ("## Networks\n\n### Node\n\nX\n\n### Port\n\nX\n\n## Storage\n\n### Disk\n\nX\n", 3),
        ("## Node\n\n### Definition\n\n### Usage\n\n" * 3 + "## Pod\n\n## Port\n", 2),
        ("".join(f"## T{n}\n\nX\n\n### Of T{n}\n\nX\n\n### On T{n}\n\nX\n\n" for n in range(9)), 2),
        ("Pod\n: A group.\n", None),
        ("", None),
    ],
)
def test_the_level_of_the_terms_is_recognised(text: str, level: int | None) -> None:
    assert term_level([Page.parse("/g.md", text.encode())]) == level


def test_terms_on_a_page_each_are_recognised() -> None:
    texts = [f"# Term {number}\n\nX\n\n## See also\n\nX\n" for number in range(9)]
    assert term_level([Page.parse("/g.md", text.encode()) for text in texts]) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Glossary\n", True),
        ("---\ntitle: 'Glossary of terms'\n---\n", True),
        ("Words\n\n# 用語集 #\r\n", True),
        ("# Guide\n\n# Glossary\n", False),
        ("## Glossary\n", False),
        ("#Glossary\n", False),
        ("Glossary\n", False),
        ("", False),
    ],
)
def test_an_index_page_is_known_by_its_title(text: str, expected: bool) -> None:
    assert is_titled_glossary(text) is expected


def test_the_index_pages_of_folders_are_looked_at() -> None:
    pages = ["README.md", "a/b/index.md", "a/README.md", "a/page.md", "b/_index.md"]
    assert index_pages(pages) == ["a/README.md", "b/_index.md", "a/b/index.md"]


def test_an_index_page_that_is_alone_is_the_glossary_itself(empty: Site) -> None:
    empty.write({"docs/terms/README.md": GLOSSARY, "docs/a.md": "A Pod.\n"})
    empty.run("init", "--yes")
    assert tomllib.loads(empty.read("autolink.toml"))["glossary"] == "docs/terms/README.md"


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("hugo.toml", "title = 'x'\n", "renderHooks.link.useEmbedded"),
        (
            "hugo.toml",
            "title = 'x'\n[markup.goldmark.renderHooks.image]\nuseEmbedded = 'always'\n",
            "useEmbedded",
        ),
        (
            "hugo.toml",
            "title = 'x'\n[markup.goldmark.renderHooks.link]\nuseEmbedded = 'never'\n",
            "useEmbedded",
        ),
        ("hugo.toml", "title = 'x'\n[markup.goldmark.renderHooks.link]\n  useEmbedded = 'fallback'\n", ""),
        (
            "hugo.yaml",
            "markup:\n  goldmark:\n    renderHooks:\n      link:\n        useEmbedded: always\n",
            "",
        ),
        ("hugo.json", '{"markup": {"renderHooks": {"link": {"useEmbedded": "fallback"}}}}', ""),
        ("_config.yml", "theme: minima\n", ""),
        ("_config.yml", "plugins:\n  - github-pages\n", ""),
        ("mkdocs.yml", "site_name: x\n", ""),
        ("conf.py", "project = 'x'\n", ""),
    ],
)
def test_what_the_site_has_to_say_for_links_to_arrive_is_said(
    empty: Site, file: str, text: str, said: str
) -> None:
    empty.write({file: text, "glossary.md": GLOSSARY})
    output = empty.run("init", "--yes").output
    assert ("Links need a change in" in output) is bool(said)
    assert said in output


def test_copies_and_templates_are_left_out_where_they_are() -> None:
    pages = [
        "a.md",
        "vendor/x/a.md",
        "sub/third_party/b.md",
        "themes/t/a.md",
        "docs/CHANGELOG.md",
        "vendor.md",
    ]
    assert excluded(pages, None) == ("sub/third_party", "vendor")
    assert excluded(pages, HUGO) == ("sub/third_party", "themes", "vendor")
    assert excluded(["CHANGELOG.md", "x/archetypes.md"], HUGO) == ("CHANGELOG.md",)


def test_where_a_new_glossary_goes() -> None:
    assert new_glossary(["README.md"], None) == "glossary.md"
    assert new_glossary(["docs/a.md"], None) == "docs/glossary.md"
    assert new_glossary([], HUGO) == "content/glossary.md"
    assert new_glossary(["docs/a.md"], HUGO) == "docs/glossary.md"


def test_the_sample_glossary_has_one_term() -> None:
    for site in (None, HUGO):
        page = Page.parse("/g.md", sample_glossary(site).encode())
        assert [heading.text for heading in page.headings if heading.level == 2] == [
            "Example term | Sample term"
        ]


@pytest.mark.parametrize("name", ['a"b', "a\\b", "a\x7f\x00\n\tb", "用語集", "a'b"])
def test_what_is_written_is_toml_whatever_the_names(name: str) -> None:
    text = as_toml(Proposal(name, "headings", 2, None, (name, "x")))
    assert tomllib.loads(text) == {"glossary": name, "exclude": [name, "x"], **ALWAYS}


# The configuration of pre-commit


def indented(spaces: int) -> str:
    """Return our hooks as they stand in a list with some indentation."""
    return "".join(" " * spaces + line for line in HOOKS.splitlines(keepends=True))


@pytest.mark.parametrize(
    ("before", "indent", "after"),
    [
        (PRE_COMMIT, 2, ""),
        ("repos:\n- repo: a\n  hooks:\n  - id: a\n", 0, ""),
        ("repos:  # ours\n# the first\n- repo: a\n", 0, ""),
        ("---\nfail_fast: true\nrepos:\n    - repo: a\n", 4, ""),
        ("repos:\n  - repo: a\n    rev: v1\n", 2, "\n# more\nci:\n  skip: [a]\n"),
        ("repos:\n  - repo: a\n\n    # a hook of its own\n    hooks: []\n  # - repo: b\n", 2, "exclude: x\n"),
        ("repos:\n- repo: a\n  exclude: |\n    x\n\n    y\n", 0, "\n\n"),
    ],
)
def test_the_hooks_come_last_and_all_else_stays(before: str, indent: int, after: str) -> None:
    assert with_hooks(before + after) == before + indented(indent) + after
    assert not has_hooks(before + after)
    assert has_hooks(before + indented(indent) + after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "repos:\n"),
        ("\n", "\nrepos:\n"),
        ("---\n# ours", "---\n# ours\nrepos:\n"),
        ("# ours\r\n", "# ours\r\nrepos:\r\n"),
        ("repos:", "repos:\n"),
        ("repos: []\n", "repos:\n"),
        ("fail_fast: true\nrepos: [ ]  # none\n", "fail_fast: true\nrepos:  # none\n"),
    ],
)
def test_an_empty_list_gets_the_hooks(before: str, after: str) -> None:
    hooks = HOOKS.replace("\n", "\r\n") if "\r" in before else HOOKS
    assert with_hooks(before) == after + hooks


def test_comments_and_keys_below_an_empty_list_stay_below_the_hooks() -> None:
    assert with_hooks("repos:\n\n# nothing\nci: {}\n") == f"repos:\n{HOOKS}\n# nothing\nci: {{}}\n"


def test_line_ends_stay_as_they_are() -> None:
    before = PRE_COMMIT.replace("\n", "\r\n")
    after = with_hooks(before)
    assert after == before + indented(2).replace("\n", "\r\n")
    assert with_hooks(PRE_COMMIT.rstrip("\n")) == PRE_COMMIT + indented(2)


@pytest.mark.parametrize(
    "text",
    [
        "repos: [{repo: a}]\n",
        "repos: []\n  - repo: a\n",
        "repos: {}\n",
        "---\n---\n",
        "repos:\n  {repo: a}\n",
        "repos: &all\n  - repo: a\n",
        "repos:\n\t- repo: a\n",
        "repos:\n  - repo: a\n---\nrepos:\n  - repo: b\n",
        "repos:\n  - repo: a\n...\n",
        "repos:\n  - repo: a\nrepos:\n  - repo: b\n",
        "repos:\n  - repo: a\n? complex\n: key\n",
        "  repos:\n    - repo: a\n",
        "exclude: x\n",
    ],
)
def test_what_is_no_plain_list_is_not_edited(text: str) -> None:
    assert with_hooks(text) is None


@pytest.mark.parametrize(
    "line", ["      - id: autolink-check\n", "  - id: 'autolink-fix'\n", "    id: autolink-fix\n"]
)
def test_hooks_of_ours_are_recognised(line: str) -> None:
    assert has_hooks(line)


@pytest.mark.parametrize(
    "line", ["# - id: autolink-check\n", "- id: autolink-checker\n", "- name: autolink-fix\n"]
)
def test_what_is_no_hook_of_ours(line: str) -> None:
    assert not has_hooks(line)


def test_the_hooks_are_those_that_the_repository_offers() -> None:
    yaml = pytest.importorskip("yaml")  # pre-commit brings it
    offered = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (ours,) = yaml.safe_load(HOOKS)
    assert ours["repo"] == "local"
    for hook, theirs in zip(ours["hooks"], offered, strict=True):
        assert hook.pop("language") == "system"
        assert hook == {key: value for key, value in theirs.items() if key not in ("description", "language")}


# Source forms

TITLED = "---\ntitle: {}\n---\n\n## What it is\n\nX\n\n## Why\n\nX\n\n## See\n\nX\n"
RELATED = {
    f"docs/glossary/{name.lower()}.md": TITLED.format(name) for name in ("Pod", "Node", "Cluster", "Zone")
}
IN_LISTS = "# A\n\nApple\n: A fruit\n\nAnt\n: An insect\n\n# B\n\nBee\n: Another\n"
IN_DIRECTIVE = "# Glossary\n\n```{glossary}\nPod\n  A group.\n\nNode\n  A machine.\n```\n"
CONTEXT = (
    "# Shop\n\n## Language\n\n**Order**:\nX\n_Avoid_: sale\n\n**Cart**:\nX\n\n## Example\n\nAn **Order**: X\n"
)


@pytest.mark.parametrize(
    ("files", "glossary"),
    [
        (RELATED, {"path": "docs/glossary", "form": "front-matter"}),
        (
            {**RELATED, "docs/glossary/index.md": "---\ntitle: Glossary\n---\n\nX\n"},
            {"path": "docs/glossary", "form": "front-matter"},
        ),
        ({"glossary.md": IN_LISTS}, {"path": "glossary.md", "form": "definition-list"}),
        (
            {"glossary.md": IN_DIRECTIVE, "conf.py": 'project = "x"\n'},
            {"path": "glossary.md", "form": "definition-list"},
        ),
        ({"glossary.md": IN_DIRECTIVE}, "glossary.md"),
        ({"CONTEXT.md": CONTEXT}, {"path": "CONTEXT.md", "form": "bold"}),
        ({"a/CONTEXT.md": CONTEXT, "a/b/CONTEXT.md": CONTEXT}, {"path": "a/CONTEXT.md", "form": "bold"}),
        ({"glossary.md": GLOSSARY, "CONTEXT.md": CONTEXT}, "glossary.md"),
        ({"glossary.md": f"{GLOSSARY}\n**Note**: X\n\nWord\n: X\n"}, "glossary.md"),
        ({"CONTEXT.md": "# Context\n\nWhat an agent has to know.\n"}, "glossary.md"),
        ({"docs/terms.md": IN_LISTS}, {"path": "docs/terms.md", "form": "definition-list"}),
        ({"docs/terms.md": "# Glossary\n\n## Pod\n\nX\n"}, "docs/terms.md"),
        ({"terms.md": "# Terms of service\n\n## Payment\n\nX\n"}, "glossary.md"),
        ({"context.md": CONTEXT, "in-terms.md": IN_LISTS}, "glossary.md"),
        (
            {"glossary/a.md": f"---\ntitle: A\n---\n{GLOSSARY}", "glossary/b.md": "---\ntitle: B\n---\n"},
            "glossary",
        ),
        ({"glossary/a.md": "---\ntitle: A\n---\n\n## Pod\n\nX\n"}, "glossary"),
        ({"glossary.md": ""}, "glossary.md"),
    ],
)
def test_the_source_form_is_recognised(
    empty: Site, files: dict[str, str], glossary: str | dict[str, str]
) -> None:
    empty.write({"README.md": "A pod, an order, a bee.\n", **files})
    result = empty.run("init", "--yes")
    assert result.exit_code == 0, result.output
    assert tomllib.loads(empty.read("autolink.toml"))["glossary"] == glossary
    assert empty.run("fix").exit_code == 0


@pytest.mark.parametrize(
    ("files", "row", "word"),
    [
        (RELATED, "docs/glossary/pod.md", "Pod"),
        ({"glossary.md": IN_LISTS}, "glossary.md", "Bee"),
        ({"CONTEXT.md": CONTEXT}, "CONTEXT.md", "Order"),
    ],
)
def test_what_lists_and_explains_terms_knows_every_form(
    empty: Site, files: dict[str, str], row: str, word: str
) -> None:
    empty.write({"README.md": f"A {word}.\n", **files})
    empty.run("init", "--yes")
    assert f"{row}:" in empty.run("lookup", word).stdout
    assert word in empty.run("index").stdout
    assert word in empty.run("explain", "README.md:1").stdout


# Languages and versions


@pytest.mark.parametrize(
    ("pages", "glossaries", "pattern"),
    [
        (
            ["docs/en/glossary.md", "docs/ja/glossary.md", "docs/zh-cn/glossary.md"],
            ("docs/en/glossary.md", "docs/ja/glossary.md", "docs/zh-cn/glossary.md"),
            "docs/{lang}",
        ),
        (
            ["en/ref/glossary.md", "ja/ref/glossary.md"],
            ("en/ref/glossary.md", "ja/ref/glossary.md"),
            "{lang}",
        ),
        (["d/v1.2/glossary/a.md", "d/v2/glossary/a.md"], ("d/v2/glossary", "d/v1.2/glossary"), "d/{version}"),
        (
            ["docs/glossary.md", "i18n/ja/plugin/current/glossary.md"],
            ("docs/glossary.md", "i18n/ja/plugin/current/glossary.md"),
            "i18n/{lang}",
        ),
        (["docs/glossary.md", "docs/ja/glossary.md"], ("docs/glossary.md", "docs/ja/glossary.md"), ""),
        (["glossary.md", "ja/glossary.md"], ("glossary.md", "ja/glossary.md"), ""),
    ],
)
def test_a_glossary_for_each_language_or_version_is_recognised(
    pages: list[str], glossaries: tuple[str, ...], pattern: str
) -> None:
    proposed = glossary_among(pages)
    assert proposed is not None
    found = scoped_glossaries(pages, proposed)
    assert found is not None
    assert (found.glossaries, found.pattern) == (glossaries, pattern)
    assert not found.pattern or is_pattern(found.pattern)
    assert len(found.folders) == len(glossaries)


@pytest.mark.parametrize(
    "pages",
    [
        ["docs/en/glossary.md", "docs/ja/index.md"],
        ["docs/api/glossary.md", "docs/guide/glossary.md"],
        ["docs/en/glossary.md", "docs/ja/reference/glossary.md"],
        ["docs/en/glossary.md", "docs/v2/glossary.md"],
        ["docs/glossary.md", "docs/glossary-ja.md"],
        ["docs/glossary.md", "docs/v2/glossary.md"],
        ["docs/glossary.md", "docs/guide/glossary.md"],
        ["i18n/ja/current/glossary.md", "docs/intro.md"],
    ],
)
def test_other_glossaries_are_not_those_of_languages(pages: list[str]) -> None:
    proposed = glossary_among(pages)
    assert proposed is not None
    assert scoped_glossaries(pages, proposed) is None


def test_each_language_is_linked_to_its_own_glossary(empty: Site) -> None:
    entry = "Pod\n: X\n\nNode\n: X\n"
    pages = {f"docs/{lang}/guide.md": "A Pod.\n" for lang in ("en", "ja")}
    empty.write({**pages, "docs/en/glossary.md": entry, "docs/ja/glossary.md": entry})
    result = empty.run("init", "--yes")
    assert "Found a glossary for each of docs/en, docs/ja.\n" in result.output
    assert tomllib.loads(empty.read("autolink.toml")) == {
        "glossary": [
            {"path": "docs/en/glossary.md", "form": "definition-list"},
            {"path": "docs/ja/glossary.md", "form": "definition-list"},
        ],
        "scopes": ["docs/{lang}"],
        **ALWAYS,
    }
    assert empty.run("fix").exit_code == 0
    assert '<a href="glossary.md#' in empty.read("docs/ja/guide.md")
    assert empty.run("check").exit_code == 0


def test_a_translation_below_the_first_language_is_for_its_own_pages(empty: Site) -> None:
    pages = {f"{folder}/guide.md": "A Pod on a Node.\n" for folder in ("docs", "docs/ja")}
    empty.write({**pages, "docs/glossary.md": GLOSSARY, "docs/ja/glossary.md": "## Pod | 波\n\nX\n"})
    result = empty.run("init", "--yes")
    assert "Found a glossary for each of docs, docs/ja.\n" in result.output
    assert tomllib.loads(empty.read("autolink.toml")) == {
        "glossary": [
            "docs/glossary.md",
            {"path": "docs/ja/glossary.md", "applies-to": ["docs/ja/**"]},
        ],
        **ALWAYS,
    }
    assert empty.run("fix").exit_code == 0
    assert empty.read("docs/guide.md").count('<a href="glossary.md#') == 2
    assert '<a href="glossary.md#' in empty.read("docs/ja/guide.md")
    assert '<a href="../glossary.md#' in empty.read("docs/ja/guide.md")
    assert empty.run("check").stdout == ""


# Everyday words

EVERYDAY = {
    "glossary.md": "# Glossary\n\n## Instance\n\nX\n\n## Blockchain\n\nX\n",
    "README.md": "See instance, an instance of a blockchain.\n",
}


def test_settings_for_everyday_words_are_comments_where_nobody_is_asked(empty: Site) -> None:
    empty.write(EVERYDAY)
    result = empty.run("init", "--yes")
    assert "1 alias may need a setting: see the end of autolink.toml.\n" in result.output
    written = empty.read("autolink.toml")
    assert tomllib.loads(written) == {"glossary": "glossary.md", **ALWAYS}
    assert written.endswith(
        "\n# For aliases that are everyday words; `autolink index --common` shows samples.\n"
        "# # Terms that are also everyday words: linked once on each page.\n# first-in-page = [\n"
        '#     # 2 mentions on 1 page\n#     "Instance",\n# ]\n'
    )


@terminal
def test_settings_for_everyday_words_are_added_after_asking(empty: Site) -> None:
    empty.write(EVERYDAY)
    code, shown = on_terminal(empty, "\n\n\n")
    assert code == 0
    assert "README.md:1  See instance, an instance of a blockchain." in shown
    assert "Add these settings to autolink.toml?" in shown
    assert tomllib.loads(empty.read("autolink.toml"))["first-in-page"] == ["Instance"]


@terminal
def test_settings_for_everyday_words_can_be_refused(empty: Site) -> None:
    empty.write(EVERYDAY)
    on_terminal(empty, "\n\nn\n")
    assert tomllib.loads(empty.read("autolink.toml")) == {"glossary": "glossary.md", **ALWAYS}
