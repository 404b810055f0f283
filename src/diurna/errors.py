"""What diurna raises: only what the caller can mend.

    DiurnaError
    ├── ReadError      an input that cannot be read (missing, binary, empty, too long)
    ├── RuleError      a rule file that is wrong
    ├── SettingsError  a setting that is wrong
    ├── LedgerError    a ledger that is missing, damaged or of another version
    ├── QueryError     a question that cannot be asked
    └── PullError      a server that does not give what was asked of it

Strange text is never an error: it is a `Problem` record, and reading goes on.
"""


class DiurnaError(Exception):
    """Whatever diurna raises on purpose; the message says what, where, and what to do."""


class ReadError(DiurnaError):
    """An input that cannot be read; `source` names it and `reason` says why."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class RuleError(DiurnaError):
    """A rule file that is wrong: names the file, the rule and the field."""


class SettingsError(DiurnaError):
    """A setting that is wrong: names the key and where it stands."""


class LedgerError(DiurnaError):
    """A ledger that is missing, damaged or of another version."""


class QueryError(DiurnaError):
    """A question to the ledger that cannot be asked."""


class PullError(DiurnaError):
    """A server that does not give what was asked of it; what was pulled before is kept."""
