"""The ledger on disk: whole parts or none, the same thing once, the newest coding in force."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import made
import msgspec
import pyarrow.parquet as pq
import pytest

from diurna.errors import LedgerError, QueryError
from diurna.ledger import open_ledger
from diurna.ledger.parts import coding, part_name, part_names, sweep, write_part
from diurna.ledger.tables import tables
from diurna.records import Article, Event, Figure, Reading, Statement


def bodies(count: int) -> list[Reading]:
    return [made.reading(f"{made.BODY} Report {number}.") for number in range(count)]


def test_ledger_gives_back_the_reading_it_took(tmp_path: Path) -> None:
    reading = made.reading()
    with open_ledger(tmp_path / "l", create=True) as ledger:
        ledger.write([reading])
    with open_ledger(tmp_path / "l") as ledger:
        assert ledger.reading(reading.article.id) == reading
        assert ledger.reading(reading.events[0].id) == reading
        assert list(ledger.articles()) == [reading.article]
        assert ledger.record(reading.figures[0].id) == reading.figures[0]
        assert ledger.record(reading.article.id) == reading.article
        assert list(ledger.statements()) == list(reading.statements)
        assert list(ledger.events()) == list(reading.events)
        assert list(ledger.figures()) == list(reading.figures)


def test_ledger_tables_hold_every_field_of_every_record() -> None:
    assert {"articles", "actors", "places", "dates", "statements", "events", "figures", "problems"} == set(tables())
    for table in tables().values():
        assert len(set(table.schema.names)) == len(table.schema.names)
    for name, record in {"statements": Statement, "events": Event, "figures": Figure, "articles": Article}.items():
        assert set(record.__struct_fields__) < set(tables()[name].schema.names)


def test_ledger_keeps_the_words_beside_every_span(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l", create=True) as ledger:
        ledger.write([made.reading()])
        row = ledger.sql(
            "select e.trigger.words as did, s.speaker.span.words as who, f.revises.low as old, "
            "d.anchor as anchor, a.title.words as title, a.provenance.diurna as version "
            "from events e, statements s, figures f, dates d, articles a order by anchor"
        ).to_pylist()[0]
    assert row == {
        "did": "shelled",
        "who": "Grace Otieno",
        "old": 12.0,
        "anchor": '"published"',
        "title": made.TITLE,
        "version": "0.1.0",
    }


@pytest.mark.parametrize(
    "odd",
    [
        "a NUL \x00 in the text",
        "zero width \u200b and combining e\u0301",
        "CR LF\r\nand a replacement \ufffd",
        "astral 😀😀 'quotes' \"and\" \\ back",
    ],
)
def test_ledger_gives_back_odd_text(tmp_path: Path, odd: str) -> None:
    reading = made.reading(odd)
    with open_ledger(tmp_path / "l", create=True) as ledger:
        ledger.write([reading])
        assert ledger.reading(reading.article.id) == reading
        assert ledger.sql("select text from articles").to_pylist() == [{"text": reading.article.text}]


def test_ledger_takes_the_same_thing_once(tmp_path: Path) -> None:
    readings = bodies(3)
    with open_ledger(tmp_path / "l", create=True) as ledger:
        assert ledger.write(readings) is not None
        assert ledger.write(readings) is None
        assert ledger.write([readings[1], readings[1]]) is None
        part = ledger.write([readings[0], made.reading("another")])
        assert part is not None
        assert len(part.articles) == 1
    with open_ledger(tmp_path / "l", create=True) as ledger:
        assert ledger.write(readings) is None
        assert len(list(ledger.articles())) == 4


def test_ledger_names_a_part_by_articles_and_coding() -> None:
    one, two = bodies(2)
    newer = msgspec.structs.replace(one, provenance=msgspec.structs.replace(one.provenance, rules_sha256="newer"))
    assert part_name([one, two]) == part_name([one, two])
    assert len({part_name(part) for part in ([one], [two], [one, two], [two, one], [newer])}) == 5


def test_ledger_shows_the_newest_coding(tmp_path: Path) -> None:
    old = made.reading()
    new = msgspec.structs.replace(made.reading(version="0.2.0"), events=())
    with open_ledger(tmp_path / "l", create=True) as ledger:
        ledger.write([old])
        first = ledger.first_seen(old.article.id)
        time.sleep(0.002)
        ledger.write([new])
        assert ledger.reading(old.article.id) == new
        assert list(ledger.events()) == []
        assert len(list(ledger.statements())) == 1
        assert ledger.first_seen(old.article.id) == first
        assert coding(old.article, old.provenance) != coding(new.article, new.provenance)
        with pytest.raises(QueryError, match="not in the ledger"):
            ledger.reading(old.events[0].id)


def test_ledger_prefers_a_reading_that_did_not_break_off(tmp_path: Path) -> None:
    whole, broken = made.reading(), made.broken(made.reading(version="0.2.0"))
    with open_ledger(tmp_path / "l", create=True) as ledger:
        ledger.write([whole])
        ledger.write([broken])
        assert ledger.reading(whole.article.id) == whole


def test_ledger_does_not_know_an_article_whose_reading_broke_off(tmp_path: Path) -> None:
    broken = made.broken(made.reading())
    with open_ledger(tmp_path / "l", create=True) as ledger:
        ledger.write([broken])
        assert not ledger.knows(broken.article.id)
        assert ledger.knows(broken.article.id, coding(broken.article, broken.provenance))
        ledger.write([made.reading(version="0.2.0")])
        assert ledger.knows(broken.article.id)


def test_ledger_writes_deterministic_tables(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_part(tmp_path / name, bodies(3))
    part = part_names(tmp_path / "one")[0]
    assert part_names(tmp_path / "two") == (part,)
    for table in tables():
        one, two = (tmp_path / name / part / f"{table}.parquet" for name in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


def test_ledger_ignores_and_sweeps_what_is_half_written(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l", create=True) as ledger:
        ledger.write(bodies(1))
        half = tmp_path / "l" / "parts" / ".0123.abcd.tmp"
        half.mkdir()
        (half / "articles.parquet").write_bytes(b"PAR1 torn")
        assert len(list(ledger.articles())) == 1
        assert sweep(tmp_path / "l" / "parts") == 0
    os.utime(half, (0, 0))
    with open_ledger(tmp_path / "l") as ledger:
        ledger.write([made.reading("another")])
        assert not half.exists()


def test_ledger_leaves_nothing_behind_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with open_ledger(tmp_path / "l", create=True) as ledger:
        monkeypatch.setattr(pq, "write_table", full)
        with pytest.raises(OSError, match="No space"):
            ledger.write(bodies(1))
        monkeypatch.undo()
        assert list((tmp_path / "l" / "parts").iterdir()) == []
        assert ledger.write(bodies(1)) is not None


def test_ledger_sees_parts_of_other_processes(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l", create=True) as one, open_ledger(tmp_path / "l") as two:
        assert list(two.articles()) == []
        one.write(bodies(2))
        assert len(list(two.articles())) == 2
        assert two.knows(bodies(1)[0].article.id)


@pytest.mark.parametrize(
    ("made_of", "message"),
    [
        ("nothing", "no ledger here"),
        ("a file", "cannot make a ledger|no ledger here|Not a directory"),
        ("other files", "not a ledger, and not empty"),
        ("torn", "ledger.json"),
        ("another version", "another version"),
        ("no parts", "damaged"),
    ],
)
def test_ledger_refuses_what_is_none(tmp_path: Path, made_of: str, message: str) -> None:
    folder = tmp_path / "l"
    if made_of == "a file":
        folder.write_text("x")
    elif made_of != "nothing":
        folder.mkdir()
    if made_of == "other files":
        (folder / "holiday.jpg").write_text("x")
    elif made_of == "torn":
        (folder / "ledger.json").write_text("{")
    elif made_of == "another version":
        (folder / "ledger.json").write_text('{"schema":"diurna/ledger/0","reading":"x","tables":"y"}')
    elif made_of == "no parts":
        open_ledger(tmp_path / "ok", create=True)
        (folder / "ledger.json").write_bytes((tmp_path / "ok" / "ledger.json").read_bytes())
    with pytest.raises(LedgerError, match=message):
        open_ledger(folder, create=made_of != "nothing")


def test_ledger_names_a_damaged_part(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l", create=True) as ledger:
        part = ledger.write(bodies(1))
        assert part is not None
        (Path(part.path) / "articles.parquet").write_bytes(b"torn")
    with open_ledger(tmp_path / "l") as ledger, pytest.raises(LedgerError, match=part.name):
        list(ledger.articles())


WRITER = """
import sys
sys.path.insert(0, {tests!r})
import made
from diurna.ledger import open_ledger
with open_ledger(sys.argv[1], create=True) as ledger:
    print("ready", flush=True)
    for number in range(int(sys.argv[2])):
        ledger.write([made.reading(f"{{made.BODY}} {{number}} {{copy}}") for copy in range(8)])
