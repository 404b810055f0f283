"""Readings kept on disk: immutable Parquet parts, DuckDB views over them, and questions."""

from diurna.ledger.ledger import Ledger, open_ledger

__all__ = ["Ledger", "open_ledger"]
