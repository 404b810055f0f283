"""Bytes to text: byte-order mark, declared charset, strict UTF-8, cp1252."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.readers.decoding import cleaned, declared_charset, decoded, is_binary, replacement_problems


@pytest.mark.parametrize(
    ("raw", "declared", "text", "encoding", "replaced"),
    [
        (b"Zo\xc3\xab", None, "Zoë", "utf-8", 0),
        (codecs.BOM_UTF8 + b"Zo\xc3\xab", None, "Zoë", "utf-8", 0),
        (codecs.BOM_UTF8 + b"a\xffb", "cp1252", "a\ufffdb", "utf-8", 1),
        (codecs.BOM_UTF16_LE + "Zoë".encode("utf-16-le"), None, "Zoë", "utf-16-le", 0),
        (codecs.BOM_UTF16_BE + "Zoë".encode("utf-16-be"), "utf-8", "Zoë", "utf-16-be", 0),
        (codecs.BOM_UTF32_LE + "Zoë".encode("utf-32-le"), None, "Zoë", "utf-32-le", 0),
        (codecs.BOM_UTF16_LE + b"a\0\x00\xd8b\0", None, "a\ufffdb", "utf-16-le", 1),
        (codecs.BOM_UTF16_LE + b"a\0b", None, "a\ufffd", "utf-16-le", 1),
        (b"\x93Zo\xeb\x94", None, "“Zoë”", "cp1252", 0),
        (b"a\x81b\x8d", None, "a\ufffdb\ufffd", "cp1252", 2),
        ("Žofie".encode("iso-8859-2"), "iso-8859-2", "Žofie", "iso8859-2", 0),
        (b"\x93Zo\xeb\x94", "iso-8859-1", "“Zoë”", "cp1252", 0),
        ("Zoë".encode(), "ascii", "Zoë", "utf-8", 0),
        (b"Zo\xc3\xab \xff\xfe", "utf-8", "Zoë \ufffd\ufffd", "utf-8", 2),
        (b"Zo\xeb", "ascii", "Zoë", "cp1252", 0),
        (b"Zo\xeb", "utf-8", "Zoë", "cp1252", 0),
        (b"Zo\xc3\xab", "no-such-charset", "Zoë", "utf-8", 0),
        (b"Zo\xc3\xab", "base64", "Zoë", "utf-8", 0),
        (b"", None, "", "utf-8", 0),
        (b"a\0b\r\nc\xe2\x80\x8b", None, "a\0b\r\nc\u200b", "utf-8", 0),
    ],
)
def test_decoded_tries_mark_declaration_utf8_cp1252(
    raw: bytes, declared: str | None, text: str, encoding: str, replaced: int
) -> None:
    found = decoded(raw, declared=declared)
    assert (found.text, found.encoding, found.replaced) == (text, encoding, replaced)


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "shift_jis", "gb18030", "big5", "koi8-r", "utf-16"]))
def test_decoded_never_raises_and_gives_clean_text(raw: bytes, declared: str | None) -> None:
    found = decoded(raw, declared=declared)
    assert found.text.encode().decode() == found.text
    assert found.text.count("\ufffd") >= found.replaced


def test_cleaned_replaces_each_lone_surrogate_once() -> None:
    assert cleaned("a\ud83d😀\udfffb") == ("a\ufffd😀\ufffdb", 2)


def test_replacement_problem_counts_and_points() -> None:
    (problem,) = replacement_problems("a\ufffdb\ufffd", 2)
    assert (problem.stage, problem.code, problem.span and problem.span.start) == ("read", "text-replaced", 1)
    assert "2" in problem.message
    assert replacement_problems("a\ufffd", 0) == ()


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<html><meta charset="koi8-r">', "koi8-r"),
        (b"<meta charset=utf-8 />", "utf-8"),
        (b'<META http-equiv="Content-Type" content="text/html; charset=windows-1251">', "windows-1251"),
        (b'<?xml version="1.0" encoding="iso-8859-15"?><html>', "iso-8859-15"),
        (b"<html><p>charset=utf-8", None),
    ],
)
def test_declared_charset_is_read_from_the_page(head: bytes, charset: str | None) -> None:
    assert declared_charset(head) == charset


@pytest.mark.parametrize(
    ("head", "binary"),
    [
        (b"%PDF-1.7 text", True),
        (b"\x89PNG\r\n\x1a\n", True),
        (bytes(range(256)) * 4, True),
        ("no mark".encode("utf-16-le"), True),
        (b"plain text with one \0 in it", False),
        (codecs.BOM_UTF16_LE + "text".encode("utf-16-le"), False),
        ("текст".encode(), False),
        (b"\x93old text\x94", False),
        (b"", False),
    ],
)
def test_is_binary_knows_files_without_text(head: bytes, binary: bool) -> None:
    assert is_binary(head) == binary
