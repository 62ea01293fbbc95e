"""The versions of Python that the package claims to support are those that CI tests."""

from __future__ import annotations

import re
import tomllib

from tests.support.site import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
VERSIONS = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))


def test_every_version_that_is_claimed_is_tested() -> None:
    assert VERSIONS
    assert set(VERSIONS) <= set(PROJECT["tool"]["tox"]["env_list"])


def test_the_oldest_version_is_the_one_that_is_required() -> None:
    assert PROJECT["project"]["requires-python"] == f">={VERSIONS[0]}"
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{VERSIONS[0].replace('.', '')}"


def test_ci_runs_the_other_versions_after_the_first_and_none_has_to_be_there() -> None:
    script = (REPOSITORY / ".ci/run").read_text("utf-8")
    assert 0 < script.find(".venv/bin/pytest\n") < script.find(".venv/bin/tox run")
    assert PROJECT["tool"]["tox"]["skip_missing_interpreters"] is True
