"""A Markdown glossary linter and auto-linker."""

__version__ = "0.1.0"
