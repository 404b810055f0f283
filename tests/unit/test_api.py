"""The Python API: read, read_many, open; and what happens when an article breaks the program."""

import datetime as dt
import os
import subprocess
import sys
import types
from pathlib import Path

import msgspec
import pytest

import diurna
from diurna.errors import ReadError, RuleError, SettingsError
from diurna.ledger import open_ledger
from diurna.readers.sources import document_of
from diurna.records import Document, Provenance, Reading
from diurna.run import shards
from diurna.run.ingest import Outcome, ingest
from diurna.run.pipeline import provenance, read_document

TEXT = "Kenya shelled a village in Ethiopia on Tuesday, killing at least 12 people, the Red Cross said."


def test_api_exports_what_it_says() -> None:
    assert diurna.__all__ == ["Filter", "Ledger", "Reading", "open", "read", "read_many"]
    for name in diurna.__all__:
        assert getattr(diurna, name) is not None
        assert name in dir(diurna)
        found = getattr(diurna, name)
        assert not isinstance(found, types.ModuleType), f"{name} is a room as well"
    with pytest.raises(AttributeError, match="reed"):
        diurna.reed  # noqa: B018


def test_api_loads_nothing_heavy_before_it_is_used() -> None:
    code = "import sys, diurna, diurna.cli; print(sorted({'spacy', 'duckdb', 'pyarrow', 'numpy', 'rich'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("published", ["2022-07-19", dt.date(2022, 7, 19), "2022-07-19T10:00:00+02:00"])
def test_read_keeps_the_date_it_is_given(published: str | dt.date) -> None:
    article = diurna.read(TEXT, published=published, url="https://example.org/1").article
    assert article.published.basis == "given"
    assert str(article.published.value).startswith("2022-07-19")
    assert article.url == "https://example.org/1"
    assert article.text == TEXT


def test_read_tells_a_page_from_a_text() -> None:
    reading = diurna.read("<!DOCTYPE html><html><body><article>" + f"<p>{TEXT}</p>" * 3 + "</article></body></html>")
    assert "<p>" not in reading.article.text
    assert TEXT in reading.article.text


@pytest.mark.parametrize("empty", ["", "  \n "])
def test_read_refuses_what_has_no_words(empty: str) -> None:
    with pytest.raises(ReadError):
        diurna.read(empty)


def test_read_refuses_what_is_no_date() -> None:
    with pytest.raises(SettingsError, match="'July' is not a date"):
        diurna.read(TEXT, published="July")


def test_read_many_takes_texts_pairs_and_rows_in_order() -> None:
    row = {
        "id": "r1",
        "text": TEXT,
        "title": "Shelling",
        "published": "2022-07-20",
        "url": "https://example.org/2",
        "x": 1,
    }
    readings = list(diurna.read_many([TEXT, (TEXT, "2022-07-19"), (TEXT, None), row]))
    assert [reading.article.published.value for reading in readings] == [None, "2022-07-19", None, "2022-07-20"]
    assert readings[3].article.source == "r1"
    assert readings[3].article.headline == "Shelling"


@pytest.mark.parametrize("item", [7, None, (TEXT,), {"id": "x"}, {"text": 5}, ""])
def test_read_many_names_the_item_it_cannot_read(item: object) -> None:
    with pytest.raises(ReadError, match="item 2: "):
        list(diurna.read_many([TEXT, item]))  # type: ignore[list-item]


def test_read_many_in_processes_needs_no_main_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(f"import diurna\nprint(len(list(diurna.read_many([{TEXT!r}] * 5, workers=2))))\n")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.stdout, done.stderr, done.returncode) == ("5\n", "", 0)


def test_read_many_can_be_left_early() -> None:
    stream = diurna.read_many([TEXT] * 40, workers=2)
    assert isinstance(next(stream), Reading)
    stream.close()  # type: ignore[attr-defined]


