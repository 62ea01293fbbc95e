"""What MyST-Parser reads in pages that Sphinx publishes: one module per piece of syntax.

Which of its extensions are on is written in Python, in `conf.py`, so that all of them are taken to be on.
"""
