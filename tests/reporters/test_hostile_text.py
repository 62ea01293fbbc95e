"""Text and file names that would act on a terminal, a web page or a runner, through every reporter."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from autolink.diagnostics.rules import MISSING_FILE
from autolink.reporters import FOR_PEOPLE, FORMATS, reporter
from tests.reporters.test_schemas import OF, junit, validator
from tests.support.reports import context, found, page_of

if TYPE_CHECKING:
    from tests.support.site import Site

HOSTILE = [
    "\x1b[2J",
    "\x1b]8;;http://evil.example\x07click\x1b]8;;\x07",
    "\x9b31m",
    "[red]bold[/red]",
    "::error::forged",
    "\n::error file=a.md::forged",
    "\r\n::set-output name=x::y",
    "%0A::stop-commands::x",
    "%25,file=other.md",
    ":,=;",
    '"><script>alert(1)</script>',
    "'\"&lt;&amp;<![CDATA[",
    "]]>",
    "</failure></testcase>",
    "<!--",
    "\x00",
    "\u202egpj.exe",
    "\u2028\u2029\u2066\x85",
    "caf\udce9",
    "\udcff\udc80",
    "\ufffe\uffff",
    "{0} {{1}} [text](https://evil.example)",
    "\\u001b\\n",
    "`",
    "../../etc/passwd",
]
ACTING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What may not stand in any report."""


def reported(name: str, text: str) -> str:
    """Return the report of a finding whose file name, source, message and edit are all hostile."""
    file = text.replace("\x00", "").replace("/", "∕")
    page = page_of(f"a {text} b\n", f"docs/{file}.md")
    item = found(page, "a ", MISSING_FILE, f"`{text}` is gone", [("b", f"<{text.replace(chr(0), '')}>")])
    return reporter(name)([item], context([page]))


@pytest.fixture(params=HOSTILE, ids=ascii)
def text(request: pytest.FixtureRequest) -> str:
    value: str = request.param
    return value


@pytest.mark.parametrize("name", FORMATS)
def test_no_report_holds_a_character_that_acts(name: str, text: str) -> None:
    shown = reported(name, text)
    assert not ACTING.search(shown)
    shown.encode()  # valid Unicode


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_a_finding_has_as_many_lines_as_any_other(name: str, text: str) -> None:
    assert reported(name, text).count("\n") == reported(name, "harmless").count("\n")


def test_github_sees_one_command_with_the_properties_of_one(text: str) -> None:
    (line,) = reported("github", text).splitlines()
    found = re.fullmatch(r"::error ([^:]*)::([^\r\n]*)", line)
    assert found
    keys = [pair.split("=")[0] for pair in found[1].split(",")]
    assert keys == ["file", "line", "col", "endLine", "endColumn", "title"]
    assert all(re.match("%25", found[2][at.start() :]) for at in re.finditer("%", found[2]))


def undone(value: str) -> str:
    """Undo the escapes as the runner does."""
    for escape, character in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        value = value.replace(escape, character)
    return value


@pytest.mark.parametrize("name", ["a:b,c%2C.md", "100%.md", "a=b.md"])
def test_github_reads_the_file_name_that_was_meant(name: str) -> None:
    page = page_of("[x](no.md)\n", name)
    line = reporter("github")([found(page, "[x](no.md)", MISSING_FILE, "gone")], context([page]))
    file = re.search("file=([^,:]*),", line)
    assert file
    assert undone(file[1]) == name


@pytest.mark.parametrize("name", OF)
def test_json_reports_stay_valid(name: str, text: str) -> None:
    validator(name).validate(json.loads(reported(name, text)))


def strings(value: Any) -> list[str]:
    """Return all strings in a JSON value, keys included."""
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name", ["json", "json-lines", "gitlab", "sarif", "rdjson"])
def test_json_has_the_shape_of_any_other_and_no_lone_surrogates(name: str, text: str) -> None:
    loaded = json.loads(reported(name, text))
    assert len(strings(loaded)) == len(strings(json.loads(reported(name, "harmless"))))
    for value in strings(loaded):
        value.encode()


def test_junit_stays_valid_with_the_elements_of_one_finding(text: str) -> None:
    shown = reported("junit", text)
    junit().validate(shown)
    tags = [element.tag for element in ElementTree.fromstring(shown).iter()]
    assert tags == ["testsuites", "testsuite", "testcase", "failure"]


def test_sarif_uris_and_messages_hold_no_markup(text: str) -> None:
    (run,) = json.loads(reported("sarif", text))["runs"]
    (result,) = run["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
    message = result["message"]["text"]
    assert not re.search(r"(?<!\\)\[[^\]]*\]\(", message)
    assert not re.search(r"(?<!\{)\{(?:\{\{)*\d", message)


# The command, with such files on disk

NAMES = [
    "\x1b[2J.md",
    "[red].md",
    "::error::x.md",
    "\n::error::x.md",
    "%0A.md",
    '"><script>.md',
    "\u202e.md",
    "]]>.md",
    "caf\udce9.md",
]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of these file names")
@pytest.mark.parametrize("name", FORMATS)
def test_hostile_files_through_the_command(site: Site, name: str) -> None:
    bodies = [text.encode("utf-8", "surrogateescape") for text in HOSTILE if "\n" not in text]
    body = b"".join(
        b"[x](<no-such-page" + text.replace(b"<", b"").replace(b">", b"") + b".md>)\n\n" for text in bodies
    )
    valid = body.decode("utf-8", "ignore").encode()
    site.write({"glossary.md": "## Cat\n\nMeows.\n", **dict.fromkeys(NAMES, valid)})
    done = site.process("check", "--output-format", name, "--color", "never")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    shown = done.stdout.decode()
    assert not ACTING.search(shown)
    if name == "github":
        assert all(line.startswith("::error file=") for line in shown.splitlines())
    if name == "junit":
        junit().validate(shown)
    if name in OF:
        validator(name).validate(json.loads(shown))
    if name == "sarif":
        uris = set(re.findall('"uri": "(.*?)"', shown))
        assert "caf%E9.md" in uris
        assert len(uris) == len(NAMES)
