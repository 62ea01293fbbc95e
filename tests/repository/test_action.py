"""`action.yml`, and what the documentation says about CI: judged by the schema, and run as a runner does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from tests.support.site import REPOSITORY, anchor

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.site import Site

yaml = pytest.importorskip("yaml")  # pre-commit brings it
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")

GUIDE = (REPOSITORY / "docs/how-to/ci.md").read_text("utf-8")
SCHEMA = json.loads((REPOSITORY / "tests/data/github/action.schema.json").read_text("utf-8"))
ACTION = yaml.safe_load((REPOSITORY / "action.yml").read_text("utf-8"))
INPUTS = {name: item["default"] for name, item in ACTION["inputs"].items()}
INSTALL, CHECK, FIX = (step for step in ACTION["runs"]["steps"] if "run" in step)

CLEAN = {"glossary.md": f"# G\n\n## Pod{anchor('Pod')}\n\nX\n"}
BROKEN = {**CLEAN, "broken.md": "See [x](nowhere.md).\n"}
UNLINKED = {**CLEAN, "docs/a b.md": "A Pod.\n"}


def snippet(heading: str) -> Any:
    """Return the YAML below a heading of the guide to CI."""
    section = GUIDE.partition(f"\n## {heading}\n")[2]
    block = re.search(r"^```yaml\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    assert block
    return yaml.safe_load(block[1])


def run(
    step: dict[str, Any], folder: Path, temporary: Path, **given: str
) -> subprocess.CompletedProcess[str]:
    """Run a step as a runner does: its own variables, expressions filled in, its shell, its folder."""
    values = {f"inputs.{name}": value for name, value in {**INPUTS, **given}.items()}
    values["steps.python.outputs.python-path"] = sys.executable

    def filled(text: str) -> str:
        return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: values[found[1]], text)

    assert step["shell"] == "bash"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("AUTOLINK_")},
        **{name: filled(value) for name, value in step["env"].items()},
        "GITHUB_ACTION_PATH": str(REPOSITORY),
        "RUNNER_TEMP": str(temporary),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_BUILD_ISOLATION": "0",  # pip inverts it: 0 is what turns isolation off
        "PIP_NO_DEPS": "1",  # those of the interpreter that runs the tests
        "PIP_NO_INDEX": "1",
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder / filled(step.get("working-directory", ".")),
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_the_action_is_what_github_documents() -> None:
    jsonschema.validate(ACTION, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**ACTION, "runs": {"using": "composite"}}, SCHEMA)


def test_no_input_is_part_of_a_script() -> None:
    """Whoever chooses an input must not choose commands: https://docs.github.com/en/actions/reference/security."""
    assert not any("${{" in step["run"] for step in (INSTALL, CHECK, FIX))


def test_the_guide_lists_the_inputs() -> None:
    section = GUIDE.partition("\n## GitHub Actions\n")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.*?) \|", section, re.MULTILINE))
    assert list(rows) == list(INPUTS)
    plain = {name: value.strip("`") for name, value in rows.items() if value.startswith("`")}
    assert plain == {name: value for name, value in INPUTS.items() if value}


def test_the_workflow_of_the_guide_uses_the_action() -> None:
    (job,) = snippet("GitHub Actions")["jobs"].values()
    assert [step["uses"].partition("@")[0] for step in job["steps"]] == ["actions/checkout", "OWNER/autolink"]


def test_what_is_installed_runs_and_a_clean_project_passes(site: Site, tmp_path: Path) -> None:
    site.write(CLEAN)
    temporary = tmp_path / "runner temp"
    temporary.mkdir()
    installed = run(INSTALL, site.root, temporary)
    assert installed.returncode == 0, installed.stderr
    assert (temporary / "autolink/autolink/cli/__init__.py").is_file()
    for step in (CHECK, FIX):
        done = run(step, site.root, temporary)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_findings_are_annotations(site: Site, tmp_path: Path) -> None:
    site.write(BROKEN)
    done = run(CHECK, site.root, tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=broken.md,line=1,")
    assert run(FIX, site.root, tmp_path).returncode == 0


def test_unlinked_mentions_fail(site: Site, tmp_path: Path) -> None:
    site.write(UNLINKED)
    assert run(CHECK, site.root, tmp_path).returncode == 0
    done = run(FIX, site.root, tmp_path, paths="docs glossary.md")
    assert (done.returncode, done.stdout) == (1, "docs/a b.md\n")


def test_inputs_are_words_and_nothing_more(site: Site, tmp_path: Path) -> None:
    site.write({**BROKEN, "sub/autolink.toml": "", "sub/glossary.md": "# G\n\n## A\n\nX\n"})
    assert run(CHECK, site.root, tmp_path, args="--exit-zero --ignore L001").stdout == ""
    hostile = "$(touch owned) *;touch owned"
    assert run(CHECK, site.root, tmp_path, paths=hostile).returncode == 2
    assert run(FIX, site.root, tmp_path, paths=hostile).returncode == 2
    assert not list(site.root.rglob("owned"))
    assert run(CHECK, site.root, tmp_path, **{"working-directory": "sub"}).returncode == 0


def test_the_script_for_gitlab_writes_both_reports(site: Site) -> None:
    site.write(BROKEN)
    (job,) = snippet("GitLab CI").values()
    codes = [
        site.process(*line.split()[1:]).returncode for line in job["script"] if line.startswith("autolink ")
    ]
    assert codes == [0, 1, 0]
    assert job["artifacts"]["when"] == "always"
    reports = job["artifacts"]["reports"]
    assert set(reports) == {"codequality", "junit"}
    assert json.loads(site.read(reports["codequality"]))[0]["location"]["path"] == "broken.md"
    assert "broken.md" in site.read(reports["junit"])
