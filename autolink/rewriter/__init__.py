"""From mentions to edits to proven bytes."""
