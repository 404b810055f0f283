"""The one typed reader of rule files: TOML for rules, TSV for lists; unknown keys are errors.

Each stage declares the shape of its own rule file as a `msgspec.Struct` beside the code that uses it and asks for it
by name: `toml("en/figures.toml", FigureRules)`, `tsv("actors/leaders.tsv", Leader)`.  Files are read once per process.
"""

import difflib
import hashlib
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from diurna.errors import RuleError

HERE = Path(__file__).parent
Shape = TypeVar("Shape")
Row = TypeVar("Row", bound=msgspec.Struct)


class Shaped(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything that a rule file may hold: a key the shape does not name is an error."""


class Example(Shaped, frozen=True, kw_only=True):
    """A sentence with what the rule must give there; an empty `gives` means that it must not fire, `because` says why.

    `gives` holds conditions on the findings: a field with a span is compared by its words, others by value.
    """

    text: str
    gives: tuple[dict[str, Any], ...] = ()
    because: str | None = None
    published: str | None = None


class Rule(Shaped, frozen=True, kw_only=True):
    """What every rule has: an id that says what it matches, a confidence (0 to 1), and examples that fire and do not."""

    id: str
    confidence: float = 0.7
    examples: tuple[Example, ...] = ()


def toml(name: str, shape: type[Shape]) -> Shape:
    """Read a TOML rule file into its shape; raise RuleError naming file, rule and field."""
    return cast("Shape", _toml(name, shape))  # type: ignore[arg-type]  # classes are hashable


def tsv(name: str, row: type[Row]) -> tuple[Row, ...]:
    """Read a TSV list into rows: the header names the fields, an empty cell is None, `|` separates a list's members.

    A line that starts with `#` is a comment.  Raise RuleError naming file and line.
    """
    return cast("tuple[Row, ...]", _tsv(name, row))


@cache
def _toml(name: str, shape: type[Any]) -> Any:  # noqa: ANN401 - the shape tells the type
    path = HERE / name
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RuleError(f"rules/{name}: no such rule file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"rules/{name}: {error}") from error
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as error:
        raise RuleError(f"rules/{name}{_rule_at(raw, str(error))}: {error}{_hint(shape, str(error))}") from error


@cache
def _tsv(name: str, row: type[Any]) -> tuple[Any, ...]:
    try:
        lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise RuleError(f"rules/{name}: no such list") from None
    header: list[str] | None = None
    rows = []
    listed = {field.name for field in msgspec.structs.fields(row) if "tuple" in str(field.type)}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        if len(cells) != len(header):
            raise RuleError(f"rules/{name}, line {number}: {len(cells)} cells, the header has {len(header)}")
        values = {key: _cell(cell, listed=key in listed) for key, cell in zip(header, cells, strict=True)}
        try:
            rows.append(msgspec.convert(values, row, strict=False))
        except msgspec.ValidationError as error:
            raise RuleError(f"rules/{name}, line {number}: {error}{_hint(row, str(error))}") from error
    return tuple(rows)


@cache
def rules_sha256() -> str:
    """Return the hash over every rule file, for provenance."""
    digest = hashlib.sha256()
    for path in sorted(HERE.rglob("*")):
        if path.suffix in {".toml", ".tsv"}:
            digest.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _cell(cell: str, *, listed: bool) -> object:
    cell = cell.strip()
    if listed:
        return tuple(part.strip() for part in cell.split("|") if part.strip())
    return cell or None


def _rule_at(raw: dict[str, Any], message: str) -> str:
    found = re.search(r"\$\.(\w+)\[(\d+)\]", message)
    if not found:
        return ""
    items = raw.get(found[1])
    item = items[int(found[2])] if isinstance(items, list) else None
    return f", rule {item['id']}" if isinstance(item, dict) and "id" in item else ""


def _hint(shape: object, message: str) -> str:
    found = re.search(r"unknown field `(\w+)`", message)
    if not found:
        return ""
    near = difflib.get_close_matches(found[1], sorted(_field_names(shape)), n=1)
    return f" (did you mean '{near[0]}'?)" if near else ""


def _field_names(shape: object) -> set[str]:
    names: set[str] = set()
    seen: set[int] = set()
    todo = [shape]
    while todo:
        item = todo.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, type) and issubclass(item, msgspec.Struct):
            for field in msgspec.structs.fields(item):
                names.add(field.encode_name)
                todo.append(field.type)
        todo.extend(getattr(item, "__args__", ()))
    return names
