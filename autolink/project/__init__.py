"""One run over the pages of a project."""
