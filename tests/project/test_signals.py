"""Signals that ask a run to end are raised, once, wherever they arrive; what is ignored stays ignored."""

from __future__ import annotations

import signal
import sys
import threading
import time

import pytest

from autolink.project import signals
from autolink.project.signals import Ended

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")

SIGNALS = [("SIGINT", "interrupted"), ("SIGTERM", "terminated"), ("SIGHUP", "hung up")]


@pytest.mark.parametrize(("name", "said"), SIGNALS)
def test_a_signal_is_raised_and_the_handler_is_put_back(name: str, said: str) -> None:
    number = getattr(signal, name)
    before = signal.getsignal(number)
    with pytest.raises(Ended, match=said) as caught, signals.raised():
        signal.raise_signal(number)
    assert caught.value.number == number
    assert signal.getsignal(number) is before


def test_no_handler_of_errors_takes_it_for_one() -> None:
    assert not issubclass(Ended, Exception)


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as under `nohup`
    try:
        with signals.raised():
            signal.raise_signal(signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_handler_of_somebody_else_is_kept() -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    try:
        with signals.raised():
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert heard == [signal.SIGTERM]


def test_a_second_signal_does_not_disturb_the_clean_up_after_the_first() -> None:
    cleaned = []
    with pytest.raises(Ended, match="terminated"), signals.raised():
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            signal.raise_signal(signal.SIGTERM)  # `timeout` signals a process, then its group
            signal.raise_signal(signal.SIGHUP)
            cleaned.append(True)
    assert cleaned


class Disposed:
    """Gets a signal where Python ignores exceptions."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGTERM)


def test_a_signal_that_python_lost_is_raised_again() -> None:
    with pytest.raises(Ended, match="terminated"), signals.raised():
        Disposed()
        for _ in range(3000):
            time.sleep(0.01)


def test_other_exceptions_that_python_ignores_are_told_of_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    class Faulty:
        def __del__(self) -> None:
            raise ValueError

    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda what: told.append(what.exc_type))
    with signals.raised():
        Faulty()
    assert told == [ValueError]


def test_an_error_that_python_made_of_it_is_the_signal_all_the_same() -> None:
    with pytest.raises(Ended, match="terminated"), signals.raised():
        try:
            signal.raise_signal(signal.SIGTERM)
        except Ended as ended:  # so does Python 3.11 when a class is made
            raise RuntimeError("Error calling __set_name__") from ended


def test_an_error_without_a_signal_stays_an_error() -> None:
    with pytest.raises(ValueError, match="ours"), signals.raised():
        raise ValueError("ours")


def test_another_thread_can_run_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    done = []

    def run() -> None:
        with signals.raised():
            done.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert done


@pytest.mark.parametrize(("name", "said"), SIGNALS)
def test_a_signal_that_is_held_back_comes_later(name: str, said: str) -> None:
    done = []
    with pytest.raises(Ended, match=said), signals.raised(), signals.held_back():
        signal.raise_signal(getattr(signal, name))
        done.append(True)
    assert done
