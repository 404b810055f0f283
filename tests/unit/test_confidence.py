"""A threshold of confidence: what is left out, and that no link points at it."""

import json
from collections.abc import Iterator
from pathlib import Path

import made
import msgspec
import pytest
from typer.testing import CliRunner

import diurna
from diurna.cli import app
from diurna.errors import SettingsError
from diurna.ledger import Ledger, open_ledger
from diurna.ledger.confidence import confident
from diurna.records import Filter, Finding, Reading, Revision, Span

TEXT = "Kenya shelled a village in Ethiopia on Tuesday, killing at least 12 people, the Red Cross said."
replace = msgspec.structs.replace


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    with open_ledger(tmp_path / "l", create=True) as opened:
        opened.write([made.reading()])
    return str(tmp_path / "l")


@pytest.fixture
def ledger(folder: str) -> Iterator[Ledger]:
    with diurna.open(folder) as opened:
        yield opened


def linked() -> Reading:
    """Return a made reading with a statement in a statement in a statement, and a figure that leans on another."""
    reading = made.reading()
    (outer,), (event,), (whole,) = reading.statements, reading.events, reading.figures
    middle = replace(outer, id="s:middle", parent=outer.id, confidence=0.4)
    inner = replace(outer, id="s:inner", parent="s:middle", confidence=0.95)
    older = Revision(span=Span(0, 1), low=1, best=1, high=1, figure=whole.id)
    part = replace(whole, id="f:part", subset_of=whole.id, revises=older, statement="s:middle", confidence=0.99)
    return replace(reading, statements=(outer, middle, inner), events=(event,), figures=(whole, part))


@pytest.mark.parametrize(
    ("least", "kept"),
    [(None, (3, 1, 2)), (0, (3, 1, 2)), (0.8, (2, 1, 2)), (0.85, (2, 0, 2)), (0.9, (2, 0, 1)), (1, (0, 0, 0))],
)
def test_confidence_leaves_out_findings_below(least: float | None, kept: tuple[int, ...]) -> None:
    reading = confident(linked(), least)
    assert (len(reading.statements), len(reading.events), len(reading.figures)) == kept
    assert reading.actors == linked().actors
    assert reading.problems == linked().problems


@pytest.mark.parametrize("least", [0.0, 0.5, 0.82, 0.88, 0.92, 0.97, 1.0])
def test_confidence_leaves_no_link_to_nothing(least: float) -> None:
    reading = confident(linked(), least)
    findings: tuple[Finding, ...] = (*reading.statements, *reading.events, *reading.figures)
    ids = {one.id for one in findings}
    links = [statement.parent for statement in reading.statements]
    links += [event.statement for event in reading.events]
    links += [claim.statement for event in reading.events for claim in event.claims]
    for figure in reading.figures:
        links += [figure.event, figure.statement, figure.subset_of, figure.revises.figure if figure.revises else None]
    assert {link for link in links if link} <= ids


def test_confidence_hangs_a_statement_on_the_nearest_that_stays() -> None:
    outer = linked().statements[0].id
    assert [statement.parent for statement in confident(linked(), 0.5).statements] == [None, outer]


def test_confidence_keeps_who_claims_an_event() -> None:
    reading = replace(linked(), statements=(replace(linked().statements[0], confidence=0.1),))
    (event,) = confident(reading, 0.5).events
    assert event.statement is None
    assert [(claim.actor, claim.statement) for claim in event.claims] == [("red-cross", None)]


def test_confidence_of_a_question_to_the_ledger(ledger: Ledger) -> None:
    assert list(ledger.events(Filter(min_confidence=0.81))) == []
    assert len(list(ledger.events(Filter(min_confidence=0.8)))) == 1
    (figure,) = ledger.figures(Filter(min_confidence=0.82))
    assert figure.event is None
    assert next(ledger.figures()).event is not None


def test_confidence_of_read_and_read_many() -> None:
    whole = diurna.read(TEXT)
    least = max(one.confidence for one in whole.events)
    assert diurna.read(TEXT, min_confidence=1.0).events == ()
    assert diurna.read(TEXT, min_confidence=least).events
    assert next(diurna.read_many([TEXT], min_confidence=1.0)).events == ()
    for wrong in (-0.1, 1.1, float("nan")):
        with pytest.raises(SettingsError, match="between 0 and 1"):
            diurna.read(TEXT, min_confidence=wrong)
        with pytest.raises(SettingsError, match="between 0 and 1"):
            diurna.read_many([TEXT], min_confidence=wrong)


def told(*arguments: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_confidence_on_the_command_line(folder: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (reading,) = told("read", "a.txt", "--min-confidence", "1")
    assert reading["events"] == []
    assert len(told("query", "events", "--ledger", folder, "--min-confidence", "0.8")) == 1
    assert told("query", "events", "--ledger", folder, "--min-confidence", "0.9") == []
    (article,) = told("show", made.reading().article.id, "--ledger", folder, "--min-confidence", "0.88")
    assert (article["events"], article["figures"]) == ([], [])
    (event,) = told("show", made.reading().events[0].id, "--ledger", folder, "--min-confidence", "0.9")
    assert event["kind"] == "events"


def test_confidence_by_the_settings_leaves_the_ledger_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "diurna.toml").write_text("min_confidence = 1.0\n")
    assert CliRunner().invoke(app, ["ingest", "a.txt", "--ledger", "l", "--workers", "1"]).exit_code == 0
    assert told("query", "events", "--ledger", "l") == []
    assert told("query", "events", "--ledger", "l", "--min-confidence", "0")


@pytest.mark.parametrize("verb", [("read", "-"), ("query", "events"), ("show", "a:0")])
@pytest.mark.parametrize("wrong", ["1.2", "-1", "nan"])
def test_confidence_refuses_what_is_no_share(folder: str, verb: tuple[str, ...], wrong: str) -> None:
    result = CliRunner().invoke(app, [*verb, f"--min-confidence={wrong}"], env={"DIURNA_LEDGER": folder})
    assert result.exit_code == 2
    assert "--min-confidence" in result.stderr
    assert "between 0 and 1" in result.stderr


def test_confidence_is_no_filter_of_sql(folder: str) -> None:
    arguments = ["query", "--sql", "select 1", "--ledger", folder, "--min-confidence", "0.5"]
    assert CliRunner().invoke(app, arguments).exit_code == 2
