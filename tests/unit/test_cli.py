"""The command line: what goes to stdout, what to stderr, and with which exit code; never a traceback."""

import csv
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import made
import msgspec
import psutil  # type: ignore[import-untyped]
import pytest
from typer.testing import CliRunner, Result

from diurna.cli import app
from diurna.ledger import open_ledger
from diurna.records import SCHEMA, Document, Reading

TEXT = "Kenya shelled a village in Ethiopia on Tuesday, killing at least 12 people, the Red Cross said.\n"
VERBS = ("read", "ingest", "query", "show", "explain", "schema", "doctor", "demo", "actors")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty current folder, away from the settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("DIURNA_")]:
        monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("cli") / "l"
    with open_ledger(folder, create=True) as opened:
        opened.write([made.reading()])
    return str(folder)


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(app, list(arguments), input=given)
    assert "Traceback" not in result.stderr
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def shell(*arguments: str, given: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "diurna", *arguments],
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_help_is_fast() -> None:
    shell("--help")
    start = time.process_time(), time.perf_counter()
    done = shell("--help")
    assert done.returncode == 0
    assert time.perf_counter() - start[1] < 2.0


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_examples(verb: str) -> None:
    told = run(verb, "--help").stdout
    assert "Examples:\n" in told
    assert f"diurna {verb}" in told


def test_version() -> None:
    assert run("--version").stdout.startswith("diurna ")


# --- read


def test_read_gives_json_lines_in_a_pipe(here: Path) -> None:
    (here / "a.txt").write_text(TEXT)
    (here / "b.jsonl").write_text(json.dumps({"id": "r1", "text": TEXT}) + "\n" + json.dumps({"text": TEXT}) + "\n")
    result = run("read", "a.txt", "b.jsonl", "--published", "2022-07-19")
    readings = [msgspec.json.decode(line, type=Reading) for line in result.stdout.splitlines()]
    assert [reading.article.source for reading in readings] == ["a.txt", "r1", "b.jsonl#2"]
    assert {reading.article.published.value for reading in readings} == {"2022-07-19"}
    assert "3 read" in result.stderr
    assert result.exit_code == 0


def test_read_takes_standard_input(here: Path) -> None:  # noqa: ARG001 - its current folder
    result = run("read", "-", given=TEXT)
    assert json.loads(result.stdout)["article"]["source"] == "-"


def test_read_tells_an_account_where_asked(here: Path) -> None:
    (here / "a.txt").write_text("Village shelled\n\n" + TEXT)
    result = run("read", "a.txt", "--no-json", "--published", "2022-07-19")
    assert "Village shelled" in result.stdout
    assert "2022-07-19 (given)" in result.stdout
    assert "schema" not in result.stdout


@pytest.mark.parametrize("words", ["19 July", "2022-13-01", "yesterday", ""])
def test_read_refuses_what_is_no_date(here: Path, words: str) -> None:
    (here / "a.txt").write_text(TEXT)
    result = run("read", "a.txt", f"--published={words}")
    assert result.exit_code == 2
    assert f"--published: {words!r}" in result.stderr
    assert len(result.stderr.splitlines()) == 1


BAD: dict[str, bytes | None] = {
    "missing.txt": None,
    "empty.txt": b"",
    "blank.txt": b" \n\n ",
    "binary.txt": bytes(range(256)) * 40,
    "long.txt": b"words and words " * 1_400_000,
    "nothing.html": b"<!DOCTYPE html><html><head><title></title></head><body><nav></nav></body></html>",
    "rows.jsonl": b'{"title": "no text here"}\n',
    "torn.jsonl": b'{"text": "torn\n',
    "torn.txt.gz": gzip.compress(TEXT.encode() * 50)[:60],
}


@pytest.mark.parametrize("name", BAD)
def test_read_tells_bad_input_in_one_line(here: Path, name: str) -> None:
    content = BAD[name]
    if content is not None:
        (here / name).write_bytes(content)
    result = run("read", name)
    assert (result.exit_code, result.stdout) == (1, "")
    first, summary = result.stderr.splitlines()
    assert first.startswith(f"diurna: {name}")
    assert len(first) > len(f"diurna: {name}: ")
    assert summary == "diurna: 0 read, 1 could not be read"


