"""The one exception for what is wrong with an invocation, and how messages are made fit to print."""

from __future__ import annotations


class AutolinkError(Exception):
    """The job could not be done: a bad option, configuration key or path. Ends the run with exit code 2."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        """What to do about it, where the message does not say so."""
