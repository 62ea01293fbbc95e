"""What counts as the same text: scripts, folding, inflection, likeness, escaping of plain strings."""
