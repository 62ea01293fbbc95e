"""Where a link points: to which page, and to which anchor on it."""
