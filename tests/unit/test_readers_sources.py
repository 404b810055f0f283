"""Files, folders, JSON lines and the standard input to documents."""

import gzip
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.errors import ReadError
from diurna.readers.reader import Reader
from diurna.readers.sources import READERS, document_of, documents
from diurna.records import Document, Problem

BODY = "Farmers in the east have begun to sell their cattle because of the drought."
PROSE = " ".join([BODY] * 4)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Wells run dry | River Post</title>
<meta property="og:title" content="Wells run dry"><meta property="og:site_name" content="River Post">
<link rel="canonical" href="https://river.example/east/wells"><script type="application/ld+json">
{{"@type": "NewsArticle", "datePublished": "2021-05-03T10:04:53+02:00", "headline": "Wells run dry",
"author": [{{"name": "Ana Torres"}}, {{"name": "Jo Miller"}}], "publisher": {{"name": "The River Post"}}}}
</script></head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Wells run dry</h1>
<p>{PROSE}</p><p>The ministry has promised to dig deeper wells. {PROSE}</p></article>
<div id="comments"><p>Ann says: they will never agree on anything, believe me.</p></div></body></html>"""


def read(*sources: str | Path, **options: str | int) -> list[Document | ReadError]:
    return list(documents(sources, **options))  # type: ignore[arg-type]


def one(source: str | Path, **options: str | int) -> Document:
    (found,) = read(source, **options)
    assert isinstance(found, Document), found
    return found


def reason(source: str | Path, **options: str | int) -> str:
    (found,) = read(source, **options)
    assert isinstance(found, ReadError), found
    return str(found)


def rows(path: Path, *items: object) -> Path:
    path.write_text("".join(f"{item if isinstance(item, str) else json.dumps(item)}\n" for item in items))
    return path


# --- plain text and files ---------------------------------------------------------------------------------------------


def test_documents_keep_plain_text_as_it_is(tmp_path: Path) -> None:
    text = f"Wells run dry\r\n\r\n{BODY}\0 e\u0301 \u200f\u200b😀\r\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    found = one(path, published="20220719")
    assert found.article.text == text
    assert found.article.source == path.as_posix()
    assert (found.article.published.value, found.article.published.basis) == ("2022-07-19", "given")
    assert (found.raw_encoding, found.extractor, found.problems) == ("utf-8", None, ())


def test_documents_tell_of_replaced_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9 \x81")
    found = one(tmp_path / "a.txt")
    assert (found.article.text, found.raw_encoding) == ("café \ufffd", "cp1252")
    assert [problem.code for problem in found.problems] == ["text-replaced"]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a", "b.xyz"])
def test_documents_unpack_gzip_of_each_kind(tmp_path: Path, name: str) -> None:
    content = {"a.html": PAGE, "a.jsonl": json.dumps({"id": "r1", "text": PROSE})}.get(name, PROSE)
    path = tmp_path / f"{name}.gz"
    path.write_bytes(gzip.compress(content.encode()))
    assert "Farmers" in one(path).article.text


@pytest.mark.parametrize(
    ("name", "content", "extractor"),
    [("a.txt", PAGE, True), ("a", PAGE, True), ("a.html", PROSE, False), ("a.md", PROSE, False)],
)
def test_documents_tell_kinds_by_content_too(tmp_path: Path, name: str, content: str, extractor: bool) -> None:
    (tmp_path / name).write_text(content)
    assert (one(tmp_path / name).extractor is not None) == extractor


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "no text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"x" * 20_000_000, "20,000,000 bytes; one article may have 1,000,000 characters"),
        (b"word " * 300_000, "1,500,000 characters"),
        (gzip.compress(b"word " * 100)[:-9], "gzip"),
        (gzip.compress(b"x" * 30_000_000), "30,000,000 bytes"),
    ],
)
def test_documents_yield_errors_for_what_is_no_article(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    message = reason(tmp_path / "a.txt")
    assert words in message
    assert "a.txt" in message


def test_documents_go_on_behind_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    found = read(tmp_path / "none.txt", tmp_path / "a.txt", "https://river.example/x", "a\0b")
    assert [isinstance(item, ReadError) for item in found] == [True, False, True, True]
    assert "no such file" in str(found[0])


def test_documents_check_the_date_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="soon"):
        documents([tmp_path], published="soon")


def test_documents_read_a_folder_in_order_and_report_other_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "1.html").write_text(PAGE)
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "c.bin").write_bytes(b"\0\1\2\3")
    (tmp_path / "notes.py").write_text("x = 1\n")
    (tmp_path / ".hidden.txt").write_text(BODY)
    (tmp_path / "page").write_text(PAGE)
    skipped: list[Problem] = []
    found = list(documents([f"{tmp_path}/"], skipped=skipped.append))
    names = [item.article.source if isinstance(item, Document) else str(item) for item in found]
    assert names == [f"{tmp_path}/{name}" for name in ("a.txt", "b/1.html", "page")]
    assert [problem.message.split(":")[0].rpartition("/")[2] for problem in skipped] == ["c.bin", "notes.py"]
    assert {problem.code for problem in skipped} == {"file-skipped"}


def test_documents_read_the_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for content, source in [(PROSE, "-"), (PAGE, "-"), (json.dumps({"text": PROSE}), "-#1")]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        assert one("-").article.source == source


def test_documents_give_the_same_id_for_the_same_text_in_any_wrapping(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "b.txt").write_bytes(b"\xef\xbb\xbf" + BODY.encode())
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(BODY.encode()))
    found = [one(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt.gz")]
    assert len({item.article.id for item in found}) == 1


# --- JSON lines -------------------------------------------------------------------------------------------------------


def test_jsonl_rows_give_source_date_title_and_url(tmp_path: Path) -> None:
    path = rows(
        tmp_path / "x.jsonl",
        {
            "id": "r1",
            "text": f"Wells run dry\n\n{BODY}",
            "title": "Wells run dry",
            "published": "20220719",
            "other": [1],
        },
        {"id": 7, "text": BODY, "title": "Another", "url": "https://river.example/a"},
        {"text": BODY, "published": "Tue, 19 Jul 2022 10:04:53 GMT"},
        {"id": "page", "html": PAGE},
    )
    first, second, third, page = (
        item.article for item in read(path, published="2020-01-01") if isinstance(item, Document)
    )
    assert (first.source, first.published.value, first.title and first.title.end, first.headline) == (
        "r1",
        "2022-07-19",
        13,
        None,
    )
    assert (second.source, second.published.value, second.title, second.headline) == (
        "7",
        "2020-01-01",
        None,
        "Another",
    )
    assert second.url == "https://river.example/a"
    assert second.text == BODY
    assert (third.source, third.published.value) == (f"{path.as_posix()}#3", "2022-07-19T10:04:53+00:00")
    assert (page.source, page.outlet) == ("page", "The River Post")


def test_jsonl_lines_that_are_no_articles_are_errors_with_their_line(tmp_path: Path) -> None:
    deep = "[" * 100_000
    path = rows(
        tmp_path / "x.jsonl", {"id": "a", "text": BODY}, "not json", "[1]", {"id": "b"}, {"text": ""}, "", {"text": 5}, deep,
        {"html": "<html><body></body></html>"}, {"id": "z", "text": "x" * 1_000_001}, {"id": "c", "text": BODY},
    )  # fmt: skip
    found = read(path)
    errors = [str(item) for item in found if isinstance(item, ReadError)]
    assert [item.article.source for item in found if isinstance(item, Document)] == ["a", "c"]
    assert [error.split(":")[0].rpartition("#")[2] for error in errors] == ["2", "3", "4", "5", "7", "8", "9", "10"]
    assert all(error.startswith(f"{path.as_posix()}#") for error in errors)
    assert "1,000,001 characters" in errors[-1]


def test_jsonl_line_over_the_limit_is_an_error_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "x" * 20_000_000}) + "\n" + json.dumps({"id": "b", "text": BODY}))
    first, second = read(path)
    assert "a line of 20,000,0" in str(first)
    assert "one article may have 1,000,000 characters" in str(first)
    assert isinstance(second, Document)


@pytest.mark.parametrize("written", ["soon", 5, True, ["2022-07-19"], {"a": 1}, "\ud800"])
def test_jsonl_date_that_is_none_is_a_problem_and_unknown(tmp_path: Path, written: object) -> None:
    found = one(rows(tmp_path / "x.jsonl", {"text": BODY, "published": written}), published="2020-01-01")
    assert (found.article.published.value, found.article.published.basis) == (None, None)
    assert [problem.code for problem in found.problems] == ["published-unknown"]


def test_jsonl_cleans_lone_surrogates_everywhere(tmp_path: Path) -> None:
    row = r'{"id": "r\ud800", "title": "T\udfff", "text": "a \ud83d b \ud83d\ude00 and so it went on."}'
    found = one(rows(tmp_path / "x.jsonl", row))
    assert found.article.text == "a \ufffd b 😀 and so it went on."
    assert (found.article.source, found.article.headline) == ("r\ufffd", "T\ufffd")
    assert [problem.message[:2] for problem in found.problems] == ["1 "]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_jsonl_reads_other_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes('{"id": "a", "text": "Zoë came home."}\r\n{"id": "b", "text": "Zoë left."}\n'.encode(encoding))
    assert [item.article.text for item in read(path) if isinstance(item, Document)] == ["Zoë came home.", "Zoë left."]


# --- one text or page -------------------------------------------------------------------------------------------------


def test_document_of_tells_pages_from_text() -> None:
    assert document_of(PAGE).extractor is not None
    assert document_of(PAGE.encode()).article.title is not None
    assert document_of("<p>is a tag of HTML").article.text == "<p>is a tag of HTML"
    assert document_of(BODY, published="2022-07-19").article.published.value == "2022-07-19"
    assert document_of(BODY, url="https://river.example/a").article.url == "https://river.example/a"


@pytest.mark.parametrize(
    "content", ["", " \n", b"", b"\x89PNG\r\n", "<html><body><p></p></body></html>", "x" * 1_000_001]
)
def test_document_of_refuses_what_has_no_article(content: str | bytes) -> None:
    with pytest.raises(ReadError):
        document_of(content)


@given(st.text(max_size=200))
def test_document_of_keeps_any_text(text: str) -> None:
    if text.strip():
        clean = "".join("\ufffd" if 0xD800 <= ord(mark) < 0xE000 else mark for mark in text)
        assert document_of(text).article.text == clean


@given(st.binary(max_size=300))
def test_document_of_reads_or_refuses_any_bytes(raw: bytes) -> None:
    try:
        document_of(raw)
    except ReadError:
        return


def test_readers_are_listed_in_one_tuple() -> None:
    assert [reader.name for reader in READERS] == ["html", "jsonl", "plain"]
    assert all(isinstance(reader, Reader) for reader in READERS)
