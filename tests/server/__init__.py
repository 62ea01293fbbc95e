"""The language server, as a process of its own."""
