"""Adding a word to a list in a TOML file: what changes, what does not, and where no place is known."""

from __future__ import annotations

import tomllib

import pytest

from autolink.config.toml_edits import with_word

PYPROJECT = ("tool", "autolink")

EDITS = {
    "an empty file": ("", (), 'never-link = ["Go"]\n'),
    "behind the last key": ('glossary = "g"\n', (), 'glossary = "g"\nnever-link = ["Go"]\n'),
    "no final newline": ('glossary = "g"', (), 'glossary = "g"\nnever-link = ["Go"]\n'),
    "nothing but a comment": ("# ours\n", (), '# ours\nnever-link = ["Go"]\n'),
    "an empty list": ("never-link = []\n", (), 'never-link = ["Go"]\n'),
    "a list in a line": ('never-link = ["a"] # x\n', (), 'never-link = ["a", "Go"] # x\n'),
    "a comma at its end": ('never-link = ["a",]\n', (), 'never-link = ["a", "Go"]\n'),
    "brackets in strings and comments": (
        "never-link = [\n    ']',  # a, [b\n    \"#\"  # last ]\n] # end\nx = 1\n",
        (),
        'never-link = [\n    \']\',  # a, [b\n    "#",  # last ]\n    "Go",\n] # end\nx = 1\n',
    ),
    "an empty list over lines": ("never-link = [\n]\n", (), 'never-link = [\n  "Go",\n]\n'),
    "before the first table": (
        'glossary = "g"\n\n# rules\n[per-file-ignores]\nx = ["M"]\n',
        (),
        'glossary = "g"\nnever-link = ["Go"]\n\n# rules\n[per-file-ignores]\nx = ["M"]\n',
    ),
    "no key before the first table": (
        '[per-file-ignores]\nx = ["M"]\n',
        (),
        'never-link = ["Go"]\n[per-file-ignores]\nx = ["M"]\n',
    ),
    "a table among others": (
        '[tool.ruff]\nx = [\n  ["a"],\n]\n[ tool . autolink ]\nglossary = "g"\n\n[tool.x]\n',
        PYPROJECT,
        '[tool.ruff]\nx = [\n  ["a"],\n]\n[ tool . autolink ]\nglossary = "g"\nnever-link = ["Go"]\n\n[tool.x]\n',
    ),
    "an empty table": ("[tool.autolink]", PYPROJECT, '[tool.autolink]\nnever-link = ["Go"]\n'),
    "Windows line ends": (
        "never-link = [\r\n  'a',\r\n]\r\nx = 1\r\n",
        (),
        "never-link = [\r\n  'a',\r\n  \"Go\",\r\n]\r\nx = 1\r\n",
    ),
    "a key within a string": (
        'x = """\nnever-link = ["a"]\n[b]\n"""\n',
        (),
        'x = """\nnever-link = ["a"]\n[b]\n"""\nnever-link = ["Go"]\n',
    ),
    "a key of another table": (
        'x = 1\n[y]\nnever-link = ["a"]\n',
        (),
        'x = 1\nnever-link = ["Go"]\n[y]\nnever-link = ["a"]\n',
    ),
    "a word that is there": ('never-link = ["Go"]\n', (), 'never-link = ["Go"]\n'),
}

UNKNOWN = {
    "broken": ("never-link = [\n", ()),
    "a table in a line": ('tool = { autolink = { glossary = "g" } }\n', PYPROJECT),
    "dotted keys": ('[tool]\nautolink.glossary = "g"\n', PYPROJECT),
    "no such table": ("[tool.ruff]\n", PYPROJECT),
    "a quoted key": ('"never-link" = ["a"]\n', ()),
    "no list": ('never-link = "a"\n', ()),
    "a list of lists": ('never-link = [["a"]]\n', ()),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_word_is_added_and_nothing_else_changes(name: str) -> None:
    text, table, expected = EDITS[name]
    assert with_word(text, table, "never-link", "Go") == expected
    assert with_word(expected, table, "never-link", "Go") == expected


@pytest.mark.parametrize("name", UNKNOWN)
def test_where_no_place_is_known_nothing_is_written(name: str) -> None:
    text, table = UNKNOWN[name]
    assert with_word(text, table, "never-link", "Go") is None


@pytest.mark.parametrize("word", ['a "b"', "a\\b", "\x1b[2J", "環境", "]", "#"])
def test_any_word_is_written_so_that_it_is_read_again(word: str) -> None:
    text = with_word('never-link = ["x"]\n', (), "never-link", word)
    assert text is not None
    assert tomllib.loads(text) == {"never-link": ["x", word]}


def test_it_takes_linear_time() -> None:
    text = "".join(f"[a{number}]\nx = [[1]]\n" for number in range(5_000))
    assert with_word(text, (), "never-link", "Go") == f'never-link = ["Go"]\n{text}'