def test_read_goes_on_after_bad_input(here: Path) -> None:
    (here / "bad.bin").write_bytes(b"\x00\x01\x02\xff" * 100)
    (here / "good.txt").write_text(TEXT)
    result = run("read", "missing.txt", "bad.bin", "good.txt")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert [line.split(":")[1].strip() for line in result.stderr.splitlines()[:-1]] == ["missing.txt", "bad.bin"]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("“Quoted” – naïve café said Müller.".encode("cp1252"), "cp1252"),
        ("“Quoted” – naïve café said Müller.".encode(), "utf-8"),
        (b"\xef\xbb\xbf" + "“Quoted” – naïve café said Müller.".encode(), "utf-8"),
        ("“Quoted” – naïve café said Müller.".encode("utf-16"), "utf-16"),
    ],
)
def test_read_takes_other_encodings(here: Path, content: bytes, encoding: str) -> None:
    (here / "a.txt").write_bytes(content)
    told = json.loads(run("read", "a.txt").stdout)
    assert told["article"]["text"] == "“Quoted” – naïve café said Müller."
    assert told["provenance"]["raw_encoding"].startswith(encoding)


def test_read_complains_of_a_fault_and_stores_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(_: Document) -> Reading:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("diurna.run.shards.read_document", faulty)
    (here / "a.txt").write_text(TEXT)
    result = run("read", "a.txt")
    assert "a.txt: reading broke off: ZeroDivisionError: by zero" in result.stderr
    assert json.loads(result.stdout)["problems"][0]["code"] == "failed"


def test_read_stays_quiet_when_the_pipe_closes(here: Path) -> None:
    (here / "rows.jsonl").write_text("".join(json.dumps({"text": f"{TEXT} {n} " * 20}) + "\n" for n in range(60)))
    command = f"{sys.executable} -m diurna read rows.jsonl | head -n 1 | wc -l"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.stdout.strip() == "1"
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr


# --- ingest


def test_ingest_adds_once_and_sums_up(here: Path) -> None:
    (here / "news").mkdir()
    (here / "news" / "a.txt").write_text(TEXT)
    (here / "news" / "b.txt").write_text(TEXT + "More.")
    (here / "news" / "c.txt").write_bytes(b"")
    first = run("ingest", "news", "--ledger", "l", "--workers", "1")
    assert first.exit_code == 0
    assert "news/c.txt: " in first.stderr
    assert "2 read: 2 new, 0 duplicate, 1 failed" in first.stderr.splitlines()[-1]
    second = run("ingest", "news", "--ledger", "l", "--workers", "1")
    assert second.exit_code == 0
    assert "0 read: 0 new, 2 duplicate, 1 failed" in second.stderr.splitlines()[-1]
    assert run("ingest", "missing", "--ledger", "l", "--workers", "1").exit_code == 1


