"""Language servers that start at once: each is a copy of a process that has imported everything.

Importing pygls and lsprotocol takes a second, and nearly every test of the server starts one of its own. Such
a server is a process with the pipes of the client, as `autolink server` is; what runs first is the same
function. `python -m tests.support.prefork SOCKET` is the process that is copied. `command` is what a client
starts: it hands its pipes over and ends when the server does, or the server with it.
"""

from __future__ import annotations

import atexit
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from functools import cache
from typing import NoReturn

from tests.support.site import REPOSITORY

_HAND_OVER = """
import os, socket, sys
there = socket.socket(socket.AF_UNIX)
there.connect(sys.argv[1])
socket.send_fds(there, [b" "], [0, 1])
os.close(0)
os.close(1)
sys.exit((there.recv(1) or b"\\1")[0])
"""


@cache
def command() -> list[str]:
    """Return the command that starts a language server; the process that it is a copy of is started once."""
    if sys.platform != "linux":
        return [sys.executable, "-m", "autolink", "server"]
    folder = tempfile.TemporaryDirectory(prefix="prefork-")
    place = os.path.join(folder.name, "socket")
    parent = [sys.executable, "-m", __name__, place]
    process = subprocess.Popen(parent, stdout=subprocess.PIPE, cwd=REPOSITORY)
    assert process.stdout
    assert process.stdout.readline() == b"ready\n"

    def end() -> None:
        process.kill()
        with process:
            folder.cleanup()

    atexit.register(end)
    return [sys.executable, "-I", "-S", "-c", _HAND_OVER, place]


def _listen(place: str) -> NoReturn:
    """Make a copy for each client, which makes one more for the server."""
    import autolink.cli.server
    import autolink.server.main  # noqa: F401

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(place)
        listening.listen()
        print("ready", flush=True)
        while True:
            client, _ = listening.accept()
            with client:
                if not os.fork():
                    listening.close()
                    _serve(client)


def _serve(client: socket.socket) -> NoReturn:
    """Run a server, and tell its client how it ended; end it when the client is gone."""
    from autolink.__main__ import run

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pipes = socket.recv_fds(client, 1, 2)[1]
    server = os.fork()
    if not server:
        client.close()
        for number, pipe in enumerate(pipes):
            os.dup2(pipe, number)
            os.close(pipe)
        sys.argv = ["autolink", "server"]
        run()
    for pipe in pipes:
        os.close(pipe)
    gone = client.fileno()
    if gone in select.select([gone, os.pidfd_open(server)], [], [])[0]:
        os.kill(server, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(server, 0)[1])
    client.send(bytes([code & 255]))
    os._exit(0)


if __name__ == "__main__":
    _listen(sys.argv[1])
