"""Where a link points: to which page, and to which anchor of it."""
