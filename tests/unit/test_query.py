"""Questions to a ledger: filters that find, and SQL that can only read."""

from collections.abc import Iterator
from pathlib import Path

import made
import pytest

import diurna
from diurna.errors import QueryError
from diurna.ledger import Ledger
from diurna.ledger.query import KINDS, Kind
from diurna.records import Filter

LATER = "Rwanda shelled Moyale in Ethiopia on 6 May, killing more than 40 people, up from 12, the Red Cross said."


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder = tmp_path_factory.mktemp("query") / "l"
    with diurna.ledger.open_ledger(folder, create=True) as opened:
        opened.write([made.reading()])
    with diurna.open(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("statements", Filter()),
        ("statements", Filter(actor="Grace Otieno")),
        ("statements", Filter(actor="otieno")),
        ("statements", Filter(actor="OTIENO")),
        ("statements", Filter(actor="x:otieno")),
        ("statements", Filter(actor="ken")),
        ("statements", Filter(actor="Tadesse")),
        ("statements", Filter(actor="state television")),
        ("statements", Filter(type="threaten")),
        ("statements", Filter(type="Threaten")),
        ("statements", Filter(since="2021-05-08", until="2021-05-08")),
        ("events", Filter(actor="kenya")),
        ("events", Filter(actor="ETH")),
        ("events", Filter(type="assault")),
        ("events", Filter(type="heavy-weapons")),
        ("events", Filter(type="194")),
        ("events", Filter(type="military")),
        ("events", Filter(place="Moyale")),
        ("events", Filter(place="moyalé")),
        ("events", Filter(place="Ethiopia")),
        ("events", Filter(place="ETH")),
        ("events", Filter(place="geonames:187717")),
        ("events", Filter(since="2021-05-06", until="2021-05-06")),
        ("events", Filter(until="2021-05-07", limit=1)),
        ("figures", Filter(actor="Red Cross")),
        ("figures", Filter(actor="International Committee")),
        ("figures", Filter(actor="NGO")),
        ("figures", Filter(type="killed", place="Moyale", actor="red-cross", since="2021-01-01")),
    ],
)
def test_query_finds(ledger: Ledger, kind: Kind, wanted: Filter) -> None:
    assert len(list(ledger.query(kind, wanted))) == 1


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("statements", Filter(actor="Kenya Airways")),
        ("statements", Filter(actor="tieno")),
        ("statements", Filter(actor=".*")),
        ("statements", Filter(actor="'; drop table statements --")),
        ("statements", Filter(place="Nairobi")),
        ("statements", Filter(type="deny")),
        ("statements", Filter(since="2021-05-09")),
        ("events", Filter(actor="Red Cross")),
        ("events", Filter(type="AID")),
        ("events", Filter(since="2021-05-07")),
        ("events", Filter(until="2021-05-05")),
        ("figures", Filter(actor="Kenya")),
        ("figures", Filter(type="injured")),
    ],
)
def test_query_leaves_out(ledger: Ledger, kind: Kind, wanted: Filter) -> None:
    assert list(ledger.query(kind, wanted)) == []


