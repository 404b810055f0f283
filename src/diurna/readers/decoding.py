"""Bytes to text: byte-order mark, declared charset, strict UTF-8, cp1252; what cannot be decoded becomes U+FFFD."""

import codecs
import re

from diurna.records import Problem, Record, Span

REPLACED = "\ufffd"
SURROGATE = re.compile("[\ud800-\udfff]")
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks, the longer before the shorter that it starts with."""

DECLARED = re.compile(
    rb"""<(?:meta\b[^>]*?charset\s*=\s*["']?\s*|\?xml\b[^>]*?encoding\s*=\s*["'])([\w.:-]+)""", re.IGNORECASE
)
"""The charset that a page names: HTML meta, http-equiv, or the XML declaration."""

DECLARED_WITHIN = 4_096
"""Bytes in which a charset is looked for; browsers stop at 1,024."""

BY_NAME = {
    "iso8859-1": "cp1252",
    "latin_1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-7": "utf-8",
}
"""What a declared name really means (WHATWG Encoding Standard): a meta tag that can be read is not in UTF-16."""

NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""Codecs of Python that no page is written in, and that do not take an error handler."""

SIGNATURES = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"PAR1",
    b"SQLite format 3",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
)
"""First bytes of PDF, PNG, JPEG, GIF, ZIP and office files, Parquet, SQLite, programs, old office files."""

CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b") + b"\x7f"
BINARY_SHARE = 0.1
"""Share of control bytes above which bytes without a byte-order mark are not text; random bytes have 0.11."""


class Decoded(Record, frozen=True, kw_only=True):
    """A text, the encoding it was read with, and how many characters had to be replaced."""

    text: str
    encoding: str
    replaced: int


def decoded(raw: bytes, *, declared: str | None = None) -> Decoded:
    """Decode bytes; `declared` is a charset that the container names.  A leading byte-order mark is not text."""
    for mark, name in MARKS:
        if raw.startswith(mark):
            return _replacing(raw[len(mark) :], name)
    trusted = _known(declared)
    for name in dict.fromkeys((trusted or "utf-8", "utf-8")):
        try:
            return Decoded(text=raw.decode(name), encoding=name, replaced=0)
        except UnicodeDecodeError:
            continue
    found = _replacing(raw, trusted) if trusted else None
    # A declared charset in which no byte above ASCII makes sense was declared in vain.
    return found if found and not found.text.replace(REPLACED, "").isascii() else _replacing(raw, "cp1252")


def cleaned(text: str) -> tuple[str, int]:
    """Return a text with each lone surrogate replaced by U+FFFD, and how many there were."""
    return SURROGATE.subn(REPLACED, text)


def words_or_none(value: object) -> str | None:
    """Return a metadata string without outer white space and lone surrogates; None where nothing is left."""
    return (cleaned(value)[0].strip() or None) if isinstance(value, str) else None


def replacement_problems(text: str, replaced: int) -> tuple[Problem, ...]:
    """Return the problem that tells of replaced characters, at the first U+FFFD of the text; nothing for none."""
    if not replaced:
        return ()
    at = text.find(REPLACED)
    noun = "byte or lone surrogate" if replaced == 1 else "bytes or lone surrogates"
    return (
        Problem(
            stage="read",
            code="text-replaced",
            span=Span(at, at + 1) if at >= 0 else None,
            message=f"{replaced} {noun} became U+FFFD",
        ),
    )


def declared_charset(raw: bytes) -> str | None:
    """Return the charset that a page names in its first bytes; None where it names none."""
    found = DECLARED.search(raw[:DECLARED_WITHIN])
    return found[1].decode("ascii") if found else None


def is_binary(head: bytes) -> bool:
    """Tell whether the first bytes of a file are no text at all (a picture, a PDF, UTF-16 without its mark)."""
    if head.startswith(SIGNATURES):
        return True
    if not head or head.startswith(tuple(mark for mark, _ in MARKS)):
        return False
    return len(head) - len(head.translate(None, CONTROLS)) > BINARY_SHARE * len(head)


def _known(charset: str | None) -> str | None:
    try:
        name = codecs.lookup(charset).name if charset else None
        if name in NO_CHARSETS:
            return None
        if name is not None:
            b"text".decode(name)  # a codec of bytes to bytes (base64, zip) is no charset
    except (LookupError, ValueError):
        return None
    return BY_NAME.get(name, name) if name else None


def _replacing(raw: bytes, name: str) -> Decoded:
    text, replaced = cleaned(raw.decode(name, errors=_HANDLER))
    return Decoded(text=text, encoding=name, replaced=replaced)


def _marked(error: UnicodeError) -> tuple[str, int]:
    """Put one lone surrogate for each undecodable byte (for one unit in UTF-16 and UTF-32), to be counted later."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    units = 1 if error.encoding.startswith(("utf-16", "utf-32", "utf16", "utf32")) else error.end - error.start
    return "\ud800" * units, error.end


_HANDLER = "diurna-replaced"
codecs.register_error(_HANDLER, _marked)