def test_ingest_in_several_processes(here: Path) -> None:
    (here / "rows.jsonl").write_text("".join(json.dumps({"text": f"{TEXT} {number}"}) + "\n" for number in range(70)))
    done = shell("ingest", "rows.jsonl", "--ledger", "l", "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert b"70 read: 70 new, 0 duplicate, 0 failed" in done.stderr
    with open_ledger(here / "l") as ledger:
        assert len(list(ledger.articles())) == 70


def test_ingest_needs_a_ledger(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "a.txt").write_text(TEXT)
    result = run("ingest", "a.txt")
    assert result.exit_code == 2
    assert "--ledger DIR" in result.stderr
    monkeypatch.setenv("DIURNA_LEDGER", "l")
    assert run("ingest", "a.txt", "--workers", "1").exit_code == 0
    assert (here / "l" / "ledger.json").exists()


def test_ingest_refuses_a_folder_that_is_no_ledger(here: Path) -> None:
    (here / "a.txt").write_text(TEXT)
    result = run("ingest", "a.txt", "--ledger", ".")
    assert result.exit_code == 1
    assert "not a ledger" in result.stderr


def test_ingest_stopped_by_ctrl_c_can_be_taken_up_again(here: Path) -> None:
    (here / "rows.jsonl").write_text(
        "".join(json.dumps({"text": f"{TEXT * 9} {number}"}) + "\n" for number in range(400))
    )
    command = [sys.executable, "-m", "diurna", "ingest", "rows.jsonl", "--ledger", "l", "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)  # noqa: S603
    while not list((here / "l" / "parts").glob("[0-9a-f]*")) and process.poll() is None:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert errors.splitlines()[-1] == "diurna: stopped"
    assert "Traceback" not in errors
    with open_ledger(here / "l") as ledger:
        stored = len(list(ledger.articles()))
        assert 0 < stored < 400
    assert (
        f"{400 - stored} new, {stored} duplicate, 0 failed"
        in shell("ingest", "rows.jsonl", "--ledger", "l").stderr.decode()
    )


def test_workers_end_when_their_parent_is_killed(here: Path) -> None:
    (here / "rows.jsonl").write_text(
        "".join(json.dumps({"text": f"{TEXT * 9} {number}"}) + "\n" for number in range(400))
    )
    command = [sys.executable, "-m", "diurna", "ingest", "rows.jsonl", "--ledger", "l", "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603
    while not list((here / "l" / "parts").glob("[0-9a-f]*")) and process.poll() is None:
        time.sleep(0.02)
    workers = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    assert len(workers) == 2
    assert psutil.wait_procs(workers, timeout=60)[1] == []


# --- query, show


def test_query_gives_json_lines_in_a_pipe(ledger: str) -> None:
    found = json.loads(run("query", "events", "--actor", "KEN", "--ledger", ledger).stdout)
    assert found["record"]["type"] == "ASSAULT"
    assert found["words"]["trigger"] == ["shelled"]
    assert found["article"]["title"] == made.TITLE


def test_query_gives_csv(ledger: str) -> None:
    told = run("query", "figures", "--ledger", ledger, "--format", "csv").stdout
    row = next(csv.DictReader(io.StringIO(told)))
    assert (row["figure"], row["low"], row["best"], row["bounds"]) == ("more than 40 people killed", "41", "", "41..")
    assert row["according_to"] == "International Committee of the Red Cross"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("statements", ["Grace Otieno", "Abebe Tadesse", "threaten", "“We will not stop,”"]),
        ("events", ["Kenya", "ASSAULT/heavy-weapons", "Ethiopia", "Moyale", "2021-05-06", "actual"]),
        ("figures", ["more than 40 people killed", "41..", "Red Cross"]),
    ],
)
def test_query_gives_a_table(ledger: str, kind: str, words: list[str]) -> None:
    told = run("query", kind, "--ledger", ledger, "--format", "table").stdout
    assert [word for word in words if word not in " ".join(told.split())] == []


def test_query_answers_sql(ledger: str) -> None:
    text = (
        "select type, count(*) as n, max(trigger) as t, max(first_seen) is null as u "
        "from events join articles on articles.id = article group by all"
    )
    told = json.loads(run("query", "--sql", text, "--ledger", ledger).stdout)
    assert (told["type"], told["n"], told["t"]["words"], told["u"]) == ("ASSAULT", 1, "shelled", False)
    told_csv = run("query", "--sql", "select type, trigger from events", "--ledger", ledger, "--format", "csv").stdout
    assert next(csv.DictReader(io.StringIO(told_csv)))["type"] == "ASSAULT"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--sql", "select 1", "--actor", "x"),
        ("opinions",),
        ("events", "--format", "xml"),
        ("events", "--since", "June"),
        ("events", "--limit", "0"),
        ("events", "--limit", "many"),
        ("figures", "--type", "kiled"),
        ("--sql", "copy events to 'x'"),
        ("--sql", "select * from read_csv('/etc/passwd')"),
        ("events", "--no-such-flag"),
    ],
)
def test_query_is_misused(ledger: str, arguments: tuple[str, ...]) -> None:
    result = run("query", *arguments, "--ledger", ledger)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_query_can_be_stopped(ledger: str) -> None:
    text = "select count(*) from range(100000000) a, range(100000000) b where a.range * b.range = 7"
    command = [sys.executable, "-m", "diurna", "query", "--sql", text, "--ledger", ledger]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, "diurna: stopped\n")


