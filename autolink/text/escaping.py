"""How text is made safe to print on a terminal, and to use in JSON or TOML."""

from __future__ import annotations

import re

_UNPRINTED = r"\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
"""What a terminal may obey, or what is not text: C1 controls, bidi controls, surrogates, noncharacters."""
# Compiled when they are needed, which is seldom.
_UNPRINTABLE = rf"[\x00-\x1f{_UNPRINTED}]"
_LEFT_BY_JSON = f"[{_UNPRINTED}]"
_TOML_SYNTAX = re.compile(r'["\\]')


def printable(text: str) -> str:
    r"""Return text that cannot act on a terminal: control and bidi characters become `\x1b`, `\u202e`.

    So do lone surrogates and noncharacters: the result is valid Unicode, and all of it may be in XML 1.0.

    >>> printable("title \x1b[2J 事前学習")
    'title \\x1b[2J 事前学習'
    """
    if text.isprintable():  # no control, surrogate or noncharacter is (Unicode, categories C and Z)
        return text
    return re.sub(_UNPRINTABLE, lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def escaped_json(json: str) -> str:
    r"""Return a JSON text in which what could act on a terminal is an escape: `\u202e`.

    The text has to be what `json.dumps` makes, which escapes C0 controls itself.
    """
    return re.sub(_LEFT_BY_JSON, _as_code_unit, json)


def toml_string(text: str) -> str:
    r"""Return a TOML basic string (TOML 1.0, "String") that is safe to print.

    >>> print(toml_string('a "b"'))
    "a \"b\""
    """
    return f'"{re.sub(_UNPRINTABLE, _as_code_unit, _TOML_SYNTAX.sub(_behind_backslash, text))}"'


def _behind_backslash(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _as_code_unit(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
