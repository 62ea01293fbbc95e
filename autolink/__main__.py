"""`python -m autolink`."""

from autolink.cli.app import main

if __name__ == "__main__":  # a worker process may import this module, too
    main(prog_name="autolink")
