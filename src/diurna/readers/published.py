"""Publication dates as people, feeds and pages write them, to ISO 8601."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from diurna.errors import ReadError
from diurna.records import Published, PublishedBasis

MAIL_DATE = re.compile(r"(?:[A-Za-z]{3,9}\.?,? +)?\d{1,2} [A-Za-z]{3,9}\.? \d{4}\b")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}|\d{4}-W\d{2}-\d")
WHAT_IS_READ = "an ISO date or date-time (2022-07-19, 2022-07-19T10:30+02:00), 20220719, or RFC 822"


def published_date(text: str, *, source: str = "published", basis: PublishedBasis = "given") -> Published:
    """Return a publication date given by a person; raise ReadError where the text is no date."""
    value = iso_date(text)
    if value is None:
        raise ReadError(source, f"{text!r} is not a publication date; give {WHAT_IS_READ}")
    return Published(value=value, basis=basis)


def iso_date(text: str) -> str | None:
    """Return an ISO date, or an ISO date-time with its time zone kept; None where the text is neither.

    Reads ISO 8601 down to the day, compact (20220719), with slashes (2022/07/19), and RFC 822 (feeds, mail).
    """
    text = text.strip()
    if not text.isascii():
        return None
    if re.match(r"\d{4}/\d{2}/\d{2}(?!\d)", text):
        text = text.replace("/", "-", 2)
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
        return datetime.fromisoformat(re.sub(r"(?<=\d) (?=[+-]\d{2}:?\d{2}$|Z$)", "", text)).isoformat(
            timespec="seconds"
        )
    except ValueError:
        return _mail_date(text)


def _mail_date(text: str) -> str | None:
    if not MAIL_DATE.match(text):
        return None
    try:
        found = parsedate_to_datetime(text if ":" in text else f"{text} 00:00")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.isoformat(timespec="seconds") if ":" in text else found.date().isoformat()
