"""The command line: thin verbs, each a filter that reads files or `-` and reports to stderr."""

from diurna.cli.verbs import app, main

__all__ = ["app", "main"]
