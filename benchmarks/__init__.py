"""Benchmarks: a generator of documentation trees, a floor to compare with, and whole-process measurements."""
