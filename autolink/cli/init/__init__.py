"""`autolink init`: what a project looks like, and the configuration that this suggests."""
