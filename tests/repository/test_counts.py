"""No command does more work than the table in benchmarks/counts.json says: counted, not timed."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from benchmarks import counts
from tests.support.site import REPOSITORY

ROOT = str(REPOSITORY)
WASTEFUL = """
import sys
from benchmarks import counts, workload
workload.COMMANDS = {{name: workload.COMMANDS[name] for name in ("fix, all to do", "unlink")}}
found = counts.Work.__init__
def and_then_waste(self, folder):
    found(self, folder)
    import autolink.{module} as module
    kept = module.{function}
    def twice(*arguments):
        kept(*arguments)
        return kept(*arguments)
    module.{function} = twice
counts.Work.__init__ = and_then_waste
print("\\n".join(counts.excesses(counts.measure(), counts.read_table())))
"""


def python(*arguments: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        (sys.executable, *arguments), cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_command_does_more_work_than_before() -> None:
    found = json.loads(python("-m", "benchmarks.counts", "--json"))
    told = counts.excesses(found, counts.read_table())
    assert not told, "CONTRIBUTING.md says what to do:\n" + "\n".join(told)


@pytest.mark.parametrize(
    ("module", "function", "what"),
    [("files", "read", "files opened"), ("rewriter.rewriter", "prove_on_site", "blocks argued about")],
)
def test_work_done_twice_is_noticed(module: str, function: str, what: str) -> None:
    told = python("-c", WASTEFUL.format(module=module, function=function))
    assert f"fix, all to do: {what}" in told


@pytest.mark.parametrize(("count", "noticed"), [(1100, False), (1101, True), (1, False), (0, True)])
def test_more_than_a_tenth_above_the_table_is_an_excess(count: int, noticed: bool) -> None:
    assert bool(counts.excesses({"fix": {"events": count}}, {"fix": {"events": 1000}})) is noticed


def test_small_counts_may_grow_by_two() -> None:
    assert not counts.excesses({"fix": {"runs": 5}}, {"fix": {"runs": 3}})
    assert counts.excesses({"fix": {"runs": 6}}, {"fix": {"runs": 3}})


def test_what_is_not_in_the_table_is_an_excess() -> None:
    assert counts.excesses({"fix": {"processes started": 3}}, {"fix": {}})


def test_a_command_that_is_no_longer_counted_is_noticed() -> None:
    assert counts.excesses({}, {"fix": {"calls": 1000}})


def test_numbers_of_another_python_are_not_compared() -> None:
    assert "calls of built-ins" not in counts.read_table("2.7")["check"]
    assert not counts.excesses({"fix": {"calls of built-ins": 10}}, {"fix": {}})
