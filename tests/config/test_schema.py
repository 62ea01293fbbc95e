"""The JSON Schema says what the validation says."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from autolink.config import KEYS, resolve
from autolink.config.schema import json_schema
from autolink.errors import AutolinkError
from tests.support.site import REPOSITORY

if TYPE_CHECKING:
    from tests.support.site import Site

SCHEMA = json_schema()
VALUES: tuple[Any, ...] = (
    *(
        "",
        "a",
        "html",
        "smart",
        "none",
        "all",
        "github",
        "heading",
        "nearest",
        "each",
        "error",
        "L001",
        "missing-file",
        "(",
        ".",
    ),
    *(0, 1, 6, 7, -1, True, False, 1.5),
    *(
        [],
        [""],
        ["a"],
        ["L001"],
        ["L0", "M", "ALL", "missing-file"],
        ["L01"],
        ["l001"],
        ["("],
        [1],
        [7],
        [2, 6],
    ),
    *("{text}", "[{text}](g)", "a{text} {id}b", "a{text}b{text}c", "[{id}]", " {text} ", "[{text}]({id})"),
    *(
        ["[{text}](g)"],
        ["{text}"],
        ["a/{b}"],
        ["{b}/"],
        ["/a/{b}"],
        ["a/../{b}"],
        ["a//{b}"],
        ["a{b}"],
        ["{1}"],
    ),
    *(
        {"path": "a"},
        {"path": ""},
        {"path": "a", "form": "bold"},
        {"path": "a", "form": "list"},
        {"form": "bold"},
    ),
    *({"path": "a", "levels": [2]}, {"path": "a", "levels": [7]}, {"path": "a", "applies-to": ["*.md"]}),
    *([{"path": "a"}, "b"], [{"path": "a", "applies_to": ["b"]}], {"path": "a", "name": 1}, {"a": "b#c"}),
    *([0], [True], [["a"]], [{}], {}, {"a": []}, {"a": ["L001"]}, {"a": ["x"]}, {"a": "L001"}, {"a": {}}),
)


def is_valid(settings: dict[str, Any]) -> bool:
    checker = jsonschema.FormatChecker(["regex"])
    return bool(jsonschema.Draft7Validator(SCHEMA, format_checker=checker).is_valid(settings))


def is_accepted(site: Site, settings: dict[str, Any]) -> bool:
    try:
        resolve(str(site.root), overrides=settings)
    except AutolinkError:
        return False
    return True


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("key", KEYS)
def test_the_schema_allows_what_is_accepted(site: Site, key: str) -> None:
    accepted = [value for value in VALUES if is_accepted(site, {key: value})]
    assert accepted == [value for value in VALUES if is_valid({key: value})]
    assert 0 < len(accepted) < len(VALUES)


def test_the_schema_knows_no_other_keys(site: Site) -> None:
    for key in ("glosary", "link_style", ""):
        assert not is_valid({key: "x"})
        assert not is_accepted(site, {key: "x"})


def test_the_defaults_are_allowed_and_change_nothing(site: Site) -> None:
    defaults = {key: entry["default"] for key, entry in SCHEMA["properties"].items() if "default" in entry}
    assert is_valid(defaults)
    site.write({"glossary.md": ""})
    assert resolve(str(site.root), overrides=defaults).config() == resolve(str(site.root)).config()


def test_each_key_is_described_as_a_sentence() -> None:
    for key, entry in SCHEMA["properties"].items():
        assert re.fullmatch(r"[A-Z`\"].*[^.]\.", entry["description"]), key


def test_autolink_schema_prints_it(site: Site) -> None:
    result = site.run("schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == SCHEMA


def test_this_repository_satisfies_it() -> None:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["autolink"]
    assert is_valid(settings)
