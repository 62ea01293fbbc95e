"""Copies of folders, and programs that run in them."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from autolink import files


def everything(_name: str) -> bool:
    return False


def test_a_copy_keeps_contents_and_times(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "a/b").mkdir(parents=True)
    (source / "a/b/x").write_bytes(b"x\r\n")
    (source / "a/b/x").chmod(0o444)
    os.utime(source / "a/b/x", (1, 2))
    files.copy_folder(str(source), str(tmp_path / "copy"), everything)
    copied = tmp_path / "copy/a/b/x"
    assert copied.read_bytes() == b"x\r\n"
    assert copied.stat().st_mtime == 2
    assert files.replace_in_copy(str(copied), b"y", str(tmp_path / "copy"))
    assert copied.read_bytes() == b"y"
    assert (source / "a/b/x").read_bytes() == b"x\r\n"


def test_what_is_left_out_is_not_copied(tmp_path: Path) -> None:
    for name in ("a/keep", "a/drop/x", "venv/pyvenv.cfg", "venv/x"):
        (tmp_path / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "source" / name).touch()
    files.copy_folder(str(tmp_path / "source"), str(tmp_path / "copy"), "a/drop".__eq__)
    assert list(files.files_below(str(tmp_path / "copy"))) == ["a/keep"]


def test_a_copy_below_its_source_does_not_hold_itself(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    files.copy_folder(str(tmp_path), str(tmp_path / "home/copy"), everything)
    assert list(files.files_below(str(tmp_path / "home/copy"))) == ["x"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs symlinks")
def test_symlinks_lead_into_the_copy_or_out_of_it(tmp_path: Path) -> None:
    source, copy, outside = tmp_path / "source", tmp_path / "home/copy", tmp_path / "outside"
    (source / "a").mkdir(parents=True)
    (source / "a/x").write_bytes(b"x")
    outside.write_bytes(b"outside")
    (source / "a/relative").symlink_to("x")
    (source / "absolute").symlink_to(source / "a")
    (source / "out").symlink_to("../outside")
    (source / "gone").symlink_to("nowhere")
    (source / "loop").symlink_to("loop")
    os.mkfifo(source / "pipe")
    files.copy_folder(str(source), str(copy), everything)
    assert sorted(os.listdir(copy)) == ["a", "absolute", "gone", "loop", "out"]
    for name in ("a/relative", "absolute/x"):
        assert (copy / name).resolve() == (copy / "a/x").resolve()
    assert (copy / "out").resolve() == outside
    assert not files.replace_in_copy(str(copy / "out"), b"y", str(copy))
    assert not files.replace_in_copy(str(copy / "gone"), b"y", str(copy))
    assert outside.read_bytes() == b"outside"


def test_a_temporary_folder_goes_with_what_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = Path(files.temporary_folder())
    assert folder.stat().st_mode & 0o077 == 0 or sys.platform == "win32"
    (folder / "a/b").mkdir(parents=True)
    (folder / "a/b/x").touch()
    for name in ("a/b", "a"):
        (folder / name).chmod(0o500)
    files.remove_folder(str(folder))
    assert os.listdir(tmp_path) == []


def run(code: str, seconds: float = 30.0) -> files.Ran:
    return files.run_program([sys.executable, "-c", code], ".", [], seconds)


def test_the_end_of_the_output_is_kept(tmp_path: Path) -> None:
    assert run("print('a'); import sys; sys.exit(3)") == (3, ("a",))
    code, output = run("for n in range(100_000): print(n)")
    assert (code, output[-1], len(output)) == (0, "99999", 12)
    code, output = run("import sys; sys.stdout.buffer.write(b'x' * 10_000_000 + b'\\xff\\n\\n \\n')")
    assert (code, len(output)) == (0, 1)
    assert len(output[0]) < 5_000


def test_colours_are_left_out() -> None:
    assert run(r"print('\x1b[1;31mno\x1b[0m')").output == ("no",)


def test_nothing_is_read_from_the_terminal() -> None:
    assert run("print(repr(input()))").code == 1


def test_a_program_that_takes_too_long_is_killed() -> None:
    start = time.monotonic()
    assert run("import time; time.sleep(600)", 0.5).code is None
    assert time.monotonic() - start < 60


def test_a_process_that_holds_the_output_open_is_not_waited_for() -> None:
    code = (
        "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); "
        "print('done')"
    )
    start = time.monotonic()
    assert run(code) == (0, ("done",))
    assert time.monotonic() - start < 60


@pytest.mark.skipif(sys.platform == "win32", reason="needs scripts")
def test_programs_are_found_in_folders_first(tmp_path: Path) -> None:
    program = tmp_path / "git"
    program.write_text("#!/bin/sh\necho ours\n")
    program.chmod(0o755)
    assert files.found_program("git", [str(tmp_path)]) == str(program)
    assert files.run_program(["sh", "-c", "git"], ".", [str(tmp_path)], 30) == (0, ("ours",))
    assert files.found_program("no-such-program", [str(tmp_path)]) is None
    with pytest.raises(OSError, match="No such file"):
        files.run_program(["/no/such/program"], ".", [], 30)
