"""From pages and the glossary to diagnostics."""