def test_words_cannot_steer_the_terminal(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l", create=True) as opened:
        opened.write([made.reading("\x1b]0;evil\x07 " + made.BODY)])
    for arguments in (("query", "events", "--format", "table"), ("show", "--no-json", made.reading().events[0].id)):
        assert "\x1b" not in run(*arguments, "--ledger", str(tmp_path / "l")).stdout


def test_query_finds_nothing_quietly(ledger: str) -> None:
    result = run("query", "events", "--actor", "Nobody", "--ledger", ledger)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "diurna: nothing found\n")


def test_query_of_no_ledger(here: Path) -> None:
    result = run("query", "events", "--ledger", str(here / "none"))
    assert result.exit_code == 1
    assert "no ledger here" in result.stderr


def test_show_gives_words_source_and_rule(ledger: str) -> None:
    record = made.reading().events[0]
    told = run("show", record.id, "--ledger", ledger, "--no-json").stdout
    for words in (
        "Kenya → ASSAULT/heavy-weapons → Ethiopia",
        "shelled",
        "made.txt",
        "shell-object",
        "2021-05-08",
        "0.80",
    ):
        assert words in told
    found = json.loads(run("show", record.id, "--ledger", ledger).stdout)
    assert found["record"]["id"] == record.id
    whole = run("show", made.reading().article.id, "--ledger", ledger).stdout
    assert msgspec.json.decode(whole, type=Reading) == made.reading()


@pytest.mark.parametrize("name", ["e:000000000000000000000000", "x", "", "a:1"])
def test_show_knows_no_such_record(ledger: str, name: str) -> None:
    result = run("show", name, "--ledger", ledger)
    assert result.exit_code == 2
    assert "not in the ledger" in result.stderr


# --- explain, schema, doctor, demo


def test_explain_names_rules_and_files(here: Path) -> None:  # noqa: ARG001 - its current folder
    assert run("explain", TEXT).exit_code == 0
    assert run("explain", "-", given=TEXT).exit_code == 0
    assert "no rule fired" in run("explain", "Nothing.").stdout
    assert run("explain", "").exit_code == 1


def test_schema_is_json_schema() -> None:
    told = json.loads(run("schema").stdout)
    assert told["$id"] == SCHEMA
    assert {"Reading", "Statement", "Event", "Figure"} <= set(told["$defs"])


def test_doctor_tells_versions_and_settings(here: Path) -> None:
    (here / "diurna.toml").write_text("workers = 2\n")
    told = run("doctor").stdout
    for words in ("python", "model", "rule files", "2 (file)"):
        assert words in told


def test_doctor_tells_what_is_wrong(here: Path) -> None:
    (here / "diurna.toml").write_text("wrokers = 2\n")
    result = run("doctor")
    assert result.exit_code == 1
    assert "did you mean workers?" in result.stdout


def test_demo_reads_the_samples_and_says_what_next(here: Path) -> None:
    result = run("demo", "--ledger", "d")
    assert result.exit_code == 0
    assert "6 new" in result.stdout
    assert "diurna query figures" in result.stdout
    assert "6 duplicate" in run("demo", "--ledger", "d").stdout
    with open_ledger(here / "d") as ledger:
        assert len(list(ledger.articles())) == 6


# --- faults


def test_a_fault_of_ours_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import diurna.run.settings as s\ndef settings(**_): raise ZeroDivisionError('by zero')\ns.settings = settings\n"
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = shell("read", "x.txt", PYTHONPATH=path, DIURNA_DEBUG="")
    assert done.returncode == 1
    assert done.stderr == b"diurna: a fault in diurna: ZeroDivisionError: by zero (--debug shows where)\n"
    assert b"Traceback" in shell("--debug", "read", "x.txt", PYTHONPATH=path).stderr
    assert b"Traceback" in shell("read", "x.txt", PYTHONPATH=path, DIURNA_DEBUG="1").stderr
