"""The known diagnostics of a project, kept in a file, so that `check` reports only new ones.

An entry is known by its page, its rule and its subject: what the message quotes first, which is the target of
a link, an alias, a heading. It does not contain the line, which changes with every edit above, nor the rest
of the message, whose suggestions change when other pages do. Equal entries are counted.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from autolink import files
from autolink.diagnostics.rules import RULES
from autolink.errors import AutolinkError
from autolink.text.escaping import escaped_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from autolink.diagnostics.diagnostic import Diagnostic
    from autolink.diagnostics.rules import Rule

Entry = tuple[str, str, str]
"""The path of a page relative to the project root, the code of a rule, a subject."""
Baseline = Counter[Entry]
"""How often each entry is known."""

_VERSION = 1
_SUBJECT = re.compile(r"`([^`]+)`")


def entry(item: Diagnostic, root: str) -> Entry:
    """Return the entry that a diagnostic belongs to."""
    quoted = _SUBJECT.search(item.message)
    return files.relative(item.path, root), item.rule.code, quoted[1] if quoted else item.message


def baseline_of(found: Iterable[Diagnostic], root: str) -> Baseline:
    """Return the baseline in which all diagnostics are known."""
    return Counter(entry(item, root) for item in found)


def compare(found: Iterable[Diagnostic], known: Baseline, root: str) -> tuple[list[Diagnostic], Baseline]:
    """Return the diagnostics that are not known, and the entries that no longer occur, or less often.

    If an entry has more diagnostics than are known, the first ones count as known.
    """
    if not known:
        return list(found), Baseline()
    left = known.copy()
    new = []
    for item in found:
        of = entry(item, root)
        if left[of] > 0:
            left[of] -= 1
        else:
            new.append(item)
    return new, +left


def judged(entries: Baseline, rules: Collection[Rule]) -> Baseline:
    """Return the entries of rules that are on, or do not exist: no others were checked."""
    codes = {rule.code for rule in rules}
    return Counter(
        {of: count for of, count in entries.items() if of[1] in codes or of[1] not in RULES},
    )


def render(known: Baseline) -> bytes:
    """Return a baseline as JSON: sorted, one entry on each line, so that version control merges it well."""
    import json  # a run without a baseline does not need it

    pages: dict[str, dict[str, dict[str, int]]] = {}
    for (page, code, subject), count in sorted(known.items()):
        pages.setdefault(page, {}).setdefault(code, {})[subject] = count
    text = json.dumps({"version": _VERSION, "findings": pages}, indent=2, ensure_ascii=False)
    return f"{escaped_json(text)}\n".encode()


def parse(data: bytes, file: str) -> Baseline:
    """Read a baseline. Raises AutolinkError, with the line of a JSON error, if it is not a baseline."""
    import json

    try:
        content = json.loads(data, object_pairs_hook=_without_repetition)
    except json.JSONDecodeError as error:
        raise AutolinkError(f"{file}:{error.lineno}:{error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise AutolinkError(f"{file}: nested too deeply") from error
    except ValueError as error:
        raise AutolinkError(f"{file}: {error}") from error
    if not isinstance(content, dict) or content.get("version") != _VERSION:
        raise AutolinkError(f'{file}: not a baseline: `"version": {_VERSION}` is missing')
    known: Baseline = Counter()
    for page, codes in _table(content.get("findings"), "findings", file):
        for code, subjects in _table(codes, page, file):
            for subject, count in _table(subjects, f"{page}: {code}", file):
                if type(count) is not int or count < 1:
                    raise AutolinkError(f"{file}: {page}: {code}: `{subject}` must be a positive integer")
                known[page, code, subject] = count
    return known


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the pairs of an object. Raises ValueError for a key that occurs twice (a bad merge)."""
    content = dict(pairs)
    if len(content) < len(pairs):
        repeated = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"`{repeated}` occurs twice")
    return content


def _table(value: object, name: str, file: str) -> Iterable[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise AutolinkError(f"{file}: {name} must be an object")
    return value.items()
