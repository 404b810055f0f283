"""diurna: news reports to checkable records of who said what, who did what to whom, how many, where and when.

reading = diurna.read("Rebels killed 12 people on Tuesday, the UN said.", published="2022-07-19")
for reading in diurna.read_many(rows, workers=4): ...
with diurna.open("news.diurna") as ledger:
events = list(ledger.events(diurna.Filter(actor="UN", since="2022-07-01")))
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diurna.ledger.ledger import Ledger
    from diurna.ledger.ledger import open_ledger as open  # noqa: A004 - the verb of the API
    from diurna.records import Filter, Reading
    from diurna.run.reading import read, read_many

__all__ = ["Filter", "Ledger", "Reading", "open", "read", "read_many"]

HOMES = {
    "Filter": ("diurna.records", "Filter"),
    "Ledger": ("diurna.ledger.ledger", "Ledger"),
    "Reading": ("diurna.records", "Reading"),
    "open": ("diurna.ledger.ledger", "open_ledger"),
    "read": ("diurna.run.reading", "read"),
    "read_many": ("diurna.run.reading", "read_many"),
}
"""Where each name lives: loaded when it is first used, so that `diurna --help` stays fast."""


def __getattr__(name: str) -> object:
    if name not in HOMES:
        raise AttributeError(f"module 'diurna' has no attribute {name!r}")
    module, own = HOMES[name]
    return getattr(import_module(module), own)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
