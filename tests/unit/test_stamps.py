"""Stamps: which texts prove their publication date, and which do not."""

import pytest

import diurna
from diurna.mark.dates import dated
from diurna.readers.articles import article
from diurna.records import Published

BODY = "The envoy said on Tuesday that talks about the port had failed. A mediator flew home."

PROVEN = [
    (f"GENEVA, 3 March 2022 (AFP) - {BODY}", "2022-03-03"),
    (f"NAIROBI, Kenya, March 3, 2022 (AP) -- {BODY}", "2022-03-03"),
    (f"Kyiv, 24 March 2022 – {BODY}", "2022-03-24"),
    (f"Geneva, 18 July 2022: {BODY}", "2022-07-18"),
    (f"LONDON — July 18, 2022 — {BODY}", "2022-07-18"),
    (f"Talks fail in Geneva\n\nPublished: 3 May 2021\n\n{BODY}", "2021-05-03"),
    (f"Talks fail in Geneva\n\nMonday, 18 July 2022\n\n{BODY}", "2022-07-18"),
    (f"Talks fail in Geneva\nMonday, 18 July 2022\n{BODY}", "2022-07-18"),
    (f"Talks fail in Geneva\n\nBy Jane Doe | July 18, 2022\n\n{BODY}", "2022-07-18"),
    (f"Posted on July 18, 2022 by admin\n\n{BODY}", "2022-07-18"),
    (f"18/07/2022\n\n{BODY}", "2022-07-18"),
    (f"2022-07-19 10:30\n\n{BODY}", "2022-07-19"),
    (f"Last updated: 2022-07-19 10:30\n\n{BODY}", "2022-07-19"),
    (f"Updated: 20 July 2022\n\nPublished: 18 July 2022\n\n{BODY}", "2022-07-18"),
]

UNPROVEN = [
    f"On 3 May 2021 the port was shut. {BODY}",
    f"3 May 2021 was a bad day for the port. {BODY}",
    f"GENEVA (Reuters) - The port was shut on 3 May 2021. {BODY}",
    f"GENEVA, March 3 (AFP) - {BODY}",
    f"Talks fail in Geneva\n\nMonday\n\n{BODY}",
    f"Talks fail in Geneva\n\nMay 2021\n\n{BODY}",
    f"03/04/2022\n\n{BODY}",
    f"30 February 2022\n\n{BODY}",
    f"2022-13-40\n\n{BODY}",
]


@pytest.mark.parametrize(("text", "day"), PROVEN)
def test_stamps_prove_the_publication_date(text: str, day: str) -> None:
    assert dated(article(text, source="-")).published == Published(value=day, basis="text")


@pytest.mark.parametrize("text", UNPROVEN)
def test_stamps_prove_nothing_less_than_a_day(text: str) -> None:
    assert dated(article(text, source="-")).published == Published(value=None, basis=None)


def test_stamps_yield_to_a_date_that_was_given() -> None:
    given = Published(value="2022-07-20", basis="given")
    assert dated(article(PROVEN[0][0], source="-", published=given)).published == given


def test_stamps_anchor_relative_dates() -> None:
    reading = diurna.read(f"GENEVA, 3 March 2022 (AFP) - {BODY}")
    assert reading.article.published == Published(value="2022-03-03", basis="text")
    assert [date.value for date in reading.dates] == ["2022-03-03", "2022-03-01"]
