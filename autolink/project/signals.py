"""The signals that ask a run to end: Ctrl-C (SIGINT), `kill` (SIGTERM), a terminal that is gone (SIGHUP)."""

from __future__ import annotations

import contextlib
import math
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_WORDS = {"SIGINT": "interrupted", "SIGTERM": "terminated", "SIGHUP": "hung up"}
"""The message about a run that a signal ended, by the name of the signal."""
_ENDING = tuple(getattr(signal, name) for name in _WORDS if hasattr(signal, name))
_ONCE = 1.0
"""Seconds in which a signal is not handled again: `timeout` signals a process, then its whole group."""


class Ended(BaseException):
    """A signal ended the run. It is not an error, so `except Exception` must not catch it."""

    def __init__(self, number: int) -> None:
        super().__init__(_WORDS[signal.Signals(number).name])
        self.number = number
        """Of the signal. Shells give a command that it ended the exit code 128 + this."""


@contextlib.contextmanager
def raised() -> Iterator[None]:
    """Raise `Ended` on a signal that asks to end, so that all that is under way is cleaned up.

    A signal that is ignored (`nohup`), or that has a handler already, is left as it is. Raises `Ended` also
    for an error that Python has made of it, as it does where it makes a class.
    """
    if threading.current_thread() is not threading.main_thread():  # which alone may have handlers
        yield
        return
    hearing = _Hearing(sys.unraisablehook)
    before = {number: signal.getsignal(number) for number in _ENDING}
    replaced = [number for number in before if before[number] in (signal.SIG_DFL, signal.default_int_handler)]
    sys.unraisablehook = hearing.lost
    for number in replaced:
        signal.signal(number, hearing.end)
    try:
        yield
    except Exception as error:
        if hearing.number:
            raise Ended(hearing.number) from error
        raise
    finally:
        for number in replaced:
            signal.signal(number, before[number])
        sys.unraisablehook = hearing.hook


class _Hearing:
    """Handles the signals that ask a run to end."""

    def __init__(self, hook: Callable[[sys.UnraisableHookArgs], object]) -> None:
        self.hook = hook
        """What is called of other exceptions that Python ignores."""
        self.number = 0
        """Of the signal that was heard."""
        self._deaf_until = -math.inf

    def end(self, number: int, _frame: FrameType | None) -> None:
        """Raise `Ended`."""
        now = time.monotonic()
        if now >= self._deaf_until:
            self.number, self._deaf_until = number, now + _ONCE
            raise Ended(number)

    def lost(self, what: sys.UnraisableHookArgs) -> None:
        """Hear a signal again if `Ended` was raised where Python ignores exceptions, such as in `__del__`."""
        if not isinstance(what.exc_value, Ended):
            self.hook(what)
            return
        self._deaf_until = -math.inf
        threading.Timer(0.01, signal.raise_signal, [what.exc_value.number]).start()


@contextlib.contextmanager
def held_back() -> Iterator[None]:
    """Put these signals off. Processes and threads that are started meanwhile do not hear them at all."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def left_to_parent() -> None:
    """Make a process that was started while signals were held back end in silence.

    Ctrl-C reaches its parent as well, which ends it. The other signals end it, unless they are ignored.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in _ENDING:
        if callable(signal.getsignal(number)):  # a handler of the parent, of which this process is a copy
            signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