def test_a_fault_in_one_article_is_its_only_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(document: Document) -> Reading:
        if "poison" in document.article.text:
            raise ZeroDivisionError("by zero")
        return read_document(document)

    monkeypatch.setattr(shards, "read_document", faulty)
    good, bad, last = diurna.read_many([TEXT, TEXT + " poison", TEXT])
    assert good == last
    assert [(problem.stage, problem.code) for problem in bad.problems] == [("run", "failed")]
    assert "ZeroDivisionError: by zero" in bad.problems[0].message
    assert "Traceback" in bad.problems[0].message
    assert (bad.statements, bad.events, bad.figures) == ((), (), ())


def test_a_wrong_rule_file_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(_: Document) -> Reading:
        raise RuleError("rules/en/x.toml: wrong")

    monkeypatch.setattr(shards, "read_document", faulty)
    with pytest.raises(RuleError, match=r"x\.toml"):
        diurna.read(TEXT)


DEADLY = """
import os
from diurna.run import shards
whole = shards.read_document
def deadly(document):
    if "poison" in document.article.text:
        os._exit(9)
    if "wrong rule" in document.article.text:
        from diurna.errors import RuleError
        raise RuleError("rules/en/x.toml: wrong")
    return whole(document)
shards.read_document = deadly
"""


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let worker processes die over the word poison."""
    (tmp_path / "sitecustomize.py").write_text(DEADLY)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))


@pytest.mark.usefixtures("deadly")
def test_an_article_that_kills_its_worker_is_set_aside() -> None:
    texts = [f"{TEXT} {number}{' poison' if number in {2, 7} else ''}" for number in range(10)]
    readings = list(diurna.read_many(texts, workers=2))
    assert [reading.article.text for reading in readings] == texts
    dead = [number for number, reading in enumerate(readings) if any(p.code == "worker-died" for p in reading.problems)]
    assert dead == [2, 7]
    serial = list(diurna.read_many([text for text in texts if "poison" not in text]))
    assert [reading for number, reading in enumerate(readings) if number not in dead] == serial


@pytest.mark.usefixtures("deadly")
def test_an_error_that_the_caller_can_mend_comes_back_from_a_worker() -> None:
    with pytest.raises(RuleError, match=r"x\.toml"):
        list(diurna.read_many([TEXT, f"{TEXT} wrong rule"], workers=2))


def test_ingest_passes_over_what_is_known(tmp_path: Path) -> None:
    documents = [document_of(f"{TEXT} {number}", source=str(number)) for number in (1, 2, 1)]
    told: list[Outcome] = []
    with open_ledger(tmp_path / "l", create=True) as ledger:
        ingest([*documents, ReadError("x", "torn")], ledger, told=told.append, shard=2)
        ingest(documents, ledger, told=told.append)
        ingest(documents, ledger, told=told.append, recode=True)
        assert len(list(ledger.articles())) == 2
    assert sorted((one.what, one.source) for one in told[:4]) == [
        ("duplicate", "1"),
        ("new", "1"),
        ("new", "2"),
        ("unreadable", "x"),
    ]
    assert {one.what for one in told[4:]} == {"duplicate"}


def test_ingest_reads_again_after_a_change_only_where_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_of(TEXT)
    told: list[Outcome] = []
    with open_ledger(tmp_path / "l", create=True) as ledger:
        ingest([document], ledger, told=told.append)

        def newer(given: Document) -> Provenance:
            return msgspec.structs.replace(provenance(given), rules_sha256="newer")

        for module in ("diurna.run.pipeline", "diurna.run.shards", "diurna.run.ingest"):
            monkeypatch.setattr(f"{module}.provenance", newer)
        ingest([document], ledger, told=told.append)
        ingest([document], ledger, told=told.append, recode=True)
        ingest([document], ledger, told=told.append, recode=True)
        assert ledger.reading(document.article.id).provenance.rules_sha256 == "newer"
    assert [one.what for one in told] == ["new", "duplicate", "new", "duplicate"]
