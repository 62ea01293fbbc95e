"""The one exception for what is wrong with an invocation."""


class AutolinkError(Exception):
    """The job could not be done: a bad option, configuration key or path. Ends the run with exit code 2."""
