"""`diurna actors`: a pull from a server on this machine, with answers of our own making, and what a reading makes of it."""

import errno
import gzip
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from diurna.errors import PullError, RuleError, SettingsError
from diurna.mark import user_table
from diurna.mark.tables import Term, our_terms
from diurna.mark.user_table import overriding, read_table, shaped
from diurna.run import actors, wikidata
from diurna.run.endpoint import Endpoint
from diurna.run.office_terms import terms
from diurna.run.wikidata import Holding, day, holdings, pages, wanted

DAY, MONTH, YEAR = 11, 10, 9
Reply = tuple[int, dict[str, str], bytes]


def holder(number: int, name: str, begin: str, end: str | None = None, **more: Any) -> list[dict[str, Any]]:
    """Return the rows of an answer for one term, one an alias; a date is "2019-05-24" with its precision as we write it."""
    cells = {
        "kind": more.get("kind", "head-of-government"),
        "office": f"http://www.wikidata.org/entity/{more.get('office', 'Q900')}",
        "officeName": more.get("office_name", "Prime Minister of Utopia"),
        "statement": f"http://www.wikidata.org/entity/statement/{more.get('office', 'Q900')}-{number}-{begin}",
        "holder": f"http://www.wikidata.org/entity/Q{number}",
        "name": name,
        **point("begin", begin),
        **(point("end", end) if end else {}),
        **(point("death", more["death"]) if "death" in more else {}),
    }
    return [
        {key: {"type": "literal", "value": value} for key, value in {**cells, **alias}.items()}
        for alias in [{"alias": each} for each in more.get("aliases", ())] or [{}]
    ]


def point(key: str, told: str) -> dict[str, str]:
    precision = {10: DAY, 7: MONTH, 4: YEAR}[len(told)]
    return {key: told + "-01-01"[len(told) - 10 :] * (len(told) < 10) + "T00:00:00Z", f"{key}Precision": str(precision)}


def encoded(*rows: list[dict[str, Any]]) -> bytes:
    bindings = [each for some in rows for each in some]
    return json.dumps({"head": {"vars": []}, "results": {"bindings": bindings}}).encode()


FRANCE = encoded(
    holder(
        1, "Emmanuel Macron", "2017-05-14", "2026-03-01", kind="head-of-state", office="Q1", office_name="President of France"
    ),
    holder(
        2, "Ottoline Vermandois", "2026-03-01", kind="head-of-state", office="Q1", office_name="President of France",
        aliases=("O. Vermandois", "Vermandois", "Ottoline de Vermandois", "Οττολίν Βερμαντουά"),
    ),
)  # fmt: skip


