"""The exception for everything that is wrong with an invocation."""

from __future__ import annotations


class AutolinkError(Exception):
    """The job could not be done: a wrong option, configuration key or path. Ends the run with exit code 2."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        """What to do about it, if the message does not say that."""
