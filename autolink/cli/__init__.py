"""The command line: parse options, call the project, choose the exit code."""
