"""The reader of rule files: what is wrong is named with file, rule and field."""

from pathlib import Path

import pytest

from diurna.errors import RuleError
from diurna.rules import load
from diurna.rules.load import Rule, Shaped


class One(Rule, frozen=True, kw_only=True):
    category: str


class Many(Shaped, frozen=True, kw_only=True):
    rules: tuple[One, ...]


class Row(Shaped, frozen=True, kw_only=True):
    name: str
    aliases: tuple[str, ...]
    size: float | None


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(load, "HERE", tmp_path)
    load._toml.cache_clear()  # noqa: SLF001 - tests start from empty caches
    load._tsv.cache_clear()  # noqa: SLF001
    return tmp_path


def test_load_names_the_rule_and_suggests_the_field(folder: Path) -> None:
    (folder / "a.toml").write_text(
        '[[rules]]\nid = "first"\ncategory = "x"\n[[rules]]\nid = "second"\ncategroy = "x"\n'
    )
    with pytest.raises(RuleError, match=r"rules/a.toml, rule second: .*did you mean 'category'"):
        load.toml("a.toml", Many)


def test_load_names_the_line_of_a_list(folder: Path) -> None:
    (folder / "a.tsv").write_text("name\taliases\tsize\nChad\tTchad|Tschad\t1.5\nMali\tonly two\n")
    with pytest.raises(RuleError, match=r"rules/a.tsv, line 3: 2 cells, the header has 3"):
        load.tsv("a.tsv", Row)


def test_load_reads_empty_cells_as_unknown(folder: Path) -> None:
    (folder / "a.tsv").write_text("# a comment\nname\taliases\tsize\nChad\tTchad|Tschad\t\n")
    assert load.tsv("a.tsv", Row) == (Row(name="Chad", aliases=("Tchad", "Tschad"), size=None),)


def test_load_missing_file_is_named() -> None:
    with pytest.raises(RuleError, match=r"rules/none.toml: no such rule file"):
        load.toml("none.toml", Many)