@pytest.mark.parametrize(
    ("kind", "wanted", "message"),
    [
        ("statements", Filter(type="threat"), "did you mean threaten"),
        ("figures", Filter(type="zzz"), "one of killed"),
        ("events", Filter(since="May 2021"), "since: 'May 2021' is not a date"),
        ("events", Filter(until="2021-02-30"), "until: '2021-02-30' is not a date"),
        ("events", Filter(limit=0), "limit: 0"),
        ("events", Filter(min_confidence=1.01), "min_confidence: 1.01 is not between 0 and 1"),
        ("events", Filter(min_confidence=float("nan")), "min_confidence: nan is not"),
        ("events", Filter(actor=" "), "cannot be empty"),
        ("opinions", Filter(), "opinions: no such findings"),
    ],
)
def test_query_refuses_what_cannot_match(ledger: Ledger, kind: Kind, wanted: Filter, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        list(ledger.query(kind, wanted))


def test_query_gives_the_context(ledger: Ledger) -> None:
    found = next(ledger.query("statements"))
    assert found.record == made.reading().statements[0]
    assert found.passage.text.startswith("“We will not stop,” Grace Otieno told")
    assert found.words["cue"] == ("told",)
    assert found.words["addressees"] == ("Abebe Tadesse",)
    assert found.names == {"x:otieno": "Grace Otieno"}
    assert found.article.title == made.TITLE
    assert found.passage.words(found.record.span) == found.record.span.of(made.reading().article.text)


def test_query_orders_by_date_and_limits(tmp_path: Path) -> None:
    days = ["2021-05-09", "2021-05-07", None, "2021-05-08"]
    with diurna.ledger.open_ledger(tmp_path / "l", create=True) as ledger:
        ledger.write([made.reading(f"{made.BODY} {day}", published=day) for day in days])
        found = [one.article.published.value for one in ledger.query("statements")]
        assert found == ["2021-05-07", "2021-05-08", "2021-05-09", None]
        assert [one.article.published.value for one in ledger.query("statements", Filter(limit=2))] == found[:2]


def test_query_answers_every_kind_in_an_empty_ledger(tmp_path: Path) -> None:
    with diurna.ledger.open_ledger(tmp_path / "l", create=True) as ledger:
        for kind in KINDS:
            wanted = Filter(actor="a", place="b", since="2020-01-01", until="2020-01-02", limit=1)
            assert list(ledger.query(kind, wanted)) == []
            assert ledger.sql(f"select * from {kind}").num_rows == 0  # noqa: S608 - our own names


@pytest.mark.parametrize(
    "text",
    [
        "select count(*) from events",
        "from figures select category, low",
        "with one as (select 1 as x) select * from one",
        "describe events",
        "show tables",
        "summarize figures",
        "values (1), (2)",
        "select unnest([1, 2]), * from range(3)",
        "select unnest(mentions).span.words from actors",
        "select reading->>'$.article.id' from readings",
        "select * from events where trigger.words = 'read_csv(''/etc/passwd'')'",
    ],
)
def test_sql_answers(ledger: Ledger, text: str) -> None:
    assert ledger.sql(text).num_rows > -1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-- nothing",
        "select 1; select 2",
        "selec 1",
        "select * from no_such_table",
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from read_text('/etc/passwd')",
        "select * from read_blob('/etc/hostname')",
        "select * from glob('/etc/*')",
        "select * from parquet_metadata('/etc/passwd')",
        "select * from query('select 1')",
        "select * from query_table('events')",
        "select (select count(*) from pandas_scan(1)) from events",
        "with x as (from read_json('/etc/passwd')) from x",
        "with x as (insert into current values ('a', 'b', now()) returning *) select * from x",
        "insert into current values ('a', 'b', now())",
        "delete from current",
        "update current set part = 'x'",
        "create table t (a integer)",
        "create view v as select 1",
        "drop view events",
        "copy events to '/tmp/stolen.csv'",
        "copy (select 1) to 'x.parquet'",
        "export database '/tmp/stolen'",
        "attach '/tmp/other.db'",
        "detach memory",
        "install httpfs",
        "load httpfs",
        "set threads = 1",
        "reset threads",
        "pragma version",
        "call pragma_version()",
        "checkpoint",
        "select * from enable_logging()",
        "begin transaction",
        "explain analyze select 1",
        "import database '/tmp/x'",
        "use memory",
        "vacuum",
    ],
)
def test_sql_refuses(ledger: Ledger, text: str) -> None:
    before = sorted(path.name for path in ledger.folder.rglob("*"))
    with pytest.raises(QueryError):
        ledger.sql(text)
    assert sorted(path.name for path in ledger.folder.rglob("*")) == before
    assert not Path("/tmp/stolen.csv").exists()  # noqa: S108 - a name that must not appear
    assert ledger.sql("select count(*) as n from events").to_pylist() == [{"n": 1}]


def test_sql_cannot_reach_the_variables_of_the_program(ledger: Ledger) -> None:
    secret = ledger.sql("select 1 as a")
    with pytest.raises(QueryError):
        ledger.sql("select * from secret")
    assert secret.num_rows == 1


def test_sql_cannot_write_inside_the_ledger(ledger: Ledger) -> None:
    with pytest.raises(QueryError):
        ledger.sql(f"copy (select 1) to '{ledger.folder}/parts/x.parquet'")
    assert not (ledger.folder / "parts" / "x.parquet").exists()
