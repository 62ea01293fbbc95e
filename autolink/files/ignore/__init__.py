"""What git ignores, by the patterns of `.gitignore` files."""
