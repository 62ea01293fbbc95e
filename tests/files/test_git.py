"""What git is asked, in real repositories."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from autolink.errors import AutolinkError
from autolink.files import git
from autolink.files.git.program import ask
from autolink.files.git.remotes import web_address
from autolink.indexer.history import former_headings
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

BODY = "\n\nA way to prepare a model with examples of what it should do.\n\n"


@dataclass
class Repository:
    """A repository whose commits are one minute apart."""

    root: Path
    _commits: list[str] = field(default_factory=list)

    def git(self, *arguments: str, check: bool = True) -> str:
        date = f"2024-01-01T{len(self._commits) // 60:02}:{len(self._commits) % 60:02}:00Z"
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**os.environ, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=60,
        )
        output = done.stdout.decode("utf-8", "surrogateescape")
        assert not check or done.returncode == 0, output
        return output

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogateescape"))

    def commit(self, files: dict[str, str] | None = None) -> None:
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "a commit")
        self._commits.append("a commit")

    def since(self, revision: str) -> tuple[list[str], list[str], dict[str, str]]:
        """Return what changed, was deleted and renamed, relative to the root."""
        changes = git.changes_since(str(self.root), revision)

        def short(path: str) -> str:
            assert path.startswith(f"{self.root}/")
            return path.removeprefix(f"{self.root}/")

        renamed = {short(old): short(new) for old, new in changes.renamed.items()}
        return [*map(short, changes.changed)], [*map(short, changes.deleted)], renamed

    def former(self, page: str, *headings: str) -> dict[str, str]:
        return former_headings(str(self.root / page), headings)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the configuration and the hooks of whoever runs the tests out of them."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A Tester")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "tester@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return new_repository(tmp_path / "repository")


def new_repository(root: Path) -> Repository:
    root.mkdir()
    repository = Repository(root)
    repository.git("init", "--quiet", "--initial-branch=main", "--template=")
    return repository


def lines(first: int, count: int) -> str:
    return "".join(f"line {number}\n" for number in range(first, first + count))


# The work tree


def test_the_work_tree_holds_a_folder(repository: Repository) -> None:
    repository.write({"docs/deep/a.md": ""})
    assert git.toplevel(str(repository.root / "docs/deep")) == str(repository.root)
    assert git.toplevel(str(repository.root)) == str(repository.root)


def test_no_work_tree(tmp_path: Path, repository: Repository) -> None:
    repository.git("init", "--quiet", "--bare", "../bare")
    nowhere = (tmp_path, tmp_path / "missing", tmp_path / "bare", repository.root / ".git", tmp_path / "a\0b")
    assert [git.toplevel(str(folder)) for folder in nowhere] == [None] * 5
    assert git.web_prefixes(str(tmp_path)) == ()
    with pytest.raises(AutolinkError, match=r"^git: not a git repository [^\n]*$"):
        git.changes_since(str(tmp_path), "HEAD")


def test_no_git(repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    repository.commit({"a.md": "# A\n"})
    monkeypatch.setenv("PATH", str(tmp_path))
    assert git.toplevel(str(repository.root)) is None
    assert git.web_prefixes(str(repository.root)) == ()
    assert repository.former("a.md", "B") == {}
    with pytest.raises(AutolinkError, match=r"^git is not installed$"):
        repository.since("HEAD")
    (tmp_path / "git").write_text("not a program", encoding="utf-8")
    with pytest.raises(AutolinkError, match=r"^(git cannot be run: .*|git is not installed)$"):
        repository.since("HEAD")


def test_a_git_that_hangs_is_stopped_and_what_it_said_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "git").write_text("#!/bin/sh\nprintf 'a\\0b'\nexec sleep 60\n", encoding="utf-8")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    answer = ask(str(tmp_path), "log", seconds=0.5)
    assert (answer.fields, answer.problem) == (["a"], "git took longer than 0.5 seconds")


def test_the_work_tree_is_spelt_as_the_folder(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"docs/deep/a.md": "# A\n"})
    (tmp_path / "link").symlink_to(repository.root)
    (tmp_path / "into").symlink_to(repository.root / "docs")
    assert git.toplevel(str(tmp_path / "link/docs")) == str(tmp_path / "link")
    assert git.toplevel(str(tmp_path / "into/deep")) == str(repository.root)


def test_a_work_tree_elsewhere_does_not_hold_the_folder(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    repository.git("config", "core.worktree", str(tmp_path / "elsewhere"))
    assert git.toplevel(str(repository.root)) is None


def test_a_folder_that_poses_as_a_repository_is_not_one(repository: Repository) -> None:
    version = [int(part) for part in repository.git("version").split()[2].split(".")[:2]]
    if version < [2, 38]:
        pytest.skip("git has no safe.bareRepository")
    repository.git("init", "--quiet", "--bare", "docs")
    posing = Repository(repository.root / "docs")
    posing.git("config", "core.bare", "false")
    posing.git("config", "core.worktree", "..")
    assert git.toplevel(str(posing.root)) is None
    assert git.toplevel(str(repository.root)) == str(repository.root)


def test_linked_work_trees_and_submodules_have_their_own(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"a.md": f"## Old{BODY}"})
    repository.git("worktree", "add", "--quiet", "../linked")
    linked = Repository(tmp_path / "linked")
    assert git.toplevel(str(linked.root)) == str(linked.root)
    linked.write({"a.md": f"## New{BODY}"})
    assert linked.since("main") == (["a.md"], [], {})
    assert linked.former("a.md", "Old") == {"Old": "New"}
    outer = new_repository(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repository.root), "sub")
    outer.commit()
    assert git.toplevel(str(outer.root / "sub")) == str(outer.root / "sub")
    inner = Repository(outer.root / "sub")
    inner.git("config", "core.fsmonitor", f"touch {tmp_path}/ran; false")
    inner.write({"a.md": f"## New{BODY}"})
    assert outer.since("HEAD") == ([], [], {})
    assert inner.since("HEAD") == (["a.md"], [], {})
    assert not (tmp_path / "ran").exists()
    inner.commit()
    assert outer.since("HEAD") == (["sub"], [], {})
    assert (tmp_path / "ran").exists()


def test_the_variables_of_a_hook_are_not_heeded(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"docs/a.md": "", "b.md": ""})
    other = new_repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    monkeypatch.setenv("GIT_ICASE_PATHSPECS", "1")
    assert git.toplevel(str(repository.root / "docs")) == str(repository.root)
    assert repository.since("HEAD") == ([], [], {})


# Web addresses


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("git@github.com:owner/repo.git", "https://github.com owner/repo"),
        ("github.com:owner/repo", "https://github.com owner/repo"),
        ("git@github.com:/owner/repo/", "https://github.com owner/repo"),
        ("ssh://git@github.com/owner/repo.git", "https://github.com owner/repo"),
        ("ssh://git@ssh.github.com:443/owner/repo.git", "https://github.com owner/repo"),
        ("ssh://git@git.example.org:2222/group/sub/repo.git", "https://git.example.org group/sub/repo"),
        ("git://example.org/owner/repo.git", "https://example.org owner/repo"),
        ("https://GitHub.com/Owner/Repo.js.git", "https://github.com Owner/Repo.js"),
        ("https://user:token@github.com/owner/repo.git", "https://github.com owner/repo"),
        (
            "https://token@gitlab.com/group/repo.git?private_token=token#token",
            "https://gitlab.com group/repo",
        ),
        ("user:token@example.org:owner/repo", "https://example.org owner/repo"),
        ("https://git.example.org:8443/group/repo", "https://git.example.org:8443 group/repo"),
        ("http://git.local/group/repo", "http://git.local group/repo"),
    ],
)
def test_a_remote_with_a_web_address(url: str, address: str) -> None:
    assert web_address(url) == tuple(address.split())


@pytest.mark.parametrize(
    "url",
    [
        *("", "/srv/git/owner/repo.git", "../owner/repo", "file:///srv/owner/repo.git", "C:/owner/repo"),
        *("C:\\owner\\repo", "https://github.com/repo", "https://github.com", "https://[::1/owner/repo"),
        *("https://example.org:port/a/b", "git@example.org:repo", "ext::sh -c x/y", "a b@example.org:c d/e"),
    ],
)
def test_a_remote_without_a_web_address(url: str) -> None:
    assert web_address(url) is None


def prefixes(repository: Repository) -> list[str]:
    found = git.web_prefixes(str(repository.root))
    assert {folder for _, folder in found} <= {str(repository.root)}
    return [prefix for prefix, _ in found]


def test_prefixes_of_github(repository: Repository) -> None:
    repository.git("remote", "add", "origin", "https://user:t0ken@github.com/owner/repo.git")
    repository.commit()
    repository.git("update-ref", "refs/remotes/origin/develop", "HEAD")
    repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/develop")
    repository.git("checkout", "--quiet", "-b", "feature/one#2")
    found = prefixes(repository)
    assert {prefix for prefix in found if "/blob/" in prefix} == {
        f"https://github.com/owner/repo/blob/{start}{branch}/"
        for branch in ("feature/one#2", "feature/one%232", "develop", "HEAD")
        for start in ("", "refs/heads/")
    }
    assert "https://github.com/owner/repo/tree/develop/" in found
    assert "https://github.com/owner/repo/raw/develop/" in found
    assert "https://raw.githubusercontent.com/owner/repo/feature/one%232/" in found
    assert not [prefix for prefix in found if "t0ken" in prefix or "user:" in prefix or "@" in prefix]


def test_prefixes_of_gitlab_and_without_a_known_default_branch(repository: Repository) -> None:
    repository.git("remote", "add", "origin", "git@gitlab.example.org:group/sub/repo.git")
    repository.git("checkout", "--quiet", "-b", "枝")
    found = prefixes(repository)
    for branch in ("main", "master", "HEAD", "枝", "%E6%9E%9D"):
        assert f"https://gitlab.example.org/group/sub/repo/-/blob/{branch}/" in found
        assert f"https://gitlab.example.org/group/sub/repo/blob/{branch}/" in found


def test_prefixes_of_several_remotes_with_a_detached_head(repository: Repository) -> None:
    assert prefixes(repository) == []
    repository.commit()
    repository.git("checkout", "--quiet", "--detach")
    repository.git("remote", "add", "up.stream/x", "git@github.com:org/repo.git")
    repository.git("symbolic-ref", "refs/remotes/up.stream/x/HEAD", "refs/remotes/up.stream/x/trunk")
    repository.git("remote", "add", "backup", "/srv/backup.git")
    repository.git("remote", "add", "origin", "git@github.com:me/repo.git")
    repository.git("config", "remote.pushdefault", "origin")
    found = [prefix for prefix in prefixes(repository) if "/tree/" in prefix and "/refs/" not in prefix]
    assert found == [
        *(f"https://github.com/org/repo/tree/{branch}/" for branch in ("trunk", "HEAD")),
        *(f"https://github.com/me/repo/tree/{branch}/" for branch in ("main", "master", "HEAD")),
    ]


# Changes


def test_nothing_changed(repository: Repository) -> None:
    repository.commit({"a.md": "a\n"})
    index = (repository.root / ".git/index").read_bytes()
    os.utime(repository.root / "a.md", (0, 0))
    assert repository.since("HEAD") == ([], [], {})
    assert (repository.root / ".git/index").read_bytes() == index


def test_committed_staged_unstaged_and_untracked_changes(repository: Repository) -> None:
    names = ("committed", "staged", "unstaged", "same", "deleted", "unlinked")
    repository.commit({f"{name}.md": f"{name}\n" for name in names} | {".gitignore": "ignored*\n"})
    repository.commit({"committed.md": "new\n", "added.md": "new\n"})
    repository.write({"staged.md": "new\n", "staged-new.md": "a\n"})
    repository.git("rm", "--quiet", "deleted.md")
    repository.git("add", "--all")
    repository.write({"unstaged.md": "new\n", "untracked/a.md": "b\n", "ignored.md": "c\n"})
    (repository.root / "unlinked.md").unlink()
    repository.write({"intended.md": ""})
    repository.git("add", "--intent-to-add", "intended.md")
    changed = ["intended.md", "staged-new.md", "staged.md", "unstaged.md", "untracked/a.md"]
    assert repository.since("HEAD") == (changed, ["deleted.md", "unlinked.md"], {})
    assert repository.since("HEAD~1")[0] == ["added.md", "committed.md", *changed]
    assert git.changes_since(str(repository.root / "untracked"), "HEAD").changed == tuple(
        f"{repository.root}/{name}" for name in changed
    )


def test_untracked_files_are_no_part_of_a_commit(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a.md": "", "b.md": ""})
    repository.write({"a.md": "new\n", "staged.md": "", "draft.md": ""})
    repository.git("add", "staged.md")
    (repository.root / "b.md").unlink()
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert repository.since("HEAD") == (["a.md", "staged.md"], ["b.md"], {})


def test_renames_committed_and_staged_edited_or_not(repository: Repository) -> None:
    repository.commit({"a.md": lines(0, 30), "b.md": lines(100, 30), "c.md": lines(200, 30)})
    repository.git("tag", "v1")
    repository.git("mv", "a.md", "a2.md")
    repository.commit()
    (repository.root / "deep").mkdir()
    repository.git("mv", "b.md", "deep/b.md")
    repository.write({"deep/b.md": lines(101, 31)})
    assert repository.since("HEAD") == (["deep/b.md"], ["b.md"], {"b.md": "deep/b.md"})
    assert repository.since("v1") == (
        ["a2.md", "deep/b.md"],
        ["a.md", "b.md"],
        {"a.md": "a2.md", "b.md": "deep/b.md"},
    )
    repository.write({"b.md": "another page\n"})
    assert repository.since("HEAD") == (["b.md", "deep/b.md"], [], {})
    (repository.root / "b.md").unlink()
    (repository.root / "deep/b.md").unlink()
    assert repository.since("HEAD") == ([], ["b.md", "deep/b.md"], {})


def test_what_a_commit_with_all_shows_its_hook(repository: Repository) -> None:
    repository.commit({"a.md": lines(0, 30), "b.md": ""})
    repository.git("mv", "a.md", "c.md")
    repository.write({"b.md": "new\n"})
    (repository.root / ".git/hooks").mkdir()
    hook = repository.root / ".git/hooks/pre-commit"
    program = f"from autolink.files import git; print(git.changes_since({str(repository.root)!r}, 'HEAD'))"
    path = REPOSITORY
    hook.write_text(
        f'#!/bin/sh\nPYTHONPATH={path} {sys.executable} -c "{program}"\nexit 1\n', encoding="utf-8"
    )
    hook.chmod(0o755)
    said = repository.git("commit", "--all", "--message", "x", check=False)
    root = repository.root
    expected = git.Changes(
        (f"{root}/b.md", f"{root}/c.md"), (f"{root}/a.md",), {f"{root}/a.md": f"{root}/c.md"}
    )
    assert said.splitlines()[-1] == repr(expected)


def test_a_branch_is_compared_with_where_it_departed(repository: Repository) -> None:
    repository.commit({"a.md": "a\n", "b.md": "b\n"})
    repository.git("checkout", "--quiet", "-b", "feature")
    repository.commit({"c.md": "c\n"})
    repository.git("checkout", "--quiet", "main")
    repository.commit({"d.md": "d\n", "a.md": "new\n"})
    repository.git("checkout", "--quiet", "feature")
    assert repository.since("main") == (["c.md"], [], {})
    repository.git("checkout", "--quiet", "--orphan", "unrelated")
    repository.commit()
    assert repository.since("main") == (["a.md", "c.md"], ["d.md"], {})


NAMES = (
    " a b .md",
    "a\nb\tc.md",
    "\"q'\\.md",
    "-M.md",
    ":(top)x.md",
    "é.md",
    "e\u0301.md",
    "用語 集/訳.md",
    "\udcff.md",
)


@pytest.mark.skipif(sys.platform != "linux", reason="names that other file systems refuse")
def test_names_of_every_kind(repository: Repository) -> None:
    repository.commit(dict.fromkeys(NAMES, f"## Old{BODY}"))
    for name in NAMES:
        repository.write({name: f"## New{BODY}"})
    assert repository.since("HEAD") == (sorted(NAMES), [], {})
    repository.commit()
    assert [repository.former(name, "Old") for name in NAMES] == [{"Old": "New"}] * len(NAMES)
    repository.write({f"{name}.new": "" for name in NAMES})
    assert repository.since("HEAD")[0] == sorted(f"{name}.new" for name in NAMES)
    repository.git("rm", "-r", "--quiet", ".")
    repository.git("add", "--all")
    assert repository.since("HEAD")[1] == sorted(NAMES)


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("mian", "unknown revision `mian`, did you mean `main`?"),
        ("v1.O", "unknown revision `v1.O`, did you mean `v1.0`?"),
        ("", "unknown revision ``"),
        ("--output=x", "unknown revision `--output=x`"),
        ("HEAD:a.md", "unknown revision `HEAD:a.md`"),
        ("^main", "unknown revision `^main`"),
        ("main..main", "unknown revision `main..main`"),
        ("zzzzzzzz\n\x1b", r"unknown revision `zzzzzzzz\n\x1b`"),
        ("zzzz\0", r"unknown revision `zzzz\x00`"),
        ("0" * 40, f"unknown revision `{'0' * 40}`"),
    ],
)
def test_an_unknown_revision(repository: Repository, revision: str, message: str) -> None:
    repository.commit({"a.md": ""})
    repository.git("tag", "v1.0")
    with pytest.raises(AutolinkError) as raised:
        repository.since(revision)
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)
    assert not (repository.root / "x").exists()


def test_no_commits_yet(repository: Repository) -> None:
    repository.write({"a.md": "# New\n"})
    repository.write({"staged.md": ""})
    repository.git("add", "staged.md")
    assert repository.since("HEAD") == (["a.md", "staged.md"], [], {})
    with pytest.raises(AutolinkError, match=r"^unknown revision `main`: .* has no commits yet$"):
        repository.since("main")
    assert repository.former("a.md", "Old") == {}
    assert prefixes(repository) == []


def test_a_shallow_clone(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"a.md": f"## Old{BODY}", "b.md": f"## Old{BODY}"})
    first = repository.git("rev-parse", "HEAD").strip()
    repository.commit({"a.md": f"## New{BODY}"})
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.root}", "../shallow")
    shallow = Repository(tmp_path / "shallow")
    shallow.write({"b.md": f"## New{BODY}"})
    assert shallow.since("HEAD") == (["b.md"], [], {})
    assert shallow.former("a.md", "Old") == {}
    assert shallow.former("b.md", "Old") == {"Old": "New"}
    with pytest.raises(AutolinkError, match=rf"^unknown revision `{first}`: the clone is shallow"):
        shallow.since(first)


def test_a_partial_clone_fetches_nothing(repository: Repository, tmp_path: Path) -> None:
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.commit({"a.md": lines(0, 30), "b.md": lines(50, 30)})
    repository.git("mv", "b.md", "c.md")
    repository.commit({"a.md": f"## New{BODY}"})
    repository.git("clone", "--quiet", "--filter=blob:none", f"file://{repository.root}", "../partial")
    partial = Repository(tmp_path / "partial")
    packs = sorted(os.listdir(partial.root / ".git/objects/pack"))
    partial.git("mv", "a.md", "d.md")
    partial.write({"d.md": f"## Newer{BODY}"})
    assert partial.since("HEAD~1") == (["c.md", "d.md"], ["a.md", "b.md"], {"b.md": "c.md"})
    assert partial.former("d.md", "New", "Old") == {"New": "Newer"}
    assert sorted(os.listdir(partial.root / ".git/objects/pack")) == packs


def test_unmerged_files_are_changed(repository: Repository) -> None:
    repository.commit({"a.md": "a\n", "b.md": "a\n", "c.md": "a\n"})
    repository.git("checkout", "--quiet", "-b", "other")
    repository.git("rm", "--quiet", "b.md")
    repository.commit({"a.md": "b\n", "c.md": "b\n"})
    repository.git("checkout", "--quiet", "main")
    repository.git("rm", "--quiet", "c.md")
    repository.commit({"a.md": "c\n", "b.md": "c\n"})
    assert "CONFLICT" in repository.git("merge", "other", check=False)
    assert repository.since("HEAD") == (["a.md", "b.md", "c.md"], [], {})


def sign_last_commit(repository: Repository) -> None:
    head, _, message = repository.git("cat-file", "commit", "HEAD").partition("\n\n")
    begin, end = "-----BEGIN PGP SIGNATURE-----", "-----END PGP SIGNATURE-----"
    repository.write({".git/signed": f"{head}\ngpgsig {begin}\n \n AAAA\n {end}\n\n{message}"})
    signed = repository.git("hash-object", "-t", "commit", "-w", ".git/signed")
    repository.git("reset", "--quiet", "--soft", signed.strip())


def test_no_program_of_a_hostile_configuration_is_run(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"a.md": f"## Old{BODY}", "b.md": f"## Old{BODY}"})
    sign_last_commit(repository)
    marker = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >>{marker}\ncat\n', encoding="utf-8")
    program.chmod(0o755)
    names = ("core.fsmonitor", "core.pager", "pager.log", "pager.diff", "diff.external", "gpg.program")
    drivers = (
        "diff.x.command",
        "diff.x.textconv",
        "filter.x=y.clean",
        "filter.x=y.process",
        "filter.z.clean",
    )
    for name in (*names, *drivers, "core.sshCommand", "core.askPass", "credential.helper", "gpg.ssh.program"):
        repository.git("config", name, str(program))
    for name in (
        "filter.x=y.required",
        "filter.z.required",
        "log.showSignature",
        "diff.noprefix",
        "diff.relative",
    ):
        repository.git("config", name, "true")
    repository.git("config", "color.ui", "always")
    repository.git("config", "diff.renames", "false")
    repository.git("config", "diff.orderFile", "missing")
    repository.git("config", "log.diffMerges", "combined")
    repository.git("config", "core.hooksPath", str(tmp_path / "hooks"))
    (tmp_path / "hooks").mkdir()
    for hook in ("post-index-change", "fsmonitor-watchman", "post-checkout"):
        shutil.copy2(program, tmp_path / "hooks" / hook)
    repository.write({".gitattributes": "a.md filter=x=y diff=x\n*.md filter=z diff=x\n"})
    repository.write({"a.md": f"## New{BODY}", "b.md": f"## Old{BODY}"})
    os.utime(repository.root / "b.md", (0, 0))
    (repository.root / "docs").mkdir()
    assert repository.since("HEAD") == ([".gitattributes", "a.md"], [], {})
    assert len(git.changes_since(str(repository.root / "docs"), "main").changed) == 2
    assert repository.former("a.md", "Old") == {"Old": "New"}
    assert prefixes(repository) == []
    assert not marker.exists(), marker.read_text("utf-8")


# Files that git would wait for


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
@pytest.mark.parametrize("key", ["core.excludesFile", "core.attributesFile", "mailmap.file"])
@pytest.mark.parametrize("is_global", [False, True])
def test_files_that_the_configuration_names_are_not_read(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, is_global: bool
) -> None:
    os.mkfifo(tmp_path / "pipe")
    repository.commit({"a.md": page("Old"), "b.md": "b\n"})
    if is_global:
        (tmp_path / "gitconfig").touch()
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    repository.git("config", *["--global"] * is_global, key, str(tmp_path / "pipe"))
    os.utime(repository.root / "b.md", (0, 0))  # git has to look at it
    repository.write({"a.md": page("New"), "new.md": "new\n"})
    assert git.changes_since(str(repository.root), "HEAD", seconds=20).changed == (
        f"{repository.root}/a.md",
        f"{repository.root}/new.md",
    )
    assert former_headings(str(repository.root / "a.md"), ["Old"], seconds=20) == {"Old": "New"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_files_named_in_the_place_of_the_default_ones_are_not_read(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a.md": "a\n"})
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "git").mkdir()
    for name in ("ignore", "attributes"):
        os.mkfifo(tmp_path / "git" / name)
    repository.write({"a.md": "b\n", "new.md": "new\n"})
    assert git.changes_since(str(repository.root), "HEAD", seconds=20).changed == (
        f"{repository.root}/a.md",
        f"{repository.root}/new.md",
    )


def test_what_one_user_ignores_is_there_all_the_same(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "ignore").write_text("*.md\n")
    repository.commit({".gitignore": "ignored.md\n"})
    repository.git("config", "core.excludesFile", str(tmp_path / "ignore"))
    repository.write({"a.md": "a\n", "ignored.md": "a\n"})
    assert repository.since("HEAD") == (["a.md"], [], {})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
@pytest.mark.parametrize("name", [".gitignore", ".git/info/exclude", ".git/index", ".git/HEAD", "include"])
def test_git_that_waits_for_a_pipe_is_stopped(repository: Repository, name: str) -> None:
    repository.commit({"a.md": "a\n"})
    if name == "include":
        repository.git("config", "include.path", "../include")
    (repository.root / name).unlink(missing_ok=True)
    (repository.root / name).parent.mkdir(exist_ok=True)
    os.mkfifo(repository.root / name)
    started = time.monotonic()
    with pytest.raises(AutolinkError, match=r"git took longer than 0\.5 seconds"):
        git.changes_since(str(repository.root), "HEAD", seconds=0.5)
    assert time.monotonic() - started < 20, "one question is not answered: the others are not asked"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
@pytest.mark.parametrize("kind", ["blob", "include"])
def test_a_history_that_waits_for_a_pipe_is_given_up(repository: Repository, kind: str) -> None:
    repository.commit({"a.md": page("Old")})
    repository.commit({"a.md": page("New")})
    if kind == "blob":
        blob = repository.git("rev-parse", "HEAD~:a.md").strip()
        pipe = repository.root / ".git/objects" / blob[:2] / blob[2:]
        pipe.unlink()
    else:
        repository.git("config", "include.path", "../pipe")
        pipe = repository.root / "pipe"
    os.mkfifo(pipe)
    started = time.monotonic()
    assert former_headings(str(repository.root / "a.md"), ["Old"], seconds=0.5) == {}
    assert time.monotonic() - started < 20


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_the_repositories_that_a_user_calls_safe_are_so(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a.md": "a\n"})
    os.chown(repository.root, 12345, 12345)
    with pytest.raises(AutolinkError, match="dubious ownership"):
        repository.since("HEAD")
    (tmp_path / "gitconfig").write_text(f"[include]\npath = {tmp_path}/more\n")
    (tmp_path / "more").write_text(f"[safe]\ndirectory = {repository.root}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    assert repository.since("HEAD") == ([], [], {})


# What a heading became


def page(*headings: str, body: str = BODY) -> str:
    return "# Glossary\n\n" + "".join(f"## {heading}{body}About {heading[:1]}.\n\n" for heading in headings)


def test_a_renamed_heading(repository: Repository) -> None:
    repository.commit({"a.md": page("指示学習 | Instruction tuning", "LoRA")})
    repository.commit({"a.md": page("指示チューニング | Instruction tuning", "LoRA")})
    repository.commit({"a.md": page("指示チューニング | Instruction tuning", "LoRA", "RAG")})
    became = {"指示学習 | Instruction tuning": "指示チューニング | Instruction tuning"}
    assert repository.former("a.md", *became, "LoRA", "RAG", "nothing", "") == became
    assert repository.former("a.md") == {}
    repository.write({"a.md": page("RAG") + page("指示学習 | Instruction tuning, not")})
    assert repository.former("a.md", *became) == {}


def test_a_heading_is_told_without_its_anchors_and_by_markup(repository: Repository) -> None:
    repository.commit({"a.md": 'Old *one*<a id="T2xk"></a>\n===\n\ntext\n\n```sh\n# Old\n```\n'})
    repository.commit({"a.md": '# New `one`<a id="TmV3"></a> ##\n\n<i>text</i>\n\n```sh\n# New\n```\n'})
    assert repository.former("a.md", "Old *one*", "Old") == {"Old *one*": "New `one`"}


@pytest.mark.parametrize("stage", [False, True])
def test_a_renaming_that_is_not_committed(repository: Repository, stage: bool) -> None:
    repository.commit({"a.md": page("Old", "Other")})
    repository.write({"a.md": page("New", "Other")})
    if stage:
        repository.git("add", "--all")
    assert repository.former("a.md", "Old") == {"Old": "New"}


def test_a_chain_of_renamings_and_one_taken_back(repository: Repository) -> None:
    for name in ("A", "B", "C", "B"):
        repository.commit({"a.md": page("First", name, "Last")})
    assert repository.former("a.md", "A", "B", "C") == {"A": "B", "C": "B"}
    repository.write({"a.md": page("First", "D", "Last")})
    assert repository.former("a.md", "A", "B", "C") == {"A": "D", "B": "D", "C": "D"}
    repository.write({"a.md": page("First", "Last")})
    assert repository.former("a.md", "A", "B", "C") == {}


def test_the_latest_removal_counts(repository: Repository) -> None:
    for headings in ("AQ", "AZ", "BZ", "BZA", "BZ"):
        repository.commit({"a.md": page(*headings)})
    assert repository.former("a.md", "A", "Q") == {"Q": "Z"}
    for headings in ("BZA", "BZC"):
        repository.commit({"a.md": page(*headings)})
    assert repository.former("a.md", "A", "Q") == {"A": "C", "Q": "Z"}


def test_several_headings_in_one_place(repository: Repository) -> None:
    repository.commit({"a.md": page("X", "A", "B", "Y")})
    repository.commit({"a.md": page("X", "A2", "B2", "Y")})
    assert repository.former("a.md", "A", "B") == {"A": "A2", "B": "B2"}


OTHER = "\n\nCompletely different prose, which concerns hardware: a graphics card multiplies matrices quickly.\n\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(page("X", "A", "Y"), page("X", "Y"), id="deleted"),
        pytest.param(page("X", "A", "Y"), page("X", "B", "C", "Y"), id="one became two"),
        pytest.param(page("X", "A", "B", "Y"), page("X", "C", "Y"), id="two became one"),
        pytest.param(page("X", "A", "Y"), page("X", "Y", "B"), id="deleted here, added there"),
        pytest.param(page("X", "A", "Y"), page("Y", "B", "X"), id="other neighbours"),
        pytest.param(page("A", "A", "Y"), page("B", "C", "Y"), id="it was there twice"),
        pytest.param(page("A"), page("A").replace("## A", "### B"), id="another level"),
        pytest.param(page("A"), page("B", body=OTHER), id="another text"),
        pytest.param(
            page("X", "Y", "X", "A", "Y"), page("X", "B", "Y"), id="neighbours that were there twice"
        ),
    ],
)
def test_what_became_of_it_is_not_guessed(repository: Repository, before: str, after: str) -> None:
    repository.commit({"a.md": before})
    repository.commit({"a.md": after})
    assert repository.former("a.md", "A") == {}


def test_a_definition_may_be_edited_and_linked_when_it_is_renamed(repository: Repository) -> None:
    repository.commit({"a.md": page("Old", body="\n\nOld is how a model learns from examples of its task.")})
    linked = (
        '\n\nNew is how a <a href="b.md#44Oi44OH44OrIHwgTW9kZWw=">model</a> learns from examples of its task.'
    )
    repository.commit({"a.md": page("New", body=linked)})
    assert repository.former("a.md", "Old") == {"Old": "New"}


def test_a_renamed_file_is_followed(repository: Repository) -> None:
    text = page("Old", *(f"Term {number}" for number in range(20)))
    repository.commit({"a.md": text})
    repository.commit({"a.md": text.replace("Old", "Older")})
    repository.git("mv", "a.md", "b.md")
    repository.commit({"b.md": text.replace("Old", "New")})
    assert repository.former("b.md", "Old", "Older") == {"Old": "New", "Older": "New"}
    repository.git("mv", "b.md", "c.md")
    repository.write({"c.md": text.replace("Old", "Newer")})
    assert repository.former("c.md", "Old", "Older", "New") == dict.fromkeys(("Old", "Older", "New"), "Newer")


def test_a_copied_file_has_a_history_of_its_own(repository: Repository) -> None:
    text = page("Old", *(f"Term {number}" for number in range(20)))
    repository.commit({"a.md": text})
    repository.commit({"b.md": text.replace("Old", "Copied")})
    assert repository.former("b.md", "Old") == {}


def test_renamings_reach_a_branch_by_a_merge(repository: Repository) -> None:
    repository.commit({"a.md": page("Old", "X"), "b.md": ""})
    repository.git("checkout", "--quiet", "-b", "feature")
    repository.commit({"a.md": page("Middle", "X")})
    repository.commit({"a.md": page("New", "X")})
    repository.git("checkout", "--quiet", "main")
    repository.commit({"b.md": "new\n"})
    repository.git("merge", "--quiet", "--no-ff", "--message", "merge", "feature")
    assert repository.former("a.md", "Old") == {"Old": "New"}


def test_the_first_parents_are_the_history(repository: Repository) -> None:
    repository.commit({"a.md": page("X", "Old")})
    repository.git("checkout", "--quiet", "-b", "feature")
    repository.git("checkout", "--quiet", "main")
    repository.commit({"a.md": page("X", "New")})
    repository.git("checkout", "--quiet", "feature")
    repository.commit({"a.md": page("X")})
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "--strategy=ours", "--message", "merge", "feature")
    assert repository.former("a.md", "Old") == {"Old": "New"}


def test_pages_without_an_answer(repository: Repository, tmp_path: Path) -> None:
    repository.commit(dict.fromkeys(("b.md", "c.md", "d.md"), page("Old")) | {"a.md": "# \udcff\n"})
    repository.commit({"a.md": "# New\n", "b.md": "# \udcff\n", "d.md": page("New")})
    repository.write({"new.md": page("New")})
    (tmp_path / "outside.md").write_bytes(b"# New\n")
    (repository.root / "c.md").unlink()
    repository.write({"d.md": ""})
    for name in ("a.md", "b.md", "c.md", "d.md", "new.md", "missing.md", "../outside.md", "a\0b.md"):
        assert repository.former(name, "Old") == {}


def test_a_page_that_a_symlink_leads_to(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"docs/a.md": page("Old")})
    repository.commit({"docs/a.md": page("New")})
    (tmp_path / "link").symlink_to(repository.root / "docs")
    assert former_headings(str(tmp_path / "link/a.md"), ["Old"]) == {"Old": "New"}


def test_history_is_read_no_further_than_it_may_be(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("A", "B", "C"):
        repository.commit({"a.md": page(name)})
    assert repository.former("a.md", "A") == {"A": "C"}
    monkeypatch.setattr("autolink.files.git.versions.MAX_COMMITS", 1)
    assert repository.former("a.md", "A", "B") == {"B": "C"}
    monkeypatch.setattr("autolink.files.git.versions.MAX_BYTES", 200)
    assert repository.former("a.md", "B") == {}
    started = time.monotonic()
    assert former_headings(str(repository.root / "a.md"), ["B"], seconds=0) == {}
    assert time.monotonic() - started < 2
