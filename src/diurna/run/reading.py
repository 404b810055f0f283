"""The Python door: text to reading, many texts to many readings."""

from diurna.readers.articles import article
from diurna.records import Document, Published, Reading, sha256
from diurna.run.pipeline import read_document


def read(text: str, *, published: str | None = None) -> Reading:
    """Read one report given as text."""
    basis = Published(value=published, basis="given" if published else None)
    document = Document(
        article=article(text, source="-", published=basis), raw_sha256=sha256(text), raw_encoding="utf-8", extractor=None
    )
    return read_document(document)
