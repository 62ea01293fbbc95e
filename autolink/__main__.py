"""`python -m autolink`."""

from autolink.cli import main

if __name__ == "__main__":  # a worker process may import this module, too
    main(prog_name="autolink")