class Recorded:
    """A server that tells what was asked and answers by country, or as `script` says for the first requests."""

    def __init__(self, script: list[Reply] | None = None, answers: dict[str, bytes] | None = None) -> None:
        self.asked: list[str] = []
        self.agents: list[str] = []
        self.script = list(script or [])
        self.answers = answers or {"FRA": FRANCE}
        self.at_once = self.most_at_once = 0
        recorded = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                recorded.at_once += 1
                recorded.most_at_once = max(recorded.most_at_once, recorded.at_once)
                query = parse_qs(urlsplit(self.path).query)["query"][0]
                code = re.search(r'P298 "(\w+)"', query)
                recorded.asked.append(code[1] if code else "organizations")
                recorded.agents.append(self.headers["User-Agent"])
                usual: Reply = (200, {}, recorded.answers.get(recorded.asked[-1], encoded()))
                status, headers, body = recorded.script.pop(0) if recorded.script else usual
                self.send_response(status)
                for key, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(key, value)
                self.end_headers()
                recorded.at_once -= 1
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/sparql"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    def close(self) -> None:
        """Stop."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


Serve = Callable[..., Recorded]


@pytest.fixture
def serve() -> Iterator[Serve]:
    opened: list[Recorded] = []

    def start(*arguments: Any, **options: Any) -> Recorded:
        opened.append(Recorded(*arguments, **options))
        return opened[-1]

    yield start
    for server in opened:
        server.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the user's table, an empty one."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return user_table.actors_folder()


def patient(server: Recorded, waits: list[float] | None = None, **more: Any) -> Endpoint:
    return Endpoint(url=server.url, sleep=(waits if waits is not None else []).append, **more)


def pulled(server: Recorded, *codes: str, waits: list[float] | None = None) -> actors.Update:
    return actors.update(codes, patient(server, waits), organizations=False)


def run(home: Path, *arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "diurna", *arguments],
        input=given,
        capture_output=True,
        check=False,
        text=True,
        cwd=home.parents[1],
        env={**os.environ, "XDG_DATA_HOME": str(home.parents[1])},
    )


# ---------------------------------------------------------------- queries


def test_wikidata_asks_one_country_a_page_and_organisations_together() -> None:
    made = list(pages(["FRA", "DEU", "KOS"]))
    assert [page.country for page in made[:3]] == ["DEU", "FRA", "KOS"]
    assert 'wdt:P298 "XKX"' in made[2].query
    assert all(page.country is None for page in made[3:])
    heads = [item for page in made[3:] for item in re.findall(r"wd:(Q\d+) wdt:P2388", page.query)]
    assert heads == [head.item for head in wanted().organizations.heads]
    assert [page for page in made if "%" in page.query] == []


def test_wikidata_queries_are_balanced() -> None:
    for page in pages(["FRA"]):
        assert all(page.query.count(one) == page.query.count(other) for one, other in ("{}", "()", "[]"))


def test_wikidata_titles_are_those_of_our_table() -> None:
    ours = {(term.country, term.title) for term in our_terms()}
    assert [head for head in wanted().organizations.heads if (head.country, head.title) not in ours] == []
    titles = {title for office in wanted().offices for title in (*office.titles, office.title) if title}
    assert titles <= {title for _, title in ours}


@pytest.mark.parametrize(
    ("value", "precision", "told"),
    [
        ("2019-05-24T00:00:00Z", "11", "2019-05-24"),
        ("2019-05-01T00:00:00Z", "10", "2019-05"),
        ("2019-01-01T00:00:00Z", "9", "2019"),
        ("+2019-05-24T00:00:00Z", "11", "2019-05-24"),
        ("2010-01-01T00:00:00Z", "8", None),
        ("-0044-03-15T00:00:00Z", "11", None),
        ("2019-00-00T00:00:00Z", "11", None),
        ("0000-01-01T00:00:00Z", "11", None),
        ("http://www.wikidata.org/.well-known/genid/7", "11", None),
        (None, "11", None),
        ("2019-05-24T00:00:00Z", None, None),
    ],
)
def test_wikidata_days_are_as_precise_as_given(value: str | None, precision: str | None, told: str | None) -> None:
    assert day(value, precision) == told


def test_wikidata_joins_the_rows_of_one_term_and_keeps_usable_aliases() -> None:
    answer = msgspec.json.decode(FRANCE, type=wikidata.Answer)
    found = holdings(answer)
    assert [(each.name, each.begin, each.end) for each in found] == [
        ("Emmanuel Macron", "2017-05-14", "2026-03-01"),
        ("Ottoline Vermandois", "2026-03-01", None),
    ]
    assert found[1].aliases == ("O. Vermandois", "Ottoline de Vermandois")


def test_wikidata_office_of_two_kinds_counts_for_the_first() -> None:
    both = encoded(holder(1, "Ann Other", "2020-01-01"), holder(1, "Ann Other", "2020-01-01", kind="head-of-state"))
    assert [each.kind for each in holdings(msgspec.json.decode(both, type=wikidata.Answer))] == ["head-of-state"]


# ---------------------------------------------------------------- the endpoint


def test_endpoint_names_itself_and_asks_one_after_the_other(home: Path, serve: Serve) -> None:
    server = serve()
    waits: list[float] = []
    endpoint = patient(server, waits, contact="me@example.org", pause=1.5)
    actors.update(["FRA", "DEU", "ITA"], endpoint, organizations=False)
    assert server.asked == ["DEU", "FRA", "ITA"]
    assert server.most_at_once == 1
    assert waits == [1.5] * 3
    assert all(agent.startswith("diurna/") and "me@example.org" in agent for agent in server.agents)
    assert home.exists()


def test_endpoint_waits_as_long_as_it_is_told(home: Path, serve: Serve) -> None:
    server = serve([(429, {"Retry-After": "7"}, b""), (429, {}, b"")])
    waits: list[float] = []
    assert pulled(server, "FRA", waits=waits).rows > 0
    assert waits == [7.0, 60.0, 1.0]
    assert server.asked == ["FRA"] * 3
    assert home.exists()


def test_endpoint_understands_a_date_in_retry_after(home: Path, serve: Serve) -> None:
    server = serve([(503, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, b"")])
    waits: list[float] = []
    pulled(server, "FRA", waits=waits)
    assert waits == [0.0, 1.0]
    assert home.exists()


def test_endpoint_is_left_alone_where_it_asks_for_hours(home: Path, serve: Serve) -> None:
    server = serve([(429, {"Retry-After": "86400"}, b"")])
    with pytest.raises(PullError, match="left alone for 86400 s"):
        pulled(server, "FRA")
    assert server.asked == ["FRA"]
    assert not (home / "leaders.tsv").exists()


def test_endpoint_gives_up_after_five_failures_with_longer_and_longer_waits(home: Path, serve: Serve) -> None:
    server = serve([(500, {}, b"down")] * 9)
    waits: list[float] = []
    with pytest.raises(PullError, match="500 Internal Server Error, 5 times"):
        pulled(server, "FRA", waits=waits)
    assert len(server.asked) == 5
    assert [low <= wait <= 3 * low for low, wait in zip((1, 2, 4, 8), waits, strict=True)] == [True] * 4
    assert not (home / "leaders.tsv").exists()


@pytest.mark.parametrize("status", [400, 403, 404])
def test_endpoint_does_not_repeat_what_is_refused(home: Path, serve: Serve, status: int) -> None:
    server = serve([(status, {}, b"no")] * 2)
    with pytest.raises(PullError, match=str(status)):
        pulled(server, "FRA")
    assert len(server.asked) == 1
    assert not home.exists()


@pytest.mark.parametrize(
    "reply",
    [
        (200, {}, FRANCE[: len(FRANCE) // 2]),
        (200, {}, FRANCE + b"\njava.util.concurrent.TimeoutException"),
        (200, {}, b'{"error": "x"}'),
        (200, {}, b"\xff\xfe"),
        (200, {"Content-Length": "99999", "Connection": "close"}, FRANCE[:50]),
        (200, {"Content-Encoding": "gzip"}, gzip.compress(FRANCE)[:-9]),
    ],
)
def test_endpoint_asks_again_after_a_cut_answer(home: Path, serve: Serve, reply: Reply) -> None:
    server = serve([reply])
    assert pulled(server, "FRA").rows > 0
    assert server.asked == ["FRA"] * 2
    assert home.exists()


def test_endpoint_that_is_down_is_told(home: Path, serve: Serve) -> None:
    server = serve()
    server.server.server_close()
    with pytest.raises(PullError, match=r"no answer \(.*\), 5 times"):
        pulled(server, "FRA")
    assert not home.exists()


def test_endpoint_reads_packed_answers(home: Path, serve: Serve) -> None:
    server = serve([(200, {"Content-Encoding": "gzip"}, gzip.compress(FRANCE))])
    assert pulled(server, "FRA").rows > 0
    assert len(server.asked) == 1
    assert home.exists()


def test_endpoint_refuses_what_is_no_address() -> None:
    with pytest.raises(SettingsError, match="no http address"):
        Endpoint(url="file:///etc/passwd")
    with pytest.raises(SettingsError, match="--contact"):
        Endpoint(url="http://localhost/", contact="a\r\nHost: b")


# ---------------------------------------------------------------- the pull


def test_update_goes_on_where_it_stopped(home: Path, serve: Serve) -> None:
    server = serve([(200, {}, encoded()), (200, {}, FRANCE), *[(500, {}, b"")] * 5])
    with pytest.raises(PullError):
        pulled(server, "DEU", "FRA", "ITA")
    assert not (home / "leaders.tsv").exists()
    assert actors.unfinished() == 2
    again = pulled(server, "DEU", "FRA", "ITA")
    assert (again.asked, again.kept) == (1, 2)
    assert server.asked == ["DEU", "FRA", *["ITA"] * 5, "ITA"]
    assert actors.unfinished() == 0
    pulled(server, "DEU", "FRA", "ITA")
    assert len(server.asked) == 8 + 3


def test_update_that_is_stopped_goes_on(home: Path, serve: Serve) -> None:
    def stop(at: actors.Progress) -> None:
        if at.page == "ITA":
            raise KeyboardInterrupt

    server = serve()
    with pytest.raises(KeyboardInterrupt):
        actors.update(["DEU", "FRA", "ITA"], patient(server), organizations=False, told=stop)
    assert pulled(server, "DEU", "FRA", "ITA").asked == 1
    assert server.asked == ["DEU", "FRA", "ITA"]
    assert (home / "leaders.tsv").exists()


def test_update_asks_nothing_where_the_table_that_is_there_is_damaged(home: Path, serve: Serve) -> None:
    home.mkdir(parents=True)
    (home / "leaders.tsv").write_text("id\tname\n1\n")
    server = serve()
    with pytest.raises(RuleError, match="line 2: 1 cells"):
        pulled(server, "FRA")
    assert server.asked == []


def test_update_asks_again_for_a_kept_page_that_is_old_or_damaged(home: Path, serve: Serve) -> None:
    server = serve([(200, {}, FRANCE), *[(500, {}, b"")] * 10])
    for _ in range(2):
        with pytest.raises(PullError):
            pulled(server, "FRA", "ITA")
    (kept,) = (home / "pages").glob("*.json")
    kept.write_bytes(b"{")
    server.script.clear()
    assert pulled(server, "FRA", "ITA").kept == 0


def test_update_writes_the_columns_of_our_table_and_the_item(home: Path, serve: Serve) -> None:
    done = pulled(serve(), "FRA")
    table = read_table(home / "leaders.tsv")
    assert table is not None
    assert done.rows == len(table.rows) == 2
    assert tuple(table.rows[0]) == user_table.COLUMNS
    assert table.rows[1] == {
        "id": "ottoline-vermandois", "name": "Ottoline Vermandois", "aliases": "O. Vermandois|Ottoline de Vermandois",
        "country": "FRA", "title": "president", "sector": "GOV", "begin": "2026-03-01", "end": "", "sure": "y",
        "wikidata": "Q2",
    }  # fmt: skip
    assert (table.rows[0]["id"], table.rows[0]["end"]) == ("emmanuel-macron", "2026-03-01")
    assert re.match(r"pulled \d{4}-\d\d-\d\d from http://127", table.about[0])


def test_update_of_one_country_leaves_the_others(home: Path, serve: Serve) -> None:
    utopia = encoded(holder(7, "Ada Example", "2025-01-01", office_name="Prime Minister"))
    server = serve(answers={"FRA": FRANCE, "ATA": utopia})
    pulled(server, "FRA", "ATA")
    first = read_table(home / "leaders.tsv")
    server.answers["ATA"] = encoded()
    pulled(server, "ATA")
    second = read_table(home / "leaders.tsv")
    assert first is not None
    assert second is not None
    assert {row["country"] for row in first.rows} == {"FRA", "ATA"}
    assert {row["country"] for row in second.rows} == {"FRA"}
    assert first.sha256 != second.sha256


@pytest.mark.parametrize(("file", "name"), [(1, r"\w+\.json"), (2, r"leaders\.tsv")])
def test_update_leaves_the_old_table_where_the_disk_is_full(
    home: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch, file: int, name: str
) -> None:
    pulled(serve(), "FRA")
    before = (home / "leaders.tsv").read_bytes()
    written: list[int] = []

    def full(handle: int) -> None:
        written.append(handle)
        if len(written) == file:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=rf"No space left on device: '.*{name}'"):
        pulled(serve(answers={"FRA": encoded()}), "FRA")
    assert (home / "leaders.tsv").read_bytes() == before
    assert list(home.rglob("*.part")) == []


# ---------------------------------------------------------------- rows


def holding(number: int, name: str, begin: str, end: str | None = None, **more: Any) -> tuple[str, Holding]:
    told = {"kind": "head-of-government", "office": "Q900", "office_name": "Prime Minister of Utopia", **more}
    country, aliases, death = told.pop("country", "UTO"), told.pop("aliases", ()), told.pop("death", None)
    one = Holding(
        statement=f"{number} {begin}",
        holder=f"Q{number}",
        name=name,
        aliases=aliases,
        begin=begin,
        end=end,
        death=death,
        **told,
    )
    return country, one


def term(key: str, name: str, title: str, begin: str | None, end: str | None, **more: Any) -> Term:
    told = {"aliases": (), "country": "UTO", "sector": ("GOV",), **more}
    return Term(id=key, name=name, title=title, begin=begin, end=end, **told)


def test_terms_take_id_and_title_of_our_table() -> None:
    ours = (term("j-doe", "J. Doe", "chancellor", "2019-02-03", None, aliases=("Jane Doe",)),)
    made = terms([holding(1, "Jane Doe", "2019"), holding(2, "Max Roe", "2015-01", "2019")], ours).rows
    assert [(row.id, row.title, row.begin, row.end) for row in made] == [
        ("max-roe", "chancellor", "2015-01", "2019"),
        ("j-doe", "chancellor", "2019", None),
    ]


def test_terms_keep_aliases_that_are_names_alone() -> None:
    aliases = (
        "President Bee",
        "Dr. Ann Bee",
        "The Bee Queen",
        "ann bee",
        "Prime Minister Ann Bee",
        "Anna M. Bee",
        "Ann al-Bee",
    )
    assert terms([holding(1, "Ann Bee", "2001", aliases=aliases)], ()).rows[0].aliases == ("Anna M. Bee", "Ann al-Bee")


def test_terms_told_as_our_table_has_them_are_ours() -> None:
    kinds = {title: office.id for office in wanted().offices for title in office.titles}
    ours = [term for term in our_terms() if term.begin and term.country and term.title in kinds]
    people = {term.id: number for number, term in enumerate(ours)}
    found = [
        holding(people[each.id], each.name, str(each.begin), each.end, country=str(each.country), kind=kinds[str(each.title)],
                office=f"Q{each.country}{kinds[str(each.title)]}", office_name="?")
        for each in ours
    ]  # fmt: skip
    made = terms(found, our_terms())
    assert {(row.id, row.country, row.title) for row in made.rows} <= {
        (each.id, each.country, each.title) for each in ours
    }
    assert len(made.rows) > 0.95 * len(ours)
    assert len(made.left) < 0.02 * len({(each.country, each.title) for each in ours})


def test_terms_without_an_end_end_with_death_or_the_next_holder() -> None:
    made = terms(
        [
            holding(1, "Ann Bee", "2001-01-01", death="2003-04-05"),
            holding(2, "Cee Dee", "2003-04-06"),
            holding(3, "Eff Gee", "2010-07"),
        ],
        (),
    ).rows
    assert [(row.end, row.sure) for row in made] == [("2003-04-05", True), ("2010-07", False), (None, True)]


def test_terms_that_adjoin_are_one_and_a_return_is_another() -> None:
    made = terms(
        [
            holding(1, "Ann Bee", "2001-01-01", "2005-01-01"),
            holding(1, "Ann Bee", "2005-01-01", "2009-01-01"),
            holding(2, "Cee Dee", "2009-01-01"),
            holding(1, "Ann Bee", "2013-01-01"),
        ],
        (),
    ).rows
    assert [(row.name, row.begin, row.end) for row in made] == [
        ("Ann Bee", "2001-01-01", "2009-01-01"),
        ("Cee Dee", "2009-01-01", "2013-01-01"),
        ("Ann Bee", "2013-01-01", None),
    ]


def test_terms_of_another_or_incomplete_office_are_left() -> None:
    ours = (
        term("a", "Ann Bee", "prime minister", "2000-01-01", "2010-01-01"),
        term("b", "Cee Dee", "prime minister", "2010-01-01", None),
    )
    assert terms([holding(9, "Some Body", "2001-01-01")], ours) == ((), (("UTO", "prime minister"),))
    assert terms([holding(1, "Ann Bee", "2000-01-01")], ours) == ((), (("UTO", "prime minister"),))
    assert len(terms([holding(1, "Ann Bee", "2000"), holding(2, "Cee Dee", "2010")], ours).rows) == 2


def test_terms_of_a_second_office_under_the_same_title_are_left_out() -> None:
    ours = (term("a", "Ann Bee", "prime minister", "2000-01-01", None),)
    found = [holding(1, "Ann Bee", "2000-01-01"), holding(2, "Deputy Dee", "2001-01-01", office="Q901")]
    made = terms(found, ours)
    assert [row.name for row in made.rows] == ["Ann Bee"]
    assert made.left == ()


def test_terms_of_namesakes_have_two_ids_and_of_monarchs_in_other_words_none() -> None:
    made = terms([holding(1, "Ann Bee", "2001"), holding(2, "Ann Bee", "2005", country="ERE", office="Q8")], ()).rows
    assert sorted(row.id for row in made) == ["ann-bee", "ann-bee-q2"]
    unclear = holding(1, "Ann Bee", "2001", kind="head-of-state", office_name="monarch of Utopia")
    assert terms([unclear], ()) == ((), ())


# ---------------------------------------------------------------- what a reading makes of it


OURS = (
    term("a", "A One", "president", "1990-01-01", "2000-01-01"),
    term("b", "B Two", "president", "2000-01-01", "2010-01-01"),
    term("c", "C Three", "president", "2010-01-01", None),
    term("c", "C Three", "foreign minister", "2005-01-01", "2008-01-01"),
)


def test_overriding_counts_from_the_first_day_of_the_office() -> None:
    users = (
        term("b", "B. Two", "president", "2000", "2010-02", aliases=("Bee Two",)),
        term("d", "D Four", "president", "2010-02", None),
    )
    made = overriding(OURS, users)
    assert [(row.id, row.title, row.begin, row.end) for row in made] == [
        ("a", "president", "1990-01-01", "2000"),
        ("c", "foreign minister", "2005-01-01", "2008-01-01"),
        ("b", "president", "2000", "2010-02"),
        ("d", "president", "2010-02", None),
    ]
    assert (made[2].name, made[2].aliases) == ("B Two", ("B. Two", "Bee Two"))


def test_overriding_without_rows_is_ours() -> None:
    assert overriding(OURS, ()) == OURS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id\tname\tcountry\ttitle\nx\ty\n", r"line 2: 2 cells, the header has 4"),
        ("name\ttitle\nx\ty\n", r"the header must name id"),
    ],
)
def test_user_table_that_is_wrong_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "leaders.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=message):
        read_table(path)


def test_user_table_passes_over_columns_that_ours_has_not(tmp_path: Path) -> None:
    path = tmp_path / "leaders.tsv"
    path.write_text("# mine\nid\tname\taliases\tcountry\ttitle\tsector\tcolour\nx\tX Y\t\tFRA\tpresident\t\tred\n")
    table = read_table(path)
    assert table is not None
    (row,) = shaped(table, Term)
    assert (row.id, row.aliases, row.title) == ("x", (), "president")


TEXT = "PARIS (AP) — The French president arrived in Rome on Tuesday. He met reporters there and praised the talks.\n"


def test_verb_update_changes_the_reading_and_its_provenance(home: Path, serve: Serve) -> None:
    def reading() -> dict[str, Any]:
        done = run(home, "read", "-", "--published", "2026-06-02", "--json", given=TEXT)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    before = reading()
    done = run(home, "actors", "update", "--endpoint", serve().url, "--country", "fra", "--pause", "0")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "1 pages asked for, 0 kept: 2 rows in" in done.stderr
    after = reading()
    people = {actor["id"]: actor["wikidata"] for actor in after["actors"]}
    assert people["ottoline-vermandois"] == "Q2"
    assert "ottoline-vermandois" not in {actor["id"] for actor in before["actors"]}
    assert before["provenance"]["settings_sha256"] != after["provenance"]["settings_sha256"]
    assert before["provenance"]["rules_sha256"] == after["provenance"]["rules_sha256"]
    told = run(home, "actors", "status").stdout
    assert "yours   2 rows" in told
    assert "pulled 20" in told
    assert run(home, "actors", "forget").returncode == 0
    assert reading() == before


def test_verb_update_dry_run_prints_the_queries_and_asks_nothing(home: Path) -> None:
    done = run(home, "actors", "update", "--country", "FRA", "--country", "DEU", "--dry-run")
    assert done.stdout.count("SELECT ?kind ?office ?officeName") == 2
    assert 'wdt:P298 "DEU"' in done.stdout
    assert not home.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--country", "Gaul"), 2, "diurna: --country: 'GAUL' is no country code of ours"),
        (("--endpoint", "ftp://example.org/"), 2, "diurna: --endpoint: 'ftp://example.org/' is no http address"),
    ],
)
def test_verb_update_tells_a_misuse_in_one_line(
    home: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = run(home, "actors", "update", *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (code, 1)
    assert done.stderr.startswith(message)


def test_verb_update_tells_a_refusal_in_one_line(home: Path, serve: Serve) -> None:
    done = run(home, "actors", "update", "--endpoint", serve([(403, {}, b"")]).url, "--country", "FRA")
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (1, 1, "")
    assert re.fullmatch(r"diurna: http://127\S+: 403 Forbidden\n", done.stderr)
