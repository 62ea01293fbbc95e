"""Which files are found, and how they are read and written."""

from __future__ import annotations

import errno
import os
import posixpath
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autolink import files
from autolink.config import Config
from autolink.errors import AutolinkError
from autolink.files import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.support.site import Site


def found(site: Site, *paths: str, exclude: Sequence[str] = (), **settings: Any) -> list[str]:
    """Return the pages found, relative to the root."""
    root = site.root.as_posix()
    config = Config(root=root, exclude=tuple(exclude), **settings)
    named = [f"{root}/{path}" for path in paths] or [root]
    return [path.removeprefix(f"{root}/") for path in files.find_pages(named, config.selection)]


def no_space(*_: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


# Finding


def test_pages_are_found_sorted_and_once(site: Site) -> None:
    site.write(dict.fromkeys(("b.md", "a/c.md", "a/b/d.md", "B.md", "e.txt", "md", "f.MD", "g.markdown"), ""))
    assert found(site) == ["B.md", "a/b/d.md", "a/c.md", "b.md", "f.MD", "g.markdown"]
    assert found(site, "b.md", "a", "a/c.md", "./b.md", "a/../b.md") == ["a/b/d.md", "a/c.md", "b.md"]


def test_hidden_folders_and_those_of_other_tools_are_not_entered(site: Site) -> None:
    folders = (".git", ".venv", "node_modules", "__pycache__", "deep/node_modules")
    site.write(
        {f"{folder}/a.md": "" for folder in folders} | {"env/pyvenv.cfg": "", "env/a.md": "", ".a.md": ""}
    )
    assert found(site) == [".a.md"]


def test_folders_with_a_configuration_of_their_own_are_other_projects(site: Site) -> None:
    site.write(
        {
            "a.md": "",
            "one/autolink.toml": "",
            "one/a.md": "",
            "one/deep/pyproject.toml": "[tool.autolink]\n",
            "two/pyproject.toml": "[project]\n",
            "two/a.md": "",
            "three/deep/pyproject.toml": "[tool.autolink]\n",
            "three/deep/er/a.md": "",
        }
    )
    os.symlink("one/a.md", site.root / "link.md")
    root, others = site.root.as_posix(), set[str]()
    selection = Config(root=root).selection
    assert files.find_pages([root], selection, others) == [f"{root}/a.md", f"{root}/two/a.md"]
    assert others == {f"{root}/one", f"{root}/three/deep"}
    assert found(site, is_only=True) == [
        "a.md",
        "one/a.md",
        "three/deep/er/a.md",
        "two/a.md",
    ]
    assert found(site, "one", "link.md", "three/deep/er/a.md") == ["one/a.md", "three/deep/er/a.md"]
    assert found(site, "three/deep/er/a.md", "two/a.md", force_exclude=True) == ["two/a.md"]
    assert not files.is_selected(f"{root}/one/new.md", selection)
    assert files.is_selected(f"{root}/two/new.md", selection)


def test_a_named_file_is_found_whatever_it_is_called(site: Site) -> None:
    site.write({".hidden/a.md": "", "notes.txt": ""})
    assert found(site, ".hidden/a.md", "notes.txt", ".hidden") == [".hidden/a.md", "notes.txt"]


@pytest.mark.parametrize("pattern", ["vendor", "vendor/", "/vendor", "v*", "vendor/*", "vendor/**", "ven?or"])
def test_what_matches_an_exclusion_is_left_out(site: Site, pattern: str) -> None:
    site.write({"vendor/a.md": "", "vendor/deep/b.md": "", "docs/vendor.md": "", "keep.md": ""})
    assert found(site, exclude=[pattern]) == ["docs/vendor.md", "keep.md"]


def test_an_exclusion_is_a_whole_name(site: Site) -> None:
    site.write({"doc/a.md": "", "docs/b.md": "", "c.md": "", "c.md.md": ""})
    assert found(site, exclude=["doc", "c.md"]) == ["c.md.md", "docs/b.md"]


def test_what_a_path_names_is_not_left_out(site: Site) -> None:
    site.write({"vendor/a.md": "", "vendor/deep/b.md": ""})
    assert found(site, "vendor/a.md", exclude=["vendor"]) == ["vendor/a.md"]
    assert found(site, "vendor", exclude=["vendor"]) == ["vendor/a.md", "vendor/deep/b.md"]


def test_a_path_that_does_not_exist_is_an_error(site: Site) -> None:
    with pytest.raises(AutolinkError, match=r"gone\.md"):
        found(site, "gone.md")


def test_a_folder_reached_by_a_symlink_is_not_entered(site: Site) -> None:
    site.write({"real/a.md": ""})
    (site.root / "linked").symlink_to("real")
    (site.root / "real/loop").symlink_to(site.root)
    assert found(site) == ["real/a.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_named_pipe_is_no_page(site: Site) -> None:
    site.write({"glossary.md": "## LLM\n\nA model.\n", "docs/page.md": "LLM\n"})
    os.mkfifo(site.root / "docs/pipe.md")
    assert site.process("fix", "--check").stdout == b"docs/page.md\nglossary.md\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_link_to_a_named_pipe_waits_for_nobody(site: Site) -> None:
    site.write({"glossary.md": "## LLM\n\nA model.\n", "page.md": "[a](pipe.py#L2) [b](pipe.html#x)\n"})
    os.mkfifo(site.root / "pipe.py")
    os.mkfifo(site.root / "pipe.html")
    result = site.process("check", "--output-format", "concise")
    assert result.stdout.count(b"L002") == 2


def test_a_symlink_to_a_page_of_the_project_is_that_page(site: Site, tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_bytes(b"")
    site.write({"real/a.md": "", "b.txt": ""})
    for name, target in {
        "x.md": "real/a.md",
        "y.md": "b.txt",
        "z.md": "../outside.md",
        "w.md": "gone",
    }.items():
        (site.root / name).symlink_to(target)
    assert found(site) == ["real/a.md", "w.md", "y.md", "z.md"]
    assert found(site, "x.md", "z.md") == ["real/a.md", "z.md"]


def test_globs_hold_whatever_the_root_is_called(site: Site) -> None:
    site.write({"[a]/x.md": "", "[a]/docs/y.md": "", "[a]/z.txt": ""})
    root = f"{site.root}/[a]"
    config = Config(root=root, include=("*.md", "*.txt"), exclude=("docs",))
    assert files.find_pages([root], config.selection) == [f"{root}/x.md", f"{root}/z.txt"]
    assert files.find_pages([str(site.root)], config.selection) == [f"{root}/x.md", f"{root}/z.txt"]


@pytest.mark.parametrize(
    ("include", "expected"),
    [
        ([".md"], ["a.MD", "a.md", "docs/c.md"]),
        ([".txt", ".mdx"], ["docs/d.mdx", "docs/deep/b.txt", "e.txt"]),
        (["docs/*.txt"], ["docs/deep/b.txt"]),
        (["./docs/*.txt", "a.md"], ["a.md", "docs/deep/b.txt"]),
        (["*.md"], ["a.md", "docs/c.md"]),
        (["docs"], []),
        (["c.md"], []),
        ([], []),
    ],
)
def test_include_says_which_files_are_pages(site: Site, include: list[str], expected: list[str]) -> None:
    names = (
        "a.md",
        "a.MD",
        "docs/deep/b.txt",
        "docs/c.md",
        "docs/d.mdx",
        "e.txt",
        "amd",
        "node_modules/x.md",
    )
    site.write(dict.fromkeys(names, ""))
    assert found(site, include=tuple(include)) == expected
    assert found(site, "amd", include=tuple(include)) == ["amd"]


# Force-exclude


def test_with_force_exclude_what_is_left_out_stays_so(site: Site) -> None:
    left_out = [
        "vendor/a.md",
        "node_modules/a.md",
        ".hidden/a.md",
        "env/a.md",
        "ignored.md",
        "build/deep/a.md",
    ]
    site.write(dict.fromkeys([*left_out, "docs/a.md", "docs/notes.txt", ".b.md", "env/pyvenv.cfg"], ""))
    site.write({".gitignore": "ignored.md\n/build/\n!a.md\n"})
    named = [*left_out, "vendor", ".hidden", "env", "build", "build/deep"]
    assert found(site, *named, exclude=["vendor"], force_exclude=True) == []
    kept = [".b.md", "docs/a.md", "docs/notes.txt"]
    assert found(site, *named, *kept, exclude=["vendor"], force_exclude=True) == kept
    assert found(site, *left_out, exclude=["vendor"]) == sorted(left_out)


def test_force_exclude_leaves_the_root_the_glossary_and_what_lies_outside_alone(
    site: Site, tmp_path: Path
) -> None:
    (tmp_path / ".outside.md").write_bytes(b"")
    site.write({".terms/a.md": "", ".terms/b.md": "", "c.md": ""})
    glossary = (f"{site.root}/.terms",)
    assert found(site, ".terms", force_exclude=True, glossary=glossary) == [".terms/a.md", ".terms/b.md"]
    assert found(site, ".terms/a.md", force_exclude=True, glossary=glossary) == [".terms/a.md"]
    assert found(site, ".terms", ".terms/a.md", force_exclude=True) == []
    assert found(site, ".", force_exclude=True) == ["c.md"]
    assert found(site, "../.outside.md", force_exclude=True) == [f"{tmp_path}/.outside.md"]


def test_with_force_exclude_a_path_that_does_not_exist_is_still_an_error(site: Site) -> None:
    with pytest.raises(AutolinkError, match=r"gone\.md"):
        found(site, "gone.md", exclude=["gone.md"], force_exclude=True)


# Reading


def test_read_takes_so_many_bytes_and_no_more(site: Site) -> None:
    site.write({"a.md": "0123456789", "empty.md": ""})
    assert files.read(f"{site.root}/a.md", 10) == b"0123456789"
    assert files.read(f"{site.root}/empty.md") == b""
    with pytest.raises(OSError, match="larger than") as caught:
        files.read(f"{site.root}/a.md", 9)
    assert caught.value.errno == errno.EFBIG


@pytest.mark.skipif(not os.path.exists("/proc/self/environ"), reason="needs files that the system makes up")
def test_read_believes_no_size() -> None:
    assert os.stat("/proc/version").st_size == 0
    assert files.read("/proc/version").startswith(b"Linux version")
    with pytest.raises(OSError, match="larger than"):
        files.read("/proc/version", 9)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_read_looks_at_what_it_has_opened(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write({"a.md": "a"})
    os.mkfifo(site.root / "pipe")
    regular = os.stat(site.root / "a.md")
    monkeypatch.setattr("os.stat", lambda _: regular)
    with pytest.raises(OSError, match="not a regular file"):
        files.read(f"{site.root}/pipe")


def test_a_device_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.open", lambda *_: pytest.fail("opened"))
    with pytest.raises(OSError, match=r"not a regular file|No such file"):
        files.read("/dev/zero")
    with pytest.raises(IsADirectoryError):
        files.read("/")


# Writing


def test_write_replaces_the_content(site: Site) -> None:
    site.write({"a.md": "old"})
    files.write(f"{site.root}/a.md", b"new\r\n", b"old", Bounds(str(site.root)))
    assert site.tree() == {"autolink.toml": b"", "a.md": b"new\r\n"}


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o664, 0o755, 0o640])
def test_write_keeps_the_mode(site: Site, mode: int) -> None:
    site.write({"a.md": "old"})
    (site.root / "a.md").chmod(mode)
    files.write(f"{site.root}/a.md", b"new", b"old", Bounds(str(site.root)))
    assert stat.S_IMODE((site.root / "a.md").stat().st_mode) == mode


def test_write_keeps_a_symlink(site: Site) -> None:
    site.write({"docs/real.md": "old"})
    (site.root / "a.md").symlink_to("docs/real.md")
    files.write(f"{site.root}/a.md", b"new", b"old", Bounds(str(site.root)))
    assert (site.root / "a.md").readlink() == Path("docs/real.md")
    assert site.read("docs/real.md") == "new"


def test_write_refuses_a_file_that_changed_since_it_was_read(site: Site) -> None:
    site.write({"a.md": "newer"})
    with pytest.raises(OSError, match="changed"):
        files.write(f"{site.root}/a.md", b"new", b"old", Bounds(str(site.root)))
    assert site.tree() == {"autolink.toml": b"", "a.md": b"newer"}


def test_write_refuses_a_read_only_file(site: Site) -> None:
    site.write({"a.md": "old"})
    (site.root / "a.md").chmod(0o444)
    with pytest.raises(PermissionError, match="read-only"):
        files.write(f"{site.root}/a.md", b"new", b"old", Bounds(str(site.root)))
    assert site.tree() == {"autolink.toml": b"", "a.md": b"old"}
    assert stat.S_IMODE((site.root / "a.md").stat().st_mode) == 0o444


def test_write_does_not_bring_back_a_file_that_is_gone(site: Site) -> None:
    with pytest.raises(FileNotFoundError):
        files.write(f"{site.root}/a.md", b"new", b"old", Bounds(str(site.root)))
    assert site.tree() == {"autolink.toml": b""}


@pytest.mark.parametrize("failing", ["os.replace", "os.fchmod"])
def test_a_write_that_fails_leaves_the_old_content_and_nothing_else(
    site: Site, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    site.write({"a.md": "old"})
    monkeypatch.setattr(failing, no_space)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        files.write(f"{site.root}/a.md", b"new", b"old", Bounds(str(site.root)))
    assert site.tree() == {"autolink.toml": b"", "a.md": b"old"}


def test_an_interrupted_write_leaves_the_old_content_and_nothing_else(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    site.write({"a.md": "old"})
    monkeypatch.setattr("os.fchmod", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write(f"{site.root}/a.md", b"new", b"old", Bounds(str(site.root)))
    assert site.tree() == {"autolink.toml": b"", "a.md": b"old"}


def test_create_makes_the_folders_it_needs(site: Site) -> None:
    files.create(f"{site.root}/deep/er/a.md", b"new")
    assert site.tree("deep") == {"er/a.md": b"new"}


def test_create_replaces_a_file(site: Site) -> None:
    site.write({"a.md": "old"})
    files.create(f"{site.root}/a.md", b"new")
    assert site.tree() == {"autolink.toml": b"", "a.md": b"new"}


def test_create_gives_the_mode_that_any_new_file_gets(site: Site) -> None:
    site.write({"other.md": ""})
    files.create(f"{site.root}/a.md", b"new")
    modes = {(site.root / name).stat().st_mode for name in ("a.md", "other.md")}
    assert len(modes) == 1


def test_a_create_that_fails_leaves_no_file(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.replace", no_space)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        files.create(f"{site.root}/out/a.md", b"new")
    assert site.tree() == {"autolink.toml": b""}


# Writing beside others, who may read what they should not


@pytest.fixture
def modes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Note the mode of each new file when it has no bytes yet, and when it has all; any mode is let through."""
    seen: list[int] = []
    opened, replaced = os.open, os.replace

    def open_and_look(path: str, *arguments: Any, **options: Any) -> int:
        descriptor = opened(path, *arguments, **options)
        if "/.autolink-" in os.fspath(path):
            seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return descriptor

    def look_and_replace(old: str, new: str) -> None:
        seen.append(stat.S_IMODE(os.stat(old).st_mode))
        replaced(old, new)

    monkeypatch.setattr("os.open", open_and_look)
    monkeypatch.setattr("os.replace", look_and_replace)
    umask = os.umask(0)
    yield seen
    os.umask(umask)


@pytest.mark.skipif(os.name != "posix", reason="needs modes")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_what_is_private_is_so_from_the_start(site: Site, modes: list[int], mode: int) -> None:
    site.write({"a.md": "old", "b.md": "old"})
    for name in ("a.md", "b.md"):
        (site.root / name).chmod(mode)
    files.write(f"{site.root}/a.md", b"new", b"old", Bounds(str(site.root)))
    files.create(f"{site.root}/b.md", b"new")
    assert modes == [0o600, mode] * 2
    files.create(f"{site.root}/c.md", b"new", mode)
    assert modes[4:] == [mode, mode]


@pytest.mark.skipif(os.name != "posix", reason="needs modes")
@pytest.mark.parametrize(
    ("mode", "expected"), [(0o600, 0o600), (0o640, 0o600), (0o664, 0o644), (0o604, 0o600), (0o755, 0o755)]
)
def test_where_the_group_cannot_be_kept_nobody_gains_by_it(
    site: Site, monkeypatch: pytest.MonkeyPatch, mode: int, expected: int
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    site.write({"a.md": "old"})
    (site.root / "a.md").chmod(mode)
    monkeypatch.setattr("os.fchown", refuse)
    files.write(f"{site.root}/a.md", b"new", b"old", Bounds(str(site.root)))
    assert stat.S_IMODE((site.root / "a.md").stat().st_mode) == expected


def test_write_compares_again_right_before_it_replaces(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write({"a.md": "old"})
    opened = os.open

    def open_then_change(path: str, *arguments: Any, **options: Any) -> int:
        if "/.autolink-" in os.fspath(path):
            site.write({"a.md": "somebody else's"})
        return opened(path, *arguments, **options)

    monkeypatch.setattr("os.open", open_then_change)
    with pytest.raises(OSError, match="changed"):
        files.write(f"{site.root}/a.md", b"new", b"old", Bounds(str(site.root)))
    assert site.tree() == {"autolink.toml": b"", "a.md": b"somebody else's"}


def test_what_holds_the_wanted_bytes_already_is_done(site: Site) -> None:
    site.write({"a.md": "new"})
    before = (site.root / "a.md").stat()
    assert files.write(f"{site.root}/a.md", b"new", b"old", Bounds(str(site.root))) == 0
    assert (site.root / "a.md").stat().st_ino == before.st_ino
    assert site.tree() == {"autolink.toml": b"", "a.md": b"new"}


def test_write_says_how_many_other_names_keep_the_old_content(site: Site) -> None:
    site.write({"a.md": "old"})
    for name in ("b.md", "c.txt"):
        (site.root / name).hardlink_to(site.root / "a.md")
    assert files.write(f"{site.root}/a.md", b"new", b"old", Bounds(str(site.root))) == 2
    assert site.tree() == {"autolink.toml": b"", "a.md": b"new", "b.md": b"old", "c.txt": b"old"}


def test_write_makes_no_file_that_could_not_be_read(site: Site) -> None:
    site.write({"a.md": "old"})
    with pytest.raises(OSError, match="larger than 64 MiB"):
        files.write(f"{site.root}/a.md", bytes(files.MAX_BYTES + 1), b"old", Bounds(str(site.root)))
    assert site.read("a.md") == "old"


@pytest.mark.parametrize("name", ["pipe", "link", "folder"])
def test_create_leaves_alone_what_is_no_file(site: Site, name: str) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes")
    os.mkfifo(site.root / "pipe")
    (site.root / "link").symlink_to("pipe")
    (site.root / "folder").mkdir()
    with pytest.raises(OSError, match=r"not a regular file|directory"):
        files.create(f"{site.root}/{name}", b"new")
    assert site.tree() == {"autolink.toml": b""}
    assert (site.root / "link").readlink() == Path("pipe")


def test_create_replaces_a_symlink_and_not_what_it_leads_to(site: Site) -> None:
    site.write({"b.md": "old"})
    (site.root / "a.md").symlink_to("b.md")
    files.create(f"{site.root}/a.md", b"new")
    assert not (site.root / "a.md").is_symlink()
    assert site.tree() == {"autolink.toml": b"", "a.md": b"new", "b.md": b"old"}


# Bounds


def test_bounds_are_where_symlinks_lead(site: Site, tmp_path: Path) -> None:
    site.write({"docs/a.md": "", "../outside/b.md": "", "../other.md": ""})
    for name, target in {
        "in": "docs",
        "out": "../outside",
        "in.md": "docs/a.md",
        "out.md": "../outside/b.md",
        "gone.md": "../outside/c.md",
        "loop.md": "loop.md",
    }.items():
        (site.root / name).symlink_to(target)
    (tmp_path / "entrance").symlink_to(site.root)
    root = str(site.root)
    names = ["docs/a.md", "in/a.md", "in.md", "new/x.md", "loop.md"]
    outside = ["out/b.md", "out.md", "gone.md", "../outside/b.md", "../other.md", "../site.md"]
    paths = [files.absolute(f"{root}/{name}") for name in names + outside]
    assert Bounds(root).outside(paths) == paths[len(names) :]
    assert Bounds(f"{tmp_path}/entrance").outside(paths) == paths[len(names) :]
    assert Bounds(root).hold(f"{tmp_path}/entrance/in.md")
    assert Bounds(root, (f"{root}/out", f"{root}/out.md")).outside(paths) == paths[len(names) :]
    assert Bounds(root, (f"{tmp_path}/outside",)).outside(paths) == paths[-2:]
    assert Bounds("/").outside(paths) == []


# Existence


def test_the_tree_knows_files_and_folders_in_the_case_as_listed(site: Site) -> None:
    site.write({"Docs/Page.md": ""})
    (site.root / "dangling.md").symlink_to("nowhere.md")
    tree, root = files.Tree(), site.root.as_posix()
    assert tree.exists(f"{root}/Docs/Page.md")
    assert tree.exists(f"{root}/Docs")
    assert tree.exists("/")
    for name in (
        "Docs/page.md",
        "docs/Page.md",
        "Docs/Page.md/x",
        "dangling.md",
        "none/a.md",
        "nul\0/a.md",
        "a\0",
    ):
        assert not tree.exists(f"{root}/{name}"), name


# Paths


NORMAL = st.lists(st.sampled_from(["a", "b", "ab", "..a", "学"]), max_size=4).map(
    lambda parts: "/" + "/".join(parts)
)


@given(NORMAL, NORMAL)
def test_a_path_is_seen_from_a_folder_as_the_standard_library_sees_it(path: str, folder: str) -> None:
    assert files.relative(path, folder) == posixpath.relpath(path, folder)
