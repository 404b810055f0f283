"""Repairs of attachments that the parser gets wrong more often than not."""

from diurna.parse.layout import Parse


def repaired(parse: Parse) -> Parse:
    """Return the parse with its tree repaired in place."""
    return parse
