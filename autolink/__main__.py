"""`python -m autolink`."""

from autolink.cli import main

main(prog_name="autolink")
