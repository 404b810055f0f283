"""Marks and parse to findings: what was said, done and counted."""