"""


def writer(folder: Path, parts: int) -> subprocess.Popen[str]:
    code = WRITER.format(tests=str(Path(__file__).parent))
    process = subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", code, str(folder), str(parts)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("after", [0.05, 0.11, 0.2])
def test_ledger_is_whole_after_a_signal_in_mid_ingest(tmp_path: Path, number: signal.Signals, after: float) -> None:
    process = writer(tmp_path / "l", 10_000)
    time.sleep(after)
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode != 0
    parts = tmp_path / "l" / "parts"
    for name in part_names(parts):
        assert {path.stem for path in (parts / name).iterdir()} == {*tables(), "seen"}
    with open_ledger(tmp_path / "l") as ledger:
        articles = list(ledger.articles())
        assert len(articles) == 8 * len(part_names(parts))
        assert len({article.id for article in articles}) == len(articles)
        assert len(list(ledger.events())) == len(articles)
        assert ledger.write(bodies(1)) is not None
    if number == signal.SIGINT:
        assert list(parts.glob(".*.tmp")) == []


def test_ledger_takes_two_writers_at_once(tmp_path: Path) -> None:
    processes = [writer(tmp_path / "l", 12) for _ in range(2)]
    ended = [(process.communicate(timeout=60)[1], process.returncode) for process in processes]
    assert ended == [("", 0), ("", 0)]
    with open_ledger(tmp_path / "l") as ledger:
        articles = list(ledger.articles())
        assert len(articles) == len({article.id for article in articles}) == 96
        assert len(list(ledger.figures())) == 96
        assert list((tmp_path / "l" / "parts").glob(".*")) == []
