"""The rules, what they report, and the comments that suppress them."""
