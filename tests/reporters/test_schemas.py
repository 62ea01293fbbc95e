"""Reports against the schemas of their formats; `tests/data/reporters/README.md` says where these are from."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import xmlschema

from autolink.diagnostics.rules import MISSING_FILE, RULES
from tests.support.reports import SAMPLE, found, page_of, report
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from autolink.diagnostics.diagnostic import Diagnostic

SCHEMAS = REPOSITORY / "tests/data/reporters"
OF = {"sarif": "sarif-2.1.0-rtm.5.json", "gitlab": "gitlab.schema.json", "rdjson": "rdjson.schema.json"}

EVERY_RULE = [
    found(page_of("[x](no.md)\n"), "[x](no.md)", rule, f"`{rule.name}` {{0}} [a](b)", [("no", "yes")])
    for rule in RULES.values()
]
MANY = [found(page_of(f"{'x' * n}[x](no.md)\n"), "[x](no.md)", MISSING_FILE, "gone") for n in range(50)]
REPORTS = pytest.mark.parametrize(
    "diagnostics", [[], SAMPLE, EVERY_RULE, MANY], ids=["empty", "sample", "rules", "many"]
)


@cache
def validator(name: str) -> Any:
    schema = json.loads((SCHEMAS / OF[name]).read_text("utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


@cache
def junit() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))


@REPORTS
@pytest.mark.parametrize("name", OF)
def test_json_reports_are_valid(name: str, diagnostics: list[Diagnostic]) -> None:
    validator(name).validate(json.loads(report(name, diagnostics)))


@REPORTS
def test_junit_reports_are_valid(diagnostics: list[Diagnostic]) -> None:
    junit().validate(report("junit", diagnostics))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("sarif", '"version": "2.1.0"', '"version": "2.0.0"'),
        ("sarif", '"ruleIndex": 2', '"ruleIndex": -2'),
        ("gitlab", '"severity": "major"', '"severity": "error"'),
        ("rdjson", '"severity": "ERROR"', '"severity": "error"'),
        ("rdjson", '"column": 13', '"column": 0'),
    ],
)
def test_a_wrong_report_is_not_valid(name: str, old: str, new: str) -> None:
    text = report(name)
    assert old in text
    assert not validator(name).is_valid(json.loads(text.replace(old, new)))


def test_a_wrong_junit_report_is_not_valid() -> None:
    assert not junit().is_valid(report("junit").replace(' name="', ' nom="'))


def test_junit_counts_what_is_there() -> None:
    suites: Any = junit().to_dict(report("junit"))
    assert int(suites["@tests"]) == int(suites["@failures"]) == len(SAMPLE)
    assert [int(suite["@tests"]) for suite in suites["testsuite"]] == [3, 1, 2]
    assert all(len(suite["testcase"]) == int(suite["@failures"]) for suite in suites["testsuite"])


def test_an_empty_junit_report_has_a_test_that_passed() -> None:
    suites: Any = junit().to_dict(report("junit", []))
    assert (suites["@tests"], suites["@failures"]) == ("1", "0")


def test_gitlab_fingerprints_are_unique() -> None:
    prints = [item["fingerprint"] for item in json.loads(report("gitlab", MANY))]
    assert len(set(prints)) == len(MANY)


def test_sarif_results_point_at_their_rules() -> None:
    (run,) = json.loads(report("sarif"))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


def test_sarif_paths_are_relative_uris() -> None:
    (run,) = json.loads(report("sarif"))["runs"]
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert place["uri"].isascii()
        assert urlsplit(place["uri"]).scheme == ""
        assert place["uriBaseId"] in run["originalUriBaseIds"]


def test_json_lines_are_the_objects_of_the_array() -> None:
    lines = report("json-lines").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(report("json"))
