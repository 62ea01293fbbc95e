"""`python -m autolink`, and the program `autolink`."""

from __future__ import annotations

import os
from typing import NoReturn

from autolink.cli import streams
from autolink.cli.app import main


def run() -> NoReturn:
    """Run the command line and end the process at once.

    Python would first look for cycles in all that is left and free it, which takes a tenth of a small run.
    """
    code: object = 0
    try:
        main(prog_name="autolink")
    except SystemExit as end:
        code = end.code
    streams.drop_unwritable()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":  # a worker process may import this module, too
    run()
