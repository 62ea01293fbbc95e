"""The JSON Schema of the configuration, with which editors complete and check it."""

from __future__ import annotations

import re
from typing import Any

from autolink.config.keys import KEYS
from autolink.diagnostics.rules import RULES


def json_schema() -> dict[str, Any]:
    """Return the schema of `autolink.toml` and of `[tool.autolink]`: draft 7, which editors for TOML know."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "The configuration of autolink",
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _property(key) for key in KEYS},
        "definitions": {"rule": {"enum": _selectors(), "description": "A rule by code, prefix or name."}},
    }


def _property(key: str) -> dict[str, Any]:
    entry = KEYS[key]
    text = re.sub(r"^\W*\w", lambda found: found[0].upper(), entry.description)
    default = {} if entry.default is None else {"default": entry.default}
    return {"description": f"{text}.", **entry.kind.schema, **default}


def _selectors() -> list[str]:
    """Return every way to name rules: families and other prefixes, codes, names."""
    prefixes = {rule.code[:length] for rule in RULES.values() for length in range(1, len(rule.code) + 1)}
    return ["ALL", *sorted(prefixes), *sorted(rule.name for rule in RULES.values())]
