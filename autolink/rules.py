"""The table of rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a diagnostic matters: only errors make `check` fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a diagnostic reports. The code's letter is its family: pages, glossary, links, mentions."""

    code: str
    name: str
    severity: Severity
    summary: str


UNDECODABLE_PAGE = Rule("P001", "undecodable-page", Severity.ERROR, "A page is not valid UTF-8.")
UNKNOWN_ATTRIBUTE = Rule(
    "P003", "unknown-attribute", Severity.WARNING, "A term attribute is unknown or has a wrong value."
)
UNREADABLE_PAGE = Rule("P004", "unreadable-page", Severity.ERROR, "A page cannot be read.")
PAGE_URL_MISMATCH = Rule(
    "G007", "page-url-mismatch", Severity.ERROR, "A page declares a URL that does not end with its path."
)
EMPTY_ALIAS = Rule("G008", "empty-alias", Severity.WARNING, "A term heading has a part without text.")
NO_TERMS = Rule("G009", "no-terms", Severity.WARNING, "The glossary contains no term headings.")
MISSING_FILE = Rule("L001", "missing-file", Severity.ERROR, "A link points to a file that does not exist.")
MISSING_ANCHOR = Rule(
    "L002", "missing-anchor", Severity.ERROR, "A link points to an anchor that does not exist."
)
UNLINKED_MENTION = Rule("M001", "unlinked-mention", Severity.WARNING, "A mention of a term is not linked.")

RULES = (
    UNDECODABLE_PAGE,
    UNKNOWN_ATTRIBUTE,
    UNREADABLE_PAGE,
    PAGE_URL_MISMATCH,
    EMPTY_ALIAS,
    NO_TERMS,
    MISSING_FILE,
    MISSING_ANCHOR,
    UNLINKED_MENTION,
)
