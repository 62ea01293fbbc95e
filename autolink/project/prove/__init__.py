"""Proof by the user's own site generator: plain and linked pages are built, compared, and links followed."""
