"""Where every rule stands: rule id to file and line."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from diurna.errors import RuleError
from diurna.rules.load import HERE


class RulePlace(NamedTuple):
    """A rule's file, relative to `rules/`, and the line of its id."""

    file: str
    line: int

    def __str__(self) -> str:
        """Return "rules/en/figures.toml:12"."""
        return f"rules/{self.file}:{self.line}"


def rule_place(rule: str) -> RulePlace | None:
    """Return where a rule stands, None for what no rule file names; "a/b" stands where a does, else where b does."""
    places = rule_places()
    return next((places[name] for name in (rule, *rule.split("/")) if name in places), None)


@cache
def rule_places() -> dict[str, RulePlace]:
    """Return every rule id of every rule file; the first file by name wins where two use one id."""
    places: dict[str, RulePlace] = {}
    for path in rule_files():
        if path.suffix != ".toml":
            continue
        text = path.read_text(encoding="utf-8")
        for rule in _ids(read_toml(path)):
            number = text.count("\n", 0, _position(text, rule)) + 1
            places.setdefault(rule, RulePlace(path.relative_to(HERE).as_posix(), number))
    return places


def rule_files() -> tuple[Path, ...]:
    """Return every rule file, sorted."""
    return tuple(path for path in sorted(HERE.rglob("*")) if path.suffix in {".toml", ".tsv"})


def read_toml(path: Path) -> dict[str, Any]:
    """Read one rule file; raise RuleError naming it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"rules/{path.relative_to(HERE).as_posix()}: {error}") from error


def check_tsv(path: Path) -> int:
    """Return the number of rows of a list; raise RuleError where a row has another number of cells than the header."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [(at, line.split("\t")) for at, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    for at, cells in rows:
        if len(cells) != len(rows[0][1]):
            name = path.relative_to(HERE).as_posix()
            raise RuleError(f"rules/{name}, line {at}: {len(cells)} cells, the header has {len(rows[0][1])}")
    return max(len(rows) - 1, 0)


def _ids(tree: Any) -> Iterator[str]:  # noqa: ANN401 - TOML
    if isinstance(tree, dict):
        if isinstance(tree.get("id"), str):
            yield tree["id"]
        for name, branch in tree.items():
            if name != "examples":
                yield from _ids(branch)
    elif isinstance(tree, list):
        for branch in tree:
            yield from _ids(branch)


def _position(text: str, rule: str) -> int:
    found = re.search(rf"""\bid\s*=\s*["']{re.escape(rule)}["']""", text)
    return found.start() if found else 0
