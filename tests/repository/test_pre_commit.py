"""The hooks of `.pre-commit-hooks.yaml`, run by the real pre-commit in a real git repository, offline."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.site import REPOSITORY, anchor, link

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

HEADING = "事前学習 | Pre-training"

CONFIGURATION = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: autolink-fix
      - id: autolink-check
"""

NOT_OURS = ("autolink", "_editable_impl_autolink", "__editable__", "pip", "setuptools", "_distutils")
"""What the hook's environment has to bring itself: `autolink` from the clone, pip from virtualenv."""


@dataclass(frozen=True)
class Repository:
    """A git repository, and the environment in which git and pre-commit run in it."""

    root: Path
    environment: dict[str, str]

    def git(self, *arguments: str) -> str:
        """Run git, which has to succeed, and return what it printed."""
        return self._run(["git", *arguments], check=True).stdout

    def commit(self, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Write files, stage everything and commit, hooks included."""
        self.write(files)
        self.git("add", "--all")
        return self.commit_staged()

    def commit_unseen(self, files: dict[str, str]) -> None:
        """Write files, stage everything and commit, without a hook."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message", "a commit")

    def install_hooks(self) -> None:
        """Make pre-commit run on every commit, its environments built now."""
        self._run([sys.executable, "-m", "pre_commit", "install", "--install-hooks"], check=True)

    def commit_staged(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Commit what is staged, hooks included."""
        return self._run(["git", "commit", "--quiet", "--message", "a commit", *arguments], check=False)

    def pre_commit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the hooks without a commit."""
        return self._run([sys.executable, "-m", "pre_commit", "run", *arguments], check=False)

    def write(self, files: dict[str, str]) -> None:
        """Write files, line ends as they are."""
        for name, content in files.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text(content, encoding="utf-8", newline="")

    def read(self, name: str) -> str:
        """Return the text of a file."""
        return (self.root / name).read_text("utf-8")

    def _run(self, command: list[str], check: bool) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command,
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        assert not check or done.returncode == 0, done.stdout
        return done


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment in which git asks nobody and pip needs no network.

    pip neither looks at an index nor isolates the build: hatchling and the dependencies are those of the
    interpreter that runs the tests.
    """
    folder = tmp_path_factory.mktemp("environment")
    packages = folder / "packages"
    packages.mkdir()
    for scheme in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for item in Path(scheme).iterdir():
            if not item.name.startswith(NOT_OURS) and not (packages / item.name).exists():
                (packages / item.name).symlink_to(item)
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "PIP_", "PRE_COMMIT", "PYTHON", "VIRTUALENV_"))
    }
    person = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", "A Tester"), ("EMAIL", "tester@example.org"))
    }
    return {
        **inherited,
        **person,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "HOME": str(folder),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip inverts it: 0 is what turns isolation off
        "PIP_NO_CACHE_DIR": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
        "PYTHONPATH": str(packages),
        "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
        "VIRTUALENV_OVERRIDE_APP_DATA": str(folder / "virtualenv"),
    }


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Repository:
    """Return a repository that is a copy of this one: what pip needs to build it, and the hooks."""
    copy = Repository(tmp_path_factory.mktemp("autolink"), environment)
    for item in REPOSITORY.iterdir():
        if item.is_file() and item.name != ".git":
            shutil.copy2(item, copy.root)
    shutil.copytree(
        REPOSITORY / "autolink", copy.root / "autolink", ignore=shutil.ignore_patterns("__pycache__")
    )
    copy.git("init", "--quiet")
    done = copy.commit({})
    assert done.returncode == 0, done.stdout
    return copy


def new(folder: Path, hooks: Repository) -> Repository:
    """Return a repository without a commit, with the configuration of both hooks, and a linked glossary."""
    project = Repository(folder, hooks.environment)
    project.git("init", "--quiet", "--initial-branch=main")
    revision = hooks.git("rev-parse", "HEAD").strip()
    project.write(
        {
            ".pre-commit-config.yaml": CONFIGURATION.format(repository=hooks.root, revision=revision),
            "glossary/llm.md": f"# Models\n\n## {HEADING}{anchor(HEADING)}\n\nThe first step.\n",
        }
    )
    return project


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory, hooks: Repository) -> Repository:
    """Return a repository with a linked glossary, and with both hooks installed after the first commit."""
    project = new(tmp_path_factory.mktemp("committed"), hooks)
    done = project.commit({})
    assert done.returncode == 0, done.stdout
    project.install_hooks()
    return project


@pytest.fixture
def project(tmp_path: Path, committed: Repository) -> Repository:
    """Return a copy of that repository, to be changed."""
    root = tmp_path / "project"
    shutil.copytree(committed.root, root, symlinks=True)
    return Repository(root, committed.environment)


# autolink-fix


def test_a_commit_with_a_new_mention_is_fixed_and_then_passes(project: Repository) -> None:
    stopped = project.commit({"guide.md": "まず事前学習を行う。\n"})
    assert stopped.returncode != 0
    assert "files were modified by this hook" in stopped.stdout
    mention = link("事前学習", HEADING, "glossary/llm.md")
    assert project.read("guide.md") == f"まず{mention}を行う。\n"
    passed = project.commit({})
    assert passed.returncode == 0, passed.stdout


def test_unstaged_changes_and_excluded_pages_are_left_alone(project: Repository) -> None:
    settings, gap = 'exclude = ["drafts"]\n', "\n" * 10
    project.commit_unseen({"autolink.toml": settings, "guide.md": f"A\n{gap}B\n", "other.md": "A\n"})
    project.write({"guide.md": f"事前学習\n{gap}B\n", "drafts/a.md": "事前学習\n"})
    project.git("add", "--all")
    project.write({"guide.md": f"事前学習\n{gap}事前学習\n", "other.md": "事前学習\n"})
    stopped = project.commit_staged()
    assert stopped.returncode != 0
    assert "files were modified by this hook" in stopped.stdout
    mention = link("事前学習", HEADING, "glossary/llm.md")
    assert project.read("guide.md") == f"{mention}\n{gap}事前学習\n"
    assert project.read("other.md") == "事前学習\n"
    assert project.read("drafts/a.md") == "事前学習\n"


def test_where_a_fix_and_an_unstaged_change_meet_the_change_stays(project: Repository) -> None:
    project.write({"guide.md": "事前学習\n"})
    project.git("add", "--all")
    project.write({"guide.md": "事前学習が\n"})
    stopped = project.commit_staged()
    assert stopped.returncode != 0
    assert project.read("guide.md") == "事前学習が\n"
    assert project.git("show", ":guide.md") == "事前学習\n"


# autolink-check


def test_a_commit_with_a_dangling_link_is_stopped(project: Repository) -> None:
    head = project.git("rev-parse", "HEAD")
    stopped = project.commit({"broken.md": "See [the page](nowhere.md).\n"})
    assert stopped.returncode != 0
    assert "broken.md\n  1:5 error L001" in stopped.stdout
    assert project.git("rev-parse", "HEAD") == head


def test_a_commit_that_renames_a_heading_is_stopped_by_a_link_in_another_page(project: Repository) -> None:
    project.commit_unseen({"guide.md": "See [the term](glossary/llm.md#models).\n"})
    stopped = project.commit({"glossary/llm.md": "# Language models\n"})
    assert stopped.returncode != 0
    assert "guide.md\n  1:5 error L002" in stopped.stdout


def test_a_commit_that_only_deletes_or_renames_is_stopped_by_links_to_what_was(project: Repository) -> None:
    guide = "See [a](a.md) and ![b](b.png).\n"
    project.commit_unseen({"guide.md": guide, "a.md": f"A page.\n{'More of it.' * 20}\n", "b.png": ""})
    for change in (("rm", "a.md"), ("rm", "b.png"), ("mv", "a.md", "c.md")):
        project.git(*change)
        stopped = project.commit_staged()
        assert stopped.returncode != 0, change
        assert "guide.md\n  1:" in stopped.stdout
        assert "Found 1 problem" in stopped.stdout
        project.git("reset", "--quiet", "--hard")


def test_a_commit_is_not_stopped_by_what_was_wrong_before_nor_by_drafts(project: Repository) -> None:
    project.commit_unseen({"old.md": "[x](nowhere.md)\n"})
    project.write({"new.md": "Fine.\n"})
    project.git("add", "--all")
    project.write({"draft.md": "[x](nowhere.md)\n"})
    passed = project.commit_staged()
    assert passed.returncode == 0, passed.stdout
    assert project.commit_staged("--allow-empty").returncode == 0


def test_the_very_first_commit_is_looked_at(tmp_path: Path, hooks: Repository) -> None:
    unborn = new(tmp_path, hooks)
    unborn.install_hooks()
    stopped = unborn.commit({"broken.md": "See [the page](nowhere.md).\n"})
    assert stopped.returncode != 0
    assert "broken.md\n  1:5 error L001" in stopped.stdout
    passed = unborn.commit({"broken.md": "Mended.\n"})
    assert passed.returncode == 0, passed.stdout


def test_all_files_and_a_range_of_commits(project: Repository) -> None:
    """What CI runs: there is no commit to be made, and everything or a range is looked at."""
    project.commit_unseen({"guide.md": "See [a](a.md).\n", "a.md": "A\n"})
    everything = project.pre_commit("--all-files")
    assert everything.returncode == 0, everything.stdout
    project.git("rm", "--quiet", "a.md")
    project.git("commit", "--quiet", "--no-verify", "--message", "broken")
    for arguments in (["--all-files"], ["--from-ref", "HEAD~1", "--to-ref", "HEAD"]):
        stopped = project.pre_commit(*arguments)
        assert stopped.returncode != 0, arguments
        assert "guide.md\n  1:5 error L001" in stopped.stdout


def test_a_merge_is_stopped_by_what_only_both_sides_break(project: Repository) -> None:
    project.commit_unseen({"a.md": "A\n", "both.md": "one\n"})
    project.git("switch", "--quiet", "--create", "side")
    project.commit_unseen({"guide.md": "See [a](a.md).\n", "both.md": "two\n"})
    project.git("switch", "--quiet", "main")
    project.git("rm", "--quiet", "a.md")
    project.commit_unseen({"both.md": "three\n"})
    conflict = project._run(["git", "merge", "--quiet", "side"], check=False)
    assert conflict.returncode != 0
    stopped = project.commit({"both.md": "four\n"})
    assert stopped.returncode != 0
    assert "guide.md\n  1:5 error L001" in stopped.stdout


# A monorepo

PROJECTS = ("", "one/", "one/inner/")
"""The roots of three projects, one in another one; each has its own glossary."""


@pytest.fixture
def monorepo(project: Repository) -> Repository:
    """Return a repository with three projects, all of them linked."""
    glossary = f"## {HEADING}{anchor(HEADING)}\n\nThe first step.\n"
    project.git("rm", "--quiet", "-r", "glossary")
    project.commit_unseen(
        {
            **{f"{root}glossary.md": glossary for root in PROJECTS},
            "autolink.toml": 'exclude = ["drafts"]\n',
            "one/pyproject.toml": '[tool.autolink]\nlink-style = "markdown"\n',
            "one/inner/autolink.toml": 'per-file-ignores = { "old.md" = ["L001"] }\n',
        }
    )
    return project


def test_a_commit_to_several_projects_is_fixed_by_each(monorepo: Repository) -> None:
    pages = {f"{root}guide.md": "事前学習\n" for root in PROJECTS}
    stopped = monorepo.commit({**pages, "drafts/a.md": "事前学習\n"})
    assert "files were modified by this hook" in stopped.stdout
    assert "Linked 3 mentions in 3 pages" in stopped.stdout
    for root in ("", "one/inner/"):
        assert monorepo.read(f"{root}guide.md") == f"{link('事前学習', HEADING, 'glossary.md')}\n"
    assert monorepo.read("one/guide.md").startswith("[事前学習](glossary.md#")
    assert monorepo.read("drafts/a.md") == "事前学習\n"
    passed = monorepo.commit({})
    assert passed.returncode == 0, passed.stdout


def test_a_commit_is_stopped_by_what_it_breaks_in_another_project(monorepo: Repository) -> None:
    monorepo.commit_unseen({"one/inner/page.md": "# Page\n", "guide.md": "[x](one/inner/page.md#page)\n"})
    for change in ({"one/inner/page.md": "# Other\n"}, {"one/guide.md": "Text.\n"}):
        stopped = monorepo.commit(change)
        assert stopped.returncode != 0
        assert "guide.md\n  1:1 error L002" in stopped.stdout
        assert "Found 1 problem" in stopped.stdout
    monorepo.git("rm", "--quiet", "-f", "one/inner/page.md")
    stopped = monorepo.commit_staged()
    assert "guide.md\n  1:1 error L001" in stopped.stdout


def test_each_project_says_which_rules_hold_for_a_commit(monorepo: Repository) -> None:
    passed = monorepo.commit({"one/inner/old.md": "[x](gone.md)\n"})
    assert passed.returncode == 0, passed.stdout
    stopped = monorepo.commit({"one/old.md": "[x](gone.md)\n"})
    assert "one/old.md\n  1:1 error L001" in stopped.stdout
